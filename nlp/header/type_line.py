"""The line that announces the type of a document, and the heading of gazettes that states all in one sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nlp.dates import find_dates
from nlp.header.passages import Passage, is_capitals
from nlp.lexicon import entries
from nlp.text import fold

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TypeLine:
    """`rest` is where the text after the type word begins (the paragraph's end where the word stands alone), all in
    offsets of the document's text; `index` counts the paragraphs of the head."""

    index: int
    doc_type: str
    start: int
    end: int
    rest: int


@dataclass(frozen=True, slots=True)
class Heading:
    """ "Quyết định của Thủ tướng Chính phủ số 12/2004/QĐ-TTg ngày 25 tháng 6 năm 2004 về việc …", as spans."""

    type_line: TypeLine
    number: Span
    date: Span
    issuer: Span | None


@cache
def _type_names() -> dict[str, str]:
    """Folded name without spaces → name."""
    return {fold(entry["name"]).replace(" ", ""): entry["name"] for entry in entries("doc_types")}


@cache
def _type_words() -> str:
    """The names as a pattern for folded text, without the spaces that OCR loses."""
    names = sorted((fold(entry["name"]) for entry in entries("doc_types")), key=len, reverse=True)
    return "|".join(name.replace(" ", r"\s*") for name in names)


@cache
def _type_pattern() -> re.Pattern[str]:
    return re.compile(rf"^\W{{0,3}}(?:du thao\s+)?({_type_words()})(?!\w)")


@cache
def _qualifiers() -> dict[str, frozenset[str]]:
    """Name → folded words that only narrow the type ("CÔNG ĐIỆN KHẨN") and are no title."""
    return {entry["name"]: frozenset(map(fold, entry.get("qualifiers", ()))) for entry in entries("doc_types")}


_LOOK_ALIKE = str.maketrans("01", "oi")
_NO_TITLE = re.compile(r"\s*(?:va dau tu|so\b|so:)")
_LONGEST_SMALL = 500


def type_line_of(passage: Passage, index: int, after_header: bool = False) -> TypeLine | None:
    """The paragraph as a type line: the type alone (or narrowed: "CÔNG ĐIỆN KHẨN"), or with its title after it; None
    where it is none.

    Where a title follows the type is in capitals, or only its first letter is and number or date stand above
    (`after_header`), as in old fonts whose capitals get lost. A line that ends with a colon ("QUYẾT ĐỊNH:") enacts and
    announces nothing.
    """
    folded = passage.folded
    if is_capitals(passage.text):
        folded = folded.translate(_LOOK_ALIKE)
    match = _type_pattern().match(folded)
    if match is None or passage.text.rstrip().endswith(":"):
        return None
    following = folded[match.end() :]
    rest = following.lstrip(" .:*_-–")
    word = passage.text[match.start(1) : match.end(1)]
    name = _type_names()[re.sub(r"\s", "", match[1])]
    if rest.rstrip(" .*_-–") in _qualifiers()[name]:
        rest = ""
    if rest and (_NO_TITLE.match(following) or not _may_precede_title(word, passage.text[-len(rest) :], after_header)):
        return None
    start, end = passage.start + match.start(1), passage.start + match.end(1)
    after = end + len(following) - len(rest)
    return TypeLine(index, name, start, end, after if rest else passage.end)


def _may_precede_title(word: str, rest: str, after_header: bool) -> bool:
    if word.isupper():
        return not rest[0].islower()
    return (
        after_header
        and word[0].isupper()
        and len(rest) <= _LONGEST_SMALL
        and (rest[0].isupper() or rest.startswith("của "))
    )


@cache
def _heading_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"^\W{{0,3}}(?P<type>{_type_words()})(?:\s+cua\s+(?P<issuer>[^,;:\d]{{3,80}}?))?\s*,?\s+so\s*:?\s*"
        r"(?P<number>[0-9]{1,6}[a-z]?\s?(?:/\s?[0-9]{4})?\s?[/-]\s?[a-z][\w&/-]*)\s*,?\s*(?=ngay\s)"
    )


_HEADING_LINES = 4


def heading_of(text: str, lines: Sequence[Passage], index: int) -> Heading | None:
    """The paragraph, with those after it that go on with it, as a heading of a gazette; None where it is none. Only
    the start of a text may be one: in a body the same words cite."""
    base = lines[index].start
    printed = text[base : lines[min(index + _HEADING_LINES, len(lines)) - 1].end]
    match = _heading_pattern().match(fold(printed))
    if match is None or not printed[match.start("type")].isupper():
        return None
    dates = find_dates(printed[match.end() :])
    if not dates or dates[0].start != 0:
        return None
    stated = base + match.end() + dates[0].end
    last = next(number for number in range(index, len(lines)) if lines[number].end >= stated)
    title = text[stated : lines[last].end]
    rest = stated + len(title) - len(title.lstrip(" ,.:-–"))
    name = _type_names()[re.sub(r"\s", "", match["type"])]
    return Heading(
        TypeLine(last, name, base + match.start("type"), base + match.end("type"), rest),
        (base + match.start("number"), base + match.end("number")),
        (base + match.end(), stated),
        (base + match.start("issuer"), base + match.end("issuer")) if match["issuer"] else None,
    )
