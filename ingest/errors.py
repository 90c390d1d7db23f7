"""Errors of reading: what happened, in which file, and what to do next."""

from __future__ import annotations


class ReadingError(Exception):
    """A file could not be read.

    `code` is stable and machine-readable; `what` tells what happened; `next_step` what a person can do about it;
    `name` is the file, filled in by the reader where the raiser does not know it.
    """

    code = "unreadable"

    def __init__(self, what: str, next_step: str, name: str | None = None) -> None:
        super().__init__(what, next_step, name)
        self.what = what
        self.next_step = next_step
        self.name = name

    def __str__(self) -> str:
        where = f"{self.name}: " if self.name else ""
        return f"{where}{self.what} {self.next_step}"


class EmptyFile(ReadingError):
    code = "empty-file"


class UnknownMediaType(ReadingError):
    """The bytes are of no kind that can be read, or of a kind that holds no text of a document (XLS, PPT)."""

    code = "unknown-media-type"


class DamagedFile(ReadingError):
    """The bytes claim a format and break it: truncated PDF, bad zip, image that does not decode."""

    code = "damaged-file"


class EncryptedFile(ReadingError):
    code = "encrypted-file"


class NoPages(ReadingError):
    code = "no-pages"


class TooLarge(ReadingError):
    """A limit of `ingest.limits.Limits` is passed: pixels, pages, unpacked bytes."""

    code = "too-large"


class ToolMissing(ReadingError):
    """An outside program or its data is not installed; `next_step` names the command that installs it."""

    code = "tool-missing"


class ToolFailed(ReadingError):
    """An outside program crashed, hung or answered with garbage."""

    code = "tool-failed"
