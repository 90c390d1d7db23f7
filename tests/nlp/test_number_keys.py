"""Document numbers as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.number_keys import AskedNumbers, asked_numbers, number_key, partial_number_keys


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("4952/KH-UBND", "4952 kh ubnd"),
        ("0130/KH-UBND", "130 kh ubnd"),
        ("256/2004/QĐ-UB", "256 2004 qd ub"),
        ("22/2021/TT-BLĐTBXH", "22 2021 tt bldtbxh"),
        ("1791-CV/TU", "1791 cv tu"),
        ("83/2015/QH13", "83 2015 qh 13"),
        ("4952KH", "4952 kh"),
        ("0", "0"),
        ("", ""),
    ],
)
def test_keys(written: str, key: str) -> None:
    assert number_key(written) == key


def test_keys_of_parts() -> None:
    assert partial_number_keys("4952/KH-UBND") == ("4952", "4952 kh", "4952 kh ubnd", "kh ubnd")
    assert partial_number_keys("") == ()


@pytest.mark.parametrize(
    ("typed", "certain", "possible"),
    [
        ("4952", ("4952",), ()),
        ("số 4952", ("4952",), ()),
        ("So: 4952/KH", ("4952 kh",), ()),
        ("KH-UBND", ("kh ubnd",), ()),
        ("kế hoạch của tỉnh số 4952", ("4952",), ()),
        ("kế hoạch của tỉnh 4952/KH-UBND năm 2016", ("4952 kh ubnd",), ()),
        ("kế hoạch của tỉnh 256/2004", (), ("256 2004",)),
        ("kế hoạch giảm nghèo tháng 6/2025", (), ()),
        ("kế hoạch giảm nghèo 2016", (), ()),
        ("tỉ lệ giảm nghèo còn 15%", (), ()),
        ("giúp đỡ cho 1.000 hộ nghèo", (), ()),
        ("giúp các hộ nghèo đến 20/4/2025", (), ()),
        ("công tác xã hội", ("cong tac xa hoi",) * 0, ()),
        ("", (), ()),
    ],
)
def test_numbers_asked_for(typed: str, certain: tuple[str, ...], possible: tuple[str, ...]) -> None:
    assert asked_numbers(typed) == AskedNumbers(certain, possible)


@given(st.text(max_size=60))
def test_any_text_has_keys(text: str) -> None:
    assert number_key(number_key(text)) == number_key(text)
    asked_numbers(text)
