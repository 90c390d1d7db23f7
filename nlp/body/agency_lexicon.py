"""The words of agencies' names as tries over tokens: what the lexicon knows, ready for the grammar."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

from nlp.lexicon import entries
from nlp.text import fold, one_tone_spelling

V = TypeVar("V")

_TOKEN = re.compile(r"[^\W_]+|\n|[^\w\s]|_")
_DASHES = str.maketrans("–—−", "---")


class Token(NamedTuple):
    """A word or a mark; `norm` is lower case in one tone spelling, all dashes alike; `folded` has no tones."""

    norm: str
    folded: str
    text: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]` with their places in `text`; a line break is a token."""
    found = []
    for match in _TOKEN.finditer(text, start, end):
        norm, folded = _spellings(match[0])
        found.append(Token(norm, folded, match[0], match.start(), match.end()))
    return found


@lru_cache(maxsize=32_768)  # Vietnamese has some 7,000 syllables
def _spellings(word: str) -> tuple[str, str]:
    norm = one_tone_spelling(word).lower().translate(_DASHES)
    return norm, fold(norm)


@dataclass(slots=True)
class _Node(Generic[V]):
    children: dict[str, _Node[V]] = field(default_factory=dict)
    value: V | None = None


_NORM: Callable[[Token], str] = attrgetter("norm")
_FOLDED: Callable[[Token], str] = attrgetter("folded")
# A phrase of so many words is the same phrase when recognition has misread its tones ("Thương bỉnh và Xã hội"), one of
# fewer when it has misread one of them ("Sở Nội vu").
_WORDS_TO_FORGIVE_TONES = 4
_WORDS_TO_FORGIVE_A_TONE = 3


class Trie(Generic[V]):
    """Phrases by their tokens; where two entries hold the same phrase the first stays.

    `words_before`: how many words always stand before a phrase, read elsewhere; they count for what is forgiven.
    """

    def __init__(self, phrases: Iterable[tuple[str, V]], words_before: int = 0) -> None:
        self._exact: _Node[V] = _Node()
        self._folded: _Node[tuple[V, tuple[str, ...] | None]] = _Node()
        for phrase, value in phrases:
            tokens = tokens_of(phrase, 0, len(phrase))
            norms = tuple(token.norm for token in tokens)
            _add(self._exact, norms, value)
            words = sum(token.is_word for token in tokens) + words_before
            if words >= _WORDS_TO_FORGIVE_A_TONE:
                forgiving = norms if words < _WORDS_TO_FORGIVE_TONES else None
                _add(self._folded, [token.folded for token in tokens], (value, forgiving))

    def opens(self, token: Token) -> bool:
        """Whether a phrase begins with this token."""
        return token.norm in self._exact.children or token.folded in self._folded.children

    def openings(self) -> tuple[frozenset[str], frozenset[str]]:
        """The first words of all phrases: as `Token.norm`, and as `Token.folded` of those whose tones are forgiven."""
        return frozenset(self._exact.children), frozenset(self._folded.children)

    def longest(self, tokens: Sequence[Token], index: int) -> tuple[int, V] | None:
        """The end (exclusive) and value of the longest phrase that begins at `index`."""
        if index >= len(tokens) or not self.opens(tokens[index]):
            return None
        exact = _longest(self._exact, tokens, index, _NORM)
        folded = _longest(self._folded, tokens, index, _FOLDED)
        if folded is None or (exact is not None and folded[0] <= exact[0]):
            return exact
        end, (value, norms) = folded
        if norms is not None and _misread(tokens[index:end], norms) > 1:
            return exact
        return end, value


def _misread(tokens: Sequence[Token], norms: Sequence[str]) -> int:
    return sum(token.norm != norm for token, norm in zip(tokens, norms, strict=True))


def _add(root: _Node[V], words: Iterable[str], value: V) -> None:
    node = root
    for word in words:
        node = node.children.setdefault(word, _Node())
    if node.value is None:
        node.value = value


def _longest(
    node: _Node[V], tokens: Sequence[Token], index: int, spelling: Callable[[Token], str]
) -> tuple[int, V] | None:
    best = None
    while index < len(tokens):
        following = node.children.get(spelling(tokens[index]))
        if following is None:
            break
        node, index = following, index + 1
        if node.value is not None:
            best = (index, node.value)
    return best


@dataclass(frozen=True, slots=True)
class KnownAgency:
    """An agency of the lexicon; see the head of agencies.yml for what the flags mean."""

    id: str
    levelled: bool = False
    any_case: bool = False
    needs_place: bool = False
    nests: bool = False
    numbered: bool = False
    ends: bool = False


_FLAGS = ("levelled", "any_case", "needs_place", "nests", "numbered")


@cache
def field_heads() -> dict[str, str]:
    """The heads of departments ("sở") with the beginning of their ids ("so")."""
    return {one_tone_spelling(entry["word"]).lower(): entry["id"] for entry in entries("agency_field_heads")}


@cache
def misread_heads() -> dict[str, str]:
    return {word: entry["id"] for entry in entries("agency_field_heads") for word in entry["misread"]}


@cache
def fields_of(head: str) -> Trie[KnownAgency]:
    """The fields by which agencies of a head ("so", "phong", "bo") are named."""
    return Trie(
        (
            (name, KnownAgency(f"{head}-{entry['id']}"))
            for entry in entries("agency_fields")
            if head in entry["heads"]
            for name in entry["names"]
        ),
        words_before=1,
    )


@cache
def known_agencies() -> Trie[KnownAgency]:
    return Trie(
        (name, _known_agency(entry))
        for entry in (*entries("agencies"), *entries("agency_divisions"))
        for name in entry["names"]
    )


def _known_agency(entry: dict[str, Any]) -> KnownAgency:
    flags = {flag: entry.get(flag, False) for flag in _FLAGS}
    return KnownAgency(entry["id"], **flags, ends="endings" in entry)


@cache
def endings() -> Trie[bool]:
    """What a few names have behind their place ("Ban Quản lý Khu kinh tế Hòn La và các khu công nghiệp")."""
    return Trie((words, True) for entry in entries("agencies") for words in entry.get("endings", ()))


@dataclass(frozen=True, slots=True)
class NameHead:
    """The head of names that no list holds; see the head of agency_heads.yml for the flags."""

    id: str | None
    nests: bool
    branch: bool
    genitive: str | None
    topical: bool
    topic_id: str | None
    alone: bool
    never_before: frozenset[str]
    abbreviates: bool


def _name_head(entry: dict[str, Any]) -> NameHead:
    not_before = frozenset(word.lower() for word in entry.get("never_before", ()))
    return NameHead(
        id=entry.get("id"),
        nests=entry.get("nests", False),
        branch=entry.get("branch", False),
        genitive=entry.get("genitive"),
        topical=entry.get("topical", False),
        topic_id=entry.get("topic_id"),
        alone=entry.get("alone", False),
        never_before=not_before,
        abbreviates=entry["head"].isupper(),
    )


@cache
def name_heads() -> Trie[NameHead]:
    return Trie((entry["head"], _name_head(entry)) for entry in entries("agency_heads"))


@cache
def topics() -> Trie[str]:
    """What committees are about, by the ids of agency_topics.yml."""
    return Trie((name, entry["id"]) for entry in entries("agency_topics") for name in entry.get("names", ()))


@cache
def topic_words(kind: str) -> frozenset[str]:
    """`kind` is "stops" or "verbs"."""
    return frozenset(word for entry in entries("agency_topics") for word in entry.get(kind, ()))


@cache
def name_words() -> Trie[bool]:
    compounds = [name for entry in entries("agency_name_words") for name in entry["names"]]
    fields = [name for entry in entries("agency_fields") for name in entry["names"]]
    return Trie((name, True) for name in (*compounds, *fields))


@cache
def group_words(kind: str) -> Trie[bool]:
    """`kind` is an id of agency_groups.yml."""
    return Trie((word, True) for entry in entries("agency_groups") if entry["id"] == kind for word in entry["words"])


@cache
def office_titles() -> Trie[bool]:
    """Titles with whether the holder may answer for a kind of bodies ("Giám đốc sở") and not only for one."""
    return Trie((entry["title"], entry.get("of_groups", False)) for entry in entries("office_holders"))
