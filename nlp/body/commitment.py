"""Whether a quantity is a target that the document commits to, a result that it reports, or neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
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


def tone_of(doc_type: str | None, kind: str | None, title: str) -> DocumentTone:
    """What a document of a type mostly does: commit (a plan), set norms, report, or tell the news."""
    if kind == "article":
        return "article"
    if doc_type == "báo cáo":
        return "report"
    if doc_type in _PLANS:
        return "plan"
    return "norm" if doc_type in _NORMS else "other"


def judge(
    text: str, quantity: Quantity, piece: tuple[int, int], clause: tuple[int, int], place: Place
) -> Verdict | None:
    """None where the quantity is no target and no result."""
    before = text[piece[0] : quantity.start]
    whole = text[piece[0] : piece[1]]
    heading = _heading(place)
    if _excluded(text, quantity, before, whole, heading):
        return None
    if heading == "never":
        return None
    if _is_result(text, quantity, clause, piece, place, heading):
        return Verdict("result", 0.75)
    if heading == "result" or _role("clause_achieved").search(text[clause[0] : quantity.start]) and heading != "target":
        return None
    points = _points(text, quantity, before, whole, clause, place, heading)
    return Verdict("target", min(0.97, 0.5 + 0.07 * points)) if points >= _NEEDED else None


def _heading(place: Place) -> Literal["target", "result", "never", None]:
    """What the nearest heading that says anything says."""
    for title in (place.lead_in, *reversed(place.titles)):
        if _role("heading_target").search(title):
            return "target"
        if _role("heading_never").search(title):
            return "never"
        if _role("heading_result").search(title):
            return "result"
    return None


def _excluded(text: str, quantity: Quantity, before: str, whole: str, heading: str | None) -> bool:
    kind = quantity.kind
    if kind in ("abstract", "paper"):
        return True
    if kind == "time":
        return _role("time_target").search(whole) is None
    if kind == "score":
        return heading != "target" or _role("score_target").search(whole) is None
    if kind == "money" and _role("money_target").search(before[-150:]) is None:
        return True
    if (
        kind == "place"
        and quantity.total is None
        and re.search(rf"{_role('place_is_where').pattern}\s*(?:các\s+)?$", before, re.I)
    ):
        return True
    return _role("clause_never").search(before[-80:] + text[quantity.start : quantity.end + 12]) is not None


def _is_result(
    text: str, quantity: Quantity, clause: tuple[int, int], piece: tuple[int, int], place: Place, heading: str | None
) -> bool:
    if heading == "target" or place.tone in ("norm", "other") or place.tone == "plan" and heading != "result":
        return False
    said = text[clause[0] : quantity.start]
    if _role("clause_commits_later").search(said) if False else re.search(r"phấn đấu|sẽ|dự kiến", said, re.IGNORECASE):
        return False
    if _role("clause_achieved").search(text[clause[0] : piece[1]]):
        return True
    return heading == "result" and _role("clause_achieves_in_results").search(said) is not None


def _points(
    text: str, quantity: Quantity, before: str, whole: str, clause: tuple[int, int], place: Place, heading: str | None
) -> int:
    points = {"plan": 1, "norm": -2, "report": 0, "article": 0, "other": 0}[place.tone]
    points += 3 * (heading == "target")
    points += quantity.kind == "ratio"
    points += quantity.comparator in (">=", ">", "range", "<=")
    points += 2 * (re.search(r"phấn đấu", text[clause[0] : quantity.start], re.IGNORECASE) is not None)
    commits = list(_role("clause_commits").finditer(before))
    if commits:
        near = len(re.findall(r"\w+", before[commits[-1].end() :])) <= 4
        points += 2 if near and quantity.kind in ("count", "measure", "place", "other") else 1
    elif quantity.kind == "ratio" and re.search(r"(?<!\w)(?:được|có|thực hiện|tham gia|sử dụng|đạt)(?!\w)", whole):
        points += 1
    points += (
        re.search(
            r"(?:đến|trong|hết|trước|cuối)\s+(?:hết\s+|cuối\s+)?(?:năm|tháng|quý|ngày)\s+",
            text[clause[0] : clause[1]],
            re.IGNORECASE,
        )
        is not None
    )
    points -= (
        text[: quantity.start].rfind("(", clause[0]) > text[: quantity.start].rfind(")", clause[0])
        and quantity.kind != "ratio"
    )
    return points
