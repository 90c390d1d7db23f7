"""Where a text names another document: the type word with its number, or with its date or year."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.body.citation_words import capital_type_word, form_before, laws, short_type_word, type_named, type_word
from nlp.body.cited_laws import CitedLaw, amending_laws, law_at
from nlp.body.cited_numbers import PrintedNumber, find_numbers, find_standards, number_at, type_of_code
from nlp.dates import DateMention, is_full

_BEFORE = 170  # characters before a number in which its type word stands


@dataclass(frozen=True, slots=True)
class Core:
    """`text[start:end]` names a document, date and issuer behind it not yet read.

    `title` is the name of a law; `named_by_type` is False where only the number stands there; `date` only where other
    laws stand before it.
    """

    start: int
    end: int
    number: PrintedNumber | None
    doc_type: str | None
    title: str | None
    named_by_type: bool
    date: DateMention | None = None


def find_cores(text: str, dates: Sequence[DateMention]) -> list[Core]:
    """The cores in text order, without overlap; where two overlap, the one with a number."""
    found = sorted(_cores(text, dates), key=lambda core: (core.start, core.number is None))
    return _without_overlap(found)


def _cores(text: str, dates: Sequence[DateMention]) -> Iterator[Core]:
    numbers = _printed_numbers(text)
    amending = [_of_law(law) for law in amending_laws(text, numbers, dates)]
    yield from amending
    theirs = {core.number.start for core in amending if core.number}
    before_laws = iter([core.end for core in amending if core.date])
    opening = next(before_laws, None)
    after = 0
    for number in numbers:
        while opening is not None and opening <= number.start:
            after, opening = max(after, opening), next(before_laws, None)
        if number.start >= after and not _numbers_a_form(text, number.start):
            if number.start not in theirs:
                yield _numbered(text, number, after)
            after = number.end
    yield from _dated(text, dates)


def _of_law(law: CitedLaw) -> Core:
    return Core(law.start, law.end, law.number, law.doc_type, law.title, True, law.date)


def _printed_numbers(text: str) -> list[PrintedNumber]:
    """All numbers in text order, of two at one place the longer."""
    found = [*find_numbers(text), *find_standards(text), *_announced_numbers(text)]
    return sorted(found, key=lambda item: (item.start, -item.end))


_ANNOUNCED = re.compile(r"\s*(?P<so>s[ốồo]|SỐ)?\s*:?\s*")


def _announced_numbers(text: str) -> Iterator[PrintedNumber]:
    """Numbers of any form behind a type word; a plan or a programme must say "số" ("Chương trình 135/CP")."""
    for match in type_word().finditer(text):
        kind = type_named(match[0])
        so = _ANNOUNCED.match(text, match.end())
        if kind in laws() or so is None or not (so["so"] or (match[0][0].isupper() and kind in _BY_NUMBER)):
            continue
        number = number_at(text, so.end())
        if number is not None:
            yield number


_BY_NUMBER = frozenset(
    {"nghị định", "nghị quyết", "nghị quyết liên tịch", "quyết định", "thông tư", "thông tư liên tịch", "chỉ thị"}
    | {"công văn", "công điện"}
)


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
_LAW_NAME = re.compile(rf"^[^;:.()“”\"]{{2,150}}?\s(?:{_SO})?$", re.IGNORECASE)
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
            return Core(base + match.start(), number.end, number, _kind_named(match[0], kind, number), None, True)
        if kind in laws() and _LAW_NAME.match(gap):
            start, title = _outer_law(window, match.start(), matches, gap)
            return Core(base + start, number.end, number, kind, title, True)
    short = short_type_word().search(window)
    if short:
        return Core(base + short.start(), number.end, number, type_of_code(number.code), None, True)
    so = re.search(rf"{_SO}$", window, re.IGNORECASE)
    return Core(base + (so.start() if so else len(window)), number.end, number, type_of_code(number.code), None, False)


def _kind_named(printed: str, kind: str, number: PrintedNumber) -> str:
    """ "Văn bản" is any document, so the symbol tells; but CT is chỉ thị and Cục Thuế."""
    of_code = type_of_code(number.code)
    return of_code if of_code and printed.casefold() == "văn bản" and of_code != "chỉ thị" else kind


def _outer_law(window: str, start: int, matches: list[re.Match[str]], gap: str) -> tuple[int, str]:
    """The law's name; "Luật sửa đổi, bổ sung một số điều của Luật Giá số …" is named by its outer type word."""
    name = re.sub(rf"\s(?:{_SO})?$", "", gap, flags=re.IGNORECASE).strip(" ,")
    for outer in matches:
        between = window[outer.end() : start]
        if outer.start() < start and _OUTER_LAW.match(between):
            return outer.start(), f"{between.strip()} {window[start:].split(gap)[0]}{name and ' ' + name}".strip()
    return start, name


_BEFORE_DATE = re.compile(
    r"\s*(?:số\s*(?P<serial>\d{1,5})\s*,?\s*)?(?:ngày\s*)?|"
    r"\s+(?:(?:số\s*)?(?P<number>\d{1,5})\s+)?của\s+(?P<who>[^,.;\d]{2,80}),?\s*"
)
_OF_SOMETHING_ELSE = re.compile(r"(?<!\w)(?:này|họp|hội nghị|phiên|tại|hiệu lực|từ|đến|trước|sau)(?!\w)", re.IGNORECASE)


def _dated(text: str, dates: Sequence[DateMention]) -> Iterator[Core]:
    """Documents without a whole number: a law by its year or day, others by a day right after the type word."""
    for match in capital_type_word().finditer(text):
        kind = type_named(match[0])
        if kind in laws():
            if law := law_at(text, match, dates):
                yield _of_law(law)
            continue
        if short := _SHORT_FORM.match(text, match.end()):
            serial = PrintedNumber(short.start("serial"), short.end(), short["serial"], "")
            yield Core(match.start(), short.end(), serial, kind, None, True)
            continue
        index = bisect_left(dates, match.end(), key=lambda mention: mention.start)
        date = dates[index] if index < len(dates) and dates[index].start < match.end() + _AHEAD else None
        if date and is_full(date.value):
            gap = _BEFORE_DATE.fullmatch(text, match.end(), date.start)
            if gap and not _OF_SOMETHING_ELSE.search(gap["who"] or "") and "\n" not in gap[0]:
                yield _with_bare_number(match, kind, gap)


_AHEAD = 110
# "Kế hoạch 1208", "Quyết định số 112": a document named in full elsewhere, which the reader of them all decides.
_SHORT_FORM = re.compile(r"\s+(?:số\s+)?(?P<serial>\d{1,5})(?![\w/%-]|[.,]\d|\s*(?:[/-]|\w*ngày(?!\w)|tháng|năm|của))")


def _with_bare_number(match: re.Match[str], kind: str, gap: re.Match[str]) -> Core:
    """ "Nghị quyết số 57 ngày 22/12/2024": the serial alone is the number."""
    group = "serial" if gap["serial"] else "number"
    if gap[group] is None:
        return Core(match.start(), match.end(), None, kind, None, True)
    serial = PrintedNumber(gap.start(group), gap.end(group), gap[group], "")
    return Core(match.start(), gap.end(group), serial, kind, None, True)
