"""A document of the corpus as its author wrote it: the parts of Nghị định 30/2020/NĐ-CP, Phụ lục I, and the body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import TypeAdapter

DOCUMENTS = Path(__file__).parent / "documents"

Form = Literal["pdf", "scan", "docx", "html", "news"]

SUFFIXES: dict[Form, str] = {"pdf": "pdf", "scan": "pdf", "docx": "docx", "html": "html", "news": "html"}
NATIONAL_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@dataclass(frozen=True)
class Signature:
    """`authority` and `position` as the lines printed above the name ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")."""

    authority: tuple[str, ...]
    position: str
    name: str


@dataclass(frozen=True)
class Damage:
    """What the scanner did to a page: degrees of skew, share of noisy pixels, a red stamp over the signature, dpi."""

    skew_degrees: float = 0.0
    noise: float = 0.0
    stamp: bool = False
    paper_shade: float = 0.0
    dpi: int = 200
    seed: int = 1


@dataclass(frozen=True)
class SourceDocument:
    """`issuer` holds the lines at the top left, the issuing body last. `subject` is the "V/v" of a dispatch.

    `body` has one paragraph a line. A line that starts with "# " is a heading, with "^ " centred,
    with "| " a row of a table (cells between "|", the first row of a table is its head; a cell "^" goes on the one
    above it, "<" the one before it). `annex` is what follows the signatures, formed alike.
    A news item has only a title, a line of time (`place_date`) and a body.
    """

    slug: str
    form: Form
    place_date: str
    body: str
    issuer: tuple[str, ...] = ()
    number: str = ""
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    motto: tuple[str, ...] = NATIONAL_MOTTO
    annex: str = ""
    type_word: str | None = None
    title: str | None = None
    subject: str | None = None
    addressees: tuple[str, ...] = ()
    authority_line: str | None = None
    damage: Damage | None = None

    @property
    def file_name(self) -> str:
        return f"{self.slug}.{SUFFIXES[self.form]}"


@dataclass(frozen=True)
class Cell:
    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class BodyTable:
    """`rows` as the author wrote them, "^" and "<" in them."""

    rows: tuple[tuple[str, ...], ...]

    @cached_property
    def cells(self) -> tuple[tuple[tuple[int, Cell], ...], ...]:
        """The cells that begin in each row, each with its column."""
        return tuple(
            tuple((column, self._cell(row, column)) for column, text in enumerate(cells) if text not in ("^", "<"))
            for row, cells in enumerate(self.rows)
        )

    def _cell(self, row: int, column: int) -> Cell:
        below = [cells[column] for cells in self.rows[row + 1 :]]
        after = self.rows[row][column + 1 :]
        return Cell(self.rows[row][column], 1 + _leading(below, "^"), 1 + _leading(after, "<"))


@dataclass(frozen=True)
class BodyParagraph:
    text: str
    style: Literal["heading", "centred", "plain"]


def _leading(texts: Sequence[str], mark: str) -> int:
    return next((count for count, text in enumerate(texts) if text != mark), len(texts))


_ADAPTER = TypeAdapter(SourceDocument)


def load_sources(folder: Path = DOCUMENTS) -> tuple[SourceDocument, ...]:
    """All documents of the corpus, by slug. Raises `pydantic.ValidationError` naming the field that is wrong."""
    return tuple(load_source(path) for path in sorted(folder.glob("*/source.yml")))


def load_source(path: Path) -> SourceDocument:
    return _ADAPTER.validate_python({"slug": path.parent.name, **yaml.safe_load(path.read_text("utf-8"))})


def load_gold(slug: str, folder: Path = DOCUMENTS) -> dict[str, Any]:
    """What is right for the document, in the terms of the record."""
    gold: dict[str, Any] = yaml.safe_load((folder / slug / "gold.yml").read_text("utf-8"))
    return gold


def body_items(body: str) -> tuple[BodyParagraph | BodyTable, ...]:
    """The body's lines as paragraphs and tables."""
    items: list[BodyParagraph | BodyTable] = []
    rows: list[tuple[str, ...]] = []
    for line in [*(line.strip() for line in body.splitlines()), ""]:
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
            continue
        if rows:
            items.append(BodyTable(tuple(rows)))
            rows = []
        if line.startswith("# "):
            items.append(BodyParagraph(line[2:], "heading"))
        elif line.startswith("^ "):
            items.append(BodyParagraph(line[2:], "centred"))
        elif line:
            items.append(BodyParagraph(line, "plain"))
    return tuple(items)
