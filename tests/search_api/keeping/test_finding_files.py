"""Files and folders as people name them."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from search_api.errors import NotFound
from search_api.finding_files import RefusedFile, display_name, find_files


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def found(folder: Path, *paths: Path) -> list[str]:
    files = find_files(paths or [folder], leave_out=folder / "data")
    return [str((file.path if isinstance(file, RefusedFile) else file).relative_to(folder)) for file in files]


def test_folders_are_walked_in_order_without_what_is_hidden_or_ours(tmp_path: Path) -> None:
    touch(tmp_path, "b.pdf", "a/2.pdf", "a/1.pdf", "a/.hidden", ".git/config", "data/originals/ab/abc", "~$khoá.docx")
    touch(tmp_path, "a/Thumbs.db", "a/desktop.ini", "a/data/c.pdf")
    assert found(tmp_path) == ["b.pdf", "a/1.pdf", "a/2.pdf", "a/data/c.pdf"]


def test_a_file_that_is_named_is_taken_though_it_is_hidden(tmp_path: Path) -> None:
    touch(tmp_path, ".hidden.pdf")
    assert found(tmp_path, tmp_path / ".hidden.pdf") == [".hidden.pdf"]


def test_loops_of_links_end(tmp_path: Path) -> None:
    touch(tmp_path, "a/1.pdf")
    (tmp_path / "a" / "back").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "copy.pdf").symlink_to(tmp_path / "a" / "1.pdf")
    (tmp_path / "me").symlink_to(tmp_path / "me")
    assert found(tmp_path) == ["me", "a/1.pdf", "a/copy.pdf"]


def test_pipes_and_dead_links_are_refused_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "dead").symlink_to(tmp_path / "nothing")
    refused = list(find_files([tmp_path, tmp_path / "dead"], leave_out=tmp_path / "data"))
    assert refused == [
        RefusedFile(tmp_path / "dead", "The link leads nowhere."),
        RefusedFile(tmp_path / "pipe", "This is no regular file."),
        RefusedFile(tmp_path / "dead", "The link leads nowhere."),
    ]


def test_a_path_that_is_not_there_is_told_before_anything_is_done(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf")
    with pytest.raises(NotFound, match=r"There is no file or folder .*/b\.pdf"):
        next(find_files([tmp_path / "a.pdf", tmp_path / "b.pdf"], leave_out=tmp_path / "data"))


def test_names_are_shown_composed_and_without_bytes_that_are_no_text() -> None:
    assert display_name(Path("văn bản") / unicodedata.normalize("NFD", "Kế hoạch số 5.pdf")) == "Kế hoạch số 5.pdf"
    assert display_name(Path(os.fsdecode(b"k\xff.pdf"))) == "k\N{REPLACEMENT CHARACTER}.pdf"
