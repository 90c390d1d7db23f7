"""The words by which citations are told: types of documents and the phrases of `citation_phrases`, as patterns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from nlp.lexicon import entries


def phrases(role: str) -> tuple[str, ...]:
    """The citation phrases of a role, the longest first."""
    found = (str(entry["phrase"]) for entry in entries("citation_phrases") if entry["role"] == role)
    return tuple(sorted(found, key=len, reverse=True))


def alternatives(words: Sequence[str]) -> str:
    """A pattern for any of the words, white space of any width."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)


@cache
def types_by_name() -> dict[str, str]:
    """Types of documents by the lower-case words that name them, the longest first."""
    pairs = [(str(name), str(entry["type"])) for entry in entries("cited_types") for name in entry["names"]]
    return {name.casefold(): kind for name, kind in sorted(pairs, key=lambda pair: -len(pair[0]))}


@cache
def laws() -> frozenset[str]:
    """Types that are named by a title: it stands between the type word and the number or the year."""
    return frozenset(str(entry["type"]) for entry in entries("cited_types") if entry.get("law"))


@cache
def type_word() -> re.Pattern[str]:
    """Type words in any case, for places where "số" or a number follows at once."""
    return re.compile(rf"(?<!\w)(?:{alternatives(tuple(types_by_name()))})(?!\w)", re.IGNORECASE)


@cache
def capital_type_word() -> re.Pattern[str]:
    """Type words with a capital or in capitals."""
    names = sorted((str(name) for entry in entries("cited_types") for name in entry["names"]), key=len, reverse=True)
    spelled = tuple(dict.fromkeys(form for name in names for form in (name, name.upper())))
    return re.compile(rf"(?<!\w)(?:{alternatives(spelled)})(?!\w)")


def type_named(printed: str) -> str:
    """The type that a type word names."""
    return types_by_name()[" ".join(printed.split()).casefold()]


@cache
def title_opener() -> re.Pattern[str]:
    """Words that open the title of a cited document."""
    return re.compile(rf"(?<!\w)(?:{alternatives(phrases('title'))})(?!\w)", re.IGNORECASE)


@cache
def form_before() -> re.Pattern[str]:
    """Words before a number that make it the number of a form or annex."""
    return re.compile(rf"(?<!\w)(?:{alternatives(phrases('form'))})(?:\s+(?:số|sô|SỐ))?\s*:?\s*$", re.IGNORECASE)


@cache
def short_type_word() -> re.Pattern[str]:
    """Abbreviations of type words right before a number ("NQ số 05/NQ-TU", "QĐ 12/QĐ-UBND")."""
    short = tuple(str(word) for entry in entries("cited_types") for word in entry.get("short", ()))
    return re.compile(rf"(?<![\w/-])(?:{alternatives(short)})\s+(?:s[ốồo]\s*)?:?\s*$")
