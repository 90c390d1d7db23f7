"""The grammar of agencies' names over tokens: what may follow what, and where a name ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from nlp.body.agency_lexicon import (
    KnownAgency,
    Token,
    Trie,
    fields_of,
    group_words,
    known_agencies,
    name_heads,
    name_words,
    office_titles,
)
from nlp.body.agency_places import Place, is_level, parse_place, proper_name
from nlp.lexicon import entries

Tokens = Sequence[Token]

_FIELD_HEADS = {"sở": "so", "phòng": "phong", "bộ": "bo"}
_PLURAL = {"các", "những", "từng", "mỗi", "mọi", "một"}
_AND = {",", "và", ";", "cùng"}
# Words before an agency that is told to do something or to take part: "phối hợp với", "đề nghị", "giao".
_TELLING = {"với", "cùng", "nghị", "giao", "hợp"}
# Bodies that stand behind a name as its genitive: "Ban Nội chính Tỉnh ủy".
_GENITIVE = ("cap-uy", "dang-uy")
# The first lower-case syllable after a capital one belongs to its word unless it is one of these.
_NEVER_IN_NAMES = frozenset(word for entry in entries("agency_name_stops") for word in entry["words"])


@dataclass(frozen=True, slots=True)
class Found:
    """An agency at tokens [start, end). Where a list shares a head, `shared_head` stands before the name, which begins
    at token `own`; the first of the list spans the head as well."""

    start: int
    end: int
    agency_id: str | None
    kind: Literal["named", "group", "holder"]
    shared_head: str | None = None
    own: int | None = None


def parse_agency(tokens: Tokens, index: int, listed: bool = False) -> tuple[Found, ...]:
    """The agency, or the list under one head, that begins at `index`; () where none does.

    `listed` where an agency and a comma or "và" stand before it: then a bare noun ("địa phương") is one as well.
    """
    if index >= len(tokens):
        return ()
    holder = _parse_holder(tokens, index)
    if holder:
        return holder
    shared = _parse_shared_head(tokens, index)
    if len(shared) > 1:
        return shared
    committees = _parse_committee_list(tokens, index)
    if len(committees) > 1:
        return committees
    candidates = [found for found in (_parse_named(tokens, index), parse_group(tokens, index, listed)) if found]
    if not candidates:
        return ()
    return (max(candidates, key=lambda found: found.end),)


def _parse_holder(tokens: Tokens, index: int) -> tuple[Found, ...]:
    title = office_titles().longest(tokens, index)
    if title is None or not (tokens[index].is_capital or _follows_list(tokens, index)):
        return ()
    after = title[0]
    plural = after < len(tokens) and tokens[after].norm in _PLURAL
    body = parse_agency(tokens, after + plural)
    if not body or body[0].kind == "holder":
        return ()
    first = replace(body[0], start=index, kind="holder")
    if len(body) == 1:
        return (first,)
    words = " ".join(token.text for token in tokens[index : title[0]])
    return tuple(replace(item, kind="holder", shared_head=f"{words} {item.shared_head}") for item in (first, *body[1:]))


def _follows_list(tokens: Tokens, index: int) -> bool:
    return index > 0 and tokens[index - 1].norm in {*_AND, *_PLURAL, ":"}


def _parse_shared_head(tokens: Tokens, index: int) -> tuple[Found, ...]:
    """ "Sở: Y tế, Tài chính và Nội vụ" and "các sở Y tế, Tài chính" as full entries."""
    head = _FIELD_HEADS.get(tokens[index].norm)
    if head is None:
        return ()
    plural = index > 0 and tokens[index - 1].norm in _PLURAL
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
        Found(start if rank else index, end, _levelled(known[1], place), "named", f"{name} {level}", start)
        for rank, (start, end, level) in enumerate(place.items)
    )


def _levelled(known: KnownAgency, place: Place | None) -> str:
    return f"{known.id}-{place.level}" if known.levelled and place is not None and place.level else known.id


def _parse_named(tokens: Tokens, index: int) -> Found | None:
    found = _parse_field_agency(tokens, index)
    known = known_agencies().longest(tokens, index)
    if known is not None and (known[1].levelled or not _is_all_lower(tokens, index, known[0])):
        found = _longer(found, _with_tail(tokens, index, known[0], known[1]))
    return found or _parse_pattern(tokens, index)


def _longer(first: Found | None, second: Found | None) -> Found | None:
    if first is None or second is None:
        return first or second
    return second if second.end > first.end else first


def _is_all_lower(tokens: Tokens, start: int, end: int) -> bool:
    return not any(token.is_capital for token in tokens[start:end])


def _parse_field_agency(tokens: Tokens, index: int) -> Found | None:
    head = _FIELD_HEADS.get(tokens[index].norm)
    known = fields_of(head).longest(tokens, index + 1) if head else None
    if known is None or (head == "phong" and _is_all_lower(tokens, index, known[0])):
        return None
    if head == "bo":  # ministries have no places
        return Found(index, known[0], known[1].id, "named")
    return _with_tail(tokens, index, known[0], known[1])


def _with_tail(tokens: Tokens, start: int, end: int, known: KnownAgency) -> Found | None:
    if known.nests and (inner := _nested(tokens, end)) is not None:
        return Found(start, inner.end, known.id, "named")
    place = parse_place(tokens, end)
    tail = _tail(tokens, end)
    if known.needs_place and tail == end:
        return None
    return Found(start, tail, _levelled(known, place), "named")


def _tail(tokens: Tokens, end: int) -> int:
    """Past the place, the branch and the qualifiers that belong to a name."""
    while end < len(tokens):
        following = _tail_step(tokens, end)
        if following == end:
            return end
        end = following
    return end


def _tail_step(tokens: Tokens, end: int) -> int:
    token = tokens[end]
    place = parse_place(tokens, end)
    if place is not None:
        return place.end
    if token.norm == "trực" and end + 1 < len(tokens) and tokens[end + 1].norm == "thuộc":
        holder = parse_place(tokens, end + 2)
        return holder.end if holder else end
    if token.norm == "ngành" and (branch := name_words().longest(tokens, end + 1)) and tokens[end + 1].is_capital:
        return branch[0]
    if token.norm == "chi" and end + 1 < len(tokens) and tokens[end + 1].norm == "nhánh":
        after = _tail(tokens, end + 2)
        return after if after > end + 2 else end
    if token.is_capital and token.norm not in _FIELD_HEADS:
        committee = known_agencies().longest(tokens, end)
        if committee is not None and committee[1].id.startswith(_GENITIVE):
            return _tail(tokens, committee[0])
        named = proper_name(tokens, end)
        return named if named > end + 1 or token.norm == "huế" else end
    return end


def starts_agency(tokens: Tokens, index: int) -> bool:
    """Whether a capitalised word here begins an agency's name, so that a name before it ends."""
    if not tokens[index].is_capital:
        return False
    if tokens[index].norm in _FIELD_HEADS and fields_of(_FIELD_HEADS[tokens[index].norm]).longest(tokens, index + 1):
        return True
    return bool(known_agencies().longest(tokens, index) or _pattern_head(tokens, index) or _title(tokens, index))


def _title(tokens: Tokens, index: int) -> bool:
    return office_titles().longest(tokens, index) is not None


def _pattern_head(tokens: Tokens, index: int) -> tuple[int, bool] | None:
    head = name_heads().longest(tokens, index)
    if head is None or not tokens[index].is_capital or head[0] >= len(tokens):
        return None
    if tokens[head[0]].norm in head[1].never_before:
        return None
    upper = all(token.text.isupper() and len(token.text) > 1 for token in tokens[index : head[0]])
    return None if upper and tokens[index].norm != "vnpt" else (head[0], head[1].nests)


def _parse_pattern(tokens: Tokens, index: int) -> Found | None:
    head = _pattern_head(tokens, index)
    if head is None:
        return None
    end, nests = head
    named = _name(tokens, end)
    if nests and (inner := _nested(tokens, named)) is not None:
        return replace(inner, start=index)
    place = parse_place(tokens, named)
    if named == end and place is None:
        return None
    return Found(index, _tail(tokens, named), None, "named")


def _nested(tokens: Tokens, index: int) -> Found | None:
    if index >= len(tokens) or not tokens[index].is_capital or not starts_agency(tokens, index):
        return None
    return _parse_named(tokens, index)


def _name(tokens: Tokens, index: int) -> int:
    """The end of a capitalised name that begins at `index`: words joined by nothing, "-", "&", "," … "và"."""
    end = _word(tokens, index)
    while end > index:
        following = _word(tokens, end)
        if following == end:
            following = _after_joint(tokens, end)
        if following == end:
            return end
        end = following
    return end


def _after_joint(tokens: Tokens, end: int) -> int:
    if end + 1 >= len(tokens):
        return end
    joint = tokens[end].norm
    if joint in {"-", "&", "và"}:
        following = _word(tokens, end + 1)
        return following if following > end + 1 else end
    if joint == ",":
        following = _word(tokens, end + 1)
        if following > end + 1 and following < len(tokens) and tokens[following].norm in {"và", "&"}:
            last = _word(tokens, following + 1)
            return last if last > following + 1 else end
    return end


def _word(tokens: Tokens, index: int) -> int:
    if index >= len(tokens) or not tokens[index].is_word:
        return index
    compound = name_words().longest(tokens, index)
    if starts_agency(tokens, index) or is_level(tokens, index):
        return index
    if compound is not None:
        return compound[0]
    if not tokens[index].is_capital:
        return index
    following = index + 1
    if following >= len(tokens) or not tokens[following].is_word or tokens[following].is_capital:
        return following
    ends_proper_name = tokens[index - 1].is_capital and not tokens[index - 1].text.isupper()
    return following if ends_proper_name or tokens[following].norm in _NEVER_IN_NAMES else following + 1


def parse_group(tokens: Tokens, index: int, listed: bool) -> Found | None:
    """An unnamed group: "sở, ban, ngành cấp tỉnh", "cơ quan, đơn vị có liên quan"."""
    end, count = index, 0
    while (noun := _noun(tokens, end)) is not None:
        if count and starts_agency(tokens, end):
            break
        end, count = _acting(tokens, _through(group_words("modifiers"), tokens, noun[0])), count + 1
        place = _past_group_joint(tokens, end)
        if place == end:
            break
        end = place
    if not count:
        return None
    end = _trim_joint(tokens, index, end)
    closed = _qualified(tokens, end)
    if count == 1 and closed == end and not _may_stand_alone(tokens, index, end, listed):
        return None
    return Found(index, closed, None, "group")


def _noun(tokens: Tokens, index: int) -> tuple[int, bool] | None:
    noun = group_words("nouns").longest(tokens, index)
    other = group_words("not_nouns").longest(tokens, index)
    return noun if other is None or (noun is not None and noun[0] > other[0]) else None


def _may_stand_alone(tokens: Tokens, index: int, end: int, listed: bool) -> bool:
    """Whether one noun names a group: "các đơn vị"; behind other agencies or "với" only some nouns do."""
    if end == index + 2 and tokens[index].norm == "cá":  # "cá nhân": a person alone is no agency
        return False
    if index > 0 and tokens[index - 1].norm in _PLURAL:
        return True
    bare = group_words("bare").longest(tokens, index)
    noun = group_words("nouns").longest(tokens, index)
    told = index > 0 and tokens[index - 1].norm in _TELLING
    return (listed or told) and (bare is not None or (noun is not None and end > noun[0]))


def _acting(tokens: Tokens, end: int) -> int:
    """Past "chủ trì" or "phối hợp" where they say which bodies are meant ("các cơ quan phối hợp có trách nhiệm")."""
    acts = [token.norm for token in tokens[end : end + 3]]
    if acts[:2] == ["chủ", "trì"] and acts[2:] in (["có"], ["chịu"], ["thực"]):
        return end + 2
    return end + 2 if acts[:2] == ["phối", "hợp"] and acts[2:] in (["có"], ["chịu"]) else end


def _through(words: Trie[bool], tokens: Tokens, index: int) -> int:
    while (found := words.longest(tokens, index)) is not None:
        index = found[0]
    return index


def _past_group_joint(tokens: Tokens, end: int) -> int:
    place = end
    while place < len(tokens) and tokens[place].norm in {",", "và", "-", "hoặc"}:
        place += 1
    return place if _noun(tokens, place) is not None and not starts_agency(tokens, place) else end


def _trim_joint(tokens: Tokens, start: int, end: int) -> int:
    while end > start + 1 and not tokens[end - 1].is_word:
        end -= 1
    return end


def _qualified(tokens: Tokens, end: int) -> int:
    while end < len(tokens):
        following = _through(group_words("qualifiers"), tokens, end)
        if tokens[end].norm in {"thuộc", "của"} or tokens[following - 1].norm == "thuộc":
            following = max(following, _belonging(tokens, max(following - 1, end)))
        if following == end:
            place = parse_place(tokens, end)
            following = place.end if place and not place.items else end
        if following == end:
            return end
        end = following
    return end


def _belonging(tokens: Tokens, end: int) -> int:
    """Past "thuộc" or "của" at `end` and the body or place to which a group belongs."""
    inner = _parse_named(tokens, end + 1) if end + 1 < len(tokens) else None
    place = parse_place(tokens, end + 1)
    return inner.end if inner else place.end if place else end
