"""From engine-neutral searches to tantivy queries, by pure functions.

How hits rank, highest first:

1. the document that has the number asked for, then one that has part of it, then one that cites it (steps of
   constant score far above any BM25);
2. rows that hold all words with the tones that were typed;
3. BM25 over words and neighbouring words, those of titles weighing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import tantivy
from tantivy import Occur, Query

from nlp.search_words import WordKeys
from search_api.index.contract import Filter, SearchQuery
from search_api.index.embedded.documents import encodable, pair_term
from search_api.index.embedded.schema import FILTER_FIELDS
from search_api.index.rows import filter_keys
from search_api.index.typed_text import TypedText

# A BM25 sum of 32 words with all their weights stays below 1,000; a step must outweigh all below it.
_HAS_NUMBER, _HAS_PART, _HAS_BEGINNING, _CITES_NUMBER = 20_000.0, 15_000.0, 10_000.0, 5_000.0
_WITH_TONES = 1_000.0
# Bare digits among words may be a number or a quantity: a push, no step.
_MAY_BE_NUMBER = 15.0
_TITLE_WEIGHT, _PAIR_WEIGHT, _TITLE_PAIR_WEIGHT = 2.0, 2.0, 4.0

_WORDS_FOR_FALLBACK = 2


def text_query(schema: tantivy.Schema, typed: TypedText) -> Query:
    """Rows that hold all words and phrases, or have or cite a document number that was typed."""
    return _TextQueries(schema).all_words(typed)


def fallback_query(schema: tantivy.Schema, typed: TypedText) -> Query | None:
    """Rows that hold most words, phrases in quotes without their tones; None where that asks nothing new."""
    if len(typed.words) < _WORDS_FOR_FALLBACK and not typed.phrases:
        return None
    return _TextQueries(schema).most_words(typed)


def within_filters(schema: tantivy.Schema, query: SearchQuery, text: Query, without: str | None = None) -> Query:
    """The text query within the collection and the filters, those on field `without` left out."""
    kept = [_filter(schema, item) for item in query.filters if item.field != without]
    clauses = [text, in_collection(schema, query.collection), *kept]
    return Query.boolean_query([(Occur.Must, clause) for clause in clauses])


def in_collection(schema: tantivy.Schema, collection: str) -> Query:
    return _exactly(schema, "collection", (collection,))


def _filter(schema: tantivy.Schema, item: Filter) -> Query:
    return _exactly(schema, FILTER_FIELDS[item.field], filter_keys(item.field, item.values))


def _exactly(schema: tantivy.Schema, field: str, values: Iterable[str]) -> Query:
    terms = [Query.term_query(schema, field, encodable(value), "basic") for value in values]
    return Query.const_score_query(_any_of(terms), 0.0)


def _any_of(queries: Sequence[Query]) -> Query:
    if not queries:
        return Query.empty_query()
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def _all_of(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


class _TextQueries:
    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def all_words(self, typed: TypedText) -> Query:
        if typed.is_empty:
            return Query.const_score_query(Query.all_query(), 0.0)
        required = [self._word(word) for word in typed.words]
        required += [self._phrase(phrase) for phrase in typed.phrases]
        return self._or_number(self._with_ranking(_all_of(required), typed), typed)

    def most_words(self, typed: TypedText) -> Query:
        words = [(Occur.Should, self._word(word)) for word in typed.words]
        phrases = [(Occur.Must, self._folded_phrase(phrase)) for phrase in typed.phrases]
        least = len(typed.words) * 2 // 3 if len(typed.words) > 1 else len(typed.words)
        matching = Query.boolean_query([*words, *phrases], least)
        return self._or_number(self._with_ranking(matching, typed), typed)

    def _or_number(self, text: Query, typed: TypedText) -> Query:
        numbers = [self._number(key) for key in typed.numbers.certain]
        return _any_of([text, *numbers])

    def _with_ranking(self, matching: Query, typed: TypedText) -> Query:
        marked = [word.toned for word in typed.words if word.is_marked]
        ranking = [self._scored("toned", word) for word in marked]
        if marked:
            with_tones = _all_of([self._term("toned", word) for word in marked])
            ranking.append(Query.const_score_query(with_tones, _WITH_TONES))
        for word in typed.words:
            field, term = ("title_toned", word.toned) if word.is_marked else ("title_folded", word.folded)
            ranking.append(self._scored(field, term, _TITLE_WEIGHT))
        for first, second in typed.pairs:
            pair = _pair(first, second)
            ranking.append(self._scored("pairs", pair, _PAIR_WEIGHT))
            ranking.append(self._scored("title_pairs", pair, _TITLE_PAIR_WEIGHT))
        for key in typed.numbers.possible:
            number = Query.term_query(self._schema, "number_parts", key, "basic")
            ranking.append(Query.const_score_query(number, _MAY_BE_NUMBER))
        if not ranking:
            return matching
        return Query.boolean_query([(Occur.Must, matching), *((Occur.Should, query) for query in ranking)])

    def _word(self, word: WordKeys) -> Query:
        """A word typed with tones matches without them too, but then earns no score."""
        folded = self._term("folded", word.folded)
        return Query.const_score_query(folded, 0.0) if word.is_marked else self._scored("folded", word.folded)

    def _phrase(self, phrase: tuple[WordKeys, ...]) -> Query:
        """In quotes tones count: a phrase typed with any matches as typed."""
        if any(word.is_marked for word in phrase):
            return self._consecutive("toned", [word.toned for word in phrase])
        return self._folded_phrase(phrase)

    def _folded_phrase(self, phrase: tuple[WordKeys, ...]) -> Query:
        return self._consecutive("folded", [word.folded for word in phrase])

    def _consecutive(self, field: str, words: Sequence[str]) -> Query:
        if len(words) == 1:
            return self._scored(field, words[0])
        return Query.phrase_query(self._schema, field, list(words))

    def _number(self, key: str) -> Query:
        steps = [
            Query.const_score_query(Query.term_query(self._schema, "number", key, "basic"), _HAS_NUMBER),
            Query.const_score_query(Query.term_query(self._schema, "number_parts", key, "basic"), _HAS_PART),
            Query.const_score_query(Query.term_query(self._schema, "cited_parts", key, "basic"), _CITES_NUMBER),
        ]
        if " " in key:  # half typed: 4952/KH-UB
            beginning = Query.fuzzy_term_query(self._schema, "number_parts", key, distance=0, prefix=True)
            steps.append(Query.const_score_query(beginning, _HAS_BEGINNING))
        return Query.disjunction_max_query(steps)

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, term, "freq")

    def _scored(self, field: str, term: str, weight: float = 1.0) -> Query:
        query = self._term(field, term)
        return query if weight == 1.0 else Query.boost_query(query, weight)


def _pair(first: WordKeys, second: WordKeys) -> str:
    if first.is_marked or second.is_marked:
        return pair_term(first.toned, second.toned)
    return pair_term(first.folded, second.folded)
