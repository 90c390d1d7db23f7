"""Where the visible stamp of a signature stands: the widget annotation of its field (ISO 32000-1, 12.5.6.19)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from ingest.signing.reading import items_of, value_of

Place = tuple[int, tuple[float, float, float, float]]
"""The page, from 1, and the rectangle on it in user space: left, bottom, right, top."""

_HIDDEN = 0b10 | 0b100000  # the flags "hidden" and "no view" of an annotation (ISO 32000-1, table 165)
_MOST_NODES = 20_000  # of the page tree


class Pages:
    """The pages of a PDF, looked up when the first visible stamp is."""

    def __init__(self, reader: PdfFileReader) -> None:
        self._reader = reader

    def place_of(self, field: Any) -> Place | None:
        """Where the field is seen: on one page, by itself or by one of its kids; None where it is not."""
        try:
            for widget in (field, *items_of(value_of(field, "/Kids"))):
                rectangle = _rectangle(widget)
                page = None if rectangle is None else self._page_of(widget)
                if rectangle is not None and page is not None:
                    return page, rectangle
        except (PdfError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
            return None  # a damaged annotation shows no stamp
        return None

    def _page_of(self, widget: Any) -> int | None:
        named = widget.raw_get("/P") if "/P" in widget else None
        if isinstance(named, generic.IndirectObject) and named.reference in self._numbers:
            return self._numbers[named.reference]
        for page, number in self._numbers.items():
            shown: Any = page.get_object()
            if any(entry.reference == widget.container_ref for entry in _references(value_of(shown, "/Annots"))):
                return number
        return None

    @cached_property
    def _numbers(self) -> dict[generic.Reference, int]:
        return {page: number for number, page in enumerate(_walk(self._reader.root.raw_get("/Pages")), 1)}


def _walk(root: object) -> Iterator[generic.Reference]:
    """The pages in order; a node that comes again, as in a tree with a circle, only once."""
    waiting: list[Any] = [root]
    seen: set[generic.Reference] = set()
    while waiting and len(seen) < _MOST_NODES:
        node = waiting.pop()
        if getattr(node, "reference", None) is None or node.reference in seen:
            continue
        seen.add(node.reference)
        found = node.get_object()
        if not isinstance(found, generic.DictionaryObject):
            continue
        if "/Kids" in found:
            waiting.extend(reversed(list(_references(found["/Kids"]))))
        else:
            yield node.reference


def _references(array: object) -> Iterator[generic.IndirectObject]:
    if isinstance(array, generic.ArrayObject):
        for index in range(len(array)):
            entry = array.raw_get(index)
            if isinstance(entry, generic.IndirectObject):
                yield entry


def _rectangle(widget: Any) -> tuple[float, float, float, float] | None:
    """Of an annotation that is to be seen and has a size."""
    if "/Rect" not in widget or int(value_of(widget, "/F") or 0) & _HIDDEN:
        return None
    left, bottom, right, top = map(float, items_of(widget["/Rect"]))
    left, bottom, right, top = min(left, right), min(bottom, top), max(left, right), max(bottom, top)
    return (left, bottom, right, top) if left < right and bottom < top else None
