"""Kinds of files that hold no document of text are refused as what they are."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from ingest.errors import UnknownMediaType
from ingest.media import media_type_of


def zip_of(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "Kế hoạch")
    return content.getvalue()


def workbook() -> bytes:
    content, book = io.BytesIO(), Workbook()
    assert book.active is not None
    book.active.append(["Chỉ tiêu", "Kế hoạch năm 2024"])
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "what", "next_step"),
    [
        (workbook(), "Excel workbook", "Save it as PDF"),
        (workbook()[:-30], "Excel workbook", "Save it as PDF"),  # its directory is cut off
        (zip_of("[Content_Types].xml", "ppt/presentation.xml"), "PowerPoint presentation", "Save it as PDF"),
        (zip_of("công văn.pdf", "xl/phụ lục.pdf"), "zip archive", "Unpack it"),
    ],
)
def test_a_zip_that_is_no_docx_is_refused_as_what_it_is(content: bytes, what: str, next_step: str) -> None:
    with pytest.raises(UnknownMediaType) as caught:
        media_type_of(content)
    assert what in caught.value.what
    assert caught.value.next_step.startswith(next_step)
