"""What the docs say is there is there, and what is there stands in the docs."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import typer

from ingest import errors as reading_errors
from ingest.models import Signature
from nlp.models import Assignment, Evidence, Record, Target
from search_api.cli import app
from search_api.exports.columns import COLUMNS
from search_api.index.contract import FILTERS
from search_api.settings import Settings
from search_api.uploads import MOST_FILES

ROOT = Path(__file__).parent.parent
OPERATING = (ROOT / "docs" / "operating.md").read_text("utf-8")
RECORD = (ROOT / "docs" / "record.md").read_text("utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "corpora" / "README.md"]


def commands() -> dict[str, set[str]]:
    """Options by command."""
    group = typer.main.get_command(app)
    found = group.commands  # type: ignore[attr-defined]  # a group has commands
    return {name: {opt for param in command.params for opt in param.opts} for name, command in found.items()}


def test_every_command_stands_in_the_docs() -> None:
    for name in commands():
        assert f"`vanban {name}" in OPERATING, name


def test_every_command_and_option_that_the_docs_name_is_there() -> None:
    there = commands()
    for page in PAGES:
        for line in re.findall(r"`vanban ([^`]+)`", page.read_text("utf-8")):
            name, *rest = line.split()
            assert name in there, (page.name, line)
            assert {word for word in rest if word.startswith("--")} <= there[name], (page.name, line)


def test_every_setting_stands_in_the_docs_and_the_docs_name_no_other() -> None:
    settings = {f"VANBAN_{name.upper()}" for name in Settings.model_fields}
    assert settings == set(re.findall(r"`(VANBAN_\w+)`", OPERATING))


def test_every_code_of_a_reading_error_stands_in_the_docs() -> None:
    for error in reading_errors.ReadingError.__subclasses__():
        assert f"`{error.code}`" in OPERATING, error.code


@pytest.mark.parametrize("kind", [Record, Target, Assignment, Evidence, Signature])
def test_every_field_of_the_record_stands_in_its_docs(kind: type) -> None:
    for field in kind.__dataclass_fields__:
        assert re.search(rf"[`\"]{field}[`\"]", RECORD), field


def test_every_code_of_a_warning_stands_in_the_docs_and_the_docs_name_no_other() -> None:
    given = {
        ast.literal_eval(call.args[0])
        for package in ("ingest", "nlp", "search_api")
        for file in (ROOT / package).rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("Warning", "ReadingWarning")
        and call.args
    }
    section = RECORD.split("### Warnings")[1].split("\n### ")[0]
    assert given == set(re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE))


def test_every_filter_stands_in_the_docs_and_the_docs_name_no_other() -> None:
    section = OPERATING.split("### Filters")[1].split("\n##")[0]
    named = {
        (name, collection)
        for fields, where in re.findall(r"^\| (`.+?`) \| ([a-z, ]+) \|", section, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", fields)
        for collection in (FILTERS if where == "all" else where.split(", "))
    }
    assert named == {(name, collection) for collection, names in FILTERS.items() for name in names}


def test_every_column_of_an_export_stands_in_the_docs_in_its_place() -> None:
    section = OPERATING.split("### Columns")[1].split("\n##")[0]
    rows = {
        table.strip("`"): re.findall(r"`(\w+)`", re.sub(r"\(.*?\)", "", columns))
        for table, columns in re.findall(r"^\| (\S+) \| (.+) \|$", section, re.MULTILINE)
    }
    shared = rows["all"]
    assert COLUMNS["documents"] == (*shared, *rows["documents"])
    for table in ("targets", "assignments"):
        assert COLUMNS[table] == ("id", *shared, *rows[table][1:])


def test_the_most_files_of_an_upload_stand_in_the_docs() -> None:
    assert f"{MOST_FILES} files at most" in OPERATING


def test_every_default_that_the_docs_give_is_the_settings() -> None:
    for name in ("document_timeout_s", "worker_memory_mb", "max_upload_mb", "data_dir"):
        default = Settings.model_fields[name].default
        shown = f"{default:g}" if isinstance(default, (int, float)) else f"`{default}`"
        assert f"| `VANBAN_{name.upper()}` | {shown} |" in OPERATING, name


def test_links_between_the_docs_hold() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), (page.name, target)


def test_make_targets_that_the_readme_names_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`make (\w+)`", (ROOT / "README.md").read_text("utf-8")):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_benchmarks_that_the_readme_names_are_there_and_say_how_they_are_run() -> None:
    named = re.findall(r"`benchmarks\.(\w+)`", (ROOT / "README.md").read_text("utf-8"))
    assert named
    for name in named:
        script = (ROOT / "benchmarks" / f"{name}.py").read_text("utf-8")
        assert f"python -m benchmarks.{name}" in script, name
