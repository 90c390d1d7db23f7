"""Targets in tables: the head tells which column holds indicator, unit, yearly values and the agency in the lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from nlp.body.agencies import find_agencies
from nlp.body.commitment import Place, Verdict, heading_says
from nlp.body.number_words import NUMBER, number_value
from nlp.body.quantities import Quantity
from nlp.body.tables import TextCell, TextTable, tables_of
from nlp.body.target_statements import RowContext, Statement, StatementReader, heading_of
from nlp.body.time_marks import heading_time, time_marks
from nlp.body.units import unit_at
from nlp.models import Comparator

_SIGNS: Mapping[str, Comparator] = {
    "≥": ">=", ">=": ">=", ">": ">", "≤": "<=", "<=": "<=", "<": "<", "~": "~", "trên": ">", "từ": ">=", "tối thiểu": ">=",
    "ít nhất": ">=", "không quá": "<=", "tối đa": "<=", "dưới": "<", "khoảng": "~", "đạt": "=", "đạt trên": ">", "còn": "<=",
}  # fmt: skip
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_BARE = re.compile(
    rf"(?P<sign>{_SIGN})?\s*(?P<low>{NUMBER})(?:/(?P<all>\d+))?\s*(?:(?P<low_sign>%)?\s?[-–]\s?(?P<high>{NUMBER}))?\s*"
    r"(?P<unit>%|[^\d;:]{1,30})?",
    re.IGNORECASE,
)
_UNIT_IN_LABEL = re.compile(r"\((?P<unit>%|[^\d()]{1,25})\)\s*$|,\s*(?P<bare>%)\s*$")
_TABLE_CONFIDENCE = 0.85


def table_statements(reader: StatementReader) -> Iterator[Statement]:
    """Statements of all tables, in text order within a table. Scores, prices and budgets are none."""
    for table in tables_of(reader.draft.text):
        if table.columns("score") or (reader.tone == "norm" and not _is_of_targets(reader, table)):
            continue
        yield from _Rows(reader, table).statements()


def _is_of_targets(reader: StatementReader, table: TextTable) -> bool:
    titles = tuple(heading_of(section) for section in reader.sections(table.start))
    heads = " ".join(table.heads.values())
    return heading_says(Place(reader.tone, (*titles, heads), "")) == "target"


class _Rows:
    def __init__(self, reader: StatementReader, table: TextTable) -> None:
        self.reader = reader
        self.text = reader.text
        self.table = table
        self.indicators = table.columns("indicator")
        self.values = table.columns("value", "result", "baseline")
        self.group = ""
        self.titles = tuple(title for s in reader.sections(table.start) if (title := heading_of(s)))

    def statements(self) -> Iterator[Statement]:
        for row in self.table.rows():
            texts = [cell for cell in row.values() if not re.fullmatch(r"[\dIVXA-Z.)(]{1,6}", self._line(cell))]
            if len(texts) == 1 and len(row) <= 2:
                self.group = self._line(texts[0])
                if len(self.group) < 200:
                    continue
            leads, deadline = self._leads(row), self._deadline(row)
            for column, cell in row.items():
                if cell.row_span > 1 and column in self.values:
                    continue
                yield from self._cell(row, column, cell, leads, deadline)

    def _line(self, cell: TextCell) -> str:
        return " ".join(self.text[cell.start : cell.end].split())

    def _cell(
        self, row: Mapping[int, TextCell], column: int, cell: TextCell, leads: tuple[str, ...], deadline: str | None
    ) -> Iterator[Statement]:
        kind = self.table.kind(column)
        label = self._label(row, column)
        if column in self.values and label is not None and (bare := _BARE.fullmatch(self._line(cell))):
            statement = self._value(row, column, cell, label, bare)
            if statement is not None:
                yield replace(statement, leads=leads)
        elif kind in ("indicator", "value", "product", None) and not self._skips(column):
            head = self.table.heads.get(column, "")
            context = RowContext(tuple(title for title in (head, self.group) if title), leads, deadline)
            for block in cell.blocks:
                yield from self.reader.statements(block, context)

    def _skips(self, column: int) -> bool:
        return self.table.kind(column) in ("money", "note", "number", "lead", "partner")

    def _label(self, row: Mapping[int, TextCell], column: int) -> TextCell | None:
        """The cell that names the indicator: in the indicator column, else the first text before the value."""
        for index in self.indicators:
            if index in row and index != column:
                return row[index]
        return None

    def _value(
        self, row: Mapping[int, TextCell], column: int, cell: TextCell, label: TextCell, bare: re.Match[str]
    ) -> Statement | None:
        head = self.table.heads[column]
        kind = self.table.kind(column)
        time = heading_time(head) or self._deadline(row)
        unit = self._unit(row, label, bare)
        if kind == "baseline" or unit is None or not self._commits(kind, head, time):
            return None
        start = cell.start + max(0, self.text[cell.start : cell.end].find(bare["low"]))
        value_max = number_value(bare["high"]) if bare["high"] else None
        sign = " ".join((bare["sign"] or "").casefold().split())
        comparator: Comparator = "range" if value_max is not None else _SIGNS.get(sign, "=")
        quantity = Quantity(
            start, cell.end, cell.start, number_value(bare["low"]), value_max, unit, "measure", comparator, None
        )
        status = "result" if kind == "result" else "target"
        deadline = time or self.reader.heading_deadline(self.reader.sections(self.table.start))
        span = (cell.start, cell.end)
        verdict = Verdict("result" if status == "result" else "target", _TABLE_CONFIDENCE)
        return Statement(quantity, span, span, verdict, deadline, (), (label.start, label.end), self._baseline(row))

    def _commits(self, kind: str | None, head: str, time: str | None) -> bool:
        """A table of figures is one of targets where its heads or the headings above say so, in a plan also by years."""
        says = heading_says(Place(self.reader.tone, (*self.titles, self.group, *self.table.heads.values()), ""))
        if kind == "result":
            return self.reader.tone in ("report", "article")
        if says == "never" or self.reader.tone == "norm":
            return says == "target"
        return says == "target" or (self.reader.tone == "plan" and time is not None)

    def _unit(self, row: Mapping[int, TextCell], label: TextCell, bare: re.Match[str]) -> str | None:
        if bare["unit"] and bare["unit"].strip():
            return " ".join(bare["unit"].split())
        if bare["low_sign"]:
            return "%"
        for column in self.table.columns("unit"):
            if column in row:
                return self._line(row[column])
        name = self._line(label)
        inside = _UNIT_IN_LABEL.search(name)
        if inside:
            return (inside["unit"] or inside["bare"]).strip()
        if re.match(r"tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng", name, re.IGNORECASE):
            return "%"
        counted = re.match(r"(?:tổng )?số (?:lượng )?", name, re.IGNORECASE)
        unit = unit_at(self.text, label.start + counted.end(), label.end, self.reader.word_end) if counted else None
        return unit.name if unit else None

    def _baseline(self, row: Mapping[int, TextCell]) -> str | None:
        for column in self.table.columns("baseline"):
            if column in row:
                return f"{self._line(row[column])} ({self.table.heads[column]})"
        return None

    def _leads(self, row: Mapping[int, TextCell]) -> tuple[str, ...]:
        names: list[str] = []
        for column in self.table.columns("lead"):
            if column in row:
                cell = row[column]
                names += [mention.name for mention in find_agencies(self.text, cell.start, cell.end)]
        return tuple(dict.fromkeys(names))

    def _deadline(self, row: Mapping[int, TextCell]) -> str | None:
        for column in self.table.columns("time"):
            line = self._line(row[column]) if column in row else ""
            if span := re.fullmatch(r"(?:năm\s+)?20\d\d\s*[-–]\s*(?P<to>20\d\d)", line, re.IGNORECASE):
                return span["to"]
            if year := re.fullmatch(r"20\d\d", line):
                return year[0]
            marks = [mark for mark in time_marks(line) if not mark.is_base]
            if marks and not re.search(r"(?:và|các) (?:các )?năm tiếp theo|^từ ", line, re.IGNORECASE):
                return marks[-1].value
        return None
