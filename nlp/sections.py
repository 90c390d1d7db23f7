"""The tree of headings (Phần, I., 1., a), -, +, Điều, Khoản, Điểm) under which everything stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Protocol

from nlp.text import UPPER, TextMap

# Ranks of markers, the outermost first (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.5: phần, chương, mục, điều,
# khoản, điểm; plans number with Roman and Arabic figures, letters and dashes instead).
_ATTACHMENT, _PART, _CHAPTER, _LETTER_HEADING, _ROMAN, _DIVISION, _ARTICLE = range(7)
_ARABIC = 10  # and one more for each further component: 2.5. is 11
_LETTER, _BRACKETED, _LOWER_ROMAN, _STAR, _DASH, _PLUS, _DOT = range(20, 27)
_BEFORE_ITEMS = 0.5  # a lead-in line ranks just before the items that it announces

_MARKERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (_ATTACHMENT, re.compile(r"(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu)(?: (?:số )?[IVX\d]+)?(?=$|[\s.:,(])")),
    (_PART, re.compile(r"(?:PHẦN|Phần)(?: THỨ| thứ)? (?:[IVX]+|\d{1,2}|[A-ZĐ]|(?:nhất|hai|ba|tư|năm|sáu|bảy|tám)|"
                       r"(?:NHẤT|HAI|BA|TƯ|NĂM|SÁU|BẢY|TÁM))(?=$|[\s.:)])[.:]?")),
    (_CHAPTER, re.compile(r"(?:CHƯƠNG|Chương) (?:[IVXL]+|\d{1,2})(?=$|[\s.:])[.:]?")),
    (_DIVISION, re.compile(rf"(?:MỤC|Mục) (?:[IVX]+|\d{{1,2}})(?=$|[.:]|\s+[{UPPER}]{{2}})[.:]?")),
    (_ARTICLE, re.compile(rf"(?:ĐIỀU|Điều) \d{{1,3}}[a-zđ]?(?:[.:]|(?=$| [{UPPER}]))")),
    (_ROMAN, re.compile(rf"[IVX]{{1,6}}(?:\s?[.)/:]|\s?[-–](?=\s))(?=\s|[{UPPER}])")),
    (_LETTER_HEADING, re.compile(rf"[A-HĐK](?:\s?[.)/]|\s?[-–](?=\s))(?=\s+[{UPPER}])")),
    (_ARABIC, re.compile(rf"(?:\d{{1,2}})(?:\.\d{{1,2}}){{0,4}}(?:\s?[.)/:](?=\s|[{UPPER}“])|\.?(?=[-–]\s)|"
                         rf"(?<=\.\d)(?=\s+[{UPPER}])|(?<=\.\d\d)(?=\s+[{UPPER}]))")),
    (_ARABIC, re.compile(r"(?:Khoản|KHOẢN) \d{1,2}[.:]")),
    (_BRACKETED, re.compile(r"\(\d{1,2}(?:\.\d{1,2})?\)(?=\s*\S)")),
    (_LETTER, re.compile(r"(?:Điểm )?\(?[a-zđ](?:\d{1,2})?(?:\s?\)|[./](?=\s))")),
    (_LOWER_ROMAN, re.compile(r"\(?[ivx]{2,5}\)|\([ivx]\)")),
    (_STAR, re.compile(r"\*+(?=\s|\w)")),
    (_DASH, re.compile(r"[-–—−](?=\s*[^\s\-–—−])")),
    (_PLUS, re.compile(r"\+(?=\s*\S)")),
    (_DOT, re.compile(rf"[•●▪■◦○·❖➢✓√\uf0b7\uf0a7\uf02d\uf0d8\uf0fc](?=\s*\S)|o(?=\s+[{UPPER}])")),
)  # fmt: skip

_RECIPIENTS = re.compile(r"(?:Nơi nhận|NƠI NHẬN)\s*(?:[:.]|$)")
# The type line of a document attached to another one: what follows has headings of its own.
_NEW_PART = re.compile(
    r"KẾ HOẠCH|QUY CHẾ|QUY ĐỊNH|ĐỀ ÁN|CHƯƠNG TRÌNH(?: HÀNH ĐỘNG)?|ĐIỀU LỆ|PHƯƠNG ÁN|HƯỚNG DẪN|DANH MỤC|DANH SÁCH"
)
_LEAD_IN_LENGTH = 1200
_HEADING_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Section:
    """A heading or bullet and what stands under it.

    `marker` as printed ("I.", "2.", "a)", "-", "Điều 3."; empty for a lead-in line that ends in a colon and has bullets
    under it), `title` the text of its own paragraph after the marker, `start` and `end` the span of the section's text
    with everything under it, `parent` the index of the section that holds it (None at the top), `depth` from 0.
    """

    marker: str
    title: str
    start: int
    end: int
    parent: int | None
    depth: int


@dataclass(frozen=True, slots=True)
class Outline:
    """All sections of a document in text order."""

    sections: tuple[Section, ...] = ()

    def path(self, offset: int) -> tuple[Section, ...]:
        """The sections that hold the offset, outermost first."""
        index: int | None = bisect_right(self.sections, offset, key=lambda section: section.start) - 1
        found = []
        while index is not None and index >= 0:
            section = self.sections[index]
            if offset < section.end:
                found.append(section)
            index = section.parent
        return tuple(reversed(found))


class HasText(Protocol):
    """What an outline is made from (`nlp.draft.Draft`, which itself holds an outline)."""

    text: TextMap


def find_outline(draft: HasText) -> Outline:
    """The outline of the text outside tables; the list under "Nơi nhận" is no part of it."""
    builder = _OutlineBuilder(draft.text)
    builder.read()
    return Outline(tuple(builder.sections))


def split_marker(text: str) -> tuple[str, str]:
    """The marker that a paragraph begins with ("" if none) and the rest.

    >>> split_marker("2.5. Củng cố mạng lưới")
    ('2.5.', 'Củng cố mạng lưới')
    >>> split_marker("1.700 ha rừng")
    ('', '1.700 ha rừng')
    """
    found = _marker_of(text)
    return ("", text) if found is None else (found[1], text[len(found[1]) :].strip())


def _marker_of(text: str) -> tuple[int, str] | None:
    """Rank and marker; the quotation mark before a clause or point of new wording ("“2. Sở Y tế:") is part of it."""
    opening = len(text) - len(text.lstrip("“"))
    for rank, pattern in _MARKERS:
        match = pattern.match(text, opening)
        if match and not (opening and rank < _ARABIC):
            marker = text[:opening] + match[0].strip()
            return (rank + marker.strip(".").count(".") if rank == _ARABIC else rank), marker
    return None


class _OutlineBuilder:
    def __init__(self, text: TextMap) -> None:
        self.text = text
        self.sections: list[Section] = []
        self.open: list[tuple[float, int]] = []  # rank and index of the sections that hold the present place
        self.among_recipients = False

    def read(self) -> None:
        blocks = [block for block in self.text.blocks if block.cell is None]
        for number, block in enumerate(blocks):
            line = self.text.block_text(block)
            following = self.text.block_text(blocks[number + 1]) if number + 1 < len(blocks) else ""
            self._block(line, following, block.start, block.end)
        self._close(_ATTACHMENT, len(self.text.text))

    def _block(self, line: str, following: str, start: int, end: int) -> None:
        if _RECIPIENTS.match(line):
            self._close(_ATTACHMENT, start)
            self.among_recipients = True
            return
        found = _marker_of(line)
        if self.among_recipients:
            if found is None or found[0] > _ARTICLE or len(line) > _HEADING_LENGTH:
                return
            self.among_recipients = False
        if found is not None:
            self._open(self._rank_in_place(*found), found[1], line[len(found[1]) :].strip(), start)
        elif line.endswith(":") and len(line) <= _LEAD_IN_LENGTH and (items := _rank_of_first_item(following)):
            self._open(items - _BEFORE_ITEMS, "", line, start)
        elif _NEW_PART.fullmatch(line):
            self._close(_ATTACHMENT, start)
        elif self._begins_anew(line, start):
            self._close(_STAR - _BEFORE_ITEMS, start)

    def _rank_in_place(self, rank: int, marker: str) -> int:
        """`i)` after `h)` is a letter; anywhere else it counts as a Roman figure."""
        if rank == _LETTER and marker.strip("().").casefold() in ("i", "v", "x"):
            previous = next((self.sections[index].marker for r, index in reversed(self.open) if r == _LETTER), "")
            if previous.strip("().").casefold() not in ("h", "u", "v"):
                return _LOWER_ROMAN
        return rank

    def _begins_anew(self, line: str, start: int) -> bool:
        """A paragraph without marker ends the bullets above it unless it goes on with their sentence."""
        before = self.text.text[:start].rstrip()[-1:] if start < 2 else self.text.text[start - 2 : start - 1]
        return line[:1].isupper() and before in ".;:!?/…"

    def _open(self, rank: float, marker: str, title: str, start: int) -> None:
        self._close(rank, start)
        parent = self.open[-1][1] if self.open else None
        self.open.append((rank, len(self.sections)))
        self.sections.append(Section(marker, title, start, start, parent, len(self.open) - 1))

    def _close(self, rank: float, end: int) -> None:
        while self.open and self.open[-1][0] >= rank:
            _, index = self.open.pop()
            self.sections[index] = replace(self.sections[index], end=max(end, self.sections[index].start))


def _rank_of_first_item(line: str) -> int | None:
    """The rank of a bullet, or of the first item of a list (a), (1), i)); None for anything else."""
    found = _marker_of(line)
    if found is None:
        return None
    rank, marker = found
    is_first = rank >= _STAR or (rank >= _LETTER and marker.strip("().").casefold() in ("a", "1", "i"))
    return rank if is_first else None
