"""Marks of what matched, found in the stored text itself, so that every index marks alike.

Matching goes by folded words, so `cong tac` marks "công tác". Where a word was typed with tones and the text has it
with these tones, only those are marked. Single syllables are everywhere in Vietnamese text: one that stands alone is
marked only where it does not stand beside another word of the search in the same piece of text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nlp.search_words import WordKeys, folded_word_pattern, keys_of
from nlp.text import fold
from search_api.index.contract import Highlight
from search_api.index.typed_text import TypedText

FRAGMENT_LENGTH = 200
MOST_FRAGMENTS = 2
# How far a document is looked through, and how many places are weighed, so that a book costs no more than a report.
_MOST_CHARACTERS = 300_000
_MOST_PLACES = 600
_LEAST_SHARE_OF_BEST = 0.6

_JOINED = re.compile(r"[ \n/–-]{1,3}")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Place:
    """A word of the search at text[start:end]; `is_beside` where another word of the search is its neighbour."""

    start: int
    end: int
    keys: WordKeys
    is_beside: bool = False


def _nothing(text: str) -> list[_Place]:
    return []


class Marker:
    """Marks the words, phrases and numbers of a typed text."""

    def __init__(self, typed: TypedText) -> None:
        loose = {word.folded for word in typed.words}
        numbers = [tuple(WordKeys(part, part) for part in key.split()) for key in typed.numbers.certain]
        self._loose = loose
        self._sequences = [*typed.phrases, *numbers]
        sought = [*typed.words, *(word for sequence in self._sequences for word in sequence)]
        self._toned: dict[str, set[str]] = {}
        for word in sought:
            self._toned.setdefault(word.folded, set()).add(word.toned if word.is_marked else "")
        self._find: Callable[[str], list[_Place]] = self._finder(self._toned) if sought else _nothing

    def field(self, name: str, text: str) -> Highlight | None:
        """The whole text of a field with its marks; None where nothing matches."""
        spans = _spans(text, self._wanted([self._find(text)], [text])[0])
        return Highlight(name, text, spans) if spans else None

    def fragments(self, pages: Sequence[str]) -> tuple[Highlight, ...]:
        """The best pieces of about FRAGMENT_LENGTH characters of the pages (from page 1), best first."""
        texts = list(_up_to(pages, _MOST_CHARACTERS))
        places = self._wanted([self._find(text) for text in texts], texts)
        weighed = []
        for index, of_page in enumerate(places):
            weighed += [(*window, index) for window in _windows(of_page)]
        weighed.sort(key=lambda window: -window[0])
        chosen: list[Highlight] = []
        taken: list[tuple[int, Span]] = []
        for weight, first, last, index in weighed:
            if len(chosen) == MOST_FRAGMENTS or weight < weighed[0][0] * _LEAST_SHARE_OF_BEST:
                break
            start, end = _fragment(texts[index], first, last)
            if any(page == index and start < other[1] and other[0] < end for page, other in taken):
                continue
            taken.append((index, (start, end)))
            inside = [place for place in places[index] if start <= place.start and place.end <= end]
            spans = tuple((left - start, right - start) for left, right in _spans(texts[index], inside))
            chosen.append(Highlight("body", texts[index][start:end].replace("\n", " "), spans, index + 1))
        return tuple(chosen)

    @staticmethod
    def _finder(sought: Iterable[str]) -> Callable[[str], list[_Place]]:
        longest_first = sorted(sought, key=len, reverse=True)
        alternatives = "|".join(folded_word_pattern(folded) for folded in longest_first)
        pattern = re.compile(rf"(?<![^\W_])(?:{alternatives})(?![^\W_])")

        def find(text: str) -> list[_Place]:
            matches = pattern.finditer(fold(text))
            return [_Place(m.start(), m.end(), keys_of(text[m.start() : m.end()])) for m in matches]

        return find

    def _wanted(self, places: list[list[_Place]], texts: list[str]) -> list[list[_Place]]:
        """Of all places those to mark: with the tones typed if any are, in sequence if only sought in sequence."""
        with_tones = {place.keys.folded for of_text in places for place in of_text if self._is_as_typed(place)}
        kept = (
            [place for place in of_text if place.keys.folded not in with_tones or self._is_as_typed(place)]
            for of_text in places
        )
        return [self._in_order(of_text, text) for of_text, text in zip(kept, texts, strict=True)]

    def _is_as_typed(self, place: _Place) -> bool:
        typed = self._toned[place.keys.folded]
        return "" in typed or place.keys.toned in typed

    def _in_order(self, places: list[_Place], text: str) -> list[_Place]:
        in_sequence = {index for sequence in self._sequences for index in _sequence_places(places, text, sequence)}
        kept = []
        for index, place in enumerate(places):
            if index in in_sequence or place.keys.folded in self._loose:
                before = index > 0 and _are_neighbours(text, places[index - 1], place)
                after = index + 1 < len(places) and _are_neighbours(text, place, places[index + 1])
                kept.append(_Place(place.start, place.end, place.keys, before or after or index in in_sequence))
        return kept


def mark(
    fields: Mapping[str, object], names: Iterable[str], pages: Sequence[str], marker: Marker
) -> tuple[Highlight, ...]:
    """Highlights of the named fields that match, then of the pages."""
    found = [marker.field(name, text) for name in names if isinstance(text := fields.get(name), str)]
    return (*(highlight for highlight in found if highlight), *marker.fragments(pages))


def _up_to(pages: Sequence[str], most: int) -> Iterator[str]:
    left = most
    for page in pages:
        yield page[: max(left, 0)]
        left -= len(page)


def _are_neighbours(text: str, first: _Place, second: _Place) -> bool:
    return second.start - first.end <= 3 and not any(c.isalnum() for c in text[first.end : second.start])


def _sequence_places(places: list[_Place], text: str, sequence: tuple[WordKeys, ...]) -> Iterator[int]:
    wanted = [word.folded for word in sequence]
    for first in range(len(places) - len(wanted) + 1):
        run = places[first : first + len(wanted)]
        if [place.keys.folded for place in run] == wanted and all(
            _are_neighbours(text, left, right) for left, right in pairwise(run)
        ):
            yield from range(first, first + len(wanted))


def _windows(places: list[_Place]) -> Iterator[tuple[float, int, int]]:
    """Weight, start and end of each piece that starts at a place: distinct words count most, then neighbours."""
    places = places[:_MOST_PLACES]
    for index, first in enumerate(places):
        if index and places[index - 1].is_beside and first.is_beside and first.start - places[index - 1].end <= 1:
            continue  # the piece that starts with its neighbour holds more
        words, beside, end = set(), set(), first.end
        for place in places[index:]:
            if place.end - first.start > FRAGMENT_LENGTH * 3 // 4:
                break
            words.add(place.keys.folded)
            if place.is_beside:
                beside.add(place.keys.folded)
            end = place.end
        yield 2.0 * len(words) + len(beside), first.start, end


def _fragment(text: str, first: int, last: int) -> Span:
    """FRAGMENT_LENGTH characters around text[first:last], cut where words end."""
    spare = max(0, FRAGMENT_LENGTH - (last - first))
    start = max(0, first - spare // 3)
    end = min(len(text), start + max(FRAGMENT_LENGTH, last - start))
    start = max(0, min(start, end - FRAGMENT_LENGTH))
    while start > 0 and start < first and not text[start - 1].isspace():
        start += 1
    while end < len(text) and end > last and not text[end].isspace():
        end -= 1
    while start < first and text[start].isspace():
        start += 1
    while end > last and text[end - 1].isspace():
        end -= 1
    return start, end


def _spans(text: str, places: list[_Place]) -> tuple[Span, ...]:
    beside = {place.keys.folded for place in places if place.is_beside}
    spans: list[Span] = []
    for place in places:
        if not place.is_beside and place.keys.folded in beside:
            continue
        if spans and _JOINED.fullmatch(text, spans[-1][1], place.start):
            spans[-1] = (spans[-1][0], place.end)
        else:
            spans.append((place.start, place.end))
    return tuple(spans)
