"""Tesseract as an `OcrEngine` in this process, through tesserocr: no program started, no image written, for each read.

The wheel of tesserocr carries a libtesseract of its own (5.5 where Debian 12 has 5.3); the language data are those of
the system. A crash inside it is a crash of the process: `search_api.worker_pool` holds that to the one file.
"""

from __future__ import annotations

import os
import threading
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import tesserocr

from ingest.errors import ToolFailed, ToolMissing
from ingest.models import BoundingBox, Word
from ingest.ocr.engine import GreyImage, is_one_shade
from ingest.ocr.tesseract import INSTALL, LANGUAGE, out_of_time

# Where distributions keep Tesseract's language data: Debian and Ubuntu, Fedora, Arch and Alpine, built from source,
# Homebrew.
_DATA_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class TesseractInProcess:
    """The LSTM engine alone; its models are loaded once a process and shared by all objects of this class.

    `seconds_per_page` bounds the recognition, not the search for lines before it, which takes a tenth of the time.
    """

    seconds_per_page: float

    def recognise(self, image: GreyImage, dpi: int) -> tuple[Word, ...]:
        return self._read(image, dpi, tesserocr.PSM.AUTO)

    def recognise_line(self, image: GreyImage, dpi: int) -> tuple[Word, ...]:
        return self._read(image, dpi, tesserocr.PSM.SINGLE_LINE)

    def _read(self, image: GreyImage, dpi: int, segmentation: int) -> tuple[Word, ...]:
        if is_one_shade(image):
            return ()
        height, width = image.shape
        pixels = image.tobytes()
        with _ONE_AT_A_TIME:
            tesseract = _loaded(data_folder())
            try:
                tesseract.SetPageSegMode(segmentation)
                tesseract.SetImageBytes(pixels, width, height, 1, width)
                tesseract.SetSourceResolution(dpi)
                started = time.monotonic()
                if not tesseract.Recognize(round(self.seconds_per_page * 1000)):
                    if time.monotonic() - started >= self.seconds_per_page:
                        raise out_of_time(self.seconds_per_page)
                    raise RuntimeError(f"it does not take an image of {width} × {height} pixels")
                return tuple(_words(tesseract))
            except RuntimeError as error:  # how tesserocr says that the library gave nothing
                raise ToolFailed(f"Tesseract failed: {error}", "Try again; report the file.") from error
            finally:
                tesseract.Clear()


def data_folder() -> str:
    """The folder that holds the Vietnamese data: the one `TESSDATA_PREFIX` names, else where the system keeps it.

    Raises `ToolMissing`.
    """
    named = os.environ.get("TESSDATA_PREFIX")
    folders = (Path(named), Path(named, "tessdata")) if named else tuple(map(Path, _DATA_FOLDERS))
    for folder in folders:
        if (folder / f"{LANGUAGE}.traineddata").is_file():
            return str(folder)
    where = f" in {named} (TESSDATA_PREFIX)" if named else ""
    raise ToolMissing(f"There is no Vietnamese language data (vie) of Tesseract{where}.", INSTALL)


@lru_cache(maxsize=1)
def _loaded(folder: str) -> Any:
    """Tesseract with its models, 25 MB. Raises `ToolFailed`."""
    try:
        # Else both libraries write what they think of an image ("Empty page!!") to this process's standard error.
        tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)
        quiet = {"debug_file": os.devnull}
        return tesserocr.PyTessBaseAPI(path=folder, lang=LANGUAGE, oem=tesserocr.OEM.LSTM_ONLY, variables=quiet)
    except RuntimeError as error:
        raise ToolFailed(f"Tesseract does not load its Vietnamese data from {folder}.", INSTALL) from error


def _words(tesseract: Any) -> Iterator[Word]:
    level = tesserocr.RIL.WORD
    results = tesseract.GetIterator()
    if results is None or results.Empty(level):
        return
    for word in tesserocr.iterate_level(results, level):
        box = word.BoundingBox(level)
        if box is None:
            continue
        text = unicodedata.normalize("NFC", word.GetUTF8Text(level).strip())
        if text:
            yield Word(text, BoundingBox(*box), round(word.Confidence(level) / 100, 4))
