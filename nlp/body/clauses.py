"""Clauses of a paragraph: what stands between semicolons and full stops, and its pieces around several quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.body.quantity import Quantity
from nlp.text import UPPER

Span = tuple[int, int]

# A full stop ends a sentence before a capital, a quote or a dash, but not after an abbreviation (TP., Th.) or a figure.
_END = re.compile(
    rf";\s*|(?<![A-ZĐ])(?<!\bTp)(?<!\bTh)(?<!\btp)[.!?…](?:/\.)?[”\")]?\s+(?=[{UPPER}“\"\d(+\-–])|\n|(?<=[.;])\s(?=[-+]\s)"
)
_CLAUSE_LENGTH = 1500
_LEAD_IN = re.compile(r":\s+")


def clauses_of(text: str, start: int, end: int) -> list[Span]:
    """The clauses of `text[start:end]`, without the marks that end them."""
    found = []
    place = start
    for match in _END.finditer(text, start, end):
        if _depth(text, place, match.start()) > 0 and match[0].startswith(";"):
            continue
        found.append((place, match.start() + (match[0][0] in ".!?…")))
        place = match.end()
    found.append((place, end))
    short = [part for span in found for part in _cut_long(text, *span)]
    return [trimmed for span in short if (trimmed := _trimmed(text, *span))[0] < trimmed[1]]


def _cut_long(text: str, start: int, end: int) -> Iterator[Span]:
    """What no one writes as one clause, as a table that lost its cells, is cut at commas or spaces."""
    while end - start > _CLAUSE_LENGTH:
        limit = start + _CLAUSE_LENGTH
        cut = max(text.rfind(", ", start + _CLAUSE_LENGTH // 2, limit), text.rfind(" ", limit - 80, limit), start + 1)
        yield start, cut
        start = cut
    yield start, end


def _depth(text: str, start: int, end: int) -> int:
    """How many brackets are open at `end`."""
    return text.count("(", start, end) - text.count(")", start, end)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " \t\n-+–•*,:":
        start += 1
    while end > start and text[end - 1] in " \t\n.,;:/":
        end -= 1
    if joint := _LAST_JOINT.search(text, max(start, end - 12), end):
        end = joint.start()
    return start, end


_LAST_JOINT = re.compile(r"[\s,;(]+(?:và|hoặc|với|cùng|đồng thời)?[\s(]*$|\s+(?:và|hoặc)$")


def after_lead_in(text: str, clause: Span, first: int) -> int:
    """Where the clause begins to state its quantities: after the last colon before the first of them."""
    start = clause[0]
    for match in _LEAD_IN.finditer(text, clause[0], first):
        start = match.end()
    return start


_AMONG = re.compile(r"[,.(\s]*(?:(?<!\w)trong đó|Trong đó|đồng thời|riêng)(?!\w)[,:]?\s*")
_BREAK = re.compile(r"\)\s*(?:,|và)?\s*|\s*\(|,\s+(?:và\s+)?|\s+(?:và|hoặc)\s+")
_NEAR = 14


def pieces_of(text: str, start: int, end: int, quantities: Sequence[Quantity]) -> list[Span]:
    """One piece of `text[start:end]` a quantity: the clause cut between them, each piece able to stand alone."""
    bounds: list[Span] = []
    first = start
    for index, quantity in enumerate(quantities):
        following = quantities[index + 1] if index + 1 < len(quantities) else None
        if following is not None and _is_paired(text, quantity, following):
            bounds.append((first, -1))
            continue
        last = end if following is None else _cut(text, quantity, following)
        bounds = [(low, last if high < 0 else high) for low, high in bounds]
        bounds.append((first, last))
        first = last
    pieces = []
    for quantity, bound in zip(quantities, bounds, strict=True):
        piece = _trimmed(text, *bound)
        pieces.append(piece if _stands_alone(text, piece, quantity) else _trimmed(text, start, bound[1]))
    return pieces


def _is_paired(text: str, one: Quantity, other: Quantity) -> bool:
    """Two measures stated by the same words: `50% (1.000) cán bộ`, `30 lớp tập huấn cho 6.456 lượt người`."""
    gap = text[one.end : other.lead]
    return re.fullmatch(r"[\s(]*", gap) is not None or not (_AMONG.search(gap) or _BREAK.search(gap))


def _cut(text: str, one: Quantity, other: Quantity) -> int:
    """Where the piece of `other` begins."""
    gap = text[one.end : other.lead]
    among = list(_AMONG.finditer(gap))
    if among:
        words = among[-1][0]
        return one.end + among[-1].start() + len(words) - len(words.lstrip(" ,.("))
    breaks = list(_BREAK.finditer(gap))
    last = breaks[-1]
    if len(gap) - last.end() <= _NEAR:
        return one.end + last.end()
    if breaks[0].start() <= 2:
        return one.end + breaks[0].end()
    return one.end + last.end()


def _stands_alone(text: str, piece: Span, quantity: Quantity) -> bool:
    if quantity.unit == "top":
        return False  # whose rank it is stands before it
    outside = text[piece[0] : quantity.start] + " " + text[quantity.end : piece[1]]
    words = re.findall(r"[^\W\d_]{2,}", outside)
    return len(words) >= (3 if quantity.kind == "count" else 5)


_LISTED = re.compile(
    r"[^;.:\d]{0,60}(?:,|(?<!\w)và|(?<!\w)cho|\()\s*(?:trong đó\s+(?:có\s+)?)?(?:(?:khoảng|trên|hơn)\s)?"
)

_PART = re.compile(r"[^;.:\d]{0,60}[,(]\s*(?:trong đó\s*[:,]?\s*)?[^;.:,()\d]{1,40}:\s*", re.IGNORECASE)


def in_one_list(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether two quantities stand side by side: "200 doanh nghiệp, 50 hợp tác xã và 1.000 hộ".

    Parts of one unit have their names before them: "58 trạm (trong đó: nhà mạng A: 25 trạm, nhà mạng B: 33 trạm)".
    """
    alike = one.kind == other.kind or {one.kind, other.kind} <= {"count", "other", "place", "measure"}
    if alike and _LISTED.fullmatch(text, one.end, other.start):
        return True
    return one.unit == other.unit and _PART.fullmatch(text, one.end, other.start) is not None
