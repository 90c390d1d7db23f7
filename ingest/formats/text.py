"""Markdown and plain text: a crawl of a web page, or a text file. One page without boxes for each form feed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from ingest.encodings import decode_text
from ingest.errors import TooLarge
from ingest.formats.flattened_table import MOST_SLOTS, Slot, TextSegment, segments
from ingest.formats.furniture import is_notice, mark_furniture
from ingest.formats.layout_table import without_layout
from ingest.formats.markup import printed_lines
from ingest.formats.paragraphs import paragraph_of
from ingest.formats.pipe_table import pipe_rows, pipe_table_at
from ingest.formats.table_grid import CellContent, table_of
from ingest.limits import Limits
from ingest.models import Block, Page, Paragraph, ReadingWarning
from ingest.old_text import restored_lines
from ingest.page.wrapping import WrapStyle, join_wrapped, measure

_BORDER = re.compile(r"\s*\|\s*$")
# Lines that stand in a document's text and hardly in a cell.
_OF_TEXT = re.compile(
    r"[*_\s]*(?:Điều\s+\d+\w?\s*[.:]|(?:Chương|CHƯƠNG)\s+[IVXLC]+\b|(?:Phụ lục|PHỤ LỤC)\b"
    r"|Căn cứ (?:Luật|Bộ luật|Hiến|Nghị|Quyết|Thông|Chỉ|Kế hoạch|Công|Văn bản)\s)"
    r"|.*\./\.[*_\s]*$"
)
_LEFT_OF_HEAD_OR_FOOT = re.compile(r"[*_\s]*(?:Nơi\s*$|Nơi nhận)", re.IGNORECASE)
_RIGHT_OF_HEAD_OR_FOOT = re.compile(
    r"[*_\s]*(?:(?:TM|KT|TL|TUQ|T/M|K/T)\s*\.|CỘNG\b.*|[^,;:|]{2,40},\s*ngày(?:\s.{0,14}\btháng\b.*|\s*\d{0,2}\s*$))"
)
_ANNEXED = re.compile(r"[*_\s]*\(?(?:Ban hành kèm theo|Kèm theo|Đính kèm)\b")
_ADDRESSEE = re.compile(r"[*_\s]*Kính gửi")
_NUMBER = re.compile(r"[*_\s]*(\d{1,4}(?:\.\d{1,2}){0,3})\.?[*_\s]*")
_LONGEST_CELL = 40  # lines


def read(content: bytes, limits: Limits) -> tuple[tuple[Page, ...], tuple[ReadingWarning, ...]]:
    """Pages of width and height 0. Hard-wrapped lines are joined to paragraphs, flattened tables rebuilt."""
    lines = restored_lines(decode_text(content).replace("\f", "\n\f\n").split("\n"))
    texts = [text.split("\n") for text in "\n".join(lines).split("\n\f\n")]
    if len(texts) > limits.pages:
        raise TooLarge(f"The file has {len(texts):,} pages, more than the {limits.pages:,} allowed.", "Split it.")
    styles = _styles(texts)
    pages = [
        Page(number, 0, 0, tuple(mark_furniture(list(_blocks(text, styles)))))
        for number, text in enumerate(texts, start=1)
    ]
    warnings = [
        ReadingWarning("table-too-large", "The table has too many cells to be rebuilt; they are read as text.", number)
        for number, text in enumerate(texts, start=1)
        if len(_spans(text)) > MOST_SLOTS
    ]
    return tuple(pages), tuple(warnings)


@dataclass(frozen=True, slots=True)
class _Span:
    """Lines between two borders; `is_outer` for those before the first border and after the last."""

    lines: Sequence[str]
    is_outer: bool

    @property
    def is_surely_text(self) -> bool:
        """The outer spans, and those with a blank line: a crawl writes none in a cell."""
        return self.is_outer or not all(line.strip() for line in self.lines)


class _Styles(NamedTuple):
    """How the text is wrapped, and how the cells: they are indented in a crawl's source, so their lines are shorter."""

    text: WrapStyle
    cell: WrapStyle


def _styles(texts: Sequence[Sequence[str]]) -> _Styles:
    in_text: list[list[str]] = []
    in_cells: list[list[str]] = []
    for span in (span for text in texts for span in _spans(text)):
        is_text = span.is_surely_text or _looks_like_text(span.lines)
        (in_text if is_text else in_cells).extend(_between_blanks(span.lines))
    lines = [line for text in texts for line in text]
    written = sum(bool(line.strip()) and not _BORDER.match(line) for line in lines)
    blank = sum(not line.strip() and bool(following.strip()) for line, following in pairwise(lines))
    text_style = measure([printed_lines(block) for block in in_text], blank * 8 >= written)
    return _Styles(text_style, measure([printed_lines(block) for block in in_cells], blank_separated=False))


def _blocks(lines: Sequence[str], styles: _Styles) -> Iterator[Block]:
    spans = _spans(lines)
    for segment in segments([_slot(span, styles.text.blank_separated) for span in spans]):
        if isinstance(segment, TextSegment):
            yield from _text(spans[segment.slot].lines, styles)
        else:
            rows = [[_cell(spans[slot].lines, styles) for slot in row] for row in segment.rows]
            yield from without_layout(table_of(rows, segment.columns))


def _spans(lines: Sequence[str]) -> list[_Span]:
    borders = [number for number, line in enumerate(lines) if _BORDER.match(line)]
    starts = [0, *(number + 1 for number in borders)]
    ends = [*borders, len(lines)]
    return [
        _Span(lines[start:end], is_outer=start == 0 or end == len(lines))
        for start, end in zip(starts, ends, strict=True)
    ]


def _slot(span: _Span, blank_separated: bool) -> Slot:
    written = sum(bool(line.strip()) for line in span.lines)
    if span.is_surely_text:
        return Slot(written, "text")
    match = _NUMBER.fullmatch("".join(span.lines))
    number = tuple(map(int, match[1].split("."))) if match else None
    if blank_separated:
        return Slot(written, "cell", number=number)
    first = span.lines[0] if span.lines else ""
    return Slot(
        written,
        looks_like_text=_looks_like_text(span.lines),
        opens_row=_LEFT_OF_HEAD_OR_FOOT.match(first) is not None,
        closes_row=_RIGHT_OF_HEAD_OR_FOOT.match(first) is not None,
        number=number,
    )


def _looks_like_text(lines: Sequence[str]) -> bool:
    if len(lines) > _LONGEST_CELL or any(
        _OF_TEXT.match(line) or _ANNEXED.match(line) or is_notice(line) for line in lines
    ):
        return True
    # Whom a letter is for and the letter itself; the list of addressees alone may be a cell.
    return any(_ADDRESSEE.match(line) for line in lines[:3]) and len(lines) > 6


def _text(lines: Sequence[str], styles: _Styles) -> Iterator[Block]:
    plain: list[str] = []
    position = 0
    while position < len(lines):
        end = pipe_table_at(lines, position)
        if end > position:
            yield from _paragraphs(plain, styles.text)
            plain = []
            rows = [[_cell([cell], styles) for cell in row] for row in pipe_rows(lines[position:end])]
            yield from without_layout(table_of(rows, max(len(row) for row in rows)))
            position = end
        else:
            plain.append(lines[position])
            position += 1
    yield from _paragraphs(plain, styles.text)


def _paragraphs(lines: Sequence[str], style: WrapStyle) -> Iterator[Paragraph]:
    for block in _between_blanks(lines):
        printed = [replace(line, begins=line.begins or is_notice(line.text)) for line in printed_lines(block)]
        for joined in join_wrapped(printed, style):
            yield paragraph_of(joined)


def _cell(lines: Sequence[str], styles: _Styles) -> CellContent:
    return tuple(paragraph_of(joined) for joined in join_wrapped(printed_lines(lines), styles.cell))


def _between_blanks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Runs of lines between blank lines and borders."""
    block: list[str] = []
    for line in lines:
        if line.strip() and not _BORDER.match(line):
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block
