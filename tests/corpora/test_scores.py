"""The kept table of scores is what the code gives now; counting, comparing and printing are right."""

from __future__ import annotations

import difflib
from pathlib import Path

import docx
import pytest

from corpora.__main__ import report, score_pdf, score_text
from corpora.docx_form import docx_bytes
from corpora.score_table import table_by_document, table_by_field
from corpora.scoring import Scores, merged, score
from corpora.source import Cell, SourceDocument, body_items, load_gold, load_sources
from corpora.text_form import markdown
from ingest.reader import read_document
from nlp.models import Record
from nlp.pipeline import extract

KEPT = Path(__file__).parent.parent.parent / "corpora" / "scores.txt"
PLAN = next(source for source in load_sources() if source.slug == "kh-310-da-nang-2025")
GOLD = load_gold(PLAN.slug)


@pytest.fixture(scope="module")
def plan() -> Record:
    return extract(read_document(markdown(PLAN).encode("utf-8"), "plan.md"))


def merged_cells(slug: str = "gop-o") -> SourceDocument:
    body = "| Chỉ tiêu | Năm | < |\n| ^ | 2026 | 2030 |\n| Trường đạt chuẩn | 40% | 60% |\nHết."
    place_date = "Hà Nội, ngày 02 tháng 02 năm 2026"
    return SourceDocument(slug, "docx", place_date, body, ("SỞ Y TẾ",), "1/KH-SYT", recipients=("Như trên",))


def test_the_kept_scores_are_those_of_the_code() -> None:
    sources = load_sources()
    now = report({"text": score_text(sources), "digital PDF": score_pdf(sources)})
    diff = "".join(difflib.unified_diff(KEPT.read_text("utf-8").splitlines(True), now.splitlines(True), "kept", "now"))
    assert not diff, f"run `make score`, read what the change won and lost, and commit corpora/scores.txt\n{diff}"


def test_a_record_as_its_gold_says_has_all_right(plan: Record) -> None:
    scores = score([(GOLD, plan)])
    assert {tally.f1 for tally in scores.tallies.values()} == {1.0}
    assert scores.tallies["target"].right == 6
    assert scores.misses == []


def test_what_is_missed_and_what_is_wrong_both_count(plan: Record) -> None:
    first, *others = GOLD["targets"]
    gold = {**GOLD, "number": "311/KH-UBND", "targets": [*others, {**first, "value": 99}, {**first, "value": 98}]}
    scores = score([(gold, plan)])
    number, target = scores.tallies["number"], scores.tallies["target"]
    assert (number.right, number.wrong, number.missed) == (0, 1, 1)
    assert (target.right, target.wrong, target.missed) == (5, 1, 2)
    assert (target.precision, target.recall) == (pytest.approx(5 / 6), pytest.approx(5 / 7))
    assert len(scores.misses) == 4


def test_an_attribute_counts_over_what_matched(plan: Record) -> None:
    targets = [{**target, "unit": "% số xã", "deadline": 2031} for target in GOLD["targets"]]
    scores = score([({"file": "x", "targets": targets}, plan)])
    assert scores.tallies["target"].f1 == 1.0
    assert scores.attributes["target deadline"].wrong == 6
    assert scores.attributes["target unit"].right == 6
    assert set(scores.tallies) == {"target"}


def test_tables_hold_the_sum_and_each_document() -> None:
    one, other = Scores(), Scores()
    one.count("target", 3, 1, 0)
    other.count("target", 0, 0, 2)
    other.count("number", 1, 0, 0)
    other.count_attribute("target unit", False)
    number, target, unit = (
        line.split()
        for line in table_by_field(merged([one, other])).splitlines()
        if "field" not in line and "attribute" not in line
    )
    assert number == ["number", "1", "0", "0", "1.000", "1.000", "1.000"]
    assert target == ["target", "3", "1", "2", "0.750", "0.600", "0.667"]
    assert unit == ["target", "unit", "0", "1", "0.000"]
    rows = table_by_document({"b": other, "a": one}).splitlines()[1:]
    assert [row.split()[0] for row in rows] == ["a", "b"]
    assert rows[0].split()[9:13] == ["3", "1", "0", "0.857"]


def test_merged_cells_span_in_every_form() -> None:
    source = merged_cells()
    (table, _) = body_items(source.body)
    assert table.cells[0] == ((0, Cell("Chỉ tiêu", 2, 1)), (1, Cell("Năm", 1, 2)))  # type: ignore[union-attr]
    assert [column for column, _ in table.cells[1]] == [1, 2]  # type: ignore[union-attr]
    assert "|\nChỉ tiêu\n|\nNăm\n|\n|\nChỉ tiêu\n|\n2026\n|\n2030\n|\n|\nTrường đạt chuẩn\n" in markdown(source)


def test_merged_cells_are_one_cell_of_a_word_file(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx_bytes(merged_cells()))
    grid = docx.Document(str(tmp_path / "a.docx")).tables[1]
    assert grid.cell(0, 0)._tc is grid.cell(1, 0)._tc
    assert grid.cell(0, 1)._tc is grid.cell(0, 2)._tc
    assert grid.cell(1, 1).text == "2026"
