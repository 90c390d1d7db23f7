"""Reading what is written in a blank: the same ink cut out in several ways, and what the model makes of each.

Cuts that agree are what makes a reading probable: a reading's probability is its mean over the cuts.
"""

from __future__ import annotations

import math

import numpy as np

from ingest.models import HandReading
from ingest.page.digit_model import Ink, digit_model, likely_texts, log_probability, strip_of

# Margin around the ink in shares of its height, and the level of ink from which it counts; None takes it as it is.
_CUTS: tuple[tuple[float, float | None], ...] = ((0.05, None), (0.14, None), (0.25, None), (0.1, 0.35), (0.18, 0.65))
_MOST = 5
_LEAST = 0.01


def read_ink(ink: Ink, box: tuple[float, float, float, float]) -> tuple[HandReading, ...]:
    """The likeliest texts of digits in the box of the ink (left, top, right, bottom in pixels), best first.

    "?" in a text stands for a sign that is no digit.
    """
    strips = np.stack([strip_of(_levelled(ink, level), box, margin) for margin, level in _CUTS])
    given = digit_model().log_probabilities(strips)
    worth_weighing = math.log(_LEAST) - 2  # the search finds most of a text's probability, not all
    texts = {text for steps in given for text, found in likely_texts(steps).items() if text and found >= worth_weighing}
    readings = [
        HandReading(text, round(float(np.mean([np.exp(log_probability(steps, text)) for steps in given])), 4))
        for text in texts
    ]
    likely = sorted(
        (reading for reading in readings if reading.probability >= _LEAST), key=lambda one: -one.probability
    )
    return tuple(likely[:_MOST])


def _levelled(ink: Ink, level: float | None) -> Ink:
    return ink if level is None else (ink > level).astype(np.float32)
