"""A stretch of text as a skeleton: plain text of the same length in which lists of agencies and brackets are filled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.body.agencies import AgencyMention, find_agencies
from nlp.body.duty_words import plain
from nlp.text import UPPER

LIST, FILL, BRACKET = "\ue000", "\ue001", "\ue002"
ANY_LIST = rf"{LIST}{FILL}*"
SPACE = rf"[\s{BRACKET}]*"

_BRACKETS = re.compile(r"\([^()\n]{0,400}\)")
_BROKEN_LINE = re.compile(rf"(?<![.:/])\n(?=[^\W\d{UPPER}])")
# What stands behind it ends with its clause: behind ";" another agency begins the next one.
_GENITIVE = re.compile(r"(?<!\w)của\s+(?:các|những)?\s*$")
# "mỗi đơn vị" takes up agencies named before.
_EACH = re.compile(r"(?<!\w)(?:mỗi|từng)\s$")
_JOINT = re.compile(rf"{SPACE}(?:,|;|và|cùng với|cùng|hoặc|/|-|\+|&)?{SPACE}(?:,|;|và|cùng)?{SPACE}(?:các|những)?\s*")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """`text[offset:]` as skeleton: `form[i]` stands for `text[offset + i]`. `lists` by their place in `form`."""

    text: str
    offset: int
    form: str
    lists: dict[int, tuple[AgencyMention, ...]]

    def original(self, start: int, end: int) -> str:
        return self.text[self.offset + start : self.offset + end]


def skeleton_of(text: str, start: int, end: int) -> Skeleton:
    whole = _BROKEN_LINE.sub(" ", text[start:end])
    form = _BRACKETS.sub(lambda match: BRACKET * len(match[0]), plain(whole))
    mentions = [
        replace(item, start=item.start + start, end=item.end + start)
        for item in find_agencies(whole, 0, len(whole))
        if form[item.start] != BRACKET and not _EACH.search(form, max(0, item.start - 6), item.start)
    ]
    lists: dict[int, tuple[AgencyMention, ...]] = {}
    letters = list(form)
    for group in _grouped(form, start, mentions):
        first, last = group[0].start - start, group[-1].end - start
        lists[first] = tuple(group)
        letters[first:last] = [LIST] + [FILL] * (last - first - 1)
    return Skeleton(text, start, "".join(letters), lists)


def _grouped(form: str, offset: int, mentions: Sequence[AgencyMention]) -> list[list[AgencyMention]]:
    groups: list[list[AgencyMention]] = []
    for mention in mentions:
        if groups:
            between = form[groups[-1][-1].end - offset : mention.start - offset]
            first = groups[-1][0].start - offset
            ends = ";" in between and _GENITIVE.search(form, max(0, first - 12), first)
            if between and not ends and not between.isspace() and _JOINT.fullmatch(between):
                groups[-1].append(mention)
                continue
        groups.append([mention])
    return groups
