"""Syllables of the whole text, words of more than one only where asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.pipeline import load_pipeline
from nlp.segmentation import word_end


@given(st.text(alphabet="aạ ăn đ9%,.\n\t–\u00a0", max_size=60))
def test_tokens_are_the_text(text: str) -> None:
    assert load_pipeline().make_doc(text).text == text


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("đào tạo 20 cộng tác viên ở xã", "cộng tác viên"),
        ("lắp đặt 05 thiết bị", "thiết bị"),
        ("đi qua. học sinh", "học sinh"),
        ("một " * 200 + "học sinh " + "khác " * 200, "học sinh"),
        ("x", "x"),
    ],
)
def test_a_word_ends_behind_its_last_syllable(text: str, word: str) -> None:
    offset = text.index(word)
    assert text[offset : word_end(text, offset)] == word


@given(st.text(alphabet="ăn cơm học sinh,.\n9", min_size=1, max_size=200), st.data())
def test_a_word_ends_within_the_text_and_not_before_its_offset(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text) - 1))
    assert offset <= word_end(text, offset) <= len(text)
