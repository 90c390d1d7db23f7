"""The tantivy schema: one index for the three collections, so that a document and its rows change in one commit.

Text is indexed from strings of words made by `nlp.search_words`, so tantivy only has to split at spaces.

| fields | hold |
|---|---|
| `collection`, `document_id` | exact keys |
| `stored` | bytes: the row as JSON |
| `pages`, `folded_pages` | bytes: the document's pages joined by PAGE_BREAK; the same folded, to find what to mark |
| `newest`, `oldest` | unique keys for sorting by date |
| `names` | what suggestions are made of |

Each collection has searched fields of its own (`searched_field`): there are many more targets than documents, and
their lists would make searches for documents slow and mix up how rare a word is.

| searched fields | hold |
|---|---|
| `toned`, `folded` | all words of the row, with positions for phrases in quotes |
| `title_toned`, `title_folded` | the words of the titles |
| `pairs`, `title_pairs` | neighbouring words, toned and folded: Vietnamese words are mostly two syllables |
| `number`, `number_parts`, `cited_parts` | keys of the document's number, its parts, the parts of cited numbers |
| `filter_…` | keywords, also as columns for facets |
"""

from __future__ import annotations

import tantivy

from search_api.index.contract import FILTERS, Collection

# To be raised with every change of fields, or of what is put into them (`nlp.search_words`, `rows`).
SCHEMA_VERSION = 1
PAGE_BREAK = "\f"

_KEYS = ("collection", "document_id", "names")
_SEARCHED_KEYS = ("number", "number_parts", "cited_parts")


def searched_field(collection: Collection, name: str) -> str:
    return f"{collection}_{name}"


def filter_field(collection: Collection, name: str) -> str:
    return f"{collection}_filter_{name}"


def build_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in _KEYS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("newest", "oldest"):
        builder.add_unsigned_field(name, fast=True)
    for name in ("stored", "pages", "folded_pages"):
        builder.add_bytes_field(name, stored=True)
    for collection in FILTERS:
        _add_searched_fields(builder, collection)
    return builder.build()


def _add_searched_fields(builder: tantivy.SchemaBuilder, collection: Collection) -> None:
    for name in _SEARCHED_KEYS:
        builder.add_text_field(searched_field(collection, name), tokenizer_name="raw", index_option="basic")
    for name in ("toned", "folded"):
        builder.add_text_field(searched_field(collection, name), tokenizer_name="whitespace", index_option="position")
    for name in ("title_toned", "title_folded", "pairs", "title_pairs"):
        builder.add_text_field(searched_field(collection, name), tokenizer_name="whitespace", index_option="freq")
    for name in FILTERS[collection]:
        field = filter_field(collection, name)
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic", fast=True)
