"""Rows as tantivy documents."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import tantivy

from nlp.number_keys import number_key, partial_number_keys
from nlp.search_words import WordKeys, word_keys
from nlp.text import fold
from search_api.index.embedded.names import suggestable_names
from search_api.index.embedded.schema import PAGE_BREAK, filter_field, searched_field
from search_api.index.embedded.terms import encodable, pair_term
from search_api.index.rows import Row

# Stands between texts, so that the last word of one and the first of the next make no phrase.
_GAP = WordKeys("|", "|")
_LATEST_DAY = 99_999_999
_TIE_BITS = 36


def tantivy_document(row: Row) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("collection", row.collection)
    document.add_text("document_id", row.document_id)
    document.add_bytes("stored", encodable(json.dumps(row.fields, ensure_ascii=False)).encode())
    if row.pages:
        pages = encodable(PAGE_BREAK.join(page.replace(PAGE_BREAK, "\n") for page in row.pages))
        document.add_bytes("pages", pages.encode())
        document.add_bytes("folded_pages", fold(pages).encode())
    for name, text in _searched_texts(row).items():
        document.add_text(searched_field(row.collection, name), text)
    for name, key in _number_keys(row):
        document.add_text(searched_field(row.collection, name), key)
    for name, values in row.keywords.items():
        for value in values:
            document.add_text(filter_field(row.collection, name), encodable(value))
    for name in suggestable_names(row):
        document.add_text("names", encodable(name))
    newest, oldest = _date_keys(row)
    document.add_unsigned("newest", newest)
    document.add_unsigned("oldest", oldest)
    return document


def _searched_texts(row: Row) -> dict[str, str]:
    titles = _Indexed.of(row.titles)
    words = titles.followed_by(_Indexed.of((*row.texts, *row.pages)))
    return {
        "toned": " ".join(words.toned),
        "folded": " ".join(words.folded),
        "pairs": words.pairs(),
        "title_toned": " ".join(titles.toned),
        "title_folded": " ".join(titles.folded),
        "title_pairs": titles.pairs(),
    }


@dataclass(frozen=True, slots=True)
class _Indexed:
    """Words as the text fields take them: separated by spaces, neighbours as one term."""

    toned: list[str]
    folded: list[str]

    @staticmethod
    def of(texts: Iterable[str]) -> _Indexed:
        words: list[WordKeys] = []
        for text in texts:
            words.extend(word_keys(text))
            words.append(_GAP)
        return _Indexed([word.toned for word in words], [word.folded for word in words])

    def followed_by(self, other: _Indexed) -> _Indexed:
        return _Indexed(self.toned + other.toned, self.folded + other.folded)

    def pairs(self) -> str:
        """Folded pairs, and toned ones where they differ."""
        folded = list(map(pair_term, self.folded, self.folded[1:]))
        toned = map(pair_term, self.toned, self.toned[1:])
        return " ".join(folded + [pair for pair, plain in zip(toned, folded, strict=True) if pair != plain])


def _number_keys(row: Row) -> Iterator[tuple[str, str]]:
    if row.number:
        yield "number", number_key(row.number)
        yield from (("number_parts", key) for key in partial_number_keys(row.number))
    cited = dict.fromkeys(key for number in row.cited_numbers for key in partial_number_keys(number))
    yield from (("cited_parts", key) for key in cited)


def _date_keys(row: Row) -> tuple[int, int]:
    """Keys for descending and ascending order by issue date: no date comes last in both, equal dates by id."""
    tie = int.from_bytes(hashlib.blake2b(row.id.encode(), digest_size=8).digest()) >> (64 - _TIE_BITS)
    digits = (row.date or "").replace("-", "")
    known = digits.isascii() and digits.isdecimal()
    newest = int(digits.ljust(8, "0")[:8]) if known else 0
    oldest = newest if known else _LATEST_DAY
    return newest << _TIE_BITS | tie, oldest << _TIE_BITS | tie
