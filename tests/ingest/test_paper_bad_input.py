"""Files that cannot be read end in an error of their kind that names the file and the next step."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    NoPages,
    ReadingError,
    TooLarge,
)
from ingest.limits import Limits
from ingest.page.rendering import pdf_raster
from ingest.reader import read_document
from tests.ingest.paper import pdf, whole_page


def encrypted(user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(whole_page))) as file:
        file.save(out, encryption=pikepdf.Encryption(owner="chủ", user=user))
    return out.getvalue()


def without_pages() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as file:
        file.save(out)
    return out.getvalue()


@pytest.mark.parametrize("content", [b"", b"\0" * 100, b" \n\n", b"\xef\xbb\xbf", b"\xff\xfe \0", b"\xfe\xff"])
def test_an_empty_file(content: bytes) -> None:
    with pytest.raises(EmptyFile, match=r"^trống\.pdf: "):
        read_document(content, "trống.pdf")


@pytest.mark.parametrize("text", ["Thông báo lịch họp tuần tới.", "<html><body><p>Lỗi 404</p></body></html>"])
def test_text_renamed_pdf_is_refused_and_the_same_text_without_that_name_is_read(text: str) -> None:
    with pytest.raises(DamagedFile, match=r"^lịch\.PDF: The name says PDF, the content is text/"):
        read_document(text.encode(), "lịch.PDF")
    assert read_document(text.encode(), "lịch").media_type.startswith("text/")


def test_a_password_is_asked_for_only_where_there_is_one() -> None:
    with pytest.raises(EncryptedFile, match="password"):
        read_document(encrypted("bí mật"))
    assert read_document(encrypted("")).text == read_document(pdf(whole_page)).text


def test_a_pdf_without_pages() -> None:
    with pytest.raises(NoPages):
        read_document(without_pages())


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.4\n%\xe2\xe3\n1 0 obj\n<<"])
def test_a_pdf_that_is_only_its_beginning(content: bytes) -> None:
    with pytest.raises((DamagedFile, NoPages)):
        read_document(content)


def test_too_many_pages() -> None:
    with pytest.raises(TooLarge, match="3 pages"):
        read_document(pdf(*[whole_page] * 3), limits=Limits(pages=2))


def test_too_many_bytes(tmp_path: Path) -> None:
    file = tmp_path / "lớn.pdf"
    file.write_bytes(pdf(whole_page))
    with pytest.raises(TooLarge, match=r"^lớn\.pdf: "):
        read_document(file, limits=Limits(file_bytes=1_000))


def test_a_wall_of_paper_is_drawn_coarsely_and_beyond_that_refused() -> None:
    big = pdf(lambda canvas: canvas.rect(9, 9, 99, 99), size=(2_000, 3_000))
    raster, dpi = pdf_raster(big, 1, 300, Limits(raster_pixels=10_000_000))
    assert raster.shape[0] * raster.shape[1] == pytest.approx(10_000_000, rel=0.01)
    assert dpi < 100
    with pytest.raises(TooLarge, match="inches"):
        pdf_raster(big, 1, 300, Limits(raster_pixels=1_000_000))


WHOLE = pdf(whole_page)


@settings(max_examples=40, deadline=None)
@given(st.integers(5, len(WHOLE)), st.lists(st.tuples(st.integers(9, len(WHOLE) - 1), st.integers(0, 255)), max_size=6))
def test_any_damage_is_read_around_or_told(length: int, changes: list[tuple[int, int]]) -> None:
    content = bytearray(WHOLE)
    for position, value in changes:
        content[position] = value
    try:
        read_document(bytes(content[:length]), "hỏng.pdf", Limits(ocr_seconds_per_page=20))
    except ReadingError as error:
        assert error.name == "hỏng.pdf"
