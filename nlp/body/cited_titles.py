"""Where the title of a cited document stands behind its number, day and issuer, and where it ends."""

from __future__ import annotations

import re
from functools import cache

from nlp.body.citation_words import alternatives, phrases, title_opener
from nlp.text import LOWER, UPPER

_GAP = re.compile(r"[\s,]*")
_BESIDE = re.compile(r"(?:[,;]|\svà|\shoặc|\scùng|\svới)\s*(?:các\s+)?$", re.IGNORECASE)
_RUNS_ON = re.compile(rf"\n(?=[{LOWER}]{{2,}}\s)")


@cache
def _marks() -> re.Pattern[str]:
    """What may end a title. The last of `end`: the clause that the basis is for ("…, Sở Y tế lập Kế hoạch:")."""
    end = rf";|\.(?=\s|$)|,\s+(?=[{UPPER}][^;:\n]{{10,240}}:\s*(?:\n|\Z))"
    changed = rf"(?:{alternatives(phrases('changed'))})(?=[^;.()\n]{{0,60}}\s(?:bởi|bằng|tại|theo)\s)"
    after = rf"(?<=[\s,])(?:(?:{alternatives(phrases('after title'))})(?!\w)|{changed})"
    return re.compile(rf"(?P<end>{end})|(?P<open>\()|(?P<close>\))|{after}")


@cache
def _remark() -> re.Pattern[str]:
    return re.compile(rf"\(\s*(?:{alternatives(phrases('remark'))})(?!\w)", re.IGNORECASE)


def paragraph_end(text: str, start: int, limit: int) -> int:
    """The end of the paragraph; one that breaks off within a sentence goes on in the next line."""
    place = start
    while (found := text.find("\n", place, limit)) >= 0:
        if not _RUNS_ON.match(text, found) or text[found - 1] in ".;:!?":
            return found
        place = found + 1
    return min(limit, len(text))


def title_span(text: str, start: int, limit: int, following: int) -> tuple[int, int] | None:
    """The span of the title that begins at `start`; `following` is where the next document is named.

    A document that stands beside this one ends the title; one that the title itself names does not.
    """
    gap = _GAP.match(text, start)
    begin = gap.end() if gap else start
    if title_opener().match(text, begin) is None and text[begin : begin + 1] not in ("“", '"'):
        return None
    if begin < following < limit and (beside := _BESIDE.search(text, begin, following)):
        limit = beside.start()
    return begin, len(text[: _end(text, begin, limit)].rstrip(" ,"))


def _end(text: str, begin: int, limit: int) -> int:
    depth = 0
    for mark in _marks().finditer(text, begin, limit):
        if mark["open"]:
            if depth == 0 and _remark().match(text, mark.start()):
                return mark.start()
            depth += 1
        elif mark["close"]:
            if depth == 0:
                return mark.start()
            depth -= 1
        elif mark["end"] or depth == 0:
            return mark.start()
    return limit
