"""Items: a task, or several, with the labelled lines about it ("Cơ quan chủ trì: …") somewhere under one heading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from nlp.body.agencies import AgencyMention
from nlp.body.duty_clauses import find_clause
from nlp.body.duty_deadlines import clause_deadline, line_deadline
from nlp.body.duty_lines import Label
from nlp.body.duty_predicates import joinings
from nlp.body.duty_text import skeleton_of
from nlp.body.duty_units import Duty, Reading, duties_of_unit
from nlp.models import Role

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph after its marker, with its labels; `under` is the label of the line above it in the tree, or None."""

    start: int
    end: int
    labels: tuple[Label, ...]
    under: Label | None = None


@dataclass(slots=True)
class _Group:
    """Tasks and what the labelled lines say of them."""

    tasks: list[Span] = field(default_factory=list)
    roles: list[tuple[Role, AgencyMention]] = field(default_factory=list)
    stated: list[Duty] = field(default_factory=list)
    deadline: str | None = None

    @property
    def is_assigned(self) -> bool:
        return bool(self.roles or self.stated)


def duties_of_item(text: str, title: Span | None, lines: Sequence[Line]) -> Iterator[Duty]:
    """The duties of an item with the heading `title`; where no line states a task, the heading is the task."""
    group = _Group()
    for line in lines:
        if not line.labels and _is_task(line):
            if group.is_assigned:
                yield from _duties(text, title, group)
                group = _Group()
            if _has_words(text, line.start, line.end):
                group.tasks.append((line.start, line.end))
        elif line.labels:
            if line.labels[0].kind == "task" and group.is_assigned:
                yield from _duties(text, title, group)
                group = _Group()
            for label in line.labels:
                _take(text, group, label)
        elif line.under is not None and line.under.role is not None:
            _take_agencies(text, group, replace(line.under, start=line.start, end=line.end))
    yield from _duties(text, title, group)


def _is_task(line: Line) -> bool:
    return line.under is None or line.under.kind in {"task", "container"}


def _has_words(text: str, start: int, end: int) -> bool:
    """Whether more stands there than the marks of a line that was broken."""
    return any(character.isalnum() for character in text[start:end])


def _take(text: str, group: _Group, label: Label) -> None:
    if label.role is not None:
        _take_agencies(text, group, label)
    elif label.kind == "time":
        group.deadline = line_deadline(text[label.start : label.end])
    elif label.kind == "task" and _has_words(text, label.start, label.end):
        group.tasks.append((label.start, label.end))


def _take_agencies(text: str, group: _Group, label: Label) -> None:
    skeleton = skeleton_of(text, label.start, label.end)
    if find_clause(skeleton, 0, len(skeleton.form)) is not None:
        group.stated += duties_of_unit(text, label.start, label.end, Reading(role=label.role))
    elif label.role is not None:
        group.roles += [(label.role, agency) for agencies in skeleton.lists.values() for agency in agencies]


def _duties(text: str, title: Span | None, group: _Group) -> Iterator[Duty]:
    if not group.is_assigned:
        return
    yield from (replace(duty, deadline=duty.deadline or group.deadline) for duty in group.stated)
    stated = dict.fromkeys((duty.start, duty.end) for duty in group.stated if duty.role != "coordinate")
    for start, end in stated or group.tasks or ([title] if title else []):
        yield from _duties_of_task(text, start, end, group)


def _duties_of_task(text: str, start: int, end: int, group: _Group) -> Iterator[Duty]:
    skeleton = skeleton_of(text, start, end)
    clause = find_clause(skeleton, 0, len(skeleton.form))
    predicate = clause.predicate if clause and not clause.told else None
    first = start + predicate.task if predicate else start
    deadline = clause_deadline(text[start:end]) or group.deadline
    for role, agency in group.roles:
        yield Duty(agency, role, first, end, (start, end), deadline, 0.95, "duty-line")
    for joining in joinings(skeleton, 0, len(skeleton.form)):
        for agency in joining.partners:
            yield Duty(agency, "coordinate", start + joining.task, end, (start, end), deadline, 0.8, "duty-partner")
