"""Tables as CSV, XLSX or JSON lines, written row by row in constant memory."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from nlp.models import Record
from search_api.exports.columns import COLUMNS, ExportFormat, Row, Value, table_rows
from search_api.index.contract import Collection

# ISO/IEC 29500: more rows make a file that no spreadsheet opens. What goes beyond stands on further sheets.
XLSX_ROWS_A_SHEET = 1_048_576

# A cell that starts so is a formula to a spreadsheet (OWASP, "CSV Injection").
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def export(records: Iterable[Record], collection: Collection, form: ExportFormat, stream: BinaryIO) -> int:
    """Writes the table of the collection to the stream; the number of its rows."""
    rows = (row for record in records for row in table_rows(record, collection))
    return _WRITERS[form](COLUMNS[collection], rows, stream)


def _write_csv(columns: tuple[str, ...], rows: Iterable[Row], stream: BinaryIO) -> int:
    # With a byte order mark: without it Excel takes UTF-8 for the local code page.
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow(map(_no_formula, row))
        count += 1
    text.detach()
    return count


def _write_xlsx(columns: tuple[str, ...], rows: Iterable[Row], stream: BinaryIO) -> int:
    book = Workbook(write_only=True)
    sheet = _new_sheet(book, columns)
    count = 0
    for row in rows:
        if count and count % (XLSX_ROWS_A_SHEET - 1) == 0:
            sheet = _new_sheet(book, columns)
        sheet.append([_text_cell(sheet, value) if isinstance(value, str) else value for value in row])
        count += 1
    book.save(stream)
    return count


def _new_sheet(book: Workbook, columns: tuple[str, ...]) -> WriteOnlyWorksheet:
    sheet: WriteOnlyWorksheet = book.create_sheet(f"vanban {len(book.worksheets) + 1}")
    sheet.freeze_panes = "A2"
    heads = []
    for name in columns:
        head = WriteOnlyCell(sheet, value=name)
        head.font = Font(bold=True)
        heads.append(head)
    sheet.append(heads)
    return sheet


def _write_jsonl(columns: tuple[str, ...], rows: Iterable[Row], stream: BinaryIO) -> int:
    count = 0
    for row in rows:
        line = json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False)
        stream.write(line.encode("utf-8") + b"\n")
        count += 1
    return count


_WRITERS: dict[ExportFormat, Callable[[tuple[str, ...], Iterable[Row], BinaryIO], int]] = {
    "csv": _write_csv,
    "xlsx": _write_xlsx,
    "jsonl": _write_jsonl,
}


def _no_formula(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def _text_cell(sheet: WriteOnlyWorksheet, value: str) -> Cell:
    """Text stays text, even where it starts like a formula; control characters, which XLSX can't hold, go."""
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    return cell
