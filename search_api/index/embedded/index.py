"""EmbeddedIndex: the contract of `SearchIndex` on tantivy, in one folder."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Order, Query

from search_api.index.contract import (
    FILTERS,
    Collection,
    Hit,
    IndexEntry,
    SearchQuery,
    SearchResult,
    Suggestion,
    check_query,
)
from search_api.index.embedded.contents import Contents, tantivy_errors
from search_api.index.embedded.documents import tantivy_document
from search_api.index.embedded.facets import count_facets
from search_api.index.embedded.generations import Generations
from search_api.index.embedded.names import suggestions
from search_api.index.embedded.queries import fallback_query, in_collection, text_query, within_filters
from search_api.index.embedded.stored import stored_pages, stored_row
from search_api.index.highlights import Marker, mark
from search_api.index.rows import HIGHLIGHTED, rows
from search_api.index.typed_text import TypedText, parse_typed_text

LOCK_WAIT_S = 60.0

# Bytes of memory for new rows; more means fewer, larger segments.
_PUT_HEAP = 64_000_000
_REBUILD_HEAP = 256_000_000
_ORDERS = {"newest": Order.Desc, "oldest": Order.Asc}


class EmbeddedIndex:
    """A search index in the folder `path`, which need not exist.

    Opens nothing until it is used, so that `rebuild` works on a damaged or outdated folder. Searches see what any
    process has committed. Writers wait up to `lock_wait_s` seconds for each other, then raise IndexBusy.
    """

    def __init__(self, path: Path, lock_wait_s: float = LOCK_WAIT_S) -> None:
        self._path = path
        self._lock_wait_s = lock_wait_s
        self._generations = Generations(path)
        self._contents = Contents(self._generations)
        self._schema = self._contents.schema

    def put(self, entries: Iterable[IndexEntry]) -> None:
        with self._generations.writing(self._lock_wait_s):
            current = self._generations.current()
            generation = current or self._generations.create()
            with self._contents.writer(generation, _PUT_HEAP) as writer:
                for entry in entries:
                    writer.delete_documents_by_term("document_id", entry.record.id)
                    _add(writer, entry)
            if current is None:
                self._generations.make_current(generation)

    def remove(self, document_ids: Iterable[str]) -> None:
        with self._generations.writing(self._lock_wait_s):
            generation = self._generations.current()
            if generation is None:
                return
            with self._contents.writer(generation, _PUT_HEAP) as writer:
                for document_id in document_ids:
                    writer.delete_documents_by_term("document_id", document_id)

    def rebuild(self, entries: Iterable[IndexEntry]) -> None:
        with self._generations.writing(self._lock_wait_s):
            self._generations.remove_leftovers()
            generation = self._generations.create()
            with self._contents.writer(generation, _REBUILD_HEAP) as writer:
                for entry in entries:
                    _add(writer, entry)
            self._generations.make_current(generation)
            self._generations.remove_leftovers()

    def search(self, query: SearchQuery) -> SearchResult:
        started = time.perf_counter()
        check_query(query)
        searcher = self._contents.searcher()
        if searcher is None:
            return SearchResult(0, (), dict.fromkeys(query.facets, ()))
        with tantivy_errors(self._path):
            return self._search(searcher, query, started)

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        searcher = self._contents.searcher()
        if searcher is None:
            return ()
        with tantivy_errors(self._path):
            return suggestions(searcher, self._schema, prefix, limit)

    def counts(self) -> Mapping[Collection, int]:
        searcher = self._contents.searcher()
        if searcher is None:
            return dict.fromkeys(FILTERS, 0)
        with tantivy_errors(self._path):
            return {name: _total(searcher.search(in_collection(self._schema, name), 1)) for name in FILTERS}

    def close(self) -> None:
        self._contents.close()

    def _search(self, searcher: tantivy.Searcher, query: SearchQuery, started: float) -> SearchResult:
        typed = parse_typed_text(query.text)
        text = text_query(self._schema, typed)
        found = self._found(searcher, query, text, typed)
        holds_all = True
        if not _total(found) and (fallback := fallback_query(self._schema, typed)) is not None:
            relaxed = self._found(searcher, query, fallback, typed)
            if _total(relaxed):
                text, found, holds_all = fallback, relaxed, False
        return SearchResult(
            total=_total(found),
            hits=tuple(_hits(searcher, query, found, Marker(typed))) if query.limit else (),
            facets=count_facets(searcher, self._schema, query, text),
            took_ms=(time.perf_counter() - started) * 1000,
            matched="all" if holds_all else "most",
        )

    def _found(
        self, searcher: tantivy.Searcher, query: SearchQuery, text: Query, typed: TypedText
    ) -> tantivy.SearchResult:
        narrowed = within_filters(self._schema, query, text)
        limit = max(query.limit, 1)  # tantivy takes no 0
        order = "newest" if query.sort == "relevance" and typed.is_empty else query.sort
        if order == "relevance":
            return searcher.search(narrowed, limit, offset=query.offset)
        return searcher.search(narrowed, limit, offset=query.offset, order_by_field=order, order=_ORDERS[order])


def _total(found: tantivy.SearchResult) -> int:
    count: int = found.count  # type: ignore[attr-defined]  # the stub leaves it out
    return count


def _add(writer: tantivy.IndexWriter, entry: IndexEntry) -> None:
    for row in rows(entry):
        writer.add_document(tantivy_document(row))


def _hits(searcher: tantivy.Searcher, query: SearchQuery, found: tantivy.SearchResult, marker: Marker) -> Iterator[Hit]:
    hits: list[tuple[Any, tantivy.DocAddress]] = found.hits
    for key, address in hits:
        document = searcher.doc(address)
        fields = stored_row(document)
        document_id = str(fields.get("document_id", fields["id"]))
        score = key if isinstance(key, float) else 0.0
        marks = mark(fields, HIGHLIGHTED[query.collection], stored_pages(document), marker)
        yield Hit(str(fields["id"]), document_id, score, fields, marks)
