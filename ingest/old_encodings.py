"""TCVN3 (ABC) and VNI, the eight-bit encodings of Vietnamese before Unicode, as tables; and the fonts that show them.

Text in them is seen here as programs show it that know nothing of it: each byte as its character in Windows-1252.
The tables are data (old_encodings.yml), with examples that the tests read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import yaml

from ingest.page.syllables import is_syllable

# What is a syllable without its ư, too, and far less frequent so.
_WITH_FIRST_LETTER = ("ưu", "ưa")


@dataclass(frozen=True, eq=False)
class OldEncoding:
    """`letters` maps one to three characters to the letter meant; `signs_alone` stay where no letter is beside them.

    `carrier` maps what some program showed in the place of the characters of Windows-1252. `lacks_capitals`: the
    encoding has no capital vowels with tones. `dashes` may be its soft hyphen, which is a letter.
    """

    name: str
    letters: Mapping[str, str]
    carrier: Mapping[str, str]
    signs_alone: str = ""
    lacks_capitals: bool = False
    dashes: str = ""

    def decode(self, text: str) -> str:
        """The text in Unicode; characters that mean nothing in the encoding stay.

        >>> encodings()["tcvn3"].decode("§iÒu lÖ · 5%"), encodings()["vni"].decode("Ñieàu leä")
        ('Điều lệ · 5%', 'Điều lệ')
        """
        if self.dashes:
            text = self.with_letters(text, self.dashes)
        if self.has_marks:
            text = self._strayed.sub(r"\1\3\2", text)
        return self._pattern.sub(self._letter, text)

    def with_letters(self, text: str, dashes: str) -> str:
        """The text with the dashes as soft hyphens, where those make a syllable and none is there without them.

        >>> encodings()["tcvn3"].with_letters("h-íng", "-"), encodings()["tcvn3"].with_letters("Q§-TTg", "-")
        ('h\xadíng', 'Q§-TTg')
        """
        if not any(dash in text for dash in dashes):
            return text
        return _dashed(dashes).sub(lambda match: self._with_letter(match[0], dashes), text)

    def _with_letter(self, word: str, dashes: str) -> str:
        changed = re.sub(_class(set(dashes)), "\u00ad", word)
        decoded = self.decode(changed)
        parts = [part for part in changed.split("\u00ad") if part]
        makes_one = is_syllable(decoded) and not all(is_syllable(self.decode(part)) for part in parts)
        return changed if makes_one or decoded in _WITH_FIRST_LETTER else word

    @property
    def has_marks(self) -> bool:
        """Whether a letter may be more than one character."""
        return bool(self._pairs)

    def continues(self, before: str, after: str) -> bool:
        """Whether a letter that ends the text `before` has its mark at the start of `after`."""
        return before[-1:] + after[:1] in self._pairs

    def holds(self, text: str) -> bool:
        """Whether all letters of the text can come from the encoding; others are Unicode already."""
        return not any(character > "\u00ff" and character.isalpha() for character in text.translate(self._known))

    def _letter(self, match: re.Match[str]) -> str:
        found = match[0].translate(self._carried)
        return found if match["alone"] else self.letters.get(found, found)

    @cached_property
    def _carried(self) -> dict[int, str]:
        return str.maketrans(dict(self.carrier))

    @cached_property
    def _known(self) -> dict[int, None]:
        return dict.fromkeys(map(ord, self.carrier))

    @cached_property
    def _pairs(self) -> frozenset[str]:
        return frozenset(letter for letter in self.letters if len(letter) == 2)

    @cached_property
    def _strayed(self) -> re.Pattern[str]:
        """A mark that was typed after the space or bracket behind its word."""
        first, marks = ({pair[place] for pair in self._pairs} for place in (0, 1))
        alone = {letter for letter in self.letters if len(letter) == 1}
        return re.compile(f"({_class(first)})([ )])({_class(marks - alone)})")

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """A sign alone, else the longest letter: two characters before one."""
        shown = {character: {character} for letter in self.letters for character in letter}
        for seen, meant in self.carrier.items():
            shown.setdefault(meant, {meant}).add(seen)
        ways = sorted(self.letters, key=len, reverse=True)
        letters = "|".join("".join(_class(shown[character]) for character in letter) for letter in ways)
        beside = _class({"A-Z", "a-z", *(re.escape(c) for way in shown.values() for c in way)}, escaped=True)
        signs = _class(set(self.signs_alone)) if self.signs_alone else "(?!)"
        return re.compile(f"(?P<alone>(?<!{beside}){signs}+(?!{beside}))|{letters}")


@cache
def _dashed(dashes: str) -> re.Pattern[str]:
    """Words with dashes in them."""
    letters = "[A-Za-z\u00a1-\u00ac\u00ae-\u00ff]*"
    return re.compile(f"{letters}(?:{_class(set(dashes))}{letters})+")


def _class(characters: set[str], escaped: bool = False) -> str:
    return f"[{''.join(sorted(characters if escaped else map(re.escape, characters)))}]"


@cache
def data() -> dict[str, Any]:
    """The tables as they are written."""
    loaded: dict[str, Any] = yaml.safe_load(files("ingest").joinpath("old_encodings.yml").read_text("utf-8"))
    return loaded


@cache
def encodings() -> dict[str, OldEncoding]:
    """TCVN3 and VNI by name, each also as it looks where a program took it for Windows-1258."""
    table = data()
    found = {}
    for name, letters, lacks in (
        ("tcvn3", dict(table["tcvn3"]["letters"]), True),
        ("vni", _in_both_cases(table["vni"]["letters"]), False),
    ):
        plain = OldEncoding(
            name, letters, table[name]["aliases"], table[name]["signs_alone"], lacks, table[name]["dashes"]
        )
        carried = dict(table[name]["aliases"]) | table["windows_1258"]
        found[name] = plain
        taken = f"{name}-in-1258"
        found[taken] = OldEncoding(taken, letters, carried, plain.signs_alone, lacks, plain.dashes)
    return found


def _in_both_cases(small: dict[str, str]) -> dict[str, str]:
    """A vowel tells the case; its mark is written in either. A second mark adds a tone: `vieâïc` for `vieäc`."""
    letters = {}
    twice = {
        pair + tone: unicodedata.normalize("NFC", meant + mark)
        for pair, meant in small.items()
        for tone, mark in zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True)
        if pair[1:] in ("â", "ê")
    }
    for pair, meant in (small | twice).items():
        first, mark = pair[0], pair[1:]
        for sign in {mark, mark.upper()}:
            letters[first + sign] = meant
            letters[first.upper() + sign] = meant.upper()
    return letters


@dataclass(frozen=True, slots=True)
class FontHabit:
    """What a font's name tells: the encoding it shows, that it draws capitals for small letters, or pictures."""

    encoding: str | None
    capitals: bool
    pictures: bool


@cache
def font_habit(name: str) -> FontHabit:
    """
    >>> font_habit("ABCDEF+VnTimeHBold")
    FontHabit(encoding='tcvn3', capitals=True, pictures=False)
    """
    fonts = data()["fonts"]
    bare = re.sub(r"^[A-Z]{6}\+", "", name).strip()
    encoding = next((kind for kind in ("tcvn3", "vni") if re.match(fonts[kind], bare)), None)
    capitals = encoding == "tcvn3" and re.match(fonts["capitals"], bare) is not None
    return FontHabit(encoding, capitals, re.match(fonts["pictures"], bare) is not None)
