"""Tên cơ quan, tổ chức ban hành (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.2), its level and its province."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlp.draft import Draft
from nlp.geography import find_districts, find_provinces, province_now
from nlp.header.agency_names import PLACE_KINDS, PLACE_LINE, central_body, issuer_of_symbol, normal_case, opens_agency
from nlp.header.header_bodies import divided, goes_on_with, joined, own_committee
from nlp.header.issuer_places import issuer_level, place_words, province_reading
from nlp.header.layout import MOTTO
from nlp.header.passages import is_capitals
from nlp.models import Evidence, Issuer, Level
from nlp.text import LOWER, UPPER, one_tone_spelling


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
    if stated and _BARE_COUNCIL.fullmatch(stated.name):
        own = _of_body(draft)
        return own if own and own.name.startswith(f"{stated.name} ") else stated
    return stated or _of_central_symbol(draft) or _of_body(draft) or _of_council_symbol(draft)


_BARE_COUNCIL = re.compile(r"Ủy ban nhân dân|Hội đồng nhân dân")
_NUMBER_LINE = re.compile(r"^\W{0,3}(?:luat\s+)?s[o06]\s*(?:(?:ky )?hieu\s*)?[:.]?\s*[\d./…]")


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
            for first, last in divided(draft.text, passage.start + start, passage.start + end):
                first, last = _trimmed(draft.text.text, first, last)
                line = draft.text.text[first:last]
                named = opens_agency(line) or PLACE_LINE.match(line) or (spans and _goes_on(line))
                if named and 2 < len(line) < 160 and (is_capitals(line, 0.85) or lost):
                    spans.append((first, last))
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
        so_far = joined(text, names[-1]) if names else ""
        if names and goes_on_with(so_far, line):
            names[-1].append((start, end))
        else:
            names.append([(start, end)])
    printed = [joined(text, spans) for spans in names]
    printed = [own_committee(above, name) for above, name in zip(["", *printed], printed, strict=False)]
    written = [normal_case(name.upper() if draft.layout.lost_capitals else name, day) for name in printed]
    spans = [span for group in names for span in group]
    evidence = tuple(item for start, end in spans for item in draft.text.evidence(start, end, "header"))
    confidence = 0.97 * min(draft.text.confidence(start, end) for start, end in spans)
    if len(written) > 1 and all(central_body(name) and name.startswith("Bộ") for name in written):
        return _Name(" - ".join(written), None, confidence, evidence)
    return _Name(written[-1], written[-2] if len(written) > 1 else None, confidence, evidence)


def _of_heading(draft: Draft, day: str | None) -> _Name | None:
    heading = draft.layout.heading
    if heading is None or heading.issuer is None:
        return None
    printed = draft.text.text[slice(*heading.issuer)]
    return _Name(normal_case(printed, day), None, 0.95, draft.text.evidence(*heading.issuer, "heading"))


def _of_central_symbol(draft: Draft) -> _Name | None:
    name = issuer_of_symbol(draft.number.value) if draft.number else None
    return _Name(name, None, 0.85, draft.number.evidence) if name and draft.number else None


_COUNCIL_SYMBOLS = (
    (re.compile(r"[/.-](?:CT)?UB(?:ND)?(?:[.-]|$)"), "Ủy ban nhân dân"),
    (re.compile(r"[/.-]HĐND(?:[.-]|$)"), "Hội đồng nhân dân"),
)


def _of_council_symbol(draft: Draft) -> _Name | None:
    """A council without its place, as the symbol names it."""
    if draft.number is None:
        return None
    named = (name for symbol, name in _COUNCIL_SYMBOLS if symbol.search(draft.number.value))
    name = next(named, None)
    return _Name(name, None, 0.85, draft.number.evidence) if name else None


def _of_metadata(draft: Draft, day: str | None) -> _Name | None:
    span = draft.metadata.get("issuer")
    if span is None:
        return None
    printed = " ".join(draft.text.text[slice(*span)].split())
    name = re.sub(r"^(?:UBND)\b", "Ủy ban nhân dân", re.sub(r"^Bộ trưởng (?=Bộ\b)", "", printed))
    if PLACE_LINE.match(name):
        name = f"Ủy ban nhân dân {name[0].lower()}{name[1:]}"
    return _Name(normal_case(name, day), None, 0.8, draft.text.evidence(*span, "metadata"))


_UNIT_NAME = rf"[{UPPER}][{LOWER}]*(?:\s(?:[-–]\s)?(?:[{UPPER}][{LOWER}]+|\d{{1,2}})){{0,4}}"
_ISSUING = re.compile(
    rf"(?<!của )(?P<body>(?i:(?:chủ tịch )?(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd))"
    rf"(?:\s+(?i:{PLACE_KINDS})(?!\w)(?:\s+{_UNIT_NAME})?)?)"
    r"(?:(?!\s(?:về|của|ngày|số|theo|tại)\s)[^.;,\n]){0,50}?\s(?i:(?:ký )?ban hành|xây dựng|triển khai|báo cáo|yêu cầu|"
    r"phát động|thông báo|tổ chức|kính trình|trình|kính mời|kế hoạch)(?!\w)"
)
_SHORT_NAMES = (("UBND", "Ủy ban nhân dân"), ("HĐND", "Hội đồng nhân dân"))


def _written_out(printed: str) -> str:
    name = one_tone_spelling(" ".join(printed.split()))
    for short, full in _SHORT_NAMES:
        name = re.sub(rf"\b{short}\b", full, name)
    return name[:1].upper() + name[1:]


def _of_body(draft: Draft) -> _Name | None:
    """The body that the first paragraphs say issues the document ("UBND tỉnh xây dựng Kế hoạch …")."""
    opening = draft.layout.opening
    start = opening.start if opening else 0
    return _issuing(draft, start, start + 6_000, "body")


def _issuing(draft: Draft, start: int, end: int, method: str) -> _Name | None:
    match = _ISSUING.search(one_tone_spelling(draft.text.text[start:end]))
    if match is None:
        return None
    first, last = start + match.start("body"), start + match.end("body")
    return _Name(_written_out(draft.text.text[first:last]), None, 0.7, draft.text.evidence(first, last, method))


def _of_article(draft: Draft) -> _Name | None:
    """The body that the sentence with the number of the one document names as its issuer."""
    if draft.number is None or not draft.number.evidence:
        return None
    seen = draft.number.evidence[0]
    first = max(0, draft.text.text.rfind("\n", 0, seen.start))
    stated = _issuing(draft, first, seen.end + 400, "article")
    if stated:
        return stated
    central = issuer_of_symbol(draft.number.value)
    return _Name(central, None, 0.7, draft.number.evidence) if central else None


def _with_place(draft: Draft, found: _Name | None, level: Level | None) -> _Name | None:
    """The full name: with the place that the parent names ("Sở Y tế tỉnh Đồng Nai"), or that the place line, the
    title or the body names after a bare kind ("Ủy ban nhân dân huyện" of "Triệu Sơn, ngày …")."""
    if found is None or level in (None, "central"):
        return found
    has_place = _places(found.name)
    if has_place:
        return found
    if found.parent and _places(found.parent):
        if _names_its_parent(found.name, found.parent):
            return replace(found, name=f"{found.name} {found.parent}")
        match = re.search(rf"\b(?:{PLACE_KINDS})\s+\S.*$", found.parent)
        return replace(found, name=f"{_BARE_KIND.sub('', found.name)} {match[0]}") if match else found
    place = place_words(draft, level)
    if place is None:
        return found
    return replace(found, name=f"{_BARE_KIND.sub('', found.name)} {place}", confidence=found.confidence * 0.95)


_BARE_KIND = re.compile(rf"\s+(?:{PLACE_KINDS})$")
_COMMITTEE = re.compile(r"(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) ủy\b")


def _names_its_parent(name: str, parent: str) -> bool:
    """Whether the full name says whose it is: a party board, an office, a board of a council."""
    return (
        _COMMITTEE.match(parent) is not None
        or name == "Văn phòng"
        or (name.startswith("Ban ") and parent.startswith("Hội đồng nhân dân"))
    )


def _places(name: str) -> bool:
    return bool(
        find_provinces(name)
        or find_districts(name)
        or re.search(rf"\b(?:huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|tỉnh|thành phố)\s+[{UPPER}\d]", name)
    )
