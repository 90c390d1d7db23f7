"""Opening image files with Pillow: their frames as upright RGB pictures with a resolution."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError
from PIL import ImageFile as ImageFileModule

from ingest.errors import DamagedFile, TooLarge
from ingest.limits import Limits

_A4_WIDTH, _A4_HEIGHT = 8.27, 11.69  # inches
_COARSEST_DPI, _FINEST_DPI = 72.0, 1200.0
_LONGEST_SIDE = 24.0  # inches: A2. Cameras and editors state 72 or 96 dpi when they do not know
_BAND = 64  # rows of the reduced picture that are made at a time
_ORIENTATION = 0x0112  # EXIF, as Pillow's ImageOps.exif_transpose reads it
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = {_UPRIGHT[orientation] for orientation in (5, 6, 7, 8)}
_AGAIN = "Get the file again, or scan it anew."


@dataclass(frozen=True, slots=True)
class Frame:
    """A page of an image file: RGB on white, turned as its EXIF tag says; `width` and `height` in points.

    Of a file of many pages the picture is good until the next page is asked for.
    """

    picture: Image.Image
    dpi: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ImageFile:
    """An open image file; a TIFF may have many pages, PNG and JPEG have one."""

    content: bytes
    image: Image.Image
    limits: Limits

    @property
    def page_count(self) -> int:
        return int(getattr(self.image, "n_frames", 1))

    def frame(self, number: int, dpi: float = math.inf) -> Frame:
        """Page `number`, from 1, at its own resolution; one of twice `dpi` or more is reduced to `dpi` or up to twice
        that while it is decoded, so that large scans cost no more memory. Raises `DamagedFile`, `TooLarge`."""
        # Some libraries set this for the whole process; a page that is cut off would then be read as whole.
        ImageFileModule.LOAD_TRUNCATED_IMAGES = False
        try:
            image = self._at(number)
            _check_size(image, self.limits)
            return _frame(image, dpi)
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise DamagedFile(f"Page {number} of the image does not decode ({error}).", _AGAIN) from error

    def _at(self, number: int) -> Image.Image:
        """Opened anew where there is one page: a JPEG that was decoded small stays small."""
        if self.page_count == 1 and number == 1:
            return _opened(self.content)
        self.image.seek(number - 1)
        return self.image


@contextmanager
def open_image(content: bytes, limits: Limits) -> Iterator[ImageFile]:
    """The open image; its size is checked before anything is decoded. Raises `DamagedFile`, `TooLarge`."""
    try:
        image = _opened(content)
    except Image.DecompressionBombError as error:
        raise TooLarge(f"The image is too large to decode ({error}).", "Scan the page at 300 dpi.") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise DamagedFile(f"The image does not open ({error}).", _AGAIN) from error
    with image:
        _check_size(image, limits)
        yield ImageFile(content, image, limits)


def _opened(content: bytes) -> Image.Image:
    with warnings.catch_warnings():
        # Pillow warns at its own bound and refuses at twice that; `_check_size` has ours.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(io.BytesIO(content))


def _frame(image: Image.Image, dpi: float) -> Frame:
    own = _dpi(image)
    width, height = (pixels * 72 / own for pixels in image.size)
    if own >= 2 * dpi and getattr(image, "n_frames", 1) == 1:
        # A JPEG decodes at 1/2, 1/4 or 1/8; other formats leave this be.
        full, wanted = image.width, (math.ceil(image.width * dpi / own), math.ceil(image.height * dpi / own))
        drafted = image.draft(None, wanted)
        if drafted is not None:
            own *= drafted[1][2] / full
    image.load()
    turned = _UPRIGHT.get(image.getexif().get(_ORIENTATION, 1))  # a TIFF is upright once it is loaded
    factor = max(1, int(own / dpi))
    picture = _reduced(image, factor)
    if turned is not None:
        picture = picture.transpose(turned)
        if turned in _SIDEWAYS:
            width, height = height, width
    return Frame(picture, own / factor, width, height)


def _reduced(image: Image.Image, factor: int) -> Image.Image:
    """The image on white, `factor` pixels to one, rounded up; band by band, for an RGB picture of the full size may
    take many times what the image takes."""
    if factor == 1 and image.mode == "RGB" and "transparency" not in image.info:
        return image
    picture = Image.new("RGB", (math.ceil(image.width / factor), math.ceil(image.height / factor)))
    for top in range(0, picture.height, _BAND):
        rows = (0, top * factor, image.width, min((top + _BAND) * factor, image.height))
        picture.paste(_on_white(image.crop(rows)).reduce(factor), (0, top))
    return picture


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
