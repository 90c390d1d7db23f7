"""Whether two statements with one figure say the same: a table states again what the text has stated."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.body.target_statements import Statement
from nlp.text import fold

# Words (folded) that state a figure and do not tell what it measures.
_FRAME_WORDS = frozenset(
    {"ty", "ti", "le", "trong", "dat", "chiem", "den", "nam", "phan", "dau", "toi", "thieu", "it", "nhat", "cac", "so",
     "duoc", "va", "co", "tren", "thuc", "hien", "bao", "dam"}
)  # fmt: skip
_ROUND = 20  # smaller figures recur with other subjects
_FEW = 5  # words that may be common to two subjects


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a statement, and those of its clause."""

    words: frozenset[str]
    clause: frozenset[str]
    is_row: bool
    is_common: bool

    @classmethod
    def of(cls, text: str, statement: Statement) -> Said:
        quantity = statement.quantity
        words = _words(text[slice(*(statement.label or statement.piece))])
        clause = words if statement.label else _words(text[slice(*statement.clause)])
        is_common = quantity.kind == "ratio" or quantity.value < _ROUND or statement.label is not None
        return cls(words, clause, statement.label is not None, is_common)

    def repeats(self, other: Said) -> bool:
        """Round figures and shares recur with other subjects, so nearly all words must be the same."""
        if self.is_row != other.is_row:
            row, prose = (self, other) if self.is_row else (other, self)
            return len(row.words & prose.clause) >= 0.85 * len(row.words) > 0
        fewer, more = sorted((len(self.words), len(other.words)))
        shared = len(self.words & other.words)
        if not self.is_common:
            return shared >= 0.4 * fewer
        return shared >= 0.85 * len(self.words | other.words) or (fewer > _FEW and shared >= 0.9 * fewer >= 0.54 * more)


def _words(said: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", fold(said))) - _FRAME_WORDS
