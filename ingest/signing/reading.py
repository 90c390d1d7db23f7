"""Opening a PDF with pyHanko, with a bound on its work: comparing revisions follows every path between objects, and a
file can be made in which those are more than can ever be followed."""

from __future__ import annotations

import io
import logging
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.crypt import AuthStatus, StandardSecurityHandler
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

# pyHanko logs every oddity of a file; what matters of them is told in the signature's `reason`.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)

_MOST_STEPS = 200_000  # a page takes about ten for each later signature; all of them take ten seconds


class TooManyObjects(Exception):
    """More objects would have to be looked at than is allowed for one file."""


class BoundedReader(PdfFileReader):
    """A reader that raises `TooManyObjects` once objects were asked for too often."""

    def __init__(self, content: bytes) -> None:
        self._steps_left = _MOST_STEPS
        super().__init__(io.BytesIO(content), strict=False)

    def get_object(self, *args: Any, **options: Any) -> Any:
        self.count_step()
        return super().get_object(*args, **options)  # type: ignore[no-untyped-call]  # pyHanko leaves this one out

    def get_historical_resolver(self, revision: int) -> HistoricalResolver:
        kept = self._historical_resolver_cache
        if revision not in kept:
            kept[revision] = _BoundedResolver(self, revision)
        return kept[revision]

    def count_step(self) -> None:
        self._steps_left -= 1
        if self._steps_left < 0:
            raise TooManyObjects


class _BoundedResolver(HistoricalResolver):
    reader: BoundedReader

    def get_object(self, *args: Any, **options: Any) -> Any:
        self.reader.count_step()
        return super().get_object(*args, **options)


def open_reader(content: bytes) -> BoundedReader:
    """Raises whatever pyHanko raises on a file that it cannot read: errors of many kinds."""
    reader = BoundedReader(content)
    handler = reader.security_handler
    if isinstance(handler, StandardSecurityHandler) and reader.decrypt(b"").status == AuthStatus.FAILED:
        raise PdfReadError("encrypted")
    return reader


def value_of(dictionary: Any, key: str) -> Any:
    """The value, followed and decrypted, which pyHanko's own `get` leaves undone; None where there is none."""
    try:
        return dictionary[key]
    except KeyError:
        return None


def items_of(array: Any) -> list[Any]:
    """The items, followed and decrypted, which iterating leaves undone; none where it is no array."""
    return [array[index] for index in range(len(array))] if isinstance(array, generic.ArrayObject) else []
