"""A document's paragraphs and tables as they are read: what a page's end cuts is whole, footnotes stand behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from ingest.models import Cell, Document, Paragraph, Table


class PagedParagraph(NamedTuple):
    """A paragraph, or the part of one that stands on a page."""

    paragraph: Paragraph
    page: int


Parts = tuple[PagedParagraph, ...]


@dataclass(frozen=True, slots=True)
class FlowingCell:
    row: int
    column: int
    row_span: int
    column_span: int
    paragraphs: tuple[Parts, ...]


@dataclass(frozen=True, slots=True)
class FlowingTable:
    """A table over all its pages, in row order, without the heads that it repeats."""

    cells: tuple[FlowingCell, ...]
    row_count: int


def flowing(document: Document) -> Iterator[Parts | FlowingTable]:
    """The body in reading order."""
    held: Parts | FlowingTable | None = None  # what may go on on the next page
    notes: list[Parts] = []
    for page in document.pages:
        for block in page.blocks:
            if isinstance(block, Table):
                if block.continues and isinstance(held, FlowingTable):
                    held = _continued(held, block, page.number)
                    continue
                yield from _let_go(held, notes)
                held = _table(block, page.number)
            elif block.role == "note":
                notes.append((PagedParagraph(block, page.number),))
            elif block.role == "body":
                if block.continues and held is not None and not isinstance(held, FlowingTable):
                    held = (*held, PagedParagraph(block, page.number))
                    continue
                yield from _let_go(held, notes)
                held = (PagedParagraph(block, page.number),)
    yield from _let_go(held, notes)


def _let_go(held: Parts | FlowingTable | None, notes: list[Parts]) -> Iterator[Parts | FlowingTable]:
    if held is not None:
        yield held
    yield from notes
    notes.clear()


def _table(table: Table, page: int) -> FlowingTable:
    return FlowingTable(tuple(_cell(cell, page, 0) for cell in table.cells), table.row_count)


def _cell(cell: Cell, page: int, row_offset: int) -> FlowingCell:
    paragraphs = tuple(
        (PagedParagraph(paragraph, page),) for paragraph in cell.paragraphs if paragraph.role != "margin"
    )
    return FlowingCell(cell.row + row_offset, cell.column, cell.row_span, cell.column_span, paragraphs)


def _continued(table: FlowingTable, following: Table, page: int) -> FlowingTable:
    """The table with the rows that follow on the next page, a row cut in two as one."""
    offset = table.row_count - following.repeated_rows - following.row_continues
    cells = list(table.cells)
    cut = {cell.column: index for index, cell in enumerate(cells) if cell.row + cell.row_span == table.row_count}
    for cell in following.cells:
        if cell.row < following.repeated_rows:
            continue
        rest = _cell(cell, page, offset)
        index = cut.get(cell.column)
        if following.row_continues and cell.row == following.repeated_rows and index is not None:
            cells[index] = _joined(cells[index], rest)
        else:
            cells.append(rest)
    return FlowingTable(tuple(cells), offset + following.row_count)


def _joined(cell: FlowingCell, rest: FlowingCell) -> FlowingCell:
    span = max(cell.row_span, rest.row + rest.row_span - cell.row)
    if not (cell.paragraphs and rest.paragraphs):
        return replace(cell, paragraphs=cell.paragraphs + rest.paragraphs, row_span=span)
    last, first = cell.paragraphs[-1], rest.paragraphs[0]
    if last[-1].paragraph.text[-1:] in ".;:" or not _goes_on(first[0].paragraph.text):
        return replace(cell, paragraphs=cell.paragraphs + rest.paragraphs, row_span=span)
    return replace(cell, paragraphs=(*cell.paragraphs[:-1], last + first, *rest.paragraphs[1:]), row_span=span)


def _goes_on(text: str) -> bool:
    return text[:1].isalnum() or text[:1] in "(“"
