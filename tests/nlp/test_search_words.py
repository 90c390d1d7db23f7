"""What a search takes for a word."""

from __future__ import annotations

import doctest
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import number_keys, search_words
from nlp.search_words import folded_word_pattern, keys_of, word_keys
from nlp.text import fold, nfc


@pytest.mark.parametrize(
    ("text", "toned", "folded"),
    [
        ("Uỷ ban xã Hoà Quý", ["ủy", "ban", "xã", "hòa", "quý"], ["uy", "ban", "xa", "hoa", "quy"]),
        ("1.000.000 đồng", ["1000000", "đồng"], ["1000000", "dong"]),
        ("0,5% và 007", ["0", "5", "và", "7"], ["0", "5", "va", "7"]),
        ("ngày 01.4.2025", ["ngày", "1", "4", "2025"], ["ngay", "1", "4", "2025"]),
        ("snake_case", ["snake", "case"], ["snake", "case"]),
        ("", [], []),
    ],
)
def test_keys_of_words(text: str, toned: list[str], folded: list[str]) -> None:
    keys = word_keys(text)
    assert [key.toned for key in keys] == toned
    assert [key.folded for key in keys] == folded


@given(st.text())
def test_composed_and_decomposed_text_have_the_same_words(text: str) -> None:
    assert word_keys(unicodedata.normalize("NFD", text)) == word_keys(nfc(text))


@given(st.text(alphabet="aàâbcđeêghioôơuưy0123456789., ", max_size=30))
def test_every_word_is_found_again_in_the_folded_text(text: str) -> None:
    for keys in word_keys(text):
        found = re.findall(rf"(?<![^\W_]){folded_word_pattern(keys.folded)}(?![^\W_])", fold(nfc(text)))
        assert keys.folded in [keys_of(word).folded for word in found]


def test_examples_in_the_documentation() -> None:
    for module in (search_words, number_keys):
        result = doctest.testmod(module)
        assert (result.failed, result.attempted > 0) == (0, True)
