"""Look-alikes are repaired in every format, before offsets are counted."""

from __future__ import annotations

import io
import unicodedata

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.look_alikes import data, one_for_one, repaired
from ingest.reader import read_document

NUMBER = "Nghị định số 12/2003/NĐ‑СР của Chính phủ"
MEANT = "Nghị định số 12/2003/NĐ-CP của Chính phủ"


@pytest.mark.parametrize(("written", "meant"), data()["examples"])
def test_examples(written: str, meant: str) -> None:
    assert repaired(written) == meant


@pytest.mark.parametrize("text", data()["stay"])
def test_counter_examples_stay(text: str) -> None:
    assert repaired(text) == text


def test_the_table_is_one_character_for_one() -> None:
    assert all(len(meant) == 1 for meant in one_for_one().values())


@given(st.text())
def test_repairing_is_done_once_and_gives_nfc(text: str) -> None:
    once = repaired(text)
    assert repaired(once) == once
    assert unicodedata.is_normalized("NFC", once)


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph(NUMBER)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [word_file(), f"<html><body><p>{NUMBER}</p></body></html>".encode(), NUMBER.encode(), f"**{NUMBER}**".encode()],
    ids=["docx", "html", "text", "markdown"],
)
def test_every_format_is_repaired(content: bytes) -> None:
    assert read_document(content, "van-ban").text == MEANT
