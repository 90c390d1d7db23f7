"""Quantities that are neither target nor result: norms, thresholds, sums that pay, places where, denominators."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.body.quantity import Quantity
from nlp.body.target_words import Heading, words_of

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Case:
    """A quantity with what stands around it: its piece of the clause, the clause, and where its sentence starts."""

    text: str
    quantity: Quantity
    piece: Span
    clause: Span
    sentence: int

    @property
    def before(self) -> str:
        """The words of the piece before the number."""
        return self.text[self.piece[0] : self.quantity.start]

    @property
    def whole(self) -> str:
        return self.text[self.piece[0] : self.piece[1]]


def is_countable(text: str, quantity: Quantity, clause: Span) -> bool:
    """Whether a quantity can be an outcome at all: no age, no time limit, no part of a text, no place where."""
    if quantity.kind == "paper" or (quantity.kind == "abstract" and quantity.total is None):
        return False
    if quantity.unit.endswith("/ngày") and quantity.kind == "count":
        return False
    if _REFERS.match(text, quantity.end):
        return False
    if _is_denominator(text, quantity, clause):
        return False
    if quantity.kind == "place" and quantity.total is None:
        return not _is_where(text[max(clause[0], quantity.lead - 80) : quantity.lead])
    return quantity.kind != "time" or words_of("time_target").search(text, *clause) is not None


_REFERS = re.compile(r"[^.;,:\d]{0,30}\s(?:nêu tại|nêu trên|nói trên|kể trên)(?!\w)")
_PER = re.compile(r"(?<!\w)(?:trên|cho mỗi|/)\s*$", re.IGNORECASE)


def _is_denominator(text: str, quantity: Quantity, clause: Span) -> bool:
    """Whether a round figure tells per how many: 10.000 in "Số bác sĩ trên 10.000 dân đạt 9,5 bác sĩ"."""
    if quantity.value not in (1, 100, 1_000, 10_000, 100_000, 1_000_000) or quantity.kind == "ratio":
        return False
    before = text[max(clause[0], quantity.start - 80) : quantity.start]
    is_per = _PER.search(before) is not None and words_of("per_how_many").search(before) is not None
    return is_per and re.search(r"\d", text[quantity.end : clause[1]]) is not None


_NEAR = 80  # characters before a quantity in which a word that rules it out must stand
_MONEY_NEAR = 150
_TIMES = re.compile(r"(?<!\w)(?:gấp|tăng|giảm)(?:\s+\S+){0,4}\s*$", re.IGNORECASE)  # else it is how often
_OF_SUM = re.compile(
    r"\s*(?:tổng\s+)?(?:kinh phí|chi phí|mức|lương|học phí|tiền|giá trị|định mức|nguồn vốn|vốn|ngân sách)(?!\w)"
)
_SPENT = re.compile(r"(?<!\w)(?:giải ngân|thu|hoàn thành|thu hút|huy động|quyết toán)(?!\w)", re.IGNORECASE)


def is_excluded(case: Case, heading: Heading | None) -> bool:
    """Scores, sums that pay for something, norms, thresholds, and how far a plan was fulfilled."""
    quantity = case.quantity
    if words_of("clause_scores").search(case.whole):
        return True
    if quantity.kind == "score":
        return heading != "target" or words_of("score_target").search(case.whole) is None
    if quantity.unit.startswith("lần") and quantity.kind != "ratio" and not _TIMES.search(case.before):
        return True
    if quantity.kind == "money" and words_of("money_target").search(case.before[-_MONEY_NEAR:]) is None:
        return True
    if quantity.kind == "ratio" and quantity.direction is None and _OF_SUM.match(case.text, quantity.end):
        return _SPENT.search(case.before) is None
    near = case.before[-_NEAR:] + case.text[quantity.start : quantity.end]
    if words_of("clause_never").search(near) or words_of("compared_with").search(near):
        return True
    if quantity.kind == "ratio":
        return False
    if heading != "result" and words_of("made_of").search(near):
        return True
    return words_of("count_never").search(near) is not None


# To pilot or inspect something in so many communes is itself an outcome.
_SAMPLED = re.compile(
    r"(?:thí điểm|kiểm tra|giám sát|khảo sát|điều tra|thanh tra|triển khai|nhân rộng|xây dựng|hỗ trợ)[^;.:]{0,60}"
    r"\s(?:tại|ở|cho)\s+"
    r"(?:(?:ít nhất|tối thiểu)\s+)?$",
    re.IGNORECASE,
)


def _is_where(before: str) -> bool:
    """Whether the words before a number of communes tell where or by whom ("tại 05 xã", "UBND 04 xã")."""
    if _SAMPLED.search(before):
        return False
    tail = before[-30:]
    return any(
        not tail[match.end() :].replace("các", "").strip() for match in words_of("place_is_where").finditer(tail)
    )
