"""The words of agencies' names as tries over tokens: what the lexicon knows, ready for the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Generic, TypeVar

from nlp.lexicon import entries
from nlp.text import one_tone_spelling

V = TypeVar("V")

_TOKEN = re.compile(r"[^\W_]+|\n|[^\w\s]|_")
_DASHES = str.maketrans("–—−", "---")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark; `norm` is lower case in one tone spelling, all dashes alike."""

    norm: str
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
        word = match[0]
        found.append(Token(one_tone_spelling(word).lower().translate(_DASHES), word, match.start(), match.end()))
    return found


@dataclass(slots=True)
class _Node(Generic[V]):
    children: dict[str, _Node[V]] = field(default_factory=dict)
    value: V | None = None


class Trie(Generic[V]):
    """Phrases by their tokens; where two entries hold the same phrase the first stays."""

    def __init__(self, phrases: Iterable[tuple[str, V]]) -> None:
        self._root: _Node[V] = _Node()
        for phrase, value in phrases:
            node = self._root
            for token in tokens_of(phrase, 0, len(phrase)):
                node = node.children.setdefault(token.norm, _Node())
            if node.value is None:
                node.value = value

    def longest(self, tokens: Sequence[Token], index: int) -> tuple[int, V] | None:
        """The end (exclusive) and value of the longest phrase that begins at `index`."""
        node, best = self._root, None
        while index < len(tokens):
            following = node.children.get(tokens[index].norm)
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
    needs_place: bool = False
    nests: bool = False


HEADS_OF_FIELDS = {"so": ("sở",), "phong": ("phòng",), "bo": ("bộ",)}


@cache
def fields_of(head: str) -> Trie[KnownAgency]:
    """The fields by which agencies of a head ("so", "phong", "bo") are named."""
    return Trie(
        (name, KnownAgency(f"{head}-{entry['id']}"))
        for entry in entries("agency_fields")
        if head in entry["heads"]
        for name in entry["names"]
    )


@cache
def known_agencies() -> Trie[KnownAgency]:
    return Trie(
        (name, KnownAgency(entry["id"], *(entry.get(flag, False) for flag in ("levelled", "needs_place", "nests"))))
        for entry in entries("agencies")
        for name in entry["names"]
    )


@dataclass(frozen=True, slots=True)
class NameHead:
    """The head of names that no list holds; see the head of agency_heads.yml for the flags."""

    nests: bool
    never_before: frozenset[str]


@cache
def name_heads() -> Trie[NameHead]:
    return Trie(
        (entry["head"], NameHead(entry.get("nests", False), frozenset(map(str.lower, entry.get("never_before", ())))))
        for entry in entries("agency_heads")
    )


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
    return Trie((entry["title"], True) for entry in entries("office_holders"))
