"""Markdown and plain text: a crawl of a web page, or a text file. One page without boxes for each form feed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.encodings import decode_text
from ingest.errors import TooLarge
from ingest.formats.markup import printed_lines
from ingest.limits import Limits
from ingest.models import Line, Page, Paragraph, ReadingWarning, Word
from ingest.page.wrapping import TextLine, WrapStyle, join_wrapped, wrap_width

_CELL_BORDER = re.compile(r"\s*\|\s*$")


def read(content: bytes, limits: Limits) -> tuple[tuple[Page, ...], tuple[ReadingWarning, ...]]:
    """Pages of width and height 0. Hard-wrapped lines are joined to paragraphs."""
    texts = decode_text(content).split("\f")
    if len(texts) > limits.pages:
        raise TooLarge(f"The file has {len(texts):,} pages, more than the {limits.pages:,} allowed.", "Split it.")
    style = _wrap_style("\n".join(texts).split("\n"))
    pages = tuple(
        Page(number, 0, 0, tuple(_paragraphs(text.split("\n"), style))) for number, text in enumerate(texts, start=1)
    )
    return pages, ()


def _paragraphs(lines: Sequence[str], style: WrapStyle) -> Iterator[Paragraph]:
    for block, is_cell in _blocks(lines):
        in_block = WrapStyle(style.width, style.blank_separated and not is_cell)
        for joined in join_wrapped(printed_lines(block), in_block):
            yield _paragraph(joined)


def _blocks(lines: Sequence[str]) -> Iterator[tuple[list[str], bool]]:
    """Runs of lines between blank lines and cell borders; True for those that end at a border."""
    block: list[str] = []
    for line in lines:
        is_border = _CELL_BORDER.match(line) is not None
        if is_border or not line.strip():
            yield block, is_border
            block = []
        else:
            block.append(line)
    yield block, False


def _wrap_style(lines: Sequence[str]) -> WrapStyle:
    written = [line.strip() for line in lines if line.strip() and not _CELL_BORDER.match(line)]
    blank = sum(not line.strip() and bool(after.strip()) for line, after in zip(lines, lines[1:], strict=False))
    return WrapStyle(wrap_width([len(line) for line in written]), blank * 8 >= len(written))


def _paragraph(lines: Sequence[TextLine]) -> Paragraph:
    return Paragraph(tuple(Line(tuple(Word(word) for word in line.text.split())) for line in lines))
