"""Whether a quantity is a target that the document commits to, a result that it reports, or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.body.quantities import Quantity
from nlp.body.target_words import Heading, Place, heading_says, words_of
from nlp.models import TargetStatus

Span = tuple[int, int]

_NEEDED = 3  # points that make a quantity a target


@dataclass(frozen=True, slots=True)
class Verdict:
    """`confidence` 0 to 1 that the quantity is a target (or result) as `status` says."""

    status: TargetStatus
    confidence: float


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
    if quantity.kind in ("abstract", "paper"):
        return False
    if quantity.kind == "place" and quantity.total is None:
        return not _is_where(text[max(clause[0], quantity.lead - 80) : quantity.lead])
    return quantity.kind != "time" or words_of("time_target").search(text, *clause) is not None


def judge(case: Case, place: Place, goes_on: TargetStatus | None = None) -> Verdict | None:
    """None where the quantity is no target and no result.

    `goes_on`: what the quantity before it is, where this one stands beside it in one list.
    """
    heading = heading_says(place)
    if heading == "never" or _is_excluded(case, heading):
        return None
    if _is_result(case, place, heading) or (goes_on == "result" and heading != "target"):
        return Verdict("result", 0.75)
    if heading == "result" or (heading != "target" and _is_told(case, place)):
        return None
    points = _points(case, place, heading)
    if goes_on == "target":
        points = max(points, _NEEDED)
    return Verdict("target", min(0.97, 0.5 + 0.07 * points)) if points >= _NEEDED else None


_NEAR = 80  # characters before a quantity in which a word that rules it out must stand
_MONEY_NEAR = 150
_OF_PLAN = re.compile(r"\s*(?:(?:so với|của)\s+)?(?:kế hoạch|chỉ tiêu|dự toán|cùng kỳ)(?!\w)", re.IGNORECASE)
_TIMES = re.compile(r"(?<!\w)(?:gấp|tăng|giảm)(?:\s+\S+){0,4}\s*$", re.IGNORECASE)  # else it is how often
_OF_SUM = re.compile(
    r"\s*(?:tổng\s+)?(?:kinh phí|chi phí|mức|lương|học phí|tiền|giá trị|định mức|nguồn vốn|vốn|ngân sách|dự toán)(?!\w)"
)


def _is_excluded(case: Case, heading: Heading | None) -> bool:
    """Scores, sums that pay for something, norms, thresholds, and how far a plan was fulfilled."""
    quantity = case.quantity
    if words_of("clause_scores").search(case.whole):
        return True
    if quantity.kind == "score":
        return heading != "target" or words_of("score_target").search(case.whole) is None
    if quantity.unit.startswith("lần") and not _TIMES.search(case.before):
        return True
    if quantity.kind == "money" and words_of("money_target").search(case.before[-_MONEY_NEAR:]) is None:
        return True
    if quantity.kind == "ratio" and quantity.direction is None and _OF_PLAN.match(case.text, quantity.end):
        return True
    if quantity.kind == "ratio" and _OF_SUM.match(case.text, quantity.end):
        return True
    near = case.before[-_NEAR:] + case.text[quantity.start : quantity.end]
    if words_of("clause_never").search(near):
        return True
    return quantity.kind != "ratio" and words_of("count_never").search(near) is not None


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


_AHEAD = re.compile(r"(?<!\w)(?:phấn đấu|sẽ|dự kiến|mục tiêu|cần)(?!\w)", re.IGNORECASE)


_TOLD_NEAR = 40


def _is_told(case: Case, place: Place) -> bool:
    """Whether the sentence tells what has been done and nothing that lies ahead.

    In a plan "đã" further off belongs to something else: "các khu công nghiệp đã hoạt động bảo đảm 100% nước thải …".
    """
    start, end = case.sentence, case.quantity.start
    if _AHEAD.search(case.text, start, end):
        return False
    if place.tone == "plan" or (place.tone == "directive" and place.titles):
        start = max(start, end - _TOLD_NEAR)
    return words_of("clause_achieved").search(case.text, start, end) is not None


def _is_result(case: Case, place: Place, heading: Heading | None) -> bool:
    if (
        heading == "target"
        or place.tone in ("norm", "directive", "other")
        or (place.tone == "plan" and heading != "result")
    ):
        return False
    if _AHEAD.search(case.text, case.sentence, case.quantity.start):
        return False
    if _is_told(case, place) or words_of("clause_achieved").search(case.text, case.clause[0], case.piece[1]):
        return True
    if heading != "result" and place.tone != "article":
        return False
    start, end = case.piece[0], case.quantity.start
    achieved = [match.end() for match in words_of("clause_achieves_in_results").finditer(case.text, start, end)]
    if achieved and "," not in case.text[achieved[-1] : end]:
        return True
    return heading == "result" and case.quantity.kind == "ratio" and _BECOMES.search(case.whole) is not None


_BY_WHEN = re.compile(r"(?:đến|trong|hết|trước|cuối)\s+(?:hết\s+|cuối\s+)?(?:năm|tháng|quý|ngày)\s", re.IGNORECASE)
_BECOMES = re.compile(r"(?<!\w)(?:được|có|thực hiện|tham gia|sử dụng|đạt|áp dụng)(?!\w)", re.IGNORECASE)
_LABELLED = re.compile(r"(?:số lượng|quy mô|số lớp|số người|số cuộc)(?:\s[^:.;]{0,30})?:\s*$", re.IGNORECASE)
_HAS = re.compile(r"(?<!\w)(?:có|phải)\s+(?:ít nhất|tối thiểu)", re.IGNORECASE)
_EACH_HAS = re.compile(r"(?<!\w)mỗi\s[^;.:]{2,60}\s(?:có|phải có)\s[^;.:,]{0,30}$", re.IGNORECASE)
_DONE = re.compile(r"(?<!\w)được(?!\w)")
_TONE_POINTS = {"plan": 1, "directive": 1, "norm": -2, "report": 0, "article": 0, "other": 0}


def _points(case: Case, place: Place, heading: Heading | None) -> int:
    """How much speaks for a commitment: the heading, the verb, the bound, the date; against it a norm, a bracket."""
    quantity, clause = case.quantity, case.clause
    points = _TONE_POINTS[place.tone]
    if place.tone == "directive" and not place.titles:
        points = 0  # the first paragraphs of a directive tell why it is given
    if place.tone == "norm" and heading == "target":
        points = -1
    if place.tone == "report" and any(words_of("heading_plan").search(title) for title in place.titles):
        points += 1
    points += 3 * (heading == "target")
    points += quantity.kind == "ratio"
    points += quantity.kind == "ratio" and quantity.value == 100
    points += quantity.comparator != "=" and quantity.comparator != "<"
    points += 2 * ("phấn đấu" in case.text[case.sentence : quantity.start].casefold())
    points += _verb_points(case) or _opening_points(case, place)
    points += _BY_WHEN.search(case.text, *clause) is not None
    points -= quantity.kind != "ratio" and _is_open(case.text, "()", clause[0], quantity.start)
    points -= 2 * _is_open(case.text, "“”", clause[0], quantity.start)
    return points


def _verb_points(case: Case) -> int:
    """A verb of commitment right before a counted thing ("tổ chức 02 lớp") weighs more than one further off."""
    quantity, start, end = case.quantity, case.piece[0], case.quantity.start
    verbs = [match.end() for match in words_of("clause_commits").finditer(case.text, start, end)]
    if verbs:
        is_near = len(re.findall(r"\w+", case.text[verbs[-1] : end])) <= 4 or _is_measured(case.text, verbs[-1], end)
        return 2 if is_near and quantity.kind in ("count", "measure", "place", "other") else 1
    if quantity.kind == "ratio":
        return int(_BECOMES.search(case.whole) is not None)
    if _LABELLED.search(case.text, start, max(start, quantity.lead)) or _EACH_HAS.search(case.text, start, end):
        return 2
    return int(
        _HAS.search(case.text, start, end) is not None
        or _DONE.search(case.text, quantity.end, case.piece[1]) is not None
    )


def _opening_points(case: Case, place: Place) -> int:
    """A piece that opens with its quantity: "Tối thiểu 03 cuộc kiểm tra", or "- 05 lớp" under "2. Tổ chức tập huấn"."""
    quantity = case.quantity
    if case.text[case.piece[0] : quantity.lead].strip():
        return 0
    if quantity.lead < quantity.start and quantity.comparator == ">=":
        return 1
    verb = words_of("clause_commits").match(place.titles[-1]) if place.titles else None
    return 2 if verb and quantity.kind == "count" else 0


def _is_measured(text: str, start: int, end: int) -> bool:
    """Whether the quantity measures what the verb acts on ("mời gọi đầu tư … với công suất 100 MW")."""
    measures = [match.end() for match in words_of("measure_of").finditer(text, start, end)]
    return bool(measures) and len(text[measures[-1] : end].split()) <= 2


def _is_open(text: str, marks: str, start: int, end: int) -> bool:
    """Whether a bracket or a quotation begun in `text[start:end]` goes on at its end."""
    return text.rfind(marks[0], start, end) > text.rfind(marks[1], start, end)
