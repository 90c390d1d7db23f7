"""Cuttings of page images that show a person at a glance what a warning is about."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.models import BoundingBox, Document
from search_api.pages.findings import Finding

_DPI = 200
_BESIDE, _ABOVE = 70.0, 8.0  # points shown around the place, so that the print beside it tells what it is
_TALLEST = 60.0  # points; what is taller is no place to read at a glance


@dataclass(frozen=True, slots=True)
class Crop:
    """The address of the cutting's image; `width` and `height` in which to show it, in CSS pixels."""

    url: str
    width: int
    height: int
    page: int


def crop_of(document: Document, finding: Finding) -> Crop | None:
    """What of the page is to be shown beside the finding: its place on a page that was read from its image."""
    for evidence in finding.evidence:
        page = document.pages[evidence.page - 1]
        if page.source == "text" or not evidence.boxes:
            continue
        left, top, right, bottom = evidence.boxes[0]
        if bottom - top > _TALLEST:
            continue
        shown = BoundingBox(
            max(0.0, left - _BESIDE),
            max(0.0, top - _ABOVE),
            min(page.width, right + _BESIDE),
            min(page.height, bottom + _ABOVE),
        )
        clip = ",".join(f"{value:.2f}" for value in shown)
        url = f"/api/v1/documents/{document.sha256}/pages/{page.number}.png?dpi={_DPI}&clip={clip}"
        scale = _DPI / 72 * 0.75
        return Crop(
            url, round((shown.right - shown.left) * scale), round((shown.bottom - shown.top) * scale), page.number
        )
    return None
