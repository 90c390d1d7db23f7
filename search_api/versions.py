"""Versions of the steps: a document whose step was done by another version can have that step run again."""

from __future__ import annotations

READER_VERSION = "1"
EXTRACTOR_VERSION = "1"
INDEX_VERSION = "1"
