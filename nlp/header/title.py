from __future__ import annotations

from nlp.draft import Draft


def find_doc_type(draft: Draft) -> None:
    return None


def find_title(draft: Draft) -> None:
    return None
