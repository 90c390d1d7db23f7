"""Automatic numbers of a DOCX's lists and headings, as Word prints them (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.formats.docx_package import Element, attribute, child, local_name
from ingest.formats.docx_styles import ListPlace, named_font
from ingest.formats.numbering import ordinal
from ingest.old_text import Piece

_MOST_LEVELS = 9
_STYLE = {"upperRoman": "I", "lowerRoman": "i", "upperLetter": "A", "lowerLetter": "a"}
_PLACE = re.compile(r"%([1-9])")
_BULLETS = "-–+*•"  # those that print as they are; others are pictures out of symbol fonts


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    font: str
    is_legal: bool  # all numbers in it are decimal


class Numbering:
    """Counts the numbered paragraphs as they come; one a document."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        for element in () if root is None else root:
            if local_name(element) == "abstractNum":
                levels = (inner for inner in element if local_name(inner) == "lvl")
                self._levels[attribute(element, "abstractNumId") or ""] = {
                    _index(level): _level(level) for level in levels
                }
            elif local_name(element) == "num":
                self._add_list(element)

    def marker(self, place: ListPlace) -> Piece:
        """The marker of the next paragraph at that place; empty where the list is unknown or prints none."""
        abstract, starts = self._lists.get(place.number_id, ("", {}))
        levels = self._levels.get(abstract, {})
        level = levels.get(place.level)
        if level is None:
            return Piece("")
        counts = self._counts.setdefault(abstract, {})
        if place.level in starts and (place.number_id, place.level) not in self._restarted:
            self._restarted.add((place.number_id, place.level))
            counts[place.level] = starts[place.level] - 1
        counts[place.level] = counts.get(place.level, level.start - 1) + 1
        for deeper in range(place.level + 1, _MOST_LEVELS):
            counts.pop(deeper, None)
        if level.format == "bullet":
            return Piece(level.text if level.text and level.text in _BULLETS else "-")
        text = _PLACE.sub(lambda match: _number(int(match[1]) - 1, levels, counts, level.is_legal), level.text)
        return Piece(text.strip(), level.font)

    def _add_list(self, element: Element) -> None:
        identifier = attribute(element, "numId") or ""
        abstract = attribute(child(element, "abstractNumId"), "val") or ""
        starts = {}
        for override in element:
            start = attribute(child(override, "startOverride"), "val")
            if local_name(override) == "lvlOverride" and start is not None and start.isdigit():
                starts[_index(override)] = int(start)
        self._lists[identifier] = (abstract, starts)


def _index(element: Element) -> int:
    value = attribute(element, "ilvl") or "0"
    return int(value) if value.isdigit() else 0


def _level(element: Element) -> _Level:
    start = attribute(child(element, "start"), "val") or "1"
    return _Level(
        start=int(start) if start.isdigit() else 1,
        format=attribute(child(element, "numFmt"), "val") or "decimal",
        text=attribute(child(element, "lvlText"), "val") or "",
        font=named_font(child(element, "rPr")),
        is_legal=child(element, "isLgl") is not None,
    )


def _number(level: int, levels: dict[int, _Level], counts: dict[int, int], is_legal: bool) -> str:
    if level not in levels:
        return ""
    number = counts.get(level, levels[level].start)
    form = levels[level].format
    if is_legal:
        return str(number)
    if form == "decimalZero":
        return f"{number:02d}"
    return "" if form == "none" else ordinal(number, _STYLE.get(form, "1"))
