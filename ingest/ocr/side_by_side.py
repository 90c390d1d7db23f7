"""Two readings of one line put side by side: which words of the one stand where which words of the other stand."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.models import BoundingBox, Word
from ingest.ocr.ctc import CtcLine, Seen
from ingest.page.lines import box_of

_Group = tuple[tuple[Word, ...], tuple[Seen, ...]]

_TALL = 1.7  # times the usual height of a line's words
_FAR = 3.0  # heights of print between two words of one stretch
_TOUCHING = 0.3  # share of the narrower word that has to be covered by the other


@dataclass(frozen=True, slots=True)
class Pair:
    """The same place in both readings: mostly one word in each, more where one splits what the other joins, none
    where one saw nothing. `start` and `end` bound the place in steps of the line."""

    first: tuple[Word, ...]
    second: tuple[Seen, ...]
    start: int
    end: int

    @property
    def first_text(self) -> str:
        return " ".join(word.text for word in self.first)

    @property
    def second_text(self) -> str:
        return " ".join(word.text for word in self.second)


def lines_of(words: Sequence[Word]) -> tuple[tuple[Word, ...], ...]:
    """The words (in reading order, boxes in pixels) as stretches of print that a reader of lines takes in one go:
    a stretch ends where the next word does not stand to the right on the same height, or far away."""
    lines: list[list[Word]] = []
    for word in words:
        if not lines or not _goes_on(box_of(lines[-1][-1]), box_of(word)):
            lines.append([])
        lines[-1].append(word)
    return tuple(map(tuple, lines))


def line_box(words: Sequence[Word]) -> BoundingBox:
    """Around the words of a line, those left out that are much higher than most: strokes of a pen, a seal."""
    height = statistics.median(box_of(word).bottom - box_of(word).top for word in words)
    kept = [word for word in words if box_of(word).bottom - box_of(word).top <= _TALL * height]
    left, right = box_of(words[0]).left, box_of(words[-1]).right
    return BoundingBox(left, min(box_of(word).top for word in kept), right, max(box_of(word).bottom for word in kept))


def _goes_on(before: BoundingBox, box: BoundingBox) -> bool:
    height = max(before.bottom - before.top, box.bottom - box.top)
    shared = min(before.bottom, box.bottom) - max(before.top, box.top)
    lower = min(before.bottom - before.top, box.bottom - box.top)
    return shared > 0.5 * lower and -0.5 * lower < box.left - before.right < _FAR * height


def side_by_side(words: Sequence[Word], line: CtcLine) -> tuple[Pair, ...]:
    """Pairs from left to right; `words` stand from left to right, boxes in pixels."""
    seen = line.words()
    groups: list[tuple[list[Word], list[Seen]]] = []
    before = (float("-inf"), float("-inf"))
    for left, right, item in sorted(_spans(words, seen, line), key=lambda span: (span[0], span[1])):
        shared = min(before[1], right) - left
        narrower = min(before[1] - before[0], right - left)
        if not groups or shared <= _TOUCHING * narrower:
            groups.append(([], []))
        before = max(before, (left, right), key=lambda span: span[1])
        if isinstance(item, Word):
            groups[-1][0].append(item)
        else:
            groups[-1][1].append(item)
    return tuple(_bounded(_joined(groups), line))


def _spans(words: Sequence[Word], seen: Sequence[Seen], line: CtcLine) -> list[tuple[float, float, Word | Seen]]:
    spans: list[tuple[float, float, Word | Seen]] = [(box_of(word).left, box_of(word).right, word) for word in words]
    return spans + [(line.x(each.first), line.x(each.last), each) for each in seen]


def _joined(groups: Sequence[tuple[list[Word], list[Seen]]]) -> list[_Group]:
    """A word that only the one saw and its neighbour that only the other saw are the same: the peaks of a narrow
    sign lie beside its ink."""
    joined: list[_Group] = []
    for first, second in groups:
        if joined and (bool(joined[-1][0]), bool(joined[-1][1])) == (bool(second), bool(first)) != (True, True):
            first, second = [*joined[-1][0], *first], [*joined[-1][1], *second]
            joined.pop()
        joined.append((tuple(first), tuple(second)))
    return joined


def _bounded(groups: Sequence[_Group], line: CtcLine) -> list[Pair]:
    pairs: list[Pair] = []
    for index, (first, second) in enumerate(groups):
        if second:
            pairs.append(Pair(first, second, second[0].start, second[-1].end))
            continue
        before = pairs[-1].end if pairs else 0
        after = next((group[1][0].start for group in groups[index + 1 :] if group[1]), len(line.log_probabilities))
        start = max(before, line.step_at(box_of(first[0]).left) - 1)
        end = min(after, line.step_at(box_of(first[-1]).right) + 1)
        pairs.append(Pair(first, second, start, max(start, end)))
    return pairs
