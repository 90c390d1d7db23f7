"""Where the words of a search stand in a stored text.

Matching goes by folded words, so `cong tac` finds "công tác". Where a word was typed with tones and the text has it
with these tones, only those count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from nlp.search_words import WordKeys, folded_word_pattern, keys_of
from nlp.text import fold
from search_api.index.typed_text import TypedText

_LONGEST_GAP = 3
_JOINED = re.compile(r"[ \n/–-]{1,3}")
_NEVER = re.compile(r"(?!)")

Span = tuple[int, int]


class FoldedText(NamedTuple):
    """A text with what `nlp.text.fold` makes of it, character for character; long ones are stored with it."""

    text: str
    folded: str

    @staticmethod
    def of(text: str) -> FoldedText:
        return FoldedText(text, fold(text))

    def part(self, start: int, end: int) -> FoldedText:
        return FoldedText(self.text[start:end], self.folded[start:end])


class _Match(NamedTuple):
    start: int
    end: int
    folded: str
    as_typed: bool


class Place(NamedTuple):
    """A sought word at text[start:end]; places of the same `run` stand one after the other in the text."""

    start: int
    end: int
    folded: str
    as_typed: bool
    run: int


class WordFinder:
    """Finds the words, phrases and numbers of a typed text."""

    def __init__(self, typed: TypedText) -> None:
        self._loose = {word.folded for word in typed.words}
        self._numbers = list(_number_sequences((*typed.numbers.certain, *typed.numbers.possible)))
        self._sequences = [*typed.phrases, *self._numbers]
        self._toned: dict[str, set[str]] = {}
        for word in (*typed.words, *(word for phrase in typed.phrases for word in phrase)):
            self._toned.setdefault(word.folded, set()).add(word.toned if word.is_marked else "")
        for part in (part for number in self._numbers for part in number):
            self._toned.setdefault(part.folded, {""})
        self._pattern = _pattern(self._toned)

    @property
    def sought(self) -> int:
        """How many different words are sought."""
        return len(self._toned)

    def places(self, searched: FoldedText, start: int = 0, runs: int = 0) -> list[Place]:
        """In order; words that were sought only in a sequence count only in that sequence.

        Where the text is part of a longer one, it stands there from `start` on, after so many `runs`.
        """
        found = list(self._matches(searched))
        if not all(match.as_typed for match in found):
            as_typed = {match.folded for match in found if match.as_typed}
            found = [match for match in found if match.as_typed or match.folded not in as_typed]
        in_runs = list(_numbered_runs(searched.text, found, start, runs))
        if all(place.folded in self._loose for place in in_runs):
            return in_runs
        in_sequence = {place.start for place in _in_sequence(in_runs, self._sequences)}
        return [place for place in in_runs if place.folded in self._loose or place.start in in_sequence]

    def number_places(self, searched: FoldedText) -> list[Place]:
        """Only those that make up a document number that was typed."""
        places = self.places(searched)
        in_number = {place.start for place in _in_sequence(places, self._numbers)}
        return [place for place in places if place.start in in_number]

    def _matches(self, searched: FoldedText) -> Iterator[_Match]:
        text, folded = searched
        for match in self._pattern.finditer(folded):
            start, end = match.span()
            if not start or not folded[start - 1].isalnum():
                keys = keys_of(text[start:end])
                typed = self._toned[keys.folded]
                yield _Match(start, end, keys.folded, "" in typed or keys.toned in typed)


def have_neighbours(places: Sequence[Place]) -> list[bool]:
    if not places:
        return []
    joined = [left.run == right.run for left, right in pairwise(places)]
    return [before or after for before, after in zip([False, *joined], [*joined, False], strict=True)]


def marked_spans(text: str, places: Sequence[Place]) -> tuple[Span, ...]:
    """Spans to mark; those of neighbours, and the parts of a number, joined to one.

    Single syllables are everywhere in Vietnamese text: one that stands alone is marked only where it does not also
    stand beside another word of the search.
    """
    with_neighbours = have_neighbours(places)
    beside = {place.folded for place, has in zip(places, with_neighbours, strict=True) if has}
    spans: list[Span] = []
    for place, has_neighbour in zip(places, with_neighbours, strict=True):
        if place.folded in beside and not has_neighbour:
            continue
        if spans and _JOINED.fullmatch(text, spans[-1][1], place.start):
            spans[-1] = (spans[-1][0], place.end)
        else:
            spans.append((place.start, place.end))
    return tuple(spans)


def _number_sequences(keys: Iterable[str]) -> Iterator[tuple[WordKeys, ...]]:
    for key in keys:
        parts = tuple(WordKeys(part, part) for part in key.split())
        yield parts
        if len(parts) > 1 and key[0].isdecimal():
            yield parts[:-1]  # its last part may be half typed


def _pattern(sought: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(sought, key=len, reverse=True)
    if not longest_first:
        return _NEVER
    alternatives = "|".join(folded_word_pattern(folded) for folded in longest_first)
    # That no letter stands before is asked of each match: asked here, it would be asked at each character.
    return re.compile(rf"(?:{alternatives})(?![^\W_])")


def _numbered_runs(text: str, found: list[_Match], start: int, runs: int) -> Iterator[Place]:
    last = -1
    for match in found:
        gap = text[last : match.start] if last >= 0 else None
        if gap != " " and (gap is None or len(gap) > _LONGEST_GAP or any(map(str.isalnum, gap))):
            runs += 1
        last = match.end
        yield Place(start + match.start, start + match.end, match.folded, match.as_typed, runs)


def _in_sequence(places: list[Place], sequences: Iterable[tuple[WordKeys, ...]]) -> Iterator[Place]:
    words = [place.folded for place in places]
    for sequence in sequences:
        wanted = [word.folded for word in sequence]
        for first in range(len(words) - len(wanted) + 1):
            last = first + len(wanted) - 1
            if places[first].run == places[last].run and words[first : last + 1] == wanted:
                yield from places[first : last + 1]
