"""Runs of formatted text to lines, lines to paragraphs: shared by the formats without pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.look_alikes import repaired
from ingest.models import Line, Paragraph, ParagraphRole, Word
from ingest.page.wrapping import TextLine

Run = tuple[str, bool]
"""A piece of text, in which `\\n` is a line break, and whether it is emphasised."""

# Drawn lines: dashes, perhaps emphasised, or Markdown's own "***" and "___".
_RULE = re.compile(r"[\s*_~]*([-=–—])(?:\s*\1){2,}[\s*_~]*$|\s*([*_~])(?:\s*\2){2,}\s*$")


def is_rule(line: str) -> bool:
    """Whether the line is a drawn line ("-------"): it parts what stands above and below, and says nothing."""
    return _RULE.match(line) is not None


def without_rules(lines: Iterable[TextLine]) -> list[TextLine]:
    """The lines that say something; one after a drawn line begins a paragraph."""
    kept: list[TextLine] = []
    after_rule = False
    for line in lines:
        if is_rule(line.text):
            after_rule = True
        elif line.text:
            kept.append(replace(line, begins=line.begins or after_rule))
            after_rule = False
    return kept


# A head or a foot in two columns that tabs or spaces part: what stands in the right one.
_RIGHT_COLUMN = re.compile(
    r"(?<=\S)(?:[ \xa0]*\t\s*|[ \xa0]{4,})(?=CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–]|[^\s,][^,\t]{1,38},\s*ngày\s"
    r"|(?:TM|KT|TL|TUQ)\.|(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|CHÁNH VĂN PHÒNG)\s*$)"
)


def lines_of(runs: Iterable[Run]) -> Iterator[TextLine]:
    """The lines of the runs, white space collapsed, the two columns of a head or a foot apart; empty lines too."""
    parts: list[str] = []
    is_strong = True
    for run, is_emphasised in runs:
        for number, piece in enumerate(run.split("\n")):
            if number:
                yield from _columns(parts, is_strong, is_emphasised)
                parts, is_strong = [], True
            parts.append(piece)
            is_strong &= is_emphasised or not piece.strip()
    yield from _columns(parts, is_strong, stays_open=False)


def paragraph_of(lines: Sequence[TextLine], role: ParagraphRole = "body") -> Paragraph:
    """A paragraph of words without boxes, NFC."""
    return Paragraph(tuple(Line(tuple(Word(word) for word in line.text.split())) for line in lines), role)


def _columns(parts: Sequence[str], is_strong: bool, stays_open: bool) -> Iterator[TextLine]:
    text = repaired("".join(parts))
    for number, column in enumerate(_RIGHT_COLUMN.split(text)):
        yield TextLine(" ".join(column.split()), is_strong, stays_open, begins=number > 0)
