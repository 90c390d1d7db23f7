"""What the page of a document shows: its fields beside a page, with the evidence on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from ingest.models import Document, Page
from nlp.models import Record
from nlp.text import TextBlock, TextMap
from search_api.pages.findings import Finding, findings
from search_api.pages.marking import Piece, Span, pieces

PAGE_LINKS_AROUND = 3


@dataclass(frozen=True, slots=True)
class Box:
    """A box on the page image, in points."""

    left: float
    top: float
    width: float
    height: float
    finding: Finding
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class TextParagraph:
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class TextCell:
    paragraphs: tuple[TextParagraph, ...]
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class TextTable:
    rows: tuple[tuple[TextCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Viewer:
    """One page as it is looked at: as an image with boxes or as text with marks."""

    document_id: str
    page: Page
    page_count: int
    as_text: bool
    chosen: Finding | None
    boxes: tuple[Box, ...]
    text: tuple[TextParagraph | TextTable, ...]

    @property
    def has_image(self) -> bool:
        return self.page.width > 0

    @property
    def page_numbers(self) -> tuple[int | None, ...]:
        """Numbers to link to, None where some are left out."""
        near = set(range(self.page.number - PAGE_LINKS_AROUND, self.page.number + PAGE_LINKS_AROUND + 1))
        shown = sorted(near & set(range(1, self.page_count + 1)) | {1, self.page_count})
        result: list[int | None] = []
        for number in shown:
            if result and result[-1] is not None and number > result[-1] + 1:
                result.append(None)
            result.append(number)
        return tuple(result)

    def page_url(self, number: int) -> str:
        return view_url(self.document_id, number, None, self.as_text and self.has_image)

    @property
    def other_view_url(self) -> str:
        key = self.chosen.key if self.chosen else None
        return view_url(self.document_id, self.page.number, key, not self.as_text)

    def finding_url(self, finding: Finding) -> str:
        return evidence_url(self.document_id, finding, self.as_text and self.has_image)

    def span_url(self, key: str) -> str:
        return view_url(self.document_id, self.page.number, key, self.as_text and self.has_image) + "#evidence"


def view_url(document_id: str, page: int, key: str | None, as_text: bool) -> str:
    query: dict[str, str | int] = {"page": page}
    if key:
        query["evidence"] = key
    if as_text:
        query["view"] = "text"
    return f"/documents/{document_id}?{urlencode(query)}"


def evidence_url(document_id: str, finding: Finding, as_text: bool = False) -> str:
    return view_url(document_id, finding.page or 1, finding.key, as_text) + "#evidence"


def viewer(document: Document, record: Record, page_number: int | None, key: str | None, as_text: bool) -> Viewer:
    """The page asked for, else that of the chosen evidence, else the first; a number too large gives the last."""
    found = findings(record)
    chosen = next((finding for finding in found if finding.key == key), None)
    wanted = page_number or (chosen and chosen.page) or 1
    page = document.pages[min(max(wanted, 1), len(document.pages)) - 1]
    as_text = as_text or page.width <= 0
    return Viewer(
        document_id=document.sha256,
        page=page,
        page_count=len(document.pages),
        as_text=as_text,
        chosen=chosen,
        boxes=() if as_text else tuple(_boxes(document.sha256, found, page.number, chosen)),
        text=_text(TextMap.of(document), found, page.number, key) if as_text else (),
    )


def _boxes(document_id: str, found: Sequence[Finding], page: int, chosen: Finding | None) -> Iterator[Box]:
    """The chosen finding's boxes come last, so that they lie on top."""
    for finding in sorted(found, key=lambda one: one is chosen):
        for evidence in finding.evidence:
            if evidence.page != page:
                continue
            for left, top, right, bottom in evidence.boxes:
                url = evidence_url(document_id, finding)
                yield Box(left, top, right - left, bottom - top, finding, url, finding is chosen)


def _text(text: TextMap, found: Sequence[Finding], page: int, key: str | None) -> tuple[TextParagraph | TextTable, ...]:
    spans = [
        Span(evidence.start, evidence.end, finding.key, finding.group)
        for finding in found
        for evidence in finding.evidence
        if evidence.page == page and evidence.start < evidence.end
    ]

    def paragraph(block: TextBlock) -> TextParagraph:
        return TextParagraph(pieces(text.block_text(block), block.start, spans, key))

    result: list[TextParagraph | TextTable] = []
    blocks = text.by_page().get(page, [])
    for table, members in groupby(blocks, key=lambda block: block.cell and block.cell.table):
        if table is None:
            result += [paragraph(block) for block in members]
        else:
            result.append(_table([(block, paragraph(block)) for block in members]))
    return tuple(result)


def _table(members: Sequence[tuple[TextBlock, TextParagraph]]) -> TextTable:
    rows: list[tuple[TextCell, ...]] = []
    for _, in_row in groupby(members, key=lambda one: one[0].cell and one[0].cell.row):
        cells = []
        for cell, in_cell in groupby(in_row, key=lambda one: one[0].cell):
            if cell is not None:
                paragraphs = tuple(paragraph for _, paragraph in in_cell)
                cells.append(TextCell(paragraphs, cell.row_span, cell.column_span))
        rows.append(tuple(cells))
    return TextTable(tuple(rows))
