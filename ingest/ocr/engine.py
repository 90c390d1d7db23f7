"""What an OCR engine takes and gives."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from ingest.models import Word

GreyImage = npt.NDArray[np.uint8]  # height × width, 0 black to 255 white


class OcrEngine(Protocol):
    """Reads printed Vietnamese. Safe to call from many processes at once."""

    def recognise(self, image: GreyImage, dpi: int) -> tuple[Word, ...]:
        """The words of an upright page with their boxes in pixels (origin top left), confidence 0 to 1.

        An image of one shade has none.
        Raises `ingest.errors.ToolMissing` and `ToolFailed`.
        """

    def recognise_line(self, image: GreyImage, dpi: int) -> tuple[Word, ...]:
        """The same for an image that shows one line of text."""


def is_one_shade(image: GreyImage) -> bool:
    """Whether nothing is to be seen; told to read a line, Tesseract makes a quotation mark of that."""
    return image.size == 0 or int(image.min()) == int(image.max())
