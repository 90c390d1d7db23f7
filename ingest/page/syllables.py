"""Does a text read as Vietnamese? Told by the shape of its syllables, without a dictionary.

A syllable is an onset, a rime and a tone (Đoàn Thiện Thuật, Ngữ âm tiếng Việt, 1977); the sets below are closed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_TONES = "\u0300\u0301\u0309\u0303\u0323"  # huyền, sắc, hỏi, ngã, nặng
_ONSETS = "ngh|ng|nh|n|gh|gi|g|kh|k|ch|c|ph|p|th|tr|t|qu|b|d|đ|h|l|m|r|s|v|x|"
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu
o oc oi om on ong op ot oong ooc ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu
y yêm yên yêng yêt yêu ynh yt oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet
uân uâng uât uây uê uênh uêch uêt uơ uy uya uych uyên uyêt uynh uyt uyu êng
"""
_SYLLABLE = re.compile(f"(?:{_ONSETS})(?:{'|'.join(sorted(_RIMES.split(), key=len, reverse=True))})")
_LETTERS = re.compile(r"[^\W\d_]+")
_EDGES = "“”\"'‘’.,;:!?()[]{}<>«»…/-–—+*•%&"


@dataclass(frozen=True, slots=True)
class Readability:
    """How the words of a text look; shares count words of two and more characters that hold a letter.

    `syllables`: share made only of possible Vietnamese syllables; `marked`: share that carry a tone or vowel mark
    (about 0.7 in real text); `foreign`: share that are neither Vietnamese nor plain ASCII (a legacy encoding, noise).
    """

    words: int
    syllables: float
    marked: float
    foreign: float


@lru_cache(maxsize=8192)
def is_syllable(text: str) -> bool:
    """Whether the letters can be one Vietnamese syllable, with a tone mark or without.

    >>> [is_syllable(word) for word in ("nghiêng", "QUYẾT", "®Þnh", "strength")]
    [True, True, False, False]
    """
    decomposed = unicodedata.normalize("NFD", text.lower())
    tones = sum(character in _TONES for character in decomposed)
    bare = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    return tones <= 1 and _SYLLABLE.fullmatch(bare) is not None


def readability(words: Iterable[str]) -> Readability:
    """Shares over the words given; all zero where there is no word to judge."""
    kept = [word.strip(_EDGES) for word in words]
    kept = [word for word in kept if len(word) > 1 and not word.isdigit() and not _is_code(word)]
    if not kept:
        return Readability(0, 0.0, 0.0, 0.0)
    plausible = [_is_plausible(word) for word in kept]
    foreign = sum(not ok and not word.isascii() for ok, word in zip(plausible, kept, strict=True))
    marked = sum(not word.isascii() for word in kept)
    return Readability(len(kept), sum(plausible) / len(kept), marked / len(kept), foreign / len(kept))


@lru_cache(maxsize=8192)
def _is_plausible(word: str) -> bool:
    parts = re.split(r"[-–/.,:;()]+", word)
    return all(is_syllable(part) for part in parts if part)


@lru_cache(maxsize=8192)
def _is_code(word: str) -> bool:
    """Numbers with units, document numbers, abbreviations: they tell nothing about the language."""
    letters = "".join(_LETTERS.findall(word))
    digits = any(character.isdigit() for character in word)
    if digits:
        return len(letters) < 4 or "/" in word
    return not letters or (letters.isupper() and letters.isascii() and not is_syllable(letters))
