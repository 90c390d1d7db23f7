"""Numbers and days written by hand on pages that print leaves blank: found, read, kept out of the text."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from ingest.models import BoundingBox, Handwriting, Page, Word
from ingest.page.digit_reading import read_ink
from ingest.page.geometry import scaling
from ingest.page.handwriting import PageInk, find_handwriting
from ingest.reader import read_document
from tests.ingest.paper import (
    FIRST,
    HEIGHT,
    LEFT_HEAD,
    RIGHT_HEAD,
    TITLE,
    image_bytes,
    paragraph,
    pdf,
    picture,
    scanned,
)
from tests.ingest.penned import penned, write

DPI = 200
NUMBER_LEFT, DATE_LEFT, LINE = 90.0, 300.0, HEIGHT - 100
BLUE, BLACK = (35, 50, 150), (20, 20, 20)
NUMBER_BLANK, DAY_BLANK = 34.0, 30.0  # points


def _width(text: str) -> float:
    return pdfmetrics.stringWidth(text, "Serif", 11)


@lru_cache(maxsize=4)
def form(number: str = "", day: str = "", dotted: bool = False) -> Image.Image:
    """A page whose number and day are left blank, or printed where they are given."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("SerifBold", 10)
        for row, (left, right) in enumerate(zip(LEFT_HEAD[:2], RIGHT_HEAD[:2], strict=True)):
            canvas.drawString(70, HEIGHT - 60 - 15 * row, left)
            canvas.drawString(300, HEIGHT - 60 - 15 * row, right)
        canvas.setFont("Serif", 11)
        canvas.drawString(NUMBER_LEFT, LINE, "Số:")
        canvas.drawString(NUMBER_LEFT + _width("Số: "), LINE, number or ("…" * 3 if dotted else ""))
        canvas.drawString(NUMBER_LEFT + _width("Số:") + NUMBER_BLANK, LINE, "/KH-UBND")
        canvas.drawString(DATE_LEFT, LINE, "Bắc Sơn, ngày")
        canvas.drawString(DATE_LEFT + _width("Bắc Sơn, ngày "), LINE, day)
        canvas.drawString(DATE_LEFT + _width("Bắc Sơn, ngày") + DAY_BLANK, LINE, "tháng 3 năm 2023")
        canvas.setFont("SerifBold", 11)
        for row, line in enumerate(TITLE):
            canvas.drawCentredString(300, HEIGHT - 150 - 17 * row, line)
        paragraph(canvas, FIRST, HEIGHT - 220, 11)

    return picture(pdf(draw), dpi=DPI)


def pixels(points: float) -> int:
    return round(points * DPI / 72)


def filled(
    number: str, day: str, pen: tuple[int, int, int] = BLACK, dotted: bool = False, drop: float = 2
) -> Image.Image:
    page = form(dotted=dotted).copy()
    foot = pixels(HEIGHT - LINE + drop)
    left = NUMBER_LEFT + _width("Số:") + 4
    write(page, number, pixels(left), foot, pixels(11), pen, slant=0.15, gap=0.1)
    write(page, day, pixels(DATE_LEFT + _width("Bắc Sơn, ngày") + 4), foot, pixels(11), pen, slant=0.1, gap=0.1)
    return page


def read(image: Image.Image) -> Page:
    return read_document(image_bytes(image, dpi=DPI)).pages[0]


def by_part(page: Page) -> dict[str, Handwriting]:
    return {written.part: written for written in page.handwriting}


@pytest.mark.ocr
@pytest.mark.parametrize(
    ("pen", "dotted", "skew"),
    [(BLACK, False, 0.0), (BLUE, False, 0.5), (BLACK, True, 0.0)],
    ids=["black", "blue-skewed", "dotted"],
)
def test_what_is_written_in_the_blanks_is_found_where_it_stands_and_is_no_word(
    pen: tuple[int, int, int], dotted: bool, skew: float
) -> None:
    page = read(scanned(filled("47", "17", pen, dotted), skew=skew))
    found = by_part(page)
    assert set(found) == {"number", "day"}
    lines = [block.text for block in page.paragraphs]
    assert "Bắc Sơn, ngày tháng 3 năm 2023" in lines
    assert any(line.startswith("Số:") and line.endswith("/KH-UBND") and "4" not in line for line in lines)
    left = NUMBER_LEFT + _width("Số:") + 4
    box = found["number"].box
    assert (box.left, box.right) == (pytest.approx(left, abs=4), pytest.approx(left + 17, abs=5))
    assert (box.top, box.bottom) == (pytest.approx(HEIGHT - LINE - 9, abs=5), pytest.approx(HEIGHT - LINE + 2, abs=5))


def test_a_line_that_ocr_made_one_word_of_keeps_the_print_on_both_sides_of_the_pen() -> None:
    line = HEIGHT - LINE
    right = NUMBER_LEFT + _width("Số:") + NUMBER_BLANK + _width("/KH-UBND")
    whole = Word("Số:41/KH-UBND", BoundingBox(NUMBER_LEFT, line - 10, right, line + 2), 0.3)
    other = Word("Bắc", BoundingBox(DATE_LEFT, line - 9, DATE_LEFT + _width("Bắc"), line), 0.9)
    page = PageInk(np.asarray(filled("47", "17")), scaling(DPI / 72))
    found = find_handwriting(page, [whole, other], HEIGHT)
    assert [word.text for word in found.words] == ["Số:", "/KH-UBND", "Bắc"]
    assert [written.part for written in found.handwriting] == ["number"]


@pytest.mark.ocr
def test_what_is_printed_is_text_and_no_handwriting() -> None:
    page = read(scanned(form(number="218", day="14")))
    assert page.handwriting == ()
    assert "Bắc Sơn, ngày 14 tháng 3 năm 2023" in [block.text for block in page.paragraphs]


@pytest.mark.ocr
def test_a_blank_left_blank_holds_no_handwriting() -> None:
    assert read(scanned(form(), noise=0.002)).handwriting == ()


@pytest.mark.parametrize("text", ["07", "11", "23", "31", "47", "575", "120", "4952", "688", "9"])
def test_digits_of_another_hand_than_those_of_the_training_are_read(text: str) -> None:
    """The digits are drawn by the test. The likeliest reading is the text, or the model is not sure of its own."""
    likeliest = [_likeliest(text, height, slant) for height in (24, 40) for slant in (0.0, 0.2)]
    assert likeliest.count(text) >= 3


def _likeliest(text: str, height: int, slant: float) -> str:
    ink = penned(text, height, slant)
    rows, columns = np.flatnonzero((ink > 0.5).any(axis=1)), np.flatnonzero((ink > 0.5).any(axis=0))
    return read_ink(ink, (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1))[0].text


def test_what_is_no_digit_is_not_read_as_one_with_confidence() -> None:
    scribble = np.zeros((60, 160), np.float32)
    for x in range(10, 150, 6):
        scribble[20 + x % 23 : 24 + x % 23, x : x + 12] = 1
    sure = [reading for reading in read_ink(scribble, (10, 18, 160, 48)) if reading.probability > 0.9]
    assert not [reading for reading in sure if reading.text.isdecimal()]
