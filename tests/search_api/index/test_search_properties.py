"""Whatever is typed, a search answers, and what it marks is there."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.text import fold
from search_api.index.contract import Collection, Filter, SearchIndex, SearchQuery, Sort
from search_api.index.highlights import FRAGMENT_LENGTH, Marker
from search_api.index.typed_text import parse_typed_text
from search_api.index.word_places import FoldedText

_FREELY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

_SNIPPETS = st.sampled_from(
    ['"', "“", "công tác", "cong tac", "xã hội", "4952/KH-UBND", "/", "-", "AND", "NOT", "title:", "*", "\\", "(",
     "[a TO", "😀", "a\u0301", "e\u0302\u0301", "\x00", "\u200b", "\ud800", "\n", "1.000", "٣", "ﬁ", "İ", "ǅ",
     "x" * 300]
)  # fmt: skip
_TYPED = st.one_of(st.text(), st.lists(_SNIPPETS, max_size=12).map(" ".join), st.lists(_SNIPPETS).map("".join))


@_FREELY
@given(_TYPED, st.sampled_from(["documents", "targets", "assignments"]), st.sampled_from(["relevance", "oldest"]))
def test_any_text_is_answered(index: SearchIndex, text: str, collection: Collection, sort: Sort) -> None:
    result = index.search(SearchQuery(collection, text, sort=sort, facets=("year",)))
    assert len(result.hits) == min(result.total, 20)
    for hit in result.hits:
        for highlight in hit.highlights:
            assert all(0 <= start < end <= len(highlight.text) for start, end in highlight.spans)


@_FREELY
@given(_TYPED)
def test_any_prefix_and_any_filter_is_answered(index: SearchIndex, text: str) -> None:
    assert len(index.suggest(text, limit=5)) <= 5
    assert index.search(SearchQuery(filters=(Filter("issuer", (text,)), Filter("cites", (text,))))).total >= 0


def test_a_pasted_page_is_answered(index: SearchIndex) -> None:
    for text in ("a" * 10_000, "công tác " * 1_200, '"' * 10_000, "4952/" * 2_000, '"công tác" ' * 1_000):
        index.search(SearchQuery(text=text))
        index.suggest(text)


_WORDS = st.sampled_from(["công", "cống", "cong", "tác", "xã", "hội", "họ", "xa", "4952", "KH", "UBND", "1.000", "đ"])
_SEPARATORS = st.sampled_from([" ", ", ", "\n", "/", "-", " – ", ". "])
_TEXTS = st.lists(st.tuples(_WORDS, _SEPARATORS), min_size=1, max_size=120).map(
    lambda parts: "".join(word + separator for word, separator in parts)
)


@_FREELY
@given(st.lists(_WORDS, min_size=1, max_size=5).map(" ".join), st.lists(_TEXTS, min_size=1, max_size=3))
def test_marks_cover_sought_words_and_fragments_are_pieces_of_their_page(typed: str, pages: list[str]) -> None:
    sought = {fold(word).replace(".", "") for word in typed.split()}
    for highlight in Marker(parse_typed_text(typed)).fragments([FoldedText.of(page) for page in pages]):
        assert highlight.page is not None
        assert highlight.text in pages[highlight.page - 1].replace("\n", " ")
        assert len(highlight.text) <= FRAGMENT_LENGTH
        assert highlight.spans
        for start, end in highlight.spans:
            marked = re.findall(r"[\w.]+(?<!\.)", fold(highlight.text[start:end]))
            assert {word.replace(".", "") for word in marked} <= sought
