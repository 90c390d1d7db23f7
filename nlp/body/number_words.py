"""Numbers as Vietnamese texts print them: 1.298 and 0,5, leading zeros, number words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10,
}  # fmt: skip
_UNITS = "|".join(word for word in _WORDS if word != "mười")
_ONES = rf"(?:\s+(?:mốt|lăm|{_UNITS}))?"
NUMBER_WORD = rf"(?:{_UNITS})\s+mươi{_ONES}|mười{_ONES}|{_UNITS}"

# 12 500 | 1.298 | 1.298,5 | 0,5 | 12 | 0.5 before a per cent sign (the point of an English keyboard)
NUMBER = (
    r"\d{1,3}(?: \d{3})*? \d00(?![\d.,]| \d{3}(?!\d))|\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+|\d+\.\d{1,2}(?=\s?%)|\d+"
)

_GROUPED = re.compile(r"\d{1,3}(?:[. ]\d{3})+(?:,\d+)?")
# Figures behind which three more stand are one number with them or are not: nobody can tell "lớp 1 250 em".
_GROUP_BEFORE = re.compile(r"(?<![\w.,/])\d{1,3}(?: \d{3})* $")


def number_value(printed: str) -> int | float:
    """The value of a printed number or number word; an int where it is whole.

    >>> number_value("1.298"), number_value("0,5"), number_value("01"), number_value("7.5"), number_value("hai")
    (1298, 0.5, 1, 7.5, 2)
    """
    if not printed[0].isdigit():
        return _word_value(printed.casefold().split())
    if _GROUPED.fullmatch(printed):
        printed = printed.replace(".", "").replace(" ", "")
    value = float(printed.replace(",", "."))
    return int(value) if value.is_integer() else value


def may_be_torn(text: str, start: int, printed: str) -> bool:
    """Whether the number printed at `start` may be the end of one with spaces between its groups.

    >>> may_be_torn("1 250 ha", 2, "250"), may_be_torn("năm 2025 250 ha", 9, "250")
    (True, False)
    """
    return (
        len(printed) == 3 and printed.isdecimal() and _GROUP_BEFORE.search(text, max(0, start - 16), start) is not None
    )


def _word_value(words: Sequence[str]) -> int:
    """`mười hai` is 12, `hai mươi lăm` 25."""
    ones = {"mốt": 1, "lăm": 5, **_WORDS}
    if "mươi" in words:
        return _WORDS[words[0]] * 10 + sum(ones[word] for word in words[2:])
    return sum(ones[word] for word in words)
