"""The pages as read (words, boxes), compressed, so that extracting again needs no reading."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from pathlib import Path

from ingest.models import Document
from ingest.serialization import document_from_json, document_to_json
from search_api.errors import NotFound
from search_api.files import write_whole


@dataclass(frozen=True, slots=True)
class PageStore:
    """One gzip file of JSON a document under `root`, in folders by the first two digits of its id."""

    root: Path

    def save(self, document: Document) -> None:
        """Raises `StorageFailed`."""
        # mtime 0: the same pages give the same bytes.
        content = gzip.compress(document_to_json(document), compresslevel=5, mtime=0)
        write_whole(self.root, self._place(document.sha256), content)

    def has(self, document_id: str) -> bool:
        return self._place(document_id).is_file()

    def load(self, document_id: str) -> Document:
        """Raises `NotFound`."""
        try:
            return document_from_json(gzip.decompress(self._place(document_id).read_bytes()))
        except FileNotFoundError as error:
            raise NotFound(
                f"Document {document_id} has not been read yet.",
                "Wait until its state is done, or run `vanban ingest`.",
            ) from error
        except (ValueError, EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise NotFound(
                f"The pages kept of document {document_id} are damaged or of another version.",
                "Run `vanban ingest --again read`.",
            ) from error

    def _place(self, document_id: str) -> Path:
        return self.root / document_id[:2] / f"{document_id}.json.gz"
