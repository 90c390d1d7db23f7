"""Does a scan show what its text layer says? Told by reading two strips of it.

A layer may read as Vietnamese and still be another page's or another version's, or what a scanner made of it; only the
picture tells. A few lines are enough, and cost a tenth of the page. Where a scanner's program made the layer, figures
written by hand stand in it as if printed: the page with the document's number and date is read from the picture.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import pypdfium2.raw as pdfium

from ingest.limits import Limits
from ingest.models import BoundingBox, Word
from ingest.ocr.engine import OcrEngine
from ingest.page.cleaning import clean
from ingest.page.geometry import place, quarter_turns, within
from ingest.page.lines import folded, middle_of
from ingest.page.pdf_file import load_page, open_pdf
from ingest.page.rendering import pdf_part
from ingest.page.text_layer import TextLayer, turns_to_upright

_DPI = 200.0
_HEIGHT, _ABOVE = 52.0, 12.0  # points of a strip, and of that above the middle of its first line
_FEWEST = 6  # words on a strip, under which it tells nothing
_NUMBER_OR_DATE = re.compile(r"\bso ?[:.] ?\S{0,8} ?/|[a-z], ?ngay.{0,10} thang\b")
_AGREES = 0.7  # share of words that both have; two good readings of a page share nine in ten


def may_hide_handwriting(content: bytes, number: int, layer: TextLayer) -> bool:
    """Whether a layer that is not seen says the document's number or date, on scans mostly written by hand."""
    upper = [word for word in layer.words if middle_of(word) < layer.height / 2]
    text = folded(" ".join(word.text for word in upper))
    return _NUMBER_OR_DATE.search(text) is not None and _is_unseen(content, number, layer)


def _is_unseen(content: bytes, number: int, layer: TextLayer) -> bool:
    """Whether nearly all text is drawn invisible (ISO 32000-1, 9.3.6, mode 3) or under a large image."""
    unseen = seen = 0
    with open_pdf(content) as document:
        page = load_page(document, number)
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_IMAGE]):
            if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = item.get_bounds()
                if (right - left) * (top - bottom) > 0.5 * layer.width * layer.height:
                    unseen, seen = unseen + seen, 0
            elif pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
                unseen += 1
            else:
                seen += 1
        page.close()
    return unseen > 4 * seen


def shows_its_layer(content: bytes, number: int, layer: TextLayer, engine: OcrEngine, limits: Limits) -> bool:
    """Whether page `number` (from 1) shows, where its upper and its lower half hold most text, the words of its layer.

    True where neither says anything there. Raises what the engine raises.
    """
    turns = turns_to_upright(layer.words)
    upright = quarter_turns(turns, layer.width, layer.height)
    words = sorted(place(layer.words, upright), key=middle_of)
    width = layer.height if turns % 2 else layer.width
    for half in (words[: (len(words) + 1) // 2], words[len(words) // 2 :]):
        top = _fullest(half)
        strip = BoundingBox(0, top, width, top + _HEIGHT)
        shown = within(upright.inverse().box(strip), layer.width, layer.height)
        raster = np.ascontiguousarray(np.rot90(pdf_part(content, number, shown, _DPI, limits), -turns))
        page = clean(raster, _DPI)
        seen = _counted(word.text for word in engine.recognise(page.image, page.dpi))
        said = _counted(word.text for word in words if strip.top <= middle_of(word) <= strip.bottom)
        if max(seen.total(), said.total()) >= _FEWEST and not _agree(seen, said):
            return False
    return True


def _agree(seen: Counter[str], said: Counter[str]) -> bool:
    """Lines cut by the strip's edges are in one of the two only."""
    fewer, more = sorted((seen.total(), said.total()))
    return (seen & said).total() >= _AGREES * fewer and fewer >= 0.5 * more


def _fullest(words: Sequence[Word]) -> float:
    """Where the strip begins that holds most of the words, given from top to bottom."""
    middles = [middle_of(word) for word in words]
    starts = range(len(middles))
    most = max(starts, key=lambda index: bisect_left(middles, middles[index] + _HEIGHT - 2 * _ABOVE) - index)
    return middles[most] - _ABOVE


def _counted(words: Iterable[str]) -> Counter[str]:
    """Words and numbers without the signs around them and in them."""
    plain = ("".join(c for c in unicodedata.normalize("NFC", word).casefold() if c.isalnum()) for word in words)
    return Counter(word for word in plain if len(word) > 1)
