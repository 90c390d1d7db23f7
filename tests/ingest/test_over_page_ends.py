"""What a page's end cuts: paragraphs, tables, rows; and words that a line's end breaks."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.line_ends import breaks_word
from ingest.models import Document, Paragraph, Table
from ingest.reader import read_document
from nlp.text import TextMap
from tests.ingest.paper import FIRST, HEIGHT, ITEMS, LEFT, RIGHT, SIGNATURE, WIDTH, Draw, foot, paragraph, pdf

SENTENCE = (
    "Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành và Ủy ban nhân dân các huyện rà soát đội ngũ cộng tác viên, "
    "lập danh sách người đủ điều kiện và bố trí kinh phí tập huấn hằng năm cho từng xã, phường, thị trấn trên địa bàn "
    "tỉnh; báo cáo kết quả trước ngày 15 tháng 12."
)


def wrapped(text: str) -> list[str]:
    lines: list[str] = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > 74:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def lines_at(canvas: Canvas, lines: list[str], top: float) -> None:
    """Justified but for the last line of the paragraph."""
    canvas.setFont("Serif", 11)
    for number, line in enumerate(lines):
        words, width = line.split(), RIGHT - LEFT
        gap = (width - sum(canvas.stringWidth(word, "Serif", 11) for word in words)) / max(len(words) - 1, 1)
        left = LEFT
        for word in words:
            canvas.drawString(left, top - 15 * number, word)
            left += canvas.stringWidth(word, "Serif", 11) + min(gap, 8)


def cut_sentence(with_note: bool = False) -> bytes:
    lines = wrapped(SENTENCE)

    def first(canvas: Canvas) -> None:
        paragraph(canvas, FIRST, HEIGHT - 90, 11)
        lines_at(canvas, lines[:2], 140)
        if with_note:
            canvas.line(LEFT, 95, LEFT + 140, 95)
            canvas.setFont("Serif", 8)
            canvas.drawString(LEFT, 82, "1 Theo báo cáo của Sở Nội vụ tháng 6 năm 2025, cả tỉnh có 214 cộng tác viên.")

    def second(canvas: Canvas) -> None:
        canvas.setFont("Serif", 11)
        canvas.drawCentredString(WIDTH / 2, HEIGHT - 35, "2")
        lines_at(canvas, lines[2:], HEIGHT - 70)
        paragraph(canvas, ITEMS[1], HEIGHT - 160, 11)

    return pdf(first, second)


def paragraphs(document: Document) -> list[str]:
    text = TextMap.of(document)
    return [text.block_text(block) for block in text.blocks]


def test_a_sentence_cut_by_a_page_end_is_one_paragraph_with_boxes_on_both_pages() -> None:
    document = read_document(cut_sentence())
    assert paragraphs(document) == [FIRST, SENTENCE, ITEMS[1]]
    text = TextMap.of(document)
    start = text.text.index("rà soát")
    evidence = text.evidence(start, start + len(SENTENCE) - 90, "test")
    assert [part.page for part in evidence] == [1, 2]
    assert all(part.boxes for part in evidence)
    on_pages = text.by_page()
    assert len(on_pages[1]) == 2
    assert text.block_text(on_pages[1][1]) + " " + text.block_text(on_pages[2][0]) == SENTENCE


def test_a_footnote_stands_behind_the_sentence_that_goes_on_over_the_page() -> None:
    document = read_document(cut_sentence(with_note=True))
    note = "1 Theo báo cáo của Sở Nội vụ tháng 6 năm 2025, cả tỉnh có 214 cộng tác viên."
    assert [
        block.text for block in document.pages[0].blocks if isinstance(block, Paragraph) and block.role == "note"
    ] == [note]
    assert paragraphs(document) == [FIRST, SENTENCE, note, ITEMS[1]]


def test_a_signed_page_does_not_go_on_with_the_annex() -> None:
    def first(canvas: Canvas) -> None:
        paragraph(canvas, FIRST, HEIGHT - 90, 11)
        foot(canvas, HEIGHT - 200)

    def second(canvas: Canvas) -> None:
        paragraph(canvas, "các xã, phường thực hiện thí điểm trong năm đầu gồm có danh sách sau đây", HEIGHT - 90, 11)

    document = read_document(pdf(first, second))
    assert "các xã, phường thực hiện thí điểm trong năm đầu gồm có danh sách sau đây" in paragraphs(document)
    assert SIGNATURE[0] in paragraphs(document)


HEAD = ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì")
COLUMNS = (85, 120, 360, 520)


def table_page(rows: list[tuple[str, str, str]], top: float, open_end: bool = False, height: float = 24) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Serif", 10)
        bottom = top - height * len(rows)
        for number, cells in enumerate(rows):
            canvas.line(COLUMNS[0], top - height * number, COLUMNS[-1], top - height * number)
            for column, text in enumerate(cells):
                canvas.drawString(COLUMNS[column] + 4, top - height * number - 16, text)
        if not open_end:
            canvas.line(COLUMNS[0], bottom, COLUMNS[-1], bottom)
        for column in COLUMNS:
            canvas.line(column, top, column, bottom)

    return draw


ROWS = [
    ("1", "Tổ chức hội nghị triển khai", "Sở Nội vụ"),
    ("2", "Biên soạn tài liệu", "Sở Y tế"),
    ("3", "Tập huấn kỹ năng cho", "Trường Cao đẳng"),
    ("", "cộng tác viên mới", ""),
    ("4", "Kiểm tra, đánh giá", "Sở Tài chính"),
]


def table_cells(document: Document) -> list[tuple[int, int, str]]:
    text = TextMap.of(document)
    return [
        (block.cell.row, block.cell.column, text.block_text(block)) for block in text.blocks if block.cell is not None
    ]


@pytest.mark.parametrize("repeats_head", [True, False])
def test_a_table_that_goes_on_is_one_table_and_its_cut_row_one_row(repeats_head: bool) -> None:
    second = [HEAD, *ROWS[3:]] if repeats_head else ROWS[3:]
    document = read_document(pdf(table_page([HEAD, *ROWS[:3]], 170, open_end=True), table_page(second, HEIGHT - 60)))
    assert table_cells(document) == [
        *((0, column, text) for column, text in enumerate(HEAD)),
        *((1, column, text) for column, text in enumerate(ROWS[0])),
        *((2, column, text) for column, text in enumerate(ROWS[1])),
        (3, 0, "3"),
        (3, 1, "Tập huấn kỹ năng cho cộng tác viên mới"),
        (3, 2, "Trường Cao đẳng"),
        *((4, column, text) for column, text in enumerate(ROWS[4])),
    ]
    (table,) = document.pages[1].tables
    assert (table.continues, table.repeated_rows, table.row_continues) == (True, int(repeats_head), True)


def test_another_table_on_the_next_page_is_another_table() -> None:
    other: Draw = table_page([("Số", "Tên xã", "Dân số"), ("1", "Đông Sơn", "8.214")], HEIGHT - 120)

    def second(canvas: Canvas) -> None:
        paragraph(canvas, ITEMS[1], HEIGHT - 60, 11)
        other(canvas)

    document = read_document(pdf(table_page([HEAD, *ROWS[:3]], 170), second))
    tables = [block for page in document.pages for block in page.blocks if isinstance(block, Table)]
    assert [table.continues for table in tables] == [False, False]


@pytest.mark.parametrize(
    ("before", "after", "is_one"),
    [
        ("4952/KH-", "UBND", True),
        ("15/2022/NĐ-", "CP", True),
        ("30/6/", "2026", True),
        ("IV/", "2027", True),
        ("2026-", "2030", True),
        ("Ma-lai-", "xi-a", True),
        ("Covid-", "19", True),
        ("thực-", "hiện", False),
        ("Rịa-", "Vũng", False),
        ("-", "Sở", False),
        ("sau:", "2026", False),
        ("huyện", "2026", False),
    ],
)
def test_numbers_and_foreign_names_go_on_over_a_line_end_and_syllables_do_not(
    before: str, after: str, is_one: bool
) -> None:
    assert breaks_word(before, after) == is_one


def test_a_document_number_broken_at_a_line_end_is_whole_in_the_text() -> None:
    def draw(canvas: Canvas) -> None:
        lines_at(
            canvas, ["Thực hiện Quyết định số 1127/QĐ-", "TTg ngày 24 tháng 9 năm 2020 của Thủ tướng Chính phủ."], 700
        )

    document = read_document(pdf(draw))
    assert "số 1127/QĐ-TTg ngày" in " ".join(paragraphs(document))
    assert "số 1127/QĐ-TTg ngày" in document.text
    boxes = [word.box for word in document.pages[0].words if word.text in ("1127/QĐ-", "TTg")]
    assert [box is not None and box.bottom - box.top < 20 for box in boxes] == [True, True]
