"""The grammar of agencies in text over tokens: bodies, lists under a shared head, groups, who answers for them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from nlp.body.agency_groups import PLURAL, TELLING, parse_group
from nlp.body.agency_lexicon import (
    KnownAgency,
    Token,
    field_heads,
    fields_of,
    group_words,
    known_agencies,
    misread_heads,
    name_heads,
    office_titles,
)
from nlp.body.agency_names import Found, Tokens, levelled, parse_named
from nlp.body.agency_places import Place, named_place, parse_place

# Heads said once before several fields: "Bộ Công an, Quốc phòng". "Phòng Nội vụ, Kế hoạch số 5" is no such list.
_SHARED_BY_SINGULAR = {"so", "bo"}
_LONGEST_NAME = 24  # tokens
_AND = {",", "và", ";", "cùng"}


def parse_agency(tokens: Tokens, index: int, listed: bool = False) -> tuple[Found, ...]:
    """The agency, or the list under one head, that begins at `index`; () where none does.

    `listed` where an agency and a comma or "và" stand before it: then a bare noun ("địa phương") is one as well.
    """
    return _parse_holder(tokens, index) or _parse_body(tokens, index, listed)


def may_open(token: Token) -> bool:
    """Whether any name, group or title begins with this word: nearly all words of a text fall out here."""
    norms, folded = _openings()
    return token.norm in norms or token.folded in folded or token.text in misread_heads()


@cache
def _openings() -> tuple[frozenset[str], frozenset[str]]:
    tries = (known_agencies(), name_heads(), group_words("nouns"), office_titles())
    exact, forgiven = zip(*(words.openings() for words in tries), strict=True)
    return frozenset(field_heads()).union(*exact), frozenset().union(*forgiven)


def _parse_body(tokens: Tokens, index: int, listed: bool) -> tuple[Found, ...]:
    if index >= len(tokens):
        return ()
    shared = _parse_shared_head(tokens, index)
    if len(shared) > 1:
        return shared
    committees = _parse_shared_name_head(tokens, index) or _parse_committee_list(tokens, index)
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
    body = _parse_body(tokens, after + plural, listed=False) or _bare_group(tokens, after, title[1])
    if not body:
        return ()
    first = replace(body[0], start=index, kind="holder")
    if len(body) == 1:
        return (first,)
    words = " ".join(token.text for token in tokens[index : title[0]])
    return tuple(replace(item, kind="holder", shared_head=f"{words} {item.shared_head}") for item in (first, *body[1:]))


def _bare_group(tokens: Tokens, index: int, answers_for_groups: bool) -> tuple[Found, ...]:
    """ "Giám đốc sở, Thủ trưởng đơn vị": one noun that names no body stands for all of its kind."""
    group = parse_group(tokens, index, listed=False, alone=True) if answers_for_groups else None
    return (group,) if group else ()


def _follows_list(tokens: Tokens, index: int) -> bool:
    return index > 0 and tokens[index - 1].norm in {*_AND, *PLURAL, *TELLING, ":"}


def _parse_shared_head(tokens: Tokens, index: int) -> tuple[Found, ...]:
    """ "Sở: Y tế, Tài chính và Nội vụ", "các sở Y tế, Tài chính", "Bộ Công an, Quốc phòng" as full entries."""
    head = field_heads().get(tokens[index].norm)
    if head is None:
        return ()
    place = _past_colon(tokens, index + 1)
    plural = place > index + 1 or (index > 0 and tokens[index - 1].norm in PLURAL)
    if not plural and head not in _SHARED_BY_SINGULAR:
        return ()
    fields, word = fields_of(head), tokens[index].text
    items: list[Found] = []
    while place < len(tokens):
        known = fields.longest(tokens, place) if tokens[place].is_capital else None
        other = parse_named(tokens, place) if items and plural and tokens[place].is_capital else None
        if other is not None and (known is None or other.end > known[0]):
            items.append(other)
        elif known is None or (items and not plural and not _goes_on(tokens, place, known[0])):
            break
        else:
            end = _skip_place(tokens, known[0])
            items.append(Found(place if items else index, end, known[1].id, "named", word, place))
        end = items[-1].end
        place = _after_separator(tokens, end)
        if place == end or (not plural and tokens[end].norm == ";"):
            break
    return tuple(items)


def _past_colon(tokens: Tokens, index: int) -> int:
    """Past ":" or ", ban, ngành:" behind a head that is shared by what follows; `index` where no colon stands."""
    place = index
    while place < len(tokens) and tokens[place].norm in {",", "-", "và"}:
        noun = group_words("nouns").longest(tokens, place + 1)
        if noun is None:
            return index
        place = noun[0]
    return place + 1 if place < len(tokens) and tokens[place].norm == ":" else index


def _parse_shared_name_head(tokens: Tokens, index: int) -> tuple[Found, ...]:
    """ "các Tập đoàn: Điện lực Việt Nam, Bưu chính Viễn thông Việt Nam" as full entries."""
    head = name_heads().longest(tokens, index)
    if head is None or head[0] >= len(tokens) or tokens[head[0]].norm != ":" or not tokens[index].is_capital:
        return ()
    said = tokens[index : head[0]]
    words = " ".join(token.text for token in said)
    items: list[Found] = []
    place = head[0] + 1
    while place < len(tokens) and tokens[place].is_capital:
        named = parse_named([*said, *tokens[place : place + _LONGEST_NAME]], 0)
        if named is None:
            break
        end = place + named.end - len(said)
        items.append(Found(place if items else index, end, named.agency_id, "named", words, place))
        place = _after_separator(tokens, end)
        if place == end:
            break
    return tuple(items)


def _goes_on(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a field goes on with the list of a head that was said once: neither an agency nor an abbreviation."""
    abbreviated = tokens[start].text.isupper() and len(tokens[start].text) > 1
    return not abbreviated and parse_named(tokens, start) is None and not _is_place(tokens, end)


def _is_place(tokens: Tokens, index: int) -> bool:
    return parse_place(tokens, index) is not None


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
    name = " ".join(token.text for token in tokens[index : known[0]])
    if place is None or len(place.items) < 2:
        return _repeated_places(tokens, index, place, known[1], name) if place else ()
    return tuple(
        Found(start if rank else index, end, levelled(known[1], place), "named", f"{name} {level}", start)
        for rank, (start, end, level) in enumerate(place.items)
    )


def _repeated_places(tokens: Tokens, index: int, place: Place, known: KnownAgency, name: str) -> tuple[Found, ...]:
    """ "UBND xã A, xã B và phường C" as full entries."""
    found = [Found(index, place.end, levelled(known, place), "named")]
    while (start := _after_separator(tokens, found[-1].end)) > found[-1].end:
        named = named_place(tokens, start)
        if named is None or levelled(known, named) != found[0].agency_id:
            break
        found.append(Found(start, named.end, found[0].agency_id, "named", name, start))
    return tuple(found)
