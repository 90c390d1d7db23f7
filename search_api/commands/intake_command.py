"""`vanban ingest`, `vanban status` and `vanban reindex`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from tqdm import tqdm

from search_api.catalogue import DocumentRow, FailureReason, Step
from search_api.commands.opening import open_service
from search_api.commands.output import ENVIRONMENT, OK, SOME_FAILED, tell
from search_api.finding_files import RefusedFile, find_files
from search_api.intake import Outcome, process_pending, sole_intake, take_in_file
from search_api.service import Service
from search_api.versions import EXTRACTOR_VERSION, READER_VERSION
from search_api.worker_pool import WorkerPool

T = TypeVar("T")

_POLL_S = 0.5
_ROWS_AT_A_TIME = 100


def ingest(paths: Sequence[Path], again: Step | None, everything: bool, retry_failed: bool) -> int:
    """`SOME_FAILED` where a file could not be kept or failed now, `ENVIRONMENT` where a tool was missing for one."""
    with open_service() as service:
        taken, refused = _take_in_all(service, paths)
        if again is not None:
            _request_again(service, again, everything)
        if retry_failed:
            service.catalogue.retry_failed()
        failures = _work_or_wait(service, taken)
        for file in refused:
            tell(str(file))
        _print_counts(service)
    if "tool-missing" in failures:
        return ENVIRONMENT
    return SOME_FAILED if refused or failures else OK


def status(failed: bool) -> int:
    with open_service() as service:
        _print_counts(service)
        outdated = service.catalogue.outdated(READER_VERSION, EXTRACTOR_VERSION)
        if outdated.read:
            print(f"{outdated.read} read by another version: `vanban ingest --again read` reads them again")
        if outdated.extracted:
            print(f"{outdated.extracted} extracted by another version: `vanban ingest --again extract` does it again")
        for collection, count in service.index.counts().items():
            print(f"index {collection}: {count}")
        if failed:
            for row in _failed_rows(service):
                print(f"{row.name} [{row.id[:12]}]: {_reason(row.error)}")
    return OK


def reindex() -> int:
    with open_service() as service:
        count = _when_ours(service, service.rebuild_index)
        print(f"{count} documents in the index", file=sys.stderr)
    return OK


def _take_in_all(service: Service, paths: Sequence[Path]) -> tuple[list[str], list[RefusedFile]]:
    """Keeps all files; the ids of those that are new, and the files that could not be kept."""
    new: list[str] = []
    refused: list[RefusedFile] = []
    known = 0
    files = find_files(paths, leave_out=service.settings.data_dir)
    for found in tqdm(files, desc="keep", unit="file", disable=None, leave=False):
        outcome = found if isinstance(found, RefusedFile) else take_in_file(service, found)
        if isinstance(outcome, RefusedFile):
            refused.append(outcome)
        elif outcome.is_new:
            new.append(outcome.id)
        else:
            known += 1
    if paths:
        print(f"{len(new)} new, {known} known already, {len(refused)} could not be kept", file=sys.stderr)
    return new, refused


def _request_again(service: Service, step: Step, everything: bool) -> None:
    version = READER_VERSION if step == "read" else EXTRACTOR_VERSION
    count = service.catalogue.request_again(step, None if everything else version)
    hint = "" if count or everything else "; all are of this version, --all does them nevertheless"
    print(f"{count} to {step} again{hint}", file=sys.stderr)


def _work_or_wait(service: Service, taken: Sequence[str]) -> list[str]:
    """Works on all that is pending, or watches another process do so; the codes of the failures."""

    def is_done_by_another() -> bool:
        return bool(taken) and all(state in ("done", "failed") for state in service.catalogue.states(taken).values())

    failures = _when_ours(service, lambda: _work(service), is_done_by_another)
    if failures is None:
        rows = filter(None, map(service.catalogue.get, taken))
        return [row.error.code for row in rows if row.state == "failed" and row.error]
    return failures


def _when_ours(service: Service, act: Callable[[], T], is_needless: Callable[[], bool] = lambda: False) -> T | None:
    """Acts once no other process works on the data folder; None where that became needless."""
    told = False
    while True:
        with sole_intake(service) as ours:
            if ours:
                return act()
        if is_needless():
            return None
        if not told:
            tell("Another process works on this data folder; waiting for it.")
            told = True
        time.sleep(_POLL_S)


def _work(service: Service) -> list[str]:
    counts = service.catalogue.counts()
    codes: list[str] = []
    pool = WorkerPool.of(service.settings)
    with tqdm(total=counts["pending"] + counts["processing"], desc="process", unit="file", disable=None) as bar:

        def progress(row: DocumentRow, outcome: Outcome) -> None:
            if isinstance(outcome, FailureReason):
                codes.append(outcome.code)
                bar.write(f"{row.name}: {_reason(outcome)}", file=sys.stderr)
                bar.set_postfix(failed=len(codes))
            bar.update()

        try:
            process_pending(service, pool, progress)
        finally:
            pool.abandon()
    return codes


def _failed_rows(service: Service) -> Iterator[DocumentRow]:
    offset = 0
    while rows := service.catalogue.list("failed", offset, _ROWS_AT_A_TIME):
        yield from rows
        offset += len(rows)


def _reason(reason: FailureReason | None) -> str:
    return f"{reason.what} {reason.next_step}" if reason else "no reason is known"


def _print_counts(service: Service) -> None:
    counts = service.catalogue.counts()
    print(", ".join(f"{count} {state}" for state, count in counts.items()))
