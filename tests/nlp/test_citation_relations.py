"""What cited documents are to the citing one: its basis, replaced, amended, repealed, or merely named."""

from __future__ import annotations

import pytest

from nlp.models import Record, Relation
from tests.nlp.plan_texts import DECISION, PLAN, record, table

SIGNED = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lò Văn Bình")


def relations(found: Record) -> list[tuple[Relation, str | None]]:
    return [(citation.relation, citation.number) for citation in found.citations]


def decided(*lines: str, head: tuple[str, ...] = DECISION) -> list[tuple[Relation, str | None]]:
    return relations(record("QUYẾT ĐỊNH:", *lines, head=head))


A, B, C = "12/2019/QĐ-UBND", "13/2020/QĐ-UBND", "14/2021/QĐ-UBND"

ACTS: list[tuple[list[str], list[tuple[Relation, str]]]] = [
    # the whole document
    ([f"Điều 2. Bãi bỏ Quyết định số {A} ngày 01/4/2019."], [("repeals", A)]),
    ([f"Điều 2. Bãi bỏ toàn bộ nội dung Quyết định số {A}."], [("repeals", A)]),
    ([f"Điều 2. Huỷ bỏ Quyết định số {A} về chợ."], [("repeals", A)]),
    ([f"Điều 2. Quyết định này thay thế Quy chế ban hành kèm theo Quyết định số {A}."], [("replaces", A)]),
    ([f"Quyết định này có hiệu lực kể từ ngày ký, thay thế Quyết định số {A} về chợ và Quyết định số {B} về hoa."],
     [("replaces", A), ("replaces", B)]),
    ([f"Quyết định này thay thế Quyết định số {A} ban hành Quy định về chợ; Quyết định số {B}."],
     [("replaces", A), ("replaces", B)]),
    ([f"Quyết định này thay thế Quyết định số {A} lập quy ước chợ và Quyết định số {B}."],
     [("replaces", A), ("replaces", B)]),
    ([f"Quyết định này thay thế Quyết định số {A} về chợ và bãi bỏ Quyết định số {B}."],
     [("replaces", A), ("repeals", B)]),
    ([f"Quyết định này bãi bỏ Quyết định số {A} về sửa đổi Quyết định số {B}."], [("repeals", A), ("mention", B)]),
    # a part of it: the rest stays in force
    ([f"Điều 1. Sửa đổi, bổ sung khoản 2 Điều 3 của Quyết định số {A}."], [("amends", A)]),
    ([f"1. Bãi bỏ khoản 3 Điều 5 Quyết định số {A}."], [("amends", A)]),
    ([f"2. Thay thế cụm từ “huyện” bằng “xã” tại Điều 4 Quyết định số {A}."], [("amends", A)]),
    ([f"3. Thay cụm từ “huyện” tại Điều 4 Quyết định số {A}."], [("amends", A)]),
    ([f"Điều 1. Bãi bỏ, sửa đổi, thay thế một số điều, phụ lục của Quyết định số {A}."], [("amends", A)]),
    ([f"Bãi bỏ: 02 thủ tục tại mục I Danh mục ban hành kèm theo Quyết định số {A}; số thứ tự 3 Danh mục ban hành kèm "
      f"theo Quyết định số {B}."], [("amends", A), ("amends", B)]),
    ([f"Điều 1. Điều chỉnh Điều 2 Quyết định số {A} như sau:"], [("amends", A)]),
    ([f"Điều 1. Đính chính Quyết định số {A}."], [("amends", A)]),
    ([f"Các nội dung khác của Quyết định số {A} vẫn giữ nguyên."], [("amends", A)]),
    # announced above a list
    (["Điều 1. Bãi bỏ các Quyết định sau:", f"a) Quyết định số {A} về chợ;", f"b) Quyết định số {B} về hoa."],
     [("repeals", A), ("repeals", B)]),
    (["2. Các Quyết định sau đây hết hiệu lực kể từ ngày Quyết định này có hiệu lực thi hành:",
      f"a) Quyết định số {A} về chợ;", f"b) Quyết định số {B} về sửa đổi Quyết định số {C}."],
     [("repeals", A), ("repeals", B), ("mention", C)]),
    (["Điều 1. Bãi bỏ toàn bộ một số văn bản quy phạm pháp luật về chợ", f"1. Quyết định số {A} về chợ đêm.",
      f"2. Quyết định số {B} về chợ hoa."], [("repeals", A), ("repeals", B)]),
    (["Điều 1. Bãi bỏ các quyết định của Ủy ban nhân dân tỉnh", f"1. Quyết định số {A}."], [("repeals", A)]),
    (["Điều 1. Bãi bỏ một số điều của quy định về chợ", f"1. Điều 4 Quyết định số {A}."], [("amends", A)]),
    # said behind
    ([f"2. Quyết định số {A} về chợ hết hiệu lực kể từ ngày Quyết định này có hiệu lực."], [("repeals", A)]),
    ([f"2. Quyết định số {A} về chợ và Quyết định số {B} về hoa chấm dứt hiệu lực từ ngày ký."],
     [("repeals", A), ("repeals", B)]),
    ([f"3. Quyết định số {A} về chợ được thay thế bằng Quyết định này."], [("replaces", A)]),
    # what others did or shall do, what lies beyond the issuer's power, what only looks like a verb
    ([f"Điều 1. Áp dụng Quyết định số {A} đã được sửa đổi bởi Quyết định số {B}."], [("mention", A), ("mention", B)]),
    (["Sửa đổi Điều 19 Thông tư số 02/2015/TT-BXD ngày 06/3/2015."], [("mention", "02/2015/TT-BXD")]),
    (["1. Bãi bỏ khoản 1 Điều 5 Nghị định số 07/2015/NĐ-CP."], [("mention", "07/2015/NĐ-CP")]),
    ([f"- Tờ khai bổ sung hồ sơ (Phụ lục kèm theo Quyết định số {A})."], [("mention", A)]),
    ([f"Phần in nghiêng là nội dung sửa đổi so với Quyết định số {A}."], [("mention", A)]),
    ([f"Giao Sở Tài chính rà soát, đề xuất sửa đổi Quyết định số {A}."], [("mention", A)]),
    ([f"Bổ sung biên chế để thực hiện Quyết định số {A}."], [("mention", A)]),
    ([f"Quyết định số {A} đã hết hiệu lực từ năm 2020."], [("mention", A)]),
    ([f"Điều 1. Sửa đổi Điều 2 như sau: “mức chi theo Quyết định số {A}”."], [("mention", A)]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), ACTS)
def test_acts_of_a_decision(lines: list[str], expected: list[tuple[Relation, str]]) -> None:
    assert decided(*lines) == expected


def test_the_title_and_the_enacting_words_act() -> None:
    head = (*DECISION[:4], f"Bãi bỏ Quyết định số {A} về chợ")
    assert decided("Điều 1. Áp dụng từ ngày ký.", head=head) == [("repeals", A)]
    enacting = f"Ủy ban nhân dân ban hành Quyết định sửa đổi, bổ sung Điều 2 của Quy định kèm theo Quyết định số {A}."
    assert relations(record("Căn cứ Luật Giá số 16/2023/QH15;", enacting, "Điều 1. Áp dụng.", head=DECISION)) == [
        ("basis", "16/2023/QH15"),
        ("amends", A),
    ]


def test_a_plan_replaces_a_plan_and_amends_by_its_title() -> None:
    assert relations(record("I. HIỆU LỰC", "Kế hoạch này thay thế Kế hoạch số 15/KH-UBND.", head=PLAN))[-1] == (
        "replaces", "15/KH-UBND",
    )  # fmt: skip
    head = (*PLAN[:4], "Sửa đổi, bổ sung Kế hoạch số 15/KH-UBND ngày 03/3/2021 về chăm sóc người cao tuổi", PLAN[5])
    assert relations(record("I. MỤC TIÊU", head=head))[0] == ("amends", "15/KH-UBND")
    assert relations(record("I. NHIỆM VỤ", "- Sửa đổi, bổ sung Kế hoạch số 15/KH-UBND.", head=PLAN))[-1][0] == "mention"


def test_a_short_form_is_the_document_named_in_full_and_nothing_without_it() -> None:
    preamble = (
        "Thực hiện Kế hoạch số 1208/KH-UBND ngày 12/4/2021 (sau đây gọi là Kế hoạch 1208), Ủy ban nhân dân lập như sau:"
    )
    body = (
        "I. HIỆU LỰC",
        "Kế hoạch này thay thế Kế hoạch 1208. Tiếp tục Chương trình 135, Đề án 06, Kế hoạch 87.",
    )
    found = record(preamble, *body, head=PLAN[:5])
    assert relations(found) == [("replaces", "1208/KH-UBND")]
    assert found.citations[0].date == "2021-04-12"


def test_documents_listed_in_an_annex_table() -> None:
    found = record(
        "QUYẾT ĐỊNH:",
        "Điều 1. Bãi bỏ các văn bản tại Phụ lục ban hành kèm theo Quyết định này.",
        *SIGNED,
        "PHỤ LỤC",
        table(
            ("STT", "Số, ký hiệu", "Ngày ban hành", "Trích yếu"),
            ("1", A, "01/4/2019", "Về việc ban hành Quy chế chợ"),
            ("2", f"Quyết định số {B}", "ngày 05/5/2020", f"Sửa đổi Quyết định số {C}"),
        ),
        head=DECISION,
    )
    assert relations(found) == [("repeals", A), ("repeals", B), ("mention", C)]
    assert [citation.date for citation in found.citations] == ["2019-04-01", "2020-05-05", None]
    assert found.citations[0].title == "Về việc ban hành Quy chế chợ"


LETTER = (
    "SỞ Y TẾ TỈNH ĐIỆN BIÊN",
    "Số: 311/SYT-NVY",
    "V/v báo cáo kết quả thực hiện Nghị định số 20/2021/NĐ-CP",
    "Điện Biên, ngày 11 tháng 02 năm 2022",
    "Kính gửi: Ủy ban nhân dân các xã",
)
BASES: list[tuple[tuple[str, ...], list[str], list[tuple[Relation, str]]]] = [
    # what a letter names in its subject or tells is a mention; what a sentence rests on is its basis
    (LETTER, ["Sở Y tế nhận được Công văn số 12/UBND-VX ngày 03/02/2022 của xã. Sở Y tế có ý kiến như sau:"],
     [("mention", "20/2021/NĐ-CP"), ("mention", "12/UBND-VX")]),
    (LETTER, ["Ngày 03/02/2022, Sở Y tế họp về Quyết định số 13/QĐ-BYT. Sở có ý kiến như sau:"],
     [("mention", "20/2021/NĐ-CP"), ("mention", "13/QĐ-BYT")]),
    (LETTER, ["Thực hiện Quyết định số 13/QĐ-BYT ngày 03/01/2022 về hoa; Công văn số 14/BYT-KH, Sở có ý kiến như sau:"],
     [("mention", "20/2021/NĐ-CP"), ("basis", "13/QĐ-BYT"), ("basis", "14/BYT-KH")]),
    # papers beside the one under debate; changed without the word "bởi"
    (DECISION, ["Xét Tờ trình số 12/TTr-SYT về ban hành “Quy định mức hỗ trợ Báo cáo thẩm định số 13/BC-STP;",
                "QUYẾT ĐỊNH:"], [("basis", "12/TTr-SYT"), ("basis", "13/BC-STP")]),
    (DECISION, ["Căn cứ Luật Giá số 16/2023/QH15 được sửa đổi, bổ sung Luật số 17/2024/QH15;", "QUYẾT ĐỊNH:"],
     [("basis", "16/2023/QH15"), ("basis", "17/2024/QH15")]),
    # the legal basis of a procedure is not that of the decision that publishes it
    ((*DECISION[:4], "Công bố thủ tục hành chính lĩnh vực giá"),
     ["QUYẾT ĐỊNH:", "Điều 1. Công bố.", "1. Căn cứ pháp lý", "- Nghị định số 15/2020/NĐ-CP;"],
     [("mention", "15/2020/NĐ-CP")]),
    (PLAN[:5], ["I. CĂN CỨ PHÁP LÝ", "- Nghị định số 15/2020/NĐ-CP;"], [("basis", "15/2020/NĐ-CP")]),
]  # fmt: skip


@pytest.mark.parametrize(("head", "lines", "expected"), BASES)
def test_what_a_document_rests_on(
    head: tuple[str, ...], lines: list[str], expected: list[tuple[Relation, str]]
) -> None:
    assert relations(record(*lines, head=head)) == expected


def test_a_consolidated_text_rests_on_what_its_first_text_rested_on() -> None:
    found = record(
        "BỘ XÂY DỰNG",
        "Số: 7/VBHN-BXD",
        "Hà Nội, ngày 12 tháng 5 năm 2024",
        "THÔNG TƯ",
        "Quy định về cây xanh",
        "Thông tư số 12/2019/TT-BXD ngày 03/3/2019 của Bộ trưởng Bộ Xây dựng quy định về cây xanh, được sửa đổi bởi:",
        "1. Thông tư số 13/2021/TT-BXD ngày 04/4/2021 của Bộ trưởng Bộ Xây dựng sửa đổi Thông tư số 12/2019/TT-BXD.",
        "Căn cứ Luật Xây dựng ngày 18 tháng 6 năm 2014;",
        "Căn cứ Nghị định số 18/2017/NĐ-CP ngày 05/5/2017 của Chính phủ;",
        "Điều 1. Phạm vi điều chỉnh",
        head=(),
    )
    assert relations(found) == [
        ("mention", "12/2019/TT-BXD"),
        ("mention", "13/2021/TT-BXD"),
        ("basis", None),
        ("basis", "18/2017/NĐ-CP"),
    ]


@pytest.mark.parametrize(
    ("carried_out", "relation"),
    [
        ("thực hiện Nghị quyết số 18-NQ/TW ngày 05/5/2024 của Bộ Chính trị", "basis"),
        ("về việc thực hiện Nghị quyết số 18-NQ/TW ngày 05/5/2024 của Bộ Chính trị", "basis"),
        ("sửa đổi Nghị quyết số 18-NQ/TW ngày 05/5/2024 của Bộ Chính trị", "mention"),
    ],
)
def test_what_a_cited_plan_carries_out_is_a_basis_in_the_preamble(carried_out: str, relation: Relation) -> None:
    preamble = (
        f"Thực hiện Kế hoạch số 15/KH-UBND ngày 03/3/2025 của UBND tỉnh {carried_out}, UBND tỉnh ban hành Kế hoạch:"
    )
    found = relations(record(preamble, "I. MỤC ĐÍCH", "- Trồng hoa.", head=PLAN[:5]))
    assert found == [("basis", "15/KH-UBND"), (relation, "18-NQ/TW")]
