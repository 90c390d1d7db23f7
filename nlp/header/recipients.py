from __future__ import annotations

from nlp.draft import Draft


def find_recipients(draft: Draft) -> tuple[()]:
    return ()
