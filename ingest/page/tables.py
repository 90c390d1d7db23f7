"""The lines of ruled tables as they are seen on a scanned page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import cv2
import numpy as np

from ingest.models import BoundingBox
from ingest.ocr.engine import GreyImage
from ingest.page.grids import Grid, Rule

_NEAR = 3.0  # points within which a line belongs to a table


def seen_rules(image: GreyImage, dpi: int) -> tuple[Rule, ...]:
    """The lines on a level, cleaned page image."""
    ink = (image < 160).astype(np.uint8)
    return (*_seen(ink, dpi, is_level=True), *_seen(ink, dpi, is_level=False))


def _seen(ink: GreyImage, dpi: int, is_level: bool) -> Iterable[Rule]:
    length, scale = round(36 * dpi / 72), 72 / dpi
    kernel = np.ones((1, length) if is_level else (length, 1), np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 9) if is_level else (9, 1), np.uint8))
    long = cv2.morphologyEx(joined, cv2.MORPH_OPEN, kernel)
    _, _, statistics, _ = cv2.connectedComponentsWithStats(long.astype(np.uint8), connectivity=8)
    for x, y, width, height, _ in statistics[1:].tolist():
        if min(width, height) < 0.12 * max(width, height):
            yield Rule(BoundingBox(x * scale, y * scale, (x + width) * scale, (y + height) * scale), is_level)


def without_rules(image: GreyImage, grids: Sequence[Grid], rules: Sequence[Rule], dpi: int) -> GreyImage:
    """The image with the lines of its tables whitened, so that they do not read as letters."""
    cleared = image.copy()
    for rule in rules:
        if any(_touches(rule.box, grid.box) for grid in grids):
            left, top, right, bottom = (round(value * dpi / 72) for value in rule.box)
            cleared[max(0, top - 1) : bottom + 1, max(0, left - 1) : right + 1] = 255
    return cleared


def _touches(rule: BoundingBox, grid: BoundingBox) -> bool:
    return not (
        rule.right < grid.left - _NEAR
        or rule.left > grid.right + _NEAR
        or rule.bottom < grid.top - _NEAR
        or rule.top > grid.bottom + _NEAR
    )
