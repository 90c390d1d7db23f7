"""Provinces, districts and communes of both eras: 63 provinces until 30/06/2025, 34 and no districts since 01/07/2025.

Codes: Quyết định 124/2004/QĐ-TTg, since 01/07/2025 Quyết định 19/2025/QĐ-TTg. A province's code then and the code of
the province that holds it today are both kept, so that documents of both eras compare.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from nlp.lexicon import entries
from nlp.text import LOWER, UPPER, fold, one_tone_spelling

MERGER_DAY = "2025-07-01"

# The kinds of each list: xã Tân Phú is not huyện Tân Phú, though a district may have been named by its former kind.
_UNIT_KINDS = {"districts": ("huyện", "quận", "thị xã", "thành phố"), "communes": ("xã", "phường", "đặc khu")}
_SHORT_KINDS = {"tp": "thành phố", "tx": "thị xã"}
_DASH = re.compile(r"\s*[-–—]\s*")


@dataclass(frozen=True, slots=True)
class Province:
    """A province as it was from `since` to `until` (both "YYYY-MM-DD", None where open).

    `kind` is "tỉnh" or "thành phố"; `code` is None for those that were gone before codes were given; `now` is the code
    of today's province that holds it.
    """

    name: str
    kind: str
    code: str | None
    now: str
    since: str | None
    until: str | None

    def stood_on(self, day: str) -> bool:
        """Whether it stood at a day, month or year ("YYYY-MM-DD", "YYYY-MM" or "YYYY")."""
        return (self.until is None or day <= self.until) and (self.since is None or day >= self.since[: len(day)])


@dataclass(frozen=True, slots=True)
class ProvinceMention:
    """`text[start:end]` is the name without its kind; `qualified` where "tỉnh" or "thành phố" stands before it."""

    start: int
    end: int
    province: Province
    qualified: bool


@dataclass(frozen=True, slots=True)
class UnitMention:
    """A district (until 2025) or commune (since) with its kind; more than one province where they share the name."""

    start: int
    end: int
    kind: str
    name: str
    provinces: tuple[Province, ...]


@cache
def _provinces_by_name() -> dict[str, tuple[Province, ...]]:
    """Every spelling, as `_key` writes it, with the provinces of that name, today's first."""
    by_name: dict[str, list[Province]] = defaultdict(list)
    for entry in entries("provinces"):
        province = Province(
            entry["name"], entry["kind"], entry["code"], entry["now"], entry.get("from"), entry.get("until")
        )
        for name in (entry["name"], *entry.get("aliases", ())):
            by_name[_key(name)].append(province)
    return {name: tuple(sorted(found, key=lambda p: p.until or "9", reverse=True)) for name, found in by_name.items()}


def _key(name: str) -> str:
    return _DASH.sub(" - ", " ".join(one_tone_spelling(name).lower().split()))


def _pattern_of(name: str) -> str:
    return re.escape(name).replace(r"\ \-\ ", r"\s*[-–—]\s*").replace(r"\ ", r"\s+")


@cache
def _bare() -> re.Pattern[str]:
    names = sorted(_provinces_by_name(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_pattern_of, names))})(?!\w)", re.IGNORECASE)


@cache
def _folded_names() -> dict[str, str]:
    return {fold(name): name for name in _provinces_by_name()}


@cache
def _qualified() -> re.Pattern[str]:
    """On folded text: after "tỉnh" a name may have lost its marks to OCR and is still that name."""
    names = sorted(_folded_names(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:tinh|thanh pho|tp\.?)\s+({'|'.join(map(_pattern_of, names))})(?!\w)")


def provinces_on(day: str | None = None) -> tuple[Province, ...]:
    """The provinces that stood on a day ("YYYY-MM-DD", "YYYY-MM", "YYYY"); today's where none is given."""
    found = {province for named in _provinces_by_name().values() for province in named if province.stood_on(day or "9")}
    return tuple(sorted(found, key=lambda province: province.code or ""))


def province_now(code: str) -> Province:
    """Today's province that holds the one of that code, of either era. Raises KeyError for no code at all.

    >>> province_now("17").name, province_now("24").name
    ('Phú Thọ', 'Bắc Ninh')
    """
    known = [province for named in _provinces_by_name().values() for province in named]
    now = next((province.now for province in known if province.code == code), None)
    if now is None:
        raise KeyError(code)
    return next(province for province in known if province.until is None and province.code == now)


def province_named(name: str, day: str | None = None) -> Province | None:
    """The province of that name (its kind may stand before it) on a day, else the youngest that ever bore it.

    >>> province_named("tỉnh Bắc Ninh", "2024-03-01").code, province_named("Bắc Ninh", "2026").code
    ('27', '24')
    """
    bare = re.sub(r"^(?:tỉnh|thành phố|tp\.?)\s+", "", name.strip(), flags=re.IGNORECASE)
    return _of_day(_provinces_by_name().get(_key(bare), ()), day)


def _of_day(found: tuple[Province, ...], day: str | None) -> Province | None:
    return next((province for province in found if day and province.stood_on(day)), found[0] if found else None)


def find_provinces(text: str, day: str | None = None) -> tuple[ProvinceMention, ...]:
    """All provinces that the text names, in order. `day` (of issue) settles which of two of the same name is meant.

    A bare name counts where it is capitalised and no part of a longer name (Nguyễn Hòa Bình).
    """
    spelled = one_tone_spelling(text)
    mentions = {}
    for match in _bare().finditer(spelled):
        if spelled[match.start()].isupper():
            before = spelled[max(0, match.start() - 24) : match.start()]
            qualified = _KIND_BEFORE.search(fold(before)) is not None
            province = _of_day(_provinces_by_name()[_key(match[0])], day)
            if province and (qualified or not _in_longer_name(before, spelled[match.end() : match.end() + 12])):
                mentions[match.start()] = ProvinceMention(match.start(), match.end(), province, qualified)
    for match in _qualified().finditer(fold(text)):
        start, end = match.span(1)
        if text[start].isupper() and start not in mentions:
            name = _folded_names()[_DASH.sub(" - ", " ".join(match[1].split()))]
            province = _of_day(_provinces_by_name()[name], day)
            if province:
                mentions[start] = ProvinceMention(start, end, province, True)
    return tuple(mentions[start] for start in sorted(mentions))


_KIND_BEFORE = re.compile(r"(?<!\w)(?:tinh|thanh pho|tp\.?)\s+$")
_NAME_WORD_BEFORE = re.compile(rf"(?:^|[\s,;(])([{UPPER}][{LOWER}]+)\s+$")
_NAME_WORD_AFTER = re.compile(rf"^\s[{UPPER}][{LOWER}]*")
# Words written with a capital that may stand before a province without making a name of it.
_NO_NAME = {
    *("tỉnh", "thành", "phố", "thị", "từ", "tại", "ở", "và", "của", "về", "đến", "ủy", "dân", "an", "quân", "thuế"),
    *("khách", "hải", "bộ", "sở", "vụ", "cục", "ban", "đoàn", "hội", "đảng", "báo", "đài", "trường", "viện", "nội"),
    *("vực", "nước", "thương", "tế", "chính", "hóa", "môi", "công", "tư"),
}


def _in_longer_name(before: str, after: str) -> bool:
    """Whether a capitalised word stands at either side, as in the name of a person or a street."""
    word = _NAME_WORD_BEFORE.search(before)
    if word and word[1].lower() not in _NO_NAME:
        return True
    return word is None and _NAME_WORD_AFTER.match(after) is not None and not before.strip()


@cache
def _units(subject: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Name as `_key` writes it → kind → codes of the provinces that have such a unit."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries(subject):
        for unit in entry["units"]:
            kind = next(kind for kind in _UNIT_KINDS[subject] if unit.startswith(kind + " "))
            found[_key(unit[len(kind) + 1 :])][kind].append(entry["province"])
    return {name: {kind: tuple(codes) for kind, codes in kinds.items()} for name, kinds in found.items()}


@cache
def _unit_pattern(subject: str) -> re.Pattern[str]:
    names = sorted(_units(subject), key=len, reverse=True)
    short = [rf"{word}\.?" for word, kind in _SHORT_KINDS.items() if kind in _UNIT_KINDS[subject]]
    kinds = "|".join([*(kind.replace(" ", r"\s+") for kind in _UNIT_KINDS[subject]), *short])
    return re.compile(rf"(?<!\w)({kinds})\s+({'|'.join(map(_pattern_of, names))})(?!\w)", re.IGNORECASE)


def find_districts(text: str) -> tuple[UnitMention, ...]:
    """Districts of the time before 01/07/2025 that the text names with their kind (huyện Triệu Sơn)."""
    return _find_units(text, "districts")


def find_communes(text: str) -> tuple[UnitMention, ...]:
    """Communes of the time since 01/07/2025 that the text names with their kind (phường Bãi Cháy)."""
    return _find_units(text, "communes")


def _find_units(text: str, subject: str) -> tuple[UnitMention, ...]:
    spelled = one_tone_spelling(text)
    day = "2025-06-30" if subject == "districts" else None
    by_code = {province.code: province for province in provinces_on(day)}
    found = []
    for match in _unit_pattern(subject).finditer(spelled):
        if not spelled[match.start(2)].isupper() and not spelled[match.start(2)].isdigit():
            continue
        kind = " ".join(match[1].lower().rstrip(".").split())
        kind = _SHORT_KINDS.get(kind, kind)
        kinds = _units(subject)[_key(match[2])]
        codes = kinds.get(kind) or tuple(dict.fromkeys(code for some in kinds.values() for code in some))
        provinces = tuple(by_code[code] for code in codes if code in by_code)
        found.append(UnitMention(match.start(), match.end(), kind, text[match.start(2) : match.end(2)], provinces))
    return tuple(found)
