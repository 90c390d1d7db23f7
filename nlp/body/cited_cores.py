"""Where a text names another document: the type word with its number, or with its date or year."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.body.citation_words import capital_type_word, form_before, laws, type_named, type_word
from nlp.body.cited_numbers import PrintedNumber, find_numbers, find_standards, type_of_code
from nlp.dates import DateMention, is_full

_BEFORE = 170  # characters before a number in which its type word stands


@dataclass(frozen=True, slots=True)
class Core:
    """`text[start:end]` names a document, date and issuer behind it not yet read.

    `title` is the name of a law; `named_by_type` is False where only the number stands there.
    """

    start: int
    end: int
    number: PrintedNumber | None
    doc_type: str | None
    title: str | None
    named_by_type: bool


def bare_year_at(text: str, offset: int) -> str | None:
    """The year that follows a law's name without "năm" ("Luật Đất đai 2024")."""
    bare = _BARE_YEAR.match(text, offset)
    return bare["year"] if bare else None


def find_cores(text: str, dates: Sequence[DateMention]) -> list[Core]:
    """The cores in text order, without overlap; where two overlap, the one with a number."""
    found = sorted(_cores(text, dates), key=lambda core: (core.start, core.number is None))
    return _without_overlap(found)


def _cores(text: str, dates: Sequence[DateMention]) -> Iterator[Core]:
    after = 0
    for number in sorted([*find_numbers(text), *find_standards(text)], key=lambda item: item.start):
        if number.start >= after and not _numbers_a_form(text, number.start):
            yield _numbered(text, number, after)
            after = number.end
    yield from _dated(text, dates)


def _without_overlap(cores: list[Core]) -> list[Core]:
    kept: list[Core] = []
    for core in cores:
        if not kept or core.start >= kept[-1].end:
            kept.append(core)
        elif core.number is not None and kept[-1].number is None:
            kept[-1] = core
    return kept


def _numbers_a_form(text: str, start: int) -> bool:
    return form_before().search(text, max(0, start - 25), start) is not None


_SO = r"(?:(?:có\s+)?s[ốồo]|SỐ)\s*:?\s*"
_NEAR = re.compile(rf"^\s*(?:{_SO})?$", re.IGNORECASE)
_ADJECTIVES = re.compile(rf"^(?:\s+[^\W\d_]+){{1,6}}\s+{_SO}$", re.IGNORECASE)
_LAW_NAME = re.compile(rf"^[^;:.()“”\"]{{2,150}}?\s{_SO}$", re.IGNORECASE)
_OUTER_LAW = re.compile(r"\s+[sS]ửa đổi[^;.:]{0,60}\s(?:của\s)?$")


def _numbered(text: str, number: PrintedNumber, after: int) -> Core:
    """The number with the type word before it, no further back than `after`."""
    if number.code in ("TCVN", "TCXDVN", "QCVN", "TCCS"):
        return Core(number.start, number.end, number, type_of_code(number.code) or "tiêu chuẩn", None, True)
    base = max(after, number.start - _BEFORE)
    base = max(base, text.rfind("\n", base, number.start) + 1)
    window = text[base : number.start]
    matches = list(type_word().finditer(window))
    for match in reversed(matches):
        kind = type_named(match[0])
        gap = window[match.end() :]
        if kind in laws() and not match[0][0].isupper():
            continue  # "văn bản quy phạm pháp luật số …" ends the name of a law
        if _NEAR.match(gap) or (kind not in laws() and _ADJECTIVES.match(gap) and match[0][0].isupper()):
            return Core(base + match.start(), number.end, number, kind, None, True)
        if kind in laws() and _LAW_NAME.match(gap):
            start, title = _outer_law(window, match.start(), matches, gap)
            return Core(base + start, number.end, number, kind, title, True)
    so = re.search(rf"{_SO}$", window, re.IGNORECASE)
    return Core(base + (so.start() if so else len(window)), number.end, number, type_of_code(number.code), None, False)


def _outer_law(window: str, start: int, matches: list[re.Match[str]], gap: str) -> tuple[int, str]:
    """The law's name; "Luật sửa đổi, bổ sung một số điều của Luật Giá số …" is named by its outer type word."""
    name = re.sub(rf"\s{_SO}$", "", gap, flags=re.IGNORECASE).strip(" ,")
    for outer in matches:
        between = window[outer.end() : start]
        if outer.start() < start and _OUTER_LAW.match(between):
            return outer.start(), f"{between.strip()} {window[start:].split(gap)[0]}{name and ' ' + name}".strip()
    return start, name


_BARE_YEAR = re.compile(r"\s(?P<year>(?:19|20)\d\d)(?![\w/.-]|,\d)")
_NOT_IN_LAW_NAME = re.compile(
    r"(?<!\w)(?:từ|đến|trước|sau|kể|có|theo|trong|tại|cho|được|vào|giai đoạn|này|hiện hành|trên|thông qua|quy định|"
    r"ban hành|hiệu lực|các|để|do|ngày|năm)(?!\w)|\d|,\s*Luật",
)


_BEFORE_DATE = re.compile(r"\s*(?:ngày\s*)?|\s+của\s+[^,.;\d]{2,80},?\s*")


def _dated(text: str, dates: Sequence[DateMention]) -> Iterator[Core]:
    """Documents without number: a law by its year or date, others by a full date right after the type word."""
    starts = [mention.start for mention in dates]
    for match in capital_type_word().finditer(text):
        kind = type_named(match[0])
        window = re.split(r"[;:\n“”\"]", text[match.end() : match.end() + 200], maxsplit=1)[0]
        index = bisect_left(starts, match.end())
        date = dates[index] if index < len(dates) and dates[index].start < match.end() + len(window) else None
        if kind in laws():
            yield from _dated_law(match, kind, window, date)
        elif date and is_full(date.value):
            gap = text[match.end() : date.start]
            if _BEFORE_DATE.fullmatch(gap) and "này" not in gap.split():
                yield Core(match.start(), match.end(), None, kind, None, True)


def _dated_law(match: re.Match[str], kind: str, window: str, date: DateMention | None) -> Iterator[Core]:
    if date is not None and date.value is not None:
        name = window[: date.start - match.end()]
        if _is_law_name(name, kind):
            yield Core(match.start(), date.start, None, kind, name.strip(" ,(") or None, True)
            return
    bare = _BARE_YEAR.search(window)
    if bare and _is_law_name(window[: bare.start()], kind):
        yield Core(match.start(), match.end() + bare.start(), None, kind, window[: bare.start()].strip(), True)


def _is_law_name(name: str, kind: str) -> bool:
    words = name.split()
    if kind == "hiến pháp":
        return len(words) <= 8 and not _NOT_IN_LAW_NAME.search(name)
    outer = re.match(r"\s+[sS]ửa đổi,?\s+bổ sung(?: một số| các)? điều\s+(?:của\s+)?", name)
    rest = name[outer.end() :] if outer else name
    return 1 <= len(words) <= 30 and not _NOT_IN_LAW_NAME.search(rest) and "(" not in name.rstrip(" (")
