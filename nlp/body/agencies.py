"""Mentions of agencies in running text, each in its full extent: named bodies, shared heads, groups, office holders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from nlp.body.agency_grammar import may_open, parse_agency
from nlp.body.agency_lexicon import Token, tokens_of
from nlp.body.agency_names import Found

AgencyKind = Literal["named", "group", "holder"]

_JOINTS = frozenset({",", "và"})
_LONGEST_JOINT = 3  # tokens between two of a list


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """`text[start:end]` names an agency; `name` is the full name, with the head that a list shares written out.

    `agency_id` is the lexicon's id, the same in every province ("so-y-te", "ubnd-xa"), None for a name beyond it.
    `kind`: a body with a name of its own, an unnamed group ("các sở, ngành liên quan"), or who answers for one
    ("Giám đốc Sở Y tế").
    """

    start: int
    end: int
    name: str
    agency_id: str | None
    kind: AgencyKind


def find_agencies(text: str, start: int, end: int) -> tuple[AgencyMention, ...]:
    """The agencies that `text[start:end]` names, in text order, without overlap.

    >>> [mention.name for mention in find_agencies("giao các Sở: Y tế, Nội vụ và Công an tỉnh lập kế hoạch", 0, 54)]
    ['Sở Y tế', 'Sở Nội vụ', 'Công an tỉnh']
    """
    tokens = tokens_of(text, start, end)
    return tuple(_mention(text, tokens, found) for found in _scan(tokens))


def _scan(tokens: list[Token]) -> Iterator[Found]:
    index = last = 0
    while index < len(tokens):
        found: tuple[Found, ...] = ()
        if may_open(tokens[index]):
            listed = 0 < last < index <= last + _LONGEST_JOINT and _JOINTS.issuperset(
                token.norm for token in tokens[last:index]
            )
            found = parse_agency(tokens, index, listed)
        yield from found
        index = max((item.end for item in found), default=index + 1)
        last = index if found else last


def _mention(text: str, tokens: list[Token], found: Found) -> AgencyMention:
    start, end = tokens[found.start].start, tokens[found.end - 1].end
    own = start if found.own is None else tokens[found.own].start
    name = " ".join(text[own:end].split())
    if found.shared_head:
        name = f"{found.shared_head} {name}"
    return AgencyMention(start, end, name, found.agency_id, found.kind)
