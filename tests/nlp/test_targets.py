"""Targets and results: a document's lines and the whole list expected from them; what is none; properties."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.models import Table
from nlp.models import Target
from tests.nlp.plan_texts import DECISION, PLAN, REPORT, brief, record, table, targets

Brief = tuple[int | float, str, str, str | None]

GOALS: list[tuple[str, list[Brief]]] = [
    ("- Ít nhất 60% người cao tuổi được khám sức khỏe.", [(60, "%", ">=", "2025")]),
    (
        "- Đến năm 2024, 80% xã có câu lạc bộ; 20% thôn có tổ chăm sóc.",
        [(80, "%", "=", "2024"), (20, "%", "=", "2024")],
    ),
    # two measures of one thing, and one thing among another
    ("- Tập huấn cho 50% (300) nhân viên.", [(50, "%", "=", "2025"), (300, "nhân viên", "=", "2025")]),
    (
        "- 70% xã có người chăm sóc, trong đó mỗi xã có ít nhất từ 01 đến 02 điều dưỡng.",
        [(70, "%", "=", "2025"), (1, "điều dưỡng", "range", "2025")],
    ),
    ("- Mỗi năm tổ chức ít nhất 02 hội thi.", [(2, "hội thi", ">=", "yearly")]),
    ("- Tuổi thọ trung bình đạt 74 tuổi.", [(74, "tuổi", "=", "2025")]),
    ("- Thu nhập bình quân đạt 45 triệu đồng/người/năm.", [(45, "triệu đồng/người/năm", "=", "2025")]),
    ("- Năm 2023 đạt 30%, năm 2024 đạt 40%.", [(30, "%", "=", "2023"), (40, "%", "=", "2024")]),
    ("- Giảm tỷ lệ hộ nghèo có người cao tuổi xuống còn 4%.", [(4, "%", "<=", "2025")]),
    (
        "- Chỉ số hài lòng đạt 85 điểm, thuộc nhóm 10 tỉnh dẫn đầu.",
        [(85, "điểm", "=", "2025"), (10, "top", "=", "2025")],
    ),
    ("- 96/129 xã có sân tập.", [(96, "xã", "=", "2025")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), GOALS)
def test_goals(line: str, expected: list[Brief]) -> None:
    assert brief(targets("I. MỤC TIÊU", "1. Mục tiêu cụ thể", line)) == expected


TASKS: list[tuple[str, list[Brief]]] = [
    (
        "- Tổ chức 05 lớp tập huấn cho 200 cộng tác viên.",
        [(5, "lớp", "=", "2025"), (200, "cộng tác viên", "=", "2025")],
    ),
    ("- Xây dựng 12 phóng sự, 48 tin, bài.", [(12, "phóng sự", "=", "2025"), (48, "tin", "=", "2025")]),
    ("- Bảo đảm 100% hồ sơ được giải quyết đúng hạn.", [(100, "%", "=", "2025")]),
    ("- Thí điểm mô hình tại 03 xã.", [(3, "xã", "=", "2025")]),
    ("- Số lượng: 06 lớp.", [(6, "lớp", "=", "2025")]),
    ("- Tối thiểu 03 cuộc kiểm tra.", [(3, "cuộc", ">=", "2025")]),
    ("- 04 lớp cho điều dưỡng.", [(4, "lớp", "=", "2025")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), TASKS)
def test_tasks(line: str, expected: list[Brief]) -> None:
    assert brief(targets("II. NHIỆM VỤ", "1. Đào tạo, truyền thông", line)) == expected


NOTHING = [
    "- Nâng cao nhận thức của người dân.",
    "- Thực hiện 05 nhóm nhiệm vụ, 03 giải pháp.",
    "- Chi trả trợ cấp cho người từ đủ 80 tuổi trở lên theo mức lương cơ sở.",
    "- Báo cáo trước ngày 15/12/2023, định kỳ 02 lần/năm.",
    "- Giải quyết trong thời hạn 10 ngày làm việc, hồ sơ gồm 02 bộ.",
    "- Phối hợp với UBND 04 xã: Ẳng Nưa, Ẳng Cang, Mường Lạn, Nặm Lịch.",
    "- Theo Quyết định số 135/QĐ-TTg ngày 03/3/2020 và khoản 2 Điều 5.",
    "- Bảo vệ hệ thống theo mô hình 04 lớp.",
    "- Kinh phí 2,5 tỷ đồng do ngân sách tỉnh cấp, hỗ trợ 70% chi phí.",
    "- Gọi số 0215.3825 hoặc đường dây nóng 24/7.",
    "- Phong trào “500 ngày trồng 3.000 cây xanh”.",
    "- Toàn tỉnh hiện có 25.340 người cao tuổi.",
]


@pytest.mark.parametrize("line", NOTHING)
def test_what_is_no_target(line: str) -> None:
    assert targets("II. NHIỆM VỤ", "1. Công việc", line) == ()


PLACES_WITHOUT_TARGETS = [
    ("III. KINH PHÍ THỰC HIỆN", "- Xây dựng 05 trạm với 40% vốn của tỉnh."),
    ("I. THỰC TRẠNG", "- Đã xây dựng 05 trạm, đạt 40% nhu cầu."),
    ("2. Tồn tại, hạn chế", "- Còn 20% xã chưa có trạm."),
    ("IV. KHEN THƯỞNG", "- Tặng 10 bằng khen; không đạt 90% thì không xét."),
]


@pytest.mark.parametrize(("heading", "line"), PLACES_WITHOUT_TARGETS)
def test_headings_under_which_nothing_is_a_target(heading: str, line: str) -> None:
    assert targets(heading, line) == ()


NORMS = [
    "Điều 1. Hỗ trợ 500.000 đồng/người/tháng, không quá 70% mức lương cơ sở.",
    "Điều 2. Hội đồng có từ 05 đến 07 thành viên, 03 ủy viên thư ký.",
    "Điều 3. Hồ sơ gồm 02 bộ; thời hạn giải quyết 15 ngày làm việc.",
    "Điều 4. Người có tỷ lệ khuyết tật từ 61% trở lên được hưởng 100% mức hỗ trợ.",
]


@pytest.mark.parametrize("line", NORMS)
def test_a_decision_sets_norms(line: str) -> None:
    assert targets("QUYẾT ĐỊNH:", line, head=DECISION) == ()


def test_a_decision_commits_where_it_says_so() -> None:
    found = targets(
        "QUYẾT ĐỊNH:", "Điều 1. Phê duyệt Đề án", "1. Mục tiêu đến năm 2026", "- 90% xã có trạm.", head=DECISION
    )
    assert brief(found) == [(90, "%", "=", "2026")]


def test_a_report_tells_results_and_then_commits() -> None:
    found = targets(
        "I. ĐẶC ĐIỂM TÌNH HÌNH",
        "Huyện có 10 xã với 4.120 người cao tuổi.",
        "II. KẾT QUẢ THỰC HIỆN",
        "- Đã tổ chức 08 lớp tập huấn; khám cho 2.150 người, đạt 104% kế hoạch.",
        "- Tỷ lệ hộ nghèo giảm còn 6,5%.",
        "III. NHIỆM VỤ NĂM 2024",
        "- Phấn đấu 60% xã có câu lạc bộ.",
        head=REPORT,
    )
    assert [(t.value, t.unit, t.deadline, t.status) for t in found] == [
        (8, "lớp", "2023", "result"),
        (2150, "người", "2023", "result"),
        (104, "%", "2023", "result"),
        (6.5, "%", "2023", "result"),
        (60, "%", "2024", "target"),
    ]


def test_the_same_figure_again_has_no_second_entry() -> None:
    found = targets(
        "I. MỤC TIÊU",
        "- Trồng 1.200 cây bóng mát quanh các nhà dưỡng lão của tỉnh.",
        "- 40% trạm có bác sĩ lão khoa; 40% thôn có đường đi bộ.",
        "II. NHIỆM VỤ",
        "- Trồng 1.200 cây bóng mát.",
    )
    assert brief(found) == [(1200, "cây", "=", "2025"), (40, "%", "=", "2025"), (40, "%", "=", "2025")]


def test_deadlines_from_the_clause_the_heading_or_the_period() -> None:
    found = targets(
        "I. MỤC TIÊU ĐẾN NĂM 2023",
        "- Trước ngày 30/6/2022, 10% xã có trạm.",
        "- 20% xã có xe.",
        "II. MỤC TIÊU KHÁC",
        "- 30% xã có vườn, tăng 5% so với năm 2019.",
    )
    assert [target.deadline for target in found] == ["2022-06-30", "2023", "2025", "2025"]


LEADS: list[tuple[list[str], tuple[str, ...]]] = [
    # the subject of the sentence, also before an earlier semicolon
    (["II. NHIỆM VỤ", "- Sở Y tế tổ chức 02 lớp tập huấn."], ("Sở Y tế",)),
    # a list of subjects
    (["II. NHIỆM VỤ", "- Sở Y tế, Sở Nội vụ tổ chức 02 lớp tập huấn."], ("Sở Y tế", "Sở Nội vụ")),
    # a partner leads nothing
    (["II. NHIỆM VỤ", "1. Đào tạo", "- Phối hợp với Sở Y tế tổ chức 02 lớp tập huấn."], ()),
    # the heading above
    (["II. NHIỆM VỤ", "3. Sở Nội vụ", "- Tổ chức 02 lớp tập huấn."], ("Sở Nội vụ",)),
    # the section's own line
    (
        ["2.1. Đào tạo", "a) Nội dung: tổ chức 02 lớp tập huấn.", "b) Phân công", "- Cơ quan chủ trì: Sở Y tế;"],
        ("Sở Y tế",),
    ),
    # the issuer leads all and nothing in particular
    (["II. NHIỆM VỤ", "- Ủy ban nhân dân tỉnh tổ chức 02 lớp tập huấn."], ()),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), LEADS)
def test_leads(lines: list[str], expected: tuple[str, ...]) -> None:
    assert [target.leads for target in targets(*lines)] == [expected]


def test_a_target_in_full() -> None:
    (found,) = targets("I. MỤC TIÊU", "2. Đến năm 2024", "- Xe đưa đón: tăng ít nhất 15% số chuyến so với năm 2021.")
    assert found.quote == "Xe đưa đón: tăng ít nhất 15% số chuyến so với năm 2021"
    assert found.indicator == "Xe đưa đón: số chuyến"
    assert (found.direction, found.comparator, found.baseline) == ("increase", ">=", "năm 2021")
    assert found.section == "I. MỤC TIÊU > 2. Đến năm 2024"
    assert [evidence.text for evidence in found.evidence] == [found.quote]
    assert 0.5 < found.confidence < 1


PLAN_TABLE = table(
    ("TT", "Chỉ tiêu", "Đơn vị tính", "Hiện trạng 2021", "Năm 2023", "Năm 2025", "Cơ quan chủ trì"),
    ("1", "Tỷ lệ xã có câu lạc bộ", "%", "35", "60", "≥ 90", "Sở Y tế"),
    ("2", "Số giường dưỡng lão", "giường", "40", "80", "120", "Sở Xây dựng"),
)


def test_a_table_of_yearly_values() -> None:
    found = targets("II. CHỈ TIÊU", PLAN_TABLE)
    assert [(t.value, t.unit, t.comparator, t.deadline, t.leads) for t in found] == [
        (60, "%", "=", "2023", ("Sở Y tế",)),
        (90, "%", ">=", "2025", ("Sở Y tế",)),
        (80, "giường", "=", "2023", ("Sở Xây dựng",)),
        (120, "giường", "=", "2025", ("Sở Xây dựng",)),
    ]
    assert (found[0].indicator, found[0].quote) == ("Tỷ lệ xã có câu lạc bộ", "Tỷ lệ xã có câu lạc bộ: 60")
    assert found[0].baseline == "35 (Hiện trạng 2021)"
    assert [evidence.text for evidence in found[0].evidence] == ["Tỷ lệ xã có câu lạc bộ", "60"]


def test_groups_of_rows_give_the_time() -> None:
    found = targets(
        "II. CHỈ TIÊU",
        table(
            ("TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì"),
            ("I", "Giai đoạn 2022 - 2023", "", "", ""),
            ("1", "Xã có sân tập", "%", "40%", "Sở Nội vụ"),
            ("II", "Giai đoạn 2024 - 2025", "", "", ""),
            ("1", "Xã có sân tập", "%", "70%", "Sở Nội vụ"),
        ),
    )
    assert [(t.value, t.deadline) for t in found] == [(40, "2023"), (70, "2025")]


def test_a_table_of_tasks() -> None:
    found = targets(
        "III. PHÂN CÔNG",
        table(
            ("TT", "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"),
            ("1", "Tổ chức 03 lớp tập huấn cho điều dưỡng", "Sở Y tế", "Sở Nội vụ", "2023"),
            ("2", "Rà soát quy trình", "Sở Nội vụ", "Sở Y tế", "2024"),
        ),
    )
    assert [(t.value, t.unit, t.deadline, t.leads) for t in found] == [(3, "lớp", "2023", ("Sở Y tế",))]


def test_a_column_of_figures_beside_the_tasks() -> None:
    found = targets(
        "III. PHÂN CÔNG",
        table(
            ("TT", "Nội dung", "Chỉ tiêu", "Đơn vị"),
            ("1", "Tư vấn cho doanh nghiệp nhỏ", "200 doanh nghiệp", "Sở Tài chính"),
            ("2", "Cấp chữ ký số cho hộ kinh doanh", "≥ 80%", "Sở Khoa học và Công nghệ"),
        ),
    )
    assert [(t.value, t.unit, t.comparator, t.leads) for t in found] == [
        (200, "doanh nghiệp", "=", ("Sở Tài chính",)),
        (80, "%", ">=", ("Sở Khoa học và Công nghệ",)),
    ]


TABLES_WITHOUT_TARGETS = [
    table(
        ("TT", "Nội dung", "Điểm tối đa"),
        ("1", "Đơn vị đạt tỷ lệ 100% cộng 05 điểm", "10"),
        ("2", "Tổ chức 02 lớp", "5"),
    ),
    table(("TT", "Nội dung", "Kinh phí (triệu đồng)"), ("1", "In ấn", "250"), ("2", "Xe", "400")),
]  # fmt: skip


@pytest.mark.parametrize("scores_or_sums", TABLES_WITHOUT_TARGETS)
def test_tables_of_scores_and_sums(scores_or_sums: Table) -> None:
    assert targets("IV. PHỤ LỤC", scores_or_sums) == ()


def test_a_decisions_table_of_prices_is_no_target() -> None:
    prices = table(
        ("TT", "Nội dung", "Đơn vị tính", "Năm 2023"), ("1", "Giặt đồ", "kg", "20"), ("2", "Bữa trưa", "suất", "35")
    )
    assert targets("QUYẾT ĐỊNH:", "Điều 1. Bảng giá", prices, head=DECISION) == ()


LINES = st.lists(
    st.sampled_from(
        [
            "I. MỤC TIÊU",
            "II. KẾT QUẢ",
            "- Ít nhất 40% xã có trạm; 20% thôn có xe.",
            "- Trồng 300 cây, 20 vườn và 5 rừng.",
            "- Trồng 300 cây, 20 vườn và 5 rừng.",
            "a) Đến năm 2024 giảm còn 4,5%",
            "- Mỗi xã có từ 01 đến 02 (hai) điều dưỡng, trong đó 50% (10) là nữ.",
            "trên 70% 80% 90%; ; và 12.",
        ]
    ),
    max_size=8,
)


def found_in(lines: list[str]) -> tuple[Target, ...]:
    return record(*lines).targets


@given(LINES)
@settings(max_examples=40, deadline=None)
def test_what_is_found_stands_in_the_text(lines: list[str]) -> None:
    """Quotes are the text at their span, every figure's digits stand in its evidence, ids are unique and stable."""
    text = "\n".join([*PLAN, *lines])
    found = found_in(lines)
    for target in found:
        (evidence,) = target.evidence
        assert target.quote == evidence.text == text[evidence.start : evidence.end]
        printed = {re.sub(r"[.]", "", number).replace(",", ".") for number in re.findall(r"\d[\d.,]*", evidence.text)}
        assert float(target.value) in {float(number.rstrip(".")) for number in printed if number.rstrip(".")}
        assert 0 <= target.confidence <= 1
    assert len({target.id for target in found}) == len(found)
    record.cache_clear()
    assert found_in(lines) == found


@pytest.mark.parametrize("piece", ["10% ", "từ 10 đến 20 hộ, ", "tổ chức 02 lớp và ", "(", "mỗi xã có 1 ", "năm 2025 "])
def test_time_grows_with_length(piece: str) -> None:
    started = time.perf_counter()
    targets("I. MỤC TIÊU", piece * (8_000 // len(piece)))
    assert time.perf_counter() - started < 10


def test_the_indicator_keeps_a_list_of_what_is_counted() -> None:
    """Without its first noun "9/16 xã, thị trấn có …" read as if of the second alone."""
    (found,) = targets("I. MỤC TIÊU ĐẾN NĂM 2025", "- Ít nhất 9/16 xã, thị trấn có sân chơi cho trẻ em.")
    assert (found.value, found.unit) == (9, "xã")
    assert found.indicator == "xã, thị trấn có sân chơi cho trẻ em"


def test_quote_goes_on_to_a_clause_that_repeats_its_verb() -> None:
    said = "100% các xã bố trí công chức làm công tác hòa giải; bố trí nơi tiếp dân bảo đảm điều kiện theo quy định"
    assert [target.quote for target in targets("I. MỤC TIÊU", f"- {said}.")] == [said]
    other = "- 100% các xã có công chức làm công tác hòa giải; bố trí nơi tiếp dân theo quy định."
    assert [target.quote for target in targets("I. MỤC TIÊU", other)] == [
        "100% các xã có công chức làm công tác hòa giải"
    ]


def _figures(*rows: tuple[str, ...]) -> list[tuple[str, str | None]]:
    return [(brief_of(target), target.deadline) for target in targets("I. CHỈ TIÊU", table(*rows))]


def brief_of(target: Target) -> str:
    return f"{target.quote} {target.unit}"


def test_rows_that_are_places_have_the_indicator_in_the_head() -> None:
    heads = ("STT", "Xã, phường", "Tỷ lệ che phủ (%)", "Số người học nghề", "Ghi chú")
    rows = (("1", "Xã An Bình", "94,0", "310", ""), ("2", "Xã An Hải", "93,8", "285", "Xã đảo"))
    assert _figures(heads, *rows, ("", "Tổng cộng", "93,9", "595", "")) == [
        ("Xã An Bình: 94,0 %", "2025"),
        ("Xã An Bình: 310 người", "2025"),
        ("Xã An Hải: 93,8 %", "2025"),
        ("Xã An Hải: 285 người", "2025"),
    ]


def test_rows_that_are_regions_have_years_in_the_head() -> None:
    heads = ("TT", "Vùng", "Rừng giống (ha) Đến năm 2024", "Rừng giống (ha) Đến năm 2025")
    assert _figures(heads, ("1", "Miền núi", "420", "900"), ("2", "Ven biển", "300", "700")) == [
        ("Miền núi: 420 ha", "2024"),
        ("Miền núi: 900 ha", "2025"),
        ("Ven biển: 300 ha", "2024"),
        ("Ven biển: 700 ha", "2025"),
    ]


def test_places_where_something_is_done_name_no_indicator() -> None:
    heads = ("STT", "Nội dung", "Địa bàn", "Số lượng", "Kinh phí (triệu đồng)")
    assert not _figures(heads, ("1", "Mở lớp dạy nghề", "Xã An Bình", "12", "120"))
