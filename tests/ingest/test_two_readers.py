"""Two readers of one line: put side by side, weighed, and what is left where the second is missing or broken."""

from __future__ import annotations

import itertools
import logging
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

from ingest.errors import ToolFailed
from ingest.limits import Limits
from ingest.models import BoundingBox, Word
from ingest.ocr import installed
from ingest.ocr.candidates import differences
from ingest.ocr.ctc import CtcLine
from ingest.ocr.engine import GreyImage
from ingest.ocr.side_by_side import line_box, lines_of, side_by_side
from ingest.ocr.syllable_pairs import one_spelling, syllable_pairs
from ingest.ocr.tesseract import Tesseract
from ingest.ocr.voting import TwoReaders, vote
from tests.ingest.paper import FIRST, HEIGHT, ITEMS, paragraph, pdf, picture

ALPHABET = tuple(" aáàảâấầậăbcdđeéèêếềệghiíìịklmnoóòỏôốồổộơởớpqrstuúùủưứừửvxyýỳỹ0123456789,.-/%")
WIDE = 10.0  # pixels a character of the made lines


def seen_as(text: str, doubts: dict[int, tuple[str, float]] | None = None) -> CtcLine:
    """A line in which each character takes two steps, the second a blank. `doubts` gives to a place in the text
    another character that may stand there, and its share of the probability; "_" is a space that is not seen."""
    rows = np.full((2 * len(text), 1 + len(ALPHABET)), 1e-5, np.float32)
    for place, character in enumerate(text):
        rows[2 * place + 1, 0] = 0.99
        if character == "_":
            rows[2 * place, 0] = 0.99
            continue
        other, share = (doubts or {}).get(place, (character, 0.0))
        rows[2 * place, 1 + ALPHABET.index(character)] += 0.99 * (1 - share)
        rows[2 * place, 1 + ALPHABET.index(other)] += 0.99 * share
    return CtcLine(np.log(rows), ALPHABET, 0.0, WIDE / 2)


def read_as(text: str, confidence: float = 0.9) -> list[Word]:
    words, at = [], 0.0
    for part in text.split():
        words.append(Word(part, BoundingBox(at, 0, at + WIDE * len(part), 20), confidence))
        at += WIDE * (len(part) + 1)
    return words


def voted(first: str, second: CtcLine, confidence: float = 0.9) -> tuple[Word, ...]:
    return vote(read_as(first, confidence), second, syllable_pairs())


def text_of(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def test_a_likelihood_is_the_sum_over_all_alignments() -> None:
    probabilities = np.random.default_rng(4).dirichlet(np.ones(4), size=5)
    line = CtcLine(np.log(probabilities.astype(np.float32)), ("a", "b", "c"), 0, 1)
    paths = list(itertools.product(range(4), repeat=5))
    for text in ("ab", "aa", "abc", "c"):
        total = sum(
            math.prod(probabilities[step, column] for step, column in enumerate(path))
            for path in paths
            if "".join("abc"[column - 1] for column, _ in itertools.groupby(path) if column) == text
        )
        assert line.log_likelihood(text, 0, 5) == pytest.approx(math.log(total), abs=1e-4)
    assert line.log_likelihood("d", 0, 5) == line.log_likelihood("abcabc", 0, 5) < -1e8


def test_words_of_a_line_know_where_they_stand() -> None:
    line = seen_as("số y tế")
    found = line.words()
    assert [word.text for word in found] == ["số", "y", "tế"]
    assert [line.x(word.first) for word in found] == [0, 30, 50]
    assert [(word.start, word.end) for word in found] == [(0, 4), (5, 8), (9, 14)]


def test_what_one_reader_joins_stands_beside_what_the_other_splits() -> None:
    pairs = side_by_side(read_as("hộ nghèo, cận nghèo"), seen_as("hộ nghèo,_cận nghèo"))
    assert [(pair.first_text, pair.second_text) for pair in pairs[:1]] == [("hộ", "hộ")]
    assert ("nghèo, cận", "nghèo,cận") in [(pair.first_text, pair.second_text) for pair in pairs]


def test_what_both_read_is_surer_than_either() -> None:
    words = voted("sở y tế", seen_as("sở y tế"), 0.8)
    assert text_of(words) == "sở y tế"
    assert all(word.confidence > 0.95 for word in words)


@pytest.mark.parametrize(
    ("first", "second", "right"),
    [
        ("sửa đồi bổ sung", "sửa đổi bổ sung", "sửa đổi bổ sung"),
        ("sửa đổi bổ sung", "sửa đồi bổ sung", "sửa đổi bổ sung"),
        ("quyêt định của", "quyết đinh của", "quyết định của"),
        ("giám đốc sở y tế", "giám đôc sở y tê", "giám đốc sở y tế"),
    ],
)
def test_where_the_image_leaves_it_open_the_syllables_beside_decide(first: str, second: str, right: str) -> None:
    doubts = {i: (one, 0.4) for i, (one, other) in enumerate(zip(first, second, strict=True)) if one != other}
    assert text_of(voted(first, seen_as(second, doubts), 0.7)) == right


def test_a_mark_that_both_misread_is_mended_where_only_one_syllable_stands_between_these() -> None:
    second = seen_as("sửa đôi bổ sung", {5: ("ổ", 0.2)})
    assert text_of(voted("sửa đối bổ sung", second, 0.8)) == "sửa đổi bổ sung"


def test_a_name_that_was_never_counted_is_left_as_both_read_it() -> None:
    assert text_of(voted("bà kỳ mỹ liêm", seen_as("bà kỳ mỹ liêm"), 0.9)) == "bà kỳ mỹ liêm"


def test_letters_beside_a_figure_that_the_readers_read_differently_leave_it_open() -> None:
    """A handwritten 47: the one reads 4#, the other 4F."""
    (word,) = voted("4#/qđ", seen_as("4k/qđ"), 0.9)
    assert word.confidence < 0.5


def test_words_far_apart_or_on_other_lines_are_read_apart() -> None:
    boxes = [(0, 0, 40, 20), (50, 1, 90, 21), (300, 0, 340, 20), (0, 30, 40, 50)]
    lines = lines_of([Word("chữ", BoundingBox(*box)) for box in boxes])
    assert [len(line) for line in lines] == [2, 1, 1]
    tall = Word("(", BoundingBox(95, -60, 110, 90))
    assert line_box([*lines[0], tall]) == BoundingBox(0, 0, 110, 21)


def test_a_vote_between_one_word_and_two_keeps_boxes_in_order() -> None:
    words = voted("hộ nghèo, cận nghèo", seen_as("hộ nghèo,_cận nghèo"))
    assert text_of(words) == "hộ nghèo, cận nghèo"
    lefts = [word.box.left for word in words if word.box]
    assert lefts == sorted(lefts)


def test_figures_on_which_the_readers_disagree_are_never_sure() -> None:
    """Both are as sure as can be; no language tells which is right."""
    for first, second in (("số 157/ub", "số 151/ub"), ("70%", "10%"), ("năm 2025", "năm 202")):
        doubtful = [word for word in voted(first, seen_as(second), 0.99) if any(c.isdigit() for c in word.text)]
        assert doubtful
        assert all(word.confidence < 0.5 for word in doubtful)


def test_figures_on_which_the_readers_agree_stay_sure() -> None:
    assert voted("năm 2025", seen_as("năm 2025"), 0.9)[1].confidence > 0.98


def test_what_the_second_reader_does_not_see_is_less_sure() -> None:
    words = voted("sở y tế ee", seen_as("sở y tế   "), 0.6)
    assert words[-1] == Word("ee", words[-1].box, 0.24)


def test_the_place_of_a_tone_mark_is_a_matter_of_spelling() -> None:
    assert [one_spelling(each) for each in ("hoà", "thuỷ", "khoẻ", "quý", "hóa", "toán")] == [
        "hòa", "thủy", "khỏe", "quý", "hóa", "toán",
    ]  # fmt: skip


def test_letters_and_marks_are_counted_apart() -> None:
    assert differences("bồ sưng", "bổ sung") == (0, 2)
    assert differences("đinh", "định") == (0, 1)
    assert differences("do", "đo") == (0, 1)
    assert differences("157", "1S7") == (1, 0)


class _Broken:
    """A second reader whose library fails on every page."""

    def read_lines(self, image: GreyImage, boxes: Sequence[BoundingBox]) -> tuple[CtcLine, ...]:
        raise ToolFailed("The second reader broke.", "Install it anew.")


def grey(*texts: str, size: float = 11) -> GreyImage:
    def draw(canvas: object) -> None:
        top = HEIGHT - 100
        for text in texts:
            top = paragraph(canvas, text, top, size) - 8  # type: ignore[arg-type]  # a canvas

    return np.asarray(picture(pdf(draw), 200).convert("L"))


@pytest.mark.ocr
def test_a_second_reader_that_breaks_stops_no_reading(caplog: pytest.LogCaptureFixture) -> None:
    engine = TwoReaders(Tesseract(60), _Broken())
    page = grey(FIRST)[200:700]
    with caplog.at_level(logging.WARNING):
        assert engine.recognise(page, 200) == Tesseract(60).recognise(page, 200)
        engine.recognise(page, 200)
    assert [record.message for record in caplog.records] == [
        "The second reader broke. Install it anew. Scans are read by the first reader alone."
    ]


@pytest.fixture
def asked_anew() -> Iterator[None]:
    installed.second_reader.cache_clear()
    yield
    installed.second_reader.cache_clear()


@pytest.mark.usefixtures("asked_anew")
def test_a_model_that_does_not_load_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    trueocr = pytest.importorskip("ingest.ocr.trueocr", reason="the extra `ocr` is not installed")
    for name, content in (("meta.json", b'{"charset": ["a"], "max_width": 768}'), ("rec.onnx", b"\x3a\x04junk")):
        (tmp_path / name).write_bytes(content)
    monkeypatch.setattr(trueocr, "_MODELS", tmp_path)
    with caplog.at_level(logging.WARNING):
        assert not isinstance(installed.reading_engine(Limits()), TwoReaders)
        assert not isinstance(installed.reading_engine(Limits()), TwoReaders)
    (record,) = caplog.records
    assert "pip install" in record.message


@pytest.mark.ocr
def test_two_readers_read_noisy_print_better_than_one() -> None:
    trueocr = pytest.importorskip("ingest.ocr.trueocr", reason="the extra `ocr` is not installed")
    texts = (FIRST, *ITEMS)
    page = cv2.GaussianBlur(grey(*texts, size=10), (0, 0), 1.5)
    noise = np.random.default_rng(1).normal(0, 20, page.shape)
    page = np.clip(page + noise, 0, 255).astype(np.uint8)
    truth = Counter(" ".join(texts).split())

    def missed(words: Sequence[Word]) -> int:
        return (truth - Counter(word.text for word in words)).total()

    one = Tesseract(60).recognise(page, 200)
    two = TwoReaders(Tesseract(60), trueocr.TrueOcr()).recognise(page, 200)
    assert missed(two) < 0.8 * missed(one)
