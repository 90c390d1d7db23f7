"""The years that a plan covers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.dates import find_dates
from nlp.draft import Draft
from nlp.models import Extracted
from nlp.text import fold

_YEAR = r"(?:19|20)\d\d"
_RANGE = re.compile(
    rf"(?:giai doan|thoi ky|trong|tu nam|nam|cac nam|nam hoc)\s*(?:nam\s+)?({_YEAR})\s*(?:[-–—]|den(?:\s+nam)?)\s*"
    rf"(?:nam\s+)?({_YEAR})(?!\s*[-–]\s*{_YEAR})"
)
_UNTIL = re.compile(rf"den\s+(?:het\s+)?(?:nam\s+)?({_YEAR})\b")
_SINGLE = re.compile(rf"(?:nam|quy [iv1-4]+[/ ]|thang \d{{1,2}}[/ ]|dau nam)\s*({_YEAR})\b(?!\s*[-–/])")
# "giai đoạn 2009-2010 và đến 2015": the plan goes on to the later year.
_GOES_ON = re.compile(rf"\s*(?:,|va)?\s*den\s+(?:het\s+)?(?:nam\s+)?({_YEAR})\b")
# A range without a word before it ("vụ đông 2024 - 2025"); a longer one is that of a jubilee.
_BARE_RANGE = re.compile(rf"(?<![\d/.-])({_YEAR})\s*[-–—]\s*({_YEAR})(?![\d/-])")
_LONGEST_BARE = 15
# Years that belong to somebody else: an outlook, terms of office, laws, numbers and dates of cited documents.
_FOREIGN = re.compile(
    r"\btu nam hoc\s*(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d(?!\s*den)|"
    r"\b(?:tam nhin|dinh huong)(?:\s+(?:toi|den))?\s+(?:nam\s+)?(?:19|20)\d\d|"
    r"nhiem ky\s*(?:nam\s+)?(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d|"
    r"(?<!phap )\b(?:luat|phap lenh|hien phap)(?:(?!\s(?:tren|trong|tai|cho|giai|den)\s)[^\d,;.]){0,60}?"
    r"nam\s+(?:19|20)\d\d(?!\s*[-–])|"
    r"\bso\s*:?\s*\d+\S*(?:\s*,?\s*ngay\s+[\d/.-]+(?:\s*thang\s+\d+\s+nam\s+\d{4})?)?|"
    r"ngay\s+\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+\d{4}"
)

# Types that cover a time of their own; what a decree says of years is its subject.
_PLANS = frozenset(("kế hoạch", "chương trình", "đề án", "phương án", "chiến lược", "dự án"))


_LETTERS = frozenset(("công văn", "thông báo", "giấy mời", "công điện"))
# Types whose own measures stand for a stretch of years that the title names, though it speaks of no plan.
_MEASURES = frozenset(("nghị quyết", "quyết định"))
_PLAN_WORD = re.compile(
    r"\b(?:ke hoach|chuong trinh|de an|phuong an|chien luoc|quy hoach|du toan|chi tieu|nhiem vu|danh muc)\b"
)

# What changes another document names that one's years.
_CHANGING = re.compile(r"\W*(?:ve\s+)?(?:viec\s+)?(?:sua doi|bo sung|bai bo|dinh chinh|thay the|huy bo|dieu chinh)")


def find_period(draft: Draft) -> Extracted[tuple[int, int]] | None:
    """First and last year that the document itself covers: from its title, else, for a plan, from the section on its
    time or from a heading "mục tiêu đến năm …". An end alone runs from the year of issue."""
    if draft.title is None or not draft.title.evidence or draft.doc_type is None:
        return None
    title, doc_type = fold(draft.title.value), draft.doc_type.value
    if _CHANGING.match(title) or doc_type in _LETTERS or (doc_type == "báo cáo" and _MONTHLY.search(title)):
        return None
    found = _in_title(draft) if _covers_years(doc_type, title) else None
    if found or doc_type in _PLANS:
        return found or _in_body(draft)
    return (_until_heading(draft) if _APPROVING.match(title) else None) or _delegated(draft, title)


# What a report on a month or a quarter tells of is no plan's time.
_MONTHLY = re.compile(r"(?:thang \d{1,2}|quy [iv1-4]+)\s*(?:/|nam)\s*(?:19|20)\d\d\W*(?:cua|tren|tai|$)")
_APPROVING = re.compile(
    r"\W*(?:ve\s+)?(?:viec\s+)?(?:phe duyet|ban hanh|thong qua)\s+(?:chuong trinh|de an|ke hoach|chien luoc|phuong an)"
)
_DELEGATED = re.compile(r"thoi (?:gian|han) uy quyen\W{0,4}(?:ke\s+)?tu\s+(?P<from>[^.;\n]{2,80}?)\s+den\s+(?:het\s+)?")


def _delegated(draft: Draft, title: str) -> Extracted[tuple[int, int]] | None:
    """ "Thời hạn ủy quyền: kể từ ngày ký đến hết ngày 31/12/2026", in a decision that delegates."""
    match = _DELEGATED.search(fold(draft.text.text[:_DELEGATION_WITHIN])) if "uy quyen" in title else None
    if match is None:
        return None
    first, last = (find_dates(draft.text.text[slice(*part)]) for part in (match.span("from"), _after(match)))
    start = int(first[0].value[:4]) if first and first[0].value else _issue_year(draft)
    if start is None or not last or last[0].start > 0 or last[0].value is None or start > int(last[0].value[:4]):
        return None
    seen = (match.start(), match.end() + last[0].end)
    return Extracted((start, int(last[0].value[:4])), 0.75, draft.text.evidence(*seen, "delegated"))


_DELEGATION_WITHIN = 20_000


def _after(match: re.Match[str]) -> tuple[int, int]:
    return match.end(), match.end() + 40


def _covers_years(doc_type: str, title: str) -> bool:
    if doc_type in _PLANS or doc_type == "báo cáo" or _PLAN_WORD.search(title):
        return True
    return doc_type in _MEASURES and _RANGE.search(_FOREIGN.sub(" ", title)) is not None


def _in_title(draft: Draft) -> Extracted[tuple[int, int]] | None:
    assert draft.title is not None
    start, end = draft.title.evidence[0].start, draft.title.evidence[-1].end
    folded = fold(draft.text.text[start:end])
    found = _years(_FOREIGN.sub(lambda match: " " * len(match[0]), folded), _issue_year(draft))
    if found is None:
        return None
    first, last, span = found
    return Extracted((first, last), 0.85, draft.text.evidence(start + span[0], start + span[1], "title"))


def _issue_year(draft: Draft) -> int | None:
    return int(draft.issue_date.value[:4]) if draft.issue_date else None


def _years(folded: str, issued: int | None) -> tuple[int, int, tuple[int, int]] | None:
    """The last range that the words name, else an end, else the last single year; with its span."""
    ranges = [match for match in _RANGE.finditer(folded) if int(match[1]) <= int(match[2])]
    if ranges:
        last = ranges[-1]
        later = _GOES_ON.match(folded, last.end())
        if later and int(later[1]) > int(last[2]):
            return int(last[1]), int(later[1]), (last.start(), later.end())
        return int(last[1]), int(last[2]), last.span()
    bare = [match for match in _BARE_RANGE.finditer(folded) if 0 <= int(match[2]) - int(match[1]) <= _LONGEST_BARE]
    if bare:
        return int(bare[-1][1]), int(bare[-1][2]), bare[-1].span()
    until = _UNTIL.search(folded)
    if until and issued and issued <= int(until[1]):
        return issued, int(until[1]), until.span()
    single = list(_SINGLE.finditer(folded))
    if single:
        return int(single[-1][1]), int(single[-1][1]), single[-1].span()
    return None


_HEADING = r"\s*(?:[IVX]+|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.)\-–:]+\s*"
_TIME_HEADING = re.compile(
    _HEADING + r"(?:đối tượng,?\s*(?:và\s*)?|địa điểm,?\s*(?:và\s*)?)?thời gian(?! gần)[^\n]{0,60}$", re.IGNORECASE
)
_CARRIED_OUT = re.compile(
    r"(?:ke hoach|phong trao|chuong trinh|dot thi dua|cuoc van dong)[^.;\n]{0,120}?"
    r"(?:thuc hien|trien khai|to chuc|phat dong|keo dai|dien ra)"
    r"\s+tu\s+(?=(?:ngay|thang|quy|nam|\d))"
)
_UNTIL_HEADING = re.compile(
    _HEADING + rf"[^\n]{{0,30}}?mục tiêu[^\n]{{0,40}}?đến\s+(?:hết\s+)?năm\s+({_YEAR})", re.IGNORECASE
)
_MILESTONE = re.compile(_HEADING + rf"đến\s+(?:hết\s+)?năm\s+({_YEAR})\s*:", re.IGNORECASE)
_SECTION_CHARACTERS = 700


def _in_body(draft: Draft) -> Extracted[tuple[int, int]] | None:
    return _carried_out(draft) or _time_section(draft) or _until_heading(draft) or _milestones(draft)


def _carried_out(draft: Draft) -> Extracted[tuple[int, int]] | None:
    """ "Phong trào thi đua triển khai thực hiện từ tháng 9 năm 2023 đến hết tháng 5 năm 2024"."""
    text = draft.text.text
    found = []
    for match in _CARRIED_OUT.finditer(fold(text)):
        stretch = re.split(r"[;\n]|\.\s", text[match.end() : match.end() + 120])[0]
        dates = [date for date in find_dates(stretch) if date.value]
        if len(dates) >= 2:
            years = (int((dates[0].value or "")[:4]), int((dates[1].value or "")[:4]))
            found.append((years, (match.start(), match.end() + dates[1].end)))
    if len({years for years, _ in found}) != 1 or found[0][0][0] > found[0][0][1]:
        return None
    years, span = found[0]
    return Extracted(years, 0.75, draft.text.evidence(*span, "carried-out"))


def _headings(draft: Draft) -> Iterator[tuple[int, int]]:
    for block in draft.text.blocks:
        if block.end - block.start <= 160:
            yield block.start, block.end


def _time_section(draft: Draft) -> Extracted[tuple[int, int]] | None:
    """The dates under the plan's one heading "Thời gian …"; several such headings are those of its tasks."""
    text = draft.text.text
    sections = [(start, end) for start, end in _headings(draft) if _TIME_HEADING.match(text[start:end])]
    if not sections or sections[-1][0] - sections[0][0] > _SECTION_CHARACTERS * 2:
        return None
    start, end = sections[0][0], sections[-1][1]
    found = [date for date in find_dates(text[end : end + _SECTION_CHARACTERS]) if date.value]
    issued = _issue_year(draft)
    years = sorted({int((date.value or "")[:4]) for date in found})
    if not years or (issued and years[0] < issued) or years[-1] - years[0] > 10:
        return None
    return Extracted((years[0], years[-1]), 0.7, draft.text.evidence(start, end, "time-section"))


def _until_heading(draft: Draft) -> Extracted[tuple[int, int]] | None:
    text, issued = draft.text.text, _issue_year(draft)
    found = [
        (int(match[1]), span)
        for span in _headings(draft)
        if (match := _UNTIL_HEADING.match(text[slice(*span)])) and "tầm nhìn" not in match[0].lower()
    ]
    if not found or issued is None:
        return None
    last, span = max(found)
    return Extracted((issued, last), 0.7, draft.text.evidence(*span, "goal-heading")) if last >= issued else None


def _milestones(draft: Draft) -> Extracted[tuple[int, int]] | None:
    """ "a) Đến hết năm 2025: …", "b) Đến hết năm 2030: …": goals of a plan that names no time of its own."""
    text, issued = draft.text.text, _issue_year(draft)
    found = [
        (int(match[1]), (match.start(), match.end()))
        for block in draft.text.blocks
        if (match := _MILESTONE.match(text, block.start, block.end))
    ]
    if issued is None or len({year for year, _ in found}) < 2:
        return None
    last, span = max(found)
    return Extracted((issued, last), 0.6, draft.text.evidence(*span, "milestones")) if last >= issued else None
