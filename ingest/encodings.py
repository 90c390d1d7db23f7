"""Bytes to text: which encoding a text is in. Text that leaves here is NFC, with `\\n` as its only line break."""

from __future__ import annotations

import codecs
import unicodedata

from charset_normalizer import from_bytes

from ingest.errors import DamagedFile
from ingest.old_encodings import data
from ingest.old_text import is_surely_old, reads_as_vietnamese

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
_UNDEFINED = "undefined-as-latin-1"
_VIETNAMESE_SHARE = 0.75  # of the words with characters beyond ASCII
_BAD_SHARE = 100  # good characters beyond ASCII for each bad byte


def decode_text(content: bytes, declared: str | None = None) -> str:
    """The text of the bytes: by byte order mark, as UTF-8, as Vietnamese in eight bits, as `declared`, by detection.

    Text in TCVN3 and VNI comes as if it were Windows-1252: what is old in it is told by `ingest.old_text`, with the
    fonts where there are some. Raises `DamagedFile` where the bytes are text in no known encoding.
    """
    encoding = _marked(content)
    text = _decoded(content, encoding) if encoding else _decoded(content, "utf-8")
    if text is None:
        text = _nearly_utf8(content) or _vietnamese(content, declared)
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


def _nearly_utf8(content: bytes) -> str | None:
    """UTF-8 that was cut within a character or has a few bad bytes."""
    text = content.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    beyond_ascii = sum(character > "\x7f" for character in text) - bad
    return text if bad * _BAD_SHARE <= beyond_ascii else None


def _vietnamese(content: bytes, declared: str | None) -> str | None:
    """The text in the encoding in which it reads as Vietnamese; pages often declare another."""
    windows = content.decode("cp1252", _UNDEFINED)
    if is_surely_old(windows):
        return windows
    ways = [_decoded(content, declared) if declared else None, _decoded(content, "cp1258"), _viscii(content)]
    texts = [normalise(text) for text in ways if text is not None]
    best = max(texts, key=reads_as_vietnamese)
    return best if reads_as_vietnamese(best) >= _VIETNAMESE_SHARE else None


def _viscii(content: bytes) -> str:
    return content.decode("latin-1").translate(data()["viscii"]["bytes"])


def _as_latin(error: UnicodeError) -> tuple[str, int]:
    """The five bytes that Windows-1252 leaves undefined, as Latin-1 has them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error(_UNDEFINED, _as_latin)


def _detected(content: bytes) -> str:
    best = from_bytes(content, cp_isolation=_CANDIDATES).best()
    if best is None:
        raise DamagedFile("The text is in no encoding that is known here.", "Save it as UTF-8 and give that.")
    return str(best)
