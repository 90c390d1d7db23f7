"""The block of labels that a legal site puts beside a document: "Số hiệu", "Ngày ban hành", "Người ký" …"""

from __future__ import annotations

import re

from ingest.models import Line, Paragraph, Table, Word

_LABEL = re.compile(
    r"(?:Số hiệu|Số ký hiệu|Số/Ký hiệu|Số, ký hiệu|Ký hiệu|Ngày ban hành|Ngày ký|Ngày có hiệu lực|Ngày hiệu lực"
    r"|Loại văn bản|Hình thức văn bản|Thể loại|Cơ quan ban hành|Nơi ban hành|Đơn vị ban hành|Người ký|Trích yếu"
    r"|Lĩnh vực|Ngành|Tình trạng|Hiệu lực|Ngày công báo|Số công báo|Ngày đăng|Phạm vi|Tệp đính kèm|Tên văn bản)\s*:?",
    re.IGNORECASE,
)
_FEWEST_LABELS = 3
_LONGEST_TEXT = 2_000  # characters: a block of labels is short


def holds_metadata(text: str) -> bool:
    """Whether the text is a block of labels and their values."""
    if len(text) > _LONGEST_TEXT:
        return False
    return len({match[0].lower() for match in _LABEL.finditer(text)}) >= _FEWEST_LABELS and len(text.split()) < 150


def is_metadata(table: Table) -> bool:
    """Whether the table is such a block: at least three cells hold a label and nothing else."""
    labels = sum(_LABEL.fullmatch(cell.text.strip()) is not None for cell in table.cells)
    return labels >= _FEWEST_LABELS and labels * 3 >= len(table.cells)


def metadata_lines(table: Table) -> list[Paragraph]:
    """A paragraph a label, with the value in the cell after it."""
    paragraphs: list[Paragraph] = []
    words: list[Word] = []
    for cell in table.cells:
        if words and _LABEL.fullmatch(cell.text.strip()):
            paragraphs.append(Paragraph((Line(tuple(words)),)))
            words = []
        words.extend(word for paragraph in cell.paragraphs for word in paragraph.words)
    if words:
        paragraphs.append(Paragraph((Line(tuple(words)),)))
    return paragraphs
