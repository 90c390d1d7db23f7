"""PDF pages read from their text layer: order, boxes, stamps, tables, rotation."""

from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from ingest.models import Document, Page, Paragraph, Table
from ingest.reader import read_document
from tests.ingest.paper import (
    FIRST,
    HEADING,
    HEIGHT,
    ITEMS,
    LEFT,
    LEFT_HEAD,
    RECIPIENTS,
    RIGHT,
    RIGHT_HEAD,
    SIGNATURE,
    SIGNER,
    TITLE,
    WIDTH,
    body,
    paragraph,
    pdf,
    whole_page,
)

WHOLE_PAGE = [
    *LEFT_HEAD,
    *RIGHT_HEAD,
    TITLE[0],
    " ".join(TITLE[1:]),
    FIRST,
    HEADING,
    *ITEMS,
    *RECIPIENTS,
    *SIGNATURE,
    SIGNER,
]


def texts(page: Page, role: str = "body") -> list[str]:
    return [block.text for block in page.blocks if isinstance(block, Paragraph) and block.role == role]


def edited(content: bytes, **entries: object) -> bytes:
    """The PDF with entries of its first page set."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        for key, value in entries.items():
            file.pages[0].obj[f"/{key}"] = value
        file.save(out)
    return out.getvalue()


def word_box(page: Page, text: str) -> tuple[float, float, float, float]:
    return next(word.box for word in page.words if word.text == text and word.box is not None)


def test_head_and_foot_come_column_by_column_and_wrapped_sentences_whole() -> None:
    page = read_document(pdf(whole_page)).pages[0]
    assert texts(page) == WHOLE_PAGE
    assert page.source == "text"
    assert (page.width, page.height) == (round(WIDTH, 2), round(HEIGHT, 2))


def test_a_box_is_in_points_from_the_top_left() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Serif", 20)
        canvas.drawString(100, HEIGHT - 200, "Huyện")

    left, top, right, bottom = word_box(read_document(pdf(draw)).pages[0], "Huyện")
    assert left == pytest.approx(100, abs=2)
    assert bottom == pytest.approx(204, abs=3)  # the baseline and what hangs below it
    assert 175 < top < 186
    assert 155 < right < 175


def test_a_rotated_page_reads_as_it_is_shown() -> None:
    def sideways(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.translate(0, -WIDTH)
        canvas.setFont("Serif", 12)
        canvas.drawString(50, WIDTH - 60, "Báo cáo quý của huyện miền núi")

    page = read_document(edited(pdf(sideways), Rotate=90)).pages[0]
    assert texts(page) == ["Báo cáo quý của huyện miền núi"]
    assert page.width == pytest.approx(HEIGHT, abs=0.01)
    left, _, _, bottom = word_box(page, "Báo")
    assert (left, bottom) == (pytest.approx(50, abs=2), pytest.approx(62, abs=3))


def test_text_set_sideways_on_an_upright_page_is_read_in_its_own_direction() -> None:
    def sideways(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.translate(0, -WIDTH)
        paragraph(canvas, FIRST, WIDTH - 60, 11)

    page = read_document(pdf(sideways)).pages[0]
    assert texts(page) == [FIRST]
    left, top, right, bottom = word_box(page, "phương,")
    assert bottom - top > right - left


def test_boxes_count_from_the_crop_box() -> None:
    content = edited(pdf(whole_page), CropBox=pikepdf.Array([40, 0, WIDTH, HEIGHT - 30]))
    whole, cropped = read_document(pdf(whole_page)).pages[0], read_document(content).pages[0]
    before, after = word_box(whole, "KẾ"), word_box(cropped, "KẾ")
    assert (before[0] - after[0], before[1] - after[1]) == (pytest.approx(40, abs=0.1), pytest.approx(30, abs=0.1))


@pytest.mark.parametrize("number", ["2", "- 2 -", "Trang 2/7", "[2]", "Page 2 of 7"])
def test_a_page_number_at_the_foot_is_margin(number: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Serif", 11)
        canvas.drawRightString(RIGHT, 30, number)
        body(canvas, HEIGHT - 70)

    page = read_document(pdf(draw)).pages[0]
    assert texts(page, "margin") == [number]
    assert texts(page) == [FIRST, HEADING, *ITEMS]


def test_a_stamp_of_receipt_put_on_a_digital_page_is_margin() -> None:
    receipt = ("SỞ TÀI CHÍNH", "ĐẾN Số: 1287", "Ngày: 20/3/2023", "Chuyển: VX")

    def draw(canvas: Canvas) -> None:
        whole_page(canvas)
        canvas.setFont("Serif", 8)
        canvas.rect(40, HEIGHT - 160, 110, 52)
        for number, line in enumerate(receipt):
            canvas.drawString(44, HEIGHT - 120 - 11 * number, line)

    page = read_document(pdf(draw)).pages[0]
    assert texts(page) == WHOLE_PAGE
    assert texts(page, "margin") == [" ".join(receipt)]


def test_the_page_number_is_margin() -> None:
    def second(canvas: Canvas) -> None:
        canvas.setFont("Serif", 11)
        canvas.drawCentredString(WIDTH / 2, HEIGHT - 35, "2")
        body(canvas, HEIGHT - 70)

    page = read_document(pdf(second)).pages[0]
    assert texts(page, "margin") == ["2"]
    assert texts(page) == [FIRST, HEADING, *ITEMS]


def test_a_running_head_is_margin_and_a_sentence_said_twice_is_not() -> None:
    def numbered(number: int) -> object:
        def draw(canvas: Canvas) -> None:
            canvas.setFont("Serif", 8)
            canvas.drawString(85, HEIGHT - 30, f"Hệ thống văn bản nội bộ, bản in {number}")
            body(canvas, HEIGHT - 200)

        return draw

    document = read_document(pdf(*(numbered(n) for n in range(1, 5))))  # type: ignore[arg-type]
    for number, page in enumerate(document.pages, 1):
        assert texts(page, "margin") == [f"Hệ thống văn bản nội bộ, bản in {number}"]
        assert texts(page) == [FIRST, HEADING, *ITEMS]


def test_a_head_whose_columns_all_but_touch_comes_column_by_column() -> None:
    left = (
        "ỦY BAN NHÂN DÂN TỈNH BẮC SƠN",
        "SỞ LAO ĐỘNG VÀ XÃ HỘI",
        "Số: 44/SLĐXH",
        "V/v góp ý dự thảo của",
        "Sở Tài chính",
    )
    right = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "",
        "Bắc Sơn, ngày 02 tháng 4 năm 2024",
        "",
    )

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Serif", 10)
        for number, (one, other) in enumerate(zip(left, right, strict=True)):
            canvas.drawCentredString(165, HEIGHT - 60 - 15 * number, one)
            canvas.drawCentredString(378, HEIGHT - 60 - 15 * number, other)
        paragraph(canvas, FIRST, HEIGHT - 170, 11)

    assert texts(read_document(pdf(draw)).pages[0]) == [
        *left[:3],
        "V/v góp ý dự thảo của Sở Tài chính",
        *filter(None, right),
        FIRST,
    ]


def test_a_title_goes_on_before_a_name_and_ends_before_the_body() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("SerifBold", 11)
        for number, line in enumerate(
            ("BÁO CÁO", "Kết quả hợp tác giữa các sở, ngành với tỉnh", "Bắc Sơn và các huyện")
        ):
            canvas.drawCentredString((LEFT + RIGHT) / 2, HEIGHT - 100 - 15 * number, line)
        paragraph(canvas, FIRST, HEIGHT - 146, 11)

    assert texts(read_document(pdf(draw)).pages[0]) == [
        "BÁO CÁO",
        "Kết quả hợp tác giữa các sở, ngành với tỉnh Bắc Sơn và các huyện",
        FIRST,
    ]


STAMP = ("Ký bởi: Sở Nội vụ tỉnh Bắc Sơn", "Cơ quan: Tỉnh Bắc Sơn", "Thời gian ký: 15/03/2023 09:41:07 +07:00")


def draw_stamp(canvas: Canvas) -> None:
    canvas.setFont("Serif", 7)
    for number, line in enumerate(STAMP):
        canvas.drawString(400, HEIGHT - 20 - 8 * number, line)


def test_a_signature_stamp_drawn_on_the_page_is_margin() -> None:
    def draw(canvas: Canvas) -> None:
        whole_page(canvas)
        draw_stamp(canvas)

    page = read_document(pdf(draw)).pages[0]
    assert texts(page) == WHOLE_PAGE
    assert texts(page, "margin") == [" ".join(STAMP)]


def test_an_address_with_a_time_is_a_stamp_with_the_name_above_it() -> None:
    lines = ("Trung tâm Lưu trữ", "luutru@bacson.example", "15.03.2023 10:02:33 +07:00")

    def draw(canvas: Canvas) -> None:
        whole_page(canvas)
        canvas.setFont("Serif", 7)
        for number, line in enumerate(lines):
            canvas.drawString(400, HEIGHT - 20 - 8 * number, line)

    page = read_document(pdf(draw)).pages[0]
    assert texts(page) == WHOLE_PAGE
    assert texts(page, "margin") == [" ".join(lines)]


def with_form_field(content: bytes, text: str, left: float, bottom: float) -> bytes:
    """The PDF with a filled-in form field, as office systems put on numbers and dates."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        helvetica = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        look = file.make_stream(f"BT /F 11 Tf 2 3 Td ({text}) Tj ET".encode())
        look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        look.BBox = pikepdf.Array([0, 0, 40, 14])
        look.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=helvetica))
        field = file.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Tx,
                T="so",
                V=text,
                F=4,
                Rect=pikepdf.Array([left, bottom, left + 40, bottom + 14]),
                AP=pikepdf.Dictionary(N=look),
            )
        )
        file.pages[0].obj.Annots = pikepdf.Array([field])
        file.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        file.save(out)
    return out.getvalue()


def test_a_number_filled_in_as_a_form_field_stands_in_its_line() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Serif", 11)
        canvas.drawString(85, HEIGHT - 100, "Số:")
        canvas.drawString(140, HEIGHT - 100, "/QĐ-SNV")

    page = read_document(with_form_field(pdf(draw), "1307", 104, HEIGHT - 104)).pages[0]
    assert texts(page) == ["Số: 1307 /QĐ-SNV"]


TABLE = (
    ("TT", "Nội dung", "Đơn vị chủ trì"),
    ("1", "Tổ chức hội nghị triển khai kế hoạch đến cấp xã", "Sở Nội vụ"),
    ("2", "Biên soạn tài liệu", "Trường Cao đẳng"),
)


def draw_table(canvas: Canvas, top: float = HEIGHT - 200) -> None:
    columns, row_height = (85, 120, 330, 500), 24
    canvas.setFont("Serif", 10)
    for row, cells in enumerate(TABLE):
        for column, text in enumerate(cells):
            canvas.drawString(columns[column] + 4, top - row_height * row - 16, text[:36])
    for row in range(len(TABLE) + 1):
        canvas.line(columns[0], top - row_height * row, columns[-1], top - row_height * row)
    for column in columns:
        canvas.line(column, top, column, top - row_height * len(TABLE))


def test_a_ruled_table_is_a_table_between_its_paragraphs() -> None:
    def draw(canvas: Canvas) -> None:
        paragraph(canvas, ITEMS[1], HEIGHT - 150, 11)
        draw_table(canvas)
        paragraph(canvas, ITEMS[3], HEIGHT - 320, 11)

    before, table, after = read_document(pdf(draw)).pages[0].blocks
    assert (before.text, after.text) == (ITEMS[1], ITEMS[3])
    assert isinstance(table, Table)
    assert (table.row_count, table.column_count) == (3, 3)
    assert [cell.text for cell in table.cells] == [text[:36] for row in TABLE for text in row]
    assert table.box == pytest.approx((85, 200, 500, 272), abs=1)


def test_white_backgrounds_of_text_are_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        for row in range(5):
            canvas.rect(85, HEIGHT - 80 - 16 * row, 400, 15, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        paragraph(canvas, FIRST, HEIGHT - 76, 11)

    assert texts(read_document(pdf(draw)).pages[0]) == [FIRST]


def test_a_merged_cell_stands_once_with_its_span() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Serif", 10)
        canvas.drawString(90, 706, "Chỉ tiêu chung")
        canvas.drawString(90, 682, "2024")
        canvas.drawString(210, 682, "2025")
        canvas.rect(85, 676, 240, 48)
        canvas.line(85, 700, 325, 700)
        canvas.line(205, 676, 205, 700)

    (table,) = read_document(pdf(draw)).pages[0].tables
    assert [(cell.text, cell.column_span) for cell in table.cells] == [("Chỉ tiêu chung", 2), ("2024", 1), ("2025", 1)]


def test_rows_without_rules_are_read_across() -> None:
    rows = (("Tập huấn cộng tác viên", "12 lớp"), ("Tuyên truyền lưu động", "30 buổi"), ("In tờ rơi", "5.000 tờ"))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Serif", 11)
        for number, (what, amount) in enumerate(rows):
            canvas.drawString(85, HEIGHT - 300 - 16 * number, what)
            canvas.drawString(380, HEIGHT - 300 - 16 * number, amount)

    assert read_document(pdf(draw)).pages[0].text.replace("\n", " ") == " ".join(" ".join(row) for row in rows)


def test_a_blank_page_has_no_text_and_no_warning() -> None:
    document = read_document(pdf(whole_page, lambda canvas: None))
    assert [len(page.blocks) > 0 for page in document.pages] == [True, False]
    assert document.warnings == ()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["xã", "Nghị", "12.500", "/", "–", "quyết"]),
            st.floats(-80, WIDTH + 40),
            st.floats(-40, 900),
        ),
        max_size=25,
    ),
    st.sampled_from([0, 90, 180, 270]),
)
@example(
    words=[("xã", 50.0 + 12 * step, 700.0 - 12 * step) for step in range(24)], rotation=0
)  # no left edge is shared
def test_every_word_lies_on_the_page(words: list[tuple[str, float, float]], rotation: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Serif", 11)
        for text, x, y in words:
            canvas.drawString(x, y, text)

    document: Document = read_document(edited(pdf(draw), Rotate=rotation))
    (page,) = document.pages
    for word in page.words:
        assert word.box is not None
        left, top, right, bottom = word.box
        assert 0 <= left <= right <= page.width
        assert 0 <= top <= bottom <= page.height
