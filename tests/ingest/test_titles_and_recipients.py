"""Titles in capitals over several lines, and lists of recipients, as pages set them."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.models import BoundingBox, Paragraph, Word
from ingest.page.form_blanks import find_blanks
from ingest.page.tidying import tidy
from ingest.reader import read_document
from tests.ingest.paper import HEIGHT, LEFT, RIGHT, WIDTH, Draw, body, pdf


def texts(draw: Draw) -> list[str]:
    page = read_document(pdf(draw), "x.pdf").pages[0]
    return [block.text for block in page.blocks if isinstance(block, Paragraph)]


def centred(canvas: Canvas, lines: tuple[str, ...], top: float) -> None:
    for number, line in enumerate(lines):
        canvas.setFont("SerifBold", 11)
        canvas.drawCentredString(WIDTH / 2, top - 15 * number, line)


@pytest.mark.parametrize(
    ("title", "below"),
    [
        (("TRIỂN KHAI CHỈ THỊ SỐ 14/CT-TTG NGÀY 12/3/2024 CỦA", "THỦ TƯỚNG CHÍNH PHỦ VỀ PHÒNG NGỪA ĐUỐI NƯỚC"), ()),
        (("BẢO VỆ RỪNG ĐẦU NGUỒN VÀ GIAO KHOÁN RỪNG, GIAI ĐOẠN", "2024-2028."), ()),
        (("THÀNH LẬP TỔ GIÚP VIỆC RÀ SOÁT HỒ SƠ TỒN ĐỌNG", "Ở CÁC XÃ BIÊN GIỚI"), ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",)),
        (("RÀ SOÁT QUỸ ĐẤT XÂY TRƯỜNG MẦM NON CHO CÁC XÃ",), ("(Kèm theo Công văn của Sở)",)),
    ],
)
def test_a_title_in_capitals_is_one_paragraph_and_what_is_under_it_another(
    title: tuple[str, ...], below: tuple[str, ...]
) -> None:
    def draw(canvas: Canvas) -> None:
        centred(canvas, ("KẾ HOẠCH", *title, *below), HEIGHT - 100)
        body(canvas)

    found = texts(draw)
    assert found[0] == "KẾ HOẠCH"
    assert found[1] == " ".join(title)
    assert tuple(found[2 : 2 + len(below)]) == below


def test_a_title_close_under_the_head_is_no_part_of_its_columns() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("SerifBold", 10)
        for number, (left, right) in enumerate(
            (
                ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
                ("THÀNH PHỐ THUẬN HƯNG", "Độc lập - Tự do - Hạnh phúc"),
                ("Số: 96/KH-UBND", "Thuận Hưng, ngày 8 tháng 7 năm 2024"),
            )
        ):
            canvas.drawCentredString(155, HEIGHT - 60 - 14 * number, left)
            canvas.drawCentredString(410, HEIGHT - 60 - 14 * number, right)
        canvas.drawCentredString(318, HEIGHT - 102, "KẾ HOẠCH")
        canvas.setFont("SerifBold", 10)
        canvas.drawString(90, HEIGHT - 116, "MỞ RỘNG ĐIỂM ĐỌC SÁCH")
        canvas.drawString(288, HEIGHT - 116, "LƯU ĐỘNG Ở CÁC XÃ BÃI NGANG")
        body(canvas)

    found = texts(draw)
    assert found.index("Số: 96/KH-UBND") < found.index("Thuận Hưng, ngày 8 tháng 7 năm 2024")
    assert "MỞ RỘNG ĐIỂM ĐỌC SÁCH LƯU ĐỘNG Ở CÁC XÃ BÃI NGANG" in found


def test_recipients_without_a_mark_at_their_ends_are_lines_of_their_own() -> None:
    recipients = (
        "Nơi nhận:",
        "- Bộ Xây dựng (qua Cục Quản lý nhà)",
        "- Thường trực Hội đồng nhân dân tỉnh",
        "- Sở Lao động",
        "- Thương binh và Xã hội;",
        "- Lưu: VT, XD.",
    )

    def draw(canvas: Canvas) -> None:
        top = body(canvas) - 25
        for number, line in enumerate(recipients):
            canvas.setFont("Serif", 9)
            canvas.drawString(LEFT, top - 12 * number, line)
        for number, line in enumerate(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")):
            canvas.setFont("SerifBold", 10)
            canvas.drawCentredString(RIGHT - 90, top - 15 * number, line)

    found = texts(draw)
    assert [text for text in found if text.startswith("- ") and "lớp" not in text][:2] == list(recipients[1:3])
    assert recipients[-1] in found


def word(text: str, left: float, right: float, confidence: float = 0.97) -> Word:
    return Word(text, BoundingBox(left, 100, right, 112), confidence)


def test_a_speck_over_the_dot_of_an_authority_and_a_long_dash_are_mended() -> None:
    read = tidy((word("KT:", 300, 318), word("CHỦ", 321, 345), word("TỊCH", 348, 376), word("—", 380, 390)))
    assert [each.text for each in read] == ["KT.", "CHỦ", "TỊCH", "–"]
    assert [each.text for each in tidy((word("số:", 300, 318), word("12", 321, 335)))] == ["số:", "12"]


@pytest.mark.parametrize("symbol", ["/SLĐTBXH-BTXH", "/SNNPTNT-KHTC", "/SVHTTDL-QLDL"])
def test_the_symbol_of_a_department_with_a_long_name_is_print(symbol: str) -> None:
    words = (word("Số:", 100, 120), word(f"1240{symbol}", 124, 240, 0.7))
    (blank,) = find_blanks(words, 842.0)
    assert blank.printed[-1].text == symbol


@pytest.mark.parametrize(
    ("read", "width", "meant"),
    [
        ("II.", 1.93, "III."),
        ("I.", 1.86, "III."),
        ("I.", 1.36, "II."),
        ("II.", 1.40, "II."),
        ("I.", 0.86, "I."),
        ("III.", 1.55, "III."),  # of another typeface
        ("II.", 1.16, "II."),
        ("IV.", 1.93, "IV."),
        ("II", 1.93, "II"),
    ],
)
def test_a_roman_figure_of_strokes_has_as_many_as_its_width_says(read: str, width: float, meant: str) -> None:
    (figure, *_) = tidy((word(read, 110, 110 + 12 * width), word("NHIỆM", 145, 190), word("VỤ", 195, 215)))
    assert figure.text == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (("PHÓ", "CHỦ", "I?", "TỊCH"), "PHÓ CHỦ TỊCH"),
        (("PHO", "CHU", "TỊCH"), "PHÓ CHỦ TỊCH"),
        (("NHT?", "PHÓ", "GIÁM", "ĐỐC"), "PHÓ GIÁM ĐỐC"),
        (("KT.", "CHU", "TỊCH"), "KT. CHỦ TỊCH"),
        (("PHÓ", "CHỦ", "NHẬT", "TỊCH"), "PHÓ CHỦ NHẬT TỊCH"),
        (("Phó", "Chủ", "tích"), "Phó Chủ tích"),
        (("CHỦ", "TRÌ"), "CHỦ TRÌ"),
    ],
)
def test_a_position_is_spelt_as_such_without_a_mark_of_the_seal_in_it(read: tuple[str, ...], meant: str) -> None:
    """A word with "?" is doubtful."""
    words = tuple(
        word(text.strip("?"), 300 + 30 * place, 325 + 30 * place, 0.6 if text.endswith("?") else 0.97)
        for place, text in enumerate(read)
    )
    assert " ".join(each.text for each in sorted(tidy(words), key=lambda each: each.box or ())) == meant
