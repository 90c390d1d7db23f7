"""What is done to one document: bytes → pages → record. Runs in a process of its own; values in, values out."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from ingest.models import Document
from search_api.archive import Archive
from search_api.catalogue import FailureReason, Finished
from search_api.errors import NotFound, StorageFailed
from search_api.failure_reasons import failure_reason
from search_api.page_store import PageStore
from search_api.versions import EXTRACTOR_VERSION, READER_VERSION

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One document to process. `read_again` is false where the pages of an earlier reading do."""

    document_id: str
    name: str
    archive: Path
    page_store: Path
    read_again: bool = True


def process(job: Job) -> Finished | FailureReason:
    """Reads and extracts; keeps the pages. A document that can't be read gives the reason.

    Raises `StorageFailed`: that is no fault of the document, and the next one would meet it too.
    """
    # Heavy (spaCy, underthesea, OpenCV): only the processes that work on documents pay for them.
    from nlp.pipeline import extract
    from nlp.record_json import record_to_json

    try:
        document, reader_version = _pages(job)
        record = record_to_json(extract(document))
    except StorageFailed:
        raise
    except Exception as error:
        return failure_reason(error, job.name)
    return Finished(
        job.document_id, document.media_type, len(document.pages), record, reader_version, EXTRACTOR_VERSION
    )


def _pages(job: Job) -> tuple[Document, str | None]:
    """The document as read, and by which version: None where its pages were kept by the version in the catalogue."""
    from ingest.reader import read_document

    store = PageStore(job.page_store)
    if not job.read_again:
        try:
            return store.load(job.document_id), None
        except NotFound:
            _log.warning("The pages of %s are not usable; it is read again", job.name)
    document = read_document(Archive(job.archive).path(job.document_id), job.name)
    store.save(document)
    return document, READER_VERSION
