"""Markdown crawls and plain text: paragraphs, marks, tables, the site's furniture."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import TooLarge
from ingest.formats.text import read as read_text
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.models import Block, Page, Table
from ingest.reader import read_document


def pages(text: str) -> tuple[Page, ...]:
    return read_text(text.encode(), DEFAULT_LIMITS)[0]


def blocks(text: str) -> tuple[Block, ...]:
    (page,) = pages(text)
    return page.blocks


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


def table(text: str) -> list[list[str]]:
    """The only table, as rows of the texts of its cells."""
    (found,) = (block for block in blocks(text) if isinstance(block, Table))
    rows: list[list[str]] = [[] for _ in range(found.row_count)]
    for cell in found.cells:
        rows[cell.row].append(cell.text)
    return rows


LONG = (
    "1. Sở Nội vụ chủ trì, phối hợp với các sở, ngành và Ủy ban nhân dân các xã, phường rà soát đội ngũ làm công tác "
    "xã hội, tổng hợp nhu cầu đào tạo của từng đơn vị và trình Ủy ban nhân dân tỉnh xem xét trước tháng 9 hằng năm."
)
NEXT = (
    "2. Sở Tài chính tham mưu bố trí kinh phí trong dự toán ngân sách hằng năm theo phân cấp hiện hành, hướng dẫn các "
    "đơn vị sử dụng và thanh toán đúng quy định; định kỳ sáu tháng báo cáo tình hình thực hiện về Ủy ban nhân dân tỉnh."
)


@pytest.mark.parametrize("separator", ["\n\n", "\n"])
def test_wrapped_lines_are_joined(separator: str) -> None:
    wrapped = separator.join("\n".join(textwrap.wrap(paragraph, 80)) for paragraph in (LONG, NEXT, LONG, NEXT))
    assert texts(wrapped) == [LONG, NEXT, LONG, NEXT]


def test_first_lines_shortened_by_the_tags_of_their_source_are_joined() -> None:
    """A crawl keeps the breaks of the page's source, where the tag of the paragraph stood on the first line."""
    lines = []
    for paragraph in (LONG, NEXT) * 3:
        first, *rest = textwrap.wrap(paragraph, 80, initial_indent="<" * 50)
        lines += [first.removeprefix("<" * 50), *rest]
    assert texts("\n".join(lines)) == [LONG, NEXT] * 3


def test_unwrapped_lines_are_paragraphs() -> None:
    text = f"ỦY BAN NHÂN DÂN\nTỈNH SƠN THỦY\n{LONG}\n{NEXT}\nKẾ HOẠCH\nPhát triển công tác xã hội năm 2024"
    assert texts(text) == text.split("\n")


def test_a_block_of_labels_keeps_its_lines() -> None:
    text = "Số hiệu 88/KH-UBND\nNgày ban hành 14/02/2023\nLoại văn bản Kế hoạch\nNgười ký Lò Văn Tiến"
    assert texts(text) == text.split("\n")


def test_a_dash_inside_a_name_begins_no_item() -> None:
    name = "Căn cứ đề nghị của Ủy ban Mặt trận Tổ quốc tỉnh và của các tổ chức chính trị - xã hội, tỉnh giao như sau:"
    lines = [line for paragraph in (LONG, NEXT, name, LONG) for line in textwrap.wrap(paragraph, 77)]
    assert "- xã hội, tỉnh giao như sau:" in lines
    assert texts("\n".join(lines)) == [LONG, NEXT, name, LONG]


def test_a_number_of_an_article_at_the_end_of_a_line_is_no_paragraph() -> None:
    assert texts("**Điều\n16. Trách nhiệm của Sở Y tế**\nSở Y tế chủ trì.") == [
        "Điều 16. Trách nhiệm của Sở Y tế",
        "Sở Y tế chủ trì.",
    ]


@pytest.mark.parametrize(
    ("marked", "printed"),
    [
        ("**Điều 1. **Ban hành kế hoạch", "Điều 1. Ban hành kế hoạch"),
        ("Cảng C**ả**ng th**ẩ**m quy**ề**n", "Cảng Cảng thẩm quyền"),
        ("ngày **24** tháng** 11** năm 2025", "ngày 24 tháng 11 năm 2025"),
        ("Luật** **Quản lý thuế", "Luật Quản lý thuế"),
        ("Số: ~~1779~~ /BC-UBND", "Số: 1779 /BC-UBND"),
        ("theo *(gọi tắt là Kế hoạch)*, như sau", "theo (gọi tắt là Kế hoạch), như sau"),
        ("*(1**) Tên cơ quan ch**ủ** trì*", "(1) Tên cơ quan chủ trì"),
        ("xem [Nghị quyết số 9](https://vd.vn/a_(b).html) kèm theo", "xem Nghị quyết số 9 kèm theo"),
        ("hòm thư so_noi_vu@vd.vn và __tên__ tệp ke_hoach_2024", "hòm thư so_noi_vu@vd.vn và tên tệp ke_hoach_2024"),
        (r"giá 5 \* 3, mục 1\. và \_gạch\_", "giá 5 * 3, mục 1. và _gạch_"),
        ("Tỷ lệ = b/a * 100%", "Tỷ lệ = b/a * 100%"),
        ("Tổng số (*) và ghi chú (**)", "Tổng số (*) và ghi chú (**)"),
        ("dưới 5% <b>và</b> trên 3% &amp; A < B", "dưới 5% và trên 3% & A < B"),
        ("### Nhiệm vụ #1", "Nhiệm vụ #1"),
        ("Họ tên: ________ ngày ___ tháng ___", "Họ tên: ________ ngày ___ tháng ___"),
        ("Ghi chú*: đã làm tròn", "Ghi chú*: đã làm tròn"),
    ],
)
def test_marks_go_and_words_stay_whole(marked: str, printed: str) -> None:
    assert texts(marked) == [printed]


def test_a_mark_that_opens_and_closes_on_two_lines() -> None:
    assert texts("**TM. ỦY BAN NHÂN\nDÂN**\nKT. CHỦ TỊCH") == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"]


def test_a_mark_too_many_does_not_turn_the_rest_over() -> None:
    text = "*Căn cứ Luật Việc làm **số**\n38/2013/QH13;*\n**Điều 1. Phạm vi**\nNghị quyết này áp dụng cho các xã."
    assert texts(text)[1:] == ["Điều 1. Phạm vi", "Nghị quyết này áp dụng cho các xã."]


def test_rules_are_dropped_and_part_paragraphs() -> None:
    assert texts("TỈNH SƠN THỦY\n-------\nCÔNG BÁO\n\n* * *\n\nPhần một") == ["TỈNH SƠN THỦY", "CÔNG BÁO", "Phần một"]


HEAD = """|
**ỦY BAN NHÂN
DÂN**
TỈNH SƠN THỦY
-------
|
**CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
---------------
|
|
Số: 88/KH-UBND
|
*Sơn Thủy, ngày
14 tháng 02 năm 2023*
|
"""
FOOT = """|
*Nơi
nhận:*
- Sở Nội vụ;
- VPUB: CVP,
PCVP Lê Văn Tám;
- Lưu: VT.
|
**KT. CHỦ TỊCH
PHÓ CHỦ TỊCH**
Lò Văn Tiến
|
"""


@pytest.mark.parametrize("gap", ["", "\n"])
def test_head_and_foot_are_paragraphs_line_by_line(gap: str) -> None:
    body = "**KẾ HOẠCH**\n\nPHÁT\nTRIỂN CÔNG TÁC XÃ HỘI TỈNH SƠN THỦY\n\nCác sở, ngành tổ chức thực hiện./.\n"
    text = HEAD + gap + (body if gap else body.replace("\n\n", "\n")) + gap + FOOT
    assert texts(text) == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH SƠN THỦY",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 88/KH-UBND",
        "Sơn Thủy, ngày 14 tháng 02 năm 2023",
        "KẾ HOẠCH",
        "PHÁT TRIỂN CÔNG TÁC XÃ HỘI TỈNH SƠN THỦY",
        "Các sở, ngành tổ chức thực hiện./.",
        "Nơi nhận:",
        "- Sở Nội vụ;",
        "- VPUB: CVP, PCVP Lê Văn Tám;",
        "- Lưu: VT.",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Lò Văn Tiến",
    ]


def flattened(rows: list[list[str]]) -> str:
    """The rows as a crawl writes them."""
    return "".join("|\n" + "".join(f"{cell}\n|\n" if cell else "|\n" for cell in row) for row in rows)


def test_a_flattened_table_has_its_rows_and_columns() -> None:
    rows = [
        ["TT", "Nội dung", "Cơ quan chủ trì", "Thời gian"],
        ["1", "Mở lớp tập huấn", "Sở Nội vụ", "Quý II"],
        ["2", "Lập danh sách hộ khó khăn", "", ""],
        ["3", "Báo cáo kết quả", "Sở Y tế", "Tháng 12"],
    ]
    assert table("Bảng phân công:\n\n" + flattened(rows) + "\nHết.") == rows


def test_a_heading_row_spans_the_columns_after_its_number() -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Đơn vị"],
        ["I", "Truyền thông"],
        ["1", "In tờ rơi", "Sở A"],
        ["2", "Phát thanh", "Sở B"],
    ]
    (found,) = (block for block in blocks("Mục\n\n" + flattened(rows)) if isinstance(block, Table))
    heading = [(cell.column, cell.column_span, cell.text) for cell in found.cells if cell.row == 1]
    assert heading == [(0, 1, "I"), (1, 2, "Truyền thông")]


def test_a_header_of_two_rows_stands_over_its_columns() -> None:
    rows = [
        ["TT", "Địa phương", "Kinh phí"],
        ["2025", "2026"],
        ["1", "Xã Tân Lập", "120", "140"],
        ["2", "Xã Nậm Cắn", "90", "95"],
    ]
    (found,) = (block for block in blocks("Mục\n\n" + flattened(rows)) if isinstance(block, Table))
    header = [
        (cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in found.cells if cell.row < 2
    ]
    assert header == [
        (0, 0, 2, 1, "TT"),
        (0, 1, 2, 1, "Địa phương"),
        (0, 2, 1, 2, "Kinh phí"),
        (1, 2, 1, 1, "2025"),
        (1, 3, 1, 1, "2026"),
    ]


def test_the_next_number_begins_a_row_though_cells_are_missing() -> None:
    """Cells that go on from the row above are not written: two short rows are no long one."""
    rows = [["TT", "Tên", "Mức", "Hạn", "Nơi", "Đơn vị"]]
    rows += [[str(number), f"Chỉ số {number}", "x", "Quý I", "Cổng", "Cục Một"] for number in range(1, 6)]
    rows += [[str(number), f"Chỉ số {number}", "x", "Quý II"] for number in range(6, 9)]
    text = "\n\n".join([LONG] * 12) + "\n\n" + flattened(rows)
    (found,) = (block for block in blocks(text) if isinstance(block, Table))
    assert [cell.text for cell in found.cells if cell.column == 0] == ["TT", *map(str, range(1, 9))]


def test_a_row_with_a_cell_too_many_does_not_widen_the_table() -> None:
    rows = [["TT", "Việc", "Sở", "Hạn"], *([str(number), "a", "b", "c"] for number in range(1, 6))]
    rows.insert(4, ["Bổ sung", "d", "e", "f", "g"])
    (found,) = (block for block in blocks(f"Mục\n\n{flattened(rows)}\nHết") if isinstance(block, Table))
    assert (found.row_count, found.column_count) == (7, 4)
    assert [cell.text for cell in found.cells if cell.row == 4] == ["Bổ sung\nd\ne\nf\ng"]


def test_a_row_whose_merged_cells_are_unknown_is_not_guessed() -> None:
    rows = [["TT", "Nội dung", "Chủ trì", "Phối hợp"]] + [[str(n), "a", "b", "c"] for n in (1, 2)] + [["3", "d", "e"]]
    (found,) = (block for block in blocks("Mục\n\n" + flattened(rows)) if isinstance(block, Table))
    last = [(cell.column, cell.column_span, cell.text) for cell in found.cells if cell.row == 3]
    assert last == [(0, 1, "3"), (1, 3, "d\ne")]


def test_text_between_two_tables_without_blank_lines_is_text() -> None:
    between = "\n".join(textwrap.wrap(LONG, 80))
    first = [["TT", "Xã", "Số hộ"], ["1", "Tân Lập", "52"], ["2", "Nậm Cắn", "47"]]
    second = [["STT", "Phường", "Số người"], ["1", "Bến Thủy", "310"], ["2", "Cửa Nam", "298"]]
    found = blocks(f"Biểu 1\n{flattened(first)}{between}\n(Kèm theo Kế hoạch này)\n{flattened(second)}Hết.\n")
    shapes = [(block.row_count, block.column_count) if isinstance(block, Table) else block.text for block in found]
    assert shapes == ["Biểu 1", (3, 3), LONG, "(Kèm theo Kế hoạch này)", (3, 3), "Hết."]


def test_a_table_without_end_is_read_as_text_and_says_so() -> None:
    found, warnings = read_text(("|\n" * 40_000 + "hết\n" + "|\n").encode(), DEFAULT_LIMITS)
    assert found[0].text == "hết"
    assert [warning.code for warning in warnings] == ["table-too-large"]


def test_a_pipe_table_has_its_rows_and_columns() -> None:
    text = "Bảng:\n\n| TT | Chỉ tiêu | 2025 |\n|:--|---|--:|\n| 1 | Số **lớp** | 12 |\n| 2 | A \\| B | |\n\nHết."
    assert table(text) == [["TT", "Chỉ tiêu", "2025"], ["1", "Số lớp", "12"], ["2", "A | B", ""]]


def test_a_line_with_a_pipe_is_no_table() -> None:
    assert texts("Hỏi | đáp") == ["Hỏi | đáp"]


def test_a_form_feed_starts_a_page() -> None:
    result = pages("Trang một.\n\fTrang hai.\n")
    assert [(page.number, page.text, page.width, page.height) for page in result] == [
        (1, "Trang một.", 0, 0),
        (2, "Trang hai.", 0, 0),
    ]


def test_more_pages_than_allowed_are_refused() -> None:
    with pytest.raises(TooLarge):
        read_text("\f".join("abc").encode(), Limits(pages=2))


def roles(text: str) -> dict[str, str]:
    (page,) = pages(text)
    return {paragraph.text: paragraph.role for paragraph in page.paragraphs}


def test_what_a_site_adds_behind_the_document_is_margin() -> None:
    text = (
        HEAD
        + "\nCác xã báo cáo./.\n\n"
        + FOOT
        + (
            "\nPHỤ LỤC\n\nDanh sách các xã\n\nVăn bản này chưa cập nhật nội dung Tiếng Anh\n\nBan hành: 01/02/2023\n\n"
            "Bạn vừa bị Đăng xuất khỏi tài khoản.\n"
        )
    )
    found = roles(text)
    assert found["Danh sách các xã"] == "body"
    assert found["Lò Văn Tiến"] == "body"
    assert {found["Ban hành: 01/02/2023"], found["Bạn vừa bị Đăng xuất khỏi tài khoản."]} == {"margin"}


def test_a_visit_counter_and_copyright_behind_an_article_are_margin() -> None:
    found = roles(f"{LONG}\n\nLiên kết web\n\nSố lượt truy cập\n\n1234\n\nBản quyền thuộc Sở Nội vụ\n\nEmail: a@vd.vn")
    assert list(found.values()) == ["body"] + ["margin"] * 5


def test_words_of_a_site_inside_the_document_stay_body() -> None:
    found = roles("Điều 1. Quản lý cổng\n\nĐăng nhập\n\nBản quyền thuộc tỉnh.\n\nĐiều 2. Hiệu lực\n\nKể từ ngày ký./.")
    assert set(found.values()) == {"body"}


def test_labels_of_a_menu_before_the_head_are_margin() -> None:
    found = roles("Trang chủ\n\nĐăng nhập\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nSố: 5/KH-UBND")
    assert list(found.values()) == ["margin", "margin", "body", "body"]


def test_a_head_laid_out_with_spaces_is_told_apart() -> None:
    first = "UBND HUYỆN TÂN LẬP            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    second = "Số: 7/BC-UBND      Tân Lập, ngày 2 tháng 6 năm 2022"
    assert texts(f"{first}\n{second}") == [
        "UBND HUYỆN TÂN LẬP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 7/BC-UBND",
        "Tân Lập, ngày 2 tháng 6 năm 2022",
    ]


LETTERS = "abcdeghiklmnopqrstuvxyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđABCDĐEGHIKLỦ"
syllables = st.text(LETTERS, min_size=1, max_size=8)
words = st.one_of(
    st.tuples(syllables, st.sampled_from(["", "", "", ".", ",", ";", ":", "%", ")"])).map("".join),
    st.integers(0, 9999).map(str),
    st.integers(1, 30).map("{}.".format),
    st.sampled_from(["a)", "(1)", "12/KH-UBND", "II.", "05/2024", "Điều", "Số:", "5%,"]),
)
paragraphs = st.lists(st.lists(words, min_size=1, max_size=40), min_size=1, max_size=6)


@given(paragraphs, st.integers(40, 110), st.sampled_from(["\n", "\n\n"]), st.sampled_from(["", "**", "*", "~~"]))
def test_no_word_is_lost_or_invented(texts: list[list[str]], width: int, separator: str, mark: str) -> None:
    source = separator.join(
        "\n".join(textwrap.wrap(f"{mark}{' '.join(text)}{mark}", width, break_long_words=False, break_on_hyphens=False))
        for text in texts
    )
    (page,) = pages(source)
    assert [word.text for word in page.words] == [word for text in texts for word in text]


cells = st.lists(syllables, min_size=1, max_size=3).map(" ".join)


@given(st.integers(3, 6).flatmap(lambda n: st.lists(st.lists(cells, min_size=n, max_size=n), min_size=2, max_size=7)))
def test_any_flattened_table_comes_back(rows: list[list[str]]) -> None:
    assert table(f"Mục\n\n{flattened(rows)}\nHết") == rows


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    if text.strip():
        pages(text.replace("\f", " "))


@pytest.mark.real
def test_every_real_text_file_is_read_with_its_number(real_documents: Path) -> None:
    files = sorted(real_documents.glob("plans/*.md"))
    assert len(files) > 10
    for file in files:
        (page,) = read_document(file).pages
        lines = [paragraph.text for paragraph in page.paragraphs if paragraph.role == "body"]
        assert sum(line == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" for line in lines) == 1, file.name
        assert sum(line.startswith("Số: ") and "/KH-UBND" in line for line in lines) == 1, file.name
        assert not any("**" in line or line.startswith("|") for line in lines), file.name


def test_the_type_under_the_issuer_is_a_line_of_its_own() -> None:
    """Joined to it, it became a part of the issuer's name."""
    document = read_document("ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH\nKẾ HOẠCH\nSố: 8/KH-UBND\n".encode(), "a.txt")
    assert document.text.split("\n") == ["ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH", "KẾ HOẠCH", "Số: 8/KH-UBND"]


def test_head_of_a_party_document_without_blank_lines_keeps_its_lines() -> None:
    head = "Số 31-NQ/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Giang, ngày 12 tháng 3 năm 2024"
    title = "NGHỊ QUYẾT\nvề phát triển chợ phiên giai đoạn 2024 - 2030"
    foot = "T/M BAN THƯỜNG VỤ\nBÍ THƯ\n(đã ký)\nLò Thị Hạnh"
    lines = "\n".join((head, title, foot)).split("\n")
    assert texts(f"{head}\n\n{title}\n\n{foot}\n") == lines


def test_a_date_inside_a_sentence_stays_in_its_paragraph() -> None:
    printed = "Báo cáo được gửi về Sở trước kỳ họp tại thành phố,\nngày 12 tháng 3 năm 2024 và đăng trên báo."
    assert texts(printed) == [printed.replace("\n", " ")]
