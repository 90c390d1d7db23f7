"""A document survives being written as JSON and read back."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ingest.models import (
    BoundingBox,
    Cell,
    Document,
    Line,
    Page,
    Paragraph,
    ReadingWarning,
    Signature,
    Table,
    Word,
)
from ingest.serialization import document_from_json, document_to_json

points = st.floats(0, 2000, allow_nan=False)
boxes = st.builds(BoundingBox, points, points, points, points)
words = st.builds(Word, st.text(min_size=1, max_size=8), st.none() | boxes, st.floats(0, 1))
lines = st.builds(Line, st.lists(words, max_size=3).map(tuple))
paragraphs = st.builds(Paragraph, st.lists(lines, max_size=3).map(tuple), st.sampled_from(["body", "margin"]))
cells = st.builds(Cell, st.integers(0, 9), st.integers(0, 9), st.lists(paragraphs, max_size=2).map(tuple))
tables = st.builds(Table, st.lists(cells, max_size=3).map(tuple), st.integers(0, 9), st.integers(0, 9), boxes)
pages = st.builds(
    Page,
    st.integers(1, 99),
    points,
    points,
    st.lists(paragraphs | tables, max_size=3).map(tuple),
    st.sampled_from(["text", "ocr", "mixed"]),
)


signatures = st.builds(
    Signature,
    signer=st.none() | st.text(max_size=8),
    signed_at=st.none() | st.datetimes(timezones=st.just(timezone(timedelta(hours=7)))),
    integrity=st.sampled_from(["intact", "broken", "unknown"]),
    page=st.none() | st.integers(1, 99),
    box=st.none() | boxes,
)


@given(st.lists(pages, max_size=2).map(tuple), st.lists(signatures, max_size=2).map(tuple))
def test_round_trip(read: tuple[Page, ...], signed: tuple[Signature, ...]) -> None:
    warnings = (ReadingWarning("w", "chữ mờ", 1),)
    document = Document("kế hoạch.pdf", "application/pdf", "0" * 64, read, warnings, signed)
    assert document_from_json(document_to_json(document)) == document


def test_an_empty_paragraph_and_an_empty_table_stay_what_they_are() -> None:
    document = Document("a", "text/plain", "", (Page(1, 0, 0, (Paragraph(()), Table((), 0, 0))),))
    assert document_from_json(document_to_json(document)) == document


def test_pages_kept_before_signatures_were_read_still_load() -> None:
    kept = b'{"name": "a", "media_type": "text/plain", "sha256": "", "pages": [], "warnings": []}'
    assert document_from_json(kept).signatures == ()


def test_other_json_is_refused() -> None:
    with pytest.raises(ValidationError):
        document_from_json(b'{"name": "a"}')
