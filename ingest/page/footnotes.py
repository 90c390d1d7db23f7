"""Footnotes: small print at the foot of the page, each with its mark, under what it explains."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.models import Word
from ingest.page.lines import PrintedLine, box_of, printed_lines, text_height

_MARK = re.compile(r"[(\[]?(?:\d{1,3}|\*{1,3})[)\]]?\.?\s?[A-ZĐÀ-Ỹ“\"(]")
_SMALL = 0.86  # of the height of the page's print
_LOWER_PART = 0.45  # where footnotes may begin, as a share of the page's height


def footnotes(words: Sequence[Word], height: float) -> tuple[tuple[PrintedLine, ...], ...]:
    """The lines of each footnote; `words` are those of the body, `height` the page's, in points."""
    usual = text_height(words)
    if not any(_may_be_small(word, usual) for word in words if box_of(word).top > _LOWER_PART * height):
        return ()
    lines = printed_lines(words)
    small = len(lines)
    while small and _is_small(lines[small - 1], usual) and lines[small - 1].box.top > _LOWER_PART * height:
        small -= 1
    first = next((index for index in range(small, len(lines)) if _MARK.match(lines[index].text)), None)
    if first is None or first == 0:
        return ()
    notes: list[list[PrintedLine]] = []
    for line in lines[first:]:
        if _MARK.match(line.text) or not notes:
            notes.append([])
        notes[-1].append(line)
    return tuple(map(tuple, notes))


def _may_be_small(word: Word, usual: float) -> bool:
    box = box_of(word)
    return box.bottom - box.top < _SMALL * usual


def _is_small(line: PrintedLine, usual: float) -> bool:
    letters = [word for word in line.line.words if any(character.isalpha() for character in word.text)]
    return bool(letters) and text_height(letters) < _SMALL * usual and _fills_lines(line)


def _fills_lines(line: PrintedLine) -> bool:
    """Whether the words stand close, as in prose; the foot of a document has two columns."""
    words = line.line.words
    gaps = (box_of(after).left - box_of(before).right for before, after in pairwise(words))
    return max(gaps, default=0.0) < 3 * (line.box.bottom - line.box.top)
