"""Sentences of plans and reports from every field: the whole list of targets expected of each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from nlp.models import Target
from tests.nlp.plan_texts import APPROVAL, DECISION, DIRECTIVE, PLAN, REPORT, targets

HEADS = {
    "plan": (PLAN, "2025"),
    "report": (REPORT, "2023"),
    "approval": (APPROVAL, None),
    "decision": (DECISION, None),
    "directive": (DIRECTIVE, None),
}


def sentences() -> list[Any]:
    groups = yaml.safe_load(Path(__file__).with_name("target_sentences.yml").read_text("utf8"))
    return [
        pytest.param(group["head"], tuple(group["under"]), line, expected, id=f"{group['field']}: {line}")
        for group in groups
        for line, expected in group["lines"].items()
    ]


def brief(target: Target, usual: str | None) -> str:
    """A target as the file writes it: what is usual goes unsaid."""
    comparator = "" if target.comparator in ("=", "range") else target.comparator
    most = "" if target.value_max is None else f"..{target.value_max}"
    parts = [f"{comparator}{target.value}{most}", target.unit]
    parts += [{"increase": "+", "decrease": "-"}[target.direction]] if target.direction else []
    parts += [f"@{target.deadline}"] if target.deadline != usual else []
    parts += ["!result"] if target.status == "result" else []
    return " ".join(parts)


@pytest.mark.parametrize(("head", "under", "line", "expected"), sentences())
def test_sentences(head: str, under: tuple[str, ...], line: str, expected: list[str]) -> None:
    lines, usual = HEADS[head]
    assert [brief(target, usual) for target in targets(*under, line, head=lines)] == expected
