"""MHT: a web page with its parts in one MIME message (RFC 2557), as Word and Internet Explorer save it."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

from ingest.errors import DamagedFile
from ingest.formats import html
from ingest.limits import Limits
from ingest.models import Page, ReadingWarning


def read(content: bytes, limits: Limits) -> tuple[tuple[Page, ...], tuple[ReadingWarning, ...]]:
    """The first HTML part, as `html.read` gives it; its pictures and styles are passed over."""
    message = email.message_from_bytes(content.lstrip(), EmailMessage, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                return html.read(page, limits)
    raise DamagedFile("The web archive (MHT) holds no page.", "Save the page again as HTML or PDF and give that.")
