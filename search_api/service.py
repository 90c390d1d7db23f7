"""The service as a whole: archive, pages, catalogue and index of one installation."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ingest.errors import NoPages
from ingest.models import Document
from ingest.page.rendering import render_page
from nlp.models import Record
from nlp.text import TextMap
from search_api.archive import Archive
from search_api.catalogue import Catalogue, DocumentRow, State
from search_api.errors import NotFound
from search_api.index.contract import IndexEntry, SearchIndex
from search_api.page_store import PageStore
from search_api.settings import Settings
from search_api.versions import INDEX_VERSION

_INDEX_BATCH = 100


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of bytes that were given; `is_new` is false where they were there before."""

    id: str
    is_new: bool
    state: State


@dataclass(frozen=True)
class Service:
    settings: Settings
    archive: Archive
    page_store: PageStore
    catalogue: Catalogue

    @staticmethod
    def open(settings: Settings) -> Service:
        """Makes the data folder where it is missing. Raises `CatalogueOutdated`."""
        data = settings.data_dir
        data.mkdir(parents=True, exist_ok=True)
        return Service(
            settings, Archive(data / "originals"), PageStore(data / "pages"), Catalogue(settings.database_url)
        )

    @cached_property
    def index(self) -> SearchIndex:
        from search_api.index.embedded.index import EmbeddedIndex  # what only takes in or reads needs no index

        return EmbeddedIndex(self.settings.data_dir / "index")

    def close(self) -> None:
        self.catalogue.close()
        if "index" in self.__dict__:
            self.index.close()

    def take_in(self, name: str, content: bytes) -> TakenIn:
        """Keeps the bytes and puts them in line for processing, once."""
        document_id = self.archive.put(content)
        is_new = self.catalogue.add(document_id, name, len(content))
        return TakenIn(document_id, is_new, self.row(document_id).state)

    def row(self, document_id: str) -> DocumentRow:
        """Raises `NotFound`."""
        row = self.catalogue.get(document_id)
        if row is None:
            raise NotFound(f"There is no document {document_id}.", "Search for it, or take the file in.")
        return row

    def record(self, document_id: str) -> Record:
        """Raises `NotFound` where the document is not there or not done."""
        record = self.catalogue.record(document_id)
        if record is None:
            state = self.row(document_id).state
            raise NotFound(f"Document {document_id} has no record: it is {state}.", "Look at its status.")
        return record

    def document(self, document_id: str) -> Document:
        """The pages as read. Raises `NotFound`."""
        self.row(document_id)
        return self.page_store.load(document_id)

    def page_image(self, document_id: str, number: int, dpi: int) -> bytes:
        """PNG. Raises `NotFound` where there is no such page or the format has no fixed pages."""
        row = self.row(document_id)
        try:
            with _RENDERING:
                return render_page(self.archive.read(document_id), row.media_type or "", number, dpi)
        except NoPages as error:
            raise NotFound(error.what, error.next_step) from error

    def original(self, document_id: str) -> Path:
        """Raises `NotFound`."""
        self.row(document_id)
        return self.archive.path(document_id)

    def index_what_is_new(self) -> int:
        """Tells the index of the documents done that it has not seen, a batch at a time; how many."""
        waiting = self.catalogue.unindexed(INDEX_VERSION)
        for start in range(0, len(waiting), _INDEX_BATCH):
            batch = waiting[start : start + _INDEX_BATCH]
            self.index.put(self._entries(batch))
            self.catalogue.mark_indexed(batch, INDEX_VERSION)
        return len(waiting)

    def rebuild_index(self) -> int:
        """Fills the index anew from the catalogue; how many documents it holds."""
        indexed: list[str] = []

        def entries() -> Iterator[IndexEntry]:
            for record in self.catalogue.records():
                indexed.append(record.id)
                yield self._entry(record)

        self.index.rebuild(entries())
        for start in range(0, len(indexed), _INDEX_BATCH):
            self.catalogue.mark_indexed(indexed[start : start + _INDEX_BATCH], INDEX_VERSION)
        return len(indexed)

    def _entries(self, document_ids: Iterable[str]) -> Iterator[IndexEntry]:
        for document_id in document_ids:
            record = self.catalogue.record(document_id)
            if record is not None:
                yield self._entry(record)

    def _entry(self, record: Record) -> IndexEntry:
        text = TextMap.of(self.page_store.load(record.id))
        pages = [""] * record.source.pages
        for block in text.blocks:
            pages[block.page - 1] += text.block_text(block) + "\n"
        return IndexEntry(record, tuple(pages))


# One page is rendered at a time: PDFium is not safe in threads, and memory stays bounded.
_RENDERING = threading.Lock()
