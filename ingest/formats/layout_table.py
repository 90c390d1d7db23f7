"""Tables that hold no data: the head and the foot of an administrative document, laid out in two columns.

Nghị định 30/2020/NĐ-CP, Phụ lục I has the issuer left and the motto right at the head, Nơi nhận left and the signature
right at the foot; writers make both with a table without borders. Such a table is read as paragraphs, row by row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.models import Paragraph, Table

_MOST_ROWS = 5
_MOST_COLUMNS = 4

_HEAD_OR_FOOT = re.compile(
    r"cộng h(?:òa|oà) xã hội|độc lập\s*[-–]\s*tự do|đảng cộng sản việt nam$"  # motto
    r"|số\s*:?\s*[\d.…_/ ]*\s*/|số\s*:|v/v\b"  # number
    r"|[^,;:]{2,40},\s*ngày\b.{0,12}\btháng\b"  # place and date
    r"|kính gửi|nơi nhận"
    r"|(?:tm|kt|tl|tuq|t/m|k/t)\s*\.|\(\s*ký\b|\(?đã ký\)?$"  # authority, signature
    r"|(?:phó )?(?:chủ tịch|giám đốc|bộ trưởng|chủ nhiệm|hiệu trưởng|chánh văn phòng|trưởng phòng|trưởng ban)$",
    re.IGNORECASE,
)


def is_head_or_foot(line: str) -> bool:
    """Whether the line opens a part of a document's head or foot: motto, number, Nơi nhận, signature."""
    return _HEAD_OR_FOOT.match(line) is not None


def is_layout(rows: Sequence[Sequence[tuple[Paragraph, ...]]], columns: int) -> bool:
    """Whether the rows of cells are a document's head or foot, or a single row of at most two cells.

    A foot may have more than two cells: several agencies sign one document.
    """
    filled = [[content for content in row if any(paragraph.text for paragraph in content)] for row in rows]
    if max((len(row) for row in filled), default=0) > 2:
        return len(rows) == 1 and sum(_is_head_or_foot(content) for content in filled[0]) >= 2
    if len(rows) == 1:
        return True
    if len(rows) > _MOST_ROWS or columns > _MOST_COLUMNS:
        return False
    return any(_is_head_or_foot(content) for row in filled for content in row)


def _is_head_or_foot(content: tuple[Paragraph, ...]) -> bool:
    return any(is_head_or_foot(paragraph.text) for paragraph in content)


def is_layout_table(table: Table) -> bool:
    rows: list[list[tuple[Paragraph, ...]]] = [[] for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row].append(cell.paragraphs)
    return is_layout(rows, table.column_count)


def without_layout(table: Table) -> tuple[Paragraph | Table, ...]:
    """The table, or the paragraphs of its cells in reading order where it is layout."""
    if not is_layout_table(table):
        return (table,)
    return tuple(paragraph for cell in table.cells for paragraph in cell.paragraphs)
