"""Writing a file so that it is there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from search_api.errors import StorageFailed

_UNFINISHED = ".writing-"
_ABANDONED_AFTER_S = 24 * 3600


class WholeFile:
    """A file under a temporary name in `root` until it is kept; removed if it is not. All raise `StorageFailed`."""

    def __init__(self, root: Path) -> None:
        make_folder(root)
        with _storage_errors(root):
            self._path = root / f"{_UNFINISHED}{uuid.uuid4().hex}"
            self.stream: BinaryIO = self._path.open("xb")

    def write(self, content: bytes) -> None:
        with _storage_errors(self._path):
            self.stream.write(content)

    def keep_as(self, path: Path) -> None:
        """Flushes to disk, renames, flushes the folders: what is there then holds through a power cut."""
        with _storage_errors(path):
            self.stream.flush()
            os.fsync(self.stream.fileno())
            if not path.parent.is_dir():
                path.parent.mkdir(exist_ok=True)
                _flush_folder(path.parent.parent)
            self._path.replace(path)
            _flush_folder(path.parent)

    def __enter__(self) -> WholeFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with contextlib.suppress(OSError):  # flushing on a full disk, which was told when it was written
            self.stream.close()
        self._path.unlink(missing_ok=True)


def write_whole(root: Path, path: Path, content: bytes) -> None:
    """Writes the file `path` below `root`. Raises `StorageFailed`."""
    with WholeFile(root) as file:
        file.write(content)
        file.keep_as(path)


def make_folder(path: Path) -> None:
    """Raises `StorageFailed`."""
    with _storage_errors(path):
        path.mkdir(parents=True, exist_ok=True)


def remove_unfinished(root: Path) -> None:
    """Removes what processes that were cut off left under temporary names."""
    for path in root.glob(f"{_UNFINISHED}*"):
        if time.time() - path.stat().st_mtime > _ABANDONED_AFTER_S:
            path.unlink(missing_ok=True)


@contextmanager
def _storage_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = f"{path} can't be written ({error.strerror or error})."
        raise StorageFailed(what, "Check space and permissions of the data folder, then run this again.") from error


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
