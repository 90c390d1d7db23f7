"""The indexes that the contract suite runs on: to hold another one to it, add it to INDEXES."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from search_api.index.contract import SearchIndex
from search_api.index.embedded import EmbeddedIndex
from tests.search_api.index.search_entries import ALL

INDEXES: Mapping[str, Callable[[Path], SearchIndex]] = {
    "embedded": lambda folder: EmbeddedIndex(folder / "index"),
}


@pytest.fixture(params=INDEXES)
def empty_index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchIndex]:
    index = INDEXES[request.param](tmp_path)
    yield index
    index.close()


@pytest.fixture(scope="session", params=INDEXES)
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    """Holds `search_entries.ALL`; not to be written to."""
    index = INDEXES[request.param](tmp_path_factory.mktemp("search"))
    index.put(ALL)
    yield index
    index.close()
