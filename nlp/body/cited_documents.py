"""Mentions of other documents in running text: type word, number, date, issuer and title, as far as each is printed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from nlp.body.agencies import find_agencies
from nlp.body.cited_numbers import PrintedNumber, find_numbers, find_standards, type_of_code
from nlp.dates import DateMention, find_dates, is_full
from nlp.lexicon import entries

_BEFORE, _TAIL, _TITLE = 170, 260, 400  # characters looked at before a number, after it, and for its title


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


@dataclass(frozen=True, slots=True)
class _Found:
    """The core of a mention: where it starts and ends, before date and issuer are read."""

    start: int
    end: int
    number: PrintedNumber | None
    doc_type: str | None
    title: str | None
    named_by_type: bool


def phrases(role: str) -> tuple[str, ...]:
    """The citation phrases of a role, the longest first."""
    found = (entry["phrase"] for entry in entries("citation_phrases") if entry["role"] == role)
    return tuple(sorted(found, key=len, reverse=True))


def alternatives(words: tuple[str, ...]) -> str:
    """A pattern for any of the words, white space of any width."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)


@cache
def _types() -> tuple[re.Pattern[str], dict[str, str], frozenset[str]]:
    """The pattern of type words with a capital, their types by lower-case name, and the types named by a title."""
    types = {name.casefold(): str(entry["type"]) for entry in entries("cited_types") for name in entry["names"]}
    names = sorted((name for entry in entries("cited_types") for name in entry["names"]), key=len, reverse=True)
    spelled = tuple(dict.fromkeys(form for name in names for form in (name, name.upper())))
    laws = frozenset(str(entry["type"]) for entry in entries("cited_types") if entry.get("law"))
    return re.compile(rf"(?<!\w)(?:{alternatives(spelled)})(?!\w)"), types, laws


@cache
def _small_types() -> re.Pattern[str]:
    """Type words in any case, for places where "số" or a number follows at once."""
    names = sorted((name for entry in entries("cited_types") for name in entry["names"]), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{alternatives(tuple(names))})(?!\w)", re.IGNORECASE)


def find_document_mentions(text: str) -> tuple[DocumentMention, ...]:
    """All mentions in text order, without overlap. Time grows with the length of the text alone."""
    dates = find_dates(text)
    cores = _without_overlap(sorted(_cores(text, dates), key=lambda core: (core.start, core.number is None)))
    ends = [*(core.start for core in cores[1:]), len(text)][: len(cores)]
    return tuple(_complete(text, core, following, dates) for core, following in zip(cores, ends, strict=True))


def _cores(text: str, dates: tuple[DateMention, ...]) -> Iterator[_Found]:
    after = 0
    for number in sorted([*find_numbers(text), *find_standards(text)], key=lambda item: item.start):
        if number.start >= after and not _numbers_a_form(text, number.start):
            yield _numbered(text, number, after)
            after = number.end
    yield from _dated(text, dates)


def _without_overlap(cores: list[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for core in cores:
        if not kept or core.start >= kept[-1].end:
            kept.append(core)
        elif core.number is not None and kept[-1].number is None:
            kept[-1] = core
    return kept


@cache
def _form() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(phrases('form'))})(?:\s+(?:số|sô|SỐ))?\s*:?\s*$", re.IGNORECASE)


def _numbers_a_form(text: str, start: int) -> bool:
    return _form().search(text[max(0, start - 25) : start]) is not None


_SO = r"(?:(?:có\s+)?s[ốồo]|SỐ)\s*:?\s*"
_NEAR = re.compile(rf"^\s*(?:{_SO})?$", re.IGNORECASE)
_ADJECTIVES = re.compile(rf"^(?:\s+[^\W\d_]+){{1,6}}\s+{_SO}$", re.IGNORECASE)
_LAW_NAME = re.compile(rf"^[^;:.()“”\"]{{2,150}}?\s{_SO}$", re.IGNORECASE)
_OUTER_LAW = re.compile(r"\s+[sS]ửa đổi[^;.:]{0,60}\s(?:của\s)?$")


def _numbered(text: str, number: PrintedNumber, after: int) -> _Found:
    """The number with the type word before it, no further back than `after`."""
    if number.code in ("TCVN", "TCXDVN", "QCVN", "TCCS"):
        return _Found(number.start, number.end, number, type_of_code(number.code) or "tiêu chuẩn", None, True)
    base = max(after, number.start - _BEFORE)
    base = max(base, text.rfind("\n", base, number.start) + 1)
    window = text[base : number.start]
    _, types, laws = _types()
    matches = list(_small_types().finditer(window))
    for match in reversed(matches):
        kind = types[" ".join(match[0].split()).casefold()]
        gap = window[match.end() :]
        if kind in laws and not match[0][0].isupper():
            continue  # "văn bản quy phạm pháp luật số …" ends the name of a law
        if _NEAR.match(gap) or (kind not in laws and _ADJECTIVES.match(gap) and match[0][0].isupper()):
            return _Found(base + match.start(), number.end, number, kind, None, True)
        if kind in laws and _LAW_NAME.match(gap):
            start, title = _outer_law(window, match.start(), matches, gap)
            return _Found(base + start, number.end, number, kind, title, True)
    so = re.search(rf"{_SO}$", window, re.IGNORECASE)
    return _Found(
        base + (so.start() if so else len(window)), number.end, number, type_of_code(number.code), None, False
    )


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


def _dated(text: str, dates: tuple[DateMention, ...]) -> Iterator[_Found]:
    """Documents without number: a law by its year or date, others by a full date right after the type word."""
    pattern, types, laws = _types()
    starts = [mention.start for mention in dates]
    for match in pattern.finditer(text):
        kind = types[" ".join(match[0].split()).casefold()]
        window = re.split(r"[;:\n“”\"]", text[match.end() : match.end() + 200], maxsplit=1)[0]
        index = bisect_left(starts, match.end())
        date = dates[index] if index < len(dates) and dates[index].start < match.end() + len(window) else None
        if kind in laws:
            yield from _dated_law(match, kind, window, date)
        elif date and is_full(date.value):
            gap = text[match.end() : date.start]
            if _BEFORE_DATE.fullmatch(gap) and "này" not in gap.split():
                yield _Found(match.start(), match.end(), None, kind, None, True)


def _dated_law(match: re.Match[str], kind: str, window: str, date: DateMention | None) -> Iterator[_Found]:
    if date is not None and date.value is not None:
        name = window[: date.start - match.end()]
        if _is_law_name(name, kind):
            yield _Found(match.start(), date.start, None, kind, name.strip(" ,(") or None, True)
            return
    bare = _BARE_YEAR.search(window)
    if bare and _is_law_name(window[: bare.start()], kind):
        yield _Found(match.start(), match.end() + bare.start(), None, kind, window[: bare.start()].strip(), True)


def _is_law_name(name: str, kind: str) -> bool:
    words = name.split()
    if kind == "hiến pháp":
        return len(words) <= 8 and not _NOT_IN_LAW_NAME.search(name)
    outer = re.match(r"\s+[sS]ửa đổi,?\s+bổ sung(?: một số| các)? điều\s+(?:của\s+)?", name)
    rest = name[outer.end() :] if outer else name
    return 1 <= len(words) <= 30 and not _NOT_IN_LAW_NAME.search(rest) and "(" not in name.rstrip(" (")


_JOINT = re.compile(r"[\s,(–—-]{1,4}")
_OF = re.compile(r"(?:(?:của|do)\s+|(?:Hội nghị|hội nghị)[^.;,()\d]{0,40}\d{0,2}[^.;,()]{0,30}?(?:của\s+|\s(?=Ban )))")
_BACK = re.compile(r"[\s,]+(?P<who>[^;.:()\n]{0,110}?)\s*(?:đã\s+)?(?:có|ban hành|ký|ký ban hành|ra|phê duyệt)\s+$")


def _complete(text: str, core: _Found, following: int, dates: tuple[DateMention, ...]) -> DocumentMention:
    """Reads date and issuer, in either order, and the title behind them."""
    limit = min(following, core.end + _TAIL, _line_end(text, core.end))
    end, date, issuer = core.end, None, None
    starts = [mention.start for mention in dates] if len(dates) < 8 else None
    for _ in range(3):
        joint = _JOINT.match(text, end, limit)
        place = joint.end() if joint else end
        mention = _date_at(text, dates, starts, place, limit)
        if mention and date is None:
            end, date = mention.end, mention.value
            continue
        of = _OF.match(text, place, limit)
        if of and issuer is None and (found := _issuer_at(text, of.end(), limit)):
            issuer, end = found
            continue
        break
    mention = DocumentMention(
        core.start,
        end,
        core.number.value if core.number else None,
        core.doc_type,
        date if date or core.number else _bare_year(text, core),
        issuer,
        core.title,
        end,
        core.named_by_type,
    )
    if date is None and core.number is not None:
        mention = _with_date_before(text, mention, dates)
    return _with_title(text, mention, min(core.end + _TITLE, _line_end(text, end)))


def _line_end(text: str, start: int) -> int:
    found = text.find("\n", start)
    return len(text) if found < 0 else found


def _bare_year(text: str, core: _Found) -> str | None:
    bare = _BARE_YEAR.match(text, core.end)
    return bare["year"] if bare else None


def _date_at(
    text: str, dates: tuple[DateMention, ...], starts: list[int] | None, place: int, limit: int
) -> DateMention | None:
    index = (
        bisect_left(dates, place, key=lambda mention: mention.start) if starts is None else bisect_left(starts, place)
    )
    if index == len(dates) or dates[index].start >= limit:
        return None
    gap = text[place : dates[index].start]
    return dates[index] if re.fullmatch(r"\s*(?:(?:ngày|NGÀY|kí|ký)\s*){0,2}", gap) else None


@cache
def title_opener() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(phrases('title'))})(?!\w)", re.IGNORECASE)


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


def _with_date_before(text: str, mention: DocumentMention, dates: tuple[DateMention, ...]) -> DocumentMention:
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


def _with_title(text: str, mention: DocumentMention, limit: int) -> DocumentMention:
    gap = re.compile(r"[\s,]*").match(text, mention.end)
    start = gap.end() if gap else mention.end
    opener = title_opener().match(text, start)
    if opener is None and text[start : start + 1] not in ("“", '"'):
        return mention
    stop = re.compile(r";|\.(?=\s|$)|\((?:sau đây|gọi|viết)|\)\s*[;,.]").search(text, start, limit)
    end = stop.start() if stop else limit
    title = " ".join(text[start:end].split()).strip(" ,.;")
    return replace(mention, title=mention.title or title or None, title_end=end)
