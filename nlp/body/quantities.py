"""Quantities in running text: value or range, unit, comparator, direction. Never a date, a citation or a label."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from nlp.body.number_words import NUMBER, NUMBER_WORD, number_value
from nlp.body.units import Unit, UnitKind, unit_at
from nlp.lexicon import entries
from nlp.models import Comparator, Direction

Span = tuple[int, int]

_BEFORE = 60  # characters before a number in which its comparator and direction stand


@dataclass(frozen=True, slots=True)
class Quantity:
    """`text[start:end]` is number and unit; `lead` where its comparator or "tăng", "giảm" begins (`start` if none)."""

    start: int
    end: int
    lead: int
    value: int | float
    value_max: int | float | None
    unit: str
    kind: UnitKind
    comparator: Comparator
    direction: Direction | None
    total: int | float | None = None
    baseline: str | None = None


_TO = r"\s?(?:-|–|—|đến|tới)\s?"
_RANGE = re.compile(rf"(?<![\w.,/])(?P<low>{NUMBER})\s?(?P<sign>%)?(?P<to>{_TO})(?P<high>{NUMBER})(?![\d/]|[.,]\d)")
_RATIO = re.compile(r"(?<![\w.,/-])(?P<part>\d{1,3}(?:\.\d{3})*)/(?P<all>\d{1,3}(?:\.\d{3})*)(?![\w/]|[.,]\d)")
_SINGLE = re.compile(
    rf"(?<![\w.,/])(?<!\d[-–])(?P<value>{NUMBER})(?![\w/-]|[.,]\d)|(?<![\w.,/])(?P<metric>{NUMBER})(?=(?:ha|km|m2|m3|MW|kV|tấn)\b)"
)
_WORDED = re.compile(
    rf"(?:ít nhất|tối thiểu|không dưới)\s+(?:có\s+|là\s+|từ\s+)?(?P<word>{NUMBER_WORD})(?!\w)\s*(?:\(\d+\)\s*)?",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    rf"(?P<verb>giảm|tăng|nâng)\s(?:[^;.:\d]{{0,60}}?\s)?từ\s(?P<from>(?:{NUMBER})\s?%?)[^;.:\d]{{0,25}}?\s(?P<to>xuống còn|xuống|còn|lên|thành)\s$"
)

# The value that a change starts from, in the place where it ends: "từ 23% xuống 18%".
_BASE_VALUE = re.compile(
    rf"\s?[^\s\d;.:,]{{0,12}}(?:\s[^\s\d;.:,]+){{0,3}}?\s(?:xuống còn|xuống|lên|thành)\s(?:{NUMBER})(?!\w)"
)

# What makes a number a label: it numbers something ("Điều 5", "lớp 12") and counts nothing.
_LABELS = (
    "điều|khoản|điểm|mục|phần|chương|phụ lục|biểu|mẫu|bảng|hình|thứ|khóa|khoá|nghị quyết|nghị định|quyết định|thông tư|"
    "chỉ thị|kế hoạch|đề án|chương trình|dự án|tiểu dự án|hợp phần|quốc lộ|ql|tỉnh lộ|đường|cấp|lớp|hạng|mức độ|bậc|"
    "covid|cop|iso|phiên bản|tháng|quý|tuần|ngày|năm|kỳ|lần|tiểu mục|nội dung|nhóm|loại|khu vực|vùng|tổ|khu phố|ấp|"
    "thôn|đợt|vòng|bước|quận|phường|trang|web|nông thôn mới giai đoạn|giai đoạn|thời kỳ|trạng thái|tuyến|tầng|lô|số nhà|"
    "phòng|hội nghị trung ương|đại hội|nhiệm kỳ|fax|điện thoại|đt|tài khoản|mã|hotline|công nghiệp|cách mạng công nghiệp"
)
_LABELLED = re.compile(
    rf"(?<!\w)(?:(?:{_LABELS})(?:\s+(?:số|lần thứ|thứ))?|(?<!tổng )(?<!tổng, )số|lần thứ)\s*:?\s?$", re.IGNORECASE
)
_VERBS_TOO = ("năm", "kế hoạch", "tháng", "quý", "tuần", "cấp", "điểm", "chương trình", "dự án", "đề án")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONG = re.compile(r"\d{7,}|0\d{2,4}[.\s]\d{3}")


def find_quantities(
    text: str, start: int, end: int, taken: Iterable[Span] = (), word_end: Callable[[int], int] = lambda offset: offset
) -> tuple[Quantity, ...]:
    """The quantities of `text[start:end]` in text order, none overlapping a span of `taken` (dates, citations).

    >>> [(q.value, q.value_max, q.unit, q.comparator) for q in find_quantities("ít nhất từ 01 đến 02 cán bộ; 36/36 xã", 0, 38)]
    [(1, 2, 'cán bộ', 'range'), (36, None, 'xã', '=')]
    """
    occupied = sorted(taken)
    found: list[Quantity] = []
    place = start
    for match, kind in _candidates(text, start, end):
        if (
            match.start() < place
            or _BASE_VALUE.match(text, match.end(), end)
            or _touches(occupied, match.start(), match.end())
        ):
            continue
        for quantity in _READERS[kind](text, match, start, end, word_end):
            found.append(quantity)
            place = max(place, quantity.end)
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def _candidates(text: str, start: int, end: int) -> list[tuple[re.Match[str], str]]:
    found = [(match, "range") for match in _RANGE.finditer(text, start, end)]
    found += [(match, "ratio") for match in _RATIO.finditer(text, start, end)]
    found += [(match, "single") for match in _SINGLE.finditer(text, start, end)]
    found += [(match, "worded") for match in _WORDED.finditer(text, start, end)]
    order = {"range": 0, "ratio": 1, "worded": 2, "single": 3}
    return sorted(found, key=lambda item: (item[0].start(), order[item[1]]))


def _touches(spans: list[Span], start: int, end: int) -> bool:
    from bisect import bisect_left

    index = bisect_left(spans, (end, -1))
    return any(first < end and start < last for first, last in spans[max(0, index - 3) : index])


def _range(text: str, match: re.Match[str], start: int, end: int, word_end: Callable[[int], int]) -> list[Quantity]:
    unit = unit_at(text, match.end(), end, word_end)
    low, high = number_value(match["low"]), number_value(match["high"])
    if unit is None or low >= high or _is_label(text, match.start(), start, unit) or _is_years(match, unit):
        return []
    if (unit.kind == "time" and "ngày" in unit.name) or (match["sign"] and unit.kind != "ratio"):
        return []
    return [_quantity(text, match.start(), unit, low, high, start, end)]


def _is_years(match: re.Match[str], unit: Unit) -> bool:
    return bool(_YEAR.fullmatch(match["low"]) and _YEAR.fullmatch(match["high"]))


def _ratio(text: str, match: re.Match[str], start: int, end: int, word_end: Callable[[int], int]) -> list[Quantity]:
    part, whole = number_value(match["part"]), number_value(match["all"])
    unit = unit_at(text, match.end(), end, word_end)
    before = text[max(start, match.start() - 12) : match.start()]
    if (
        unit is None
        or part > whole
        or unit.kind in ("time", "abstract", "ratio", "other")
        or re.search(r"ngày\s*$", before)
    ):
        return []
    quantity = _quantity(text, match.start(), unit, part, None, start, end)
    return [_with_total(quantity, whole)]


def _with_total(quantity: Quantity, total: int | float) -> Quantity:
    from dataclasses import replace

    return replace(quantity, total=total)


def _worded(text: str, match: re.Match[str], start: int, end: int, word_end: Callable[[int], int]) -> list[Quantity]:
    unit = unit_at(text, match.end(), end, word_end)
    if unit is None or unit.kind in ("time", "abstract", "other"):
        return []
    return [_quantity(text, match.start("word"), unit, number_value(match["word"]), None, start, end)]


def _single(text: str, match: re.Match[str], start: int, end: int, word_end: Callable[[int], int]) -> list[Quantity]:
    printed = match["value"] or match["metric"]
    number_start = match.start()
    after = match.end()
    if _LONG.match(text, number_start) or (
        text[number_start - 1 : number_start] == "(" and not _counts_in_brackets(text, number_start, after)
    ):
        if text[number_start - 1 : number_start] != "(" or text[after : after + 1] == ")":
            return []
    if text[after : after + 1] == ")" and text[number_start - 1 : number_start] == "(":
        after += 1
    if rank := _rank(text, match, start):
        return rank
    paired = re.compile(r"\s?\(\s?(?P<pair>\d[\d.,]*|[^\W\d_]+(?:\s[^\W\d_]+){0,3})\s?\)").match(text, after, end)
    unit = _unit_past_brackets(text, after, end, paired, word_end)
    if (
        unit is None
        or _is_label(text, number_start, start, unit)
        or (_YEAR.fullmatch(printed) and not _counts(unit, text, number_start))
    ):
        return []
    return [_quantity(text, number_start, unit, number_value(printed), None, start, end)]


def _counts_in_brackets(text: str, start: int, end: int) -> bool:
    """ "50% (1.000) cán bộ", "hai (02) lớp": a bracketed number that counts; "(1) Tỷ lệ" numbers a list."""
    before = text[max(0, start - 12) : start - 1].rstrip().casefold()
    return before.endswith("%") or bool(re.search(rf"(?<!\w)(?:{NUMBER_WORD})$", before))


def _unit_past_brackets(
    text: str, after: int, end: int, paired: re.Match[str] | None, word_end: Callable[[int], int]
) -> Unit | None:
    direct = unit_at(text, after, end, word_end)
    if direct is not None or paired is None or paired["pair"].replace(".", "").isdecimal() and len(paired["pair"]) < 1:
        return direct
    return unit_at(text, paired.end(), end, word_end)


def _counts(unit: Unit, text: str, start: int) -> bool:
    """Whether a number that looks like a year counts things: "2020 người", never "năm 2020", "2016-2020"."""
    return unit.kind in ("count", "measure") and not re.search(
        r"(?:năm|-|–|/|đến|tháng|giai đoạn)\s?$", text[max(0, start - 12) : start]
    )


def _rank(text: str, match: re.Match[str], start: int) -> list[Quantity]:
    """A rank: "top 03"."""
    top = re.search(r"(?<!\w)top\s*$", text[max(start, match.start() - 6) : match.start()], re.IGNORECASE)
    if top is None:
        return []
    begin = match.start() - len(top[0])
    return [Quantity(begin, match.end(), begin, number_value(match[0]), None, "top", "count", "=", None)]


def _is_label(text: str, number_start: int, start: int, unit: Unit) -> bool:
    before = text[max(start, number_start - 30) : number_start]
    labelled = _LABELLED.search(before)
    if labelled is None:
        return False
    word = labelled[0].strip().casefold()
    if unit.kind == "ratio":
        return word in ("điều", "khoản", "điểm")
    if unit.kind == "money":
        return False
    return not (word in _VERBS_TOO and unit.kind in ("count", "measure"))


def _quantity(
    text: str, number_start: int, unit: Unit, value: int | float, value_max: int | float | None, start: int, end: int
) -> Quantity:
    comparator, direction, lead, baseline = _bounds(text, number_start, unit, start, end)
    if value_max is not None:
        comparator = "range"
    return Quantity(
        number_start, unit.end, lead, value, value_max, unit.name, unit.kind, comparator, direction, None, baseline
    )


@cache
def _comparators(place: str) -> tuple[tuple[re.Pattern[str], Comparator], ...]:
    found: list[tuple[str, Comparator]] = []
    for entry in entries("comparators"):
        if entry["place"] == place:
            found += [(phrase, entry["comparator"]) for phrase in entry["phrases"]]
    filler = r"(?:\s+(?:có|đạt|từ|là|bằng|được|thêm|cho|khoảng|mức|ở mức|ở|thì))*"
    far = r"(?:\s+[^\s,;.:()\d]+){0,5}?"
    tail = {"near": filler + r"\s*$", "far": far + r"\s*$", "after": ""}[place]
    head = r"^\s*" if place == "after" else r"(?<!\w)"
    ordered = sorted(found, key=lambda item: -len(item[0]))
    return tuple((re.compile(rf"{head}{re.escape(phrase)}{tail}", re.IGNORECASE), value) for phrase, value in ordered)


_DIRECTION = re.compile(
    r"(?<!\w)(?P<verb>tăng|giảm)(?:\s+(?:thêm|bình quân|trung bình|khoảng|ít nhất|tối thiểu|trên|từ|hơn|được|dần|đạt|"
    r"mỗi năm|hằng năm|hàng năm|gần|trưởng|tối đa|không quá|dưới|so với|là|mức))*\s*$",
    re.IGNORECASE,
)
_GROWTH = re.compile(
    r"(?:tốc độ\s+(?:tăng|giảm)|(?<!\w)(?:tăng|giảm)\s+(?:tỷ lệ|tỉ lệ|số|chi phí|thời gian|năng suất|mức|lượng|phát thải))"
    r"(?P<gap>(?:\s+[^\s;.:\d]+){0,14}?)\s*$",
    re.IGNORECASE,
)


def _bounds(
    text: str, number_start: int, unit: Unit, start: int, end: int
) -> tuple[Comparator, Direction | None, int, str | None]:
    floor = max(start, number_start - _BEFORE)
    window = text[floor:number_start]
    window = window[max(window.rfind(";"), window.rfind("\n")) + 1 :]
    base = number_start - len(window)
    lead = number_start
    comparator: Comparator = "="
    change = _CHANGE.search(text[max(start, number_start - 120) : number_start])
    if change:
        falls = change["verb"].casefold() == "giảm"
        return ("<=" if falls else "="), None, number_start - len(change["to"]) - 1, change["from"].strip()
    for place in ("near", "far"):
        match = next(((m, value) for pattern, value in _comparators(place) if (m := pattern.search(window))), None)
        if match:
            lead, comparator = base + match[0].start(), match[1]
            break
    for pattern, value in _comparators("after"):
        if pattern.search(text[unit.end : min(end, unit.end + 14)]):
            comparator = value
    direction = None
    found = _DIRECTION.search(window)
    if found:
        direction = "increase" if found["verb"].casefold() == "tăng" else "decrease"
        lead = min(lead, base + found.start())
    else:
        direction = _direction_of_object(text[max(start, number_start - 130) : number_start], unit)
    if direction and comparator == "<=" and re.search(r"(?:còn|xuống)\s*$", window):
        direction = None
    return comparator, direction, lead, None


def _direction_of_object(before: str, unit: Unit) -> Direction | None:
    """ "Giảm tỷ lệ hộ nghèo 1%/năm": the change itself, unless the clause goes on to what is reached ("xuống còn")."""
    before = re.split(r"[;:.\n]\s", before)[-1]
    match = _GROWTH.search(before)
    if match is None or re.search(r"(?<!\w)(?:còn|xuống|lên|thành|để|và|cho)(?!\w)", match["gap"]):
        return None
    if re.search(r"(?<!\w)(?:đạt|chiếm|là)(?!\w)", match["gap"]) and not match[0].casefold().startswith("tốc độ"):
        return None
    if unit.kind != "ratio":
        return None
    return "decrease" if "giảm" in match[0].casefold()[:12] else "increase"


_READERS: dict[str, Callable[[str, re.Match[str], int, int, Callable[[int], int]], list[Quantity]]] = {
    "range": _range,
    "ratio": _ratio,
    "single": _single,
    "worded": _worded,
}
