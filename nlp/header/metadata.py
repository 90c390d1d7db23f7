"""The block of metadata that a legal site puts before a document: evidence too, of a second rank."""

from __future__ import annotations

import re
from functools import cache

from nlp.header.layout import Layout, Passage
from nlp.lexicon import entries
from nlp.text import TextMap, fold

_LEAST_LABELS = 2  # one label alone ("Lĩnh vực: …") may be a line of the body


@cache
def _labels() -> dict[str, str]:
    """Folded label → field."""
    return {fold(label): entry["field"] for entry in entries("metadata_labels") for label in entry["labels"]}


@cache
def _pattern() -> re.Pattern[str]:
    labels = sorted(_labels(), key=len, reverse=True)
    return re.compile(r"(?:(?<=^)|(?<=\s)|(?<=\|))(" + "|".join(map(re.escape, labels)) + r")\s*[:|]?(?:\s+|$)")


def metadata_value(text: TextMap, layout: Layout, field: str) -> tuple[int, int] | None:
    """The span of a field's value in the document's text, None where no block of metadata names it."""
    return _block(text, layout).get(field)


def _block(text: TextMap, layout: Layout) -> dict[str, tuple[int, int]]:
    """Field → span of its value, from the paragraphs of the head."""
    found: dict[str, tuple[int, int]] = {}
    count = 0
    for passage, following in zip(layout.head, (*layout.head[1:], None), strict=True):
        matches = _labels_in(passage)
        count += len(matches)
        ends = [*(match.start() for match in matches[1:]), len(passage.text)][: len(matches)]
        for match, end in zip(matches, ends, strict=True):
            span = (passage.start + match.end(), passage.start + end)
            if not text.text[slice(*span)].strip() and following is not None and not _labels_in(following):
                span = (following.start, following.end)
            if text.text[slice(*span)].strip():
                found.setdefault(_labels()[match[1]], _trimmed(text.text, *span))
    return found if count >= _LEAST_LABELS else {}


def _labels_in(passage: Passage) -> list[re.Match[str]]:
    """Labels where the first stands at the start of the paragraph: the block is a list of labels, no sentence."""
    matches = list(_pattern().finditer(passage.folded))
    return matches if matches and not passage.folded[: matches[0].start()].strip(" -|*") else []


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    value = text[start:end]
    start += len(value) - len(value.lstrip(" :|"))
    return start, start + len(text[start:end].rstrip(" :|;"))
