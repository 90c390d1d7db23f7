"""What a tantivy document stores: the row as JSON and the pages of a document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import tantivy

from search_api.index.embedded.schema import PAGE_BREAK


def stored_row(document: tantivy.Document) -> Mapping[str, object]:
    stored = document.get_first("stored")
    fields: Mapping[str, object] = json.loads(stored) if stored else {}
    return fields


def stored_pages(document: tantivy.Document) -> Sequence[str]:
    pages = document.get_first("pages")
    return bytes(pages).decode().split(PAGE_BREAK) if pages else ()
