"""A small model that reads strings of handwritten digits, in numpy alone.

Convolutions over a strip 24 pixels high, then for each two columns the probability of each digit, of a sign that is no
digit, and of none: connectionist temporal classification (Graves et al., ICML 2006), which needs no cutting into
digits. `scripts/train_digits.py` makes the file of weights beside this one from MNIST's 60,000 training digits.

Measured on 400 strips of `corpora.handwritten.draw_strip` with digits of MNIST's test set (seed 99): the likeliest text
is the whole string written in 354; of 216 with a probability of 0.9 and more 3 are wrong. On ten blanks of real
scans the likeliest text is right in ten, with 0.42 to 1.0. So a reading alone is never taken: see `nlp.header.by_hand`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import cv2
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

Ink = NDArray[np.float32]  # height × width, 0 paper to 1 ink

HEIGHT, WIDTH = 24, 96
ALPHABET = "0123456789?"  # "?" is a sign that is no digit
BLANK = len(ALPHABET)
POOLS = ((2, 2), (2, 1), (2, 1), (3, 1))  # rows and columns that become one after each of the first convolutions
_WEIGHTS = "digit_model.npz"
_LEAST = -1e30  # logarithm of a probability of nearly nothing
_HARDLY = -14.0  # logarithm of the probability of a sign that is not worth following


def strip_of(ink: Ink, box: tuple[float, float, float, float], margin: float) -> Ink:
    """The box of the ink (left, top, right, bottom in pixels) with a margin of that share of its height around it,
    HEIGHT × WIDTH, in the middle; squeezed where it is longer."""
    left, top, right, bottom = box
    around = margin * (bottom - top)
    scale = HEIGHT / max(bottom - top + 2 * around, 1.0)
    across = min(scale, WIDTH / max(right - left + 2 * around, 1.0))
    middle = (left + right) / 2
    softened = cv2.GaussianBlur(ink, (0, 0), 0.4 / scale) if scale < 0.75 else ink
    matrix = np.array(
        [[across, 0, WIDTH / 2 - across * middle], [0, scale, -scale * (top - around)]],
        np.float32,
    )
    strip = cv2.warpAffine(softened, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderValue=0)
    reach = across * ((right - left) / 2 + around)
    strip[:, : max(0, int(WIDTH / 2 - reach))] = 0
    strip[:, min(WIDTH, int(np.ceil(WIDTH / 2 + reach))) :] = 0
    return strip.astype(np.float32)


@dataclass(frozen=True, slots=True)
class DigitModel:
    """`weights` are kernels (rows, columns, channels in, channels out) and biases by name."""

    weights: Mapping[str, NDArray[np.float32]]

    def log_probabilities(self, strips: NDArray[np.float32]) -> NDArray[np.float64]:
        """n × HEIGHT × WIDTH → n × steps × (signs of ALPHABET and none)."""
        with _threads().limit(limits=1, user_api="blas"):  # more threads than that cost six times the processor time
            return self._log_probabilities(strips)

    def _log_probabilities(self, strips: NDArray[np.float32]) -> NDArray[np.float64]:
        x = strips[..., None]
        for layer, (rows, columns) in enumerate(POOLS, 1):
            x = self._convolved(x, layer, 1, 1)
            n, height, width, channels = x.shape
            x = x.reshape(n, height // rows, rows, width // columns, columns, channels).max(axis=(2, 4))
        x = self._convolved(x, len(POOLS) + 1, 0, 2)[:, 0]
        given = (x @ self.weights["kernel_out"] + self.weights["bias_out"]).astype(np.float64)
        given -= given.max(axis=-1, keepdims=True)
        result: NDArray[np.float64] = given - np.log(np.exp(given).sum(axis=-1, keepdims=True))
        return result

    def _convolved(self, x: NDArray[np.float32], layer: int, above: int, beside: int) -> NDArray[np.float32]:
        kernel = self.weights[f"kernel{layer}"]
        rows, columns, channels, out = kernel.shape
        padded = np.pad(x, ((0, 0), (above, above), (beside, beside), (0, 0)))
        windows = np.lib.stride_tricks.sliding_window_view(padded, (rows, columns), axis=(1, 2))
        flat = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], rows * columns * channels)
        result: NDArray[np.float32] = np.maximum(flat @ kernel.reshape(-1, out) + self.weights[f"bias{layer}"], 0)
        return result


@lru_cache(maxsize=1)
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


@lru_cache(maxsize=1)
def digit_model() -> DigitModel:
    with (files("ingest.page") / _WEIGHTS).open("rb") as file, np.load(file) as stored:
        return DigitModel({name: stored[name].astype(np.float32) for name in stored.files})


def likely_texts(steps: NDArray[np.float64], width: int = 8) -> dict[str, float]:
    """The texts of one strip found by prefix beam search (Hannun et al., 2014), with their log-probabilities."""
    beams: dict[str, tuple[float, float]] = {"": (0.0, _LEAST)}  # text → ends in none, ends in its last sign
    for step in steps.tolist():
        grown: dict[str, tuple[float, float]] = {}
        possible = [(sign, step[index]) for index, sign in enumerate(ALPHABET) if step[index] > _HARDLY]
        for text, (none, last) in beams.items():
            total = _log_sum(none, last)
            _add(grown, text, total + step[BLANK], last + step[ALPHABET.index(text[-1])] if text else _LEAST)
            for sign, likelihood in possible:
                before = none if text[-1:] == sign else total
                _add(grown, text + sign, _LEAST, before + likelihood)
        best = sorted(grown.items(), key=lambda item: -_log_sum(*item[1]))[:width]
        beams = dict(best)
    return {text: _log_sum(*ends) for text, ends in beams.items()}


def _add(beams: dict[str, tuple[float, float]], text: str, none: float, last: float) -> None:
    before = beams.get(text, (_LEAST, _LEAST))
    beams[text] = (_log_sum(before[0], none), _log_sum(before[1], last))


def _log_sum(one: float, other: float) -> float:
    """As numpy's logaddexp, which is slow for one pair."""
    more, less = (one, other) if one > other else (other, one)
    return more + math.log1p(math.exp(less - more))


def log_probability(steps: NDArray[np.float64], text: str) -> float:
    """Of the text, over all ways to spread it over the steps (the forward algorithm of Graves et al.)."""
    signs = [BLANK]
    for character in text:
        signs += [ALPHABET.index(character), BLANK]
    may_skip = np.array([i >= 2 and signs[i] != BLANK and signs[i] != signs[i - 2] for i in range(len(signs))])
    state = np.full(len(signs), _LEAST)
    state[: min(2, len(signs))] = steps[0][signs[:2]]
    for step in steps[1:]:
        one = np.concatenate(([_LEAST], state[:-1]))
        two = np.where(may_skip, np.concatenate(([_LEAST, _LEAST], state[:-2]))[: len(signs)], _LEAST)
        state = np.logaddexp(np.logaddexp(state, one), two) + step[signs]
    return float(np.logaddexp(state[-1], state[-2]) if len(signs) > 1 else state[-1])
