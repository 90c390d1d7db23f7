"""An executor of processes in which a job that crashes or hangs fails alone.

`concurrent.futures.ProcessPoolExecutor` gives up all its jobs when one process dies; here every process has one job
at a time, so the death is that job's, and a process that runs over the time limit is killed.
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, ParamSpec, TypeVar

from search_api.settings import Settings
from search_api.worker_process import WorkerCrashed, WorkerProcess, WorkerTimedOut

__all__ = ["WorkerCrashed", "WorkerPool", "WorkerTimedOut"]

P = ParamSpec("P")
T = TypeVar("T")

# A process is replaced after so many jobs: what native libraries leak stays bounded.
JOBS_A_PROCESS = 200

# Threads of native libraries: one process a core leaves none for them.
_ONE_THREAD = ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "OPENCV_FOR_THREADS_NUM")

_Job = tuple[Future[Any], Callable[..., Any], tuple[Any, ...], dict[str, Any]]


class WorkerPool(Executor):
    """`size` processes, each started when there is work for it. Jobs, arguments and results must pickle.

    A job's future raises what the job raised, or `WorkerCrashed`, `WorkerTimedOut`, `WorkerNotStarted`.
    """

    def __init__(self, size: int, timeout_s: float, memory_mb: int, jobs_a_process: int = JOBS_A_PROCESS) -> None:
        for variable in _ONE_THREAD:
            os.environ.setdefault(variable, "1")
        self._timeout_s = timeout_s
        self._memory_bytes = memory_mb * 1024 * 1024
        self._jobs_a_process = jobs_a_process
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._abandoned = threading.Event()
        self._workers: dict[int, WorkerProcess] = {}
        self._keepers = [threading.Thread(target=self._keep, daemon=True) for _ in range(size)]
        for keeper in self._keepers:
            keeper.start()

    @classmethod
    def of(cls, settings: Settings) -> WorkerPool:
        return cls(settings.workers, settings.document_timeout_s, settings.worker_memory_mb)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        self._jobs.put((future, fn, args, kwargs))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        if cancel_futures:
            while not self._jobs.empty():
                job = self._jobs.get()
                if job is not None:
                    job[0].cancel()
        for _ in self._keepers:
            self._jobs.put(None)
        if wait:
            for keeper in self._keepers:
                keeper.join()

    def abandon(self) -> None:
        """Ends at once: jobs in line are cancelled, running ones are killed."""
        self._abandoned.set()
        for worker in list(self._workers.values()):
            worker.kill()
        self.shutdown(cancel_futures=True)

    def _keep(self) -> None:
        """One thread keeps one process: gives it jobs, waits for answers, replaces it when it is gone.

        The thread lives as long as its process may: Linux ends a process with the thread that started it.
        """
        me = threading.get_ident()
        while (job := self._jobs.get()) is not None:
            future, fn, args, kwargs = job
            if not future.set_running_or_notify_cancel():
                continue
            try:
                succeeded, value = self._worker(me).run(fn, args, kwargs, self._timeout_s)
            except Exception as error:  # a death, or an answer that does not unpickle: this job's alone
                self._drop(me)
                succeeded, value = False, error
            if succeeded:
                future.set_result(value)
            else:
                future.set_exception(value)
        if me in self._workers:
            self._workers.pop(me).stop()

    def _worker(self, keeper: int) -> WorkerProcess:
        worker = self._workers.get(keeper)
        if worker is not None and worker.jobs >= self._jobs_a_process:
            self._workers.pop(keeper).stop()
            worker = None
        if worker is None:
            worker = self._workers[keeper] = WorkerProcess(self._memory_bytes)
        if self._abandoned.is_set():
            worker.kill()
        return worker

    def _drop(self, keeper: int) -> None:
        worker = self._workers.pop(keeper, None)
        if worker is not None:
            worker.kill()
