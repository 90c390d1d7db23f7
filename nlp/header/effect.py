"""Ngày có hiệu lực: the day that the text itself fixes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.dates import find_dates, is_full
from nlp.draft import Draft
from nlp.header.dates import adopted, date_of_metadata
from nlp.lexicon import entries
from nlp.models import Extracted
from nlp.text import fold


@cache
def _clause() -> re.Pattern[str]:
    """On folded text: "Quyết định này có hiệu lực thi hành kể từ ngày …", "Điều 2. Có hiệu lực từ …"."""
    names = sorted((fold(entry["name"]) for entry in entries("doc_types")), key=len, reverse=True)
    return re.compile(
        rf"(?:(?<!\w)(?P<subject>van ban|{'|'.join(names)})(?P<itself>\s+nay(?:[^.;\n]{{1,200}}?\s+va)?)?\s+|"
        r"^\W*(?:dieu \d+\s*[.:])?\s*)"
        r"(?:bat dau |chinh thuc )?co hieu luc(?:\s+(?:thi hanh|phap luat|ap dung))?\s*,?\s*"
        r"(?:ke\s+)?(?:tu\s+)?(?P<when>ngay[^.;\n]{0,60}|\d{1,2}[/.-]\d[^.;\n]{0,20})"
    )


_SIGNING = re.compile(r"ngay\s+(?:ky|ban hanh)\b")
_ADOPTION = re.compile(r"ngay\s+(?:duoc\s+)?(?:[^.;,]{0,50}\s)?thong qua\b")


def find_effective_date(draft: Draft) -> Extracted[str] | None:
    """A date, or "kể từ ngày ký" (the day of issue), that the document says of itself; else None."""
    if draft.kind is not None and draft.kind.value == "article":
        return None
    if draft.doc_type is not None and draft.doc_type.value == "văn bản hợp nhất":
        return None  # its clauses are those of the documents that it consolidates
    for start, sentence in _effect_sentences(draft):
        for match in _clause().finditer(fold(sentence)):
            if not _says_of_itself(draft, match):
                continue
            found = _fixed(draft, sentence[match.start("when") : match.end("when")])
            if found is not None:
                value, confidence = found
                evidence = draft.text.evidence(start + match.start(), start + match.end(), "effect-clause")
                return Extracted(value, 0.95 * confidence, evidence)
    return date_of_metadata(draft, "effective_date")


def _says_of_itself(draft: Draft, match: re.Match[str]) -> bool:
    """Whether the clause speaks of this document: "Luật này …" in a decision quotes a law."""
    subject = match["subject"]
    if subject is None:
        return True
    own = fold(draft.doc_type.value) if draft.doc_type else subject
    if subject != "van ban" and not own.startswith(subject) and not subject.startswith(own):
        return False
    before = match.string[: match.start()].rstrip()
    return match["itself"] is not None or not before or before[-1] in ".:;"


def _fixed(draft: Draft, when: str) -> tuple[str, float] | None:
    """The day that the clause names, with the confidence of what it refers to."""
    dates = find_dates(when)
    if dates and dates[0].start <= len("ngày ") and dates[0].value and is_full(dates[0].value):
        return dates[0].value, 1.0
    day = draft.issue_date if _SIGNING.match(fold(when)) else adopted(draft) if _ADOPTION.match(fold(when)) else None
    return (day.value, day.confidence) if day and is_full(day.value) else None


_EFFECT_WORD = "hiệu lực"


def _effect_sentences(draft: Draft) -> Iterator[tuple[int, str]]:
    """The paragraphs before the signature that speak of coming into effect, with their offsets."""
    text = draft.text.text
    foot = draft.layout.foot
    end = foot[draft.layout.recipients].start if draft.layout.recipients is not None else len(text)
    end = min(end, foot[-1].end) if foot and draft.layout.recipients is None else end
    position = text.find(_EFFECT_WORD, 0, end)
    while position >= 0:
        first = text.rfind("\n", 0, position) + 1
        last = text.find("\n", position)
        last = len(text) if last < 0 else last
        if position - first < 2_000:
            yield first, text[first : min(last, position + 300)]
        position = text.find(_EFFECT_WORD, min(last, position + 300), end)
