"""Floors on real documents, where they lie beside the checkout: a change that loses what was reached fails here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpora.scoring import Scores, score
from ingest.reader import read_document
from nlp.models import Record
from nlp.pipeline import extract

pytestmark = pytest.mark.real


def scored(golds: list[dict[str, Any]], folder: Path) -> Scores:
    files = {path.name: path for path in folder.rglob("*") if path.is_file()}

    def pairs() -> Iterator[tuple[dict[str, Any], Record]]:
        for gold in golds:
            yield gold, extract(read_document(files[Path(gold["file"]).name]))

    return score(pairs())


def hold(scores: Scores, floors: dict[str, float]) -> None:
    low = {name: scores.tallies[name].f1 for name, floor in floors.items() if scores.tallies[name].f1 < floor}
    assert not low, "\n".join(scores.misses)


def test_headers_of_web_texts(real_documents: Path) -> None:
    golds = yaml.safe_load((real_documents.parent / "gold" / "headers-dev.yml").read_text("utf-8"))
    floors = {"number": 0.98, "doc_type": 0.95, "issue_date": 0.98, "signer": 0.98, "province": 0.98}
    hold(scored(golds, real_documents / "web"), floors)


def test_every_field_of_plans_and_seeds(real_documents: Path) -> None:
    gold_folder = real_documents.parent / "gold"
    golds = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(gold_folder.glob("*.yml"))]
    complete = [gold for gold in golds if isinstance(gold, dict)]
    floors = {"number": 1.0, "issuer": 1.0, "issue_date": 1.0, "signer": 1.0, "recipient": 0.98}
    floors |= {"citation": 0.97, "target": 0.85, "assignment": 0.85}
    hold(scored(complete, real_documents), floors)


def test_old_files_up_to_case(real_documents: Path) -> None:
    """The truths have no automatic numbers of lists, and small letters where a font drew capitals."""
    missed = {}
    for truth in sorted((real_documents / "legacy").glob("*.truth.txt")):
        (path,) = (file for file in truth.parent.glob(truth.name.replace(".truth.txt", ".*")) if file != truth)
        wanted, got = (Counter(text.lower().split()) for text in (truth.read_text("utf-8"), read_document(path).text))
        missed[path.name] = (wanted - got).total() / wanted.total()
    assert all(share < 0.01 for share in missed.values()), missed
