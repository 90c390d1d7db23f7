"""Files that can't be read, each with the code of its reason."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pikepdf
from PIL import Image
from reportlab.pdfgen.canvas import Canvas


def pdf(pages: int = 1) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    for _ in range(pages):
        canvas.drawString(100, 700, "Ke hoach")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def encrypted_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="chủ", user="mật khẩu"))
    return out.getvalue()


def pdf_without_pages() -> bytes:
    out = io.BytesIO()
    pikepdf.new().save(out)
    return out.getvalue()


def huge_image() -> bytes:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(700):
                part.write(bytes(1_000_000))
    return out.getvalue()


BAD_FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "rỗng.pdf": (lambda: b"", "empty-file"),
    "có khóa.pdf": (encrypted_pdf, "encrypted-file"),
    "bị cắt.pdf": (lambda: pdf(3)[:400], "damaged-file"),
    "không trang.pdf": (pdf_without_pages, "no-pages"),
    "ảnh lớn.png": (huge_image, "too-large"),
    "bom.docx": (zip_bomb, "too-large"),
    "cũ.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged-file"),
    "văn bản đổi đuôi.pdf": (lambda: "Thông báo lịch họp tuần tới.".encode(), "damaged-file"),
    "lạ.bin": (lambda: bytes(range(256)) * 40, "unknown-media-type"),
}
