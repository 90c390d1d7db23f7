"""What the API takes and gives, as pydantic models; every one carries an example, so that the reference teaches."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from ingest.models import PageSource
from nlp.models import Record
from nlp.text import TextBlock
from search_api.catalogue import DocumentRow, State
from search_api.index.contract import Collection
from search_api.uploads import TakenInFile
from search_api.wire_examples import (
    DOCUMENT,
    DOCUMENT_DETAIL,
    DOCUMENT_ID,
    FAILURE,
    PAGE_TEXT,
    STATUS,
    TAKEN_IN,
    TEXT_BLOCK,
    WORD,
)

DocumentId = Annotated[str, Field(description="sha256 of the document's bytes.", examples=[DOCUMENT_ID])]


def example(value: Mapping[str, Any]) -> ConfigDict:
    return ConfigDict(json_schema_extra={"example": dict(value)})


class Failure(BaseModel):
    """Why a document could not be processed; `code` is stable."""

    model_config = example(FAILURE)

    code: str
    what: str
    next_step: str


class DocumentStatus(BaseModel):
    """A document and where it stands on its way to a record."""

    model_config = example(DOCUMENT)

    id: DocumentId
    name: str = Field(description="The file's name as it came in.")
    media_type: str | None = Field(description="By content; null until it has been read.")
    size: int = Field(description="Bytes.")
    state: State
    attempts: int
    error: Failure | None
    added_at: datetime
    updated_at: datetime
    pages: int | None
    reader_version: str | None
    extractor_version: str | None
    indexed_version: str | None
    links: dict[str, str] = Field(description="Addresses: self, status, original, page.")

    @classmethod
    def of(cls, row: DocumentRow) -> Self:
        return cls(**_row_fields(row))


class DocumentDetail(DocumentStatus):
    """A document with its record, which is null until the document is done."""

    model_config = example(DOCUMENT_DETAIL)

    record: Record | None

    @classmethod
    def with_record(cls, row: DocumentRow, record: Record | None) -> Self:
        return cls(**_row_fields(row), record=record)


def _row_fields(row: DocumentRow) -> dict[str, Any]:
    error = row.error and Failure(code=row.error.code, what=row.error.what, next_step=row.error.next_step)
    base = f"/api/v1/documents/{row.id}"
    return {
        "id": row.id,
        "name": row.name,
        "media_type": row.media_type,
        "size": row.size,
        "state": row.state,
        "attempts": row.attempts,
        "error": error,
        "added_at": row.added_at,
        "updated_at": row.updated_at,
        "pages": row.pages,
        "reader_version": row.reader_version,
        "extractor_version": row.extractor_version,
        "indexed_version": row.indexed_version,
        "links": {
            "self": base,
            "status": f"{base}/status",
            "original": f"{base}/original",
            "page": f"/documents/{row.id}",
        },
    }


class TakenInDocument(BaseModel):
    """One file of an upload. `is_new` is false where the same bytes were taken in before."""

    model_config = example(TAKEN_IN)

    id: DocumentId
    name: str
    is_new: bool
    state: State
    status: str = Field(description="Address to watch until the state is done or failed.")
    document: str = Field(description="Address of the document with its record.")

    @classmethod
    def of(cls, taken: TakenInFile) -> Self:
        base = f"/api/v1/documents/{taken.id}"
        return cls(
            id=taken.id,
            name=taken.name,
            is_new=taken.is_new,
            state=taken.state,
            status=f"{base}/status",
            document=base,
        )


class Upload(BaseModel):
    """What became of the files of an upload, in their order."""

    model_config = example({"documents": [TAKEN_IN]})

    documents: list[TakenInDocument]


class TextBlockOut(BaseModel):
    """A paragraph; `start` and `end` count characters of the document's text, as the record's evidence does."""

    model_config = example(TEXT_BLOCK)

    start: int
    end: int
    text: str
    cell: tuple[int, int, int] | None = Field(description="Table, row and column from 0, where it stands in a table.")

    @classmethod
    def of(cls, block: TextBlock, text: str) -> Self:
        cell = block.cell
        position = None if cell is None else (cell.table, cell.row, cell.column)
        return cls(start=block.start, end=block.end, text=text, cell=position)


class WordOut(BaseModel):
    """A word where it stands; `box` is left, top, right, bottom in points from the top left of the page."""

    model_config = example(WORD)

    text: str
    box: tuple[float, float, float, float] | None
    confidence: float


class PageText(BaseModel):
    """A page's text. Width and height are in points, 0 where the format has no fixed pages."""

    model_config = example(PAGE_TEXT)

    document_id: DocumentId
    number: int
    of: int
    width: float
    height: float
    source: PageSource
    text: str = Field(description="All text of the page in reading order, page numbers and running heads too.")
    blocks: list[TextBlockOut] = Field(description="The paragraphs that are understood, without margins.")
    words: list[WordOut] | None = Field(description="Only where the query says words=true.")
    image: str | None = Field(description="Address of the page as PNG; null where the format has no fixed pages.")


class Status(BaseModel):
    """How much there is, and which versions made it."""

    model_config = example(STATUS)

    documents: Mapping[State, int] = Field(description="Number of documents by state.")
    index: Mapping[Collection, int] = Field(description="Number of rows by collection.")
    versions: dict[str, str] = Field(description="Of the service, the reader, the extractor and the index.")


class Health(BaseModel):
    """That the service answers."""

    model_config = example({"status": "ok"})

    status: Literal["ok"] = "ok"
