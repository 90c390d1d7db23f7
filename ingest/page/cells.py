"""What stands in the cells of a ruled table on a scan, each cell read for itself.

Tesseract reads a table's rows across its cells and leaves small ones out. So the cells are set one under another on a
sheet without columns, and that is read. Cells of a word or two are read alone, as is what read badly on the sheet.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from ingest.models import Word
from ingest.ocr.engine import GreyImage, OcrEngine
from ingest.page.figures import mended_figures
from ingest.page.geometry import Affine, place, scaling
from ingest.page.grids import Grid
from ingest.page.lines import box_of

_INK = 160
_LEAST_INK = 0.6  # square points; less is a speck
_INSET = 0.7  # points
_BETWEEN, _AROUND = 9.0, 6.0  # points of white between cells on the sheet, around all of them
_TALLEST_SHEET = 6_000  # pixels
_DARK = 110  # a cell with white print on a dark ground
_SURE = 0.4
_SHORT, _LOW = 60.0, 17.0  # points; a cell no larger holds one line of a word or two
_MOST_ALONE = 250  # cells of a page


@dataclass(frozen=True, slots=True)
class _Piece:
    """The inked part of a cell, and where on the page its upper left corner stands, in pixels."""

    image: GreyImage
    left: int
    top: int
    column: int


def read_cells(image: GreyImage, dpi: int, grids: Sequence[Grid], engine: OcrEngine) -> tuple[Word, ...]:
    """The words in the cells of the grids, boxes in points; `image` is without the lines."""
    return tuple(word for grid in grids for word in _grid_words(image, dpi, grid, engine))


def _grid_words(image: GreyImage, dpi: int, grid: Grid, engine: OcrEngine) -> Iterator[Word]:
    pieces = list(_pieces(image, dpi, grid))
    lone = [piece for piece in pieces if _is_small(piece, dpi)][:_MOST_ALONE]
    found = {id(piece): _read_alone(piece, dpi, engine) for piece in lone}
    for sheet in _sheets([piece for piece in pieces if id(piece) not in found], dpi):
        for piece, words in zip(sheet, _read(sheet, dpi, engine), strict=True):
            if not any(word.confidence >= _SURE for word in words):
                words = max(words, _read_alone(piece, dpi, engine), key=_sureness)
            found[id(piece)] = words
    columns: dict[int, list[list[Word]]] = {}
    for piece in pieces:
        placed = place(found[id(piece)], Affine(1, 0, piece.left, 0, 1, piece.top).then(scaling(72 / dpi)))
        columns.setdefault(piece.column, []).append(list(placed))
    for column in columns.values():
        yield from chain.from_iterable(mended_figures(column))


def _is_small(piece: _Piece, dpi: int) -> bool:
    height, width = piece.image.shape
    return bool(width <= _SHORT * dpi / 72 and height <= _LOW * dpi / 72)


def without_cells(image: GreyImage, dpi: int, grids: Sequence[Grid]) -> GreyImage:
    """The image without what stands in the grids."""
    if not grids:
        return image
    rest = image.copy()
    for grid in grids:
        left, top, right, bottom = (max(0, round(edge * dpi / 72)) for edge in grid.box)
        rest[top : bottom + 1, left : right + 1] = 255
    return rest


def _pieces(image: GreyImage, dpi: int, grid: Grid) -> Iterator[_Piece]:
    inset = round(_INSET * dpi / 72)
    least = _LEAST_INK * (dpi / 72) ** 2
    for cell in grid.cells:
        assert cell.box is not None
        left, top, right, bottom = (max(0, round(edge * dpi / 72)) for edge in cell.box)
        inner = image[top + inset : bottom - inset + 1, left + inset : right - inset + 1]
        if inner.size == 0:
            continue
        if np.median(inner) < _DARK:
            inner = (255 - inner).astype(np.uint8)
        ink = inner < _INK
        if ink.sum() < least:
            continue
        rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
        first_row, first_column = max(0, rows[0] - 2), max(0, columns[0] - 2)
        part = inner[first_row : rows[-1] + 3, first_column : columns[-1] + 3]
        yield _Piece(part, left + inset + int(first_column), top + inset + int(first_row), cell.column)


def _sheets(pieces: Sequence[_Piece], dpi: int) -> Iterator[list[_Piece]]:
    """The pieces in their order, as many together as a sheet takes."""
    between = round(_BETWEEN * dpi / 72)
    sheet: list[_Piece] = []
    height = 0
    for piece in pieces:
        tall = piece.image.shape[0] + between
        if sheet and height + tall > _TALLEST_SHEET:
            yield sheet
            sheet, height = [], 0
        sheet.append(piece)
        height += tall
    if sheet:
        yield sheet


def _read(pieces: Sequence[_Piece], dpi: int, engine: OcrEngine) -> list[list[Word]]:
    """The words of each piece, boxes in pixels of the piece."""
    between, around = round(_BETWEEN * dpi / 72), round(_AROUND * dpi / 72)
    tops: list[int] = []
    bottom = around
    for piece in pieces:
        tops.append(bottom)
        bottom += piece.image.shape[0] + between
    width = max(piece.image.shape[1] for piece in pieces)
    sheet = np.full((bottom + around, width + 2 * around), 255, np.uint8)
    for piece, top in zip(pieces, tops, strict=True):
        height, width = piece.image.shape
        sheet[top : top + height, around : around + width] = piece.image
    found: list[list[Word]] = [[] for _ in pieces]
    for word in engine.recognise(sheet, dpi):
        box = box_of(word)
        index = max(0, bisect_right(tops, (box.top + box.bottom) / 2 + between / 2) - 1)
        found[index] += place([word], Affine(1, 0, -around, 0, 1, -tops[index]))
    return found


def _read_alone(piece: _Piece, dpi: int, engine: OcrEngine) -> list[Word]:
    around = round(_AROUND * dpi / 72)
    framed = np.pad(piece.image, around, constant_values=255)
    return list(place(engine.recognise_line(framed, dpi), Affine(1, 0, -around, 0, 1, -around)))


def _sureness(words: Sequence[Word]) -> float:
    return sum(word.confidence for word in words) / max(len(words), 1)
