"""The lines of ruled tables as they are seen on a scanned page: broken, faint, double, not quite straight.

A line is a chain of pieces. A piece is a run of ink too long for a stroke of a letter and too thin for one row of
print; pieces that go on from each other across a gap are one line, as far as a column or a row is wider than the gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ingest.models import BoundingBox
from ingest.ocr.engine import GreyImage
from ingest.page.grids import Grid, Rule

Outline = npt.NDArray[np.int32]  # of a run of ink: points × 1 × (x, y), in pixels

# In points. What differs is for level and for upright lines: letters have taller strokes than wide ones.
_DASHES = 2.5  # between those of a dashed line; the width of a line that crosses
_THICKEST = 2.9
_LEAST_PIECE = (11.0, 16.0)
_WIDEST_GAP = (16.0, 11.0)  # a column, a row of print are wider
_WIDEST_GAP_WITH_INK = 90.0
_INK_IN_GAP = 0.3
_BEYOND, _INK_BEYOND = 18.0, 0.5  # a step, and the share of it that must be ink
WORN = 13.0  # how far a line may end before the one that it met
_STRAY = 0.8  # how far a piece may lie off the line it goes on from
_SLOPE = 0.02
_LEAST_LINE = (36.0, 25.0)
_LEAST_INK = 0.4  # share of a line that its pieces cover
_INK = 205  # of 255 on a cleaned page, where paper is white; lines are fainter than print
_BESIDE = (1.1, 2.2)  # from here to there stands print beside a run that is its own baseline


@dataclass(frozen=True, slots=True)
class Ruling:
    """The lines seen on a page, and the pixels they are made of (255, else 0)."""

    rules: tuple[Rule, ...]
    pixels: GreyImage


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of ink, in pixels, as of a level line; where it begins and ends down the page."""

    outline: Outline
    left: int
    top: int
    right: int
    bottom: int
    at_start: float
    at_end: float

    @staticmethod
    def of(outline: Outline, runs: GreyImage) -> _Piece:
        left, top, width, height = cv2.boundingRect(outline)
        ends = _ends(runs[top : top + height, left : left + width], top)
        return _Piece(outline, left, top, left + width, top + height, *ends)


class _Chain:
    """Pieces from left to right, and how many columns of pixels they cover."""

    def __init__(self, first: _Piece) -> None:
        self.pieces = [first]
        self.start, self.end = first.left, first.right
        self.at_start, self.at_end = first.at_start, first.at_end
        self.ink = first.right - first.left
        self.least, self.most = sorted((first.at_start, first.at_end))

    def add(self, piece: _Piece) -> None:
        self.ink += max(0, piece.right - max(piece.left, self.end))
        if piece.right > self.end:
            self.end, self.at_end = piece.right, piece.at_end
        self.least = min(self.least, piece.at_start, piece.at_end)
        self.most = max(self.most, piece.at_start, piece.at_end)
        self.pieces.append(piece)

    def carry_on(self, thin: GreyImage, step: int) -> None:
        """Takes in what is left of the line beyond its ends, too short for a piece."""
        while ahead := _inked(thin[:, self.end : self.end + step], self.at_end):
            self.end += ahead
        while behind := _inked(thin[:, max(0, self.start - step) : self.start][:, ::-1], self.at_start):
            self.start -= behind


def seen_ruling(image: GreyImage, dpi: int) -> Ruling:
    """The lines on a level, cleaned page image; none where there is no upright one, for then there is no table."""
    ink = (image < _INK).astype(np.uint8)
    if not _may_have_uprights(ink, dpi):
        return Ruling((), np.zeros_like(image))
    upright, upright_pixels = _seen(np.ascontiguousarray(ink.T), dpi, 1)
    if not upright:
        return Ruling((), np.zeros_like(image))
    level, level_pixels = _seen(ink, dpi, 0)
    turned = (Rule(BoundingBox(b.top, b.left, b.bottom, b.right), False) for b in (rule.box for rule in upright))
    pixels = cv2.bitwise_or(level_pixels, np.ascontiguousarray(upright_pixels.T)).astype(np.uint8)
    return Ruling((*level, *turned), pixels)


def _may_have_uprights(ink: GreyImage, dpi: int) -> bool:
    """A cheap look at half the size."""
    half = cv2.resize(ink * 255, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    kernel = np.ones((max(2, round(0.9 * _LEAST_PIECE[1] * dpi / 144)), 1), np.uint8)
    return bool((cv2.erode((half > 60).astype(np.uint8), kernel) > 0).any())


def _seen(ink: GreyImage, dpi: int, direction: int) -> tuple[list[Rule], GreyImage]:
    """The level lines; `direction` 1 where the page lies on its side, so that they are its upright ones."""
    thin, runs = _runs(ink, dpi, direction)
    steps = cv2.dilate(runs, np.ones((3, 1), np.uint8))
    outlines, _ = cv2.findContours(steps, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    pieces = [_Piece.of(np.asarray(outline), runs) for outline in outlines]
    if direction == 0:
        pieces = [piece for piece in pieces if not _is_print(piece, ink, runs, dpi)]
    least = _LEAST_LINE[direction] * dpi / 72
    kept = [
        chain
        for chain in _chains(sorted(pieces, key=lambda piece: piece.left), thin, dpi, direction)
        if chain.end - chain.start >= least and chain.ink >= _LEAST_INK * (chain.end - chain.start)
    ]
    for chain in kept:
        chain.carry_on(thin, round(_BEYOND * dpi / 72))
    scale = 72 / dpi
    rules = [
        Rule(BoundingBox(chain.start * scale, chain.least * scale, chain.end * scale, chain.most * scale), True)
        for chain in kept
    ]
    pixels = np.zeros_like(ink)
    cv2.drawContours(pixels, [piece.outline for chain in kept for piece in chain.pieces], -1, 255, cv2.FILLED)
    return rules, pixels


def _runs(ink: GreyImage, dpi: int, direction: int) -> tuple[GreyImage, GreyImage]:
    """Ink in rows too thin for print, and of that the runs too long for it."""

    def kernel(across: float, down: float) -> GreyImage:
        return np.ones((max(1, round(down * dpi / 72)), max(1, round(across * dpi / 72))), np.uint8)

    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, kernel(_DASHES, 0))
    thick = cv2.morphologyEx(joined, cv2.MORPH_OPEN, kernel(0, _THICKEST))
    thin = cv2.bitwise_and(joined, cv2.bitwise_not(thick))
    healed = cv2.morphologyEx(thin, cv2.MORPH_CLOSE, kernel(_DASHES, 0))
    runs = cv2.morphologyEx(healed, cv2.MORPH_OPEN, kernel(_LEAST_PIECE[direction], 0))
    return thin.astype(np.uint8), runs.astype(np.uint8)


def _is_print(piece: _Piece, ink: GreyImage, runs: GreyImage, dpi: int) -> bool:
    """Whether the run is the baseline of words: broken between letters, with their bodies close above or below."""
    near, far = (round(distance * dpi / 72) for distance in _BESIDE)
    columns = slice(piece.left, piece.right)
    rows = slice(piece.top, piece.bottom)
    own = (
        cv2.bitwise_and(ink[rows, columns], cv2.dilate(runs[rows, columns], np.ones((3, 1), np.uint8)))
        .any(axis=0)
        .mean()
    )
    above = ink[max(0, piece.top - far) : max(1, piece.top - near), columns].any(axis=0).mean()
    below = ink[piece.bottom + near : piece.bottom + far, columns]
    beside = (float(above), float(below.any(axis=0).mean()) if below.size else 0.0)
    is_long = piece.right - piece.left >= _LEAST_LINE[0] * dpi / 72
    return not (sum(beside) < 0.2 or (own >= 0.9 and max(beside) < 0.45) or (own >= 0.95 and is_long))


def _chains(pieces: Sequence[_Piece], thin: GreyImage, dpi: int, direction: int) -> list[_Chain]:
    """The pieces, given from left to right, as lines."""
    gap, stray = _WIDEST_GAP[direction] * dpi / 72, _STRAY * dpi / 72
    widest = _WIDEST_GAP_WITH_INK * dpi / 72
    chains: list[_Chain] = []
    for piece in pieces:
        before = [
            chain
            for chain in chains
            if piece.left - widest <= chain.end < piece.right
            and abs(chain.at_end - piece.at_start) <= stray + _SLOPE * max(0, piece.left - chain.end)
            and (piece.left - chain.end <= gap or _has_ink(thin, chain, piece))
        ]
        if before:
            min(before, key=lambda chain: abs(chain.at_end - piece.at_start)).add(piece)
        else:
            chains.append(_Chain(piece))
    return chains


def _has_ink(thin: GreyImage, chain: _Chain, piece: _Piece) -> bool:
    """Whether what is left of a line lies between the two."""
    first, last = sorted((round(chain.at_end), round(piece.at_start)))
    between = thin[max(0, first - 1) : last + 2, chain.end : piece.left]
    return bool(between.any(axis=0).mean() >= _INK_IN_GAP)


def _inked(strip: GreyImage, at: float) -> int:
    """How far along the strip the ink of a line at that height reaches; 0 where too little of it is ink."""
    row = strip[max(0, round(at) - 1) : round(at) + 2].any(axis=0)
    reach = int(np.flatnonzero(row)[-1]) + 1 if row.any() else 0
    return reach if row.sum() >= _INK_BEYOND * reach else 0


def _ends(runs: GreyImage, top: int) -> tuple[float, float]:
    """Where the runs of a piece begin and end, in pixels down the page; `top` is that of the image part given."""
    reach = min(8, runs.shape[1])
    first, last = (np.flatnonzero(part.any(axis=1)) for part in (runs[:, :reach], runs[:, -reach:]))
    middle = (runs.shape[0] - 1) / 2
    return top + float(first.mean() if first.size else middle), top + float(last.mean() if last.size else middle)


def without_rules(image: GreyImage, grids: Sequence[Grid], ruling: Ruling, dpi: int) -> GreyImage:
    """The image with the lines of its tables whitened, so that they do not read as letters."""
    cleared = image.copy()
    lines = cv2.dilate(ruling.pixels, np.ones((3, 3), np.uint8))
    for left, top, right, bottom in _areas(grids, dpi):
        area = (slice(top, bottom), slice(left, right))
        cleared[area][lines[area] > 0] = 255
    return cleared


def _areas(grids: Sequence[Grid], dpi: int) -> Iterator[tuple[int, int, int, int]]:
    around = 3.0
    for grid in grids:
        left, top, right, bottom = grid.box
        edges = (left - around, top - around, right + around, bottom + around)
        first, second, third, fourth = (max(0, round(edge * dpi / 72)) for edge in edges)
        yield first, second, third, fourth
