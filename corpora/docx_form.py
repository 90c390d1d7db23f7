"""A source document as DOCX, as an office writes it: the head and the foot are tables without lines."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import _Cell

from corpora.source import BodyTable, SourceDocument, body_items

_CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def docx_bytes(source: SourceDocument) -> bytes:
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(14)
    _head(document, source)
    for line, bold in ((source.type_word, True), (source.title, True), (source.authority_line, True)):
        if line:
            paragraph = document.add_paragraph()
            paragraph.alignment = _CENTRE
            paragraph.add_run(line).bold = bold
    if source.addressees:
        document.add_paragraph(f"Kính gửi: {'; '.join(source.addressees)}.").alignment = _CENTRE
    _body(document, source.body)
    _foot(document, source)
    _body(document, source.annex)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _head(document: Document, source: SourceDocument) -> None:
    table = document.add_table(rows=2, cols=2)
    _fill(table.cell(0, 0), *source.issuer)
    _fill(table.cell(0, 1), *source.motto)
    _fill(table.cell(1, 0), f"Số: {source.number}", *([source.subject] if source.subject else []))
    _fill(table.cell(1, 1), source.place_date)


def _body(document: Document, body: str) -> None:
    for item in body_items(body):
        if isinstance(item, BodyTable):
            _table(document, item)
        else:
            paragraph = document.add_paragraph()
            paragraph.add_run(item.text).bold = item.style != "plain"
            if item.style == "centred":
                paragraph.alignment = _CENTRE


def _foot(document: Document, source: SourceDocument) -> None:
    table = document.add_table(rows=1, cols=1 + len(source.signatures))
    marks = [";"] * (len(source.recipients) - 1) + ["."]
    recipients = [f"- {line}{mark}" for line, mark in zip(source.recipients, marks, strict=True)]
    _fill(table.cell(0, 0), "Nơi nhận:", *recipients, centred=False)
    for column, signature in enumerate(source.signatures, start=1):
        _fill(table.cell(0, column), *signature.authority, signature.position, "", "", signature.name)


def _table(document: Document, item: BodyTable) -> None:
    table = document.add_table(rows=len(item.rows), cols=len(item.rows[0]))
    table.style = "Table Grid"
    for row, cells in enumerate(item.cells):
        for column, cell in cells:
            last = table.cell(row + cell.rows - 1, column + cell.columns - 1)
            _fill(table.cell(row, column).merge(last), cell.text, centred=row == 0)


def _fill(cell: _Cell, *lines: str, centred: bool = True) -> None:
    for index, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.add_run(line)
        if centred:
            paragraph.alignment = _CENTRE
