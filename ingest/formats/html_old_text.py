"""Pages in TCVN3 or VNI: their text in Unicode, told by `<font face>`, `font-family` and how the words read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from ingest.old_text import OldText, Piece

_FAMILY = re.compile(r"font(?:-family)?\s*:[^;]*?[\"']?(\.?V[nN][\w. -]*)", re.IGNORECASE)


def restore_old_text(body: HtmlElement) -> None:
    """Changes the text of the page in place."""
    places = list(_places(body))
    old = OldText(piece for _, _, piece in places)
    for element, part, piece in places:
        (text,) = old.restored([piece])
        if text != piece.text:
            setattr(element, part, text)


def _places(body: HtmlElement) -> Iterator[tuple[HtmlElement, str, Piece]]:
    """Every text of the page with its font: that inside an element, then that after it."""
    fonts: dict[HtmlElement, str] = {}
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        outer = fonts.get(element.getparent(), "")
        fonts[element] = _own_font(element) or outer
        if element.text and element.tag not in ("script", "style"):
            yield element, "text", Piece(element.text, fonts[element])
        if element.tail and element is not body:
            yield element, "tail", Piece(element.tail, outer)


def _own_font(element: HtmlElement) -> str:
    if element.tag == "font":
        return str(element.get("face") or "").split(",")[0].strip(" '\"")
    match = _FAMILY.search(element.get("style") or "")
    return match[1].strip() if match else ""
