"""The document's text, in which every character knows its page and word; and how Vietnamese text is folded."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ingest.models import BoundingBox, Document, Line, Paragraph, Table, enclosing
from nlp.models import Evidence


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


class _FoldTable(dict[int, str]):
    """Code point → its folded character, worked out once each: `str.translate` does the rest at the speed of C."""

    def __missing__(self, code_point: int) -> str:
        folded = self[code_point] = _fold_character(chr(code_point))
        return folded


def _fold_character(character: str) -> str:
    if character in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", character)[0]
    lowered = base.lower()
    return lowered if len(lowered) == 1 else base


_FOLD = _FoldTable()


def fold(text: str) -> str:
    """Lower case without tone and vowel marks, đ as d: one code point in, one out, so spans of NFC text stay valid.

    >>> fold("Công tác xã hội ở Đắk Lắk")
    'cong tac xa hoi o dak lak'
    """
    return text.translate(_FOLD)


# The tone of oa, oe, uy may stand on either vowel (hoà, hòa). The new place is the first vowel where no
# consonant follows; where one follows (hoàn, huỳnh), and after q (quý), only the second vowel is possible.
_TONE_PAIRS = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_OLD_TONE = re.compile(r"(?<![qQ])(" + "|".join(_TONE_PAIRS) + r")(?!\w)", re.IGNORECASE)


def _new_tone(match: re.Match[str]) -> str:
    pair = match[0]
    modern = _TONE_PAIRS[pair.lower()]
    return "".join(new.upper() if old.isupper() else new for old, new in zip(pair, modern, strict=True))


def one_tone_spelling(text: str) -> str:
    """`hoà` as `hòa`, `Uỷ` as `Ủy`: one code point in, one out.

    >>> one_tone_spelling("Uỷ ban nhân dân xã Hoà Quý, hoàn thành")
    'Ủy ban nhân dân xã Hòa Quý, hoàn thành'
    """
    return _OLD_TONE.sub(_new_tone, text)


# The letters of Vietnamese for character classes. A range from À to Ỹ would hold small letters too.
UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
LOWER = UPPER.lower()


@dataclass(frozen=True, slots=True)
class CellPosition:
    """Which cell of which table (counted through the document from 0) a block of text stands in."""

    table: int
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph of the text: `text[start:end]` has no line break."""

    start: int
    end: int
    page: int
    cell: CellPosition | None = None


@dataclass(frozen=True, slots=True)
class _Placed:
    start: int
    end: int
    page: int
    line: int
    box: BoundingBox | None
    confidence: float


@dataclass(frozen=True, slots=True)
class TextMap:
    """The body text of a document, NFC: paragraphs joined by a line break, words by one space.

    Paragraphs of role "margin" are left out. A paragraph that runs over a page end is two blocks.
    """

    text: str
    blocks: tuple[TextBlock, ...]
    _words: tuple[_Placed, ...]
    _starts: tuple[int, ...]

    @staticmethod
    def of(document: Document) -> TextMap:
        return _build(document)

    def block_text(self, block: TextBlock) -> str:
        return self.text[block.start : block.end]

    def block_at(self, offset: int) -> TextBlock | None:
        index = bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        return self.blocks[index] if index >= 0 else None

    def confidence(self, start: int, end: int) -> float:
        """The least confidence of the words in the span; 1 where it holds none."""
        return min((word.confidence for word in self._words_in(start, end)), default=1.0)

    def evidence(self, start: int, end: int, method: str) -> tuple[Evidence, ...]:
        """The span as evidence, one entry a page, one box a printed line."""
        found = []
        for page, words in groupby(self._words_in(start, end), key=lambda word: word.page):
            on_page = list(words)
            first, last = max(start, on_page[0].start), min(end, on_page[-1].end)
            boxes = []
            for _, line in groupby(on_page, key=lambda word: word.line):
                box = enclosing(word.box for word in line)
                if box is not None:
                    boxes.append(box)
            found.append(Evidence(page, first, last, tuple(boxes), self.text[first:last], method))
        return tuple(found)

    def _words_in(self, start: int, end: int) -> Iterator[_Placed]:
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self._words) and self._words[index].start < end:
            if self._words[index].end > start:
                yield self._words[index]
            index += 1


class _Builder:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.blocks: list[TextBlock] = []
        self.words: list[_Placed] = []
        self.line = 0

    def paragraph(self, paragraph: Paragraph, page: int, cell: CellPosition | None) -> None:
        if paragraph.role != "body" or not any(True for _ in paragraph.words):
            return
        if self.parts:
            self._append("\n")
        start = self.length
        for line in paragraph.lines:
            self._line(line, page, first=self.length == start)
        self.blocks.append(TextBlock(start, self.length, page, cell))

    def _line(self, line: Line, page: int, first: bool) -> None:
        self.line += 1
        for word in line.words:
            text = nfc(word.text)
            if not text:
                continue
            if not first:
                self._append(" ")
            first = False
            start = self.length
            self._append(text)
            self.words.append(_Placed(start, self.length, page, self.line, word.box, word.confidence))

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def _build(document: Document) -> TextMap:
    builder = _Builder()
    tables = 0
    for page in document.pages:
        for block in page.blocks:
            if isinstance(block, Table):
                for cell in block.cells:
                    position = CellPosition(tables, cell.row, cell.column, cell.row_span, cell.column_span)
                    for paragraph in cell.paragraphs:
                        builder.paragraph(paragraph, page.number, position)
                tables += 1
            else:
                builder.paragraph(block, page.number, None)
    words = tuple(builder.words)
    return TextMap("".join(builder.parts), tuple(builder.blocks), words, tuple(word.start for word in words))
