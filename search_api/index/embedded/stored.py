"""What a tantivy document stores: the row as JSON and the pages of a document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import tantivy

from search_api.index.embedded.schema import PAGE_BREAK
from search_api.index.word_places import FoldedText


def stored_row(document: tantivy.Document) -> Mapping[str, object]:
    stored = document.get_first("stored")
    fields: Mapping[str, object] = json.loads(stored) if stored else {}
    return fields


def stored_pages(document: tantivy.Document) -> Sequence[FoldedText]:
    pages, folded = document.get_first("pages"), document.get_first("folded_pages")
    if not pages or not folded:
        return ()
    texts, folded_texts = bytes(pages).decode().split(PAGE_BREAK), bytes(folded).decode().split(PAGE_BREAK)
    return [FoldedText(*both) for both in zip(texts, folded_texts, strict=True)]
