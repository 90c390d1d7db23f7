"""Plans for the tests of assignments, written as their lines, and what is found in them."""

from __future__ import annotations

from ingest.models import Cell, Document, Line, Page, Paragraph, Table, Word
from nlp.body.assignments import find_assignments
from nlp.draft import Draft
from nlp.models import Assignment
from nlp.sections import find_outline
from tests.nlp.header_drafts import document, draft_of

HEAD = (
    "ỦY BAN NHÂN DÂN TỈNH VĨNH LONG",
    "Số: 112/KH-UBND",
    "Vĩnh Long, ngày 14 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Chăm sóc cây xanh ven kênh năm 2026",
    "Thực hiện Quyết định số 15/QĐ-UBND ngày 05 tháng 01 năm 2026, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
)


def draft_with(source: Document) -> Draft:
    draft = draft_of(source)
    draft.outline = find_outline(draft)
    return draft


def assignments_of(*lines: str, head: tuple[str, ...] = HEAD) -> tuple[Assignment, ...]:
    return find_assignments(draft_with(document(*head, *lines)))


def brief(assignments: tuple[Assignment, ...]) -> list[tuple[str, str, str, str | None]]:
    """Agency, role, task and deadline of each."""
    return [(found.agency, found.role, found.task, found.deadline) for found in assignments]


def table_document(*rows: tuple[str | None, ...]) -> Document:
    """A plan whose body is a table; None is a cell that the one above reaches down into."""
    cells = []
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text is None:
                continue
            span = 1
            while number + span < len(rows) and rows[number + span][column] is None:
                span += 1
            cells.append(Cell(number, column, (_paragraph(text),), row_span=span))
    table = Table(tuple(cells), len(rows), max(map(len, rows)))
    paragraphs = tuple(_paragraph(line) for line in HEAD)
    return Document("plan.docx", "text/plain", "1" * 64, (Page(1, 0, 0, (*paragraphs, table)),))


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Line(tuple(Word(word) for word in text.split())),))
