"""Lines that read badly on the whole page are read once more, each alone.

On a whole page Tesseract takes the marks of a lonely line of names for a line of their own, leaves out what a
signature crosses, and binarises faint small print with what stands around it; on the line alone it does so less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ingest.models import BoundingBox, Word, enclosing
from ingest.ocr.engine import GreyImage, OcrEngine
from ingest.page.columns import regions
from ingest.page.geometry import Affine, place, scaling
from ingest.page.lines import box_of, printed_lines, text_height
from ingest.page.syllables import is_syllable

_Recognise = Callable[[GreyImage, int], tuple[Word, ...]]

_READS_WELL = 0.85
_COLUMN_READS_WELL = 0.75
_UPON = 0.4  # share of the narrower of two words that the other covers
_MOST_LINES = 12
_AROUND, _AROUND_COLUMN = 2.5, 8.0  # points of paper kept around a line, a column
_BORDER = 12  # pixels of white put around it
_INK = 128
_SURE, _READABLE = 0.3, 0.5
_FEW = 4  # characters of a line that may read shorter the second time


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A line to be read again: its words, tone marks taken for words among them, and the part of the page to read."""

    words: tuple[Word, ...]
    strays: tuple[Word, ...]
    box: BoundingBox
    lost_marks: bool

    @property
    def confidence(self) -> float:
        return _mean(self.words)


def look_again(image: GreyImage, dpi: int, words: Sequence[Word], engine: OcrEngine) -> tuple[Word, ...]:
    """The words (boxes in points) with the worst columns, then the worst lines read again, where that reads better."""
    return _lines_again(image, dpi, _columns_again(image, dpi, words, engine), engine)


def _columns_again(image: GreyImage, dpi: int, words: Sequence[Word], engine: OcrEngine) -> tuple[Word, ...]:
    result = list(words)
    for region in regions(words):
        before = _mean(region.words)
        box = enclosing(word.box for word in region.words)
        is_jumbled = region.is_column and _is_jumbled(region.words)
        if region.is_column and box is not None and (is_jumbled or before < _COLUMN_READS_WELL):
            again = _read(image, dpi, _grown(box, _AROUND_COLUMN, _AROUND_COLUMN), engine.recognise)
            is_surer = _mean(again) > before or (is_jumbled and not _is_jumbled(again))
            if is_surer and _length(again) >= 0.8 * _length(_apart(region.words)):
                result = [word for word in result if word not in region.words] + list(again)
    return tuple(result)


def _is_jumbled(words: Sequence[Word]) -> bool:
    """Whether words of a column stand on each other, or hardly say anything: Tesseract takes the lines of two columns
    for one, though they stand at other heights, and reads what is between them twice or not at all."""
    if any(word.confidence < _SURE and len(word.text) > 1 for word in words):
        return True
    return any(_is_upon(*pair) for line in printed_lines(words) for pair in pairwise(line.line.words))


def _apart(words: Sequence[Word]) -> list[Word]:
    """The words that say something, each place once."""
    kept: list[Word] = []
    for line in printed_lines([word for word in words if word.confidence >= _SURE]):
        last: Word | None = None
        for word in line.line.words:
            if last is None or not _is_upon(last, word):
                kept.append(word)
                last = word
    return kept


def _is_upon(one: Word, other: Word) -> bool:
    left, right = box_of(one), box_of(other)
    shared = min(left.right, right.right) - max(left.left, right.left)
    return shared > _UPON * min(left.right - left.left, right.right - right.left)


def _lines_again(image: GreyImage, dpi: int, words: Sequence[Word], engine: OcrEngine) -> tuple[Word, ...]:
    doubts = sorted(_doubts(image, dpi, words), key=lambda doubt: (not doubt.strays, doubt.confidence))
    result = list(words)
    for doubt in doubts[:_MOST_LINES]:
        again = _read(image, dpi, doubt.box, engine.recognise_line)
        if _is_better(again, doubt):
            replaced = {*doubt.words, *doubt.strays}
            result = [word for word in result if word not in replaced] + list(again)
    return tuple(result)


def _doubts(image: GreyImage, dpi: int, words: Sequence[Word]) -> Iterator[_Doubt]:
    height = text_height(words)
    strays = tuple(word for word in words if _is_stray(word, words))
    for region in regions([word for word in words if word not in strays]):
        for line in printed_lines(region.words):
            own = tuple(word for word in strays if any(_marks(word, other) for other in line.line.words))
            box = _with_unread_ink(image, dpi, line.box, words, height)
            lost_marks = _lacks_marks(line.line.words)
            if own or lost_marks or box != line.box or _reads_badly(line.line.words):
                whole = enclosing((box, *(word.box for word in own)))
                assert whole is not None
                above = 0.45 * height if lost_marks else _AROUND
                yield _Doubt(line.line.words, own, _grown(whole, _AROUND, max(above, _AROUND)), lost_marks)


def _reads_badly(words: Sequence[Word]) -> bool:
    return _mean(words) < _READS_WELL or any(word.confidence < 0.5 and len(word.text) > 1 for word in words)


def _lacks_marks(words: Sequence[Word]) -> bool:
    """Whether three words and more are all without tone and vowel marks, as no Vietnamese line is."""
    syllables = [word.text for word in words if len(word.text) > 1 and is_syllable(word.text.strip(".,:;"))]
    return len(syllables) >= 3 and all(text.isascii() for text in syllables)


def _is_stray(word: Word, words: Sequence[Word]) -> bool:
    return (
        len(word.text) <= 2
        and any(_marks(word, other) for other in words if len(other.text) > 1)
        and not any(_is_beside(word, other) for other in words if len(other.text) > 1)
    )


def _is_beside(word: Word, other: Word) -> bool:
    """Whether the two are neighbours in a line: a mark stands higher or lower than the middle of the next word."""
    one, two = box_of(word), box_of(other)
    height = two.bottom - two.top
    return two.top + 0.2 * height < (one.top + one.bottom) / 2 < two.bottom - 0.2 * height and (
        0 < one.left - two.right < height or 0 < two.left - one.right < height
    )


def _marks(word: Word, other: Word) -> bool:
    """Whether a small word stands over, on or under another, as a tone mark does that was taken for a word."""
    small, large = box_of(word), box_of(other)
    height = large.bottom - large.top
    return (
        word is not other
        and large.left - 1 <= small.left
        and small.right <= large.right + 1
        and small.bottom - small.top < 0.65 * height
        and small.bottom > large.top - 0.15 * height
        and small.top < large.bottom + 0.15 * height
    )


def _with_unread_ink(image: GreyImage, dpi: int, box: BoundingBox, words: Sequence[Word], height: float) -> BoundingBox:
    """The line's box, made longer on the side where something stands close by that was not read."""
    scale = dpi / 72
    reach = 2.5 * height

    def is_unread(left: float, right: float) -> bool:
        beside = BoundingBox(left, box.top, right, box.bottom)
        if any(word.confidence >= _SURE and _overlap(box_of(word), beside) for word in words):
            return False
        strip = image[round(box.top * scale) : round(box.bottom * scale), round(left * scale) : round(right * scale)]
        return strip.size > 0 and float((strip < _INK).any(axis=0).mean()) > 0.3

    page_width = image.shape[1] / scale
    before = left if (left := max(0.0, box.left - reach)) and is_unread(left, box.left - 1) else box.left
    after = right if (right := min(page_width, box.right + reach)) and is_unread(box.right + 1, right) else box.right
    return BoundingBox(before, box.top, after, box.bottom)


def _overlap(one: BoundingBox, other: BoundingBox) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def _is_better(again: Sequence[Word], doubt: _Doubt) -> bool:
    """Surer, and as long as what was read first from end to end; or no less sure with more read."""
    first, second = enclosing(word.box for word in doubt.words), enclosing(word.box for word in again)
    if first is None or second is None:
        return False
    height = first.bottom - first.top
    if second.left > first.left + height or second.right < first.right - height:
        return False
    before, after, sureness = _length(doubt.words), _length(again), _mean(again)
    if sureness < _READABLE or _unsure(again) > _unsure((*doubt.words, *doubt.strays)):
        return False
    if doubt.strays or doubt.lost_marks or after <= before:
        allowed = 0.1 if doubt.strays or (doubt.lost_marks and not _lacks_marks(again)) else 0.0
        return (after >= 0.9 * before or before <= _FEW) and sureness > doubt.confidence - allowed
    added = [word for word in again if not _overlap(box_of(word), first)]
    return sureness > doubt.confidence - 0.02 and all(word.confidence > 0.75 for word in added)


def _unsure(words: Sequence[Word]) -> int:
    return sum(word.confidence < _READABLE for word in words)


def _length(words: Sequence[Word]) -> int:
    return sum(len(word.text) for word in words)


def _mean(words: Sequence[Word]) -> float:
    return sum(word.confidence * len(word.text) for word in words) / max(_length(words), 1)


def _read(image: GreyImage, dpi: int, box: BoundingBox, recognise: _Recognise) -> tuple[Word, ...]:
    height, width = image.shape
    left, top, right, bottom = (round(value * dpi / 72) for value in box)
    left, top = max(0, left), max(0, top)
    strip = np.pad(image[top : min(bottom, height), left : min(right, width)], _BORDER, constant_values=255)
    to_image = Affine(1, 0, left - _BORDER, 0, 1, top - _BORDER)
    return place(recognise(strip, dpi), to_image.then(scaling(72 / dpi)))


def _grown(box: BoundingBox, around: float, above: float) -> BoundingBox:
    return BoundingBox(box.left - around, box.top - above, box.right + around, box.bottom + around)
