"""Invented documents of every kind and era: what their header says, field by field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.nlp.header_drafts import header

FOLDER = Path(__file__).parent / "header_documents"


def documents() -> list[Any]:
    files = sorted(FOLDER.glob("*.yml"))
    loaded = [entry for file in files for entry in yaml.safe_load(file.read_text("utf-8"))]
    return [pytest.param(entry, id=entry["id"]) for entry in loaded]


def plain(value: object) -> object:
    """Tuples as YAML writes them."""
    return [plain(part) for part in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("entry", documents())
def test_header_of_an_invented_document(entry: dict[str, Any]) -> None:
    found = header(*entry["text"].splitlines())
    assert {name: plain(found[name]) for name in entry["expected"]} == entry["expected"]
