"""Marks of what matched, found in the stored text itself, so that every index marks alike.

Matching goes by folded words, so `cong tac` marks "công tác". Where a word was typed with tones and the text has it
with these tones, only those are marked. Single syllables are everywhere in Vietnamese text: one that stands alone is
marked only where it does not stand beside another word of the search in the same piece of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from nlp.search_words import WordKeys, folded_word_pattern, keys_of
from nlp.text import fold
from search_api.index.contract import Highlight
from search_api.index.typed_text import TypedText

FRAGMENT_LENGTH = 200
MOST_FRAGMENTS = 2

# How far a document is looked through, and how many places of a page are weighed: a book costs no more than a report.
_MOST_CHARACTERS = 300_000
_MOST_PLACES_A_PAGE = 400
_LEAST_SHARE_OF_BEST = 0.6
# The title is shown above the pieces of the body; there it tells nothing new.
_TITLE_SHARE = 0.3
_WORD_WEIGHT, _UNTONED_WEIGHT, _BESIDE_WEIGHT = 2.0, 1.0, 1.0

_JOINED = re.compile(r"[ \n/–-]{1,3}")
_LONGEST_GAP = 3
_NEVER = re.compile(r"(?!)")
_NUMBER_FIELDS = frozenset({"number", "document_number"})

Span = tuple[int, int]


class _Place(NamedTuple):
    """A sought word at text[start:end]; places of the same `run` stand one after the other in the text."""

    start: int
    end: int
    folded: str
    as_typed: bool
    run: int = 0


class _Window(NamedTuple):
    weight: float
    page: int
    start: int
    end: int


class Marker:
    """Marks the words, phrases and numbers of a typed text."""

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
        self._most_weight = sum(_WORD_WEIGHT + _BESIDE_WEIGHT * (len(self._toned) > 1) for _ in self._toned)

    def field(self, name: str, text: str) -> Highlight | None:
        """The whole text of a field with its marks; None where nothing matches."""
        places = self._places(text)
        if name in _NUMBER_FIELDS:
            in_number = {place.start for place in _in_sequence(places, self._numbers)}
            places = [place for place in places if place.start in in_number]
        spans = _spans(text, places)
        return Highlight(name, text, spans) if spans else None

    def fragments(self, pages: Sequence[str], title: str = "") -> tuple[Highlight, ...]:
        """The best pieces of about FRAGMENT_LENGTH characters of the pages (numbered from 1), best first."""
        if not self._toned:
            return ()
        places: list[list[_Place]] = []
        windows: list[_Window] = []
        for page in _up_to(pages, _MOST_CHARACTERS):
            places.append(self._places(page))
            found = [_Window(weight, len(places), *span) for weight, *span in self._windows(places[-1])]
            windows += _title_weighed_less(found, page, title) if title and len(places) == 1 else found
            if sum(window.weight >= self._most_weight for window in windows) >= MOST_FRAGMENTS:
                break
        return tuple(_best_fragments(windows, pages, places))

    def _places(self, text: str) -> list[_Place]:
        """Where a sought word stands: with the tones typed if it does so at all, in sequence if sought only so."""
        folded = fold(text)
        found = [
            self._place(text, start, end)
            for start, end in (match.span() for match in self._pattern.finditer(folded))
            if not start or not folded[start - 1].isalnum()
        ]
        as_typed = {place.folded for place in found if place.as_typed}
        kept = [place for place in found if place.as_typed or place.folded not in as_typed]
        in_runs = list(_numbered_runs(text, kept))
        if all(place.folded in self._loose for place in in_runs):
            return in_runs
        in_sequence = {place.start for place in _in_sequence(in_runs, self._sequences)}
        return [place for place in in_runs if place.folded in self._loose or place.start in in_sequence]

    def _place(self, text: str, start: int, end: int) -> _Place:
        keys = keys_of(text[start:end])
        typed = self._toned[keys.folded]
        return _Place(start, end, keys.folded, "" in typed or keys.toned in typed)

    def _windows(self, places: list[_Place]) -> Iterator[tuple[float, int, int]]:
        """Weight, start and end of the pieces of text that start with a run: distinct words count, and neighbours."""
        places = places[:_MOST_PLACES_A_PAGE]
        beside = _beside(places)
        for index, first in enumerate(places):
            if index and places[index - 1].run == first.run:
                continue
            weights: dict[str, float] = {}
            end = first.end
            for number, place in enumerate(places[index:], index):
                if place.end - first.start > FRAGMENT_LENGTH * 3 // 4:
                    break
                weight = (_WORD_WEIGHT if place.as_typed else _UNTONED_WEIGHT) + _BESIDE_WEIGHT * beside[number]
                weights[place.folded] = max(weight, weights.get(place.folded, 0.0))
                end = place.end
            yield sum(weights.values()), first.start, max(end, first.end)


def mark(
    fields: Mapping[str, object], names: Iterable[str], pages: Sequence[str], marker: Marker
) -> tuple[Highlight, ...]:
    """Highlights of the named fields that match, then of the pages."""
    found = [marker.field(name, text) for name in names if isinstance(text := fields.get(name), str)]
    title = fields.get("title")
    fragments = marker.fragments(pages, title if isinstance(title, str) else "")
    return (*(highlight for highlight in found if highlight), *fragments)


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


def _up_to(pages: Sequence[str], most: int) -> Iterator[str]:
    for page in pages:
        if most <= 0:
            return
        yield page[:most]
        most -= len(page)


def _numbered_runs(text: str, places: list[_Place]) -> Iterator[_Place]:
    run, end = 0, -1
    for place in places:
        if place.start - end > _LONGEST_GAP or any(character.isalnum() for character in text[end : place.start]):
            run += 1
        end = place.end
        yield _Place(place.start, place.end, place.folded, place.as_typed, run)


def _in_sequence(places: list[_Place], sequences: Iterable[tuple[WordKeys, ...]]) -> Iterator[_Place]:
    words = [place.folded for place in places]
    for sequence in sequences:
        wanted = [word.folded for word in sequence]
        for first in range(len(words) - len(wanted) + 1):
            last = first + len(wanted) - 1
            if places[first].run == places[last].run and words[first : last + 1] == wanted:
                yield from places[first : last + 1]


def _beside(places: list[_Place]) -> list[bool]:
    """Whether each place has a neighbour."""
    if not places:
        return []
    joined = [left.run == right.run for left, right in pairwise(places)]
    return [before or after for before, after in zip([False, *joined], [*joined, False], strict=True)]


def _title_weighed_less(windows: list[_Window], page: str, title: str) -> Iterator[_Window]:
    start = fold(page).replace("\n", " ").find(fold(title))
    for window in windows:
        inside = start >= 0 and start <= window.start and window.end <= start + len(title)
        yield window._replace(weight=window.weight * _TITLE_SHARE) if inside else window


def _best_fragments(
    windows: list[_Window], pages: Sequence[str], places: Sequence[Sequence[_Place]]
) -> Iterator[Highlight]:
    best = max((window.weight for window in windows), default=0.0)
    taken: list[tuple[int, Span]] = []
    for window in sorted(windows, key=lambda window: -window.weight):
        if len(taken) == MOST_FRAGMENTS or window.weight < best * _LEAST_SHARE_OF_BEST:
            return
        text = pages[window.page - 1]
        start, end = _fragment(text, window.start, window.end)
        if any(page == window.page and start < other[1] and other[0] < end for page, other in taken):
            continue
        taken.append((window.page, (start, end)))
        inside = [place for place in places[window.page - 1] if start <= place.start and place.end <= end]
        spans = tuple((left - start, right - start) for left, right in _spans(text, inside))
        yield Highlight("body", text[start:end].replace("\n", " "), spans, window.page)


def _fragment(text: str, first: int, last: int) -> Span:
    """FRAGMENT_LENGTH characters around text[first:last], cut where words end."""
    spare = max(0, FRAGMENT_LENGTH - (last - first))
    start = max(0, first - spare // 3)
    end = min(len(text), max(start + FRAGMENT_LENGTH, last))
    start = max(0, min(start, end - FRAGMENT_LENGTH))
    while 0 < start < first and not text[start - 1].isspace():
        start += 1
    while last < end < len(text) and not text[end].isspace():
        end -= 1
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())


def _spans(text: str, places: Sequence[_Place]) -> tuple[Span, ...]:
    """Spans to mark; those of neighbours, and the parts of a number, joined to one."""
    with_neighbours = _beside(list(places))
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
