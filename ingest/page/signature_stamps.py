"""What signing programs print on a page: who signed, when, to the second. It is no part of the document's text, and
its date is often not the document's.

Forms in use in Vietnam: labels of the government's signing tool ("Người ký: … Email: … Cơ quan: … Thời gian ký: …"),
the same without labels (name, address, time), those of commercial services ("Ký bởi: … Ngày ký: …", "Signature Not
Verified Được ký bởi …") and Adobe's and Foxit's ("Digitally signed by … DN: … Date: …").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.models import Word
from ingest.page.lines import box_of, folded, middle_of, printed_lines, text_height

# All patterns see folded text: OCR reads small print without its marks.
_OPENING = (
    r"(?:(?:da )?(?:duoc )?k[yi](?: (?:so|dien tu|ten|duyet))? boi|nguoi k[yi](?: so)?(?= ?:| [^ ]+ ?:)"
    r"|digitally signed(?: by)?|signature (?:is ?)?(?:not ?)?v\w{3,9}|chu k[yi] so (?:cua|boi))\b"
)
_DATE = r"(?:\d{1,2}[./-] ?\d{1,2}[./-] ?\d{4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})"
_ZONE = r"(?: ?(?:utc|gmt|z)? ?[+-] ?\d{2} ?[:'.]? ?\d{2}'?| ?(?:ict|z)\b)"
_SECONDS = rf"\d{{1,2}} ?[:.;] ?\d{{2}} ?[:.;] ?\d{{2}}(?!\d)(?: ?[ap]m\b)?{_ZONE}?"
_MINUTES = rf"\d{{1,2}}[:h]\d{{2}}(?!\d)(?: ?[ap]m\b)?{_ZONE}?"
_LABEL = r"(?:(?:thoi gian|ngay gio|ngay|gio) k[yi](?: so)?|k[yi] (?:so )?(?:ngay|luc)|date|signing time) ?[:.;]? ?"
_MOMENT = (
    rf"(?:{_LABEL}(?:{_DATE}(?:[ ,]+(?:{_SECONDS}|{_MINUTES}))?|(?:{_SECONDS}|{_MINUTES})[ ,]+(?:ngay )?{_DATE})"
    rf"|{_DATE}[ ,]+{_SECONDS}|\d{{1,2}}:\d{{2}}:\d{{2}}(?!\d){_ZONE}?(?:[ ,]+(?:ngay )?{_DATE})?)"
)
# So far from the opening to the time, in characters: a distinguished name is long.
_LABELLED = re.compile(rf"(?:digitally.{{0,700}}?|(?={_OPENING}).{{0,260}}?){_MOMENT}")
_ADDRESSED = re.compile(rf"[^ ]+@[^ ]+(?: [^ ]{{1,3}})? {_MOMENT}")
_AFTERWARDS = re.compile(r"(?:foxit|adobe|reason ?:|location ?:|contact|ly do|noi k[yi]|dia diem|vi tri)")
_STAMP = re.compile(rf"{_OPENING}|\d{{1,2}}:\d{{2}}:\d{{2}}(?!\d)|(?:thoi gian|ngay|gio) k[yi] ?:|k[yi] ngay ?:")
_SURE_OPENING = re.compile(rf"(?!nguoi){_OPENING}")
_OTHER_LABEL = re.compile(
    r"\bemail\b|\bco quan ?:|\bdn ?:|\bc ?= ?vn|\bcn ?=|\bmst\b|\b(?:ngay|thoi gian) k[yi]\b|\bdate ?:|foxit"
)
_SMALL = 0.8  # of the height of the page's letters
_FIRST_WORDS = frozenset(("da", "duoc", "ky", "ki", "nguoi", "digitally", "signature", "chu"))
_MOST_WORDS = 120
_LONGEST_NAME = 16  # words
_MOST_LINES = 16  # of a printed stamp


def is_stamp(text: str) -> bool:
    """Whether the text of a form field is a stamp rather than a number or a date put on the page.

    >>> is_stamp("Ký bởi: Sở Nội vụ Thời gian ký: 11/05/2021 11:26:39"), is_stamp("542"), is_stamp("ngày 11 tháng 5")
    (True, False, False)
    """
    return _STAMP.search(folded(text)) is not None


def split_stamps(words: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[tuple[Word, ...], ...]]:
    """The words that belong to no stamp, and the stamps drawn into the page; `words` in the order they were drawn."""
    kept: list[Word] = []
    stamps: list[tuple[Word, ...]] = []
    index = 0
    while index < len(words):
        end = _end_of_stamp(words, index) if _may_open(words[index], kept[-1:]) else None
        if end is None:
            kept.append(words[index])
            index += 1
            continue
        name = _name_above(kept, words[index]) if "@" in words[index].text else ()
        kept = kept[: len(kept) - len(name)]
        stamps.append((*name, *words[index:end]))
        index = end
    return tuple(kept), tuple(stamps)


def printed_stamps(words: Sequence[Word]) -> tuple[tuple[Word, ...], ...]:
    """The stamps among words read from an image, where a stamp's lines may have other text beside them."""
    found: list[tuple[Word, ...]] = []
    taken: set[Word] = set()
    usual = text_height(words)
    for index, word in enumerate(words):
        opens = word not in taken and _may_open(word, words[max(0, index - 1) : index])
        block = tuple(_block_below(word, words)) if opens else ()
        end = (_end_of_stamp(block, 0) or _small_print(block, usual)) if block else None
        if end is not None:
            name = _name_above(_column_above(word, words), word) if "@" in word.text else ()
            found.append((*name, *block[:end]))
            taken.update(found[-1])
    return tuple(found)


def _may_open(word: Word, before: Sequence[Word]) -> bool:
    """A stamp begins with a capital at the head of a line of its own, unless with an address."""
    if "@" in word.text:
        return True
    if not word.text[0].isupper() or folded(word.text).strip(":.,") not in _FIRST_WORDS:
        return False
    box = box_of(word)
    return not any(
        box.top < middle_of(other) < box.bottom and -1 < box.left - box_of(other).right < box.bottom - box.top
        for other in before
    )


def _end_of_stamp(words: Sequence[Word], start: int) -> int | None:
    """The index after the stamp that begins at `start`; None where none does."""
    texts = [folded(word.text) for word in words[start : start + _MOST_WORDS]]
    text = " ".join(texts)
    match = (_ADDRESSED if "@" in texts[0] else _LABELLED).match(text)
    if match is None:
        return None
    index = start + text.count(" ", 0, match.end()) + 1
    while index < len(words) and _AFTERWARDS.match(folded(" ".join(word.text for word in words[index : index + 2]))):
        line = box_of(words[index])
        index += 1
        while index < len(words) and line.top < middle_of(words[index]) < line.bottom:
            index += 1
    return index


def _small_print(block: Sequence[Word], usual: float) -> int | None:
    """All of a block in small print whose labels are a stamp's though its time was not read; None for any other."""
    text = folded(" ".join(word.text for word in block))
    is_small = text_height(block) < _SMALL * usual
    return len(block) if is_small and _SURE_OPENING.match(text) and _OTHER_LABEL.search(text) else None


def _block_below(first: Word, words: Sequence[Word]) -> Iterator[Word]:
    """The words from `first` on that stand in its block: lines of like print below each other, cut at wide gaps."""
    start = box_of(first)
    height = start.bottom - start.top
    near = [
        word
        for word in words
        if -0.5 * height < box_of(word).top - start.top < 2 * _MOST_LINES * height
        and start.left - 3 * height < box_of(word).left
        and 0.4 * height < box_of(word).bottom - box_of(word).top < 1.8 * height
    ]
    bottom = start.bottom
    for line in printed_lines(near)[:_MOST_LINES]:
        if line.box.top - bottom > 1.2 * height:
            return
        is_first = line.box.top < start.top + 0.5 * height
        words_of_line = [word for word in line.line.words if not is_first or box_of(word).left >= start.left]
        reach = start.left + 12 * height  # how far right the line's first word may stand, then the next
        for word in words_of_line:
            if box_of(word).left > reach:
                break
            yield word
            reach = box_of(word).right + 3 * height
            bottom = max(bottom, box_of(word).bottom)


def _column_above(address: Word, words: Sequence[Word]) -> list[Word]:
    """The words above the address that are not far beside it, line by line."""
    box = box_of(address)
    height = box.bottom - box.top
    column = [
        word
        for word in words
        if box_of(word).bottom < middle_of(address) and -3 < (box_of(word).left - box.left) / height < 20
    ]
    return [word for line in printed_lines(column) for word in line.line.words] if column else []


def _name_above(drawn: Sequence[Word], address: Word) -> tuple[Word, ...]:
    """The words just drawn that stand right above the signer's address, line by line."""
    below = box_of(address)
    name: list[Word] = []
    for word in reversed(drawn[-_LONGEST_NAME:]):
        box = box_of(word)
        height = box.bottom - box.top
        if not (-0.6 * height < below.top - box.top < 2 * height and abs(box.left - below.left) < 20 * height):
            break
        name.append(word)
        below = box
    return tuple(reversed(name))
