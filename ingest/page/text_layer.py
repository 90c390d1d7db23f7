"""The text layer of a PDF page: its words, the stamps of digital signatures, and whether it is the page's text."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal, Protocol

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.look_alikes import repaired
from ingest.models import BoundingBox, Word
from ingest.page.drawing import read_drawing
from ingest.page.geometry import Affine, area, centre_in, user_space_to_shown
from ingest.page.grids import Rule
from ingest.page.old_fonts import restored_words
from ingest.page.pdf_file import load_page
from ingest.page.signature_stamps import is_stamp, split_stamps
from ingest.page.syllables import readability

LayerVerdict = Literal["use", "complete", "replace"]

_SCAN_SHARE = 0.5
_THIN_TEXT_SHARE = 0.03  # a full page of text covers 0.15 to 0.3 of the paper, a page of ten lines 0.04
_PASTED_SHARE = 0.2  # of the page; charts and photographs that are smaller hold little text
_TELLING = 20  # words from which on shares tell something
_TORN_SHARE = 0.08
_NEVER_ALONE = frozenset("bcđghklmnpqrstvx")  # letters that are neither a syllable nor often a mark of an item
_WORDLIKE = re.compile(r"\W*(?:[^\W\d_]*[aeiouyàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ][^\W\d_]*|[\d.,/:%-]+)\W*", re.IGNORECASE)
_OUTLINES = 4_000  # points of paths on a page whose letters are drawn as outlines
_HYPHEN_AT_LINE_END = "\x02"  # PDFium's sign for a hyphen that ends a line, for which texts in one piece have U+FFFE


class _Rectangle(Protocol):
    """PDFium's `FS_RECTF`."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class TextLayer:
    """`words` are those of the page in the order they were written, `stamps` the words of each signature stamp.

    All boxes are on the page as shown. `image_share` is the part of the page under images, `images` where the large
    ones lie, `image_dpi` the finest resolution of those (None where there is none), `path_points` the number of points
    of the paths drawn, `rules` the lines drawn.
    """

    width: float
    height: float
    words: tuple[Word, ...]
    stamps: tuple[tuple[Word, ...], ...]
    image_share: float
    images: tuple[BoundingBox, ...]
    image_dpi: float | None
    path_points: int
    rules: tuple[Rule, ...]


def read_text_layer(document: pypdfium2.PdfDocument, number: int) -> TextLayer:
    """Reads page `number` (from 1). Annotations are read too: numbers and dates are often put on as form fields."""
    page = load_page(document, number)
    width, height = page.get_size()
    to_shown = user_space_to_shown(page.get_bbox(), page.get_rotation())
    drawing = read_drawing(page, to_shown)
    drawn = tuple(_words(page, to_shown))
    own = tuple(_repaired(restored_words(page, drawn)))
    widgets = tuple(_annotation_boxes(page, to_shown))
    added: tuple[Word, ...] = ()
    if widgets:
        known = set(drawn)
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        page = load_page(document, number)
        drawn = tuple(_words(page, to_shown))
        restored = zip(drawn, restored_words(page, drawn), strict=True)
        added = tuple(_repaired(meant for word, meant in restored if word not in known))
    page.close()
    own, drawn_stamps = split_stamps(own)
    field_stamps, filled_in = _split_fields(added, widgets)
    return TextLayer(
        width,
        height,
        own + filled_in,
        drawn_stamps + field_stamps,
        min(1.0, drawing.image_area / max(width * height, 1.0)),
        drawing.images,
        drawing.image_dpi,
        drawing.path_points,
        drawing.rules,
    )


def judge(layer: TextLayer) -> LayerVerdict:
    """`use`: the layer is the page's text; `complete`: it is right but is not all; `replace`: OCR has to read the page.

    A page with neither text nor anything drawn is blank: its empty layer is all there is.
    """
    scanned = is_scan(layer)
    if not layer.words:
        return "replace" if layer.image_share > 0 or layer.path_points else "use"
    look = readability(word.text for word in layer.words)
    if look.words >= 5 and (look.foreign > 0.15 or (scanned and (look.syllables < 0.85 or look.marked < 0.45))):
        return "replace"
    if _is_cut_up(layer.words) or _is_no_language(layer.words, look.syllables):
        return "replace"
    if layer.path_points > _OUTLINES and _is_thin(layer.words, layer.width * layer.height):
        return "complete"
    return "complete" if any(_shows_more(image, layer) for image in layer.images) else "use"


def is_scan(layer: TextLayer) -> bool:
    """Whether images cover the page, so that its words may be what somebody's OCR made of them."""
    return layer.image_share >= _SCAN_SHARE


def _is_thin(words: Iterable[Word], paper: float) -> bool:
    return sum(area(word.box) for word in words if word.box) < _THIN_TEXT_SHARE * paper


def _shows_more(image: BoundingBox, layer: TextLayer) -> bool:
    """Whether so large an image is a scan of text that the layer lacks: a signed page pasted under digital text."""
    if area(image) < _PASTED_SHARE * layer.width * layer.height:
        return False
    return _is_thin((word for word in layer.words if word.box and centre_in(word.box, image)), area(image))


def _is_cut_up(words: Sequence[Word]) -> bool:
    """Whether syllables are torn apart, as some scanners' layers have them: Q uy ết đ ịnh."""
    letters = [word.text for word in words if word.text.isalpha()]
    torn = sum(len(text) == 1 and text.lower() in _NEVER_ALONE for text in letters)
    return len(letters) >= _TELLING and torn > _TORN_SHARE * len(letters)


def _is_no_language(words: Sequence[Word], syllables: float) -> bool:
    """Whether the letters are the codes of a font that does not tell what it draws. English has a vowel in a word."""
    texts = [word.text for word in words if len(word.text) > 1]
    if len(texts) < _TELLING or syllables > 0.3:
        return False
    return sum(_WORDLIKE.fullmatch(text) is not None for text in texts) < 0.4 * len(texts)


def turns_to_upright(words: Sequence[Word]) -> int:
    """How many times 90° clockwise the page has to be turned for its lines to run across it: 0, 1 or 3.

    A wide table is often set sideways on an upright page. Told by the shape of long words and by where the next
    word stands.
    """
    boxes = [word.box for word in words if word.box is not None and len(word.text) >= 3]
    sideways = [box for box in boxes if box.bottom - box.top > 1.5 * (box.right - box.left)]
    if not boxes or len(sideways) < 0.7 * len(boxes):
        return 0
    steps = [after.top - before.top for before, after in pairwise(sideways)]
    downwards = sum(step > 0 for step in steps) > len(steps) / 2
    return 3 if downwards else 1


def _split_fields(
    words: Iterable[Word], widgets: tuple[BoundingBox, ...]
) -> tuple[tuple[tuple[Word, ...], ...], tuple[Word, ...]]:
    groups: dict[BoundingBox, list[Word]] = {}
    for word in words:
        holders = [box for box in widgets if word.box is not None and centre_in(word.box, box)]
        groups.setdefault(min(holders, key=area, default=widgets[0]), []).append(word)
    stamps, filled_in = [], []
    for group in groups.values():
        if is_stamp(" ".join(word.text for word in group)):
            stamps.append(tuple(group))
        else:
            filled_in.extend(group)
    return tuple(stamps), tuple(filled_in)


def _words(page: pypdfium2.PdfPage, to_shown: Affine) -> Iterator[Word]:
    """Runs of characters between white space, NFC."""
    text_page = page.get_textpage()
    try:
        text = ""
        left = bottom = right = top = 0.0
        for character, box in _characters(text_page):
            if box is None:
                if text:
                    yield _word(text, BoundingBox(left, bottom, right, top), to_shown)
                text = ""
            elif text:
                text += character
                if box.left < left:
                    left = box.left
                if box.bottom < bottom:
                    bottom = box.bottom
                if box.right > right:
                    right = box.right
                if box.top > top:
                    top = box.top
            else:
                text = character
                left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if text:
            yield _word(text, BoundingBox(left, bottom, right, top), to_shown)
    finally:
        text_page.close()


def _repaired(words: Iterable[Word]) -> Iterator[Word]:
    """The words without look-alikes; a soft hyphen that is drawn is a hyphen."""
    for word in words:
        text = repaired(word.text.replace("\u00ad", "-"))
        if text == word.text:
            yield word
        elif text:
            yield replace(word, text=text)


def _word(text: str, box: BoundingBox, to_shown: Affine) -> Word:
    return Word(text if text.isascii() else unicodedata.normalize("NFC", text), to_shown.box(box))


def _characters(text_page: pypdfium2.PdfTextPage) -> Iterator[tuple[str, _Rectangle | None]]:
    """Characters with their boxes in user space (bottom above top there), good until the next one is asked for; white
    space has no box."""
    rectangle = pdfium.FS_RECTF()
    reference = ctypes.byref(rectangle)
    handle = text_page.raw
    loose_box = pdfium.FPDFText_GetLooseCharBox
    for index, character in enumerate(map(_character, _codes(text_page))):
        if character == " ":
            yield " ", None
        elif character == _HYPHEN_AT_LINE_END:
            # PDFium goes on in the next line as if there were no break.
            if loose_box(handle, index, reference):
                yield "-", rectangle
            yield " ", None
        elif loose_box(handle, index, reference):
            yield character, rectangle


def _codes(text_page: pypdfium2.PdfTextPage) -> Iterator[int]:
    """The code of each character, all in one call where none takes two UTF-16 units or has no code."""
    count, handle = text_page.count_chars(), text_page.raw
    units = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(handle, 0, count, units) == count + 1:
        return iter(units[:count])
    return (pdfium.FPDFText_GetUnicode(handle, index) for index in range(count))


@lru_cache(maxsize=4096)
def _character(code: int) -> str:
    """A character that PDFium gives, a space for any white space and control code but its own sign."""
    character = chr(code) if code < 0xD800 or 0xE000 <= code <= 0x10FFFF else "\ufffd"
    if character in (_HYPHEN_AT_LINE_END, "\ufffe"):
        return _HYPHEN_AT_LINE_END
    return " " if character.isspace() or unicodedata.category(character) == "Cc" else character


def _annotation_boxes(page: pypdfium2.PdfPage, to_shown: Affine) -> Iterator[BoundingBox]:
    rectangle = pdfium.FS_RECTF()
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        if pdfium.FPDFAnnot_GetSubtype(annotation) in (
            pdfium.FPDF_ANNOT_WIDGET,
            pdfium.FPDF_ANNOT_FREETEXT,
            pdfium.FPDF_ANNOT_STAMP,
        ) and pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(rectangle)):
            yield to_shown.box(BoundingBox(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top))
        pdfium.FPDFPage_CloseAnnot(annotation)
