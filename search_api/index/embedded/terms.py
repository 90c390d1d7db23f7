"""How terms are written, the same in documents and in queries."""

from __future__ import annotations


def encodable(text: str) -> str:
    """The text without half surrogates, which no UTF-8 can hold."""
    return text.encode("utf-8", "replace").decode()


def pair_term(first: str, second: str) -> str:
    return f"{first}_{second}"
