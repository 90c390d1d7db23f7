"""What is drawn on a PDF page besides its text: how far images cover it, and the lines that may rule a table.

Read from the objects that PDFium keeps for a page. A path counts in its own space and is mapped by its matrix; what
stands in a form (an XObject, ISO 32000-1, 8.10) is mapped by the form's matrix, too.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.models import BoundingBox
from ingest.page.geometry import IDENTITY, Affine, area, within
from ingest.page.grids import THICKEST_RULE, Rule

_LARGE_IMAGE = 0.1  # of the page; logos and seals are smaller
_MOST_FORMS = 12  # one in another
_MOST_SEGMENTS = 20_000  # of a path that may hold rules; a map or a drawn letter has more
_SLANT = 0.02  # height of a level rule as a share of its length
_WHITE = 250  # of 255; from here on a colour does not show on paper

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Drawing:
    """`image_area` in square points, `images` where the large ones lie, `image_dpi` the finest resolution of those
    (None where there is none), `path_points` the number of points of all paths, `rules` the level and upright lines;
    boxes in points of the page as shown."""

    image_area: float
    images: tuple[BoundingBox, ...]
    image_dpi: float | None
    path_points: int
    rules: tuple[Rule, ...]


def read_drawing(page: pypdfium2.PdfPage, to_shown: Affine) -> Drawing:
    """`to_shown` maps the page's user space to the page as shown."""
    width, height = page.get_size()
    covered, dpi, points = 0.0, None, 0
    rules: list[Rule] = []
    images: list[BoundingBox] = []
    for item, to_page in _objects(page):
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_PATH:
            points += max(0, pdfium.FPDFPath_CountSegments(item))
            rules += _rules(item, to_page.then(to_shown))
            continue
        box = to_page.box(_bounds(item))
        covered += min(area(box), width * height)
        if area(box) > _LARGE_IMAGE * width * height:
            images.append(within(to_shown.box(box), width, height))
            dpi = max(dpi or 0.0, 72 * _pixels(item) / max(box.right - box.left, box.bottom - box.top))
    return Drawing(covered, tuple(images), dpi, points, tuple(rules))


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[Any, Affine]]:
    """Images and paths with the mapping from the space that holds them to the page's user space."""
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _within(pdfium.FPDFPage_GetObject(page, index), IDENTITY, 0)


def _within(item: Any, to_page: Affine, depth: int) -> Iterator[tuple[Any, Affine]]:
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH):
        yield item, to_page
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MOST_FORMS:
        inner = _matrix(item).then(to_page)
        for index in range(pdfium.FPDFFormObj_CountObjects(item)):
            yield from _within(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)


def _matrix(item: Any) -> Affine:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return IDENTITY
    return Affine(found.a, found.c, found.e, found.b, found.d, found.f)


def _bounds(item: Any) -> BoundingBox:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, (left, bottom, right, top)))
    return BoundingBox(left.value, bottom.value, right.value, top.value)


def _pixels(image: Any) -> int:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(image, ctypes.byref(width), ctypes.byref(height))
    return max(width.value, height.value)


def _rules(path: Any, to_shown: Affine) -> Iterator[Rule]:
    """The sides of stroked shapes, and bars filled so thin that they are lines; backgrounds of text are neither."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke)):
        return
    is_stroked = bool(stroke.value) and _shows(path, pdfium.FPDFPageObj_GetStrokeColor)
    is_filled = bool(fill.value) and _shows(path, pdfium.FPDFPageObj_GetFillColor)
    if not (is_stroked or is_filled) or pdfium.FPDFPath_CountSegments(path) > _MOST_SEGMENTS:
        return
    for corners in _straight_shapes(path, _matrix(path).then(to_shown)):
        bar = _bar(corners) if is_filled else None
        if bar is not None:
            yield bar
        elif is_stroked:
            yield from filter(None, map(_rule, corners, corners[1:]))


def _shows(path: Any, colour_of: Any) -> bool:
    """Whether the colour is not white and not transparent; a colour that PDFium cannot tell (a pattern) is."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not colour_of(path, *map(ctypes.byref, parts)):
        return True
    red, green, blue, alpha = (part.value for part in parts)
    return alpha > 0 and min(red, green, blue) < _WHITE


def _straight_shapes(path: Any, to_shown: Affine) -> Iterator[list[_Point]]:
    """The corners of each part of the path between curves and moves, on the page as shown."""
    x, y = ctypes.c_float(), ctypes.c_float()
    corners: list[_Point] = []
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        point = to_shown.point(x.value, y.value)
        if kind == pdfium.FPDF_SEGMENT_LINETO:
            corners.append(point)
            if pdfium.FPDFPathSegment_GetClose(segment):
                corners.append(corners[0])
            continue
        if len(corners) > 1:
            yield corners
        corners = [point]
    if len(corners) > 1:
        yield corners


def _bar(corners: list[_Point]) -> Rule | None:
    """The rule where the corners are those of a thin rectangle."""
    if len({(round(x, 1), round(y, 1)) for x, y in corners}) > 4 or len(corners) < 4:
        return None
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    box = BoundingBox(min(xs), min(ys), max(xs), max(ys))
    width, height = box.right - box.left, box.bottom - box.top
    return Rule(box, width >= height) if min(width, height) < THICKEST_RULE else None


def _rule(start: _Point, end: _Point) -> Rule | None:
    across, down = abs(end[0] - start[0]), abs(end[1] - start[1])
    if min(across, down) > _SLANT * max(across, down) or math.isclose(across, down):
        return None
    box = BoundingBox(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))
    return Rule(box, across > down)
