"""The stamp "ĐẾN" that a receiving office puts on a paper (Nghị định 30/2020/NĐ-CP, Điều 21): a ruled frame with a
number and a date of receipt, which are not the document's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.models import BoundingBox, Word, enclosing
from ingest.page.geometry import centre_in
from ingest.page.grids import Rule
from ingest.page.lines import box_of, folded, printed_lines

_WORDS = (r"\bden\b", r"\bso ?:", r"\bngay ?:", r"\bchuyen\b", r"\bcong van\b|\bcv\b", r"\bgio ?:", r"\bluu ho so")
_ENOUGH_WORDS = 2
_WIDTH, _HEIGHT = (70.0, 240.0), (30.0, 120.0)  # points; the form in use is 35 × 50 mm and less
_MOST_RULES = 200  # short ones of a page; more are a table's, cell by cell
_NEAR = 5.0  # points between pieces of a worn frame


def incoming_stamps(words: Sequence[Word], rules: Sequence[Rule]) -> tuple[tuple[Word, ...], ...]:
    """The words inside each such stamp."""
    found = []
    for frame in _frames(rules):
        inside = tuple(word for word in words if centre_in(box_of(word), frame))
        text = folded(" ".join(line.text for line in printed_lines(inside))) if inside else ""
        if sum(re.search(pattern, text) is not None for pattern in _WORDS) >= _ENOUGH_WORDS:
            found.append(inside)
    return tuple(found)


def _frames(rules: Sequence[Rule]) -> Iterator[BoundingBox]:
    sides_of_stamps = [
        rule
        for rule in rules
        if rule.box.right - rule.box.left < _WIDTH[1] and rule.box.bottom - rule.box.top < _HEIGHT[1]
    ]
    if len(sides_of_stamps) > _MOST_RULES:
        return
    for group in _connected(sides_of_stamps):
        box = enclosing(rule.box for rule in group)
        assert box is not None
        width, height = box.right - box.left, box.bottom - box.top
        sides = [rule for rule in group if not rule.is_level and rule.box.bottom - rule.box.top > 0.5 * height]
        if _WIDTH[0] < width < _WIDTH[1] and _HEIGHT[0] < height < _HEIGHT[1] and len(sides) >= 2:
            left, right = min(side.box.left for side in sides), max(side.box.right for side in sides)
            yield BoundingBox(left, box.top, right, box.bottom)


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in rules:
        touching = [group for group in groups if any(_are_near(rule.box, other.box) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([rule, *(other for group in touching for other in group)])
    return groups


def _are_near(one: BoundingBox, other: BoundingBox) -> bool:
    return (
        one.left - _NEAR < other.right
        and other.left - _NEAR < one.right
        and one.top - _NEAR < other.bottom
        and other.top - _NEAR < one.bottom
    )
