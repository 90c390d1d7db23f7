"""Documents that misbehave while they are processed."""

from __future__ import annotations

import os
import signal
import time

from search_api.catalogue import FailureReason, Finished
from search_api.processing import Job

PROCESSED = FailureReason("processed", "It stands for a document that was processed.", "Nothing.")


def process_or_misbehave(job: Job) -> Finished | FailureReason:
    """`PROCESSED`, at once; but a document with such a name crashes or hangs.

    "crashes once" leaves a mark beside the archive and is processed the second time.
    """
    mark = job.archive.parent / "crashed-once"
    if job.name.startswith("crashes once") and not mark.exists():
        mark.touch()
        os._exit(9)
    if job.name.startswith("crashes always"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if job.name.startswith("hangs"):
        time.sleep(3600)
    return PROCESSED
