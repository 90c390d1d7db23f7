"""How a quantity is bounded (at least, about, …), whether it is a change, and from what value it starts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlp.body.number_words import NUMBER
from nlp.body.units import Unit
from nlp.lexicon import entries
from nlp.models import Comparator, Direction

_BEFORE = 60  # characters before a number in which its comparator and direction stand
_FURTHER = 130  # and in which the verb of a change may stand
_AFTER = 14


@dataclass(frozen=True, slots=True)
class Bounds:
    """`lead` is where the words that bound the quantity begin (the number's start if none)."""

    comparator: Comparator
    direction: Direction | None
    lead: int
    baseline: str | None = None


_CHANGE = re.compile(
    rf"(?P<verb>giảm|tăng|nâng|kéo giảm|hạ|rút ngắn)\s(?:[^;.:\d]{{0,60}}?\s)?từ\s(?P<from>(?:{NUMBER})\s?%?)"
    r"[^;.:]{0,40}?\s(?P<to>xuống còn|xuống|còn|lên|thành)\s$",
    re.IGNORECASE,
)
_BASE_VALUE = re.compile(
    rf"\s?[^;.:,]{{0,40}}?\s(?:xuống còn|xuống|lên trên|lên|thành)\s(?:khoảng\s|trên\s|dưới\s)?(?:{NUMBER})(?!\w)"
)
_FROM = re.compile(r"(?<!\w)từ\s(?:mức\s)?$")


def is_base_value(text: str, start: int, end: int) -> bool:
    """Whether the number `text[start:end]` is where a change begins: 23% in "từ 23% năm 2021 xuống 18%"."""
    return _FROM.search(text, max(0, start - 12), start) is not None and _BASE_VALUE.match(text, end) is not None


@cache
def _comparators(place: str) -> tuple[tuple[re.Pattern[str], Comparator], ...]:
    found = [
        (phrase, e["comparator"]) for e in entries("comparators") if e["place"] == place for phrase in e["phrases"]
    ]
    filler = r"(?:\s+(?:có|đạt|từ|là|bằng|được|thêm|cho|khoảng|mức|ở mức|ở|thì))*"
    few_words = r"(?:\s+[^\s,;.:()\d]+){0,5}?"
    head = r"\s*" if place == "after" else r"(?<!\w)"
    tail = {"near": filler + r"\s*$", "far": few_words + r"\s*$", "after": r"(?!\w)"}[place]
    longest_first = sorted(found, key=lambda item: -len(item[0]))
    return tuple((re.compile(rf"{head}{re.escape(p)}{tail}", re.IGNORECASE), value) for p, value in longest_first)


_DIRECTION = re.compile(
    r"(?<!\w)(?P<verb>tăng|giảm|rút ngắn|cắt giảm)(?:\s+(?:thêm|bình quân|trung bình|khoảng|ít nhất|tối thiểu|trên|từ|"
    r"hơn|được|dần|đạt|mỗi năm|hằng năm|hàng năm|gần|trưởng|tối đa|không quá|dưới|so với|là|mức|gấp|đều|thời gian|"
    r"chi phí|năm))*\s*$",
    re.IGNORECASE,
)
_OBJECTS = "tỷ lệ|tỉ lệ|số|chi phí|thời gian|năng suất|mức|lượng|phát thải|tai nạn|tội phạm"
_OF_OBJECT = re.compile(
    rf"(?P<what>(?:tốc độ|mức|tỷ lệ)\s+(?:tăng|giảm)|(?<!\w)tăng trưởng|(?<!\w)(?:tăng|giảm|rút ngắn)\s+(?:{_OBJECTS}))"
    r"(?P<gap>(?:\s+(?:[^\s;.:\d]+|\d{4}|\d{1,2})){0,14}?)\s*$",
    re.IGNORECASE,
)
# What recognition makes of "≥", for which its Vietnamese model has no letter: "Có 2 60%".
_MISREAD_AT_LEAST = re.compile(r"(?<!\w)(?:có|đạt|là|tỷ lệ|trên địa bàn)\s(?P<sign>2)\s$", re.IGNORECASE)
_REACHED = re.compile(r"(?<!\w)(?:còn|xuống|lên|thành|để|và|cho)(?!\w)")
_STATED = re.compile(r"(?<!\w)(?:đạt|chiếm|là)(?!\w)")


def bounds_of(text: str, start: int, number_start: int, unit: Unit, end: int) -> Bounds:
    """The bounds of the number at `number_start` with its unit, from the words of `text[start:end]` around it."""
    change = _CHANGE.search(text, max(start, number_start - 2 * _BEFORE), number_start)
    if change:
        falls = change["verb"].casefold() not in ("tăng", "nâng")
        return Bounds("<=" if falls else "=", None, change.start("to"), change["from"].strip())
    floor = max(start, number_start - _BEFORE)
    floor = max(floor, text.rfind(";", floor, number_start) + 1, text.rfind("\n", floor, number_start) + 1)
    comparator, lead = _comparator(text, floor, number_start, unit, end)
    verb = _DIRECTION.search(text, floor, number_start)
    if verb is None:
        return Bounds(comparator, _direction_of_object(text, start, number_start, unit), lead)
    direction: Direction = "increase" if verb["verb"].casefold() == "tăng" else "decrease"
    return Bounds(comparator, direction, min(lead, verb.start()))


def _comparator(text: str, floor: int, number_start: int, unit: Unit, end: int) -> tuple[Comparator, int]:
    for pattern, value in _comparators("after"):
        if pattern.match(text, unit.end, min(end, unit.end + _AFTER)):
            return value, _lead(text, floor, number_start)
    for place in ("near", "far"):
        for pattern, value in _comparators(place):
            if match := pattern.search(text, floor, number_start):
                whole = value == ">" and re.match(r"100\s?%", text[number_start : number_start + 5])
                return ("=" if whole else value), match.start()  # "trên 100% địa bàn" tells where, not how much
    if unit.name == "%" and (misread := _MISREAD_AT_LEAST.search(text, floor, number_start)):
        return ">=", misread.start("sign")
    return "=", number_start


def _lead(text: str, floor: int, number_start: int) -> int:
    """Where "từ" of "từ 98% trở lên" begins."""
    found = re.compile(r"(?<!\w)(?:đạt\s+)?từ\s+$").search(text, floor, number_start)
    return found.start() if found else number_start


def _direction_of_object(text: str, start: int, number_start: int, unit: Unit) -> Direction | None:
    """In "Giảm tỷ lệ hộ nghèo 1%/năm" the quantity is the change, in "… xuống còn 1%" it is what is reached."""
    if unit.kind != "ratio":
        return None
    floor = max(start, number_start - _FURTHER)
    floor = max(floor, *(text.rfind(mark, floor, number_start) + 1 for mark in (";", ":", "\n")))
    match = _OF_OBJECT.search(text, floor, number_start)
    if match is None or _REACHED.search(match["gap"]):
        return None
    what = match["what"].casefold()
    if _STATED.search(match["gap"]) and not what.startswith(("tốc độ", "mức", "tỷ lệ", "tăng trưởng")):
        return None
    return "decrease" if "giảm" in what else "increase"
