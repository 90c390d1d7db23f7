"""Files of a form into the service, one after the other, so that one is in memory at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import urlsplit

from fastapi import Request, UploadFile

from nlp.text import nfc
from search_api.catalogue import State
from search_api.errors import ServiceError
from search_api.intake import BackgroundIntake
from search_api.problem_details import CrossSiteForm
from search_api.service import Service

MOST_FILES = 50


@dataclass(frozen=True, slots=True)
class TakenInFile:
    """A file of the form by its name; `is_new` is false where its bytes were there before."""

    name: str
    id: str
    is_new: bool
    state: State


class NoFile(ServiceError):
    """A form without a file in it."""

    code = "no-file"
    status = 422


class TooManyFiles(ServiceError):
    code = "too-many-files"
    status = 413


def refuse_cross_site(request: Request) -> None:
    """A page of another site must not upload in the name of who looks at it: a form needs no leave of ours for that.

    Browsers say with such a form where it comes from, old ones by its origin alone; programs say nothing. Raises
    `CrossSiteForm`.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    # Behind a proxy the host may be another name than the origin's: what the browser itself says goes first.
    foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if site == "cross-site" or (site is None and foreign):
        raise CrossSiteForm


def take_in_all(service: Service, intake: BackgroundIntake, files: Sequence[UploadFile]) -> tuple[TakenInFile, ...]:
    """Keeps each file and wakes the intake. Raises `NoFile`, `TooManyFiles`."""
    named = [file for file in files if file.filename]
    if not named:
        raise NoFile("The form holds no file.", "Choose one or more files; send each as a part named “files”.")
    if len(named) > MOST_FILES:
        raise TooManyFiles(f"The form holds {len(named)} files, more than {MOST_FILES}.", "Send them in several forms.")
    taken = tuple(_take_in(service, file) for file in named)
    intake.notify()
    return taken


def _take_in(service: Service, file: UploadFile) -> TakenInFile:
    name = base_name(file.filename or "")
    taken = service.take_in(name, file.file.read())
    return TakenInFile(name, taken.id, taken.is_new, taken.state)


def base_name(name: str) -> str:
    """The file's name without the folders that some browsers send, in NFC.

    >>> base_name("C:\\\\Van ban\\\\Kế hoạch.pdf"), base_name("../../etc/passwd")
    ('Kế hoạch.pdf', 'passwd')
    """
    return nfc(PureWindowsPath(PurePosixPath(name).name).name).strip() or "document"
