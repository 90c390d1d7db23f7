"""The signatures of a PDF: where their bytes, their times and their visible stamps stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import extract_contents

from ingest.signing.places import Pages, Place
from ingest.signing.reading import items_of, value_of

ByteRange = tuple[int, int, int, int]

_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")
_CONTENTS = re.compile(rb"/Contents\s*<([0-9A-Fa-f\s]{100,})>")
_REACH = 1 << 18  # bytes from a byte range to the container it belongs to
_MOST_LOOSE = 100
_HEX = re.compile(rb"\s*<?([0-9A-Fa-f\s]+)>?\s*")  # some programs sign the brackets, too


@dataclass(frozen=True, slots=True)
class SignedField:
    """A signature as the PDF holds it.

    `byte_range` are two spans of the file, each an offset and a length; None where it is not of that form. `entry` is
    the field's object in the form, None where the form could not be read.
    """

    container: bytes
    byte_range: ByteRange | None
    dictionary_time: datetime | None = None
    is_certification: bool = False
    place: Place | None = None
    entry: generic.IndirectObject | None = None

    @property
    def end(self) -> int:
        return self.byte_range[2] + self.byte_range[3] if self.byte_range else 0


def listed_fields(reader: PdfFileReader) -> tuple[list[SignedField], frozenset[str]]:
    """The filled signature fields of the form, in the order in which it lists them, and the names of all, filled or
    not. Raises whatever pyHanko raises on a damaged form."""
    pages = Pages(reader)
    names: set[str] = set()
    fields: list[SignedField] = []
    for name, value, entry in enumerate_sig_fields(reader):
        names.add(name)
        signature = value.get_object() if value is not None else None
        if not isinstance(signature, generic.DictionaryObject):
            continue
        fields.append(
            SignedField(
                container=_container(signature),
                byte_range=_byte_range(signature),
                dictionary_time=_time(signature),
                is_certification=_is_certification(signature),
                place=pages.place_of(entry.get_object()),
                entry=entry,
            )
        )
    return fields, frozenset(names)


def loose_fields(content: bytes) -> Iterator[SignedField]:
    """What has the shape of a signature anywhere in the bytes, for files whose structure cannot be read."""
    for match in islice(_BYTE_RANGE.finditer(content), _MOST_LOOSE):
        start, length, second, rest = map(int, match.groups())
        around = _CONTENTS.finditer(content, max(0, match.start() - _REACH), match.end() + _REACH)
        nearest = min(around, key=lambda held: abs(held.start() - match.start()), default=None)
        if nearest is not None:
            yield SignedField(_bytes_of(nearest[1]), (start, length, second, rest))


def gap_holds_container(content: bytes, field: SignedField) -> bool:
    """Whether what the signature leaves out is its own value and nothing else."""
    if field.byte_range is None:
        return False
    start, length, second, _ = field.byte_range
    held = _HEX.fullmatch(content, length, second) if start == 0 else None
    return held is not None and _bytes_of(held[1]) == field.container


def _bytes_of(hexadecimal: bytes) -> bytes:
    """A digit that is missing at the end counts as 0 (ISO 32000-1, 7.3.4.3)."""
    digits = b"".join(hexadecimal.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _container(signature: generic.DictionaryObject) -> bytes:
    try:
        return extract_contents(signature)
    except PdfError:
        return b""


def _byte_range(signature: generic.DictionaryObject) -> ByteRange | None:
    numbers = [number for number in items_of(value_of(signature, "/ByteRange")) if isinstance(number, int)]
    if len(numbers) != 4 or min(numbers) < 0:
        return None
    return int(numbers[0]), int(numbers[1]), int(numbers[2]), int(numbers[3])


def _time(signature: generic.DictionaryObject) -> datetime | None:
    try:
        return generic.parse_pdf_date(signature["/M"], strict=False)
    except (KeyError, PdfError, ValueError):
        return None


def _is_certification(signature: generic.DictionaryObject) -> bool:
    entries = items_of(value_of(signature, "/Reference"))
    return any(isinstance(entry, dict) and value_of(entry, "/TransformMethod") == "/DocMDP" for entry in entries)
