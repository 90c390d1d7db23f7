"""DOCX: Word documents (ECMA-376, WordprocessingML), transitional and strict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.formats.docx_blocks import BlockReader
from ingest.formats.docx_numbering import Numbering
from ingest.formats.docx_package import Element, Package, attribute, child, local_name
from ingest.formats.docx_styles import Styles
from ingest.formats.docx_text import Formatting, NoteMarks, pieces_of
from ingest.formats.layout_table import is_head_or_foot
from ingest.formats.paragraphs import paragraph_of
from ingest.limits import Limits
from ingest.models import Block, Page, Paragraph, ReadingWarning
from ingest.old_text import OldText
from ingest.page.wrapping import TextLine


def read(content: bytes, limits: Limits) -> tuple[tuple[Page, ...], tuple[ReadingWarning, ...]]:
    """One page of width and height 0: running heads, body, notes, running feet.

    Raises `DamagedFile`, `EncryptedFile` and `TooLarge`.
    """
    package = Package(content, limits)
    notes = NoteMarks(package.document)
    styles = Styles(_first(package.related("styles")))
    formatting = Formatting(styles, notes, _old_text(package, styles))
    reader = BlockReader(formatting, Numbering(_first(package.related("numbering"))))
    body = child(package.document, "body")
    blocks: list[Block] = list(_running(package, reader, "header"))
    blocks += [] if body is None else reader.blocks(body)
    for kind in ("footnote", "endnote"):
        blocks += _notes(package, reader, notes, kind)
    blocks += _running(package, reader, "footer")
    return (Page(1, 0, 0, tuple(blocks)),), tuple(_warnings(package))


def _first(roots: list[Element]) -> Element | None:
    return roots[0] if roots else None


def _warnings(package: Package) -> Iterator[ReadingWarning]:
    """Sheets, drawings and documents put into the file show a picture of themselves, which holds no text."""
    objects = (element for element in package.document.iter() if local_name(element) == "OLEObject")
    unread = sum(not (attribute(element, "ProgID") or "").startswith("Equation") for element in objects)
    if unread:
        message = f"Trong tệp có {unread} đối tượng nhúng (bảng tính, hình vẽ, tài liệu khác); nội dung chưa được đọc."
        yield ReadingWarning("embedded-objects", message)


def _old_text(package: Package, styles: Styles) -> OldText:
    parts = [
        package.document,
        *(root for kind in ("header", "footer", "footnotes", "endnotes") for root in package.related(kind)),
    ]
    return OldText(piece for root in parts for piece in pieces_of(root, styles))


def _running(package: Package, reader: BlockReader, kind: str) -> Iterator[Paragraph]:
    """Running heads or feet, each text once: margin, unless a document's own head or foot was put there."""
    seen: set[str] = set()
    for root in package.related(kind):
        paragraphs = list(reader.paragraphs(root))
        text = "\n".join(paragraph.text for paragraph in paragraphs)
        if text in seen:
            continue
        seen.add(text)
        is_body = any(is_head_or_foot(paragraph.text) for paragraph in paragraphs)
        yield from (paragraph if is_body else replace(paragraph, role="margin") for paragraph in paragraphs)


def _notes(package: Package, reader: BlockReader, notes: NoteMarks, kind: str) -> Iterator[Paragraph]:
    """Footnotes or endnotes in order, each opened by its mark in the text."""
    for root in package.related(f"{kind}s"):
        for note in root:
            paragraphs = list(reader.paragraphs(note)) if notes.of_note(note) else []
            if paragraphs:
                mark = paragraph_of([TextLine(notes.of_note(note))])
                yield Paragraph(mark.lines + paragraphs[0].lines)
                yield from paragraphs[1:]
