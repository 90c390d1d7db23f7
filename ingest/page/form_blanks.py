"""The blanks of a printed form that clerks fill in by hand, found from the printed words around them:
"Số: ___ /KH-UBND", "ngày ___ tháng ___ năm 2025" (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3 and II.4).

What is written there often touches the print, and OCR makes one word of both ("Số:/4", "04tháng"). Where the print ends
is told by how wide it is set: both parts of a line have one size.
"""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.models import BoundingBox, HandwrittenPart, Word
from ingest.page.lines import box_of, folded, printed_lines

# Advance widths of Times in thousandths of the size, by what they are most alike; Vietnamese marks add nothing.
_WIDTHS = {
    **dict.fromkeys("ijlt:;/", 278),
    **dict.fromkeys(".,", 250),
    **dict.fromkeys("rfI-–", 333),
    **dict.fromkeys("acezs", 444),
    **dict.fromkeys("bdđghknopquvxy0123456789", 500),
    **dict.fromkeys("SPF", 556),
    **dict.fromkeys("ELTZ", 611),
    **dict.fromkeys("BCR", 667),
    **dict.fromkeys("ADĐGHKNOQUVXY", 722),
    "w": 722,
    "m": 778,
    "M": 889,
    "W": 944,
}
_OTHER = 500

_LABEL = re.compile(r"\W{0,2}s[o06]\s?[:;.,]")
_SYMBOL = re.compile(
    r"(?:/\s?(?:19|20)\d\d\s?)?[/\-–]\s?[A-ZĐÐ][A-ZĐÐa-zđ]{0,11}(?:[-–/.][\wĐđ&.]+)*$|[A-ZĐÐ]{2,5}[-–/][A-ZĐÐ]{2}\S*$"
)
_DAY = re.compile(r"\W?nga")
_MONTH = re.compile(r"th[a-z]{1,2}ng$")
_YEAR_LABEL = re.compile(r"nam$")
_YEAR = re.compile(r"[12]\d{3}\b")
_SURE, _SURELY_PRINT = 0.7, 0.85
_WIDEST = 9.0  # sizes of type between the words around a blank
_UPPER_PART = 0.5  # of the page, in which number and date stand


@dataclass(frozen=True, slots=True)
class Blank:
    """`left` and `right` are where the print before it ends and the print after it begins, `top` and `bottom` the line,
    `size` the size of the type, all in points; `before` and `after` are the words that OCR read there, with what they
    should have been; `between` is what it read in the blank itself."""

    part: HandwrittenPart
    left: float
    right: float
    top: float
    bottom: float
    size: float
    before: tuple[Word, str]
    after: tuple[Word, str]
    between: tuple[Word, ...]
    reference: BoundingBox

    @property
    def as_print(self) -> tuple[Word, ...]:
        """What OCR made of the blank itself: words of it, and what it joined to the words beside it."""
        (before, label), (after, following) = self.before, self.after
        if before is after:
            joined = before.text[len(label) : max(before.text.rfind(following), len(label))]
            return (Word(joined, before.box, before.confidence),) if joined else ()
        rest = before.text[max(before.text.find(label), 0) + len(label) :]
        joined = after.text[: max(after.text.rfind(following), 0)]
        return (
            *([Word(rest, before.box, before.confidence)] if rest else ()),
            *self.between,
            *([Word(joined, after.box, after.confidence)] if joined else ()),
        )

    @property
    def printed(self) -> tuple[Word, ...]:
        """The words before and after without what was written."""
        (before, label), (after, following) = self.before, self.after
        left, right = box_of(before), box_of(after)
        return _without(before, label, left._replace(right=self.left)), _without(
            after, following, right._replace(left=self.right)
        )


def _without(word: Word, text: str, box: BoundingBox) -> Word:
    """The word with what is print of it. Told from its place and its neighbours it is surer than it was before."""
    if word.text == text and word.confidence >= _SURE:
        return word
    return Word(text, box, max(word.confidence, _SURE))


def find_blanks(words: Sequence[Word], height: float) -> Iterator[Blank]:
    """The blanks in the upper half of an upright page of that height, filled in or not; words with boxes in points."""
    upper = [word for word in words if box_of(word).bottom < _UPPER_PART * height]
    found: set[HandwrittenPart] = set()
    for line in printed_lines(upper) if upper else ():
        row = line.line.words
        for blank in (*_number(row), *_date(row)):
            if blank.part not in found:
                found.add(blank.part)
                yield blank


def _number(row: Sequence[Word]) -> Iterator[Blank]:
    for index, word in enumerate(row):
        label = _LABEL.match(folded(word.text))
        if label is None or (index and _is_near(row[index - 1], word)):
            continue
        for end in range(index, min(index + 5, len(row))):
            symbol = _SYMBOL.search(row[end].text)
            if symbol is None or (end == index and symbol.start() < label.end()):
                continue
            if end == index and word.confidence >= _SURELY_PRINT:
                return
            alone = end > index and symbol.start() == 0
            size = _size([(row[end], symbol[0])] if alone else _all(row[end + 1 :])) or _size(
                _all(row[index : end + 1])
            )
            yield _blank("number", row, (index, word.text[: label.end()]), (end, symbol[0]), size)
            return


def _date(row: Sequence[Word]) -> Iterator[Blank]:
    texts = [folded(word.text) for word in row]
    for year in range(3, len(row)):
        if not (_YEAR.match(texts[year]) and _YEAR_LABEL.search(texts[year - 1])):
            continue
        months = [index for index in range(year - 2, max(year - 6, -1), -1) if _MONTH.search(texts[index])]
        if not months:
            continue
        month = months[0]
        days = [index for index in range(month - 1, max(month - 5, -1), -1) if _is_day(row[index].text)]
        if not days:
            continue
        size = _size([(word, word.text) for word in row[max(0, days[0] - 4) : year + 1]])
        reference = row[year]
        if days and size:
            printed = _MONTH.search(texts[month])
            assert printed is not None
            named = row[month].text[printed.start() :]
            yield _blank("day", row, (days[0], _day_label(row[days[0]].text)), (month, named), size, reference)
            label = _YEAR_LABEL.search(texts[year - 1])
            assert label is not None
            yield _blank("month", row, (month, named), (year - 1, row[year - 1].text[label.start() :]), size, reference)
            return


def _is_day(text: str) -> bool:
    return _DAY.match(folded(text)) is not None and not text.endswith((",", "."))


def _day_label(text: str) -> str:
    """ "ngày", however much of it OCR read right."""
    return text if folded(text) == "ngay" else "Ngày" if text[:1] == "N" else "ngày"


def _is_near(one: Word, other: Word) -> bool:
    first, second = box_of(one), box_of(other)
    return second.left - first.right < 0.8 * (second.bottom - second.top)


def _all(words: Sequence[Word]) -> list[tuple[Word, str]]:
    return [(word, word.text) for word in words]


def _advance(text: str) -> float:
    """How wide the text is set, in sizes of its type."""
    plain = (_bare(character) for character in text)
    return sum(_WIDTHS.get(character, _OTHER) for character in plain) / 1000


def _bare(character: str) -> str:
    return character if character in "đĐ" else unicodedata.normalize("NFD", character)[0]


def _size(words: Sequence[tuple[Word, str]]) -> float:
    """The size of the type, from words that were read well; 0 where there is none."""
    sizes = [
        (box_of(word).right - box_of(word).left) / (_advance(text) - 0.05)
        for word, text in words
        if word.confidence >= _SURE and len(text) >= 2 and text.replace("/", "").replace("-", "").isalnum()
    ]
    return statistics.median(sizes) if sizes else 0.0


def _blank(
    part: HandwrittenPart,
    row: Sequence[Word],
    before: tuple[int, str],
    after: tuple[int, str],
    size: float,
    reference: Word | None = None,
) -> Blank:
    (first, label), (last, following) = before, after
    one, other = box_of(row[first]), box_of(row[last])
    size = size or 0.8 * (other.bottom - other.top)
    left = _end_of_label(row[first], label, size)
    right = _start_of(row[last], following, size, row[last + 1 : last + 2])
    measured = box_of(reference) if reference else other._replace(left=right)
    top, bottom = min(other.top, one.top), max(other.bottom, one.bottom)
    between = tuple(row[first + 1 : last])
    return Blank(part, left, right, top, bottom, size, (row[first], label), (row[last], following), between, measured)


_TOO_WIDE = 1.25  # of what it should measure: OCR drew the box over the handwriting, too


def _end_of_label(word: Word, label: str, size: float) -> float:
    box = box_of(word)
    end = box.left + _advance(label) * size
    if word.text.endswith(label):
        is_whole = word.text == label
        return end if is_whole and box.right - box.left > _TOO_WIDE * (end - box.left) else box.right
    return min(box.right, end)


def _start_of(word: Word, following: str, size: float, next_word: Sequence[Word]) -> float:
    """Where a word begins. A box that is too wide is so on the right where it reaches into the next word."""
    box = box_of(word)
    start = box.right - _advance(following) * size
    if word.text == following:
        is_wide = box.right - box.left > _TOO_WIDE * (box.right - start)
        reaches_on = any(box_of(other).left < box.right for other in next_word)
        return start if is_wide and not reaches_on else box.left
    return max(box.left, start)
