"""Whether a text is a document itself or a news page that reports on one."""

from __future__ import annotations

import re

from nlp.draft import Draft
from nlp.header.layout import AUTHORITY, MOTTO
from nlp.models import DocumentKind, Extracted
from nlp.text import fold

# A time of the clock beside a date stands on news pages, on documents never.
_POSTED = re.compile(
    r"(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)\s*[,\-–]?\s*(?:ngay\s*)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|"
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4},?\s*[-–|]?\s*\d{1,2}[:h]\d{2}|\d{1,2}:\d{2}(?::\d{2})?\s*[,\-–|]?\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
)
_SITE = re.compile(
    r"luot (?:truy cap|xem|doc)|tin (?:lien quan|cung chuyen muc|moi hon|cu hon|tuc)|lien ket web|tac gia\s*:|"
    r"nguon\s*:|theo (?:bao|cong thong tin)|ban quyen thuoc|chia se (?:bai|facebook)|\(pv\)|binh luan"
)
# A document names itself "Kế hoạch này"; who tells that it "was issued under number …" is a reporter.
_REPORTED = re.compile(r"\b(?:vua|da|moi)?\s*(?:ky\s+)?ban hanh (?:[a-z]+ ){1,4}so:? ?\d")
_NUMBER_LINE = re.compile(r"^\W{0,3}(?:\w+ ){0,2}s[o06]\s*[:.]?\s*[\d./…_ -]*[/-]", re.MULTILINE)


def find_kind(draft: Draft) -> Extracted[DocumentKind]:
    """`official` where the parts of a document stand (motto, number line, type line, recipients, signature),
    `article` where none of them does and a news page's marks do."""
    official, seen = _official_marks(draft)
    article = _article_marks(draft)
    if official >= 2 or official > article or (official and not article):
        return Extracted(
            "official", min(0.99, 0.7 + 0.1 * official), draft.text.evidence(*seen, "document-parts") if seen else ()
        )
    if article:
        return Extracted("article", min(0.95, 0.6 + 0.1 * article), ())
    return Extracted("official", 0.5, ())


def _official_marks(draft: Draft) -> tuple[int, tuple[int, int] | None]:
    layout = draft.layout
    marks = []
    marks += [(p.start, p.end) for p in layout.head if MOTTO.search(p.folded)][:1]
    marks += [(p.start, p.end) for p in layout.head if _NUMBER_LINE.match(p.folded)][:1]
    if layout.type_line is not None:
        marks.append((layout.type_line.start, layout.type_line.end))
    if layout.recipients is not None:
        recipients = layout.foot[layout.recipients]
        marks.append((recipients.start, recipients.end))
    marks += [(p.start, p.end) for p in layout.foot if AUTHORITY.match(p.text)][:1]
    if layout.heading is not None:
        marks.append(layout.heading.number)
    if "number" in draft.metadata:
        marks.append(draft.metadata["number"])
    if "doc_type" in draft.metadata:
        marks.append(draft.metadata["doc_type"])
    return len(marks), marks[0] if marks else None


def _article_marks(draft: Draft) -> int:
    start = fold(draft.text.text[:4_000])
    marks = 2 if _POSTED.search(start) else 0
    marks += min(2, len(_SITE.findall(start + "\n" + fold(draft.text.text[-3_000:]))))
    return marks + (1 if _REPORTED.search(start[:1_500]) else 0)
