"""An executor of processes in which a job that crashes or hangs fails alone.

`concurrent.futures.ProcessPoolExecutor` gives up all its jobs when one process dies; here every process has one job
at a time, so the death is that job's, and a process that runs over the time limit is killed.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import queue
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# A process is replaced after so many jobs: what native libraries leak stays bounded.
JOBS_A_PROCESS = 200

# Spawned, not forked: the parent has threads and open databases that a fork would copy.
_PROCESSES = multiprocessing.get_context("spawn")
_PR_SET_PDEATHSIG = 1


class WorkerCrashed(Exception):
    """The process died during the job; `exit_code` is negative for a signal."""

    def __init__(self, exit_code: int | None) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code


class WorkerTimedOut(Exception):
    """The job ran over its time and its process was killed."""


_Job = tuple[Future[Any], Callable[..., Any], tuple[Any, ...], dict[str, Any]]


class WorkerPool(Executor):
    """`size` processes, started when there is work. Jobs, arguments and results must pickle."""

    def __init__(self, size: int, timeout_s: float, jobs_a_process: int = JOBS_A_PROCESS) -> None:
        self._timeout_s = timeout_s
        self._jobs_a_process = jobs_a_process
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._abandoned = threading.Event()
        self._workers: dict[int, _Worker] = {}
        self._keepers = [threading.Thread(target=self._keep, daemon=True) for _ in range(size)]
        for keeper in self._keepers:
            keeper.start()

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
        """One thread keeps one process: gives it jobs, waits for answers, replaces it when it is gone."""
        me = threading.get_ident()
        while (job := self._jobs.get()) is not None:
            future, fn, args, kwargs = job
            if not future.set_running_or_notify_cancel():
                continue
            try:
                succeeded, value = self._worker(me).run(fn, args, kwargs, self._timeout_s)
            except (WorkerCrashed, WorkerTimedOut) as error:
                del self._workers[me]
                future.set_exception(error)
                continue
            if succeeded:
                future.set_result(value)
            else:
                future.set_exception(value)
        if me in self._workers:
            self._workers.pop(me).stop()

    def _worker(self, keeper: int) -> _Worker:
        worker = self._workers.get(keeper)
        if worker is not None and worker.jobs >= self._jobs_a_process:
            worker.stop()
            worker = None
        if worker is None:
            worker = self._workers[keeper] = _Worker()
        if self._abandoned.is_set():
            worker.kill()
        return worker


class _Worker:
    """One process and the pipe to it."""

    def __init__(self) -> None:
        self.jobs = 0
        self._pipe, far_end = _PROCESSES.Pipe()
        self._process: BaseProcess = _PROCESSES.Process(target=_serve, args=(far_end,), daemon=True)
        self._process.start()
        far_end.close()

    def run(
        self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], timeout_s: float
    ) -> tuple[bool, Any]:
        self.jobs += 1
        try:
            self._pipe.send((fn, args, kwargs))
            if not self._pipe.poll(timeout_s):
                self._process.kill()
                self._process.join()
                raise WorkerTimedOut
            answer: tuple[bool, Any] = self._pipe.recv()
        except (EOFError, OSError) as error:
            self._process.join(5)
            raise WorkerCrashed(self._process.exitcode) from error
        return answer

    def kill(self) -> None:
        self._process.kill()

    def stop(self) -> None:
        self._pipe.close()
        self._process.join(5)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _serve(pipe: Connection) -> None:
    """The loop of a process: a job in, (whether it succeeded, result or exception) out."""
    _die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    while True:
        try:
            fn, args, kwargs = pipe.recv()
        except EOFError:
            return
        try:
            answer = (True, fn(*args, **kwargs))
        except Exception as error:  # whatever a job raises is its answer
            answer = (False, error)
        pipe.send(answer)


def _die_with_parent() -> None:
    """A killed parent must not leave processes that work on: Linux ends them with it, elsewhere the pipe's end does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
