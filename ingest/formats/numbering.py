"""Numbers of lists as they print: decimal, letters, Roman numerals."""

from __future__ import annotations

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def ordinal(number: int, style: str) -> str:
    """The number in a style of HTML's `type` attribute: "1", "a", "A", "i" or "I".

    >>> ordinal(4, "I"), ordinal(28, "a"), ordinal(3, "1")
    ('IV', 'ab', '3')
    """
    if number < 1 or style not in ("a", "A", "i", "I"):
        return str(number)
    text = _letters(number) if style in ("a", "A") else _roman(number)
    return text.upper() if style.isupper() else text


def _letters(number: int) -> str:
    text = ""
    while number:
        number, remainder = divmod(number - 1, 26)
        text = chr(ord("a") + remainder) + text
    return text


def _roman(number: int) -> str:
    text = ""
    for value, numeral in _ROMAN:
        count, number = divmod(number, value)
        text += numeral * count
    return text
