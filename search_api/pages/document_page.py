"""`/documents/{id}`: a document's fields beside its pages, or how far it is on its way there."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from search_api.pages.crops import crop_of
from search_api.pages.document_view import viewer
from search_api.pages.record_view import record_view
from search_api.pages.rendering import page
from search_api.pages.row_view import row_view
from search_api.routes.dependencies import ServiceDependency

router = APIRouter(include_in_schema=False)


@router.get("/documents/{document_id}")
def document_page(
    document_id: str,
    service: ServiceDependency,
    number: Annotated[int | None, Query(alias="page", ge=1, le=100_000)] = None,
    evidence: Annotated[str | None, Query(max_length=100)] = None,
    view: Literal["image", "text"] = "image",
) -> HTMLResponse:
    row = service.row(document_id)
    record = service.catalogue.record(document_id)
    if record is None or row.state == "failed":
        return page("processing.html", row=row_view(row))
    document = service.document(document_id)
    shown = record_view(row, record, evidence)
    return page(
        "document.html",
        view=shown,
        crops={warning.key: crop_of(document, warning) for warning in shown.warnings},
        viewer=viewer(document, record, number, evidence, view == "text"),
        reading_warnings=document.warnings,
    )
