"""Words → printed lines, with the measures of a line that the rest of the layout asks for."""

from __future__ import annotations

import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from ingest.models import BoundingBox, Line, Word, enclosing


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line and its box in points."""

    line: Line
    box: BoundingBox

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def middle(self) -> float:
        return (self.box.top + self.box.bottom) / 2

    @property
    def first_width(self) -> float:
        box = self.line.words[0].box
        return box.right - box.left if box else 0.0


def box_of(word: Word) -> BoundingBox:
    """The word's box; layout is given words with boxes only."""
    assert word.box is not None
    return word.box


def middle_of(word: Word) -> float:
    """How far down the page the middle of the word's box is, in points."""
    box = box_of(word)
    return (box.top + box.bottom) / 2


def _left(word: Word) -> float:
    return box_of(word).left


def text_height(words: Iterable[Word]) -> float:
    """The median height of words that hold a letter or digit, in points; 12 where there is none."""
    heights = [box.bottom - box.top for word in words if (box := word.box) is not None and _has_letters(word.text)]
    return statistics.median(heights) if heights else 12.0


@lru_cache(maxsize=8192)
def _has_letters(text: str) -> bool:
    return text.isalnum() or any(character.isalnum() for character in text)


def printed_lines(words: Sequence[Word]) -> tuple[PrintedLine, ...]:
    """Lines of one column, top to bottom, words left to right."""
    height = text_height(words)
    rows: list[list[Word]] = []
    middles = 0.0  # of the words in the last row, summed up
    for middle, word in sorted(((middle_of(word), word) for word in words), key=itemgetter(0)):
        if rows and middle - middles / len(rows[-1]) < 0.5 * height:
            rows[-1].append(word)
            middles += middle
        else:
            rows.append([word])
            middles = middle
    return tuple(printed_line(row) for row in rows)


def printed_line(words: Iterable[Word]) -> PrintedLine:
    ordered = tuple(sorted(words, key=_left))
    box = enclosing([word.box for word in ordered])
    assert box is not None
    return PrintedLine(Line(ordered), box)


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Lower case without marks, for recognising fixed phrases through OCR errors in the tones."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))
