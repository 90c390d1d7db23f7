"""`vanban ingest` and `vanban status`."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from search_api.catalogue import DocumentRow, FailureReason
from search_api.finding_files import find_files
from search_api.intake import Outcome, RefusedFile, process_pending, sole_intake, take_in_file
from search_api.processing import Stage
from search_api.service import Service
from search_api.settings import load_settings

_POLL_S = 0.5


def ingest(paths: Sequence[Path], again: Stage | None, retry_failed: bool) -> int:
    """1 where a file could not be kept or failed now."""
    service = Service.open(load_settings())
    taken, refused = _take_in_all(service, paths)
    if again is not None:
        service.catalogue.request_again("done", "failed")
    elif retry_failed:
        service.catalogue.request_again("failed")
    failed = _work_or_wait(service, taken, again or "read")
    for file in refused:
        print(f"{file.path}: {file.what} Check its permissions and run again.", file=sys.stderr)
    _print_counts(service)
    return int(bool(refused or failed))


def status(failed: bool) -> int:
    service = Service.open(load_settings())
    _print_counts(service)
    for collection, count in service.index.counts().items():
        print(f"index {collection}: {count}")
    offset = 0
    while failed and (rows := service.catalogue.list("failed", offset, 100)):
        for row in rows:
            reason = row.error
            print(f"{row.name} ({row.id[:12]}): {reason.what} {reason.next_step}" if reason else row.name)
        offset += len(rows)
    return 0


def _take_in_all(service: Service, paths: Sequence[Path]) -> tuple[list[str], list[RefusedFile]]:
    """Keeps all files; the ids of those that are new, and the files that could not be kept."""
    new, refused, known = [], [], 0
    files = find_files(paths, leave_out=service.settings.data_dir)
    for path in tqdm(files, desc="keep", unit="file", disable=None, leave=False):
        outcome = take_in_file(service, path)
        if isinstance(outcome, RefusedFile):
            refused.append(outcome)
        elif outcome.is_new:
            new.append(outcome.id)
        else:
            known += 1
    if paths:
        print(f"{len(new)} new, {known} known already, {len(refused)} could not be kept", file=sys.stderr)
    return new, refused


def _work_or_wait(service: Service, taken: Sequence[str], first_stage: Stage) -> int:
    """Works on all that is pending, or watches another process do so; how many failed."""
    told = False
    while True:
        with sole_intake(service) as ours:
            if ours:
                return _work(service, first_stage)
        if not told:
            print("Another process works on this data folder; waiting for it.", file=sys.stderr)
            told = True
        states = service.catalogue.states(taken).values()
        if all(state in ("done", "failed") for state in states):
            return sum(state == "failed" for state in states)
        time.sleep(_POLL_S)


def _work(service: Service, first_stage: Stage) -> int:
    counts = service.catalogue.counts()
    failures = 0
    with tqdm(total=counts["pending"] + counts["processing"], desc="process", unit="file", disable=None) as bar:

        def progress(row: DocumentRow, outcome: Outcome) -> None:
            nonlocal failures
            if isinstance(outcome, FailureReason):
                failures += 1
                bar.write(f"{row.name}: {outcome.what} {outcome.next_step}", file=sys.stderr)
                bar.set_postfix(failed=failures)
            bar.update()

        process_pending(service, progress, first_stage)
    return failures


def _print_counts(service: Service) -> None:
    counts = service.catalogue.counts()
    print(", ".join(f"{count} {state}" for state, count in counts.items()))
