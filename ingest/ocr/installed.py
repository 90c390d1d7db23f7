"""Which engine reads on this machine."""

from __future__ import annotations

from ingest.limits import Limits
from ingest.ocr.engine import OcrEngine
from ingest.ocr.tesseract import Tesseract


def reading_engine(limits: Limits) -> OcrEngine:
    """Tesseract inside this process where tesserocr (extra `ocr`) is installed, else the program."""
    try:
        from ingest.ocr.tesserocr import TesseractInProcess
    except ImportError:
        return Tesseract(limits.ocr_seconds_per_page)
    return TesseractInProcess(limits.ocr_seconds_per_page)
