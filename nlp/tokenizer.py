"""A spaCy tokenizer that cuts Vietnamese text into words of one or more syllables with underthesea."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab


class VietnameseTokenizer:
    """Word segmentation by underthesea's CRF (model in its wheel); `doc.text` is the text given, to the character."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words, spaces = [], []
        for token, space in _tokens(text):
            words.append(token)
            spaces.append(space)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> VietnameseTokenizer:
        return self


def _tokens(text: str) -> Iterator[tuple[str, bool]]:
    """Tokens with whether one space follows. White space other than single spaces becomes tokens of its own."""
    position = 0
    spans = list(_word_spans(text))
    for index, (start, end) in enumerate(spans):
        if start > position:
            yield text[position:start], False
        follows = end < len(text) and text[end] == " "
        if follows and index + 1 < len(spans) and spans[index + 1][0] < end + 1:
            follows = False
        yield text[start:end], follows
        position = end + follows
    if position < len(text):
        yield text[position:], False


def _word_spans(text: str) -> Iterator[tuple[int, int]]:
    from underthesea import word_tokenize  # takes two seconds: only who tokenizes pays

    start_of_line = 0
    for line in text.split("\n"):
        position = 0
        for token in word_tokenize(line, use_token_normalize=False) if line.strip() else []:
            found = line.find(token, position)
            if found >= 0:
                yield start_of_line + found, start_of_line + found + len(token)
                position = found + len(token)
        start_of_line += len(line) + 1
