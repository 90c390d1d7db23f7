"""The web application: API, pages and the intake that works behind them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from importlib.resources import files

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from ingest.errors import ReadingError
from search_api.errors import ServiceError
from search_api.intake import BackgroundIntake
from search_api.openapi import DESCRIPTION, TAGS, DocumentedApp
from search_api.pages import document_page, failed_page, reference_page, search_page, upload_page
from search_api.pages.error_page import error_page
from search_api.problem_details import concerns_api, problem_of, problem_response
from search_api.routes import assignments, documents, pages, status, suggestions, targets
from search_api.routes.responses import ANY_PROBLEM
from search_api.security_headers import SECURITY_HEADERS, SecurityHeaders
from search_api.service import Service
from search_api.settings import Settings, load_settings
from search_api.upload_limit import UploadLimit


def create_app(settings: Settings | None = None) -> FastAPI:
    """The app; its service is opened when it starts and closed when it stops."""
    settings = settings or load_settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.service = service = await run_in_threadpool(Service.open, settings)
        await run_in_threadpool(lambda: service.index)  # an index that can't be used is told now, not to who searches
        app.state.intake = BackgroundIntake(service)
        app.state.intake.start()
        try:
            yield
        finally:
            await run_in_threadpool(app.state.intake.stop)
            service.close()

    app = DocumentedApp(
        title="vanban",
        version=version("vanban"),
        lifespan=lifespan,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        description=DESCRIPTION,
        openapi_tags=TAGS,
    )
    app.include_router(_api())
    for module in (search_page, document_page, upload_page, failed_page, reference_page):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=str(files("search_api") / "pages" / "static")), name="static")
    app.add_middleware(UploadLimit, megabytes=settings.max_upload_mb)
    app.add_middleware(SecurityHeaders)
    for kind in (ServiceError, ReadingError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, _answer_error)
    return app


def _api() -> APIRouter:
    api = APIRouter(prefix="/api/v1", responses=ANY_PROBLEM)
    for module in (documents, pages, targets, assignments, suggestions, status):
        api.include_router(module.router)
    return api


def _answer_error(request: Request, error: Exception) -> Response:
    problem = problem_of(error, request.url.path)
    response = problem_response(problem) if concerns_api(request) else error_page(problem)
    # The answer to what is not foreseen is sent from outside all middleware.
    response.headers.update(SECURITY_HEADERS)
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)
    return response
