"""The grammar of agencies in text over tokens: bodies, lists under a shared head, groups, who answers for them."""

from __future__ import annotations

from dataclasses import replace

from nlp.body.agency_groups import PLURAL, parse_group
from nlp.body.agency_lexicon import Token, fields_of, group_words, known_agencies, name_heads, office_titles
from nlp.body.agency_names import FIELD_HEADS, Found, Tokens, levelled, parse_named
from nlp.body.agency_places import parse_place

_AND = {",", "và", ";", "cùng"}


def parse_agency(tokens: Tokens, index: int, listed: bool = False) -> tuple[Found, ...]:
    """The agency, or the list under one head, that begins at `index`; () where none does.

    `listed` where an agency and a comma or "và" stand before it: then a bare noun ("địa phương") is one as well.
    """
    if not _may_open(tokens[index]):
        return ()
    return _parse_holder(tokens, index) or _parse_body(tokens, index, listed)


def _may_open(token: Token) -> bool:
    """Whether any name, group or title begins with this word: nearly all words of a text fall out here."""
    tries = (known_agencies(), name_heads(), group_words("nouns"), office_titles())
    return token.norm in FIELD_HEADS or any(words.opens(token) for words in tries)


def _parse_body(tokens: Tokens, index: int, listed: bool) -> tuple[Found, ...]:
    if index >= len(tokens):
        return ()
    shared = _parse_shared_head(tokens, index)
    if len(shared) > 1:
        return shared
    committees = _parse_committee_list(tokens, index)
    if len(committees) > 1:
        return committees
    candidates = [found for found in (parse_named(tokens, index), parse_group(tokens, index, listed)) if found]
    if not candidates:
        return ()
    return (max(candidates, key=lambda found: found.end),)


def _parse_holder(tokens: Tokens, index: int) -> tuple[Found, ...]:
    title = office_titles().longest(tokens, index)
    if title is None or not (tokens[index].is_capital or _follows_list(tokens, index)):
        return ()
    after = title[0]
    plural = after < len(tokens) and tokens[after].norm in PLURAL
    body = _parse_body(tokens, after + plural, listed=False)
    if not body:
        return ()
    first = replace(body[0], start=index, kind="holder")
    if len(body) == 1:
        return (first,)
    words = " ".join(token.text for token in tokens[index : title[0]])
    return tuple(replace(item, kind="holder", shared_head=f"{words} {item.shared_head}") for item in (first, *body[1:]))


def _follows_list(tokens: Tokens, index: int) -> bool:
    return index > 0 and tokens[index - 1].norm in {*_AND, *PLURAL, ":"}


def _parse_shared_head(tokens: Tokens, index: int) -> tuple[Found, ...]:
    """ "Sở: Y tế, Tài chính và Nội vụ" and "các sở Y tế, Tài chính" as full entries."""
    head = FIELD_HEADS.get(tokens[index].norm)
    if head is None:
        return ()
    plural = index > 0 and tokens[index - 1].norm in PLURAL
    place = index + 1
    if place < len(tokens) and tokens[place].norm == ":":
        place, plural = place + 1, True
    if not plural:
        return ()
    fields, word = fields_of(head), tokens[index].text
    items: list[Found] = []
    while (known := fields.longest(tokens, place)) is not None and tokens[place].is_capital:
        end = _skip_place(tokens, known[0])
        items.append(Found(place if items else index, end, known[1].id, "named", word, place))
        place = _after_separator(tokens, end)
        if place == end:
            break
    return tuple(items)


def _skip_place(tokens: Tokens, index: int) -> int:
    place = parse_place(tokens, index)
    return place.end if place and not place.items else index


def _after_separator(tokens: Tokens, index: int) -> int:
    while index < len(tokens) and tokens[index].norm in {",", "và", ";"}:
        index += 1
    return index


def _parse_committee_list(tokens: Tokens, index: int) -> tuple[Found, ...]:
    """ "UBND các xã: A, B và C" as full entries "UBND xã A", …"""
    known = known_agencies().longest(tokens, index)
    if known is None or not known[1].levelled:
        return ()
    place = parse_place(tokens, known[0])
    if place is None or len(place.items) < 2:
        return ()
    name = " ".join(token.text for token in tokens[index : known[0]])
    return tuple(
        Found(start if rank else index, end, levelled(known[1], place), "named", f"{name} {level}", start)
        for rank, (start, end, level) in enumerate(place.items)
    )
