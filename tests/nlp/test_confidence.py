"""Confidence: a probability that words read more surely never lower, that no rule's name is needed for, and never 1."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from ingest.models import Document
from nlp.clues import FIELDS, RISING, Clues, clues_of
from nlp.confidence import LEAST_SURE, Model, load_model
from nlp.doubts import find_doubts
from nlp.models import Record
from nlp.pipeline import extract, record_of, understand
from tests.nlp.header_drafts import document
from tests.nlp.plan_texts import PLAN

MODEL = load_model()


LINES = (
    *PLAN,
    "I. MỤC TIÊU ĐẾN NĂM 2025",
    "- Ít nhất 85% người cao tuổi cô đơn được chăm sóc tại nhà.",
    "II. TỔ CHỨC THỰC HIỆN",
    "1. Sở Y tế",
    "- Chủ trì, phối hợp với Sở Tài chính hướng dẫn các trạm y tế xã lập sổ theo dõi sức khỏe.",
    "Nơi nhận:",
    "- Như trên;",
    "TM. ỦY BAN NHÂN DÂN",
    "KT. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "Lò Văn Hạnh",
)


def plan(confidence: float = 1.0) -> Document:
    return document(*LINES, confidence=confidence)


def told(record: Record) -> dict[str, float]:
    single = ("kind", "number", "doc_type", "title", "issue_date", "effective_date", "period", "issuer")
    found = {name: value.confidence for name in single if (value := getattr(record, name)) is not None}
    for name in ("signers", "citations", "targets", "assignments"):
        found |= {f"{name} {index}": value.confidence for index, value in enumerate(getattr(record, name))}
    return found


def test_every_value_has_one_between_nothing_and_certainty() -> None:
    found = told(extract(plan()))
    assert {name.split()[0] for name in found} >= {"number", "issuer", "signers", "citations", "targets", "assignments"}
    assert all(0 < confidence < 1 for confidence in found.values())


def test_every_field_has_its_weights_and_its_most() -> None:
    assert set(MODEL.weights) == set(MODEL.most) == set(FIELDS)
    assert all(most < 1 for most in MODEL.most.values())


def test_words_read_more_surely_never_make_a_value_less_sure() -> None:
    assert all(weights.get(name, 0) >= 0 for weights in MODEL.weights.values() for name in RISING)
    found = [told(extract(plan(confidence))) for confidence in (0.7, 0.8, 0.9, 0.97, 1.0)]
    for less, more in pairwise(found):
        assert all(less[name] <= more[name] for name in less.keys() & more.keys())


@pytest.mark.parametrize("field", FIELDS)
def test_the_name_of_a_new_rule_weighs_nothing(field: str) -> None:
    facts = {"rule": 0.0, "least": -1.0}
    known = MODEL.probability(Clues(field, 0, facts))
    assert MODEL.probability(Clues(field, 0, facts | {"method written-tomorrow": 1.0})) == known


@pytest.mark.parametrize("field", FIELDS)
def test_no_clues_make_certain(field: str) -> None:
    best = {name: 50.0 if weight > 0 else -50.0 for name, weight in MODEL.weights[field].items()}
    assert MODEL.probability(Clues(field, 0, best)) == MODEL.most[field] < 1


def test_clues_that_disagree_are_known() -> None:
    lines = [line.replace("/KH-", "/QĐ-") if line.startswith("Số:") else line for line in LINES]
    (number,) = (one for one in clues_of(understand(document(*lines))) if one.field == "number")
    assert number.facts["symbol is another type's"] == 1
    assert number.facts["a warning speaks of it"] == 1
    (agreeing,) = (one for one in clues_of(understand(plan())) if one.field == "number")
    assert agreeing.facts["symbol fits type"] == agreeing.facts["symbol fits issuer"] == 1


def test_values_of_the_header_below_the_bound_and_no_others_are_warned_of() -> None:
    draft = understand(plan())
    low = replace_all(MODEL, "number", "title")
    sure = {(one.field, one.index): low.probability(one) for one in clues_of(draft)}
    draft.confidence = sure
    draft.doubts = find_doubts(draft)
    codes = [(warning.code, warning.evidence) for warning in record_of(draft).warnings]
    assert draft.number is not None
    assert draft.title is not None
    assert ("number-uncertain", draft.number.evidence) in codes
    assert ("value-uncertain", draft.title.evidence) in codes
    assert len([code for code, _ in codes if code.endswith("-uncertain")]) == 2


def replace_all(model: Model, *doubtful: str) -> Model:
    """The model with fields of which nothing is sure, and all others sure."""
    weights = {field: {"": -1.0 if field in doubtful else 5.0} for field in model.weights}
    assert LEAST_SURE < 0.98
    return replace(model, weights=weights)
