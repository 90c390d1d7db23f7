"""Versions of the steps: a document whose step was done by another version can have that step run again."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

INDEX_VERSION = "2"


def _version_of(package: str) -> str:
    """The distribution's version with a digest of the package's own code and data, so that no change is missed."""
    digest = hashlib.sha256()
    for file in _sources(files(package)):
        digest.update(file.read_bytes())
    return f"{version('vanban')}+{digest.hexdigest()[:8]}"


def _sources(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found += _sources(entry)
        elif entry.name.endswith((".py", ".yml", ".npz")):
            found.append(entry)
    return found


READER_VERSION = _version_of("ingest")
EXTRACTOR_VERSION = _version_of("nlp")
