"""Tên loại and trích yếu (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.5)."""

from __future__ import annotations

import re
from functools import cache

from nlp.draft import Draft
from nlp.header.after_type import title_offset
from nlp.header.agency_names import central_body
from nlp.header.layout import opens_body
from nlp.header.passages import Passage, is_capitals
from nlp.header.persons import is_position
from nlp.header.type_line import type_line_of
from nlp.lexicon import entries
from nlp.models import Extracted
from nlp.text import LOWER, UPPER, fold


def find_doc_type(draft: Draft) -> Extracted[str] | None:
    """The type in lower case: from the type line, else from "V/v" or "Kính gửi" (công văn), metadata, the symbol.

    A consolidated text (symbol VBHN) prints the type of what it consolidates and is "văn bản hợp nhất" itself.
    """
    if draft.kind is not None and draft.kind.value == "article":
        return _of_article(draft)
    symbol_type = type_of_symbol(draft.number.value) if draft.number else None
    if draft.number and symbol_type == "văn bản hợp nhất":
        return Extracted(symbol_type, 0.97, draft.number.evidence)
    line = draft.layout.type_line
    if line is not None:
        confidence = 0.98 * draft.text.confidence(line.start, line.end)
        return Extracted(line.doc_type, confidence, draft.text.evidence(line.start, line.end, "type-line"))
    return _without_type_line(draft, symbol_type)


def _without_type_line(draft: Draft, symbol_type: str | None) -> Extracted[str] | None:
    metadata = draft.metadata.get("doc_type")
    if metadata:
        named = _type_named(draft.text.text[slice(*metadata)])
        if named:
            return Extracted(named, 0.95, draft.text.evidence(*metadata, "metadata"))
    subject = _subject_line(draft) or _addressees(draft)
    if subject and symbol_type in (None, "chỉ thị", "chương trình", "lệnh"):
        return Extracted("công văn", 0.93, draft.text.evidence(*subject, "letter"))
    if symbol_type and draft.number:
        return Extracted(symbol_type, 0.85, draft.number.evidence)
    if subject:
        return Extracted("công văn", 0.85, draft.text.evidence(*subject, "letter"))
    if draft.number and _LETTER_SYMBOL.search(draft.number.value):
        return Extracted("công văn", 0.85, draft.number.evidence)
    return None


_LETTER_SYMBOL = re.compile(r"^\d+[a-z]?/[A-ZĐ]+\d*-[\wĐ.]+$")


@cache
def _symbols() -> dict[str, str]:
    return {symbol: entry["name"] for entry in entries("doc_types") for symbol in entry["symbols"]}


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted((entry["name"] for entry in entries("doc_types")), key=len, reverse=True))


def type_of_symbol(number: str) -> str | None:
    """The type that the number's symbol stands for; None where it stands for none (a công văn's names the issuer).

    >>> type_of_symbol("12/KH-UBND"), type_of_symbol("57-NQ/TW"), type_of_symbol("575/UBND-KTTH")
    ('kế hoạch', 'nghị quyết', None)
    """
    if re.search(r"/QH\d+$", number):
        return "luật"
    match = re.match(r"[\d\w]*?\d[a-zA-Z]?(?:/(?:19|20)\d\d)?[-/]([A-Za-zĐđ]+)", number)
    return _symbols().get(match[1]) if match else None


def _type_named(text: str) -> str | None:
    folded = fold(text.strip())
    return next((name for name in _names() if folded.startswith(fold(name))), None)


_CITED_TYPE = re.compile(r"(\w+(?:\s+\w+){0,3})\s+so\s*:?\s*$")


def _of_article(draft: Draft) -> Extracted[str] | None:
    """The type word before the number of the one document that a news text is about."""
    if draft.number is None or not draft.number.evidence:
        return None
    start = draft.number.evidence[0].start
    before = fold(draft.text.text[max(0, start - 40) : start])
    match = _CITED_TYPE.search(before)
    named = next((name for name in _names() if match and match[1].endswith(fold(name))), None)
    named = named or type_of_symbol(draft.number.value)
    return Extracted(named, 0.85, draft.number.evidence) if named else None


# Title

_SUBJECT = re.compile(r"^\W{0,3}v\s*/\s*v\b|^\W{0,3}trich yeu\s*:")
_INNER_SUBJECT = re.compile(r"(?<=\s)v\s*/\s*v\s*:?\s+(?=\S)")


def find_title(draft: Draft) -> Extracted[str] | None:
    """The trích yếu as printed, without the type word; its lines joined by a space."""
    if draft.kind is not None and draft.kind.value == "article":
        return _headline(draft)
    return _under_type_line(draft) or _from_subject_line(draft) or _from_metadata(draft)


def _under_type_line(draft: Draft) -> Extracted[str] | None:
    layout, line = draft.layout, draft.layout.type_line
    if line is None:
        return None
    spans = []
    announced = layout.head[line.index]
    title = line.rest + title_offset(draft.text.text[line.rest : announced.end])
    if title < announced.end:
        spans.append((title, announced.end))
    for passage in layout.head[line.index + 1 :]:
        if _is_divider(passage):
            continue
        title = passage.start + (0 if spans else title_offset(passage.text))
        if title > passage.start:
            spans += [(title, passage.end)] if title < passage.end else []
            continue
        if not _continues(draft, spans, passage):
            break
        spans.append((passage.start, passage.end))
    if not spans:
        return None
    start, end = spans[0][0], _cut(draft.text.text, spans[0][0], spans[-1][1])
    return _title(draft, start, end, 0.95, "under-type-line")


def _title(draft: Draft, start: int, end: int, confidence: float, method: str) -> Extracted[str] | None:
    printed = draft.text.text[start:end]
    kept = printed.rstrip(" .,;:*_-–")
    value = " ".join(kept.split())
    if not value:
        return None
    confidence *= draft.text.confidence(start, start + len(kept))
    return Extracted(value, confidence, draft.text.evidence(start, start + len(kept), method))


_DIVIDER = re.compile(r"^[\W_]*$")
_NO_TITLE = re.compile(
    r"^\W{0,3}(?:\((?:ban hanh )?kem theo|\(ban hanh|kinh gui|so\s*:|can cu|v/v\s*$|muc luc|dieu \d|du thao\b)|"
    r"^[^,\d]{0,40},?\s*ngay\s*[\d.…_ ]*\s*thang\s*\d*\s*nam\s*\d*\W*$"
)
_COUNCIL = re.compile(r"^\W{0,3}(?:uy ban nhan dan|hoi dong nhan dan|ban thuong vu|ban chap hanh)(?!\w)")


# A letter whose body begins under its type word: "Sở Tư pháp trân trọng giới thiệu:".
_ADDRESSED = re.compile(r"\b(?:kinh moi|gioi thieu|chung nhan|uy quyen|nhu sau)\s*:\W*$")


def _is_issuing_office(line: str) -> bool:
    """The line in capitals between title and bases that names who decides ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …")."""
    return is_position(line) or central_body(line) is not None or _COUNCIL.match(fold(line)) is not None


def _is_divider(passage: Passage) -> bool:
    return _DIVIDER.match(passage.text) is not None


def _continues(draft: Draft, spans: list[tuple[int, int]], passage: Passage) -> bool:
    """Whether a paragraph belongs to the title that stands so far."""
    if _NO_TITLE.match(passage.folded) or (_is_type_alone(passage) and (spans or not _of_meeting(draft, passage))):
        return False
    if not spans:
        return not opens_body(passage, after_type=True) and not _ADDRESSED.search(passage.folded)
    so_far = draft.text.text[spans[0][0] : spans[-1][1]]
    if opens_body(passage):
        return False
    if is_capitals(so_far):
        if is_capitals(passage.text):
            return not _is_issuing_office(passage.text)
        return _goes_on_in_small(passage)
    if is_capitals(passage.text) or _is_issuing_office(passage.text):
        return False
    is_sentence = passage.text[0].isupper() and passage.text.rstrip()[-1] in ".;:"
    return len(passage.text) <= _LONGEST_LINE and so_far[-1] not in ".;:/" and not is_sentence


_LONGEST_LINE = 400


def _goes_on_in_small(passage: Passage) -> bool:
    """Whether a line in small letters goes on with a title in capitals: "KẾT LUẬN", "của Chủ tịch …"."""
    ended = passage.text.rstrip()[-1:] in ".;:/"
    return (passage.text[:1].islower() or passage.folded.startswith("cua ")) and not ended


def _of_meeting(draft: Draft, passage: Passage) -> bool:
    """Whether the paragraph is "KẾT LUẬN" at the start of a notice's title ("THÔNG BÁO", "KẾT LUẬN", "của …")."""
    announced = draft.layout.type_line
    return announced is not None and announced.doc_type == "thông báo" and passage.folded.strip().startswith("ket luan")


def _is_type_alone(passage: Passage) -> bool:
    line = type_line_of(passage, 0)
    return line is not None and line.rest >= passage.end


_SENTENCE_START = re.compile(rf"\s(?=[{UPPER}][{LOWER}]+\s(?:[{LOWER}]+[\s,]+){{2}})")


def _cut(text: str, start: int, end: int) -> int:
    """Where the title ends: before a body that was run on, told by "Căn cứ" or by small letters after capitals."""
    printed = text[start:end]
    run_on = re.search(r"\s(?:Căn cứ|Kính gửi)\s", printed)
    if run_on:
        end = start + run_on.start()
        printed = text[start:end]
    words = printed.split()
    if len(words) > 6 and is_capitals(" ".join(words[:4]), 0.95):
        for match in _SENTENCE_START.finditer(printed):
            if is_capitals(printed[: match.start()], 0.9) and not is_capitals(printed[match.end() :], 0.5):
                return start + match.start()
    return end


def _subject_line(draft: Draft) -> tuple[int, int] | None:
    """The span of "V/v …" under the number."""
    head = draft.layout.head
    for index, passage in enumerate(head):
        if _SUBJECT.match(passage.folded):
            end = passage.end
            for following in head[index + 1 :]:
                if _NO_TITLE.match(following.folded) or not _goes_on(draft.text.text[:end], following):
                    break
                end = following.end
            return passage.start, end
        inner = _INNER_SUBJECT.search(passage.folded)
        if inner:
            return passage.start + inner.start(), passage.end
    return None


def _goes_on(before: str, passage: Passage) -> bool:
    return before[-1] not in ".;" and passage.text[:1].islower() and len(passage.text) < 200


_PLACE_DATE = re.compile(r"\s\S[^,.;]{2,40},\s*ngày\s[^,;]{0,12}\s*tháng\s")


def _from_subject_line(draft: Draft) -> Extracted[str] | None:
    span = _subject_line(draft)
    if span is None:
        return None
    start, end = span
    dated = _PLACE_DATE.search(draft.text.text[start:end])
    return _title(draft, start, start + dated.start() if dated else end, 0.93, "subject-line")


def _addressees(draft: Draft) -> tuple[int, int] | None:
    opening = draft.layout.opening
    return (opening.start, opening.end) if opening and "kinh gui" in opening.folded[:16] else None


def _from_metadata(draft: Draft) -> Extracted[str] | None:
    span = draft.metadata.get("title")
    return _title(draft, *span, 0.9, "metadata") if span else None


def _headline(draft: Draft) -> Extracted[str] | None:
    """What a news text calls the one document that it is about, else its own headline."""
    if draft.number and draft.number.evidence:
        end = draft.number.evidence[0].end
        match = re.compile(
            r"\s*(?:ngày [\d/.-]+,?\s*)?(?:của [^,.;]{3,60}?\s)?(?:về (?:việc )?)?([^.;\n]{12,400})"
        ).match(draft.text.text, end)
        if match:
            return _title(draft, *match.span(1), 0.7, "article")
    first = next((p for p in draft.layout.head if len(p.text) > 12), None)
    if first is None:
        return None
    posted = re.search(r"\s(?:Thứ \w+|Chủ nhật)\s*[,-]|\s\d{1,2}/\d{1,2}/\d{4}", first.text)
    return _title(draft, first.start, first.start + posted.start() if posted else first.end, 0.7, "headline")
