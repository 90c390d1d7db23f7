"""Tables of a text as rows of cells whose columns are known by their heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from nlp.lexicon import entries
from nlp.text import TextBlock, TextMap

_HEAD_ROWS = 3
_HEAD_LENGTH = 90


@dataclass(frozen=True, slots=True)
class TextCell:
    """A cell that has text: its blocks, the row and column of its top left corner, its spans."""

    blocks: tuple[TextBlock, ...]
    row: int
    column: int
    row_span: int
    column_span: int

    @property
    def start(self) -> int:
        return self.blocks[0].start

    @property
    def end(self) -> int:
        return self.blocks[-1].end


@dataclass(frozen=True, slots=True)
class TextTable:
    """The cells with text in row order; `heads` the text above each column; `first_row` the first below the heads."""

    cells: tuple[TextCell, ...]
    heads: Mapping[int, str] = field(default_factory=dict)
    first_row: int = 0

    @property
    def start(self) -> int:
        return self.cells[0].start

    def kind(self, column: int) -> str | None:
        """What the column holds, as `table_columns` names it."""
        return column_kind(self.heads.get(column, ""))

    def columns(self, *kinds: str) -> tuple[int, ...]:
        return tuple(column for column in sorted(self.heads) if self.kind(column) in kinds)

    def rows(self) -> Iterator[dict[int, TextCell]]:
        """The rows below the heads, cells by column; a cell that spans rows stands in each of them."""
        rows: dict[int, dict[int, TextCell]] = {}
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                rows.setdefault(row, {})[cell.column] = cell
        for row in sorted(rows):
            if row >= self.first_row:
                yield rows[row]


@cache
def _columns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (
            entry["column"],
            re.compile(rf"(?<!\w)(?<!thí )(?<!địa )(?<!thời )(?:{'|'.join(entry['phrases'])})(?!\w)", re.IGNORECASE),
        )
        for entry in entries("table_columns")
    )


def column_kind(head: str) -> str | None:
    """What a column under this head holds.

    >>> column_kind("Cơ quan chủ trì"), column_kind("Đơn vị tính"), column_kind("Năm 2026"), column_kind("Chỉ tiêu")
    ('lead', 'unit', 'value', 'indicator')
    """
    return next((kind for kind, pattern in _columns() if pattern.search(head)), None)


def tables_of(text: TextMap) -> tuple[TextTable, ...]:
    """All tables with text, in text order. A table without heads goes on with those of the one before it."""
    found: list[TextTable] = []
    for cells in _cells_by_table(text):
        table = _with_heads(text, cells)
        if not table.heads and found and _width(cells) == _width(found[-1].cells):
            table = TextTable(cells, found[-1].heads, 0)
        found.append(table)
    return tuple(found)


def _cells_by_table(text: TextMap) -> Iterator[tuple[TextCell, ...]]:
    tables: dict[int, dict[tuple[int, int], list[TextBlock]]] = {}
    for block in text.blocks:
        if block.cell is not None:
            tables.setdefault(block.cell.table, {}).setdefault((block.cell.row, block.cell.column), []).append(block)
    for cells in tables.values():
        yield tuple(_cell(blocks) for _, blocks in sorted(cells.items()))


def _cell(blocks: Sequence[TextBlock]) -> TextCell:
    place = blocks[0].cell
    assert place is not None
    return TextCell(tuple(blocks), place.row, place.column, place.row_span, place.column_span)


def _width(cells: Sequence[TextCell]) -> int:
    return max(cell.column + cell.column_span for cell in cells)


def _with_heads(text: TextMap, cells: tuple[TextCell, ...]) -> TextTable:
    rows: dict[int, list[TextCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    numbers = sorted(rows)
    first = _first_head(text, rows, numbers)
    if first is None:
        return TextTable(cells)
    heads: dict[int, str] = {}
    last = first
    covered = max(cell.row_span for cell in rows[first])
    for row in numbers:
        if first <= row < first + max(covered, 1) or (row == last + 1 and _is_numbering(text, rows[row])):
            last = row
            if not _is_numbering(text, rows[row]):
                _read_heads(text, rows[row], heads)
    return TextTable(cells, heads, last + 1)


def _first_head(text: TextMap, rows: Mapping[int, list[TextCell]], numbers: Sequence[int]) -> int | None:
    for row in numbers[:_HEAD_ROWS]:
        lines = [text.text[cell.start : cell.end] for cell in rows[row]]
        known = [line for line in lines if len(line) <= _HEAD_LENGTH and column_kind(line)]
        if len(known) >= 2 and all(len(line) <= 2 * _HEAD_LENGTH for line in lines):
            return row
    return None


def _is_numbering(text: TextMap, cells: Sequence[TextCell]) -> bool:
    """A row below the heads that numbers the columns: (1) (2) (3) or A B 1 2."""
    lines = [text.text[cell.start : cell.end] for cell in cells]
    return len(lines) > 2 and all(re.fullmatch(r"\(?(?:\d{1,2}|[A-Z])\)?(?:\s?=\s?.{1,12})?", line) for line in lines)


def _read_heads(text: TextMap, cells: Sequence[TextCell], heads: dict[int, str]) -> None:
    for cell in cells:
        line = " ".join(text.text[cell.start : cell.end].split())
        for column in range(cell.column, cell.column + cell.column_span):
            heads[column] = f"{heads[column]} {line}" if column in heads else line
