"""Number and day written by hand: which readings stand, and what is told of those that do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ingest.models import BoundingBox, Document, HandReading, Handwriting, Line, Page, Paragraph, Signature, Word
from nlp.header.by_hand import _numbers_of_name
from nlp.models import Extracted, Warning
from tests.nlp.header_drafts import draft_of

NUMBER_BOX, DAY_BOX = BoundingBox(120, 100, 140, 112), BoundingBox(380, 100, 395, 112)


def _line(text: str, left: float, gap_after: str, gap: float) -> Paragraph:
    """Words of one printed line, with a gap where the form has its blank."""
    words = []
    for word in text.split():
        width = 6.0 * len(word)
        words.append(Word(word, BoundingBox(left, 101, left + width, 111), 0.95))
        left += width + (gap if word == gap_after else 4)
    return Paragraph((Line(tuple(words)),))


def form(
    number: dict[str, float] | None = None,
    day: dict[str, float] | None = None,
    name: str = "scan0001.pdf",
    signed: str | None = None,
    as_print: str = "",
) -> Document:
    """A scan whose number and day are written by hand, with the readings and their probabilities."""
    paragraphs = (
        Paragraph((Line((Word("ỦY"), Word("BAN"), Word("NHÂN"), Word("DÂN"))),)),
        _line("Số: /QĐ-UBND", 100, "Số:", 30),
        _line("Bắc Sơn, ngày tháng 3 năm 2023", 300, "ngày", 30),
        Paragraph((Line((Word("QUYẾT"), Word("ĐỊNH"))),)),
        Paragraph(
            (Line((Word("Về"), Word("việc"), Word("thành"), Word("lập"), Word("tổ"), Word("công"), Word("tác"))),)
        ),
    )
    written = [
        Handwriting(part, box, tuple(HandReading(*one) for one in readings.items()), as_print)
        for part, box, readings in (("number", NUMBER_BOX, number), ("day", DAY_BOX, day))
        if readings is not None
    ]
    page = Page(1, 595, 842, paragraphs, "ocr", tuple(written))
    document = Document(name, "application/pdf", "0" * 64, (page,))
    if signed is None:
        return document
    return replace(document, signatures=(Signature(signed_at=datetime.fromisoformat(signed).replace(tzinfo=UTC)),))


def values(document: Document) -> tuple[str | None, str | None]:
    draft = draft_of(document)
    return _value(draft.number), _value(draft.issue_date)


def _value(found: Extracted[str] | None) -> str | None:
    return found.value if found else None


def warnings(document: Document) -> dict[str, Warning]:
    return {warning.code: warning for warning in draft_of(document).warnings}


SURE_NUMBER, SURE_DAY = {"47": 0.97, "41": 0.02}, {"17": 0.95, "12": 0.02}


def test_what_only_the_model_reads_stays_open_and_is_named_with_its_place() -> None:
    document = form(SURE_NUMBER, SURE_DAY)
    assert values(document) == (None, "2023-03")
    told = warnings(document)
    number, day = told["number-handwritten"], told["issue-date-handwritten"]
    assert "/QĐ-UBND" in number.message
    assert "47" in number.message
    assert "17" in day.message
    assert [one.boxes for one in (*number.evidence, *day.evidence)] == [(NUMBER_BOX,), (DAY_BOX,)]


def test_every_likely_reading_is_named() -> None:
    told = warnings(form({"47": 0.5, "41": 0.4, "44": 0.01}))
    assert told["number-handwritten"].message.endswith("Có thể là 47 hoặc 41.")


@pytest.mark.parametrize(
    ("readings", "name", "as_print", "wanted"),
    [
        ({"47": 0.6, "41": 0.3}, "47-QD-UBND.signed.pdf", "", "47/QĐ-UBND"),
        ({"41": 0.6, "47": 0.3}, "QĐ 47.pdf", "", None),  # the name says another number than the pen
        ({"974": 0.83, "774": 0.16}, "774-QD-UBND.pdf", "", None),
        ({"47": 0.4, "41": 0.3}, "QĐ số 47.pdf", "", "47/QĐ-UBND"),
        ({"22": 0.9}, "Triển khai QĐ 22.pdf", "", "22/QĐ-UBND"),  # loosely named, clearly read
        ({"22": 0.5}, "Triển khai QĐ 22.pdf", "", None),
        ({"1": 0.99}, "QĐ (1).pdf", "", None),  # the second copy that a browser saved
        ({"9": 0.99}, "QD 9 thang dau nam.pdf", "", None),
        ({"3": 0.99}, "Trang 3 - QD.pdf", "", None),
        ({"47": 0.6}, "QD 2025 so 47.pdf", "", "47/QĐ-UBND"),
        ({"81": 0.98, "8": 0.01}, "scan 81.png", "81", None),  # the 1 may be the printed slash
        ({"81": 0.98, "8": 0.01}, "81-QD-UBND.pdf", "", "81/QĐ-UBND"),
        ({"07": 0.8}, "2352-07-QD-UBND.signed.pdf", "", "07/QĐ-UBND"),  # zeros as written; 2352 is the incoming number
        ({"47": 0.9}, "scan 47.pdf", "", "47/QĐ-UBND"),
        ({"47": 0.95}, "scan0001.pdf", "47", "47/QĐ-UBND"),  # the OCR of print reads the same
        ({"6": 0.7, "06": 0.2}, "06-QD-UBND.pdf", "", None),  # with the zero or without it
        ({"06": 0.9}, "6-QD-UBND.pdf", "", "06/QĐ-UBND"),  # names drop zeros
        ({"6": 0.9}, "06-QD-UBND.pdf", "", None),
        ({"47": 0.5}, "scan 47.pdf", "", None),
        ({"47": 0.95}, "52-QD-UBND.pdf", "", None),
        ({"47": 0.95}, "QD-2047.pdf", "4T", None),
        ({}, "47-QD-UBND.pdf", "", None),  # the name alone is no sight of the number
    ],
)
def test_a_number_stands_where_an_independent_clue_agrees(
    readings: dict[str, float], name: str, as_print: str, wanted: str | None
) -> None:
    document = form(readings, None, name, as_print=as_print)
    assert values(document)[0] == wanted
    assert ("number-handwritten" in warnings(document)) == (wanted is None)


def test_evidence_tells_what_was_seen_and_what_agreed() -> None:
    draft = draft_of(form(SURE_NUMBER, SURE_DAY, "47-QD.pdf", "2023-03-18"))
    assert draft.number is not None
    assert draft.issue_date is not None
    seen, printed = draft.number.evidence
    assert (seen.text, seen.method, seen.boxes) == ("47", "handwriting+file-name", (NUMBER_BOX,))
    assert seen.start == seen.end == printed.start
    assert (printed.text, printed.method) == ("Số: /QĐ-UBND", "number-line")
    day = draft.issue_date.evidence[0]
    assert (day.text, day.method, day.boxes) == ("17", "handwriting+signature", (DAY_BOX,))


@pytest.mark.parametrize(
    ("readings", "signed", "wanted"),
    [
        (SURE_DAY, "2023-03-17", "2023-03-17"),
        (SURE_DAY, "2023-03-20", "2023-03-17"),
        ({"30": 0.9, "20": 0.05}, "2023-04-01", "2023-03"),  # signed twelve days after the other
        ({"30": 0.9, "20": 0.04}, "2023-04-01", "2023-03-30"),
        ({"27": 0.56, "22": 0.41}, "2023-03-27", "2023-03"),  # written on the 22nd, signed five days later
        ({"17": 0.7, "19": 0.25}, "2023-03-17", "2023-03-17"),  # no paper is signed before its date
        ({"4": 0.5, "04": 0.48}, "2023-03-05", "2023-03-04"),  # one day, written either way
        (SURE_DAY, "2023-03-12", "2023-03"),  # signed five days before its date: one of both is misread
        (SURE_DAY, "2025-01-09", "2023-03"),  # signed when the archive was scanned: tells nothing
        ({"17": 0.5, "18": 0.45}, "2023-03-18", "2023-03"),
        ({"47": 0.99}, "2023-03-17", "2023-03"),
        ({"?7": 0.99}, "2023-03-17", "2023-03"),
    ],
)
def test_a_day_stands_where_the_signature_was_put_soon_after(
    readings: dict[str, float], signed: str, wanted: str
) -> None:
    document = form(None, readings, signed=signed)
    assert values(document)[1] == wanted
    assert ("issue-date-handwritten" in warnings(document)) == (wanted == "2023-03")


def test_a_broken_signature_confirms_no_day() -> None:
    document = form(None, SURE_DAY, signed="2023-03-17")
    broken = tuple(replace(signature, integrity="broken") for signature in document.signatures)
    assert values(replace(document, signatures=broken))[1] == "2023-03"


def test_a_signature_in_another_month_than_the_printed_one_adds_no_day() -> None:
    assert values(form(None, {"31": 0.6, "21": 0.3}, signed="2023-02-28"))[1] == "2023-03"


def test_effect_from_the_day_of_signing_needs_the_day() -> None:
    assert draft_of(form(None, SURE_DAY)).effective_date is None


def test_numbers_of_a_name() -> None:
    assert _numbers_of_name("11CT.pdf", "/CT-UBND") == (("11",), ())
    assert _numbers_of_name("575-UB.signed.pdf", "/UBND-KTTH") == (("575",), ())
    assert _numbers_of_name("vht507.signed.pdf", "/TB-UBND") == ((), ("507",))
    assert _numbers_of_name("TB 2024.pdf", "/CT-UBND") == ((), ())
    assert _numbers_of_name("KH 2025 so 47.pdf", "/KH-UBND") == ((), ("47",))
    assert _numbers_of_name("KH 5 nam 2021-2025.pdf", "/KH-UBND") == ((), ())
    assert _numbers_of_name("phu luc 4 KH.pdf", "/KH-UBND") == ((), ())
    assert _numbers_of_name("Trien khai QD 22.pdf", "/QD-UBND") == ((), ("22",))
