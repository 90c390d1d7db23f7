"""The files that a person means by naming files and folders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from search_api.errors import NotFound


def find_files(paths: Iterable[Path], leave_out: Path) -> Iterator[Path]:
    """Files as given, folders with all below them in order of name.

    Hidden files and folders are left out, so is the folder `leave_out` (the service's own data). Links to folders are
    not followed, so loops do no harm. Raises `NotFound` before the first file if a path is not there.
    """
    given = list(paths)
    for path in given:
        if not path.exists():
            raise NotFound(f"There is no file or folder {path}.", "Check the name.")
    own = leave_out.resolve()
    for path in given:
        yield from _below(path, own) if path.is_dir() else (path,)


def _below(folder: Path, own: Path) -> Iterator[Path]:
    for current, folders, files in os.walk(folder):
        here = Path(current)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and (here / name).resolve() != own)
        yield from (here / name for name in sorted(files) if not name.startswith("."))
