"""Names of persons and lines of position and authority, as signature blocks print them."""

from __future__ import annotations

import re
from functools import cache

from nlp.header.layout import AUTHORITY
from nlp.header.passages import is_capitals
from nlp.lexicon import entries
from nlp.text import LOWER, UPPER, fold, one_tone_spelling

_SYLLABLE = rf"(?:[{UPPER}][{LOWER}']+|[{UPPER}])"
_NAME = rf"(?P<name>{_SYLLABLE}(?:[ -]{_SYLLABLE}){{1,5}})"
_CAPITAL_NAME = rf"(?P<name>[{UPPER}]+(?: [{UPPER}]+){{1,4}})"
_LAST_NAME = re.compile(rf"(?:^|\s)(?P<name>{_SYLLABLE}(?: {_SYLLABLE}){{1,5}})\W{{0,4}}$")


@cache
def _alone(name: str) -> re.Pattern[str]:
    """A line that holds a name of that form alone, with a degree or rank before it or without."""
    titles = "|".join(sorted((re.escape(entry["name"]) for entry in entries("person_titles")), key=len, reverse=True))
    return re.compile(rf"^\W{{0,3}}(?:(?:{titles})\b[.\s,]*)*{name}\W{{0,4}}$")


@cache
def _surnames() -> frozenset[str]:
    return frozenset(one_tone_spelling(entry["name"]).lower() for entry in entries("surnames"))


def has_surname(name: str) -> bool:
    """Whether a name begins with a known surname.

    >>> has_surname("Nguyễn Văn An"), has_surname("Kế hoạch Đầu tư")
    (True, False)
    """
    return one_tone_spelling(name.split()[0]).lower() in _surnames()


def person_name(line: str, in_capitals: bool = False) -> tuple[int, int] | None:
    """The span of the name in a line that is a name and nothing else (a rank or degree before it is no part of it).

    A name in capitals is taken only with `in_capitals`, where a position stands above it, and with a known surname.

    >>> line = "PGS.TS. Nguyễn Văn An"
    >>> line[slice(*person_name(line))]
    'Nguyễn Văn An'
    """
    match = _alone(_NAME).match(line)
    if match and not is_capitals(match["name"], 0.99) and has_surname(match["name"]):
        return match.span("name")
    capital = _alone(_CAPITAL_NAME).match(line) if in_capitals else None
    if capital and has_surname(capital["name"]) and not position_starts(line):
        return capital.span("name")
    return None


def name_like(line: str) -> tuple[int, int] | None:
    """As `person_name`, of any surname: for the line right under a position."""
    match = _alone(_NAME).match(line)
    return match.span("name") if match and not is_capitals(match["name"], 0.99) else None


def name_at_end(line: str) -> tuple[int, int] | None:
    """The name that ends a line after capitals ("PHÓ CHỦ TỊCH Nguyễn Văn An")."""
    match = _LAST_NAME.search(line)
    if match is None or not has_surname(match["name"]) or is_capitals(match["name"], 0.99):
        return None
    return match.span("name") if is_capitals(line[: match.start("name")], 0.9) else None


@cache
def _positions() -> re.Pattern[str]:
    names = sorted({fold(entry["name"]) for entry in entries("positions")}, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:(?:pho|quyen|[qp]\.)\s*)?(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")


def position_starts(line: str) -> tuple[int, ...]:
    """Where positions begin in a line ("CHỦ TỊCH PHÓ CHỦ TỊCH": 0 and 9).

    Of a position of one word the tones count, for "XÃ TRƯỜNG SƠN" names no head ("TRƯỞNG").
    """
    found = (match.span() for match in _positions().finditer(fold(line)))
    return tuple(
        start for start, end in found if " " in line[start:end] or line[start:end].lower() in _short_positions()
    )


@cache
def _short_positions() -> frozenset[str]:
    return frozenset(name for entry in entries("positions") if " " not in (name := entry["name"].lower()))


def is_position(line: str) -> bool:
    """Whether a line in capitals begins with a position.

    >>> is_position("PHÓ CHỦ TỊCH"), is_position("Phó Chủ tịch UBND tỉnh;"), is_position("TỔ CHỨC THỰC HIỆN")
    (True, False, False)
    """
    starts = position_starts(line)
    return bool(starts) and _LEAD.fullmatch(line[: starts[0]]) is not None and is_capitals(line) and len(line) < 120


# Before the position: nothing, or PHÓ torn from it by what OCR made of a stamp.
_LEAD = re.compile(r"[ \-*.]*(?:PHÓ\s+\S{1,8}\s+)?")


@cache
def _small_positions() -> re.Pattern[str]:
    """With tones: in small letters the surname Trương is not the position Trưởng."""
    names = sorted({one_tone_spelling(entry["name"]).lower() for entry in entries("positions")}, key=len, reverse=True)
    return re.compile(r"(?:phó |quyền )?(?:" + "|".join(map(re.escape, names)) + r")(?!\w)[^;:.,()\d]{0,60}$")


def is_small_position(line: str) -> bool:
    """Whether a line is a position in small letters and nothing else.

    >>> is_small_position("Phó Chủ tịch"), is_small_position("Trương Văn An"), is_small_position("Chủ tịch UBND tỉnh;")
    (True, False, False)
    """
    return line[:1].isupper() and _small_positions().match(one_tone_spelling(line).lower()) is not None


_TRAILING_POSITION = re.compile(rf"(?<=[;.:,]\s)(?:PHÓ |THỨ |QUYỀN )?[{UPPER}]{{2,}}(?: [{UPPER}]{{2,}})+(?=\s*$)")


def signature_inside(line: str) -> int | None:
    """Where a signature begins that was run into a line of another column; None where none was.

    >>> signature_inside("- Lưu: VT, VX. PHÓ CHỦ TỊCH"), signature_inside("- Lưu: VT, KTTH.")
    (15, None)
    """
    authority = AUTHORITY.search(line)
    if authority and authority.start() > 0:
        return authority.start()
    trailing = _TRAILING_POSITION.search(line)
    return trailing.start() if trailing and is_position(trailing[0]) else None


def has_authority(line: str) -> bool:
    """Whether a line begins with TM., KT., TL. or TUQ."""
    return AUTHORITY.match(line.lstrip(" -*|")) is not None
