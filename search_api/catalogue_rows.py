"""What the catalogue tells of a document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Row

State = Literal["pending", "processing", "done", "failed"]
STATES: tuple[State, ...] = ("pending", "processing", "done", "failed")


@dataclass(frozen=True, slots=True)
class FailureReason:
    """Why a document could not be processed. `code` is stable."""

    code: str
    what: str
    next_step: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """Where a document stands. `pages` and `media_type` are known once it was read.

    A version is that of the code whose result is kept; None where that step is still to be done, or done again.
    """

    id: str
    name: str
    media_type: str | None
    size: int
    state: State
    attempts: int
    error: FailureReason | None
    added_at: datetime
    updated_at: datetime
    pages: int | None
    reader_version: str | None
    extractor_version: str | None
    indexed_version: str | None


@dataclass(frozen=True, slots=True)
class Finished:
    """What processing gave for one document. `reader_version` is None where it was not read again."""

    document_id: str
    media_type: str
    pages: int
    record_json: str
    reader_version: str | None
    extractor_version: str


@dataclass(frozen=True, slots=True)
class Outdated:
    """Numbers of documents whose kept pages or record were made by other versions."""

    read: int
    extracted: int


def document_row(row: Row[Any]) -> DocumentRow:
    error = FailureReason(row.error_code, row.error_what, row.error_next_step) if row.error_code else None
    return DocumentRow(
        id=row.id,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        state=row.state,
        attempts=row.attempts,
        error=error,
        added_at=datetime.fromtimestamp(row.added_at, UTC),
        updated_at=datetime.fromtimestamp(row.updated_at, UTC),
        pages=row.pages,
        reader_version=row.reader_version,
        extractor_version=row.extractor_version,
        indexed_version=row.indexed_version,
    )
