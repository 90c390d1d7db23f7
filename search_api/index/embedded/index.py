"""EmbeddedIndex: the contract of `SearchIndex` on tantivy, in one folder."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from pathlib import Path

import tantivy

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
from search_api.index.embedded.finding import StoredRow, count_rows, find
from search_api.index.embedded.generations import Generations
from search_api.index.embedded.suggestions import suggestions
from search_api.index.highlights import Marker, mark
from search_api.index.rows import HIGHLIGHTED, rows
from search_api.index.typed_text import parse_typed_text

LOCK_WAIT_S = 60.0

# Bytes of memory for new rows; more means fewer, larger segments.
_PUT_HEAP = 64_000_000
_REBUILD_HEAP = 256_000_000


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
        typed = parse_typed_text(query.text)
        with tantivy_errors(self._path):
            found = find(searcher, self._schema, query, typed)
        marker = Marker(typed)
        return SearchResult(
            total=found.total,
            hits=tuple(_hit(query.collection, row, marker) for row in found.rows),
            facets=found.facets,
            took_ms=(time.perf_counter() - started) * 1000,
            matched=found.matched,
        )

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
            return {name: count_rows(searcher, self._schema, name) for name in FILTERS}

    def close(self) -> None:
        self._contents.close()


def _add(writer: tantivy.IndexWriter, entry: IndexEntry) -> None:
    for row in rows(entry):
        writer.add_document(tantivy_document(row))


def _hit(collection: Collection, row: StoredRow, marker: Marker) -> Hit:
    row_id = str(row.fields["id"])
    document_id = str(row.fields.get("document_id", row_id))
    return Hit(row_id, document_id, row.score, row.fields, mark(row.fields, HIGHLIGHTED[collection], row.pages, marker))
