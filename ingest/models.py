"""What reading gives: a document of pages, pages of blocks in reading order, blocks of lines of words.

Boxes are in points (1/72 inch), origin at the top left of the page as it is shown (rotation applied).
Text is NFC. A format without fixed pages (DOCX, DOC, RTF, HTML, Markdown, plain text) gives one page of width and
height 0 whose words have no boxes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from ingest.line_ends import breaks_word

PageSource = Literal["text", "ocr", "mixed"]

# "certification" is an author's signature that says which changes may follow (ISO 32000-1, 12.8.2.2), "timestamp" a
# time stamp of the whole document by an authority, with no signer (ISO 32000-2, 12.8.5).
SignatureKind = Literal["approval", "certification", "timestamp"]
# Whether the bytes that were signed are still what was signed, and signed with the certificate's key.
Integrity = Literal["intact", "broken", "unknown"]
# What was added to the file after the signature: nothing; further signatures, time stamps or data to verify them by;
# filled fields or notes; anything else.
ChangedAfter = Literal["nothing", "signatures", "annotations", "content", "unknown"]
TimeSource = Literal["timestamp", "claimed"]
# Trust is apart from integrity: "unknown" is the usual case, for no root certificates are kept to build a chain to.
Trust = Literal["unknown", "self-signed", "out-of-term"]

# "margin" is what stands on the page but is no part of what the document says: page numbers, running heads,
# the text of digital-signature stamps. It is kept and shown, but not understood. A "note" is a footnote: it says
# something, but is no part of the sentence that goes on over the page's end.
ParagraphRole = Literal["body", "note", "margin"]


class BoundingBox(NamedTuple):
    """Left, top, right, bottom in points; left <= right, top <= bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def union(self, other: BoundingBox) -> BoundingBox:
        return BoundingBox(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


def enclosing(boxes: Iterable[BoundingBox | None]) -> BoundingBox | None:
    """The smallest box that holds all boxes given; None where there are none."""
    known = [box for box in boxes if box is not None]
    if len(known) < 2:
        return known[0] if known else None
    lefts, tops, rights, bottoms = zip(*known, strict=True)
    return BoundingBox(min(lefts), min(tops), max(rights), max(bottoms))


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without white space. `confidence` is 1 for digital text, the engine's (0 to 1) for OCR."""

    text: str
    box: BoundingBox | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one printed line, left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> BoundingBox | None:
        return enclosing(word.box for word in self.words)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Printed lines that belong together; its text is the lines joined by a space, or by none where one breaks a word.

    `continues` where it goes on with the last paragraph of the body of the page before.
    """

    lines: tuple[Line, ...]
    role: ParagraphRole = "body"
    continues: bool = False

    @property
    def words(self) -> Iterator[Word]:
        return (word for line in self.lines for word in line.words)

    @property
    def text(self) -> str:
        joined = ""
        for line in self.lines:
            joined += line.text if not joined or breaks_word(joined.rsplit(" ", 1)[-1], line.text) else f" {line.text}"
        return joined

    @property
    def box(self) -> BoundingBox | None:
        return enclosing(word.box for word in self.words)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, at the row and column (from 0) of its top left corner."""

    row: int
    column: int
    paragraphs: tuple[Paragraph, ...]
    row_span: int = 1
    column_span: int = 1
    box: BoundingBox | None = None

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as cells in row order; merged cells stand once, with their spans.

    `continues` where it goes on with the last table of the page before: its first `repeated_rows` are heads said again,
    and `row_continues` where the row after those goes on with the last row there, which the page's end cuts in two.
    """

    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
    box: BoundingBox | None = None
    continues: bool = False
    repeated_rows: int = 0
    row_continues: bool = False

    @property
    def text(self) -> str:
        rows: dict[int, list[str]] = {}
        for cell in self.cells:
            rows.setdefault(cell.row, []).append(cell.text.replace("\n", " "))
        return "\n".join(" | ".join(rows[row]) for row in sorted(rows))


Block = Paragraph | Table

HandwrittenPart = Literal["number", "day", "month"]


class HandReading(NamedTuple):
    """What handwriting may say, with the probability (0 to 1) that it does."""

    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class Handwriting:
    """What was filled in by hand where the form leaves a blank for that part. It is no word of the page's text.

    `readings` are of a model that reads digits, most probable first, empty where nothing was read; `as_print` is what
    the OCR of print took it for ("" for nothing).
    """

    part: HandwrittenPart
    box: BoundingBox
    readings: tuple[HandReading, ...] = ()
    as_print: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `blocks` stand in reading order."""

    number: int
    width: float
    height: float
    blocks: tuple[Block, ...]
    source: PageSource = "text"
    handwriting: tuple[Handwriting, ...] = ()

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs in reading order, those in table cells among them."""
        for block in self.blocks:
            if isinstance(block, Table):
                for cell in block.cells:
                    yield from cell.paragraphs
            else:
                yield block

    @property
    def words(self) -> Iterator[Word]:
        return (word for paragraph in self.paragraphs for word in paragraph.words)

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def text(self) -> str:
        """What the page says, a block a line: without paragraphs of role "margin"."""
        return "\n".join(block.text for block in self.blocks if isinstance(block, Table) or block.role != "margin")


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something about the reading that a person should know; `page` is None where it holds for the whole file."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """A digital signature in the file (ISO 32000-1, 12.8; ETSI EN 319 142-1): a fact about the file, not its text.

    `signer`, `organisation` and `unit` are the common name, the organisation and the organisational unit of the
    signer's certificate, `certified_by` the common name of who issued it: all None where it cannot be read.
    `signed_at` is in Vietnam's time (UTC+7), from the time stamp of an authority where one fits, else as the signer's
    machine claimed. `trust` says "out-of-term" where `signed_at` is outside the certificate's term, "self-signed"
    where it vouches for itself. `page` and `box` are where the visible stamp stands; None for an invisible signature.
    `reason` says in Vietnamese why `integrity` or `changed_after` is not the good value; None where nothing is amiss.
    """

    kind: SignatureKind = "approval"
    signer: str | None = None
    organisation: str | None = None
    unit: str | None = None
    certified_by: str | None = None
    signed_at: datetime | None = None
    time_source: TimeSource | None = None
    integrity: Integrity = "unknown"
    changed_after: ChangedAfter = "unknown"
    trust: Trust = "unknown"
    reason: str | None = None
    page: int | None = None
    box: BoundingBox | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read. `name` is the file's name without folders, `sha256` the hex digest of its bytes.

    `signatures` stand in the order in which they were put on.
    """

    name: str
    media_type: str
    sha256: str
    pages: tuple[Page, ...]
    warnings: tuple[ReadingWarning, ...] = ()
    signatures: tuple[Signature, ...] = ()

    @property
    def text(self) -> str:
        return "\n\n".join(page.text for page in self.pages)
