"""The originals, by the hash of their content. Written once, never changed, never deleted by the program."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from search_api.errors import NotFound
from search_api.files import write_whole


@dataclass(frozen=True, slots=True)
class Archive:
    """Files under `root`, in folders by the first two digits of their sha256."""

    root: Path

    def put(self, content: bytes) -> str:
        """Keeps the bytes, once, and returns their sha256 in hex."""
        document_id = hashlib.sha256(content).hexdigest()
        if not self.has(document_id):
            write_whole(self._place(document_id), content)
        return document_id

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

    def _place(self, document_id: str) -> Path:
        return self.root / document_id[:2] / document_id
