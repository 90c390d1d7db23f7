"""Values of documents whose gold is known: the clues of each, and whether it is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpora.readings import Reading
from corpora.scoring import judge
from nlp.clues import Clues, clues_of
from nlp.pipeline import record_of, understand


@dataclass(frozen=True, slots=True)
class JudgedValue:
    """`confidence` is what the record says, `complete` whether an entry's attributes are right, too."""

    document: str
    form: str
    clues: Clues
    confidence: float
    right: bool
    complete: bool


def judged_values(readings: Iterable[Reading]) -> Iterator[JudgedValue]:
    """Of every value that a record gives and the gold is asked for."""
    for reading in readings:
        draft = understand(reading.document)
        clues = {(one.field, one.index): one for one in clues_of(draft)}
        for found in judge(reading.gold, record_of(draft)):
            key = (found.field, found.index)
            sure = draft.confidence[key]
            yield JudgedValue(reading.slug, reading.form, clues[key], sure, found.right, found.complete)
