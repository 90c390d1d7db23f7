"""The files that a person means by naming files and folders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nlp.text import nfc
from search_api.errors import NotFound

# What desktops and office programs leave in folders of documents.
_CLUTTER = ("thumbs.db", "desktop.ini")
_CLUTTER_PREFIXES = (".", "~$")


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file or folder whose content can't be got."""

    path: Path
    what: str

    def __str__(self) -> str:
        return f"{display_name(self.path, whole=True)}: {self.what} Check it and run this again."


def find_files(paths: Iterable[Path], leave_out: Path) -> Iterator[Path | RefusedFile]:
    """Files as given, folders with all below them in order of name, and what can't be listed or has no content.

    Hidden files and folders are left out, so is the folder `leave_out` (the service's own data). Links to folders are
    not followed, so loops do no harm. Raises `NotFound` before the first file if a path is not there.
    """
    given = list(paths)
    for path in given:
        if not os.path.lexists(path):
            raise NotFound(f"There is no file or folder {display_name(path, whole=True)}.", "Check the name.")
    own = leave_out.resolve()
    for path in given:
        yield from _below(path, own) if path.is_dir() else (_checked(path),)


def display_name(path: Path, whole: bool = False) -> str:
    """The file's name, or the whole path, for people: composed letters (NFC), bytes that are no UTF-8 replaced."""
    return nfc(os.fsencode(path if whole else path.name).decode("utf-8", "replace"))


def _below(folder: Path, own: Path) -> Iterator[Path | RefusedFile]:
    refused: list[RefusedFile] = []

    def refuse(error: OSError) -> None:
        refused.append(RefusedFile(Path(os.fsdecode(error.filename)), f"The folder can't be listed: {error.strerror}."))

    for current, folders, files in os.walk(folder, onerror=refuse):
        here = Path(current)
        folders[:] = sorted(name for name in folders if not _is_clutter(name) and (here / name).resolve() != own)
        yield from (_checked(here / name) for name in sorted(files) if not _is_clutter(name))
    yield from refused


def _is_clutter(name: str) -> bool:
    return name.startswith(_CLUTTER_PREFIXES) or name.lower() in _CLUTTER


def _checked(path: Path) -> Path | RefusedFile:
    """Pipes, sockets and devices would hold up who reads them for ever."""
    try:
        if path.is_file():
            return path
    except OSError as error:
        return RefusedFile(path, f"The file can't be read: {error.strerror}.")
    if path.is_symlink() and not path.exists():
        return RefusedFile(path, "The link leads nowhere.")
    return RefusedFile(path, "This is no regular file.")
