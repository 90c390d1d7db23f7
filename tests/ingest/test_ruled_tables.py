"""Ruled tables in digital PDFs: whatever way a program draws their lines, the cells are the same."""

from __future__ import annotations

import io
from itertools import pairwise

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.models import BoundingBox
from ingest.page.grids import Rule, find_grids
from ingest.reader import read_document
from tests.ingest.paper import FIRST, HEIGHT, Draw, paragraph, pdf

ROWS = (
    ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì"),
    ("1", "Tổ chức hội nghị triển khai", "Sở Nội vụ"),
    ("2", "Biên soạn tài liệu", "Trường Cao đẳng"),
)
COLUMNS, TOP, ROW = (85, 120, 330, 500), HEIGHT - 200, 24
LEVELS = [TOP - ROW * row for row in range(len(ROWS) + 1)]


def draw_texts(canvas: Canvas) -> None:
    canvas.setFont("Serif", 10)
    for row, cells in enumerate(ROWS):
        for column, text in enumerate(cells):
            canvas.drawString(COLUMNS[column] + 4, TOP - ROW * row - 16, text)


def lines(canvas: Canvas) -> None:
    for level in LEVELS:
        canvas.line(COLUMNS[0], level, COLUMNS[-1], level)
    for column in COLUMNS:
        canvas.line(column, TOP, column, LEVELS[-1])


def cell_frames(canvas: Canvas) -> None:
    for level in LEVELS[1:]:
        for left, right in pairwise(COLUMNS):
            canvas.rect(left, level, right - left, ROW)


def bars(canvas: Canvas) -> None:
    for level in LEVELS:
        canvas.rect(COLUMNS[0], level, COLUMNS[-1] - COLUMNS[0], 0.5, stroke=0, fill=1)
    for column in COLUMNS:
        canvas.rect(column, LEVELS[-1], 0.5, TOP - LEVELS[-1], stroke=0, fill=1)


def one_path_of_pieces(canvas: Canvas) -> None:
    path = canvas.beginPath()
    for level in LEVELS:
        for left, right in pairwise(COLUMNS):
            path.moveTo(left, level)
            path.lineTo(right, level)
    for column in COLUMNS:
        for upper, lower in pairwise(LEVELS):
            path.moveTo(column, upper)
            path.lineTo(column, lower)
    canvas.drawPath(path)


def dashes(canvas: Canvas) -> None:
    canvas.setDash(2, 2)
    lines(canvas)


def scaled_form(canvas: Canvas) -> None:
    canvas.beginForm("rules")
    canvas.scale(0.5, 0.5)
    canvas.translate(-60, 0)
    for level in LEVELS:
        canvas.line(2 * COLUMNS[0], 2 * level, 2 * COLUMNS[-1], 2 * level)
    for column in COLUMNS:
        canvas.line(2 * column, 2 * TOP, 2 * column, 2 * LEVELS[-1])
    canvas.endForm()
    canvas.saveState()
    canvas.translate(30, 0)
    canvas.doForm("rules")
    canvas.restoreState()


def without_outer_sides(canvas: Canvas) -> None:
    for level in LEVELS:
        canvas.line(COLUMNS[0], level, COLUMNS[-1], level)
    for column in COLUMNS[1:-1]:
        canvas.line(column, TOP, column, LEVELS[-1])


def without_last_line(canvas: Canvas) -> None:
    for level in LEVELS[:-1]:
        canvas.line(COLUMNS[0], level, COLUMNS[-1], level)
    for column in COLUMNS:
        canvas.line(column, TOP, column, LEVELS[-1])


@pytest.mark.parametrize(
    "rules",
    [lines, cell_frames, bars, one_path_of_pieces, dashes, scaled_form, without_outer_sides, without_last_line],
)
def test_the_cells_are_the_same_however_their_lines_are_drawn(rules: Draw) -> None:
    def draw(canvas: Canvas) -> None:
        rules(canvas)
        draw_texts(canvas)

    (table,) = read_document(pdf(draw)).pages[0].tables
    assert [cell.text for cell in table.cells] == [text for row in ROWS for text in row]
    assert table.box == pytest.approx((85, 200, 500, 272), abs=1)


def test_white_lines_rule_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setStrokeColorRGB(1, 1, 1)
        lines(canvas)
        draw_texts(canvas)

    assert read_document(pdf(draw)).pages[0].tables == ()


def test_a_table_on_a_rotated_page_lies_where_it_is_shown() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.translate(0, -595)
        canvas.translate(0, 595 - HEIGHT)
        lines(canvas)
        draw_texts(canvas)

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(draw))) as file:
        file.pages[0].obj.Rotate = 90
        file.save(out)
    (page,) = read_document(out.getvalue()).pages
    (table,) = page.tables
    assert [cell.text for cell in table.cells] == [text for row in ROWS for text in row]
    assert table.box is not None
    assert (table.box.left, table.box.right) == (pytest.approx(85, abs=1), pytest.approx(500, abs=1))


def test_every_word_of_a_page_of_two_thousand_cells_is_in_its_cell() -> None:
    """What grows with cells times words would take minutes here."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Serif", 4)
        for row in range(81):
            canvas.line(40, 800 - 9 * row, 540, 800 - 9 * row)
        for column in range(26):
            canvas.line(40 + 20 * column, 80, 40 + 20 * column, 800)
        for row in range(80):
            for column in range(25):
                canvas.drawString(42 + 20 * column, 794 - 9 * row, f"{row}.{column}")

    (table,) = read_document(pdf(draw)).pages[0].tables
    assert [(cell.row, cell.column) for cell in table.cells] == [(r, c) for r in range(80) for c in range(25)]
    assert [cell.text for cell in table.cells] == [f"{cell.row}.{cell.column}" for cell in table.cells]


def test_an_underline_and_the_rules_of_a_head_are_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(130, HEIGHT - 80, 190, HEIGHT - 80)
        canvas.line(350, HEIGHT - 80, 470, HEIGHT - 80)
        end = paragraph(canvas, FIRST, HEIGHT - 100, 11)
        canvas.line(85, end, 250, end)

    assert read_document(pdf(draw)).pages[0].tables == ()


def test_a_merged_cell_counts_the_rows_and_columns_under_it() -> None:
    def rule(left: float, top: float, right: float, bottom: float) -> Rule:
        return Rule(BoundingBox(left, top, right, bottom), right - left > bottom - top)

    (grid,) = find_grids(
        [
            *(rule(0, y, 300, y) for y in (0, 90)),
            rule(100, 30, 300, 30),
            rule(0, 60, 300, 60),
            *(rule(x, 0, x, 90) for x in (0, 100, 300)),
            rule(200, 30, 200, 90),
        ]
    )
    found = [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells]
    assert found == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)]


def test_a_long_document_is_read_a_few_pages_at_a_time() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Serif", 11)
        canvas.drawString(85, 700, f"Trang thứ {canvas.getPageNumber()}")

    pages = read_document(pdf(*[draw] * 70)).pages
    assert [page.text for page in pages] == [f"Trang thứ {number}" for number in range(1, 71)]
