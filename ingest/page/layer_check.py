"""Does a scan show what its text layer says? Told by reading two strips of it.

A layer may read as Vietnamese and still be another page's or another version's, or what a scanner made of it; only the
picture tells. A few lines are enough, and cost a tenth of the page.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from ingest.limits import Limits
from ingest.models import BoundingBox, Word
from ingest.ocr.engine import OcrEngine
from ingest.page.cleaning import clean
from ingest.page.geometry import place, quarter_turns, within
from ingest.page.lines import box_of
from ingest.page.rendering import pdf_part
from ingest.page.text_layer import TextLayer, turns_to_upright

_DPI = 200.0
_HEIGHT, _ABOVE = 52.0, 12.0  # points of a strip, and of that above the middle of its first line
_FEWEST = 6  # words read on a strip, under which it tells nothing
_AGREES = 0.7  # share of words that both have; two good readings of a page share nine in ten


def shows_its_layer(content: bytes, number: int, layer: TextLayer, engine: OcrEngine, limits: Limits) -> bool:
    """Whether page `number` (from 1) shows, where its upper and its lower half hold most text, the words of its layer.

    True where the strips tell nothing. Raises what the engine raises.
    """
    turns = turns_to_upright(layer.words)
    upright = quarter_turns(turns, layer.width, layer.height)
    words = sorted(place(layer.words, upright), key=_middle)
    width = layer.height if turns % 2 else layer.width
    for half in (words[: (len(words) + 1) // 2], words[len(words) // 2 :]):
        top = _fullest(half)
        strip = BoundingBox(0, top, width, top + _HEIGHT)
        shown = within(upright.inverse().box(strip), layer.width, layer.height)
        raster = np.ascontiguousarray(np.rot90(pdf_part(content, number, shown, _DPI, limits), -turns))
        page = clean(raster, _DPI)
        seen = _counted(word.text for word in engine.recognise(page.image, page.dpi))
        said = _counted(word.text for word in words if strip.top <= _middle(word) <= strip.bottom)
        if seen.total() >= _FEWEST and not _agree(seen, said):
            return False
    return True


def _agree(seen: Counter[str], said: Counter[str]) -> bool:
    """Lines cut by the strip's edges are in one of the two only."""
    fewer, more = sorted((seen.total(), said.total()))
    return (seen & said).total() >= _AGREES * fewer and fewer >= 0.5 * more


def _fullest(words: Sequence[Word]) -> float:
    """Where the strip begins that holds most of the words, given from top to bottom."""
    middles = [_middle(word) for word in words]
    starts = range(len(middles))
    most = max(starts, key=lambda index: bisect_left(middles, middles[index] + _HEIGHT - 2 * _ABOVE) - index)
    return middles[most] - _ABOVE


def _middle(word: Word) -> float:
    box = box_of(word)
    return (box.top + box.bottom) / 2


def _counted(words: Iterable[str]) -> Counter[str]:
    """Words of letters, without the signs around them."""
    plain = ("".join(c for c in unicodedata.normalize("NFC", word).casefold() if c.isalnum()) for word in words)
    return Counter(word for word in plain if len(word) > 1 and not word.isdigit())
