"""What a scanner does to a clean page: raster, skew, noise, shade of the paper, the red stamp over the signature."""

from __future__ import annotations

import io
import math

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from corpora.source import Damage

_STAMP_RED = (205, 32, 44)
_STAMP_FONT = "DejaVuSans-Bold.ttf"


def scanned(pdf: bytes, damage: Damage | None) -> bytes:
    """An image-only PDF of the pages as a scanner would give them. The same input gives the same pages."""
    damage = damage or Damage()
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for index, page in enumerate(document):
        image = page.render(scale=damage.dpi / 72).to_pil().convert("RGB")
        if damage.stamp and index == len(document) - 1:
            image = _stamped(image, damage.dpi)
        pages.append(damaged(image, damage, seed=damage.seed + index))
    buffer = io.BytesIO()
    pages[0].save(buffer, "PDF", resolution=damage.dpi, save_all=True, append_images=pages[1:], quality=80)
    return buffer.getvalue()


def damaged(image: Image.Image, damage: Damage, seed: int) -> Image.Image:
    """One page askew, blurred, shaded and noisy; the stamp is none of its business."""
    if damage.skew_degrees:
        image = image.rotate(damage.skew_degrees, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    pixels: NDArray[np.float32] = np.asarray(image.filter(ImageFilter.GaussianBlur(0.4)), dtype=np.float32)
    random = np.random.default_rng(seed)
    if damage.paper_shade:
        ramp = np.linspace(1.0, 1.0 - damage.paper_shade, pixels.shape[1], dtype=np.float32)
        pixels = pixels * ramp[None, :, None]
    if damage.noise:
        pixels = pixels + random.normal(0.0, 9.0, pixels.shape).astype(np.float32)
        specks = random.random(pixels.shape[:2]) < damage.noise
        pixels[specks] = random.choice(np.array([0.0, 255.0], dtype=np.float32), size=int(specks.sum()))[:, None]
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _stamped(image: Image.Image, dpi: int) -> Image.Image:
    """A round red seal of 36 mm (Thông tư 01/2011/TT-BNV: over a third of the signature, to its left)."""
    radius = int(18 / 25.4 * dpi)
    seal = Image.new("RGBA", (2 * radius, 2 * radius), (0, 0, 0, 0))
    draw = ImageDraw.Draw(seal)
    draw.ellipse((2, 2, 2 * radius - 3, 2 * radius - 3), outline=(*_STAMP_RED, 220), width=max(2, dpi // 60))
    draw.ellipse(
        (radius // 3, radius // 3, 2 * radius - radius // 3, 2 * radius - radius // 3),
        outline=(*_STAMP_RED, 220),
        width=2,
    )
    star = [
        (
            radius + radius * (0.32 if point % 2 == 0 else 0.13) * math.sin(point * math.pi / 5),
            radius - radius * (0.32 if point % 2 == 0 else 0.13) * math.cos(point * math.pi / 5),
        )
        for point in range(10)
    ]
    draw.polygon(star, fill=(*_STAMP_RED, 200))
    font = ImageFont.truetype(_STAMP_FONT, max(8, dpi // 18))
    draw.text((radius, radius * 0.17), "ỦY BAN NHÂN DÂN", fill=(*_STAMP_RED, 220), font=font, anchor="mm")
    result = image.convert("RGBA")
    left, top = _above_last_ink(image, radius)
    result.alpha_composite(seal.rotate(7, resample=Image.Resampling.BICUBIC), (left, top))
    return result.convert("RGB")


def _above_last_ink(image: Image.Image, radius: int) -> tuple[int, int]:
    """Where the seal goes: right half of the page, over the space between position and name."""
    right_half = np.asarray(image.convert("L"))[:, image.width // 2 :]
    rows = np.flatnonzero((right_half < 128).any(axis=1))
    bottom = int(rows[-1]) if rows.size else image.height // 2
    return int(image.width * 0.56), max(0, bottom - 2 * radius)
