"""Document numbers (số, ký hiệu) as running text prints them, with what scans and wraps do to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.look_alikes import one_for_one
from nlp.lexicon import entries
from nlp.text import fold

# One code point for one, so that spans stay valid. Reading repairs letters in its texts; others come from elsewhere.
LOOK_ALIKES = one_for_one() | str.maketrans("–—−", "---")

# Parts of an abbreviation: capitals, a few with small letters (TTg, TTr, CTr), figures only at the end (QH15).
_LETTERS = r"[A-ZĐƯ](?:[A-Za-zĐđƯư]|[&.](?=[A-ZĐƯ]))*[0-9]{0,2}(?![\wÀ-ỹ])"
# 66.4/2025/NQ-CP has a serial of its own within a serial; 1.298/KH-UBND groups its thousands.
_SERIAL = r"(?<![\w/.,-])(?P<serial>[0-9][0-9Oo]{0,5}(?:\.[0-9]{1,3})?[a-z]?)"
_YEAR = r"(?P<year>(?:19|2[0Oo])[0-9Oo]{2})"
_MORE = rf"(?:(?:\s?[-/]|[-/]\s){_LETTERS}){{0,4}}"
_NUMBER = re.compile(
    rf"{_SERIAL}(?:\s?/\s?{_YEAR}(?P<slash>\s?/)?\s?(?P<legal>{_LETTERS}{_MORE})"
    rf"|\s?/\s?(?P<plain>{_LETTERS}{_MORE})"
    rf"|\s?-\s?(?P<party>{_LETTERS}(?:\s?/|/\s){_LETTERS}{_MORE}))"
)
_STANDARD = re.compile(
    r"(?<!\w)(?P<series>TCVN|TCXDVN|QCVN|TCCS)\s?(?P<serial>[0-9-]{1,9}:[0-9]{4})(?P<issuer>/[A-ZĐ]{2,12})?"
)
_CAPITALS = re.compile(r"[A-ZĐƯ]")
_ASSEMBLY = re.compile(r"^[O0]H(?=1[0-9]$)")  # QH15 as a reader of print takes it
_MARKED = re.compile(r"(?:s[ốồo]|SỐ)\s?:?\s{0,2}$|(?<!\w)(?:QĐ|NĐ|CV|TT|KH|NQ)\s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """`text[start:end]` prints a document number; `value` without spaces and look-alikes; `code` its letters."""

    start: int
    end: int
    value: str
    code: str


def find_numbers(text: str) -> Iterator[PrintedNumber]:
    """All document numbers of the text, in order. A fraction, a date or a unit is none.

    >>> [n.value for n in find_numbers("Nghị quyết số 48 /NQ- CP và 57-NQ/TW, 24/7, 36/36 xã, 50 km/h, 83/2015/QH13")]
    ['48/NQ-CP', '57-NQ/TW', '83/2015/QH13']
    """
    plain = text.translate(LOOK_ALIKES)
    for match in _NUMBER.finditer(plain):
        code = match["legal"] or match["plain"] or match["party"]
        if (match["plain"] and not _is_code(plain, match)) or (match["legal"] and not _is_legal(match)):
            continue
        yield PrintedNumber(match.start(), match.end(), _value(match), _squeezed(code))


# After a type word the number may have any form: of a company, of the decades before the rules, without a hyphen.
_FREE_PART = r"(?:[A-ZĐƯ](?:[A-Za-zĐđƯư]|[&.](?=[A-ZĐƯ0-9]))*[0-9]{0,4}|[0-9]{2,4})(?!\w)"
_FREE = re.compile(
    rf"(?P<serial>[0-9]{{1,10}}(?:\.[0-9]{{1,4}})?[a-z]?)(?:\s?[-/]\s?|\s(?=[A-ZĐ&]{{1,8}}\s?/))(?P<code>{_FREE_PART}"
    rf"(?:(?:\s?[-/]|[-/]\s){_FREE_PART}){{0,4}})"
)
_LONGEST = 60


def number_at(text: str, offset: int) -> PrintedNumber | None:
    """The number in any of its forms at `offset`, where a type word has announced one.

    >>> [number_at(text, 0).value for text in ("64/CP ngày 27/9", "100 CT/TW", "01/CV-05", "128.2021/OL.VTH", "17-CP")]
    ['64/CP', '100CT/TW', '01/CV-05', '128.2021/OL.VTH', '17-CP']
    """
    match = _FREE.match(text[offset : offset + _LONGEST].translate(LOOK_ALIKES))
    if match is None or len(_CAPITALS.findall(match["code"])) < 2:
        return None
    return PrintedNumber(offset, offset + match.end(), _squeezed(match[0]), _squeezed(match["code"]))


def find_standards(text: str) -> Iterator[PrintedNumber]:
    """National standards and technical regulations, which number themselves (TCVN 14423:2025, QCVN 01:2021/BXD)."""
    for match in _STANDARD.finditer(text.translate(LOOK_ALIKES)):
        yield PrintedNumber(match.start(), match.end(), _squeezed(match[0]), match["series"])


def _is_code(text: str, match: re.Match[str]) -> bool:
    """`12/TB-VP` is a number anywhere, `12/TB` only after "số" or a type word, `5/Kg` never."""
    code = match["plain"]
    capitals = len(_CAPITALS.findall(code))
    if "-" in code or "/" in code:
        return capitals >= 2
    return capitals >= 2 and _MARKED.search(text[max(0, match.start() - 12) : match.start()]) is not None


def _is_legal(match: re.Match[str]) -> bool:
    """Where the slash behind the year is missing ("49/2021TT-BCT") the letters must name a type of document."""
    return match["slash"] is not None or (
        "-" in match["legal"] and match["legal"].split("-")[0].strip() in _types_by_code()
    )


def _squeezed(printed: str) -> str:
    return re.sub(r"\s", "", printed)


def _value(match: re.Match[str]) -> str:
    serial = re.sub("[Oo](?=[0-9Oo]|$)", "0", match["serial"])
    if match["legal"]:
        slash = "/" if match["slash"] else ""
        code = _ASSEMBLY.sub("QH", _squeezed(match["legal"]))
        return f"{serial}/{match['year'].upper().replace('O', '0')}{slash}{code}"
    if match["plain"]:
        return f"{serial}/{_squeezed(match['plain'])}"
    return f"{serial}-{_squeezed(match['party'])}"


@lru_cache(maxsize=8192)
def number_identity(number: str) -> str:
    """What two spellings of one number share: `57/NQ-TW` and `57-NQ/TW`, `12/ND-CP` and `12/NĐ-CP`; `QĐ-UB`, `QĐ-UBND`.

    >>> number_identity("057-NQ/TW") == number_identity("57/NQ-TW")
    True
    """
    squeezed = re.sub(r"[^a-z0-9]+", "", fold(number.translate(LOOK_ALIKES)).lstrip("0"))
    return f"{squeezed}nd" if squeezed.endswith("qdub") else squeezed


def same_number(one: str, other: str) -> bool:
    """Whether two numbers are one. A bare serial is any number that begins with it.

    >>> same_number("57-NQ/TW", "57"), same_number("57-NQ/TW", "5"), same_number("12/QĐ-UB", "012/QĐ-UBND")
    (True, False, True)
    """
    if one.isdecimal() or other.isdecimal():
        return serial_of(one) == serial_of(other)
    return number_identity(one) == number_identity(other)


def serial_of(number: str | None) -> str:
    """The figures that a number begins with, without leading zeros."""
    figures = re.match(r"[0-9]*", number or "")
    return figures[0].lstrip("0") if figures else ""


@cache
def _types_by_code() -> dict[str, str]:
    symbols = {symbol: str(entry["name"]) for entry in entries("doc_types") for symbol in entry["symbols"]}
    return symbols | {code: str(entry["type"]) for entry in entries("cited_types") for code in entry.get("codes", ())}


def type_of_code(code: str) -> str | None:
    """The kind of document that a number's letters name; a dispatch (công văn) where none of them does.

    >>> type_of_code("QĐ-TTg"), type_of_code("QH15"), type_of_code("SYT-NVY"), type_of_code("QĐ.BQL-TC")
    ('quyết định', 'luật', 'công văn', 'quyết định')
    """
    for part in (re.split(r"[-/.]", code)[0], re.sub(r"[0-9]+$", "", code)):
        if part in _types_by_code():
            return _types_by_code()[part]
    return "công văn" if "-" in code else None
