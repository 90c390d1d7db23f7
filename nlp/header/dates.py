"""Ngày ban hành (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlp.dates import find_dates, is_full
from nlp.draft import Draft
from nlp.header.by_hand import ByHand, date_by_hand
from nlp.models import Extracted


@dataclass(frozen=True, slots=True)
class PlaceDate:
    """The line "Quảng Trị, ngày 23 tháng 11 năm 2016": spans of the place (None where not printed) and of the date.
    `value` is None where the date does not exist, without the day where that is blank or not read; `by_hand` is what
    is known of a day (and month) written by hand."""

    place: tuple[int, int] | None
    start: int
    end: int
    value: str | None
    by_hand: ByHand | None = None


# On folded text. What stands between "ngày" and "tháng" may be a blank, or handwriting that OCR could not read.
_PLACE_DATE = re.compile(
    r"(?P<place>[^\W\d_][^,;:\n]{1,50}?)?\s*[,.;]?\s*(?<![a-z])ng[a-z]y\s*(?P<day>[^a-z\n]{0,14}?|\S{1,4})\s*"
    r"th[a-z]ng\s*(?P<month>\S{0,4}(?: \d)?)\s*n[a-z]m\s*(?P<year>[12]\s?\d\s?\d\s?\d)(?!\d)"
)
_SHORT_PLACE_DATE = re.compile(
    r"^(?P<place>[^\W\d_][^,;:\n]{1,40}),\s*(?:ngay\s*)?(?P<date>\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4})\W*$"
)
_CITING = re.compile(r"(?:\bso\b|/|\btheo\b|\bcan cu\b|\bkem\b|\bcua\b|\btu\b|\bden\b)[^,]*$")


def place_date(draft: Draft) -> PlaceDate | None:
    """The first line of the head that states place and date."""
    for passage in draft.layout.head:
        folded = passage.folded
        short = _SHORT_PLACE_DATE.match(folded)
        if short:
            start, end = (passage.start + offset for offset in short.span("date"))
            dates = find_dates(draft.text.text[start:end])
            place = (passage.start + short.start("place"), passage.start + short.end("place"))
            return PlaceDate(place, start, end, dates[0].value if dates else None)
        match = _PLACE_DATE.search(folded)
        if match and not (match["place"] and _CITING.search(match["place"])) and len(folded) - match.end() < 160:
            return _with_handwriting(draft, _of_match(draft, passage.start, match))
    return None


def _with_handwriting(draft: Draft, line: PlaceDate) -> PlaceDate:
    if line.value is None or is_full(line.value):
        return line
    by_hand = date_by_hand(draft, (line.start, line.end), line.value)
    return replace(line, value=by_hand.value or line.value, by_hand=by_hand) if by_hand else line


def _of_match(draft: Draft, base: int, match: re.Match[str]) -> PlaceDate:
    start, end = base + match.start("day"), base + match.end()
    named = re.compile(r"ng[a-z]y").search(match.string, match.end("place") if match["place"] else match.start())
    start = base + named.start() if named else start
    place = (base + match.start("place"), base + match.end("place")) if match["place"] else None
    found = find_dates(draft.text.text[start:end])
    if found:
        return PlaceDate(place, start, end, _doubted(draft, found[0].value, base, match))
    month, year = re.sub(r"\D", "", match["month"]), re.sub(r"\D", "", match["year"])
    value = f"{year}-{int(month):02d}" if month and 1 <= int(month) <= 12 else year
    return PlaceDate(place, start, end, value)


_LEAST_CONFIDENCE = 0.5  # a cautious bound, set by judgement: days are often written by hand


def _doubted(draft: Draft, value: str | None, base: int, match: re.Match[str]) -> str | None:
    """The value without its day where the day was hardly read."""
    span = (base + match.start("day"), base + match.end("day"))
    if value and is_full(value) and draft.text.confidence(*span) < _LEAST_CONFIDENCE:
        return value[:7]
    return value


def find_issue_date(draft: Draft) -> Extracted[str] | None:
    """ "YYYY-MM-DD"; "YYYY-MM" where the day is blank; None where there is none or it does not exist (31/02)."""
    if draft.kind is not None and draft.kind.value == "article":
        return _of_article(draft)
    line = place_date(draft) if _is_document(draft) else None
    if line is not None:
        if line.value is None or len(line.value) == len("YYYY"):
            return None
        confidence = 0.98 * draft.text.confidence(line.start, line.end)
        seen = draft.text.evidence(line.start, line.end, "place-date")
        if line.by_hand is not None and line.by_hand.value is not None:
            return Extracted(line.value, confidence * line.by_hand.confidence, (line.by_hand.evidence, *seen))
        return Extracted(line.value, confidence, seen)
    return _from_heading(draft) or date_of_metadata(draft, "issue_date") or adopted(draft)


def _is_document(draft: Draft) -> bool:
    """Whether any part of a document stands in the text: a site's banner has a place and a date, too."""
    return draft.doc_type is not None or (draft.kind is not None and bool(draft.kind.evidence))


def _from_heading(draft: Draft) -> Extracted[str] | None:
    heading = draft.layout.heading
    value = find_dates(draft.text.text[slice(*heading.date)])[0].value if heading else None
    return Extracted(value, 0.95, draft.text.evidence(*heading.date, "heading")) if heading and value else None


def date_of_metadata(draft: Draft, field: str) -> Extracted[str] | None:
    span = draft.metadata.get(field)
    dates = find_dates(draft.text.text[slice(*span)]) if span else ()
    if span is None or not dates or not is_full(dates[0].value):
        return None
    assert dates[0].value is not None
    evidence = draft.text.evidence(span[0] + dates[0].start, span[0] + dates[0].end, "metadata")
    return Extracted(dates[0].value, 0.95, evidence)


_ADOPTED = re.compile(r"(?:quoc hoi|uy ban thuong vu quoc hoi|hoi dong nhan dan)\b[^.;]{0,160}?thong qua\s+(?=ngay\b)")


def adopted(draft: Draft) -> Extracted[str] | None:
    """Laws state no place and date but when they were adopted: "… thông qua ngày 18 tháng 6 năm 2020"."""
    for passage in draft.layout.foot:
        match = _ADOPTED.search(passage.folded)
        dates = find_dates(passage.text[match.end() :]) if match else ()
        if match and dates and dates[0].start == 0 and dates[0].value:
            start = passage.start + match.end()
            return Extracted(dates[0].value, 0.9, draft.text.evidence(start, start + dates[0].end, "adopted"))
    return None


def _of_article(draft: Draft) -> Extracted[str] | None:
    """The date that a news text gives beside the number of the one document that it is about."""
    if draft.number is None or not draft.number.evidence:
        return None
    seen = draft.number.evidence[0]
    text = draft.text.text
    after = text[seen.end : seen.end + 60]
    dated = next((date for date in find_dates(after) if re.fullmatch(r"[,\s]*", after[: date.start])), None)
    start = seen.end
    if dated is None:
        first = max(text.rfind("\n", 0, seen.start), text.rfind(". ", 0, seen.start)) + 1
        dated = next((date for date in find_dates(text[first : seen.start]) if is_full(date.value)), None)
        start = first
    if dated is None or dated.value is None:
        return None
    return Extracted(dated.value, 0.8, draft.text.evidence(start + dated.start, start + dated.end, "article"))
