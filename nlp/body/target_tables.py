"""Targets in tables: the head tells which column holds indicator, unit, yearly values and the agency in the lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from nlp.body.agencies import find_agencies
from nlp.body.commitment import Verdict
from nlp.body.number_words import NUMBER, number_value
from nlp.body.quantity import Quantity
from nlp.body.tables import TextCell, TextTable, tables_of
from nlp.body.target_statements import RowContext, Statement, StatementReader, heading_of
from nlp.body.target_words import Place, heading_says
from nlp.body.time_marks import heading_time, time_marks
from nlp.body.units import unit_at
from nlp.models import Comparator

_SIGNS: Mapping[str, Comparator] = {
    "≥": ">=", ">=": ">=", "từ": ">=", "tối thiểu": ">=", "ít nhất": ">=", ">": ">", "trên": ">", "đạt trên": ">",
    "≤": "<=", "<=": "<=", "không quá": "<=", "tối đa": "<=", "còn": "<=", "<": "<", "dưới": "<",
    "~": "~", "khoảng": "~", "đạt": "=",
}  # fmt: skip
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_BARE = re.compile(
    rf"(?P<sign>{_SIGN})?\s*(?P<low>{NUMBER})(?:/(?P<all>\d+))?\s*(?:(?P<low_sign>%)?\s?[-–]\s?(?P<high>{NUMBER}))?\s*"
    r"(?P<unit>%|[^\d;:]{1,30})?",
    re.IGNORECASE,
)
_UNIT_IN_LABEL = re.compile(r"\((?P<unit>%|[^\d()]{1,25})\)\s*$|,\s*(?P<bare>%)\s*$")
_UNIT_IN_HEAD = re.compile(r"\((?P<unit>%|[^\d()]{1,25})\)")
_SUM = re.compile(r"(?:tổng|cộng|toàn (?:tỉnh|huyện|xã|thành phố|vùng|quốc)|cả nước)(?!\w)", re.IGNORECASE)
_ROW_NUMBER = re.compile(r"[\dIVXA-Z.)(]{1,6}")
_GROUP_LENGTH = 200
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
    """The rows of one table, with what stands for them in group rows ("II. Giai đoạn 2026 - 2030")."""

    def __init__(self, reader: StatementReader, table: TextTable) -> None:
        self.reader = reader
        self.text = reader.text
        self.table = table
        self.places = table.columns("place")[:1]
        self.values = (*table.columns("value", "result", "baseline"), *self._columns_of_figures())
        self.indicators = tuple(column for column in table.columns("indicator") if column not in self.values)
        self.indicators = self.indicators or self.places
        self.groups: dict[int, str] = {}
        self.titles = tuple(title for s in reader.sections(table.start) if (title := heading_of(s)))

    def statements(self) -> Iterator[Statement]:
        for row in self.table.rows():
            if self._is_group(row):
                continue
            leads, deadline = self._leads(row), self._deadline(row)
            figures = [found for column, cell in row.items() if (found := self._figure(row, column, cell, deadline))]
            yield from (replace(figure, leads=leads) for figure in figures)
            context = RowContext(self._titles_of_group(), leads, deadline)
            for column, cell in row.items():
                if column in self.values or (figures and column in self.indicators) or self._skips(column):
                    continue
                head = self.table.heads.get(column, "")
                for block in cell.blocks:
                    yield from self.reader.statements(block, replace(context, titles=(head, *context.titles)))

    def _line(self, cell: TextCell) -> str:
        return " ".join(self.text[cell.start : cell.end].split())

    def _columns_of_figures(self) -> tuple[int, ...]:
        """Columns beside one of indicators whose head does not tell, under which mostly bare figures stand."""
        indicators = self.places or self.table.columns("indicator")
        others = [column for column in self.table.heads if self.table.kind(column) in ("product", "indicator", None)]
        found = [
            column for column in others if column != min(indicators, default=column) and self._is_of_figures(column)
        ]
        return tuple(found)

    def _is_of_figures(self, column: int) -> bool:
        lines = [self._line(row[column]) for row in self.table.rows() if column in row]
        return bool(lines) and sum(_BARE.fullmatch(line) is not None for line in lines) >= 0.6 * len(lines)

    def _is_group(self, row: Mapping[int, TextCell]) -> bool:
        """A row of a number and one text: it heads the rows below, down to the next one of its level."""
        numbers = [self._line(cell) for cell in row.values() if _ROW_NUMBER.fullmatch(self._line(cell))]
        texts = [self._line(cell) for cell in row.values() if not _ROW_NUMBER.fullmatch(self._line(cell))]
        if len(texts) != 1 or len(row) > 2 or len(texts[0]) > _GROUP_LENGTH:
            return False
        level = numbers[0].strip(".").count(".") if numbers else 0
        self.groups = {depth: name for depth, name in self.groups.items() if depth < level}
        self.groups[level] = texts[0]
        return True

    def _titles_of_group(self) -> tuple[str, ...]:
        return tuple(self.groups[level] for level in sorted(self.groups))

    def _skips(self, column: int) -> bool:
        return self.table.kind(column) in ("money", "note", "number", "lead", "partner", "unit", "time", "score")

    def _figure(
        self, row: Mapping[int, TextCell], column: int, cell: TextCell, deadline: str | None
    ) -> Statement | None:
        """A cell with a bare figure in a column of values: the target (or result) of its row."""
        kind, head = self.table.kind(column), self.table.heads.get(column, "")
        bare = _BARE.fullmatch(self._line(cell)) if column in self.values and cell.row_span == 1 else None
        label = next((row[index] for index in self.indicators if index in row and index != column), None)
        if bare is None or label is None or kind == "baseline" or self._is_of_past(kind):
            return None
        time = heading_time(head) or _bare_year(head) or self._time_of_group() or deadline
        if _ROW_NUMBER.fullmatch(self._line(label)) or (label.column in self.places and _SUM.match(self._line(label))):
            return None
        unit = self._unit(row, label, bare) or (self._unit_of_head(head) if label.column in self.places else None)
        if unit is None or not self._commits(kind, time):
            return None
        number = _quantity_of(bare, cell, self.text, unit)
        verdict = Verdict("result" if kind == "result" else "target", _TABLE_CONFIDENCE)
        by_when = time or self.reader.times.of_headings(self.titles, verdict.status == "result")
        span, named = (cell.start, cell.end), (label.start, label.end)
        return Statement(number, span, span, span, verdict, by_when, (), named, self._baseline(row))

    def _is_of_past(self, kind: str | None) -> bool:
        """What was done, in a table of a plan, is where its targets start from."""
        return kind == "result" and self.reader.tone not in ("report", "article", "notice")

    def _time_of_group(self) -> str | None:
        times = (heading_time(title) for title in reversed(self._titles_of_group()))
        return next((time for time in times if time), None)

    def _commits(self, kind: str | None, time: str | None) -> bool:
        """Figures are targets where the heads or the headings above say so, in a plan also where they have years."""
        told = [
            column for column in (*self.indicators, *self.values) if self.table.kind(column) in ("indicator", "value")
        ]
        heads = (self.table.heads[column] for column in told)
        titles = (*self.titles, *heads, *self._titles_of_group())
        says = heading_says(Place(self.reader.tone, titles, ""))
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
            if column in row and not self._agencies(row[column]):
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

    def _unit_of_head(self, head: str) -> str | None:
        """Where rows are places, the head names indicator and unit: "Tỷ lệ che phủ (%)", "Số người tham gia"."""
        if inside := _UNIT_IN_HEAD.search(head):
            return inside["unit"].strip()
        if re.match(r"tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng", head, re.IGNORECASE):
            return "%"
        counted = re.match(r"(?:tổng )?số (?:lượng )?", head, re.IGNORECASE)
        unit = unit_at(head, counted.end(), len(head), lambda offset: offset) if counted else None
        return unit.name if unit else None

    def _baseline(self, row: Mapping[int, TextCell]) -> str | None:
        for column in self.table.columns("baseline", "result"):
            if column in row and (self.table.kind(column) == "baseline" or self._is_of_past("result")):
                return f"{self._line(row[column])} ({self.table.heads[column]})"
        return None

    def _leads(self, row: Mapping[int, TextCell]) -> tuple[str, ...]:
        """The agencies of the lead's column; a column "Đơn vị" holds agencies where no other does."""
        for kind in ("lead", "unit"):
            cells = [row[column] for column in self.table.columns(kind) if column in row]
            names = [name for cell in cells for name in self._agencies(cell)]
            if names:
                return tuple(dict.fromkeys(names))
        return ()

    def _agencies(self, cell: TextCell) -> list[str]:
        return [mention.name for mention in find_agencies(self.text, cell.start, cell.end)]

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


def _bare_year(head: str) -> str | None:
    years = re.findall(r"(?<![\d/])20\d\d(?![\d/])", head)
    return years[0] if len(years) == 1 else None


def _quantity_of(bare: re.Match[str], cell: TextCell, text: str, unit: str) -> Quantity:
    start = cell.start + max(0, text[cell.start : cell.end].find(bare["low"]))
    high = number_value(bare["high"]) if bare["high"] else None
    sign = " ".join((bare["sign"] or "").casefold().split())
    comparator: Comparator = "range" if high is not None else _SIGNS.get(sign, "=")
    total = number_value(bare["all"]) if bare["all"] else None
    low = number_value(bare["low"])
    return Quantity(start, cell.end, cell.start, low, high, unit, "measure", comparator, None, total)
