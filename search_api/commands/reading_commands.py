"""`vanban read` and `vanban extract`: nothing is stored."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path

from ingest.errors import NoPages
from search_api.catalogue import FailureReason
from search_api.commands.output import ENVIRONMENT, OK, SOME_FAILED, tell
from search_api.errors import NotFound, ServiceError
from search_api.failure_reasons import failure_reason
from search_api.finding_files import RefusedFile, display_name, find_files
from search_api.settings import load_settings
from search_api.worker_pool import WorkerPool


def read(file: Path, page: int | None) -> int:
    """Raises `NotFound`, `ReadingError`."""
    from ingest.reader import read_document  # heavy (OpenCV): for this command only

    if not file.is_file():
        raise NotFound(f"There is no file {display_name(file, whole=True)}.", "Check the name.")
    document = read_document(file, display_name(file))
    if page is None:
        print(document.text)
        return OK
    if page > len(document.pages):
        count = len(document.pages)
        raise NoPages(
            f"There is no page {page}; the file has {count}.", f"Ask for a page from 1 to {count}.", file.name
        )
    print(document.pages[page - 1].text)
    return OK


def extract(paths: Sequence[Path]) -> int:
    """Records in the order of the files; `SOME_FAILED` where one failed, `ENVIRONMENT` where a tool was missing."""
    settings = load_settings()
    files = list(find_files(paths, leave_out=settings.data_dir))
    codes: set[str] = set()
    pool = WorkerPool.of(settings.model_copy(update={"workers": min(settings.workers, max(len(files), 1))}))
    try:
        for path, outcome in _in_order(pool, files, 4 * settings.workers):
            if isinstance(outcome, str):
                print(outcome, flush=True)
            else:
                codes.add(outcome.code)
                tell(f"{display_name(path, whole=True)}: {outcome.what} {outcome.next_step}")
    finally:
        pool.abandon()
    if "tool-missing" in codes:
        return ENVIRONMENT
    return SOME_FAILED if codes else OK


def record_of(path: Path) -> str | FailureReason:
    """The record of a file as one line of JSON, or why there is none."""
    from ingest.reader import read_document  # heavy (spaCy, underthesea, OpenCV): for the processes only
    from nlp.pipeline import extract as extract_record
    from nlp.record_json import record_to_json

    try:
        return record_to_json(extract_record(read_document(path, display_name(path))))
    except Exception as error:
        return failure_reason(error, display_name(path))


def _in_order(
    executor: Executor, files: Iterable[Path | RefusedFile], most_ahead: int
) -> Iterator[tuple[Path, str | FailureReason]]:
    """Each file with its outcome; work goes on a few files ahead of the one that is waited for."""
    ahead: deque[tuple[Path, Future[str | FailureReason] | FailureReason]] = deque()
    for file in files:
        if isinstance(file, RefusedFile):
            ahead.append((file.path, FailureReason("unreadable", file.what, "Check it and run this again.")))
        else:
            ahead.append((file, executor.submit(record_of, file)))
        if len(ahead) > most_ahead:
            yield _awaited(*ahead.popleft())
    while ahead:
        yield _awaited(*ahead.popleft())


def _awaited(path: Path, future: Future[str | FailureReason] | FailureReason) -> tuple[Path, str | FailureReason]:
    """Raises `ServiceError` where no process could be started."""
    if isinstance(future, FailureReason):
        return path, future
    try:
        return path, future.result()
    except ServiceError:
        raise
    except Exception as error:
        return path, failure_reason(error, display_name(path))
