"""Which lines of a hard-wrapped text belong to one paragraph.

A crawl of a web page, or a text file, breaks lines where its source did: at a width, at `<br>` or at a paragraph's
end. Only the lines themselves tell which: their length against the width, how one ends and how the next begins.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_LONGEST_WRAP = 140
_SHORTEST_WRAP = 56
_SLACK = 7  # how far under the width full lines commonly end: a Vietnamese word has up to 7 letters
_FIRST_SLACK = 3
_SHORT = 0.85  # first lines are told from full ones where they are shorter than this part of the width

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
_ASKS_FOR_NUMBER = re.compile(
    r"(?:^|[\s(])(?:số|Số:?|ngày|tháng|năm|điều|khoản|điểm|mục|quý|từ|đến|Điều|Khoản|Điểm|Mục|Chương|Phần|Quý|Phụ lục)$"
)
# Words that no paragraph ends on; and those that end one only where lines are not wrapped ("Loại văn bản: Kế hoạch").
_LEADS_ON = re.compile(
    r"(?:^|[\s(])(?:của|và|hoặc|hay|thuộc|tại|theo|về|là|đến|cho|từ|các|những|mọi|trên|trong|bằng|với|do|để|nếu|vì|bởi"
    r"|nhằm|gồm|như|được|bị|thành|giữa|việc|căn cứ|Căn cứ|-|–|/|&)$"
)
_LEADS_ON_IF_WRAPPED = re.compile(
    r"(?:^|[\s(])(?:[Ss]ở|Bộ|Cục|Ban|Luật|Ủy|Uỷ|Hội đồng|Nghị định|Thông tư|Quyết định|Nghị quyết|Chỉ thị|Kế hoạch"
    r"|Giám đốc|Chủ tịch|Trưởng)$"
)
_PART_OF_LAW = re.compile(r"(?:[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Mm]ục|[Pp]hụ lục)\s+(?:\d+\w?|[IVXLC]+|[a-zđ])$")
_LAW = re.compile(r"(?:Bộ luật|Luật|Nghị định|Thông tư|Quyết định|Nghị quyết|Quy chế|Quy định|Điều|Chương|Mục|Phần)\b")
_NUMBER = re.compile(r"\d|[IVXLC]+\b|/")
_FILL_IN = re.compile(r"[.…_]{2}|…")
_ALONE_NUMBER = re.compile(r"Điều\s+\d+\w?\s*[.:]$")
_TITLED_PART = re.compile(r"(?:Chương|Mục|Phần|Tiểu mục)\s+(?:[IVXLC]+|\d+|thứ \w+)\.?$", re.IGNORECASE)

_SIGNING_LINE = re.compile(
    r"(?:TM|KT|TL|TUQ|Q)\.\s*[A-ZĐỦ]|PHÓ [A-ZĐỦ]{2}|(?:CHỦ TỊCH|GIÁM ĐỐC)$|Nơi nhận\s*:|\(?(?:[Đđ]ã ký|ĐÃ KÝ)\)?$"
)
# What opens a line of its own in the heads and feet of documents, where lines are short and end without a full stop.
_OWN_LINE = re.compile(
    r"(?:TM|KT|TL|TUQ|Q)\.|T/M\b|K/T\b|PHÓ\b|CHỦ TỊCH|CHỦ NHIỆM|GIÁM ĐỐC|QUYỀN\b|TRƯỞNG\b|CHÁNH\b|THỨ TRƯỞNG|BÍ THƯ"
    r"|BỘ TRƯỞNG|CỤC TRƯỞNG|VỤ TRƯỞNG|TỔNG CỤC|TỈNH\b|THÀNH PHỐ|HUYỆN\b|QUẬN\b|THỊ XÃ|XÃ\b|PHƯỜNG\b|ĐẶC KHU|SỞ\b"
    r"|BỘ\b|CỤC\b|CHI CỤC|VỤ\b|VĂN PHÒNG|PHÒNG\b|HỘI ĐỒNG NHÂN|[ỦU][YỶ] BAN|UBND\b|HĐND\b|Độc lập\b|ĐỘC LẬP\b"
    r"|CỘNG HÒA\b|CỘNG HOÀ\b|Nơi nhận|Kính gửi|Số\s*:|V/v\b|Căn cứ\b|Xét\b|Theo đề nghị\b"
)
# The name of the type of a document stands on its own line above the title.
_TYPE_NAME = re.compile(
    r"(?:KẾ HOẠCH|QUYẾT ĐỊNH|BÁO CÁO|CHỈ THỊ|THÔNG BÁO|NGHỊ QUYẾT|NGHỊ ĐỊNH|THÔNG TƯ|TỜ TRÌNH|CHƯƠNG TRÌNH|ĐỀ ÁN"
    r"|QUY CHẾ|QUY ĐỊNH|HƯỚNG DẪN|KẾT LUẬN|CÔNG ĐIỆN|CÔNG VĂN|BIÊN BẢN|PHƯƠNG ÁN|QUY HOẠCH|PHỤ LỤC)\s*:?$"
)
# Number, motto, place and date: each is a whole line of a head.
_HEAD_LINE = re.compile(
    r"(?:Số\s*:?\s*[\d.…_]{1,8}\s*[/-]\s*\S{2,30}|ĐẢNG CỘNG SẢN VIỆT NAM"
    r"|[A-ZĐ][^\W\d_]*(?: [^\W\d_]+){0,4}, ngày .{0,6}?\s?tháng .{0,5}?\s?năm \d{4})$"
)
# A line of a head or foot that is whole, so that what opens a line of its own may follow it.
_WHOLE_LINE = re.compile(r"NHÂN DÂN$|^(?:UBND|HĐND)\b|(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG|TRƯỞNG PHÒNG|CHÁNH VĂN PHÒNG)$|^BỘ ")
_LEADS_ON_IN_CAPITALS = re.compile(r"\s(?:ĐỊA BÀN|CỦA|TẠI|CHO|VỀ|VÀ|THUỘC|TRÊN|TRONG|VỚI|GIỮA|CẤP|DO|ĐẾN|THEO)$")
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
    "BỘ TRƯỞNG",
    "QUỐC PHÒNG",
    "VĂN PHÒNG",
    "HẢI PHÒNG",
    "DỊCH VỤ",
    "NHIỆM VỤ",
    "NGHIỆP VỤ",
    "CÔNG VỤ",
    "CÁN BỘ",
    "ỨNG PHÓ",
    "NỘI BỘ",
)
_PHRASE_CUTS = tuple(
    (phrase[: space.start()], phrase[space.end() :]) for phrase in _WHOLE_PHRASES for space in re.finditer(" ", phrase)
)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line without its markup.

    `is_strong` where all of it is emphasised, `stays_open` where an emphasis that began on it or before goes on in
    the next line, `begins` where the source says that a paragraph begins with it (a Markdown heading).
    """

    text: str
    is_strong: bool = False
    stays_open: bool = False
    begins: bool = False


@dataclass(frozen=True, slots=True)
class WrapStyle:
    """How a text is wrapped.

    `width` is the length of its full lines, None where lines are not wrapped. `first_lengths`, ascending, are the
    lengths of first lines that surely go on: in a crawl they are shorter than the others by the tags that stood on
    them in the source, always about the same. `blank_separated` tells that blank lines stand between paragraphs, so
    that a single line break is seldom a paragraph's end.
    """

    width: int | None
    first_lengths: tuple[int, ...] = ()
    blank_separated: bool = False

    def is_full(self, text: str, following: str) -> bool:
        """Whether the line ends where it does because the next word would not fit."""
        if self.width is None or len(text) > self.width + _SLACK:
            return False  # longer lines were not wrapped at all
        return len(text) + 1 + len(following.split(maxsplit=1)[0]) > self.width - 3

    def is_full_first(self, text: str, following: str) -> bool:
        """Whether a paragraph's first line has a length at which first lines of this text are commonly wrapped."""
        length = len(text)
        first = bisect_left(self.first_lengths, length - _FIRST_SLACK)
        after = bisect_right(self.first_lengths, length + _SLACK)
        near = after - first
        if near < 2 or near * 12 < len(self.first_lengths):
            return False
        upper_edge = self.first_lengths[after - 1 - near // 8]  # all but the longest few do not pass it
        return length + 1 + len(following.split(maxsplit=1)[0]) >= upper_edge


def measure(blocks: Sequence[Sequence[TextLine]], blank_separated: bool) -> WrapStyle:
    """The style of a text, from its lines; a block is what stands between blank lines."""
    width = _wrap_width([len(line.text) for block in blocks for line in block])
    first_lengths = []
    for block in blocks:
        begins = True
        for line, following in pairwise(block):
            is_ended = _ENDED.search(line.text) is not None
            begins = begins or begins_with_marker(line.text) or _HEADING.match(line.text) is not None
            goes_on = following.text[0].islower() and not begins_with_marker(following.text)
            is_short = width is None or len(line.text) < width * _SHORT
            if begins and goes_on and not is_ended and is_short:
                first_lengths.append(len(line.text))
            begins = is_ended
    return WrapStyle(width, tuple(sorted(first_lengths)), blank_separated)


def _wrap_width(lengths: Sequence[int]) -> int | None:
    """The length of full lines: where most long lines stand just under one length. None where they stand anywhere."""
    counts = [0] * (_LONGEST_WRAP + 1)
    for length in lengths:
        if length <= _LONGEST_WRAP:
            counts[length] += 1
    crowds = {width: sum(counts[width - _SLACK : width + 1]) for width in range(_SHORTEST_WRAP, _LONGEST_WRAP + 1)}
    best = max(crowds, key=lambda width: (crowds[width], -width))
    long_lines = sum(length > _SHORTEST_WRAP - _SLACK for length in lengths)
    return best if crowds[best] >= 3 and crowds[best] * 4 >= long_lines else None


def join_wrapped(lines: Sequence[TextLine], style: WrapStyle) -> list[list[TextLine]]:
    """The lines of each paragraph, in order; every line is in exactly one."""
    goes_on = _goes_on_in_block if style.blank_separated and _is_wrapped(lines, style) else _goes_on
    paragraphs: list[list[TextLine]] = []
    for line in lines:
        if paragraphs and not line.begins and goes_on(paragraphs[-1], line, style):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _is_wrapped(lines: Sequence[TextLine], style: WrapStyle) -> bool:
    """Whether a block between blank lines has a line that was wrapped, so that its other lines were too."""
    if len(lines) > 1 and style.is_full_first(lines[0].text, lines[1].text):
        return True
    return any(style.is_full(line.text, following.text) for line, following in pairwise(lines))


def _goes_on_in_block(paragraph: Sequence[TextLine], following: TextLine, style: WrapStyle) -> bool:
    """In a wrapped block between blank lines: it is one paragraph, but for lines that plainly stand for themselves."""
    text, next_text = paragraph[-1].text, following.text
    if _BARE_MARKER.match(text) or style.is_full(text, next_text):
        return True
    if _TITLED_PART.match(" ".join(part.text for part in paragraph)) or _ends_head_line(paragraph, next_text):
        return False
    if _ENDED.search(text) and (begins_with_marker(next_text) or _HEADING.match(next_text)):
        return False
    return not _SIGNING_LINE.match(next_text) or _inside_phrase(text, next_text)


def _goes_on(paragraph: Sequence[TextLine], following: TextLine, style: WrapStyle) -> bool:
    line = paragraph[-1]
    text, next_text = line.text, following.text
    if _BARE_MARKER.match(text) or _inside_phrase(text, next_text):
        return True
    if _ASKS_FOR_NUMBER.search(text) and _NUMBER.match(next_text) and line.is_strong == following.is_strong:
        return True
    leads_on = _leads_on(text, next_text, is_wrapped=style.width is not None)
    if not leads_on and (_HEADING.match(next_text) or _signs(text, next_text)):
        return False
    whole = " ".join(part.text for part in paragraph)
    if _TYPE_NAME.match(next_text) and _OWN_LINE.match(whole) and not leads_on:
        return False  # the type's name under the body that issues
    if _TITLED_PART.match(whole) or (_TYPE_NAME.match(whole) and _is_capitals(next_text)):
        return False
    if not leads_on and not style.is_full(text, next_text) and _ends_head_line(paragraph, next_text):
        return False
    if line.stays_open and not begins_with_marker(next_text):
        return not (_OWN_LINE.match(next_text) and _WHOLE_LINE.search(text))
    if _ENDED.search(text) and not _ABBREVIATED.search(text):
        return _goes_on_after_end(paragraph, following, style)
    is_full = style.is_full(text, next_text) or (len(paragraph) == 1 and style.is_full_first(text, next_text))
    if begins_with_marker(next_text):
        return is_full and _is_no_item_after_all(next_text)
    if next_text[0].islower() or _FILL_IN.match(next_text):
        return True
    if text.endswith(",") and not (following.is_strong and not line.is_strong):
        return True
    if _changes_lettering(line, following):
        return False
    if next_text[0].isdigit() or next_text[0] in "(%":
        return not line.is_strong
    return is_full or leads_on or _goes_on_in_capitals(line, following)


def _ends_head_line(paragraph: Sequence[TextLine], next_text: str) -> bool:
    """Whether a head's whole line ends or begins here, or the title under the type's name ("NGHỊ QUYẾT", "về …").

    Bold notices of web sites ("**THÔNG BÁO**", "**về …**") stay together: they announce no document.
    """
    line = paragraph[-1]
    is_type = len(paragraph) == 1 and not line.is_strong and _TYPE_NAME.match(line.text)
    titled = is_type and next_text.startswith(("về ", "Về "))
    whole = _HEAD_LINE.match(next_text) or _HEAD_LINE.match(line.text)
    return bool(titled or whole)


def _leads_on(text: str, next_text: str, is_wrapped: bool) -> bool:
    """Whether the line ends on a word that asks for the next: "của", "tại khoản 2 | Điều 5"."""
    if _LEADS_ON.search(text) or (_PART_OF_LAW.search(text) and _LAW.match(next_text)):
        return True
    return is_wrapped and _LEADS_ON_IF_WRAPPED.search(text) is not None


def _goes_on_after_end(paragraph: Sequence[TextLine], following: TextLine, style: WrapStyle) -> bool:
    """After a full stop or the like the paragraph seldom goes on, unless the next line starts small."""
    text, next_text = paragraph[-1].text, following.text
    if begins_with_marker(next_text):
        return False
    if next_text[0].islower() or _ALONE_NUMBER.match(text) or _FILL_IN.match(next_text):
        return True
    is_full = style.is_full(text, next_text)
    if text.endswith(":"):
        is_full = is_full or (len(paragraph) == 1 and style.is_full_first(text, next_text))
        return is_full or (next_text[0].isdigit() and len(text) < 12)
    return False


def _changes_lettering(line: TextLine, following: TextLine) -> bool:
    """From bold to plain, from capitals to small letters or back: another paragraph."""
    if following.is_strong != line.is_strong:
        return True
    return _is_capitals(line.text) != _is_capitals(following.text) and min(len(line.text), len(following.text)) >= 8


def _is_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 1 and sum(character.isupper() for character in letters) * 10 >= len(letters) * 9


def _goes_on_in_capitals(line: TextLine, following: TextLine) -> bool:
    """After a short line without an end, before a capital letter, both in the same lettering."""
    if not _is_capitals(line.text) or not _is_capitals(following.text):
        return False
    return _LEADS_ON_IN_CAPITALS.search(line.text) is not None or not _OWN_LINE.match(following.text)


def _signs(text: str, next_text: str) -> bool:
    """Whether the next line opens a line of its own in a signature: "KT. CHỦ TỊCH | PHÓ CHỦ TỊCH"."""
    return bool(_SIGNING_LINE.match(next_text)) and _is_capitals(text) and not _ABBREVIATED.search(text)


def begins_with_marker(text: str) -> bool:
    """Whether the line begins with a marker of a list or a section: "-", "1.", "a)", "II."."""
    return _MARKER.match(text) is not None


def _is_no_item_after_all(next_text: str) -> bool:
    """A dash inside a name or a range that fell on the line's start: "chính trị | - xã hội"."""
    return next_text[0] in "-–" and next_text[1:].lstrip()[:1].islower()


def _inside_phrase(text: str, next_text: str) -> bool:
    """Whether the line break falls inside one of the phrases that print as one line."""
    start, rest = f" {text.upper()}", f"{next_text.upper()} "
    return any(start.endswith(f" {head}") and rest.startswith(f"{tail} ") for head, tail in _PHRASE_CUTS)
