"""Cited documents in all the forms in which they are named: numbers, laws by name, titles, issuers."""

from __future__ import annotations

import pytest

from nlp.body.cited_documents import find_document_mentions
from nlp.body.cited_numbers import find_numbers, number_identity
from tests.nlp.plan_texts import record

HEAD = (
    "ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN",
    "Số: 87/KH-UBND",
    "Điện Biên, ngày 11 tháng 02 năm 2022",
    "KẾ HOẠCH",
    "Trồng hoa",
)
END = "Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:"

Named = tuple[str | None, str | None, str | None]


def named(text: str) -> list[Named]:
    return [(found.doc_type, found.number, found.date) for found in find_document_mentions(text)]


NUMBERS: list[tuple[str, list[Named]]] = [
    # a serial within a serial, thousands grouped, a letter behind the serial
    ("Nghị quyết số 66.9/2025/NQ-CP ngày 03/11/2025", [("nghị quyết", "66.9/2025/NQ-CP", "2025-11-03")]),
    ("Công văn số 1.298/SYT-NVY ngày 03/11/2021", [("công văn", "1.298/SYT-NVY", "2021-11-03")]),
    ("Nghị quyết 30b/2009/NQ-CP", [("nghị quyết", "30b/2009/NQ-CP", None)]),
    # before 1996 and of the Party
    ("Nghị định 52/CP ngày 16/9/1995 của Chính phủ", [("nghị định", "52/CP", "1995-09-16")]),
    ("Nghị định số 29-CP ngày 18/11/1992", [("nghị định", "29-CP", "1992-11-18")]),
    ("Quyết định số 217/HĐBT ngày 14/11/1987", [("quyết định", "217/HĐBT", "1987-11-14")]),
    ("Chỉ thị 45 CT/TW ngày 11/02/1985", [("chỉ thị", "45CT/TW", "1985-02-11")]),
    ("Quyết định số 311-QĐ/TW ngày 02/3/2019", [("quyết định", "311-QĐ/TW", "2019-03-02")]),
    ("Nghị quyết số 43-NQ/TW", [("nghị quyết", "43-NQ/TW", None)]),
    ("NQ số 08/NQ-TU ngày 05/5/2021 và QĐ 71/QĐ-UBND", [
        ("nghị quyết", "08/NQ-TU", "2021-05-05"), ("quyết định", "71/QĐ-UBND", None)]),
    ("Quyết định số 318 /2003/QĐ-UB ngày 09/12/2003", [("quyết định", "318/2003/QĐ-UB", "2003-12-09")]),
    # companies and offices have rules of their own
    ("Công văn số 77.2024/HP.BMT ngày 04/4/2024", [("công văn", "77.2024/HP.BMT", "2024-04-04")]),
    ("công văn số 20240815/CV-TL ngày 15/8/2024", [("công văn", "20240815/CV-TL", "2024-08-15")]),
    ("công văn số 614-CVHQ ngày 10/10/2023", [("công văn", "614-CVHQ", "2023-10-10")]),
    ("văn bản số 03/CV-02 ngày 20/11/2023", [("công văn", "03/CV-02", "2023-11-20")]),
    ("Phiếu lấy ý kiến số 411/PLYK/2024 ngày 01/7/2024", [("phiếu lấy ý kiến", "411/PLYK/2024", "2024-07-01")]),
    ("Quyết định số 52/QĐ.BQL-TC ngày 04/4/2024", [("quyết định", "52/QĐ.BQL-TC", "2024-04-04")]),
    ("số 52/QĐ.BQL-TC ngày 04/4/2024", [("quyết định", "52/QĐ.BQL-TC", "2024-04-04")]),
    # one type word for several numbers
    ("các Quyết định: số 311/QĐ-TTg ngày 02/3/2021, số 312/QĐ-TTg ngày 03/3/2021", [
        ("quyết định", "311/QĐ-TTg", "2021-03-02"), ("quyết định", "312/QĐ-TTg", "2021-03-03")]),
    ("Công văn số 1518/SYT-NVY ngày 06/6/2021, số 1622/SYT-NVY", [
        ("công văn", "1518/SYT-NVY", "2021-06-06"), ("công văn", "1622/SYT-NVY", None)]),
    # "văn bản" is any document: the letters tell which
    ("văn bản số 415/TTr-SXD ngày 04/4/2021", [("tờ trình", "415/TTr-SXD", "2021-04-04")]),
    ("Văn bản số 415/SXD-QLN ngày 04/4/2021", [("công văn", "415/SXD-QLN", "2021-04-04")]),
    # slips of the pen: no slash behind the year, no word before the day, the day before the number
    ("Thông tư số 71/2024TT-BCT ngày 09/9/2024", [("thông tư", "71/2024TT-BCT", "2024-09-09")]),
    ("Nghị định số 36/2022/NĐ-CP 12 tháng 4 năm 2022 của Chính phủ", [("nghị định", "36/2022/NĐ-CP", "2022-04-12")]),
    ("văn bản đề ngày 29 tháng 10 năm 2024 số 27/CV-HHTM", [("công văn", "27/CV-HHTM", "2024-10-29")]),
    ("Luật Đấu thầu số 22/2023/OH15", [("luật", "22/2023/QH15", None)]),
    # the serial alone, with the day
    ("Nghị quyết số 43 ngày 22/12/2022 của Bộ Chính trị", [("nghị quyết", "43", "2022-12-22")]),
    ("Quyết định của Thủ tướng Chính phủ ngày 22/12/2022", [("quyết định", None, "2022-12-22")]),
    # no documents
    ("tháng 12/2024 UBND tỉnh; Kế hoạch 2021-2025; 3.5/KM", []),
    ("Thông báo kết luận của Chủ tịch tại cuộc họp ngày 12/3/2021", []),
    ("Nghị quyết của Hội đồng nhân dân tỉnh có hiệu lực từ ngày 12/3/2021", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers_in_all_their_forms(text: str, expected: list[Named]) -> None:
    assert named(text) == expected


AMENDING = "sửa đổi, bổ sung một số điều của"
LAWS: list[tuple[str, list[tuple[str | None, str | None, str | None]]]] = [
    ("Luật Trẻ em năm 2016; Luật Thư viện ngày 21/11/2019", [
        ("Trẻ em", None, "2016"), ("Thư viện", None, "2019-11-21")]),
    ("Luật Đầu tư theo phương thức đối tác công tư ngày 18/6/2020", [
        ("Đầu tư theo phương thức đối tác công tư", None, "2020-06-18")]),
    ("Luật Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại Việt Nam năm 2014", [
        ("Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại Việt Nam", None, "2014")]),
    ("Luật Các tổ chức tín dụng năm 2024, Luật các tổ chức tín dụng năm 2010", [
        ("Các tổ chức tín dụng", None, "2024"), ("các tổ chức tín dụng", None, "2010")]),
    ("Luật số 59/2020/QH14 ngày 17/6/2020", [(None, "59/2020/QH14", "2020-06-17")]),
    ("Luật Thuế xuất khẩu, thuế nhập khẩu 107/2016/QH13", [("Thuế xuất khẩu, thuế nhập khẩu", "107/2016/QH13", None)]),
    ("Hiến pháp năm 2013", [(None, None, "2013")]),
    # laws that amend laws, several in a line
    (f"Luật Tổ chức chính quyền địa phương ngày 19/6/2015; Luật {AMENDING} Luật Tổ chức Chính phủ và Luật Tổ chức "
     "chính quyền địa phương ngày 22/11/2019", [
        ("Tổ chức chính quyền địa phương", None, "2015-06-19"),
        (f"{AMENDING} Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương", None, "2019-11-22")]),
    (f"Luật {AMENDING} luật chứng khoán, luật kế toán, luật quản lý, sử dụng tài sản công, luật xử lý "
     "vi phạm hành chính ngày 29 tháng 11 năm 2024", [
        (f"{AMENDING} luật chứng khoán, luật kế toán, luật quản lý, sử dụng tài sản công, luật xử lý "
         "vi phạm hành chính", None, "2024-11-29")]),
    (f"Luật {AMENDING} Luật Giá năm 2023 và Luật {AMENDING} Luật Phí và lệ phí năm 2024", [
        (f"{AMENDING} Luật Giá", None, "2023"), (f"{AMENDING} Luật Phí và lệ phí", None, "2024")]),
    (f"Luật {AMENDING} Luật Doanh nghiệp số 76/2025/QH15", [(f"{AMENDING} Luật Doanh nghiệp", "76/2025/QH15", None)]),
    # each law amended has its number; the day is that of the one that amends them
    (f"Luật {AMENDING} Luật Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15 và Luật Các tổ chức tín dụng số "
     "32/2024/QH15 ngày 29 tháng 6 năm 2024;", [
        (f"{AMENDING} Luật Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15 và Luật Các tổ chức tín dụng số "
         "32/2024/QH15", None, "2024-06-29"),
        ("Đất đai", "31/2024/QH15", None), ("Nhà ở", "27/2023/QH15", None),
        ("Các tổ chức tín dụng", "32/2024/QH15", None)]),
    # no laws
    ("theo Luật Ngân sách nhà nước và dự toán năm 2026", []),
    ("tuyên truyền Luật Giao thông trong năm 2026; quy định của pháp luật năm 2016", []),
    ("Luật Cây xanh có hiệu lực từ ngày 01/7/2021", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LAWS)
def test_laws(text: str, expected: list[tuple[str | None, str | None, str | None]]) -> None:
    assert [(found.title, found.number, found.date) for found in find_document_mentions(text)] == expected


ONE_TITLE = [
    ("quy định về giá, được sửa đổi, bổ sung bởi Nghị định số 19/2022/NĐ-CP;", "quy định về giá"),
    ("quy định về giá đã được sửa đổi tại Nghị định số 19/2022/NĐ-CP;", "quy định về giá"),
    ("về thủ tục được sửa đổi, bổ sung trong lĩnh vực giá;", "về thủ tục được sửa đổi, bổ sung trong lĩnh vực giá"),
    ("quy định về giá, có hiệu lực từ ngày 01/7/2020;", "quy định về giá"),
    ("quy định về giá (được sửa đổi tại Nghị định số 19/2022/NĐ-CP);", "quy định về giá"),
    ("quy định về giá (sau đây gọi là Nghị định 18);", "quy định về giá"),
    ("quy định về giá (đợt 2) của nước;", "quy định về giá (đợt 2) của nước"),
    ("quy định về giá và Nghị định số 19/2022/NĐ-CP;", "quy định về giá"),
    ("quy định về giá, Nghị định số 19/2022/NĐ-CP;", "quy định về giá"),
    ("sửa đổi, bổ sung Nghị định số 19/2022/NĐ-CP về giá;", "sửa đổi, bổ sung Nghị định số 19/2022/NĐ-CP về giá"),
    ("phân cấp quản lý giá.", "phân cấp quản lý giá"),
]  # fmt: skip


@pytest.mark.parametrize(("behind", "title"), ONE_TITLE)
def test_where_a_title_ends(behind: str, title: str) -> None:
    first = find_document_mentions(f"Căn cứ Nghị định số 18/2020/NĐ-CP ngày 05/5/2020 của Chính phủ {behind}")[0]
    assert first.title == title


ISSUERS = [
    ("Quyết định số 18/QĐ-UBND ngày 05/01/2022 của UBND tỉnh về hoa", "Ủy ban nhân dân tỉnh Điện Biên"),
    ("Quyết định số 18/QĐ-UBND ngày 05/01/2022 của Chủ tịch UBND tỉnh Lai Châu về hoa",
     "Chủ tịch Ủy ban nhân dân tỉnh Lai Châu"),
    ("Thông tư số 8/2021/TT-VPCP ngày 05/01/2021 của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ hướng dẫn hoa",
     "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"),
    ("Quyết định số 18/QĐ-BCĐ ngày 05/01/2022 của Ban Chỉ đạo quốc gia về trẻ em ban hành Quy chế",
     "Ban Chỉ đạo quốc gia về trẻ em"),
    # the letters of the number name bodies of the centre; of a province they leave open which
    ("Nghị định số 18/2021/NĐ-CP", "Chính phủ"),
    ("Luật Trẻ em số 102/2016/QH13", "Quốc hội"),
    ("Thông tư liên tịch số 18/2014/TTLT-BYT-BTC", "Bộ Y tế, Bộ Tài chính"),
    ("Quyết định số 18/QĐ-UBND", None),
    ("Nghị quyết số 43-NQ/TW", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "issuer"), ISSUERS)
def test_issuers(text: str, issuer: str | None) -> None:
    (found,) = record(f"Căn cứ {text};", END, head=HEAD).citations
    assert found.issuer == issuer


def test_the_committee_in_the_title_of_another_provinces_decision_is_the_other_provinces() -> None:
    found = record(
        "Căn cứ Quyết định số 5/QĐ-UBND ngày 02/02/2021 của UBND tỉnh Lai Châu về sửa đổi Quyết định số 4/QĐ-UBND ngày "
        "01/01/2021 của UBND tỉnh;",
        END,
        head=HEAD,
    ).citations
    assert [citation.issuer for citation in found] == ["Ủy ban nhân dân tỉnh Lai Châu"] * 2


SAME = [
    ("Quyết định số 5/QĐ-TTg ngày 02/02/2021", "Quyết định 5/QĐ-TTg"),
    ("Quyết định số 5/2005/QĐ-UB ngày 02/02/2005", "Quyết định số 5/2005/QĐ-UBND"),
    ("Nghị quyết số 43-NQ/TW ngày 22/12/2020", "Nghị quyết số 43 ngày 22/12/2020"),
    ("Thông tư số 71/2020/TT-BCT ngày 09/9/2020", "Thông tư số 71/2020TT-BCT"),
    ("Nghị định số 71/2020/NĐ-CP ngày 09/9/2020", "Nghị định số 71/2020/NĐCP"),
    ("Luật Giá ngày 19/6/2013", "Luật Giá năm 2013"),
    ("Luật Giá số 11/2012/QH13 ngày 20/6/2012", "Luật Giá năm 2012"),
]


@pytest.mark.parametrize(("full", "short"), SAME)
def test_two_ways_to_name_one_document(full: str, short: str) -> None:
    (found,) = record(f"Căn cứ {full};", END, "I. YÊU CẦU", f"Làm theo {short}.", head=HEAD).citations
    assert found.relation == "basis"
    assert found.evidence[0].text == full


OTHER = [
    ("Luật Du lịch ngày 14/6/2005", "Luật Thương mại ngày 14/6/2005"),
    ("Luật Điện lực năm 2004", "Luật Đất đai năm 2004"),
    ("Quyết định số 5/QĐ-UBND ngày 02/02/2021", "Quyết định số 5/QĐ-UBND ngày 03/3/2020"),
    ("Nghị quyết số 43-NQ/TW ngày 22/12/2020", "Nghị quyết số 44 ngày 22/12/2020"),
]


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_documents_that_only_look_alike(one: str, other: str) -> None:
    assert len(record(f"Căn cứ {one};", END, "I. YÊU CẦU", f"Làm theo {other}.", head=HEAD).citations) == 2


def test_spellings_of_one_number() -> None:
    assert len({number_identity(number) for number in ("12/2005/QĐ-UB", "012/2005/QĐ-UBND", "12/2005/QÐ-UBND")}) == 1
    assert [number.value for number in find_numbers("Luật Giá số 16/2023/OH15")] == ["16/2023/QH15"]


NUMBERLESS = (
    "ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN",
    "Số: /KH-UBND",
    "Điện Biên, ngày 11 tháng 02 năm 2022",
    "KẾ HOẠCH",
    "Trồng hoa",
)
OWN: list[tuple[tuple[str, ...], list[str], list[str]]] = [
    # another decision named first is no number of this document, which has none
    (NUMBERLESS, ["Căn cứ các Quyết định: số 18/QĐ-UBND ngày 05/01/2022, số 19/QĐ-UBND ngày 06/01/2022;", END],
     ["18/QĐ-UBND", "19/QĐ-UBND"]),
    (NUMBERLESS, ["Căn cứ Quy chế ban hành kèm theo Quyết định số 18/QĐ-UBND ngày 05/01/2022;", END], ["18/QĐ-UBND"]),
    (NUMBERLESS, ["(Kèm theo Kế hoạch số 87/KH-UBND ngày 11/02/2022)"], []),
    # the same number of another day is another issuer's
    (HEAD, ["Căn cứ Kế hoạch số 87/KH-UBND ngày 03/01/2022 của Ủy ban nhân dân tỉnh Lai Châu;", END], ["87/KH-UBND"]),
    (HEAD, ["Căn cứ Kế hoạch số 87/KH-UBND ngày 11/02/2022;", END], []),
    # its symbol printed otherwise above the annex
    (HEAD, ["(Ban hành kèm theo Kế hoạch số 87 KH/UBND ngày 11/02/2022)"], []),
    (HEAD, ["(Kèm theo Kế hoạch số: 87 /KH-CTUBND)"], []),
    (HEAD, ["(Ban hành kèm theo Quyết định số 18/QĐ-UBND ngày 05/01/2022)"], ["18/QĐ-UBND"]),
]  # fmt: skip


@pytest.mark.parametrize(("head", "lines", "numbers"), OWN)
def test_the_document_itself_is_no_citation(head: tuple[str, ...], lines: list[str], numbers: list[str]) -> None:
    assert [found.number for found in record(*lines, head=head).citations] == numbers


def test_a_law_of_a_year_to_come_is_none() -> None:
    assert record("I. YÊU CẦU", "- Triển khai Luật Thư viện năm 2023.", head=HEAD).citations == ()


def test_a_paragraph_broken_within_its_sentence_goes_on() -> None:
    (found,) = record(
        "Căn cứ Quyết định số 18/QĐ-UBND ngày 05/01/2022 của Ủy ban nhân dân tỉnh",
        "về việc trồng hoa ven đường;",
        END,
        head=HEAD,
    ).citations
    assert found.title == "về việc trồng hoa ven đường"


def test_an_issuer_ends_before_what_else_is_asked() -> None:
    found = record(
        "1. Sở Tài chính thực hiện Công văn số 812/VPUB-KT của Trưởng phòng Kinh tế và tham mưu văn bản trả lời."
    )
    assert [citation.issuer for citation in found.citations if citation.number == "812/VPUB-KT"] == [
        "Trưởng phòng Kinh tế"
    ]


def test_many_documents_of_one_day_take_time_by_their_number() -> None:
    """800 decisions of one day, one of them named 2,000 times more: each was compared with all others."""
    lines = [f"Căn cứ Quyết định số {serial}/QĐ-UBND ngày 01/02/2020 của UBND tỉnh;" for serial in range(800)]
    found = record(*lines, "Theo Quyết định số 5. " * 2000)
    assert len({citation.number for citation in found.citations} & {f"{n}/QĐ-UBND" for n in range(800)}) == 800


@pytest.mark.parametrize(
    ("printed", "doc_type"),
    [
        ("Thông tư liên tịch số 22/2015/TTLT-BKHCN-BNV ngày 05/6/2015", "thông tư liên tịch"),
        ("Thông tư số 22/2015/TT-BKHCN ngày 05/6/2015", "thông tư"),
        ("Nghị quyết liên tịch số 08/2012/NQLT-CP-UBTVQH13 ngày 05/6/2012", "nghị quyết liên tịch"),
    ],
)
def test_a_joint_document_is_cited_by_the_type_that_its_own_header_has(printed: str, doc_type: str) -> None:
    (mention,) = find_document_mentions(f"Căn cứ {printed} về hồ sơ;")
    assert mention.doc_type == doc_type


def test_figures_of_other_scripts_number_no_cited_document() -> None:
    assert not list(find_numbers("Căn cứ Quyết định số ٣/QĐ-UBND và văn bản số १२/KH-UBND;"))
