"""How records compare with the gold of the corpus: right, wrong and missed by field.

A header field is right where it is equal but for case, white space, dashes and the spelling of tone marks. Citations
are the same by number (or by type and year where there is none), targets by value and clause, assignments by agency
and task. Attributes (comparator, deadline, role …) are counted over the pairs that matched, right or wrong.
A unit may go on after the gold's, or end before it ("cán bộ", "cán bộ cấp xã"). What a gold does not name is not asked.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from nlp.models import Record
from nlp.record_json import record_to_json
from nlp.text import nfc, one_tone_spelling

HEADER = ("kind", "number", "doc_type", "issue_date", "effective_date", "title", "period")
TARGET_ATTRIBUTES = ("unit", "value_max", "comparator", "direction", "deadline", "status", "leads")
ASSIGNMENT_ATTRIBUTES = ("role", "deadline")

Row = Mapping[str, Any]


@dataclass
class Tally:
    """Counts of one field."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass
class Scores:
    """Tallies by field, and what was not right, one line each."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    attributes: dict[str, Tally] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def count(self, name: str, right: int, wrong: int, missed: int) -> None:
        tally = self.tallies.setdefault(name, Tally())
        tally.right += right
        tally.wrong += wrong
        tally.missed += missed

    def count_attribute(self, name: str, same: bool) -> None:
        tally = self.attributes.setdefault(name, Tally())
        tally.right += same
        tally.wrong += not same


def merged(scores: Iterable[Scores]) -> Scores:
    """All of them as one."""
    total = Scores()
    for one in scores:
        for name, tally in one.tallies.items():
            total.count(name, tally.right, tally.wrong, tally.missed)
        for name, tally in one.attributes.items():
            kept = total.attributes.setdefault(name, Tally())
            kept.right += tally.right
            kept.wrong += tally.wrong
        total.misses += one.misses
    return total


def score(pairs: Iterable[tuple[Row, Record]]) -> Scores:
    """Scores of records against their gold."""
    scores = Scores()
    for gold, record in pairs:
        got = json.loads(record_to_json(record))
        _score_header(scores, gold, got)
        _score_rows(scores, gold, got, "signer", "signers", _same_signer, ("position", "authority"))
        _score_rows(scores, gold, got, "citation", "citations", _same_citation, ("date", "relation"))
        _score_rows(scores, gold, got, "target", "targets", _same_target, TARGET_ATTRIBUTES)
        _score_rows(scores, gold, got, "assignment", "assignments", _same_assignment, ASSIGNMENT_ATTRIBUTES)
        _score_recipients(scores, gold, got)
    return scores


def _score_header(scores: Scores, gold: Row, got: Row) -> None:
    issuer = got.get("issuer") or {}
    found = {name: (got[name] or {}).get("value") for name in HEADER}
    found |= {"issuer": issuer.get("name"), "level": issuer.get("level"), "province": issuer.get("province")}
    for name, value in found.items():
        expected = gold.get(name)
        same = _plain(expected) == _plain(value)
        if name not in gold or (expected is None and value is None):
            continue
        scores.count(name, int(same), int(not same and value is not None), int(not same and expected is not None))
        if not same:
            scores.misses.append(f"{gold['file']}: {name}: {expected!r}, got {value!r}")


def _score_recipients(scores: Scores, gold: Row, got: Row) -> None:
    if "recipients" not in gold:
        return
    expected, found = Counter(map(_plain, gold["recipients"] or [])), Counter(map(_plain, got["recipients"]))
    scores.count("recipient", (expected & found).total(), (found - expected).total(), (expected - found).total())
    scores.misses += [f"{gold['file']}: recipient missed: {text}" for text in expected - found]


def _score_rows(
    scores: Scores,
    gold: Row,
    got: Row,
    name: str,
    key: str,
    likeness: Callable[[Row, Row], float],
    attributes: Sequence[str],
) -> None:
    if key not in gold:
        return
    expected, found = list(gold[key] or []), list(got[key])
    pairs = _pair(expected, found, likeness)
    scores.count(name, len(pairs), len(found) - len(pairs), len(expected) - len(pairs))
    hit, used = {i for i, _ in pairs}, {j for _, j in pairs}
    scores.misses += [f"{gold['file']}: {name} missed: {row}" for i, row in enumerate(expected) if i not in hit]
    scores.misses += [f"{gold['file']}: {name} wrong: {_brief(row)}" for j, row in enumerate(found) if j not in used]
    for i, j in pairs:
        for attribute in attributes:
            same = _same_attribute(attribute, expected[i], found[j])
            scores.count_attribute(f"{name} {attribute}", same)
            if not same:
                wanted, value = expected[i].get(attribute), found[j].get(attribute)
                scores.misses.append(f"{gold['file']}: {name} {attribute}: {wanted!r}, got {value!r}: {expected[i]}")


def _pair(
    expected: Sequence[Row], found: Sequence[Row], likeness: Callable[[Row, Row], float]
) -> list[tuple[int, int]]:
    """Greedy one-to-one pairs, likest first."""
    scored = sorted(
        ((likeness(a, b), i, j) for i, a in enumerate(expected) for j, b in enumerate(found)), key=lambda row: -row[0]
    )
    pairs: list[tuple[int, int]] = []
    used_expected, used_found = set[int](), set[int]()
    for likely, i, j in scored:
        if likely > 0 and i not in used_expected and j not in used_found:
            pairs.append((i, j))
            used_expected.add(i)
            used_found.add(j)
    return pairs


def _same_signer(gold: Row, got: Row) -> float:
    return float(_plain(gold["name"]) == _plain(got["name"]))


def _same_citation(gold: Row, got: Row) -> float:
    if gold["number"] or got["number"]:
        return float(_plain(gold["number"]) == _plain(got["number"]))
    return float(bool(gold["doc_type"] == got["doc_type"] and str(gold["date"])[:4] == str(got["date"])[:4]))


def _same_target(gold: Row, got: Row) -> float:
    return _held(gold["quote"], got["quote"]) if abs(gold["value"] - got["value"]) < 1e-6 else 0.0


def _same_assignment(gold: Row, got: Row) -> float:
    if SequenceMatcher(None, _plain(gold["agency"]), _plain(got["agency"]), autojunk=False).ratio() < 0.85:
        return 0.0
    held = _held(gold["task"], got["task"])
    return held + 0.1 if held and gold["role"] == got["role"] else held


def _held(part: str, whole: str) -> float:
    """Share of the words of `part` that stand in `whole`; 0 below 0.6, or where `whole` is half the document."""
    wanted, there = Counter(re.findall(r"\w+", _plain(part))), Counter(re.findall(r"\w+", _plain(whole)))
    share = (wanted & there).total() / max(1, wanted.total())
    return share if share >= 0.6 and len(whole) <= 4 * len(part) + 300 else 0.0


def _begins(one: object, other: object) -> bool:
    short, long = sorted((_plain(one), _plain(other)), key=len)
    return bool(short) == bool(long) and long.startswith(short)


def _plain(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return " | ".join(sorted(map(_plain, value)))
    text = one_tone_spelling(nfc("" if value is None else str(value))).lower().replace("–", "-")
    return re.sub(r"\s+", " ", text).strip(" .,;:")


def _brief(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("evidence", "id", "section")}


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a value of the record is right: `index` counts the entries of a list, 0 for a field of its own. An entry
    is right where the gold has it, `complete` where its attributes are right, too."""

    field: str
    index: int
    right: bool
    complete: bool


def judge(gold: Row, record: Record) -> Iterator[Judgement]:
    """Of every value that the record gives and the gold is asked for; a value left blank is not judged."""
    got = json.loads(record_to_json(record))
    for name in HEADER:
        if name in gold and got[name] is not None:
            right = _plain(gold[name]) == _plain(got[name]["value"])
            yield Judgement(name, 0, right, right)
    if "issuer" in gold and (got["issuer"] or {}).get("name"):
        issuer = got["issuer"]
        given = {"issuer": issuer["name"], "level": issuer["level"], "province": issuer["province"]}
        said = [_plain(gold[name]) == _plain(value) for name, value in given.items() if name in gold and value]
        yield Judgement("issuer", 0, all(said), all(said))
    yield from _judged_rows(gold, got, "signers", _same_signer, ("position", "authority"))
    yield from _judged_rows(gold, got, "citations", _same_citation, ("date", "relation"))
    yield from _judged_rows(gold, got, "targets", _same_target, TARGET_ATTRIBUTES)
    yield from _judged_rows(gold, got, "assignments", _same_assignment, ASSIGNMENT_ATTRIBUTES)


def _judged_rows(
    gold: Row, got: Row, key: str, likeness: Callable[[Row, Row], float], attributes: Sequence[str]
) -> Iterator[Judgement]:
    if key not in gold:
        return
    expected, found = list(gold[key] or []), list(got[key])
    hits = {j: expected[i] for i, j in _pair(expected, found, likeness)}
    for index, row in enumerate(found):
        wanted = hits.get(index)
        complete = wanted is not None and all(
            _same_attribute(name, wanted, row) for name in attributes if name in wanted
        )
        yield Judgement(key, index, wanted is not None, complete)


def _same_attribute(name: str, gold: Row, got: Row) -> bool:
    wanted, value = gold.get(name) or None, got.get(name) or None
    return _begins(wanted, value) if name == "unit" else _plain(wanted) == _plain(value)
