"""The service itself: that it lives, how much it holds, what made it."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import APIRouter

from nlp.models import SCHEMA_VERSION
from search_api.routes.dependencies import ServiceDependency
from search_api.routes.responses import problems
from search_api.versions import EXTRACTOR_VERSION, INDEX_VERSION, READER_VERSION
from search_api.wire import Health, Status

router = APIRouter(tags=["service"])


@router.get("/health", summary="Whether the service lives")
def get_health() -> Health:
    """Touches neither catalogue nor index."""
    return Health()


@router.get("/status", summary="Counts and versions", responses=problems(503))
def get_status(service: ServiceDependency) -> Status:
    return Status(
        documents=service.catalogue.counts(),
        index=service.index.counts(),
        versions={
            "service": version("vanban"),
            "reader": READER_VERSION,
            "extractor": EXTRACTOR_VERSION,
            "index": INDEX_VERSION,
            "record_schema": str(SCHEMA_VERSION),
        },
    )
