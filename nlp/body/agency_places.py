"""The places behind agencies' names: "tỉnh", "huyện Triệu Sơn", "các xã, phường, đặc khu", "các xã: A, B và C"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nlp.body.agency_lexicon import Token, Trie, known_agencies, name_heads
from nlp.lexicon import entries

Tokens = Sequence[Token]

_RANKS = tuple(entry["id"] for entry in entries("agency_levels"))
_CENTRAL_CITIES: Trie[bool] = Trie(
    (name, True) for name in ("Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Cần Thơ", "Hồ Chí Minh", "HCM")
)
PLURAL = {"các", "những", "từng", "mỗi"}


@dataclass(frozen=True, slots=True)
class Place:
    """A place that ends before token `end`. `items` are the places of a list, each (start, end, level as written)."""

    end: int
    level: str | None
    items: tuple[tuple[int, int, str], ...] = ()


@cache
def _levels_of_words() -> Trie[str]:
    return Trie(
        (word, entry["id"])
        for entry in entries("agency_levels")
        for word in (*entry["words"], *entry.get("misread", ()))
    )


@cache
def _provinces() -> Trie[bool]:
    return Trie((name, True) for entry in entries("provinces") for name in (entry["name"], *entry.get("aliases", ())))


def is_level(tokens: Tokens, index: int) -> bool:
    return _level(tokens, index) is not None


def _level(tokens: Tokens, index: int) -> tuple[int, str] | None:
    """The word of a level at `index`; none in "Tỉnh ủy", "Huyện đoàn", which are bodies."""
    level = _levels_of_words().longest(tokens, index)
    if level is None or (level[0] < len(tokens) and tokens[level[0]].norm in {"ủy", "đoàn", "đội"}):
        return None
    return level


def parse_place(tokens: Tokens, index: int) -> Place | None:
    """The place that begins at `index`, or None."""
    start = index
    if index < len(tokens) and tokens[index].norm == "cấp":
        return _ranked(tokens, index)
    plural = index < len(tokens) and tokens[index].norm in PLURAL
    index += plural
    if index < len(tokens) and tokens[index].text.isdecimal():
        index, plural = index + 1, True
    levels, index = _levels(tokens, index)
    if not levels:
        return _all_ranks(tokens, start)
    words, level = levels
    if not plural and len(words) == 1:
        return _single(tokens, index, level)
    return _list(tokens, index, words, level)


def named_place(tokens: Tokens, index: int) -> Place | None:
    """One place with its level and its own name ("xã Phú Lộc") that begins at `index`, or None."""
    level = _level(tokens, index) if index < len(tokens) else None
    if level is None or proper_name(tokens, level[0]) == level[0]:
        return None
    return _single(tokens, *level)


def _all_ranks(tokens: Tokens, start: int) -> Place | None:
    words = [token.norm for token in tokens[start : start + 2]]
    return Place(start + 2, None) if words == ["các", "cấp"] else None


def _ranked(tokens: Tokens, index: int) -> Place | None:
    """ "cấp tỉnh", "cấp huyện, cấp xã"."""
    place: Place | None = None
    while index < len(tokens) and tokens[index].norm == "cấp":
        level = _level(tokens, index + 1)
        if level is None:
            break
        place = Place(*level)
        index = _past_joint(tokens, place.end)
    return place


def _levels(tokens: Tokens, index: int) -> tuple[tuple[list[str], str] | None, int]:
    words: list[str] = []
    ranks: list[str] = []
    end = place = index
    while (found := _level(tokens, place)) is not None:
        words.append(" ".join(token.text for token in tokens[place : found[0]]))
        ranks.append(found[1])
        end = found[0]
        if end < len(tokens) and tokens[end].is_capital and not is_level(tokens, end):
            break
        place = _past_joint(tokens, end)
        if place == end:
            break
    if not words:
        return None, index
    if tokens[end - 1].norm == "tp" and end < len(tokens) and tokens[end].norm == ".":
        end += 1
    return (words, _lowest(ranks)), end


def _lowest(ranks: list[str]) -> str:
    """The level of a list: "huyện, thị xã, thành phố" are districts, "xã, thành phố" would be communes."""
    return max(ranks, key=_RANKS.index)


def _past_joint(tokens: Tokens, index: int) -> int:
    place = index
    while place < len(tokens) and tokens[place].norm in {",", "và", "-", "/", "hoặc"}:
        place += 1
    return place


def _single(tokens: Tokens, index: int, level: str) -> Place:
    if level == "khu-vuc" and index < len(tokens) and (tokens[index].is_capital or tokens[index].text.isdecimal()):
        return Place(_after_number(tokens, index), level)
    if index < len(tokens) and tokens[index].text.isdecimal() and level in {"huyen", "xa"}:
        return Place(index + 1, level)
    end = proper_name(tokens, index)
    if level == "tinh" and end > index and _is_district_city(tokens, index):
        level = "huyen"
    return Place(end, level)


def _after_number(tokens: Tokens, index: int) -> int:
    named = proper_name(tokens, index)
    return max(named, index + 1)


def _is_district_city(tokens: Tokens, index: int) -> bool:
    previous = tokens[index - 1].norm
    return previous in {"phố", "tp", "."} and _CENTRAL_CITIES.longest(tokens, index) is None


def _list(tokens: Tokens, index: int, words: list[str], level: str) -> Place:
    end = index
    place = index + (index < len(tokens) and tokens[index].norm == ":")
    items: list[tuple[int, int, str]] = []
    word = words[0]
    while True:
        own = _level(tokens, place) if items else None
        if own is not None:
            word, place = " ".join(token.text for token in tokens[place : own[0]]), own[0]
        named = proper_name(tokens, place)
        if named == place or _starts_agency(tokens, place):
            break
        if not items and place > index and _opens_sentence(tokens, place, named):
            break
        items.append((place, named, word))
        end, place = named, _past_joint(tokens, named)
        if place == named:
            break
    return Place(end, level, tuple(items) if len(words) == 1 else ())


def _opens_sentence(tokens: Tokens, place: int, named: int) -> bool:
    """Whether one capital behind a colon begins a task ("UBND các xã: Lập danh sách"), not a list of names."""
    if named != place + 1 or named >= len(tokens):
        return False
    following = tokens[named]
    return following.is_word and not following.is_capital and following.norm not in {"và", "hoặc"}


def _starts_agency(tokens: Tokens, index: int) -> bool:
    if known_agencies().longest(tokens, index) is not None or tokens[index].norm in {"sở", "bộ"}:
        return True
    head = name_heads().longest(tokens, index)
    return head is not None and (head[0] > index + 1 or not _is_capital(tokens, head[0]))


def _is_capital(tokens: Tokens, index: int) -> bool:
    return index < len(tokens) and tokens[index].is_capital


def proper_name(tokens: Tokens, index: int) -> int:
    """The end of a place's name: a province's, or up to six capitalised syllables."""
    province = _provinces().longest(tokens, index)
    if province is not None and tokens[index].is_capital:
        return province[0]
    end = index
    while end < len(tokens) and end - index < 6 and tokens[end].is_word and tokens[end].is_capital:
        if is_level(tokens, end) or _starts_agency(tokens, end):
            break
        end += 1
        if end + 1 < len(tokens) and tokens[end].norm == "-" and tokens[end + 1].is_capital and end > index + 1:
            end += 1
    return end - 1 if end > index and not tokens[end - 1].is_word else end
