"""What OCR makes of things that are no text: strokes of signatures and seals, rules, dots of leaders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.look_alikes import repaired
from ingest.models import Word
from ingest.page.lines import box_of, printed_lines, text_height
from ingest.page.signature_lines import spelt_as_signed

_FAR = 2.0  # heights of text between a word and the next of its line
_SCRIBBLE = 0.35  # mean confidence of a line under which it is a signature or a seal
_BULLETS = "-–—+*•"
_STROKES = re.compile(r"(I{1,3})\.")
_FIRST_STROKE, _STROKE, _OFF = (
    0.82,
    0.545,
    0.12,
)  # widths of "I." and of each further I, in heights; what they may be off
_DEPUTY = re.compile(r"(TM|KT|TL|TUQ)[:,;]")


def tidy(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words without noise, fraction slashes as slashes, rules cut off the words they touch.

    A long dash is an en dash, the only one that these documents set; "KT:" before a position is "KT.", a speck or what
    is left of a seal above the dot; a Roman figure of strokes has as many as its width says;
    authority and position of a signature are spelt as such.
    """
    cleaned = [_counted(replace(word, text=_mended(repaired(word.text).strip("_¬")))) for word in words]
    kept = tuple(word for word in cleaned if word.text)
    signed = tuple(word for line in _stretches(kept) for word in spelt_as_signed(line))
    noise = set(_noise(signed))
    return tuple(word for word in signed if word not in noise)


def _stretches(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words of each line of each column."""
    height = text_height(words)
    for line in printed_lines(words):
        stretch: list[Word] = []
        for word in line.line.words:
            if stretch and box_of(word).left - box_of(stretch[-1]).right > _FAR * height:
                yield stretch
                stretch = []
            stretch.append(word)
        yield stretch


def _mended(text: str) -> str:
    deputy = _DEPUTY.fullmatch(text)
    return f"{deputy[1]}." if deputy else text.replace("—", "–")


def _counted(word: Word) -> Word:
    """The word as it is but for "I.", "II." and "III.": Tesseract sees two strokes where a heading has three. In the
    upright serif type of these documents the width tells them apart; one that fits none is left as it was read."""
    if _STROKES.fullmatch(word.text) is None:
        return word
    box = box_of(word)
    width = (box.right - box.left) / max(box.bottom - box.top, 1.0)
    count = round((width - _FIRST_STROKE) / _STROKE) + 1
    if not 1 <= count <= 3 or abs(width - _FIRST_STROKE - (count - 1) * _STROKE) > _OFF:
        return word
    return replace(word, text="I" * count + ".")


def _noise(words: Sequence[Word]) -> Iterator[Word]:
    """Lines read with hardly any confidence; marks with little; marks and doubtful short words that stand alone."""
    height = text_height(words)
    for line in printed_lines(words):
        row = line.line.words
        if sum(word.confidence for word in row) < _SCRIBBLE * len(row):
            yield from row
            continue
        for index, word in enumerate(row):
            letters = sum(character.isalnum() for character in word.text)
            before = box_of(word).left - box_of(row[index - 1]).right if index else _FAR * height
            after = box_of(row[index + 1]).left - box_of(word).right if index + 1 < len(row) else _FAR * height
            is_alone = min(before, after) >= _FAR * height
            if not letters:
                if is_alone or (word.confidence < 0.6 and word.text not in _BULLETS):
                    yield word
            elif letters <= 2 and word.confidence < 0.3 and is_alone:
                yield word
