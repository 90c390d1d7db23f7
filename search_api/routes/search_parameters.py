"""Query parameters of a search, by collection, and the `SearchQuery` that they are."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from nlp.models import Comparator, DocumentKind, Level, Role, TargetStatus
from search_api.errors import BadQuery
from search_api.index.contract import FACETS, FILTERS, Collection, Filter, SearchQuery, Sort

MAX_LIMIT = 200
MAX_TEXT_LENGTH = 500

Year = Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
YearOrYearly = Year | Literal["yearly"]


class SearchParameters(BaseModel):
    """What holds in all three collections. A filter given more than once keeps hits with any of its values."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field("", max_length=MAX_TEXT_LENGTH, description="Words with or without tones, “phrases”, numbers.")
    facet: list[str] = Field([], description="Filters whose values are to be counted over all hits.")
    sort: Sort = "relevance"
    offset: int = Field(0, ge=0)
    limit: int = Field(20, ge=0, le=MAX_LIMIT)

    province: list[str] = Field([], description="Province as the document writes it.", examples=[["Quảng Trị"]])
    province_now: list[str] = Field([], description="Province that holds it since 1 July 2025.")
    level: list[Level] = Field([], description="Of the issuer: central, province, district, commune, other.")
    issuer: list[str] = []
    doc_type: list[str] = Field([], examples=[["kế hoạch"]])
    year: list[Year] = Field([], description="Year of issue.", examples=[["2016"]])
    kind: list[DocumentKind] = Field([], description="official, or article for a news item that reports on a document.")
    signer: list[str] = []
    agency: list[str] = Field(
        [], description="Agency that leads a target or has a task: its name in any spelling, or its id."
    )
    cites: list[str] = Field([], description="Number of a document that is cited.")
    document: list[str] = Field([], description="Id of a document: only its own rows.")


class DocumentParameters(SearchParameters):
    """A search among documents."""


class TargetParameters(SearchParameters):
    """A search among targets."""

    unit: list[str] = Field([], examples=[["%"]])
    status: list[TargetStatus] = Field([], description="target, or result where it is reported as achieved.")
    comparator: list[Comparator] = Field([], description=">=, >, <=, <, ~, range, =")
    deadline: list[YearOrYearly] = Field([], description="Year by which it holds, or yearly.")


class AssignmentParameters(SearchParameters):
    """A search among assignments."""

    role: list[Role] = Field([], description="lead, coordinate, implement")
    deadline: list[YearOrYearly] = Field([], description="Year by which it is to be done, or yearly.")


def search_query(collection: Collection, given: SearchParameters) -> SearchQuery:
    """Raises `BadQuery` where a facet is none of the collection's."""
    unknown = sorted(set(given.facet) - set(FACETS[collection]))
    if unknown:
        raise BadQuery(
            f"There is no facet {', '.join(unknown)} of {collection}.",
            f"Use {', '.join(FACETS[collection])}.",
        )
    values = {name: getattr(given, name) for name in FILTERS[collection]}
    return SearchQuery(
        collection=collection,
        text=given.q,
        filters=tuple(Filter(name, tuple(chosen)) for name, chosen in values.items() if chosen),
        facets=tuple(dict.fromkeys(given.facet)),
        sort=given.sort,
        offset=given.offset,
        limit=given.limit,
    )
