"""Tên cơ quan, tổ chức ban hành (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.2), its level and its province."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.draft import Draft
from nlp.geography import MERGER_DAY, Province, find_communes, find_districts, find_provinces, province_now
from nlp.header.agency_names import PLACE_LINE, central_body, issuer_of_symbol, level_of, normal_case, opens_agency
from nlp.header.dates import place_date
from nlp.header.layout import MOTTO
from nlp.header.passages import is_capitals
from nlp.models import Evidence, Issuer, Level
from nlp.text import UPPER, fold, one_tone_spelling

_BODY_CHARACTERS = 120_000  # where a document's body settles its province, its first pages do


@dataclass(frozen=True, slots=True)
class _Name:
    """A body's name in normal case with the body above it and where both were seen."""

    name: str
    parent: str | None
    confidence: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ProvinceReading:
    """`provinces` holds more than one where a district or commune name is shared: the province is then open."""

    provinces: tuple[Province, ...]
    as_written: str
    confidence: float
    unit: str | None = None


def find_issuer(draft: Draft) -> Issuer | None:
    """Name, parent, level and province; a name that cannot be told is None, as is a province that two could be."""
    day = draft.issue_date.value if draft.issue_date else None
    article = draft.kind is not None and draft.kind.value == "article"
    found = _of_article(draft) if article else _named(draft, day)
    level = _level(draft, found)
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


def province_candidates(draft: Draft) -> ProvinceReading | None:
    """The provinces that the issuer could be of, for the check that names them where there are several."""
    issuer = draft.issuer
    return province_reading(draft, issuer.name, issuer.parent, issuer.level) if issuer else None


# Name


def _named(draft: Draft, day: str | None) -> _Name | None:
    stated = _of_header(draft, day) or _of_heading(draft, day) or _of_metadata(draft, day)
    return stated or _of_symbol(draft) or _of_body(draft, day)


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


def _of_body(draft: Draft, day: str | None) -> _Name | None:
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
        return None
    begin, end = first + match.start(1), first + match.end(1)
    printed = re.sub(r"^UBND", "Ủy ban nhân dân", draft.text.text[begin:end])
    return _Name(one_tone_spelling(printed), None, 0.7, draft.text.evidence(begin, end, "article"))


# Level and place


def _level(draft: Draft, found: _Name | None) -> Level | None:
    if found is None:
        return None
    level = level_of(found.name) or _level_of_kind(found.name)
    if level is None and found.parent:
        above = level_of(found.parent) or _level_of_kind(found.parent)
        level = "province" if above == "province" else above
    if level is None and _COUNCIL.match(found.name):
        return _level_of_place(draft) or _level_of_self(draft)
    return level


_COUNCIL = re.compile(r"(?:Chủ tịch )?(?:Ủy ban nhân dân|Hội đồng nhân dân)")
_SELF = re.compile(
    r"(?:UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân)\s+"
    rf"(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)(?!\s+[{UPPER}\d])"
)


def _level_of_place(draft: Draft) -> Level | None:
    """The level that the place line shows: a province's own name is that of a province."""
    line = place_date(draft)
    place = draft.text.text[slice(*line.place)].strip() if line and line.place else ""
    named = find_provinces(place)
    if named and named[0].start == 0 and named[0].end == len(place):
        return "province"
    return level_of(f"Ủy ban nhân dân {place}") if PLACE_LINE.match(place) else None


def _level_of_self(draft: Draft) -> Level | None:
    """The level of the kind by which the text most often calls the council without a name ("UBND huyện")."""
    spelled = one_tone_spelling(draft.text.text[:_BODY_CHARACTERS])
    kinds = Counter(match[1] for match in _SELF.finditer(spelled)).most_common(2)
    if not kinds or (len(kinds) > 1 and kinds[0][1] == kinds[1][1]):
        return None
    return "province" if kinds[0][0] == "thành phố" else _level_of_kind(f" {kinds[0][0]}")


_KIND_LEVELS: tuple[tuple[str, Level], ...] = (
    ("tinh", "province"), ("huyen", "district"), ("quan", "district"), ("thi xa", "district"), ("xa", "commune"),
    ("phuong", "commune"), ("thi tran", "commune"), ("dac khu", "commune"),
)  # fmt: skip


def _level_of_kind(name: str) -> Level | None:
    """The level of a name that ends in a bare kind ("Ủy ban nhân dân huyện")."""
    folded = fold(name)
    return next((level for kind, level in _KIND_LEVELS if folded.endswith(" " + kind)), None)


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
    place = _place_words(draft, level)
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


def _place_words(draft: Draft, level: Level) -> str | None:
    """Kind and name of the issuer's own place, from the text."""
    text = draft.text.text[:_BODY_CHARACTERS]
    if level == "province":
        reading = province_reading(draft, None, None, "province")
        one = reading.provinces[0] if reading and len(reading.provinces) == 1 else None
        return f"{one.kind} {one.name}" if one else None
    line = place_date(draft)
    place = text[slice(*line.place)].strip() if line and line.place else None
    find = find_communes if level == "commune" else find_districts
    named = [f"{unit.kind} {unit.name}" for unit in find(text)]
    if place:
        named = [words for words in named if fold(words).endswith(" " + fold(place))] or named
    counted = Counter(named).most_common(2)
    if not counted or (len(counted) > 1 and counted[0][1] == counted[1][1]):
        return None
    return counted[0][0]


# Province


def province_reading(draft: Draft, name: str | None, parent: str | None, level: Level | None) -> ProvinceReading | None:
    """The province that name, parent, place line or body settle; None for central bodies and where nothing does."""
    day = draft.issue_date.value if draft.issue_date else None
    for part, confidence in ((name, 0.98), (parent, 0.97)):
        reading = _in_words(part, day, confidence) if part else None
        if reading:
            return reading
    if level == "central":
        return None
    if (
        name is None
        and draft.number is None
        and draft.kind is not None
        and draft.kind.value == "official"
        and level is None
    ):
        return None
    line = place_date(draft)
    if line and line.place:
        place = draft.text.text[slice(*line.place)]
        bare = find_provinces(place, day)
        sure = level == "province" or (bare and _named_in_body(draft, bare[0].province, day))
        if bare and level in ("province", None) and sure:
            return ProvinceReading((bare[0].province,), bare[0].province.name, 0.95)
        if bare and level is None:
            return None  # many a body that is no province's sits in Hà Nội
    return _in_body(draft, day, level, line.place if line else None)


def _named_in_body(draft: Draft, province: Province, day: str | None) -> bool:
    text = draft.text.text[:_BODY_CHARACTERS]
    return any(mention.qualified and mention.province == province for mention in find_provinces(text, day))


def _in_words(words: str, day: str | None, confidence: float) -> ProvinceReading | None:
    provinces = find_provinces(words, day)
    districts = find_districts(words) if day is None or day < MERGER_DAY else ()
    if districts and not any(mention.province.kind == "thành phố" for mention in provinces):
        return ProvinceReading(districts[0].provinces, words, confidence, f"{districts[0].kind} {districts[0].name}")
    if provinces:
        return ProvinceReading((provinces[-1].province,), words, confidence)
    communes = find_communes(words) if day and day >= MERGER_DAY else ()
    if communes and len(communes[0].provinces) == 1:
        return ProvinceReading(communes[0].provinces, words, 0.9, f"{communes[0].kind} {communes[0].name}")
    return None


def _in_body(
    draft: Draft, day: str | None, level: Level | None, place: tuple[int, int] | None
) -> ProvinceReading | None:
    """The province that the body names as its own: by far the most often named of those after "tỉnh"."""
    text = draft.text.text[:_BODY_CHARACTERS]
    counted = Counter(mention.province for mention in find_provinces(text, day) if mention.qualified)
    common = counted.most_common(2)
    if common and (len(common) == 1 or common[0][1] >= 3 * common[1][1]):
        return ProvinceReading((common[0][0],), common[0][0].name, 0.85)
    words = draft.text.text[slice(*place)].strip() if place else None
    units = [unit for unit in find_districts(text) if words is None or fold(unit.name) == fold(words)]
    if level in ("district", None) and units:
        unit = Counter(f"{unit.kind} {unit.name}" for unit in units).most_common(1)[0][0]
        provinces = next(found.provinces for found in units if f"{found.kind} {found.name}" == unit)
        return ProvinceReading(provinces, unit, 0.8, unit)
    return None
