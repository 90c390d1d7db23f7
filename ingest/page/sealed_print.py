"""Lines of a signature block that a black seal or a signature crosses, which a page's reading leaves out as a picture.

Print that touches a seal is one connected piece with it, and Tesseract drops lines that lie half in such a piece. What
is left of the line beside the seal tells where it stands; so each line is read alone, several times: from several
beginnings, with the seal's rings and without. What most of these readings say is taken, if it reads as the authority,
the position or the name of a signature.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from ingest.models import BoundingBox, Word, enclosing
from ingest.ocr.engine import GreyImage, OcrEngine
from ingest.page.drawn_over import Drawing, Row, clear_rows, find_drawings, ring_of, without_rings
from ingest.page.geometry import Affine, place, scaling
from ingest.page.lines import box_of
from ingest.page.signature_lines import can_end_name, completed_deputy, is_name_of_person, line_of_signature, most_said

_READ = 0.6  # confidence of a word that was read
# Heights left of the first clear letter at which readings begin, and right of the last at which they end.
_BEGINNINGS, _ENDS = (0.25, 1.2, 2.2, 3.2, 4.2, 5.2, 6.4, 7.6, 9.0), (0.4, 1.6)
_AROUND, _BORDER = 7, 12  # pixels kept above and below the line, of white put around it
_OFF_AXIS, _SHORT_OFF_AXIS = 1.4, 0.6
_MOST_ROWS = 8  # of one drawing
_CROSSED = 0.75  # what is left of the confidence of a word that a drawing crosses
_LOST = 0.4  # what is left of the confidence of words that are part of a name, the rest of which is lost


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A drawing on its page; `height` of the print in points, `tall` in pixels."""

    image: GreyImage
    dpi: int
    drawing: Drawing
    height: float

    @property
    def scale(self) -> float:
        return self.dpi / 72

    @property
    def tall(self) -> float:
        return self.height * self.scale


def read_sealed(
    image: GreyImage, dpi: int, words: Sequence[Word], height: float, engine: OcrEngine
) -> tuple[Word, ...]:
    """The words (boxes in points) with what a seal or signature over a signature block had kept from being read;
    `height` is that of the print. Costs a look at the page's pieces of ink where there is no such drawing."""
    result = tuple(words)
    for drawing in find_drawings(image, dpi, words):
        page = _Sealed(image, dpi, drawing, height)
        for line in _lines_under(page, result, engine):
            result = (*(word for word in result if not _is_replaced(word, line, page)), *line)
    return result


def _is_replaced(word: Word, line: Sequence[Word], page: _Sealed) -> bool:
    """Whether a word stands where the line does, or beside it and is what was made of the drawing and the line."""
    box, own = enclosing(other.box for other in line), box_of(word)
    assert box is not None
    beside = BoundingBox(box.left - 5 * page.height, box.top, box.right + 5 * page.height, box.bottom)
    return _lies_in(own, box) or (_lies_in(own, beside) and _is_crossed(own, page))


def _lines_under(page: _Sealed, words: Sequence[Word], engine: OcrEngine) -> Iterator[tuple[Word, ...]]:
    """The lines of the signature that the drawing touches, top to bottom. A name stands under a line of authority or
    position, in the middle of it; else something of it is lost, and what was read of it so far is put in doubt."""
    ring = ring_of(page.drawing, page.tall)
    variants = (page.image, without_rings(page.image, ring)) if ring else (page.image,)
    above, axis = "", 0.0
    for row in clear_rows(page.image, page.drawing, ring, page.tall)[:_MOST_ROWS]:
        known = _words_of(row, words, page.scale)
        is_touched = _is_touched(row, page.drawing, page.tall)
        if known and not is_touched:
            line = line_of_signature(known)
        else:
            line = completed_deputy(most_said(_readings(page, row, variants, engine)), above)
        box = enclosing(word.box for word in line)
        if box is not None and not is_name_of_person(line):
            above = " ".join(word.text for word in line)
            axis = axis if axis and is_touched else (box.left + box.right) / 2
        elif box is None or not above or abs((box.left + box.right) / 2 - axis) > _off_axis(line) * page.height:
            if above and is_touched and known and can_end_name(known):
                yield tuple(replace(word, confidence=_LOST * word.confidence) for word in known)
            continue
        if is_touched or not known:
            yield tuple(_doubted(word, page) for word in line)


def _off_axis(name: Sequence[Word]) -> float:
    """Heights by which a name's middle may be off that of the lines above it; of two syllables it may be the end."""
    return _SHORT_OFF_AXIS if len(name) == 2 else _OFF_AXIS


def _readings(
    page: _Sealed, row: Row, variants: Sequence[GreyImage], engine: OcrEngine
) -> tuple[tuple[Word, ...], ...]:
    """What is read of a row as lines of signatures, from several beginnings."""
    is_open = _is_inked(page.drawing, row.right, row.right + round(_ENDS[-1] * page.tall), row)
    read = (
        line_of_signature(_read_strip(variant, page.dpi, row, begin * page.tall, end * page.tall, engine))
        for begin, end, variant in product(_BEGINNINGS, _ENDS if is_open else _ENDS[:1], variants)
    )
    return tuple(line for line in read if line)


def _words_of(row: Row, words: Sequence[Word], scale: float) -> tuple[Word, ...]:
    reach = 4 * (row.bottom - row.top)
    box = BoundingBox((row.start - reach) / scale, row.top / scale, (row.right + reach) / scale, row.bottom / scale)
    found = [word for word in words if word.confidence >= _READ and _lies_in(box_of(word), box)]
    return tuple(sorted(found, key=lambda word: box_of(word).left))


def _is_touched(row: Row, drawing: Drawing, tall: float) -> bool:
    return _is_inked(drawing, round(row.start - 2.5 * tall), round(row.right + tall), row)


def _is_inked(drawing: Drawing, left: int, right: int, row: Row) -> bool:
    return bool(drawing.ink[row.top : row.bottom, max(0, left) : right].any())


def _doubted(word: Word, page: _Sealed) -> Word:
    """A word that the drawing crosses is less sure than it reads."""
    return replace(word, confidence=round(word.confidence * (_CROSSED if _is_crossed(box_of(word), page) else 1.0), 4))


def _is_crossed(box: BoundingBox, page: _Sealed) -> bool:
    left, top, right, bottom = (max(0, round(value * page.scale)) for value in box)
    return bool(page.drawing.ink[top:bottom, left:right].any())


def _read_strip(
    image: GreyImage, dpi: int, row: Row, before: float, after: float, engine: OcrEngine
) -> tuple[Word, ...]:
    left, top, bottom = max(0, round(row.start - before)), max(0, row.top - _AROUND), row.bottom + _AROUND
    strip = image[top:bottom, left : round(row.right + after)]
    strip = np.pad(strip, _BORDER, constant_values=255)
    return place(
        engine.recognise_line(strip, dpi), Affine(1, 0, left - _BORDER, 0, 1, top - _BORDER).then(scaling(72 / dpi))
    )


def _lies_in(box: BoundingBox, outer: BoundingBox) -> bool:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return outer.left - 2 <= x <= outer.right + 2 and outer.top <= y <= outer.bottom
