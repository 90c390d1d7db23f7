"""The document's text, in which every character knows its page and word; and how Vietnamese text is folded."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.line_ends import breaks_word
from ingest.models import BoundingBox, Document, Line, enclosing
from nlp.flow import FlowingTable, PagedParagraph, flowing
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
_OLD_TONE = re.compile(r"(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<![qQ])[uU][ỳýỷỹỵỲÝỶỸỴ])(?!\w)")


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
    """A paragraph of the text: `text[start:end]` has no line break. `page` is the one on which it begins."""

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

    Paragraphs of role "margin" are left out, and the heads that a table repeats on a further page. A paragraph or cell
    that runs over a page's end is one block, and a footnote stands behind it; a table that does is one table.
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

    def by_page(self) -> dict[int, list[TextBlock]]:
        """The blocks of each page; one that runs over a page's end as far as it stands on the page."""
        found: dict[int, list[TextBlock]] = {}
        for block in self.blocks:
            for page, words in groupby(self._words_in(block.start, block.end), key=lambda word: word.page):
                on_page = list(words)
                start, end = on_page[0].start, on_page[-1].end
                found.setdefault(page, []).append(replace(block, start=start, end=end, page=page))
        return found

    def block_at(self, offset: int) -> TextBlock | None:
        index = bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        return self.blocks[index] if index >= 0 else None

    def confidence(self, start: int, end: int) -> float:
        """The least confidence of the words in the span; 1 where it holds none."""
        return min(self.confidences(start, end), default=1.0)

    def confidences(self, start: int, end: int) -> tuple[float, ...]:
        """The confidence of each word that stands in the span, in part or whole."""
        return tuple(word.confidence for word in self._words_in(start, end))

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

    def printed_lines(self, start: int, end: int) -> list[tuple[int, int]]:
        """The span's parts as lines were printed."""
        lines = (list(words) for _, words in groupby(self._words_in(start, end), key=lambda word: word.line))
        return [(max(start, line[0].start), min(end, line[-1].end)) for line in lines]

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

    def paragraph(self, parts: Sequence[PagedParagraph], cell: CellPosition | None) -> None:
        """A paragraph in as many parts as the pages over which it runs."""
        if not any(True for part in parts for _ in part.paragraph.words):
            return
        if self.parts:
            self._append("\n")
        start = self.length
        for part in parts:
            for line in part.paragraph.lines:
                self._line(line, part.page, first=self.length == start)
        self.blocks.append(TextBlock(start, self.length, parts[0].page, cell))

    def _line(self, line: Line, page: int, first: bool) -> None:
        self.line += 1
        for number, word in enumerate(line.words):
            text = nfc(word.text)
            if not text:
                continue
            if not first and not (number == 0 and self.words and breaks_word(self._last_word(), text)):
                self._append(" ")
            first = False
            start = self.length
            self._append(text)
            self.words.append(_Placed(start, self.length, page, self.line, word.box, word.confidence))

    def _last_word(self) -> str:
        return self.parts[-1]

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def _build(document: Document) -> TextMap:
    builder = _Builder()
    tables = 0
    for item in flowing(document):
        if isinstance(item, FlowingTable):
            for cell in item.cells:
                position = CellPosition(tables, cell.row, cell.column, cell.row_span, cell.column_span)
                for parts in cell.paragraphs:
                    builder.paragraph(parts, position)
            tables += 1
        else:
            builder.paragraph(item, None)
    words = tuple(builder.words)
    return TextMap("".join(builder.parts), tuple(builder.blocks), words, tuple(word.start for word in words))
