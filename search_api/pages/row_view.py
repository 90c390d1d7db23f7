"""A document's row of the catalogue as pages show it."""

from __future__ import annotations

from dataclasses import dataclass

from search_api.catalogue import DocumentRow
from search_api.pages.failures import FailureView, failure_view
from search_api.pages.labels import moment, size_in_words


@dataclass(frozen=True, slots=True)
class RowView:
    id: str
    name: str
    state: str
    attempts: int
    size: str
    added: str
    updated: str
    failure: FailureView | None

    @property
    def is_finished(self) -> bool:
        return self.state in ("done", "failed")


def row_view(row: DocumentRow) -> RowView:
    return RowView(
        id=row.id,
        name=row.name,
        state=row.state,
        attempts=row.attempts,
        size=size_in_words(row.size),
        added=moment(row.added_at),
        updated=moment(row.updated_at),
        failure=failure_view(row.error) if row.error and row.state == "failed" else None,
    )
