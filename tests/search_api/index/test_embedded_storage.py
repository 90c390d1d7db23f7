"""The embedded index on disk: other processes, crashes, damage, other versions."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from search_api.errors import IndexBusy, IndexOutdated, IndexUnavailable
from search_api.index.contract import SearchQuery
from search_api.index.embedded import EmbeddedIndex
from search_api.index.embedded.generations import Generations
from search_api.index.embedded.schema import SCHEMA_VERSION
from tests.search_api.index.search_entries import ALL, DECISION, PLAN, entry, target

_ROOT = Path(__file__).parents[3]


def ids(index: EmbeddedIndex, text: str = "") -> list[str]:
    return sorted(hit.id for hit in index.search(SearchQuery(text=text)).hits)


def generations(path: Path) -> list[Path]:
    return sorted(path.glob("g-*"))


def other_process(code: str, path: Path) -> subprocess.Popen[str]:
    """Runs code that has `index` on the same folder; `wait()` in it says "ready" and then blocks."""
    setting = f"""
import sys, time
from pathlib import Path
from search_api.index.embedded import EmbeddedIndex
from tests.search_api.index.search_entries import *
index = EmbeddedIndex(Path({str(path)!r}))
def wait():
    print("ready", flush=True)
    time.sleep(60)
def blocking(*entries):
    yield from entries
    wait()
"""
    return subprocess.Popen([sys.executable, "-c", setting + code], cwd=_ROOT, stdout=subprocess.PIPE, text=True)


def kill_when_ready(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()


def test_a_reader_sees_what_another_process_puts_and_rebuilds(tmp_path: Path) -> None:
    reader = EmbeddedIndex(tmp_path)
    reader.put([PLAN])
    assert ids(reader) == ["plan"]
    with other_process("index.put([DECISION])", tmp_path) as process:
        assert process.wait() == 0
    assert ids(reader) == ["decision", "plan"]
    with other_process("index.rebuild([OLD])", tmp_path) as process:
        assert process.wait() == 0
    assert ids(reader) == ["old"]


@pytest.mark.parametrize("way", ["put", "rebuild"])
def test_a_process_killed_while_writing_leaves_the_old_content(tmp_path: Path, way: str) -> None:
    index = EmbeddedIndex(tmp_path, lock_wait_s=5)
    index.put([PLAN])
    kill_when_ready(other_process(f"index.{way}(blocking(DECISION, REPORT))", tmp_path))
    assert ids(index) == ["plan"]
    index.put([DECISION])
    assert ids(index) == ["decision", "plan"]
    index.rebuild([DECISION])
    assert ids(index) == ["decision"]
    assert len(generations(tmp_path)) == 1


def test_a_process_killed_before_the_first_content_leaves_an_empty_index(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path)
    kill_when_ready(other_process("index.put(blocking(DECISION))", tmp_path))
    assert ids(index) == []
    index.put([PLAN])
    assert ids(index) == ["plan"]


def test_a_second_writer_waits_a_while_and_then_says_so(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path, lock_wait_s=0.2)
    index.put([PLAN])
    process = other_process("index.put(blocking(DECISION))", tmp_path)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    for write in (lambda: index.put([DECISION]), lambda: index.remove(["plan"]), lambda: index.rebuild([])):
        with pytest.raises(IndexBusy, match="Another process"):
            write()
    assert ids(index) == ["plan"]
    process.kill()
    process.wait()
    process.stdout.close()
    index.remove(["plan"])
    assert ids(index) == []


def test_writers_in_threads_take_turns(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path)
    threads = [threading.Thread(target=index.put, args=([each],)) for each in ALL]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert index.counts()["documents"] == len(ALL)


def test_readers_in_threads_always_see_a_document_with_all_its_rows(tmp_path: Path) -> None:
    """While it is put again and again with other rows, and everything is rebuilt."""
    index = EmbeddedIndex(tmp_path)
    versions = [
        entry("a", "việc chung", targets=tuple(target(f"{version}-{number}", f"đợt {version}") for number in range(3)))
        for version in range(6)
    ]
    index.put([versions[0]])
    seen: list[set[str]] = []
    failures: list[BaseException] = []
    stop = threading.Event()

    def read() -> None:
        try:
            while not stop.is_set():
                seen.append({hit.id for hit in index.search(SearchQuery("targets", "đợt")).hits})
        except BaseException as error:  # shown by the assertion below
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for version in versions[1:5]:
        index.put([version])
    index.rebuild([versions[5]])
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert {frozenset(found) for found in seen} <= {
        frozenset(f"{version}-{number}" for number in range(3)) for version in range(6)
    }
    assert ids(index) == ["a"]


def test_an_index_of_another_schema_is_outdated_until_rebuilt(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path)
    index.put([PLAN])
    pointer = tmp_path / "current.json"
    content = json.loads(pointer.read_text())
    pointer.write_text(json.dumps(content | {"schema": SCHEMA_VERSION + 1}))
    for use in (lambda: ids(index), lambda: index.suggest("a"), index.counts, lambda: index.put([PLAN])):
        with pytest.raises(IndexOutdated, match="vanban reindex"):
            use()
    index.rebuild([DECISION])
    assert ids(index) == ["decision"]
    assert len(generations(tmp_path)) == 1


def _without_generation(path: Path) -> None:
    for generation in generations(path):
        for file in generation.iterdir():
            file.unlink()
        generation.rmdir()


def _with_every_file(change: Callable[[Path], None], suffix: str) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        for generation in generations(path):
            for file in generation.glob(f"*{suffix}"):
                change(file)

    return damage


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _empty(file: Path) -> None:
    file.write_bytes(b"")


_SEGMENT_FILES = (".idx", ".term", ".store", ".fast")


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: (path / "current.json").write_text("{"),
        lambda path: (path / "current.json").write_text("[]"),
        lambda path: (path / "current.json").write_bytes(b"\xff\xfe"),
        _without_generation,
        _with_every_file(Path.unlink, "meta.json"),
        _with_every_file(_cut, "meta.json"),
        *(_with_every_file(change, suffix) for change in (Path.unlink, _cut, _empty) for suffix in _SEGMENT_FILES),
    ],
)
def test_a_damaged_folder_says_to_reindex_and_can_be_rebuilt(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    EmbeddedIndex(tmp_path).put(ALL)
    damage(tmp_path)
    index = EmbeddedIndex(tmp_path)
    with pytest.raises(IndexUnavailable, match="vanban reindex"):
        index.search(SearchQuery(text="công tác xã hội", facets=("year",)))
    index.rebuild([DECISION])
    assert ids(index) == ["decision"]


def test_what_a_rebuild_left_behind_is_removed_by_the_next(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path)
    index.put([PLAN])
    leftover = Generations(tmp_path).create()
    (leftover / "half.store").write_bytes(b"x")
    index.rebuild([PLAN])
    assert not leftover.exists()
    assert len(generations(tmp_path)) == 1


def test_an_open_search_outlives_a_rebuild(tmp_path: Path) -> None:
    reader, writer = EmbeddedIndex(tmp_path), EmbeddedIndex(tmp_path)
    writer.put(ALL)
    assert len(ids(reader)) == len(ALL)
    for _ in range(3):
        writer.rebuild(ALL)
        assert len(ids(reader)) == len(ALL)


def test_many_small_puts_leave_few_files(tmp_path: Path) -> None:
    """Each put merges what has piled up, so that searches stay fast."""
    index = EmbeddedIndex(tmp_path)
    for number in range(40):
        index.put([entry(f"d{number}", "việc chung")])
    assert index.counts()["documents"] == 40
    assert len(list(generations(tmp_path)[0].glob("*.store"))) <= 16
