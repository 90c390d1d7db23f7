"""Reading the raster of a page: cleaned, turned upright, recognised, and its words put back on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import cv2
import numpy as np

from ingest.models import Block, Handwriting, Word
from ingest.ocr.engine import GreyImage, OcrEngine
from ingest.page.cells import read_cells, without_cells
from ingest.page.cleaning import CleanPage, Raster, flattened, has_ink, levelled
from ingest.page.geometry import Affine, centre_in, place, scaling, within
from ingest.page.grids import Grid, Rule, find_grids
from ingest.page.handwriting import PageInk, find_handwriting
from ingest.page.incoming_stamp import incoming_stamps
from ingest.page.layout import Sheet, lay_out, put_back
from ingest.page.lines import box_of, text_height
from ingest.page.orientation import legibility, likely_turns, turns_by_reading
from ingest.page.sealed_print import read_sealed
from ingest.page.second_look import look_again
from ingest.page.signature_stamps import printed_stamps
from ingest.page.tables import WORN, seen_ruling, without_rules
from ingest.page.tidying import tidy

FINEST_DPI = 300.0
_READS_WELL = 0.6


@dataclass(frozen=True, slots=True)
class RasterReading:
    """What OCR read, in points of the upright, level page; `to_shown` maps those to points of the page as shown."""

    sheet: Sheet
    to_shown: Affine
    handwriting: tuple[Handwriting, ...] = ()


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A first reading in one orientation, and the image that was read, but for the cells of tables."""

    image: GreyImage
    dpi: int
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    grids: tuple[Grid, ...]
    to_shown: Affine


def read_raster(raster: Raster, dpi: float, engine: OcrEngine) -> RasterReading:
    """Reads the raster the way up that it seems to have; where that reads badly, the way up that a part reads best."""
    if dpi > FINEST_DPI:
        factor = FINEST_DPI / dpi
        raster = cv2.resize(raster, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA).astype(np.uint8)
        dpi = FINEST_DPI
    page = flattened(raster, dpi)
    turns = likely_turns(page.image)
    attempt = _read_turned(page, dpi, turns, engine)
    if attempt.words and legibility(attempt.words) < _READS_WELL:
        better = turns_by_reading(page.image, page.dpi, engine)
        if better != turns:
            other = _read_turned(page, dpi, better, engine)
            attempt = max(attempt, other, key=lambda one: legibility(one.words))
    reading = _finished(attempt, engine)
    return _with_handwriting(reading, PageInk(raster, reading.to_shown.then(scaling(dpi / 72))))


def lay_out_reading(reading: RasterReading, width: float, height: float) -> tuple[Block, ...]:
    """The blocks of the page, boxes in points of the page as shown, which has the size given."""
    return put_back(lay_out(reading.sheet), reading.to_shown, width, height)


def shown_handwriting(reading: RasterReading, width: float, height: float) -> tuple[Handwriting, ...]:
    """What was written by hand, boxes as for the blocks."""
    return tuple(
        replace(item, box=within(reading.to_shown.box(item.box), width, height)) for item in reading.handwriting
    )


def completed(reading: RasterReading, known: Sequence[Word], stamps: Sequence[Sequence[Word]]) -> RasterReading:
    """The reading with `known` words and words of `stamps` (boxes on the page as shown) in place of what OCR read
    where they stand."""
    from_shown = reading.to_shown.inverse()
    placed = tuple(place(stamp, from_shown) for stamp in stamps)
    known = place(known, from_shown)
    taken = [box_of(word) for word in chain(known, *placed)]

    def kept(words: Sequence[Word]) -> tuple[Word, ...]:
        return tuple(word for word in words if not any(centre_in(box_of(word), box) for box in taken))

    read_stamps = tuple(filter(None, map(kept, reading.sheet.stamps)))
    sheet = replace(reading.sheet, words=kept(reading.sheet.words) + known, stamps=read_stamps + placed)
    written = tuple(item for item in reading.handwriting if not any(centre_in(item.box, box) for box in taken))
    return replace(reading, sheet=sheet, handwriting=written)


def _with_handwriting(reading: RasterReading, page: PageInk) -> RasterReading:
    found = find_handwriting(page, reading.sheet.words, reading.sheet.height)
    return replace(reading, sheet=replace(reading.sheet, words=found.words), handwriting=found.handwriting)


def _read_turned(flat: CleanPage, raster_dpi: float, turns: int, engine: OcrEngine) -> _Attempt:
    """`turns` × 90° clockwise before reading."""
    page = levelled(flat, turns)
    to_points = scaling(72 / page.dpi)
    to_shown = to_points.inverse().then(page.from_raster.inverse()).then(scaling(72 / raster_dpi))
    ruling = seen_ruling(page.image, page.dpi)
    grids = find_grids(ruling.rules, WORN)
    image = without_rules(page.image, grids, ruling, page.dpi)
    prose = without_cells(image, page.dpi, grids)
    words = place(engine.recognise(prose, page.dpi), to_points) if has_ink(prose) else ()
    words += read_cells(image, page.dpi, grids, engine)
    return _Attempt(prose, page.dpi, words, ruling.rules, grids, to_shown)


def _finished(attempt: _Attempt, engine: OcrEngine) -> RasterReading:
    stamps = (*incoming_stamps(attempt.words, attempt.rules), *printed_stamps(attempt.words))
    stamped = set(chain(*stamps))
    in_cells: list[Word] = []
    outside: list[Word] = []
    for word in attempt.words:
        if word not in stamped:
            is_inside = any(centre_in(box_of(word), grid.box) for grid in attempt.grids)
            (in_cells if is_inside else outside).append(word)
    outside = list(look_again(attempt.image, attempt.dpi, outside, engine))
    outside = list(read_sealed(attempt.image, attempt.dpi, outside, text_height(outside), engine))
    words = (*tidy(outside), *in_cells)
    height, width = (pixels * 72 / attempt.dpi for pixels in attempt.image.shape)
    return RasterReading(Sheet(words, attempt.grids, width, height, stamps), attempt.to_shown)
