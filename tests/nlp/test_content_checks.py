"""Warnings about what does not fit together within a document, each with what must not be warned of."""

from __future__ import annotations

import pytest

from nlp.models import Record, Warning
from tests.nlp.plan_texts import DECISION, PLAN, Row, record, table

HEAD = (
    *PLAN[:5],
    "Thực hiện Nghị quyết số 14/NQ-HĐND ngày 09/12/2021, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
)


def warned(found: Record, code: str) -> list[Warning]:
    return [warning for warning in found.warnings if warning.code == code]


@pytest.mark.parametrize(
    ("day", "messages"),
    [
        ("ngày 29/02/2023", ["Ngày ghi “ngày 29/02/2023” không có thật: tháng đó không có ngày này."]),
        (
            "ngày 31 tháng 4 năm 2022",
            ["Ngày ghi “ngày 31 tháng 4 năm 2022” không có thật: tháng đó không có ngày này."],
        ),
        ("ngày 29/02/2024", []),
        ("ngày 31/12/2022", []),
        ("ngày … tháng … năm 2022", []),
        ("ngày 05 tháng … năm 2022", []),
        ("ngày 45/13/2022", []),  # nothing says which of the figures is wrong
    ],
)
def test_days_that_do_not_exist(day: str, messages: list[str]) -> None:
    found = warned(record("I. NHIỆM VỤ", f"Họp sơ kết {day} tại tỉnh. Mời dự họp {day}.", head=HEAD), "date-invalid")
    assert [warning.message for warning in found] == messages
    assert all(warning.evidence[0].text == day for warning in found)


@pytest.mark.parametrize(
    ("line", "deadlines"),
    [
        ("- Phấn đấu trước ngày 01/02/2022 có 90% thôn có tủ sách.", ["2022-02-01"]),
        ("- Phấn đấu đến tháng 01/2022 có 90% thôn có tủ sách.", ["2022-01"]),
        ("- Phấn đấu trước ngày 15/02/2022 có 90% thôn có tủ sách.", []),
        ("- Phấn đấu đến tháng 02/2022 có 90% thôn có tủ sách.", []),
        ("- Đến năm 2025, 90% thôn có tủ sách.", []),
        ("- Đến hết năm 2022, 90% thôn có tủ sách.", []),
        ("- Hằng năm mở 02 lớp đọc sách.", []),
    ],
)
def test_deadlines_that_had_passed_at_issue(line: str, deadlines: list[str]) -> None:
    found = warned(record("I. CHỈ TIÊU", line, head=HEAD), "deadline-before-issue")
    assert [warning.message.split()[2] for warning in found] == deadlines
    for warning in found:
        assert warning.evidence[0].text in line


def test_what_a_report_reached_has_no_deadline_to_miss() -> None:
    head = (
        "ỦY BAN NHÂN DÂN HUYỆN MƯỜNG ẢNG",
        "Số: 205/BC-UBND",
        "Mường Ảng, ngày 12 tháng 12 năm 2023",
        "BÁO CÁO",
        "Kết quả",
    )
    assert not warned(
        record("I. KẾT QUẢ", "- Đến tháng 6/2022, 90% thôn có tủ sách.", head=head), "deadline-before-issue"
    )


@pytest.mark.parametrize(
    ("issuer", "number", "count"),
    [
        ("SỞ Y TẾ TỈNH ĐIỆN BIÊN", "87/KH-UBND", 1),
        ("ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN", "87/KH-HĐND", 1),
        ("ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN", "87/KH-UBND", 0),
        ("HỘI ĐỒNG NHÂN DÂN TỈNH ĐIỆN BIÊN", "87/KH-HĐND", 0),
        ("SỞ Y TẾ TỈNH ĐIỆN BIÊN", "87/KH-SYT", 0),
    ],
)
def test_a_symbol_of_another_body(issuer: str, number: str, count: int) -> None:
    head = (issuer, f"Số: {number}", *HEAD[2:])
    assert len(warned(record("I. NHIỆM VỤ", "Trồng hoa.", head=head), "symbol-issuer-mismatch")) == count


def test_a_document_cited_before_it_was_made() -> None:
    found = record("Căn cứ Nghị định số 08/2022/NĐ-CP ngày 10/01/2028;", head=DECISION)
    assert [warning.evidence[0].text for warning in warned(found, "cited-after-issue")] == [
        "Nghị định số 08/2022/NĐ-CP ngày 10/01/2028"
    ]


TOTALS: list[tuple[tuple[Row, ...], list[str]]] = [
    # below and above the rows; thousands and decimals; each column for itself
    ((("STT", "Xã", "Kinh phí"), ("1", "Mường Lói", "1.200"), ("2", "Hẹ Muông", "800"), ("", "Tổng cộng", "2.100")),
     ["Dòng tổng ghi 2.100, các dòng cộng lại được 2.000."]),
    ((("TT", "Xã", "Cây", "Hoa"), ("", "Tổng số", "12", "5"), ("1", "Ẳng Tở", "7", "3"), ("2", "Hẹ Muông", "5", "4")),
     ["Dòng tổng ghi 5, các dòng cộng lại được 7."]),
    ((("STT", "Xã", "Diện tích"), ("1", "Mường Lói", "1,5"), ("2", "Hẹ Muông", "2,7"), ("", "Cộng", "5,2")),
     ["Dòng tổng ghi 5,2, các dòng cộng lại được 4,2."]),
    # they add up; up to what rounding does; a blank is nothing
    ((("STT", "Xã", "Kinh phí"), ("1", "Ẳng Tở", "1.200"), ("2", "Hẹ Muông", "800"), ("", "Tổng cộng", "2.000")), []),
    ((("STT", "Xã", "Diện tích"), ("1", "Mường Lói", "1,5"), ("2", "Hẹ Muông", "2,7"), ("", "Cộng", "4,3")), []),
    ((("STT", "Xã", "Cây"), ("1", "Ẳng Tở", "7"), ("2", "Hẹ Muông", "-"), ("3", "Pa Thơm", ""), ("", "Cộng", "7")), []),
    # shares and prices are not summed; the structure is open; a cell that is no number; no row numbers
    ((("STT", "Xã", "Tỷ lệ (%)"), ("1", "Mường Lói", "70"), ("2", "Hẹ Muông", "80"), ("", "Tổng cộng", "75")), []),
    ((("STT", "Xã", "Cây"), ("I", "Vùng cao", "9"), ("1", "Ẳng Tở", "7"), ("2", "Hẹ Muông", "2"),
      ("II", "Vùng thấp", "4"), ("1", "Pa Thơm", "4"), ("", "Tổng cộng", "13")), []),
    ((("STT", "Xã", "Cây"), ("1", "Ẳng Tở", "9"), ("1.1", "Bản Lói", "9"), ("2", "Lói", "2"), ("", "Cộng", "12")), []),
    ((("STT", "Xã", "Cây"), ("1", "Mường Lói", "7"), ("2", "Hẹ Muông", "chưa rõ"), ("", "Cộng", "12")), []),
    ((("Xã", "Cây", "Hoa"), ("Mường Lói", "7", "1"), ("Hẹ Muông", "2", "2"), ("Tổng cộng", "12", "3")), []),
    ((("STT", "Xã", "Cây"), ("1", "Ẳng Tở", "7"), ("2", "Lói", "2"), ("", "Cộng", "9"), ("", "Tổng cộng", "12")), []),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "messages"), TOTALS)
def test_sums_that_do_not_add_up(rows: tuple[Row, ...], messages: list[str]) -> None:
    found = warned(record("I. KINH PHÍ", table(*rows), head=HEAD), "sum-mismatch")
    assert [warning.message for warning in found] == messages
    for warning in found:
        assert warning.evidence[0].text in warning.message
