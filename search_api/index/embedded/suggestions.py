"""Suggestions while a person types: numbers, titles, issuers, agencies, signers."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise, zip_longest

import tantivy
from tantivy import Occur, Query

from nlp.number_keys import number_key
from nlp.search_words import word_keys
from search_api.index.contract import Suggestion
from search_api.index.embedded.names import LONGEST_NAME, NAME_KINDS, SEPARATOR
from search_api.index.embedded.queries import in_collection
from search_api.index.embedded.schema import searched_field
from search_api.index.embedded.stored import stored_row
from search_api.index.embedded.terms import pair_term

_TITLE, _TITLE_PAIRS = searched_field("documents", "title_folded"), searched_field("documents", "title_pairs")
_HITS_A_TITLE = 4


def suggestions(searcher: tantivy.Searcher, schema: tantivy.Schema, prefix: str, limit: int) -> tuple[Suggestion, ...]:
    """Numbers first where digits were typed; else titles and names by turns, the most frequent of a kind first."""
    prefix = prefix[:LONGEST_NAME]
    words = [word.folded for word in word_keys(prefix)]
    if not words or limit < 1:
        return ()
    number = number_key(prefix)
    numbers = _with_prefix(searcher, schema, "number", number, limit) if number[:1].isdecimal() else []
    by_kind = [_titles(searcher, schema, words, limit)]
    by_kind += [_with_prefix(searcher, schema, kind, " ".join(words), limit) for kind in NAME_KINDS]
    by_turns = [found for turn in zip_longest(*by_kind) for found in turn if found is not None]
    return tuple([*numbers, *by_turns][:limit])


def _with_prefix(
    searcher: tantivy.Searcher, schema: tantivy.Schema, kind: str, prefix: str, limit: int
) -> list[Suggestion]:
    alive = in_collection(schema, "documents")
    terms = searcher.terms_with_prefix("names", kind + SEPARATOR + prefix, alive, limit * 2)
    parts = [term.split(SEPARATOR) for term, count in terms if count]
    found = [Suggestion(text, kind, document_id or None) for _, _, text, document_id in parts]
    return list(dict.fromkeys(found))[:limit]


def _titles(searcher: tantivy.Searcher, schema: tantivy.Schema, words: list[str], limit: int) -> list[Suggestion]:
    """Titles, with their type before them (kế hoạch …), that hold the words in a row, the last as a beginning.

    Those that begin so come first.
    """
    clauses = [in_collection(schema, "documents")]
    clauses += [Query.term_query(schema, _TITLE, word, "freq") for word in words[:-1]]
    clauses += [Query.term_query(schema, _TITLE_PAIRS, pair_term(*pair), "freq") for pair in pairwise(words[:-1])]
    clauses.append(Query.fuzzy_term_query(schema, _TITLE, words[-1], distance=0, prefix=True))
    all_of = Query.boolean_query([(Occur.Must, clause) for clause in clauses])
    found = searcher.search(all_of, limit * _HITS_A_TITLE, count=False)
    placed = [(_place_in_title(row, words), row) for row in (stored_row(searcher.doc(hit)) for _, hit in found.hits)]
    kept = sorted((place, str(row["title"]), str(row["id"])) for place, row in placed if place is not None)
    return [Suggestion(title, "title", document_id) for _, title, document_id in kept[:limit]]


def _place_in_title(row: Mapping[str, object], words: list[str]) -> int | None:
    """0 where the title, or type and title, begin with the words, 1 where they hold them; None where not."""
    of_type, of_title = (
        "".join(f" {word.folded}" for word in word_keys(str(row[name] or ""))) for name in ("doc_type", "title")
    )
    asked = " " + " ".join(words)
    if of_title.startswith(asked) or (len(asked) > len(of_type) and (of_type + of_title).startswith(asked)):
        return 0
    return 1 if asked in of_title else None
