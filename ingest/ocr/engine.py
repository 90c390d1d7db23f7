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

        Raises `ingest.errors.ToolMissing` and `ToolFailed`.
        """

    def recognise_line(self, image: GreyImage, dpi: int) -> tuple[Word, ...]:
        """The same for an image that shows one line of text."""
