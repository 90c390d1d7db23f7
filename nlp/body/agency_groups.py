"""The grammar of unnamed groups of agencies: "các sở, ban, ngành cấp tỉnh có liên quan"."""

from __future__ import annotations

from nlp.body.agency_lexicon import Trie, group_words
from nlp.body.agency_names import Found, Tokens, parse_named, starts_agency
from nlp.body.agency_places import parse_place

PLURAL = {"các", "những", "từng", "mỗi", "mọi", "một"}
# Words before an agency that is told to do something or to take part: "phối hợp với", "đề nghị", "giao".
TELLING = {"với", "cùng", "nghị", "giao", "hợp"}


def parse_group(tokens: Tokens, index: int, listed: bool, alone: bool = False) -> Found | None:
    """An unnamed group: "sở, ban, ngành cấp tỉnh", "cơ quan, đơn vị có liên quan"; `alone` where one noun is enough."""
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
    if count == 1 and closed == end and not alone and not _may_stand_alone(tokens, index, end, listed):
        return None
    return Found(index, closed, None, "group")


def _noun(tokens: Tokens, index: int) -> tuple[int, bool] | None:
    noun = group_words("nouns").longest(tokens, index)
    other = group_words("not_nouns").longest(tokens, index)
    return noun if other is None or (noun is not None and noun[0] > other[0]) else None


def _may_stand_alone(tokens: Tokens, index: int, end: int, listed: bool) -> bool:
    """Whether one noun names a group: "các đơn vị"; behind other agencies or "với" only some nouns do."""
    person = group_words("persons").longest(tokens, index)
    if person is not None and person[0] == end:  # "cá nhân": people alone are no agency
        return False
    if index > 0 and tokens[index - 1].norm in PLURAL:
        return True
    bare = group_words("bare").longest(tokens, index)
    noun = group_words("nouns").longest(tokens, index)
    told = index > 0 and tokens[index - 1].norm in TELLING
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
    """Past "thuộc" or "của" at `end` and the body, place or group to which a group belongs."""
    inner = parse_named(tokens, end + 1) if end + 1 < len(tokens) else None
    place = parse_place(tokens, end + 1)
    return inner.end if inner else place.end if place else _belonging_group(tokens, end)


def _belonging_group(tokens: Tokens, end: int) -> int:
    """Past "thuộc các bộ, ngành Trung ương"; groups do not nest deeper."""
    if end + 2 >= len(tokens) or tokens[end].norm != "thuộc" or tokens[end + 1].norm not in PLURAL:
        return end
    nouns = end + 2
    while (noun := _noun(tokens, nouns)) is not None:
        place = _past_group_joint(tokens, noun[0])
        if place == noun[0]:
            return _through(group_words("qualifiers"), tokens, place)
        nouns = place
    return end
