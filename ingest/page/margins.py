"""What stands on many pages alike: running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.models import Block, Page, Paragraph

_EDGE = 0.12  # a running head stands in the first or last eighth of the page
_LEAST_PAGES = 3


def mark_running_heads(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Gives the role "margin" to lines that stand at the edge of three pages and of most, alike but for numbers."""
    counts = Counter(text for page in pages for text in {_pattern(p) for p in _edge_paragraphs(page)})
    needed = max(_LEAST_PAGES, round(0.5 * len(pages)))
    repeated = {text for text, count in counts.items() if count >= needed}
    return tuple(_marked(page, repeated) for page in pages) if repeated else tuple(pages)


def _marked(page: Page, repeated: set[str]) -> Page:
    heads = [paragraph for paragraph in _edge_paragraphs(page) if _pattern(paragraph) in repeated]

    def marked(block: Block) -> Block:
        return replace(block, role="margin") if isinstance(block, Paragraph) and block in heads else block

    return replace(page, blocks=tuple(map(marked, page.blocks)))


def _edge_paragraphs(page: Page) -> Iterator[Paragraph]:
    """Paragraphs of one line near the upper or lower edge."""
    for block in page.blocks:
        if isinstance(block, Paragraph) and len(block.lines) == 1 and block.box is not None:
            middle = (block.box.top + block.box.bottom) / 2
            if not _EDGE * page.height < middle < (1 - _EDGE) * page.height:
                yield block


def _pattern(paragraph: Paragraph) -> str:
    return re.sub(r"\d+", "#", paragraph.text).casefold()
