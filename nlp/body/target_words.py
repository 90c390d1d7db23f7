"""The phrases of `target_phrases` as patterns, and what a kind of document and its headings do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Literal

from nlp.lexicon import entries

DocumentTone = Literal["plan", "directive", "notice", "norm", "report", "article", "other"]
Heading = Literal["target", "result", "never"]

_PLANS = frozenset(
    {"kế hoạch", "chương trình", "đề án", "kế hoạch hành động", "chương trình hành động", "chiến lược", "quy hoạch",
     "phương án"}
)  # fmt: skip
_DIRECTIVES = frozenset({"chỉ thị", "công điện", "kết luận", "thông tri"})
_BY_TITLE = frozenset({"quyết định", "nghị quyết", "công văn"})


@cache
def words_of(role: str) -> re.Pattern[str]:
    """A pattern for the phrases of a role, as whole words in any case; of two that begin alike the longer."""
    found = {phrase for entry in entries("target_phrases") if entry["role"] == role for phrase in entry["phrases"]}
    return re.compile(rf"(?<!\w){_branches(sorted(found))}(?!\w)", re.IGNORECASE)


def _branches(phrases: Sequence[str]) -> str:
    """A pattern that shares what sorted phrases begin with: hundreds of them are tried letter by letter."""
    tails = [phrase for phrase in phrases if phrase]
    heads = (f"{_letter(head)}{_branches([tail[1:] for tail in group])}" for head, group in groupby(tails, key=_first))
    return f"(?:{'|'.join(heads)}){'?' if len(tails) < len(phrases) else ''}" if tails else ""


def _first(phrase: str) -> str:
    return phrase[0]


def _letter(letter: str) -> str:
    return r"\s+" if letter == " " else re.escape(letter)


def tone_of(doc_type: str | None, kind: str | None, title: str = "") -> DocumentTone:
    """What a document mostly does: commit, direct, pass on conclusions, report, tell the news, or set norms.

    Decisions, resolutions and dispatches are of several kinds; their title tells which.

    >>> tone_of("quyết định", "official", "Về việc phê duyệt Chương trình phát triển nhân lực y tế")
    'plan'
    >>> tone_of("quyết định", "official", "Quy định tiêu chí đánh giá thực hiện kế hoạch")
    'norm'
    """
    if kind == "article":
        return "article"
    if doc_type == "báo cáo":
        return "report"
    if doc_type in _PLANS:
        return "plan"
    if doc_type in _DIRECTIVES:
        return "directive"
    if doc_type in ("thông báo", "tờ trình"):
        return "notice"
    if doc_type is None:
        return "other"
    if doc_type in _BY_TITLE and not words_of("title_norm").search(title) and words_of("title_plan").search(title):
        return "directive" if doc_type == "công văn" else "plan"
    return "norm"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quantity stands: the titles of the sections above it (outermost first), the lead-in of its paragraph."""

    tone: DocumentTone
    titles: tuple[str, ...]
    lead_in: str


def heading_says(place: Place) -> Heading | None:
    """What the nearest heading that says anything says.

    Of two in one heading the first, but a target before what is never one.

    >>> heading_says(Place("report", ("II. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU",), ""))
    'result'
    """
    for title in (place.lead_in, *reversed(place.titles)):
        found = [(match.start(), what) for what, match in _matches(title, place.tone)]
        says = [what for _, what in sorted(found, key=lambda item: item[0])]
        if says:
            return "target" if says[0] == "never" and "target" in says else says[0]
        if title and words_of("heading_neutral").search(title):
            return None
    return None


_OPENING = re.compile(r"(?:(?:những|một số|các|về|đánh giá|khái quát|tóm tắt|nêu)\s+)*", re.IGNORECASE)
_TELLING: frozenset[DocumentTone] = frozenset({"report", "article", "notice"})


def _matches(title: str, tone: DocumentTone) -> list[tuple[Heading, re.Match[str]]]:
    opening = _OPENING.match(title)
    begins = opening.end() if opening else 0
    tells = tone in _TELLING
    found: list[tuple[Heading, re.Match[str] | None]] = [("target", words_of("heading_target").search(title))]
    # The state of affairs is what a report reports; in a plan it is where the plan starts from.
    found.append(("result" if tells else "never", words_of("heading_state").search(title)))
    if tells:
        found.append(("result", words_of("heading_result").search(title)))
    else:  # "Kiểm tra, đánh giá kết quả thực hiện" is a task, "Kết quả:" what a task is to bring
        found.append(("result", words_of("heading_result_of_past").match(title, begins)))
    if not title.rstrip().endswith(":"):  # what announces a list is a sentence, no heading
        is_plan = words_of("heading_plan").search(title) is not None
        found.append(("never", None if is_plan else words_of("heading_never").search(title)))
        found.append(("never", words_of("heading_never").match(title, begins)))
        found.append(("never", words_of("heading_begins_never").match(title, begins)))
    return [(what, match) for what, match in found if match]
