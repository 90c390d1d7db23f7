"""Handwriting in the blanks of a page: where ink stands that is not print, cut out of the scan as it came.

The cleaned image that print is read from has lost blue ink with the stamps, so the raster itself is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from ingest.models import BoundingBox, HandReading, Handwriting, Word
from ingest.page.cleaning import Raster
from ingest.page.digit_model import Ink
from ingest.page.digit_reading import read_ink
from ingest.page.form_blanks import Blank, find_blanks
from ingest.page.geometry import Affine, centre_in, scaling
from ingest.page.lines import box_of

_SIZE = 48  # pixels of the size of the type in the cut-out; a digit of Times is 0.68 of it tall
_DIGIT = 0.676
_ABOVE, _BELOW = 1.7, 0.9  # sizes that the cut-out reaches above and below the line's foot
_BESIDE = 0.08  # sizes by which strokes may reach over the print beside the blank
_ALIKE = 0.055  # sizes by which the digits of print differ
_PRINTED, _AGREED = 0.7, 0.9  # confidence of OCR that tells print; that of a word that both readers read alike
_FAINT = 45  # levels between ink and paper below which there is no ink


@dataclass(frozen=True, slots=True)
class PageInk:
    """A raster (RGB or grey) and how points of the upright, level page fall on its pixels."""

    raster: Raster
    to_raster: Affine

    def cut(self, box: BoundingBox, scale: float) -> Ink:
        """The ink in the box (points), `scale` pixels a point. In the red channel seals vanish, blue ink does not."""
        size = (max(1, round((box.right - box.left) * scale)), max(1, round((box.bottom - box.top) * scale)))
        onto = scaling(1 / scale).then(Affine(1, 0, box.left, 0, 1, box.top)).then(self.to_raster)
        matrix = np.array([[onto.a, onto.b, onto.c], [onto.d, onto.e, onto.f]], np.float32)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        cut = cv2.warpAffine(self.raster, matrix, size, flags=flags, borderValue=(255, 255, 255))
        image = (cut if cut.ndim == 2 else cut[..., 0]).astype(np.float32)
        paper, darkest = np.percentile(image, 85), float(np.percentile(image, 1))
        if paper - darkest < _FAINT:
            return np.zeros(image.shape, np.float32)
        ink: Ink = np.clip((paper - image) / (paper - darkest), 0, 1).astype(np.float32)
        return ink


@dataclass(frozen=True, slots=True)
class Found:
    """What was written, and the words of the page without what OCR of print made of it."""

    words: tuple[Word, ...]
    handwriting: tuple[Handwriting, ...]


def find_handwriting(page: PageInk, words: Sequence[Word], height: float) -> Found:
    """Looks at the blanks of number and date on an upright page of that height; boxes in points of it."""
    kept = tuple(words)
    handwriting = []
    for blank in find_blanks(words, height):
        marks = _marks(page, blank, kept)
        if marks is None:
            continue
        readings = read_ink(marks.ink, marks.pixels)
        if _stands_as_print(page, blank, marks) and (typed := _typed(blank, readings)):
            kept = tuple(typed.get(word, word) for word in kept)
            continue
        inside = [word for word in kept if _is_in(word, blank)]
        as_print = "".join(word.text for word in blank.as_print)
        handwriting.append(Handwriting(blank.part, marks.box, readings, as_print))
        printed: dict[Word, list[Word]] = {}
        for word, print_of_it in zip((blank.before[0], blank.after[0]), blank.printed, strict=True):
            printed.setdefault(word, []).append(print_of_it)  # OCR may have made one word of the whole line
        kept = tuple(each for word in kept if word not in inside for each in printed.get(word, [word]))
    return Found(kept, tuple(handwriting))


@dataclass(frozen=True, slots=True)
class _Marks:
    """The ink in a blank: `pixels` (left, top, right, bottom) is where in `ink` it is written, `box` the same in
    points; `heights` and `feet` are of its larger pieces from left to right, in sizes of the type, feet from the line's
    foot down."""

    ink: Ink
    pixels: tuple[int, int, int, int]
    box: BoundingBox
    heights: tuple[float, ...]
    feet: tuple[float, ...]


def _marks(page: PageInk, blank: Blank, words: Sequence[Word]) -> _Marks | None:
    """None where the blank was left blank: no ink, or only the dots to write on."""
    foot, _ = _print_of(page, blank)
    scale = _SIZE / blank.size
    left, right = blank.left - _BESIDE * blank.size, blank.right + _BESIDE * blank.size
    if right - left < 0.3 * blank.size:
        return None
    window = BoundingBox(left, foot - _ABOVE * blank.size, right, foot + _BELOW * blank.size)
    ink = page.cut(window, scale)
    _blot_out(ink, window, scale, [word for word in words if not _is_on_line(word, foot, blank.size)])
    count, labels, table, _ = cv2.connectedComponentsWithStats((ink > 0.5).astype(np.uint8), connectivity=8)
    pieces = [_Piece(index, *map(int, table[index][:4])) for index in range(1, count)]
    line = round(_ABOVE * _SIZE)
    strokes = [piece for piece in pieces if _is_stroke(piece, ink.shape[1], line)]
    if not strokes:
        return None
    near = [piece for piece in pieces if piece in strokes or _belongs(piece, strokes, ink.shape[1], line)]
    mask = np.isin(labels, [piece.label for piece in near]).astype(np.uint8)
    pixels = (
        min(piece.left for piece in near),
        min(piece.top for piece in near),
        max(piece.right for piece in near),
        max(piece.bottom for piece in near),
    )
    box = BoundingBox(*(value / scale for value in pixels))
    strokes.sort(key=lambda piece: piece.left)
    kept = ink * cv2.dilate(mask, np.ones((3, 3), np.uint8))
    return _Marks(
        kept.astype(np.float32),
        pixels,
        BoundingBox(left + box.left, window.top + box.top, left + box.right, window.top + box.bottom),
        tuple(piece.height / _SIZE for piece in strokes),
        tuple((piece.bottom - line) / _SIZE for piece in strokes),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A connected piece of ink, in pixels of the cut-out."""

    label: int
    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height


def _is_stroke(piece: _Piece, width: int, line: int) -> bool:
    """Whether a piece is part of a sign: tall enough, near the line, no rule, no sliver of the word beside it."""
    middle = piece.top + piece.height / 2
    if not line - 1.1 * _SIZE < middle < line + 0.35 * _SIZE or piece.height < 0.33 * _SIZE:
        return False
    return not _is_sliver(piece, width)


def _is_sliver(piece: _Piece, width: int) -> bool:
    """Whether it is what the cut left of the word beside the blank."""
    return (piece.left <= 0 or piece.right >= width) and piece.width < 0.17 * _SIZE


def _belongs(piece: _Piece, strokes: Sequence[_Piece], width: int, line: int) -> bool:
    """Whether a small piece is part of a sign: the bar of a 7 or 5 that the pen set apart, not a dot to write on."""
    is_dot = piece.height < 0.16 * _SIZE and piece.width < 0.2 * _SIZE
    is_rule = piece.width > 1.2 * _SIZE and piece.height < 0.15 * _SIZE
    if is_dot or is_rule or piece.top > line or _is_sliver(piece, width):
        return False
    reach = 0.15 * _SIZE
    return any(
        piece.left < stroke.right + reach
        and stroke.left < piece.right + reach
        and piece.top < stroke.bottom + reach
        and stroke.top < piece.bottom + reach
        for stroke in strokes
    )


def _print_of(page: PageInk, blank: Blank) -> tuple[float, float]:
    """The foot of the line in points and the height of its capitals in sizes, from the word that is surely print."""
    around = 0.15 * blank.size
    box = blank.reference
    window = BoundingBox(box.left - around, box.top - around, box.right + around, box.bottom + around)
    scale = _SIZE / blank.size
    ink = page.cut(window, scale)
    _, _, table, _ = cv2.connectedComponentsWithStats((ink > 0.5).astype(np.uint8), connectivity=8)
    letters = [row for row in table[1:] if 0.55 * _SIZE < row[3] < 0.8 * _SIZE]
    if not letters:
        return box.top + _DIGIT * blank.size, _DIGIT
    foot = float(np.median([row[1] + row[3] for row in letters]))
    return window.top + foot / scale, float(np.median([row[3] for row in letters])) / _SIZE


def _stands_as_print(page: PageInk, blank: Blank, marks: _Marks) -> bool:
    """Whether all that stands in the blank is as tall as the print and on its line. Handwriting is higher, lower or
    larger, be it read with confidence."""
    _, height = _print_of(page, blank)
    digits = sum(len(word.text) for word in blank.as_print)
    with_slash = blank.after[1].startswith("/") and len(marks.heights) == digits + 1
    count = digits if with_slash else len(marks.heights)
    return all(
        abs(own - height) < _ALIKE and abs(foot) < _ALIKE
        for own, foot in zip(marks.heights[:count], marks.feet[:count], strict=True)
    )


def _typed(blank: Blank, readings: Sequence[HandReading]) -> dict[Word, Word]:
    """The words in a blank that was filled in by machine, each with its word, surer where both readers agree; empty
    where they are no digits, or neither sure nor confirmed."""
    text = "".join(word.text for word in blank.as_print)
    if re.fullmatch(r"\d{1,6}[a-zA-Z]?", text) is None:
        return {}
    agreed = bool(readings) and readings[0].text in (text, f"{text}1")  # the slash behind it looks like a 1
    if not agreed and min(word.confidence for word in blank.as_print) < _PRINTED:
        return {}
    words = (blank.before[0], *blank.between, blank.after[0])
    return {word: replace(word, confidence=max(word.confidence, _AGREED if agreed else 0)) for word in words}


def _is_in(word: Word, blank: Blank) -> bool:
    box = box_of(word)
    if word in (blank.before[0], blank.after[0]):
        return False
    return word in blank.between or centre_in(box, BoundingBox(blank.left, blank.top, blank.right, blank.bottom))


def _is_on_line(word: Word, foot: float, size: float) -> bool:
    box = box_of(word)
    return foot - size < (box.top + box.bottom) / 2 < foot + 0.4 * size


def _blot_out(ink: Ink, window: BoundingBox, scale: float, words: Sequence[Word]) -> None:
    """Takes the print of other lines out of the cut-out."""
    for word in words:
        left, top, right, bottom = box_of(word)
        if word.confidence < 0.5 or right < window.left or left > window.right:
            continue
        rows = slice(max(0, round((top - window.top) * scale)), max(0, round((bottom - window.top) * scale)))
        columns = slice(max(0, round((left - window.left) * scale)), max(0, round((right - window.left) * scale)))
        ink[rows, columns] = 0
