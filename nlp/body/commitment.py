"""Whether a quantity is a target that the document commits to, a result that it reports, or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from nlp.body.quantities import Quantity
from nlp.lexicon import entries
from nlp.models import TargetStatus

DocumentTone = Literal["plan", "norm", "report", "article", "other"]

_PLANS = (
    "kế hoạch",
    "chương trình",
    "đề án",
    "kế hoạch hành động",
    "chương trình hành động",
    "chiến lược",
    "quy hoạch",
    "phương án",
)
_NORMS = ("quyết định", "nghị quyết", "nghị định", "thông tư", "luật", "quy chế", "quy định", "công văn", "thông báo", "hướng dẫn", "tờ trình", "công điện", "pháp lệnh")  # fmt: skip
_NEEDED = 3
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quantity stands: the titles of the sections above it (outermost first), the lead-in of its paragraph."""

    tone: DocumentTone
    titles: tuple[str, ...]
    lead_in: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`confidence` 0 to 1 that the quantity is a target (or result) as `status` says."""

    status: TargetStatus
    confidence: float


@cache
def _role(role: str) -> re.Pattern[str]:
    phrases = sorted(
        (p for e in entries("target_phrases") if e["role"] == role for p in e["phrases"]), key=len, reverse=True
    )
    words = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def tone_of(doc_type: str | None, kind: str | None) -> DocumentTone:
    """What a document of a type mostly does: commit (a plan), set norms, report, or tell the news."""
    if kind == "article":
        return "article"
    if doc_type == "báo cáo":
        return "report"
    if doc_type in _PLANS:
        return "plan"
    return "norm" if doc_type in _NORMS else "other"


def is_countable(text: str, quantity: Quantity, clause: Span) -> bool:
    """Whether a quantity can be an outcome at all: no age, no time limit, no part of a text, no place where."""
    if quantity.kind in ("abstract", "paper"):
        return False
    if (
        quantity.kind == "place"
        and quantity.total is None
        and _is_where(text[max(clause[0], quantity.lead - 30) : quantity.lead])
    ):
        return False
    return quantity.kind != "time" or _role("time_target").search(text[clause[0] : clause[1]]) is not None


def judge(
    text: str, quantity: Quantity, piece: Span, clause: Span, place: Place, *, goes_on: TargetStatus | None = None
) -> Verdict | None:
    """None where the quantity is no target and no result.

    `goes_on`: what the quantity before it is, where this one stands beside it in one list.
    """
    heading = heading_says(place)
    if heading == "never" or _excluded(text, quantity, piece, heading):
        return None
    if _is_result(text, quantity, clause, piece, place, heading) or (goes_on == "result" and heading != "target"):
        return Verdict("result", 0.75)
    if heading == "result":
        return None
    if heading != "target" and _role("clause_achieved").search(text, clause[0], quantity.start):
        return None
    points = _points(text, quantity, clause, piece, place, heading)
    if goes_on == "target":
        points = max(points, _NEEDED)
    return Verdict("target", min(0.97, 0.5 + 0.07 * points)) if points >= _NEEDED else None


def heading_says(place: Place) -> Literal["target", "result", "never"] | None:
    """What the nearest heading that says anything says."""
    for title in (place.lead_in, *reversed(place.titles)):
        if _role("heading_target").search(title):
            return "target"
        if _role("heading_never").search(title):
            return "never"
        if _role("heading_result").search(title):
            return "result"
        if title and _role("heading_neutral").search(title):
            return None
    return None


_NEAR = 80  # characters before a quantity in which a word that rules it out must stand


def _excluded(text: str, quantity: Quantity, piece: Span, heading: str | None) -> bool:
    before = text[piece[0] : quantity.start]
    whole = text[piece[0] : piece[1]]
    if _role("clause_scores").search(whole):
        return True
    if quantity.kind == "score":
        return heading != "target" or _role("score_target").search(whole) is None
    if quantity.kind == "money" and _role("money_target").search(before[-150:]) is None:
        return True
    return _role("clause_never").search(before[-_NEAR:] + text[quantity.start : quantity.end]) is not None


def _is_where(before: str) -> bool:
    """Whether the words before a number of communes tell where or by whom ("tại 05 xã", "UBND 04 xã")."""
    if _SAMPLED.search(before):
        return False
    return re.search(rf"{_role('place_is_where').pattern}\s*(?:các\s+)?$", before, re.IGNORECASE) is not None


# To pilot or inspect something in so many communes is itself an outcome.
_SAMPLED = re.compile(
    r"(?:thí điểm|kiểm tra|giám sát|khảo sát|điều tra|thanh tra)[^;.:]{0,60}\s(?:tại|ở)\s+(?:(?:ít nhất|tối thiểu)\s+)?$",
    re.IGNORECASE,
)


def _is_result(text: str, quantity: Quantity, clause: Span, piece: Span, place: Place, heading: str | None) -> bool:
    if heading == "target" or place.tone in ("norm", "other") or (place.tone == "plan" and heading != "result"):
        return False
    if re.search(r"phấn đấu|sẽ|dự kiến", text[clause[0] : quantity.start], re.IGNORECASE):
        return False
    if _role("clause_achieved").search(text, clause[0], piece[1]):
        return True
    if heading != "result" and place.tone != "article":
        return False
    achieved = list(_role("clause_achieves_in_results").finditer(text, piece[0], quantity.start))
    return bool(achieved) and "," not in text[achieved[-1].end() : quantity.start]


_BY_WHEN = re.compile(r"(?:đến|trong|hết|trước|cuối)\s+(?:hết\s+|cuối\s+)?(?:năm|tháng|quý|ngày)\s", re.IGNORECASE)
_BECOMES = re.compile(r"(?<!\w)(?:được|có|thực hiện|tham gia|sử dụng|đạt|áp dụng)(?!\w)", re.IGNORECASE)
_LABELLED = re.compile(r"(?:số lượng|quy mô|số lớp|số người|số cuộc)(?:\s[^:.;]{0,30})?:\s*$", re.IGNORECASE)
_HAS = re.compile(r"(?<!\w)(?:có|phải)\s+(?:ít nhất|tối thiểu)", re.IGNORECASE)
_TONE_POINTS = {"plan": 1, "norm": -2, "report": 0, "article": 0, "other": 0}


def _points(text: str, quantity: Quantity, clause: Span, piece: Span, place: Place, heading: str | None) -> int:
    """How much speaks for a commitment: the heading, the verb, the bound, the date; against it a norm, a bracket."""
    points = -1 if place.tone == "norm" and heading == "target" else _TONE_POINTS[place.tone]
    if place.tone == "report" and any(_role("heading_plan").search(title) for title in place.titles):
        points += 1
    points += 3 * (heading == "target")
    points += quantity.kind == "ratio"
    points += quantity.comparator in (">=", ">", "range", "<=")
    points += 2 * ("phấn đấu" in text[clause[0] : quantity.start].casefold())
    points += _verb_points(text, quantity, piece)
    points += _BY_WHEN.search(text, clause[0], clause[1]) is not None
    points -= quantity.kind != "ratio" and _in_brackets(text, clause[0], quantity.start)
    return points


def _verb_points(text: str, quantity: Quantity, piece: Span) -> int:
    """A verb of commitment right before a counted thing ("tổ chức 02 lớp") weighs more than one further off."""
    verb = None
    for verb in _role("clause_commits").finditer(text, piece[0], quantity.start):
        pass
    if verb is not None:
        is_near = len(re.findall(r"\w+", text[verb.end() : quantity.start])) <= 4
        is_near = is_near or _measured(text, verb.end(), quantity.start)
        return 2 if is_near and quantity.kind in ("count", "measure", "place", "other") else 1
    if quantity.kind != "ratio":
        labelled = _LABELLED.search(text, piece[0], quantity.lead) is not None
        return 2 * labelled or int(_HAS.search(text, piece[0], quantity.start) is not None)
    return int(_BECOMES.search(text, piece[0], piece[1]) is not None)


def _measured(text: str, start: int, end: int) -> bool:
    """Whether the quantity measures what the verb acts on ("mời gọi đầu tư … với công suất 100 MW")."""
    measure = None
    for measure in _role("measure_of").finditer(text, start, end):
        pass
    return measure is not None and len(text[measure.end() : end].split()) <= 2


def _in_brackets(text: str, start: int, end: int) -> bool:
    return text.rfind("(", start, end) > text.rfind(")", start, end)
