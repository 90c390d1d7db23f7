"""A document that was read from a text without pages, printed as its author's office would have printed it.

Where its parts stand on the page is told from its paragraphs alone, by no more than the form of Nghị định
30/2020/NĐ-CP: what is not recognised is printed as prose, in its place, so that no word is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile
from typing import Literal

from ingest.models import Block, Cell, Document, Paragraph, Table

_HEAD_WITHIN = 60  # paragraphs
_ISSUER_LINES = 4
_MOTTO = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN")
_MOTTO_ENDS = re.compile(r"Độc lập\s*[-–]", re.IGNORECASE)
_NUMBER = re.compile(r"Số\s*:|V/v\b")
_PLACE_DATE = re.compile(r"[^,;:]{2,40},\s*ngày\s.{0,14}tháng")
_TYPE = re.compile(
    r"(?:KẾ HOẠCH|QUYẾT ĐỊNH|BÁO CÁO|CHỈ THỊ|THÔNG BÁO|NGHỊ QUYẾT|TỜ TRÌNH|CHƯƠNG TRÌNH|ĐỀ ÁN|HƯỚNG DẪN|PHỤ LỤC"
    r"|CÔNG ĐIỆN|QUY CHẾ|KẾT LUẬN)(?: \d+| [IVX]+)?"
)
_BODY_BEGINS = re.compile(r"(?:Căn cứ|Thực hiện|Theo|Xét|Kính gửi|[IVX]+\.|\d+\.|-)\s")
_ATTACHED = re.compile(r"\(?(?:Ban hành kèm|Kèm theo|Đính kèm)")
_LONGEST_TITLE = 400
_HEADING = re.compile(r"(?:[IVXLC]+|\d+(?:\.\d+)*|[A-HĐa-hđ])[.)]\s|Điều \d|(?:Chương|Mục|Phần) [IVX\d]")
_LONGEST_HEADING = 160
_SIGNS = re.compile(r"(?:TM|KT|TL|TUQ|Q)\s*\.|(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|THỦ TƯỚNG|BỘ TRƯỞNG)\b")
_NAME_WORDS = range(2, 7)
_NAME = re.compile(r"[^\W\d_a-zà-ỹ][^\W\d_]*(?: [^\W\d_a-zà-ỹ][^\W\d_]*){1,5}")


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    text: str
    style: Literal["heading", "centred", "plain"]


Item = PrintedParagraph | Table


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands where; `before` is what the text had above the head (a portal's data about the document)."""

    name: str
    before: tuple[Item, ...] = ()
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    place_date: tuple[str, ...] = ()
    body: tuple[Item, ...] = ()
    recipients: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    annex: tuple[Item, ...] = ()


@dataclass(slots=True)
class _Head:
    start: int
    end: int
    left: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    number: list[str] = field(default_factory=list)
    place_date: list[str] = field(default_factory=list)


def parts_of(document: Document) -> Parts:
    """The parts of a document; every paragraph that is no margin stands in one of them."""
    blocks = [
        block for page in document.pages for block in page.blocks if isinstance(block, Table) or block.role != "margin"
    ]
    head = _head(blocks)
    body_end, foot, foot_end = _foot(blocks, head.end)
    signs = next((number for number, line in enumerate(foot) if number and _opens_signature(line)), len(foot))
    if signs == len(foot) and foot and _NAME.fullmatch(foot[-1]):
        signs -= 1
    return Parts(
        name=document.name,
        before=_items(blocks[: head.start]),
        left=tuple(head.left),
        right=tuple(head.right),
        number=tuple(head.number),
        place_date=tuple(head.place_date),
        body=_items(blocks[head.end : body_end]),
        recipients=tuple(foot[:signs]),
        signature=tuple(foot[signs:]),
        annex=_items(blocks[foot_end:]),
    )


def rows_of(table: Table) -> list[list[Cell]]:
    """The cells that begin in each row."""
    ordered = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    return [list(cells) for _, cells in groupby(ordered, key=lambda cell: cell.row)]


def _head(blocks: Sequence[Block]) -> _Head:
    texts = [_line(block) for block in blocks[:_HEAD_WITHIN]]
    first = next((n for n, text in enumerate(texts) if _MOTTO.match(text)), None)
    if first is None:
        first = next((n for n, text in enumerate(texts) if _NUMBER.match(text)), None)
    if first is None:
        return _Head(0, 0)
    above = list(takewhile(str.isupper, reversed(texts[max(0, first - _ISSUER_LINES) : first])))
    head = _Head(first - len(above), first, left=above[::-1])
    for text in texts[first:]:
        if _MOTTO.match(text) or _MOTTO_ENDS.match(text):
            head.right.append(text)
        elif _NUMBER.match(text):
            head.number.append(text)
        elif _PLACE_DATE.match(text):
            head.place_date.append(text)
        elif text.isupper() and not head.left and not _TYPE.fullmatch(text):
            head.left.append(text)
        else:
            break
        head.end += 1
    return head


def _foot(blocks: Sequence[Block], start: int) -> tuple[int, list[str], int]:
    """Where the body ends, the lines of recipients and signature, where they end."""
    texts = [_line(block) for block in blocks]
    begins = next((n for n in range(start, len(texts)) if texts[n].startswith("Nơi nhận")), None)
    if begins is None:
        return len(blocks), [], len(blocks)
    ends = next((n for n in range(begins, len(texts)) if _opens_signature(texts[n])), None)
    if ends is None:
        return begins, texts[begins:], len(blocks)
    while ends < len(texts) and texts[ends].isupper() and not _TYPE.fullmatch(texts[ends]):
        ends += 1
    if ends < len(texts) and len(texts[ends].split()) in _NAME_WORDS:
        ends += 1
    return begins, texts[begins:ends], ends


def _opens_signature(text: str) -> bool:
    return text.isupper() and _SIGNS.match(text) is not None


def _items(blocks: Iterable[Block]) -> tuple[Item, ...]:
    items: list[Item] = []
    in_title = False
    for block in blocks:
        if isinstance(block, Table):
            items.append(block)
            in_title = False
            continue
        text = block.text
        is_type = _TYPE.fullmatch(text) is not None
        goes_on = in_title and len(text) <= _LONGEST_TITLE and not _BODY_BEGINS.match(text)
        in_title = is_type or (goes_on and (text.isupper() or _ATTACHED.match(text) is not None))
        items.append(PrintedParagraph(text, "centred" if is_type or goes_on else _style(text)))
    return tuple(items)


def _style(text: str) -> Literal["heading", "plain"]:
    is_heading = len(text) <= _LONGEST_HEADING and _HEADING.match(text) and text[-1] not in ".;,"
    return "heading" if is_heading else "plain"


def _line(block: Block) -> str:
    """The paragraph's text; nothing of a table is a line of head or foot."""
    return block.text if isinstance(block, Paragraph) else ""
