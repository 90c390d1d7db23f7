"""Printed lines → paragraphs: a sentence that wraps is one, a heading or a list item is one of its own."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.line_ends import breaks_word
from ingest.models import Paragraph
from ingest.page.lines import PrintedLine

_MARKER = re.compile(
    r"[-–—+*•●○▪◦·]\s?\S|\(?[a-zđ]{1,2}\)|[IVXLC]{1,6}[.\-)/]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|\d{1,2}(?:\.\d{1,2})+\s"
    r"|(?:Điều|Chương|Phần|Mục|Phụ lục|PHỤ LỤC|CHƯƠNG|PHẦN|MỤC)\s[\dIVXLC]"
)
# These begin a paragraph wherever they stand at the start of a line.
_OPENING = re.compile(
    r"(?:V/v|Về việc|Số ?:|Kính gửi|Nơi nhận|Căn cứ|Theo đề nghị|Xét đề nghị|(?:TM|KT|TL|TUQ|Q)\. ?[A-ZĐ])"
    r"|[A-ZĐ][^,.;]{2,40}, ngày\s"
)
_SUBJECT = re.compile(r"V/v|Về việc|Về\s")
_DIVISION = re.compile(r"(?:Chương|Phần|Mục|Phụ lục)\s[\dIVXLC]+")
# Lines in capitals that say something of their own under a title, and words on which no line of a title ends.
_OWN_IN_CAPITALS = re.compile(
    r"CHỦ TỊCH|[ỦU][YỶ] BAN|UBND\b|HĐND\b|HỘI ĐỒNG|BỘ TRƯỞNG|GIÁM ĐỐC|THỦ TƯỚNG|CHÍNH PHỦ|CHÁNH VĂN PHÒNG|BAN CHỈ ĐẠO"
)
_LEADS_ON_IN_CAPITALS = re.compile(r"\s(?:CỦA|VÀ|VỀ|TẠI|CHO|THUỘC|TRÊN|TRONG|VỚI|DO|ĐẾN|THEO|CÁC|TỪ|ĐỊA BÀN|-|–)$")
_TYPE_NAME = re.compile(
    r"(?:KẾ HOẠCH|QUYẾT ĐỊNH|BÁO CÁO|CHỈ THỊ|THÔNG BÁO|NGHỊ QUYẾT|NGHỊ ĐỊNH|THÔNG TƯ|TỜ TRÌNH|CHƯƠNG TRÌNH|ĐỀ ÁN"
    r"|QUY CHẾ|QUY ĐỊNH|HƯỚNG DẪN|KẾT LUẬN|CÔNG ĐIỆN|PHƯƠNG ÁN|PHỤ LỤC|CHƯƠNG|PHẦN|MỤC)(?: [\dIVXLC]+)?[.:]?"
)
_DASHED_NAME = re.compile(
    r"(?:Lao động|Khoa học|Kế hoạch|Văn h(?:óa|oá)|Phát thanh|Tài chính|Giáo dục|Bà Rịa|Thừa Thiên|Phan Rang)$"
)
_WIDE_TITLE = 0.6  # of the text's width, from which on a line of a title may go on in the next
_END = re.compile(r"[.;:!?…]['\"”’)]*$")


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a region begin and end, and their height, in points; `of_column` as `Region.is_column`."""

    left: float
    right: float
    height: float
    of_column: bool = False


def begins_anew(text: str) -> bool:
    """Whether the text begins as a heading, an item of a list or a part of a head or foot does."""
    return _MARKER.match(text) is not None or _OPENING.match(text) is not None


def has_ended(text: str) -> bool:
    """Whether the text ends as a sentence or an item of a list does."""
    return _END.search(text) is not None


def margins_of(lines: Sequence[PrintedLine], height: float, of_column: bool = False) -> Margins:
    """The least left edge that several lines share (the least of all where none do), and the right edge that full lines
    reach."""
    lefts = sorted(line.box.left for line in lines)
    needed = max(1, round(0.12 * len(lines)))
    starts = range(len(lefts) - needed + 1)
    left = next((lefts[i] for i in starts if lefts[i + needed - 1] - lefts[i] < 0.5 * height), lefts[0])
    rights = sorted(line.box.right for line in lines)
    return Margins(left, rights[min(len(rights) - 1, int(0.9 * len(rights)))], height, of_column)


def paragraphs(lines: Sequence[PrintedLine], margins: Margins) -> Iterator[Paragraph]:
    """Joins the lines of one region."""
    pitch = _usual_pitch(lines)
    held: list[PrintedLine] = []
    for line in lines:
        if held and not _continues(held, line, margins, pitch):
            yield Paragraph(tuple(printed.line for printed in held))
            held = []
        held.append(line)
    if held:
        yield Paragraph(tuple(printed.line for printed in held))


def _usual_pitch(lines: Sequence[PrintedLine]) -> float:
    """The distance of lines within paragraphs: the lower half of all distances holds it."""
    steps = sorted(after.middle - before.middle for before, after in pairwise(lines))
    return statistics.median(steps[: (len(steps) + 1) // 2]) if steps else 0.0


def _continues(held: Sequence[PrintedLine], line: PrintedLine, margins: Margins, pitch: float) -> bool:
    previous = held[-1]
    if line.middle - previous.middle > max(1.45 * pitch, 1.2 * margins.height) or _OPENING.match(line.text):
        return False
    if breaks_word(previous.line.words[-1].text, line.line.words[0].text):
        return True
    indented = line.box.left > margins.left + 0.8 * margins.height
    is_full = previous.box.right + line.first_width + 0.25 * margins.height > margins.right - 0.3 * margins.height
    ended = _END.search(previous.text) is not None
    if _MARKER.match(line.text) and (indented or ended or not is_full or _is_next_item(held, line, margins)):
        return False
    if not _same_case(previous, line, margins, indented or not is_full):
        return False
    if _is_title(held, line, margins):
        return True
    if _is_centred(line, margins) or _is_centred(previous, margins) or _share_axis(previous, line, margins):
        return _continues_centred(held, line, margins)
    if not is_full:
        return False
    if indented:
        return _hangs(held, line, margins) and not (ended and line.text[0].isupper())
    return True


def _is_next_item(held: Sequence[PrintedLine], line: PrintedLine, margins: Margins) -> bool:
    """Whether a dash under the dash of a list in a narrow column begins an item, though the one above fills its line:
    recipients are listed without a mark at their ends, too."""
    dash, rest = line.text[:1], line.text[1:].lstrip()
    if not (margins.of_column and dash in "-–" and held[0].text[:1] == dash and rest[:1].isupper()):
        return False
    return abs(line.box.left - held[0].box.left) < 0.5 * margins.height and not _DASHED_NAME.search(held[-1].text)


def _same_case(previous: PrintedLine, line: PrintedLine, margins: Margins, stands_apart: bool) -> bool:
    """Whether capitals may follow the line above: in a head or foot each line in capitals says something of its own."""
    if not any(map(str.isalpha, line.text)):
        return True
    if previous.text.isupper() and line.text.isupper():
        return not margins.of_column
    # An abbreviation alone may end a sentence on a line of its own.
    return not previous.text.isupper() and not (line.text.isupper() and (margins.of_column or stands_apart))


def _is_title(held: Sequence[PrintedLine], line: PrintedLine, margins: Margins) -> bool:
    """Whether a wide line in capitals and the one centred under it are one title."""
    previous = held[-1]
    if margins.of_column or not previous.text.isupper() or _END.search(previous.text) or line.text[0] == "(":
        return False
    if _TYPE_NAME.fullmatch(previous.text) or any(map(str.islower, line.text)):
        return False
    width = margins.right - margins.left
    axes = (previous.box.left + previous.box.right) - (line.box.left + line.box.right)
    if previous.box.right - previous.box.left < _WIDE_TITLE * width or abs(axes) > 1.5 * margins.height:
        return False
    return _LEADS_ON_IN_CAPITALS.search(previous.text) is not None or not _OWN_IN_CAPITALS.match(line.text)


def _hangs(held: Sequence[PrintedLine], line: PrintedLine, margins: Margins) -> bool:
    """Whether an indented line stands under an indented one: an indented block, or single-line paragraphs."""
    above = held[-1].box.left
    return above > margins.left + 0.8 * margins.height and line.box.left > above - 0.8 * margins.height


def _is_centred(line: PrintedLine, margins: Margins) -> bool:
    before, after = line.box.left - margins.left, margins.right - line.box.right
    return abs(before - after) < 1.5 * margins.height and before > 1.2 * margins.height


def _share_axis(previous: PrintedLine, line: PrintedLine, margins: Margins) -> bool:
    """Whether two lines, short on both sides, are centred on each other: beside a stamp the axis is not the page's."""
    inset = 1.2 * margins.height
    short = all(
        box.left > margins.left + inset and box.right < margins.right - inset for box in (previous.box, line.box)
    )
    axes = (previous.box.left + previous.box.right) - (line.box.left + line.box.right)
    return short and abs(axes) < 1.5 * margins.height


def _continues_centred(held: Sequence[PrintedLine], line: PrintedLine, margins: Margins) -> bool:
    """A title or a subject over several lines, broken by hand."""
    previous = held[-1]
    if line.text.isupper() or _END.search(previous.text) or _DIVISION.fullmatch(previous.text):
        return False
    near = abs((line.box.left + line.box.right) - (previous.box.left + previous.box.right)) < 4 * margins.height
    if not line.text[0].isupper():
        return near and line.text[0] != "("
    if margins.of_column:
        # In a head or foot a line that begins with a capital says something of its own, unless the subject goes on.
        return near and _SUBJECT.match(held[0].text) is not None
    # A title breaks before names, too; the body that follows it is not centred.
    return _share_axis(previous, line, margins) or (_is_centred(previous, margins) and _is_centred(line, margins))
