"""PDF, page by page: from the text layer where that is the page's text, by OCR where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from ingest.errors import TooLarge
from ingest.limits import Limits
from ingest.models import Block, Page, PageSource, ReadingWarning, Word
from ingest.ocr.installed import reading_engine
from ingest.page.continuations import mark_continuations
from ingest.page.geometry import place, quarter_turns
from ingest.page.grids import find_grids
from ingest.page.incoming_stamp import incoming_stamps
from ingest.page.layer_check import may_hide_handwriting, shows_its_layer
from ingest.page.layout import Sheet, lay_out, put_back
from ingest.page.margins import mark_running_heads
from ingest.page.pdf_file import open_pdf
from ingest.page.raster import FINEST_DPI, RasterReading, completed, lay_out_reading, read_raster, shown_handwriting
from ingest.page.rendering import pdf_raster
from ingest.page.text_layer import TextLayer, is_scan, judge, read_text_layer, turns_to_upright
from ingest.page.unread import unread_pages

_OUTLINES_DPI = 200.0  # for pages drawn without an image
_PAGES_AT_ONCE = 32


def read(content: bytes, limits: Limits) -> tuple[tuple[Page, ...], tuple[ReadingWarning, ...]]:
    """Raises `EncryptedFile`, `DamagedFile`, `NoPages`, `TooLarge`, `ToolMissing`, `ToolFailed`."""
    pages = [_page(content, number, layer, limits) for number, layer in enumerate(_layers(content, limits), 1)]
    return mark_continuations(mark_running_heads(pages)), unread_pages(pages)


def _layers(content: bytes, limits: Limits) -> Iterator[TextLayer]:
    """The layers of all pages. PDFium is let go between a few pages and the next, so that OCR holds up no other thread
    and what PDFium keeps of the pages it has seen does not grow with the file."""
    first, count = 0, 1
    while first < count:
        with open_pdf(content) as document:
            count = len(document)
            if count > limits.pages:
                raise TooLarge(f"The PDF has {count:,} pages, more than the {limits.pages:,} allowed.", "Split it.")
            few = range(first, min(first + _PAGES_AT_ONCE, count))
            layers = [read_text_layer(document, index + 1) for index in few]
        yield from layers
        first = few.stop


def _page(content: bytes, number: int, layer: TextLayer, limits: Limits) -> Page:
    verdict = judge(layer)
    if verdict == "use" and layer.words and is_scan(layer):
        is_right = not may_hide_handwriting(content, number, layer) and shows_its_layer(
            content, number, layer, reading_engine(limits), limits
        )
        verdict = "use" if is_right else "replace"
    width, height = layer.width, layer.height
    if verdict == "use":
        return Page(number, round(width, 2), round(height, 2), _from_layer(layer))
    source: PageSource = "ocr" if verdict == "replace" else "mixed"
    reading = _raster_reading(content, number, layer, layer.words if verdict == "complete" else (), limits)
    blocks, written = lay_out_reading(reading, width, height), shown_handwriting(reading, width, height)
    return Page(number, round(width, 2), round(height, 2), blocks, source, written)


def _from_layer(layer: TextLayer) -> tuple[Block, ...]:
    turns = turns_to_upright(layer.words)
    upright = quarter_turns(turns, layer.width, layer.height)
    width, height = (layer.height, layer.width) if turns % 2 else (layer.width, layer.height)
    rules = [rule.mapped(upright) for rule in layer.rules]
    words = place(layer.words, upright)
    receipts = incoming_stamps(words, rules)
    received = set(chain(*receipts))
    stamps = (*(place(stamp, upright) for stamp in layer.stamps), *receipts)
    body = tuple(word for word in words if word not in received)
    blocks = lay_out(Sheet(body, find_grids(rules), width, height, stamps))
    return put_back(blocks, upright.inverse(), layer.width, layer.height)


def _raster_reading(
    content: bytes, number: int, layer: TextLayer, known: tuple[Word, ...], limits: Limits
) -> RasterReading:
    dpi = min(layer.image_dpi or _OUTLINES_DPI, FINEST_DPI)
    raster, dpi = pdf_raster(content, number, dpi, limits)
    reading = read_raster(raster, dpi, reading_engine(limits))
    return completed(reading, known, layer.stamps)
