"""Every value stands where its evidence says: the text at its span, the words of the page in its boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from corpora.damage import scanned
from corpora.rendering import pdf_bytes
from corpora.source import Damage, SourceDocument, load_sources
from corpora.text_form import markdown
from ingest.models import BoundingBox, Document, Page
from ingest.reader import read_document
from nlp.models import Evidence, Record
from nlp.pipeline import extract
from nlp.text import TextMap, nfc

SOURCES = load_sources()
SLACK = 0.05  # points
SINGLE = ("kind", "number", "doc_type", "title", "issue_date", "effective_date", "period", "issuer")
LISTS = ("signers", "citations", "targets", "assignments", "warnings")


def evidence_of(record: Record) -> Iterator[tuple[str, Evidence]]:
    for name in SINGLE:
        value = getattr(record, name)
        for item in value.evidence if value is not None else ():
            yield name, item
    for name in LISTS:
        for index, value in enumerate(getattr(record, name)):
            for item in value.evidence:
                yield f"{name} {index}", item


def is_no_text(item: Evidence) -> bool:
    """Ink and stamps are no part of the text: their span is empty."""
    return item.start == item.end and item.method.startswith(("handwriting", "signature"))


def faults(document: Document) -> Iterator[str]:
    record, text = extract(document), TextMap.of(document).text
    for value in (*record.signers, *record.citations, *record.targets, *record.assignments):
        if not value.evidence:
            yield f"{value} has no evidence"
    for name, item in evidence_of(record):
        if is_no_text(item):
            continue
        if not item.text or text[item.start : item.end] != item.text:
            yield f"{name}: {item.text!r} is not at its span: {text[item.start : item.end]!r}"
        page = document.pages[item.page - 1]
        if page.width == 0:
            if item.boxes:
                yield f"{name}: boxes on a page without measures"
            continue
        outside = list(words_outside(page, item))
        if outside:
            yield f"{name}: {outside} of {item.text!r} are in no box {item.boxes} of page {item.page}"


def words_outside(page: Page, item: Evidence) -> Iterator[str]:
    """The words of the evidence that the page does not print inside one of its boxes."""
    inside = [nfc(word.text) for word in page.words if word.box is not None and held(word.box, item.boxes)]
    # a narrow cell breaks a number over three lines
    there = {"".join(inside[first : first + count]) for first in range(len(inside)) for count in (1, 2, 3)}
    parts = item.text.split()
    for place, word in enumerate(parts):
        is_cut = place in (0, len(parts) - 1)  # a span may begin or end inside a word
        if word not in there and not (is_cut and any(word in other for other in there)):
            yield word


def held(box: BoundingBox, boxes: Sequence[BoundingBox]) -> bool:
    return any(
        other.left - SLACK <= box.left
        and other.top - SLACK <= box.top
        and box.right <= other.right + SLACK
        and box.bottom <= other.bottom + SLACK
        for other in boxes
    )


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.slug)
def test_of_a_text(source: SourceDocument) -> None:
    assert list(faults(read_document(markdown(source).encode("utf-8"), "text.md"))) == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.slug)
def test_of_a_digital_pdf(source: SourceDocument) -> None:
    assert list(faults(read_document(pdf_bytes(source), "digital.pdf"))) == []


@pytest.mark.ocr
def test_of_a_scan() -> None:
    source = next(source for source in SOURCES if source.slug == "kh-998-kon-tum-2021")
    document = read_document(scanned(pdf_bytes(source), Damage(skew_degrees=0.8, noise=0.001, stamp=True)), "scan.pdf")
    assert document.pages[0].source == "ocr"
    assert list(faults(document)) == []


@pytest.mark.real
@pytest.mark.parametrize("folder", ["seeds", "plans"])
def test_of_real_documents(real_documents: Path, folder: str) -> None:
    found = {path.name: list(faults(read_document(path))) for path in sorted((real_documents / folder).iterdir())}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
