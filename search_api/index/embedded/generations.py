"""The folder of an embedded index: generations of content, one of them current.

    index/
      current.json      {"schema": 1, "generation": "g-…"}: replaced in one step when a rebuild is complete
      write.lock        held by the process that writes
      g-…/              a tantivy index

An interrupted rebuild leaves a folder that `current.json` does not name; the next one removes it.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from search_api.errors import IndexBusy, IndexOutdated, IndexUnavailable
from search_api.index.embedded.schema import SCHEMA_VERSION

REINDEX = "Run `vanban reindex`: it builds the index anew from the catalogue."

_POINTER = "current.json"
_LOCK = "write.lock"
_PREFIX = "g-"
_LOCK_POLL_S = 0.05


@dataclass(frozen=True, slots=True)
class Generations:
    root: Path

    def current(self) -> Path | None:
        """The folder of the current content; None where nothing was ever put. Raises IndexOutdated."""
        try:
            pointer = json.loads((self.root / _POINTER).read_text("utf-8"))
            schema, name = pointer["schema"], str(pointer["generation"])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise IndexUnavailable(f"The search index in {self.root} is damaged ({error}).", REINDEX) from error
        if schema != SCHEMA_VERSION:
            what = f"The search index in {self.root} has schema {schema}, this program wants {SCHEMA_VERSION}."
            raise IndexOutdated(what, REINDEX)
        return self.root / name

    def create(self) -> Path:
        """A new empty folder, not current yet."""
        path = self.root / f"{_PREFIX}{uuid.uuid4().hex}"
        path.mkdir(parents=True)
        return path

    def make_current(self, generation: Path) -> None:
        """Swaps the content in one step that holds through a power cut."""
        temporary = self.root / f"{_POINTER}.new"
        with temporary.open("w", encoding="utf-8") as file:
            json.dump({"schema": SCHEMA_VERSION, "generation": generation.name}, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.root / _POINTER)
        folder = os.open(self.root, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def remove_leftovers(self) -> None:
        """Removes what is not current. Readers that have files of it open keep reading them."""
        current = self._named()
        for path in self.root.glob(f"{_PREFIX}*"):
            if path.name != current:
                shutil.rmtree(path, ignore_errors=True)

    def _named(self) -> str | None:
        """The generation that the pointer names, whatever its schema."""
        try:
            return str(json.loads((self.root / _POINTER).read_text("utf-8"))["generation"])
        except (OSError, ValueError, TypeError, KeyError):
            return None

    @contextmanager
    def writing(self, wait_s: float) -> Iterator[None]:
        """Holds the write lock; a process that dies gives it up. Raises IndexBusy after `wait_s` seconds."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / _LOCK).open("w") as file:
            _wait_for_lock(file.fileno(), self.root, wait_s)
            yield


def _wait_for_lock(descriptor: int, root: Path, wait_s: float) -> None:
    deadline = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                what = f"Another process has been writing the search index in {root} for over {wait_s:g} s."
                raise IndexBusy(what, "Wait until it ends, then run this again.") from None
            time.sleep(_LOCK_POLL_S)
