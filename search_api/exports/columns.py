"""The columns of each table, in a fixed order, and a record as their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from ingest.models import Signature
from nlp.models import Citation, Evidence, Extracted, Issuer, Record, Signer
from search_api.index.contract import Collection

ExportFormat = Literal["csv", "xlsx", "jsonl"]

Value = str | int | float | None
Row = tuple[Value, ...]

_OF_DOCUMENT = (
    "document_id",
    "document_name",
    "number",
    "doc_type",
    "issue_date",
    "issuer",
    "level",
    "province",
    "province_code",
    "province_now",
    "province_now_code",
)

COLUMNS: dict[Collection, tuple[str, ...]] = {
    "documents": (
        *_OF_DOCUMENT,
        "kind",
        "title",
        "effective_date",
        "period_start",
        "period_end",
        "signers",
        "positions",
        "signatures",
        "recipients",
        "citations",
        "targets",
        "assignments",
        "warnings",
        "pages",
        "ocr_pages",
    ),
    "targets": (
        "id",
        *_OF_DOCUMENT,
        "indicator",
        "comparator",
        "value",
        "value_max",
        "unit",
        "direction",
        "baseline",
        "deadline",
        "status",
        "leads",
        "section",
        "quote",
        "page",
        "confidence",
    ),
    "assignments": (
        "id",
        *_OF_DOCUMENT,
        "agency",
        "agency_id",
        "role",
        "task",
        "deadline",
        "section",
        "page",
        "confidence",
    ),
}


def table_rows(record: Record, collection: Collection) -> Iterator[Row]:
    """The rows that a record gives to the table; several values of one cell are joined by "; "."""
    document = _document_cells(record)
    match collection:
        case "documents":
            yield (*document, *_more_document_cells(record))
        case "targets":
            for target in record.targets:
                yield (
                    target.id,
                    *document,
                    target.indicator,
                    target.comparator,
                    target.value,
                    target.value_max,
                    target.unit,
                    target.direction,
                    target.baseline,
                    target.deadline,
                    target.status,
                    _joined(target.leads),
                    target.section,
                    target.quote,
                    _page(target.evidence),
                    target.confidence,
                )
        case "assignments":
            for task in record.assignments:
                yield (
                    task.id,
                    *document,
                    task.agency,
                    task.agency_id,
                    task.role,
                    task.task,
                    task.deadline,
                    task.section,
                    _page(task.evidence),
                    task.confidence,
                )


def _document_cells(record: Record) -> Row:
    issuer = record.issuer or Issuer(None)
    return (
        record.id,
        record.source.name,
        _value(record.number),
        _value(record.doc_type),
        _value(record.issue_date),
        issuer.name,
        issuer.level,
        issuer.province,
        issuer.province_code,
        issuer.province_now,
        issuer.province_now_code,
    )


def _more_document_cells(record: Record) -> Row:
    period = record.period.value if record.period else (None, None)
    return (
        record.kind.value,
        _value(record.title),
        _value(record.effective_date),
        *period,
        _joined(signer.name for signer in record.signers),
        _joined(_position(signer) for signer in record.signers),
        _joined(_signature(signature) for signature in record.signatures),
        _joined(record.recipients),
        _joined(_cited(citation) for citation in record.citations),
        len(record.targets),
        len(record.assignments),
        _joined(warning.message for warning in record.warnings),
        record.source.pages,
        _joined(map(str, record.source.ocr_pages)),
    )


def _value(extracted: Extracted[str] | None) -> str | None:
    return extracted.value if extracted is not None else None


def _position(signer: Signer) -> str:
    return " ".join(part for part in (signer.authority, signer.position) if part)


def _signature(signature: Signature) -> str:
    """Who, when, and whether it is intact."""
    time = signature.signed_at.isoformat(sep=" ", timespec="seconds") if signature.signed_at else None
    return ", ".join(filter(None, (signature.signer, time, signature.integrity)))


def _cited(citation: Citation) -> str:
    return citation.number or " ".join(part for part in (citation.doc_type, citation.date) if part)


def _joined(parts: Iterator[str] | Sequence[str] | map[str]) -> str | None:
    return "; ".join(parts) or None


def _page(evidence: tuple[Evidence, ...]) -> int | None:
    return evidence[0].page if evidence else None
