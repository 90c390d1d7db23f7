"""A spaCy tokenizer that cuts Vietnamese text into syllables, numbers and marks; `doc.text` is the text given."""

from __future__ import annotations

import re
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")


class VietnameseTokenizer:
    """Vietnamese writes a space between syllables, so tokens are syllables; `nlp.segmentation` joins them to words.

    White space is a token of its own, so that the text comes back to the character.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        tokens = _TOKEN.findall(text)
        return Doc(self.vocab, words=tokens, spaces=[False] * len(tokens))

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> VietnameseTokenizer:
        return self
