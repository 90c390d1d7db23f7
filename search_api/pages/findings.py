"""All that a record says with where it stands, under one key each, for boxes on pages and marks in text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nlp.confidence import LEAST_SURE
from nlp.models import Evidence, Record
from nlp.signature_checks import stamp_evidence
from search_api.pages.labels import RELATIONS, ROLES, quantity_in_words


@dataclass(frozen=True, slots=True)
class Finding:
    """`key` names it in addresses; `group` is field, citation, target, assignment, warning or signature. `confidence`
    is None of what is no value of the record."""

    key: str
    group: str
    label: str
    text: str
    evidence: tuple[Evidence, ...]
    confidence: float | None = None

    @property
    def page(self) -> int | None:
        """The page on which it first stands; None where it has no evidence."""
        return self.evidence[0].page if self.evidence else None


_FIELDS = (
    ("number", "Số, ký hiệu"),
    ("doc_type", "Tên loại văn bản"),
    ("title", "Trích yếu nội dung"),
    ("issue_date", "Thời gian ban hành"),
    ("effective_date", "Ngày có hiệu lực"),
    ("period", "Thời kỳ thực hiện"),
)


def findings(record: Record) -> tuple[Finding, ...]:
    """In the order in which the document page lists them."""
    return (*_header(record), *_signatures(record), *_citations(record), *_body(record), *_warnings(record))


def _header(record: Record) -> Iterator[Finding]:
    for name, label in _FIELDS:
        extracted = getattr(record, name)
        if extracted is not None:
            seen = _seen(extracted.evidence)
            yield Finding(name, "field", label, seen, extracted.evidence, extracted.confidence)
    if record.issuer is not None:
        issuer = record.issuer
        yield Finding("issuer", "field", "Cơ quan ban hành", issuer.name or "", issuer.evidence, issuer.confidence)
    for index, signer in enumerate(record.signers, 1):
        yield Finding(f"signer-{index}", "field", "Người ký", signer.name, signer.evidence, signer.confidence)


def _signatures(record: Record) -> Iterator[Finding]:
    """The visible stamps. They are no part of the document's text, so their spans in it are empty."""
    for index, signature in enumerate(record.signatures, 1):
        yield Finding(f"signature-{index}", "signature", "Chữ ký số", signature.signer or "", stamp_evidence(signature))


def _citations(record: Record) -> Iterator[Finding]:
    for index, citation in enumerate(record.citations, 1):
        text = _seen(citation.evidence) or citation.number or ""
        label = RELATIONS[citation.relation]
        yield Finding(f"citation-{index}", "citation", label, text, citation.evidence, citation.confidence)


def _body(record: Record) -> Iterator[Finding]:
    for target in record.targets:
        quantity = quantity_in_words(target.value, target.value_max, target.unit, target.comparator, target.direction)
        yield Finding(target.id, "target", f"Chỉ tiêu: {quantity}", target.quote, target.evidence, target.confidence)
    for task in record.assignments:
        label = f"{ROLES[task.role]}: {task.agency}"
        yield Finding(task.id, "assignment", label, task.task, task.evidence, task.confidence)


def _warnings(record: Record) -> Iterator[Finding]:
    for index, warning in enumerate(record.warnings, 1):
        yield Finding(f"warning-{index}", "warning", "Cần kiểm tra", warning.message, warning.evidence)


def _seen(evidence: tuple[Evidence, ...]) -> str:
    return " … ".join(one.text for one in evidence)


def keys_to_check(found: Iterable[Finding]) -> frozenset[str]:
    """Of the values that a person should look at: those that are not sure, and those that a warning is about."""
    every = tuple(found)
    warned = {_place(one) for finding in every if finding.group == "warning" for one in finding.evidence}
    return frozenset(
        finding.key
        for finding in every
        if finding.confidence is not None
        and (finding.confidence < LEAST_SURE or any(_place(one) in warned for one in finding.evidence))
    )


def _place(evidence: Evidence) -> tuple[int, int, int]:
    return evidence.page, evidence.start, evidence.end
