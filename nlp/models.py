"""The record: what a document says, each value with where it stands.

What was seen (`evidence`) and what was inferred (`value`) stay apart. What the document leaves open is None.
Field meanings follow the parts of a document in Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from ingest.models import BoundingBox, Signature

T = TypeVar("T")

DocumentKind = Literal["official", "article"]
Level = Literal["central", "province", "district", "commune", "other"]
Relation = Literal["basis", "mention", "replaces", "amends", "repeals"]
Comparator = Literal[">=", ">", "<=", "<", "~", "range", "="]
Direction = Literal["increase", "decrease"]
TargetStatus = Literal["target", "result"]
Role = Literal["lead", "coordinate", "implement"]

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value was seen: `start` and `end` count characters of the document's text (`nlp.text.TextMap`).

    `boxes` are in points on page `page`, one a printed line, empty where the format has no fixed pages.
    `method` names the rule or model that found it. What was written by hand is no part of the document's text: `start`
    and `end` are both where the print that it fills in begins ("Số", "ngày"), `text` is the reading, `method`
    "handwriting" with the clues that agree.
    """

    page: int
    start: int
    end: int
    boxes: tuple[BoundingBox, ...]
    text: str
    method: str


@dataclass(frozen=True, slots=True)
class Extracted(Generic[T]):
    """A value with the probability (0 to 1) that it is right and where it was seen."""

    value: T
    confidence: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    media_type: str
    pages: int
    ocr_pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issued the document. `name` in normal case, `parent` the body printed above it.

    `province` is as written (63 provinces before 1 July 2025, 34 since), `province_code` its code of then
    (Quyết định 124/2004/QĐ-TTg and its successor of 2025), `province_now` the province that holds it today.
    """

    name: str | None
    parent: str | None = None
    level: Level | None = None
    province: str | None = None
    province_code: str | None = None
    province_now: str | None = None
    province_now_code: str | None = None
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    """`authority` is what stands above the position as printed ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH"), or None."""

    name: str
    position: str | None
    authority: str | None
    confidence: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """Another document that the text names. `date` is "YYYY-MM-DD", "YYYY-MM" or "YYYY"."""

    number: str | None
    doc_type: str | None
    date: str | None
    issuer: str | None
    title: str | None
    relation: Relation
    confidence: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A measurable outcome (chỉ tiêu), one entry a quantity.

    `quote` is the clause that states it, `indicator` the clause without quantity and comparator.
    `value` is an int where it is whole. `value_max` only for a range. `deadline` is "YYYY", "YYYY-MM-DD", "YYYY-MM"
    or "yearly".
    """

    id: str
    quote: str
    indicator: str
    value: int | float
    value_max: int | float | None
    unit: str
    comparator: Comparator
    direction: Direction | None
    baseline: str | None
    deadline: str | None
    status: TargetStatus
    leads: tuple[str, ...]
    section: str | None
    confidence: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """A task of an agency. `agency` as written, `agency_id` the lexicon's id where the name is known."""

    id: str
    agency: str
    agency_id: str | None
    role: Role
    task: str
    deadline: str | None
    section: str | None
    confidence: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Warning:
    """Something a person should look at. `code` is stable."""

    code: str
    message: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """All that is understood of one document; `id` is the sha256 of its bytes.

    `signatures` are facts about the file, passed on as reading found them.
    """

    schema: int
    id: str
    source: Source
    kind: Extracted[DocumentKind]
    number: Extracted[str] | None
    doc_type: Extracted[str] | None
    title: Extracted[str] | None
    issue_date: Extracted[str] | None
    effective_date: Extracted[str] | None
    period: Extracted[tuple[int, int]] | None
    issuer: Issuer | None
    signers: tuple[Signer, ...]
    recipients: tuple[str, ...]
    citations: tuple[Citation, ...]
    targets: tuple[Target, ...]
    assignments: tuple[Assignment, ...]
    warnings: tuple[Warning, ...]
    signatures: tuple[Signature, ...] = ()
