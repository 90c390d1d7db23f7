"""Working off what is pending: jobs to an executor, outcomes to the catalogue, records to the index."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait

from search_api.catalogue import DocumentRow, FailureReason, Finished
from search_api.errors import IndexOutdated, IndexUnavailable, ServiceError
from search_api.failure_reasons import failure_reason, given_up
from search_api.processing import Job
from search_api.service import Service
from search_api.worker_process import WorkerCrashed

# A document during which whole runs were cut off this often is given up: it may be what cut them off.
MOST_ATTEMPTS = 5
INDEX_EVERY_S = 5.0
_POLL_S = 0.5

Outcome = Finished | FailureReason
Progress = Callable[[DocumentRow, Outcome], None]
ProcessOne = Callable[[Job], Outcome]

_log = logging.getLogger(__name__)


class IntakeRun:
    """One run over what is pending. `progress` is told of every document that ended."""

    def __init__(self, service: Service, executor: Executor, progress: Progress, process_one: ProcessOne) -> None:
        self._service = service
        self._executor = executor
        self._progress = progress
        self._process_one = process_one
        self._rows: dict[Future[Outcome], DocumentRow] = {}
        # Documents whose process died once: it may have been for want of memory, so each is tried again alone.
        self._suspects: list[DocumentRow] = []
        self._alone: str | None = None
        self._indexed_at = time.monotonic()

    def unfinished_ids(self) -> list[str]:
        return [row.id for row in (*self._rows.values(), *self._suspects)]

    def work(self, should_stop: Callable[[], bool]) -> None:
        while not should_stop() and self._begin_some():
            ended, _ = wait(self._rows, timeout=_POLL_S, return_when=FIRST_COMPLETED)
            for future in ended:
                self._end(future)
            self._index_now_and_then()

    def _begin_some(self) -> bool:
        """Whether there is anything to wait for."""
        if self._alone is None:
            most = 2 * self._service.settings.workers  # a few in line, so that no process waits for the next
            while len(self._rows) < most and (claimed := self._service.catalogue.claim(most - len(self._rows))):
                for row in claimed:
                    self._begin(row)
        if not self._rows and self._suspects:
            suspect = self._suspects.pop()
            self._alone = suspect.id
            self._begin(suspect)
        return bool(self._rows)

    def _begin(self, row: DocumentRow) -> None:
        if row.attempts >= MOST_ATTEMPTS:
            self._record(row, given_up(row.attempts))
            return
        service = self._service
        job = Job(row.id, row.name, service.archive.root, service.page_store.root, row.reader_version is None)
        self._rows[self._executor.submit(self._process_one, job)] = row

    def _end(self, future: Future[Outcome]) -> None:
        row = self._rows[future]
        try:
            self._record(row, future.result())
        except WorkerCrashed as crash:
            if self._alone == row.id:
                self._record(row, failure_reason(crash, row.name))
            else:
                self._suspects.append(row)
        except ServiceError:
            raise  # no fault of the document: it stays with the unfinished, and the run ends
        except Exception as error:
            self._record(row, failure_reason(error, row.name))
        del self._rows[future]
        if self._alone == row.id:
            self._alone = None

    def _record(self, row: DocumentRow, outcome: Outcome) -> None:
        if isinstance(outcome, Finished):
            self._service.catalogue.finish(outcome)
        else:
            self._service.catalogue.fail(row.id, outcome)
        self._progress(row, outcome)

    def _index_now_and_then(self) -> None:
        if time.monotonic() - self._indexed_at < INDEX_EVERY_S:
            return
        try:
            self._service.index_what_is_new()
        except (IndexUnavailable, IndexOutdated) as error:
            # Processing goes on; the end of the run tries again and tells.
            _log.warning("The index waits: %s", error)
        self._indexed_at = time.monotonic()
