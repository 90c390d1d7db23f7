from __future__ import annotations

from nlp.draft import Draft


def find_kind(draft: Draft) -> None:
    return None
