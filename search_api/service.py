"""The service as a whole: archive, pages, catalogue and index of one installation."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ingest.errors import NoPages
from ingest.models import BoundingBox, Document
from nlp.models import Record
from nlp.searchable import searchable_pages
from search_api.archive import Archive
from search_api.catalogue import Catalogue, DocumentRow, State
from search_api.errors import NotFound
from search_api.files import make_folder
from search_api.finding_files import display_name
from search_api.index.contract import IndexEntry, SearchIndex
from search_api.page_store import PageStore
from search_api.settings import Settings
from search_api.versions import INDEX_VERSION

_INDEX_BATCH = 100

_log = logging.getLogger(__name__)


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
        """Makes the data folder where it is missing. Raises `CatalogueOutdated`, `StorageFailed`."""
        data = settings.data_dir
        make_folder(data)
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
        """Keeps the bytes and puts them in line for processing, once. Raises `StorageFailed`."""
        document_id = self.archive.put(content)
        return self._put_in_line(document_id, name, len(content))

    def take_in_file(self, path: Path) -> TakenIn:
        """Keeps a file of whatever size. Raises `OSError` where it can't be read, `StorageFailed`."""
        with path.open("rb") as file:
            document_id = self.archive.put_file(file)
        size = self.archive.path(document_id).stat().st_size
        return self._put_in_line(document_id, display_name(path), size)

    def _put_in_line(self, document_id: str, name: str, size: int) -> TakenIn:
        is_new = self.catalogue.add(document_id, name, size)
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

    def page_image(self, document_id: str, number: int, dpi: int, clip: BoundingBox | None = None) -> bytes:
        """PNG of the page, or of the part in the box `clip` (points).

        Raises `NotFound` where there is no such page or the format has no fixed pages.
        """
        from ingest.page.rendering import render_page  # heavy (OpenCV): the command line shows no pages

        row = self.row(document_id)
        try:
            with _RENDERING:
                return render_page(self.archive.read(document_id), row.media_type or "", number, dpi, clip=clip)
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
        """Fills the index anew from the catalogue; how many documents it holds. Only inside `sole_intake`."""
        indexed: list[str] = []

        def entries() -> Iterator[IndexEntry]:
            for record in self.catalogue.records():
                indexed.append(record.id)
                yield self._entry(record)

        self.index.rebuild(entries())
        self.catalogue.mark_indexed(indexed, INDEX_VERSION)
        return len(indexed)

    def _entries(self, document_ids: Iterable[str]) -> Iterator[IndexEntry]:
        for document_id in document_ids:
            record = self.catalogue.record(document_id)
            if record is not None:
                yield self._entry(record)

    def _entry(self, record: Record) -> IndexEntry:
        try:
            document = self.page_store.load(record.id)
        except NotFound as error:
            # The record is still found by its fields.
            _log.warning("%s is indexed without its text. %s", record.source.name, error)
            return IndexEntry(record, ())
        return IndexEntry(record, searchable_pages(document))


# One page is rendered at a time: a page may take hundreds of megabytes.
_RENDERING = threading.Lock()
