"""A service in a folder of its own, and the command run on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from pathlib import Path

import pytest

from search_api.intake import process_pending, sole_intake
from search_api.intake_run import ProcessOne
from search_api.processing import process
from search_api.service import Service
from search_api.settings import Settings
from search_api.worker_pool import WorkerPool

WORKERS = 2

# The command as its script starts it.
COMMAND = (sys.executable, "-c", "from search_api.cli import main; main()")

PLAN = """Số: {number}/KH-UBND

Hà Giang, ngày 05 tháng 3 năm 2020

KẾ HOẠCH

Trồng rừng năm 2020

II. TỔ CHỨC THỰC HIỆN

Giao Sở Tài chính chủ trì cấp kinh phí đợt {number} trước ngày 30/4/2020.
"""


def plan(number: int) -> str:
    return PLAN.format(number=number)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def service(data_dir: Path) -> Iterator[Service]:
    service = Service.open(Settings(data_dir=data_dir, workers=WORKERS, document_timeout_s=60))
    yield service
    service.close()


@pytest.fixture(scope="session")
def pool() -> Iterator[WorkerPool]:
    """Shared: what its processes load takes seconds."""
    pool = WorkerPool(WORKERS, timeout_s=60, memory_mb=4096)
    yield pool
    pool.abandon()


@pytest.fixture
def work(pool: WorkerPool) -> Callable[..., None]:
    """Works off what is pending in a service."""

    def work(service: Service, process_one: ProcessOne = process, executor: Executor = pool) -> None:
        with sole_intake(service) as ours:
            assert ours
            process_pending(service, executor, process_one=process_one)

    return work


@pytest.fixture
def environment(data_dir: Path) -> dict[str, str]:
    """Of the command: no locale, so that it must print Vietnamese by itself."""
    settings = {"VANBAN_DATA_DIR": str(data_dir), "VANBAN_WORKERS": str(WORKERS), "LC_ALL": "C", "PYTHONUTF8": "0"}
    return {name: value for name, value in os.environ.items() if not name.startswith("VANBAN_")} | settings


@pytest.fixture
def vanban(environment: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
        command = [*COMMAND, *map(str, arguments)]
        return subprocess.run(command, env=environment | more, capture_output=True, encoding="utf-8", check=False)

    return run
