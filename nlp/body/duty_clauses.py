"""Who must do what in a sentence: subject, role words, partners and the task behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.body.duty_predicates import Agencies, Predicate, begins_task, read_predicate
from nlp.body.duty_subjects import LONGEST_LEAD_IN, introduction, is_command, offices_at_start, subject_at
from nlp.body.duty_text import ANY_LIST, Skeleton
from nlp.models import Role

ASKED = frozenset({"đề nghị", "yêu cầu"})
_LIST = re.compile(ANY_LIST)


@dataclass(frozen=True, slots=True)
class Clause:
    """A subject with its predicate, at `start` of the skeleton's form. `told` where the issuer tells the subject to do
    it ("Giao …", "Đề nghị …"), `opens` where nothing of the sentence stands before the subject or who tells it."""

    subjects: Agencies
    told: str | None
    predicate: Predicate
    start: int
    opens: bool = True


def find_clause(skeleton: Skeleton, start: int, end: int, passed: frozenset[int] = frozenset()) -> Clause | None:
    """The first subject with a task in `form[start:end]`; `passed` are places of lists that are no subject."""
    return next(clauses_in(skeleton, start, end, passed), None)


def clauses_in(skeleton: Skeleton, start: int, end: int, passed: frozenset[int] = frozenset()) -> Iterator[Clause]:
    """Every reading of `form[start:end]` as a subject with its task, by where the subject stands."""
    if found := offices_at_start(skeleton, start, end):
        offices, place = found
        predicate = read_predicate(skeleton, place, end)
        if predicate is not None:
            yield Clause(offices, None, predicate, start)
    for match in _LIST.finditer(skeleton.form, start, end):
        if match.start() - start > LONGEST_LEAD_IN:
            return
        if match.start() in passed:
            continue
        told = introduction(skeleton.form, start, match.start())
        if told is None or (told.word is None and is_command(skeleton.form, match.end(), end)):
            continue
        subjects, place = subject_at(skeleton, match, end)
        predicate = read_predicate(skeleton, place, end)
        if predicate is None or not _is_given(skeleton, predicate, told.word, told.is_doubtful, end):
            continue
        yield Clause(subjects, told.word, predicate, match.start(), told.opens)


def _is_given(skeleton: Skeleton, predicate: Predicate, told: str | None, doubtful: bool, end: int) -> bool:
    """Whether the words make it a task; where the subject stands in doubt only those of duty do."""
    if doubtful:
        return predicate.duty or predicate.role == "lead"
    return bool(told or predicate.role or predicate.duty or begins_task(skeleton, predicate.task, end))


def role_of_subjects(clause: Clause) -> Role:
    """Who is given a task ("giao") leads, who is asked carries out; else one body leads, a list carries out."""
    several = len(clause.subjects) > 1 or clause.subjects[0].kind == "group"
    if clause.told is not None:
        return "implement" if clause.told in ASKED else "lead"
    if several and "chủ trì" not in clause.subjects[0].name:
        return "implement"
    return "lead"
