"""Whether a quantity is a target that the document commits to, a result that it reports, or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.body.target_exclusions import Case, is_excluded
from nlp.body.target_words import Heading, Place, heading_says, words_of
from nlp.models import TargetStatus

_NEEDED = 3  # points that make a quantity a target


@dataclass(frozen=True, slots=True)
class Verdict:
    """`confidence` 0 to 1 that the quantity is a target (or result) as `status` says."""

    status: TargetStatus
    confidence: float


def judge(case: Case, place: Place, goes_on: TargetStatus | None = None) -> Verdict | None:
    """None where the quantity is no target and no result.

    `goes_on`: what the quantity before it is, where this one stands beside it in one list.
    """
    heading = heading_says(place)
    if place.tone == "notice" and _TOPIC.match(case.text, case.clause[0]) and _is_before_colon(case):
        return None
    if heading == "never" or is_excluded(case, heading):
        return None
    if _is_result(case, place, heading) or (goes_on == "result" and heading != "target"):
        return Verdict("result", 0.75)
    if heading != "target" and (_is_told(case, place) or (heading == "result" and not _is_ahead(case))):
        return None
    if _is_state(case):
        return None
    points = _points(case, place, heading)
    if goes_on == "target":
        points = max(points, _NEEDED)
    return Verdict("target", min(0.97, 0.5 + 0.07 * points)) if points >= _NEEDED else None


_STATE_OPENING = re.compile(r"\W*(?:hiện nay|hiện tại|hiện(?:,|\s+(?:có|đang|toàn|cả)))(?!\w)", re.IGNORECASE)
_STATE_FOLLOWS = re.compile(r"(?:\s(?!so\s)[^\W\d_]+){0,6}\s(?:hiện nay|hiện tại)(?!\w)", re.IGNORECASE)
_REMARK_ON_PAST = re.compile(r"(?<!\w)(?:đã|hiện có|sẵn có)(?:\s[^\W\d_]+){0,4}\s*\(\s*(?:gồm\s+)?$", re.IGNORECASE)
_REMARK_REACH = 60


def _is_state(case: Case) -> bool:
    """Whether the quantity says how things are: "Hiện nay, … khoảng 180 trạm", "61% khối lượng hiện nay"."""
    floor = max(case.clause[0], case.quantity.lead - _REMARK_REACH)
    if _REMARK_ON_PAST.search(case.text, floor, case.quantity.lead):
        return True
    if _is_ahead(case):
        return False
    if _has_level(case) and _STATE_FOLLOWS.match(case.text, case.quantity.end, case.clause[1]):
        return True
    return _STATE_OPENING.match(case.text, case.sentence, case.clause[1]) is not None


def _has_level(case: Case) -> bool:
    """Whether the quantity is a level: no change, no multiple of what there is, no whole of it."""
    quantity = case.quantity
    return quantity.direction is None and quantity.unit != "lần" and (quantity.kind, quantity.value) != ("ratio", 100)


_TOLD_NEAR = 40
_NOT_ACHIEVED_REACH = 60
_TOPIC = re.compile(
    r"(?:Về|Đối với)\s"
)  # what a meeting was asked for, before the colon behind which stands what it concludes


def _is_before_colon(case: Case) -> bool:
    return case.text.find(": ", case.quantity.end, case.clause[1]) >= 0


def _is_ahead(case: Case) -> bool:
    return words_of("clause_ahead").search(case.text, case.sentence, case.quantity.start) is not None


def _is_told(case: Case, place: Place) -> bool:
    """Whether the sentence tells what has been done and nothing that lies ahead.

    In a plan "đã" further off belongs to something else: "các khu công nghiệp đã hoạt động bảo đảm 100% nước thải …".
    """
    start, end = case.sentence, case.quantity.start
    if _is_ahead(case):
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
    if _is_ahead(case):
        return False
    if _is_told(case, place) or words_of("clause_achieved").search(case.text, case.clause[0], case.piece[1]):
        return True
    if heading != "result" and place.tone != "article":
        return False
    quantity = case.quantity
    if quantity.kind != "ratio" and _is_remark(case.text, case.clause[0], quantity.lead):
        return False  # "(trung bình 64 người/xã)"
    if heading == "result" and _LABEL_END.search(case.before):
        return words_of("not_achieved").search(case.before) is None
    if words_of("not_achieved").search(case.before[-_NOT_ACHIEVED_REACH:]):
        return False
    achieved = [m.end() for m in words_of("clause_achieves_in_results").finditer(case.before)]
    if achieved and (heading == "result" or "," not in case.before[achieved[-1] :]):
        return True
    if heading != "result":
        return False
    if quantity.total is not None or quantity.direction is not None or quantity.unit == "top":
        return True
    return quantity.kind == "ratio" and _BECOMES.search(case.whole) is not None


_LABEL_END = re.compile(r"(?::|(?<!\w)là)\s*$")
_BY_WHEN = re.compile(r"(?:đến|trong|hết|trước|cuối)\s+(?:hết\s+|cuối\s+)?(?:năm|tháng|quý|ngày)\s", re.IGNORECASE)
_BECOMES = re.compile(r"(?<!\w)(?:được|có|thực hiện|tham gia|sử dụng|đạt|áp dụng)(?!\w)", re.IGNORECASE)
_LABELLED = re.compile(r"(?:số lượng|quy mô|số lớp|số người|số cuộc)(?:\s[^:.;]{0,30})?:\s*$", re.IGNORECASE)
_HAS = re.compile(r"(?<!\w)(?:có|phải)\s+(?:ít nhất|tối thiểu)", re.IGNORECASE)
_EACH_HAS = re.compile(
    r"(?<!\w)mỗi\s\w+(?:\s\w+)?\s(?:từ\s)?$|(?<!\w)mỗi\s[^;.:]{2,60}\s(?:có|phải có)\s[^;.:,]{0,30}$", re.IGNORECASE
)
_DONE = re.compile(r"(?<!\w)được(?!\w)")
_TONE_POINTS = {"plan": 1, "directive": 1, "notice": 1, "norm": -2, "report": 0, "article": 1, "other": 0}


def _points(case: Case, place: Place, heading: Heading | None) -> int:
    """How much speaks for a commitment: the heading, the verb, the bound, the date; against it a norm, a bracket."""
    quantity, clause = case.quantity, case.clause
    points = _TONE_POINTS[place.tone]
    if place.tone in ("directive", "notice") and not place.titles:
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
    points -= quantity.kind != "ratio" and _is_remark(case.text, clause[0], quantity.lead)
    points -= 2 * _is_open(case.text, "“”", clause[0], quantity.start)
    return points


_VERB_REACH = 500  # characters before a quantity in which its verb may stand


def _verb_points(case: Case) -> int:
    """A verb of commitment right before a counted thing ("tổ chức 02 lớp") weighs more than one further off."""
    quantity, end = case.quantity, case.quantity.start
    start = max(case.piece[0], end - _VERB_REACH)
    verbs = [match.end() for match in words_of("clause_commits").finditer(case.text, start, end)]
    if verbs:
        between = case.text[verbs[-1] : end]
        is_near = len(re.findall(r"\w+", between)) <= 4 or _is_measured(case.text, verbs[-1], end) or _is_labelled(case)
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


def _is_labelled(case: Case) -> bool:
    """Whether what opens with a verb and ends with a colon names what is counted ("Nâng cấp đường ra bến: 12 bến")."""
    opens = words_of("clause_commits").match(case.text, case.piece[0])
    return opens is not None and case.text[opens.end() : case.quantity.lead].rstrip().endswith(":")


def _is_measured(text: str, start: int, end: int) -> bool:
    """Whether the quantity measures what the verb acts on ("mời gọi đầu tư … với công suất 100 MW")."""
    measures = [match.end() for match in words_of("measure_of").finditer(text, start, end)]
    return bool(measures) and len(text[measures[-1] : end].split()) <= 2


def _is_remark(text: str, start: int, end: int) -> bool:
    """Whether the quantity stands in a bracket behind other words: "(gồm 12 thành viên)", not "(12 xã)"."""
    opening = text.rfind("(", start, end)
    return _is_open(text, "()", start, end) and re.fullmatch(r"\(\W*", text[opening:end]) is None


def _is_open(text: str, marks: str, start: int, end: int) -> bool:
    """Whether a bracket or a quotation begun in `text[start:end]` goes on at its end."""
    return text.rfind(marks[0], start, end) > text.rfind(marks[1], start, end)
