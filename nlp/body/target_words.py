"""The phrases of `target_phrases` as patterns, and what a kind of document and its headings do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from nlp.lexicon import entries

DocumentTone = Literal["plan", "directive", "norm", "report", "article", "other"]
Heading = Literal["target", "result", "never"]

_PLANS = frozenset(
    {"kế hoạch", "chương trình", "đề án", "kế hoạch hành động", "chương trình hành động", "chiến lược", "quy hoạch",
     "phương án"}
)  # fmt: skip


@cache
def words_of(role: str) -> re.Pattern[str]:
    """A pattern for the phrases of a role, as whole words in any case."""
    found = {phrase for entry in entries("target_phrases") if entry["role"] == role for phrase in entry["phrases"]}
    longest_first = sorted(found, key=lambda phrase: (-len(phrase), phrase))
    words = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def tone_of(doc_type: str | None, kind: str | None) -> DocumentTone:
    """What a document of a type mostly does: commit, direct, report, tell the news, or (all others) set norms."""
    if kind == "article":
        return "article"
    if doc_type == "báo cáo":
        return "report"
    if doc_type in _PLANS:
        return "plan"
    if doc_type in ("chỉ thị", "công điện"):
        return "directive"
    return "other" if doc_type is None else "norm"


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


_OPENING = re.compile(r"(?:(?:những|một số|các|về|đánh giá)\s+)*", re.IGNORECASE)


def _matches(title: str, tone: DocumentTone) -> list[tuple[Heading, re.Match[str]]]:
    found: list[tuple[Heading, re.Match[str] | None]] = [
        ("target", words_of("heading_target").search(title)),
        ("result", words_of("heading_result").search(title)),
    ]
    # The state of affairs is what a report reports; in a plan it is where the plan starts from.
    state: Heading = "result" if tone in ("report", "article") else "never"
    found.append((state, words_of("heading_state").search(title)))
    if not title.rstrip().endswith(":"):  # what announces a list is a sentence, no heading
        opening = _OPENING.match(title)
        found.append(("never", words_of("heading_never").search(title)))
        found.append(("never", words_of("heading_begins_never").match(title, opening.end() if opening else 0)))
    return [(what, match) for what, match in found if match]
