"""Names of issuing bodies: header lines in capitals made to names in normal case, and the level that a name shows."""

from __future__ import annotations

import re
from functools import cache

from nlp.geography import find_communes, find_districts, find_provinces, province_named
from nlp.lexicon import entries
from nlp.models import Level
from nlp.text import fold, one_tone_spelling

_PLACE_KINDS = r"tỉnh|thành phố|tp\.?|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu"
PLACE_LINE = re.compile(rf"^\W*(?:{_PLACE_KINDS})\s+\S", re.IGNORECASE)


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
    folded = fold(line.strip(" -*"))
    return any(re.match(re.escape(opening) + r"(?!\w)", folded) for opening, _ in _openings())


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
    "bộ|sở|phòng|tổng cục|chi cục|cục|vụ|viện|trung tâm|trường|ban|học viện|bệnh viện|hạt|đài|ngân hàng|công ty|hội"
)
_CAPITAL_AFTER = re.compile(rf"^((?:{_FIELD_HEADS})\s+)(\w)")
_COORDINATED = re.compile(r"((?:,|\s-|\svà|\s–)\s)(\w)")


@cache
def _proper_words() -> tuple[tuple[str, str], ...]:
    """Words in small letters with their own spelling."""
    return tuple((entry["name"].lower(), entry["name"]) for entry in entries("proper_words"))


# Between two bodies that issue together; the dash of "LAO ĐỘNG - THƯƠNG BINH" stands inside a name.
_JOINT = re.compile(r"\s+[-–—]\s+(?=(?:BỘ|ỦY BAN|UỶ BAN|BAN|TÒA ÁN|TOÀ ÁN|VIỆN|TỔNG|SỞ|CÔNG AN|NGÂN HÀNG|HỘI|ĐOÀN)\s)")


def normal_case(capitals: str, day: str | None = None) -> str:
    """A header's capitals as a name in normal case; places keep their capitals.

    >>> normal_case("UỶ BAN NHÂN DÂN TỈNH ĐỒNG NAI"), normal_case("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI")
    ('Ủy ban nhân dân tỉnh Đồng Nai', 'Sở Lao động - Thương binh và Xã hội')
    """
    printed = re.sub(r"^UBND\b", "ỦY BAN NHÂN DÂN", re.sub(r"^HĐND\b", "HỘI ĐỒNG NHÂN DÂN", " ".join(capitals.split())))
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
    for start, end in _place_spans(spelled, day):
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


def _place_spans(spelled: str, day: str | None) -> list[tuple[int, int]]:
    """Names of places in a header line, without their kinds; after a kind any name will do, known or not."""
    spans = [(mention.start, mention.end) for mention in find_provinces(spelled, day)]
    for unit in (*find_districts(spelled), *find_communes(spelled)):
        spans.append((unit.end - len(unit.name), unit.end))
    for match in re.finditer(
        r"(?:HUYỆN|QUẬN|THỊ XÃ|XÃ(?! HỘI)|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s+([^\W\d_]+(?:\s[^\W\d_]+){0,3})$", spelled
    ):
        spans.append(match.span(1))
    return spans


def level_of(name: str) -> Level | None:
    """The level of the body that bears the name; None where the name shows none (Ban Chỉ đạo).

    >>> level_of("Ủy ban nhân dân huyện Triệu Sơn"), level_of("Ủy ban nhân dân thành phố Hà Nội"), level_of("Bộ Y tế")
    ('district', 'province', 'central')
    """
    if central_body(name):
        return "central"
    kind = next((level for pattern, level in _KINDS if pattern.search(name)), None)
    if kind:
        return kind
    city = re.search(r"(?<!\w)(?:thành phố|tp\.?)\s+(.+)$", name, re.IGNORECASE)
    if city:
        provinces = [mention.province for mention in find_provinces(name)]
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
