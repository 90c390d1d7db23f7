"""Scans read by the real Tesseract: skew, noise, stamps, orientation, layers that are not the page's text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from ingest.models import Page, Paragraph
from ingest.page.cleaning import clean
from ingest.page.pdf_file import open_pdf
from ingest.page.text_layer import LayerVerdict, judge, read_text_layer
from ingest.reader import read_document
from tests.ingest.paper import (
    FIRST,
    HEADING,
    HEIGHT,
    ITEMS,
    LEFT_HEAD,
    RECIPIENTS,
    RIGHT_HEAD,
    SIGNATURE,
    SIGNER,
    TITLE,
    Draw,
    body,
    head,
    image_bytes,
    paragraph,
    pdf,
    picture,
    scan_pdf,
    scanned,
    whole_page,
)

pytestmark = pytest.mark.ocr

TRUTH = " ".join((*LEFT_HEAD, *RIGHT_HEAD, *TITLE, FIRST, HEADING, *ITEMS, *RECIPIENTS, *SIGNATURE, SIGNER))

SHORT = " ".join((*LEFT_HEAD, *RIGHT_HEAD, *TITLE, FIRST))


def distance(one: str, other: str) -> int:
    """Levenshtein's distance."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(before + (a != b), row[j] + 1, row[j - 1] + 1)
    return row[-1]


def errors(page: Page, truth: str = SHORT) -> float:
    """Character errors of the page's body text as a share of the truth."""
    said = " ".join(block.text for block in page.blocks if isinstance(block, Paragraph) and block.role == "body")
    said = re.sub(r"\s+", " ", unicodedata.normalize("NFC", said))
    return distance(truth, said) / len(truth)


def texts(page: Page, role: str = "body") -> list[str]:
    return [block.text for block in page.blocks if isinstance(block, Paragraph) and block.role == role]


@lru_cache(maxsize=1)
def clean_picture() -> Image.Image:
    return picture(pdf(whole_page))


@lru_cache(maxsize=1)
def short_picture() -> Image.Image:
    """A head and a paragraph at 200 dpi: enough for what is not about the text."""

    def draw(canvas: Canvas) -> None:
        head(canvas)
        paragraph(canvas, FIRST, HEIGHT - 210, 11)

    return picture(pdf(draw), dpi=200)


@lru_cache(maxsize=1)
def scan() -> Image.Image:
    return scanned(clean_picture(), skew=2.3, noise=0.003, stamp=True)


def test_a_skewed_noisy_scan_with_a_red_seal_reads_well_and_its_boxes_lie_on_the_words() -> None:
    document = read_document(image_bytes(scan(), "JPEG", quality=80))
    (page,) = document.pages
    assert page.source == "ocr"
    assert errors(page, TRUTH) <= 0.03
    assert texts(page)[:7] == [*LEFT_HEAD, *RIGHT_HEAD, TITLE[0]]
    word = next(word for word in page.words if word.text == "KẾ")
    digital = next(w for w in read_document(pdf(whole_page)).pages[0].words if w.text == "KẾ")
    assert word.box is not None and digital.box is not None
    assert 0.5 < word.confidence <= 1
    # The page was turned by 2.3° about its middle (297.5, 421): undo that to compare.
    angle = np.deg2rad(2.3)
    x, y = (digital.box.left + digital.box.right) / 2 - 297.5, (digital.box.top + digital.box.bottom) / 2 - 421
    shown = (297.5 + x * np.cos(angle) + y * np.sin(angle), 421 - x * np.sin(angle) + y * np.cos(angle))
    assert (word.box.left + word.box.right) / 2 == pytest.approx(shown[0], abs=4)
    assert (word.box.top + word.box.bottom) / 2 == pytest.approx(shown[1], abs=4)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_scanned_in_another_orientation_reads_well(turn: int) -> None:
    turned = short_picture().rotate(turn, expand=True)
    (page,) = read_document(image_bytes(turned, dpi=200)).pages
    assert errors(page) <= 0.03
    assert (page.width > page.height) == (turn != 180)
    word = next(word for word in page.words if word.text == "KẾ")
    assert word.box is not None
    x, y = (word.box.left + word.box.right) / 2 / page.width, (word.box.top + word.box.bottom) / 2 / page.height
    # The middle of "KẾ HOẠCH" stands in the upper part of the upright page, at x 0.48 and y 0.16.
    assert (x, y) == pytest.approx({90: (0.16, 0.52), 180: (0.52, 0.84), 270: (0.84, 0.48)}[turn], abs=0.03)


def test_a_layer_that_is_only_a_stamp_does_not_pass_for_the_text() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Serif", 7)
        for number, line in enumerate(("Người ký: Sở Nội vụ", "Thời gian ký: 15/03/2023 09:41:07")):
            canvas.drawString(30, HEIGHT - 20 - 8 * number, line)

    (page,) = read_document(scan_pdf(short_picture(), draw)).pages
    assert page.source == "ocr"
    assert errors(page) <= 0.03
    assert texts(page, "margin") == ["Người ký: Sở Nội vụ Thời gian ký: 15/03/2023 09:41:07"]


def test_a_small_good_layer_over_a_scan_completes_what_ocr_reads() -> None:
    def number(canvas: Canvas) -> None:
        canvas.setFont("Serif", 11)
        canvas.drawString(420, HEIGHT - 30, "Bản sao số 0715")

    (page,) = read_document(scan_pdf(short_picture(), number)).pages
    assert page.source == "mixed"
    assert errors(page, f"Bản sao số 0715 {SHORT}") <= 0.03
    typed = [word for word in page.words if word.text == "0715"]
    assert [word.confidence for word in typed] == [1.0]


def verdict(content: bytes) -> LayerVerdict:
    with open_pdf(content) as document:
        return judge(read_text_layer(document, 1))


def test_a_hidden_layer_of_wrong_ocr_is_replaced_and_one_of_right_ocr_is_used() -> None:
    def hidden(lines: Iterable[str]) -> Draw:
        def draw(canvas: Canvas) -> None:
            text = canvas.beginText(60, HEIGHT - 60)
            text.setTextRenderMode(3)
            text.setFont("Serif", 11, 17)
            text.textLines(lines)
            canvas.drawText(text)

        return draw

    wrong = ["C(ng h6a xa hqi chu nghla Vi$t Narn Dec l4p Tu do Hqnh phlic so 21B"] * 40
    without_marks = ["Cong hoa xa hoi chu nghia Viet Nam doc lap tu do hanh phuc can cu"] * 40
    right = ["Căn cứ tình hình thực tế của địa phương, Ủy ban nhân dân tỉnh giao"] * 40
    found = [verdict(scan_pdf(short_picture(), hidden(lines))) for lines in (wrong, without_marks, right)]
    assert found == ["replace", "replace", "use"]


def test_a_layer_in_no_known_encoding_is_replaced() -> None:
    def draw(canvas: Canvas) -> None:
        paragraph(canvas, "Œþ¤± §¿ß»¼ þÐ¤× Œ¿½þ ¤±×§ ø¬ß» ¼þÐ¤ ×Œ¿½ þ¤±× §øþß »¼Ð¤ ×Œ¿½ þ¤±×", HEIGHT - 100, 11)

    assert verdict(pdf(draw)) == "replace"


def test_an_english_page_without_a_scan_keeps_its_layer() -> None:
    def draw(canvas: Canvas) -> None:
        paragraph(canvas, "The project supports social workers in twelve communes of the province.", HEIGHT - 100, 11)

    assert verdict(pdf(draw)) == "use"


def test_the_stamp_of_receipt_is_margin() -> None:
    page_picture = short_picture().copy()
    draw = ImageDraw.Draw(page_picture)
    left, top = 90, 395
    for box in ((0, 0, 290, 115), (0, 0, 80, 115)):
        draw.rectangle((left + box[0], top + box[1], left + box[2], top + box[3]), outline=(30, 30, 30), width=4)
    stamp = pdf(lambda canvas: _receipt(canvas))
    page_picture.paste(picture(stamp, dpi=200).crop((8, 8, 280, 107)), (left + 6, top + 6))
    draw.line((left + 80, top, left + 80, top + 115), fill=(30, 30, 30), width=4)
    (page,) = read_document(image_bytes(page_picture, dpi=200)).pages
    assert errors(page) <= 0.03
    (stamp_text,) = texts(page, "margin")
    assert "512" in stamp_text


def _receipt(canvas: Canvas) -> None:
    canvas.setFont("SerifBold", 9)
    canvas.drawString(4, HEIGHT - 22, "ĐẾN")
    for number, text in enumerate(("Số: 512", "Ngày: 16/3", "Chuyển: VX")):
        canvas.drawString(36, HEIGHT - 14 - 11 * number, text)


def test_blue_text_is_read_though_blue_stamps_are_not() -> None:
    def blue(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0, 0, 1)
        paragraph(canvas, FIRST, HEIGHT - 100, 11)

    (page,) = read_document(image_bytes(picture(pdf(blue), dpi=200), dpi=200)).pages
    assert errors(page, FIRST) <= 0.03


def test_a_ruled_table_on_a_scan_is_a_table() -> None:
    rows = (("Nội dung", "Đơn vị"), ("Mở lớp tập huấn", "Sở Nội vụ"), ("In tài liệu", "Sở Y tế"))

    def draw(canvas: Canvas) -> None:
        paragraph(canvas, ITEMS[1], HEIGHT - 100, 11)
        canvas.setFont("Serif", 11)
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                canvas.drawString(110 + 180 * column, HEIGHT - 177 - 24 * row, text)
                canvas.rect(100 + 180 * column, HEIGHT - 184 - 24 * row, 180, 24)

    (page,) = read_document(image_bytes(scanned(picture(pdf(draw), dpi=200), skew=-1.0), dpi=200)).pages
    (table,) = page.tables
    assert [cell.text for cell in table.cells] == [text for row in rows for text in row]


def test_a_blank_scan_warns_of_nothing_read() -> None:
    blank = scanned(Image.new("RGB", (1240, 1754), "white"))
    document = read_document(scan_pdf(blank))
    assert document.pages[0].blocks == ()
    assert [(warning.code, warning.page) for warning in document.warnings] == [("no-text-found", 1)]


def test_cleaning_never_enlarges() -> None:
    small = clean_picture().resize((827, 1169))
    page = clean(np.asarray(small), 100)
    assert (page.image.shape, page.dpi) == ((1169, 827), 100)


def test_pages_are_read_the_same_every_time() -> None:
    content = image_bytes(picture(pdf(lambda canvas: _few_lines(canvas)), dpi=150), dpi=150)
    assert read_document(content) == read_document(content)


def _few_lines(canvas: Canvas) -> None:
    body(canvas, HEIGHT - 100, 13)
