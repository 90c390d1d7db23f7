"""Encodings of text: what is written in them must come back as it was, in NFC."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.encodings import decode_text
from ingest.errors import DamagedFile
from tests.ingest.old_files import windows_1258

SENTENCE = "Ủy ban nhân dân huyện Mường Ảng giao Phòng Nội vụ tổng hợp kết quả thực hiện nghị quyết, báo cáo hằng quý."


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_unicode_is_read_by_its_mark_or_as_utf8(mark: bytes, encoding: str, form: str) -> None:
    content = mark + unicodedata.normalize(form, SENTENCE).encode(encoding)  # type: ignore[arg-type]
    assert decode_text(content) == SENTENCE


def test_windows_1258_is_composed() -> None:
    assert decode_text(windows_1258(SENTENCE * 3)) == SENTENCE * 3


def test_a_declared_encoding_is_believed_only_where_the_bytes_are_no_utf8() -> None:
    assert decode_text(SENTENCE.encode(), declared="cp1258") == SENTENCE
    assert decode_text(windows_1258(SENTENCE), declared="windows-1258") == SENTENCE


def test_an_unknown_declared_encoding_is_passed_over() -> None:
    assert decode_text(windows_1258(SENTENCE * 3), declared="x-tieng-viet") == SENTENCE * 3


def test_line_breaks_are_one_character() -> None:
    assert decode_text("Một\r\nhai\rba\n".encode()) == "Một\nhai\nba\n"


def test_bytes_that_are_no_text_are_damaged() -> None:
    with pytest.raises(DamagedFile) as caught:
        decode_text(bytes(range(128, 256)) * 40 + b"\x00\xff" * 99)
    assert "UTF-8" in caught.value.next_step


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufeff")))
def test_any_utf8_comes_back_in_nfc(text: str) -> None:
    assert decode_text(text.encode()) == unicodedata.normalize("NFC", text)
