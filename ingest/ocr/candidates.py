"""What may stand where two readers disagree, and what speaks for each: the image, the first reader, the language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise, product

from ingest.ocr.ctc import CtcLine
from ingest.ocr.side_by_side import Pair
from ingest.ocr.syllable_pairs import SyllablePairs, runs
from ingest.page.syllables import is_syllable

_MOST_SPOTS = 4
_ONE_RUN = re.compile(r"([^\w]*)([^\W\d_]{2,})([^\w]*)")
_SAME_TO_THE_SECOND = str.maketrans({"–": "-", "—": "-", "…": "...", "‘": "’", "×": "x"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """`image`: log likelihood of the text in the second reader's probabilities, 0 for the likeliest candidate.
    `letters`, `marks`: characters in which it differs from the first reading, by their letters or only by their marks.
    `language`: log probability of its syllables among their neighbours. `odd`: runs of letters that are no syllable
    and were never counted. `mixed`: words with capitals inside."""

    image: float
    letters: int
    marks: int
    language: float
    odd: int
    mixed: int


@dataclass(frozen=True, slots=True)
class Candidate:
    text: str
    evidence: Evidence


def candidates(
    pair: Pair, line: CtcLine, table: SyllablePairs, before: str | None, after: str | None
) -> tuple[Candidate, ...]:
    """The readings of both, those that take one spot from the one and another from the other, and the syllables of
    the same letters that were counted beside the neighbours `before` and `after` (runs).
    """
    texts = tuple(
        dict.fromkeys(
            (
                *_mixtures(pair.first_text, pair.second_text),
                *_with_other_marks(pair.first_text, table, before, after),
                *_with_other_marks(pair.second_text, table, before, after),
            )
        )
    )
    seen = [_in_image(text, pair, line) for text in texts]
    likeliest = max(seen)
    return tuple(
        Candidate(text, _evidence(text, image - likeliest, pair.first_text, table, before, after))
        for text, image in zip(texts, seen, strict=True)
    )


def _mixtures(first: str, second: str) -> Iterator[str]:
    yield first
    yield second
    spots: list[tuple[str, ...]] = []
    for tag, i, j, k, m in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal":
            spots.append((first[i:j],))
        elif tag == "replace" and j - i == m - k:
            spots += [(one, other) for one, other in zip(first[i:j], second[k:m], strict=True)]
        else:
            spots.append((first[i:j], second[k:m]))
    if 2 <= sum(len(spot) > 1 for spot in spots) <= _MOST_SPOTS:
        for parts in product(*spots):
            yield "".join(parts)


def _with_other_marks(text: str, table: SyllablePairs, before: str | None, after: str | None) -> Iterator[str]:
    match = _ONE_RUN.fullmatch(text)
    if match is None:
        return
    word = match[2]
    for other in table.alike(word.lower(), before, after):
        if word.isupper():
            other = other.upper()
        elif word[0].isupper():
            other = other.capitalize()
        yield match[1] + other + match[3]


def _in_image(text: str, pair: Pair, line: CtcLine) -> float:
    """The second reader often sees no space after a comma: with spaces or without, whichever is likelier."""
    plain = text.translate(_SAME_TO_THE_SECOND)
    likelihood = line.log_likelihood(plain, pair.start, pair.end)
    if " " in plain:
        likelihood = max(likelihood, line.log_likelihood(plain.replace(" ", ""), pair.start, pair.end))
    return likelihood


def _evidence(
    text: str, image: float, first: str, table: SyllablePairs, before: str | None, after: str | None
) -> Evidence:
    letters, marks = differences(first, text)
    own = list(runs(text))
    language, last = 0.0, before
    for run in own:
        language += table.log_probability(run, last)
        last = run
    if after is not None:
        language += table.log_probability(after, last)
    odd = sum(not table.known(run) and not is_syllable(run) for run in own)
    return Evidence(image, letters, marks, language, odd, sum(_is_mixed(word) for word in text.split()))


def differences(one: str, other: str) -> tuple[int, int]:
    """Characters that differ by their letters, and those that differ by their marks only.

    >>> differences("bồ sưng", "bổ sung")
    (0, 2)
    """
    letters = marks = 0
    for tag, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "replace" and j - i == m - k:
            same = sum(_base(a) == _base(b) for a, b in zip(one[i:j], other[k:m], strict=True))
            marks, letters = marks + same, letters + (j - i) - same
        elif tag != "equal":
            letters += max(j - i, m - k)
    return letters, marks


def _base(character: str) -> str:
    return unicodedata.normalize("NFD", character)[0].replace("đ", "d").replace("Đ", "D")


def _is_mixed(word: str) -> bool:
    """HộI, nGhị: a capital after a small letter, a small one after two capitals."""
    letters = [character for character in word if character.isalpha()]
    return any(
        (a.islower() and b.isupper()) or (index and letters[index - 1].isupper() and a.isupper() and b.islower())
        for index, (a, b) in enumerate(pairwise(letters))
    )
