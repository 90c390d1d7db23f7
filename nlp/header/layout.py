"""Where the parts of a document stand: head (everything before the body), type line, foot (recipients, signatures).

Parts and places: Nghị định 30/2020/NĐ-CP, Phụ lục I. Only the first and the signing paragraphs are looked at, so the
length of the body costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nlp.header.passages import Passage, is_capitals, passages
from nlp.header.type_line import Heading, TypeLine, heading_of, type_line_of
from nlp.lexicon import entries
from nlp.text import LOWER, UPPER, TextMap, fold

_HEAD_PARAGRAPHS = 150  # a legal site's furniture before the document has been seen to take 90
_FOOT_BEFORE, _FOOT_AFTER = 12, 60


@dataclass(frozen=True, slots=True)
class Layout:
    """`head` are the paragraphs before the body, the title among them; `opening` is the first of the body; `foot` are
    the paragraphs around recipients and signatures, `recipients` the index in it of the line "Nơi nhận"."""

    head: tuple[Passage, ...] = ()
    type_line: TypeLine | None = None
    heading: Heading | None = None
    opening: Passage | None = None
    foot: tuple[Passage, ...] = ()
    recipients: int | None = None

    @property
    def before_type(self) -> tuple[Passage, ...]:
        """The head without title: number, issuer, place and date stand here."""
        return self.head if self.type_line is None else self.head[: self.type_line.index]

    @property
    def lost_capitals(self) -> bool:
        """Whether the motto stands in small letters: the text comes from a font whose capitals are another font."""
        return any(is_motto(line) and not is_capitals(line.text, 0.4) for line in self.head if len(line.text) < 120)


MOTTO = re.compile(
    r"c[o0]ng\s*h[o0]a\s*xa\s*h[o0][il1]\s*chu\s*ngh[il1]a\s*v[il1][e]t\s*nam|"
    r"d[o0]c\s*lap\s*[-–—.:]*\s*tu\s*d[o0]\s*[-–—.:]*\s*hanh\s*phuc|dang\s*c[o0]ng\s*san\s*v[il1]et\s*nam"
)


def is_motto(passage: Passage) -> bool:
    """Whether the national motto (or the party's name, as party documents print it) stands in the paragraph."""
    found = MOTTO.search(passage.folded)
    return (
        found is not None and (not found[0].startswith("dang") or is_capitals(passage.text)) and len(passage.text) < 400
    )


def find_layout(text: TextMap) -> Layout:
    """Pure; looks at the first 150 paragraphs and around the first signature."""
    lines = list(passages(text, 0, _HEAD_PARAGRAPHS))
    starts = range(min(len(lines), _HEADING_WITHIN))
    heading = next((found for index in starts if (found := heading_of(text.text, lines, index))), None)
    type_line = heading.type_line if heading else _first_type_line(lines)
    anchor = next(
        (index for index, line in enumerate(lines) if is_motto(line) or _NUMBER_LABEL.match(line.folded)), None
    )
    if type_line is not None:
        anchor = min(type_line.index, anchor if anchor is not None else type_line.index)
    body = _body_index(lines, anchor, type_line)
    foot, recipients = _foot(text, body)
    return Layout(
        head=tuple(lines[:body]),
        type_line=type_line if type_line and type_line.index < body else None,
        heading=heading,
        opening=lines[body] if body < len(lines) else None,
        foot=foot,
        recipients=recipients,
    )


# Head

_HEADING_WITHIN = 6
_NUMBER_LABEL = re.compile(r"^\W{0,3}(?:luat\s+|phap lenh\s+)?s[o06]\s*[:.]\s*[\d./…_ ]")
_DATE_LINE = re.compile(r"ngay\s*[\d.…_ ]*\s*thang\s*[\d.…_ ]*\s*nam\s*\d{4}\W*$")


def _first_type_line(lines: Sequence[Passage]) -> TypeLine | None:
    """The first type line before the bases: what the body says of types announces nothing."""
    below_header = False
    for index, line in enumerate(lines):
        found = type_line_of(line, index, below_header)
        if found is not None:
            return found
        folded = line.folded
        if below_header and opens_body(line):
            return None
        below_header = below_header or is_motto(line) or bool(_NUMBER_LABEL.match(folded) or _DATE_LINE.search(folded))
    return None


def _body_index(lines: list[Passage], anchor: int | None, type_line: TypeLine | None) -> int:
    """The index of the first paragraph of the body. Without any part of a head (a news page), none is head but what
    stands before the first long paragraph."""
    for index in range(anchor or 0, len(lines)):
        line = lines[index]
        if type_line is not None and index == type_line.index:
            continue
        directly = type_line is not None and index == type_line.index + 1 and type_line.rest >= lines[index - 1].end
        if opens_body(line, after_type=directly) or (not directly and _is_prose(line)):
            return index
    return _first_sentence(lines, type_line)


def _first_sentence(lines: list[Passage], type_line: TypeLine | None) -> int:
    """Where nothing opens the body as bodies open: what ends as a sentence does, after the title, which may have a full
    stop too; else the recipients or the signature."""
    if type_line is None:
        return len(lines)
    titled = type_line.rest < lines[type_line.index].end
    after = range(type_line.index + (1 if titled else 2), len(lines))
    return next((index for index in after if _is_sentence(lines[index]) or _is_foot(lines[index])), len(lines))


def _is_foot(passage: Passage) -> bool:
    return RECIPIENTS.match(passage.folded) is not None or AUTHORITY.match(passage.text) is not None


def _is_prose(passage: Passage) -> bool:
    """A sentence of the body: long, ended, in small letters."""
    return _is_sentence(passage, longer_than=160)


def _is_sentence(passage: Passage, longer_than: int = 30) -> bool:
    ended = passage.text.rstrip()[-1:] in ".;:/"
    return len(passage.text) > longer_than and ended and not is_capitals(passage.text, 0.6)


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


# Foot

# OCR loses the first letter of the label at a page's edge; then its colon must stand.
RECIPIENTS = re.compile(r"^\W{0,3}(?:n[o0]i\s*nhan\b|[o0]?i\s*nhan\s*:)")
FILED = re.compile(r"^\W{0,4}luu\s*[:.;]?\s*(?:vt|v\.t|vp|van thu|ho so|hs)")


def _opening_words() -> str:
    """The first words of positions and of bodies, in capitals: what a signature says after "KT" or "TM"."""
    names = [entry["name"] for entry in entries("positions")] + [
        entry["phrase"] for entry in entries("agency_openings")
    ]
    spellings = {name.split()[0].upper() for name in names} | {"UỶ", "PHÓ", "QUYỀN"}
    return "|".join(sorted(spellings))


# After "KT" with a comma or nothing a position or a body must follow in capitals: "Phòng: NC, KT, KGVX" names offices.
_MARKS = r"(?:T\.?M|T/M|K\.?T|K/T|T\.?L|T/L|T\.?U\.?Q|T/UQ)"
AUTHORITY = re.compile(
    rf"(?<![\w/.])(?:{_MARKS}\s*[./:]\s*(?=[{UPPER}][{UPPER}{LOWER}])|(?:T/M|K/T|T/L|T/UQ)\s+(?=[{UPPER}])|"
    rf"{_MARKS}(?:\s*,)?\s+(?=(?:{_opening_words()})(?!\w)))"
)


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
            return tuple(passages(text, first, index + _FOOT_AFTER)), index - first
        if signed is None and (AUTHORITY.match(written) or FILED.match(fold(written))):
            signed = index
    first = max(body, (signed if signed is not None else count - 10) - 2 * _FOOT_BEFORE)
    return tuple(passages(text, first, first + _FOOT_AFTER)), None


def _may_hold_recipients(text: TextMap, start: int, end: int) -> bool:
    return text.text.startswith(("Nơi", "NƠI"), start, end)
