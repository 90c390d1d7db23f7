"""Many files: found, kept, processed in processes, indexed; resumable after any interruption.

One run at a time works on a data folder (a lock that dies with its process). Whatever a run that was cut off left in
`processing` was nobody's any more when the lock is got, and is done again.
"""

from __future__ import annotations

import fcntl
import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from search_api.catalogue import DocumentRow, FailureReason, Finished
from search_api.errors import ServiceError
from search_api.processing import Job, Stage, process
from search_api.service import Service, TakenIn
from search_api.worker_pool import WorkerCrashed, WorkerPool, WorkerTimedOut

# A crash may be the machine's fault (memory): it is tried once more. One that takes the whole run down is given up
# after as many runs.
MOST_CRASHES = 2
MOST_ATTEMPTS = 5
INDEX_EVERY_S = 5.0
_POLL_S = 0.5

_log = logging.getLogger(__name__)

Outcome = Finished | FailureReason
Progress = Callable[[DocumentRow, Outcome], None]
ProcessOne = Callable[[Job], Outcome]


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that could not even be kept."""

    path: Path
    what: str


def take_in_file(service: Service, path: Path) -> TakenIn | RefusedFile:
    """Keeps the bytes of a file; the reason where they can't be got."""
    try:
        content = path.read_bytes()
    except OSError as error:
        return RefusedFile(path, f"The file could not be read: {error.strerror}.")
    return service.take_in(path.name, content)


@contextmanager
def sole_intake(service: Service) -> Iterator[bool]:
    """Whether this process now is the one that works on the data folder; it is until the block ends."""
    with (service.settings.data_dir / "intake.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def process_pending(
    service: Service,
    progress: Progress = lambda row, outcome: None,
    first_stage: Stage = "read",
    process_one: ProcessOne = process,
    should_stop: Callable[[], bool] = lambda: False,
) -> None:
    """Works until nothing is pending. Only inside `sole_intake`. `progress` is told of every document that ended."""
    service.catalogue.release_processing()
    pool = WorkerPool(service.settings.workers, service.settings.document_timeout_s)
    run = _Run(service, pool, progress, first_stage, process_one)
    try:
        run.work(should_stop)
    finally:
        service.catalogue.release(run.waiting_ids())
        pool.abandon()
    service.index_what_is_new()


class _Run:
    def __init__(
        self, service: Service, pool: Executor, progress: Progress, first_stage: Stage, process_one: ProcessOne
    ) -> None:
        self._service = service
        self._pool = pool
        self._progress = progress
        self._first_stage = first_stage
        self._process_one = process_one
        self._rows: dict[Future[Outcome], DocumentRow] = {}
        self._crashes: dict[str, int] = {}
        self._indexed_at = time.monotonic()

    def waiting_ids(self) -> list[str]:
        return [row.id for row in self._rows.values()]

    def work(self, should_stop: Callable[[], bool]) -> None:
        most = 2 * self._service.settings.workers  # a few in line, so that no process waits for the next
        while not should_stop():
            claimed = self._service.catalogue.claim(most - len(self._rows))
            for row in claimed:
                self._begin(row)
            if not claimed and not self._rows:
                return
            ended, _ = wait(self._rows, timeout=_POLL_S, return_when=FIRST_COMPLETED)
            for future in ended:
                self._end(self._rows.pop(future), future)
            if time.monotonic() - self._indexed_at > INDEX_EVERY_S:
                self._service.index_what_is_new()
                self._indexed_at = time.monotonic()

    def _begin(self, row: DocumentRow) -> None:
        if row.attempts >= MOST_ATTEMPTS:
            self._record(row, _gave_up(row.attempts))
            return
        service = self._service
        job = Job(row.id, row.name, service.archive.root, service.page_store.root, self._first_stage)
        self._rows[self._pool.submit(self._process_one, job)] = row

    def _end(self, row: DocumentRow, future: Future[Outcome]) -> None:
        try:
            self._record(row, future.result())
        except WorkerTimedOut:
            self._record(row, _timed_out(self._service.settings.document_timeout_s))
        except WorkerCrashed as crash:
            self._crashes[row.id] = self._crashes.get(row.id, 0) + 1
            if self._crashes[row.id] < MOST_CRASHES:
                self._begin(row)
            else:
                self._record(row, _crashed(crash.exit_code))

    def _record(self, row: DocumentRow, outcome: Outcome) -> None:
        if isinstance(outcome, Finished):
            self._service.catalogue.finish(outcome)
        else:
            self._service.catalogue.fail(row.id, outcome)
        self._progress(row, outcome)


def _timed_out(seconds: float) -> FailureReason:
    return FailureReason(
        "timed-out",
        f"The document took longer than the {seconds:g} s allowed.",
        "Split it, or raise VANBAN_DOCUMENT_TIMEOUT_S and run `vanban ingest --retry-failed`.",
    )


def _crashed(exit_code: int | None) -> FailureReason:
    how = f"signal {-exit_code}" if exit_code is not None and exit_code < 0 else f"exit code {exit_code}"
    return FailureReason(
        "crashed",
        f"The process that worked on the document died twice ({how}).",
        "Check the memory of the machine, or save the file anew with another program and give that.",
    )


def _gave_up(attempts: int) -> FailureReason:
    return FailureReason(
        "crashed",
        f"The whole run ended {attempts - 1} times while it worked on this document.",
        "Check the memory of the machine, then run `vanban ingest --retry-failed`.",
    )


class BackgroundIntake:
    """Works on what is pending while the server runs, in a thread that gives jobs to processes."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="background-intake", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def notify(self) -> None:
        """There is something pending."""
        self._wake.set()

    def stop(self) -> None:
        """Lets go of what is not finished (it stays pending) and waits for the thread."""
        self._stopping.set()
        self._wake.set()
        self._thread.join()

    def _run(self) -> None:
        self._wake.set()  # what an earlier run left
        while not self._stopping.is_set():
            # Now and then without being woken: another process may have left work.
            self._wake.wait(timeout=10)
            self._wake.clear()
            try:
                self._work()
            except ServiceError as error:
                _log.error("The intake paused: %s", error)
            except Exception:
                _log.exception("The intake met an error that was not foreseen; it goes on")

    def _work(self) -> None:
        with sole_intake(self._service) as ours:
            counts = self._service.catalogue.counts()
            if ours and (counts["pending"] or counts["processing"]):
                process_pending(self._service, should_stop=self._stopping.is_set)
