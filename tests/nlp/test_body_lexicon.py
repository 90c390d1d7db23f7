"""The examples that stand beside the knowledge of citations, quantities, targets and tables."""

from __future__ import annotations

import re
from typing import Any

import pytest

from nlp.body.citation_words import alternatives, form_before, phrases, title_opener
from nlp.body.cited_documents import find_document_mentions
from nlp.body.quantities import find_quantities
from nlp.body.tables import column_kind
from nlp.body.target_words import words_of
from nlp.lexicon import entries


def examples(subject: str, key: str = "examples") -> list[Any]:
    return [
        pytest.param(entry, text, id=f"{subject}: {text}") for entry in entries(subject) for text in entry.get(key, ())
    ]


@pytest.mark.parametrize(("entry", "text"), examples("cited_types"))
def test_types_of_cited_documents(entry: dict[str, Any], text: str) -> None:
    assert {mention.doc_type for mention in find_document_mentions(text)} == {entry["type"]}


@pytest.mark.parametrize(("entry", "text"), examples("cited_types", "counter_examples"))
def test_words_that_cite_nothing(entry: dict[str, Any], text: str) -> None:
    assert find_document_mentions(text) == ()


@pytest.mark.parametrize(("entry", "text"), examples("citation_phrases"))
def test_citation_phrases(entry: dict[str, Any], text: str) -> None:
    if entry["role"] == "title":
        assert title_opener().search(text)
    elif entry["role"] == "law":
        assert [(found.doc_type, found.end) for found in find_document_mentions(text)] == [("luật", len(text))]
    elif entry["role"] == "form":
        assert form_before().search(text[: re.search(r"\d", text).start()])  # type: ignore[union-attr]
    else:
        assert re.search(alternatives(phrases(entry["role"])), text, re.IGNORECASE)


@pytest.mark.parametrize(("entry", "text"), examples("comparators"))
def test_comparators(entry: dict[str, Any], text: str) -> None:
    assert [quantity.comparator for quantity in find_quantities(text, 0, len(text))] == [entry["comparator"]]


@pytest.mark.parametrize(("entry", "text"), examples("units"))
def test_units(entry: dict[str, Any], text: str) -> None:
    (found,) = find_quantities(text, 0, len(text))
    assert found.kind == entry["kind"]
    assert text.endswith(found.unit)


def test_no_unit_stands_twice_under_other_kinds() -> None:
    """A name under two kinds is of the later one: only those that may be either are meant to be."""
    kinds: dict[str, set[str]] = {}
    for entry in entries("units"):
        for name in entry["names"]:
            kinds.setdefault(name.casefold(), set()).add(entry["kind"])
    assert {name for name, found in kinds.items() if len(found) > 1} == {"lần", "bản"}


@pytest.mark.parametrize(("entry", "text"), examples("number_labels"))
def test_labels_count_nothing(entry: dict[str, Any], text: str) -> None:
    assert find_quantities(text, 0, len(text)) == ()


@pytest.mark.parametrize(("entry", "text"), examples("number_labels", "counter_examples"))
def test_words_that_only_look_like_labels(entry: dict[str, Any], text: str) -> None:
    assert len(find_quantities(text, 0, len(text))) == 1


@pytest.mark.parametrize(("entry", "text"), examples("target_phrases"))
def test_target_phrases(entry: dict[str, Any], text: str) -> None:
    assert words_of(entry["role"]).search(text)


@pytest.mark.parametrize(("entry", "text"), examples("target_phrases", "counter_examples"))
def test_target_phrases_that_do_not_begin_or_stand_there(entry: dict[str, Any], text: str) -> None:
    title = re.sub(r"^\W*[\dIVX]+\.\s*", "", text)
    assert not words_of(entry["role"]).match(title)


@pytest.mark.parametrize(("entry", "text"), examples("table_columns"))
def test_columns(entry: dict[str, Any], text: str) -> None:
    assert column_kind(text) == entry["column"]


@pytest.mark.parametrize(("entry", "text"), examples("table_columns", "counter_examples"))
def test_columns_of_another_kind(entry: dict[str, Any], text: str) -> None:
    assert column_kind(text) != entry["column"]
