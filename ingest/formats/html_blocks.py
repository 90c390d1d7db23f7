"""An HTML element as paragraphs and tables in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from ingest.formats.layout_table import without_layout
from ingest.formats.metadata_table import is_metadata, metadata_lines
from ingest.formats.numbering import ordinal
from ingest.formats.paragraphs import Run, lines_of, paragraph_of, without_rules
from ingest.models import Block, Cell, Paragraph, Table
from ingest.page.wrapping import WrapStyle, begins_with_marker, join_wrapped

_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr", "img",
}  # fmt: skip
_EMPHASIS = {"b", "strong", "i", "em", "h1", "h2", "h3", "h4", "h5", "h6", "th"}
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MOST_SPANNED = 1_000  # columns or rows: the HTML standard's own bound on colspan
_LARGEST_GRID = 1_000_000  # places of a table: more than that is an attack, and its spans are not believed
_DEEPEST_TABLE = 30  # tables in tables: further in they are read as text
_UNWRAPPED = WrapStyle(None)


def blocks_of(element: HtmlElement, table_depth: int = 0) -> Iterator[Block]:
    """The blocks of the element. Lists keep their markers; tables that only lay out are paragraphs."""
    walker = _Walker(table_depth)
    walker.walk(element)
    yield from walker.blocks


class _List:
    """A list that is being read: the number of its next item, and how it is written."""

    def __init__(self, element: HtmlElement) -> None:
        self.is_numbered = element.tag == "ol"
        self.style = element.get("type") or "1"
        self.number = _integer(element.get("start"), 1)

    def next_marker(self, item: HtmlElement) -> str:
        number = _integer(item.get("value"), self.number)
        self.number = number + 1
        return f"{ordinal(number, self.style)}." if self.is_numbered else "-"


class _Walker:
    """Reads an element from start tag to end tag: pages nest deeper than Python recurses."""

    def __init__(self, table_depth: int) -> None:
        self.table_depth = table_depth
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.marker = ""
        self.emphasis = 0
        self.preformatted = 0
        self.lists: list[_List] = []

    def walk(self, element: HtmlElement) -> None:
        events = iterwalk(element, events=("start", "end"))
        for event, inner in events:
            if event == "start" and inner.tag == "table" and inner is not element and self.table_depth < _DEEPEST_TABLE:
                self.flush()
                self.blocks.extend(_table_blocks(inner, self.table_depth + 1))
                events.skip_subtree()
            elif event == "start":
                self._start(inner)
            else:
                self._end(inner)
                if inner is not element:
                    self._text(inner.tail)
        self.flush()

    def _start(self, element: HtmlElement) -> None:
        if element.tag == "br":
            self.runs.append(("\n", self.emphasis > 0))
        elif element.tag not in _INLINE:
            self.flush()
        self.emphasis += _is_emphasised(element)
        self.preformatted += element.tag == "pre"
        if element.tag in ("ul", "ol"):
            self.lists.append(_List(element))
        elif element.tag == "li" and self.lists:
            self.marker = self.lists[-1].next_marker(element)
        self._text(element.text)

    def _end(self, element: HtmlElement) -> None:
        if element.tag == "table" and self.table_depth < _DEEPEST_TABLE:
            return
        if element.tag not in _INLINE and element.tag != "br":
            self.flush()
        self.emphasis -= _is_emphasised(element)
        self.preformatted -= element.tag == "pre"
        if element.tag in ("ul", "ol"):
            self.lists.pop()
        if element.tag == "li":
            self.marker = ""

    def flush(self) -> None:
        """Ends the paragraph that is being read."""
        lines = [replace(line, stays_open=False) for line in without_rules(lines_of(self.runs))]
        self.runs = []
        if not lines:
            return
        if self.marker and not begins_with_marker(lines[0].text):
            lines[0] = replace(lines[0], text=f"{self.marker} {lines[0].text}")
        self.marker = ""
        self.blocks.extend(paragraph_of(joined) for joined in join_wrapped(lines, _UNWRAPPED))

    def _text(self, text: str | None) -> None:
        if text:
            self.runs.append((text if self.preformatted else _SPACES.sub(" ", text), self.emphasis > 0))


def _is_emphasised(element: HtmlElement) -> bool:
    return element.tag in _EMPHASIS or _BOLD_STYLE.search(element.get("style") or "") is not None


def _table_blocks(element: HtmlElement, depth: int) -> Iterator[Block]:
    caption = element.find("caption")
    if caption is not None:
        yield from blocks_of(caption, depth)
    if next(element.iterdescendants("table"), None) is not None:
        # A table around tables lays the page out.
        for row in _rows(element):
            for cell in row:
                yield from blocks_of(cell, depth)
        return
    table = _table(element)
    if not any(cell.paragraphs for cell in table.cells):
        return
    yield from metadata_lines(table) if is_metadata(table) else without_layout(table)


def _table(element: HtmlElement) -> Table:
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    rows = _rows(element)
    columns = 0
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            row_span = _span(cell.get("rowspan"), len(rows) - number)
            column_span = _span(cell.get("colspan"), _MOST_SPANNED)
            if len(taken) + row_span * column_span > _LARGEST_GRID:
                row_span = column_span = 1
            cells.append(Cell(number, column, tuple(_paragraphs(cell)), row_span, column_span))
            taken.update((number + down, column + right) for down in range(row_span) for right in range(column_span))
            column += column_span
            columns = max(columns, column)
    return Table(tuple(cells), len(rows), columns)


def _rows(table: HtmlElement) -> list[list[HtmlElement]]:
    """The cells of each row, those of inner tables left out."""
    rows = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            rows.extend(child.findall("tr"))
    return [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]


def _paragraphs(cell: HtmlElement) -> Iterator[Paragraph]:
    for block in blocks_of(cell):
        if isinstance(block, Paragraph):
            yield block


def _span(value: str | None, most: int) -> int:
    span = _integer(value, 1)
    # rowspan="0" means all rows that are left.
    return min(span, most, _MOST_SPANNED) if span > 0 else min(most, _MOST_SPANNED) if value == "0" else 1


def _integer(value: str | None, default: int) -> int:
    try:
        return int(value) if value else default
    except ValueError:
        return default
