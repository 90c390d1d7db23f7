"""Sums of tables that do not add up: a row "Tổng cộng" against the rows that a table numbers one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from nlp.draft import Draft
from nlp.models import Warning
from nlp.text import TextBlock

_TOTAL = re.compile(r"\W*(?:tổng(?:\s+(?:cộng|số))?|cộng)\W*", re.IGNORECASE)
_NUMBERING = re.compile(r"\W*(?:stt|tt|số\s+tt|số\s+thứ\s+tự|thứ\s+tự)\W*", re.IGNORECASE)
# Columns that are not summed: shares, prices, years; what a head leaves unsaid shows in the figures.
_NOT_SUMMED = re.compile(
    r"%|tỷ lệ|tỉ lệ|bình quân|đơn giá|định mức|mức|giá|năm|điểm|hệ số|xếp|ghi chú|ngày", re.IGNORECASE
)
_NUMBER = re.compile(r"(?P<whole>\d{1,3}(?:[.\s]\d{3})+|\d{1,12})(?:,(?P<rest>\d{1,4}))?")
_FEWEST_ROWS = 2

_Row = Mapping[int, list[TextBlock]]


@dataclass(frozen=True, slots=True)
class _Numbered:
    """Rows that a table numbers 1, 2, 3 … and the total above or below them."""

    rows: Sequence[_Row]
    total: _Row
    heads: Sequence[_Row]


def sums_add_up(draft: Draft) -> Iterator[Warning]:
    """Only tables whose structure is plain: rows numbered one by one, one total. Sub-totals are left alone."""
    text = draft.text.text
    for table in _tables(draft):
        found = _numbered(text, table)
        if found is None:
            continue
        for column in sorted(found.total):
            if _is_summed(text, found, column):
                yield from _check_column(draft, found, column)


def _check_column(draft: Draft, found: _Numbered, column: int) -> Iterator[Warning]:
    text = draft.text.text
    total = _number(_cell(text, found.total, column))
    parts = [_number(_cell(text, row, column)) for row in found.rows]
    if not total or any(part is None for part in parts):
        return
    decimals = max(_decimals(_cell(text, row, column)) for row in (*found.rows, found.total))
    slack = Fraction(len(parts) + 1, 2 * 10**decimals) if decimals else Fraction(0)  # each was rounded
    added = sum((part for part in parts if part is not None), Fraction(0))
    if abs(added - total) > slack:
        block = found.total[column]
        printed = _cell(text, found.total, column)
        message = f"Dòng tổng ghi {printed}, các dòng cộng lại được {_vietnamese(added, decimals)}."
        yield Warning("sum-mismatch", message, draft.text.evidence(block[0].start, block[-1].end, "check"))


def _tables(draft: Draft) -> Iterator[Sequence[_Row]]:
    """The rows of each table; a table with cells that span rows or columns below its heads is left out."""
    tables: dict[int, dict[int, dict[int, list[TextBlock]]]] = {}
    spanned: dict[int, int] = {}
    for block in draft.text.blocks:
        place = block.cell
        if place is not None:
            tables.setdefault(place.table, {}).setdefault(place.row, {}).setdefault(place.column, []).append(block)
            if place.row_span > 1 or place.column_span > 1:
                spanned[place.table] = max(spanned.get(place.table, 0), place.row)
    for number, rows in tables.items():
        ordered = [rows[row] for row in sorted(rows)]
        if all(not _number_of_row(draft.text.text, row) for row in ordered[: spanned.get(number, -1) + 1]):
            yield ordered


def _number_of_row(text: str, row: _Row) -> int:
    """The number that the row begins with, 0 where there is none."""
    first = _cell(text, row, min(row))
    return int(first.rstrip(".")) if re.fullmatch(r"\d{1,3}\.?", first) else 0


def _numbered(text: str, rows: Sequence[_Row]) -> _Numbered | None:
    totals = [index for index, row in enumerate(rows) if _is_total(text, row)]
    if len(totals) != 1:
        return None
    at = totals[0]
    numbers = [_number_of_row(text, row) for row in rows]
    below, above = range(at + 1, len(rows)), range(at)
    for places, order in ((above, "above"), (below, "below")):
        listed = [index for index in places if numbers[index]]
        counted = [numbers[index] for index in listed] == list(range(1, len(listed) + 1))
        apart = not listed or listed[-1] - listed[0] + 1 != len(listed)
        if len(listed) < _FEWEST_ROWS or not counted or apart:
            continue
        if (order == "above" and listed[-1] == at - 1) or (
            order == "below" and (listed[0], listed[-1]) == (at + 1, len(rows) - 1)
        ):
            heads = rows[: min(listed[0], at)]
            has_numbering = any(_NUMBERING.fullmatch(_cell(text, row, min(row))) for row in heads if row)
            return _Numbered([rows[index] for index in listed], rows[at], heads) if has_numbering else None
    return None


def _is_total(text: str, row: _Row) -> bool:
    return any(_TOTAL.fullmatch(_cell(text, row, column)) for column in sorted(row)[:2])


def _is_summed(text: str, found: _Numbered, column: int) -> bool:
    head = " ".join(_cell(text, row, column) for row in found.heads)
    return column != min(found.rows[0]) and not _NOT_SUMMED.search(head)


def _cell(text: str, row: _Row, column: int) -> str:
    return " ".join(" ".join(text[block.start : block.end].split()) for block in row.get(column, ()))


def _number(printed: str) -> Fraction | None:
    """A number as Vietnamese tables print it (1.298; 0,5), nothing for a blank; anything else is none."""
    if not printed.strip("-–—"):
        return Fraction(0)
    match = _NUMBER.fullmatch(printed)
    if match is None:
        return None
    whole = re.sub(r"[.\s]", "", match["whole"])
    return Fraction(f"{whole}.{match['rest'] or 0}")


def _decimals(printed: str) -> int:
    return len(printed.partition(",")[2])


def _vietnamese(value: Fraction, decimals: int) -> str:
    whole, _, rest = f"{float(value):,.{decimals}f}".partition(".")
    return f"{whole.replace(',', '.')},{rest}" if rest else whole.replace(",", ".")
