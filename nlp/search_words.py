"""The words of a text as a search sees them: as typed, and folded to what is left without tones.

Index, queries and highlights all go by the keys made here, so they agree on what a word is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nlp.text import fold, nfc, one_tone_spelling

# A sum with separators of thousands is one word (1.000.000); else letters and digits, with marks that NFC left apart.
_WORD = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?!\d)|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_MARKS = re.compile(r"[\u0300-\u036f]")
_LEADING_ZEROS = re.compile(r"^0+(?=\d)")
_SEPARATORS = str.maketrans("", "", ".,")


@dataclass(frozen=True, slots=True)
class WordKeys:
    """`toned`: lower case, one spelling of tone marks; `folded`: no marks. A number is its digits alone in both."""

    toned: str
    folded: str

    @property
    def is_marked(self) -> bool:
        """Whether the word was written with a tone or vowel mark, or đ."""
        return self.toned != self.folded

    @property
    def is_figure(self) -> bool:
        return self.folded[:1].isdecimal()


@lru_cache(maxsize=1 << 17)
def keys_of(word: str) -> WordKeys:
    """The keys of one word cut from NFC text."""
    toned = one_tone_spelling(word).lower()
    folded = _MARKS.sub("", fold(word))
    if word[0].isdecimal():
        toned, folded = _number(toned), _number(folded)
    return WordKeys(toned, folded)


def _number(word: str) -> str:
    return _LEADING_ZEROS.sub("", word.translate(_SEPARATORS))


def word_keys(text: str) -> list[WordKeys]:
    """The keys of the words of any text, in order.

    >>> [keys.toned for keys in word_keys("Uỷ ban xã Hoà Quý")]
    ['ủy', 'ban', 'xã', 'hòa', 'quý']
    >>> [keys.folded for keys in word_keys("1.000 hộ, số 0130/KH-UBND")]
    ['1000', 'ho', 'so', '130', 'kh', 'ubnd']
    """
    return list(map(keys_of, _WORD.findall(nfc(text))))


def folded_word_pattern(folded: str) -> str:
    """A regular expression for all spellings in folded text (`nlp.text.fold`) of the word with this folded key.

    >>> re.findall(folded_word_pattern("1000"), "so 01.000 va 1000"), re.findall(folded_word_pattern("kh"), "kh")
    (['01.000', '1000'], ['kh'])
    """
    if not folded[0].isdecimal():
        return re.escape(folded)
    return "0*" + "[.,]?".join(re.escape(character) for character in folded)
