"""What kind of file the bytes are, by content and not by the name's extension."""

from __future__ import annotations

import io
import re
import zipfile

import filetype

from ingest.errors import EmptyFile, EncryptedFile, UnknownMediaType

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC = "application/msword"
RTF = "application/rtf"
HTML = "text/html"
MARKDOWN = "text/markdown"
PLAIN_TEXT = "text/plain"

IMAGES = (PNG, JPEG, TIFF)

_NOT_READ_YET = {DOC: "a Word 97-2003 document (DOC)", RTF: "a Rich Text document (RTF)"}
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")  # MS-OFFCRYPTO, 2.3.4.4
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(#{1,6} |\|\s*$|\|.*\|\s*$|\*\*\S|-{3,}\s*$)", re.MULTILINE)


def media_type_of(content: bytes) -> str:
    """The media type of the bytes. Raises `EmptyFile`, `EncryptedFile` and `UnknownMediaType`."""
    if not content.strip(b"\0 \t\r\n"):
        raise EmptyFile("The file is empty.", "Get the file again from where it came from.")
    # A PDF may have up to 1,024 bytes of anything before its header (ISO 32000-1, note in annex H).
    if b"%PDF-" in content[:1024]:
        return PDF
    if content.startswith(_OLE_MAGIC):
        if _ENCRYPTED_STREAM in content:
            raise EncryptedFile("The DOCX is protected by a password.", "Save it without a password and give that.")
        return DOC
    if content.lstrip().startswith(b"{\\rtf"):
        return RTF
    if content.startswith(b"PK"):
        return _type_of_zip(content)
    kind = filetype.guess(content)
    if kind is not None and kind.mime in IMAGES:
        return str(kind.mime)
    if _HTML.search(content[:4096]):
        return HTML
    if kind is None and _is_text(content):
        return MARKDOWN if _MARKDOWN.search(content[:20_000].decode("utf-8", "replace")) else PLAIN_TEXT
    what = f"The content is {kind.mime}." if kind is not None else "The content is of no kind that is known here."
    raise UnknownMediaType(what, "Give PDF, PNG, JPEG, TIFF, DOCX, HTML, Markdown or plain text.")


def refuse_unread(media_type: str) -> None:
    """Raises `UnknownMediaType` for formats that are known but not read."""
    if media_type in _NOT_READ_YET:
        raise UnknownMediaType(
            f"This is {_NOT_READ_YET[media_type]}, which is not read yet.", "Save it as DOCX or PDF and give that."
        )


def _type_of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        names = set()
    if "word/document.xml" in names or (not names and b"word/" in content):
        return DOCX
    raise UnknownMediaType("This is a zip archive, but no DOCX.", "Unpack it and give the files in it.")


def _is_text(content: bytes) -> bool:
    """Text has no NUL and few control characters; UTF-16 is told by its byte order mark."""
    head = content[:65_536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return b"\0" not in head and controls <= len(head) // 100
