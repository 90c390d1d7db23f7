"""The catalogue: one row a document with its state, and its record. Together with the archive it is the truth."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from nlp.models import Record
from nlp.record_json import record_from_json
from search_api.catalogue_rows import (
    STATES,
    DocumentRow,
    FailureReason,
    Finished,
    Outdated,
    State,
    document_row,
)
from search_api.catalogue_schema import documents, names, open_engine, records

__all__ = ["STATES", "Catalogue", "DocumentRow", "FailureReason", "Finished", "Outdated", "State", "Step"]

Step = Literal["read", "extract"]

_RECORDS_AT_A_TIME = 200
_IDS_AT_A_TIME = 500  # databases bound the parameters of a statement

_NO_ERROR = {"error_code": None, "error_what": None, "error_next_step": None}


class Catalogue:
    """Safe to use from many threads and processes."""

    def __init__(self, url: str) -> None:
        """Makes the tables where they are missing. Raises `CatalogueOutdated`, `StorageFailed`."""
        self._engine = open_engine(url)

    def close(self) -> None:
        self._engine.dispose()

    def add(self, document_id: str, name: str, size: int) -> bool:
        """Adds a document as pending; whether it is new. A name given again for the same bytes is kept beside."""
        now = time.time()
        next_sequence = select(func.coalesce(func.max(documents.c.sequence), 0) + 1).scalar_subquery()
        row = {"id": document_id, "name": name, "size": size, "added_at": now, "updated_at": now}
        is_new = self._insert(documents, **row, sequence=next_sequence, state="pending", attempts=0)
        self._insert(names, document_id=document_id, name=name, added_at=now)
        return is_new

    def names(self, document_id: str) -> tuple[str, ...]:
        """The names under which the document was given, oldest first."""
        query = select(names.c.name).where(names.c.document_id == document_id).order_by(names.c.added_at)
        with self._engine.connect() as connection:
            return tuple(connection.execute(query).scalars())

    def get(self, document_id: str) -> DocumentRow | None:
        with self._engine.connect() as connection:
            row = connection.execute(select(documents).where(documents.c.id == document_id)).one_or_none()
        return document_row(row) if row is not None else None

    def list(self, state: State | None = None, offset: int = 0, limit: int = 100) -> tuple[DocumentRow, ...]:
        """Rows in order of arrival, newest first."""
        query = select(documents).order_by(documents.c.sequence.desc()).offset(offset).limit(limit)
        if state is not None:
            query = query.where(documents.c.state == state)
        with self._engine.connect() as connection:
            return tuple(map(document_row, connection.execute(query)))

    def counts(self) -> dict[State, int]:
        query = select(documents.c.state, func.count()).group_by(documents.c.state)
        with self._engine.connect() as connection:
            found = {row[0]: int(row[1]) for row in connection.execute(query)}
        return {state: found.get(state, 0) for state in STATES}

    def states(self, document_ids: Sequence[str]) -> dict[str, State]:
        result: dict[str, State] = {}
        with self._engine.connect() as connection:
            for part in _parts(document_ids):
                query = select(documents.c.id, documents.c.state).where(documents.c.id.in_(part))
                result.update({row.id: row.state for row in connection.execute(query)})
        return result

    def record(self, document_id: str) -> Record | None:
        with self._engine.connect() as connection:
            found = connection.execute(select(records.c.json).where(records.c.document_id == document_id)).scalar()
        return record_from_json(found) if found is not None else None

    def records(self) -> Iterator[Record]:
        """All records in order of arrival, a few in memory at a time.

        A document that is processed again, or failed when it was, keeps the record it had.
        """
        place = (documents.c.sequence, documents.c.id)
        last: tuple[int, str] = (0, "")
        while True:
            query = (
                select(*place, records.c.json)
                .join(records, records.c.document_id == documents.c.id)
                .where(tuple_(*place) > tuple_(*last))
                .order_by(*place)
                .limit(_RECORDS_AT_A_TIME)
            )
            with self._engine.connect() as connection:
                rows = connection.execute(query).all()
            if not rows:
                return
            for row in rows:
                yield record_from_json(row.json)
            last = (rows[-1].sequence, rows[-1].id)

    # ---- the way of a document

    def claim(self, limit: int) -> tuple[DocumentRow, ...]:
        """The next pending documents, oldest first, now processing; `attempts` as they were before."""
        query = select(documents).where(documents.c.state == "pending").order_by(documents.c.sequence).limit(limit)
        with self._engine.begin() as connection:
            rows = tuple(map(document_row, connection.execute(query)))
            connection.execute(
                update(documents)
                .where(documents.c.id.in_([row.id for row in rows]))
                .values(state="processing", attempts=documents.c.attempts + 1, updated_at=time.time())
            )
        return rows

    def finish(self, finished: Finished) -> None:
        """The document is done; its record takes the place of an older one. The index has not seen it yet."""
        document_id, record_json = finished.document_id, finished.record_json
        values: dict[str, Any] = {
            "state": "done",
            "media_type": finished.media_type,
            "pages": finished.pages,
            "extractor_version": finished.extractor_version,
            "indexed_version": None,
            "updated_at": time.time(),
            **_NO_ERROR,
        }
        if finished.reader_version is not None:
            values["reader_version"] = finished.reader_version
        with self._engine.begin() as connection:
            replaced = connection.execute(
                update(records).where(records.c.document_id == document_id).values(json=record_json)
            )
            if not replaced.rowcount:
                connection.execute(insert(records).values(document_id=document_id, json=record_json))
            connection.execute(update(documents).where(documents.c.id == document_id).values(values))

    def fail(self, document_id: str, reason: FailureReason) -> None:
        self._set(
            documents.c.id == document_id,
            state="failed",
            error_code=reason.code,
            error_what=reason.what,
            error_next_step=reason.next_step,
        )

    def release_processing(self) -> None:
        """Documents left in processing by a run that was cut off are pending again."""
        self._set(documents.c.state == "processing", state="pending")

    def release(self, document_ids: Sequence[str]) -> None:
        """Documents claimed but not finished are pending again, the attempt not counted."""
        for part in _parts(document_ids):
            mine = and_(documents.c.id.in_(part), documents.c.state == "processing")
            self._set(mine, state="pending", attempts=documents.c.attempts - 1)

    # ---- doing it again

    def retry_failed(self) -> int:
        """Failed documents are pending again, attempts counted anew; how many."""
        return self._set(documents.c.state == "failed", state="pending", attempts=0, **_NO_ERROR)

    def request_again(self, step: Step, version: str | None = None) -> int:
        """Documents are pending again for this step and those after it; how many.

        Those whose step was done by another version, or, without a version, all that had it done.
        """
        column = documents.c.reader_version if step == "read" else documents.c.extractor_version
        which = and_(documents.c.state.in_(("done", "failed")), column.is_not(None))
        if version is not None:
            which = and_(which, column != version)
        values: dict[str, Any] = {"extractor_version": None, "state": "pending", "attempts": 0, **_NO_ERROR}
        if step == "read":
            values["reader_version"] = None
        return self._set(which, **values)

    def outdated(self, reader_version: str, extractor_version: str) -> Outdated:
        """How much other versions than these made."""
        query = select(
            func.count().filter(documents.c.reader_version != reader_version),
            func.count().filter(documents.c.extractor_version != extractor_version),
        )
        with self._engine.connect() as connection:
            read, extracted = connection.execute(query).one()
        return Outdated(int(read), int(extracted))

    # ---- the index

    def unindexed(self, version: str) -> tuple[str, ...]:
        """Documents with a record that the index has not seen in this version, oldest first."""
        seen = documents.c.indexed_version
        query = (
            select(documents.c.id)
            .join(records, records.c.document_id == documents.c.id)
            .where(or_(seen.is_(None), seen != version))
            .order_by(documents.c.sequence)
        )
        with self._engine.connect() as connection:
            return tuple(connection.execute(query).scalars())

    def mark_indexed(self, document_ids: Sequence[str], version: str) -> None:
        with self._engine.begin() as connection:
            for part in _parts(document_ids):
                connection.execute(update(documents).where(documents.c.id.in_(part)).values(indexed_version=version))

    def _set(self, which: ColumnElement[bool], **values: Any) -> int:
        with self._engine.begin() as connection:
            result = connection.execute(update(documents).where(which).values(**values, updated_at=time.time()))
            return int(result.rowcount)

    def _insert(self, table: Any, **values: Any) -> bool:
        """Whether the row is new; one of the same key stays as it is."""
        with contextlib.suppress(IntegrityError), self._engine.begin() as connection:
            connection.execute(insert(table).values(**values))
            return True
        return False


def _parts(document_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(document_ids), _IDS_AT_A_TIME):
        yield document_ids[start : start + _IDS_AT_A_TIME]
