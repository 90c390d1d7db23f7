"""Many files: found, kept, processed in processes, indexed; resumable after any interruption.

One run at a time works on a data folder (a lock that dies with its process). Whatever a run that was cut off left in
`processing` was nobody's any more when the lock is got, and is done again.
"""

from __future__ import annotations

import fcntl
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path

from search_api.errors import ServiceError
from search_api.files import remove_unfinished
from search_api.finding_files import RefusedFile
from search_api.intake_run import IntakeRun, Outcome, ProcessOne, Progress
from search_api.processing import process
from search_api.service import Service, TakenIn
from search_api.worker_pool import WorkerPool

__all__ = ["BackgroundIntake", "Outcome", "Progress", "process_pending", "sole_intake", "take_in_file"]

_POLL_S = 2.0
_AFTER_ERROR_S = 30.0
_IDLE_S = 60.0  # starting processes takes seconds: they stay for the next upload so long

_log = logging.getLogger(__name__)


def take_in_file(service: Service, path: Path) -> TakenIn | RefusedFile:
    """Keeps the bytes of a file; the reason where they can't be got. Raises `StorageFailed`."""
    try:
        return service.take_in_file(path)
    except OSError as error:
        return RefusedFile(path, f"The file can't be read: {error.strerror or error}.")


@contextmanager
def sole_intake(service: Service) -> Iterator[bool]:
    """Whether this process now is the one that works on the data folder; it is until the block ends."""
    descriptor = os.open(service.settings.data_dir / "intake.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        yield False
        return
    try:
        yield True
    finally:
        os.close(descriptor)


def process_pending(
    service: Service,
    executor: Executor,
    progress: Progress = lambda row, outcome: None,
    process_one: ProcessOne = process,
    should_stop: Callable[[], bool] = lambda: False,
) -> None:
    """Works until nothing is pending. Only inside `sole_intake`.

    Raises `ServiceError` where it can't go on: storage, index, processes. What is not finished is pending again.
    """
    for store in (service.archive.root, service.page_store.root):
        remove_unfinished(store)
    service.catalogue.release_processing()
    run = IntakeRun(service, executor, progress, process_one)
    try:
        run.work(should_stop)
    finally:
        service.catalogue.release(run.unfinished_ids())
    service.index_what_is_new()


class BackgroundIntake:
    """Works on what is pending while the server runs, in a thread that gives jobs to processes."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="background-intake", daemon=True)
        self._pool: WorkerPool | None = None
        self._worked_at: float | None = None

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
        while not self._stopping.is_set():
            # Now and then without being woken: another process may have left work.
            self._wake.wait(_POLL_S if self._work_or_log() else _AFTER_ERROR_S)
            self._wake.clear()
        self._let_processes_go()

    def _work_or_log(self) -> bool:
        try:
            self._work()
            return True
        except ServiceError as error:
            _log.error("The intake paused: %s", error)
        except Exception:
            _log.exception("The intake met an error that was not foreseen; it goes on")
        self._let_processes_go()
        return False

    def _work(self) -> None:
        with sole_intake(self._service) as ours:
            if ours and self._is_work_waiting():
                self._pool = self._pool or WorkerPool.of(self._service.settings)
                process_pending(self._service, self._pool, should_stop=self._stopping.is_set)
                self._worked_at = time.monotonic()
        if self._worked_at is not None and time.monotonic() - self._worked_at > _IDLE_S:
            self._let_processes_go()

    def _is_work_waiting(self) -> bool:
        """Once after the start always: what an earlier run did not tell the index of stands in no state."""
        counts = self._service.catalogue.counts()
        return self._worked_at is None or counts["pending"] + counts["processing"] > 0

    def _let_processes_go(self) -> None:
        if self._pool is not None:
            self._pool.abandon()
            self._pool = None
