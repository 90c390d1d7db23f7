"""The flow of imports: search_api → nlp → ingest; corpora → nlp, ingest; nothing imports corpora or search_api."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED = {
    "ingest": {"ingest"},
    "nlp": {"nlp", "ingest"},
    "search_api": {"search_api", "nlp", "ingest"},
    "corpora": {"corpora", "nlp", "ingest"},
}


def sources(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("package", ALLOWED)
def test_a_package_imports_only_those_below_it(package: str) -> None:
    for path in sources(package):
        ours = {name for name in imported(path) if name in ALLOWED}
        assert ours <= ALLOWED[package], path.relative_to(ROOT)


def test_understanding_does_no_io_and_knows_no_storage() -> None:
    for path in sources("nlp"):
        assert not {"sqlalchemy", "fastapi", "httpx", "requests", "sqlite3", "tantivy"} & set(imported(path)), path


@pytest.mark.parametrize("package", ALLOWED)
def test_no_catch_all_module_names(package: str) -> None:
    for path in sources(package):
        assert path.stem not in ("utils", "common", "helpers", "misc"), path


@pytest.mark.parametrize("package", ALLOWED)
def test_files_stay_readable(package: str) -> None:
    for path in sources(package):
        assert len(path.read_text("utf-8").splitlines()) <= 330, path
