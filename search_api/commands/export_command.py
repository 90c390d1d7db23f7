"""`vanban export`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from search_api.commands.opening import open_service
from search_api.commands.output import OK
from search_api.exports.columns import ExportFormat
from search_api.exports.writing import export
from search_api.files import WholeFile
from search_api.index.contract import Collection


def export_table(collection: Collection, form: ExportFormat, output: Path | None) -> int:
    """A file is there whole or not at all. Raises `StorageFailed`."""
    with open_service() as service:
        records = service.catalogue.records()
        if output is None:
            export(records, collection, form, sys.stdout.buffer)
            return OK
        count = _write(output.resolve(), lambda stream: export(records, collection, form, stream))
    print(f"{count} rows in {output}", file=sys.stderr)
    return OK


def _write(path: Path, write: Callable[[BinaryIO], int]) -> int:
    """Pipes and devices are written as they are; there is nothing to put in their place."""
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            return write(stream)
    with WholeFile(path.parent) as file:
        count = write(file.stream)
        file.keep_as(path)
    return count
