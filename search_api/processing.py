"""What is done to one document: bytes → pages → record. Runs in a process of its own; values in, values out."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from search_api.archive import Archive
from search_api.catalogue import FailureReason, Finished
from search_api.page_store import PageStore
from search_api.versions import EXTRACTOR_VERSION, READER_VERSION

Stage = Literal["read", "extract"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One document to process. `first_stage` "extract" takes the pages kept by an earlier reading."""

    document_id: str
    name: str
    archive: Path
    page_store: Path
    first_stage: Stage = "read"


def process(job: Job) -> Finished | FailureReason:
    """Reads and extracts; keeps the pages. A document that can't be read gives the reason."""
    # Heavy (spaCy, underthesea, OpenCV): only the processes that work on documents pay for them.
    from ingest.errors import ReadingError
    from ingest.reader import read_document
    from nlp.pipeline import extract
    from nlp.record_json import record_to_json

    pages = PageStore(job.page_store)
    try:
        if job.first_stage == "extract" and pages.has(job.document_id):
            document = pages.load(job.document_id)
        else:
            document = read_document(Archive(job.archive).read(job.document_id), job.name)
            pages.save(document)
        record = record_to_json(extract(document))
    except ReadingError as error:
        return FailureReason(error.code, error.what, error.next_step)
    except Exception as error:
        # A fault of ours, not of the file: the others go on, and the log has the trace.
        _log.exception("%s (%s) could not be processed", job.name, job.document_id)
        return FailureReason(
            "unexpected",
            f"Processing ended with an error that was not foreseen: {type(error).__name__}: {error}.",
            "Report it with the file; the log has the details.",
        )
    return Finished(
        job.document_id, document.media_type, len(document.pages), record, READER_VERSION, EXTRACTOR_VERSION
    )
