"""Letters in the place of others that look the same, signs of no width, marks in a wrong order: repaired before words
are minted, so that every offset counts in the repaired text."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_PLAIN = re.compile(r"[\x00-\x7f\u00a0-\u00ac\u00ae-\u00cf\u00d1-\u00ef\u00f1-\u0188\u018a-\u024f\u1ea0-\u1ef9]*")
_WORD = re.compile(r"\S*[\u0370-\u04ff]\S*")
_NUMBERED = re.compile(r"\d+/")
# A tone before the mark of its vowel does not compose: é and a circumflex make no ế.
_TONE_FIRST = re.compile("([\u0300\u0301\u0303\u0309])([\u0302\u0306\u031b])")
_LATE_MARK = re.compile("[\u0302\u0306\u031b]")
_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
# Windows-1252 taken for ISO 8859-1 has control characters in the place of quotation marks and dashes.
_CONTROLS = {
    chr(code): bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


@cache
def data() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(files("ingest").joinpath("look_alikes.yml").read_text("utf-8"))
    return loaded


@cache
def one_for_one() -> dict[int, str]:
    """Every look-alike, one character for one, for texts in which only symbols of documents are looked for."""
    pairs = data()["cyrillic"] + data()["greek"]
    return str.maketrans(dict(zip(pairs[::2], pairs[1::2], strict=True)) | data()["always"] | _FULL_WIDTH)


def repaired(text: str) -> str:
    """The text in NFC with look-alikes as the characters meant; words in Cyrillic or Greek stay.

    >>> repaired("số 12/2003/NĐ-СР"), repaired("Москва")
    ('số 12/2003/NĐ-CP', 'Москва')
    """
    if _PLAIN.fullmatch(text):
        return text
    text = unicodedata.normalize("NFC", _WORD.sub(_latin, text.translate(_anywhere())))
    if _LATE_MARK.search(text):
        text = unicodedata.normalize("NFC", _TONE_FIRST.sub(r"\2\1", unicodedata.normalize("NFD", text)))
    return text


@cache
def _anywhere() -> dict[int, str]:
    return str.maketrans(
        data()["always"] | _FULL_WIDTH | _LIGATURES | _CONTROLS | dict.fromkeys(data()["invisible"], "")
    )


def _latin(match: re.Match[str]) -> str:
    """The word in Latin letters where all its others look like some, and it is a Latin word or numbers a document."""
    word = match[0]
    became = word.translate(one_for_one())
    letters = [character for character in word if character.isalpha()]
    others = [character for character in letters if "\u0370" <= character <= "\u04ff"]
    is_latin = len(others) < len(letters) or _NUMBERED.search(word) is not None
    return became if is_latin and not _WORD.search(became) else word
