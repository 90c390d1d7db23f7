"""Making a scanned page easy to read: stamps and noise out, background even, lines level, 200 dpi."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ingest.ocr.engine import GreyImage
from ingest.page.geometry import IDENTITY, Affine, scaling

READING_DPI = 200
_MAX_SKEW = 10.0  # degrees
_COLOUR = (40.0, 100.0)  # difference of channels from which a pixel counts as partly, as wholly coloured
_STREWN = 0.25  # share of specks among all dark spots on a noisy page; clean print has up to 0.12

ColourImage = npt.NDArray[np.uint8]  # height × width × 3, RGB


@dataclass(frozen=True, slots=True)
class CleanPage:
    """`image` is upright at `dpi`; `from_raster` maps pixels of the raster that was given to pixels of `image`."""

    image: GreyImage
    dpi: int
    from_raster: Affine


def clean(raster: ColourImage, dpi: float) -> CleanPage:
    """Black text on white without coloured stamps and specks, level, at 200 dpi or the raster's own if that is less."""
    image = _without_specks(_even(ink_channel(raster)), dpi)
    image, scaled = _scaled(image, dpi)
    image, levelled = _levelled(image)
    return CleanPage(image, round(min(dpi, READING_DPI)), scaled.then(levelled))


def ink_channel(raster: ColourImage) -> GreyImage:
    """Grey where the page is grey, the brightest channel where it is coloured, so that red and blue stamps vanish.

    Red-channel OCR of stamped pages makes 0.4 % character errors where grey makes 34 %. Where the text itself is
    coloured, the darkest channel.
    """
    channels = cv2.split(raster)
    brightest = cv2.max(cv2.max(channels[0], channels[1]), channels[2]).astype(np.uint8)
    darkest = cv2.min(cv2.min(channels[0], channels[1]), channels[2]).astype(np.uint8)
    if _ink_share(brightest) < 0.25 * _ink_share(darkest):
        return darkest
    grey = cv2.transform(raster, np.full((1, 3), 1 / 3, np.float32))
    weak, strong = _COLOUR
    weights = np.clip((np.arange(256) - weak) / (strong - weak) * 255, 0, 255).astype(np.uint8)
    coloured = cv2.LUT(cv2.subtract(brightest, darkest), weights)
    return cv2.add(grey, cv2.multiply(cv2.subtract(brightest, grey), coloured, scale=1 / 255)).astype(np.uint8)


def _ink_share(image: GreyImage) -> float:
    """Share of pixels clearly darker than the paper."""
    paper = np.percentile(image[::4, ::4], 80)
    return float((image[::4, ::4] < 0.6 * paper).mean())


def _even(image: GreyImage) -> GreyImage:
    """Divides by the paper's own brightness and stretches so that paper is white and ink black."""
    small = cv2.resize(image, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), 21)
    background = cv2.resize(paper, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_LINEAR)
    flat = cv2.divide(image, np.maximum(background, 1), scale=255)
    low, high = np.percentile(flat[flat < 180], 20) if (flat < 180).any() else 0.0, 235.0
    stretched = (flat.astype(np.float32) - low) * (255.0 / max(high - low, 1.0))
    clipped: GreyImage = np.clip(stretched, 0, 255).astype(np.uint8)
    return clipped


def _without_specks(image: GreyImage, dpi: float) -> GreyImage:
    """Whitens dark spots smaller than a full stop of the smallest print, on pages strewn with them.

    A clean page is left alone: there the smallest spots are parts of faint letters.
    """
    smallest = max(2, round((dpi / 300) ** 2 * 9))
    dark = (image < 160).astype(np.uint8)
    _, labels, statistics, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    speck = statistics[:, cv2.CC_STAT_AREA] < smallest
    speck[0] = False
    if speck.sum() < _STREWN * len(speck):
        return image
    mask = cv2.dilate(speck[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.where((mask > 0) & ((dark == 0) | speck[labels]), 255, image).astype(np.uint8)


def _scaled(image: GreyImage, dpi: float) -> tuple[GreyImage, Affine]:
    if dpi <= READING_DPI:
        return image, IDENTITY
    factor = READING_DPI / dpi
    return cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA).astype(np.uint8), scaling(factor)


def _levelled(image: GreyImage) -> tuple[GreyImage, Affine]:
    angle = skew(image)
    if abs(angle) < 0.1:
        return image, IDENTITY
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    level = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    (a, b, c), (d, e, f) = matrix.tolist()
    return level.astype(np.uint8), Affine(a, b, c, d, e, f)


def skew(image: GreyImage) -> float:
    """Degrees by which the lines have to be turned counter-clockwise to be level: where the row profile is sharpest.

    Postl, Detection of linear oblique structures, ICPR 1986.
    """
    ink = _small_ink(image)
    coarse = max(np.arange(-_MAX_SKEW, _MAX_SKEW + 0.1, 0.5), key=lambda angle: _sharpness(ink, float(angle)))
    return float(max(coarse + np.arange(-0.5, 0.51, 0.05), key=lambda angle: _sharpness(ink, float(angle))))


def reads_across(image: GreyImage) -> bool:
    """Whether text lines run across the image rather than down it, level or not quite."""
    ink = _small_ink(image)
    angles = np.arange(-_MAX_SKEW, _MAX_SKEW + 0.1, 0.5).tolist()
    across = max(_sharpness(ink, angle) for angle in angles)
    down = max(_sharpness(cv2.transpose(ink).astype(np.uint8), angle) for angle in angles)
    return bool(across * ink.shape[0] >= down * ink.shape[1])


def _small_ink(image: GreyImage) -> GreyImage:
    """Ink light on black, the longer side 800 pixels; specks vanish."""
    factor = 800 / max(image.shape)
    small = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return cv2.bitwise_not(small).astype(np.uint8)


def has_ink(image: GreyImage) -> bool:
    """False for a page that is blank but for a few specks."""
    return float((image < 128).mean()) > 0.0002


def _sharpness(ink: GreyImage, angle: float) -> float:
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR)
    profile = turned.sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(profile)).sum())
