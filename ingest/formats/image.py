"""PNG, JPEG and TIFF of one or many pages."""

from __future__ import annotations

import numpy as np

from ingest.errors import TooLarge
from ingest.limits import Limits
from ingest.models import Page, ReadingWarning
from ingest.ocr.installed import reading_engine
from ingest.page.continuations import mark_continuations
from ingest.page.image_file import ImageFile, open_image
from ingest.page.margins import mark_running_heads
from ingest.page.raster import FINEST_DPI, lay_out_reading, read_raster, shown_handwriting
from ingest.page.unread import unread_pages


def read(content: bytes, limits: Limits) -> tuple[tuple[Page, ...], tuple[ReadingWarning, ...]]:
    """One page a frame, read by OCR. Raises `DamagedFile`, `TooLarge`, `ToolMissing`, `ToolFailed`."""
    with open_image(content, limits) as file:
        count = file.page_count
        if count > limits.pages:
            raise TooLarge(f"The image has {count:,} pages, more than the {limits.pages:,} allowed.", "Split it.")
        pages = [_page(file, number, limits) for number in range(1, count + 1)]
    return mark_continuations(mark_running_heads(pages)), unread_pages(pages)


def _page(file: ImageFile, number: int, limits: Limits) -> Page:
    frame = file.frame(number, FINEST_DPI)
    raster, dpi, width, height = np.asarray(frame.picture), frame.dpi, round(frame.width, 2), round(frame.height, 2)
    del frame  # its picture would take as much memory again while the page is read
    reading = read_raster(raster, dpi, reading_engine(limits))
    blocks, written = lay_out_reading(reading, width, height), shown_handwriting(reading, width, height)
    return Page(number, width, height, blocks, "ocr", written)
