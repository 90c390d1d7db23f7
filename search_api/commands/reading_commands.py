"""`vanban read` and `vanban extract`: nothing is stored."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path

from ingest.errors import NoPages, ReadingError
from ingest.reader import read_document
from search_api.errors import NotFound
from search_api.finding_files import find_files
from search_api.settings import load_settings
from search_api.worker_pool import WorkerCrashed, WorkerPool, WorkerTimedOut


def read(file: Path, page: int | None) -> int:
    if not file.is_file():
        raise NotFound(f"There is no file {file}.", "Check the name.")
    document = read_document(file)
    if page is None:
        print(document.text)
        return 0
    if page > len(document.pages):
        raise NoPages(f"There is no page {page}.", f"The document has {len(document.pages)}.", file.name)
    print(document.pages[page - 1].text)
    return 0


def extract(paths: Sequence[Path]) -> int:
    """Records in the order of the files; 1 where a file failed."""
    settings = load_settings()
    failed = 0
    pool = WorkerPool(settings.workers, settings.document_timeout_s)
    try:
        for path, future in _submitted(pool, list(find_files(paths, leave_out=settings.data_dir)), settings.workers):
            try:
                print(future.result(), flush=True)
            except ReadingError as error:
                failed += _tell(str(error))
            except OSError as error:
                failed += _tell(f"{path}: {error.strerror}. Check its permissions.")
            except WorkerTimedOut:
                failed += _tell(f"{path}: Took longer than {settings.document_timeout_s:g} s. Split it.")
            except WorkerCrashed:
                failed += _tell(f"{path}: The process that read it died. Check the memory of the machine.")
    finally:
        pool.abandon()
    return int(failed > 0)


def _submitted(pool: WorkerPool, paths: Sequence[Path], workers: int) -> Iterator[tuple[Path, Future[str]]]:
    """Jobs in the order of the paths, a few ahead of the one that is waited for."""
    ahead: list[tuple[Path, Future[str]]] = []
    for path in paths:
        ahead.append((path, pool.submit(record_of, path)))
        if len(ahead) > 4 * workers:
            yield ahead.pop(0)
    yield from ahead


def record_of(path: Path) -> str:
    """The record of a file as one line of JSON. Raises `ReadingError`, `OSError`."""
    from nlp.pipeline import extract as extract_record  # heavy: for the processes only
    from nlp.record_json import record_to_json

    return record_to_json(extract_record(read_document(path)))


def _tell(message: str) -> int:
    print(f"vanban: {message}", file=sys.stderr)
    return 1
