"""Quantities: a text and the whole list expected from it; properties."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.body.number_words import NUMBER_WORD, number_value
from nlp.body.quantities import find_quantities
from nlp.body.quantity import Quantity

Brief = tuple[int | float, int | float | None, str, str, str | None]


def quantities(text: str) -> tuple[Quantity, ...]:
    return find_quantities(text, 0, len(text))


def brief(text: str) -> list[Brief]:
    return [(q.value, q.value_max, q.unit, q.comparator, q.direction) for q in quantities(text)]


TEXTS: list[tuple[str, list[Brief]]] = [
    # numbers
    ("trồng 1.298 cây", [(1298, None, "cây", "=", None)]),
    ("tỷ lệ 0,5%", [(0.5, None, "%", "=", None)]),
    ("mở 01 lớp", [(1, None, "lớp", "=", None)]),
    ("hai (02) lớp tập huấn", [(2, None, "lớp", "=", None)]),
    ("50% (1.000) cán bộ", [(50, None, "%", "=", None), (1000, None, "cán bộ", "=", None)]),
    ("34/36 xã", [(34, None, "xã", "=", None)]),
    ("ít nhất một mô hình", [(1, None, "mô hình", ">=", None)]),
    ("đón 1,2 triệu lượt khách", [(1.2, None, "triệu lượt khách", "=", None)]),
    ("băng thông 100Mbps", [(100, None, "Mbps", "=", None)]),
    # ranges
    ("từ 01 đến 02 cán bộ", [(1, 2, "cán bộ", "range", None)]),
    ("đạt 10-15%", [(10, 15, "%", "range", None)]),
    ("từ 40 kg đến 60 kg", [(40, 60, "kg", "range", None)]),
    ("từ 30% đến dưới 35%", [(30, 35, "%", "range", None)]),
    ("từ 85% đến 90%; 85-90%", [(85, 90, "%", "range", None), (85, 90, "%", "range", None)]),
    ("đạt 85/80%", [(85, None, "%", "=", None)]),
    # comparators
    ("tối thiểu đạt 50%", [(50, None, "%", ">=", None)]),
    ("đạt từ 98% trở lên", [(98, None, "%", ">=", None)]),
    ("trên 70% hộ", [(70, None, "%", ">", None)]),
    ("không quá 5%", [(5, None, "%", "<=", None)]),
    ("giảm còn 2%", [(2, None, "%", "<=", None)]),
    ("còn dưới 1%", [(1, None, "%", "<", None)]),
    ("khoảng 40 hộ", [(40, None, "hộ", "~", None)]),
    ("≥ 95%", [(95, None, "%", ">=", None)]),
    ("phủ trên 100% địa bàn", [(100, None, "%", "=", None)]),
    # the bound of a list
    (
        "tối thiểu 20 hộ, 30 cơ sở và 40 trường",
        [(20, None, "hộ", ">=", None), (30, None, "cơ sở", ">=", None), (40, None, "trường", ">=", None)],
    ),
    ("đạt từ 60% trở lên, 80% có điện", [(60, None, "%", ">=", None), (80, None, "%", "=", None)]),
    # changes
    ("tăng 15% so với năm trước", [(15, None, "%", "=", "increase")]),
    ("giảm tỷ lệ hộ nghèo 1 - 1,5%/năm", [(1, 1.5, "%/năm", "range", "decrease")]),
    ("giảm từ 23% xuống 18%", [(18, None, "%", "<=", None)]),
    ("nâng tỷ lệ từ 65% năm 2021 lên 75%", [(75, None, "%", "=", None)]),
    ("gấp 30 lần", [(30, None, "lần", "=", None)]),
    # units
    ("bình quân 60 m2/người", [(60, None, "m2/người", "=", None)]),
    ("12 bác sĩ/10.000 dân", [(12, None, "bác sĩ/10.000 dân", "=", None)]),
    ("65 triệu đồng/người/năm", [(65, None, "triệu đồng/người/năm", "=", None)]),
    ("16,5 tiêu chí/xã", [(16.5, None, "tiêu chí/xã", "=", None)]),
    ("109 bé trai/100 bé gái", [(109, None, "bé trai/100 bé gái", "=", None)]),
    ("20 công trình/dự án", [(20, None, "công trình", "=", None)]),
    ("top 03 cả nước", [(3, None, "top", "=", None)]),
    ("thuộc nhóm 20 tỉnh dẫn đầu", [(20, None, "top", "=", None)]),
    ("nhóm 10 địa phương có số thu cao nhất cả nước", [(10, None, "top", "=", None)]),
    ("đứng trong 15 tỉnh, thành phố dẫn đầu", [(15, None, "top", "=", None)]),
    ("xếp thứ 05 cả nước", [(5, None, "top", "=", None)]),
    ("xếp hạng 12/63 tỉnh, thành phố", [(12, None, "top", "=", None)]),
    ("tăng 03 bậc so với năm trước", [(3, None, "bậc", "=", "increase")]),
    # labels count nothing
    ("Điều 5, khoản 2, lớp 12 trường, quốc lộ 14 xe", []),
    ("số 12 đường Lê Lợi, điện thoại 0215.3825 máy", []),
    ("(1) Tỷ lệ; (2) Số hộ", []),
    ("giai đoạn 2021-2025, năm 2024, 24/7, 5G, 4.0", []),
    ("Vành đai 3 Thành phố", []),
    ("nhóm 20 tỉnh miền núi, nhóm 2", []),
    ("một số xã, một phần kinh phí, thực hiện cơ chế một cửa, một cách đồng bộ", []),
    ("xây dựng một hệ thống chung", []),
    # shares and multiples in words
    ("giảm 1/2 số hộ", [(0.5, None, "số hộ", "=", "decrease")]),
    ("ít nhất một phần hai số xã", [(0.5, None, "số xã", ">=", None)]),
    ("hai phần ba tổng số trường", [(0.6667, None, "tổng số trường", "=", None)]),
    ("một nửa số hộ nghèo", [(0.5, None, "số hộ", "=", None)]),
    ("gấp đôi năm 2020", [(2, None, "lần", "=", None)]),
    ("tăng gấp ba lần", [(3, None, "lần", "=", "increase")]),
    ("tăng gấp 1,5 lần", [(1.5, None, "lần", "=", "increase")]),
    # number words
    ("xây dựng mười hai mô hình", [(12, None, "mô hình", "=", None)]),
    ("trồng hai mươi lăm vườn", [(25, None, "vườn", "=", None)]),
    ("không dưới 40 hộ, bằng hoặc cao hơn 90%", [(40, None, "hộ", ">=", None), (90, None, "%", ">=", None)]),
    ("thuộc nhóm 20/34 tỉnh, thành phố", [(20, None, "top", "=", None)]),
    ("thêm 75 điểm thu, đạt 85 điểm", [(75, None, "điểm", "=", None), (85, None, "điểm", "=", None)]),
    ("số hồ sơ tiếp nhận: 49, đúng hạn: 21", [(49, None, "hồ sơ", "=", None), (21, None, "hồ sơ", "=", None)]),
    ("mở hai lớp, xây dựng ba mô hình", [(2, None, "lớp", "=", None), (3, None, "mô hình", "=", None)]),
    ("tổ chức một hội nghị", [(1, None, "hội nghị", "=", None)]),
    ("tối thiểu một điều dưỡng", [(1, None, "điều dưỡng", ">=", None)]),
    # words that number and words that act
    ("thí điểm 01 cơ sở, cấp 192 chứng chỉ", [(1, None, "cơ sở", "=", None), (192, None, "chứng chỉ", "=", None)]),
    ("tổng số 190 nhân viên", [(190, None, "nhân viên", "=", None)]),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_texts(text: str, expected: list[Brief]) -> None:
    assert brief(text) == expected


def test_what_a_change_starts_from() -> None:
    assert [q.baseline for q in quantities("giảm từ 23% xuống 18%")] == ["23%"]


def test_taken_spans_hold_no_quantity() -> None:
    text = "Nghị quyết 57 hộ và 20 hộ"
    assert [q.value for q in find_quantities(text, 0, len(text), taken=[(0, 13)])] == [20]


@pytest.mark.parametrize(("printed", "value"), [("1.000.000", 1000000), ("02", 2), ("7,25", 7.25), ("năm", 5)])
def test_number_values(printed: str, value: float) -> None:
    assert number_value(printed) == value
    assert isinstance(number_value(printed), int) == float(value).is_integer()


PIECES = [
    "10",
    "1.500",
    "0,5",
    "%",
    " hộ",
    " ha",
    " đến ",
    "-",
    "/",
    "(",
    ")",
    " tăng ",
    " ít nhất ",
    " năm ",
    "Điều ",
    ", ",
    " triệu",
    "5G",
    ";",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
@settings(max_examples=300)
def test_quantities_stand_in_the_text(pieces: list[str]) -> None:
    """In order, apart; number and unit printed where the span says."""
    text = "".join(pieces)
    end = 0
    for quantity in quantities(text):
        printed = text[quantity.start : quantity.end]
        assert end <= quantity.start < quantity.end <= len(text)
        assert quantity.lead <= quantity.start
        assert re.match(rf"\d|(?:{NUMBER_WORD})(?!\w)", printed) or quantity.unit == "top"
        assert quantity.value_max is None or quantity.value < quantity.value_max
        end = quantity.end


@pytest.mark.parametrize(
    "piece", ["1", "1.", "10-", "10 ", "10/", "từ 10% ", "tối thiểu ", "10 triệu ", "(1", "giảm từ ", "10 hộ, "]
)
def test_time_grows_with_length(piece: str) -> None:
    started = time.perf_counter()
    quantities(piece * (60_000 // len(piece)))
    assert time.perf_counter() - started < 8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hỗ trợ 12 000 hộ nghèo", [(12000, "=")]),
        ("trồng 1 500 ha rừng", [(1500, "=")]),
        ("trồng 2 000 000 cây xanh", [(2000000, "=")]),
        ("trồng 1 250 ha rừng", []),  # 1,250 or 250 of a first kind: left open
        ("năm 2025 trồng 250 ha rừng", [(250, "=")]),
        ("Có 2 60% doanh nghiệp", [(60, ">=")]),
        ("khu phố 2 có 60% hộ", [(60, "=")]),
        ("Chưa đến 3% trẻ em bỏ học", [(3, "<")]),
        ("không kém 6%/năm", [(6, ">=")]),
    ],
)
def test_spaces_between_groups_misread_signs_and_rarer_comparators(text: str, expected: list[tuple[int, str]]) -> None:
    assert [(quantity.value, quantity.comparator) for quantity in quantities(text)] == expected
