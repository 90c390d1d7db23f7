"""By when something holds: years, dates and "hằng năm" in a clause or a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.body.cited_documents import find_document_mentions
from nlp.dates import find_dates

_YEAR = r"(?:19|20)\d\d"
_SPAN = re.compile(
    rf"(?:giai đoạn|thời kỳ|nhiệm kỳ|năm)\s*(?:từ\s*)?(?:năm\s*)?{_YEAR}\s*[-–—]\s*(?:năm\s*)?(?P<to>{_YEAR})(?!\d)",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:đến|tới|hết|cuối|trong|trước)\s+(?P<year>20\d\d)(?![\d/.-])", re.IGNORECASE)
_YEARLY = re.compile(
    r"(?<!định kỳ )(?<!cấp )(?<!lương )(?:hằng|hàng|mỗi|từng)\s+năm(?!\s+(?:trước|sau))|"
    r"(?<!/người)(?<!/ha)(?<!/hộ)/năm(?!\w)",
    re.IGNORECASE,
)
_BASE = re.compile(
    r"(?:so với|so|từ|kể từ|sau|cùng kỳ|bằng|của|hơn)\s+(?:cùng kỳ\s+|mức\s+|cuối\s+|đầu\s+|thời điểm\s+|kết quả\s+)?$",
    re.IGNORECASE,
)
_BASE_SPAN = re.compile(r"so với\s+(?:bình quân\s+|trung bình\s+|kết quả\s+|mức\s+)*(?:của\s+|cả\s+)?$", re.IGNORECASE)
# The year of the value that a change starts from: "từ 23% năm 2021 xuống còn 18%".
_OF_BASE_VALUE = re.compile(
    r"(?<!\w)từ\s(?:mức\s)?\d[\d.,]*\s?(?:%|[^\W\d_]+(?:\s[^\W\d_]+){0,2})?\s?\(?(?:vào\s)?$", re.IGNORECASE
)
_VISION = re.compile(r"(?:tầm nhìn|định hướng)\s+(?:đến\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimeMark:
    """`text[start:end]` names a time, `value` "YYYY", "YYYY-MM" or "YYYY-MM-DD".

    `is_base` where a quantity is compared with that time ("so với năm 2020") and is not due then.
    """

    start: int
    end: int
    value: str
    is_base: bool


def time_marks(text: str) -> tuple[TimeMark, ...]:
    """All times that a text names, in text order; of "giai đoạn 2026 - 2030" the end.

    >>> [(m.value, m.is_base) for m in time_marks("Đến năm 2030, giai đoạn 2026 - 2029; tăng 15% so với năm 2020")]
    [('2030', False), ('2029', False), ('2020', True)]
    """
    spans = [(match.start(), match.end(), match["to"]) for match in _SPAN.finditer(text)]
    dates = [(date.start, date.end, date.value) for date in find_dates(text) if date.value]
    bare = [(match.start("year"), match.end(), match["year"]) for match in _BARE.finditer(text)]
    found: list[TimeMark] = []
    for rank, (start, end, value) in sorted(
        ((rank, mark) for rank, marks in enumerate((spans, dates, bare)) for mark in marks), key=lambda item: item[1][0]
    ):
        if found and start < found[-1].end:
            continue
        found.append(TimeMark(start, end, value, _is_base(text, start, is_span=rank == 0)))
    return tuple(found)


def _is_base(text: str, start: int, is_span: bool) -> bool:
    before = (_BASE_SPAN,) if is_span else (_BASE, _BASE_SPAN, _OF_BASE_VALUE)
    return any(pattern.search(text, max(0, start - 40), start) for pattern in before)


def is_yearly(text: str) -> bool:
    """Whether a clause says that something holds every year.

    >>> is_yearly("mỗi năm có 02 lớp"), is_yearly("trợ cấp hằng tháng")
    (True, False)
    """
    return _YEARLY.search(text) is not None


def heading_time(title: str) -> str | None:
    """The time that a heading sets: "đến năm 2030, tầm nhìn đến năm 2045" sets 2030; dates of cited documents set none.

    >>> heading_time("Mục tiêu cụ thể đến năm 2030, tầm nhìn đến năm 2045")
    '2030'
    """
    cited = [(mention.start, mention.end) for mention in find_document_mentions(title)]
    for mark in time_marks(title):
        if any(start <= mark.start < end for start, end in cited):
            continue
        if not mark.is_base and not _VISION.search(title[max(0, mark.start - 20) : mark.start]):
            return mark.value
    return None
