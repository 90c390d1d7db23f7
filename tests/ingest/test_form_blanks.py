"""Blanks found from the words around them, however OCR joined them with what is written there."""

from __future__ import annotations

import pytest

from ingest.models import BoundingBox, Word
from ingest.page.form_blanks import find_blanks

# "Số: __ /QĐ-UBND … Bắc Sơn, ngày __ tháng 3 năm 2023" in Times of 13 points: where each word is set.
LABEL, SYMBOL = (100.0, 117.3), (150.0, 214.2)
DAY, MONTH, YEAR_LABEL, YEAR = (360.0, 385.3), (410.0, 439.6), (456.0, 479.0), (482.0, 508.0)
PLACE = (Word("Bắc", BoundingBox(300, 100, 320.5, 110), 0.95), Word("Sơn,", BoundingBox(324, 100, 347, 110), 0.95))


def word(text: str, left: float, right: float, confidence: float = 0.9) -> Word:
    return Word(text, BoundingBox(left, 100, right, 110), confidence)


def number(*words: Word) -> tuple[Word, ...]:
    rest = (word("tháng", *MONTH), word("3", 445, 451), word("năm", *YEAR_LABEL), word("2023", *YEAR))
    return (*words, *PLACE, word("ngày", *DAY), *rest)


@pytest.mark.parametrize(
    "words",
    [
        (word("Số:", *LABEL), word("/QĐ-UBND", *SYMBOL)),
        (word("Số:", *LABEL), word("4‡", 125, 140, 0.2), word("/QĐ-UBND", *SYMBOL)),
        (word("Số:/4", LABEL[0], 140, 0.3), word("/QĐ-UBND", *SYMBOL)),
        (word("Số:", *LABEL), word("47/QĐ-UBND", 125, SYMBOL[1], 0.5)),
        (word("Số:525/QĐ-UBND", LABEL[0], SYMBOL[1], 0.4),),
    ],
)
def test_the_blank_of_the_number_lies_between_label_and_symbol(words: tuple[Word, ...]) -> None:
    blank = next(blank for blank in find_blanks(number(*words), 842) if blank.part == "number")
    assert blank.left == pytest.approx(LABEL[1], abs=2)
    assert blank.right == pytest.approx(SYMBOL[0], abs=2.5)
    assert [one.text for one in blank.printed] == ["Số:", "/QĐ-UBND"]


def test_what_was_read_in_the_blank_is_told_without_the_print() -> None:
    def read(*words: Word) -> str:
        blank = next(blank for blank in find_blanks(number(*words), 842) if blank.part == "number")
        return "".join(one.text for one in blank.as_print)

    assert read(word("Số:525/QĐ-UBND", LABEL[0], SYMBOL[1], 0.4)) == "525"
    assert read(word("Số:/4", LABEL[0], 140, 0.3), word("/QĐ-UBND", *SYMBOL)) == "/4"
    assert read(word("Số:", *LABEL), word("47/QĐ-UBND", 125, SYMBOL[1], 0.5)) == "47"


def test_a_number_read_surely_as_one_word_is_print() -> None:
    words = number(word("Số:525/QĐ-UBND", LABEL[0], SYMBOL[1], 0.93))
    assert [blank.part for blank in find_blanks(words, 842)] == ["day", "month"]


def test_the_day_joined_with_its_month_label() -> None:
    words = (*PLACE, word("ngày", *DAY), word("04tháng", 390, MONTH[1], 0.6))
    rest = (word("3", 445, 451), word("năm", *YEAR_LABEL), word("2023", *YEAR))
    day, month = find_blanks((*words, *rest), 842)
    assert (day.left, day.right) == (pytest.approx(DAY[1], abs=2), pytest.approx(MONTH[0], abs=2))
    assert (month.left, month.right) == (pytest.approx(MONTH[1], abs=2), pytest.approx(YEAR_LABEL[0], abs=2))
    assert ["".join(one.text for one in blank.as_print) for blank in (day, month)] == ["04", "3"]


def test_numbers_in_running_text_are_no_blanks() -> None:
    line = [
        word(text, 100 + 30 * index, 125 + 30 * index)
        for index, text in enumerate(["theo", "Kế", "hoạch", "số", "12/KH-UBND"])
    ]
    assert list(find_blanks(line, 842)) == []
