"""Document → Record: a spaCy `Language` with a Vietnamese tokenizer and one component a field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from ingest.models import Document
from nlp.body.assignments import find_assignments
from nlp.body.citations import find_citations
from nlp.body.targets import find_targets
from nlp.checks import find_warnings
from nlp.confidence import find_confidence
from nlp.doubts import find_doubts
from nlp.draft import Draft
from nlp.header.dates import find_issue_date
from nlp.header.effect import find_effective_date
from nlp.header.issuer import find_issuer
from nlp.header.kind import find_kind
from nlp.header.layout import find_layout
from nlp.header.metadata import find_metadata
from nlp.header.number import find_number
from nlp.header.period import find_period
from nlp.header.recipients import find_recipients
from nlp.header.signers import find_signers
from nlp.header.title import find_doc_type, find_title
from nlp.models import SCHEMA_VERSION, Assignment, Citation, Extracted, Issuer, Record, Signer, Source, Target
from nlp.sections import find_outline
from nlp.text import TextMap
from nlp.tokenizer import VietnameseTokenizer

# Field of the draft → what finds it, in the order of running: each may read the fields above it.
COMPONENTS: tuple[tuple[str, Callable[[Draft], object]], ...] = (
    ("outline", find_outline),
    ("layout", lambda draft: find_layout(draft.text)),
    ("metadata", lambda draft: find_metadata(draft.text, draft.layout)),
    ("kind", find_kind),
    ("number", find_number),
    ("doc_type", find_doc_type),
    ("title", find_title),
    ("issue_date", find_issue_date),
    ("issuer", find_issuer),
    ("signers", find_signers),
    ("recipients", find_recipients),
    ("effective_date", find_effective_date),
    ("period", find_period),
    ("citations", find_citations),
    ("targets", find_targets),
    ("assignments", find_assignments),
    ("warnings", find_warnings),
    ("confidence", find_confidence),
    ("doubts", find_doubts),
)


def _component_name(field: str) -> str:
    return f"vanban_{field}"


def _register(field: str, find: Callable[[Draft], object]) -> None:
    def run(doc: Doc) -> Doc:
        setattr(doc._.draft, field, find(doc._.draft))
        return doc

    Language.component(_component_name(field), func=run)


for _field, _find in COMPONENTS:
    _register(_field, _find)
Doc.set_extension("draft", default=None, force=True)


# spaCy's own limit of a million is for its parser and entity models, which this pipeline has not.
_MAX_CHARACTERS = 1_000_000_000


@lru_cache(maxsize=1)
def load_pipeline() -> Language:
    """The pipeline, one a process: tokenizer `VietnameseTokenizer`, components `vanban_<field>` in running order."""
    pipeline = Language(Vocab(strings=[]), max_length=_MAX_CHARACTERS)
    pipeline.tokenizer = VietnameseTokenizer(pipeline.vocab)
    for field, _ in COMPONENTS:
        pipeline.add_pipe(_component_name(field))
    return pipeline


def extract(document: Document) -> Record:
    """The record of a document. Pure: the same document gives the same record, ids included."""
    return record_of(understand(document))


def understand(document: Document) -> Draft:
    """All that is found in a document, each value with what its rule says of it."""
    pipeline = load_pipeline()
    text = TextMap.of(document)
    tokens = pipeline.make_doc(text.text)
    tokens._.draft = Draft(document, text)
    draft: Draft = pipeline(tokens)._.draft
    return draft


_Found = TypeVar("_Found", Extracted[Any], Issuer, Signer, Citation, Target, Assignment)


def record_of(draft: Draft) -> Record:
    """The record, each value with the confidence that the draft gives it."""

    def sure(field: str, found: _Found, index: int = 0) -> _Found:
        return replace(found, confidence=draft.confidence[field, index])

    def each(field: str, found: Sequence[_Found]) -> tuple[_Found, ...]:
        return tuple(sure(field, one, index) for index, one in enumerate(found))

    pages = draft.source.pages
    return Record(
        schema=SCHEMA_VERSION,
        id=draft.source.sha256,
        source=Source(
            draft.source.name,
            draft.source.media_type,
            len(pages),
            tuple(page.number for page in pages if page.source != "text"),
        ),
        kind=sure("kind", draft.kind) if draft.kind else Extracted("official", 0.5, ()),
        number=draft.number and sure("number", draft.number),
        doc_type=draft.doc_type and sure("doc_type", draft.doc_type),
        title=draft.title and sure("title", draft.title),
        issue_date=draft.issue_date and sure("issue_date", draft.issue_date),
        effective_date=draft.effective_date and sure("effective_date", draft.effective_date),
        period=draft.period and sure("period", draft.period),
        issuer=draft.issuer and sure("issuer", draft.issuer),
        signers=each("signers", draft.signers),
        recipients=draft.recipients,
        citations=each("citations", draft.citations),
        targets=each("targets", draft.targets),
        assignments=each("assignments", draft.assignments),
        warnings=(*draft.warnings, *draft.doubts),
        signatures=draft.source.signatures,
    )
