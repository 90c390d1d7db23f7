"""Markdown and plain text."""

from __future__ import annotations

import re

from ingest.limits import Limits
from ingest.models import Line, Page, Paragraph, ReadingWarning, Word

_MARKS = re.compile(r"[*_~]{1,3}(?=\S)|(?<=\S)[*_~]{1,3}|\*\*|^#+ |^\||\|$")


def read(content: bytes, limits: Limits) -> tuple[tuple[Page, ...], tuple[ReadingWarning, ...]]:
    """One page without boxes. Hard-wrapped lines are joined to paragraphs at blank lines."""
    paragraphs = []
    for chunk in re.split(r"\n\s*\n", content.decode("utf-8-sig", "replace")):
        lines = [_MARKS.sub("", line.strip()).split() for line in chunk.split("\n")]
        kept = tuple(Line(tuple(Word(word) for word in line)) for line in lines if line)
        if kept:
            paragraphs.append(Paragraph(kept))
    return (Page(1, 0, 0, tuple(paragraphs)),), ()
