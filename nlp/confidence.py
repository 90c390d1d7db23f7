"""The probability that a value is right: its clues, weighed with what was right and wrong where the truth is known.

A logistic model; `confidence.json` holds its weights by field, trained by `scripts/train_confidence.py`. A fact that it
does not know (the name of a new rule) weighs nothing: what is known of the field and the other facts decide.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlp.clues import Clues, clues_of
from nlp.draft import Draft

# Below it a person should look at the value. One bound for the record's warnings and the web pages.
LEAST_SURE = 0.75


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` by field and fact, "" for the field itself. `most` is what no value of the field exceeds: however many
    were right, the next may be wrong."""

    weights: Mapping[str, Mapping[str, float]]
    most: Mapping[str, float]

    def probability(self, clues: Clues) -> float:
        weights = self.weights[clues.field]
        odds = weights[""] + sum(weights.get(name, 0.0) * fact for name, fact in clues.facts.items())
        return min(self.most[clues.field], 1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))))


@cache
def load_model() -> Model:
    kept = json.loads((Path(__file__).parent / "confidence.json").read_text("utf-8"))
    return Model(kept["weights"], kept["most"])


def find_confidence(draft: Draft) -> Mapping[tuple[str, int], float]:
    """The confidence of each value of the draft, by field and index."""
    model = load_model()
    return {(clues.field, clues.index): round(model.probability(clues), 3) for clues in clues_of(draft)}
