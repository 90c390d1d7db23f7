"""Bytes to text: which encoding a text is in. Text that leaves here is NFC, with `\\n` as its only line break."""

from __future__ import annotations

import codecs
import unicodedata

from charset_normalizer import from_bytes

from ingest.errors import DamagedFile

# The longer mark first: that of UTF-32 little-endian begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What Vietnamese text was written in before Unicode and what editors still save; nothing else is guessed at.
_CANDIDATES = ["cp1258", "cp1252", "utf_16_le", "utf_16_be"]


def decode_text(content: bytes, declared: str | None = None) -> str:
    """The text of the bytes: by byte order mark, as UTF-8, in the encoding `declared`, else by detection.

    Raises `DamagedFile` where the bytes are text in none of them.
    """
    encoding = _marked(content)
    text = _decoded(content, encoding) if encoding else _decoded(content, "utf-8")
    if text is None and declared:
        text = _decoded(content, declared)
    if text is None:
        text = _detected(content)
    return normalise(text)


def normalise(text: str) -> str:
    """NFC, without a byte order mark, every line break as `\\n`."""
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def _marked(content: bytes) -> str | None:
    return next((encoding for mark, encoding in _BYTE_ORDER_MARKS if content.startswith(mark)), None)


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _detected(content: bytes) -> str:
    best = from_bytes(content, cp_isolation=_CANDIDATES).best()
    if best is None:
        raise DamagedFile("The text is in no encoding that is known here.", "Save it as UTF-8 and give that.")
    return str(best)
