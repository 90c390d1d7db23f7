"""Tesseract (Smith, An Overview of the Tesseract OCR Engine, 2007) as an `OcrEngine`, through pytesseract."""

from __future__ import annotations

import os
import signal
import subprocess
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pytesseract
from PIL import Image

from ingest.errors import ToolFailed, ToolMissing
from ingest.models import BoundingBox, Word
from ingest.ocr.engine import GreyImage, is_one_shade

LANGUAGE = "vie"
_WORD_LEVEL = 5
_WHOLE_PAGE, _ONE_LINE = 3, 7  # Tesseract's page segmentation modes
INSTALL = "Install it: sudo apt-get install tesseract-ocr tesseract-ocr-vie"


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The LSTM engine alone; one call of the program gives text, boxes and confidence."""

    seconds_per_page: float

    def recognise(self, image: GreyImage, dpi: int) -> tuple[Word, ...]:
        return self._read(image, dpi, _WHOLE_PAGE)

    def recognise_line(self, image: GreyImage, dpi: int) -> tuple[Word, ...]:
        return self._read(image, dpi, _ONE_LINE)

    def _read(self, image: GreyImage, dpi: int, segmentation: int) -> tuple[Word, ...]:
        if is_one_shade(image):
            return ()
        # Its own threads make it 2.5 times slower where each core already reads a document.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        _check_language()
        try:
            table = pytesseract.image_to_data(
                Image.fromarray(image),
                lang=LANGUAGE,
                config=f"--psm {segmentation} --oem 1 --dpi {dpi}",
                timeout=self.seconds_per_page,
                output_type=pytesseract.Output.DICT,
            )
            return tuple(_words(table))
        except pytesseract.TesseractError as error:
            raise ToolFailed(f"Tesseract failed: {_reason(error)}.", "Try again; report the file.") from error
        except RuntimeError as error:  # how pytesseract says that the time is up
            raise out_of_time(self.seconds_per_page) from error
        except (FileNotFoundError, KeyError, ValueError, OverflowError) as error:
            raise ToolFailed("Tesseract answered nothing that can be read.", "Install it anew.") from error
        except OSError as error:
            raise ToolFailed(f"Tesseract cannot be run ({error}).", "Install it anew.") from error


def _reason(error: pytesseract.TesseractError) -> str:
    if error.status == -signal.SIGKILL:
        return "it was killed, as a machine short of memory does"
    if error.status < 0:
        return f"it was ended by signal {-error.status}"
    return str(error.message).strip() or f"it ended with status {error.status}"


def out_of_time(seconds: float) -> ToolFailed:
    what = f"Tesseract did not finish a page in {seconds:g} seconds."
    return ToolFailed(what, "Try again when the machine is less busy, or raise the limit.")


@lru_cache(maxsize=1)
def _check_language() -> None:
    try:
        languages = pytesseract.get_languages()
    except pytesseract.TesseractNotFoundError as error:
        raise ToolMissing("The OCR program Tesseract is not installed.", INSTALL) from error
    except UnicodeDecodeError as error:
        raise ToolFailed("Tesseract does not tell its languages.", "Install it anew.") from error
    if LANGUAGE not in languages:
        raise ToolMissing("Tesseract has no Vietnamese language data (vie).", INSTALL)
    try:
        pytesseract.get_tesseract_version()
    except (subprocess.CalledProcessError, SystemExit) as error:  # how pytesseract says that it got no version
        raise ToolFailed("Tesseract does not tell its version.", "Install it anew.") from error


def _words(table: Mapping[str, list[Any]]) -> Iterator[Word]:
    rows = zip(
        table["level"],
        table["text"],
        table["conf"],
        table["left"],
        table["top"],
        table["width"],
        table["height"],
        strict=True,
    )
    for level, text, confidence, *box in rows:
        text = unicodedata.normalize("NFC", str(text).strip())
        if level == _WORD_LEVEL and text and float(confidence) >= 0:
            yield _word(text, float(confidence), *map(int, box))


def _word(text: str, percent: float, left: int, top: int, width: int, height: int) -> Word:
    if percent > 100 or min(left, top, width, height) < 0:
        raise ValueError("a word that is surer than sure, or outside the image")
    return Word(text, BoundingBox(left, top, left + width, top + height), round(percent / 100, 4))
