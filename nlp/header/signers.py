"""Chức vụ, họ tên của người có thẩm quyền (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from nlp.draft import Draft
from nlp.header.agency_names import PLACE_LINE, opens_agency
from nlp.header.layout import AUTHORITY
from nlp.header.passages import Passage, is_capitals
from nlp.header.persons import (
    has_authority,
    has_surname,
    is_position,
    is_small_position,
    name_at_end,
    name_like,
    person_name,
    position_starts,
    signature_inside,
)
from nlp.models import Signer
from nlp.text import TextMap, fold

_MARK = re.compile(r"^\W*(?:\(?\s*da ky\s*\)?|\(?\s*ky\s*\)?|\(?ky ten.*\)?|\(?da ky.*\)?|ky boi\b.*|\[.*\])?\W*$")
_MOST_BETWEEN = 5  # paragraphs between a position and the name: "(Đã ký)", a stamp's text, a divider


@dataclass(slots=True)
class _Stack:
    """The lines above a name: authority and position as they pile up."""

    authority: list[tuple[int, int]] = field(default_factory=list)
    position: list[tuple[int, int]] = field(default_factory=list)
    skipped: int = 0

    def __bool__(self) -> bool:
        return bool(self.authority or self.position)


def find_signers(draft: Draft) -> tuple[Signer, ...]:
    """All signers in the order of their signatures; position and authority as printed, None where not printed."""
    if draft.kind is not None and draft.kind.value == "article":
        return ()
    signers = _in_foot(draft)
    if signers:
        return signers
    return _from_metadata(draft) or _bare_name(draft)


def _in_foot(draft: Draft) -> tuple[Signer, ...]:
    found: list[Signer] = []
    stack = _Stack()
    since = 0
    for start, end in _lines(draft.layout.foot):
        line = draft.text.text[start:end]
        since += 1
        if found and since > _MOST_BETWEEN and not stack:
            break
        piled = _piled(line, in_small=draft.layout.lost_capitals or bool(stack.authority))
        if piled is not None:
            authority, position, name = piled
            stack.authority += _shifted(authority, start)
            stack.position += _shifted(position, start)
            stack.skipped = 0
            if name is None:
                continue
            span = name
        else:
            under = _name_under(line) if stack else None
            if under is None and _goes_on_with_body(line, stack):
                stack.authority.append((start, end))
                continue
            if under is None:
                stack = _after_other(line, stack)
                continue
            span = under
        if _is_open(draft.text, start + span[0], start + span[1]):
            stack = _Stack()
            continue
        found.append(_signer(draft, stack, (start + span[0], start + span[1])))
        stack, since = _Stack(), 0
    return tuple(found)


def _name_under(line: str) -> tuple[int, int] | None:
    """The name in a line right under a position: of any surname, or in capitals."""
    return None if _MARK.match(fold(line)) else name_like(line) or person_name(line, in_capitals=True)


def _lines(foot: Sequence[Passage]) -> list[tuple[int, int]]:
    """Paragraphs of the foot; where columns were run together the signature's part of a recipient line by itself."""
    spans = []
    for passage in foot:
        if passage.text.lstrip()[:1] in "-+•–" or re.match(r"^\W*n[o0]i nhan", passage.folded):
            inner = signature_inside(passage.text)
            if inner is not None:
                spans.append((passage.start + inner, passage.end))
        else:
            spans.append((passage.start, passage.end))
    return spans


_Spans = list[tuple[int, int]]


def _piled(line: str, in_small: bool) -> tuple[_Spans, _Spans, tuple[int, int] | None] | None:
    """Authority, position and name of one line of a signature, as spans in it; None for any other line. A position in
    small letters counts only with `in_small`: recipients are so named too."""
    name = name_at_end(line)
    above = line[: name[0]] if name else line
    if len(above) > 220 or not (is_capitals(above, 0.8) or has_authority(above) or in_small):
        return None
    marks = [match.start() for match in AUTHORITY.finditer(above)]
    if marks:
        if above[: marks[0]].strip(" -*|"):
            return None
        starts = [start for start in position_starts(above) if start > marks[-1] and above[start - 2 : start] != ", "]
        on_behalf = re.match(r"T\s*[./]?\s*M", above[marks[-1] :]) is not None
        if on_behalf:
            starts = [start for start in starts if not _in_bodys_name(above, start)]
        own = 0 if on_behalf else 1
        cut = starts[own] if len(starts) > own else len(above)
        return [_strip(above, marks[0], cut)], [_strip(above, cut, len(above))] if cut < len(above) else [], name
    if is_position(above) or (in_small and is_small_position(above)):
        return [], [_strip(above, 0, len(above))], name
    return None


def _in_bodys_name(line: str, start: int) -> bool:
    """Whether the position that begins there belongs to the name of a body ("BAN BÍ THƯ", "ĐOÀN CHỦ TỊCH")."""
    return line.startswith("THƯỜNG TRỰC", start) or re.search(r"(?<!\w)(?:BAN|ĐOÀN)\s+$", line[:start]) is not None


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip(" -*|")), start + len(part.rstrip(" -*|;,"))


def _shifted(spans: _Spans, start: int) -> _Spans:
    return [(start + first, start + last) for first, last in spans]


_MOST_OF_BODY = 90


def _goes_on_with_body(line: str, stack: _Stack) -> bool:
    """Whether a line right under an authority names its body: "KT. BỘ TRƯỞNG", "BỘ Y TẾ"; "TM. UBND", "TỈNH …"."""
    directly = bool(stack.authority) and not stack.position and not stack.skipped
    named = opens_agency(line) or PLACE_LINE.match(line) is not None
    return directly and named and is_capitals(line, 0.9) and len(line) <= _MOST_OF_BODY


def _after_other(line: str, stack: _Stack) -> _Stack:
    """A line that is neither: a continuation in capitals joins the stack, a mark is passed over, else it ends it."""
    if not stack:
        return stack
    if _MARK.match(fold(line)):
        return stack
    stack.skipped += 1
    return stack if stack.skipped <= _MOST_BETWEEN and len(line) < 80 else _Stack()


def _signer(draft: Draft, stack: _Stack, name: tuple[int, int]) -> Signer:
    text = draft.text.text
    spans = [*stack.authority, *stack.position, name]
    known = has_surname(text[slice(*name)])
    confidence = (0.97 if known else 0.6) * draft.text.confidence(*name)
    evidence = tuple(item for span in sorted(spans) for item in draft.text.evidence(*span, "signature"))
    return Signer(
        _title_case(text[slice(*name)]),
        _joined(draft.text, stack.position),
        _joined(draft.text, stack.authority),
        confidence,
        evidence,
    )


def _title_case(name: str) -> str:
    plain = " ".join(name.split())
    return plain.title() if plain.isupper() else plain


_LEAST_CONFIDENCE = 0.5  # what OCR makes of a seal over the line reads with less


_LEAST_OF_NAME, _LEAST_OF_STRANGE_NAME = 0.45, 0.7  # with a word less sure, a name is as likely another name


def _is_open(text: TextMap, start: int, end: int) -> bool:
    """Whether OCR left open which name it is."""
    least = _LEAST_OF_NAME if has_surname(text.text[start:end]) else _LEAST_OF_STRANGE_NAME
    words = re.finditer(r"\S+", text.text[start:end])
    return any(text.confidence(start + word.start(), start + word.end()) < least for word in words)


def _joined(text: TextMap, spans: Sequence[tuple[int, int]]) -> str | None:
    """The lines as printed, without words that OCR hardly read where others are left."""
    words = [
        (match[0], text.confidence(start + match.start(), start + match.end()))
        for start, end in spans
        for match in re.finditer(r"\S+", text.text[start:end])
    ]
    sure = [word for word, confidence in words if confidence >= _LEAST_CONFIDENCE]
    return " ".join(sure or [word for word, _ in words]) or None


def _from_metadata(draft: Draft) -> tuple[Signer, ...]:
    span = draft.metadata.get("signer")
    if span is None:
        return ()
    printed = draft.text.text[slice(*span)]
    name = person_name(printed) or name_like(printed)
    if name is None:
        return ()
    seen = (span[0] + name[0], span[0] + name[1])
    return (Signer(draft.text.text[slice(*seen)], None, None, 0.95, draft.text.evidence(*seen, "metadata")),)


def _bare_name(draft: Draft) -> tuple[Signer, ...]:
    """A name alone after the recipients: the signature whose stack was lost."""
    layout = draft.layout
    if layout.recipients is None:
        return ()
    for passage in layout.foot[layout.recipients + 1 :]:
        name = person_name(passage.text)
        if name and not _is_open(draft.text, passage.start + name[0], passage.start + name[1]):
            span = (passage.start + name[0], passage.start + name[1])
            return (Signer(draft.text.text[slice(*span)], None, None, 0.8, draft.text.evidence(*span, "name-alone")),)
        if len(passage.text) > 200:
            break
    return ()


def is_signature(line: str) -> bool:
    """Whether a line belongs to a signature and to no list of recipients."""
    return has_authority(line) or is_position(line) or person_name(line) is not None
