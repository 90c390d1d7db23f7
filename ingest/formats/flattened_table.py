"""Tables that a crawl flattened: cells between lines that hold only `|`.

A row is written as border, cell, border, cell, …, border, so between two rows stand two borders with nothing between
them, exactly as around an empty cell; and the text after a table stands behind a border as a cell does. What the
slots between borders are (cells, joints between rows, body text) is settled for all of them together: the reading
that needs the fewest odd rows, the fewest tables and no cell as long as a chapter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

_MOST_COLUMNS = 40
_WIDTHS_TRIED = 16

# Costs of a reading. Their order matters, not their size: an odd row is dearer than an empty cell, a table dearer
# than an odd row that stands for a heading, text read as a cell or a cell read as text dearer than both.
_TABLE = 1.0
_COLUMN = 0.15
_SHORT_ROW = 1.2
_HEADING_ROW = 0.6
_EMPTY_CELL_AT_END = 0.02
_EMPTY_CELL_INSIDE = 0.4
_EMPTY_CELL_IN_FIRST_ROW = 0.3
_TABLE_RIGHT_AFTER_TABLE = 2.0
_MISPLACED = 3.0
_TEXT_AS_CELL = 4.0
_LINE_AS_TEXT = 3.0
_FEW_LINES_AS_TEXT = 1.2
_BLANK_AS_TEXT = 0.5
_IMPOSSIBLE = 1e9


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands between two borders: how many lines, and what is known of it.

    `opens_row` and `closes_row` for what stands in the left or the right column of a head or a foot.
    """

    lines: int
    known: Literal["text", "cell"] | None = None
    looks_like_text: bool = False
    opens_row: bool = False
    closes_row: bool = False

    @property
    def may_be_joint(self) -> bool:
        return self.lines == 0 and self.known != "text"

    @property
    def cost_as_cell(self) -> float:
        if self.known == "text":
            return _IMPOSSIBLE
        if self.known == "cell":
            return 0.0
        return _TEXT_AS_CELL if self.looks_like_text else max(0.0, (self.lines - 20) * 0.1)

    @property
    def cost_as_text(self) -> float:
        if self.known == "cell":
            return _IMPOSSIBLE
        if self.known == "text" or self.looks_like_text:
            return 0.0
        if self.opens_row or self.closes_row:
            return _MISPLACED
        return _BLANK_AS_TEXT if self.lines == 0 else max(_FEW_LINES_AS_TEXT, _LINE_AS_TEXT - self.lines * 0.3)


class TextSegment(NamedTuple):
    slot: int


class TableSegment(NamedTuple):
    """Rows as the numbers of their slots; `columns` is what a whole row has, some rows have fewer."""

    columns: int
    rows: tuple[range, ...]


Segment = TextSegment | TableSegment


def segments(slots: Sequence[Slot]) -> list[Segment]:
    """The slots as text and tables, in order. Every slot with lines is in exactly one segment."""
    return _Reading(slots).trace()


class _Step(NamedTuple):
    cost: float
    length: int
    goes_on: bool  # in a row: whether another row of the same table follows


class _Reading:
    """The cheapest reading, found from the end backwards.

    `best[i]` reads all from slot i on, `rows[n][i]` the same where a row of a table of n columns begins at slot i.
    """

    def __init__(self, slots: Sequence[Slot]) -> None:
        self.slots = slots
        self.count = len(slots)
        self.widths = _widths(slots)
        self.best: list[tuple[float, int]] = [(0.0, 0)] * (self.count + 1)  # cost, columns (0: the slot is text)
        self.rows: dict[int, list[_Step]] = {
            width: [_Step(_IMPOSSIBLE, 0, False)] * (self.count + 1) for width in self.widths
        }
        self.cell_costs = [0.0]
        self.empty_cells = [0]
        self.last_filled = [-1]  # before each slot, the last one with lines
        for slot in slots:
            self.cell_costs.append(self.cell_costs[-1] + slot.cost_as_cell)
            self.empty_cells.append(self.empty_cells[-1] + (slot.lines == 0))
            self.last_filled.append(len(self.last_filled) - 1 if slot.lines else self.last_filled[-1])
        self._solve()

    def _solve(self) -> None:
        for start in range(self.count - 1, -1, -1):
            for width in self.widths:
                self.rows[width][start] = min(
                    self._row(start, length, width) for length in range(1, min(width, self.count - start) + 1)
                )
            choices = [(self.slots[start].cost_as_text + self.best[start + 1][0], 0)]
            choices += [(self._table(start, width), width) for width in self.widths]
            self.best[start] = min(choices)

    def _table(self, start: int, width: int) -> float:
        step = self.rows[width][start]
        empty = self.empty_cells[start + step.length] - self.empty_cells[start]
        return _TABLE + width * _COLUMN + step.cost + empty * _EMPTY_CELL_IN_FIRST_ROW

    def _row(self, start: int, length: int, width: int) -> _Step:
        end = start + length
        cost = self.cell_costs[end] - self.cell_costs[start]
        cost += self._cost_of_empty_cells(start, end)
        cost += _MISPLACED * any(slot.opens_row for slot in self.slots[start + 1 : end])
        cost += _MISPLACED * any(slot.closes_row for slot in self.slots[start : end - 1])
        if length < width:
            cost += _HEADING_ROW if length <= 2 and self.slots[start].lines else _SHORT_ROW
        if end == self.count:
            return _Step(cost, length, False)
        if not self.slots[end].may_be_joint:
            # No joint: the table has ended, and what follows must be text.
            after = self.slots[end].cost_as_text + self.best[end + 1][0]
            return _Step(cost + after, length, False)
        ends = _Step(cost + _TABLE_RIGHT_AFTER_TABLE + self.best[end + 1][0], length, False)
        if end + 1 == self.count:
            return ends
        return min(ends, _Step(cost + self.rows[width][end + 1].cost, length, True))

    def _cost_of_empty_cells(self, start: int, end: int) -> float:
        empty = self.empty_cells[end] - self.empty_cells[start]
        at_end = min(end - 1 - self.last_filled[end], empty)
        return at_end * _EMPTY_CELL_AT_END + (empty - at_end) * _EMPTY_CELL_INSIDE

    def trace(self) -> list[Segment]:
        found: list[Segment] = []
        start = 0
        while start < self.count:
            width = self.best[start][1]
            if not width:
                found.append(TextSegment(start))
                start += 1
                continue
            rows = []
            goes_on = True
            while goes_on:
                step = self.rows[width][start]
                rows.append(range(start, start + step.length))
                goes_on = step.goes_on
                start += step.length + (goes_on or self._has_joint(start + step.length))
            found.append(TableSegment(width, tuple(rows)))
        return found

    def _has_joint(self, slot: int) -> bool:
        return slot < self.count and self.slots[slot].may_be_joint


def _widths(slots: Sequence[Slot]) -> list[int]:
    """Numbers of columns worth trying: the commonest distances between joints, and between joints but one."""
    ends = [-1, *(index for index, slot in enumerate(slots) if slot.may_be_joint or slot.cost_as_cell), len(slots)]
    counts: Counter[int] = Counter({2: 1})
    for reach in (1, 2, 3):
        for left, right in zip(ends, ends[reach:], strict=False):
            if 1 <= right - left - 1 <= _MOST_COLUMNS:
                counts[right - left - 1] += 4 - reach
    return sorted(width for width, _ in counts.most_common(_WIDTHS_TRIED))
