"""Text layers that are, or are not, what their page shows."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.models import Page, PageSource
from ingest.reader import read_document
from tests.ingest.paper import FIRST, HEIGHT, ITEMS, LEFT, WIDTH, Draw, image_bytes, paragraph, pdf, picture, scan_pdf

pytestmark = pytest.mark.ocr

OTHER = (
    "Thực hiện ý kiến của Thường trực Tỉnh ủy tại cuộc họp giao ban, Ủy ban nhân dân tỉnh yêu cầu Giám đốc các sở, "
    "Chủ tịch Ủy ban nhân dân các huyện tập trung chỉ đạo phòng, chống cháy rừng trong mùa khô năm nay."
)
SHOWN = (FIRST, *ITEMS)


def written(texts: Iterable[str], top: float = HEIGHT - 90) -> Draw:
    def draw(canvas: Canvas) -> None:
        below = top
        for text in texts:
            below = paragraph(canvas, text, below, 11) - 5

    return draw


def scan() -> Image.Image:
    return picture(pdf(written(SHOWN)), dpi=200)


def over(draw: Draw, image: Image.Image) -> bytes:
    """The picture of a page laid over what is written, as programs do that make scans searchable."""
    jpeg = io.BytesIO(image_bytes(image, "JPEG", quality=85))

    def both(canvas: Canvas) -> None:
        draw(canvas)
        canvas.drawImage(ImageReader(jpeg), 0, 0, WIDTH, HEIGHT)

    return pdf(both)


def torn(text: str) -> str:
    """Each word after its first letter torn apart."""
    return " ".join(f"{word[0]} {word[1:]}" if len(word) > 2 else word for word in text.split())


def page_of(content: bytes) -> Page:
    (page,) = read_document(content).pages
    return page


LAYERS: dict[str, tuple[tuple[str, ...], PageSource]] = {
    "right": (SHOWN, "text"),
    "of another page": ((OTHER, OTHER, OTHER, OTHER), "ocr"),
    "of another version": ((FIRST, ITEMS[0], OTHER, OTHER), "ocr"),
    "without tones": (("Can cu tinh hinh thuc te cua dia phuong, Uy ban nhan dan tinh ban hanh",) * 5, "ocr"),
    "torn": (tuple(map(torn, SHOWN)), "ocr"),
    "without spaces": (tuple(text.replace(" ", "") for text in SHOWN), "ocr"),
}


@pytest.mark.parametrize(("texts", "source"), LAYERS.values(), ids=LAYERS.keys())
def test_a_layer_under_a_scan_is_used_where_the_scan_shows_it(texts: tuple[str, ...], source: PageSource) -> None:
    page = page_of(over(written(texts), scan()))
    assert page.source == source
    assert FIRST[:60] in page.text
    assert "cháy rừng" not in page.text


def test_a_right_layer_of_a_scan_that_lies_on_its_side_is_used() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(over(written(SHOWN), scan()))) as file:
        file.pages[0].obj.Rotate = 90
        file.save(out)
    page = page_of(out.getvalue())
    assert page.source == "text"
    assert FIRST in page.text


def test_number_and_day_of_a_scan_are_read_from_the_picture() -> None:
    """A scanner's program takes what is written by hand for print, and says nothing of it: 28 for a written 25."""

    def headed(number: str) -> Draw:
        return written((f"Số: {number}/BC-UBND", "Bắc Sơn, ngày 07 tháng 5 năm 2024", *SHOWN))

    page = page_of(over(headed("28"), picture(pdf(headed("25")), dpi=200)))
    assert page.source == "ocr"
    assert "25/BC-UBND" in page.text
    assert "28" not in page.text


def test_text_under_an_empty_picture_is_not_believed() -> None:
    page = page_of(over(written(SHOWN), Image.new("RGB", (1654, 2339), (225, 225, 225))))
    assert page.source == "ocr"
    assert page.text == ""


def test_a_scan_pasted_under_digital_text_is_read_too() -> None:
    signed = picture(pdf(written((OTHER,), HEIGHT - 40)), dpi=200).crop((0, 0, 1654, 700))
    png = io.BytesIO(image_bytes(signed))

    def draw(canvas: Canvas) -> None:
        written((FIRST,))(canvas)
        canvas.drawImage(ImageReader(png), 0, 200, WIDTH, WIDTH * 700 / 1654)

    page = page_of(pdf(draw))
    assert page.source == "mixed"
    assert FIRST in page.text
    assert "phòng, chống cháy rừng trong mùa khô" in page.text


def test_a_picture_behind_digital_text_costs_no_reading() -> None:
    ground = io.BytesIO(image_bytes(Image.new("RGB", (800, 1100), (235, 240, 250))))

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(ground), 0, 0, WIDTH, HEIGHT)
        written((*SHOWN, *SHOWN))(canvas)

    page = page_of(pdf(draw))
    assert page.source == "text"
    assert page.text.count(FIRST) == 2


def without_unicode(content: bytes) -> bytes:
    """The PDF with fonts that do not tell which letters they draw."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        for thing in file.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == pikepdf.Name.Font:
                for key in ("/ToUnicode", "/Encoding"):
                    if key in thing:
                        del thing[key]
        file.save(out)
    return out.getvalue()


def test_letters_of_a_font_that_does_not_tell_them_are_read_from_the_page() -> None:
    page = page_of(without_unicode(pdf(written(SHOWN))))
    assert page.source == "ocr"
    assert "tình hình thực tế của địa phương" in page.text


def test_pages_with_text_and_scanned_pages_in_one_file_are_told_apart() -> None:
    png = io.BytesIO(image_bytes(scan()))

    def scanned_page(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(png), 0, 0, WIDTH, HEIGHT)

    document = read_document(pdf(written((OTHER, FIRST)), scanned_page))
    assert [page.source for page in document.pages] == ["text", "ocr"]


def test_an_english_page_and_a_page_of_figures_keep_their_layers() -> None:
    english = "The project supports social workers in twelve communes of the province and trains them each year."
    figures = " ".join(f"{number}.{number * 7 % 1000:03d} 12/{number}/2025 KH-{number}" for number in range(100, 140))
    assert page_of(pdf(written((english, english)))).source == "text"
    assert page_of(pdf(written((figures,)))).source == "text"


def test_a_small_layer_over_a_scan_is_checked_against_nothing() -> None:
    def number(canvas: Canvas) -> None:
        canvas.setFont("Serif", 11)
        canvas.drawString(LEFT, HEIGHT - 30, "Bản sao số 0715")

    assert page_of(scan_pdf(scan(), number)).source == "mixed"
