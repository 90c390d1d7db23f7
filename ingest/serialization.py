"""A `Document` as JSON and back, for keeping the pages that were read."""

from __future__ import annotations

from pydantic import TypeAdapter

from ingest.models import Document

_DOCUMENT: TypeAdapter[Document] = TypeAdapter(Document)


def document_to_json(document: Document) -> bytes:
    """The document as UTF-8 JSON; a box is a list of left, top, right, bottom in points."""
    return _DOCUMENT.dump_json(document)


def document_from_json(content: bytes) -> Document:
    """The document that `document_to_json` wrote. Raises `pydantic.ValidationError` for any other content."""
    return _DOCUMENT.validate_json(content)
