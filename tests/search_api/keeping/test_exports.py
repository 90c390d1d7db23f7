"""Exported tables, opened again as their users do."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from ingest.reader import read_document
from nlp.models import Extracted, Record
from nlp.pipeline import extract
from search_api.exports import writing
from search_api.exports.columns import COLUMNS, ExportFormat
from search_api.exports.writing import export
from search_api.index.contract import Collection

TEXT = """ỦY BAN NHÂN DÂN

TỈNH HÀ GIANG

Số: 31/KH-UBND

Hà Giang, ngày 05 tháng 3 năm 2020

KẾ HOẠCH

Trồng rừng năm 2020

I. MỤC TIÊU

- Đến năm 2020, ít nhất 85% hộ dân trồng rừng được cấp giống.

II. TỔ CHỨC THỰC HIỆN

Giao Sở Tài chính chủ trì cấp kinh phí trước ngày 30/4/2020.
"""
FORMULA = '=HYPERLINK("http://x.example","Xem")'


@pytest.fixture(scope="module")
def record() -> Record:
    record = extract(read_document(TEXT.encode(), "kế hoạch.txt"))
    return replace(record, title=Extracted(FORMULA, 1.0, ()))


def exported(records: list[Record], collection: Collection, form: ExportFormat) -> bytes:
    stream = io.BytesIO()
    export(records, collection, form, stream)
    return stream.getvalue()


def test_csv_opens_in_excel_and_holds_no_formula(record: Record) -> None:
    content = exported([record, record], "documents", "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == 2
    assert tuple(rows[0]) == COLUMNS["documents"]
    assert (rows[0]["number"], rows[0]["issue_date"]) == ("31/KH-UBND", "2020-03-05")
    assert rows[0]["title"] == f"'{FORMULA}"


def test_xlsx_has_typed_cells_a_fixed_head_and_no_formula(record: Record) -> None:
    sheet = load_workbook(io.BytesIO(exported([record, record], "targets", "xlsx"))).active
    assert sheet is not None
    assert sheet.freeze_panes == "A2"
    head, *rows = sheet.iter_rows(values_only=True)
    assert head == COLUMNS["targets"]
    assert len(rows) == 2 * len(record.targets) > 0
    first = dict(zip(head, rows[0], strict=True))
    assert (first["value"], first["unit"], first["comparator"], first["page"]) == (85, "%", ">=", 1)
    sheet = load_workbook(io.BytesIO(exported([record], "documents", "xlsx"))).active
    assert sheet is not None
    title = sheet.cell(2, COLUMNS["documents"].index("title") + 1)
    assert (title.value, title.data_type) == (FORMULA, "s")


def test_more_rows_than_a_sheet_holds_go_on_on_the_next(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "XLSX_ROWS_A_SHEET", 3)
    book = load_workbook(io.BytesIO(exported([record] * 4, "documents", "xlsx")))
    assert [sheet.max_row for sheet in book.worksheets] == [3, 3]
    assert [sheet["A1"].value for sheet in book.worksheets] == ["document_id"] * 2
    assert len(load_workbook(io.BytesIO(exported([record] * 5, "documents", "xlsx"))).worksheets) == 3


def test_json_lines_are_one_a_row_with_values_as_they_are(record: Record) -> None:
    rows = [json.loads(line) for line in exported([record] * 2, "assignments", "jsonl").decode().splitlines()]
    assert [row["id"] for row in rows] == [task.id for task in record.assignments] * 2
    assert tuple(rows[0]) == COLUMNS["assignments"]
    assert rows[0]["agency"] == "Sở Tài chính"
    (document,) = [json.loads(line) for line in exported([record], "documents", "jsonl").decode().splitlines()]
    assert document["title"] == FORMULA


@pytest.mark.parametrize("collection", COLUMNS)
@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_an_empty_table_still_opens(collection: Collection, form: ExportFormat) -> None:
    content = exported([], collection, form)
    if form == "xlsx":
        sheet = load_workbook(io.BytesIO(content)).active
        assert sheet is not None and sheet.max_row == 1
    else:
        assert content.decode("utf-8-sig").strip() == ("" if form == "jsonl" else ",".join(COLUMNS[collection]))


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_memory_does_not_grow_with_the_table(record: Record, form: ExportFormat) -> None:
    class Nowhere(io.BytesIO):
        def write(self, content: object) -> int:
            return len(bytes(content))  # type: ignore[call-overload, no-any-return]

    def many(count: int) -> Iterator[Record]:
        for _ in range(count):
            yield record

    def peak(count: int) -> int:
        tracemalloc.start()
        export(many(count), "targets", form, Nowhere())
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    peak(10)
    assert peak(1000) < peak(100) + 200_000
