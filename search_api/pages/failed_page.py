"""`/failed`: how much there is, and what could not be processed and why."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from search_api.pages.rendering import page
from search_api.pages.row_view import row_view
from search_api.routes.dependencies import ServiceDependency

router = APIRouter(include_in_schema=False)

ROWS_A_PAGE = 50


@router.get("/failed")
def failed_page(
    service: ServiceDependency, number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1
) -> HTMLResponse:
    counts = service.catalogue.counts()
    rows = service.catalogue.list("failed", (number - 1) * ROWS_A_PAGE, ROWS_A_PAGE)
    has_more = counts.get("failed", 0) > number * ROWS_A_PAGE
    return page(
        "failed.html",
        counts=counts,
        index_counts=service.index.counts(),
        rows=[row_view(row) for row in rows],
        previous_url=f"/failed?page={number - 1}" if number > 1 else None,
        next_url=f"/failed?page={number + 1}" if has_more else None,
    )
