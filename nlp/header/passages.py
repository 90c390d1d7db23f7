"""Paragraphs of a document's text as the header's components look at them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.text import CellPosition, TextMap, fold

_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the document's text: `text` is `TextMap.text[start:end]`."""

    start: int
    end: int
    text: str
    cell: CellPosition | None = None

    @property
    def folded(self) -> str:
        return fold(self.text)


def passages(text: TextMap, first: int, last: int) -> Iterator[Passage]:
    """The paragraphs from number `first` to before `last`."""
    for block in text.blocks[max(0, first) : last]:
        yield Passage(block.start, block.end, text.block_text(block), block.cell)


def is_capitals(text: str, share: float = 0.8) -> bool:
    """Whether at least that share of the letters are capitals (False for a text without letters)."""
    letters = _LETTERS.findall(text)
    return bool(letters) and sum(letter.isupper() for letter in letters) >= share * len(letters)
