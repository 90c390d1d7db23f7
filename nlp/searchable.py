"""The text of a document that is worth searching: all it says but the national motto, which every document bears.

Without this "xã hội" would find every document (CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM).
"""

from __future__ import annotations

from ingest.models import Document
from nlp.header.layout import MOTTO
from nlp.text import TextMap, fold


def searchable_pages(document: Document) -> tuple[str, ...]:
    """The body text of each page, one paragraph a line."""
    text = TextMap.of(document)
    pages = [""] * len(document.pages)
    for block in text.blocks:
        kept = _without_motto(text.block_text(block))
        if kept:
            pages[block.page - 1] += kept + "\n"
    return tuple(pages)


def _without_motto(paragraph: str) -> str:
    parts, position = [], 0
    for match in MOTTO.finditer(fold(paragraph)):
        words = paragraph[match.start() : match.end()]
        if not (words.isupper() or match[0].startswith("d")) or match[0].startswith("dang"):
            continue  # the country's or the party's name in a sentence
        parts.append(paragraph[position : match.start()])
        position = match.end()
    parts.append(paragraph[position:])
    return " ".join(part.strip() for part in parts if part.strip())
