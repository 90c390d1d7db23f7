"""Số và ký hiệu (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3; party documents: Hướng dẫn 36-HD/VPTW, mục II.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from nlp.draft import Draft
from nlp.header.by_hand import ByHand, number_by_hand
from nlp.header.passages import Passage
from nlp.lexicon import entries
from nlp.models import Extracted
from nlp.text import LOWER, fold

# A part of the symbol: QĐ, UBND, BCĐ138, TTr, QH15. Ð (eth) is what many fonts' tables give for Đ.
_PART = r"[A-ZĐÐƯƠÂÊÔĂ][\w&.]{0,18}"
_SYMBOL = (
    rf"{_PART}(?:\s?[-–—/,]\s?(?:[A-ZĐÐ]{{2}}[\w&.]{{0,18}}|[A-ZĐÐ](?![{LOWER}])\w{{0,3}})"
    rf"|[-–—/](?:{_PART}|[0-9]{{4}}))*"
)
_NUMBER = re.compile(
    r"(?P<digits>[0-9][0-9 ]{0,7}?[a-zA-Z]?)\s*(?:/\s?(?P<year>(?:19|20)[0-9][0-9]))?\s*"
    rf"(?P<dash>[-–—/])\s*(?P<symbol>{_SYMBOL})"
)
_BLANK = re.compile(rf"[.…_\s]*(?:/\s?(?:19|20)[0-9][0-9])?\s*[-–—/]\s*{_SYMBOL}")
# Handwriting that OCR made marks of: "4‡ /QĐ-UBND", "/4 /CT-UBND".
_SCRAWLED = re.compile(rf"\S{{1,6}}(?:\s\S{{1,4}})?\s*/\s*{_SYMBOL}")
_DIGITS = re.compile(r"[0-9]{1,6}(?![0-9\S]|\s?/\s?[0-9])")
_ORPHAN_SYMBOL = re.compile(rf"(?:^|\s)(/\s?(?:(?:19|20)[0-9][0-9]\s?/\s?)?{_SYMBOL})")
_IN_TEXT = re.compile(
    rf"(?<![\w/.-])[0-9]{{1,6}}[a-zA-Z]?(?:/(?:19|20)[0-9][0-9])?[-/](?:{_PART})(?:[-/](?:{_PART}|[0-9]{{4}}))*"
)


# A cautious bound, set by judgement: numbers are often written by hand, and a wrong one costs more than a blank.
LEAST_CONFIDENCE = 0.6


@dataclass(frozen=True, slots=True)
class NumberReading:
    """A place where the document states its number. `value` is None where it is blank or cannot be read, as `problem`
    tells; `spans` are in the document's text, `method` says where it stood. Where the digits are written by hand,
    `symbol` is what is printed after them and `by_hand` what is known of them."""

    value: str | None
    spans: tuple[tuple[int, int], ...]
    confidence: float
    method: str
    problem: Literal["blank", "unreadable", "handwritten"] | None = None
    symbol: str | None = None
    by_hand: ByHand | None = None


def find_number(draft: Draft) -> Extracted[str] | None:
    """The number as one string, case and leading zeros as printed; None where blank or where two are left open."""
    if draft.kind is not None and draft.kind.value == "article":
        return _of_article(draft)
    readings = number_readings(draft)
    first = next((reading for reading in readings if reading.value is not None), None)
    if first is None or first.value is None or rival_readings(readings):
        return None
    if min(draft.text.confidence(start, end) for start, end in first.spans) < LEAST_CONFIDENCE:
        return None
    seen = [span for reading in readings if reading.value == first.value for span in reading.spans]
    evidence = tuple(item for start, end in seen for item in draft.text.evidence(start, end, first.method))
    written = (first.by_hand.evidence,) if first.by_hand else ()
    confidence = first.confidence * min(draft.text.confidence(start, end) for start, end in first.spans)
    return Extracted(first.value, confidence, (*written, *evidence))


def number_readings(draft: Draft) -> tuple[NumberReading, ...]:
    """All places that state the number, the document's own header before a site's metadata."""
    found = list(_labelled(draft))
    heading = draft.layout.heading
    if not found and heading:
        value = _plain(draft.text.text[slice(*heading.number)])
        found.append(NumberReading(value, (heading.number,), 0.95, "heading"))
    if not found:
        found += _unlabelled(draft)
    metadata = draft.metadata.get("number")
    if metadata is not None:
        start, end = metadata
        match = _NUMBER.match(draft.text.text[start:end])
        if match:
            found.append(NumberReading(_written(match), ((start, start + match.end()),), 0.97, "metadata"))
    return tuple(found)


def rival_readings(readings: tuple[NumberReading, ...]) -> tuple[NumberReading, ...]:
    """Readings of one rank that name different numbers; a header is not contradicted by a site's metadata."""
    stated = [reading for reading in readings if reading.value is not None]
    peers = [reading for reading in stated if reading.method == stated[0].method]
    return tuple(peers) if len({reading.value for reading in peers}) > 1 else ()


@cache
def _label() -> re.Pattern[str]:
    """ "Số:" at the start of a line, on folded text; "Luật số:", "Nghị quyết số:" too. OCR reads ố as 6."""
    types = "|".join(re.escape(fold(entry["name"])) for entry in entries("doc_types"))
    return re.compile(rf"^[^\w/]{{0,4}}(?:(?P<type>{types})\s+)?s[o06]\s*[:.;,]?\s*")


_CITED = re.compile(r"\s*(?:ngay|cua|ve|thang|duoc|quy dinh)\b")


def _labelled(draft: Draft) -> Iterator[NumberReading]:
    layout = draft.layout
    for passage in layout.head:
        match = _label().match(passage.folded)
        if match is None:
            continue
        reading = _after_label(passage, match.end(), layout.head)
        if reading is None or (
            match["type"] and _CITED.match(fold(passage.text[reading.spans[0][1] - passage.start :]))
        ):
            continue
        yield _with_handwriting(draft, reading)
    if any(_label().match(passage.folded) for passage in layout.before_type):
        return
    for passage in layout.before_type:
        for inner in _INNER_LABEL.finditer(passage.folded):
            reading = _after_label(passage, inner.end(), layout.head)
            if reading is not None:
                yield _with_handwriting(draft, reading)


# "Số:" inside a line, where columns were run together; an incoming stamp ("CÔNG VĂN ĐẾN Số: 12") is another's.
_INNER_LABEL = re.compile(r"(?<!den )(?<!den: )(?<=\s)s[o06]\s*:\s*(?=[\d./…_])")


def _after_label(passage: Passage, offset: int, head: tuple[Passage, ...]) -> NumberReading | None:
    base = passage.start
    match = _NUMBER.match(passage.text, offset)
    if match:
        span = (base + match.start(), base + match.end())
        wrapped = _wrapped_part(passage, match, head)
        if wrapped:
            return NumberReading(
                _plain(_written(match) + passage.text[match.end()] + wrapped.text),
                (span, (wrapped.start, wrapped.end)),
                0.95,
                "number-line",
            )
        return NumberReading(_written(match), (span,), 0.99, "number-line")
    blank = _BLANK.match(passage.text, offset)
    if blank:
        return NumberReading(None, ((base, base + blank.end()),), 0.9, "number-line", "blank")
    scrawled = _SCRAWLED.match(passage.text, offset)
    if scrawled:
        return NumberReading(None, ((base, base + scrawled.end()),), 0.9, "number-line", "unreadable")
    digits = _DIGITS.match(passage.text, offset)
    if digits is None:
        return None
    span = (base + digits.start(), base + digits.end())
    for other in head:
        orphan = _ORPHAN_SYMBOL.search(other.text)
        if orphan and (other.start + orphan.start(1) >= span[1]):
            symbol = (other.start + orphan.start(1), other.start + orphan.end(1))
            return NumberReading(_plain(digits[0] + orphan[1]), (span, symbol), 0.9, "number-line")
    return NumberReading(None, (span,), 0.5, "number-line", "unreadable")


_PRINTED_SYMBOL = re.compile(rf"(?:/\s?(?:19|20)[0-9][0-9]\s*)?[-–—/]\s*{_SYMBOL}$")


def _with_handwriting(draft: Draft, reading: NumberReading) -> NumberReading:
    """The reading completed with the digits written by hand before its symbol, where there are any."""
    printed = _PRINTED_SYMBOL.search(draft.text.text, *reading.spans[0]) if reading.value is None else None
    by_hand = number_by_hand(draft, reading.spans[0], printed[0]) if printed else None
    if printed is None or by_hand is None:
        return reading
    symbol = _plain(printed[0])
    if by_hand.value is None:
        return replace(reading, problem="handwritten", symbol=symbol, by_hand=by_hand)
    value = by_hand.value + symbol
    return replace(reading, value=value, confidence=by_hand.confidence, problem=None, symbol=symbol, by_hand=by_hand)


def _wrapped_part(passage: Passage, match: re.Match[str], head: tuple[Passage, ...]) -> Passage | None:
    """The next line where the symbol goes on in it: the number's line ends in a dash ("12/QĐ-", then "UBND")."""
    if not re.fullmatch(r"\s?[-–—/]\s*", passage.text[match.end() :]):
        return None
    following = next((other for other in head if other.start > passage.start), None)
    return following if following and re.fullmatch(rf"\s*{_SYMBOL}\s*", following.text) else None


def _unlabelled(draft: Draft) -> Iterator[NumberReading]:
    """A line of the head that is a number and nothing else."""
    for passage in draft.layout.before_type:
        match = _NUMBER.fullmatch(passage.text.strip(" .:;"))
        if match:
            yield NumberReading(_written(match), ((passage.start, passage.end),), 0.85, "number-alone")


def _written(match: re.Match[str]) -> str:
    year = f"/{match['year']}" if match["year"] else ""
    return _plain(match["digits"] + year + match["dash"] + match["symbol"])


def _plain(printed: str) -> str:
    joined = re.sub(r"\s", "", printed).replace("Ð", "Đ").replace("–", "-").replace("—", "-")
    return joined.rstrip(".,;")


def _of_article(draft: Draft) -> Extracted[str] | None:
    """The number of the one document that an article is about: the only one that it says was issued."""
    issued = issued_in_article(draft)
    if len({value for value, _ in issued}) != 1:
        return None
    value, (start, end) = issued[0]
    return Extracted(value, 0.85 * draft.text.confidence(start, end), draft.text.evidence(start, end, "article"))


_ISSUED = re.compile(
    r"(?<!\w)(?:ban hanh|da ky|vua ky|co|phe duyet|thong qua|cong bo|gui)\s+"
    r"(?:[^\W\d]+\s+){0,6}?(?:so\s*:?\s*)?(?=[0-9])"
)
_ARTICLE_CHARACTERS = 200_000


def issued_in_article(draft: Draft) -> tuple[tuple[str, tuple[int, int]], ...]:
    """Numbers that a news text reports as issued ("ban hành Kế hoạch số 57/KH-UBND"), with their spans."""
    text = draft.text.text[:_ARTICLE_CHARACTERS]
    found = []
    for match in _ISSUED.finditer(fold(text)):
        number = _IN_TEXT.match(text, match.end())
        if number:
            found.append((_plain(number[0]), number.span()))
    return tuple(found)
