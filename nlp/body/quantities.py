"""Quantities in running text: value or range, unit, comparator, direction. Never a date, a citation or a label."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from nlp.body.bounds import bounds_of, is_base_value
from nlp.body.number_labels import is_enumerator, is_label, is_year
from nlp.body.number_words import NUMBER, NUMBER_WORD, number_value
from nlp.body.units import Unit, UnitKind, unit_at
from nlp.models import Comparator, Direction

Span = tuple[int, int]
WordEnd = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Quantity:
    """`text[start:end]` is number and unit; `lead` where the words that bound it begin (`start` if none).

    `total` is 36 in "34/36 xã", `baseline` the value from which a change starts, as written.
    """

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


@dataclass(frozen=True, slots=True)
class _Frame:
    """The stretch of text that is read: `text[start:end]`."""

    text: str
    start: int
    end: int
    word_end: WordEnd

    def unit(self, offset: int) -> Unit | None:
        return unit_at(self.text, offset, self.end, self.word_end)

    def quantity(
        self, number_start: int, unit: Unit, value: int | float, value_max: int | float | None = None
    ) -> Quantity:
        bounds = bounds_of(self.text, self.start, number_start, unit, self.end)
        comparator: Comparator = bounds.comparator if value_max is None else "range"
        return Quantity(
            number_start,
            unit.end,
            bounds.lead,
            value,
            value_max,
            unit.name,
            unit.kind,
            comparator,
            bounds.direction,
            baseline=bounds.baseline,
        )


_RANGE = re.compile(
    rf"(?<![\w.,/])(?P<low>{NUMBER})(?P<unit>[^\d;,.:()\n]{{0,16}}?)\s?(?:-|–|—|(?<!\w)đến|(?<!\w)tới)\s?"
    rf"(?P<high>{NUMBER})(?!\d|/\d|[.,]\d)"
)
_RATIO = re.compile(r"(?<![\w.,/-])(?P<part>\d{1,3}(?:\.\d{3})*)/(?P<all>\d{1,3}(?:\.\d{3})*)(?![\w/]|[.,]\d)")
_SINGLE = re.compile(
    rf"(?<![\w.,/])(?<!\d[-–])(?:(?:{NUMBER})(?![\w/-]|[.,]\d)|(?:{NUMBER})(?=[A-Za-zàáảãạăâêôơưđÀ-ỹ]{{1,5}}[²³23]?(?:/s)?(?![\w])))"
)
_WORDED = re.compile(
    rf"(?:ít nhất|tối thiểu|không dưới)\s+(?:có\s+|là\s+|từ\s+)?(?P<word>{NUMBER_WORD})(?!\w)\s*(?:\(\d+\)\s*)?",
    re.IGNORECASE,
)
_PATTERNS: Mapping[str, re.Pattern[str]] = {"range": _RANGE, "ratio": _RATIO, "worded": _WORDED, "single": _SINGLE}


def find_quantities(
    text: str, start: int, end: int, taken: Iterable[Span] = (), word_end: WordEnd = lambda offset: offset
) -> tuple[Quantity, ...]:
    """The quantities of `text[start:end]` in text order, none overlapping a span of `taken` (dates, citations).

    `word_end` gives the end of the word at an offset (a tokenizer's), for nouns that the lexicon does not know.

    >>> text = "ít nhất từ 01 đến 02 cán bộ; 36/36 xã"
    >>> [(q.value, q.value_max, q.unit, q.comparator) for q in find_quantities(text, 0, len(text))]
    [(1, 2, 'cán bộ', 'range'), (36, None, 'xã', '=')]
    """
    frame, occupied = _Frame(text, start, end, word_end), sorted(taken)
    found: list[Quantity] = []
    place = start
    for match, kind in _candidates(frame):
        first, last = match.span()
        if first < place or is_base_value(text, first, last) or _touches(occupied, first, last):
            continue
        quantity = _READERS[kind](frame, match)
        if quantity is not None:
            found.append(quantity)
            place = max(place, quantity.end)
    return tuple(_with_shared_bounds(text, found))


def _candidates(frame: _Frame) -> list[tuple[re.Match[str], str]]:
    found = [
        (match, kind) for kind, form in _PATTERNS.items() for match in form.finditer(frame.text, frame.start, frame.end)
    ]
    order = {kind: rank for rank, kind in enumerate(_PATTERNS)}
    return sorted(found, key=lambda item: (item[0].start(), order[item[1]]))


def _touches(spans: list[Span], start: int, end: int) -> bool:
    index = bisect_left(spans, (end, -1))
    return any(first < end and start < last for first, last in spans[max(0, index - 3) : index])


def _range(frame: _Frame, match: re.Match[str]) -> Quantity | None:
    """`10-15%`, `từ 01 đến 02 cán bộ`, `40 Mb/s đến 100 Mb/s`; not `2016-2020`, not `01 - 08 ngày`."""
    unit = frame.unit(match.end())
    low, high = number_value(match["low"]), number_value(match["high"])
    if unit is None or low >= high or is_label(frame.text, frame.start, match.start(), unit):
        return None
    if is_year(frame.text, match.start(), match["low"], unit) or (unit.kind == "time" and "ngày" in unit.name):
        return None
    said = match["unit"].strip()
    if said and not unit.name.startswith(said):
        return None  # two quantities, or a year and a value: "20% năm 2025 đến 30%"
    return frame.quantity(match.start(), unit, low, high)


_OF_SUM = re.compile(r"\s(?:tổng\s)?(?:số|dân số|thời gian)(?!\w)")


def _ratio(frame: _Frame, match: re.Match[str]) -> Quantity | None:
    """`36/36 xã`; not a day (`ngày 05/6`), not a fraction (`1/2 số hộ`)."""
    part, whole = number_value(match["part"]), number_value(match["all"])
    unit = frame.unit(match.end())
    if unit is None or part > whole or unit.kind in ("time", "abstract", "ratio", "other"):
        return None
    is_fraction = whole <= 10 and _OF_SUM.match(frame.text, match.end()) is not None
    is_day = re.compile(r"ngày\s*$").search(frame.text, max(frame.start, match.start() - 12), match.start())
    return None if is_fraction or is_day else replace(frame.quantity(match.start(), unit, part), total=whole)


def _worded(frame: _Frame, match: re.Match[str]) -> Quantity | None:
    """`ít nhất một mô hình`: a number word only where a comparator makes it sure."""
    unit = frame.unit(match.end())
    if unit is None or unit.kind in ("time", "abstract", "other"):
        return None
    return frame.quantity(match.start("word"), unit, number_value(match["word"]))


_BRACKETED = re.compile(r"\s?\(\s?(?:\d[\d.,]*|[^\W\d_]+(?:\s[^\W\d_]+){0,3})\s?\)")


def _single(frame: _Frame, match: re.Match[str]) -> Quantity | None:
    """`1.298 công chức`, `50% (1.000) cán bộ`, `hai (02) lớp`, `top 03`."""
    text, (first, last) = frame.text, match.span()
    if is_enumerator(text, first, last):
        return None
    if rank := _rank(frame, match):
        return rank
    if text[last : last + 1] == ")" and text[first - 1 : first] == "(":
        last += 1
    unit = frame.unit(last)
    if unit is not None and unit.start == last and unit.kind not in ("measure", "ratio", "money"):
        return None  # 5G, 4K, 3D: letters that belong to the number
    if unit is None and (bracketed := _BRACKETED.match(text, last, frame.end)):
        unit = frame.unit(bracketed.end())
    if unit is None or is_label(text, frame.start, first, unit) or is_year(text, first, match[0], unit):
        return None
    return frame.quantity(first, unit, number_value(match[0]))


_TOP = re.compile(r"(?<!\w)top\s*$", re.IGNORECASE)
_GROUP = re.compile(r"(?<!\w)nhóm\s$")
_LED = re.compile(
    r"\s?(?P<unit>tỉnh|địa phương|thành phố|đơn vị)(?:,\s\w+(?:\s\w+)?)?[^;.]{0,30}?"
    r"(?:dẫn đầu|đứng đầu|tốt nhất|cao nhất)"
)


def _rank(frame: _Frame, match: re.Match[str]) -> Quantity | None:
    """A rank: `top 03`, `nhóm 20 tỉnh dẫn đầu`."""
    text, (first, last) = frame.text, match.span()
    floor = max(frame.start, first - 6)
    if top := _TOP.search(text, floor, first):
        return Quantity(top.start(), last, top.start(), number_value(match[0]), None, "top", "count", "=", None)
    group = _GROUP.search(text, floor, first)
    led = _LED.match(text, last, frame.end) if group else None
    if group is None or led is None:
        return None
    end = led.end("unit")
    return Quantity(first, end, group.start(), number_value(match[0]), None, led["unit"], "count", "=", None)


_READERS: Mapping[str, Callable[[_Frame, re.Match[str]], Quantity | None]] = {
    "range": _range,
    "ratio": _ratio,
    "worded": _worded,
    "single": _single,
}

_AT_LEAST = re.compile(r"ít nhất|tối thiểu|không dưới", re.IGNORECASE)
_LISTED = re.compile(r"[^;.:\d]{0,40}(?:,|(?<!\w)và)\s*")
# Words after which a list of bounded quantities is over: the next one has a verb of its own.
_OWN_VERB = re.compile(r"(?<!\w)(?:có|đạt|được|là|trong đó|thực hiện|riêng|trên|đảm bảo|bảo đảm)(?!\w)", re.IGNORECASE)


def _with_shared_bounds(text: str, found: Iterable[Quantity]) -> Iterator[Quantity]:
    """In "tối thiểu 200 doanh nghiệp, 50 hợp tác xã" the bound holds for the whole list."""
    before: Quantity | None = None
    is_bounded = False
    for quantity in sorted(found, key=lambda item: item.start):
        is_bounded = is_bounded and before is not None and _is_next(text, before, quantity)
        if is_bounded:
            quantity = replace(quantity, comparator=">=")
        elif quantity.comparator == ">=":
            is_bounded = _AT_LEAST.match(text, quantity.lead) is not None
        yield quantity
        before = quantity


def _is_next(text: str, before: Quantity, quantity: Quantity) -> bool:
    """Whether the quantity, unbounded itself, is the next of a list that `before` stands in."""
    if quantity.lead != quantity.start or quantity.comparator != "=" or quantity.kind != before.kind:
        return False
    if quantity.kind == "ratio" and quantity.value == 100:
        return False
    is_listed = _LISTED.fullmatch(text, before.end, quantity.start) is not None
    return is_listed and not _OWN_VERB.search(text, before.end, quantity.start)
