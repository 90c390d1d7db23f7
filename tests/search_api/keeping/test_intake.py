"""Many files: every one ends in done or failed with its reason, whatever happens on the way."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from search_api.catalogue import DocumentRow
from search_api.errors import StorageFailed
from search_api.finding_files import RefusedFile, find_files
from search_api.intake import BackgroundIntake, Outcome, process_pending, sole_intake, take_in_file
from search_api.intake_run import MOST_ATTEMPTS
from search_api.service import Service, TakenIn
from search_api.settings import Settings
from search_api.worker_pool import WorkerPool
from tests.search_api.keeping.bad_files import BAD_FILES
from tests.search_api.keeping.conftest import COMMAND, plan
from tests.search_api.keeping.intake_jobs import PROCESSED, process_or_misbehave

Work = Callable[..., None]
Vanban = Callable[..., subprocess.CompletedProcess[str]]


def take_in(service: Service, name: str, number: int) -> str:
    return service.take_in(name, plan(number).encode()).id


def failures(service: Service) -> dict[str, str]:
    return {row.name: row.error.code if row.error else "" for row in service.catalogue.list("failed")}


def wait_until(is_so: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def read_at(service: Service, document_id: str) -> int:
    (place,) = service.page_store.root.rglob(f"{document_id}*")
    return place.stat().st_mtime_ns


@contextmanager
def as_no_one_special(tmp_path: Path) -> Iterator[None]:
    """Permissions stop anyone but root, as whom tests may run."""
    root = os.geteuid() == 0
    if root:
        for folder in (tmp_path, *tmp_path.parents[:2]):
            folder.chmod(0o755)
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_bad_inputs_fail_with_their_reason_and_the_rest_is_done(service: Service, work: Work) -> None:
    contents = {name: make() for name, (make, _) in BAD_FILES.items()}
    ids = {name: service.take_in(name, content).id for name, content in contents.items()}
    take_in(service, "văn bản không có đuôi", 7)
    started = time.monotonic()
    work(service)
    assert time.monotonic() - started < service.settings.document_timeout_s
    assert failures(service) == {name: code for name, (_, code) in BAD_FILES.items()}
    for name, document_id in ids.items():
        reason = service.row(document_id).error
        assert reason is not None and reason.what and reason.next_step
        assert service.original(document_id).read_bytes() == contents[name]
    assert [row.name for row in service.catalogue.list("done")] == ["văn bản không có đuôi"]


def test_a_document_that_crashes_or_hangs_fails_alone(data_dir: Path, work: Work) -> None:
    service = Service.open(Settings(data_dir=data_dir, workers=2, document_timeout_s=8))
    pool = WorkerPool.of(service.settings)
    for number, name in enumerate(["crashes always.pdf", "hangs.pdf", "crashes once.txt", "a.txt", "b.txt"]):
        take_in(service, name, number)
    work(service, process_or_misbehave, pool)
    pool.abandon()
    assert failures(service) == {
        "crashes always.pdf": "crashed",
        "hangs.pdf": "timed-out",
        "crashes once.txt": PROCESSED.code,
        "a.txt": PROCESSED.code,
        "b.txt": PROCESSED.code,
    }
    crashed = next(row for row in service.catalogue.list("failed") if row.name.startswith("crashes always"))
    assert crashed.error is not None
    assert "signal 11" in crashed.error.what


def test_a_document_that_cut_off_run_after_run_is_given_up(service: Service, work: Work) -> None:
    document_id = take_in(service, "a.txt", 1)
    for _ in range(MOST_ATTEMPTS):
        service.catalogue.claim(1)
        service.catalogue.release_processing()
    work(service, process_or_misbehave)
    assert failures(service) == {"a.txt": "crashed"}
    reason = service.row(document_id).error
    assert reason is not None and f"cut off {MOST_ATTEMPTS} times" in reason.what
    service.catalogue.retry_failed()
    work(service, process_or_misbehave)
    assert failures(service) == {"a.txt": PROCESSED.code}


def test_an_original_that_is_gone_fails_its_document_alone(service: Service, work: Work) -> None:
    gone = take_in(service, "mất.txt", 1)
    take_in(service, "còn.txt", 2)
    service.original(gone).unlink()
    work(service)
    assert failures(service) == {"mất.txt": "original-missing"}
    assert service.catalogue.counts()["done"] == 1


def test_a_disk_that_takes_no_pages_stops_the_run_and_blames_no_document(service: Service, work: Work) -> None:
    take_in(service, "a.txt", 1)
    service.page_store.root.write_text("a file where a folder should be")
    with pytest.raises(StorageFailed):
        work(service)
    assert service.catalogue.counts() == {"pending": 1, "processing": 0, "done": 0, "failed": 0}
    service.page_store.root.unlink()
    work(service)
    assert service.catalogue.counts()["done"] == 1


def test_an_index_that_can_not_be_written_loses_nothing(service: Service, work: Work) -> None:
    take_in(service, "a.txt", 1)
    index = service.settings.data_dir / "index"
    index.write_text("a file where a folder should be")
    with pytest.raises(Exception):  # noqa: B017  (whatever the index says; what counts is what is kept)
        work(service)
    assert service.catalogue.counts()["done"] == 1
    index.unlink()
    work(service)
    assert service.index.counts()["documents"] == 1


def test_each_step_can_be_done_again_without_those_before(service: Service, work: Work) -> None:
    document_id = take_in(service, "kế hoạch.txt", 9)
    work(service)
    first = read_at(service, document_id)
    assert service.catalogue.request_again("extract") == 1
    work(service)
    assert service.row(document_id).state == "done"
    assert read_at(service, document_id) == first
    assert service.catalogue.request_again("read") == 1
    work(service)
    assert read_at(service, document_id) > first
    shutil.rmtree(service.settings.data_dir / "index")
    assert service.rebuild_index() == 1
    assert service.index.counts()["documents"] == 1


def test_extracting_again_reads_again_where_the_pages_are_gone(service: Service, work: Work) -> None:
    document_id = take_in(service, "kế hoạch.txt", 9)
    work(service)
    shutil.rmtree(service.page_store.root)
    service.catalogue.request_again("extract")
    work(service)
    assert service.row(document_id).state == "done"
    assert service.document(document_id).sha256 == document_id


def test_one_intake_at_a_time(service: Service) -> None:
    with sole_intake(service) as first, sole_intake(service) as second:
        assert first
        assert not second
    with sole_intake(service) as again:
        assert again


def test_files_that_can_not_be_read_are_refused_with_the_reason(service: Service, tmp_path: Path) -> None:
    outcome = take_in_file(service, tmp_path / "mất.pdf")
    assert outcome == RefusedFile(tmp_path / "mất.pdf", "The file can't be read: No such file or directory.")
    assert service.catalogue.list() == ()


def test_names_are_kept_composed(service: Service, tmp_path: Path) -> None:
    path = tmp_path / "Kế hoạch số 5.txt"
    path.write_text(plan(5), "utf-8")
    outcome = take_in_file(service, path)
    assert isinstance(outcome, TakenIn)
    assert service.row(outcome.id).name == "Kế hoạch số 5.txt"


def test_killed_in_the_middle_it_completes_and_nothing_is_there_twice(
    tmp_path: Path, service: Service, environment: dict[str, str], vanban: Vanban
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(16):
        (folder / f"{number}.txt").write_text(plan(number + 1) * 4, "utf-8")
    with subprocess.Popen([*COMMAND, "ingest", folder], env=environment, stderr=subprocess.DEVNULL) as running:
        wait_until(lambda: service.catalogue.counts()["done"] >= 3)
        running.send_signal(signal.SIGKILL)
    assert service.catalogue.counts()["done"] < 16
    again = vanban("ingest", folder)
    assert again.returncode == 0, again.stderr
    assert "0 new, 16 known already" in again.stderr
    assert service.catalogue.counts() == {"pending": 0, "processing": 0, "done": 16, "failed": 0}
    assert service.index.counts()["documents"] == 16
    with sqlite3.connect(service.settings.data_dir / "catalogue.db") as database:
        assert database.execute("select count(*), count(distinct document_id) from records").fetchone() == (16, 16)


def test_a_server_and_the_command_work_off_one_line_together(tmp_path: Path, service: Service, vanban: Vanban) -> None:
    """The command hands its files to the server that works, or works itself where the server is idle."""
    intake = BackgroundIntake(service)
    for number in range(10):
        take_in(service, f"uploaded {number}.txt", number)
    intake.start()
    wait_until(lambda: service.catalogue.counts()["processing"])
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(plan(100 + number), "utf-8")
    done = vanban("ingest", *(tmp_path / f"{number}.txt" for number in range(5)))
    assert done.returncode == 0, done.stderr
    uploaded_later = take_in(service, "later.txt", 1000)
    intake.notify()
    wait_until(lambda: service.row(uploaded_later).state == "done")
    intake.stop()
    assert service.catalogue.counts() == {"pending": 0, "processing": 0, "done": 16, "failed": 0}
    assert service.index.counts()["documents"] == 16


def test_a_server_that_stops_leaves_what_is_not_finished_pending(service: Service) -> None:
    for number in range(40):
        take_in(service, f"{number}.txt", number)
    intake = BackgroundIntake(service)
    intake.start()
    wait_until(lambda: service.catalogue.counts()["done"])
    intake.stop()
    counts = service.catalogue.counts()
    assert counts["processing"] == 0 and counts["failed"] == 0
    assert 0 < counts["pending"] < 40
    assert {row.attempts for row in service.catalogue.list("pending")} == {0}
    assert service.index.counts()["documents"] == counts["done"]


def test_a_run_takes_on_what_is_added_meanwhile(service: Service, pool: WorkerPool) -> None:
    take_in(service, "1.txt", 1)

    def add_one(row: DocumentRow, outcome: Outcome) -> None:
        if row.name == "1.txt":
            take_in(service, "2.txt", 2)

    with sole_intake(service):
        process_pending(service, pool, add_one, process_or_misbehave)
    assert set(failures(service)) == {"1.txt", "2.txt"}


def test_files_of_others_are_refused_with_the_reason(service: Service, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "thư mục cấm").mkdir(parents=True)
    for name in ("cấm.txt", "được.txt"):
        (folder / name).write_text(plan(1), "utf-8")
    for path in (folder / "cấm.txt", folder / "thư mục cấm"):
        path.chmod(0)
    with as_no_one_special(tmp_path):
        found = list(find_files([folder], leave_out=tmp_path / "data"))
        outcome = take_in_file(service, folder / "cấm.txt")
    assert found == [
        folder / "cấm.txt",
        folder / "được.txt",
        RefusedFile(folder / "thư mục cấm", "The folder can't be listed: Permission denied."),
    ]
    assert outcome == RefusedFile(folder / "cấm.txt", "The file can't be read: Permission denied.")
