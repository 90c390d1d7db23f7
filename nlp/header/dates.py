from __future__ import annotations

from nlp.draft import Draft


def find_issue_date(draft: Draft) -> None:
    return None


def find_effective_date(draft: Draft) -> None:
    return None


def find_period(draft: Draft) -> None:
    return None
