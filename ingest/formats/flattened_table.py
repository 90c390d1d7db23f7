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
from itertools import pairwise
from typing import Literal, NamedTuple

MOST_SLOTS = 30_000  # the largest real table that was seen has 5,000
_MOST_COLUMNS = 40
_CELLS_TOO_MANY = 2  # a row may have so many more than the table has columns: a cell was split in the source
_WIDTHS_TRIED = 16

# Costs of a reading. Their order matters, not their size: an odd row is dearer than an empty cell, a table dearer
# than an odd row that stands for a heading, text read as a cell or a cell read as text dearer than both.
_TABLE = 1.0
_COLUMN = 0.15
_SHORT_ROW = 1.2
_HEADING_ROW = 0.6
_LONG_ROW = 3.0
_EMPTY_CELL_AT_END = 0.02
_EMPTY_CELL_INSIDE = 0.4
_EMPTY_CELL_IN_FIRST_ROW = 0.3
_TABLE_RIGHT_AFTER_TABLE = 2.0
_MISPLACED = 3.0
_NEXT_NUMBER_INSIDE_ROW = 2.2
_TEXT_AS_CELL = 4.0
_LINE_AS_TEXT = 3.0
_FEW_LINES_AS_TEXT = 1.2
_BLANK_AS_TEXT = 0.5
_IMPOSSIBLE = 1e9


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands between two borders: how many lines, and what is known of it.

    `opens_row` and `closes_row` for what stands in the left or the right column of a head or a foot; `number` where
    the slot holds nothing but a number of a row: 7 is (7,), 2.10 is (2, 10).
    """

    lines: int
    known: Literal["text", "cell"] | None = None
    looks_like_text: bool = False
    opens_row: bool = False
    closes_row: bool = False
    number: tuple[int, ...] | None = None

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
    """Rows as the numbers of their slots; `columns` is what a whole row has; some rows have fewer, or more."""

    columns: int
    rows: tuple[range, ...]


Segment = TextSegment | TableSegment


def segments(slots: Sequence[Slot]) -> list[Segment]:
    """The slots as text and tables, in order. Every slot with lines is in exactly one segment.

    More than `MOST_SLOTS` are text, all of them: no real table is that large, and the reading takes its time.
    """
    if len(slots) > MOST_SLOTS:
        return [TextSegment(number) for number in range(len(slots))]
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
        self.continue_numbering = _continue_numbering(slots)
        self.best: list[tuple[float, int]] = [(0.0, 0)] * (self.count + 1)  # cost, columns (0: the slot is text)
        self.rows: dict[int, list[_Step]] = {
            width: [_Step(_IMPOSSIBLE, 0, False)] * (self.count + 1) for width in self.widths
        }
        self._solve()

    def _solve(self) -> None:
        for start in range(self.count - 1, -1, -1):
            contents = self._costs_of_contents(start)
            ends = [self._cost_of_ending(start + length) for length in range(len(contents))]
            for width in self.widths:
                self.rows[width][start] = self._row(start, width, contents, ends)
            choices = [(self.slots[start].cost_as_text + self.best[start + 1][0], 0)]
            choices += [(self._table(start, width), width) for width in self.widths]
            self.best[start] = min(choices)

    def _table(self, start: int, width: int) -> float:
        step = self.rows[width][start]
        empty = sum(slot.lines == 0 for slot in self.slots[start : start + step.length])
        return _TABLE + width * _COLUMN + step.cost + empty * _EMPTY_CELL_IN_FIRST_ROW

    def _costs_of_contents(self, start: int) -> list[float]:
        """What the slots cost as the cells of one row, by the number of slots from `start` on."""
        costs = [0.0]
        cells = 0.0
        empty = empty_at_end = 0
        for number, slot in enumerate(self.slots[start : start + max(self.widths) + _CELLS_TOO_MANY]):
            cells += slot.cost_as_cell + _MISPLACED * (slot.opens_row and number > 0)
            if number > 0 and self.slots[start + number - 1].closes_row:
                cells += _MISPLACED
            if number > 0 and start + number in self.continue_numbering:
                cells += _NEXT_NUMBER_INSIDE_ROW
            empty += slot.lines == 0
            empty_at_end = empty_at_end + 1 if slot.lines == 0 else 0
            costs.append(cells + empty_at_end * _EMPTY_CELL_AT_END + (empty - empty_at_end) * _EMPTY_CELL_INSIDE)
        return costs

    def _cost_of_ending(self, end: int) -> float:
        """What follows a table whose last row ends before the slot `end`."""
        if end >= self.count:
            return 0.0
        if self.slots[end].known == "cell":
            return _IMPOSSIBLE  # where blank lines part the tables, one table stands between two of them
        if self.slots[end].may_be_joint:
            return _TABLE_RIGHT_AFTER_TABLE + self.best[end + 1][0]
        return self.slots[end].cost_as_text + self.best[end + 1][0]

    def _row(self, start: int, width: int, contents: Sequence[float], ends: Sequence[float]) -> _Step:
        rows = self.rows[width]
        best = _Step(_IMPOSSIBLE, 1, False)
        for length in range(1, min(width + _CELLS_TOO_MANY, len(contents) - 1) + 1):
            cost = contents[length]
            if length > width:
                cost += _LONG_ROW
            elif length < width:
                cost += _HEADING_ROW if length <= 2 and self.slots[start].lines else _SHORT_ROW
            end = start + length
            if cost + ends[length] < best.cost:
                best = _Step(cost + ends[length], length, False)
            if end + 1 < self.count and self.slots[end].may_be_joint and cost + rows[end + 1].cost < best.cost:
                best = _Step(cost + rows[end + 1].cost, length, True)
        return best

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


def _continue_numbering(slots: Sequence[Slot]) -> set[int]:
    """The slots that may begin a row, and hold the number after that of the last such slot: rows are numbered."""
    found = set()
    last: tuple[int, ...] | None = None
    for position, (before, slot) in enumerate(pairwise(slots), start=1):
        if slot.number is None or not before.may_be_joint:
            continue
        if last is not None and slot.number == (*last[:-1], last[-1] + 1):
            found.add(position)
        last = slot.number
    return found


def _widths(slots: Sequence[Slot]) -> list[int]:
    """Numbers of columns worth trying: the commonest distances between joints, and between joints but one."""
    ends = [-1, *(index for index, slot in enumerate(slots) if slot.may_be_joint or slot.cost_as_cell), len(slots)]
    counts: Counter[int] = Counter({2: 1})
    for reach in (1, 2, 3):
        for left, right in zip(ends, ends[reach:], strict=False):
            if 1 <= right - left - 1 <= _MOST_COLUMNS:
                counts[right - left - 1] += 4 - reach
    return sorted(width for width, _ in counts.most_common(_WIDTHS_TRIED))
