"""How much a file may ask for before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file. Passing one raises `ingest.errors.TooLarge`."""

    file_bytes: int = 512 * 1024 * 1024
    pages: int = 5_000
    image_pixels: int = 120_000_000  # an A3 page at 600 dpi has 70 million
    raster_pixels: int = 40_000_000  # of a PDF page drawn for OCR: A2 at 300 dpi has 35 million
    unpacked_bytes: int = 512 * 1024 * 1024
    unpacked_ratio: int = 200  # a real DOCX unpacks to less than 30 times its size
    ocr_seconds_per_page: float = 90.0
    conversion_seconds: float = 120.0  # of a DOC or RTF to DOCX, which takes one to three


DEFAULT_LIMITS = Limits()
