"""Image files: pages, resolution, orientation tags, limits; and pictures of pages for showing."""

from __future__ import annotations

import io
import math
import struct
import subprocess
import sys
import threading

import numpy as np
import pytest
from PIL import Image, ImageFile, TiffImagePlugin
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import DamagedFile, NoPages, TooLarge
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.media import JPEG, PDF, PLAIN_TEXT, PNG, TIFF
from ingest.models import BoundingBox
from ingest.page.image_file import open_image
from ingest.page.rendering import render_page
from ingest.reader import read_document
from tests.ingest.paper import FIRST, HEIGHT, WIDTH, head, image_bytes, paragraph, pdf, picture, whole_page


def lines(text: str) -> Image.Image:
    return picture(pdf(lambda canvas: _one_paragraph(canvas, text)), dpi=150)


def _one_paragraph(canvas: Canvas, text: str) -> None:
    paragraph(canvas, text, HEIGHT - 100, 13)


@pytest.mark.ocr
def test_each_page_of_a_tiff_is_a_page() -> None:
    second = "Trang hai nói về kinh phí và thời hạn báo cáo của các đơn vị."
    out = io.BytesIO()
    lines(FIRST).convert("1").save(
        out, "TIFF", save_all=True, append_images=[lines(second).convert("1")], dpi=(150, 150), compression="group4"
    )
    document = read_document(out.getvalue())
    assert document.media_type == TIFF
    assert [page.number for page in document.pages] == [1, 2]
    assert [page.text for page in document.pages] == [FIRST, second]
    assert document.pages[0].width == pytest.approx(WIDTH, abs=1)


def frame_of(content: bytes) -> tuple[Image.Image, float]:
    with open_image(content, DEFAULT_LIMITS) as file:
        frame = file.frame(1)
    return frame.picture, frame.dpi


@pytest.mark.parametrize(
    ("size", "stated", "dpi"),
    [
        ((1654, 2339), 200, 200),
        ((1654, 2339), None, pytest.approx(200, abs=1)),  # A4 is assumed
        ((1654, 2339), 72, pytest.approx(200, abs=1)),  # what cameras and editors write when they do not know
        ((2339, 1654), None, pytest.approx(200, abs=1)),
        ((300, 200), None, 72),  # no page is enlarged for being small
    ],
)
def test_resolution_is_as_stated_or_makes_the_page_a4(size: tuple[int, int], stated: int | None, dpi: float) -> None:
    assert frame_of(image_bytes(Image.new("RGB", size, "white"), dpi=stated))[1] == dpi


@pytest.mark.parametrize("ratio", [(0, 0), (1, 0)])
def test_a_resolution_divided_by_zero_is_none_stated(ratio: tuple[int, int]) -> None:
    blank = Image.new("L", (1654, 2339), 255)
    stated = {282: TiffImagePlugin.IFDRational(200), 283: TiffImagePlugin.IFDRational(200), 296: 2}
    content = image_bytes(blank, "TIFF", dpi=None, tiffinfo=stated)
    good = struct.pack("<LL", 200, 1)
    assert content.count(good) == 2
    assert frame_of(content.replace(good, struct.pack("<LL", *ratio)))[1] == pytest.approx(200, abs=1)


@pytest.mark.parametrize("size", [(1, 1), (1, 5_000), (5_000, 1), (3, 8), (40, 30)])
def test_a_slip_too_small_for_letters_is_a_page_with_nothing_read(size: tuple[int, int]) -> None:
    for colour in ("white", "black"):
        document = read_document(image_bytes(Image.new("RGB", size, colour), dpi=None))
        assert document.text == ""
        assert [(warning.code, warning.page) for warning in document.warnings] == [("no-text-found", 1)]


@pytest.mark.ocr
def test_the_page_of_an_image_that_gives_no_text_is_told() -> None:
    out = io.BytesIO()
    blank = Image.new("RGB", (1240, 1754), "white")
    lines(FIRST).save(out, "TIFF", save_all=True, append_images=[blank], dpi=(150, 150))
    document = read_document(out.getvalue())
    assert [(warning.code, warning.page) for warning in document.warnings] == [("no-text-found", 2)]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_a_photo_is_turned_as_its_tag_says(kind: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # "the camera was turned": rotate by 90° clockwise to view
    content = image_bytes(Image.new("RGB", (400, 200), "white"), kind, dpi=100, exif=exif)
    with open_image(content, DEFAULT_LIMITS) as file:
        frame = file.frame(1)
    assert (frame.picture.size, frame.width, frame.height) == ((200, 400), 144, 288)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_mode_becomes_black_on_white(mode: str) -> None:
    if mode == "I;16":
        pixels = np.full((40, 40), 65535, np.uint16)
        pixels[10:20, 10:20] = 0
        image = Image.fromarray(pixels)
    else:
        image = Image.new("RGB", (40, 40), "white")
        image.paste("black", (10, 10, 20, 20))
        image = image.convert(mode)
    shown, _ = frame_of(image_bytes(image, "TIFF"))
    assert (shown.getpixel((15, 15)), shown.getpixel((30, 30))) == ((0, 0, 0), (255, 255, 255))


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("PNG", "1"), ("PNG", "P"), ("TIFF", "L")])
@pytest.mark.parametrize(("own", "left"), [(1200, 300), (1000, 1000 / 3), (599, 599)])
def test_a_fine_scan_is_reduced_while_it_is_decoded(kind: str, mode: str, own: int, left: float) -> None:
    if kind == "JPEG" and own == 1000:
        left = 500  # decoded at a half
    image = Image.new("RGB", (1003, 707), "white")
    image.paste("black", (402, 240, 804, 480))
    with open_image(image_bytes(image.convert(mode), kind, dpi=own), DEFAULT_LIMITS) as file:
        for _ in range(2):
            frame = file.frame(1, 300)
            assert frame.dpi == pytest.approx(left)
            assert (frame.width, frame.height) == (pytest.approx(1003 * 72 / own), pytest.approx(707 * 72 / own))
            dark = np.asarray(frame.picture.convert("L")) < 128
            assert dark.shape == (math.ceil(707 * left / own), math.ceil(1003 * left / own))
            step = own / left
            left_edge, right_edge = np.nonzero(dark.any(0))[0][[0, -1]] * step
            top_edge, foot_edge = np.nonzero(dark.any(1))[0][[0, -1]] * step
            assert (left_edge, top_edge) == (pytest.approx(402, abs=step), pytest.approx(240, abs=step))
            assert right_edge + step == pytest.approx(804, abs=step)
            assert foot_edge + step == pytest.approx(480, abs=step)


@pytest.mark.ocr
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_words_stand_in_the_same_places_at_600_dpi_as_at_300(kind: str) -> None:
    def words(dpi: int) -> list[tuple[str, BoundingBox]]:
        image = picture(pdf(lambda canvas: _one_paragraph(canvas, FIRST)), dpi=dpi)
        exif = Image.Exif()
        exif[0x0112] = 6
        content = image_bytes(image.rotate(90, expand=True), kind, dpi=dpi, exif=exif)
        (page,) = read_document(content).pages
        assert (page.width, page.height) == (pytest.approx(WIDTH, abs=0.5), pytest.approx(HEIGHT, abs=0.5))
        return [(word.text, word.box) for block in page.blocks for word in block.words]

    fine, coarse = words(600), words(300)
    assert [text for text, _ in fine] == [text for text, _ in coarse]
    for (_, one), (_, other) in zip(fine, coarse, strict=True):
        assert one == pytest.approx(other, abs=1)


def test_a_fine_scan_takes_little_more_memory_than_its_pixels() -> None:
    """In a process of its own, as the peak of a process never sinks: 30 million pixels of 1 bit, 90 MB as RGB."""
    content = image_bytes(Image.new("1", (5_000, 6_000), 1), dpi=600)
    code = (
        "import resource, sys\n"
        "from ingest.limits import DEFAULT_LIMITS\n"
        "from ingest.page.image_file import open_image\n"
        "def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "content = sys.stdin.buffer.read()\n"
        "before = peak()\n"
        "with open_image(content, DEFAULT_LIMITS) as file: file.frame(1, 300)\n"
        "print(peak() - before)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], input=content, capture_output=True, check=True)
    assert float(run.stdout) < 80


def test_what_is_transparent_is_paper() -> None:
    shown, _ = frame_of(image_bytes(Image.new("RGBA", (20, 20), (0, 0, 0, 0))))
    assert shown.getpixel((5, 5)) == (255, 255, 255)


def test_a_huge_image_is_refused_before_it_is_decoded() -> None:
    content = image_bytes(Image.new("1", (20_000, 20_000)), dpi=None)
    with pytest.raises(TooLarge, match=r"poster\.png: .*20,000 × 20,000|poster\.png: .*too large"):
        read_document(content, "poster.png")


def test_an_image_over_a_limit_of_ones_own_is_refused() -> None:
    with pytest.raises(TooLarge, match="400 × 300"):
        read_document(image_bytes(Image.new("L", (400, 300))), limits=Limits(image_pixels=100_000))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_truncated_image_is_damaged_whatever_other_libraries_set(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    content = image_bytes(lines(FIRST), kind)
    with pytest.raises(DamagedFile):
        read_document(content[: len(content) // 2])


def test_a_page_of_a_pdf_as_png_of_the_dpi_asked_for() -> None:
    shown = Image.open(io.BytesIO(render_page(pdf(whole_page), PDF, 1, 100)))
    assert shown.format == "PNG"
    assert shown.size == (pytest.approx(WIDTH * 100 / 72, abs=1), pytest.approx(HEIGHT * 100 / 72, abs=1))
    assert np.asarray(shown.convert("L")).min() < 60


def test_an_image_is_made_smaller_but_never_larger() -> None:
    content = image_bytes(Image.new("RGB", (1240, 1754), "white"), dpi=150)
    assert Image.open(io.BytesIO(render_page(content, PNG, 1, 75))).size == (620, 877)
    assert Image.open(io.BytesIO(render_page(content, PNG, 1, 600))).size == (1240, 1754)


@pytest.mark.parametrize(("media_type", "number"), [(PDF, 2), (PDF, 0), (PLAIN_TEXT, 1)])
def test_a_page_that_is_not_there_is_not_shown(media_type: str, number: int) -> None:
    with pytest.raises(NoPages):
        render_page(pdf(whole_page), media_type, number, 50)


def test_a_picture_that_would_be_huge_is_refused() -> None:
    with pytest.raises(TooLarge):
        render_page(pdf(whole_page), PDF, 1, 5_000)


def test_many_threads_get_the_same_picture() -> None:
    content = pdf(whole_page, lambda canvas: head(canvas))
    wanted = render_page(content, PDF, 1, 60)
    got: list[bytes] = []
    threads = [threading.Thread(target=lambda: got.append(render_page(content, PDF, 1, 60))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [wanted] * 8


def test_jpeg_is_an_image_to_show() -> None:
    shown = render_page(image_bytes(Image.new("RGB", (200, 100), "white"), "JPEG"), JPEG, 1, 300)
    assert Image.open(io.BytesIO(shown)).size == (200, 100)
