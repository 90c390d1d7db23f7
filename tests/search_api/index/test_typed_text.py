"""What is made of a typed text."""

from __future__ import annotations

import doctest

import pytest

from search_api.index import typed_text
from search_api.index.typed_text import parse_typed_text


def test_examples_in_the_documentation() -> None:
    result = doctest.testmod(typed_text)
    assert (result.failed, result.attempted > 0) == (0, True)


@pytest.mark.parametrize(
    ("text", "words", "pairs", "phrases"),
    [
        ("giảm nghèo", ["giảm", "nghèo"], [("giảm", "nghèo")], []),
        ("nghèo giảm nghèo", ["nghèo", "giảm"], [("nghèo", "giảm"), ("giảm", "nghèo")], []),
        ('giảm "đa chiều" nghèo', ["giảm", "nghèo"], [], [("đa", "chiều")]),
        ("«đa chiều»", [], [], [("đa", "chiều")]),
        ('giảm "', ["giảm"], [], []),
        ('""', [], [], []),
        ("", [], [], []),
    ],
)
def test_words_pairs_and_phrases(
    text: str, words: list[str], pairs: list[tuple[str, str]], phrases: list[tuple[str, ...]]
) -> None:
    typed = parse_typed_text(text)
    assert [word.toned for word in typed.words] == words
    assert [(first.toned, second.toned) for first, second in typed.pairs] == pairs
    assert [tuple(word.toned for word in phrase) for phrase in typed.phrases] == phrases


@pytest.mark.parametrize(("text", "is_blank"), [("", True), (" \n", True), ("!", False), ('"', False), ("a", False)])
def test_only_a_text_without_marks_is_blank(text: str, is_blank: bool) -> None:
    assert parse_typed_text(text).is_blank == is_blank
