"""The catalogue: one row a document with its state, and its record. Together with the archive it is the truth."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, and_, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from nlp.models import Record
from nlp.record_json import record_from_json
from search_api.catalogue_schema import (
    SCHEMA_VERSION,
    catalogue_versions,
    create_engine,
    documents,
    metadata,
    names,
    records,
)
from search_api.errors import CatalogueOutdated

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
    """Where a document stands. `pages` and `media_type` are known once it was read."""

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
    """What a step of processing gave for one document."""

    document_id: str
    media_type: str
    pages: int
    record_json: str
    reader_version: str
    extractor_version: str


class Catalogue:
    """Safe to use from many threads and processes."""

    def __init__(self, url: str) -> None:
        """Makes the tables where they are missing. Raises `CatalogueOutdated`."""
        self._engine = create_engine(url)
        metadata.create_all(self._engine)
        with self._engine.begin() as connection:
            version = connection.execute(select(func.max(catalogue_versions.c.version))).scalar()
            if version is None:
                connection.execute(insert(catalogue_versions).values(version=SCHEMA_VERSION))
            elif version > SCHEMA_VERSION:
                raise CatalogueOutdated(
                    f"The catalogue has schema {version}, this vanban knows {SCHEMA_VERSION}.",
                    "Install a newer vanban.",
                )

    def close(self) -> None:
        self._engine.dispose()

    def add(self, document_id: str, name: str, size: int) -> bool:
        """Adds a document as pending; whether it is new. A name given again for the same bytes is kept beside."""
        now = time.time()
        is_new = True
        try:
            with self._engine.begin() as connection:
                next_sequence = select(func.coalesce(func.max(documents.c.sequence), 0) + 1).scalar_subquery()
                connection.execute(
                    insert(documents).values(
                        id=document_id,
                        sequence=next_sequence,
                        name=name,
                        size=size,
                        state="pending",
                        attempts=0,
                        added_at=now,
                        updated_at=now,
                    )
                )
        except IntegrityError:
            is_new = False
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(names).values(document_id=document_id, name=name, added_at=now))
        except IntegrityError:
            pass  # the same name for the same bytes: nothing new to keep
        return is_new

    def names(self, document_id: str) -> tuple[str, ...]:
        """The names under which the document was given, oldest first."""
        query = select(names.c.name).where(names.c.document_id == document_id).order_by(names.c.added_at)
        with self._engine.connect() as connection:
            return tuple(connection.execute(query).scalars())

    def get(self, document_id: str) -> DocumentRow | None:
        with self._engine.connect() as connection:
            row = connection.execute(select(documents).where(documents.c.id == document_id)).one_or_none()
        return _document_row(row) if row is not None else None

    def list(self, state: State | None = None, offset: int = 0, limit: int = 100) -> tuple[DocumentRow, ...]:
        """Rows in order of arrival, newest first."""
        query = select(documents).order_by(documents.c.sequence.desc()).offset(offset).limit(limit)
        if state is not None:
            query = query.where(documents.c.state == state)
        with self._engine.connect() as connection:
            return tuple(map(_document_row, connection.execute(query)))

    def counts(self) -> dict[State, int]:
        query = select(documents.c.state, func.count()).group_by(documents.c.state)
        with self._engine.connect() as connection:
            found = {row[0]: int(row[1]) for row in connection.execute(query)}
        return {state: found.get(state, 0) for state in STATES}

    def states(self, document_ids: Sequence[str]) -> dict[str, State]:
        result: dict[str, State] = {}
        with self._engine.connect() as connection:
            for start in range(0, len(document_ids), 500):
                part = document_ids[start : start + 500]
                query = select(documents.c.id, documents.c.state).where(documents.c.id.in_(part))
                result.update({row.id: row.state for row in connection.execute(query)})
        return result

    def record(self, document_id: str) -> Record | None:
        with self._engine.connect() as connection:
            found = connection.execute(select(records.c.json).where(records.c.document_id == document_id)).scalar()
        return record_from_json(found) if found is not None else None

    def records(self) -> Iterator[Record]:
        """Records of all documents done, in order of arrival, a few in memory at a time."""
        last = 0
        while True:
            query = (
                select(documents.c.sequence, records.c.json)
                .join(records, records.c.document_id == documents.c.id)
                .where(documents.c.state == "done", documents.c.sequence > last)
                .order_by(documents.c.sequence)
                .limit(200)
            )
            with self._engine.connect() as connection:
                rows = connection.execute(query).all()
            if not rows:
                return
            for row in rows:
                yield record_from_json(row.json)
            last = rows[-1].sequence

    # ---- the way of a document

    def claim(self, limit: int, exclude: Sequence[str] = ()) -> tuple[DocumentRow, ...]:
        """The next pending documents, oldest first, now processing."""
        query = (
            select(documents)
            .where(documents.c.state == "pending", documents.c.id.not_in(exclude))
            .order_by(documents.c.sequence)
            .limit(limit)
        )
        with self._engine.begin() as connection:
            rows = tuple(map(_document_row, connection.execute(query)))
            connection.execute(
                update(documents)
                .where(documents.c.id.in_([row.id for row in rows]))
                .values(state="processing", attempts=documents.c.attempts + 1, updated_at=time.time())
            )
        return rows

    def finish(self, finished: Finished) -> None:
        """The document is done; its record takes the place of an older one. The index has not seen it yet."""
        with self._engine.begin() as connection:
            present = connection.execute(
                update(records).where(records.c.document_id == finished.document_id).values(json=finished.record_json)
            )
            if not present.rowcount:
                connection.execute(insert(records).values(document_id=finished.document_id, json=finished.record_json))
            connection.execute(
                update(documents)
                .where(documents.c.id == finished.document_id)
                .values(
                    state="done",
                    media_type=finished.media_type,
                    pages=finished.pages,
                    reader_version=finished.reader_version,
                    extractor_version=finished.extractor_version,
                    indexed_version=None,
                    error_code=None,
                    error_what=None,
                    error_next_step=None,
                    updated_at=time.time(),
                )
            )

    def fail(self, document_id: str, reason: FailureReason) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                update(documents)
                .where(documents.c.id == document_id)
                .values(
                    state="failed",
                    error_code=reason.code,
                    error_what=reason.what,
                    error_next_step=reason.next_step,
                    updated_at=time.time(),
                )
            )

    def mark_indexed(self, document_ids: Sequence[str], version: str) -> None:
        self._set(documents.c.id.in_(document_ids), indexed_version=version)

    def unindexed(self, version: str) -> tuple[str, ...]:
        """Documents done that the index has not seen in this version, oldest first."""
        query = (
            select(documents.c.id)
            .where(
                and_(
                    documents.c.state == "done",
                    or_(documents.c.indexed_version.is_(None), documents.c.indexed_version != version),
                )
            )
            .order_by(documents.c.sequence)
        )
        with self._engine.connect() as connection:
            return tuple(connection.execute(query).scalars())

    def release_processing(self) -> None:
        """Documents left in processing by a run that was cut off are pending again."""
        self._set(documents.c.state == "processing", state="pending")

    def release(self, document_ids: Sequence[str]) -> None:
        """Documents claimed but not begun are pending again, the attempt not counted."""
        self._set(
            and_(documents.c.id.in_(document_ids), documents.c.state == "processing"),
            state="pending",
            attempts=documents.c.attempts - 1,
        )

    def request_again(self, *states: State) -> int:
        """Documents in these states are pending again, attempts counted anew; how many."""
        return self._set(documents.c.state.in_(states), state="pending", attempts=0)

    def _set(self, which: ColumnElement[bool], **values: Any) -> int:
        with self._engine.begin() as connection:
            result = connection.execute(update(documents).where(which).values(**values, updated_at=time.time()))
            return int(result.rowcount)


def _document_row(row: Row[Any]) -> DocumentRow:
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
