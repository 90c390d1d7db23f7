"""Rows of cells as a table: which column a cell of a row with merged cells stands in.

A source that gives no spans (a flattened table) leaves it open. Where the row's shape settles it the cells are placed;
where it does not they stay together in one cell over the whole row, in reading order, rather than under a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.models import Cell, Paragraph, Table

CellContent = tuple[Paragraph, ...]
Row = Sequence[CellContent]

_INDEX = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,6}|[A-ZĐ]|[a-zđ])\)?[.)]?$|[-+*]$")
# Header cells that have no header cells of their own under them.
_NEVER_GROUP = re.compile(
    r"(?:TT|STT|Số TT|Ghi chú|Nội dung|Tên|Nhiệm vụ|Chỉ tiêu|Mục tiêu|Đơn vị|ĐVT|Cơ quan|Thời gian|Thời hạn|Sản phẩm"
    r"|Địa phương|Địa điểm|Lĩnh vực|Căn cứ|Họ và tên|Tiêu chí|Danh mục)",
    re.IGNORECASE,
)


def table_of(rows: Sequence[Row], columns: int) -> Table:
    """The rows as a table of that many columns. A row of fewer or more cells is placed as far as its shape settles."""
    cells: list[Cell] = []
    start = 0
    header = _two_level_header(rows, columns)
    if header:
        cells.extend(header)
        start = 2
    has_index = _has_index_column(rows, columns)
    for number, row in enumerate(rows[start:], start=start):
        _place(cells, number, row, columns, has_index)
    return Table(tuple(cells), len(rows), columns)


def _place(cells: list[Cell], number: int, row: Row, columns: int, has_index: bool) -> None:
    missing = columns - len(row)
    begins_with_index = bool(row) and is_index(row[0])
    if missing == 0:
        cells.extend(Cell(number, column, content) for column, content in enumerate(row))
    elif begins_with_index and len(row) > 1:
        cells.append(Cell(number, 0, row[0]))
        cells.append(Cell(number, 1, _together(row[1:]), column_span=columns - 1))
    elif has_index and missing > 0 and len(row) > 1 and number > 0 and any(row[0]):
        # The columns on the left go on from the row above.
        _extend(cells, number, missing)
        cells.extend(Cell(number, column, content) for column, content in enumerate(row, start=missing))
    else:
        cells.append(Cell(number, 0, _together(row), column_span=columns))


def _extend(cells: list[Cell], number: int, columns: int) -> None:
    for place, cell in enumerate(cells):
        if cell.column + cell.column_span <= columns and cell.row + cell.row_span == number:
            cells[place] = replace(cell, row_span=cell.row_span + 1)


def _two_level_header(rows: Sequence[Row], columns: int) -> list[Cell]:
    """The first two rows where one cell of the first stands over several of the second; [] where that is open."""
    if len(rows) < 3 or len(rows[0]) >= columns or len(rows[1]) >= columns or len(rows[0]) < 2:
        return []
    top, below = rows[0], rows[1]
    group_span = columns - len(top) + 1
    right = len(below) - group_span  # cells of the second row to the right of the group's
    if right < 0 or any(any(content) for content in below[group_span:]) or right >= len(top):
        return []
    group = len(top) - 1 - right if right else _only_group(top)
    if group is None:
        return []
    cells = []
    for place, content in enumerate(top):
        column = place if place <= group else place + group_span - 1
        spans = (1, group_span) if place == group else (1 if place > group and right else 2, 1)
        cells.append(Cell(0, column, content, *spans))
    for place, content in enumerate(below):
        cells.append(Cell(1, group + place, content))
    return cells


def _only_group(top: Row) -> int | None:
    candidates = [place for place, content in enumerate(top) if not _NEVER_GROUP.match(_text(content))]
    return candidates[0] if len(candidates) == 1 else None


def _has_index_column(rows: Sequence[Row], columns: int) -> bool:
    whole = [row for row in rows if len(row) == columns]
    return sum(is_index(row[0]) for row in whole) * 2 > len(whole)


def is_index(content: CellContent) -> bool:
    """Whether the cell holds a row's number: "1", "II", "a)", "5.1"."""
    return _INDEX.match(_text(content)) is not None


def _text(content: CellContent) -> str:
    return " ".join(paragraph.text for paragraph in content).strip()


def _together(row: Row) -> CellContent:
    return tuple(paragraph for content in row for paragraph in content)
