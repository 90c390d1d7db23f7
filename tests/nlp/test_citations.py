"""Cited documents: a document's lines and the whole list expected from them; numbers in all their forms; properties."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.body.cited_documents import find_document_mentions
from nlp.body.cited_numbers import find_numbers, number_identity
from nlp.models import Citation
from tests.nlp.plan_texts import DECISION, record

Brief = tuple[str, str | None, str | None, str | None]


def brief(citations: tuple[Citation, ...]) -> list[Brief]:
    return [(found.relation, found.doc_type, found.number, found.date) for found in citations]


HEAD = (
    "ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN",
    "Số: 87/KH-UBND",
    "Điện Biên, ngày 11 tháng 02 năm 2022",
    "KẾ HOẠCH",
    "Trồng hoa",
)


def cited(*lines: str, head: tuple[str, ...] = HEAD) -> list[Brief]:
    return brief(record(*lines, head=head).citations)


PREAMBLES: list[tuple[str, list[Brief]]] = [
    # number, date, issuer in the usual order, and the date behind the issuer
    (
        "Căn cứ Nghị định số 31/2019/NĐ-CP ngày 10 tháng 4 năm 2019 của Chính phủ về chăm sóc cây;",
        [("basis", "nghị định", "31/2019/NĐ-CP", "2019-04-10")],
    ),
    (
        "Căn cứ Quyết định số 505/QĐ-TTg của Thủ tướng Chính phủ ngày 02/5/2021 phê duyệt Đề án hoa;",
        [("basis", "quyết định", "505/QĐ-TTg", "2021-05-02")],
    ),
    # party documents; a document named only inside another one's title is a mention
    (
        "Thực hiện Kế hoạch số 33-KH/TU ngày 04/01/2022 của Tỉnh ủy về thực hiện Nghị quyết số 12-NQ/TW ngày 01/9/2021 "
        "của Bộ Chính trị về hoa;",
        [("basis", "kế hoạch", "33-KH/TU", "2022-01-04"), ("basis", "nghị quyết", "12-NQ/TW", "2021-09-01")],
    ),
    # a comma after a title begins the next basis, a bracket remarks on the one before
    (
        "Thực hiện Quyết định số 7/QĐ-BYT ngày 03/3/2021 của Bộ Y tế về hoa (được sửa đổi bởi Quyết định số 9/QĐ-BYT "
        "ngày 05/6/2021); Công văn số 1312/SYT-NVD ngày 04/02/2022 của Sở Y tế về việc trồng hoa;",
        [
            ("basis", "quyết định", "7/QĐ-BYT", "2021-03-03"),
            ("basis", "quyết định", "9/QĐ-BYT", "2021-06-05"),
            ("basis", "công văn", "1312/SYT-NVD", "2022-02-04"),
        ],
    ),
    # several numbers after one type word
    (
        "Căn cứ các Nghị định số 14/2018/NĐ-CP, 15/2019/NĐ-CP và số 16/2020/NĐ-CP;",
        [
            ("basis", "nghị định", "14/2018/NĐ-CP", None),
            ("basis", "nghị định", "15/2019/NĐ-CP", None),
            ("basis", "nghị định", "16/2020/NĐ-CP", None),
        ],
    ),
    # laws: by number, by date, by year; a law that amends a law
    ("Căn cứ Luật Trẻ em số 102/2016/QH13;", [("basis", "luật", "102/2016/QH13", None)]),
    ("Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;", [("basis", "luật", None, "2019-11-21")]),
    (
        "Căn cứ Luật Sửa đổi, bổ sung một số điều của Luật Giá năm 2023; Bộ luật Lao động 2019;",
        [("basis", "luật", None, "2023"), ("basis", "bộ luật", None, "2019")],
    ),
    (
        "Căn cứ Luật Sửa đổi một số điều Luật Ban hành văn bản quy phạm pháp luật số 87/2025/QH15;",
        [("basis", "luật", "87/2025/QH15", None)],
    ),
    # a law without number and year is none, nor is the day on which it takes effect
    ("Căn cứ Luật Cây xanh có hiệu lực từ ngày 01 tháng 7 năm 2021;", []),
    # spaces and wraps inside, look-alike letters, en dashes
    ("Căn cứ Nghị quyết số 19 /NQ- HĐND ngày 01/7/2021;", [("basis", "nghị quyết", "19/NQ-HĐND", "2021-07-01")]),
    ("Căn cứ Quyết định số 44/QÐ–UBND ngày 02/7/2021;", [("basis", "quyết định", "44/QĐ-UBND", "2021-07-02")]),
    # the proposer's paper
    (
        "Xét đề nghị của Sở Xây dựng tại Tờ trình số 140/TTr-SXD ngày 09/02/2022;",
        [("basis", "tờ trình", "140/TTr-SXD", "2022-02-09")],
    ),
    # standards number themselves; forms, fractions, rates are no documents
    (
        "Theo TCVN 9257:2012 và Mẫu số 02/TT-BXD, 24/7, 36/36 xã, 50 km/h;",
        [("basis", "tiêu chuẩn", "TCVN9257:2012", None)],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), PREAMBLES)
def test_preamble(line: str, expected: list[Brief]) -> None:
    assert cited(line, "Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:") == expected


BODIES: list[tuple[list[str], list[Brief]]] = [
    (["I. YÊU CẦU", "Làm theo Thông tư số 08/2020/TT-BXD."], [("mention", "thông tư", "08/2020/TT-BXD", None)]),
    (
        ["I. HIỆU LỰC", "Kế hoạch này thay thế Kế hoạch số 15/KH-UBND ngày 02/02/2019 của Ủy ban nhân dân tỉnh."],
        [("replaces", "kế hoạch", "15/KH-UBND", "2019-02-02")],
    ),
    # in a plan to amend something is a task
    (["I. NHIỆM VỤ", "- Sửa đổi Quyết định số 27/2018/QĐ-UBND."], [("mention", "quyết định", "27/2018/QĐ-UBND", None)]),
    # date and issuer before the verb
    (
        ["I. KHEN THƯỞNG", "Ngày 08/3/2021, Chủ tịch Ủy ban nhân dân tỉnh có Quyết định số 466/QĐ-UBND khen thưởng."],
        [("mention", "quyết định", "466/QĐ-UBND", "2021-03-08")],
    ),
    # short later references are the same document; the same number of another year is another one
    (
        [
            "I. CĂN CỨ",
            "- Kế hoạch số 52/KH-UBND ngày 06/5/2020 của Ủy ban nhân dân tỉnh.",
            "II. NHIỆM VỤ",
            "- Tiếp tục Kế hoạch 52/KH-UBND; báo cáo theo Kế hoạch số 52/KH-UBND ngày 07/5/2021.",
        ],
        [("basis", "kế hoạch", "52/KH-UBND", "2020-05-06"), ("mention", "kế hoạch", "52/KH-UBND", "2021-05-07")],
    ),
    # never the document itself
    (["I. PHỤ LỤC", "(Kèm theo Kế hoạch số 87/KH-UBND ngày 11 tháng 02 năm 2022)"], []),
]


@pytest.mark.parametrize(("lines", "expected"), BODIES)
def test_body(lines: list[str], expected: list[Brief]) -> None:
    assert cited(*lines) == expected


ACTS: list[tuple[list[str], list[Brief]]] = [
    (
        ["Điều 1. Sửa đổi, bổ sung Điều 3 Quyết định số 12/2019/QĐ-UBND ngày 01/4/2019 của Ủy ban nhân dân tỉnh."],
        [("amends", "quyết định", "12/2019/QĐ-UBND", "2019-04-01")],
    ),
    (
        [
            "Điều 1. Bãi bỏ toàn bộ các Quyết định sau:",
            "1. Quyết định số 20/2010/QĐ-UBND ngày 03/3/2010 về phí.",
            "2. Quyết định số 21/2011/QĐ-UBND ngày 04/4/2011 về chợ.",
        ],
        [
            ("repeals", "quyết định", "20/2010/QĐ-UBND", "2010-03-03"),
            ("repeals", "quyết định", "21/2011/QĐ-UBND", "2011-04-04"),
        ],
    ),
    (
        ["Điều 2. Quyết định này có hiệu lực từ ngày ký và thay thế Quyết định số 30/2015/QĐ-UBND ngày 05/5/2015."],
        [("replaces", "quyết định", "30/2015/QĐ-UBND", "2015-05-05")],
    ),
    # what was done to it by others
    (
        ["Điều 1. Áp dụng Quyết định số 40/2016/QĐ-UBND đã được sửa đổi bởi Quyết định số 41/2017/QĐ-UBND."],
        [("mention", "quyết định", "40/2016/QĐ-UBND", None), ("mention", "quyết định", "41/2017/QĐ-UBND", None)],
    ),
]


@pytest.mark.parametrize(("lines", "expected"), ACTS)
def test_acts_of_a_decision(lines: list[str], expected: list[Brief]) -> None:
    assert cited("QUYẾT ĐỊNH:", *lines, head=DECISION) == expected


def test_issuer_and_title() -> None:
    found = record(
        "Căn cứ Thông tư số 06/2021/TT-BVHTTDL ngày 08/9/2021 của Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch "
        "quy định về thư viện (sau đây gọi tắt là Thông tư 06);",
        "Căn cứ Quyết định số 18/QĐ-UBND ngày 05/01/2022 của UBND tỉnh về việc giao biên chế;",
        "I. MỤC TIÊU",
    ).citations
    assert [(citation.issuer, citation.title) for citation in found[1:]] == [
        ("Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch", "quy định về thư viện"),
        ("Ủy ban nhân dân tỉnh Điện Biên", "về việc giao biên chế"),
    ]


def test_a_title_ends_before_the_clause_that_the_basis_is_for() -> None:
    found = record(
        "Thực hiện Quyết định số 18/QĐ-UBND ngày 05/01/2022 của UBND tỉnh phê duyệt Đề án thư viện lưu động, giai đoạn "
        "2022 - 2025, Ủy ban nhân dân huyện xây dựng Kế hoạch như sau:",
        "I. MỤC TIÊU",
    ).citations
    assert found[-1].title == "phê duyệt Đề án thư viện lưu động, giai đoạn 2022 - 2025"


def test_evidence_is_the_mention_as_printed() -> None:
    (found,) = record("Căn cứ Luật Trẻ em số 102/2016/QH13;", "I. MỤC TIÊU", head=HEAD).citations
    assert [evidence.text for evidence in found.evidence] == ["Luật Trẻ em số 102/2016/QH13"]


NUMBERS = [
    ("257-CV/BTGTU", ["257-CV/BTGTU"]),
    ("0130/KH-UBND và 256/2004/QĐ-UB", ["0130/KH-UBND", "256/2004/QĐ-UB"]),
    ("Số: 12/TB", ["12/TB"]),
    ("61/2006/QĐ-BGD&ĐT", ["61/2006/QĐ-BGD&ĐT"]),
    ("2O/2O15/NĐ-CP", ["20/2015/NĐ-CP"]),
    ("05/6/2021, 3/4 Sở, 12/TB, 8-10/ha, COVID-19", []),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers(text: str, expected: list[str]) -> None:
    assert [number.value for number in find_numbers(text)] == expected


@given(st.integers(1, 9999), st.sampled_from(["NQ-HĐND", "QĐ-TTg", "KH-UBND"]), st.sampled_from(["", " ", "  "]))
def test_spacing_does_not_change_what_a_number_is(serial: int, code: str, space: str) -> None:
    assert number_identity(f"{serial}{space}/{space}{code}") == number_identity(f"0{serial}/{code}")


@given(
    st.lists(
        st.sampled_from(
            [
                "Luật",
                " số ",
                "12/2019/NĐ-CP",
                " ngày 01/02/2020",
                ", ",
                "của Chính phủ ",
                "năm 2020",
                ";",
                "\n",
                "(",
                "và ",
            ]
        )
    )
)
@settings(max_examples=200, deadline=None)
def test_mentions_stand_in_order_and_apart(pieces: list[str]) -> None:
    text = "".join(pieces)
    end = 0
    for mention in find_document_mentions(text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        if mention.number:
            assert mention.number in text


@pytest.mark.parametrize(
    "piece",
    ["Luật ", "Luật sửa đổi, bổ sung ", "1/", "12-", "Quyết định số ", "ngày 01/01/2020, ", "số 12/QĐ-UBND, ", "("],
)
def test_time_grows_with_length(piece: str) -> None:
    started = time.perf_counter()
    find_document_mentions(piece * (200_000 // len(piece)))
    assert time.perf_counter() - started < 8
