"""Originals and pages: written whole or not at all, once, and found again."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.reader import read_document
from search_api.archive import Archive
from search_api.errors import NotFound, StorageFailed
from search_api.files import WholeFile, remove_unfinished
from search_api.page_store import PageStore


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return Archive(tmp_path_factory.mktemp("originals"))


@settings(max_examples=30, deadline=None)
@given(content=st.binary(max_size=2000))
def test_bytes_come_back_as_they_went_in(archive: Archive, content: bytes) -> None:
    document_id = archive.put(content)
    assert document_id == hashlib.sha256(content).hexdigest()
    assert archive.read(document_id) == content


def test_a_file_is_kept_as_its_bytes_are_and_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "originals")
    content = os.urandom(3_000_000)
    source = tmp_path / "công văn.pdf"
    source.write_bytes(content)
    with source.open("rb") as file:
        document_id = archive.put_file(file)
    assert archive.put(content) == document_id == hashlib.sha256(content).hexdigest()
    assert [path.read_bytes() for path in files_below(archive.root)] == [content]


def test_the_same_bytes_are_written_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    place = archive.path(archive.put(b"one"))
    before = place.stat().st_mtime_ns
    archive.put(b"one")
    assert place.stat().st_mtime_ns == before
    assert files_below(tmp_path) == [place]


def test_a_file_that_was_not_finished_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), WholeFile(tmp_path) as file:
        file.write(b"half")
        raise KeyboardInterrupt
    assert files_below(tmp_path) == []


def test_what_a_killed_process_left_unfinished_is_removed_a_day_later(tmp_path: Path) -> None:
    old, new, kept = tmp_path / ".writing-1", tmp_path / ".writing-2", tmp_path / "ab"
    for path in (old, new, kept):
        path.touch()
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(old, (two_days_ago, two_days_ago))
    os.utime(kept, (two_days_ago, two_days_ago))
    remove_unfinished(tmp_path)
    assert set(files_below(tmp_path)) == {new, kept}


def test_a_disk_that_takes_nothing_is_told_with_the_next_step(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    with pytest.raises(StorageFailed, match=r"can't be written \(Not a directory\).*permissions of the data folder"):
        Archive(tmp_path / "a file" / "originals").put(b"one")


def test_what_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="Take the file in again"):
        Archive(tmp_path).path("0" * 64)
    with pytest.raises(NotFound, match="has not been read yet"):
        PageStore(tmp_path).load("0" * 64)


def test_pages_come_back_as_they_were(tmp_path: Path) -> None:
    document = read_document("Số: 12/KH-UBND\n\nKẾ HOẠCH\n\nTrồng 1.200 cây xanh.".encode(), "kế hoạch.txt")
    store = PageStore(tmp_path)
    store.save(document)
    assert store.load(document.sha256) == document
    (place,) = files_below(tmp_path)
    first = place.read_bytes()
    store.save(document)
    assert place.read_bytes() == first


@pytest.mark.parametrize("damage", [b"", b"no gzip", b"\x1f\x8b\x08\x00cut"])
def test_damaged_pages_are_said_to_be_readable_again(tmp_path: Path, damage: bytes) -> None:
    document = read_document("Số: 12/KH-UBND".encode(), "kế hoạch.txt")
    store = PageStore(tmp_path)
    store.save(document)
    files_below(tmp_path)[0].write_bytes(damage)
    with pytest.raises(NotFound, match="vanban ingest --again read"):
        store.load(document.sha256)
