"""The record in the making: what the components of the pipeline read and fill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.models import Document
from nlp.header.layout import Layout
from nlp.header.metadata import Metadata
from nlp.models import Assignment, Citation, DocumentKind, Extracted, Issuer, Signer, Target, Warning
from nlp.sections import Outline
from nlp.text import TextMap


@dataclass(slots=True)
class Draft:
    """One document on its way through the pipeline. A component reads what stands here and returns its own field.

    The confidence of a value here is what its rule says of it; `confidence` is what all clues together say, by field
    and index, and `doubts` are the warnings about values of which that is low.
    """

    source: Document
    text: TextMap
    outline: Outline = field(default_factory=Outline)
    layout: Layout = field(default_factory=Layout)
    metadata: Metadata = field(default_factory=dict)
    kind: Extracted[DocumentKind] | None = None
    number: Extracted[str] | None = None
    doc_type: Extracted[str] | None = None
    title: Extracted[str] | None = None
    issue_date: Extracted[str] | None = None
    effective_date: Extracted[str] | None = None
    period: Extracted[tuple[int, int]] | None = None
    issuer: Issuer | None = None
    signers: tuple[Signer, ...] = ()
    recipients: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    targets: tuple[Target, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    warnings: tuple[Warning, ...] = ()
    confidence: Mapping[tuple[str, int], float] = field(default_factory=dict)
    doubts: tuple[Warning, ...] = ()
