"""Counts of the values of fields over all hits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import tantivy
from tantivy import Query

from search_api.index.contract import FacetCount, SearchQuery
from search_api.index.embedded.queries import within_filters
from search_api.index.embedded.schema import filter_field

MOST_FACET_VALUES = 200

# Each segment gives so many values to be added up: counts are exact while a field has no more distinct values.
_VALUES_A_SEGMENT = 10_000


def count_facets(
    searcher: tantivy.Searcher, schema: tantivy.Schema, query: SearchQuery, text: Query
) -> Mapping[str, tuple[FacetCount, ...]]:
    """By field, most frequent values first. A field with a filter is counted without it, all others in one go."""
    with_filter = {item.field for item in query.filters}
    groups: dict[str | None, list[str]] = {}
    for name in dict.fromkeys(query.facets):
        groups.setdefault(name if name in with_filter else None, []).append(name)
    counts: dict[str, tuple[FacetCount, ...]] = {}
    for without, names in groups.items():
        wanted = {name: _values_of(filter_field(query.collection, name)) for name in names}
        answer = searcher.aggregate(within_filters(schema, query, text, without), wanted)
        counts |= {name: _in_order(answer[name]["buckets"]) for name in names}
    return {name: counts[name] for name in query.facets}


def _values_of(field: str) -> dict[str, object]:
    return {"terms": {"field": field, "size": MOST_FACET_VALUES, "segment_size": _VALUES_A_SEGMENT}}


def _in_order(buckets: Sequence[Mapping[str, object]]) -> tuple[FacetCount, ...]:
    counts = [FacetCount(str(bucket["key"]), int(str(bucket["doc_count"]))) for bucket in buckets]
    return tuple(sorted(counts, key=lambda count: (-count.count, count.value)))
