"""Text layers in TCVN3 or VNI: their words in Unicode, told by the fonts of the characters and by how they read.

PDFs of old documents show each byte of these encodings as its character in Windows-1252, where their fonts say nothing
better. What does not read as Vietnamese after it stays, and is left to OCR.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.models import Word
from ingest.old_encodings import encodings
from ingest.old_text import OldText, Piece, hardly_reads

_LONGEST_NAME = 256  # bytes of a font's name
_HYPHENS = "-\u2010\u2011\u2212"  # of PDFs for the letter ư of TCVN3: at 0xAD (ISO 32000-1, annex D.2, note 6)


def restored_words(page: pypdfium2.PdfPage, words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of the page's text in the order they are drawn, those in an old encoding in Unicode."""
    if not hardly_reads(word.text for word in words):
        return tuple(words)
    pieces = list(zip(words, _pieces(page, words), strict=True))
    old = OldText(piece for _, of_word in pieces for piece in of_word)
    return tuple(word for line in _lines(pieces) for word in _restored_line(old, line))


_Pieces = tuple[Word, list[Piece]]


def _restored_line(old: OldText, line: Sequence[_Pieces]) -> Iterator[Word]:
    spaced = [[*of_word, Piece(" ")] for _, of_word in line]
    texts = iter(old.restored([piece for of_word in spaced for piece in of_word]))
    for (word, of_word), with_space in zip(line, spaced, strict=True):
        became = "".join([next(texts) for _ in with_space][:-1])
        if became == "".join(piece.text for piece in of_word):
            yield word  # with its hyphens
        else:
            yield replace(word, text=unicodedata.normalize("NFC", became.replace("\u00ad", "-")))


def _lines(pieces: Sequence[_Pieces]) -> Iterator[list[_Pieces]]:
    """Words that follow one another on a printed line."""
    line: list[_Pieces] = []
    for entry in pieces:
        if line and not _follows(line[-1][0], entry[0]):
            yield line
            line = []
        line.append(entry)
    if line:
        yield line


def _follows(before: Word, after: Word) -> bool:
    first, second = before.box, after.box
    if first is None or second is None:
        return True
    overlap = min(first.bottom, second.bottom) - max(first.top, second.top)
    return second.left >= first.left and 2 * overlap > min(first.bottom - first.top, second.bottom - second.top)


def _pieces(page: pypdfium2.PdfPage, words: Iterable[Word]) -> Iterator[list[Piece]]:
    """Each word as runs of characters of one font."""
    text_page = page.get_textpage()
    try:
        fonts = _fonts(text_page)
        letters = encodings()["tcvn3"].with_letters
        for word in words:
            characters = [(character, next(fonts, "")) for character in word.text]
            yield [
                Piece(letters("".join(character for character, _ in run), _HYPHENS), font)
                for font, run in groupby(characters, key=lambda pair: pair[1])
            ]
    finally:
        text_page.close()


def _fonts(text_page: pypdfium2.PdfTextPage) -> Iterator[str]:
    """The font of each character that is drawn."""
    handle = text_page.raw
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    flags = ctypes.c_int()
    rectangle = pdfium.FS_RECTF()
    for index in range(text_page.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(handle, index))
        is_hyphen = character == "\x02"
        if character.isspace() or (unicodedata.category(character) == "Cc" and not is_hyphen):
            continue
        if not pdfium.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(rectangle)):
            continue
        length = pdfium.FPDFText_GetFontInfo(handle, index, name, _LONGEST_NAME, ctypes.byref(flags))
        yield name.raw[: max(0, length - 1)].decode("utf-8", "replace") if 0 < length <= _LONGEST_NAME else ""
