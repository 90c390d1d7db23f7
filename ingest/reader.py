"""`read_document`: a path or bytes in, a `Document` out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from ingest.errors import DamagedFile, ReadingError, TooLarge
from ingest.formats import docx, html, image, legacy, pdf, text, web_archive
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.media import (
    DOC,
    DOCX,
    HTML,
    JPEG,
    MARKDOWN,
    PDF,
    PLAIN_TEXT,
    PNG,
    RTF,
    TIFF,
    WEB_ARCHIVE,
    media_type_of,
)
from ingest.models import Document, Page, ReadingWarning
from ingest.signatures import read_signatures

Pages = tuple[tuple[Page, ...], tuple[ReadingWarning, ...]]

_READERS: dict[str, Callable[[bytes, Limits], Pages]] = {
    PDF: pdf.read,
    PNG: image.read,
    JPEG: image.read,
    TIFF: image.read,
    DOCX: docx.read,
    DOC: legacy.read_doc,
    RTF: legacy.read_rtf,
    HTML: html.read,
    WEB_ARCHIVE: web_archive.read,
    MARKDOWN: text.read,
    PLAIN_TEXT: text.read,
}


def read_document(source: Path | bytes, name: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Reads a whole document.

    `name` defaults to the path's name. Raises `ingest.errors.ReadingError` (one of its kinds, naming the file).
    """
    name = name or (source.name if isinstance(source, Path) else "document")
    try:
        content = _content(source, limits)
        media_type = media_type_of(content)
        _refuse_renamed(name, media_type)
        pages, warnings = _READERS[media_type](content, limits)
        signatures, doubts = read_signatures(content) if media_type == PDF else ((), ())
    except ReadingError as error:
        error.name = error.name or name
        raise
    return Document(name, media_type, hashlib.sha256(content).hexdigest(), pages, warnings + doubts, signatures)


def _refuse_renamed(name: str, media_type: str) -> None:
    """Text under a name that says PDF is most often an error page saved for the document: a person must look."""
    if media_type in (PLAIN_TEXT, MARKDOWN, HTML) and Path(name).suffix.lower() == ".pdf":
        raise DamagedFile(
            f"The name says PDF, the content is {media_type}.",
            "Get the file again; if it is the document's text, give it the ending .txt or .html.",
        )


def _content(source: Path | bytes, limits: Limits) -> bytes:
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > limits.file_bytes:
        raise TooLarge(
            f"The file has {size:,} bytes, more than the {limits.file_bytes:,} allowed.",
            "Split it, or raise the limit.",
        )
    return source if isinstance(source, bytes) else source.read_bytes()
