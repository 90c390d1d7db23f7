"""Whether a line's end breaks a word: a document number, a date, a span of years, a foreign name."""

from __future__ import annotations

import re

from ingest.page.syllables import is_syllable

_LAST_PART = re.compile(r"([^\W_]+)[-‐]$")
_FIRST_PART = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[^\W_]+[-‐/][^\W_]+[-‐]$")


def breaks_word(before: str, after: str) -> bool:
    """Whether the last word of a line and the first of the next are one: no space stands between them.

    A Vietnamese syllable is never broken, and a hyphen after one is a dash written close.

    >>> breaks_word("4952/KH-", "UBND"), breaks_word("30/6/", "2026"), breaks_word("thực-", "hiện")
    (True, True, False)
    """
    if len(before) < 2 or not after or not after[0].isalnum():
        return False
    if before[-1] == "/":
        return before[-2].isalnum()
    last, first = _LAST_PART.search(before), _FIRST_PART.match(after)
    if last is None or first is None:
        return False
    return _COMPOUND.search(before) is not None or not (is_syllable(last[1]) and is_syllable(first[0]))
