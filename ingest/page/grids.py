"""Ruled tables: lines on the page → a grid of cells with their spans.

A cell is the smallest rectangle whose four corners are crossings of the lines on its sides (after Nurminen, Algorithmic
extraction of data in tables in PDF documents, 2013). The lines are those drawn in a PDF or seen on a scanned page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.models import BoundingBox, Cell, enclosing
from ingest.page.geometry import Affine, area, centre_in

THICKEST_RULE = 3.0  # points; a bar as thick is a shape
_SNAP = 3.0  # points within which lines count as one, and as touching
_LEAST_RULE = 12.0  # points; a row of one printed line is as high
_LEAST_OPEN = 3  # lines that must end at one place for a side without a line of its own


@dataclass(frozen=True, slots=True)
class Rule:
    """A line drawn on the page, in points; upright or level."""

    box: BoundingBox
    is_level: bool

    def mapped(self, mapping: Affine) -> Rule:
        """The line in another frame, which may be turned by 90°."""
        box = mapping.box(self.box)
        return Rule(box, box.right - box.left >= box.bottom - box.top)


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a ruled table in row order, without their text."""

    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
    box: BoundingBox

    def cells_at(self, boxes: Iterable[BoundingBox]) -> Iterator[int]:
        """For each box the index of the cell that holds its middle, else of the nearest."""
        tops = _distinct(cell.box.top for cell in self.cells if cell.box)
        lefts = _distinct(cell.box.left for cell in self.cells if cell.box)
        held = {place: index for index, cell in enumerate(self.cells) for place in _places(cell)}
        for box in boxes:
            x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
            found = held.get((bisect_right(tops, y) - 1, bisect_right(lefts, x) - 1))
            if found is not None and _distance(x, y, self.cells[found]) == 0:
                yield found
            else:
                yield self._nearest(x, y)

    def _nearest(self, x: float, y: float) -> int:
        return min(range(len(self.cells)), key=lambda index: _distance(x, y, self.cells[index]))


def _places(cell: Cell) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.row_span):
        for column in range(cell.column, cell.column + cell.column_span):
            yield row, column


def _distance(x: float, y: float, cell: Cell) -> float:
    assert cell.box is not None
    return max(cell.box.left - x, x - cell.box.right, 0.0) + max(cell.box.top - y, y - cell.box.bottom, 0.0)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line at `at` (y of a level one, x of an upright one) from `start` to `end`."""

    at: float
    start: float
    end: float

    def meets(self, other: _Line) -> bool:
        """Whether it crosses or touches a line of the other direction."""
        return (
            self.start - _SNAP <= other.at <= self.end + _SNAP and other.start - _SNAP <= self.at <= other.end + _SNAP
        )


def find_grids(rules: Sequence[Rule], reach: float = 0.0) -> tuple[Grid, ...]:
    """Tables of at least two cells; a grid inside a cell of another is left out.

    `reach` is how far, in points, a line may end before the one that it would meet: on a scan lines wear off.
    """
    level = _merged(_line(rule) for rule in rules if rule.is_level)
    upright = _merged(_line(rule) for rule in rules if not rule.is_level)
    if reach:
        level, upright = (
            [_reaching(line, upright, reach) for line in level],
            [_reaching(line, level, reach) for line in upright],
        )
    sides, ends = _open_sides(level, upright), _open_sides(upright, level)
    grids = [_grid(group) for group in _groups(_cells(level + ends, upright + sides))]
    return tuple(
        grid
        for grid in sorted(grids, key=lambda grid: (grid.box.top, grid.box.left))
        if len(grid.cells) >= 2
        and not any(
            other is not grid and centre_in(grid.box, other.box) and area(other.box) > area(grid.box) for other in grids
        )
    )


def _line(rule: Rule) -> _Line:
    left, top, right, bottom = rule.box
    return _Line((top + bottom) / 2, left, right) if rule.is_level else _Line((left + right) / 2, top, bottom)


def _merged(lines: Iterable[_Line]) -> list[_Line]:
    """Lines of one direction that lie on each other or go on from each other as one; short ones are left out."""
    beside: list[list[_Line]] = []
    for line in sorted(lines, key=lambda line: line.at):
        if beside and line.at - beside[-1][-1].at <= _SNAP:
            beside[-1].append(line)
        else:
            beside.append([line])
    joined = (piece for group in beside for piece in _joined(group))
    return [line for line in joined if line.end - line.start >= _LEAST_RULE]


def _joined(lines: Sequence[_Line]) -> Iterator[_Line]:
    at = (lines[0].at + lines[-1].at) / 2
    ordered = sorted(lines, key=lambda line: line.start)
    start, end = ordered[0].start, ordered[0].end
    for line in ordered[1:]:
        if line.start > end + _SNAP:
            yield _Line(at, start, end)
            start = line.start
            end = line.end
        end = max(end, line.end)
    yield _Line(at, start, end)


def _reaching(line: _Line, across: Sequence[_Line], reach: float) -> _Line:
    """The line carried on to the next one across it, where it meets one already."""
    if not any(map(line.meets, across)):
        return line
    crossing = [other.at for other in across if other.start - reach <= line.at <= other.end + reach]
    start = max((at for at in crossing if line.start - reach <= at < line.start), default=line.start)
    end = min((at for at in crossing if line.end < at <= line.end + reach), default=line.end)
    return _Line(line.at, start, end)


def _open_sides(lines: Sequence[_Line], across: Sequence[_Line]) -> list[_Line]:
    """Sides of tables that have no line of their own: lines of one direction that reach beyond the outermost line
    across them and end at one place. So stand tables without rules left and right, and a row that a page end cuts."""
    crossed = [line for line in lines if any(map(line.meets, across))]
    return [
        *_open_side(crossed, across, lambda line: line.start),
        *_open_side(crossed, across, lambda line: line.end),
    ]


def _open_side(lines: Sequence[_Line], across: Sequence[_Line], end_of: Callable[[_Line], float]) -> Iterator[_Line]:
    groups: list[list[_Line]] = []
    for line in sorted(lines, key=end_of):
        if groups and end_of(line) - end_of(groups[-1][-1]) <= _SNAP:
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        side = _Line(end_of(group[0]), min(line.at for line in group), max(line.at for line in group))
        met = [other for other in across if any(map(other.meets, group))]
        is_open = all(abs(other.at - side.at) >= _LEAST_RULE for other in met)
        is_long = any(other.start <= side.start + _SNAP and other.end >= side.end - _SNAP for other in met)
        if len(group) >= _LEAST_OPEN and is_open and is_long:
            yield side


def _cells(level: Sequence[_Line], upright: Sequence[_Line]) -> list[BoundingBox]:
    upright = sorted(upright, key=lambda line: line.at)
    level = sorted(level, key=lambda line: line.at)
    crossed = [[row for row, line in enumerate(level) if line.meets(column)] for column in upright]
    crossings = {(column, row) for column, rows in enumerate(crossed) for row in rows}
    along = [[column for column in range(len(upright)) if (column, row) in crossings] for row in range(len(level))]

    def cell(column: int, row: int) -> BoundingBox | None:
        rights = along[row][bisect_right(along[row], column) :]
        for below in crossed[column][bisect_right(crossed[column], row) :]:
            for right in rights:
                if (right, below) in crossings and upright[right].at > upright[column].at:
                    return BoundingBox(upright[column].at, level[row].at, upright[right].at, level[below].at)
        return None

    found = (cell(column, row) for column, row in sorted(crossings))
    return [box for box in found if box is not None and box.bottom > box.top]


def _groups(boxes: Sequence[BoundingBox]) -> list[list[BoundingBox]]:
    """Cells that share corners."""
    holders: dict[tuple[float, float], int] = {}
    parents = list(range(len(boxes)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    for index, box in enumerate(boxes):
        for corner in ((box.left, box.top), (box.left, box.bottom), (box.right, box.top), (box.right, box.bottom)):
            parents[root(index)] = root(holders.setdefault(corner, index))
    groups: dict[int, list[BoundingBox]] = {}
    for index, box in enumerate(boxes):
        groups.setdefault(root(index), []).append(box)
    return list(groups.values())


def _grid(boxes: Sequence[BoundingBox]) -> Grid:
    rows = _distinct(box.top for box in boxes)
    columns = _distinct(box.left for box in boxes)
    cells = tuple(
        Cell(
            row=_index(rows, box.top),
            column=_index(columns, box.left),
            paragraphs=(),
            row_span=max(1, sum(box.top + _SNAP < y < box.bottom - _SNAP for y in rows) + 1),
            column_span=max(1, sum(box.left + _SNAP < x < box.right - _SNAP for x in columns) + 1),
            box=box,
        )
        for box in boxes
    )
    outline = enclosing(boxes)
    assert outline is not None
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    return Grid(ordered, len(rows), len(columns), outline)


def _distinct(values: Iterable[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _SNAP:
            kept.append(value)
    return kept


def _index(values: Sequence[float], value: float) -> int:
    return min(range(len(values)), key=lambda index: abs(values[index] - value))
