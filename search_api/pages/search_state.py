"""What a search page shows, as its address says it: every link of the page is this state with one thing changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from search_api.index.contract import FACETS, FILTERS, Collection, Filter, SearchQuery, Sort
from search_api.pages.labels import COLLECTIONS, SORTS
from search_api.routes.search_parameters import MAX_TEXT_LENGTH

Key = TypeVar("Key", bound=str)

HITS_A_PAGE = 20
LAST_PAGE = 500


@dataclass(frozen=True, slots=True)
class SearchState:
    """`filters` holds only names that the collection has; `page` counts from 1."""

    collection: Collection = "documents"
    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "relevance"
    page: int = 1

    @property
    def is_blank(self) -> bool:
        return not self.text and not self.filters

    @property
    def url(self) -> str:
        pairs: list[tuple[str, str]] = []
        if self.text:
            pairs.append(("q", self.text))
        if self.collection != "documents":
            pairs.append(("collection", self.collection))
        pairs += [(name, value) for name, values in self.filters.items() for value in values]
        if self.sort != "relevance":
            pairs.append(("sort", self.sort))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return f"/?{urlencode(pairs)}" if pairs else "/"

    def in_collection(self, collection: Collection) -> SearchState:
        kept = {name: values for name, values in self.filters.items() if name in FILTERS[collection]}
        return replace(self, collection=collection, filters=kept, page=1)

    def with_toggled(self, name: str, value: str) -> SearchState:
        values = self.filters.get(name, ())
        changed = tuple(one for one in values if one != value) if value in values else (*values, value)
        filters = {**self.filters, name: changed}
        return replace(self, filters={key: kept for key, kept in filters.items() if kept}, page=1)

    def without_filters(self) -> SearchState:
        return replace(self, filters={}, page=1)

    def sorted_by(self, sort: Sort) -> SearchState:
        return replace(self, sort=sort, page=1)

    def on_page(self, page: int) -> SearchState:
        return replace(self, page=page)

    def query(self) -> SearchQuery:
        return SearchQuery(
            collection=self.collection,
            text=self.text,
            filters=tuple(Filter(name, values) for name, values in self.filters.items()),
            facets=FACETS[self.collection],
            sort=self.sort,
            offset=(self.page - 1) * HITS_A_PAGE,
            limit=HITS_A_PAGE,
        )

    def count_query(self) -> SearchQuery:
        """The same search for its total alone."""
        return replace(self.query(), facets=(), offset=0, limit=0)


def search_state(given: QueryParams) -> SearchState:
    """The state that an address names; what it names that does not exist is left out, so that old links still work."""
    collection = _one_of(COLLECTIONS, given.get("collection"), "documents")
    filters = {name: tuple(dict.fromkeys(filter(None, given.getlist(name)))) for name in FILTERS[collection]}
    return SearchState(
        collection=collection,
        text=given.get("q", "").strip()[:MAX_TEXT_LENGTH],
        filters={name: values for name, values in filters.items() if values},
        sort=_one_of(SORTS, given.get("sort"), "relevance"),
        page=_page(given.get("page", "1")),
    )


def _one_of(known: Mapping[Key, str], given: str | None, default: Key) -> Key:
    return next((key for key in known if key == given), default)


def _page(given: str) -> int:
    return min(max(int(given), 1), LAST_PAGE) if given.isdecimal() and len(given) < 6 else 1
