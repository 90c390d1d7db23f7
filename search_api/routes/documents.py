"""Documents: taking them in, finding them, one with its record, its state and its original."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Query, Request, Response, UploadFile
from fastapi.responses import FileResponse

from search_api.routes.dependencies import IntakeDependency, ServiceDependency
from search_api.routes.responses import original_headers, problems
from search_api.routes.search_parameters import DocumentParameters, search_query
from search_api.uploads import refuse_cross_site, take_in_all
from search_api.wire import DocumentDetail, DocumentStatus, TakenInDocument, Upload
from search_api.wire_search import DocumentHits

router = APIRouter(prefix="/documents", tags=["documents"])


@router.post(
    "",
    status_code=202,
    summary="Take in documents",
    responses={
        200: {"model": Upload, "description": "All of the bytes were taken in before."},
        **problems(400, 403, 413),
    },
)
def upload(
    request: Request,
    files: Annotated[list[UploadFile], File(description="One or more files.")],
    response: Response,
    service: ServiceDependency,
    intake: IntakeDependency,
) -> Upload:
    """Keeps the files and begins to process them. Watch `status` of each; `Location` names the first one's.

    The same bytes are taken in once, whatever their name.
    """
    refuse_cross_site(request)
    taken = take_in_all(service, intake, files)
    documents = [TakenInDocument.of(one) for one in taken]
    response.headers["Location"] = documents[0].status
    response.headers["Link"] = ", ".join(f'<{one.status}>; rel="monitor"' for one in documents)
    if not any(one.is_new for one in documents):
        response.status_code = 200
    return Upload(documents=documents)


@router.get("", summary="Search documents", responses=problems(422, 503))
def search_documents(service: ServiceDependency, given: Annotated[DocumentParameters, Query()]) -> DocumentHits:
    """Documents by words, numbers and filters, with counts of facets."""
    query = search_query("documents", given)
    return DocumentHits.of(query, service.index.search(query))


@router.get("/{document_id}", summary="One document with its record", responses=problems(404))
def get_document(document_id: str, service: ServiceDependency) -> DocumentDetail:
    return DocumentDetail.with_record(service.row(document_id), service.catalogue.record(document_id))


@router.get("/{document_id}/status", summary="Where a document stands", responses=problems(404))
def get_document_status(document_id: str, service: ServiceDependency) -> DocumentStatus:
    """To watch after an upload: `state` ends in done or failed, with the reason in `error`."""
    return DocumentStatus.of(service.row(document_id))


@router.get(
    "/{document_id}/original",
    summary="The file as it came in",
    response_class=FileResponse,
    responses={200: {"content": {"application/octet-stream": {}}, "description": "The bytes."}, **problems(404)},
)
def get_original(document_id: str, service: ServiceDependency) -> FileResponse:
    """Always as a download: what others wrote is never shown as a page of this service."""
    row = service.row(document_id)
    media_type = row.media_type or "application/octet-stream"
    return FileResponse(service.original(document_id), headers=original_headers(row), media_type=media_type)
