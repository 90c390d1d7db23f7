"""What signing programs print on a page: who signed, when, to the second. It is no part of the document's text, and
its date is often not the document's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.models import Word
from ingest.page.lines import box_of

_START = re.compile(r"(?:Người ký|Ký bởi|Được ký bởi|Digitally signed|Signature Not Verified)\b", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}:\d{2}:\d{2}")
_ZONE = re.compile(r"[+-]\d{2}[:'.]?\d{2}'?")
_ADDRESS = re.compile(r"\S+@\S+")
_STAMP = re.compile(f"{_START.pattern}|{_TIME.pattern}|(?:Thời gian|Ngày) ký ?:", re.IGNORECASE)
_LONGEST = 40  # words
_LONGEST_NAME = 16


def is_stamp(text: str) -> bool:
    """Whether the text of a form field is a stamp rather than a number or a date put on the page.

    >>> is_stamp("Ký bởi: Sở Nội vụ Thời gian ký: 11/05/2021 11:26:39"), is_stamp("542")
    (True, False)
    """
    return _STAMP.search(text) is not None


def split_stamps(words: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[tuple[Word, ...], ...]]:
    """The words that belong to no stamp, and the stamps drawn into the page; `words` in the order they were drawn."""
    kept: list[Word] = []
    stamps: list[tuple[Word, ...]] = []
    index = 0
    while index < len(words):
        end = _end_of_stamp(words, index)
        if end is None:
            kept.append(words[index])
            index += 1
            continue
        name = _name_above(kept, words[index]) if _ADDRESS.fullmatch(words[index].text) else ()
        kept = kept[: len(kept) - len(name)]
        stamps.append((*name, *words[index:end]))
        index = end
    return tuple(kept), tuple(stamps)


def _end_of_stamp(words: Sequence[Word], start: int) -> int | None:
    """The index after the stamp that begins at `start`; None where none does."""
    opening = " ".join(word.text for word in words[start : start + 3])
    if _START.match(opening):
        reach = _LONGEST
    elif _ADDRESS.fullmatch(opening.split(" ")[0]):
        reach = 4
    else:
        return None
    for index in range(start, min(start + reach, len(words))):
        if _TIME.fullmatch(words[index].text):
            follows = index + 1 < len(words) and _ZONE.fullmatch(words[index + 1].text)
            return index + (2 if follows else 1)
    return None


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
