from __future__ import annotations

from nlp.draft import Draft


def find_warnings(draft: Draft) -> tuple[()]:
    return ()
