"""Which engine reads on this machine."""

from __future__ import annotations

import logging
from functools import lru_cache

from ingest.errors import ToolFailed
from ingest.limits import Limits
from ingest.ocr.engine import OcrEngine
from ingest.ocr.tesseract import Tesseract
from ingest.ocr.voting import LineReader, TwoReaders

_LOG = logging.getLogger(__name__)


def reading_engine(limits: Limits) -> OcrEngine:
    """Tesseract inside this process where tesserocr (extra `ocr`) is installed, else the program; with the second
    reader trueocr (extra `ocr`) beside it where that is installed."""
    second = second_reader()
    return TwoReaders(first_reader(limits), second) if second else first_reader(limits)


def first_reader(limits: Limits) -> OcrEngine:
    try:
        from ingest.ocr.tesserocr import TesseractInProcess
    except ImportError:
        return Tesseract(limits.ocr_seconds_per_page)
    return TesseractInProcess(limits.ocr_seconds_per_page)


@lru_cache(maxsize=1)
def second_reader() -> LineReader | None:
    """None where it is not installed, or is but does not load: said once in the log, and one reader goes on."""
    try:
        from ingest.ocr.trueocr import TrueOcr

        return TrueOcr()
    except ImportError:
        return None
    except ToolFailed as error:
        _LOG.warning("%s Scans are read without it.", error)
        return None
