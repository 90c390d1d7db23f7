"""Where an issuer stands: its level, the place that completes its name, its province."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from nlp.draft import Draft
from nlp.geography import MERGER_DAY, Province, find_communes, find_districts, find_provinces
from nlp.header.agency_names import PLACE_LINE, level_of
from nlp.header.dates import place_date
from nlp.models import Level
from nlp.text import UPPER, fold, one_tone_spelling

_BODY_CHARACTERS = 120_000  # where a document's body settles its province, its first pages do


@dataclass(frozen=True, slots=True)
class ProvinceReading:
    """`provinces` holds more than one where the name of the district or commune `unit` is shared: it is then open."""

    provinces: tuple[Province, ...]
    confidence: float
    unit: str | None = None


def province_candidates(draft: Draft) -> ProvinceReading | None:
    """The provinces that the issuer could be of, for the check that names them where there are several."""
    issuer = draft.issuer
    return province_reading(draft, issuer.name, issuer.parent, issuer.level) if issuer else None


def issuer_level(draft: Draft, name: str, parent: str | None) -> Level | None:
    """The level that the name shows, else the body above it, else, for a council without its place, the text."""
    level = level_of(name) or _level_of_kind(name)
    if level is None and parent:
        level = level_of(parent) or _level_of_kind(parent)
    if level is None and _COUNCIL.match(name):
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


def place_words(draft: Draft, level: Level) -> str | None:
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


def province_reading(draft: Draft, name: str | None, parent: str | None, level: Level | None) -> ProvinceReading | None:
    """The province that name, parent, place line or body settle; None for central bodies and where nothing does."""
    day = draft.issue_date.value if draft.issue_date else None
    for part, confidence in ((name, 0.98), (parent, 0.97)):
        reading = _in_words(draft, part, confidence) if part else None
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
            return ProvinceReading((bare[0].province,), 0.95)
        if bare and level is None:
            return None  # many a body that is no province's sits in Hà Nội
    return _in_body(draft, day, level, line.place if line else None)


def _named_in_body(draft: Draft, province: Province, day: str | None) -> bool:
    text = draft.text.text[:_BODY_CHARACTERS]
    return any(mention.qualified and mention.province == province for mention in find_provinces(text, day))


def _in_words(draft: Draft, words: str, confidence: float) -> ProvinceReading | None:
    """The province that a body's name shows; of a shared district or commune name the one that the text names."""
    day = draft.issue_date.value if draft.issue_date else None
    for committee, kind in _COMMITTEES:
        words = committee.sub(kind, words)
    provinces = find_provinces(words, day)
    units = find_districts(words) if day is None or day < MERGER_DAY else find_communes(words)
    if units and not any(mention.province.kind == "thành phố" for mention in provinces):
        unit = units[0]
        named = unit.provinces if len(unit.provinces) == 1 else _named_of(draft, unit.provinces, day)
        return ProvinceReading(named, confidence * (1 if named == unit.provinces else 0.9), f"{unit.kind} {unit.name}")
    return ProvinceReading((provinces[-1].province,), confidence) if provinces else None


# The committee of the Party bears the name of its unit: "Huyện ủy Tân Kỳ" is that of huyện Tân Kỳ.
_COMMITTEES = tuple(
    (re.compile(rf"\b{kind} ủy(?= [{UPPER}])"), unit)
    for kind, unit in (
        ("Huyện", "huyện"),
        ("Quận", "quận"),
        ("Thị", "thị xã"),
        ("Thành", "thành phố"),
        ("Tỉnh", "tỉnh"),
    )
)


def _named_of(draft: Draft, candidates: tuple[Province, ...], day: str | None) -> tuple[Province, ...]:
    """The one of the candidates that the text names; all where it names none or several."""
    mentioned = {mention.province for mention in find_provinces(draft.text.text[:_BODY_CHARACTERS], day)}
    named = tuple(province for province in candidates if province in mentioned)
    return named if len(named) == 1 else candidates


def _in_body(
    draft: Draft, day: str | None, level: Level | None, place: tuple[int, int] | None
) -> ProvinceReading | None:
    """The province that the body names as its own: by far the most often named of those after "tỉnh"."""
    text = draft.text.text[:_BODY_CHARACTERS]
    counted = Counter(mention.province for mention in find_provinces(text, day) if mention.qualified)
    common = counted.most_common(2)
    if common and (len(common) == 1 or common[0][1] >= 3 * common[1][1]):
        return ProvinceReading((common[0][0],), 0.85)
    of_commune = level == "commune" and (day or "") < MERGER_DAY
    words = draft.text.text[slice(*place)].strip() if place and not of_commune else None
    units = [unit for unit in find_districts(text) if words is None or fold(unit.name) == fold(words)]
    if (of_commune or level in ("district", None)) and units:
        unit = Counter(f"{unit.kind} {unit.name}" for unit in units).most_common(1)[0][0]
        provinces = next(found.provinces for found in units if f"{found.kind} {found.name}" == unit)
        return ProvinceReading(provinces, 0.8, unit)
    return None
