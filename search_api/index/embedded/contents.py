"""Opening, reading and writing the tantivy index of a generation; its failures become errors of the service."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

import tantivy

from search_api.errors import IndexUnavailable
from search_api.index.embedded.generations import REINDEX, Generations
from search_api.index.embedded.schema import build_schema

_META = "meta.json"

FileVersion = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Open:
    """An open generation, and which commit of it was last loaded."""

    generation: Path
    version: FileVersion
    index: tantivy.Index


class Contents:
    """Searchers and writers over the current generation. Safe to use from many threads."""

    def __init__(self, generations: Generations) -> None:
        self.schema = build_schema()
        self._generations = generations
        self._lock = Lock()
        self._open: _Open | None = None

    def searcher(self) -> tantivy.Searcher | None:
        """Sees the latest commit of any process; None where nothing was ever put."""
        with self._lock:
            generation = self._generations.current()
            while generation is not None:
                try:
                    with tantivy_errors(self._generations.root):
                        self._open = self._latest(generation)
                        return self._open.index.searcher()
                except IndexUnavailable:
                    # Another process may have swapped the generations after the pointer was read.
                    swapped = self._generations.current()
                    if swapped == generation:
                        raise
                    generation = swapped
            return None

    @contextmanager
    def writer(self, generation: Path, heap_size: int) -> Iterator[tantivy.IndexWriter]:
        """Commits all that was done with the writer at once, or, after an error, nothing of it."""
        with tantivy_errors(self._generations.root):
            writer = tantivy.Index(self.schema, str(generation)).writer(heap_size, num_threads=1)
        try:
            yield writer
            with tantivy_errors(self._generations.root):
                writer.commit()
        except BaseException:
            writer.rollback()
            raise
        finally:
            # Merges end here rather than be cut off: else each put would leave one more segment for good.
            writer.wait_merging_threads()

    def close(self) -> None:
        with self._lock:
            self._open = None

    def _latest(self, generation: Path) -> _Open:
        version = _file_version(generation / _META)
        if self._open is None or self._open.generation != generation:
            index = tantivy.Index.open(str(generation))
            index.config_reader("manual")
            return _Open(generation, version, index)
        if self._open.version != version:
            self._open.index.reload()
            return replace(self._open, version=version)
        return self._open


@contextmanager
def tantivy_errors(root: Path) -> Iterator[None]:
    """What tantivy raises over damaged files as IndexUnavailable; its panics come as a BaseException of their own."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, OSError | ValueError) or type(error).__name__ == "PanicException":
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise IndexUnavailable(f"The search index in {root} can't be read ({reason}).", REINDEX) from error
        raise


def _file_version(path: Path) -> FileVersion:
    """Changes with every commit, which puts a new file in place of the old one."""
    status = path.stat()
    return status.st_mtime_ns, status.st_ino, status.st_size
