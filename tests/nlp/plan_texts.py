"""Documents for the tests of citations and targets, written as their lines and read by the whole pipeline."""

from __future__ import annotations

from functools import lru_cache

from ingest.models import Cell, Document, Line, Page, Paragraph, Table, Word
from nlp.models import Record, Target
from nlp.pipeline import extract

PLAN = (
    "ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN",
    "Số: 87/KH-UBND",
    "Điện Biên, ngày 11 tháng 02 năm 2022",
    "KẾ HOẠCH",
    "Phát triển dịch vụ chăm sóc người cao tuổi giai đoạn 2022 - 2025",
    "Thực hiện Nghị quyết số 14/NQ-HĐND ngày 09 tháng 12 năm 2021 của Hội đồng nhân dân tỉnh, "
    "Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
)
DECISION = (
    "ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN",
    "Số: 61/2022/QĐ-UBND",
    "Điện Biên, ngày 20 tháng 10 năm 2022",
    "QUYẾT ĐỊNH",
    "Quy định mức hỗ trợ người chăm sóc tại nhà",
)
APPROVAL = (
    "ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN",
    "Số: 912/QĐ-UBND",
    "Điện Biên, ngày 18 tháng 5 năm 2022",
    "QUYẾT ĐỊNH",
    "Phê duyệt Chương trình phát triển nhân lực chăm sóc người cao tuổi",
)
REPORT = (
    "ỦY BAN NHÂN DÂN HUYỆN MƯỜNG ẢNG",
    "Số: 205/BC-UBND",
    "Mường Ảng, ngày 12 tháng 12 năm 2023",
    "BÁO CÁO",
    "Kết quả chăm sóc người cao tuổi năm 2023 và nhiệm vụ năm 2024",
)
DIRECTIVE = (
    "ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN",
    "Số: 04/CT-UBND",
    "Điện Biên, ngày 03 tháng 3 năm 2022",
    "CHỈ THỊ",
    "Về việc tăng cường chăm sóc người cao tuổi",
)

Row = tuple[str, ...]


def paragraph(text: str) -> Paragraph:
    return Paragraph((Line(tuple(Word(word) for word in text.split())),))


def table(*rows: Row) -> Table:
    """A table whose cells hold one paragraph each; an empty text is a cell without words."""
    cells = [
        Cell(number, column, (paragraph(text),)) for number, row in enumerate(rows) for column, text in enumerate(row)
    ]
    return Table(tuple(cells), len(rows), max(map(len, rows)))


@lru_cache(maxsize=512)
def record(*parts: str | Table, head: tuple[str, ...] = PLAN) -> Record:
    """The record of a document of one page: the head's lines, then lines and tables."""
    blocks = tuple(part if isinstance(part, Table) else paragraph(part) for part in (*head, *parts))
    return extract(Document("plan.txt", "text/plain", "ab" * 32, (Page(1, 0, 0, blocks),)))


def targets(*parts: str | Table, head: tuple[str, ...] = PLAN) -> tuple[Target, ...]:
    return record(*parts, head=head).targets


def brief(found: tuple[Target, ...]) -> list[tuple[int | float, str, str, str | None]]:
    """Value, unit, comparator and deadline of each."""
    return [(target.value, target.unit, target.comparator, target.deadline) for target in found]
