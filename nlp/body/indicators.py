"""What a target measures: its clause without quantity, bound, time and the words that only commit."""

from __future__ import annotations

import re

from nlp.body.quantity import Quantity
from nlp.body.target_words import words_of

_TIME = re.compile(
    r"(?:[,(]\s*)?(?<!\w)(?:(?:đến|tới|vào|trong|trước|từ nay đến)\s+)?(?:hết\s+|cuối\s+|đầu\s+)?"
    r"(?:(?:năm|quý\s[IV\d]+(?:\s+năm|/)?|giai đoạn|tháng\s\d{1,2}(?:\s+năm|/)|ngày\s[\d/]+)\s*"
    r"20\d\d(?:\s?[-–]\s?20\d\d)?)(?!\w)\)?,?",
    re.IGNORECASE,
)
_YEARLY = re.compile(r"(?:^|\s)(?:bình quân\s+)?(?:hằng|hàng|mỗi)\s+năm(?!\w),?", re.IGNORECASE)
_COMPARED = re.compile(r",?\s*(?:so với|so)\s+(?:cùng kỳ|năm|bình quân|giai đoạn|kế hoạch)[^,;:.]*", re.IGNORECASE)


def indicator_of(quote: str, quantity: Quantity, base: int) -> str:
    """The indicator of a quantity whose clause `quote` begins at `base` of the text.

    Two provinces that set the same goal in other words are to have the same indicator: "Tỷ lệ hộ nghèo giảm còn 1,2%
    vào năm 2025" and "Phấn đấu đến năm 2025 giảm tỷ lệ hộ nghèo xuống dưới 1%" both measure "tỷ lệ hộ nghèo".
    """
    first, last = max(0, quantity.lead - base), max(0, quantity.end - base)
    # In "9/16 xã, thị trấn" the counted noun is the first of a list that is measured as a whole.
    listed = quantity.unit if quantity.unit != "%" and re.match(r",\s*[^\W\d]", quote[last:]) else ""
    before, after = (_without_time(part) for part in (quote[:first], quote[last:]))
    before = _without_commitment(before)
    after = re.sub(r"^\s*(?:trở lên|trở xuống)(?!\w)", "", after)
    rest = " ".join(f"{before} {listed}{after}".split())
    return re.sub(r"\s+([,.;)])", r"\1", rest).strip(" ,.;:-()")


def _without_time(part: str) -> str:
    return _YEARLY.sub(" ", _TIME.sub(" ", _COMPARED.sub("", part)))


def _without_commitment(before: str) -> str:
    """Without the verbs at the start that only commit, and those at the end that only state the figure."""
    kept = before.strip(" ,")
    label, colon, rest = kept.rpartition(": ")
    while match := words_of("indicator_opening").match(rest.lstrip(" ,")):
        rest = rest.lstrip(" ,")[match.end() :]
    while match := _last(rest):
        rest = rest[: match.start()].rstrip(" ,")
    return f"{label}{colon}{rest.strip(' ,')}"


def _last(said: str) -> re.Match[str] | None:
    tail = max(0, len(said) - 40)
    found = [match for match in words_of("indicator_closing").finditer(said, tail) if match.end() == len(said)]
    return found[0] if found else None
