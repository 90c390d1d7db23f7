"""What kind of file the bytes are, by content and not by the name's extension."""

from __future__ import annotations

import codecs
import io
import re
import zipfile

import filetype

from ingest.errors import DamagedFile, EmptyFile, EncryptedFile, UnknownMediaType
from ingest.ole import MAGIC, CompoundFile

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC = "application/msword"
RTF = "application/rtf"
HTML = "text/html"
WEB_ARCHIVE = "multipart/related"
MARKDOWN = "text/markdown"
PLAIN_TEXT = "text/plain"

IMAGES = (PNG, JPEG, TIFF)

_HEAD_BYTES = 4096
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF8, *_UTF16_MARKS)
_READ = "Give PDF, PNG, JPEG, TIFF, DOCX, DOC, RTF, HTML, Markdown or plain text."
_NO_WORD_FILE = {
    "Workbook": "an Excel 97-2003 workbook (XLS)",
    "Book": "an Excel 5 workbook (XLS)",
    "PowerPoint Document": "a PowerPoint 97-2003 presentation (PPT)",
    "__properties_version1.0": "an Outlook message (MSG)",
}
_NO_WORD_ZIP = {"xl/workbook.": "an Excel workbook (XLSX)", "ppt/presentation.": "a PowerPoint presentation (PPTX)"}
_SAVE_AS_PDF = "Save it as PDF and give that."
_ENCRYPTED_STREAM = "EncryptedPackage"  # MS-OFFCRYPTO, 2.3.4.4
_FIB_FLAGS, _FIB_ENCRYPTED = 10, 0x0100  # MS-DOC, 2.5.2, FibBase
_WEB_ARCHIVE = re.compile(rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?mime-version:", re.IGNORECASE)
_WORD_XML = re.compile(rb"<\?mso-application\s+progid=\"Word\.Document\"|<w:wordDocument[\s>]")
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(#{1,6} |\|\s*$|\|.*\|\s*$|\*\*\S|-{3,}\s*$)", re.MULTILINE)


def media_type_of(content: bytes) -> str:
    """The media type of the bytes. Raises `EmptyFile`, `EncryptedFile` and `UnknownMediaType`."""
    if not _without_mark(content).strip(b"\0 \t\r\n"):
        raise EmptyFile("The file is empty.", "Get the file again from where it came from.")
    if content.startswith(MAGIC):
        return _type_of_ole(content)
    # A PDF may have up to 1,024 bytes of anything before its header (ISO 32000-1, note in annex H).
    if b"%PDF-" in content[:1024]:
        return PDF
    if content.lstrip().startswith(b"{\\rtf"):
        return RTF
    if content.startswith(b"PK"):
        return _type_of_zip(content)
    kind = filetype.guess(content)
    if kind is not None and kind.mime in IMAGES:
        return str(kind.mime)
    head = _head(content)
    if _WORD_XML.search(head):
        raise UnknownMediaType("This is a Word 2003 XML document.", "Open it in Word, save it as DOCX and give that.")
    if _WEB_ARCHIVE.match(head.lstrip()):
        return WEB_ARCHIVE
    if _HTML.search(head):
        return HTML
    if kind is None and _is_text(content):
        return MARKDOWN if _MARKDOWN.search(content[:20_000].decode("utf-8", "replace")) else PLAIN_TEXT
    what = f"The content is {kind.mime}." if kind is not None else "The content is of no kind that is known here."
    raise UnknownMediaType(what, _READ)


def _without_mark(content: bytes) -> bytes:
    """The bytes behind the byte order mark."""
    return content[len(next((mark for mark in _MARKS if content.startswith(mark)), b"")) :]


def _head(content: bytes) -> bytes:
    """The first bytes; those of UTF-16, told by its mark, as UTF-8."""
    if content.startswith(_UTF16_MARKS):
        return content[: 2 * _HEAD_BYTES].decode("utf-16", "ignore").encode("utf-8", "ignore")
    return content[:_HEAD_BYTES]


def _type_of_ole(content: bytes) -> str:
    container = CompoundFile(content)
    if _ENCRYPTED_STREAM in container.root or (not container.root and _ENCRYPTED_STREAM.encode("utf-16-le") in content):
        raise EncryptedFile("The DOCX is protected by a password.", "Save it without a password and give that.")
    if "WordDocument" in container.root:
        head = container.opening("WordDocument", _FIB_FLAGS + 2)
        if int.from_bytes(head[_FIB_FLAGS:], "little") & _FIB_ENCRYPTED:
            raise EncryptedFile("The DOC is protected by a password.", "Save it without a password and give that.")
        return DOC
    for stream, what in _NO_WORD_FILE.items():
        if stream in container.root:
            raise UnknownMediaType(f"This is {what}, no document of text.", _SAVE_AS_PDF)
    if not container.root:
        raise DamagedFile("The old office file is damaged: nothing can be found in it.", "Get the file again.")
    raise UnknownMediaType("The content is an old office file (OLE), but no Word document.", _READ)


def _type_of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        names = set()
    if "word/document.xml" in names or (not names and b"word/" in content):
        return DOCX
    for part, what in _NO_WORD_ZIP.items():
        if any(name.startswith(part) for name in names) or (not names and part.encode() in content):
            raise UnknownMediaType(f"This is {what}, no document of text.", _SAVE_AS_PDF)
    raise UnknownMediaType("This is a zip archive, but no DOCX.", "Unpack it and give the files in it.")


def _is_text(content: bytes) -> bool:
    """Text has no NUL and few control characters; UTF-16 is told by its byte order mark."""
    head = content[:65_536]
    if head.startswith(_UTF16_MARKS):
        return True
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return b"\0" not in head and controls <= len(head) // 100
