from __future__ import annotations

from nlp.draft import Draft


def find_citations(draft: Draft) -> tuple[()]:
    return ()
