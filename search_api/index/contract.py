"""What every search index takes and gives: engine-neutral values, never an engine's own query language.

Three flat collections: documents, targets, assignments. An index is derived and can be rebuilt from the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, get_args

from nlp.models import Record
from search_api.errors import BadQuery

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


MOST_HITS_DEEP = 100_000  # a page of hits must end before this one
MOST_HITS_A_PAGE = 1_000


def check_query(query: SearchQuery) -> None:
    """Raises BadQuery for what no index can answer."""
    if query.collection not in FILTERS:
        raise BadQuery(f"There is no collection {query.collection!r}.", f"Use one of {', '.join(FILTERS)}.")
    if query.sort not in get_args(Sort):
        raise BadQuery(f"Hits can't be sorted by {query.sort!r}.", f"Use one of {', '.join(get_args(Sort))}.")
    _check_names("filter", [item.field for item in query.filters], FILTERS[query.collection])
    _check_names("facet", query.facets, FACETS[query.collection])
    if not 0 <= query.limit <= MOST_HITS_A_PAGE:
        raise BadQuery(f"A page of {query.limit} hits can't be given.", f"Ask for 0 to {MOST_HITS_A_PAGE:,}.")
    if not 0 <= query.offset <= MOST_HITS_DEEP - query.limit:
        raise BadQuery(
            f"Hits from {query.offset:,} on can't be given.",
            f"Stay within the first {MOST_HITS_DEEP:,}, narrow the search by filters, or use `vanban export`.",
        )


def _check_names(what: str, names: Iterable[str], known: tuple[str, ...]) -> None:
    for name in names:
        if name not in known:
            raise BadQuery(f"There is no {what} {name!r} here.", f"Use one of {', '.join(known)}.")


@dataclass(frozen=True, slots=True)
class Highlight:
    """A piece of a field's text with the spans (start, end) in it that match.

    `field` names one of `Hit.fields` (a list stands as one text, joined by ", "), or "body" for the document's text;
    `page` is then where the piece stands.
    """

    field: str
    text: str
    spans: tuple[tuple[int, int], ...]
    page: int | None = None


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
    """`total` counts all hits exactly. `matched` is "most" where no row holds all words and these hold most of them."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    took_ms: float = 0.0
    matched: Literal["all", "most"] = "all"


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
