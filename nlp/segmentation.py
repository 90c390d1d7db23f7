"""Words of more than one syllable, by underthesea's CRF, for the few places where rules have to know where a word ends.

The whole of a document is not segmented: that takes longer than all the rules together.
"""

from __future__ import annotations

import re
from functools import lru_cache

# The model looks two syllables either way, so that a word's end does not hang on what stands further off.
_WINDOW = 60
_BREAK = re.compile(r"[\n.;:]")


def word_end(text: str, offset: int) -> int:
    """Where the word ends (exclusive) that holds `text[offset]`.

    >>> text = "đào tạo 20 cộng tác viên ở xã"
    >>> text[11 : word_end(text, 11)]
    'cộng tác viên'
    """
    start = max((mark.end() for mark in _BREAK.finditer(text, max(0, offset - _WINDOW), offset)), default=0)
    if start == 0 and offset > _WINDOW:
        start = offset - _WINDOW + _to_space(text[offset - _WINDOW : offset])
    stop = _BREAK.search(text, offset + 1, offset + _WINDOW)
    end = stop.start() if stop else min(len(text), offset + _WINDOW)
    if stop is None and end < len(text):
        end = max(offset + 1, text.rfind(" ", offset, end))
    ends = [start + length for length in _word_lengths(text[start:end])]
    return next((place for place in ends if place > offset), offset)


def _to_space(piece: str) -> int:
    return piece.find(" ") + 1


@lru_cache(maxsize=4096)
def _word_lengths(piece: str) -> tuple[int, ...]:
    """The offsets in `piece` at which its words end."""
    from underthesea import word_tokenize  # takes two seconds: only who needs a word pays

    ends = []
    position = 0
    for token in word_tokenize(piece, use_token_normalize=False) if piece.strip() else []:
        found = piece.find(token, position)
        if found >= 0:
            position = found + len(token)
            ends.append(position)
    return tuple(ends)
