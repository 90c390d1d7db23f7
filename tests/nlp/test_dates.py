"""Dates in all forms that documents print."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.dates import find_dates, is_full

_DAYS = st.dates(min_value=date(1946, 1, 1), max_value=date(2099, 12, 31))


def values(text: str) -> list[str | None]:
    return [mention.value for mention in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngày 23 tháng 11 năm 2016", ["2016-11-23"]),
        ("ngày 4 tháng 9 năm\n2016", ["2016-09-04"]),
        ("Ngày 04tháng 02 năm 2025", ["2025-02-04"]),
        ("ngay 20 thang 3 nam 2018", ["2018-03-20"]),
        ("ngày 23 tháng 11/2016", ["2016-11-23"]),
        ("23/11/2016", ["2016-11-23"]),
        ("ngày 23-11-2016", ["2016-11-23"]),
        ("01.4.2025", ["2025-04-01"]),
        ("ngày 25/3/ 2010", ["2010-03-25"]),
        ("ngày 25/3/10", ["2010-03-25"]),
        ("2025-07-01", ["2025-07-01"]),
        ("ngày tháng 3 năm 2024", ["2024-03"]),
        ("ngày ...... tháng ... năm 2024", ["2024"]),
        ("tháng 6/2025 và tháng 7 năm 2026", ["2025-06", "2026-07"]),
        ("quý IV năm 2025, Quý I/2026", ["2025", "2026"]),
        ("6 tháng đầu năm 2025", ["2025-06"]),
        ("đến 12/2025", ["2025-12"]),
        ("năm 2025", ["2025"]),
        ("từ ngày 01/7/2025 đến ngày 30/9/2025", ["2025-07-01", "2025-09-30"]),
    ],
)
def test_printed_forms(text: str, expected: list[str | None]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize("text", ["31/02/2025", "ngày 31 tháng 4 năm 2024", "tháng 13/2025", "ngày 40/1/2024"])
def test_a_date_that_does_not_exist_has_no_value(text: str) -> None:
    assert values(text) == [None]


@pytest.mark.parametrize(
    "text",
    ["85%", "số 06/2025/QĐ-UBND", "giai đoạn 2021-2025", "ngày 30 tháng 6 hằng năm", "36/36 xã", "1.000.000 đồng", ""],
)
def test_other_figures_are_no_dates(text: str) -> None:
    assert values(text) == []


@given(
    _DAYS,
    st.sampled_from(
        ["ngày {d} tháng {m} năm {y}", "{d:02d}/{m:02d}/{y}", "{d}-{m}-{y}", "ngày {d}.{m}.{y}", "{y}-{m:02d}-{d:02d}"]
    ),
)
def test_every_day_comes_back(day: date, form: str) -> None:
    text = form.format(d=day.day, m=day.month, y=day.year)
    assert values(f"Họp {text}, tại xã.") == [day.isoformat()]
    assert is_full(day.isoformat())


@given(st.text(alphabet="ngàythăm quýIV 0123456789/.-…%,\n", max_size=200))
def test_mentions_stand_in_order_and_apart(text: str) -> None:
    position = 0
    for mention in find_dates(text):
        assert position <= mention.start < mention.end <= len(text)
        position = mention.end


def test_long_runs_cost_linear_time() -> None:
    assert values("ngày " * 100_000 + "." * 100_000) == []
