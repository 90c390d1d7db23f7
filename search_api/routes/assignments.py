"""Assignments (nhiệm vụ) of all documents."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from search_api.routes.dependencies import ServiceDependency
from search_api.routes.responses import problems
from search_api.routes.search_parameters import AssignmentParameters, search_query
from search_api.wire_search import AssignmentHits

router = APIRouter(prefix="/assignments", tags=["assignments"])


@router.get("", summary="Search assignments", responses=problems(422, 503))
def search_assignments(service: ServiceDependency, given: Annotated[AssignmentParameters, Query()]) -> AssignmentHits:
    """Who must do what by when."""
    query = search_query("assignments", given)
    return AssignmentHits.of(query, service.index.search(query))
