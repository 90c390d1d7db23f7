"""Which lines of a header are one body's name, and which name a body and the one above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from nlp.header.agency_names import PLACE_KINDS, PLACE_LINE, central_body, level_of, opens_agency
from nlp.lexicon import entries
from nlp.text import TextMap, fold

_Span = tuple[int, int]
_RANKS = ("central", "province", "district", "commune")
_COUNCIL = re.compile(r"(?:[UỦ][YỶ]\s+BAN\s+NHÂN\s+DÂN|UBND|HỘI\s+ĐỒNG\s+NHÂN\s+DÂN|HĐND)(?!\w)", re.IGNORECASE)


def goes_on_with(so_far: str, line: str) -> bool:
    """Whether a header's line goes on with the body's name above it.

    >>> goes_on_with("ỦY BAN NHÂN DÂN", "XÃ HẢI AN"), goes_on_with("UBND HUYỆN HẢI LĂNG", "XÃ HẢI AN")
    (True, False)
    """
    if opens_agency(line):
        return _unfinished(so_far) or central_body(f"{so_far} {line}") is not None
    return not _is_place_below(so_far, line)


def own_committee(above: str, name: str) -> str:
    """The council of the place that stands alone below the council of a place of higher level.

    >>> own_committee("UBND HUYỆN HẢI LĂNG", "XÃ HẢI AN")
    'UBND XÃ HẢI AN'
    """
    council = _COUNCIL.match(above)
    return f"{council[0]} {name}" if council and PLACE_LINE.match(name) and not opens_agency(name) else name


def _is_place_below(council: str, line: str) -> bool:
    """Whether the line is a place of a lower level than that of the council above."""
    if not _COUNCIL.match(council) or not PLACE_LINE.match(line):
        return False
    above, below = level_of(council), level_of(line)
    return above in _RANKS and below in _RANKS and _RANKS.index(below) > _RANKS.index(above)


def divided(text: TextMap, start: int, end: int) -> list[_Span]:
    """A paragraph of the header; apart where a printed line of it opens a body below one whose level is told
    ("SỞ Y TẾ HÀ NAM", "TRUNG TÂM PHÁP Y"), or a place under a place."""
    parts: list[_Span] = []
    for first, last in text.printed_lines(start, end):
        so_far = text.text[parts[-1][0] : parts[-1][1]] if parts else ""
        line = text.text[first:last]
        body = opens_agency(so_far) and level_of(so_far) is not None and opens_agency(line)
        if not parts or (body and not goes_on_with(so_far, line)) or _is_place_under_place(so_far, line):
            parts.append((first, last))
        else:
            parts[-1] = (parts[-1][0], last)
    return parts


_PLACE_AT_END = re.compile(rf"(?<!\w)(?:{PLACE_KINDS})\s+\S[^,]*$", re.IGNORECASE)


def joined(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A name's lines as one; a place that stands under a place ("HUYỆN …", "TỈNH …") after a comma."""
    name = ""
    for start, end in spans:
        line = text[start:end]
        comma = "," if _is_place_under_place(name, line) else ""
        name = f"{name}{comma} {line}" if name else line
    return name


def _is_place_under_place(so_far: str, line: str) -> bool:
    return PLACE_LINE.match(line) is not None and _PLACE_AT_END.search(so_far) is not None


@cache
def _goes_on_after() -> re.Pattern[str]:
    phrases = "|".join(re.escape(fold(entry["phrase"])) for entry in entries("unfinished_bodies"))
    return re.compile(rf"(?:(?<!\w)(?:{phrases})|,|-)$")


def _unfinished(name: str) -> bool:
    """Whether a name ends in a word that must go on ("CHỦ TỊCH", "… VÀ", "… -")."""
    return _goes_on_after().search(fold(name).rstrip()) is not None
