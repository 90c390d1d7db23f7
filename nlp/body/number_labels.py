"""Which numbers are labels: they number something ("Điều 5", "lớp 12", a year, a telephone) and count nothing."""

from __future__ import annotations

import re
from functools import cache

from nlp.body.number_words import NUMBER_WORD
from nlp.body.units import Unit
from nlp.lexicon import entries

_REACH = 30
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONG = re.compile(r"\d{7,}|0\d{2,4}[.\s]\d{3}")
_AFTER_TIME = re.compile(r"(?:năm|-|–|/|đến|tháng|giai đoạn)\s?$")


@cache
def _labelled() -> tuple[re.Pattern[str], frozenset[str]]:
    """The pattern of a label word before a number, and the words that may also be verbs."""
    words = sorted((label for entry in entries("number_labels") for label in entry["labels"]), key=len, reverse=True)
    verbs = frozenset(label for entry in entries("number_labels") if entry.get("unless") for label in entry["labels"])
    pattern = "|".join(re.escape(word) for word in words)
    numbering = r"(?:\s+(?:số|lần thứ|thứ))?\s*:?\s?$"
    return re.compile(rf"(?<!\w)(?<!tổng )(?P<word>{pattern}){numbering}", re.IGNORECASE), verbs


def is_label(text: str, start: int, number_start: int, unit: Unit) -> bool:
    """Whether the words of `text[start:number_start]` make the number a label, whatever noun follows."""
    pattern, verbs = _labelled()
    match = pattern.search(text, max(start, number_start - _REACH), number_start)
    if match is None or unit.kind in ("money", "measure"):
        return False
    word = match["word"].casefold()
    if unit.kind == "ratio":
        return word in ("điều", "khoản", "điểm")
    return not (word in verbs and unit.kind == "count")


def is_year(text: str, number_start: int, printed: str, unit: Unit) -> bool:
    """Whether four digits are a year: "2020 người" counts, "năm 2020", "2016-2020" do not."""
    if not _YEAR.fullmatch(printed):
        return False
    after_time = _AFTER_TIME.search(text, max(0, number_start - 12), number_start)
    return unit.kind not in ("count", "measure", "ratio") or after_time is not None


def is_enumerator(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` numbers an item ("(1) Tỷ lệ") or a telephone.

    The bracketed numbers of "50% (1.000) cán bộ" and "hai (02) lớp" count.
    """
    if _LONG.match(text, start):
        return True
    if text[start - 1 : start] != "(" or text[end : end + 1] != ")":
        return False
    before = text[max(0, start - 12) : start - 1].rstrip().casefold()
    return not (before.endswith("%") or re.search(rf"(?<!\w)(?:{NUMBER_WORD})$", before))
