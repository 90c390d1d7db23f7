"""What every search index takes and gives: engine-neutral values, never an engine's own query language.

Three flat collections: documents, targets, assignments. An index is derived and can be rebuilt from the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from nlp.models import Record

Collection = Literal["documents", "targets", "assignments"]
Sort = Literal["relevance", "newest", "oldest"]

# Filters and facets by collection: exact keywords, year as four digits. Those of the document hold in all three.
DOCUMENT_FACETS = ("province", "province_now", "level", "issuer", "doc_type", "year", "kind")
FILTERS: Mapping[Collection, tuple[str, ...]] = {
    "documents": (*DOCUMENT_FACETS, "signer", "agency", "cites", "document"),
    "targets": (*DOCUMENT_FACETS, "signer", "cites", "document", "agency", "unit", "status", "comparator", "deadline"),
    "assignments": (*DOCUMENT_FACETS, "signer", "cites", "document", "agency", "role", "deadline"),
}
FACETS: Mapping[Collection, tuple[str, ...]] = {
    "documents": (*DOCUMENT_FACETS, "signer", "agency"),
    "targets": (*DOCUMENT_FACETS, "unit", "status", "comparator", "deadline", "agency"),
    "assignments": (*DOCUMENT_FACETS, "agency", "role", "deadline"),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """Keeps hits whose `field` is one of `values` (any of)."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """`text` is what a person typed: words with or without tones, "phrases in quotes", numbers in whole or in part.

    Filters hold together (all of). `facets` are counted over all hits, each without its own filter, so that a
    person can add a second value.
    """

    collection: Collection = "documents"
    text: str = ""
    filters: tuple[Filter, ...] = ()
    facets: tuple[str, ...] = ()
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Highlight:
    """A piece of a field's text with the spans (start, end) in it that match."""

    field: str
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """`id` is the document's, target's or assignment's; `fields` the stored row (see `search_api.index.rows`)."""

    id: str
    document_id: str
    score: float
    fields: Mapping[str, object]
    highlights: tuple[Highlight, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetCount:
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    took_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`kind`: number, title, issuer, signer, agency. `document_id` where it names one document."""

    text: str
    kind: str
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What an index is told of one document: its record and its body text by page."""

    record: Record
    pages: tuple[str, ...]


class SearchIndex(Protocol):
    """One search index. Safe to read from many threads; written by one process at a time."""

    def put(self, entries: Iterable[IndexEntry]) -> None:
        """Adds documents with their targets and assignments in place of those of the same id; visible on return."""

    def remove(self, document_ids: Iterable[str]) -> None: ...

    def rebuild(self, entries: Iterable[IndexEntry]) -> None:
        """Replaces all content. Searches during it see the old content; an interruption leaves the old content."""

    def search(self, query: SearchQuery) -> SearchResult:
        """Raises `search_api.errors.BadQuery`, `IndexUnavailable`."""

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]: ...

    def counts(self) -> Mapping[Collection, int]:
        """Number of rows by collection."""

    def close(self) -> None: ...
