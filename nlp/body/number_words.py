"""Numbers as Vietnamese texts print them: 1.298 and 0,5, leading zeros, number words."""

from __future__ import annotations

import re

_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10,
}  # fmt: skip
NUMBER_WORD = "|".join(_WORDS)

# 1.298 | 1.298,5 | 0,5 | 12 | 0.5 before a per cent sign (the point of an English keyboard)
NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+|\d+\.\d{1,2}(?=\s?%)|\d+"

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


def number_value(printed: str) -> int | float:
    """The value of a printed number or number word; an int where it is whole.

    >>> number_value("1.298"), number_value("0,5"), number_value("01"), number_value("7.5"), number_value("hai")
    (1298, 0.5, 1, 7.5, 2)
    """
    if printed.casefold() in _WORDS:
        return _WORDS[printed.casefold()]
    if _GROUPED.fullmatch(printed):
        printed = printed.replace(".", "")
    value = float(printed.replace(",", "."))
    return int(value) if value.is_integer() else value
