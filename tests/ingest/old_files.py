"""Old files for tests: a DOC written by LibreOffice, containers written by hand, text in the old encodings."""

from __future__ import annotations

import struct
import subprocess
import unicodedata
from pathlib import Path

from ingest.old_encodings import encodings

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def doc_of(docx: bytes, folder: Path) -> bytes:
    """The DOCX as Word 97-2003 writes it."""
    source = folder / "nguon.docx"
    source.write_bytes(docx)
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "doc:MS Word 97"]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120)
    return (folder / "nguon.doc").read_bytes()


def container(*streams: str) -> bytes:
    """An OLE file with empty streams of those names in its root ([MS-CFB])."""
    entries = [_entry("Root Entry", kind=5, child=1 if streams else _FREE)]
    for place, name in enumerate(streams, start=1):
        entries.append(_entry(name, kind=2, right=place + 1 if place < len(streams) else _FREE))
    directory = b"".join(entries)
    directory += bytes(-len(directory) % _SECTOR)
    sectors = len(directory) // _SECTOR
    table = [_TABLE, *range(2, sectors + 1), _END]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    return header + struct.pack("<128I", *table, *[_FREE] * (128 - len(table))) + directory


def _entry(name: str, kind: int, right: int = _FREE, child: int = _FREE) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<3I", _FREE, right, child)
    return encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1) + links + bytes(36) + bytes(12)


def encode(text: str, name: str) -> str:
    """Unicode text as the old encoding writes it, as far as it can: the other way through the table."""
    back = {meant: old for old, meant in reversed(encodings()[name].letters.items())}
    return "".join(back.get(letter, back.get(letter.lower(), letter)) for letter in unicodedata.normalize("NFC", text))


def windows_1258(text: str) -> bytes:
    """Vietnamese as Windows writes it: base letters with their vowel marks, tones as combining characters."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    parts = []
    for character in unicodedata.normalize("NFC", text):
        decomposed = unicodedata.normalize("NFD", character)
        tone = "".join(mark for mark in decomposed if mark in tones)
        base = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in tones))
        parts.append(base + tone)
    return "".join(parts).encode("cp1258")
