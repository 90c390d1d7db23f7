"""DOC and RTF: Word's old formats, converted to DOCX by LibreOffice and read as such."""

from __future__ import annotations

from ingest.formats import docx
from ingest.formats.libreoffice import to_docx
from ingest.limits import Limits
from ingest.models import Page, ReadingWarning
from ingest.ole import CompoundFile

_FIB_VERSION = 2  # where the file information block of a WordDocument stream has its version (MS-DOC, 2.5.2)
_WORD_95, _WORD_97 = 0x68, 0xC1


def read_doc(content: bytes, limits: Limits) -> tuple[tuple[Page, ...], tuple[ReadingWarning, ...]]:
    """Word 6 to 2003, as `docx.read` gives it. Raises `ToolMissing` and `ToolFailed` besides."""
    return docx.read(to_docx(content, ".doc", _word_filter(content), limits), limits)


def read_rtf(content: bytes, limits: Limits) -> tuple[tuple[Page, ...], tuple[ReadingWarning, ...]]:
    return docx.read(to_docx(content, ".rtf", "Rich Text Format", limits), limits)


def _word_filter(content: bytes) -> str:
    head = CompoundFile(content).opening("WordDocument", _FIB_VERSION + 2)
    version = int.from_bytes(head[_FIB_VERSION:], "little") or _WORD_97
    if version >= _WORD_97:
        return "MS Word 97"
    return "MS Word 95" if version >= _WORD_95 else "MS WinWord 6.0"
