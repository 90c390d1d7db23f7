"""Is a text in TCVN3 or VNI? Told by how its words read, and by the names of its fonts; and its restoring to Unicode.

A text is converted only where the words that the conversion changes become Vietnamese syllables and were none before:
Unicode Vietnamese, French or English never read better after it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, groupby
from typing import NamedTuple

from ingest.old_encodings import OldEncoding, encodings, font_habit
from ingest.page.syllables import is_syllable

_TOKEN = re.compile(r"[^\s\d\x80-\x9f!\"#$%&'()*+,./:;<=>?@\[\\\]^_`{|}~“”‘’…–—-]+")
_WORD = re.compile(r"[^\W\d_]+")
_SPACED = re.compile(r"\S+")
_SYMBOL = re.compile(r"(?=.*[-/])[\d/-]*[A-ZĐƯ]\w*[/-][A-ZĐƯ]{2}\S*")
_FEWEST_WORDS = 4  # that make a text without a telling font surely one in an old encoding
_FEWEST_DOUBTFUL = 2
_MOST_TOKENS = 50_000
_REACH = 3  # words on either side that tell whether a word stands among capitals


class Piece(NamedTuple):
    """A run of text in one font; the font's name is "" where nothing tells it."""

    text: str
    font: str = ""


class OldText:
    """Which of a document's fonts show text in which old encoding."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        by_font: dict[str, Counter[str]] = {}
        for piece in pieces:
            tokens = by_font.setdefault(piece.font, Counter())
            if len(tokens) < _MOST_TOKENS:
                tokens.update(_tokens(piece.text))
        looks = {font: _Look(tokens) for font, tokens in by_font.items()}
        self._by_font = {font: _of_font(font, look) for font, look in looks.items()}
        used = {encoding for encoding in self._by_font.values() if encoding is not None}
        if len(used) == 1:
            # A document has one encoding: less of it is needed to see that a font without a telling name shows it.
            for font, look in looks.items():
                if self._by_font[font] is None and not font_habit(font).pictures:
                    self._by_font[font] = _likely(look, used)

    def restored(self, line: Sequence[Piece]) -> list[str]:
        """The texts of the pieces of one line or paragraph, those in an old encoding in Unicode, NFC.

        Small letters are capitals where a font drew them so, or where a word in capitals had no capital letter for
        a vowel with a tone.
        """
        chosen = self._chosen(line)
        if not any(chosen) and not any(font_habit(piece.font).capitals for piece in line):
            return [piece.text for piece in line]
        decoded = [
            text
            for encoding, group in groupby(zip(chosen, line, strict=True), key=lambda pair: pair[0])
            for text in _decoded(encoding, [piece.text for _, piece in group])
        ]
        decoded = _raised(decoded, [encoding is not None and encoding.lacks_capitals for encoding in chosen])
        in_capitals = [font_habit(piece.font).capitals for piece in line]
        return [_drawn_capital(text) if drawn else text for text, drawn in zip(decoded, in_capitals, strict=True)]

    def _chosen(self, line: Sequence[Piece]) -> list[OldEncoding | None]:
        """The encoding of each piece; a line that reads well as it is stays, whatever the rest of the document is."""
        chosen: list[OldEncoding | None] = [self._by_font.get(piece.font) for piece in line]
        for font in {piece.font for piece in line}:
            look = _Look(Counter(token for piece in line if piece.font == font for token in _tokens(piece.text)))
            encoding = self._by_font.get(font)
            if encoding is None and not font_habit(font).pictures:
                encoding = look.best if look.is_sure(0.9) else None
            elif encoding is not None and not look.is_better(encoding):
                encoding = None
            for place, piece in enumerate(line):
                if piece.font == font:
                    chosen[place] = encoding if encoding and encoding.holds(piece.text) else None
        return chosen


def _decoded(encoding: OldEncoding | None, texts: list[str]) -> list[str]:
    """The texts in Unicode; a letter that is begun in one and ended in the next stands in the first."""
    if encoding is None:
        return texts
    if not encoding.has_marks:
        return _split(encoding.decode("".join(texts)), texts)
    for place in range(1, len(texts)):
        while texts[place] and encoding.continues(texts[place - 1], texts[place]):
            texts[place - 1] += texts[place][0]
            texts[place] = texts[place][1:]
    return [encoding.decode(text) for text in texts]


def _split(text: str, like: Sequence[str]) -> list[str]:
    """The text cut in parts as long as those given."""
    ends = [*accumulate(map(len, like))]
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def is_surely_old(text: str) -> bool:
    """Whether text of unknown fonts is in TCVN3 or VNI without doubt."""
    return _Look(Counter(_tokens(text))).is_sure(0.75)


def hardly_reads(words: Iterable[str]) -> bool:
    """Whether some words beyond ASCII are no Vietnamese: what is worth a closer look. QĐ and NĐ say nothing."""
    doubtful = (token for word in words for token in _tokens(word) if not _is_vietnamese(token))
    return sum(not token.replace("Đ", "").isascii() for token in doubtful) >= _FEWEST_DOUBTFUL


def reads_as_vietnamese(text: str) -> float:
    """The share of the words beyond ASCII that are Vietnamese syllables in Unicode; 0 where they are few."""
    tokens = Counter(_tokens(text))
    readable = sum(count for token, count in tokens.items() if _is_vietnamese(token))
    return readable / tokens.total() if readable >= _FEWEST_WORDS else 0.0


def restored_lines(lines: Sequence[str]) -> list[str]:
    """The lines of a text of which no fonts are known."""
    old = OldText(map(Piece, lines))
    return [old.restored([Piece(line)])[0] for line in lines]


class _Look:
    """How the words of a text with characters beyond ASCII read, as they are and in each old encoding."""

    def __init__(self, tokens: Counter[str]) -> None:
        self._tokens = tokens

    @cached_property
    def best(self) -> OldEncoding | None:
        """The encoding in which most words read; a plain form before its form in Windows-1258, where equal."""
        if all(map(_is_vietnamese, self._tokens)):
            return None
        best = max(encodings().values(), key=self.restored_by)
        return best if self.restored_by(best) else None

    def restored_by(self, encoding: OldEncoding) -> int:
        return sum(count for token, count in self._tokens.items() if _becomes_vietnamese(token, encoding.name))

    def spoilt_by(self, encoding: OldEncoding) -> int:
        """How many words are Vietnamese as they are, and others after the conversion."""
        return sum(
            count
            for token, count in self._tokens.items()
            if _is_vietnamese(token) and _decoded_word(token, encoding.name) != token
        )

    def is_better(self, encoding: OldEncoding) -> bool:
        return self.restored_by(encoding) >= self.spoilt_by(encoding)

    def is_sure(self, share: float, fewest: int = _FEWEST_WORDS) -> bool:
        """Whether the best encoding is without doubt the text's."""
        if self.best is None:
            return False
        name = self.best.name
        concerned = sum(
            count
            for token, count in self._tokens.items()
            if not _is_vietnamese(token) or _decoded_word(token, name) != token
        )
        restored = self.restored_by(self.best)
        return restored >= max(fewest, share * concerned) and 2 * self.spoilt_by(self.best) <= restored


def _of_font(font: str, look: _Look) -> OldEncoding | None:
    habit = font_habit(font)
    if habit.pictures:
        return None
    named = encodings()[habit.encoding] if habit.encoding else None
    if look.is_sure(0.75):
        return look.best
    return named if named is not None and look.is_better(named) else None


def _likely(look: _Look, used: set[OldEncoding]) -> OldEncoding | None:
    best = look.best
    return best if best in used and look.is_sure(0.9, fewest=1) else None


def _tokens(text: str) -> Iterable[str]:
    if text.isascii():
        return ()
    return (token for token in _TOKEN.findall(text) if len(token) > 1 and not token.isascii())


@lru_cache(maxsize=65_536)
def _is_vietnamese(token: str) -> bool:
    """Whether the word is a Vietnamese syllable in Unicode; old encodings put capitals into words ("cÊp")."""
    return (token.isupper() or token[1:] == token[1:].lower()) and is_syllable(token)


@lru_cache(maxsize=65_536)
def _becomes_vietnamese(token: str, name: str) -> bool:
    decoded = _decoded_word(token, name)
    return decoded != token and encodings()[name].holds(token) and is_syllable(decoded)


@lru_cache(maxsize=65_536)
def _decoded_word(token: str, name: str) -> str:
    return encodings()[name].decode(token)


def _raised(texts: Sequence[str], lacking: Sequence[bool]) -> list[str]:
    """The texts of one line with small toned vowels as capitals in words of capitals, where the encoding had none."""
    if not any(lacking):
        return list(texts)
    raised = list("".join(texts))
    may = [flag for text, flag in zip(texts, lacking, strict=True) for _ in text]
    words = list(_WORD.finditer("".join(texts)))
    cases = [_case_of(word[0]) for word in words]
    for number, word in enumerate(words):
        if cases[number] == "mixed" or (cases[number] == "either" and _among_capitals(cases, number)):
            for place in range(*word.span()):
                if may[place]:
                    raised[place] = raised[place].upper()
    return _split("".join(raised), texts)


def _drawn_capital(text: str) -> str:
    """The text in capitals, but for symbols of documents that were typed in both cases ("115/2004/QĐ-TTg")."""
    return _SPACED.sub(lambda match: match[0] if _SYMBOL.fullmatch(match[0]) else match[0].upper(), text)


def _case_of(word: str) -> str:
    """`capitals`; `small`; `mixed`: capitals but for toned vowels; `either`: only its first letter tells; or ""."""
    small = [character for character in word if character.islower()]
    if not small:
        return "capitals" if len(word) > 1 and is_syllable(word) else ""
    if not all(_has_tone(character) for character in small):
        return "small"
    return "mixed" if any(character.isupper() for character in word[1:]) else "either"


def _among_capitals(cases: Sequence[str], number: int) -> bool:
    before = reversed(cases[max(0, number - _REACH) : number])
    after = cases[number + 1 : number + 1 + _REACH]
    told = {next((case for case in side if case not in ("", "either")), "") for side in (before, after)}
    return "small" not in told and told != {""}


@lru_cache(maxsize=1024)
def _has_tone(character: str) -> bool:
    return any(mark in "\u0300\u0301\u0303\u0309\u0323" for mark in unicodedata.normalize("NFD", character))
