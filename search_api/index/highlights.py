"""Marks of what matched, found in the stored text itself, so that every index marks alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from nlp.text import fold
from search_api.index.contract import Highlight
from search_api.index.typed_text import TypedText
from search_api.index.word_places import FoldedText, Place, Span, WordFinder, have_neighbours, marked_spans

FRAGMENT_LENGTH = 200
MOST_FRAGMENTS = 2

# How far a document is looked through, and in steps of how much, until MOST_FRAGMENTS pieces with all words are found.
_MOST_CHARACTERS = 300_000
_STEP = 4_000
# Words of one piece stand no further apart than this.
_WINDOW = FRAGMENT_LENGTH * 3 // 4
_LEAST_SHARE_OF_BEST = 0.6
# The title is shown above the pieces of the body; there it tells nothing new.
_TITLE_SHARE = 0.3
_WORD_WEIGHT, _UNTONED_WEIGHT, _NEIGHBOUR_WEIGHT = 2.0, 1.0, 1.0

_NUMBER_FIELDS = frozenset({"number", "document_number"})
# In a long search one stray syllable of a name or title tells nothing.
_LONG_SEARCH = 3


class _Window(NamedTuple):
    weight: float
    page: int
    start: int
    end: int


class Marker:
    """Marks the words, phrases and numbers of a typed text."""

    def __init__(self, typed: TypedText) -> None:
        self._finder = WordFinder(typed)
        several = self._finder.sought > 1
        self._most_weight = self._finder.sought * (_WORD_WEIGHT + _NEIGHBOUR_WEIGHT * several)

    def field(self, name: str, text: str) -> Highlight | None:
        """The whole text of a field with its marks; None where nothing worth marking matches."""
        searched = FoldedText.of(text)
        places = self._finder.number_places(searched) if name in _NUMBER_FIELDS else self._finder.places(searched)
        if name not in _NUMBER_FIELDS and len(places) == 1 and self._finder.sought >= _LONG_SEARCH:
            return None
        spans = marked_spans(text, places)
        return Highlight(name, text, spans) if spans else None

    def fragments(self, pages: Sequence[FoldedText], title: str = "") -> tuple[Highlight, ...]:
        """The best pieces of about FRAGMENT_LENGTH characters of the pages (numbered from 1), best first."""
        if not self._finder.sought:
            return ()
        places: dict[int, list[Place]] = {}
        windows: list[_Window] = []
        complete = 0
        for page, start, step in _steps(pages):
            on_page = places.setdefault(page, [])
            runs = on_page[-1].run if on_page else 0
            found = self._finder.places(step, start, runs)
            on_page += found
            told = _told_before(step.folded, start, title) if page == 1 and title else []
            here = [_less_if_told(window, told) for window in _windows(page, found)]
            complete += _apart(window for window in here if window.weight >= self._most_weight)
            windows += here
            if complete >= MOST_FRAGMENTS:
                break
        return tuple(_best_fragments(windows, pages, places))


def mark(
    fields: Mapping[str, object], names: Iterable[str], pages: Sequence[FoldedText], marker: Marker
) -> tuple[Highlight, ...]:
    """Highlights of the named fields that match, then of the pages. The names in a list are marked as one text."""
    found = [marker.field(name, text) for name in names if (text := _text_of(fields.get(name)))]
    fragments = marker.fragments(pages, _text_of(fields.get("title")))
    return (*(highlight for highlight in found if highlight), *fragments)


def _text_of(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return value if isinstance(value, str) else ""


def _steps(pages: Sequence[FoldedText]) -> Iterator[tuple[int, int, FoldedText]]:
    """Number of a page, offset in it, text from there on: pages in steps that end where a word does."""
    left = _MOST_CHARACTERS
    for number, page in enumerate(pages, 1):
        start, length = 0, len(page.text)
        while start < length and left > 0:
            end = start + _STEP
            if end < length:
                last_word = max(page.text.rfind(space, start + _STEP // 2, end) for space in " \n")
                end = last_word + 1 or end
            yield number, start, page.part(start, end)
            left -= end - start
            start = end


def _windows(page: int, places: list[Place]) -> Iterator[_Window]:
    """The pieces of text that start with a run of words: distinct words count, and neighbours."""
    with_neighbour = have_neighbours(places)
    for index, first in enumerate(places):
        if index and places[index - 1].run == first.run:
            continue
        weights: dict[str, float] = {}
        end = first.end
        for number in range(index, len(places)):
            place = places[number]
            if number > index and place.end - first.start > _WINDOW:
                break
            weight = (_WORD_WEIGHT if place.as_typed else _UNTONED_WEIGHT) + _NEIGHBOUR_WEIGHT * with_neighbour[number]
            weights[place.folded] = max(weight, weights.get(place.folded, 0.0))
            end = place.end
        yield _Window(sum(weights.values()), page, first.start, end)


def _apart(windows: Iterable[_Window]) -> int:
    """How many fragments the windows can give that do not overlap."""
    count, end = 0, -FRAGMENT_LENGTH
    for window in windows:
        if window.start >= end + FRAGMENT_LENGTH:
            count, end = count + 1, window.end
    return count


def _told_before(folded: str, start: int, title: str) -> list[Span]:
    """Where a folded text says no more than the title, however its lines are broken."""
    words = re.compile(r"\s+".join(re.escape(word) for word in fold(title).split()))
    return [(start + match.start(), start + match.end()) for match in words.finditer(folded)]


def _less_if_told(window: _Window, told: list[Span]) -> _Window:
    if any(start < window.end and window.start < end for start, end in told):
        return window._replace(weight=window.weight * _TITLE_SHARE)
    return window


def _best_fragments(
    windows: list[_Window], pages: Sequence[FoldedText], places: Mapping[int, Sequence[Place]]
) -> Iterator[Highlight]:
    best = max((window.weight for window in windows), default=0.0)
    taken: list[tuple[int, Span]] = []
    for window in sorted(windows, key=lambda window: -window.weight):
        if len(taken) == MOST_FRAGMENTS or window.weight < best * _LEAST_SHARE_OF_BEST:
            return
        text = pages[window.page - 1].text
        start, end = _fragment(text, window.start, window.end)
        if any(page == window.page and start < other[1] and other[0] < end for page, other in taken):
            continue
        taken.append((window.page, (start, end)))
        inside = [place for place in places[window.page] if start <= place.start and place.end <= end]
        spans = tuple((left - start, right - start) for left, right in marked_spans(text, inside))
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
