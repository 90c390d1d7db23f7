"""What a person typed into the search box, taken apart for any index: words, quoted phrases, document numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from nlp.number_keys import AskedNumbers, asked_numbers
from nlp.search_words import WordKeys, word_keys
from nlp.text import nfc

# Beyond these a text is no question but a pasted page; the first words tell what it is about.
MOST_WORDS = 32
MOST_CHARACTERS = 2_000

_QUOTE_MARKS = re.compile("[“”„‟«»″＂]")
_PHRASE = re.compile(r'"([^"]*)"')


@dataclass(frozen=True, slots=True)
class TypedText:
    """`words` are distinct, in order; `pairs` neighbours among them as typed; `phrases` stood in quotes.

    `is_blank`: nothing was typed, which asks for everything; marks alone ask for something that no text holds.
    """

    words: tuple[WordKeys, ...] = ()
    pairs: tuple[tuple[WordKeys, WordKeys], ...] = ()
    phrases: tuple[tuple[WordKeys, ...], ...] = ()
    numbers: AskedNumbers = field(default_factory=AskedNumbers)

    is_blank: bool = True


def parse_typed_text(text: str) -> TypedText:
    """Never fails: a quote without its partner counts as white space, marks and emoji as separators.

    >>> parsed = parse_typed_text('kế hoạch "Công tác"')
    >>> [word.toned for word in parsed.words], [[word.folded for word in phrase] for phrase in parsed.phrases]
    (['kế', 'hoạch'], [['cong', 'tac']])
    """
    plain = _QUOTE_MARKS.sub('"', nfc(text[:MOST_CHARACTERS]))
    phrases = [tuple(word_keys(quoted)[:MOST_WORDS]) for quoted in _PHRASE.findall(plain)]
    outside = [word_keys(part)[:MOST_WORDS] for part in _PHRASE.split(plain)[::2]]
    pairs = [pair for part in outside for pair in pairwise(part)]
    words = [word for part in outside for word in part]
    return TypedText(
        tuple(dict.fromkeys(words))[:MOST_WORDS],
        tuple(dict.fromkeys(pairs))[:MOST_WORDS],
        tuple(dict.fromkeys(phrase for phrase in phrases if phrase))[:MOST_WORDS],
        asked_numbers(plain.replace('"', " ")),
        is_blank=not plain.strip(),
    )
