"""The command as a person runs it: output, exit codes, errors that say the next step."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from search_api.service import Service
from tests.search_api.keeping.bad_files import BAD_FILES
from tests.search_api.keeping.conftest import COMMAND, plan

Vanban = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "kế hoạch.txt"
    path.write_text(plan(42), "utf-8")
    return path


def test_read_prints_the_text_in_any_locale_and_stores_nothing(vanban: Vanban, plan_file: Path, data_dir: Path) -> None:
    done = vanban("read", plan_file, "--page", 1)
    assert done.returncode == 0, done.stderr
    assert "Số: 42/KH-UBND" in done.stdout
    assert not data_dir.exists()
    missing = vanban("read", plan_file, "--page", 2)
    assert missing.returncode == 1
    assert missing.stderr == "vanban: kế hoạch.txt: There is no page 2; the file has 1. Ask for a page from 1 to 1.\n"


def test_extract_prints_the_good_in_order_and_tells_of_the_bad(vanban: Vanban, tmp_path: Path, data_dir: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    numbers = [5, 3, 9, 1, 7]
    for place, number in enumerate(numbers):
        # The first is the longest, so that a later one is ready before it.
        (folder / f"{place}.txt").write_text(plan(number) * (60 if place == 0 else 1), "utf-8")
    (folder / "2 rỗng.pdf").write_bytes(b"")
    done = vanban("extract", folder)
    assert done.returncode == 1
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["source"]["name"] for record in records] == ["0.txt", "1.txt", "2.txt", "3.txt", "4.txt"]
    assert [record["number"]["value"] for record in records[1:]] == [f"{number}/KH-UBND" for number in numbers[1:]]
    assert "2 rỗng.pdf: The file is empty. Get the file again" in done.stderr
    assert "Traceback" not in done.stderr
    assert not data_dir.exists()


def test_ingest_takes_bytes_in_once_and_a_second_run_does_nothing(
    vanban: Vanban, tmp_path: Path, plan_file: Path, service: Service
) -> None:
    name = unicodedata.normalize("NFD", "bản sao có dấu.txt")
    (tmp_path / name).write_text(plan(42), "utf-8")
    first = vanban("ingest", plan_file, tmp_path / name)
    assert (first.returncode, first.stdout) == (0, "0 pending, 0 processing, 1 done, 0 failed\n"), first.stderr
    (before,) = service.catalogue.list()
    assert service.catalogue.names(before.id) == ("kế hoạch.txt", "bản sao có dấu.txt")
    second = vanban("ingest", tmp_path)
    assert second.returncode == 0
    assert second.stderr == "0 new, 2 known already, 0 could not be kept\n"
    assert service.catalogue.list() == (before,)


def test_ingest_tells_of_what_failed_and_why(vanban: Vanban, tmp_path: Path, plan_file: Path) -> None:
    (tmp_path / "rỗng.pdf").write_bytes(BAD_FILES["rỗng.pdf"][0]())
    os.mkfifo(tmp_path / "ống")
    done = vanban("ingest", tmp_path)
    assert done.returncode == 1
    assert done.stdout == "0 pending, 0 processing, 1 done, 1 failed\n"
    assert "rỗng.pdf: The file is empty. Get the file again" in done.stderr
    assert "ống: This is no regular file. Check it and run this again.\n" in done.stderr
    status = vanban("status", "--failed")
    assert status.returncode == 0
    assert "\nindex documents: 1\n" in status.stdout
    assert status.stdout.splitlines()[-1].startswith("rỗng.pdf [e3b0c44298fc]: The file is empty.")


def test_steps_are_done_again_only_where_they_are_out_of_date(vanban: Vanban, plan_file: Path) -> None:
    vanban("ingest", plan_file)
    same = vanban("ingest", "--again", "extract")
    assert same.returncode == 0
    assert same.stderr == "0 to extract again; all are of this version, --all does them nevertheless\n"
    every = vanban("ingest", "--again", "read", "--all")
    assert (every.returncode, every.stderr) == (0, "1 to read again\n")
    assert every.stdout == "0 pending, 0 processing, 1 done, 0 failed\n"


def test_search_export_and_reindex(vanban: Vanban, plan_file: Path, tmp_path: Path) -> None:
    vanban("ingest", plan_file)
    found = vanban("search", "trong rung", "--json")
    (hit,) = [json.loads(line) for line in found.stdout.splitlines()]
    assert hit["fields"]["number"] == "42/KH-UBND"
    told = vanban("search", "42")
    assert told.stdout.splitlines()[0].startswith("42/KH-UBND  2020-03-05")
    assert vanban("search", "--filter", "year=1999").stdout == "0 found\n"
    tasks = vanban("search", "cấp kinh phí", "--in", "assignments", "--filter", "role=lead", "--filter", "year=2020")
    assert "Sở Tài chính" in tasks.stdout
    assert json.loads(vanban("export", "documents", "--format", "jsonl").stdout)["number"] == "42/KH-UBND"
    assert vanban("export", "assignments", "-o", tmp_path / "việc.csv").stderr.startswith("1 rows in ")
    (row,) = csv.DictReader(io.StringIO((tmp_path / "việc.csv").read_text("utf-8-sig")))
    assert row["agency"] == "Sở Tài chính"
    vanban("export", "documents", "--format", "xlsx", "-o", tmp_path / "bảng.xlsx")
    assert load_workbook(tmp_path / "bảng.xlsx").active is not None
    assert vanban("reindex").stderr == "1 documents in the index\n"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("ingest", "không có"), 2, "There is no file or folder không có. Check the name."),
        (("ingest", "--all"), 2, "--again"),
        (("read", "không có"), 2, "Check the name."),
        (("search", "x", "--filter", "năm"), 2, "Write it as FIELD=VALUE"),
        (("search", "x", "--filter", "năm=2020"), 2, "năm"),
        (("export", "mọi thứ"), 2, "documents"),
    ],
)
def test_wrong_usage_says_what_is_right(vanban: Vanban, arguments: tuple[str, ...], code: int, told: str) -> None:
    done = vanban(*arguments)
    assert done.returncode == code, done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_an_environment_that_does_not_fit_ends_with_3_and_the_next_step(vanban: Vanban, tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    for setting, value, told in (
        ("VANBAN_WORKERS", "none", "VANBAN_WORKERS is not right"),
        ("VANBAN_DATA_DIR", str(tmp_path / "a file" / "data"), "permissions of the data folder"),
        ("VANBAN_CATALOGUE_URL", "nosuch://x/y", "VANBAN_CATALOGUE_URL"),
    ):
        done = vanban("status", **{setting: value})
        assert done.returncode == 3, done.stderr
        assert told in done.stderr
        assert "Traceback" not in done.stderr


def test_a_reader_that_has_enough_is_no_error(environment: dict[str, str], plan_file: Path, vanban: Vanban) -> None:
    plan_file.write_text(plan(1) * 600, "utf-8")
    with subprocess.Popen(
        [*COMMAND, "read", plan_file], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as reading:
        assert reading.stdout is not None and reading.stderr is not None
        reading.stdout.read(10)
        reading.stdout.close()
        assert reading.stderr.read() == b""
    assert reading.returncode == 0


def test_help_names_every_setting_and_exit_code(vanban: Vanban) -> None:
    from search_api.settings import Settings

    told = vanban("--help", COLUMNS="200").stdout
    for name in Settings.model_fields:
        assert f"VANBAN_{name.upper()}" in told
    for code in ("0 all went well", "1 some inputs failed", "2 the command was called wrongly", "3 something"):
        assert code in told
