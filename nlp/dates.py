"""Dates as Vietnamese documents print them. A grammar of its own: general parsers read "85%" as a year."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text: `text[start:end]` as printed, `value` "YYYY-MM-DD", "YYYY-MM" or "YYYY".

    A quarter stands for its year, a half year for its last month. `value` is None where the day does not exist
    (31/02/2025).
    """

    start: int
    end: int
    value: str | None


_DAY = r"ng[àaáảạ]y"
_MONTH = r"th[áaàảạ]ng"
_YEAR = r"n[ăaâà]m"
_BLANK = r"[ .…_\-]{0,80}+"
_GAP = r"\s{0,3}+"
_FOUR = r"(?:19|20)\d\d"
_DASHES = r"[/.\-]"


# One form a name, tried in this order at every place.
_FORMS = {
    # ngày 23 tháng 11 năm 2016; the day or the month may be left blank to be filled in by hand
    "written": rf"{_DAY}{_GAP}(?P<wd>\d ?\d?|{_BLANK}){_GAP}{_MONTH}{_GAP}(?P<wm>\d ?\d?|{_BLANK}){_GAP}"
    rf"{_YEAR}{_GAP}(?P<wy>[12] ?\d ?\d ?\d)(?!\d)",
    # 23/11/2016, 23-11-2016, 01.4.2025, 25/3/ 2010
    "numeric": rf"(?:{_DAY}{_GAP})?(?<![\d/.,\-])(?P<nd>\d{{1,2}})\s?(?P<sep>{_DASHES})\s?(?P<nm>\d{{1,2}})\s?"
    rf"(?P=sep)\s?(?P<ny>{_FOUR})(?![\d/])",
    # ngày 25/3/10
    "short": rf"{_DAY}{_GAP}(?P<sd>\d{{1,2}})(?P<ssep>{_DASHES})(?P<sm>\d{{1,2}})(?P=ssep)(?P<sy>\d\d)(?![\d/])",
    # ngày 23 tháng 11/2016
    "mixed": rf"{_DAY}{_GAP}(?P<xd>\d{{1,2}}){_GAP}{_MONTH}{_GAP}(?P<xm>\d{{1,2}})\s?[/\-.,]\s?(?P<xy>{_FOUR})(?!\d)",
    "iso": r"(?<![\d/\-])(?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)(?![\d\-])",
    # quý IV năm 2025, quý I/2026
    "quarter": rf"qu[ýyí]{_GAP}(?P<q>IV|I{{1,3}}|[1-4]){_GAP}(?:[/\-,]{_GAP})?(?:{_YEAR}{_GAP})?(?P<qy>{_FOUR})(?!\d)",
    "half": rf"(?:6|06|sáu)\s+tháng\s+(?P<part>đầu|cuối)\s+năm\s+(?P<hy>{_FOUR})(?!\d)",
    # tháng 6/2025, tháng 6 năm 2025
    "month": rf"{_MONTH}{_GAP}(?P<mm>\d{{1,2}}){_GAP}(?:[/\-.,]|,?{_GAP}{_YEAR}){_GAP}(?P<my>{_FOUR})(?![\d/])",
    # đến 12/2025, T12/2025: a bare month only after a word that asks for a time
    "bare_month": r"(?<!\w)(?:(?<=đến )|(?<=trước )|(?<=trong )|(?<=từ )|(?<=hết )|(?<=cuối )|T\.?\s?)"
    rf"(?P<bm>\d{{1,2}})/(?P<by>{_FOUR})(?![\d/])",
    "year": rf"(?<!\w){_YEAR}{_GAP}(?P<y>{_FOUR})(?!\d)",
}
# What any of them begins with: at nearly every place of a text one look rules all of them out.
_BEGINS = rf"(?=\d|{_DAY}|{_MONTH}|{_YEAR}|qu[ýyí]|sáu|T[\d.\s])"
_DATE = re.compile(
    _BEGINS + "(?:" + "|".join(f"(?P<{name}>{form})" for name, form in _FORMS.items()) + ")", re.IGNORECASE
)
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}


def find_dates(text: str) -> tuple[DateMention, ...]:
    """All dates of the text, in order, none overlapping another.

    >>> [mention.value for mention in find_dates("ngày 23 tháng 11 năm 2016, quý I/2026 và tháng 6/2025; 31/02/2025")]
    ['2016-11-23', '2026', '2025-06', None]
    """
    return tuple(
        DateMention(match.start(), match.end(), _VALUES[match.lastgroup or ""](match)) for match in _DATE.finditer(text)
    )


def is_full(value: str | None) -> bool:
    """Whether a value names a day.

    >>> is_full("2016-11-23"), is_full("2016-11"), is_full(None)
    (True, False, False)
    """
    return value is not None and len(value) == len("YYYY-MM-DD")


def _digits(printed: str) -> int | None:
    kept = re.sub(r"\D", "", printed)
    return int(kept) if kept else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month(year: int, month: int) -> str | None:
    return f"{year:04d}-{month:02d}" if 1 <= month <= 12 else None


def _written(match: re.Match[str]) -> str | None:
    day, month, year = _digits(match["wd"]), _digits(match["wm"]), _digits(match["wy"])
    if year is None or not 1900 <= year < 2100:
        return None
    if month is None:
        return f"{year}" if day is None else None
    return _month(year, month) if day is None else _day(year, month, day)


def _two_digit_year(printed: str) -> int:
    """A year of two digits: 00 to 49 is this century, as no document cited is younger or older than that allows."""
    year = int(printed)
    return year + (2000 if year < 50 else 1900)


def _three(year: str, month: str, day: str) -> Callable[[re.Match[str]], str | None]:
    return lambda match: _day(int(match[year]), int(match[month]), int(match[day]))


def _quarter(match: re.Match[str]) -> str | None:
    quarter = _QUARTERS.get(match["q"].upper()) or int(match["q"])
    return match["qy"] if 1 <= quarter <= 4 else None


# The name of the form that matched is the last group of the match, for the outer group closes last.
_VALUES: dict[str, Callable[[re.Match[str]], str | None]] = {
    "written": _written,
    "numeric": _three("ny", "nm", "nd"),
    "short": lambda match: _day(_two_digit_year(match["sy"]), int(match["sm"]), int(match["sd"])),
    "mixed": _three("xy", "xm", "xd"),
    "iso": _three("iy", "im", "id"),
    "quarter": _quarter,
    "half": lambda match: _month(int(match["hy"]), 6 if match["part"].lower() == "đầu" else 12),
    "month": lambda match: _month(int(match["my"]), int(match["mm"])),
    "bare_month": lambda match: _month(int(match["by"]), int(match["bm"])),
    "year": lambda match: match["y"],
}
