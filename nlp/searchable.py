"""The text of a document that is worth searching: all it says but the national motto, which every document bears.

Without this "xã hội" would find every document (CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM).
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.models import Document
from nlp.header.layout import MOTTO
from nlp.text import TextBlock, TextMap, fold


def searchable_pages(document: Document) -> tuple[str, ...]:
    """The body text of each page, one paragraph a line."""
    text = TextMap.of(document)
    blocks = text.by_page()
    return tuple(_searchable(text, blocks.get(page.number, ())) for page in document.pages)


def _searchable(text: TextMap, blocks: Sequence[TextBlock]) -> str:
    kept = (_without_motto(text.block_text(block)) for block in blocks)
    return "".join(paragraph + "\n" for paragraph in kept if paragraph)


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
