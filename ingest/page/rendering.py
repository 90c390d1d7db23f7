"""Pictures of pages: for reading them by OCR, and for showing them to people."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pypdfium2
from PIL import Image

from ingest.errors import NoPages, TooLarge
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.media import IMAGES, PDF
from ingest.models import BoundingBox
from ingest.page.cleaning import Raster
from ingest.page.image_file import open_image
from ingest.page.pdf_file import load_page, open_pdf

_COARSEST_DPI = 72.0


def render_page(
    content: bytes,
    media_type: str,
    number: int,
    dpi: int,
    limits: Limits = DEFAULT_LIMITS,
    clip: BoundingBox | None = None,
) -> bytes:
    """Page `number` (from 1) of a PDF or image file as it is shown, stamps and form fields included, as PNG; only the
    part in the box `clip` (points) where one is given, cut to the page.

    Raises `NoPages` where the page is not there or the format has no pages, `TooLarge`, `DamagedFile`, `EncryptedFile`.
    """
    if media_type == PDF:
        picture, shown_dpi = _pdf_page(content, number, dpi, limits), float(dpi)
    elif media_type in IMAGES:
        picture, shown_dpi = _image_frame(content, number, dpi, limits)
    else:
        raise NoPages(f"A file of type {media_type} has no pages to show.", "Read its text instead.")
    out = io.BytesIO()
    (picture if clip is None else _clipped(picture, clip, shown_dpi)).save(out, "PNG")
    return out.getvalue()


def _clipped(picture: Image.Image, clip: BoundingBox, dpi: float) -> Image.Image:
    """At least one pixel, also of a box beside the page."""
    left, top, right, bottom = (value * dpi / 72 for value in clip)
    x, y = min(max(0, math.floor(left)), picture.width - 1), min(max(0, math.floor(top)), picture.height - 1)
    end, foot = min(math.ceil(right), picture.width), min(math.ceil(bottom), picture.height)
    return picture.crop((x, y, max(end, x + 1), max(foot, y + 1)))


def pdf_raster(content: bytes, number: int, dpi: float, limits: Limits) -> tuple[Raster, float]:
    """The printed page without annotations and form fields, RGB, and its dpi: the one given, or less on huge paper.

    Raises `TooLarge` for paper that would be unreadable within the limit.
    """
    with open_pdf(content) as document:
        width, height = load_page(document, number).get_size()
        dpi = min(dpi, 72 * math.sqrt(limits.raster_pixels / (width * height)))
        if dpi < _COARSEST_DPI:
            raise TooLarge(
                f"Page {number} measures {width / 72:,.0f} × {height / 72:,.0f} inches, too much to be read by OCR.",
                "Print it on A3 or smaller.",
            )
        with _rendered(document, number, dpi, limits, with_forms=False) as bitmap:
            return np.array(bitmap.to_numpy()[..., :3]), dpi


def pdf_part(content: bytes, number: int, part: BoundingBox, dpi: float, limits: Limits) -> Raster:
    """A part of the printed page, RGB; the box in points of the page as shown. Raises `TooLarge`."""
    _check_pixels((part.right - part.left) * dpi / 72, (part.bottom - part.top) * dpi / 72, limits)
    with open_pdf(content) as document:
        page = load_page(document, number)
        try:
            width, height = page.get_size()
            crop = (part.left, height - part.bottom, width - part.right, part.top)
            bitmap = page.render(scale=dpi / 72, crop=crop, may_draw_forms=False, draw_annots=False, rev_byteorder=True)
            raster = np.asarray(bitmap.to_pil().convert("RGB"))
            bitmap.close()
            return raster
        finally:
            page.close()


def _pdf_page(content: bytes, number: int, dpi: int, limits: Limits) -> Image.Image:
    with open_pdf(content) as document:
        _check_number(number, len(document))
        with _rendered(document, number, dpi, limits, with_forms=True) as bitmap:
            picture: Image.Image = bitmap.to_pil().copy()
            return picture


@contextmanager
def _rendered(
    document: pypdfium2.PdfDocument, number: int, dpi: float, limits: Limits, with_forms: bool
) -> Iterator[pypdfium2.PdfBitmap]:
    """The page on white, RGB with a fourth channel or without; its pixels are gone when the context ends."""
    page = load_page(document, number)
    try:
        width, height = page.get_size()
        _check_pixels(width * dpi / 72, height * dpi / 72, limits)
        bitmap = page.render(scale=dpi / 72, may_draw_forms=with_forms, draw_annots=with_forms, rev_byteorder=True)
        yield bitmap
        bitmap.close()
    finally:
        page.close()


def _image_frame(content: bytes, number: int, dpi: int, limits: Limits) -> tuple[Image.Image, float]:
    """The picture with its dpi: the one given, or the picture's own where that is less."""
    with open_image(content, limits) as file:
        _check_number(number, file.page_count)
        frame = file.frame(number, 2 * dpi)  # what is then left to resize is no coarser for having been reduced
    if dpi < frame.dpi:
        size = (max(1, round(frame.width * dpi / 72)), max(1, round(frame.height * dpi / 72)))
        return frame.picture.resize(size, Image.Resampling.LANCZOS), float(dpi)
    return frame.picture, frame.dpi


def _check_pixels(width: float, height: float, limits: Limits) -> None:
    """Raises `TooLarge` for a raster of more pixels than allowed."""
    if width * height > limits.image_pixels:
        raise TooLarge(
            f"The page has {width:,.0f} × {height:,.0f} pixels, more than the {limits.image_pixels:,} allowed.",
            "Scan it at 300 dpi.",
        )


def _check_number(number: int, count: int) -> None:
    if not 1 <= number <= count:
        raise NoPages(f"There is no page {number}; the file has {count}.", f"Ask for a page from 1 to {count}.")
