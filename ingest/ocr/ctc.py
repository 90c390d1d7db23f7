"""What a recogniser of the CTC family says of one line: at each step across it, how likely each character is.

Graves et al., Connectionist Temporal Classification, ICML 2006.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_BLANK = 0
_NEVER = -1e9

LogProbabilities = npt.NDArray[np.float32]  # steps × (1 + characters); column 0 is the blank


@dataclass(frozen=True, slots=True)
class Seen:
    """A run of characters without white space, with the probability of its least sure character.

    Its ink takes the steps from `first` to before `last`, and up to the spaces beside it those from `start` to before
    `end`.
    """

    text: str
    first: int
    last: int
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class _Peak:
    character: str
    first: int
    last: int
    probability: float


@dataclass(frozen=True, slots=True)
class CtcLine:
    """`characters` stand for the columns from 1; step s lies at pixel `left + s × step` of the page."""

    log_probabilities: LogProbabilities
    characters: Sequence[str]
    left: float
    step: float

    def words(self) -> tuple[Seen, ...]:
        """The likeliest character at each step, repeats and blanks left out, split at spaces."""
        end = len(self.log_probabilities)
        found: list[Seen] = []
        word: list[_Peak] = []
        start = 0
        for peak in [*self._peaks(), _Peak(" ", end, end, 1.0)]:
            if peak.character != " ":
                word.append(peak)
                continue
            if word:
                text = unicodedata.normalize("NFC", "".join(each.character for each in word))
                sureness = min(each.probability for each in word)
                found.append(Seen(text, word[0].first, word[-1].last, start, peak.first, sureness))
            word, start = [], peak.last
        return tuple(found)

    def log_likelihood(self, text: str, start: int, end: int) -> float:
        """Of reading exactly `text` in the steps given: the sum over all ways to lay it over them.

        A character that the recogniser does not know makes it as good as impossible.
        """
        columns = [self._column(character) for character in text]
        if not columns or None in columns or end - start < len(columns):
            return _NEVER
        states = [_BLANK]
        for column in columns:
            states += [column or _BLANK, _BLANK]
        return _forward(self.log_probabilities[start:end, states], states)

    def knows(self, text: str) -> bool:
        return all(self._column(character) is not None for character in text)

    def x(self, step: float) -> float:
        return self.left + step * self.step

    def step_at(self, x: float) -> int:
        """The step nearest to a pixel, within the line."""
        return int(min(max(round((x - self.left) / self.step), 0), len(self.log_probabilities)))

    def _column(self, character: str) -> int | None:
        try:
            return self.characters.index(character) + 1
        except ValueError:
            return None

    def _peaks(self) -> Iterator[_Peak]:
        best = self.log_probabilities.argmax(axis=1)
        changes = np.flatnonzero(np.diff(best)) + 1
        for first, last in zip([0, *changes.tolist()], [*changes.tolist(), len(best)], strict=True):
            column = int(best[first]) if last > first else _BLANK
            if column != _BLANK:
                highest = float(np.exp(self.log_probabilities[first:last, column].max()))
                yield _Peak(self.characters[column - 1], first, last, highest)


def _forward(emissions: npt.NDArray[np.float32], states: Sequence[int]) -> float:
    """`emissions` are steps × states, the states a blank before, between and after the characters."""
    may_skip = np.array([i > 1 and s != _BLANK and s != states[i - 2] for i, s in enumerate(states)])
    reached = np.full(len(states), _NEVER)
    reached[:2] = emissions[0, :2]
    for row in emissions[1:]:
        one = np.concatenate(([_NEVER], reached[:-1]))
        two = np.where(may_skip, np.concatenate(([_NEVER, _NEVER], reached[:-2])), _NEVER)
        reached = np.logaddexp(np.logaddexp(reached, one), two) + row
    return float(np.logaddexp(reached[-1], reached[-2]))
