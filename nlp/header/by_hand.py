"""Number and day written by hand: what a model read there, weighed with what else tells them.

A reading stands only where an independent clue agrees with it: the file's name, the OCR of print (a reader of another
family), the time of a digital signature. Else the field stays open, and the warning names what it may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from ingest.models import HandReading, Handwriting
from nlp.dates import find_dates, is_full
from nlp.draft import Draft
from nlp.models import Evidence
from nlp.text import fold, nfc

_LIKELY = 0.15  # probability from which a reading is named as possible
_NAMED = 3


@dataclass(frozen=True, slots=True)
class ByHand:
    """`value` is None where it is left open; `possible` are readings worth naming, best first; `clues` what agreed."""

    value: str | None
    confidence: float
    possible: tuple[str, ...]
    clues: tuple[str, ...]
    evidence: Evidence


def written_at(draft: Draft, span: tuple[int, int], part: str) -> tuple[int, Handwriting] | None:
    """Page and handwriting of that part on the printed line of the span; None where there is none."""
    for seen in draft.text.evidence(*span, ""):
        for box in seen.boxes:
            height = box.bottom - box.top
            for written in draft.source.pages[seen.page - 1].handwriting:
                x, y = (written.box.left + written.box.right) / 2, (written.box.top + written.box.bottom) / 2
                if (
                    written.part == part
                    and box.left - height <= x <= box.right + height
                    and box.top - 0.7 * height <= y <= box.bottom + 0.7 * height
                ):
                    return seen.page, written
    return None


# Number

# Least probability of the likeliest reading that the clue may confirm.
_BY_NAME, _BY_LOOSE_NAME, _BY_PRINT = 0.3, 0.6, 0.8


def number_by_hand(draft: Draft, span: tuple[int, int], symbol: str) -> ByHand | None:
    """The digits before the symbol ("/QĐ-UBND"); `span` is the printed line. None where nothing was written.

    Only the likeliest reading can stand: a name that says another number than the pen is a reason for doubt.
    """
    found = written_at(draft, span, "number")
    if found is None:
        return None
    page, written = found
    named, mentioned = _numbers_of_name(draft.source.name, symbol)
    if not written.readings:
        return _open(written, page, span[0])
    reading = written.readings[0]
    # The printed slash behind the blank looks like a 1: then only a name that says the number will do.
    ends_as_slash = reading.text.endswith("1") and len(reading.text) > 1
    clues = [
        clue
        for clue, agrees in (
            ("file-name", reading.probability >= _BY_NAME and _is_one(reading.text, named)),
            ("file-name", reading.probability >= _BY_LOOSE_NAME and _is_one(reading.text, mentioned)),
            ("ocr", reading.probability >= _BY_PRINT and written.as_print.strip(".,:") == reading.text),
        )
        if agrees and not (ends_as_slash and not named)
    ]
    if clues and reading.text.isdecimal() and int(reading.text) > 0:
        confidence = 1 - (1 - reading.probability) * (0.1 if named else 0.3)
        return _decided(written, page, span[0], reading.text, confidence, clues)
    return _open(written, page, span[0])


def _is_one(digits: str, numbers: Iterable[str]) -> bool:
    """Whether the numbers are all this one. A name may drop a zero that is written, but has none that is not."""
    named = set(numbers)
    return (
        len(named) == 1
        and digits.isdecimal()
        and all(number.lstrip("0") == digits.lstrip("0") and len(number) <= len(digits) for number in named)
    )


_COUNTS_OTHERS = re.compile(r"(?:trang|page|tr|p|phu ?luc|pl|lan|ban|so trang|tap|phan|ky|\()[\W_]*$")
_COUNTS_TIME = re.compile(r"[\W_]*(?:thang|nam|quy|ngay|tuan|trang|ban|file|\))")


def _numbers_of_name(name: str, symbol: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The number that the name gives to the symbol's first part, where the name begins with both, and numbers that
    stand elsewhere in it; a name may begin with the number under which the paper came in.

    Years, pages, copies and periods are no numbers of a document.

    >>> _numbers_of_name("2352-07-CT-UBND.signed.pdf", "/CT-UBND")
    (('07',), ())
    >>> _numbers_of_name("scan 575.pdf", "/UBND-KTTH")
    ((), ('575',))
    >>> _numbers_of_name("KH (1).pdf", "/KH-UBND"), _numbers_of_name("BC_9_thang.pdf", "/BC-UBND")
    (((), ()), ((), ()))
    """
    kind = re.search(r"[a-z]{2,}", fold(symbol))
    stem = fold(nfc(PurePath(name).name.split(".")[0]))
    beside, anywhere = [], []
    for match in re.finditer(r"\d{1,6}", stem):
        before, after = stem[: match.start()], stem[match.end() :]
        if 1990 <= int(match[0]) <= 2100 or _COUNTS_OTHERS.search(before) or _COUNTS_TIME.match(after):
            continue
        if kind and _stands_beside(kind[0], before, after):
            beside.append(match[0])
        else:
            anywhere.append(match[0])
    return tuple(beside), () if beside else tuple(anywhere)


def _stands_beside(kind: str, before: str, after: str) -> bool:
    """Whether the letters of the symbol's first part, or its beginning, follow a number at the head of a name, or stand
    there before it. "Trien khai QD 22" names a decision that it carries out."""
    following = re.match(r"[\W_]*([a-z]{2,})", after)
    if following and (kind.startswith(following[1]) or following[1].startswith(kind)):
        return not re.search("[a-z]", before)
    preceding = re.fullmatch(r"[\W_\d]*([a-z]+)[\W_]*(?:so[\W_]*)?", before)
    return preceding is not None and preceding[1] == kind


# Date

_BY_SIGNATURE, _SURE_DATE = 0.5, 0.97
_ALSO_READ = 0.05  # probability from which another reading of the day counts
_SIGNED_WITHIN = 15  # days after its date, nearly always
_PRINT_ALONE = 0.9
# How often a paper is signed digitally so many days after its date; papers are dated and signed on one day mostly,
# or scanned and signed by the office that publishes them on the next. Judged, not counted.
_AFTER_DAYS = {0: 0.5, 1: 0.25, 2: 0.08, 3: 0.06, 4: 0.02, 5: 0.02, 6: 0.02, 7: 0.02, -1: 0.01}
_RARELY = 0.001
_SUPPORTS = range(8)


def date_by_hand(draft: Draft, span: tuple[int, int], printed: str) -> ByHand | None:
    """The day, or day and month, that the printed "YYYY-MM" or "YYYY" of the date line leaves to the pen."""
    day = written_at(draft, span, "day")
    if day is None:
        return None
    month = written_at(draft, span, "month") if len(printed) == len("YYYY") else None
    if len(printed) == len("YYYY") and month is None:
        return None
    page, written = day
    signed = _first_signing(draft)
    candidates = list(_dates(printed, written, month[1] if month else None))
    weighed = sorted(
        ((found, probability, probability * _weight(found, signed)) for found, probability in candidates),
        key=lambda one: -one[2],
    )
    whole = sum(weight for *_, weight in weighed)
    if weighed and whole > 0:
        best, probability, weight = weighed[0]
        others = [found for found, likely in candidates if found != best and likely >= _ALSO_READ]
        clues = list(_date_clues(draft, best, probability, written, _telling(signed, others)))
        if clues and weight / whole >= _SURE_DATE:
            return _decided(written, page, span[0], best.isoformat(), weight / whole, clues)
    return _open(written, page, span[0], most=31)


def _dates(printed: str, day: Handwriting, month: Handwriting | None) -> Iterator[tuple[date, float]]:
    """Every date that both readings allow, with its probability before any other clue."""
    months = [(int(printed[5:7]), 1.0)] if month is None else list(_figures(month.readings, 12))
    for number, of_month in months:
        for figure, of_day in _figures(day.readings, 31):
            try:
                yield date(int(printed[:4]), number, figure), of_month * of_day
            except ValueError:
                continue


def _figures(readings: Sequence[HandReading], most: int) -> Iterator[tuple[int, float]]:
    """The numbers from 1 to `most` that the readings may be, each once ("4" and "04" are one)."""
    found: dict[int, float] = {}
    for reading in readings:
        if reading.text.isdecimal() and 1 <= int(reading.text) <= most and len(reading.text) <= 2:
            found[int(reading.text)] = found.get(int(reading.text), 0.0) + reading.probability
    yield from found.items()


def _telling(signed: date | None, others: Sequence[date]) -> date | None:
    """The time of a signature, unless other readings of the day are as plausible before it."""
    if signed is None or any(0 <= (signed - other).days <= _SIGNED_WITHIN for other in others):
        return None
    return signed


def _weight(day: date, signed: date | None) -> float:
    return 1.0 if signed is None else _AFTER_DAYS.get((signed - day).days, _RARELY)


def _date_clues(
    draft: Draft, day: date, probability: float, written: Handwriting, signed: date | None
) -> Iterator[str]:
    if signed is not None and probability >= _BY_SIGNATURE and (signed - day).days in _SUPPORTS:
        yield "signature"
    digits = re.sub(r"\W", "", written.as_print)
    if probability >= _PRINT_ALONE and digits.isdecimal() and int(digits) == day.day:
        yield "ocr"
    name = re.sub(r"[_\- ]", ".", nfc(draft.source.name))
    if probability >= _BY_LOOSE_NAME and any(mention.value == day.isoformat() for mention in find_dates(name)):
        yield "file-name"


_TIME = re.compile(r"\d{1,2}:\d{2}:\d{2}")


def _first_signing(draft: Draft) -> date | None:
    """The day of the first digital signature: of the file's own, else as stamps on its pages print it. A file with a
    broken signature tells nothing."""
    signatures = draft.source.signatures
    if any(signature.integrity == "broken" for signature in signatures):
        return None
    signed = [signature.signed_at.date() for signature in signatures if signature.signed_at is not None]
    return min(signed or list(_printed_signings(draft)), default=None)


def _printed_signings(draft: Draft) -> Iterator[date]:
    for page in draft.source.pages:
        for paragraph in page.paragraphs:
            if paragraph.role == "margin" and _TIME.search(paragraph.text):
                for mention in find_dates(paragraph.text):
                    if mention.value and is_full(mention.value):
                        yield date.fromisoformat(mention.value)


# What both give


def _decided(
    written: Handwriting, page: int, offset: int, value: str, confidence: float, clues: Sequence[str]
) -> ByHand:
    names = tuple(dict.fromkeys(clues))
    method = "+".join(("handwriting", *names))
    read = written.readings[0].text if len(value) > 6 else value
    return ByHand(value, min(confidence, 0.99), (), names, Evidence(page, offset, offset, (written.box,), read, method))


def _open(written: Handwriting, page: int, offset: int, most: int = 999_999) -> ByHand:
    likely = [one.text for one in written.readings if one.probability >= _LIKELY and one.text.isdecimal()]
    possible = tuple(text for text in likely if 0 < int(text) <= most)[:_NAMED]
    return ByHand(None, 0.0, possible, (), Evidence(page, offset, offset, (written.box,), "", "handwriting"))
