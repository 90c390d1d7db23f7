"""The body of a DOCX part as paragraphs and tables in document order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.formats.docx_numbering import Numbering
from ingest.formats.docx_package import Element, attribute, child, local_name
from ingest.formats.docx_styles import ListPlace
from ingest.formats.docx_text import Formatting, paragraph_text, printed
from ingest.formats.layout_table import without_layout
from ingest.formats.paragraphs import lines_of, paragraph_of, without_rules
from ingest.models import Block, Cell, Paragraph, Table
from ingest.old_text import Piece
from ingest.page.wrapping import TextLine, WrapStyle, join_wrapped

_UNWRAPPED = WrapStyle(None)
_MOST_COLUMNS = 63  # Word's own bound


class BlockReader:
    """Reads parts one after the other; list numbers go on from one to the next."""

    def __init__(self, formatting: Formatting, numbering: Numbering) -> None:
        self._formatting = formatting
        self._numbering = numbering

    def blocks(self, container: Element) -> Iterator[Block]:
        """The blocks of a body, a cell, a text box, a header or a note."""
        for element in printed(container):
            name = local_name(element)
            if name == "p":
                yield from self._paragraphs(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name != "sectPr":
                # Content controls, custom XML, insertions: the blocks in them.
                yield from self.blocks(element)

    def paragraphs(self, container: Element) -> Iterator[Paragraph]:
        """The same as paragraphs alone, cell after cell."""
        for block in self.blocks(container):
            if isinstance(block, Table):
                yield from (paragraph for cell in block.cells for paragraph in cell.paragraphs)
            else:
                yield block

    def _paragraphs(self, element: Element) -> Iterator[Block]:
        text = paragraph_text(element, self._formatting)
        lines = [replace(line, stays_open=False) for line in without_rules(lines_of(text.runs))]
        if lines:
            yield from map(paragraph_of, join_wrapped(self._numbered(element, lines), _UNWRAPPED))
        for box in text.boxes:
            yield from self.blocks(box)

    def _numbered(self, element: Element, lines: list[TextLine]) -> list[TextLine]:
        place = self._formatting.styles.list_place(element)
        marker = self._marker(element, place) if place is not None else ""
        return [replace(lines[0], text=f"{marker} {lines[0].text}"), *lines[1:]] if marker else lines

    def _marker(self, paragraph: Element, place: ListPlace) -> str:
        marker = self._numbering.marker(place)
        if marker.text.isascii():
            return marker.text
        styles = self._formatting.styles
        of_paragraph = styles.font(child(paragraph, "pPr"), styles.of_paragraph(paragraph))
        return self._formatting.old_text.restored([Piece(marker.text, marker.font or of_paragraph)])[0]

    def _table(self, element: Element) -> Iterator[Block]:
        rows = list(_rows(element))
        if any(local_name(inner) == "tbl" for row in rows for cell in _cells(row) for inner in cell.iterdescendants()):
            # A table around tables lays the page out.
            for row in rows:
                for cell in _cells(row):
                    yield from self.blocks(cell)
            return
        table = self._grid(rows)
        if any(cell.paragraphs for cell in table.cells):
            yield from without_layout(table)

    def _grid(self, rows: list[Element]) -> Table:
        cells: list[Cell] = []
        open_above: dict[int, int] = {}  # column → place in `cells` of the cell that may go on downwards
        columns = 0
        for number, row in enumerate(rows):
            column = _count(child(row, "trPr", "gridBefore"), 0)
            for element in _cells(row):
                span = _count(child(element, "tcPr", "gridSpan"), 1)
                merge = child(element, "tcPr", "vMerge")
                goes_on = merge is not None and attribute(merge, "val") != "restart" and column in open_above
                if goes_on:
                    above = cells[open_above[column]]
                    more = tuple(self.paragraphs(element))
                    cells[open_above[column]] = replace(
                        above, row_span=number - above.row + 1, paragraphs=above.paragraphs + more
                    )
                else:
                    cells.append(Cell(number, column, tuple(self.paragraphs(element)), 1, span))
                    open_above.pop(column, None)
                    if merge is not None:
                        open_above[column] = len(cells) - 1
                column += span
            columns = max(columns, column)
        return Table(tuple(cells), len(rows), columns)


def _rows(table: Element) -> Iterator[Element]:
    for element in printed(table):
        if local_name(element) == "tr":
            if child(element, "trPr", "del") is None:
                yield element
        elif local_name(element) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _rows(element)


def _cells(row: Element) -> Iterator[Element]:
    for element in printed(row):
        if local_name(element) == "tc":
            yield element
        elif local_name(element) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _cells(element)


def _count(element: Element | None, default: int) -> int:
    value = attribute(element, "val") or ""
    return min(int(value), _MOST_COLUMNS) if value.isdigit() else default
