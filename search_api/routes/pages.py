"""Pages of a document: as text with places, and as an image."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Response

from ingest.models import BoundingBox, Document, Page
from nlp.text import TextMap
from search_api.errors import NotFound
from search_api.routes.dependencies import ServiceDependency
from search_api.routes.responses import problems
from search_api.wire import PageText, TextBlockOut, WordOut

MIN_DPI, MAX_DPI = 36, 220
_CLIP = r"^\d{1,5}(\.\d{1,2})?(,\d{1,5}(\.\d{1,2})?){3}$"
_MAX_AGE_SECONDS = 24 * 3600

router = APIRouter(prefix="/documents/{document_id}/pages", tags=["pages"])

PageNumber = Annotated[int, Path(ge=1, le=100_000)]


@router.get(
    "/{number}.png",
    summary="One page as an image",
    response_class=Response,
    responses={
        200: {"content": {"image/png": {}}, "description": "The page, upright."},
        304: {"description": "The image that you have is still right."},
        **problems(404, 422),
    },
)
def get_page_image(
    document_id: str,
    number: PageNumber,
    service: ServiceDependency,
    dpi: Annotated[int, Query(ge=MIN_DPI, le=MAX_DPI, description="Pixels per inch.")] = 110,
    clip: Annotated[
        str | None,
        Query(
            pattern=_CLIP,
            description="Only this part of the page: left,top,right,bottom in points, as boxes of evidence are.",
            examples=["112.5,115,225,135"],
        ),
    ] = None,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """PNG. Not found where the document's format has no fixed pages."""
    row = service.row(document_id)
    tag = f'"{document_id[:32]}-{number}-{dpi}-{clip or "whole"}-{row.reader_version}"'
    headers = {"ETag": tag, "Cache-Control": f"private, max-age={_MAX_AGE_SECONDS}"}
    if if_none_match is not None and tag in if_none_match:
        return Response(status_code=304, headers=headers)
    part = None if clip is None else BoundingBox(*map(float, clip.split(",")))
    return Response(service.page_image(document_id, number, dpi, part), media_type="image/png", headers=headers)


@router.get("/{number}", summary="One page as text", responses=problems(404))
def get_page_text(
    document_id: str,
    number: PageNumber,
    service: ServiceDependency,
    words: Annotated[bool, Query(description="Whether to give each word with its box.")] = False,
) -> PageText:
    """Text, and its paragraphs with their place in the document's text."""
    document = service.document(document_id)
    page = _page(document, number)
    text = TextMap.of(document)
    blocks = [TextBlockOut.of(block, text.block_text(block)) for block in text.by_page().get(number, [])]
    return PageText(
        document_id=document_id,
        number=number,
        of=len(document.pages),
        width=page.width,
        height=page.height,
        source=page.source,
        text=page.text,
        blocks=blocks,
        words=[WordOut(text=word.text, box=word.box, confidence=word.confidence) for word in page.words]
        if words
        else None,
        image=f"/api/v1/documents/{document_id}/pages/{number}.png" if page.width else None,
    )


def _page(document: Document, number: int) -> Page:
    if number > len(document.pages):
        raise NotFound(
            f"The document has {len(document.pages)} pages; there is no page {number}.",
            f"Ask for a page from 1 to {len(document.pages)}.",
        )
    return document.pages[number - 1]
