"""A job that crashes or hangs fails alone, and no process outlives its use."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.errors import DamagedFile
from search_api import worker_process
from search_api.errors import WorkerNotStarted
from search_api.worker_pool import WorkerPool
from search_api.worker_process import WorkerCrashed, WorkerTimedOut
from tests.search_api.keeping import pool_jobs as jobs

MEMORY_MB = 1024


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    pool = WorkerPool(size=2, timeout_s=3.0, memory_mb=MEMORY_MB)
    yield pool
    pool.abandon()


def wait_until(is_so: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_running(process_id: int) -> bool:
    """A zombie, which its parent has not asked after yet, does not run."""
    try:
        return ") Z " not in Path(f"/proc/{process_id}/stat").read_text()
    except OSError:
        return False


def test_results_come_back(pool: WorkerPool) -> None:
    assert [future.result() for future in [pool.submit(jobs.double, n) for n in range(10)]] == list(range(0, 20, 2))


def test_a_crash_and_a_hang_leave_the_others_alone(pool: WorkerPool) -> None:
    killed, hanging = pool.submit(jobs.die_of_memory), pool.submit(jobs.hang)
    others = [pool.submit(jobs.double, n) for n in range(4)]
    gone = pool.submit(jobs.leave)
    assert [future.result() for future in others] == [0, 2, 4, 6]
    with pytest.raises(WorkerCrashed) as crash:
        killed.result()
    assert crash.value.exit_code == -9
    with pytest.raises(WorkerTimedOut):
        hanging.result()
    with pytest.raises(WorkerCrashed) as left:
        gone.result()
    assert left.value.exit_code == 7


@pytest.mark.ocr
def test_an_engine_that_crashes_in_process_takes_its_own_file_alone() -> None:
    pool = WorkerPool(size=1, timeout_s=60, memory_mb=4096)
    before, crash, after = (pool.submit(jobs.read_scan, dies) for dies in (False, True, False))
    with pytest.raises(WorkerCrashed) as error:
        crash.result()
    assert error.value.exit_code == -11
    assert "2025" in before.result()
    assert after.result() == before.result()
    pool.shutdown()


def test_what_a_job_raises_is_raised_with_all_it_says(pool: WorkerPool) -> None:
    with pytest.raises(DamagedFile) as error:
        pool.submit(jobs.find_damage, "công văn.pdf").result()
    assert str(error.value) == "công văn.pdf: The file is cut off. Get it again."


def test_an_answer_that_does_not_unpickle_is_this_jobs_failure_alone(pool: WorkerPool) -> None:
    with pytest.raises(TypeError):
        pool.submit(jobs.raise_unsendable).result()
    assert pool.submit(jobs.double, 4).result() == 8


def test_a_job_that_takes_all_memory_gets_an_error_and_the_machine_does_not(pool: WorkerPool) -> None:
    with pytest.raises(MemoryError):
        pool.submit(jobs.take_memory, 2 * MEMORY_MB).result()
    assert pool.submit(jobs.take_memory, 100).result() == 100 * 1024 * 1024


def test_a_job_out_of_time_takes_the_programs_it_started_with_it(pool: WorkerPool, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    with pytest.raises(WorkerTimedOut) as error:
        pool.submit(jobs.hang_in_a_program, note).result()
    assert error.value.seconds == 3.0
    wait_until(lambda: not is_running(int(note.read_text())))


def test_a_process_is_replaced_after_its_share_of_jobs() -> None:
    pool = WorkerPool(size=1, timeout_s=10, memory_mb=MEMORY_MB, jobs_a_process=3)
    ids = [pool.submit(jobs.process_id).result() for _ in range(7)]
    pool.shutdown()
    assert [ids.count(one) for one in dict.fromkeys(ids)] == [3, 3, 1]
    assert not any(map(is_running, ids))


def test_a_machine_that_starts_no_process_is_told_apart_from_a_bad_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_process, "START_TIMEOUT_S", 0.0)
    pool = WorkerPool(size=1, timeout_s=10, memory_mb=MEMORY_MB)
    with pytest.raises(WorkerNotStarted, match="VANBAN_WORKER_MEMORY_MB"):
        pool.submit(jobs.double, 1).result()
    pool.shutdown()


def test_abandoning_ends_at_once() -> None:
    pool = WorkerPool(size=1, timeout_s=600, memory_mb=MEMORY_MB)
    hanging, waiting = pool.submit(jobs.hang), pool.submit(jobs.double, 1)
    wait_until(hanging.running)
    started = time.monotonic()
    pool.abandon()
    assert time.monotonic() - started < 20
    assert waiting.cancelled()
    with pytest.raises(WorkerCrashed):
        hanging.result()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a busy process ends with its job")
def test_processes_die_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    """Else a run that was cut off would leave processes that work on beside the next run's."""
    note = tmp_path / "worker"
    script = f"""
from pathlib import Path
from tests.search_api.keeping import pool_jobs
from search_api.worker_pool import WorkerPool
if __name__ == "__main__":
    pool = WorkerPool(size=1, timeout_s=600, memory_mb={MEMORY_MB})
    Path({str(note)!r}).write_text(str(pool.submit(pool_jobs.process_id).result()))
    pool.submit(pool_jobs.hang).result()
"""
    main = tmp_path / "parent.py"
    main.write_text(script)
    path = os.pathsep.join([str(Path(__file__).parents[3]), *sys.path])
    with subprocess.Popen([sys.executable, main], env={**os.environ, "PYTHONPATH": path}) as parent:
        wait_until(lambda: note.exists() and note.read_text())
        worker = int(note.read_text())
        assert is_running(worker)
        parent.kill()
    wait_until(lambda: not is_running(worker))
