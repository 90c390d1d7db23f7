"""Why documents fail, by what was raised over them."""

from __future__ import annotations

import logging

from ingest.errors import ReadingError
from search_api.catalogue_rows import FailureReason
from search_api.errors import NotFound
from search_api.worker_process import WorkerCrashed, WorkerTimedOut

_log = logging.getLogger(__name__)


def failure_reason(error: Exception, name: str) -> FailureReason:
    """The reason that an error is; what was not foreseen is logged with its trace."""
    match error:
        case ReadingError():
            return FailureReason(error.code, error.what, error.next_step)
        case NotFound():
            return FailureReason("original-missing", error.what, error.next_step)
        case OSError():
            what = f"The file can't be read: {error.strerror or error}."
            return FailureReason("unreadable", what, "Check the file and its permissions, then run this again.")
        case MemoryError():
            return FailureReason(
                "out-of-memory",
                "The document needs more memory than one process may use.",
                "Split it, or raise VANBAN_WORKER_MEMORY_MB and run `vanban ingest --retry-failed`.",
            )
        case WorkerTimedOut():
            return FailureReason(
                "timed-out",
                f"The document took longer than the {error.seconds:g} s allowed.",
                "Split it, or raise VANBAN_DOCUMENT_TIMEOUT_S and run `vanban ingest --retry-failed`.",
            )
        case WorkerCrashed():
            return FailureReason(
                "crashed",
                f"The process that worked on the document died ({_manner(error.exit_code)}).",
                "Check the memory of the machine, or save the file anew with another program and give that.",
            )
    _log.error("%s could not be processed", name, exc_info=error)
    return FailureReason(
        "unexpected",
        f"Processing ended with an error that was not foreseen: {type(error).__name__}: {error}.",
        "Report it with the file; the log has the details.",
    )


def given_up(attempts: int) -> FailureReason:
    """For a document that may be what ends whole runs."""
    return FailureReason(
        "crashed",
        f"The whole run was cut off {attempts} times while it worked on this document.",
        "Check the memory of the machine, then run `vanban ingest --retry-failed`.",
    )


def _manner(exit_code: int | None) -> str:
    if exit_code is None:
        return "how is not known"
    return f"signal {-exit_code}" if exit_code < 0 else f"exit code {exit_code}"
