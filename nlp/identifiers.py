"""Ids that stay the same when the same file is extracted again."""

from __future__ import annotations

import hashlib

from nlp.text import nfc, one_tone_spelling

_DIGITS = 20


def stable_id(document_id: str, kind: str, *parts: object) -> str:
    """`kind` and 20 hex digits that depend only on the document's id and the parts, in their order.

    White space and the spelling of tone marks in the parts do not count. Parts that are equal give equal ids: pass an
    ordinal as the last part where a document says the same thing twice.

    >>> stable_id("ab12", "target", "100% xã", 100.0) == stable_id("ab12", "target", "100%  xã", 100.0)
    True
    """
    text = "\x1f".join([document_id, kind, *(_canonical(part) for part in parts)])
    return f"{kind}-{hashlib.sha256(text.encode('utf-8')).hexdigest()[:_DIGITS]}"


def _canonical(part: object) -> str:
    return " ".join(one_tone_spelling(nfc(str(part))).split()).casefold()
