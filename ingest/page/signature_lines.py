"""What lines of authority, position and name in a signature block say, from several readings of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.models import BoundingBox, Word, enclosing
from ingest.ocr.syllable_pairs import syllable_pairs
from ingest.page.geometry import shared_out
from ingest.page.lines import box_of, folded
from ingest.page.syllables import is_syllable

_GUESSED = 0.74  # confidence of PHÓ where ink stands for it that cannot be read
_LEAST_SAID, _AGREED = 2, 0.6  # readings that say the same, the share of all those of a name that say it
_LIKELIER = 4.0  # lead in log probability of other marks on a syllable of a name, under a drawing: which it is is open
_DOUBTFUL, _SHORT, _MOST_SIGNED = 0.7, 3, 7  # confidence and letters of a stray mark; words of a line with it
_EDGES = " .,;:'\"“”‘’„*+~|_=<>«»()[]{}/\\-–—•"

_HOLDERS = (
    "CHỦ TỊCH",
    "GIÁM ĐỐC",
    "TỔNG GIÁM ĐỐC",
    "BỘ TRƯỞNG",
    "THỦ TƯỚNG",
    "THỐNG ĐỐC",
    "CỤC TRƯỞNG",
    "CHI CỤC TRƯỞNG",
    "TỔNG CỤC TRƯỞNG",
    "VỤ TRƯỞNG",
    "VIỆN TRƯỞNG",
    "HIỆU TRƯỞNG",
    "TRƯỞNG BAN",
    "TRƯỞNG PHÒNG",
    "CHỦ NHIỆM",
    "BÍ THƯ",
    "CHÁNH VĂN PHÒNG",
    "CHÁNH THANH TRA",
)
_ABBREVIATIONS = ("KT.", "TL.", "TUQ.")
_LINES = (
    "TM. ỦY BAN NHÂN DÂN",
    "TM. HỘI ĐỒNG NHÂN DÂN",
    "TM. BAN THƯỜNG VỤ",
    "TM. CHÍNH PHỦ",
    "THỨ TRƯỞNG",
    *_HOLDERS,
    *(f"PHÓ {holder}" for holder in _HOLDERS),
    *(f"{abbreviation} {holder}" for abbreviation in _ABBREVIATIONS for holder in _HOLDERS),
)
_LETTERS_A_SLIP = 10  # letters of a line for each that may be read wrong
_LONGER = re.compile(
    r"(?:(?:tm|kt|tl|tuq|q)\.|pho |quyen )?\W*(?:" + "|".join(map(folded, _HOLDERS)) + r"|thu truong)\b"
)
_DEPUTISED = re.compile(r"kt\. ?(.+)")


def line_of_signature(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words without signs before and after, spelt as lines of signatures are; none where they read otherwise."""
    stripped = [replace(word, text=word.text.strip(_EDGES)) for word in words]
    kept = tuple(word for word in stripped if word.text)
    if len(kept) > 2 and folded(kept[0].text) == folded(kept[1].text):
        kept = kept[1:]
    if not kept or is_name_of_person(kept):
        return kept
    if not all(word.text.isupper() for word in kept):
        return ()
    term = _term(_letters(" ".join(word.text for word in kept)))
    if term:
        return _spread(term.split(), kept)
    return kept if _LONGER.match(folded(" ".join(word.text for word in kept))) and _all_syllables(kept[1:]) else ()


def spelt_as_signed(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of a line in capitals; where their letters are those of a line of signatures, but for a doubtful mark
    of a seal among them, they are spelt as that line is, without the mark. All other words as they are."""
    if not 2 <= len(words) <= _MOST_SIGNED or not all(_is_capital(word) for word in words):
        return tuple(words)
    doubtful = [word for word in words if word.confidence < _DOUBTFUL and len(word.text) <= _SHORT]
    for kept in (tuple(words), *(tuple(other for other in words if other is not word) for word in doubtful)):
        line = _BY_LETTERS.get(_letters(" ".join(word.text for word in kept)), "").split()
        if len(line) == len(kept):
            return _spread(line, kept)
    return tuple(words)


def _is_capital(word: Word) -> bool:
    return not any(map(str.islower, word.text))


def _letters(text: str) -> str:
    return "".join(character for character in folded(text) if character.isalpha())


_BY_LETTERS = {_letters(line): line for line in _LINES}


def _term(read: str) -> str | None:
    """The one line of a signature that the letters are, but for a slip in a long one; none in KT., TL., TUQ."""
    near = []
    for line in _LINES:
        letters = _letters(line)
        before = next((_letters(short) for short in _ABBREVIATIONS if line.startswith(short)), "")
        slips = _distance(read, letters)
        if read.startswith(before) and slips <= len(letters) // _LETTERS_A_SLIP:
            near.append((slips, line))
    near.sort()
    return near[0][1] if near and (len(near) == 1 or near[0][0] < near[1][0]) else None


def _distance(one: str, other: str) -> int:
    """Levenshtein's."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(before + (a != b), row[j] + 1, row[j - 1] + 1)
    return row[-1]


def _spread(texts: Sequence[str], words: Sequence[Word]) -> tuple[Word, ...]:
    """The texts in the boxes of the words; where their number differs, over the width of all by their length."""
    if len(texts) == len(words):
        return tuple(replace(word, text=text) for text, word in zip(texts, words, strict=True))
    box = enclosing(word.box for word in words)
    assert box is not None
    return tuple(Word(text, place, _sureness(words)) for text, place in zip(texts, shared_out(texts, box), strict=True))


def _all_syllables(words: Sequence[Word]) -> bool:
    return all(is_syllable(word.text) or word.text.isascii() for word in words)


def is_name_of_person(words: Sequence[Word]) -> bool:
    return 2 <= len(words) <= 6 and all(
        is_syllable(word.text) and word.text[:1].isupper() and word.text[1:].islower() for word in words
    )


def can_end_name(words: Sequence[Word]) -> bool:
    """Whether the words can be what is left of a name."""
    return len(words) <= 5 and all(is_syllable(w.text) and (i == 0 or w.text.istitle()) for i, w in enumerate(words))


def most_said(readings: Sequence[tuple[Word, ...]]) -> tuple[Word, ...]:
    """The line that most readings say, those that say its end alone with it; none where too few agree."""
    said: dict[str, list[tuple[Word, ...]]] = {}
    for reading in readings:
        said.setdefault(" ".join(word.text for word in reading), []).append(reading)
    shared = [text for text, given in said.items() if len(given) >= _LEAST_SAID or text in _LINES]
    if not shared:
        return ()

    def weight(text: str) -> float:
        return sum(_sureness(one) for other, given in said.items() if text.endswith(other) for one in given)

    best = max(shared, key=weight)
    agreeing = weight(best) / sum(map(_sureness, readings))
    line = min(said[best], key=_width)
    confidences = [_sureness([reading[index] for reading in said[best]]) for index in range(len(line))]
    is_name = is_name_of_person(line)
    if is_name and (agreeing < _AGREED or _is_odd(line)):
        return ()
    return tuple(
        replace(word, confidence=round(agreeing * (1 + sure) / 2 if is_name else (1 + agreeing) / 2, 4))
        for word, sure in zip(line, confidences, strict=True)
    )


def _is_odd(name: Sequence[Word]) -> bool:
    """Whether for a syllable far likelier has other marks: strokes over it may make them."""
    runs = [word.text.lower() for word in name]
    table = syllable_pairs()
    return any(
        table.log_probability(other, None) > table.log_probability(run, None) + _LIKELIER
        for run in runs
        for other in table.alike(run, None, None)
    )


def _width(words: Sequence[Word]) -> float:
    return box_of(words[-1]).right - box_of(words[0]).left


def _sureness(words: Sequence[Word]) -> float:
    return sum(word.confidence for word in words) / max(len(words), 1)


def completed_deputy(line: tuple[Word, ...], above: str) -> tuple[Word, ...]:
    """Under "KT. X" signs the deputy, "PHÓ X" (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7): where X alone was read
    there, its first word is what the seal hides."""
    deputised = _DEPUTISED.fullmatch(folded(above))
    if not deputised or folded(" ".join(word.text for word in line)) != deputised[1]:
        return line
    box = box_of(line[0])
    width = 2.2 * (box.bottom - box.top)
    hidden = BoundingBox(box.left - width, box.top, box.left - 0.3 * (box.bottom - box.top), box.bottom)
    return (Word("PHÓ", hidden, _GUESSED), *line)
