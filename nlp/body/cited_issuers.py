"""Who issued a cited document: as printed behind it, or as the letters of its number say."""

from __future__ import annotations

import re
from functools import cache

from nlp.body.agencies import find_agencies
from nlp.body.citation_words import title_opener
from nlp.lexicon import entries
from nlp.text import LOWER

_HOLDER = re.compile(
    r"(?:(?:Bộ trưởng,\s+Chủ nhiệm|Bộ trưởng|Chủ tịch|Thủ tướng|Tổng Bí thư|Chánh án|Viện trưởng|Giám đốc|Chủ nhiệm|"
    r"Thống đốc|Tổng Thanh tra|Tổng Giám đốc|Trưởng ban|Trưởng Ban)\s+)?"
)
_STOP = re.compile(rf"[,;.():“\"\n]|\s(?:ngày|tại|để|với|đã|là|thì)\s|\svà\s(?=[{LOWER}])")
# A steering committee has its field in its name: "Ban Chỉ đạo quốc gia về trẻ em ban hành …".
_WITH_FIELD = re.compile(r"(?:Ban Chỉ đạo|Ban chỉ đạo|Ủy ban [Qq]uốc gia|Hội đồng [Qq]uốc gia)(?!\w)")
_ABOUT = re.compile(
    r"(?:\s+(?:[Qq]uốc gia|[Nn]hà nước|Trung ương|cấp tỉnh|tỉnh))?\s+về\s+(?!việc\b)[^,;.\n]{2,60}?"
    r"(?=\s+(?:ban hành|về việc|phê duyệt|quy định)\s|\s*\))"
)


def issuer_at(text: str, start: int, limit: int) -> tuple[str, int] | None:
    """The issuer that stands at `start` and where it ends: a known agency, else the words up to the title."""
    holder = _HOLDER.match(text, start, limit)
    place = holder.end() if holder else start
    end = limit
    for mention in find_agencies(text, start, min(limit, start + 160)):
        if mention.start in (start, place):
            end = _before_title(text, place, mention.end)
            end = _with_field(text, start, end, limit)
            return " ".join(text[start:end].split()), end
        break
    stop = _STOP.search(text, place, limit)
    opener = title_opener().search(text, start + 1, limit)
    end = min([limit, *([stop.start()] if stop else []), *([opener.start()] if opener else [])])
    end = _with_field(text, start, len(text[:end].rstrip()), limit)
    name = " ".join(text[start:end].split())
    return (name, end) if 3 <= len(name) <= 120 and name[0].isupper() else None


def _before_title(text: str, start: int, end: int) -> int:
    """`end`, or where a word that opens a title begins before it and runs over it ("UBND tỉnh Sửa đổi")."""
    opener = next((match for match in title_opener().finditer(text, start, end + 12) if match.end() > end), None)
    return len(text[: opener.start()].rstrip()) if opener and start < opener.start() < end else end


def _with_field(text: str, start: int, end: int, limit: int) -> int:
    about = _ABOUT.match(text, end, limit)
    return about.end() if about and _WITH_FIELD.search(text, start, end) else end


@cache
def _bodies_by_symbol() -> dict[str, str]:
    """Bodies of the centre; a symbol that two of them bear is none."""
    found: dict[str, str | None] = {}
    for entry in entries("issuers"):
        for symbol in entry.get("symbols", ()):
            found[str(symbol)] = None if symbol in found else str(entry["name"])
    return {symbol: name for symbol, name in found.items() if name}


def issuer_of_number(number: str) -> str | None:
    """The body of the centre that the letters of a number name; of a joint circular all of them.

    >>> issuer_of_number("12/2019/NĐ-CP"), issuer_of_number("3/BTC-NSNN"), issuer_of_number("7/QĐ-UBND")
    ('Chính phủ', 'Bộ Tài chính', None)
    """
    code = number.rpartition("/")[2]
    kind, _, bodies = code.partition("-")
    named = [_bodies_by_symbol().get(re.sub(r"\d+$", "", part)) for part in (bodies.split("-") if bodies else [kind])]
    if not bodies and not kind.startswith(("QH", "UBTVQH")):
        return None
    if not all(named):  # of a dispatch the first letters are its office's ("7683/VPCP-QHĐP")
        return _bodies_by_symbol().get(kind)
    return ", ".join(name for name in named if name)
