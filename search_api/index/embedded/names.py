"""Names in the index that suggestions are made of.

They stand as terms `kind, folded name from one of its words on, name as shown, document id`, joined by SEPARATOR, so
that a prefix of any of its words finds a name in the dictionary of terms.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.number_keys import number_key
from nlp.search_words import word_keys
from search_api.index.rows import Row

SEPARATOR = "\x1f"
NAME_KINDS = ("issuer", "agency", "signer")
LONGEST_NAME = 200

_MOST_STARTS = 12


def suggestable_names(row: Row) -> Iterator[str]:
    """The terms for a document's row; none for targets and assignments, whose agencies the document's row has."""
    if row.collection != "documents":
        return
    if row.number:
        yield SEPARATOR.join(("number", number_key(row.number), "".join(row.number.split()), row.document_id))
    for kind in NAME_KINDS:
        for name in row.keywords[kind]:
            words = [word.folded for word in word_keys(name)]
            if len(name) <= LONGEST_NAME:
                for start in range(min(len(words), _MOST_STARTS)):
                    yield SEPARATOR.join((kind, " ".join(words[start:]), name, ""))
