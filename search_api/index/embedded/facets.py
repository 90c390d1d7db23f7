"""Counts over all hits: how many there are, and which values their fields have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import tantivy
from tantivy import Query

from search_api.index.contract import FacetCount, SearchQuery
from search_api.index.embedded.queries import within_filters
from search_api.index.embedded.schema import filter_field

MOST_FACET_VALUES = 200

# Each segment gives so many values to be added up: counts are exact while a field has no more distinct values.
_VALUES_A_SEGMENT = 10_000
_TOTAL = "total"
_ONE_A_ROW = "newest"


@dataclass(frozen=True, slots=True)
class Counts:
    """`facets`: by field, most frequent values first."""

    total: int
    facets: Mapping[str, tuple[FacetCount, ...]]


def count_hits(searcher: tantivy.Searcher, schema: tantivy.Schema, query: SearchQuery, text: Query) -> Counts:
    """A field with a filter is counted without it, all others and the hits themselves in one go."""
    with_filter = {item.field for item in query.filters}
    groups: dict[str | None, list[str]] = {None: []}
    for name in dict.fromkeys(query.facets):
        groups.setdefault(name if name in with_filter else None, []).append(name)
    total = 0
    counts: dict[str, tuple[FacetCount, ...]] = {}
    for without, names in groups.items():
        wanted = {name: _values_of(filter_field(query.collection, name)) for name in names}
        if without is None:
            wanted[_TOTAL] = {"value_count": {"field": _ONE_A_ROW}}
        answer = searcher.aggregate(within_filters(schema, query, text, without), wanted)
        counts |= {name: _in_order(answer[name]["buckets"]) for name in names}
        total += int(answer[_TOTAL]["value"]) if without is None else 0
    return Counts(total, {name: counts[name] for name in query.facets})


def _values_of(field: str) -> dict[str, object]:
    return {"terms": {"field": field, "size": MOST_FACET_VALUES, "segment_size": _VALUES_A_SEGMENT}}


def _in_order(buckets: Sequence[Mapping[str, object]]) -> tuple[FacetCount, ...]:
    counts = [FacetCount(str(bucket["key"]), int(str(bucket["doc_count"]))) for bucket in buckets]
    return tuple(sorted(counts, key=lambda count: (-count.count, count.value)))
