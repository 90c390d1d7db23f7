"""Plain text and web pages in the encodings before Unicode."""

from __future__ import annotations

import pytest

from ingest.encodings import decode_text
from ingest.old_encodings import data
from ingest.reader import read_document
from tests.ingest.old_files import encode, windows_1258

LINES = [
    "Phòng Giáo dục huyện báo cáo kết quả xây dựng trường đạt chuẩn quốc gia năm học vừa qua như sau:",
    "1. Số trường đạt chuẩn: mười hai trường tiểu học, bốn trường trung học cơ sở.",
    "2. Đội ngũ giáo viên được bồi dưỡng thường xuyên, cơ sở vật chất từng bước được bổ sung.",
]
TEXT = "\n\n".join(LINES)


def eight_bits(text: str, name: str) -> bytes:
    if name == "viscii":
        back = {letter: byte for byte, letter in data()["viscii"]["bytes"].items()}
        return bytes(back.get(letter, ord(letter)) for letter in text)
    return encode(text, name).encode("cp1252")


@pytest.mark.parametrize("name", ["tcvn3", "vni", "viscii"])
def test_a_text_file_in_eight_bits(name: str) -> None:
    document = read_document(eight_bits(TEXT, name), "bao-cao.txt")
    assert document.text.lower() == "\n".join(LINES).lower()


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_a_text_file_that_was_saved_in_unicode_after_the_fact(name: str) -> None:
    document = read_document(encode(TEXT, name).encode(), "bao-cao.txt")
    assert document.text.lower() == "\n".join(LINES).lower()


@pytest.mark.parametrize("declared", [None, "iso-8859-1", "windows-1258", "utf-8", "x-user-defined"])
@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_what_a_page_declares_does_not_mislead(name: str, declared: str | None) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    paragraphs = "".join(f"<p>{encode(line, name)}</p>" for line in LINES)
    page = f"<html><head>{meta}</head><body>{paragraphs}</body></html>".encode("cp1252")
    assert read_document(page, "bao-cao.html").text.lower() == "\n".join(LINES).lower()


def test_fonts_of_a_page_tell_its_encoding_run_by_run() -> None:
    page = (
        '<html><body style="font-family: .VnTime, serif"><p><font face=".VnTimeH">Th«ng b¸o</font></p>'
        "<p>VÒ viÖc h&#173;íng dÉn <span style='font-family:\"Times New Roman\"'>sử dụng mẫu</span> biÓu</p>"
        '<p><font face="VNI-Times">Nôi nhaän</font></p></body></html>'
    )
    assert read_document(page.encode(), "tb.html").text.split("\n") == [
        "THÔNG BÁO",
        "Về việc hướng dẫn sử dụng mẫu biểu",
        "Nơi nhận",
    ]


def test_a_declared_latin_page_that_is_windows_1258() -> None:
    text = "Cô giáo hướng dẫn học sinh các trường phổ thông, bổ túc"
    assert decode_text(windows_1258(text), "iso-8859-1") == text


@pytest.mark.parametrize(
    "text",
    [
        "Le café est fermé l'été ; où est-il passé, déjà né à Genève, forêt brûlée, élève reçu.",
        "Größere Städte führen für Bürger schöne Plätze.",
    ],
)
def test_other_languages_in_eight_bits_stay(text: str) -> None:
    assert read_document(text.encode("cp1252"), "lettre.txt").text == text


def test_utf8_that_was_cut_within_a_letter_is_utf8() -> None:
    content = (TEXT * 4).encode()
    cut = next(end for end in range(len(content) - 1, 0, -1) if content[end] & 0xC0 == 0x80)
    assert decode_text(content[:cut]).removesuffix("\ufffd") == content[:cut].decode("utf-8", "ignore")
