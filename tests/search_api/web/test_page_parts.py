"""Pieces of pages without a browser: marks, labels, addresses of searches, names of downloads."""

from __future__ import annotations

import doctest
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from nlp import models
from search_api import uploads
from search_api.index.contract import FILTERS
from search_api.pages import labels, marking, reference_page, signature_view
from search_api.pages.marking import Span, marked, pieces
from search_api.pages.search_state import SearchState, search_state
from search_api.pages.search_view import _FACET_ORDER
from search_api.routes import responses

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted).map(tuple), max_size=6)


@pytest.mark.parametrize(
    "module", [labels, marking, reference_page, responses, signature_view, uploads], ids=lambda module: module.__name__
)
def test_examples_in_docstrings(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted > 0
    assert result.failed == 0


@given(st.text(max_size=40), SPANS)
def test_marks_change_no_character_and_let_no_markup_through(text: str, spans: list[tuple[int, int]]) -> None:
    html = str(marked(text, spans))
    plain = html.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in plain
    assert unescape(plain) == unescape(str(marked(text, [])))


@given(st.text(max_size=40), st.integers(0, 20), SPANS)
def test_pieces_make_up_the_text(text: str, offset: int, spans: list[tuple[int, int]]) -> None:
    found = [Span(start, end, f"key-{index}", "field") for index, (start, end) in enumerate(spans)]
    assert "".join(piece.text for piece in pieces(text, offset, found, "key-0")) == text


def test_chosen_span_is_shown_where_others_lie_over_it() -> None:
    spans = [Span(0, 10, "sentence", "target"), Span(2, 4, "number", "field")]
    assert [(piece.text, piece.span and piece.span.key) for piece in pieces("0123456789", 0, spans, None)] == [
        ("01", "sentence"),
        ("23", "number"),
        ("456789", "sentence"),
    ]
    assert {piece.span and piece.span.key for piece in pieces("0123456789", 0, spans, "sentence")} == {"sentence"}


def test_every_filter_and_every_value_has_a_label() -> None:
    for names in FILTERS.values():
        assert set(names) <= set(labels.FILTER_LABELS)
    assert set(labels.LEVELS) == set(models.Level.__args__)  # type: ignore[attr-defined]
    assert set(labels.ROLES) == set(models.Role.__args__)  # type: ignore[attr-defined]
    assert set(labels.RELATIONS) == set(models.Relation.__args__)  # type: ignore[attr-defined]
    assert set(labels.COMPARATORS) == set(models.Comparator.__args__)  # type: ignore[attr-defined]
    assert set(labels.DIRECTIONS) == set(models.Direction.__args__)  # type: ignore[attr-defined]
    assert set(_FACET_ORDER) <= set(labels.FILTER_LABELS)


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        ((85, None, "%", ">="), "ít nhất 85 %"),
        ((99.5, None, "%", ">"), "trên 99,5 %"),
        ((12500, None, "triệu đồng", "="), "12.500 triệu đồng"),
        ((1, 2, "cán bộ", "range"), "từ 1 đến 2 cán bộ"),
        ((15, None, "%", "=", "increase"), "tăng 15 %"),
        ((0.5, None, "%", ">=", "decrease"), "giảm ít nhất 0,5 %"),
        ((3, None, "top", "="), "top 3"),
    ],
)
def test_quantity_in_words(quantity: tuple[object, ...], words: str) -> None:
    assert labels.quantity_in_words(*quantity).replace("\N{NO-BREAK SPACE}", " ") == words  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("deadline", "words"),
    [("yearly", "hằng năm"), ("2027", "năm 2027"), ("2027-06", "tháng 6/2027"), ("2027-06-30", "30/06/2027")],
)
def test_deadline_in_words(deadline: str, words: str) -> None:
    assert labels.deadline_in_words(deadline) == words


def test_address_says_the_whole_state() -> None:
    state = SearchState("targets", "công tác", {"province": ("Bắc Ninh", "Lạng Sơn"), "unit": ("%",)}, "newest", 3)
    assert search_state(QueryParams(state.url.partition("?")[2])) == state


def test_toggling_twice_changes_nothing() -> None:
    state = SearchState("documents", "a", {"year": ("2021",)})
    assert state.with_toggled("year", "2022").with_toggled("year", "2022") == state
    assert state.with_toggled("year", "2021").filters == {}


def test_address_with_nonsense_still_is_a_search() -> None:
    state = search_state(QueryParams("collection=x&sort=y&page=-7&colour=red&role=lead&q=+a+"))
    assert state == SearchState(text="a")
    assert search_state(QueryParams("page=99999999999999")).page == 1


def test_other_collection_keeps_the_filters_that_it_has() -> None:
    state = SearchState("targets", "a", {"unit": ("%",), "year": ("2021",)}, page=4)
    assert state.in_collection("assignments") == SearchState("assignments", "a", {"year": ("2021",)})


def test_name_in_a_header_cannot_break_out_of_it() -> None:
    header = responses.content_disposition('a"\r\nSet-Cookie: x=1;é.pdf')
    assert "\r" not in header
    assert "\n" not in header
    assert header.count('"') == 2
