"""From engine-neutral searches to tantivy queries, by pure functions.

How hits rank, highest first:

1. the document that has the number asked for, then one that has part of it, then one that cites it (steps of
   constant score far above any BM25);
2. rows that hold all words with the tones that were typed;
3. rows that hold all words next to each other as typed;
4. BM25 over words and neighbouring words, those of titles weighing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import tantivy
from tantivy import Occur, Query

from nlp.number_keys import AskedNumbers
from nlp.search_words import WordKeys
from search_api.index.contract import Collection, SearchQuery
from search_api.index.embedded.schema import filter_field, searched_field
from search_api.index.embedded.terms import encodable, pair_term
from search_api.index.keywords import filter_keys
from search_api.index.typed_text import TypedText

# A BM25 sum of 32 words with all their weights stays below 1,000; a step must outweigh all below it.
_HAS_NUMBER, _HAS_PART, _HAS_BEGINNING, _CITES_NUMBER = 20_000.0, 15_000.0, 10_000.0, 5_000.0
_WITH_TONES, _CONSECUTIVE = 2_000.0, 1_000.0
# Bare digits among words may be a number or a quantity: a push, no step.
_MAY_BE_NUMBER = 15.0
_TITLE_WEIGHT, _PAIR_WEIGHT, _TITLE_PAIR_WEIGHT = 2.0, 2.0, 4.0

_ONE_WORD = 20.0
_WORDS_FOR_FALLBACK = 3


@dataclass(frozen=True, slots=True)
class TextQuery:
    """What a typed text asks of a collection.

    `matching` gives no scores, for counting; `ranked` gives them. `closest` is the top of `ranked` and much faster,
    where there is a top step: rows that hold all words next to each other, with the tones typed. The words of an
    official text are in most of the others too; scoring all of those would take most of the time.
    """

    matching: Query
    ranked: Query
    closest: Query | None = None


def text_query(schema: tantivy.Schema, collection: Collection, typed: TypedText) -> TextQuery:
    """Rows that hold all words and phrases, or have or cite a document number that was typed."""
    return _TextQueries(schema, collection).all_words(typed)


def fallback_query(schema: tantivy.Schema, collection: Collection, typed: TypedText) -> TextQuery | None:
    """Rows that hold most words, all figures, and phrases in quotes without their tones; None if that eases nothing."""
    if len(typed.words) < _WORDS_FOR_FALLBACK and not typed.phrases:
        return None
    return _TextQueries(schema, collection).most_words(typed)


def within_filters(schema: tantivy.Schema, query: SearchQuery, text: Query, without: str | None = None) -> Query:
    """The text query within the collection and the filters, those on field `without` left out."""
    clauses = [text, in_collection(schema, query.collection)]
    for item in query.filters:
        if item.field != without:
            field = filter_field(query.collection, item.field)
            clauses.append(_exactly(schema, field, filter_keys(item.field, item.values)))
    return Query.boolean_query([(Occur.Must, clause) for clause in clauses])


def in_collection(schema: tantivy.Schema, collection: str) -> Query:
    return _exactly(schema, "collection", (collection,))


def _exactly(schema: tantivy.Schema, field: str, values: Iterable[str]) -> Query:
    terms = [Query.term_query(schema, field, encodable(value), "basic") for value in values]
    return Query.const_score_query(_any_of(terms), 0.0)


def _any_of(queries: Sequence[Query]) -> Query:
    if not queries:
        return Query.empty_query()
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def _all_of(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def _least(words: int) -> int:
    """How many of the words must match where not all do: two of three, three of four, four of six.

    Never one of two: half of a word of two syllables is in every text.
    """
    return -(-words * 2 // 3)


class _TextQueries:
    def __init__(self, schema: tantivy.Schema, collection: Collection) -> None:
        self._schema = schema
        self._collection = collection

    def all_words(self, typed: TypedText) -> TextQuery:
        if typed.is_blank:
            everything = Query.const_score_query(Query.all_query(), 0.0)
            return TextQuery(everything, everything)
        phrases = [self._phrase(phrase) for phrase in typed.phrases]
        words = [self._matching(word) for word in typed.words]
        if not words and not phrases:
            return self._with_numbers(Query.empty_query(), Query.empty_query(), typed)
        scored = [self._matching(word) if word.is_marked else self._as_typed(word) for word in typed.words]
        ranked = _with_optional(_all_of([*scored, *phrases]), self._ranking(typed))
        found = self._with_numbers(_all_of([*words, *phrases]), ranked, typed)
        return replace(found, closest=self._closest(typed))

    def most_words(self, typed: TypedText) -> TextQuery:
        words = [word for word in typed.words if not word.is_figure]
        optional = [(Occur.Should, self._one_of_many(word)) for word in words]
        required = [self._folded_phrase(phrase) for phrase in typed.phrases]
        required += [self._as_typed(word) for word in typed.words if word.is_figure]
        clauses = [*optional, *((Occur.Must, query) for query in required)]
        matching = Query.boolean_query(clauses, _least(len(words)))
        return self._with_numbers(matching, _with_optional(matching, self._ranking(typed)), typed)

    def _with_numbers(self, matching: Query, ranked: Query, typed: TypedText) -> TextQuery:
        numbers = [self._number(key) for key in typed.numbers.certain]
        return TextQuery(_any_of([matching, *numbers]), _any_of([ranked, *numbers]))

    def _closest(self, typed: TypedText) -> Query | None:
        in_pairs = {word for pair in typed.pairs for word in pair}
        if not typed.pairs or typed.phrases or typed.numbers != AskedNumbers() or in_pairs != set(typed.words):
            return None
        step = _step(_CONSECUTIVE + _WITH_TONES * any(word.is_marked for word in typed.words))
        words = [self._as_typed(word) for word in typed.words]
        return _with_optional(_all_of([*self._pairs(typed), *words, step]), [_any_of(self._title_pairs(typed))])

    def _ranking(self, typed: TypedText) -> Iterator[Query]:
        """What adds to the score of rows that match."""
        if marked := [self._as_typed(word) for word in typed.words if word.is_marked]:
            yield _all_of([*marked, _step(_WITH_TONES)])
        if typed.pairs:
            yield _all_of([*(Query.const_score_query(pair, 0.0) for pair in self._pairs(typed)), _step(_CONSECUTIVE)])
        if pairs := [*self._pairs(typed), *self._title_pairs(typed)]:
            yield _any_of(pairs)
        if len(typed.words) == 1:  # a word that was typed alone has no neighbours
            word = typed.words[0]
            field, term = ("title_toned", word.toned) if word.is_marked else ("title_folded", word.folded)
            yield self._scored(field, term, _TITLE_WEIGHT)
        for key in typed.numbers.possible:
            yield Query.const_score_query(self._key("number_parts", key), _MAY_BE_NUMBER)

    def _pairs(self, typed: TypedText) -> list[Query]:
        return [self._scored("pairs", _pair(*pair), _PAIR_WEIGHT) for pair in typed.pairs]

    def _title_pairs(self, typed: TypedText) -> list[Query]:
        pairs = [*typed.pairs, *(pair for phrase in typed.phrases for pair in pairwise(phrase))]
        return [self._scored("title_pairs", _pair(*pair), _TITLE_PAIR_WEIGHT) for pair in pairs]

    def _matching(self, word: WordKeys) -> Query:
        """With its tones or without, for no score: a word typed with tones earns it only where they are."""
        return Query.const_score_query(self._scored("folded", word.folded), 0.0)

    def _as_typed(self, word: WordKeys) -> Query:
        return self._scored("toned", word.toned) if word.is_marked else self._scored("folded", word.folded)

    def _one_of_many(self, word: WordKeys) -> Query:
        """What counts first is how many words match."""
        matches = Query.const_score_query(self._scored("folded", word.folded), _ONE_WORD)
        return _with_optional(matches, [self._as_typed(word)])

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
        return Query.phrase_query(self._schema, searched_field(self._collection, field), list(words))

    def _number(self, key: str) -> Query:
        steps = [
            Query.const_score_query(self._key("number", key), _HAS_NUMBER),
            Query.const_score_query(self._key("number_parts", key), _HAS_PART),
            Query.const_score_query(self._key("cited_parts", key), _CITES_NUMBER),
        ]
        if " " in key:  # half typed: 4952/KH-UB
            field = searched_field(self._collection, "number_parts")
            beginning = Query.fuzzy_term_query(self._schema, field, key, distance=0, prefix=True)
            steps.append(Query.const_score_query(beginning, _HAS_BEGINNING))
        return Query.disjunction_max_query(steps)

    def _key(self, field: str, key: str) -> Query:
        return Query.term_query(self._schema, searched_field(self._collection, field), key, "basic")

    def _scored(self, field: str, term: str, weight: float = 1.0) -> Query:
        query = Query.term_query(self._schema, searched_field(self._collection, field), term, "freq")
        return query if weight == 1.0 else Query.boost_query(query, weight)


def _step(height: float) -> Query:
    """Joined to others that all must match, adds a constant to their score."""
    return Query.const_score_query(Query.all_query(), height)


def _with_optional(matching: Query, optional: Iterable[Query]) -> Query:
    """One inside the other: tantivy scores clauses side by side on all rows that they match, one alone only on those
    that match as a whole. That pays where they match most rows; rare ones (pairs) are faster side by side, `_any_of`.
    """
    for query in optional:
        matching = Query.boolean_query([(Occur.Must, matching), (Occur.Should, query)])
    return matching


def _pair(first: WordKeys, second: WordKeys) -> str:
    if first.is_marked or second.is_marked:
        return pair_term(first.toned, second.toned)
    return pair_term(first.folded, second.folded)
