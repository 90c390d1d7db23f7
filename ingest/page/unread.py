"""Pages whose picture gave no text."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.models import Page, ReadingWarning


def unread_pages(pages: Sequence[Page]) -> tuple[ReadingWarning, ...]:
    """The warning `no-text-found` for each page that OCR read nothing on."""
    return tuple(
        ReadingWarning("no-text-found", "Trang này có hình nhưng không đọc được chữ nào.", page.number)
        for page in pages
        if page.source != "text" and not page.blocks
    )
