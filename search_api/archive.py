"""The originals, by the hash of their content. Written once, never changed, never deleted by the program."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from search_api.errors import NotFound
from search_api.files import WholeFile, write_whole

_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Archive:
    """Files under `root`, in folders by the first two digits of their sha256."""

    root: Path

    def put(self, content: bytes) -> str:
        """Keeps the bytes, once, and returns their sha256 in hex. Raises `StorageFailed`."""
        document_id = hashlib.sha256(content).hexdigest()
        if not self.has(document_id):
            write_whole(self.root, self._place(document_id), content)
        return document_id

    def put_file(self, source: io.BufferedReader) -> str:
        """Keeps what a file holds, of whatever size, in constant memory.

        Raises `StorageFailed`, and `OSError` where the source can't be read.
        """
        known = hashlib.file_digest(source, "sha256").hexdigest()
        if self.has(known):
            return known
        source.seek(0)
        return self._copy(source)

    def has(self, document_id: str) -> bool:
        return self._place(document_id).is_file()

    def path(self, document_id: str) -> Path:
        """Raises `NotFound`."""
        place = self._place(document_id)
        if not place.is_file():
            raise NotFound(f"There is no original of document {document_id}.", "Take the file in again.")
        return place

    def read(self, document_id: str) -> bytes:
        """Raises `NotFound`."""
        return self.path(document_id).read_bytes()

    def _copy(self, source: io.BufferedReader) -> str:
        """The id is of the bytes that were copied: the file may have changed since it was hashed."""
        digest = hashlib.sha256()
        with WholeFile(self.root) as kept:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                kept.write(chunk)
            kept.keep_as(self._place(digest.hexdigest()))
        return digest.hexdigest()

    def _place(self, document_id: str) -> Path:
        return self.root / document_id[:2] / document_id
