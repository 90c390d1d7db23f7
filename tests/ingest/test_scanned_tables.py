"""Ruled tables on scans: worn, faint and curved lines, small cells, figures taken for letters."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from ingest.models import Table, Word
from ingest.page.figures import mended_figures
from ingest.reader import read_document
from tests.ingest.paper import HEIGHT, image_bytes, paragraph, pdf, picture, scanned

ROWS = (
    ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Năm 2026", "Năm 2030"),
    ("1", "Tổ chức tập huấn cho cộng tác viên", "Sở Nội vụ", "45%", "70%"),
    ("2", "Biên soạn tài liệu hướng dẫn", "Trường Cao đẳng", "12", "24"),
    ("3", "In tờ rơi phát cho các xã, phường", "", "1.250", "2.500"),
    ("4", "Kiểm tra việc thực hiện kế hoạch", "Sở Y tế", "62,5", "80"),
)
COLUMNS = (60, 90, 290, 400, 470, 540)
LEVELS = [HEIGHT - 150 - 26 * row for row in range(len(ROWS) + 1)]


def draw_rows(canvas: Canvas) -> None:
    paragraph(canvas, "Các đơn vị căn cứ bảng dưới đây để tổ chức thực hiện trong từng năm:", HEIGHT - 100, 11)
    canvas.setFont("Serif", 10)
    for row, cells in enumerate(ROWS):
        for column, text in enumerate(cells):
            canvas.drawString(COLUMNS[column] + 4, LEVELS[row] - 17, text)
    paragraph(canvas, "Sở Nội vụ theo dõi, đôn đốc và báo cáo kết quả hằng năm.", LEVELS[-1] - 40, 11)


def draw_lines(canvas: Canvas) -> None:
    for level in LEVELS:
        canvas.line(COLUMNS[0], level, COLUMNS[-1], level)
    for column in COLUMNS:
        canvas.line(column, LEVELS[0], column, LEVELS[-1])


def page_picture(width: float = 0.6, grey: float = 0.0) -> Image.Image:
    def draw(canvas: Canvas) -> None:
        draw_rows(canvas)
        canvas.setLineWidth(width)
        canvas.setStrokeGray(grey)
        draw_lines(canvas)

    return picture(pdf(draw), dpi=200)


def worn(image: Image.Image) -> Image.Image:
    """The page with a gap of white in each line, no matter where."""
    pixels = np.asarray(image).copy()
    random = np.random.default_rng(3)
    for level in LEVELS:
        y, x = round((HEIGHT - level) * 200 / 72), random.integers(round(100 * 200 / 72), round(500 * 200 / 72))
        pixels[y - 3 : y + 4, x : x + 22] = 255
    for column in COLUMNS:
        x = round(column * 200 / 72)
        for upper, _ in pairwise(LEVELS):
            y = round((HEIGHT - upper) * 200 / 72) + random.integers(10, 50)
            pixels[y : y + 12, x - 3 : x + 4] = 255
    return Image.fromarray(pixels)


def curved(image: Image.Image) -> Image.Image:
    """The page as it lies in an open book."""
    pixels = np.asarray(image)
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    bent = cv2.remap(pixels, x, (y + 6 * np.sin(x / width * np.pi)).astype(np.float32), cv2.INTER_LINEAR)
    return Image.fromarray(bent)


def table_of(image: Image.Image) -> Table:
    (page,) = read_document(image_bytes(image, dpi=200)).pages
    (table,) = page.tables
    return table


@pytest.mark.ocr
@pytest.mark.parametrize(
    "image",
    [
        scanned(page_picture(), skew=1.7, noise=0.002),
        page_picture(width=0.3, grey=0.5),
        worn(page_picture()),
        curved(page_picture()),
    ],
    ids=["skewed", "faint", "worn", "curved"],
)
def test_cells_hold_their_words_however_the_lines_look(image: Image.Image) -> None:
    table = table_of(image)
    assert (table.row_count, table.column_count) == (5, 5)
    found = {(cell.row, cell.column): cell.text for cell in table.cells}
    expected = {(row, column): text for row, cells in enumerate(ROWS) for column, text in enumerate(cells)}
    wrong = {place: (text, found.get(place)) for place, text in expected.items() if found.get(place) != text}
    assert set(found) == set(expected)
    assert len(wrong) <= 1, wrong


@pytest.mark.ocr
def test_prose_on_a_scan_has_no_lines() -> None:
    image = picture(pdf(lambda canvas: draw_rows(canvas)), dpi=200)
    (page,) = read_document(image_bytes(image, dpi=200)).pages
    assert page.tables == ()


def mended(*cells: str) -> list[str]:
    column = [[Word(text) for text in cell.split()] for cell in cells]
    return [" ".join(word.text for word in cell) for cell in mended_figures(column)]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (("4I", "5l", "77,5"), ["41", "51", "77,5"]),
        (("%c", "%", "85%o"), ["%", "%", "85%"]),
        (("TT", "l", "2", "§"), ["TT", "1", "2", "8"]),
        (("9", "10", "II", "12"), ["9", "10", "11", "12"]),
        (("TT", "I", "1", "2", "II", "3"), ["TT", "I", "1", "2", "II", "3"]),  # parts and their rows
        (("Sở Y tế", "I", "l"), ["Sở Y tế", "I", "l"]),
        (("xã Iao", "5 lớp"), ["xã Iao", "5 lớp"]),
    ],
)
def test_figures_taken_for_letters_are_mended_where_only_figures_can_be_meant(
    read: tuple[str, ...], meant: list[str]
) -> None:
    assert mended(*read) == meant


def test_a_mended_figure_is_less_sure_than_one_that_was_read() -> None:
    ((word,),) = mended_figures([[Word("4I", None, 0.9)]])
    assert (word.text, word.confidence) == ("41", pytest.approx(0.72))
