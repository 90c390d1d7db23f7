"""The sample corpus: sources and gold agree, files render, and what is extracted from them is right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpora.rendering import render_all
from corpora.source import SourceDocument, load_gold, load_sources
from ingest.reader import read_document
from nlp.text import nfc

SOURCES = load_sources()


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    paths = render_all(SOURCES, tmp_path_factory.mktemp("corpus"))
    return {path.stem: path for path in paths}


def words_of(source: SourceDocument) -> str:
    parts = [*source.issuer, *source.addressees, source.body, *source.recipients, source.annex]
    return " ".join([*parts, source.title or "", source.subject or ""])


def test_the_corpus_covers_what_it_is_for() -> None:
    golds = [load_gold(source.slug) for source in SOURCES]
    assert len(SOURCES) >= 38
    assert {source.form for source in SOURCES} == {"pdf", "scan", "docx", "html", "news"}
    assert len({gold["province"] for gold in golds if gold["level"] == "province"}) >= 8
    assert len({gold["issuer"] for gold in golds if gold["level"] == "district"}) >= 3
    assert {gold["level"] for gold in golds} >= {"central", "province", "district", "commune"}
    types = {
        "kế hoạch",
        "quyết định",
        "báo cáo",
        "công văn",
        "chỉ thị",
        "nghị quyết",
        "thông báo",
        "công điện",
        "tờ trình",
    }
    assert {gold["doc_type"] for gold in golds} >= types
    assert {gold["issue_date"] < "2025-07-01" for gold in golds} == {True, False}


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.slug)
def test_every_quote_of_the_gold_stands_in_the_source(source: SourceDocument) -> None:
    gold, text = load_gold(source.slug), nfc(re.sub(r"\s+", " ", words_of(source)))
    assert gold["file"] == source.file_name
    for target in gold["targets"]:
        assert target["quote"] in text
    for assignment in gold["assignments"]:
        assert assignment["task"] in text
        assert words(assignment["agency"]) <= words(text)  # of "Giám đốc các Sở: Y tế, Công Thương" each is an entry
    for citation in gold["citations"]:
        assert citation["number"] is None or citation["number"] in text


def test_every_source_renders_as_its_form(rendered: dict[str, Path]) -> None:
    heads = {"pdf": b"%PDF-", "scan": b"%PDF-", "docx": b"PK", "html": b"<!doctype html>", "news": b"<!doctype html>"}
    for source in SOURCES:
        assert rendered[source.slug].read_bytes().startswith(heads[source.form])


def test_files_already_there_are_kept(rendered: dict[str, Path]) -> None:
    folder = next(iter(rendered.values())).parent
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    render_all(SOURCES, folder)
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


@pytest.mark.ocr
@pytest.mark.parametrize("source", [source for source in SOURCES if source.form == "scan"], ids=lambda one: one.slug)
def test_no_print_of_a_scan_is_taken_for_handwriting(source: SourceDocument, rendered: dict[str, Path]) -> None:
    """The slash of 2045/KH-UBND once made of it a written 20451, left open."""
    page = read_document(rendered[source.slug]).pages[0]
    assert page.handwriting == ()
    assert load_gold(source.slug)["number"] in page.text
