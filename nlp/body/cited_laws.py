"""Laws cited without a number of their own: by their name and the day or year of their making; laws that amend laws."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from nlp.body.citation_words import alternatives, phrases, type_named
from nlp.body.cited_numbers import PrintedNumber
from nlp.dates import DateMention, is_full


@dataclass(frozen=True, slots=True)
class CitedLaw:
    """`text[start:end]` is the law's type word and name. `number` or `date` as far as they are printed."""

    start: int
    end: int
    doc_type: str
    title: str | None
    number: PrintedNumber | None = None
    date: DateMention | None = None


# "Luật sửa đổi, bổ sung một số điều của Luật Đấu thầu, Luật Hải quan …": a clause, brackets and other clauses left out.
_AMENDING = re.compile(r"(?<!\w)(?P<type>Luật|Bộ luật|Pháp lệnh)(?:\s+về)?\s+[sS]ửa đổi(?:,|\s+và)?\s+bổ sung\s")
_CLAUSE_END = re.compile(r"[;:.\n()“”\"]|(?:[\s,]|\svà)\s*(?:Luật|Bộ luật|Pháp lệnh)(?:\s+về)?\s+[sS]ửa đổi")
_LONGEST_CLAUSE = 900
_ARTICLES = re.compile(r"(?:^|một số\s+|các\s+)điều(?!\w)")
_SO = re.compile(r"[\s,]*(?:số\s*:?\s*)?$", re.IGNORECASE)


def amending_laws(text: str, numbers: Sequence[PrintedNumber], dates: Sequence[DateMention]) -> Iterator[CitedLaw]:
    """Laws that amend other laws. Of several numbers each is that of an amended law, and the day at the end its own."""
    for match in _AMENDING.finditer(text):
        clause_end = _CLAUSE_END.search(text, match.end(), match.end() + _LONGEST_CLAUSE)
        end = clause_end.start() if clause_end else min(len(text), match.end() + _LONGEST_CLAUSE)
        if not _ARTICLES.search(text[match.end() : match.end() + 40]):
            continue
        kind = type_named(match["type"])
        inside = _between(numbers, match.end(), end)
        day = _first_day(dates, match.end(), end)
        if day is not None and (not inside or day.start < inside[0].start):
            yield CitedLaw(match.start(), day.start, kind, text[match.end("type") : day.start].strip(" ,"))
        elif len(inside) == 1:
            name = _SO.sub("", text[match.end("type") : inside[0].start])
            yield CitedLaw(match.start(), inside[0].end, kind, name.strip(" ,"), inside[0])
        elif inside:
            yield from _amending_numbered_laws(text, match, inside, dates, end)


def _amending_numbered_laws(
    text: str,
    match: re.Match[str],
    inside: Sequence[PrintedNumber],
    dates: Sequence[DateMention],
    end: int,
) -> Iterator[CitedLaw]:
    day = _first_day(dates, inside[-1].end, end)
    if day is not None and not text[inside[-1].end : day.start].strip(" ,"):
        first_law = text.find("Luật", match.end(), inside[0].start)
        stop = max(match.end(), first_law)
        title = text[match.end("type") : inside[-1].end].strip(" ,")
        yield CitedLaw(match.start(), stop, type_named(match["type"]), title, date=day)


def _between(numbers: Sequence[PrintedNumber], start: int, end: int) -> Sequence[PrintedNumber]:
    first = bisect_left(numbers, start, key=lambda number: number.start)
    last = bisect_left(numbers, end, key=lambda number: number.start)
    return [number for number in numbers[first:last] if number.code.startswith(("QH", "UBTVQH"))]


def _first_day(dates: Sequence[DateMention], start: int, end: int) -> DateMention | None:
    index = bisect_left(dates, start, key=lambda mention: mention.start)
    found = dates[index] if index < len(dates) and dates[index].start < end else None
    return found if found and found.value else None


_BARE_YEAR = re.compile(r"\s(?P<year>(?:19|20)\d\d)(?![\w/.-]|,\d)")
_NOT_IN_NAME = re.compile(
    r"(?<!\w)(?:từ|đến|trước|sau|kể|có|theo|trong|tại|cho|được|vào|giai đoạn|này|hiện hành|trên|thông qua|quy định|"
    r"ban hành|hiệu lực|các|để|do|ngày|năm|kế hoạch|dự toán|nhiệm vụ|tuyên truyền|phổ biến|tình hình|kết quả|là)(?!\w)|"
    r"\d|,\s*Luật",
)
_MOST_WORDS, _MOST_BEFORE_YEAR = 30, 16


@cache
def _unusual_names() -> re.Pattern[str]:
    return re.compile(alternatives(phrases("law")), re.IGNORECASE)


def law_at(text: str, match: re.Match[str], dates: Sequence[DateMention]) -> CitedLaw | None:
    """The law whose type word is `match`, if a day or year follows its name."""
    kind = type_named(match[0])
    window = re.split(r"[;:\n“”\"]", text[match.end() : match.end() + 200], maxsplit=1)[0]
    day = _first_day(dates, match.end(), match.end() + len(window))
    if day is not None:
        name = window[: day.start - match.end()]
        if is_law_name(name, kind, is_full(day.value)):
            return CitedLaw(match.start(), day.start, kind, name.strip(" ,(") or None)
    bare = _BARE_YEAR.search(window)
    if bare and is_law_name(window[: bare.start()], kind, dated=False):
        return CitedLaw(match.start(), match.end() + bare.start(), kind, window[: bare.start()].strip())
    return None


def bare_year_at(text: str, offset: int) -> re.Match[str] | None:
    """The year that follows a law's name without "năm" ("Luật Đất đai 2024")."""
    return _BARE_YEAR.match(text, offset)


def is_law_name(printed: str, kind: str, dated: bool) -> bool:
    """Whether the words between a type word and a day (`dated`) or year name a law."""
    name = _unusual_names().sub("", printed)
    words = name.split()
    if kind == "hiến pháp":
        return len(words) <= 8 and not _NOT_IN_NAME.search(name)
    most = _MOST_WORDS if dated else _MOST_BEFORE_YEAR
    named = bool(printed.split()) and len(words) <= most
    return named and not _NOT_IN_NAME.search(name) and "(" not in name.rstrip(" (")
