"""Names of issuing bodies: header lines in capitals made to names in normal case, and the level that a name shows."""

from __future__ import annotations

import re
from functools import cache

from nlp.geography import find_communes, find_districts, find_provinces, province_named
from nlp.lexicon import entries
from nlp.models import Level
from nlp.text import fold, one_tone_spelling

PLACE_KINDS = r"tỉnh|thành phố|tp\.?|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu"
PLACE_LINE = re.compile(rf"^\W*(?:{PLACE_KINDS})\s+\S", re.IGNORECASE)


@cache
def _openings() -> tuple[tuple[str, Level | None], ...]:
    """Folded opening words with their level, longest first."""
    found = [(fold(entry["phrase"]), entry.get("level")) for entry in entries("agency_openings")]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def opens_agency(line: str) -> bool:
    """Whether a header line begins a body's name.

    >>> opens_agency("SỞ NỘI VỤ"), opens_agency("TỈNH HÀ NAM")
    (True, False)
    """
    printed = line.strip(" -*")
    folded = fold(printed)
    unlike = one_tone_spelling(printed).lower().startswith(_unlike_openings())
    return not unlike and _opening().match(folded) is not None


@cache
def _opening() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(re.escape(opening) for opening, _ in _openings()) + r")(?!\w)")


@cache
def _unlike_openings() -> tuple[str, ...]:
    """Words that only without their tones are an opening word ("Số" for "Sở")."""
    return tuple(f"{word.lower()} " for entry in entries("agency_openings") for word in entry.get("unlike", ()))


@cache
def _central() -> dict[str, str]:
    """Folded name without spaces and dashes → central body in normal case."""
    return {_key(name): entry["name"] for entry in entries("issuers") for name in (entry["name"], *entry["examples"])}


@cache
def _by_symbol() -> dict[str, str]:
    return {symbol: entry["name"] for entry in entries("issuers") for symbol in entry["symbols"]}


def _key(name: str) -> str:
    return re.sub(r"[\W_]", "", fold(name))


def central_body(name: str) -> str | None:
    """The central body of that name in normal case, None where it is none."""
    return _central().get(_key(name))


def issuer_of_symbol(number: str) -> str | None:
    """The central body that a number's symbol names.

    >>> issuer_of_symbol("08/2025/NQ-CP"), issuer_of_symbol("59/2020/QH14"), issuer_of_symbol("12/KH-UBND")
    ('Chính phủ', 'Quốc hội', None)
    """
    parts = re.split(r"[/-]", number)[1:]
    for part in reversed(parts):
        body = _by_symbol().get(re.sub(r"\d+$", "", part))
        if body:
            return body
    return None


_FIELD_HEADS = (
    "tổng công ty|tập đoàn|bộ|sở|phòng|tổng cục|chi cục|cục|vụ|viện|trung tâm|trường|ban|học viện|bệnh viện|hạt|"
    "đài|ngân hàng|công ty|liên đoàn|hội"
)
_CAPITAL_AFTER = re.compile(rf"^((?:{_FIELD_HEADS})\s+)(\w)")
_COORDINATED = re.compile(r"((?:,|\s-|\svà|\s–)\s)(\w)")


@cache
def _proper_words() -> tuple[tuple[str, str], ...]:
    """Words in small letters with their own spelling."""
    return tuple((entry["name"].lower(), entry["name"]) for entry in entries("proper_words"))


_CITY = re.compile(r"(?<!\w)TP\.?\s*(?=[^\W\d_]{2})(?!HCM\b)")
# Between two bodies that issue together; the dash of "LAO ĐỘNG - THƯƠNG BINH" stands inside a name.
_JOINT = re.compile(r"\s+[-–—]\s+(?=(?:BỘ|ỦY BAN|UỶ BAN|BAN|TÒA ÁN|TOÀ ÁN|VIỆN|TỔNG|SỞ|CÔNG AN|NGÂN HÀNG|HỘI|ĐOÀN)\s)")


def normal_case(capitals: str, day: str | None = None) -> str:
    """A header's capitals as a name in normal case; places keep their capitals.

    >>> normal_case("UỶ BAN NHÂN DÂN TỈNH ĐỒNG NAI"), normal_case("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI")
    ('Ủy ban nhân dân tỉnh Đồng Nai', 'Sở Lao động - Thương binh và Xã hội')
    """
    printed = re.sub(r"^UBND\b", "ỦY BAN NHÂN DÂN", re.sub(r"^HĐND\b", "HỘI ĐỒNG NHÂN DÂN", " ".join(capitals.split())))
    printed = _CITY.sub("THÀNH PHỐ ", printed)
    joint = _JOINT.split(printed)
    if len(joint) > 1:
        return " - ".join(normal_case(body, day) for body in joint)
    central = central_body(printed)
    if central:
        return central
    if not printed.isupper():
        return one_tone_spelling(printed)
    spelled = one_tone_spelling(printed)
    letters = list(spelled.lower())
    text = "".join(letters)
    for pattern in (_CAPITAL_AFTER, _COORDINATED):
        if pattern is _CAPITAL_AFTER or _CAPITAL_AFTER.match(text):
            for match in pattern.finditer(text):
                letters[match.start(2)] = letters[match.start(2)].upper()
    for lower, written in _proper_words():
        for match in re.finditer(rf"(?<!\w){re.escape(lower)}", text):
            letters[match.start() : match.end()] = list(written)
    for match in _ACRONYM.finditer(spelled):
        letters[match.start() : match.end()] = list(match[0])
    for start, end in (*_place_spans(spelled, day), *_school_spans(spelled)):
        letters[start:end] = list(text[start:end].title())
    for mention in find_provinces(spelled, day):
        kind = mention.province.kind
        misread = spelled[mention.start - len(kind) - 1 : mention.start - 1].lower()
        if mention.qualified and misread != kind and fold(misread) == fold(kind):
            letters[mention.start - len(kind) - 1 : mention.start - 1] = list(kind)
        if province_named(spelled[mention.start : mention.end]) is None:
            letters[mention.start : mention.end] = list(mention.province.name)
    letters[0] = letters[0].upper()
    return re.sub(r"\s+[-–—]\s+", " - ", "".join(letters))


_UNKNOWN_PLACE = re.compile(
    r"(?<!\w)(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU|(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG) ỦY)"
    r"\s+(?!(?:ỦY|XÃ|HỘI|PHƯỜNG|CÁC|KHỐI|CÔNG|CHÍNH)\b)([^\W\d_]+(?:\s[^\W\d_]+){0,3})(?=$|,)"
)


def _place_spans(spelled: str, day: str | None) -> list[tuple[int, int]]:
    """Names of places in a header line, without their kinds; after a kind any name will do, known or not."""
    spans = [(mention.start, mention.end) for mention in find_provinces(spelled, day)]
    for unit in (*find_districts(spelled), *find_communes(spelled)):
        spans.append((unit.end - len(unit.name), unit.end))
    spans += [match.span(1) for match in _UNKNOWN_PLACE.finditer(spelled)]
    return spans


# A word without a vowel is an abbreviation (THPT, PTDTNT, GD&ĐT).
_ACRONYM = re.compile(r"(?<!\w)[BCDĐGHKLMNPQRSTVX]{2,}(?:&[BCDĐGHKLMNPQRSTVX]{1,})?(?!\w)")


@cache
def _school() -> re.Pattern[str]:
    kinds = "|".join(entry["name"].upper() for entry in entries("school_kinds"))
    return re.compile(rf"TRƯỜNG\s+(?:(?:{kinds})\s+)+(?!(?:{kinds}|SỐ)\b)([^\W\d_].*)$")


def _school_spans(spelled: str) -> list[tuple[int, int]]:
    """What a school is named after."""
    match = _school().match(spelled)
    return [match.span(1)] if match else []


def level_of(name: str) -> Level | None:
    """The level of the body that bears the name; None where the name shows none (Ban Chỉ đạo).

    >>> level_of("Ủy ban nhân dân huyện Triệu Sơn"), level_of("Ủy ban nhân dân thành phố Hà Nội"), level_of("Bộ Y tế")
    ('district', 'province', 'central')
    """
    if central_body(name):
        return "central"
    kinds = [(found.start(), level) for pattern, level in _KINDS if (found := pattern.search(name))]
    city = re.search(r"(?<!\w)(?:thành phố|tp\.?|thành ủy)\s+\S", name, re.IGNORECASE)
    if kinds and not (city and city.start() < min(kinds)[0]):
        return min(kinds)[1]
    if city:
        provinces = [mention.province for mention in find_provinces(name[city.start() :])]
        return "province" if any(province.kind == "thành phố" for province in provinces) else "district"
    folded = fold(name)
    opened = next((level for opening, level in _openings() if re.match(re.escape(opening) + r"(?!\w)", folded)), None)
    return opened or ("central" if _NATIONAL.search(folded) else None)


_KINDS: tuple[tuple[re.Pattern[str], Level], ...] = (
    (re.compile(r"(?<!\w)tỉnh(?!\w)", re.IGNORECASE), "province"),
    (re.compile(r"(?<!\w)(?:xã(?!\s+hội)|phường|thị trấn|đặc khu)\s+\w", re.IGNORECASE), "commune"),
    (re.compile(r"(?<!\w)(?:huyện|quận|thị xã)\s+\w", re.IGNORECASE), "district"),
)
_NATIONAL = re.compile(r"(?<!\w)(?:nha nuoc ve|trung uong|quoc gia|viet nam|cua chinh phu)(?!\w)")
