"""The grammar of bodies with names of their own: known names, departments by field, heads with capitalised names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from nlp.body.agency_lexicon import (
    KnownAgency,
    NameHead,
    Token,
    endings,
    field_heads,
    fields_of,
    known_agencies,
    misread_heads,
    name_heads,
    name_words,
    office_titles,
)
from nlp.body.agency_places import Place, is_level, parse_place, proper_name
from nlp.body.agency_topics import Topic, parse_topic
from nlp.lexicon import entries

Tokens = Sequence[Token]

# Bodies that stand behind a name as its genitive: "Ban Nội chính Tỉnh ủy".
_GENITIVE = ("cap-uy", "dang-uy")
# "Phòng giao dịch Chi nhánh Ngân hàng …": no name goes deeper.
_DEEPEST = 3
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


def levelled(known: KnownAgency, place: Place | None) -> str:
    return f"{known.id}-{place.level}" if known.levelled and place is not None and place.level else known.id


def parse_named(tokens: Tokens, index: int, depth: int = 0) -> Found | None:
    """The body with a name of its own that begins at `index`; `depth` counts the bodies of which it is the genitive."""
    found = _parse_field_agency(tokens, index)
    known = known_agencies().longest(tokens, index)
    if known is not None and _is_name(tokens, index, *known):
        found = _longer(found, _with_tail(tokens, index, known[0], known[1], depth))
        if found is None:  # an everyday word without the place that would make it an agency
            return _parse_part(tokens, index, depth)
    return found or _parse_pattern(tokens, index, depth)


def _is_name(tokens: Tokens, start: int, end: int, known: KnownAgency) -> bool:
    """Whether the words are a name and not what it is made of: "hội phụ nữ xã", but "sinh hoạt của hội phụ nữ"."""
    if known.any_case or not is_all_lower(tokens, start, end):
        return True
    return known.levelled and parse_place(tokens, end) is not None


def _longer(first: Found | None, second: Found | None) -> Found | None:
    if first is None or second is None:
        return first or second
    return second if second.end > first.end else first


def is_all_lower(tokens: Tokens, start: int, end: int) -> bool:
    return not any(token.is_capital for token in tokens[start:end])


def _parse_field_agency(tokens: Tokens, index: int) -> Found | None:
    head = field_heads().get(tokens[index].norm)
    known = fields_of(head).longest(tokens, index + 1) if head else _behind_misread_head(tokens, index)
    if known is None or (head == "phong" and is_all_lower(tokens, index, known[0])):
        return None
    if head == "bo":  # ministries have no places
        return Found(index, known[0], known[1].id, "named")
    return _with_tail(tokens, index, known[0], known[1], depth=0)


def _behind_misread_head(tokens: Tokens, index: int) -> tuple[int, KnownAgency] | None:
    """The field behind what recognition has made of a head ("Sờ Tài chính"); no abbreviation, no small letter."""
    head = misread_heads().get(tokens[index].text)
    known = fields_of(head).longest(tokens, index + 1) if head else None
    return known if known is not None and known[0] > index + 2 and tokens[index + 1].is_capital else None


def _with_tail(tokens: Tokens, start: int, end: int, known: KnownAgency, depth: int) -> Found | None:
    if known.nests and (inner := _nested(tokens, end, depth)) is not None:
        return Found(start, inner.end, known.id, "named")
    if known.numbered and end < len(tokens) and tokens[end].text.isdecimal():
        end += 1
    place = parse_place(tokens, end)
    tail = _tail(tokens, end)
    if known.needs_place and tail == end:
        return None
    if known.ends and (ending := endings().longest(tokens, tail)) is not None:
        tail = ending[0]
    return Found(start, tail, levelled(known, place), "named")


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
    if token.norm == "số" and end + 1 < len(tokens) and tokens[end + 1].text.isdecimal():
        return end + 2
    if token.norm == "trực" and end + 1 < len(tokens) and tokens[end + 1].norm == "thuộc":
        holder = parse_place(tokens, end + 2)
        return holder.end if holder else end
    if token.norm == "ngành" and (branch := name_words().longest(tokens, end + 1)) and tokens[end + 1].is_capital:
        return branch[0]
    if token.norm == "chi" and end + 1 < len(tokens) and tokens[end + 1].norm == "nhánh":
        branch_place = parse_place(tokens, end + 2)
        named = branch_place.end if branch_place else proper_name(tokens, end + 2)
        return named if named > end + 2 else end
    if token.is_capital and token.norm not in field_heads():
        committee = known_agencies().longest(tokens, end)
        if committee is not None and committee[1].id.startswith(_GENITIVE):
            return committee[0]
        named = proper_name(tokens, end)
        return named if named > end + 1 or token.norm == "huế" else end
    return end


def starts_agency(tokens: Tokens, index: int) -> bool:
    """Whether a capitalised word here begins an agency's name, so that a name before it ends."""
    if not tokens[index].is_capital:
        return False
    head = field_heads().get(tokens[index].norm)
    if head is not None and fields_of(head).longest(tokens, index + 1):
        return True
    return bool(known_agencies().longest(tokens, index) or _pattern_head(tokens, index) or _title(tokens, index))


def _title(tokens: Tokens, index: int) -> bool:
    return office_titles().longest(tokens, index) is not None


def _pattern_head(tokens: Tokens, index: int) -> tuple[int, NameHead] | None:
    head = name_heads().longest(tokens, index)
    if head is None or not tokens[index].is_capital:
        return None
    end, kind = head
    if end >= len(tokens):
        return head if kind.alone else None
    shouted = all(token.text.isupper() and len(token.text) > 1 for token in tokens[index:end])
    if tokens[end].norm in kind.never_before or (shouted and not kind.abbreviates):
        return None
    return head


def _parse_pattern(tokens: Tokens, index: int, depth: int) -> Found | None:
    head = _pattern_head(tokens, index)
    if head is None:
        return None
    end, kind = head
    if kind.topical and (topic := parse_topic(tokens, end)) is not None:
        return Found(index, topic.end, _topical_id(kind, topic), "named")
    named = _name(tokens, end)
    if kind.nests and (inner := _nested(tokens, named, depth)) is not None:
        return replace(inner, start=index, agency_id=_nesting_id(kind, inner, bare=named == end))
    place = parse_place(tokens, named)
    if named == end and place is None:
        return Found(index, end, None, "named") if kind.alone else None
    return Found(index, _tail(tokens, named), kind.id, "named")


def _parse_part(tokens: Tokens, index: int, depth: int) -> Found | None:
    """A body of another one, with its genitive ("Thanh tra Sở Y tế"); no head with any other words."""
    found = _parse_pattern(tokens, index, depth)
    return found if found is not None and found.agency_id is not None else None


def _topical_id(kind: NameHead, topic: Topic) -> str | None:
    if kind.topic_id is None or topic.id is None:
        return None
    return "-".join(part for part in (kind.topic_id, topic.id, topic.level) if part)


def _nesting_id(kind: NameHead, inner: Found, bare: bool) -> str | None:
    """The id of a body with a genitive: that of the body itself for its branch, one made of both for a part of it."""
    if kind.branch:
        return inner.agency_id
    return f"{kind.genitive}-{inner.agency_id}" if bare and kind.genitive and inner.agency_id else None


def _nested(tokens: Tokens, index: int, depth: int) -> Found | None:
    if depth >= _DEEPEST or index >= len(tokens) or not tokens[index].is_capital or not starts_agency(tokens, index):
        return None
    return parse_named(tokens, index, depth + 1)


def _name(tokens: Tokens, index: int) -> int:
    """The end of a capitalised name that begins at `index`: words joined by nothing, "-", "&", "," … "và"."""
    end = _word(tokens, index)
    while end > index:
        following = _word(tokens, end, follows_name=True)
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


def _word(tokens: Tokens, index: int, follows_name: bool = False) -> int:
    """The end of one word of a name: a compound of the lexicon, or a capital syllable and a lower one behind it.

    Two capitals in a row (`follows_name`) are a proper name ("Tân Lộc"): no lower syllable belongs to it.
    """
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
    before = tokens[index - 1]
    ends_proper_name = follows_name and before.is_capital and not before.text.isupper()
    return following if ends_proper_name or tokens[following].norm in _NEVER_IN_NAMES else following + 1
