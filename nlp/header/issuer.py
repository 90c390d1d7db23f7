"""Tên cơ quan, tổ chức ban hành (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.2), its level and its province."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.draft import Draft
from nlp.geography import find_districts, find_provinces, province_now
from nlp.header.agency_names import PLACE_LINE, central_body, issuer_of_symbol, normal_case, opens_agency
from nlp.header.issuer_places import issuer_level, place_words, province_reading
from nlp.header.layout import MOTTO
from nlp.header.passages import is_capitals
from nlp.models import Evidence, Issuer, Level
from nlp.text import UPPER, fold, one_tone_spelling


@dataclass(frozen=True, slots=True)
class _Name:
    """A body's name in normal case with the body above it and where both were seen."""

    name: str
    parent: str | None
    confidence: float
    evidence: tuple[Evidence, ...]


def find_issuer(draft: Draft) -> Issuer | None:
    """Name, parent, level and province; a name that cannot be told is None, as is a province that two could be."""
    day = draft.issue_date.value if draft.issue_date else None
    article = draft.kind is not None and draft.kind.value == "article"
    found = _of_article(draft) if article else _named(draft, day)
    level = issuer_level(draft, found.name, found.parent) if found else None
    reading = province_reading(draft, found.name if found else None, found.parent if found else None, level)
    if found is None and reading is None:
        return None
    found = _with_place(draft, found, level)
    if level is None and found is not None:
        level = "other"
    one = reading.provinces[0] if reading and len(reading.provinces) == 1 else None
    now = province_now(one.now) if one else None
    return Issuer(
        name=found.name if found else None,
        parent=found.parent if found else None,
        level=level if found else None,
        province=one.name if one else None,
        province_code=one.code if one else None,
        province_now=now.name if now else None,
        province_now_code=now.code if now else None,
        confidence=min(found.confidence if found else 1.0, reading.confidence if reading and one else 1.0),
        evidence=found.evidence if found else (),
    )


def _named(draft: Draft, day: str | None) -> _Name | None:
    stated = _of_header(draft, day) or _of_heading(draft, day) or _of_metadata(draft, day)
    return stated or _of_symbol(draft) or _of_body(draft)


_NUMBER_LINE = re.compile(r"^\W{0,3}(?:luat\s+)?s[o06]\s*[:.]?\s*[\d./…]")


def _header_lines(draft: Draft) -> list[tuple[int, int]]:
    """Spans of the lines in capitals above the number that name the issuing bodies, motto taken out."""
    spans: list[tuple[int, int]] = []
    lost = draft.layout.lost_capitals
    for passage in draft.layout.before_type:
        folded = passage.folded
        if _NUMBER_LINE.match(folded):
            if spans:
                break
            continue
        for start, end in _outside_motto(folded):
            start, end = _trimmed(passage.text, start, end)
            line = passage.text[start:end]
            named = opens_agency(line) or PLACE_LINE.match(line) or (spans and _goes_on(line))
            if named and 2 < len(line) < 160 and (is_capitals(line, 0.85) or lost):
                spans.append((passage.start + start, passage.start + end))
    return spans


def _goes_on(line: str) -> bool:
    return len(line) < 60 and not re.search(r"\d{2,}|/", line) and line.isupper()


def _outside_motto(folded: str) -> list[tuple[int, int]]:
    spans, position = [], 0
    for match in MOTTO.finditer(folded):
        spans.append((position, match.start()))
        position = match.end()
    number = re.search(r"\ss[o06]\s*[:.]\s*[\d./…]", folded[position:])
    spans.append((position, position + number.start() if number else len(folded)))
    return spans


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    left = len(line) - len(line.lstrip(" -–_*.|"))
    return start + left, max(start + left, start + len(line.rstrip(" -–_*.|")))


def _of_header(draft: Draft, day: str | None) -> _Name | None:
    lines = _header_lines(draft)
    if not lines:
        return None
    text = draft.text.text
    names: list[list[tuple[int, int]]] = []
    for start, end in lines:
        line = text[start:end]
        if names and not (opens_agency(line) and not _unfinished(text, names[-1])):
            names[-1].append((start, end))
        else:
            names.append([(start, end)])
    printed = [" ".join(text[start:end] for start, end in spans) for spans in names]
    written = [normal_case(name.upper() if draft.layout.lost_capitals else name, day) for name in printed]
    spans = [span for group in names for span in group]
    evidence = tuple(item for start, end in spans for item in draft.text.evidence(start, end, "header"))
    confidence = 0.97 * min(draft.text.confidence(start, end) for start, end in spans)
    if len(written) > 1 and all(central_body(name) and name.startswith("Bộ") for name in written):
        return _Name(" - ".join(written), None, confidence, evidence)
    return _Name(written[-1], written[-2] if len(written) > 1 else None, confidence, evidence)


def _unfinished(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a name ends in a word that must go on ("BAN CHỈ ĐẠO", "… VÀ", "… -")."""
    so_far = fold(text[spans[0][0] : spans[-1][1]]).rstrip()
    return so_far.endswith((" va", ",", "-", " cua", "chu tich", "van phong"))


def _of_heading(draft: Draft, day: str | None) -> _Name | None:
    heading = draft.layout.heading
    if heading is None or heading.issuer is None:
        return None
    printed = draft.text.text[slice(*heading.issuer)]
    return _Name(normal_case(printed, day), None, 0.95, draft.text.evidence(*heading.issuer, "heading"))


def _of_symbol(draft: Draft) -> _Name | None:
    if draft.number is None:
        return None
    name = issuer_of_symbol(draft.number.value)
    if name is None and re.search(r"[/-](?:CT)?UB(?:ND)?(?:-|$)", draft.number.value):
        name = "Ủy ban nhân dân"
    if name is None and re.search(r"[/-]HĐND(?:-|$)", draft.number.value):
        name = "Hội đồng nhân dân"
    return _Name(name, None, 0.85, draft.number.evidence) if name else None


def _of_metadata(draft: Draft, day: str | None) -> _Name | None:
    span = draft.metadata.get("issuer")
    if span is None:
        return None
    printed = " ".join(draft.text.text[slice(*span)].split())
    name = re.sub(r"^(?:UBND)\b", "Ủy ban nhân dân", printed)
    if PLACE_LINE.match(name):
        name = f"Ủy ban nhân dân {name[0].lower()}{name[1:]}"
    return _Name(normal_case(name, day), None, 0.8, draft.text.evidence(*span, "metadata"))


_ISSUING = re.compile(
    r"((?:chu tich )?(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)"
    r"(?:\s+(?:tinh|thanh pho|tp\.?|huyen|quan|thi xa|thi tran|xa|phuong|dac khu)(?!\w))?)"
    r"[^.;\n]{0,80}?\s(?:ban hanh|xay dung|trien khai|bao cao|yeu cau|phat dong|thong bao|to chuc|to trinh)"
)


def _of_body(draft: Draft) -> _Name | None:
    """The body that the first paragraphs say issues the document ("UBND tỉnh xây dựng Kế hoạch …")."""
    opening = draft.layout.opening
    start = opening.start if opening else 0
    stretch = draft.text.text[start : start + 6_000]
    match = _ISSUING.search(fold(stretch))
    if match is None:
        return None
    begin, end = start + match.start(1), start + match.end(1)
    printed = re.sub(r"^UBND", "Ủy ban nhân dân", re.sub(r"^HĐND", "Hội đồng nhân dân", draft.text.text[begin:end]))
    return _Name(one_tone_spelling(printed), None, 0.7, draft.text.evidence(begin, end, "body"))


def _of_article(draft: Draft) -> _Name | None:
    """The body that the sentence with the number of the one document names as its issuer."""
    if draft.number is None or not draft.number.evidence:
        return None
    seen = draft.number.evidence[0]
    first = max(0, draft.text.text.rfind("\n", 0, seen.start))
    stretch = draft.text.text[first : seen.end + 400]
    match = _ISSUING.search(fold(stretch))
    if match is None:
        central = issuer_of_symbol(draft.number.value)
        return _Name(central, None, 0.7, draft.number.evidence) if central else None
    begin, end = first + match.start(1), first + match.end(1)
    printed = re.sub(r"^UBND", "Ủy ban nhân dân", draft.text.text[begin:end])
    return _Name(one_tone_spelling(printed), None, 0.7, draft.text.evidence(begin, end, "article"))


def _with_place(draft: Draft, found: _Name | None, level: Level | None) -> _Name | None:
    """The full name: with the place that the parent names ("Sở Y tế tỉnh Đồng Nai"), or that the place line, the
    title or the body names after a bare kind ("Ủy ban nhân dân huyện" of "Triệu Sơn, ngày …")."""
    if found is None or level in (None, "central"):
        return found
    has_place = _places(found.name)
    if has_place:
        return found
    if found.parent and _places(found.parent):
        match = re.search(r"\b(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+\S.*$", found.parent)
        if match:
            return _Name(f"{found.name} {match[0]}", found.parent, found.confidence, found.evidence)
        return found
    place = place_words(draft, level)
    if place is None:
        return found
    bare = re.sub(r"\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)$", "", found.name)
    return _Name(f"{bare} {place}", found.parent, found.confidence * 0.95, found.evidence)


def _places(name: str) -> bool:
    return bool(
        find_provinces(name)
        or find_districts(name)
        or re.search(rf"\b(?:huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|tỉnh|thành phố)\s+[{UPPER}\d]", name)
    )
