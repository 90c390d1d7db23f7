"""Runs a search on tantivy: hits in order with their stored rows, their total, facets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import tantivy
from tantivy import Order, Query

from search_api.index.contract import Collection, FacetCount, SearchQuery
from search_api.index.embedded.facets import count_facets
from search_api.index.embedded.queries import TextQuery, fallback_query, in_collection, text_query, within_filters
from search_api.index.embedded.stored import stored_pages, stored_row
from search_api.index.typed_text import TypedText
from search_api.index.word_places import FoldedText

_ORDERS = {"newest": Order.Desc, "oldest": Order.Asc}


@dataclass(frozen=True, slots=True)
class StoredRow:
    score: float
    fields: Mapping[str, object]
    pages: Sequence[FoldedText]


@dataclass(frozen=True, slots=True)
class Found:
    total: int
    rows: tuple[StoredRow, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    matched: Literal["all", "most"]


class _Page(NamedTuple):
    total: int
    hits: list[tuple[Any, tantivy.DocAddress]]


def find(searcher: tantivy.Searcher, schema: tantivy.Schema, query: SearchQuery, typed: TypedText) -> Found:
    """Rows that match all that was typed; where there are none, rows that match most of it."""
    order = "newest" if query.sort == "relevance" and typed.is_blank else query.sort
    text, matched = text_query(schema, query.collection, typed), "all"
    page = _page(searcher, schema, query, text, order)
    if not page.total and (fallback := fallback_query(schema, query.collection, typed)) is not None:
        page = _page(searcher, schema, query, fallback, order)
        if page.total:
            text, matched = fallback, "most"
    rows = tuple(_stored(searcher, key, address) for key, address in page.hits) if query.limit else ()
    facets = count_facets(searcher, schema, query, text.matching)
    return Found(page.total, rows, facets, "most" if matched == "most" else "all")


def count_rows(searcher: tantivy.Searcher, schema: tantivy.Schema, collection: Collection) -> int:
    return _total(searcher.search(in_collection(schema, collection), 1))


def _page(searcher: tantivy.Searcher, schema: tantivy.Schema, query: SearchQuery, text: TextQuery, order: str) -> _Page:
    limit = max(query.limit, 1)  # tantivy takes no 0
    matching = within_filters(schema, query, text.matching)
    if order != "relevance":
        by_date = searcher.search(matching, limit, offset=query.offset, order_by_field=order, order=_ORDERS[order])
        return _Page(_total(by_date), by_date.hits)
    if text.closest is not None:
        closest = _ranked(searcher, within_filters(schema, query, text.closest), limit, query.offset)
        if closest.total >= query.offset + limit:
            return _Page(_total(searcher.search(matching, 1)), closest.hits)
    return _ranked(searcher, within_filters(schema, query, text.ranked), limit, query.offset)


def _ranked(searcher: tantivy.Searcher, query: Query, limit: int, offset: int) -> _Page:
    found = searcher.search(query, limit, offset=offset)
    return _Page(_total(found), found.hits)


def _total(found: tantivy.SearchResult) -> int:
    count: int = found.count  # type: ignore[attr-defined]  # the stub leaves it out
    return count


def _stored(searcher: tantivy.Searcher, key: object, address: tantivy.DocAddress) -> StoredRow:
    document = searcher.doc(address)
    score = key if isinstance(key, float) else 0.0  # sorted by date, the key is the date's
    return StoredRow(score, stored_row(document), stored_pages(document))
