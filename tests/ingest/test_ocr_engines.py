"""What every engine holds to, and how each tells that it is missing, out of time or broken."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytesseract
import pytest

from ingest.errors import ToolFailed, ToolMissing
from ingest.limits import Limits
from ingest.models import Word
from ingest.ocr import tesseract
from ingest.ocr.engine import GreyImage, OcrEngine
from ingest.ocr.installed import first_reader
from ingest.ocr.tesseract import Tesseract
from ingest.page.lines import box_of
from ingest.reader import read_document
from tests.ingest.paper import FIRST, HEIGHT, ITEMS, paragraph, pdf, picture

pytestmark = pytest.mark.ocr

EngineOf = Callable[[float], OcrEngine]  # seconds a page


def in_process(seconds: float) -> OcrEngine:
    pytest.importorskip("tesserocr", reason="the extra `ocr` is not installed")
    from ingest.ocr.tesserocr import TesseractInProcess

    return TesseractInProcess(seconds)


@pytest.fixture(params=[Tesseract, in_process])
def engine_of(request: pytest.FixtureRequest) -> EngineOf:
    made: EngineOf = request.param
    return made


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    """What the program says of its languages is kept; a test may put another program in its place."""
    tesseract._check_language.cache_clear()
    yield
    tesseract._check_language.cache_clear()


def grey(*texts: str, dpi: int = 200) -> GreyImage:
    """The paragraphs, one under the other."""

    def draw(canvas: Any) -> None:
        top = HEIGHT - 100
        for text in texts:
            top = paragraph(canvas, text, top, 11) - 8

    return np.asarray(picture(pdf(draw), dpi).convert("L"))


def test_an_engine_reads_words_in_order_with_boxes_in_pixels(engine_of: EngineOf) -> None:
    page = grey(FIRST, ITEMS[1])
    words = engine_of(60).recognise(page, 200)
    assert [word.text for word in words] == f"{FIRST} {ITEMS[1]}".split()
    assert all(0.5 < word.confidence <= 1 for word in words)
    ink = cv2.bitwise_not(page) > 128
    for word in words:
        left, top, right, bottom = (int(value) for value in box_of(word))
        assert ink[top:bottom, left:right].any()
    first = box_of(words[0])
    assert (first.left, first.bottom) == pytest.approx(((85 + 28) * 200 / 72, 100 * 200 / 72), abs=4)


def test_engines_agree_within_a_few_pixels() -> None:
    page = grey(FIRST, ITEMS[0])
    ours, theirs = (made(60).recognise(page, 200) for made in (in_process, Tesseract))
    assert [word.text for word in ours] == [word.text for word in theirs]
    for one, other in zip(ours, theirs, strict=True):
        assert box_of(one) == pytest.approx(box_of(other), abs=4)
        assert one.confidence == pytest.approx(other.confidence, abs=0.15)


def test_a_line_and_a_page_may_follow_each_other(engine_of: EngineOf) -> None:
    """The engine in process keeps one object: what is set for a line must not stay set for the page."""
    engine, page = engine_of(60), grey(FIRST, ITEMS[1])
    text = "Lớp tập huấn kỹ năng cho cộng tác viên"
    before = engine.recognise(page, 200)
    assert [word.text for word in engine.recognise_line(grey(text)[238:292], 200)] == text.split()
    assert engine.recognise(page, 200) == before


@pytest.mark.parametrize("shade", [0, 127, 255])
def test_an_image_of_one_shade_has_no_words(engine_of: EngineOf, shade: int) -> None:
    blank = np.full((300, 200), shade, np.uint8)
    assert engine_of(60).recognise(blank, 200) == ()
    assert engine_of(60).recognise_line(blank, 200) == ()


def test_images_of_odd_shapes_and_strides_are_read_as_they_are(engine_of: EngineOf) -> None:
    page = grey(FIRST)
    part = page[250:600:1, 100:1501]  # a view whose rows do not follow each other in memory, of odd width
    assert not part.flags.c_contiguous
    engine = engine_of(60)
    assert engine.recognise(part, 200) == engine.recognise(np.ascontiguousarray(part), 200)
    assert [word.text for word in engine.recognise(part, 200)] == FIRST.split()
    speck = np.full((4, 3), 255, np.uint8)
    speck[1, 1] = 0
    assert engine.recognise(speck, 200) == ()


def test_a_page_over_its_time_is_told(engine_of: EngineOf) -> None:
    with pytest.raises(ToolFailed, match=r"did not finish a page in 0\.05 seconds"):
        engine_of(0.05).recognise(grey(FIRST, *ITEMS), 200)
    assert engine_of(60).recognise_line(grey("Sở Nội vụ")[238:292], 200)


def test_an_image_wider_than_tesseract_takes_is_told(engine_of: EngineOf) -> None:
    wide = np.full((40, 33_000), 255, np.uint8)
    wide[20, 20:300] = 0
    with pytest.raises(ToolFailed, match="33"):
        engine_of(60).recognise(wide, 200)


def test_missing_vietnamese_data_names_the_command_that_installs_it(
    engine_of: EngineOf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with pytest.raises(ToolMissing, match="apt-get install tesseract-ocr tesseract-ocr-vie"):
        engine_of(60).recognise(grey(FIRST), 200)


def test_broken_vietnamese_data_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "vie.traineddata").write_bytes(b"nothing of the kind")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    for made in (in_process, Tesseract):
        with pytest.raises(ToolFailed):
            made(60).recognise(grey(FIRST), 200)


def test_a_document_is_read_by_the_engine_in_process_where_it_is_installed() -> None:
    assert first_reader(Limits(ocr_seconds_per_page=7)) == in_process(7)


def test_without_tesserocr_the_program_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ingest.ocr.tesserocr", None)
    assert first_reader(Limits(ocr_seconds_per_page=7)) == Tesseract(7)


def program(tmp_path: Path, script: str, languages: str = "List\\nvie\\n") -> str:
    """A program that lists the languages and does as the script says with a page; `$2` is where its answer belongs."""
    file = tmp_path / "tesseract"
    asked = f'[ "$1" = --list-langs ] && printf \'{languages}\' && exit 0\n[ "$1" = --version ] && echo 5.3.0 && exit 0'
    file.write_text(f"#!/bin/sh\n{asked}\n{script}\n")
    file.chmod(0o755)
    return str(file)


HEAD = r"level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
PAGE = np.tile(np.array([0, 255], np.uint8), (40, 20))


@pytest.mark.parametrize(
    ("script", "what"),
    [
        ("echo 'no memory' >&2; exit 3", "no memory"),
        ("exit 4", "status 4"),
        ("kill -SEGV $$", "signal 11"),
        ("kill -KILL $$", "killed, as a machine short of memory does"),
        ("sleep 20", "did not finish"),
        ("exit 0", "answered"),
        (r"printf '\377\376\000' > $2.tsv", "answered"),
        ("echo 'Segmentation fault' > $2.tsv", "answered"),
        (rf"printf '{HEAD}5\t1\t1\t1\t1\t1\there\tthere\t9\t9\t90\tKế\n' > $2.tsv", "answered"),
        (rf"printf '{HEAD}5\t1\t1\t1\t1\t1\t1\t1\t9\t9\tinf\tKế\n' > $2.tsv", "answered"),
        (rf"printf '{HEAD}5\t1\t1\t1\t1\t1\t1\t1\t9\t9\t5000\tKế\n' > $2.tsv", "answered"),
        (rf"printf '{HEAD}5\t1\t1\t1\n5\t1\t1\t1\t1\t1\t1\t1\t9\t9\t90\tKế\n' > $2.tsv", "answered"),
    ],
)
def test_a_program_that_crashes_hangs_or_answers_nonsense_is_a_failure_of_the_tool(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, what: str
) -> None:
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", program(tmp_path, script))
    with pytest.raises(ToolFailed, match=what):
        Tesseract(0.5).recognise(PAGE, 100)


def test_a_program_that_tells_its_languages_in_bad_utf8_is_a_failure_of_the_tool(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", program(tmp_path, "exit 0", r"\377\376"))
    with pytest.raises(ToolFailed, match="languages"):
        Tesseract(0.5).recognise(PAGE, 100)


def test_a_missing_program_names_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "/nowhere/tesseract")
    with pytest.raises(ToolMissing, match="apt-get install tesseract-ocr tesseract-ocr-vie"):
        Tesseract(0.5).recognise(PAGE, 100)


def test_a_failure_of_the_engine_names_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    drawn = pdf(lambda canvas: canvas.rect(100, HEIGHT - 200, 200, 50))
    with pytest.raises(ToolMissing, match=r"^công văn\.pdf: "):
        read_document(drawn, "công văn.pdf")


def test_reading_many_pages_in_process_keeps_no_memory() -> None:
    engine, page = in_process(60), grey(FIRST)

    def resident() -> int:
        status = Path("/proc/self/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) // 1024

    def read(times: int) -> tuple[Word, ...]:
        for _ in range(times):
            words = engine.recognise(page, 200)
        return words

    read(3)
    before = resident()
    read(12)
    assert resident() - before < 15  # MB; one page image alone has 4
