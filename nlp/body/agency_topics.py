"""Topics in the names of committees, councils and teams: "Ban Chỉ đạo (tỉnh về) phòng, chống tội phạm (tỉnh)"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.body.agency_lexicon import Token, known_agencies, name_heads, topic_words, topics
from nlp.body.agency_places import PLURAL, Place, parse_place

Tokens = Sequence[Token]

_LONGEST = 18


@dataclass(frozen=True, slots=True)
class Topic:
    """What a body is about and where it works, up to token `end`; `id` of agency_topics.yml where it is known."""

    end: int
    id: str | None
    level: str | None


def parse_topic(tokens: Tokens, index: int) -> Topic | None:
    """The topic and place that begin at `index`, behind the head of a name."""
    place = _place(tokens, index)
    about = place.end if place else index
    if about < len(tokens) and tokens[about].norm == "về":
        about += 1
    known = topics().longest(tokens, about)
    if known is not None and (place is None or about > place.end):
        end, topic = known
        behind = None if place else _place(tokens, end)
        level = (place or behind or Place(0, None)).level
        return Topic(behind.end if behind else end, topic, level)
    return None if place else _up_to_place(tokens, index)


def _place(tokens: Tokens, index: int) -> Place | None:
    """One place, "tỉnh" or "của tỉnh"; no list."""
    index += index < len(tokens) and tokens[index].norm == "của"
    if index >= len(tokens) or tokens[index].norm in PLURAL or tokens[index].text.isdecimal():
        return None
    place = parse_place(tokens, index)
    return place if place and not place.items else None


def _up_to_place(tokens: Tokens, index: int) -> Topic | None:
    """A topic beyond the lexicon: words of one sentence up to the place that ends the name."""
    if index >= len(tokens) or not tokens[index].is_word or _acts(tokens, index):
        return None
    for end in range(index, min(index + _LONGEST, len(tokens))):
        token = tokens[end]
        if not (token.is_word or token.norm in {",", "-", "“", "”", '"'}) or token.norm in topic_words("stops"):
            return None
        if token.is_capital and (known_agencies().longest(tokens, end) or name_heads().longest(tokens, end)):
            return None
        place = _place(tokens, end) if end > index + 1 and tokens[end - 1].norm not in {"cán", ","} else None
        if place is not None:
            return Topic(place.end, None, place.level)
    return None


def _acts(tokens: Tokens, index: int) -> bool:
    """Whether a verb says what the body does; before a name it belongs to the topic ("triển khai Đề án 06")."""
    names_document = index + 2 < len(tokens) and tokens[index + 2].is_capital
    return tokens[index].norm in topic_words("verbs") and not names_document
