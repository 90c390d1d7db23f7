from __future__ import annotations

from ingest.errors import UnknownMediaType
from ingest.limits import Limits
from ingest.models import Page, ReadingWarning


def read(content: bytes, limits: Limits) -> tuple[tuple[Page, ...], tuple[ReadingWarning, ...]]:
    raise UnknownMediaType("not read yet", "wait")
