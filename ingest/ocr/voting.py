"""Two readers of different families read a page; where they disagree on a word, the likelier reading is taken.

The first reader finds the words, the second reads the same lines. They err in different places, so what both read is
nearly always right; for the rest a log-linear model (a maximum entropy model: Berger et al., Computational
Linguistics 22, 1996) weighs the second reader's probabilities, the first reader's confidence and the syllables beside.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from ingest.errors import ToolFailed
from ingest.models import BoundingBox, Word
from ingest.ocr.candidates import Candidate, candidates
from ingest.ocr.ctc import CtcLine
from ingest.ocr.engine import GreyImage, OcrEngine
from ingest.ocr.side_by_side import Pair, side_by_side
from ingest.ocr.syllable_pairs import SyllablePairs, runs, syllable_pairs
from ingest.page.lines import box_of, printed_lines

_LOG = logging.getLogger(__name__)

# Weights fitted on simulated scans (`docs/reading-scans.md`): what each evidence adds to the log odds of a reading.
_IMAGE, _LANGUAGE, _CONFIDENCE = 0.33, 0.61, 0.35
_LETTER, _MARK, _ODD, _MIXED = -1.6, -1.4, -0.3, -1.7
_LEAST_IMAGE = -30.0  # less likely than this is all the same
_OPEN = 0.4  # the confidence of figures that the readers read differently, at most
_UNSEEN = 0.5  # what is left of the confidence where the second reader saw nothing


class LineReader(Protocol):
    """Reads lines of print that another reader found."""

    def read_lines(self, image: GreyImage, boxes: Sequence[BoundingBox]) -> tuple[CtcLine, ...]:
        """What stands in each box (pixels), in the order given. Raises `ingest.errors.ToolFailed`."""


@dataclass(frozen=True, slots=True)
class TwoReaders:
    """An `OcrEngine` of two readers. A word's confidence is the probability that it is right."""

    first: OcrEngine
    second: LineReader

    def recognise(self, image: GreyImage, dpi: int) -> tuple[Word, ...]:
        return self._voted(image, self.first.recognise(image, dpi))

    def recognise_line(self, image: GreyImage, dpi: int) -> tuple[Word, ...]:
        return self._voted(image, self.first.recognise_line(image, dpi))

    def _voted(self, image: GreyImage, words: Sequence[Word]) -> tuple[Word, ...]:
        lines = printed_lines(words)
        try:
            read = self.second.read_lines(image, [line.box for line in lines])
        except ToolFailed as error:  # nothing is lost but the second opinion
            _tell_once(str(error))
            return tuple(words)
        table = syllable_pairs()
        voted: list[Word] = []
        for line, second in zip(lines, read, strict=True):
            voted += vote(line.line.words, second, table)
        return tuple(voted)


@lru_cache(maxsize=8)
def _tell_once(error: str) -> None:
    _LOG.warning("%s Scans are read by the first reader alone.", error)


def vote(words: Sequence[Word], line: CtcLine, table: SyllablePairs) -> tuple[Word, ...]:
    """The words of one line (left to right, boxes in pixels), each as the two readers together have it."""
    pairs = side_by_side(words, line)
    voted: list[Word] = []
    before: str | None = None
    for index, pair in enumerate(pairs):
        after = next(runs(pairs[index + 1].first_text), None) if index + 1 < len(pairs) else None
        voted += _decided(pair, line, table, before, after)
        if voted:
            *_, before = before, *runs(voted[-1].text)
    return tuple(voted)


def _decided(
    pair: Pair, line: CtcLine, table: SyllablePairs, before: str | None, after: str | None
) -> tuple[Word, ...]:
    if not pair.first:
        return ()
    if not pair.second:
        return tuple(_sure(word, _UNSEEN * word.confidence) for word in pair.first)
    if pair.first_text == pair.second_text:
        return tuple(
            _sure(word, 1 - (1 - word.confidence) * (1 - seen.confidence))
            for word, seen in zip(pair.first, pair.second, strict=True)
        )
    choice, confidence = _likeliest(candidates(pair, line, table, before, after), pair)
    if _figures(pair.first_text) != _figures(pair.second_text):
        confidence = min(confidence, _OPEN)
    return tuple(_placed(choice.text.split(), confidence, pair))


def _likeliest(choices: Sequence[Candidate], pair: Pair) -> tuple[Candidate, float]:
    confidence = min(max(min(word.confidence for word in pair.first), 0.02), 0.999)
    scores = [_score(choice, pair.first_text, confidence) for choice in choices]
    best = max(scores)
    return choices[scores.index(best)], 1 / sum(math.exp(score - best) for score in scores)


def _score(choice: Candidate, first: str, confidence: float) -> float:
    seen = choice.evidence
    return (
        _IMAGE * max(seen.image, _LEAST_IMAGE)
        + _CONFIDENCE * math.log(confidence if choice.text == first else 1 - confidence)
        + _LETTER * seen.letters
        + _MARK * seen.marks
        + _LANGUAGE * seen.language
        + _ODD * seen.odd
        + _MIXED * seen.mixed
    )


def _figures(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _placed(texts: Sequence[str], confidence: float, pair: Pair) -> Iterator[Word]:
    """The words in the boxes of the first reading; where their number differs, over its width by their length."""
    if len(texts) == len(pair.first):
        for text, word in zip(texts, pair.first, strict=True):
            yield _sure(Word(text, word.box), confidence)
        return
    left, right = box_of(pair.first[0]).left, box_of(pair.first[-1]).right
    top = min(box_of(word).top for word in pair.first)
    bottom = max(box_of(word).bottom for word in pair.first)
    width = (right - left) / max(sum(map(len, texts)) + len(texts) - 1, 1)
    for text in texts:
        yield _sure(Word(text, BoundingBox(left, top, left + width * len(text), bottom)), confidence)
        left += width * (len(text) + 1)


def _sure(word: Word, confidence: float) -> Word:
    return Word(word.text, word.box, round(min(max(confidence, 0.0), 1.0), 4))
