"""Rows as tantivy documents."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from itertools import pairwise

import tantivy

from nlp.number_keys import number_key, partial_number_keys
from nlp.search_words import WordKeys, word_keys
from search_api.index.embedded.names import suggestable_names
from search_api.index.embedded.schema import FILTER_FIELDS, PAGE_BREAK
from search_api.index.rows import Row

# Stands between texts, so that the last word of one and the first of the next make no phrase.
_GAP = WordKeys("|", "|")
_LATEST_DAY = 99_999_999
_TIE_BITS = 36


def tantivy_document(row: Row) -> tantivy.Document:
    titles = _words(row.titles)
    words = [*titles, *_words(row.texts), *_words(row.pages)]
    document = tantivy.Document()
    document.add_text("collection", row.collection)
    document.add_text("id", row.id)
    document.add_text("document_id", row.document_id)
    document.add_bytes("stored", encodable(json.dumps(row.fields, ensure_ascii=False)).encode())
    if row.pages:
        pages = PAGE_BREAK.join(page.replace(PAGE_BREAK, "\n") for page in row.pages)
        document.add_bytes("pages", encodable(pages).encode())
    document.add_text("toned", " ".join(word.toned for word in words))
    document.add_text("folded", " ".join(word.folded for word in words))
    document.add_text("pairs", _pairs(words))
    document.add_text("title_toned", " ".join(word.toned for word in titles))
    document.add_text("title_folded", " ".join(word.folded for word in titles))
    document.add_text("title_pairs", _pairs(titles))
    _add_numbers(document, row)
    for name, values in row.keywords.items():
        for value in values:
            document.add_text(FILTER_FIELDS[name], encodable(value))
    for name in suggestable_names(row):
        document.add_text("names", encodable(name))
    newest, oldest = _date_keys(row)
    document.add_unsigned("newest", newest)
    document.add_unsigned("oldest", oldest)
    return document


def encodable(text: str) -> str:
    """The text without half surrogates, which no UTF-8 can hold."""
    return text.encode("utf-8", "replace").decode()


def _words(texts: Iterable[str]) -> list[WordKeys]:
    words: list[WordKeys] = []
    for text in texts:
        words.extend(word_keys(text))
        words.append(_GAP)
    return words


def pair_term(first: str, second: str) -> str:
    return f"{first}_{second}"


def _pairs(words: Sequence[WordKeys]) -> str:
    terms = []
    for first, second in pairwise(words):
        terms.append(pair_term(first.folded, second.folded))
        if first.is_marked or second.is_marked:
            terms.append(pair_term(first.toned, second.toned))
    return " ".join(terms)


def _add_numbers(document: tantivy.Document, row: Row) -> None:
    if row.number:
        document.add_text("number", number_key(row.number))
        for key in partial_number_keys(row.number):
            document.add_text("number_parts", key)
    for key in dict.fromkeys(key for number in row.cited_numbers for key in partial_number_keys(number)):
        document.add_text("cited_parts", key)


def _date_keys(row: Row) -> tuple[int, int]:
    """Keys for descending and ascending order by issue date: no date comes last in both, equal dates by id."""
    tie = int.from_bytes(hashlib.blake2b(row.id.encode(), digest_size=8).digest()) >> (64 - _TIE_BITS)
    digits = (row.date or "").replace("-", "")
    known = digits.isascii() and digits.isdecimal()
    newest = int(digits.ljust(8, "0")[:8]) if known else 0
    oldest = newest if known else _LATEST_DAY
    return newest << _TIE_BITS | tie, oldest << _TIE_BITS | tie
