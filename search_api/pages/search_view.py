"""What the search page shows, from the state and what the index answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from search_api.index.contract import FACETS, Collection, FacetCount, SearchResult, Sort
from search_api.pages.hits import AssignmentHit, DocumentHit, TargetHit, hits_of
from search_api.pages.labels import COLLECTIONS, FILTER_LABELS, SORTS, filter_value
from search_api.pages.search_state import HITS_A_PAGE, LAST_PAGE, SearchState

FACET_VALUES_FIRST = 6
FACET_VALUES_MOST = 60
PAGE_LINKS_AROUND = 2

# What people narrow by most comes first; what every hit shares is no choice.
_FACET_ORDER = (
    "province_now", "doc_type", "year", "deadline", "role", "agency", "unit", "comparator",
    "status", "issuer", "level", "signer", "province", "kind",
)  # fmt: skip


_SORTS_WITHOUT_WORDS: tuple[Sort, ...] = ("newest", "oldest")


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    total: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class FacetOption:
    label: str
    count: int
    url: str
    is_selected: bool


@dataclass(frozen=True, slots=True)
class FacetView:
    """`first` is shown, `rest` folded away; what is selected is always in `first`."""

    name: str
    label: str
    first: tuple[FacetOption, ...]
    rest: tuple[FacetOption, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    state: SearchState
    total: int
    holds_all_words: bool
    is_empty_collection: bool
    hits: tuple[DocumentHit | TargetHit | AssignmentHit, ...]
    first_number: int
    tabs: tuple[Tab, ...]
    sorts: tuple[Link, ...]
    chips: tuple[Chip, ...]
    facets: tuple[FacetView, ...]
    pages: tuple[Link | None, ...]
    previous_url: str | None
    next_url: str | None


def search_view(
    state: SearchState,
    result: SearchResult,
    totals: Mapping[Collection, int],
    held: int,
    name_of: Callable[[str], str],
) -> SearchView:
    """`totals` are those of the same search in each collection, `held` the number of documents there are at all,
    `name_of` gives what to call a document of an id."""
    last = min(-(-result.total // HITS_A_PAGE), LAST_PAGE)
    return SearchView(
        state=state,
        total=result.total,
        holds_all_words=result.matched == "all",
        is_empty_collection=held == 0,
        hits=hits_of(state, result),
        first_number=(state.page - 1) * HITS_A_PAGE + 1,
        tabs=tuple(
            Tab(label, state.in_collection(name).url, totals[name], name == state.collection)
            for name, label in COLLECTIONS.items()
        ),
        sorts=_sorts(state),
        chips=_chips(state, name_of),
        facets=_facets(state, result),
        pages=_pages(state, last),
        previous_url=state.on_page(state.page - 1).url if 1 < state.page <= last else None,
        next_url=state.on_page(state.page + 1).url if state.page < last else None,
    )


def _chips(state: SearchState, name_of: Callable[[str], str]) -> tuple[Chip, ...]:
    def shown(name: str, value: str) -> str:
        return name_of(value) if name == "document" else filter_value(name, value)

    return tuple(
        Chip(FILTER_LABELS[name], shown(name, value), state.with_toggled(name, value).url)
        for name, values in state.filters.items()
        for value in values
    )


def _sorts(state: SearchState) -> tuple[Link, ...]:
    """Without words nothing is more relevant, and the newest come first."""
    if state.text:
        return tuple(Link(label, state.sorted_by(name).url, name == state.sort) for name, label in SORTS.items())
    current = "newest" if state.sort == "relevance" else state.sort
    return tuple(Link(SORTS[name], state.sorted_by(name).url, name == current) for name in _SORTS_WITHOUT_WORDS)


def _facets(state: SearchState, result: SearchResult) -> tuple[FacetView, ...]:
    names = [name for name in _FACET_ORDER if name in FACETS[state.collection]]
    views = (_facet(state, name, result.facets.get(name, ())) for name in names)
    return tuple(view for view in views if view is not None)


def _facet(state: SearchState, name: str, counts: tuple[FacetCount, ...]) -> FacetView | None:
    selected = state.filters.get(name, ())
    counted = {one.value: one.count for one in counts}
    values = [*selected, *(value for value in counted if value not in selected)][:FACET_VALUES_MOST]
    if not selected and len(values) < 2:
        return None
    options = [
        FacetOption(
            filter_value(name, value), counted.get(value, 0), state.with_toggled(name, value).url, value in selected
        )
        for value in values
    ]
    shown = max(FACET_VALUES_FIRST, len(selected))
    return FacetView(name, FILTER_LABELS[name], tuple(options[:shown]), tuple(options[shown:]))


def _pages(state: SearchState, last: int) -> tuple[Link | None, ...]:
    """Links to the first, the last and the pages around; None where some are left out; empty for one page."""
    if last < 2:
        return ()
    around = range(state.page - PAGE_LINKS_AROUND, state.page + PAGE_LINKS_AROUND + 1)
    numbers = sorted({1, last} | {number for number in around if 1 <= number <= last})
    links: list[Link | None] = []
    for index, number in enumerate(numbers):
        if index and number > numbers[index - 1] + 1:
            links.append(None)
        links.append(Link(str(number), state.on_page(number).url, number == state.page))
    return tuple(links)
