"""Seals and signatures drawn over a page in black: where they are, the rings of a seal, the print they leave clear."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ingest.models import Word
from ingest.ocr.engine import GreyImage
from ingest.page.lines import box_of

INK = 128
_MM = 72 / 25.4
_LEAST_DRAWN, _MOST_DRAWN = 6 * _MM, 75 * _MM  # points of what is drawn; a seal measures 28 to 42 mm
_MOST_FILLED = 0.55  # share of its box that a drawing fills; a black margin of the scan fills more
_MOST_PIECES, _MOST_READ = 12, 12  # of a page with drawings, words read over one; figures and tables have more
_READ = 0.6  # confidence of a word that was read
_LETTER = (0.45, 1.9)  # heights of capitals of the print between which a piece is a letter

Mask = npt.NDArray[np.uint8]
Ring = tuple[float, float, float]  # x, y, radius in pixels


@dataclass(frozen=True, slots=True)
class Drawing:
    """A seal or a signature: its pieces of ink on the page's mask, its box in pixels."""

    ink: Mask
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Row:
    """What is clear of a line of print: box in pixels, `start` of its first clear letter."""

    start: int
    top: int
    right: int
    bottom: int


def find_drawings(image: GreyImage, dpi: int, words: Sequence[Word]) -> Iterator[Drawing]:
    """Pieces of ink too tall for print, none of them read, those close together as one."""
    scale = dpi / 72
    dark: Mask = (image < INK).astype(np.uint8)
    _, labels, table, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    least, most = _LEAST_DRAWN * scale, _MOST_DRAWN * scale
    left, _, width, tall, area = table.T
    large = (
        (tall >= least) & (width >= least) & (tall <= most) & (width <= 2 * most) & (area < _MOST_FILLED * tall * width)
    )
    large &= (left > 0.25 * image.shape[1]) & (left + width < image.shape[1] - 2)
    large[0] = False
    if large.sum() > _MOST_PIECES:
        return
    boxes = [_drawing(np.asarray(labels), index, np.asarray(table)) for index in np.flatnonzero(large).tolist()]
    joined: list[Drawing] = []
    for drawing in sorted(boxes, key=lambda one: one.top):
        if joined and drawing.top < joined[-1].bottom + least:
            joined[-1] = _both(joined[-1], drawing)
        else:
            joined.append(drawing)
    for drawing in joined:
        inside = [
            word
            for word in words
            if word.confidence >= _READ and len(word.text) > 1 and _overlaps(word, drawing, scale)
        ]
        if len(inside) <= _MOST_READ:
            yield drawing


def _drawing(labels: npt.NDArray[Any], index: int, table: npt.NDArray[Any]) -> Drawing:
    left, top, width, height = (int(value) for value in table[index][:4])
    return Drawing((labels == index).astype(np.uint8), left, top, left + width, top + height)


def _both(one: Drawing, other: Drawing) -> Drawing:
    return Drawing(
        one.ink | other.ink,
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )


def _overlaps(word: Word, drawing: Drawing, scale: float) -> bool:
    box = box_of(word)
    return (
        box.left * scale < drawing.right
        and drawing.left < box.right * scale
        and box.top * scale < drawing.bottom
        and drawing.top < box.bottom * scale
    )


def clear_rows(image: GreyImage, drawing: Drawing, ring: Ring | None, tall: float) -> list[Row]:
    """Rows of letters clear of the drawing, from a few lines above it to two below."""
    top, bottom = max(0, round(drawing.top - 2.5 * tall)), round(drawing.bottom + 2.5 * tall)
    left, right = max(0, round(drawing.left - 2 * tall)), min(image.shape[1], round(drawing.right + 18 * tall))
    clear = ((image[top:bottom, left:right] < INK) & (drawing.ink[top:bottom, left:right] == 0)).astype(np.uint8)
    _, _, table, _ = cv2.connectedComponentsWithStats(clear, connectivity=8)
    letters = []
    for x, y, width, height, _ in table[1:].tolist():
        if not (_LETTER[0] * tall <= height <= _LETTER[1] * tall and width <= 6 * tall):
            continue
        if ring and math.hypot(left + x + width / 2 - ring[0], top + y + height / 2 - ring[1]) < ring[2]:
            continue
        letters.append((left + x, top + y, left + x + width, top + y + height))
    rows: list[list[tuple[int, int, int, int]]] = []
    for letter in sorted(letters, key=lambda one: one[1] + one[3]):
        if rows and abs(_middle(letter) - sum(map(_middle, rows[-1])) / len(rows[-1])) < 0.45 * tall:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [row for letters in rows for row in _chains(sorted(letters), drawing, tall)]


def _middle(letter: tuple[int, int, int, int]) -> float:
    return (letter[1] + letter[3]) / 2


def _chains(letters: Sequence[tuple[int, int, int, int]], drawing: Drawing, tall: float) -> Iterator[Row]:
    """The letters of a row that follow each other, drawings between them allowed; three at least."""
    chain = [letters[0]]
    chains = [chain]
    for letter in letters[1:]:
        gap = letter[0] - chain[-1][2]
        drawn = drawing.ink[letter[1] : letter[3], chain[-1][2] : letter[0]].any()
        if gap > (6 if drawn else 2.2) * tall:
            chain = []
            chains.append(chain)
        chain.append(letter)
    for chain in chains:
        if len(chain) >= 2:
            yield Row(
                chain[0][0],
                min(letter[1] for letter in chain),
                max(letter[2] for letter in chain),
                max(letter[3] for letter in chain),
            )


def ring_of(drawing: Drawing, tall: float) -> Ring | None:
    """The outermost circle in the drawing, of the size of a seal."""
    cut = drawing.ink[drawing.top : drawing.bottom, drawing.left : drawing.right] * 255
    factor = 8 / tall  # a capital eight pixels tall
    small = cv2.resize(cut, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    small = np.pad(small, 12)
    least, most = 3.5 * 8, 6.5 * 8
    found = cv2.HoughCircles(
        small, cv2.HOUGH_GRADIENT, 1, 20, param1=120, param2=26, minRadius=int(least), maxRadius=int(most)
    )
    if found is None:
        return None
    x, y, radius = (float(value) for value in found[0][0])
    return (x - 12) / factor + drawing.left, (y - 12) / factor + drawing.top, radius / factor


def without_rings(image: GreyImage, ring: Ring) -> GreyImage:
    """The image without what goes round the ring's middle, but where something crosses it."""
    x, y, radius = ring
    reach, steps = round(1.12 * radius), 1440
    flags = cv2.WARP_POLAR_LINEAR | cv2.WARP_FILL_OUTLIERS
    polar = cv2.warpPolar(255 - image, (reach, steps), (x, y), reach, flags) > 255 - INK
    round_it = polar.mean(axis=0) > 0.5
    mask = np.zeros(polar.shape, np.uint8)
    for is_ring, group in groupby(range(reach), key=lambda index: bool(round_it[index])):
        at = list(group)
        if not is_ring or at[0] < 0.4 * radius:
            continue
        first, last = max(at[0] - 2, 0), min(at[-1] + 2, reach - 1)
        crossed = polar[:, max(first - 2, 0)] & polar[:, min(last + 2, reach - 1)]
        mask[~crossed, first : last + 1] = 255
    back = cv2.warpPolar(mask, image.shape[::-1], (x, y), reach, flags | cv2.WARP_INVERSE_MAP)
    return np.where(back > 127, 255, image).astype(np.uint8)
