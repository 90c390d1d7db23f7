"""Mentions of other documents in running text: type word, number, date, issuer and title, as far as each is printed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from nlp.body.cited_cores import Core, find_cores
from nlp.body.cited_issuers import issuer_at
from nlp.body.cited_laws import bare_year_at
from nlp.body.cited_titles import paragraph_end, title_span
from nlp.dates import DateMention, find_dates, is_full

_TAIL, _TITLE = 260, 400  # characters behind a number in which date and issuer stand, and its title


@dataclass(frozen=True, slots=True)
class DocumentMention:
    """`text[start:end]` names a document: from its type word (or number) to its date and issuer.

    `named_by_type` is False where only the number stands there. `title_end` is where its title ends (`end` if none).
    """

    start: int
    end: int
    number: str | None
    doc_type: str | None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    title_end: int = 0
    named_by_type: bool = True


@lru_cache(maxsize=1)  # targets and citations ask for the same text
def find_document_mentions(text: str) -> tuple[DocumentMention, ...]:
    """All mentions in text order, without overlap. Time grows with the length of the text alone."""
    dates = find_dates(text)
    cores = find_cores(text, dates)
    taken = {core.date for core in cores if core.date}
    dates = tuple(date for date in dates if date not in taken)
    ends = [*(core.start for core in cores[1:]), len(text)][: len(cores)]
    return tuple(_complete(text, core, following, dates) for core, following in zip(cores, ends, strict=True))


_JOINT = re.compile(r"[\s,(–—-]{1,4}")
_OF = re.compile(r"(?:(?:của|do)\s+|(?:Hội nghị|hội nghị)[^.;,()\d]{0,40}\d{0,2}[^.;,()]{0,30}?(?:của\s+|\s(?=Ban )))")
_BEFORE_DATE = re.compile(r"\s*(?:(?:ngày|kí|ký)\s*){0,2}", re.IGNORECASE)
_BARE_DAY = re.compile(r"\s*(?P<day>\d{1,2})\s+")
_BACK = re.compile(r"[\s,]+(?P<who>[^;.:()\n]{0,110}?)\s*(?:đã\s+)?(?:có|ban hành|ký|ký ban hành|ra|phê duyệt)\s+$")


def _complete(text: str, core: Core, following: int, dates: Sequence[DateMention]) -> DocumentMention:
    """Reads date and issuer, in either order, and the title behind them."""
    line_end = paragraph_end(text, core.end, core.end + _TITLE)
    limit = min(following, core.end + _TAIL, line_end)
    end = core.end
    date = core.date.value if core.date else None
    issuer: str | None = None
    for _ in range(2):
        joint = _JOINT.match(text, end, limit)
        place = joint.end() if joint else end
        dated = _date_at(text, dates, place, limit) if date is None else None
        of = _OF.match(text, place, limit) if issuer is None else None
        if dated is not None:
            end, date = dated.end, dated.value
        elif of and (issued := issuer_at(text, of.end(), limit)):
            issuer, end = issued
    number = core.number.value if core.number else None
    if number is None and date is None and (year := bare_year_at(text, core.end)):
        end, date = year.end(), year["year"]
    mention = DocumentMention(core.start, end, number, core.doc_type, date, issuer, core.title, end, core.named_by_type)
    if date is None and number is not None:
        mention = _with_date_before(text, mention, dates)
    if text[core.end : core.end + 1] == "\n" and (core.start == 0 or text[core.start - 1] == "\n"):
        return _with_next_cells(text, mention, dates)
    span = title_span(text, mention.end, min(core.end + _TITLE, line_end), following)
    if span is None:
        return mention
    title = " ".join(text[slice(*span)].split()).strip(" ,.;")
    return replace(mention, title=mention.title or title or None, title_end=span[1])


_CELL_OF_DATE = re.compile(r"\n(?:ngày\s*)?(?=[^\n]{1,40}(?:\n|\Z))", re.IGNORECASE)


def _with_next_cells(text: str, mention: DocumentMention, dates: Sequence[DateMention]) -> DocumentMention:
    """A number alone in its cell of a table: the day stands in the next cell, the title in the one behind."""
    cell = _CELL_OF_DATE.match(text, mention.end)
    date = _date_at(text, dates, cell.end(), len(text)) if cell and mention.date is None else None
    place = date.end if date and text[date.end : date.end + 1] == "\n" else mention.end
    span = title_span(text, place + 1, paragraph_end(text, place + 1, place + _TITLE), len(text))
    title = " ".join(text[slice(*span)].split()) if span else None
    return replace(mention, date=date.value if date else mention.date, title=mention.title or title)


def _date_at(text: str, dates: Sequence[DateMention], place: int, limit: int) -> DateMention | None:
    index = bisect_left(dates, place, key=lambda mention: mention.start)
    if index == len(dates) or dates[index].start >= limit:
        return None
    date = dates[index]
    if _BEFORE_DATE.fullmatch(text, place, date.start):
        return date
    bare = _BARE_DAY.fullmatch(text, place, date.start)  # "12 tháng 4 năm 2022", the word "ngày" left out
    if bare and date.value and len(date.value) == len("YYYY-MM"):
        (full,) = find_dates(f"{bare['day']}/{date.value[5:]}/{date.value[:4]}")
        return DateMention(bare.start("day"), date.end, full.value)
    return None


def _with_date_before(text: str, mention: DocumentMention, dates: Sequence[DateMention]) -> DocumentMention:
    """ "Ngày 02/4/2018, Ủy ban nhân dân tỉnh có Quyết định số …": date and issuer before the verb."""
    index = bisect_left(dates, mention.start, key=lambda item: item.start) - 1
    if index >= 0 and not mention.named_by_type and not text[dates[index].end : mention.start].strip():
        return replace(mention, date=dates[index].value)  # "văn bản đề ngày 29 tháng 10 năm 2025 số 16/CV-HH"
    if index < 0 or not is_full(dates[index].value) or mention.start - dates[index].end > 150:
        return mention
    back = _BACK.fullmatch(text, dates[index].end, mention.start)
    if back is None:
        return mention
    who = " ".join(back["who"].split())
    issuer = mention.issuer or (who if who[:1].isupper() and len(who) < 90 else None)
    return replace(mention, date=dates[index].value, issuer=issuer)
