"""The words of a text as a search sees them: as typed, and folded to what is left without tones.

Index, queries and highlights all cut text with `search_words`, so they agree on what a word is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from nlp.text import fold, nfc, one_tone_spelling

# A sum with separators of thousands is one word (1.000.000); else letters and digits, with marks that NFC left apart.
_WORD = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?!\d)|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_MARKS = re.compile(r"[\u0300-\u036f]")
_SEPARATORS = str.maketrans("", "", ".,")


@dataclass(frozen=True, slots=True)
class WordKeys:
    """`toned` is lower case with one spelling of tone marks; `folded` has no marks and no leading zeros."""

    toned: str
    folded: str

    @property
    def is_marked(self) -> bool:
        """Whether the word was written with a tone or vowel mark, or đ."""
        return self.toned.lstrip("0") != self.folded.lstrip("0")


@dataclass(frozen=True, slots=True)
class SearchWord:
    """A word at `text[start:end]` of the NFC text."""

    start: int
    end: int
    keys: WordKeys


@lru_cache(maxsize=1 << 17)
def keys_of(word: str) -> WordKeys:
    """The keys of one word cut from NFC text."""
    toned = one_tone_spelling(word).lower()
    folded = _MARKS.sub("", fold(word))
    if word[0].isdecimal():
        toned = toned.translate(_SEPARATORS)
        folded = folded.translate(_SEPARATORS).lstrip("0") or "0"
    return WordKeys(toned, folded)


def search_words(text: str) -> Iterator[SearchWord]:
    """The words of NFC text in order, with their places.

    >>> [word.keys.folded for word in search_words("Uỷ ban: 1.000 hộ, số 0130/KH-UBND")]
    ['uy', 'ban', '1000', 'ho', 'so', '130', 'kh', 'ubnd']
    """
    return (SearchWord(match.start(), match.end(), keys_of(match[0])) for match in _WORD.finditer(text))


def word_keys(text: str) -> list[WordKeys]:
    """The keys of the words of any text, in order.

    >>> [keys.toned for keys in word_keys("Uỷ ban xã Hoà Quý")]
    ['ủy', 'ban', 'xã', 'hòa', 'quý']
    """
    return [keys_of(word) for word in _WORD.findall(nfc(text))]


def folded_word_pattern(folded: str) -> str:
    """A regular expression for all spellings in folded text (`nlp.text.fold`) of the word with this folded key.

    >>> re.findall(folded_word_pattern("1000"), "so 01.000 va 1000"), re.findall(folded_word_pattern("kh"), "kh")
    (['01.000', '1000'], ['kh'])
    """
    if not folded[0].isdecimal():
        return re.escape(folded)
    return "0*" + "[.,]?".join(re.escape(character) for character in folded)
