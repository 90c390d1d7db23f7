"""Figures in the cells of a table that OCR took for letters: alone in a cell, nothing around them tells it better."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.models import Word

_FIGURE = str.maketrans({"I": "1", "l": "1", "|": "1", "]": "1", "O": "0", "o": "0", "§": "8", "$": "5"})
_LIKE_FIGURES = re.compile(r"[\dIl|\]Oo§$.,]+%?")
_NEVER_WORDS = re.compile(r"[l|\]§$]+")  # an "I" alone may number a part
_PERCENT = re.compile(r"(\d*)%[coeö]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*%?")
_MOSTLY = 0.5
_DOUBT = 0.8  # how far a mended word is as sure as it was


def mended_figures(column: Sequence[Sequence[Word]]) -> list[list[Word]]:
    """The words of the cells of one column, from top to bottom, with figures where only figures can be meant.

    A word that has a figure in it has no letters (4I is 41); in a column of numbers a cell of strokes is one, too; an
    I or II only where the numbers above and below tell (10, II, 12).
    """
    cells = [[_mended(word) for word in cell] for cell in column]
    numbers = sum(len(cell) == 1 and _NUMBER.fullmatch(cell[0].text) is not None for cell in cells)
    others = sum(bool(cell) and _NEVER_WORDS.fullmatch(cell[0].text) is None for cell in cells)
    is_of_numbers = numbers > 0 and numbers >= _MOSTLY * others
    for index, cell in enumerate(cells):
        if len(cell) == 1 and not cell[0].text.isdigit():
            before = _number(cells[index - 1]) if index else None
            after = _number(cells[index + 1]) if index + 1 < len(cells) else None
            if (is_of_numbers and _NEVER_WORDS.fullmatch(cell[0].text)) or _counts_on(cell[0], before, after):
                cells[index] = [_as_figures(cell[0])]
    return cells


def _mended(word: Word) -> Word:
    percent = _PERCENT.fullmatch(word.text)
    if percent:
        return replace(word, text=f"{percent[1]}%", confidence=word.confidence * _DOUBT)
    if any(character.isdigit() for character in word.text) and _LIKE_FIGURES.fullmatch(word.text):
        return _as_figures(word)
    return word


def _as_figures(word: Word) -> Word:
    text = word.text.translate(_FIGURE)
    return word if text == word.text else replace(word, text=text, confidence=word.confidence * _DOUBT)


def _number(cell: Sequence[Word]) -> int | None:
    return int(cell[0].text) if len(cell) == 1 and cell[0].text.isdigit() else None


def _counts_on(word: Word, before: int | None, after: int | None) -> bool:
    """Whether the strokes are the number between those above and below."""
    text = word.text.translate(_FIGURE)
    if not text.isdigit() or (before is None and after is None):
        return False
    return before in (None, int(text) - 1) and after in (None, int(text) + 1)
