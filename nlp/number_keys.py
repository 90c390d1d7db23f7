"""Document numbers as people look for them: in whole or in part, with or without marks, separators, leading zeros.

The parts of a number (số, ký hiệu) stand in Nghị định 30/2020/NĐ-CP, Phụ lục I: serial number, year (of legal
documents), type, issuer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.search_words import word_keys
from nlp.text import fold, nfc

_DIGITS_OR_LETTERS = re.compile(r"\d+|\D+")
_MOST_PARTS = 8


def number_parts(number: str) -> tuple[str, ...]:
    """The parts, folded, without leading zeros.

    >>> number_parts("0130/2004/QĐ-UB")
    ('130', '2004', 'qd', 'ub')
    """
    return tuple(
        part.lstrip("0") or "0" if part.isdecimal() else part
        for keys in word_keys(number)
        for part in _DIGITS_OR_LETTERS.findall(keys.folded)
    )


def number_key(number: str) -> str:
    """One spelling for all ways to write a number.

    >>> number_key("0130 / kh - ubnd") == number_key("130/KH-UBND")
    True
    """
    return " ".join(number_parts(number))


def partial_number_keys(number: str) -> tuple[str, ...]:
    """Keys of all that a person may type of a number: from its start on, or two and more parts from within.

    >>> partial_number_keys("256/2004/QĐ-UB")[:4]
    ('256', '256 2004', '256 2004 qd', '256 2004 qd ub')
    """
    parts = number_parts(number)[:_MOST_PARTS]
    spans = ((first, last) for first in range(len(parts)) for last in range(first + 1, len(parts) + 1))
    return tuple(" ".join(parts[first:last]) for first, last in spans if first == 0 or last - first > 1)


@dataclass(frozen=True, slots=True)
class AskedNumbers:
    """Keys of numbers in what a person typed.

    `certain` must be meant as document numbers if any document has them; `possible` are bare digits among words.
    """

    certain: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()


_SYMBOL = r"[^\W\d_]+"
_WRITTEN = re.compile(rf"\d+\s*(?:/\s*(?:19|20)\d\d\s*)?[/-]\s*{_SYMBOL}(?:\s*[/-]\s*(?:{_SYMBOL}|\d+))*")
_AFTER_SO = re.compile(r"(?<!\w)so\s*:?\s*(\d+(?:\s*/\s*(?:19|20)\d\d)?)(?![\w%/-])")
_BARE = re.compile(r"(?<![\w.,/-])(\d{1,6}(?:/(?:19|20)\d\d)?)(?![\w%/-]|[.,]\d)")
_YEAR = re.compile(r"(?:19|20)\d\d|(?:0?[1-9]|1[0-2])/(?:19|20)\d\d")
_MOST_SYMBOLS = 3
_LEADING_SO = re.compile(r"^\W*so\b")


def _may_be_number(parts: tuple[str, ...]) -> bool:
    most = _MOST_PARTS if parts and parts[0].isdecimal() else _MOST_SYMBOLS
    return 0 < len(parts) <= most and len(parts) > 1 - parts[0].isdecimal()


def asked_numbers(text: str) -> AskedNumbers:
    """The document numbers that a typed text may ask for.

    >>> asked_numbers("kế hoạch 4952/KH-UBND năm 2016")
    AskedNumbers(certain=('4952 kh ubnd',), possible=())
    >>> asked_numbers("4952 kh ubnd")
    AskedNumbers(certain=('4952 kh ubnd',), possible=('4952',))
    >>> asked_numbers("kế hoạch giảm nghèo 4952")
    AskedNumbers(certain=(), possible=('4952',))
    """
    folded = fold(nfc(text))
    whole = number_parts(_LEADING_SO.sub("", folded))
    certain = [" ".join(whole)] if _may_be_number(whole) else []
    certain += [number_key(match[0]) for match in _WRITTEN.finditer(folded)]
    certain += [number_key(match[1]) for match in _AFTER_SO.finditer(folded)]
    bare = [match[1] for match in _BARE.finditer(folded) if not _YEAR.fullmatch(match[1])]
    possible = [number_key(digits) for digits in bare]
    unique = tuple(dict.fromkeys(certain))
    return AskedNumbers(unique, tuple(key for key in dict.fromkeys(possible) if key not in unique))
