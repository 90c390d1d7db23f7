"""A DOCX paragraph as runs of text, and the text boxes and notes that hang on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.formats.docx_package import Element, attribute, local_name
from ingest.formats.docx_styles import Styles
from ingest.formats.numbering import ordinal
from ingest.formats.paragraphs import Run

# Deleted or moved away, codes of fields, and what Word computes of a drawing: offsets, sizes, its name.
_NOT_PRINTED = {
    "del",
    "moveFrom",
    "delText",
    "instrText",
    "rPr",
    "pPr",
    "sdtPr",
    "sdtEndPr",
    "docPr",
    "rt",
    "annotationRef",
}
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Symbol fonts put their pictures in the private use area; those that stand for a character of text.
_SYMBOLS = {
    "F0B7": "•",
    "F02D": "-",
    "F0A8": "□",
    "F06F": "□",
    "F071": "□",
    "F0FE": "☒",
    "F0FC": "✓",
    "F0B3": "≥",
    "F0A3": "≤",
}


class NoteMarks:
    """The marks of footnotes ("[1]") and endnotes ("[i]"), numbered in the order in which the text refers to them."""

    def __init__(self, document: Element) -> None:
        self._marks: dict[tuple[str, str | None], str] = {}
        counts = {"footnoteReference": 0, "endnoteReference": 0}
        for element in document.iter():
            name = local_name(element)
            key = (name, attribute(element, "id"))
            if name in counts and key not in self._marks:
                counts[name] += 1
                self._marks[key] = f"[{ordinal(counts[name], '1' if name == 'footnoteReference' else 'i')}]"

    def of_reference(self, reference: Element) -> str:
        return self._marks.get((local_name(reference), attribute(reference, "id")), "")

    def of_note(self, note: Element) -> str:
        """The mark of a `footnote` or `endnote`; "" where nothing refers to it."""
        return self._marks.get((f"{local_name(note)}Reference", attribute(note, "id")), "")


@dataclass(frozen=True, slots=True)
class Formatting:
    """What the other parts say of the text."""

    styles: Styles
    notes: NoteMarks


@dataclass(slots=True)
class ParagraphText:
    """The runs of a paragraph; `boxes` are the contents of text boxes anchored in it."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


def paragraph_text(paragraph: Element, formatting: Formatting) -> ParagraphText:
    """What the paragraph prints: no deleted or hidden text, capitals where its formatting makes them."""
    text = ParagraphText()
    _read(paragraph, text, formatting, formatting.styles.of_paragraph(paragraph))
    return text


def printed(element: Element) -> Iterator[Element]:
    """The children that print: of alternative contents (mc:AlternateContent) one."""
    for inner in element:
        if local_name(inner) == "AlternateContent":
            yield from printed(_alternative(inner))
        elif local_name(inner) not in _NOT_PRINTED:
            yield inner


def _alternative(element: Element) -> Element:
    choices = [inner for inner in element if local_name(inner) == "Choice"]
    fallbacks = [inner for inner in element if local_name(inner) == "Fallback"]
    with_text = [inner for inner in (*choices, *fallbacks) if any(local_name(part) == "t" for part in inner.iter())]
    return next(iter((*with_text, *choices, *fallbacks)), element)


def _read(element: Element, text: ParagraphText, formatting: Formatting, style: str) -> None:
    for inner in printed(element):
        name = local_name(inner)
        if name == "r":
            if not formatting.styles.is_on("vanish", inner, style):
                _read_run(inner, text, formatting, style)
        elif name == "txbxContent":
            text.boxes.append(inner)
        elif name == "t":
            # Outside runs text stands in formulas (m:t).
            text.runs.append((inner.text or "", False))
        elif name != "p":
            _read(inner, text, formatting, style)


def _read_run(run: Element, text: ParagraphText, formatting: Formatting, style: str) -> None:
    is_strong = formatting.styles.is_on("b", run, style) or formatting.styles.is_on("i", run, style)
    in_capitals = formatting.styles.is_on("caps", run, style)
    for inner in printed(run):
        name = local_name(inner)
        if name == "t":
            content = inner.text or ""
            text.runs.append((content.upper() if in_capitals else content, is_strong))
        elif name in _CHARACTERS:
            text.runs.append((_CHARACTERS[name], is_strong))
        elif name == "sym":
            text.runs.append((_SYMBOLS.get((attribute(inner, "char") or "").upper(), ""), is_strong))
        elif name in ("footnoteReference", "endnoteReference"):
            text.runs.append((formatting.notes.of_reference(inner), is_strong))
        else:
            _read(inner, text, formatting, style)
