"""A document's way through its states, on a real SQLite file."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert

from ingest.reader import read_document
from nlp.pipeline import extract
from nlp.record_json import record_to_json
from search_api.catalogue import Catalogue, FailureReason, Finished, Outdated
from search_api.catalogue_schema import catalogue_versions
from search_api.errors import CatalogueOutdated, StorageFailed

EMPTY = FailureReason("empty-file", "The file is empty.", "Get it again.")


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    catalogue = Catalogue(f"sqlite:///{tmp_path / 'catalogue.db'}")
    yield catalogue
    catalogue.close()


@pytest.fixture(scope="module")
def record_json() -> str:
    return record_to_json(extract(read_document("Số: 5/KH-UBND".encode(), "kế hoạch.txt")))


def finish(catalogue: Catalogue, document_id: str, record_json: str, reader: str | None = "r1") -> None:
    catalogue.finish(Finished(document_id, "text/plain", 1, record_json, reader, "e1"))


def states(catalogue: Catalogue) -> dict[str, str]:
    return {row.id: row.state for row in catalogue.list()}


def test_the_same_bytes_are_one_document_under_all_their_names(catalogue: Catalogue) -> None:
    assert catalogue.add("a", "kế hoạch.pdf", 10)
    assert not catalogue.add("a", "bản sao.pdf", 10)
    assert not catalogue.add("a", "kế hoạch.pdf", 10)
    assert catalogue.names("a") == ("kế hoạch.pdf", "bản sao.pdf")
    row = catalogue.get("a")
    assert row is not None
    assert (row.name, row.state, row.attempts, row.size) == ("kế hoạch.pdf", "pending", 0, 10)


def test_claiming_takes_the_oldest_and_counts_the_attempt(catalogue: Catalogue) -> None:
    for name in "abc":
        catalogue.add(name, name, 1)
    assert [row.id for row in catalogue.claim(2)] == ["a", "b"]
    assert [row.id for row in catalogue.claim(2)] == ["c"]
    assert catalogue.counts() == {"pending": 0, "processing": 3, "done": 0, "failed": 0}
    catalogue.release(["b"])
    catalogue.release_processing()
    assert {row.id: row.attempts for row in catalogue.list("pending")} == {"a": 1, "b": 0, "c": 1}


def test_a_record_is_kept_and_replaced_and_the_index_has_to_see_it(catalogue: Catalogue, record_json: str) -> None:
    catalogue.add("a", "a", 1)
    assert catalogue.record("a") is None
    finish(catalogue, "a", record_json)
    assert catalogue.unindexed("1") == ("a",)
    catalogue.mark_indexed(["a"], "1")
    assert catalogue.unindexed("1") == ()
    assert catalogue.unindexed("2") == ("a",)
    finish(catalogue, "a", record_json.replace("5/KH-UBND", "6/KH-UBND"))
    record = catalogue.record("a")
    assert record is not None and record.number is not None and record.number.value == "6/KH-UBND"
    assert catalogue.unindexed("1") == ("a",)


def test_a_failure_has_its_reason_until_it_is_tried_again(catalogue: Catalogue, record_json: str) -> None:
    catalogue.add("a", "a", 1)
    catalogue.fail("a", EMPTY)
    row = catalogue.get("a")
    assert row is not None and row.error == EMPTY and row.state == "failed"
    assert catalogue.retry_failed() == 1
    row = catalogue.get("a")
    assert row is not None and row.error is None and row.state == "pending"


def test_a_step_is_done_again_for_those_that_another_version_did_it_for(catalogue: Catalogue, record_json: str) -> None:
    for document_id, reader in (("old", "r0"), ("new", "r1"), ("never read", None)):
        catalogue.add(document_id, document_id, 1)
        if reader:
            finish(catalogue, document_id, record_json, reader)
    catalogue.fail("never read", EMPTY)
    assert catalogue.outdated("r1", "e1") == Outdated(read=1, extracted=0)
    assert catalogue.outdated("r1", "e2") == Outdated(read=1, extracted=2)
    assert catalogue.request_again("read", "r1") == 1
    assert states(catalogue) == {"old": "pending", "new": "done", "never read": "failed"}
    assert {row.id: (row.reader_version, row.extractor_version) for row in catalogue.list()} == {
        "old": (None, None),
        "new": ("r1", "e1"),
        "never read": (None, None),
    }
    assert catalogue.request_again("extract") == 1
    row = catalogue.get("new")
    assert row is not None and (row.state, row.reader_version, row.extractor_version) == ("pending", "r1", None)
    finish(catalogue, "new", record_json, reader=None)
    row = catalogue.get("new")
    assert row is not None and (row.reader_version, row.extractor_version) == ("r1", "e1")


def test_a_document_that_fails_when_it_is_done_again_keeps_its_record(catalogue: Catalogue, record_json: str) -> None:
    """An export or a rebuilt index in the middle of reading all again must miss nothing."""
    catalogue.add("a", "a", 1)
    finish(catalogue, "a", record_json)
    catalogue.request_again("read")
    assert len(list(catalogue.records())) == 1
    catalogue.fail("a", EMPTY)
    assert len(list(catalogue.records())) == 1
    assert catalogue.record("a") is not None


def test_records_come_in_order_of_arrival_with_none_left_out(catalogue: Catalogue, record_json: str) -> None:
    for number in range(450):
        catalogue.add(f"{449 - number:03}", "x", 1)
    for number in range(0, 450, 2):
        finish(catalogue, f"{number:03}", record_json.replace("5/KH-UBND", f"{number}/KH-UBND"))
    numbers = [record.number.value for record in catalogue.records() if record.number]
    assert numbers == [f"{number}/KH-UBND" for number in range(448, -1, -2)]


def test_many_threads_may_add_at_once(catalogue: Catalogue) -> None:
    def add(start: int) -> None:
        for number in range(start, start + 25):
            catalogue.add(str(number % 60), f"{number}", 1)

    threads = [threading.Thread(target=add, args=(start,)) for start in range(0, 100, 25)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert catalogue.counts()["pending"] == 60
    assert sum(len(catalogue.names(str(number))) for number in range(60)) == 100


def test_many_may_open_a_new_catalogue_at_once(tmp_path: Path) -> None:
    errors: list[Exception] = []
    together = threading.Barrier(6)

    def open_it() -> None:
        together.wait()
        try:
            Catalogue(f"sqlite:///{tmp_path / 'new.db'}").close()
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_a_catalogue_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'catalogue.db'}"
    Catalogue(url).close()
    with create_engine(url).begin() as connection:
        connection.execute(insert(catalogue_versions).values(version=99))
    with pytest.raises(CatalogueOutdated, match="Install a newer vanban"):
        Catalogue(url)


@pytest.mark.parametrize("url", ["sqlite:///{}/not/there.db", "sqlite:///{}/no-database", "postgres", "nosuch://x/y"])
def test_a_catalogue_that_can_not_be_opened_is_told_with_the_next_step(tmp_path: Path, url: str) -> None:
    (tmp_path / "no-database").write_text("Số: 5/KH-UBND" * 100, "utf-8")
    with pytest.raises(StorageFailed, match="VANBAN_CATALOGUE_URL"):
        Catalogue(url.format(tmp_path))
