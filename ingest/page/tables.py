"""Ruled tables: lines on the page → a grid of cells with their spans.

The cells are found as pdfplumber finds them (after Nurminen, Algorithmic extraction of data in tables in PDF
documents, 2013), from the lines drawn in a PDF or from those seen on a scanned page.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfplumber import table as plumber
from pdfplumber.utils.exceptions import PdfminerException
from pdfplumber.utils.geometry import obj_to_edges

from ingest.models import BoundingBox, Cell, enclosing
from ingest.ocr.engine import GreyImage
from ingest.page.geometry import Affine, area, centre_in

LEAST_POINTS = 7  # of the paths of two cells, a rectangle and a line; the rules of a head have six
_SNAP = 3.0  # points within which lines count as one
_LEAST_RULE = 20.0  # points


@dataclass(frozen=True, slots=True)
class Rule:
    """A line drawn on the page, in points; upright or level."""

    box: BoundingBox
    is_level: bool

    def mapped(self, mapping: Affine) -> Rule:
        """The line in another frame, which may be turned by 90°."""
        box = mapping.box(self.box)
        return Rule(box, box.right - box.left >= box.bottom - box.top)


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a ruled table, without their text."""

    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
    box: BoundingBox

    def cell_of(self, box: BoundingBox) -> Cell:
        """The cell that holds the middle of the box, else the nearest."""
        return min(self.cells, key=lambda cell: _distance(box, cell))


def _distance(box: BoundingBox, cell: Cell) -> float:
    assert cell.box is not None
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return max(cell.box.left - x, x - cell.box.right, 0.0) + max(cell.box.top - y, y - cell.box.bottom, 0.0)


def drawn_rules(content: bytes, numbers: Sequence[int]) -> dict[int, tuple[Rule, ...]]:
    """The lines drawn on the pages given (from 1) of a PDF, by page, in points of the page as shown."""
    found: dict[int, tuple[Rule, ...]] = {}
    try:
        with pdfplumber.open(io.BytesIO(content), pages=list(numbers)) as pdf:
            for page in pdf.pages:
                left, top = page.cropbox[0], page.cropbox[1]
                found[page.page_number] = tuple(_rule(edge, left, top) for edge in _visible_edges(page))
                page.close()
    except (PDFException, PdfminerException):
        # PDFium opens damaged files that pdfminer does not; their text is read without tables.
        return found
    return found


def _visible_edges(page: pdfplumber.page.Page) -> Iterator[dict[str, Any]]:
    """The sides of stroked shapes and bars filled so thin that they are lines; backgrounds of text are neither."""
    for shape in (*page.lines, *page.rects, *page.curves):
        is_bar = shape["object_type"] == "rect" and min(shape["width"], shape["height"]) < _SNAP
        is_drawn = shape["stroke"] and not _is_white(shape["stroking_color"])
        if is_drawn or (is_bar and shape["fill"] and not _is_white(shape["non_stroking_color"])):
            yield from obj_to_edges(shape)


def _is_white(colour: object) -> bool:
    """Of grey and RGB; pdfminer gives a number or a tuple of them."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    return len(parts) in (1, 3) and all(part == 1 for part in parts)


def _rule(edge: dict[str, Any], left: float, top: float) -> Rule:
    box = BoundingBox(edge["x0"] - left, edge["top"] - top, edge["x1"] - left, edge["bottom"] - top)
    return Rule(box, edge["orientation"] == "h")


def seen_rules(image: GreyImage, dpi: int) -> tuple[Rule, ...]:
    """The lines on a level, cleaned page image."""
    ink = (image < 160).astype(np.uint8)
    return (*_seen(ink, dpi, is_level=True), *_seen(ink, dpi, is_level=False))


def _seen(ink: GreyImage, dpi: int, is_level: bool) -> Iterable[Rule]:
    length, scale = round(36 * dpi / 72), 72 / dpi
    kernel = np.ones((1, length) if is_level else (length, 1), np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 9) if is_level else (9, 1), np.uint8))
    long = cv2.morphologyEx(joined, cv2.MORPH_OPEN, kernel)
    _, _, statistics, _ = cv2.connectedComponentsWithStats(long.astype(np.uint8), connectivity=8)
    for x, y, width, height, _ in statistics[1:].tolist():
        if min(width, height) < 0.12 * max(width, height):
            yield Rule(BoundingBox(x * scale, y * scale, (x + width) * scale, (y + height) * scale), is_level)


def without_rules(image: GreyImage, grids: Sequence[Grid], rules: Sequence[Rule], dpi: int) -> GreyImage:
    """The image with the lines of its tables whitened, so that they do not read as letters."""
    cleared = image.copy()
    for rule in rules:
        if any(_touches(rule.box, grid.box) for grid in grids):
            left, top, right, bottom = (round(value * dpi / 72) for value in rule.box)
            cleared[max(0, top - 1) : bottom + 1, max(0, left - 1) : right + 1] = 255
    return cleared


def _touches(rule: BoundingBox, grid: BoundingBox) -> bool:
    return not (
        rule.right < grid.left - _SNAP
        or rule.left > grid.right + _SNAP
        or rule.bottom < grid.top - _SNAP
        or rule.top > grid.bottom + _SNAP
    )


def find_grids(rules: Sequence[Rule]) -> tuple[Grid, ...]:
    """Tables of at least two cells; a grid inside a cell of another is left out."""
    edges = [_edge(rule) for rule in rules]
    edges = plumber.merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    edges = [edge for edge in edges if max(edge["width"], edge["height"]) >= _LEAST_RULE]
    cells = plumber.intersections_to_cells(plumber.edges_to_intersections(edges, _SNAP, _SNAP))
    grids = [_grid([BoundingBox(*cell) for cell in group]) for group in _groups(cells)]
    return tuple(
        grid
        for grid in grids
        if len(grid.cells) >= 2
        and not any(
            other is not grid and centre_in(grid.box, other.box) and area(other.box) > area(grid.box) for other in grids
        )
    )


def _groups(cells: Sequence[tuple[float, float, float, float]]) -> list[list[tuple[float, float, float, float]]]:
    """Cells that share corners, two or more. pdfplumber leaves out single cells, which are frames."""
    return [list(group) for group in plumber.cells_to_tables(list(cells))] if cells else []


def _edge(rule: Rule) -> dict[str, Any]:
    left, top, right, bottom = rule.box
    if rule.is_level:
        top = bottom = (top + bottom) / 2
    else:
        left = right = (left + right) / 2
    return {
        "object_type": "line",
        "orientation": "h" if rule.is_level else "v",
        "x0": left,
        "x1": right,
        "top": top,
        "bottom": bottom,
        "width": right - left,
        "height": bottom - top,
    }


def _grid(boxes: Sequence[BoundingBox]) -> Grid:
    rows = _distinct(box.top for box in boxes)
    columns = _distinct(box.left for box in boxes)
    cells = tuple(
        Cell(
            row=_index(rows, box.top),
            column=_index(columns, box.left),
            paragraphs=(),
            row_span=max(1, sum(box.top + _SNAP < y < box.bottom - _SNAP for y in rows) + 1),
            column_span=max(1, sum(box.left + _SNAP < x < box.right - _SNAP for x in columns) + 1),
            box=box,
        )
        for box in boxes
    )
    outline = enclosing(boxes)
    assert outline is not None
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    return Grid(ordered, len(rows), len(columns), outline)


def _distinct(values: Iterable[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _SNAP:
            kept.append(value)
    return kept


def _index(values: Sequence[float], value: float) -> int:
    return min(range(len(values)), key=lambda index: abs(values[index] - value))
