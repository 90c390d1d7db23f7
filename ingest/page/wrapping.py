"""Which lines of a hard-wrapped text belong to one paragraph.

A crawl of a web page, or a text file, breaks lines where its source did: at a width, at `<br>` or at a paragraph's
end. Only the lines themselves tell which: their length against the width, how one ends and how the next begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LONGEST_WRAP = 140
_SHORTEST_WRAP = 56
_SLACK = 7  # how far under the width full lines commonly end: a Vietnamese word has up to 7 letters

# A list or section marker at the start of a line. A number needs its dot and a space: "2025;" and "1.298" are none.
_MARKER_SHAPE = (
    r"(?:[-–—+•*▪●○◦‣⁃]|\d{1,2}[.)]|\(\d{1,2}\)|\d{1,2}(?:\.\d{1,2}){1,4}[.)]?"
    r"|\(?[a-zđ]{1,2}\)|[a-zđ]\.|[IVXLC]{1,6}[.)]|[A-ZĐ][.)])"
)
_MARKER = re.compile(_MARKER_SHAPE + r"\s")
_BARE_MARKER = re.compile(_MARKER_SHAPE + "$")
_HEADING = re.compile(r"Điều\s+\d+\w?\s*[.:]|(?:Chương|Mục|Phần|CHƯƠNG|MỤC|PHẦN)\s+[IVXLC\d]+\b|(?:Phụ lục|PHỤ LỤC)\b")
_CLOSERS = r"[\"'”’»)\]}]*"
_ENDED = re.compile(rf"[.;:!?…]{_CLOSERS}$")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:TP|Tp|TX|TT|KT|TM|TL|TUQ|[Tt]h[Ss]|PGS|GS|TS|BS|P|H|X|Q|St|No)\.$")
_ASKS_FOR_NUMBER = re.compile(r"(?:^|[\s(])(?:[Ss]ố|Số:|[Nn]gày|[Tt]háng|[Nn]ăm|[Đđ]iều|[Kk]hoản|[Qq]uý|[Tt]ừ|[Đđ]ến)$")

# What opens a line of its own in the heads and feet of documents, where lines are short and end without a full stop.
_OWN_LINE = re.compile(
    r"(?:TM|KT|TL|TUQ|Q)\.|T/M\b|K/T\b|PHÓ\b|CHỦ TỊCH|CHỦ NHIỆM|GIÁM ĐỐC|QUYỀN\b|TRƯỞNG\b|CHÁNH\b|THỨ TRƯỞNG|BÍ THƯ"
    r"|BỘ TRƯỞNG|CỤC TRƯỞNG|VỤ TRƯỞNG|TỔNG CỤC|TỈNH\b|THÀNH PHỐ|HUYỆN\b|QUẬN\b|THỊ XÃ|XÃ\b|PHƯỜNG\b|ĐẶC KHU|SỞ\b"
    r"|BỘ\b|CỤC\b|CHI CỤC|VỤ\b|VĂN PHÒNG|PHÒNG\b|HỘI ĐỒNG NHÂN|[ỦU][YỶ] BAN|UBND\b|HĐND\b|Độc lập\b|ĐỘC LẬP\b"
    r"|CỘNG HÒA\b|CỘNG HOÀ\b|Nơi nhận|Kính gửi|Số\s*:|V/v\b|Căn cứ\b|Xét\b|Theo đề nghị\b"
)
# Phrases that print as one line; a line that stops inside one goes on.
_WHOLE_PHRASES = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "ĐỘC LẬP - TỰ DO - HẠNH PHÚC",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "ỦY BAN NHÂN DÂN",
    "UỶ BAN NHÂN DÂN",
    "HỘI ĐỒNG NHÂN DÂN",
    "VĂN PHÒNG CHÍNH PHỦ",
    "THỦ TƯỚNG CHÍNH PHỦ",
    "PHÓ CHỦ TỊCH",
)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line without its markup. `is_strong` where all of it is emphasised, `stays_open` where an emphasis that
    began on it or before goes on in the next line."""

    text: str
    is_strong: bool = False
    stays_open: bool = False


@dataclass(frozen=True, slots=True)
class WrapStyle:
    """How a text is wrapped.

    `width` is the length of its full lines, None where lines are not wrapped. `blank_separated` tells that blank
    lines stand between paragraphs, so that a single line break is seldom a paragraph's end.
    """

    width: int | None
    blank_separated: bool = False


def wrap_width(lengths: Sequence[int]) -> int | None:
    """The length of full lines: where most lines stand just under one length. None where no length is common."""
    counts = [0] * (_LONGEST_WRAP + 1)
    for length in lengths:
        if length <= _LONGEST_WRAP:
            counts[length] += 1
    crowds = {width: sum(counts[width - _SLACK : width + 1]) for width in range(_SHORTEST_WRAP, _LONGEST_WRAP + 1)}
    best = max(crowds, key=lambda width: (crowds[width], -width))
    return best if crowds[best] >= 3 and crowds[best] * 12 >= len(lengths) else None


def join_wrapped(lines: Sequence[TextLine], style: WrapStyle) -> list[list[TextLine]]:
    """The lines of each paragraph, in order; every line is in exactly one."""
    paragraphs: list[list[TextLine]] = []
    for line in lines:
        if paragraphs and _goes_on(paragraphs[-1][-1], line, style):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _goes_on(line: TextLine, following: TextLine, style: WrapStyle) -> bool:
    text, next_text = line.text, following.text
    if not text or not next_text or _BARE_MARKER.match(text) or _inside_phrase(text, next_text):
        return True
    if _HEADING.match(next_text):
        return False
    if line.stays_open and not _OWN_LINE.match(next_text) and not _starts_item(next_text):
        return True
    is_full = style.width is not None and _is_full(text, next_text, style.width)
    if _ENDED.search(text) and not _ABBREVIATED.search(text):
        return _goes_on_after_end(text, next_text, is_full, style)
    if next_text[0].islower() and not _starts_item(next_text):
        return True
    if _starts_item(next_text):
        return is_full and _is_no_item_after_all(next_text)
    if next_text[0].isdigit():
        return is_full or style.blank_separated or _ASKS_FOR_NUMBER.search(text) is not None
    if is_full:
        return True
    return _goes_on_in_capitals(line, following, style)


def _goes_on_after_end(text: str, next_text: str, is_full: bool, style: WrapStyle) -> bool:
    """After a full stop or the like: the paragraph seldom goes on, unless the next line starts small."""
    if _starts_item(next_text):
        return False
    if next_text[0].islower():
        return True
    if text.endswith(":"):
        return next_text[0].isdigit() and len(text) < 12
    return is_full and style.blank_separated


def _goes_on_in_capitals(line: TextLine, following: TextLine, style: WrapStyle) -> bool:
    """After a short line without an end, before a capital letter."""
    if line.text.endswith(","):
        return True
    if _OWN_LINE.match(following.text) or line.is_strong != following.is_strong:
        return False
    if line.text.isupper() != following.text.isupper():
        return False
    return line.text.isupper() or style.blank_separated


def _is_full(text: str, next_text: str, width: int) -> bool:
    return len(text) + 1 + len(next_text.split(maxsplit=1)[0]) > width - 3


def _starts_item(text: str) -> bool:
    return _MARKER.match(text) is not None


def _is_no_item_after_all(text: str) -> bool:
    """A dash inside a name or a range that fell on the line's start: "chính trị | - xã hội"."""
    rest = text[1:].lstrip()
    return text[0] in "-–" and rest[:1].islower()


def _inside_phrase(text: str, next_text: str) -> bool:
    start, goes_on = text.upper(), next_text.upper()
    for phrase in _WHOLE_PHRASES:
        for cut in range(len(phrase)):
            if phrase[cut] == " " and start.endswith(phrase[:cut]) and goes_on.startswith(phrase[cut + 1 :]):
                return start == phrase[:cut] or start[:-cut].endswith(" ")
    return False
