"""What may stand between the type word and the title: whose document it is ("CỦA CHÍNH PHỦ"), as old decrees and party
documents print it."""

from __future__ import annotations

import re
from functools import cache

from nlp.header.agency_names import central_body, opens_agency
from nlp.header.persons import position_starts
from nlp.lexicon import entries
from nlp.text import fold

_OF = re.compile(r"\W{0,3}cua\s+")
_LONGEST_NAME = 160
_BODIES_APART = re.compile(r"\s*,\s+|\s+v[àÀ]\s+|\s+[-–]\s+", re.IGNORECASE)


@cache
def _title_openings() -> re.Pattern[str]:
    phrases = sorted((fold(entry["phrase"]) for entry in entries("title_openings")), key=len, reverse=True)
    return re.compile(r"\s+(?=(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w))")


def title_offset(printed: str) -> int:
    """Where the title begins in what follows the type word; the length of `printed` where no title stands in it.

    >>> title_offset("CỦA BAN BÍ THƯ VỀ CÔNG TÁC DÂN VẬN"), title_offset("CỦA CHÍNH PHỦ"), title_offset("Về việc họp")
    (15, 13, 0)
    """
    folded = fold(printed)
    of = _OF.match(folded)
    if of is None:
        return 0
    for opening in _title_openings().finditer(folded, of.end(), _LONGEST_NAME):
        if _is_office(printed[of.end() : opening.start()]):
            return opening.end()
    if len(printed) <= _LONGEST_NAME and _is_office(printed[of.end() :]):
        return len(printed)
    return _after_central_body(printed, of.end())


def _is_office(name: str) -> bool:
    """Whether a name, or each of several, is that of a body or begins with the position of its head."""
    bodies = [body for body in _BODIES_APART.split(name.strip(" .,:-–*")) if body]
    first, *others = bodies or [""]
    return _opens_office(first) and all(_opens_office(body) or body.isupper() == first.isupper() for body in others)


def _opens_office(name: str) -> bool:
    return bool(central_body(name) or opens_agency(name) or (position_starts(name) or (1,))[0] == 0)


def _after_central_body(printed: str, start: int) -> int:
    """After the longest central body that `printed` names from `start` on; 0 where it names none."""
    ends = [match.end() for match in re.finditer(r"\S+", printed[start : start + _LONGEST_NAME])]
    known = (start + end for end in reversed(ends) if central_body(printed[start : start + end]))
    end = next(known, 0)
    return end + len(printed[end:]) - len(printed[end:].lstrip(" ,.:-–")) if end else 0
