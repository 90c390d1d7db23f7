"""A DOCX paragraph as runs of text, and the text boxes and notes that hang on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.formats.docx_package import Element, attribute, local_name
from ingest.formats.docx_styles import Styles
from ingest.formats.docx_symbols import printed_symbols
from ingest.formats.numbering import ordinal
from ingest.formats.paragraphs import Run
from ingest.old_text import OldText, Piece

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
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}


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
    """What the other parts say of the text, and which fonts show an old encoding."""

    styles: Styles
    notes: NoteMarks
    old_text: OldText


@dataclass(frozen=True, slots=True)
class _Printed:
    """A run's text as the file has it, and how it is printed."""

    text: str
    font: str = ""
    is_strong: bool = False
    in_capitals: bool = False


@dataclass(frozen=True, slots=True)
class ParagraphText:
    """The runs of a paragraph; `boxes` are the contents of text boxes anchored in it."""

    runs: list[Run]
    boxes: list[Element]


@dataclass(slots=True)
class _Collected:
    printed: list[_Printed] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


def paragraph_text(paragraph: Element, formatting: Formatting) -> ParagraphText:
    """What the paragraph prints, in Unicode: no deleted or hidden text, capitals where its formatting makes them."""
    found = _Collected()
    _read(paragraph, found, formatting, formatting.styles.of_paragraph(paragraph))
    texts = formatting.old_text.restored([Piece(run.text, run.font) for run in found.printed])
    runs = [
        (text.upper() if run.in_capitals else text, run.is_strong)
        for text, run in zip(texts, found.printed, strict=True)
    ]
    return ParagraphText(runs, found.boxes)


def pieces_of(root: Element, styles: Styles) -> Iterator[Piece]:
    """The text of a part's runs with their fonts, whatever of it is printed."""
    for paragraph in root.iter():
        if local_name(paragraph) != "p":
            continue
        style = styles.of_paragraph(paragraph)
        for run in paragraph.iter():
            if local_name(run) == "r":
                font = styles.font(run, style)
                text = "".join(_character(inner, font) for inner in run)
                yield Piece(text, font)


def _character(element: Element, font: str) -> str:
    """The text of an element of a run; "" where it has none."""
    name = local_name(element)
    return printed_symbols(element.text or "", font) if name == "t" else _CHARACTERS.get(name, "")


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


def _read(element: Element, found: _Collected, formatting: Formatting, style: str) -> None:
    for inner in printed(element):
        name = local_name(inner)
        if name == "r":
            if not formatting.styles.is_on("vanish", inner, style):
                _read_run(inner, found, formatting, style)
        elif name == "txbxContent":
            found.boxes.append(inner)
        elif name == "t":
            # Outside runs text stands in formulas (m:t).
            found.printed.append(_Printed(inner.text or ""))
        elif name != "p":
            _read(inner, found, formatting, style)


def _read_run(run: Element, found: _Collected, formatting: Formatting, style: str) -> None:
    styles = formatting.styles
    font = styles.font(run, style)
    is_strong = styles.is_on("b", run, style) or styles.is_on("i", run, style)
    in_capitals = styles.is_on("caps", run, style)
    for inner in printed(run):
        name = local_name(inner)
        if name == "t" or name in _CHARACTERS:
            found.printed.append(_Printed(_character(inner, font), font, is_strong, in_capitals))
        elif name == "sym":
            found.printed.append(_Printed(*_symbol(inner), is_strong))
        elif name in ("footnoteReference", "endnoteReference"):
            found.printed.append(_Printed(formatting.notes.of_reference(inner), "", is_strong))
        else:
            _read(inner, found, formatting, style)


def _symbol(element: Element) -> tuple[str, str]:
    """The character that a `sym` prints, and its font."""
    font, code = attribute(element, "font") or "", attribute(element, "char") or ""
    try:
        private = 0xF000 | int(code, 16) & 0xFF
    except ValueError:
        return "", font
    return printed_symbols(chr(private), font), font
