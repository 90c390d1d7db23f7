"""Characters of symbol fonts, which Word keeps in the private use area (U+F000 and the font's own code)."""

from __future__ import annotations

import re

from ingest.old_encodings import font_habit

_PRIVATE = re.compile("[\uf020-\uf0ff]")
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SYMBOL = (
    {code: chr(code) for code in range(0x20, 0x7F)}
    | {0x41 + place: letter for place, letter in enumerate(_GREEK)}
    | {0x61 + place: letter.lower() for place, letter in enumerate(_GREEK)}
    | dict(zip((0x4A, 0x56, 0x6A, 0x76), "ϑςϕϖ", strict=True))
    | dict(zip((0xA2, 0xA3, 0xA5, 0xAB, 0xAC, 0xAD, 0xAE, 0xAF), "′≤∞↔←↑→↓", strict=True))
    | dict(zip((0xB0, 0xB1, 0xB2, 0xB3, 0xB4, 0xB7, 0xB8, 0xB9, 0xBA, 0xBB, 0xBC), "°±″≥×•÷≠≡≈…", strict=True))
    | dict(zip((0xC7, 0xC8, 0xCC, 0xCE, 0xD6, 0xD7, 0xDB, 0xDE, 0xE5), "∩∪⊂∈√⋅⇔⇒∑", strict=True))
)
_WINGDINGS = dict(
    zip(
        (0x6C, 0x6E, 0x6F, 0x71, 0x72, 0x75, 0x76, 0x9F, 0xA0, 0xA7, 0xA8, 0xD8, 0xDF, 0xE0, 0xE8, 0xF0),
        "●■□□□◆❖•▪▪□➢←→➔⇨",
        strict=True,
    )
) | dict(zip((0xFB, 0xFC, 0xFD, 0xFE), "✗✓☒☑", strict=True))


def printed_symbols(text: str, font: str) -> str:
    """The text with characters of the private use area as what the font draws for them; unknown pictures are left out.

    >>> printed_symbols("\uf0b3 5%", "Symbol"), printed_symbols("\uf0fe Có", "Wingdings")
    ('≥ 5%', '☑ Có')
    """
    return _PRIVATE.sub(lambda match: _printed(ord(match[0]) - 0xF000, font), text)


def _printed(code: int, font: str) -> str:
    if font_habit(font).encoding is not None:
        return chr(code)  # a font of letters that passes for one of symbols
    if font.startswith("Symbol"):
        return _SYMBOL.get(code, "")
    if font.startswith("Wingdings"):
        return _WINGDINGS.get(code, "")
    return _WINGDINGS.get(code) or (_SYMBOL.get(code, "") if code > 0x7E else "")
