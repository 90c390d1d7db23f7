"""Targets (chỉ tiêu) of all documents."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from search_api.routes.dependencies import ServiceDependency
from search_api.routes.responses import problems
from search_api.routes.search_parameters import TargetParameters, search_query
from search_api.wire_search import TargetHits

router = APIRouter(prefix="/targets", tags=["targets"])


@router.get("", summary="Search targets", responses=problems(422, 503))
def search_targets(service: ServiceDependency, given: Annotated[TargetParameters, Query()]) -> TargetHits:
    """Measurable outcomes that documents commit to or report, with the sentence and where it stands."""
    query = search_query("targets", given)
    return TargetHits.of(query, service.index.search(query))
