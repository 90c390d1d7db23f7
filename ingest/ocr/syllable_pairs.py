"""How likely a Vietnamese syllable is after another, from counts in `syllable_pairs.npz`.

The file is built by `python -m ingest.ocr.build_syllable_pairs`, which tells what it holds. Probabilities are
interpolated after Witten and Bell (The Zero-Frequency Problem, IEEE Trans. Information Theory 37, 1991).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from ingest.page.syllables import is_syllable

NUMBER = "0"  # stands for every run of digits
_RUN = re.compile(r"[^\W\d_]+|\d+")
_POSSIBLE, _IMPOSSIBLE = 2e-8, 2e-10  # of a run that was never counted


@dataclass(frozen=True, slots=True)
class SyllablePairs:
    """`singles` counts runs, `pairs` a run after another, `followers` the different runs seen after one."""

    singles: dict[str, int]
    pairs: dict[tuple[str, str], int]
    followers: dict[str, int]
    total: int
    by_letters: dict[str, tuple[str, ...]]

    def log_probability(self, run: str, before: str | None) -> float:
        """Of one run of letters or digits (as `runs` gives it) after another; None where nothing stands before."""
        return math.log(self._probability(run, before))

    def alike(self, run: str, before: str | None, after: str | None) -> Iterator[str]:
        """Counted runs of the same letters with other marks that were seen beside one of the neighbours."""
        for other in self.by_letters.get(letters(run), ()):
            if other != run and ((before, other) in self.pairs or (other, after) in self.pairs):
                yield other

    def known(self, run: str) -> bool:
        return run in self.singles

    def _probability(self, run: str, before: str | None) -> float:
        count = self.singles.get(run, 0)
        floor = _POSSIBLE if is_syllable(run) else _IMPOSSIBLE
        alone = count / self.total if count else floor
        if before is None or before not in self.followers:
            return alone
        seen, kinds = self.singles[before], self.followers[before] + 1
        return (self.pairs.get((before, run), 0) + kinds * alone) / (seen + kinds)


def runs(text: str) -> Iterator[str]:
    """The runs of letters in lower case, each run of digits as `NUMBER`, tone marks where the newer rule has them.

    >>> list(runs("số 12/QĐ-UBND, hoà"))
    ['số', '0', 'qđ', 'ubnd', 'hòa']
    """
    for match in _RUN.finditer(unicodedata.normalize("NFC", text)):
        yield NUMBER if match[0][0].isdigit() else one_spelling(match[0].lower())


_TONES_APART = re.compile("(o[ae]|uy)([\u0300\u0301\u0303\u0309\u0323])")


def one_spelling(syllable: str) -> str:
    """hoà and hòa, thuỷ and thủy as one: the mark on the first vowel."""
    if not syllable.endswith(("à", "á", "ả", "ã", "ạ", "è", "é", "ẻ", "ẽ", "ẹ", "ỳ", "ý", "ỷ", "ỹ", "ỵ")):
        return syllable
    if syllable.startswith("qu"):
        return syllable
    decomposed = unicodedata.normalize("NFD", syllable)
    return unicodedata.normalize("NFC", _TONES_APART.sub(lambda m: m[1][0] + m[2] + m[1][1], decomposed))


def letters(run: str) -> str:
    """The run without tone and vowel marks.

    >>> letters("đường")
    'duong'
    """
    decomposed = unicodedata.normalize("NFD", run.replace("đ", "d"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@lru_cache(maxsize=1)
def syllable_pairs() -> SyllablePairs:
    """The table that comes with the package."""
    with np.load(files("ingest.ocr") / "syllable_pairs.npz") as table:  # type: ignore[arg-type]
        return unpack(str(table["runs"]), table["singles"], table["pairs"], table["counts"], table["followers"])


def unpack(text: str, singles: object, keys: object, counts: object, followers: object) -> SyllablePairs:
    names = text.split(" ")
    firsts, seconds = np.divmod(np.cumsum(np.asarray(keys, np.int64)), len(names))
    numbers = np.asarray(singles).tolist()
    pairs = {
        (names[first], names[second]): count
        for first, second, count in zip(firsts.tolist(), seconds.tolist(), np.asarray(counts).tolist(), strict=True)
    }
    by_letters: dict[str, tuple[str, ...]] = {}
    for name in names:
        by_letters[letters(name)] = (*by_letters.get(letters(name), ()), name)
    kinds = dict(zip(names, np.asarray(followers).tolist(), strict=True))
    return SyllablePairs(dict(zip(names, numbers, strict=True)), pairs, kinds, sum(numbers), by_letters)
