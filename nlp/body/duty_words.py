"""The words around a task (duty_phrases.yml, duty_verbs.yml, duty_labels.yml) as patterns over plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from nlp.lexicon import entries
from nlp.text import one_tone_spelling

_DASHES = str.maketrans("–—−", "---")


def plain(text: str) -> str:
    """Lower case, one tone spelling, one kind of dash; as long as the text, so offsets stay valid."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter such as İ whose lower case is longer
        lowered = "".join(lower if len(lower := letter.lower()) == 1 else letter for letter in text)
    return one_tone_spelling(lowered).translate(_DASHES)


def any_of(words: Iterable[str]) -> str:
    """A pattern source that matches the longest of the words that ends at a word border."""
    return "(?:" + "|".join(re.escape(plain(word)) for word in sorted(words, key=len, reverse=True)) + r")(?!\w)"


@cache
def phrase(phrase_id: str) -> str:
    """The pattern source of an entry of duty_phrases.yml."""
    return any_of(next(entry["words"] for entry in entries("duty_phrases") if entry["id"] == phrase_id))


@cache
def phrase_set(phrase_id: str) -> frozenset[str]:
    return frozenset(next(entry["words"] for entry in entries("duty_phrases") if entry["id"] == phrase_id))


@cache
def verb() -> str:
    """The pattern source of a verb with which a task begins."""
    return any_of(word for entry in entries("duty_verbs") for word in entry["words"])


@cache
def label(label_id: str) -> str:
    """The pattern source of an entry of duty_labels.yml."""
    return any_of(next(entry["words"] for entry in entries("duty_labels") if entry["id"] == label_id))
