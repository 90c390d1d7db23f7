"""The tantivy schema: one index for the three collections, so that a document and its rows change in one commit.

Text is indexed from strings of words made by `nlp.search_words`, so tantivy only has to split at spaces.

| fields | hold |
|---|---|
| `collection`, `id`, `document_id` | exact keys |
| `stored`, `pages` | bytes: the row as JSON; the document's pages joined by PAGE_BREAK |
| `toned`, `folded` | all words of the row, with positions for phrases in quotes |
| `title_toned`, `title_folded` | the words of the titles |
| `pairs`, `title_pairs` | neighbouring words, toned and folded: Vietnamese words are mostly two syllables |
| `number`, `number_parts`, `cited_parts` | keys of the document's number, its parts, the parts of cited numbers |
| `filter_…` | keywords, also as columns for facets |
| `newest`, `oldest` | unique keys for sorting by date |
| `names` | what suggestions are made of |
"""

from __future__ import annotations

import tantivy

from search_api.index.contract import FILTERS

SCHEMA_VERSION = 1
PAGE_BREAK = "\f"

FILTER_FIELDS = {name: f"filter_{name}" for names in FILTERS.values() for name in names}
_KEYS = ("collection", "id", "document_id", "number", "number_parts", "cited_parts", "names")


def build_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in _KEYS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FILTER_FIELDS.values():
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("toned", "folded"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("title_toned", "title_folded", "pairs", "title_pairs"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in ("newest", "oldest"):
        builder.add_unsigned_field(name, fast=True)
    for name in ("stored", "pages"):
        builder.add_bytes_field(name, stored=True)
    return builder.build()
