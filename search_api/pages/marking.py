"""Text with marks, as HTML that is safe whatever the text holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape


def marked(text: str, spans: Iterable[tuple[int, int]]) -> Markup:
    """The text with each span (start, end) in <mark>.

    >>> marked("a < b", [(0, 1)])
    Markup('<mark>a</mark> &lt; b')
    """
    result, position = Markup(""), 0
    for start, end in sorted(spans):
        start, end = max(start, position), min(end, len(text))
        if start < end:
            result += escape(text[position:start]) + Markup("<mark>{}</mark>").format(text[start:end])
            position = end
    return result + escape(text[position:])


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the document's text that belongs to the finding `key`."""

    start: int
    end: int
    key: str
    group: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Text under one and the same findings; `span` is the one that it is marked for, None where it is plain."""

    text: str
    span: Span | None


def pieces(text: str, offset: int, spans: Sequence[Span], chosen: str | None) -> tuple[Piece, ...]:
    """Cuts `text`, which begins at `offset` of the document's text, where spans begin and end.

    Where spans lie over each other, the chosen one is shown, else the shortest.
    """
    end = offset + len(text)
    here = [span for span in spans if span.start < end and span.end > offset]
    if not here:
        return (Piece(text, None),)
    cuts = sorted({offset, end} | {min(max(cut, offset), end) for span in here for cut in (span.start, span.end)})
    result = []
    for start, stop in pairwise(cuts):
        over = [span for span in here if span.start <= start and span.end >= stop]
        shown = min(over, key=lambda span: (span.key != chosen, span.end - span.start), default=None)
        result.append(Piece(text[start - offset : stop - offset], shown))
    return tuple(result)
