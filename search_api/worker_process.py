"""One process that does one job at a time: the parent's handle on it, and the loop that runs in it."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from search_api.errors import WorkerNotStarted

START_TIMEOUT_S = 60.0
_STOP_TIMEOUT_S = 5.0

# Spawned, not forked: the parent has threads and open databases that a fork would copy.
_PROCESSES = multiprocessing.get_context("spawn")
_PR_SET_PDEATHSIG = 1
_READY = "ready"


class WorkerCrashed(Exception):
    """The process died during the job; `exit_code` is negative for a signal."""

    def __init__(self, exit_code: int | None) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code


class WorkerTimedOut(Exception):
    """The job ran over its time and its process was killed."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class WorkerProcess:
    """Started and ready on return; leads a process group, so that what it started can be killed with it.

    Raises `WorkerNotStarted`.
    """

    def __init__(self, memory_bytes: int) -> None:
        self.jobs = 0
        self._pipe, far_end = _PROCESSES.Pipe()
        arguments = (far_end, os.getpid(), memory_bytes)
        self._process: BaseProcess = _PROCESSES.Process(target=_serve, args=arguments, daemon=True)
        try:
            self._process.start()
            far_end.close()
            if not self._pipe.poll(START_TIMEOUT_S):
                raise TimeoutError(f"not ready after {START_TIMEOUT_S:g} s")
            self._pipe.recv()
        except (EOFError, OSError) as error:
            self.kill()
            reason = str(error) or "it ended before it was ready"
            raise WorkerNotStarted(
                f"A process that works on documents could not be started ({reason}).",
                "Check memory and process limits of the machine, and VANBAN_WORKER_MEMORY_MB.",
            ) from error

    def run(
        self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], timeout_s: float
    ) -> tuple[bool, Any]:
        """Whether the job succeeded, and its result or exception. Raises `WorkerCrashed`, `WorkerTimedOut`."""
        self.jobs += 1
        try:
            self._pipe.send((fn, args, kwargs))
            if not self._pipe.poll(timeout_s):
                raise WorkerTimedOut(timeout_s)
            answer: tuple[bool, Any] = self._pipe.recv()
        except (EOFError, OSError) as error:
            self._process.join(_STOP_TIMEOUT_S)
            raise WorkerCrashed(self._process.exitcode) from error
        return answer

    def kill(self) -> None:
        """Ends the process at once, and all that it started."""
        if self._process.pid is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join(_STOP_TIMEOUT_S)

    def stop(self) -> None:
        """Ends an idle process."""
        self._pipe.close()
        self._process.join(_STOP_TIMEOUT_S)
        if self._process.is_alive():
            self.kill()


def _serve(pipe: Connection, parent: int, memory_bytes: int) -> None:
    """The loop of a process: a job in, (whether it succeeded, result or exception) out."""
    _die_with(parent)
    os.setpgrp()
    _bound_memory(memory_bytes)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    pipe.send(_READY)
    while True:
        try:
            fn, args, kwargs = pipe.recv()
        except EOFError:
            return
        with collecting_afterwards():
            try:
                answer = (True, fn(*args, **kwargs))
            except Exception as error:  # whatever a job raises is its answer
                answer = (False, error)
            pipe.send(answer)


@contextlib.contextmanager
def collecting_afterwards() -> Iterator[None]:
    """Work on one document without Python's search for reference cycles, which looks at the lexicons and at every word
    of the document again and again: a third of the time. What a document leaves behind is collected after it."""
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)
        gc.enable()


def _die_with(parent: int) -> None:
    """A killed parent must not leave processes that work on: Linux ends them with it, elsewhere the pipe's end does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _bound_memory(memory_bytes: int) -> None:
    """One document that asks for all memory gets a MemoryError, rather than the machine's killer for others' work."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
