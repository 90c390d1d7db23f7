"""What answers of several resources have in common: the problems that they name, headers of originals."""

from __future__ import annotations

import unicodedata
from typing import Any
from urllib.parse import quote

from search_api.catalogue import DocumentRow
from search_api.problem_details import MEDIA_TYPE, ProblemDetails

_DESCRIPTIONS = {
    400: "The body can't be read.",
    403: "The form was sent from another site's page.",
    404: "There is no such thing.",
    413: "The upload is too large.",
    422: "A part of the request is wrong.",
    503: "The index can't answer now.",
}


_CONTENT = {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{ProblemDetails.__name__}"}}}

ANY_PROBLEM: dict[int | str, dict[str, Any]] = {"default": {"description": "Any problem.", "content": _CONTENT}}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI responses of the statuses, as problem details."""
    return {status: {"description": _DESCRIPTIONS[status], "content": _CONTENT} for status in statuses}


def original_headers(row: DocumentRow) -> dict[str, str]:
    """An original never changes. Its name goes in both forms of RFC 6266, the old one without marks."""
    return {
        "Content-Disposition": content_disposition(row.name),
        "Cache-Control": "private, max-age=31536000, immutable",
        "ETag": f'"{row.id}"',
    }


def content_disposition(name: str) -> str:
    """A download of this name, as RFC 6266 says: first without marks, then in full.

    >>> print(content_disposition("Kế hoạch.pdf"))
    attachment; filename="Ke hoach.pdf"; filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch.pdf
    """
    decomposed = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(one for one in decomposed if " " <= one <= "~" and one not in '"\\%')
    return f"attachment; filename=\"{plain or 'document'}\"; filename*=UTF-8''{quote(name, safe='')}"
