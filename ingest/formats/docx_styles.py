"""What a DOCX's styles say of text: bold, capitals, hidden, numbered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.formats.docx_package import Element, attribute, child, local_name

_OFF = {"0", "false", "off", "none"}


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Which list a paragraph is numbered in, and on which level of it."""

    number_id: str
    level: int


class Styles:
    """Styles by their identifier, each with what it inherits."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default = ""
        self._default_font = named_font(child(root, "docDefaults", "rPrDefault", "rPr"))
        for style in () if root is None else root:
            identifier = attribute(style, "styleId")
            if local_name(style) != "style" or identifier is None:
                continue
            self._styles[identifier] = style
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on"):
                self._default = identifier

    def of_paragraph(self, paragraph: Element) -> str:
        return attribute(child(paragraph, "pPr", "pStyle"), "val") or self._default

    def is_on(self, name: str, run: Element, paragraph_style: str) -> bool:
        """Whether a property (`b`, `caps`, `vanish`) holds for a run: of itself, else of its styles."""
        properties = child(run, "rPr")
        direct = child(properties, name)
        if direct is not None:
            return _is_on(direct)
        for identifier in (attribute(child(properties, "rStyle"), "val"), paragraph_style):
            for style in self._lineage(identifier):
                inherited = child(style, "rPr", name)
                if inherited is not None:
                    return _is_on(inherited)
        return False

    def font(self, run: Element | None, paragraph_style: str) -> str:
        """The font of a run's letters beyond ASCII: of itself, else of its styles; "" where only a theme tells it."""
        properties = child(run, "rPr")
        direct = named_font(properties)
        if direct:
            return direct
        return self._inherited_font(attribute(child(properties, "rStyle"), "val"), paragraph_style)

    @cache  # noqa: B019  # lives as long as the document is read
    def _inherited_font(self, run_style: str | None, paragraph_style: str) -> str:
        for identifier in (run_style, paragraph_style):
            for style in self._lineage(identifier):
                inherited = named_font(child(style, "rPr"))
                if inherited:
                    return inherited
        return self._default_font

    def list_place(self, paragraph: Element) -> ListPlace | None:
        """Where the paragraph is numbered, by itself or by its style; None where it is not."""
        direct = child(paragraph, "pPr", "numPr")
        number_id = attribute(child(direct, "numId"), "val")
        level = attribute(child(direct, "ilvl"), "val")
        for style in self._lineage(self.of_paragraph(paragraph)):
            inherited = child(style, "pPr", "numPr")
            number_id = number_id or attribute(child(inherited, "numId"), "val")
            level = level or attribute(child(inherited, "ilvl"), "val")
        if not number_id or number_id == "0":
            return None
        return ListPlace(number_id, int(level) if level and level.isdigit() else 0)

    def _lineage(self, identifier: str | None) -> Iterator[Element]:
        """The style and those it is based on, nearest first."""
        seen: set[str] = set()
        while identifier and identifier not in seen and identifier in self._styles:
            seen.add(identifier)
            style = self._styles[identifier]
            yield style
            identifier = attribute(child(style, "basedOn"), "val")


def named_font(properties: Element | None) -> str:
    """The font that run properties (`rPr`) name for letters beyond ASCII."""
    fonts = child(properties, "rFonts")
    return attribute(fonts, "hAnsi") or attribute(fonts, "ascii") or ""


def _is_on(element: Element) -> bool:
    return (attribute(element, "val") or "1").lower() not in _OFF
