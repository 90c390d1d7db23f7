"""Completions of what a person types."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from search_api.routes.dependencies import ServiceDependency
from search_api.routes.responses import problems
from search_api.routes.search_parameters import MAX_TEXT_LENGTH
from search_api.wire_search import SuggestionOut, Suggestions

router = APIRouter(prefix="/suggestions", tags=["suggestions"])


@router.get("", summary="Complete a search", responses=problems(422, 503))
def suggest(
    service: ServiceDependency,
    q: Annotated[str, Query(max_length=MAX_TEXT_LENGTH, description="What has been typed.", examples=["4952"])],
    limit: Annotated[int, Query(ge=1, le=20)] = 8,
) -> Suggestions:
    """Numbers, titles, issuers, signers and agencies that go on from it, with or without tones."""
    return Suggestions(suggestions=[SuggestionOut.of(one) for one in service.index.suggest(q, limit)])
