"""OLE compound files ([MS-CFB]), the container of Word, Excel and PowerPoint 97-2003: what lies in one."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ENTRY_BYTES = 128
_SMALL_SECTOR_BYTES = 64
_LAST_SECTOR = 0xFFFFFFFA  # greater numbers are signs: end of a chain, free, taken by a table
_NO_ENTRY = 0xFFFFFFFF
_MOST_ENTRIES = 20_000
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A stream or storage; `start` is the first sector of a stream, `size` its length in bytes."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """The entries of the root. A broken file has those that can be found, perhaps none."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._sector_bytes = 1 << min(_number(content, 30, "H"), 16)
        self._small_below = _number(content, 56, "I")
        self._table = self._read_table()
        entries = list(self._entries())
        self._small_start = entries[0].start if entries else _NO_ENTRY
        self.root = {entry.name: entry for entry in _children(entries)}

    def opening(self, name: str, length: int) -> bytes:
        """The first bytes, 64 at most, of a stream of the root; b"" where there is none."""
        entry = self.root.get(name)
        if entry is None:
            return b""
        length = min(length, entry.size, _SMALL_SECTOR_BYTES)
        if entry.size >= self._small_below:
            return self._sector(entry.start)[:length]
        # Small streams share one stream, the root's own, in sectors of 64 bytes.
        place, offset = divmod(entry.start * _SMALL_SECTOR_BYTES, self._sector_bytes)
        for number in islice(self._chain(self._small_start), place, None):
            return self._sector(number)[offset:][:length]
        return b""

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector_bytes
        return self._content[start : start + self._sector_bytes]

    def _read_table(self) -> list[int]:
        """The next sector of each sector."""
        table: list[int] = []
        for number in self._table_sectors():
            table.extend(_numbers(self._sector(number)))
        return table

    def _table_sectors(self) -> Iterator[int]:
        """Those that the header names, then those in the chain of sectors that name more."""
        named = _numbers(self._content[76:512])
        following, seen = _number(self._content, 68, "I"), set[int]()
        while True:
            yield from (number for number in named if number <= _LAST_SECTOR)
            if following > _LAST_SECTOR or following in seen:
                return
            seen.add(following)
            *named, following = _numbers(self._sector(following)) or [_NO_ENTRY]

    def _chain(self, start: int) -> Iterator[int]:
        seen: set[int] = set()
        while start <= _LAST_SECTOR and start not in seen:
            seen.add(start)
            yield start
            start = self._table[start] if start < len(self._table) else _NO_ENTRY

    def _entries(self) -> Iterator[Entry]:
        count = 0
        for sector in self._chain(_number(self._content, 48, "I")):
            data = self._sector(sector)
            for place in range(0, len(data) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
                count += 1
                if count > _MOST_ENTRIES:
                    return
                yield _entry(data[place : place + _ENTRY_BYTES])


def _number(content: bytes, place: int, form: str) -> int:
    size = struct.calcsize(f"<{form}")
    field = content[place : place + size].ljust(size, b"\0")
    return int(struct.unpack(f"<{form}", field)[0])


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def _entry(data: bytes) -> Entry:
    length = min(_number(data, 64, "H"), 64)
    return Entry(
        name=data[: max(0, length - 2)].decode("utf-16-le", "replace"),
        kind=data[66],
        left=_number(data, 68, "I"),
        right=_number(data, 72, "I"),
        child=_number(data, 76, "I"),
        start=_number(data, 116, "I"),
        size=_number(data, 120, "I"),
    )


def _children(entries: list[Entry]) -> Iterator[Entry]:
    """The root's entries: a tree of siblings hangs on its first child."""
    waiting = [entry.child for entry in entries[:1] if entry.kind == _ROOT]
    seen: set[int] = set()
    while waiting:
        place = waiting.pop()
        if place >= len(entries) or place in seen:
            continue
        seen.add(place)
        entry = entries[place]
        waiting += [entry.left, entry.right]
        if entry.kind in (_STORAGE, _STREAM):
            yield entry
