"""Where the parts of a document stand: head (everything before the body), type line, foot (recipients, signatures).

Parts and places: Nghị định 30/2020/NĐ-CP, Phụ lục I. Only the first and the signing paragraphs are looked at, so the
length of the body costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nlp.lexicon import entries
from nlp.text import UPPER, CellPosition, TextMap, fold

_HEAD_PARAGRAPHS = 150  # a legal site's furniture before the document has been seen to take 90
_FOOT_BEFORE, _FOOT_AFTER = 12, 60


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the document's text: `text` is `TextMap.text[start:end]`."""

    start: int
    end: int
    text: str
    cell: CellPosition | None = None

    @property
    def folded(self) -> str:
        return fold(self.text)


@dataclass(frozen=True, slots=True)
class TypeLine:
    """The line that announces the type. `rest` is where the text after the type word begins (the paragraph's end where
    the word stands alone), all in offsets of the document's text; `index` counts the paragraphs of the head."""

    index: int
    doc_type: str
    start: int
    end: int
    rest: int


@dataclass(frozen=True, slots=True)
class Layout:
    """`head` are the paragraphs before the body, the title among them; `opening` is the first of the body; `foot` are
    the paragraphs around recipients and signatures, `recipients` the index in it of the line "Nơi nhận"."""

    head: tuple[Passage, ...] = ()
    type_line: TypeLine | None = None
    opening: Passage | None = None
    foot: tuple[Passage, ...] = ()
    recipients: int | None = None

    @property
    def before_type(self) -> tuple[Passage, ...]:
        """The head without title: number, issuer, place and date stand here."""
        return self.head if self.type_line is None else self.head[: self.type_line.index]


MOTTO = re.compile(
    r"c[o0]ng\s*h[o0]a\s*xa\s*h[o0][il1]\s*chu\s*ngh[il1]a\s*v[il1][e]t\s*nam|"
    r"d[o0]c\s*lap\s*[-–—.:]*\s*tu\s*d[o0]\s*[-–—.:]*\s*hanh\s*phuc|dang\s*c[o0]ng\s*san\s*v[il1]et\s*nam"
)
_LETTERS = re.compile(r"[^\W\d_]")


def is_capitals(text: str, share: float = 0.8) -> bool:
    """Whether at least that share of the letters are capitals (False for a text without letters)."""
    letters = _LETTERS.findall(text)
    return bool(letters) and sum(letter.isupper() for letter in letters) >= share * len(letters)


def find_layout(text: TextMap) -> Layout:
    """Pure; looks at the first 150 paragraphs and around the first signature."""
    passages = list(_passages(text, 0, _HEAD_PARAGRAPHS))
    anchor = next((index for index, passage in enumerate(passages) if _is_anchor(passage)), None)
    body = _body_index(passages, anchor)
    head = tuple(passages[:body])
    type_line = next((line for index in range(len(head)) if (line := type_line_of(head[index], index))), None)
    foot, recipients = _foot(text, body)
    return Layout(head, type_line, passages[body] if body < len(passages) else None, foot, recipients)


def _passages(text: TextMap, first: int, last: int) -> Iterator[Passage]:
    for block in text.blocks[max(0, first) : last]:
        yield Passage(block.start, block.end, text.block_text(block), block.cell)


# Head

_NUMBER_LABEL = re.compile(r"^\W{0,3}(?:luat\s+|phap lenh\s+)?s[o06]\s*[:.]\s*[\d./…_ ]")


def _is_anchor(passage: Passage) -> bool:
    folded = passage.folded
    if MOTTO.search(folded) or _NUMBER_LABEL.match(folded):
        return True
    return type_line_of(passage, 0) is not None


def _body_index(passages: list[Passage], anchor: int | None) -> int:
    """The index of the first paragraph of the body. Without any part of a head (a news page), none is head but what
    stands before the first long paragraph."""
    announced: int | None = None
    for index in range(anchor or 0, len(passages)):
        passage = passages[index]
        if announced is None and anchor is not None and type_line_of(passage, index):
            announced = index
            continue
        directly = announced is not None and index == announced + 1 and _ends_with_type(passages[announced])
        if opens_body(passage, after_type=directly) or (not directly and _is_prose(passage)):
            return index
    return len(passages)


def _ends_with_type(passage: Passage) -> bool:
    line = type_line_of(passage, 0)
    return line is not None and line.rest >= passage.end


def _is_prose(passage: Passage) -> bool:
    """A sentence of the body: long, ended, in small letters."""
    return len(passage.text) > 160 and passage.text.rstrip()[-1:] in ".;:/" and not is_capitals(passage.text, 0.6)


@cache
def _openings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What opens a body anywhere, and what does even right under the type line."""
    always = [fold(entry["phrase"]) for entry in entries("body_openings") if not entry.get("may_open_title")]
    sometimes = [fold(entry["phrase"]) for entry in entries("body_openings")]
    return _opening_pattern(sometimes), _opening_pattern(always)


def _opening_pattern(phrases: list[str]) -> re.Pattern[str]:
    written = [re.escape(p[:-1]) + r"\s*[.)\-–:/]" if p.endswith(".") else re.escape(p) + r"(?!\w)" for p in phrases]
    return re.compile(r"\W{0,4}(?:" + "|".join(written) + ")")


def opens_body(passage: Passage, after_type: bool = False) -> bool:
    """Whether the paragraph begins as bodies begin. Right after the type line "Thực hiện …" may be the title itself,
    and is unless it ends as a clause of the preamble does."""
    anywhere, even_there = _openings()
    folded = passage.folded
    if not after_type:
        return anywhere.match(folded) is not None and not (is_capitals(passage.text) and folded.startswith("thuc hien"))
    if even_there.match(folded):
        return True
    clause = passage.text.rstrip()[-1:] in ";:" or re.search(r"\b(?:nhu sau|ban hanh ke hoach|bao cao nhu)\b", folded)
    return anywhere.match(folded) is not None and bool(clause)


# Type line


@cache
def _type_pattern() -> re.Pattern[str]:
    """On folded text without spaces at the seams that OCR loses."""
    names = sorted((fold(entry["name"]) for entry in entries("doc_types")), key=len, reverse=True)
    return re.compile(r"^\W{0,3}(?:du thao\s+)?(" + "|".join(name.replace(" ", r"\s*") for name in names) + r")(?!\w)")


@cache
def _type_names() -> dict[str, str]:
    return {fold(entry["name"]).replace(" ", ""): entry["name"] for entry in entries("doc_types")}


_LOOK_ALIKE = str.maketrans("01", "oi")
_NO_TITLE = re.compile(r"\s*(?:va dau tu|so\b|so:)")


def type_line_of(passage: Passage, index: int) -> TypeLine | None:
    """The paragraph as a type line: the type alone, or in capitals with its title after it; None where it is none.

    A line that ends with a colon ("QUYẾT ĐỊNH:") enacts and announces nothing.
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
    title_starts_small = rest != "" and passage.text[-len(rest) :][0].islower()
    if rest and (not word.isupper() or _NO_TITLE.match(following) or title_starts_small):
        return None
    start, end = passage.start + match.start(1), passage.start + match.end(1)
    after = end + len(following) - len(rest)
    return TypeLine(index, _type_names()[re.sub(r"\s", "", match[1])], start, end, after if rest else passage.end)


# Foot

# OCR loses the first letter of the label at a page's edge; then its colon must stand.
RECIPIENTS = re.compile(r"^\W{0,3}(?:n[o0]i\s*nhan\b|[o0]?i\s*nhan\s*:)")
FILED = re.compile(r"^\W{0,4}luu\s*[:.;]?\s*(?:vt|v\.t|vp|van thu|ho so|hs)")
AUTHORITY = re.compile(rf"(?<![\w/.])(?:TM|T/M|KT|K/T|TL|T/L|TUQ|T/UQ)(?:\s*[./,:]\s*|\s+)(?=[{UPPER}]{{2}})")


def _foot(text: TextMap, body: int) -> tuple[tuple[Passage, ...], int | None]:
    """The paragraphs around the first "Nơi nhận", else around the first "Lưu: VT" or authority line, else the last."""
    count = len(text.blocks)
    signed: int | None = None
    for index in range(min(body, count), count):
        block = text.blocks[index]
        if block.end - block.start > 600 and not _may_hold_recipients(text, block.start, block.end):
            continue
        written = text.text[block.start : min(block.end, block.start + 80)]
        if RECIPIENTS.match(fold(written)):
            first = max(body, index - _FOOT_BEFORE)
            return tuple(_passages(text, first, index + _FOOT_AFTER)), index - first
        if signed is None and (AUTHORITY.match(written) or FILED.match(fold(written))):
            signed = index
    first = max(body, (signed if signed is not None else count - 10) - 2 * _FOOT_BEFORE)
    return tuple(_passages(text, first, first + _FOOT_AFTER)), None


def _may_hold_recipients(text: TextMap, start: int, end: int) -> bool:
    return text.text.startswith(("Nơi", "NƠI"), start, end)
