"""`/`: the search."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from search_api.errors import NotFound
from search_api.index.contract import Collection, SearchResult
from search_api.pages.labels import COLLECTIONS
from search_api.pages.rendering import page
from search_api.pages.search_state import SearchState, search_state
from search_api.pages.search_view import search_view
from search_api.routes.dependencies import ServiceDependency
from search_api.service import Service

router = APIRouter(include_in_schema=False)


@router.get("/")
def search_page(request: Request, service: ServiceDependency) -> HTMLResponse:
    state = search_state(request.query_params)
    result = service.index.search(state.query())

    def name_of(document_id: str) -> str:
        return _name_of(service, document_id)

    held = service.index.counts()["documents"]
    return page("search.html", view=search_view(state, result, _totals(service, state, result), held, name_of))


def _totals(service: Service, state: SearchState, result: SearchResult) -> Mapping[Collection, int]:
    return {
        name: result.total
        if name == state.collection
        else service.index.search(state.in_collection(name).count_query()).total
        for name in COLLECTIONS
    }


def _name_of(service: Service, document_id: str) -> str:
    try:
        record = service.record(document_id)
    except NotFound:
        return document_id
    return record.number.value if record.number else record.source.name
