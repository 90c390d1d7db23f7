"""What a legal site says about a document, before or beside it: a block of labels, or a caption ("Kế hoạch
12/KH-UBND năm 2024 về … do Ủy ban nhân dân tỉnh … ban hành"). Evidence too, of a second rank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.header.layout import Layout
from nlp.header.passages import Passage
from nlp.lexicon import entries
from nlp.text import TextMap, fold

# Field of the record ("number", "issue_date", "signer", …) → span of its value in the document's text.
Metadata = dict[str, tuple[int, int]]

_LEAST_LABELS = 2  # one label alone ("Lĩnh vực: …") may be a line of the body


@cache
def _labels() -> dict[str, str]:
    """Folded label → field."""
    return {fold(label): entry["field"] for entry in entries("metadata_labels") for label in entry["labels"]}


@cache
def _label_pattern() -> re.Pattern[str]:
    labels = sorted(_labels(), key=len, reverse=True)
    return re.compile(r"(?:(?<=^)|(?<=\s)|(?<=\|))(" + "|".join(map(re.escape, labels)) + r")\s*[:|]?(?:\s+|$)")


def find_metadata(text: TextMap, layout: Layout) -> Metadata:
    """The block of labels in the head, completed by the caption; empty where there is neither."""
    return {**_caption(text), **_block(text.text, layout)}


def _block(text: str, layout: Layout) -> Metadata:
    found: Metadata = {}
    count = 0
    for passage, following in zip(layout.head, (*layout.head[1:], None), strict=False):
        matches = _labels_in(passage)
        count += len(matches)
        ends = [*(match.start() for match in matches[1:]), len(passage.text)][: len(matches)]
        for match, end in zip(matches, ends, strict=True):
            span = (passage.start + match.end(), passage.start + end)
            if not text[slice(*span)].strip() and following is not None and not _labels_in(following):
                span = (following.start, following.end)
            if text[slice(*span)].strip():
                found.setdefault(_labels()[match[1]], _trimmed(text, *span))
    return found if count >= _LEAST_LABELS else {}


def _labels_in(passage: Passage) -> list[re.Match[str]]:
    """Labels where the first stands at the start of the paragraph: the block is a list of labels, no sentence."""
    matches = list(_label_pattern().finditer(passage.folded))
    return matches if matches and not passage.folded[: matches[0].start()].strip(" -|*") else []


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    value = text[start:end]
    start += len(value) - len(value.lstrip(" :|"))
    return start, start + len(text[start:end].rstrip(" :|;"))


@cache
def _caption_pattern() -> re.Pattern[str]:
    """Only a site writes "Kế hoạch 12/KH-UBND năm 2024 …" without "số", or ends with "do … ban hành"."""
    types = "|".join(sorted((entry["name"].capitalize() for entry in entries("doc_types")), key=len, reverse=True))
    return re.compile(
        rf"(?P<doc_type>{types}) (?P<number>\d+[a-z]?(?:/\d{{4}})?[-/][A-ZĐ][\w.&/-]+)"
        r"(?: năm (?P<year>(?:19|20)\d\d)| ngày (?P<issue_date>\d{1,2}/\d{1,2}/\d{4}))? "
        r"(?P<title>[^\n]{8,600}?)(?: do (?P<issuer>[^\n,;]{3,90}) (?:ban hành|điện))?"
        r"(?: Văn bản (?:này|liên quan).*)?$",
        re.MULTILINE,
    )


def _caption(text: TextMap) -> Metadata:
    captions = [
        match
        for match in _captions(text)
        if match["issuer"] or re.match(r" năm \d{4}", text.text[match.end("number") :][:9])
    ]
    if len({match["number"] for match in captions}) != 1:
        return {}
    found: Metadata = {}
    for match in _captions(text):
        if match["number"] == captions[0]["number"]:
            for field in ("number", "doc_type", "issue_date", "issuer", "title"):
                if match[field] is not None:
                    found.setdefault(field, match.span(field))
    return found


def _captions(text: TextMap) -> Iterator[re.Match[str]]:
    for block in text.blocks:
        if block.cell is None and block.end - block.start < 900:
            match = _caption_pattern().match(text.text, block.start, block.end)
            if match:
                yield match
