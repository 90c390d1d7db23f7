"""Opening image files with Pillow: their frames as upright RGB pictures with a resolution."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError
from PIL import ImageFile as ImageFileModule

from ingest.errors import DamagedFile, TooLarge
from ingest.limits import Limits

_A4_WIDTH, _A4_HEIGHT = 8.27, 11.69  # inches
_COARSEST_DPI, _FINEST_DPI = 72.0, 1200.0
_LONGEST_SIDE = 24.0  # inches: A2. Cameras and editors state 72 or 96 dpi when they do not know
_AGAIN = "Get the file again, or scan it anew."


@dataclass(frozen=True, slots=True)
class Frame:
    """A page of an image file: RGB on white, turned as its EXIF tag says."""

    picture: Image.Image
    dpi: float


@dataclass(frozen=True, slots=True)
class ImageFile:
    """An open image file; a TIFF may have many pages, PNG and JPEG have one."""

    image: Image.Image
    limits: Limits

    @property
    def page_count(self) -> int:
        return int(getattr(self.image, "n_frames", 1))

    def frame(self, number: int) -> Frame:
        """Page `number`, from 1. Raises `DamagedFile`, `TooLarge`."""
        # Some libraries set this for the whole process; a page that is cut off would then be read as whole.
        ImageFileModule.LOAD_TRUNCATED_IMAGES = False
        try:
            self.image.seek(number - 1)
            _check_size(self.image, self.limits)
            dpi = _dpi(self.image)
            return Frame(_on_white(ImageOps.exif_transpose(self.image)), dpi)
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise DamagedFile(f"Page {number} of the image does not decode ({error}).", _AGAIN) from error


@contextmanager
def open_image(content: bytes, limits: Limits) -> Iterator[ImageFile]:
    """The open image; its size is checked before anything is decoded. Raises `DamagedFile`, `TooLarge`."""
    try:
        with warnings.catch_warnings():
            # Pillow warns at its own bound and refuses at twice that; ours is checked below.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content))
    except Image.DecompressionBombError as error:
        raise TooLarge(f"The image is too large to decode ({error}).", "Scan the page at 300 dpi.") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise DamagedFile(f"The image does not open ({error}).", _AGAIN) from error
    with image:
        _check_size(image, limits)
        yield ImageFile(image, limits)


def _check_size(image: Image.Image, limits: Limits) -> None:
    if image.width * image.height > limits.image_pixels:
        raise TooLarge(
            f"The image has {image.width:,} × {image.height:,} pixels, more than the {limits.image_pixels:,} allowed.",
            "Scan the page at 300 dpi.",
        )


def _dpi(image: Image.Image) -> float:
    """The resolution that the file states; where it states none that a page can have, that that makes it A4."""
    short, long = sorted(image.size)
    stated = float(image.info.get("dpi", (0,))[0])  # not a number where a TIFF divides by zero
    if 1 <= stated <= _FINEST_DPI and long / stated <= _LONGEST_SIDE:
        return round(stated)
    return max(_COARSEST_DPI, short / _A4_WIDTH, long / _A4_HEIGHT)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(white, layered).convert("RGB")
    if image.mode.startswith("I;16"):
        # Pillow cuts 16-bit grey to its low byte when it converts.
        return image.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    return image.convert("RGB")
