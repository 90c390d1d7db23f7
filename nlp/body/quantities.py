"""Quantities in running text: value or range, unit, comparator, direction. Never a date, a citation or a label."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from nlp.body.bounds import is_base_value
from nlp.body.number_labels import is_enumerator, is_label, is_year
from nlp.body.number_words import NUMBER, NUMBER_WORD, may_be_torn, number_value
from nlp.body.quantity import Frame, Quantity, WordEnd
from nlp.body.ranks import RANK, rank
from nlp.body.shares import MULTIPLE, SHARE, multiple, share
from nlp.body.target_words import words_of
from nlp.body.units import is_countable_in_words, unit_at

Span = tuple[int, int]


_RANGE = re.compile(
    rf"(?<![\w.,/])(?P<low>{NUMBER})(?P<unit>[^\d;,.:()\n]{{0,16}}?)\s?"
    rf"(?:-|–|—|(?<!\w)(?:đến|tới)(?:\s(?:dưới|gần|không quá|khoảng))?)\s?(?P<high>{NUMBER})(?!\d|/\d|[.,]\d)"
)
_RATIO = re.compile(r"(?<![\w.,/-])(?P<part>\d{1,3}(?:\.\d{3})*)/(?P<all>\d{1,3}(?:\.\d{3})*)(?![\w/]|[.,]\d)")
_SINGLE = re.compile(
    rf"(?<![\w.,/])(?<!\d[-–])(?:(?:{NUMBER})(?![\w/-]|[.,]\d)|(?:{NUMBER})(?=[A-Za-zàáảãạăâêôơưđÀ-ỹ]{{1,5}}[²³23]?(?:/s)?(?![\w])))"
)
_WORDED = re.compile(rf"(?<!\w)(?P<word>{NUMBER_WORD})(?!\w)\s*(?:\(\d+\)\s*)?(?=[^\W\d_])(?!số\s)", re.IGNORECASE)
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "rank": RANK,
    "share": SHARE,
    "multiple": MULTIPLE,
    "range": _RANGE,
    "ratio": _RATIO,
    "worded": _WORDED,
    "single": _SINGLE,
}


def find_quantities(
    text: str, start: int, end: int, taken: Iterable[Span] = (), word_end: WordEnd = lambda offset: offset
) -> tuple[Quantity, ...]:
    """The quantities of `text[start:end]` in text order, none overlapping a span of `taken` (dates, citations).

    `word_end` gives the end of the word at an offset (a tokenizer's), for nouns that the lexicon does not know.

    >>> text = "ít nhất từ 01 đến 02 cán bộ; 36/36 xã"
    >>> [(q.value, q.value_max, q.unit, q.comparator) for q in find_quantities(text, 0, len(text))]
    [(1, 2, 'cán bộ', 'range'), (36, None, 'xã', '=')]
    """
    frame, occupied = Frame(text, start, end, word_end), sorted(taken)
    found: list[Quantity] = []
    place = start
    for match, kind in _candidates(frame):
        first, last = match.span()
        if first < place or is_base_value(text, first, last) or _touches(occupied, first, last):
            continue
        if kind == "single" and may_be_torn(text, first, match[0]):
            continue
        quantity = _READERS[kind](frame, match)
        if quantity is None and kind == "single":
            quantity = _labelled(frame, match, found[-1] if found else None)
        if quantity is not None:
            found.append(quantity)
            place = max(place, quantity.end)
    return tuple(_with_shared_bounds(text, found))


def _candidates(frame: Frame) -> list[tuple[re.Match[str], str]]:
    found = [
        (match, kind) for kind, form in _PATTERNS.items() for match in form.finditer(frame.text, frame.start, frame.end)
    ]
    order = {kind: rank for rank, kind in enumerate(_PATTERNS)}
    return sorted(found, key=lambda item: (item[0].start(), order[item[1]]))


def _touches(spans: list[Span], start: int, end: int) -> bool:
    index = bisect_left(spans, (end, -1))
    return any(first < end and start < last for first, last in spans[max(0, index - 3) : index])


def _range(frame: Frame, match: re.Match[str]) -> Quantity | None:
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


_DAY_BEFORE = re.compile(r"(?:ngày|tháng)\s*$")


def _ratio(frame: Frame, match: re.Match[str]) -> Quantity | None:
    """`36/36 xã`, `85/80%`; not a day (`ngày 05/6`)."""
    part, whole = number_value(match["part"]), number_value(match["all"])
    unit = frame.unit(match.end())
    if unit is None or unit.kind in ("time", "other", "money"):
        return None
    if part > whole and unit.kind in ("place", "ratio") and part > 2 * whole:
        return None
    if _DAY_BEFORE.search(frame.text, max(frame.start, match.start() - 12), match.start()):
        return None
    return replace(frame.quantity(match.start(), unit, part), total=whole)


_AT_LEAST_BEFORE = re.compile(r"(?:ít nhất|tối thiểu|không dưới)\s+(?:có\s+|là\s+|từ\s+)?$", re.IGNORECASE)
_WORD_REACH = 24  # characters before a number word in which the verb that counts must stand


def _worded(frame: Frame, match: re.Match[str]) -> Quantity | None:
    """`ít nhất một mô hình`, `mở hai lớp`: a number word counts behind a bound, or between some verbs and nouns."""
    floor = max(frame.start, match.start() - _WORD_REACH)
    is_bounded = _AT_LEAST_BEFORE.search(frame.text, floor, match.start()) is not None
    if not is_bounded and not words_of("counts_in_words").search(frame.text, floor, match.start()):
        return None
    if not is_bounded and match["word"].casefold() in ("tư", "năm"):
        return None  # "đầu tư", "năm học"
    unit = frame.unit(match.end())
    if unit is None or unit.kind not in ("count", "place", "measure"):
        return None
    if not is_bounded and not is_countable_in_words(unit.name):
        return None
    return frame.quantity(match.start("word"), unit, number_value(match["word"]))


_LABEL = re.compile(
    r"(?<!\w)(?:tổng\s)?số\s(?:lượng\s|lượt\s)?(?P<noun>(?!của|cho|theo)[^\W\d_]+)[^;.:\d]{0,80}?(?:\s?:|\slà|\sđạt)\s*$",
    re.IGNORECASE,
)
_LABEL_REACH = 120
_NOTHING_FOLLOWS = re.compile(r"\s*(?:[,;.)]|$)")
_COUNTED_ON = re.compile(r"[,;(]\s*(?:trong đó,?\s)?[^;.:\d,]{2,50}:\s*$")


def _labelled(frame: Frame, match: re.Match[str], before: Quantity | None) -> Quantity | None:
    """`Số hồ sơ tiếp nhận: 49, trong đó đúng hạn: 21`: the label names what a bare number counts."""
    text, (first, last) = frame.text, match.span()
    if not _NOTHING_FOLLOWS.match(text, last, frame.end) or len(match[0]) > 9:
        return None
    floor = max(frame.start, first - _LABEL_REACH)
    label = _LABEL.search(text, floor, first)
    value = number_value(match[0])
    if label is not None:
        end = max(label.end("noun"), min(frame.word_end(label.start("noun")), first))
        known = unit_at(text, label.start("noun"), first, frame.word_end)
        unit = known.name if known else " ".join(text[label.start("noun") : end].split())
        return Quantity(first, last, first, value, None, unit, "count", "=", None)
    if before is not None and before.end < first and before.unit and _COUNTED_ON.fullmatch(text, before.end, first):
        return Quantity(first, last, first, value, None, before.unit, before.kind, "=", None)
    return None


_BRACKETED = re.compile(r"\s?\(\s?(?:\d[\d.,]*|[^\W\d_]+(?:\s[^\W\d_]+){0,3})\s?\)")


def _single(frame: Frame, match: re.Match[str]) -> Quantity | None:
    """`1.298 công chức`, `50% (1.000) cán bộ`, `hai (02) lớp`, `top 03`."""
    text, (first, last) = frame.text, match.span()
    if is_enumerator(text, first, last):
        return None
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


_READERS: Mapping[str, Callable[[Frame, re.Match[str]], Quantity | None]] = {
    "rank": rank,
    "share": share,
    "multiple": multiple,
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
