"""Trains the model of confidence, whose weights are nlp/confidence.json.

    .venv/bin/python scripts/train_confidence.py                                  # on the sample corpus alone
    .venv/bin/python scripts/train_confidence.py --gold GOLD --documents FOLDER   # and on further documents

GOLD is a file of gold or a folder of them (several may follow --gold), FOLDER holds the documents that they name. Each
document is read as it is, and what has no pages is also printed, scanned and read again; scans take seconds a page, and
what was read is kept in build/readings (remove it when reading has changed). The rest takes a minute. Nothing is
random. The file written holds names of facts and weights, no text.

The model is a logistic regression of all fields at once (`fit`): a fact has a weight that all fields share and one that
a field adds to it, both drawn to 0, so that a field with few values learns from the others. By cross-validation it
tells wrong values apart better than an isotonic or logistic curve for each field over its rules' constants does.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from corpora.judged import JudgedValue, judged_values
from corpora.readings import Reader, Reading, readings_of, sample_readings
from nlp.clues import FIELDS, RISING
from nlp.confidence import Model

SHARED_PENALTY, OWN_PENALTY = 3.0, 8.0  # found by cross-validation over documents
FEWEST_DOCUMENTS = 3  # in which a fact must hold to be given a weight
STEPS = 40


def fit(values: Sequence[JudgedValue]) -> Model:
    """The model of the values; every document counts once, in however many forms it was read."""
    columns = _columns(values)
    matrix = _matrix(values, columns)
    right = np.array([value.right for value in values], float)
    weight = _weights(values)
    penalty = np.array([0.05 if name == "" else OWN_PENALTY if field else SHARED_PENALTY for field, name in columns])
    rising = np.array([name in RISING for _, name in columns])
    solved = dict(zip(columns, _solve(matrix, right, weight, penalty, rising), strict=True))
    folded: dict[str, dict[str, float]] = {}
    for field in FIELDS:
        names = [name for of, name in columns if of == field]
        folded[field] = {name: round(solved[field, name] + solved.get(("", name), 0.0), 4) for name in names}
    return Model({field: weights for field, weights in folded.items() if weights}, _most(values, weight))


def _columns(values: Sequence[JudgedValue]) -> dict[tuple[str, str], int]:
    """Field and fact → column; the field "" is for what all fields share, the fact "" for a field's own level."""
    seen: dict[tuple[str, str], set[str]] = {}
    for value in values:
        for name, fact in value.clues.facts.items():
            if fact:
                seen.setdefault((value.clues.field, name), set()).add(value.document)
    known = sorted(key for key, documents in seen.items() if len(documents) >= FEWEST_DOCUMENTS)
    shared = sorted(name for name, fields in Counter(name for _, name in known).items() if fields > 1)
    fields = sorted({value.clues.field for value in values})
    keys = [("", name) for name in shared] + [(field, "") for field in fields] + known
    return {key: index for index, key in enumerate(keys)}


def _matrix(values: Sequence[JudgedValue], columns: dict[tuple[str, str], int]) -> np.ndarray:
    matrix = np.zeros((len(values), len(columns)))
    for row, value in enumerate(values):
        field = value.clues.field
        matrix[row, columns[field, ""]] = 1
        for name, fact in value.clues.facts.items():
            for key in ((field, name), ("", name)):
                if fact and key in columns:
                    matrix[row, columns[key]] = fact
    return matrix


def _weights(values: Sequence[JudgedValue]) -> np.ndarray:
    forms: dict[str, set[str]] = {}
    for value in values:
        forms.setdefault(value.document, set()).add(value.form)
    return np.array([1 / len(forms[value.document]) for value in values])


def _solve(matrix: np.ndarray, right: np.ndarray, weight: np.ndarray, penalty: np.ndarray, rising: np.ndarray):
    """Newton's method; a weight that must not be negative and would be is held at 0."""
    free, solution = np.ones(matrix.shape[1], bool), np.zeros(matrix.shape[1])
    while True:
        part = matrix[:, free]
        for _ in range(STEPS):
            guess = 1 / (1 + np.exp(-np.clip(part @ solution[free], -30, 30)))
            slope = part.T @ (weight * (right - guess)) - penalty[free] * solution[free]
            bend = (part * (weight * np.maximum(guess * (1 - guess), 1e-6))[:, None]).T @ part
            step = np.linalg.solve(bend + np.diag(penalty[free]), slope)
            solution[free] += np.clip(step, -2, 2)
            if np.abs(step).max() < 1e-4:
                break
        below = rising & (solution < 0)
        if not below.any():
            return solution
        free &= ~below
        solution[below] = 0


def _most(values: Sequence[JudgedValue], weight: np.ndarray) -> dict[str, float]:
    """By Laplace's rule: of a class of n values that were all right, the next one is with (n + 1) / (n + 2)."""
    count: dict[str, float] = {}
    for value, share in zip(values, weight, strict=True):
        count[value.clues.field] = count.get(value.clues.field, 0.0) + share
    return {field: round((seen + 1) / (seen + 2), 4) for field, seen in sorted(count.items())}


def add_sources(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="files of gold, or folders of them")
    parser.add_argument("--documents", type=Path, help="the folder of the documents that --gold names")
    parser.add_argument("--readings", type=Path, default=Path("build/readings"), help="where what was read is kept")


def readings_given(given: argparse.Namespace) -> Iterator[Reading]:
    reader = Reader(given.readings)
    yield from sample_readings(reader)
    if given.documents:
        yield from readings_of(given.gold, given.documents, reader)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_sources(parser)
    parser.add_argument("--out", type=Path, default=Path("nlp/confidence.json"))
    given = parser.parse_args()
    values = list(judged_values(readings_given(given)))
    model = fit(values)
    kept = {"weights": model.weights, "most": model.most}
    given.out.write_text(json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    wrong = sum(not value.right for value in values)
    print(f"{len(values)} values of {len({value.document for value in values})} documents, {wrong} of them wrong")


if __name__ == "__main__":
    main()
