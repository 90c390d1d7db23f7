"""Answers to searches on the wire. `fields` of a hit are the rows that every index stores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import BaseModel, Field

from search_api.index.contract import FacetCount, Highlight, Hit, SearchQuery, SearchResult, Suggestion
from search_api.index.rows import AssignmentFields, DocumentFields, TargetFields
from search_api.wire import DocumentId, example
from search_api.wire_examples import (
    ASSIGNMENT_HIT,
    DOCUMENT_HIT,
    FACET_VALUE,
    HIGHLIGHT,
    SUGGESTION,
    TARGET_HIT,
    hits,
)


class HighlightOut(BaseModel):
    """A piece of a field's text with the spans (start, end) in it that match; of “body”, with its page."""

    model_config = example(HIGHLIGHT)

    field: str
    text: str
    spans: list[tuple[int, int]]
    page: int | None

    @classmethod
    def of(cls, highlight: Highlight) -> Self:
        return cls(field=highlight.field, text=highlight.text, spans=list(highlight.spans), page=highlight.page)


class FacetValue(BaseModel):
    """A value of a filter with the number of hits that have it."""

    model_config = example(FACET_VALUE)

    value: str
    count: int

    @classmethod
    def of(cls, counted: FacetCount) -> Self:
        return cls(value=counted.value, count=counted.count)


class _HitOut(BaseModel):
    id: str
    document_id: DocumentId
    score: float
    highlights: list[HighlightOut]

    @classmethod
    def of(cls, hit: Hit) -> Self:
        return cls.model_validate(
            {
                "id": hit.id,
                "document_id": hit.document_id,
                "score": hit.score,
                "fields": dict(hit.fields),
                "highlights": [HighlightOut.of(one) for one in hit.highlights],
            }
        )


class DocumentHit(_HitOut):
    """A document that matches."""

    model_config = example(DOCUMENT_HIT)

    fields: DocumentFields


class TargetHit(_HitOut):
    """A target that matches."""

    model_config = example(TARGET_HIT)

    fields: TargetFields


class AssignmentHit(_HitOut):
    """An assignment that matches."""

    model_config = example(ASSIGNMENT_HIT)

    fields: AssignmentFields


class _HitsOut(BaseModel):
    total: int = Field(description="Number of all hits.")
    offset: int
    limit: int
    took_ms: float
    matched: Literal["all", "most"] = Field(description="“most” where no row holds all words; hits hold most of them.")
    facets: dict[str, list[FacetValue]]


def _shared(query: SearchQuery, result: SearchResult) -> Mapping[str, Any]:
    return {
        "total": result.total,
        "offset": query.offset,
        "limit": query.limit,
        "took_ms": result.took_ms,
        "matched": result.matched,
        "facets": {name: [FacetValue.of(one) for one in counts] for name, counts in result.facets.items()},
    }


class DocumentHits(_HitsOut):
    """Documents that match, best first."""

    model_config = example(hits(DOCUMENT_HIT))

    hits: list[DocumentHit]

    @classmethod
    def of(cls, query: SearchQuery, result: SearchResult) -> Self:
        return cls(**_shared(query, result), hits=[DocumentHit.of(hit) for hit in result.hits])


class TargetHits(_HitsOut):
    """Targets that match, best first."""

    model_config = example(hits(TARGET_HIT))

    hits: list[TargetHit]

    @classmethod
    def of(cls, query: SearchQuery, result: SearchResult) -> Self:
        return cls(**_shared(query, result), hits=[TargetHit.of(hit) for hit in result.hits])


class AssignmentHits(_HitsOut):
    """Assignments that match, best first."""

    model_config = example(hits(ASSIGNMENT_HIT))

    hits: list[AssignmentHit]

    @classmethod
    def of(cls, query: SearchQuery, result: SearchResult) -> Self:
        return cls(**_shared(query, result), hits=[AssignmentHit.of(hit) for hit in result.hits])


class SuggestionOut(BaseModel):
    """A completion of what was typed; `document_id` where it names one document."""

    model_config = example(SUGGESTION)

    text: str
    kind: str = Field(description="number, title, issuer, signer, agency")
    document_id: str | None

    @classmethod
    def of(cls, suggestion: Suggestion) -> Self:
        return cls(text=suggestion.text, kind=suggestion.kind, document_id=suggestion.document_id)


class Suggestions(BaseModel):
    """Completions, best first."""

    model_config = example({"suggestions": [SUGGESTION]})

    suggestions: list[SuggestionOut]
