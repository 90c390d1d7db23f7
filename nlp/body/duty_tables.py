"""Tables of tasks: columns for the task, who leads, who coordinates, by when; one task a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from nlp.body.duty_clauses import find_clause
from nlp.body.duty_deadlines import clause_deadline, line_deadline
from nlp.body.duty_text import skeleton_of
from nlp.body.duty_units import Duty, Reading, duties_of_unit
from nlp.body.duty_words import label, plain
from nlp.body.tables import TextCell, tables_of
from nlp.models import Role
from nlp.text import TextMap

Column = Literal["lead", "coordinate", "implement", "task", "time"]
_ROLE_COLUMNS: tuple[Role, ...] = ("lead", "coordinate", "implement")
RoleCells = dict[Column, tuple[TextCell, ...]]
_HEADER_ROWS = 4
_SHORTEST_TASK = 3


def duties_of_tables(text: TextMap) -> Iterator[Duty]:
    """The duties in the tables whose head names a column of tasks and one of agencies."""
    columns: Mapping[int, Column] = {}
    width = 0
    for table in tables_of(text):
        cells = table.cells
        header, found = _header(text, cells)
        table_width = max(cell.column + cell.column_span for cell in cells)
        if found:
            columns, width = found, table_width
        elif table_width != width:
            columns = {}
        if columns:
            yield from _rows(text, cells, header, columns)


def _columns_of(cell: TextCell) -> range:
    return range(cell.column, cell.column + cell.column_span)


@cache
def _heads() -> tuple[tuple[Column, re.Pattern[str]], ...]:
    kinds: tuple[Column, ...] = ("coordinate", "lead", "implement", "task", "time")
    patterns: list[tuple[Column, re.Pattern[str]]] = [
        (kind, re.compile(rf"\W*(?:các\s+)?{label(kind)}\s*(?:\W.*)?$", re.S)) for kind in kinds
    ]
    return (*patterns, ("implement", re.compile(rf"\W*{label('implement_column')}\s*$")))


@cache
def _procedures() -> re.Pattern[str]:
    return re.compile(rf"\W*{label('procedures')}")


def _header(text: TextMap, cells: Sequence[TextCell]) -> tuple[int, Mapping[int, Column]]:
    """The first row behind the head and what the columns hold; {} where the table has no such head."""
    columns: dict[int, Column] = {}
    last = -1
    for cell in cells:
        if cell.row >= _HEADER_ROWS or cell.row > last + 2:
            continue
        head = text.text[cell.start : cell.end]
        if _procedures().match(" ".join(plain(head).split())):
            return 0, {}
        kind = _kind_of_head(head)
        if kind is None:
            continue
        for column in _columns_of(cell):
            columns[column] = kind
        last = max(last, cell.row + cell.row_span - 1)
    named = set(columns.values())
    is_table_of_tasks = "task" in named and named & {"lead", "implement", "coordinate"}
    return last + 1, columns if is_table_of_tasks else {}


def _kind_of_head(words: str) -> Column | None:
    line = " ".join(plain(words).split())
    if len(line) > 80:
        return None
    return next((kind for kind, pattern in _heads() if pattern.match(line)), None)


def _rows(text: TextMap, cells: Sequence[TextCell], first: int, columns: Mapping[int, Column]) -> Iterator[Duty]:
    rows: dict[int, dict[Column, tuple[TextCell, ...]]] = {}
    for cell in cells:
        kinds = {columns[column] for column in _columns_of(cell) if column in columns}
        if len(kinds) != 1:
            continue
        for row in range(cell.row, cell.row + cell.row_span):
            if row >= first:
                held = rows.setdefault(row, {})
                held[next(iter(kinds))] = (*held.get(next(iter(kinds)), ()), cell)
    numbers = _numbers(text, cells, columns)
    above: _Roles | None = None
    for row in sorted(rows):
        roles: RoleCells = {role: rows[row][role] for role in _ROLE_COLUMNS if role in rows[row]}
        number = numbers.get(row, "")
        if not roles and above is not None and _goes_on(above.number, number):
            roles = above.cells
        yield from _row(text, row, {**rows[row], **roles})
        above = _Roles(number, roles) if roles else None


@dataclass(frozen=True, slots=True)
class _Roles:
    """Who does the task of the row with this number."""

    number: str
    cells: RoleCells


def _numbers(text: TextMap, cells: Sequence[TextCell], columns: Mapping[int, Column]) -> dict[int, str]:
    """What stands before the tasks in each row: "1", "2.1", "II", "-"."""
    first = min((column for column, kind in columns.items() if kind == "task"), default=0)
    return {cell.row: text.text[cell.start : cell.end].strip(". ") for cell in cells if cell.column < first}


def _goes_on(above: str, number: str) -> bool:
    """Whether a row is numbered on from the one above it, whose cells reach down into it where it has none of its own:
    "3" behind "2", no "II" behind "2" and no "3" behind "2.4"."""
    if not number.replace(".", "").isdigit():
        return False
    return above.replace(".", "").isdigit() and above.count(".") == number.count(".")


def _row(text: TextMap, number: int, row: Mapping[Column, Sequence[TextCell]]) -> Iterator[Duty]:
    tasks = [cell for cell in row.get("task", ()) if len(text.text[cell.start : cell.end].split()) >= _SHORTEST_TASK]
    if not tasks or tasks[-1].row != number:
        return
    task = tasks[-1]
    deadline = next((line_deadline(text.text[cell.start : cell.end]) for cell in row.get("time", ())), None)
    deadline = deadline or clause_deadline(text.text[task.start : task.end])
    for role in _ROLE_COLUMNS:
        for cell in row.get(role, ()):
            yield from _cell_duties(text, cell, task, role, deadline)


def _cell_duties(text: TextMap, cell: TextCell, task: TextCell, role: Role, deadline: str | None) -> Iterator[Duty]:
    skeleton = skeleton_of(text.text, cell.start, cell.end)
    clause = find_clause(skeleton, 0, len(skeleton.form))
    if clause is not None and (clause.predicate.role or clause.predicate.duty):
        yield from duties_of_unit(text.text, cell.start, cell.end, Reading(deadline=deadline))
        return
    for agencies in skeleton.lists.values():
        for agency in agencies:
            yield Duty(agency, role, task.start, task.end, (task.start, task.end), deadline, 0.9, "duty-table")
