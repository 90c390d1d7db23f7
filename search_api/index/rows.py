"""Rows of the three collections: what an index stores, filters by and searches, made from a record by pure functions.

`DocumentFields`, `TargetFields` and `AssignmentFields` are the shapes of `Hit.fields`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from typing_extensions import TypedDict

from nlp.models import Assignment, Evidence, Extracted, Record, Target
from nlp.number_keys import number_key
from nlp.text import nfc
from search_api.index.contract import Collection, IndexEntry
from search_api.index.keywords import agency_keywords, deadline_keys, keywords

T = TypeVar("T")


class Place(TypedDict):
    """A page and the boxes [left, top, right, bottom] on it in points, one a printed line."""

    page: int
    boxes: list[list[float]]


class DocumentFields(TypedDict):
    """`period` is [first year, last year]; `targets`, `assignments`, `warnings` are numbers of them."""

    id: str
    name: str
    media_type: str
    pages: int
    kind: str
    number: str | None
    doc_type: str | None
    title: str | None
    issue_date: str | None
    effective_date: str | None
    period: list[int] | None
    issuer: str | None
    issuer_parent: str | None
    level: str | None
    province: str | None
    province_code: str | None
    province_now: str | None
    province_now_code: str | None
    signers: list[str]
    targets: int
    assignments: int
    warnings: int


class FromDocument(TypedDict):
    """What a target or assignment carries of its document, and where it stands in it (first page, all places)."""

    id: str
    document_id: str
    document_name: str
    document_number: str | None
    document_type: str | None
    document_title: str | None
    issue_date: str | None
    issuer: str | None
    level: str | None
    province: str | None
    province_now: str | None
    section: str | None
    confidence: float
    page: int | None
    places: list[Place]


class TargetFields(FromDocument):
    quote: str
    indicator: str
    value: float
    value_max: float | None
    unit: str
    comparator: str
    direction: str | None
    baseline: str | None
    deadline: str | None
    status: str
    leads: list[str]


class AssignmentFields(FromDocument):
    agency: str
    agency_id: str | None
    role: str
    task: str
    deadline: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a collection, for any index.

    `fields`: the stored row that a hit shows. `keywords`: exact values by filter name (`contract.FILTERS`; "cites"
    holds `number_key`s). `titles` and `texts`: what is searched besides `pages`, titles weighing more.
    `date` is the document's issue date (YYYY, YYYY-MM or YYYY-MM-DD).
    """

    collection: Collection
    id: str
    document_id: str
    fields: Mapping[str, object]
    keywords: Mapping[str, tuple[str, ...]]
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    number: str | None
    date: str | None
    cited_numbers: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


# Fields of a hit in which matches are marked, besides the pages of a document; lists as their items joined by ", ".
HIGHLIGHTED: Mapping[Collection, tuple[str, ...]] = {
    "documents": ("number", "title", "issuer", "signers"),
    "targets": ("quote", "leads", "section", "document_number", "document_title"),
    "assignments": ("agency", "task", "section", "document_number", "document_title"),
}


def rows(entry: IndexEntry) -> Iterator[Row]:
    """The document's row, then its targets', then its assignments'."""
    record = entry.record
    yield _document_row(entry)
    shared = _shared_keywords(record)
    context = _present(_value(record.title), _value(record.number), _value(record.doc_type), _issuer(record))
    for target in record.targets:
        yield _target_row(record, target, shared, context)
    for assignment in record.assignments:
        yield _assignment_row(record, assignment, shared, context)


def _document_row(entry: IndexEntry) -> Row:
    record = entry.record
    leads = [(lead, None) for target in record.targets for lead in target.leads]
    agencies = agency_keywords([*((item.agency, item.agency_id) for item in record.assignments), *leads])
    number, title = _value(record.number), _value(record.title)
    return Row(
        collection="documents",
        id=record.id,
        document_id=record.id,
        fields=dict(_document_fields(record)),
        keywords={**_shared_keywords(record), "agency": agencies},
        titles=_present(_value(record.doc_type), title),
        texts=_present(number, _issuer(record), *(signer.name for signer in record.signers), record.source.name),
        number=number,
        date=_value(record.issue_date),
        cited_numbers=tuple(citation.number for citation in record.citations if citation.number),
        pages=tuple(nfc(page) for page in entry.pages),
    )


def _target_row(record: Record, target: Target, shared: Mapping[str, tuple[str, ...]], context: tuple[str, ...]) -> Row:
    fields: TargetFields = {
        **_from_document(record, target.id, target.section, target.confidence, target.evidence),
        "quote": nfc(target.quote),
        "indicator": nfc(target.indicator),
        "value": target.value,
        "value_max": target.value_max,
        "unit": nfc(target.unit),
        "comparator": target.comparator,
        "direction": target.direction,
        "baseline": target.baseline,
        "deadline": target.deadline,
        "status": target.status,
        "leads": [nfc(lead) for lead in target.leads],
    }
    leads = agency_keywords((lead, None) for lead in target.leads)
    return Row(
        collection="targets",
        id=target.id,
        document_id=record.id,
        fields=dict(fields),
        keywords={
            **shared,
            "agency": leads,
            "unit": (fields["unit"],),
            "status": (target.status,),
            "comparator": (target.comparator,),
            "deadline": deadline_keys(target.deadline),
        },
        titles=(fields["quote"],),
        texts=_present(target.section, *target.leads, *leads, *context),
        number=_value(record.number),
        date=_value(record.issue_date),
    )


def _assignment_row(
    record: Record, assignment: Assignment, shared: Mapping[str, tuple[str, ...]], context: tuple[str, ...]
) -> Row:
    place = _from_document(record, assignment.id, assignment.section, assignment.confidence, assignment.evidence)
    fields: AssignmentFields = {
        **place,
        "agency": nfc(assignment.agency),
        "agency_id": assignment.agency_id,
        "role": assignment.role,
        "task": nfc(assignment.task),
        "deadline": assignment.deadline,
    }
    agency = agency_keywords([(assignment.agency, assignment.agency_id)])
    return Row(
        collection="assignments",
        id=assignment.id,
        document_id=record.id,
        fields=dict(fields),
        keywords={
            **shared,
            "agency": agency,
            "role": (assignment.role,),
            "deadline": deadline_keys(assignment.deadline),
        },
        titles=(fields["agency"],),
        texts=_present(fields["task"], *agency, assignment.section, *context),
        number=_value(record.number),
        date=_value(record.issue_date),
    )


def _document_fields(record: Record) -> DocumentFields:
    issuer = record.issuer
    period = _value(record.period)
    return {
        "id": record.id,
        "name": nfc(record.source.name),
        "media_type": record.source.media_type,
        "pages": record.source.pages,
        "kind": record.kind.value,
        "number": _text(record.number),
        "doc_type": _text(record.doc_type),
        "title": _text(record.title),
        "issue_date": _value(record.issue_date),
        "effective_date": _value(record.effective_date),
        "period": None if period is None else list(period),
        "issuer": _issuer(record),
        "issuer_parent": None if issuer is None else issuer.parent,
        "level": None if issuer is None else issuer.level,
        "province": None if issuer is None else issuer.province,
        "province_code": None if issuer is None else issuer.province_code,
        "province_now": None if issuer is None else issuer.province_now,
        "province_now_code": None if issuer is None else issuer.province_now_code,
        "signers": [nfc(signer.name) for signer in record.signers],
        "targets": len(record.targets),
        "assignments": len(record.assignments),
        "warnings": len(record.warnings),
    }


def _from_document(
    record: Record, row_id: str, section: str | None, confidence: float, evidence: Sequence[Evidence]
) -> FromDocument:
    issuer = record.issuer
    return {
        "id": row_id,
        "document_id": record.id,
        "document_name": nfc(record.source.name),
        "document_number": _text(record.number),
        "document_type": _text(record.doc_type),
        "document_title": _text(record.title),
        "issue_date": _value(record.issue_date),
        "issuer": _issuer(record),
        "level": None if issuer is None else issuer.level,
        "province": None if issuer is None else issuer.province,
        "province_now": None if issuer is None else issuer.province_now,
        "section": None if section is None else nfc(section),
        "confidence": confidence,
        "page": evidence[0].page if evidence else None,
        "places": [{"page": item.page, "boxes": [list(box) for box in item.boxes]} for item in evidence],
    }


def _shared_keywords(record: Record) -> dict[str, tuple[str, ...]]:
    issuer, date = record.issuer, _value(record.issue_date)
    return {
        "document": (record.id,),
        "kind": (record.kind.value,),
        "doc_type": _present(_text(record.doc_type)),
        "year": _present(None if date is None else date[:4]),
        "issuer": keywords(_present(_issuer(record))),
        "level": _present(None if issuer is None else issuer.level),
        "province": keywords(_present(None if issuer is None else issuer.province)),
        "province_now": keywords(_present(None if issuer is None else issuer.province_now)),
        "signer": keywords([signer.name for signer in record.signers]),
        "cites": tuple(dict.fromkeys(number_key(item.number) for item in record.citations if item.number)),
    }


def _issuer(record: Record) -> str | None:
    return None if record.issuer is None or record.issuer.name is None else nfc(record.issuer.name)


def _value(extracted: Extracted[T] | None) -> T | None:
    return None if extracted is None else extracted.value


def _text(extracted: Extracted[str] | None) -> str | None:
    return None if extracted is None else nfc(extracted.value)


def _present(*values: str | None) -> tuple[str, ...]:
    return tuple(nfc(value) for value in values if value)
