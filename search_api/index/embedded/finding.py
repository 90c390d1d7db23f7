"""Runs a search on tantivy: hits in order with their stored rows, their total, facets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import tantivy
from tantivy import Order, Query

from search_api.index.contract import Collection, FacetCount, SearchQuery
from search_api.index.embedded.facets import count_hits
from search_api.index.embedded.queries import TextQuery, fallback_query, text_query, within_filters
from search_api.index.embedded.stored import stored_pages, stored_row
from search_api.index.typed_text import TypedText
from search_api.index.word_places import FoldedText

_Hits = list[tuple[Any, tantivy.DocAddress]]

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


def find(searcher: tantivy.Searcher, schema: tantivy.Schema, query: SearchQuery, typed: TypedText) -> Found:
    """Rows that match all that was typed; where there are none, rows that match most of it."""
    text, matched = text_query(schema, query.collection, typed), "all"
    counts = count_hits(searcher, schema, query, text.matching)
    if not counts.total and (fallback := fallback_query(schema, query.collection, typed)) is not None:
        eased = count_hits(searcher, schema, query, fallback.matching)
        if eased.total:
            text, counts, matched = fallback, eased, "most"
    order = "newest" if query.sort == "relevance" and typed.is_blank else query.sort
    hits = _hits(searcher, schema, query, text, order) if query.limit and counts.total > query.offset else []
    rows = tuple(_stored(searcher, key, address) for key, address in hits)
    return Found(counts.total, rows, counts.facets, "most" if matched == "most" else "all")


def count_rows(searcher: tantivy.Searcher, schema: tantivy.Schema, collection: Collection) -> int:
    return count_hits(searcher, schema, SearchQuery(collection), Query.all_query()).total


def _hits(searcher: tantivy.Searcher, schema: tantivy.Schema, query: SearchQuery, text: TextQuery, order: str) -> _Hits:
    def search(part: Query, **how: Any) -> _Hits:
        narrowed = within_filters(schema, query, part)
        return searcher.search(narrowed, query.limit, count=False, offset=query.offset, **how).hits

    if order != "relevance":
        return search(text.matching, order_by_field=order, order=_ORDERS[order])
    closest = [] if text.closest is None else search(text.closest)
    return closest if len(closest) == query.limit else search(text.ranked)


def _stored(searcher: tantivy.Searcher, key: object, address: tantivy.DocAddress) -> StoredRow:
    document = searcher.doc(address)
    score = key if isinstance(key, float) else 0.0  # sorted by date, the key is the date's
    return StoredRow(score, stored_row(document), stored_pages(document))
