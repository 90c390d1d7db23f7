"""Hits as the search page shows them, by collection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from markupsafe import Markup, escape

from search_api.index.contract import Hit, SearchResult
from search_api.index.rows import AssignmentFields, DocumentFields, FromDocument, TargetFields
from search_api.pages.document_view import view_url
from search_api.pages.labels import capital, date_in_words, deadline_in_words, quantity_in_words
from search_api.pages.marking import marked
from search_api.pages.search_state import SearchState


@dataclass(frozen=True, slots=True)
class DocumentHit:
    """`fragment` is a piece of the body on the page that `fragment_url` opens."""

    document_id: str
    url: str
    number: Markup | None
    doc_type: str | None
    is_article: bool
    title: Markup
    is_in_capitals: bool
    date: str | None
    issuer: Markup | None
    fragment: Markup | None
    fragment_url: str
    target_count: int
    targets_url: str
    assignment_count: int
    assignments_url: str


@dataclass(frozen=True, slots=True)
class RowSource:
    """Where a target or assignment comes from."""

    id: str
    url: str
    document_url: str
    document_name: Markup
    province: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class TargetHit(RowSource):
    quantity: str
    quote: Markup
    deadline: str | None
    is_result: bool
    leads: str


@dataclass(frozen=True, slots=True)
class AssignmentHit(RowSource):
    agency: Markup
    role: str
    task: Markup
    deadline: str | None


def hits_of(state: SearchState, result: SearchResult) -> tuple[DocumentHit | TargetHit | AssignmentHit, ...]:
    match state.collection:
        case "documents":
            return tuple(_document(state, hit) for hit in result.hits)
        case "targets":
            return tuple(_target(hit) for hit in result.hits)
        case "assignments":
            return tuple(_assignment(hit) for hit in result.hits)


def _document(state: SearchState, hit: Hit) -> DocumentHit:
    fields = cast(DocumentFields, hit.fields)
    body = next((one for one in hit.highlights if one.field == "body"), None)
    only = SearchState(text=state.text, filters={"document": (hit.document_id,)})
    return DocumentHit(
        document_id=hit.document_id,
        url=f"/documents/{hit.document_id}",
        number=_highlighted(hit, "number", fields["number"]),
        doc_type=fields["doc_type"],
        is_article=fields["kind"] == "article",
        title=_highlighted(hit, "title", fields["title"]) or escape(fields["name"]),
        is_in_capitals=(fields["title"] or "").isupper(),
        date=_date(fields["issue_date"]),
        issuer=_highlighted(hit, "issuer", fields["issuer"]),
        fragment=marked(body.text, body.spans) if body else None,
        fragment_url=view_url(hit.document_id, (body and body.page) or 1, None, False) + "#viewer",
        target_count=fields["targets"],
        targets_url=SearchState("targets", filters=only.filters).url,
        assignment_count=fields["assignments"],
        assignments_url=SearchState("assignments", filters=only.filters).url,
    )


def _target(hit: Hit) -> TargetHit:
    fields = cast(TargetFields, hit.fields)
    source = _source(hit, fields)
    return TargetHit(
        *source,
        quantity=quantity_in_words(
            fields["value"], fields["value_max"], fields["unit"], fields["comparator"], fields["direction"]
        ),
        quote=_highlighted(hit, "quote", fields["quote"]) or Markup(""),
        deadline=_deadline(fields["deadline"]),
        is_result=fields["status"] == "result",
        leads=", ".join(fields["leads"]),
    )


def _assignment(hit: Hit) -> AssignmentHit:
    fields = cast(AssignmentFields, hit.fields)
    return AssignmentHit(
        *_source(hit, fields),
        agency=_highlighted(hit, "agency", fields["agency"]) or Markup(""),
        role=fields["role"],
        task=_highlighted(hit, "task", fields["task"]) or Markup(""),
        deadline=_deadline(fields["deadline"]),
    )


def _source(hit: Hit, fields: FromDocument) -> tuple[str, str, str, Markup, str | None, str | None]:
    """The values of `RowSource`, in its order."""
    return (
        hit.id,
        view_url(hit.document_id, fields["page"] or 1, hit.id, False) + "#evidence",
        f"/documents/{hit.document_id}",
        _document_name(hit, fields),
        fields["province"],
        _date(fields["issue_date"]),
    )


def _document_name(hit: Hit, fields: FromDocument) -> Markup:
    """Type and number, else the title, else the file's name."""
    number = _highlighted(hit, "document_number", fields["document_number"])
    if number is None:
        return _highlighted(hit, "document_title", fields["document_title"]) or escape(fields["document_name"])
    return Markup("{} {}").format(capital(fields["document_type"] or "Văn bản"), number)


def _highlighted(hit: Hit, field: str, text: str | None) -> Markup | None:
    if text is None:
        return None
    highlight = next((one for one in hit.highlights if one.field == field), None)
    return escape(text) if highlight is None else marked(highlight.text, highlight.spans)


def _date(value: str | None) -> str | None:
    return None if value is None else date_in_words(value)


def _deadline(value: str | None) -> str | None:
    return None if value is None else deadline_in_words(value)
