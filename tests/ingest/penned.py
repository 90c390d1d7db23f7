"""Digits drawn with a pen for the tests: strokes of their own, as no digit of the training has them."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image

# Strokes as points in a box of width and height 1. The 1 has an upstroke and the 7 a bar, as Vietnamese clerks write.
_STROKES: dict[str, Sequence[Sequence[tuple[float, float]]]] = {
    "0": [[(0.5, 0), (0.12, 0.3), (0.1, 0.7), (0.45, 1), (0.85, 0.75), (0.88, 0.3), (0.55, 0.01)]],
    "1": [[(0.15, 0.5), (0.55, 0.02)], [(0.55, 0.02), (0.45, 1)]],
    "2": [[(0.1, 0.28), (0.3, 0.03), (0.7, 0.05), (0.8, 0.3), (0.5, 0.65), (0.08, 0.97)], [(0.08, 0.97), (0.9, 0.95)]],
    "3": [[(0.15, 0.08), (0.55, 0), (0.8, 0.2), (0.42, 0.46)], [(0.42, 0.46), (0.85, 0.68), (0.6, 0.98), (0.1, 0.92)]],
    "4": [[(0.55, 0), (0.08, 0.66)], [(0.08, 0.66), (0.95, 0.62)], [(0.68, 0.32), (0.62, 1)]],
    "5": [
        [(0.88, 0.03), (0.28, 0.04)],
        [(0.28, 0.04), (0.2, 0.44)],
        [(0.2, 0.44), (0.6, 0.38), (0.88, 0.66), (0.55, 0.99), (0.1, 0.93)],
    ],
    "6": [[(0.7, 0), (0.3, 0.35), (0.12, 0.75), (0.45, 1), (0.82, 0.76), (0.55, 0.52), (0.16, 0.7)]],
    "7": [[(0.08, 0.05), (0.88, 0.04)], [(0.88, 0.04), (0.4, 1)], [(0.28, 0.52), (0.8, 0.48)]],
    "8": [[(0.75, 0.12), (0.35, 0.03), (0.25, 0.3), (0.7, 0.6), (0.65, 0.97), (0.2, 0.92), (0.3, 0.55), (0.78, 0.12)]],
    "9": [[(0.8, 0.22), (0.45, 0.02), (0.18, 0.25), (0.42, 0.5), (0.8, 0.22)], [(0.8, 0.22), (0.72, 1)]],
}


def penned(text: str, height: int, slant: float = 0.0, gap: float = 0.2) -> np.ndarray:
    """The digits as ink (0 paper to 1 ink), about `height` pixels tall, with a margin of a third of that around."""
    scale = 4
    tall = height * scale
    margin = tall // 3
    step = round(tall * (0.62 + gap))
    canvas = np.zeros((tall + 2 * margin, step * len(text) + 2 * margin), np.uint8)
    for index, character in enumerate(text):
        for stroke in _STROKES[character]:
            points = [
                (margin + index * step + 0.62 * tall * x + slant * tall * (1 - y), margin + tall * y)
                for x, y in _rounded(stroke)
            ]
            cv2.polylines(canvas, [np.round(points).astype(np.int32)], False, 255, max(2, tall // 9), cv2.LINE_AA)
    small = cv2.resize(canvas, None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_AREA)
    return small.astype(np.float32) / 255


def _rounded(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """A curve through the points (Catmull and Rom, 1974)."""
    if len(points) == 2:
        return list(points)
    around = [points[0], *points, points[-1]]
    curve = []
    for before, one, two, after in zip(around, around[1:], around[2:], around[3:], strict=False):
        for t in np.linspace(0, 1, 9):
            curve.append(
                tuple(
                    0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
                    for a, b, c, d in zip(before, one, two, after, strict=True)
                )
            )
    return curve  # type: ignore[return-value]


def write(
    picture: Image.Image, text: str, left: int, foot: int, height: int, pen: tuple[int, int, int], **hand: float
) -> None:
    """Writes on the picture so that the first digit begins about at `left` and stands on `foot` (pixels)."""
    ink = penned(text, height, **hand)
    margin = height // 3
    top = foot - height - margin
    place = np.asarray(picture).copy()
    part = place[top : top + ink.shape[0], left - margin : left - margin + ink.shape[1]]
    part[:] = np.round(part * (1 - ink[..., None]) + np.array(pen) * ink[..., None])
    picture.paste(Image.fromarray(place))
