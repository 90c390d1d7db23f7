"""Suggestions while a person types: numbers, titles, issuers, agencies, signers.

Names stand in the index as terms `kind, folded name from one of its words on, name as shown, document id`, joined by
SEPARATOR, so that a prefix of any of its words finds a name in the dictionary of terms.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

import tantivy
from tantivy import Occur, Query

from nlp.number_keys import number_key
from nlp.search_words import word_keys
from search_api.index.contract import Suggestion
from search_api.index.embedded.schema import searched_field
from search_api.index.embedded.stored import stored_row
from search_api.index.rows import Row

SEPARATOR = "\x1f"
_NAME_KINDS = ("issuer", "agency", "signer")
_TITLE = searched_field("documents", "title_folded")
_HITS_A_TITLE = 4
_MOST_STARTS = 12
_LONGEST_NAME = 200


def suggestable_names(row: Row) -> Iterator[str]:
    """The terms for a document's row; none for targets and assignments, whose agencies the document's row has."""
    if row.collection != "documents":
        return
    if row.number:
        yield SEPARATOR.join(("number", number_key(row.number), "".join(row.number.split()), row.document_id))
    for kind in _NAME_KINDS:
        for name in row.keywords[kind]:
            words = [word.folded for word in word_keys(name)]
            if len(name) <= _LONGEST_NAME:
                for start in range(min(len(words), _MOST_STARTS)):
                    yield SEPARATOR.join((kind, " ".join(words[start:]), name, ""))


def suggestions(searcher: tantivy.Searcher, schema: tantivy.Schema, prefix: str, limit: int) -> tuple[Suggestion, ...]:
    """Numbers first where digits were typed; else titles and names by turns, the most frequent of a kind first."""
    prefix = prefix[:_LONGEST_NAME]
    words = [word.folded for word in word_keys(prefix)]
    if not words or limit < 1:
        return ()
    number = number_key(prefix)
    numbers = _with_prefix(searcher, schema, "number", number, limit) if number[:1].isdecimal() else []
    by_kind = [_titles(searcher, schema, words, limit)]
    by_kind += [_with_prefix(searcher, schema, kind, " ".join(words), limit) for kind in _NAME_KINDS]
    by_turns = [found for turn in zip_longest(*by_kind) for found in turn if found is not None]
    return tuple([*numbers, *by_turns][:limit])


def _with_prefix(
    searcher: tantivy.Searcher, schema: tantivy.Schema, kind: str, prefix: str, limit: int
) -> list[Suggestion]:
    alive = Query.term_query(schema, "collection", "documents", "basic")
    terms = searcher.terms_with_prefix("names", kind + SEPARATOR + prefix, alive, limit * 2)
    parts = [term.split(SEPARATOR) for term, count in terms if count]
    found = [Suggestion(text, kind, document_id or None) for _, _, text, document_id in parts]
    return list(dict.fromkeys(found))[:limit]


def _titles(searcher: tantivy.Searcher, schema: tantivy.Schema, words: list[str], limit: int) -> list[Suggestion]:
    """Titles that hold all words, the last of them as a beginning. A type (kế hoạch) before the title counts along."""
    clauses = [Query.term_query(schema, "collection", "documents", "basic")]
    clauses += [Query.term_query(schema, _TITLE, word, "freq") for word in words[:-1]]
    clauses.append(Query.fuzzy_term_query(schema, _TITLE, words[-1], distance=0, prefix=True))
    all_of = Query.boolean_query([(Occur.Must, clause) for clause in clauses])
    found = searcher.search(all_of, limit * _HITS_A_TITLE, count=False)
    rows = [stored_row(searcher.doc(address)) for _, address in found.hits]
    titles = [Suggestion(str(row["title"]), "title", str(row["id"])) for row in rows if row["title"]]
    return [title for title in titles if any(key.folded.startswith(words[-1]) for key in word_keys(title.text))][:limit]
