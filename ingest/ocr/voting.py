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
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain
from typing import Protocol

from ingest.errors import ToolFailed
from ingest.models import BoundingBox, Word
from ingest.ocr.candidates import Candidate, candidates
from ingest.ocr.ctc import CtcLine
from ingest.ocr.engine import GreyImage, OcrEngine
from ingest.ocr.side_by_side import Pair, line_box, lines_of, side_by_side
from ingest.ocr.syllable_pairs import NUMBER, SyllablePairs, runs, syllable_pairs
from ingest.page.geometry import shared_out
from ingest.page.lines import box_of

_LOG = logging.getLogger(__name__)

# What each evidence adds to the log odds of a reading. Fitted on 160 simulated half pages, seven typefaces, nine kinds
# of damage; fitted on half of them, with a table of other documents, the other half goes from 1.48 to 0.97 % CER.
_IMAGE, _LANGUAGE, _CONFIDENCE = 0.3, 0.55, 0.55
_CHANGED, _LETTER, _MARK, _ODD, _MIXED = 0.5, -1.4, -1.4, -1.5, -2.0
_READS_WELL, _FOLLOWS = 0.9, -12.0  # confidence, log probability of a line that is left to the first reader
_LEAST_IMAGE = -30.0  # less likely than this is all the same
_OPEN = 0.4  # the confidence of figures that the readers read differently, at most
_CERTAIN = 0.985  # both read the same with this confidence: left alone
_LIKELIER = 4.0  # lead in log probability of a syllable with other marks that makes it worth weighing, too
_UNSEEN = 0.4  # what is left of the confidence of a word where the second reader saw nothing

# That the reading taken is right, on the same scans: by its lead over the others, by how alike the two readings are,
# by the first reader's confidence, by runs of letters in it that are no syllable.
_RIGHT, _LEAD, _ALIKE, _SURE, _STRANGE = -4.9, 0.46, 1.7, 4.0, -1.3


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
        lines, table = lines_of(words), syllable_pairs()
        doubtful = [index for index, line in enumerate(lines) if _is_doubtful(line, table)]
        try:
            read = self.second.read_lines(image, [line_box(lines[index]) for index in doubtful])
        except ToolFailed as error:  # nothing is lost but the second opinion
            _tell_once(str(error))
            return tuple(words)
        voted = {index: vote(lines[index], line, table) for index, line in zip(doubtful, read, strict=True)}
        return tuple(chain.from_iterable(voted.get(index, line) for index, line in enumerate(lines)))


def _is_doubtful(line: Sequence[Word], table: SyllablePairs) -> bool:
    """Whether a line of the first reader is worth a second opinion: it holds figures, a word of little confidence, or
    syllables that hardly follow each other. The others, a third of the lines, gain nothing by one."""
    if any(word.confidence < _READS_WELL or any(c.isdigit() for c in word.text) for word in line):
        return True
    before: str | None = None
    for run in chain.from_iterable(runs(word.text) for word in line):
        if table.log_probability(run, before) < _FOLLOWS:
            return True
        before = run
    return False


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
        return tuple(
            _with(word, _UNSEEN * word.confidence if _says_something(word) else word.confidence) for word in pair.first
        )
    if pair.first_text == pair.second_text and not _is_unlikely(pair, table, before, after):
        return tuple(
            _with(word, (1 - (1 - word.confidence) * (1 - seen.confidence)) ** 2)
            for word, seen in zip(pair.first, pair.second, strict=True)
        )
    choice, confidence = _likeliest(candidates(pair, line, table, before, after), pair)
    if _with_figures(pair.first_text) != _with_figures(pair.second_text):
        confidence = min(confidence, _OPEN)
    return tuple(_placed(choice.text.split(), confidence, pair))


def _likeliest(choices: Sequence[Candidate], pair: Pair) -> tuple[Candidate, float]:
    """The best reading, and the probability that it is right."""
    confidence = min(max(min(word.confidence for word in pair.first), 0.02), 0.98)
    scores = [_score(choice, pair.first_text, confidence) for choice in choices]
    best = max(scores)
    chosen = choices[scores.index(best)]
    others = sum(math.exp(score - best) for score in scores) - 1
    alike = SequenceMatcher(None, _joined(pair.first_text), _joined(pair.second_text), autojunk=False).ratio()
    odds = (
        _RIGHT
        - _LEAD * math.log(max(others, 1e-4))
        + _ALIKE * alike
        + _SURE * confidence
        + _STRANGE * chosen.evidence.odd
    )
    return chosen, 1 / (1 + math.exp(-odds))


def _score(choice: Candidate, first: str, confidence: float) -> float:
    seen = choice.evidence
    return (
        _IMAGE * max(seen.image, _LEAST_IMAGE)
        + _CONFIDENCE * math.log(confidence if choice.text == first else 1 - confidence)
        + (_CHANGED if choice.text != first else 0.0)
        + _LETTER * seen.letters
        + _MARK * seen.marks
        + _LANGUAGE * seen.language
        + _ODD * seen.odd
        + _MIXED * seen.mixed
    )


def _is_unlikely(pair: Pair, table: SyllablePairs, before: str | None, after: str | None) -> bool:
    """Whether both read the same, not both with full certainty, and with other marks it would be far likelier."""
    if len(pair.first) != 1 or min(pair.first[0].confidence + 0.03, pair.second[0].confidence) > _CERTAIN:
        return False
    own = list(runs(pair.first_text))
    if len(own) != 1 or own[0] == NUMBER:
        return False
    likelihood = _between(own[0], table, before, after)
    return any(_between(o, table, before, after) > likelihood + _LIKELIER for o in table.alike(own[0], before, after))


def _between(run: str, table: SyllablePairs, before: str | None, after: str | None) -> float:
    """Log probability of a run between its neighbours."""
    following = table.log_probability(after, run) if after is not None else 0.0
    return table.log_probability(run, before) + following


def _joined(text: str) -> str:
    return text.replace(" ", "")


def _with_figures(text: str) -> str:
    """The words that hold figures, without signs: a letter beside a figure may be one, too."""
    return "".join(
        character
        for part in text.split()
        if any(each.isdigit() for each in part)
        for character in part
        if character.isalnum()
    )


def _says_something(word: Word) -> bool:
    """A bullet or a stop is often too small for the second reader."""
    return any(character.isalnum() for character in word.text)


def _placed(texts: Sequence[str], confidence: float, pair: Pair) -> Iterator[Word]:
    """The words in the boxes of the first reading; where their number differs, over its width by their length."""
    if len(texts) == len(pair.first):
        for text, word in zip(texts, pair.first, strict=True):
            yield _with(Word(text, word.box), confidence)
        return
    box = BoundingBox(
        box_of(pair.first[0]).left,
        min(box_of(word).top for word in pair.first),
        box_of(pair.first[-1]).right,
        max(box_of(word).bottom for word in pair.first),
    )
    for text, place in zip(texts, shared_out(texts, box), strict=True):
        yield _with(Word(text, place), confidence)


def _with(word: Word, confidence: float) -> Word:
    return Word(word.text, word.box, round(min(max(confidence, 0.0), 1.0), 4))
