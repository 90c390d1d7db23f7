"""A record as the page of its document lists it: the parts of Nghị định 30/2020, targets, assignments, citations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from nlp.models import Assignment, Citation, Extracted, Record, Target
from search_api.catalogue import DocumentRow
from search_api.pages.findings import Finding, findings, keys_to_check
from search_api.pages.labels import (
    ABSENT,
    LEVELS,
    OPEN_FIELDS,
    capital,
    date_in_words,
    deadline_in_words,
    media_type,
    quantity_in_words,
    size_in_words,
)
from search_api.pages.search_state import SearchState
from search_api.pages.signature_view import SignatureView, signature_views

# So many agencies stand open on the page; more would bury what follows.
_OPEN_AGENCIES = 3


@dataclass(frozen=True, slots=True)
class FieldView:
    """`text` is None where the document does not say it, or not clearly: `absent` tells which."""

    name: str
    label: str
    text: str | None
    finding: Finding | None = None
    note: str | None = None
    absent: str = ABSENT


@dataclass(frozen=True, slots=True)
class TargetView:
    finding: Finding
    quantity: str
    quote: str
    deadline: str | None
    baseline: str | None
    leads: str
    is_result: bool


@dataclass(frozen=True, slots=True)
class TaskView:
    finding: Finding
    role: str
    task: str
    deadline: str | None


@dataclass(frozen=True, slots=True)
class AgencyView:
    name: str
    tasks: tuple[TaskView, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class CitationView:
    finding: Finding
    relation: str
    text: str
    search_url: str | None


@dataclass(frozen=True, slots=True)
class Unsure:
    """So many entries of a list that a person should look at, and the key of the first."""

    label: str
    count: int
    first: str


@dataclass(frozen=True, slots=True)
class RecordView:
    """`to_check` has the keys of the findings that a person should look at, `unsure` how many of them each list has."""

    id: str
    heading: str
    is_in_capitals: bool
    type_label: str
    is_article: bool
    number: str | None
    date: str | None
    issuer: str | None
    format: str
    size: str
    fields: tuple[FieldView, ...]
    recipients: tuple[str, ...]
    targets: tuple[TargetView, ...]
    agencies: tuple[AgencyView, ...]
    assignment_count: int
    citations: tuple[CitationView, ...]
    warnings: tuple[Finding, ...]
    to_check: frozenset[str]
    unsure: tuple[Unsure, ...]
    signature_count: int
    signatures: tuple[SignatureView, ...]


def record_view(row: DocumentRow, record: Record, chosen: str | None) -> RecordView:
    by_key = {finding.key: finding for finding in findings(record)}
    to_check = keys_to_check(by_key.values())
    return RecordView(
        id=record.id,
        heading=record.title.value if record.title else record.source.name,
        is_in_capitals=record.title is not None and record.title.value.isupper(),
        type_label=capital(record.doc_type.value) if record.doc_type else "Văn bản",
        is_article=record.kind.value == "article",
        number=record.number.value if record.number else None,
        date=date_in_words(record.issue_date.value) if record.issue_date else None,
        issuer=record.issuer.name if record.issuer else None,
        format=media_type(row.media_type),
        size=size_in_words(row.size),
        fields=tuple(_fields(record, by_key)),
        recipients=record.recipients,
        targets=tuple(_target(target, by_key[target.id]) for target in record.targets),
        agencies=_agencies(record.assignments, by_key, chosen),
        assignment_count=len(record.assignments),
        citations=tuple(
            _citation(citation, by_key[f"citation-{index}"]) for index, citation in enumerate(record.citations, 1)
        ),
        warnings=tuple(finding for finding in by_key.values() if finding.group == "warning"),
        to_check=to_check,
        unsure=tuple(_unsure(by_key, to_check)),
        signature_count=len(record.signatures),
        signatures=signature_views(record.signatures, by_key),
    )


_LISTS = {"target": "chỉ tiêu", "assignment": "nhiệm vụ", "citation": "văn bản được viện dẫn"}


def _unsure(by_key: Mapping[str, Finding], to_check: frozenset[str]) -> Iterator[Unsure]:
    for group, label in _LISTS.items():
        keys = [key for key, finding in by_key.items() if finding.group == group and key in to_check]
        if keys:
            yield Unsure(label, len(keys), keys[0])


def _fields(record: Record, by_key: Mapping[str, Finding]) -> Iterator[FieldView]:
    def field(name: str, label: str, value: Extracted[str] | None, in_words: Callable[[str], str] = str) -> FieldView:
        if value is None:
            return FieldView(name, label, None, absent=_why_absent(record, name))
        return FieldView(name, label, in_words(value.value), by_key[name])

    yield field("number", "Số, ký hiệu", record.number)
    yield field("doc_type", "Tên loại văn bản", record.doc_type, capital)
    yield field("title", "Trích yếu nội dung", record.title)
    yield _issuer(record, by_key)
    yield field("issue_date", "Thời gian ban hành", record.issue_date, date_in_words)
    yield field("effective_date", "Ngày có hiệu lực", record.effective_date, date_in_words)
    yield _period(record, by_key)
    yield from _signers(record, by_key)


def _why_absent(record: Record, name: str) -> str:
    codes = (warning.code for warning in record.warnings if warning.code.startswith(name.replace("_", "-")))
    return next((OPEN_FIELDS[code] for code in codes if code in OPEN_FIELDS), ABSENT)


def _issuer(record: Record, by_key: Mapping[str, Finding]) -> FieldView:
    issuer = record.issuer
    if issuer is None or issuer.name is None:
        return FieldView("issuer", "Cơ quan ban hành", None)
    notes = [LEVELS[issuer.level]] if issuer.level else []
    if issuer.parent:
        notes.append(f"trực thuộc {issuer.parent}")
    if issuer.province:
        moved = issuer.province_now and issuer.province_now != issuer.province
        notes.append(f"{issuer.province} (nay: {issuer.province_now})" if moved else issuer.province)
    return FieldView("issuer", "Cơ quan ban hành", issuer.name, by_key["issuer"], " · ".join(notes))


def _period(record: Record, by_key: Mapping[str, Finding]) -> FieldView:
    if record.period is None:
        return FieldView("period", "Thời kỳ thực hiện", None)
    first, last = record.period.value
    text = f"{first} – {last}" if first != last else str(first)
    return FieldView("period", "Thời kỳ thực hiện", text, by_key["period"])


def _signers(record: Record, by_key: Mapping[str, Finding]) -> Iterator[FieldView]:
    if not record.signers:
        yield FieldView("signer", "Người ký", None)
    for index, signer in enumerate(record.signers, 1):
        capacity = ", ".join(filter(None, (signer.authority, signer.position)))
        yield FieldView("signer", "Người ký", signer.name, by_key[f"signer-{index}"], capacity or None)


def _target(target: Target, finding: Finding) -> TargetView:
    return TargetView(
        finding=finding,
        quantity=quantity_in_words(target.value, target.value_max, target.unit, target.comparator, target.direction),
        quote=target.quote,
        deadline=deadline_in_words(target.deadline) if target.deadline else None,
        baseline=target.baseline,
        leads=", ".join(target.leads),
        is_result=target.status == "result",
    )


def _agencies(
    assignments: tuple[Assignment, ...], by_key: Mapping[str, Finding], chosen: str | None
) -> tuple[AgencyView, ...]:
    """In the order of their first tasks; open are the first few, and the one whose task is looked at."""
    order = {assignment.agency: index for index, assignment in reversed(list(enumerate(assignments)))}
    by_agency = groupby(sorted(assignments, key=lambda one: order[one.agency]), key=lambda one: one.agency)
    result = []
    for index, (name, group) in enumerate(by_agency):
        tasks = tuple(
            TaskView(
                finding=by_key[one.id],
                role=one.role,
                task=one.task,
                deadline=deadline_in_words(one.deadline) if one.deadline else None,
            )
            for one in group
        )
        is_open = index < _OPEN_AGENCIES or any(task.finding.key == chosen for task in tasks)
        result.append(AgencyView(name, tasks, is_open))
    return tuple(result)


def _citation(citation: Citation, finding: Finding) -> CitationView:
    named = " ".join(filter(None, (capital(citation.doc_type or ""), citation.number))) or finding.text
    parts = [
        named,
        f"ngày {date_in_words(citation.date)}" if citation.date and citation.date.count("-") == 2 else None,
        date_in_words(citation.date) if citation.date and citation.date.count("-") < 2 else None,
        f"của {citation.issuer}" if citation.issuer else None,
        citation.title,
    ]
    url = SearchState(text=citation.number).url if citation.number else None
    return CitationView(finding, citation.relation, " ".join(filter(None, parts)), url)
