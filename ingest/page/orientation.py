"""Which way a page lies: askew by a few degrees, on its side, upside down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ingest.models import Word
from ingest.ocr.engine import GreyImage, OcrEngine
from ingest.page.lines import box_of
from ingest.page.syllables import readability

_MAX_SKEW = 10.0  # degrees
_SKEW_SIDE, _TURN_SIDE = 800, 1200  # pixels of the longer side of the small image looked at; specks vanish in it
_FAINT = 48  # darkness up to which a pixel of it is paper
_ENOUGH = 15_000  # dark pixels that tell roughly how a page lies
_UPSIDE_DOWN = 0.08  # lopsidedness of the rows; upright text has -0.2 to -0.5, pages of rules about 0
_SAMPLE = 3.0  # inches: the side of the part of a page that is read to find which way up it is


def skew(image: GreyImage) -> float:
    """Degrees by which the lines have to be turned counter-clockwise to be level: where the row profile is sharpest.

    Postl, Detection of linear oblique structures, ICPR 1986.
    """
    ink = _ink(image, _SKEW_SIDE)
    coarse = _sharpest(ink.thinned(), 0.5)
    return float(max((coarse + np.arange(-0.5, 0.51, 0.05)).tolist(), key=ink.sharpness))


def likely_turns(image: GreyImage) -> int:
    """How many times 90° clockwise the page has most likely to be turned to stand upright, told by its rows of ink.

    Along lines the rows differ more than across them. Upright, a row of letters ends sharply at its base line and
    begins softly, with capitals, ascenders and the marks over vowels; pages with few words may be told wrongly.
    """
    ink = _ink(image, _TURN_SIDE).thinned()
    on_side = _Ink(-ink.y, ink.x, ink.darkness)  # turned clockwise
    angle, angle_on_side = _sharpest(ink, 1.0), _sharpest(on_side, 1.0)
    height, width = image.shape
    across = ink.sharpness(angle) * height >= on_side.sharpness(angle_on_side) * width
    lines, rough = (ink, angle) if across else (on_side, angle_on_side)
    level = max((rough + np.arange(-0.6, 0.61, 0.2)).tolist(), key=lines.sharpness)
    return (0 if across else 1) + (2 if lines.lopsidedness(level) > _UPSIDE_DOWN else 0)


def turns_by_reading(image: GreyImage, dpi: int, engine: OcrEngine) -> int:
    """The same, told by reading the part of the page with the most ink in all four ways."""
    sample = _most_written(image, round(_SAMPLE * dpi))

    def legible(turns: int) -> float:
        return legibility(engine.recognise(np.ascontiguousarray(np.rot90(sample, -turns)), dpi))

    return max(range(4), key=legible)


def legibility(words: Sequence[Word]) -> float:
    """Mean confidence over characters, times the shares of possible syllables and of words that lie level.

    Tesseract reads words that run up or down the page, too, but not their lines.
    """
    characters = sum(len(word.text) for word in words)
    if not characters:
        return 0.0
    confidence = sum(word.confidence * len(word.text) for word in words) / characters
    boxes = [box_of(word) for word in words if len(word.text) >= 3]
    level = sum(box.right - box.left > box.bottom - box.top for box in boxes) / max(len(boxes), 1)
    return confidence * level * readability(word.text for word in words).syllables


@dataclass(frozen=True, slots=True)
class _Ink:
    """The dark pixels of a small image: where they are from its middle, and how dark."""

    x: npt.NDArray[np.float32]
    y: npt.NDArray[np.float32]
    darkness: npt.NDArray[np.float32]

    def thinned(self) -> _Ink:
        step = max(1, len(self.x) // _ENOUGH)
        return _Ink(self.x[::step], self.y[::step], self.darkness[::step])

    def profile(self, degrees: float, row: int) -> npt.NDArray[np.float64]:
        """The darkness of each row, `row` pixels high, of the page turned so far counter-clockwise; top to bottom."""
        angle = np.deg2rad(degrees)
        rows = (self.y * np.cos(angle) - self.x * np.sin(angle)) / row + _TURN_SIDE
        return np.bincount(rows.astype(np.intp), weights=self.darkness).astype(np.float64)

    def sharpness(self, degrees: float) -> float:
        """How much neighbouring rows differ."""
        return float(np.square(np.diff(self.profile(degrees, 1))).sum())

    def lopsidedness(self, degrees: float) -> float:
        """-1 where rows of ink end sharply and begin softly, 1 where they begin sharply and end softly."""
        steps = np.diff(self.profile(degrees, 2)) ** 3
        return float(steps.sum() / max(np.abs(steps).sum(), 1.0))


def _ink(image: GreyImage, longer_side: int) -> _Ink:
    height, width = image.shape
    factor = longer_side / max(height, width)
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    small = cv2.bitwise_not(cv2.resize(image, size, interpolation=cv2.INTER_AREA))
    y, x = np.nonzero(small > _FAINT)
    return _Ink(
        (x - size[0] / 2).astype(np.float32), (y - size[1] / 2).astype(np.float32), small[y, x].astype(np.float32)
    )


def _sharpest(ink: _Ink, step: float) -> float:
    return float(max(np.arange(-_MAX_SKEW, _MAX_SKEW + 0.1, step).tolist(), key=ink.sharpness))


def _most_written(image: GreyImage, side: int) -> GreyImage:
    """The square of the image, `side` pixels wide, that has the most ink."""
    height, width = image.shape
    tall, wide = min(side, height), min(side, width)
    ink = cv2.integral(cv2.threshold(image, 127, 1, cv2.THRESH_BINARY_INV)[1])
    sums = ink[tall:, wide:] - ink[:-tall, wide:] - ink[tall:, :-wide] + ink[:-tall, :-wide]
    top, left = np.unravel_index(int(sums.argmax()), sums.shape)
    return image[int(top) : int(top) + tall, int(left) : int(left) + wide]
