"""Mentions of other documents in running text: type word, number, date, issuer and title, as far as each is printed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from nlp.body.agencies import find_agencies
from nlp.body.citation_words import title_opener
from nlp.body.cited_cores import Core, bare_year_at, find_cores
from nlp.dates import DateMention, find_dates, is_full
from nlp.text import UPPER

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
    ends = [*(core.start for core in cores[1:]), len(text)][: len(cores)]
    return tuple(_complete(text, core, following, dates) for core, following in zip(cores, ends, strict=True))


_JOINT = re.compile(r"[\s,(–—-]{1,4}")
_OF = re.compile(r"(?:(?:của|do)\s+|(?:Hội nghị|hội nghị)[^.;,()\d]{0,40}\d{0,2}[^.;,()]{0,30}?(?:của\s+|\s(?=Ban )))")
_BEFORE_DATE = re.compile(r"\s*(?:(?:ngày|kí|ký)\s*){0,2}", re.IGNORECASE)
_BACK = re.compile(r"[\s,]+(?P<who>[^;.:()\n]{0,110}?)\s*(?:đã\s+)?(?:có|ban hành|ký|ký ban hành|ra|phê duyệt)\s+$")


def _complete(text: str, core: Core, following: int, dates: Sequence[DateMention]) -> DocumentMention:
    """Reads date and issuer, in either order, and the title behind them."""
    limit = min(following, core.end + _TAIL, _line_end(text, core.end))
    end = core.end
    date: str | None = None
    issuer: str | None = None
    for _ in range(2):
        joint = _JOINT.match(text, end, limit)
        place = joint.end() if joint else end
        dated = _date_at(text, dates, place, limit) if date is None else None
        of = _OF.match(text, place, limit) if issuer is None else None
        if dated is not None:
            end, date = dated.end, dated.value
        elif of and (issued := _issuer_at(text, of.end(), limit)):
            issuer, end = issued
    number = core.number.value if core.number else None
    if number is None and date is None:
        date = bare_year_at(text, core.end)
    mention = DocumentMention(core.start, end, number, core.doc_type, date, issuer, core.title, end, core.named_by_type)
    if date is None and number is not None:
        mention = _with_date_before(text, mention, dates)
    return _with_title(text, mention, min(core.end + _TITLE, _line_end(text, end)))


def _line_end(text: str, start: int) -> int:
    found = text.find("\n", start)
    return len(text) if found < 0 else found


def _date_at(text: str, dates: Sequence[DateMention], place: int, limit: int) -> DateMention | None:
    index = bisect_left(dates, place, key=lambda mention: mention.start)
    if index == len(dates) or dates[index].start >= limit:
        return None
    return dates[index] if _BEFORE_DATE.fullmatch(text, place, dates[index].start) else None


def _issuer_at(text: str, start: int, limit: int) -> tuple[str, int] | None:
    """The issuer that stands at `start` and where it ends: a known agency, else the words up to the title."""
    holder = re.match(
        r"(?:(?:Bộ trưởng|Chủ tịch|Thủ tướng|Tổng Bí thư|Chánh án|Viện trưởng|Giám đốc)\s+)?", text[start:limit]
    )
    place = start + (holder.end() if holder else 0)
    end = limit
    for mention in find_agencies(text, start, min(limit, start + 160)):
        if mention.start in (start, place):
            end = _before_title(text, place, mention.end)
            return " ".join(text[start:end].split()), end
        break
    stop = re.search(r"[,;.():“\"\n]|\s(?:ngày|tại|để|với|đã|là|thì)\s", text[start:limit])
    opener = title_opener().search(text, start + 1, limit)
    end = min([limit, *([start + stop.start()] if stop else []), *([opener.start()] if opener else [])])
    name = " ".join(text[start:end].split())
    return (name, start + len(text[start:end].rstrip())) if 3 <= len(name) <= 120 and name[0].isupper() else None


def _before_title(text: str, start: int, end: int) -> int:
    """`end`, or where a word that opens a title begins before it and runs over it ("UBND tỉnh Sửa đổi")."""
    opener = next((match for match in title_opener().finditer(text, start, end + 12) if match.end() > end), None)
    return len(text[: opener.start()].rstrip()) if opener and start < opener.start() < end else end


def _with_date_before(text: str, mention: DocumentMention, dates: Sequence[DateMention]) -> DocumentMention:
    """ "Ngày 02/4/2018, Ủy ban nhân dân tỉnh có Quyết định số …": date and issuer before the verb."""
    index = bisect_left(dates, mention.start, key=lambda item: item.start) - 1
    if index < 0 or not is_full(dates[index].value) or mention.start - dates[index].end > 150:
        return mention
    back = _BACK.fullmatch(text, dates[index].end, mention.start)
    if back is None:
        return mention
    who = " ".join(back["who"].split())
    issuer = mention.issuer or (who if who[:1].isupper() and len(who) < 90 else None)
    return replace(mention, date=dates[index].value, issuer=issuer)


# The last: the clause that the basis is for ("…, Ủy ban nhân dân huyện xây dựng Kế hoạch như sau:").
_AFTER_TITLE = re.compile(
    rf";|\.(?=\s|$)|\((?:sau đây|gọi|viết)|\)\s*[;,.]|,\s+(?=[{UPPER}][^;:\n]{{10,240}}:\s*(?:\n|\Z))"
)


def _with_title(text: str, mention: DocumentMention, limit: int) -> DocumentMention:
    gap = re.compile(r"[\s,]*").match(text, mention.end)
    start = gap.end() if gap else mention.end
    opener = title_opener().match(text, start)
    if opener is None and text[start : start + 1] not in ("“", '"'):
        return mention
    stop = _AFTER_TITLE.search(text, start, limit)
    end = stop.start() if stop else limit
    title = " ".join(text[start:end].split()).strip(" ,.;")
    return replace(mention, title=mention.title or title or None, title_end=end)
