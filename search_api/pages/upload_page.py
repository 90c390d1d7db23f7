"""`/upload`: taking documents in through a form; `/uploads`: how far several are."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, File, Query, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from search_api.pages.rendering import page
from search_api.pages.row_view import row_view
from search_api.routes.dependencies import IntakeDependency, ServiceDependency
from search_api.service import Service
from search_api.uploads import MOST_FILES, NoFile, TooManyFiles, refuse_cross_site, take_in_all

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303


@router.get("/upload")
def upload_form(service: ServiceDependency) -> HTMLResponse:
    return _form(service, None)


@router.post("/upload")
def upload(
    request: Request,
    files: Annotated[list[UploadFile], File()],
    service: ServiceDependency,
    intake: IntakeDependency,
) -> Response:
    """One file leads to its document's page, several to the list of them."""
    refuse_cross_site(request)
    try:
        taken = take_in_all(service, intake, files)
    except NoFile:
        return _form(service, "Chưa chọn tệp nào.", 422)
    except TooManyFiles:
        return _form(service, f"Mỗi lần chỉ tải được {MOST_FILES} tệp; hãy chia thành nhiều lần.", 413)
    ids = list(dict.fromkeys(one.id for one in taken))
    if len(ids) == 1:
        return RedirectResponse(f"/documents/{ids[0]}", _SEE_OTHER)
    return RedirectResponse(f"/uploads?{urlencode([('id', one) for one in ids])}", _SEE_OTHER)


@router.get("/uploads")
def upload_progress(
    service: ServiceDependency, ids: Annotated[list[str], Query(alias="id", min_length=1, max_length=MOST_FILES)]
) -> HTMLResponse:
    rows = [row_view(service.row(one)) for one in ids]
    finished = sum(row.is_finished for row in rows)
    return page("uploads.html", rows=rows, finished=finished, is_finished=finished == len(rows))


def _form(service: Service, message: str | None, status: int = 200) -> HTMLResponse:
    megabytes = service.settings.max_upload_mb
    return page("upload.html", status, message=message, max_files=MOST_FILES, max_megabytes=megabytes)
