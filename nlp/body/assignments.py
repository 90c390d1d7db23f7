"""Assignments: who must do what, from headings, sentences, labelled lines, tables and execution articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from nlp.body.agencies import AgencyMention, find_agencies
from nlp.body.duty_places import is_closing
from nlp.body.duty_reader import DutyReader
from nlp.body.duty_tables import duties_of_tables
from nlp.body.duty_units import Duty
from nlp.draft import Draft
from nlp.identifiers import stable_id
from nlp.lexicon import entries
from nlp.models import Assignment

_LONGEST_HEADING = 250  # characters
_WORDS_OF_HEADING = 12  # of one that ends in a full stop
_OF_A_PROVINCE = re.compile(r"(?:tỉnh ủy|thành ủy|tỉnh|thành phố)$", re.IGNORECASE)
_LONGEST_TASK = 1200  # characters; the longest seen in plans has 1,000


def find_assignments(draft: Draft) -> tuple[Assignment, ...]:
    """One entry a task and agency, in text order; ids are stable and unique."""
    duties = [*DutyReader(draft).duties(), *duties_of_tables(draft.text)]
    said = _said_once(duties)
    full_names = _full_names(draft.text.text) if any(_is_abbreviated(duty.agency.name) for duty in said) else {}
    placed = _placed_names(draft, {duty.agency.name for duty in said if duty.agency.kind != "group"})
    assignments = [_placed(_assignment(draft, duty, full_names), placed) for duty in said]
    return tuple(_with_ids(draft.source.sha256, assignments))


def _said_once(duties: Sequence[Duty]) -> list[Duty]:
    """In text order; of two readings of one agency's task the surer is kept."""
    kept: dict[tuple[str, int], Duty] = {}
    for duty in duties:
        key = (duty.agency.name, duty.start)
        if key not in kept or kept[key].confidence < duty.confidence:
            kept[key] = duty
    return sorted(kept.values(), key=lambda duty: (duty.unit, duty.start))


def _full_names(text: str) -> dict[str, str]:
    """The full name that the document prints of each agency, for those that it also abbreviates: the first one, of a
    department the longest."""
    names: dict[str, str] = {}
    for mention in find_agencies(text, 0, len(text)):
        if mention.agency_id is None or mention.kind != "named" or _is_abbreviated(mention.name):
            continue
        known = names.setdefault(mention.agency_id, mention.name)
        if mention.agency_id.startswith(("so-", "phong-", "bo-")):
            names[mention.agency_id] = max(known, mention.name, key=len)
    return names


@cache
def _provinces() -> str:
    return "|".join(sorted((re.escape(entry["name"]) for entry in entries("provinces")), key=len, reverse=True))


def _placed_names(draft: Draft, names: set[str]) -> dict[str, str]:
    """In a central document that speaks to one province, the full names of that province's bodies ("Tỉnh ủy Sơn La")
    for those that it then calls by the level alone ("Tỉnh ủy")."""
    if draft.issuer is None or draft.issuer.level != "central":
        return {}
    placed = {}
    for name in names:
        if _OF_A_PROVINCE.search(name) is None or " các " in name:
            continue
        said = r"\s+".join(map(re.escape, name.split()))
        found = re.finditer(rf"(?<!\w){said}\s+(?P<place>{_provinces()})(?!\w)", draft.text.text)
        places = {match["place"] for match in found}
        if len(places) == 1:
            placed[name] = f"{name} {places.pop()}"
    return placed


def _placed(assignment: Assignment, placed: dict[str, str]) -> Assignment:
    return replace(assignment, agency=placed.get(assignment.agency, assignment.agency))


def _is_abbreviated(name: str) -> bool:
    """Whether the name ends in an abbreviation ("NHCSXH", "Sở GDĐT"); a number ("khu vực XI") is none."""
    last = name.split()[-1]
    return len(last) > 1 and last.isupper() and not set(last) <= set("IVXL")


def _name(agency: AgencyMention, full_names: dict[str, str]) -> str:
    full = full_names.get(agency.agency_id or "", agency.name) if agency.kind == "named" else agency.name
    return full if _is_abbreviated(agency.name) and not full.isupper() else agency.name


def _assignment(draft: Draft, duty: Duty, full_names: dict[str, str]) -> Assignment:
    text = draft.text
    start, end = duty.start, _task_end(text.text, duty.start, duty.end)
    evidence = text.evidence(duty.agency.start, duty.agency.end, duty.method)
    evidence += text.evidence(start, end, duty.method)
    return Assignment(
        id="",
        agency=_name(duty.agency, full_names),
        agency_id=duty.agency.agency_id,
        role=duty.role,
        task=" ".join(text.text[start:end].split()),
        deadline=duty.deadline,
        section=_section(draft, duty.unit[0]),
        confidence=round(duty.confidence * text.confidence(start, end), 3),
        evidence=evidence,
    )


def _section(draft: Draft, place: int) -> str | None:
    """The nearest heading above the paragraph that states the task; a sentence is none, and a closing paragraph stands
    only under those of the first rank."""
    block = draft.text.block_at(place)
    start = block.start if block is not None else place
    closes = block is not None and is_closing(draft.text.text, block)
    titles = [
        section.title or section.marker
        for section in draft.outline.path(place)
        if section.marker and section.start < start and not (closes and section.depth) and _is_heading(section.title)
    ]
    return titles[-1] if titles else None


def _is_heading(title: str) -> bool:
    is_sentence = title.endswith((".", ";")) and len(title.split()) > _WORDS_OF_HEADING
    return len(title) <= _LONGEST_HEADING and not is_sentence


def _task_end(text: str, start: int, end: int) -> int:
    """The end of the task without the marks behind it; a task that never ends is cut at a word."""
    if end - start > _LONGEST_TASK:
        space = text.rfind(" ", start, start + _LONGEST_TASK + 1)
        end = space if space > start else start + _LONGEST_TASK
    opens_before = "“" not in text[start:end] and text.count("”", start, end) == 1  # the quotation
    marks = " \n\t.,;:/”" if opens_before else " \n\t.,;:/"
    while end > start and text[end - 1] in marks:
        end -= 1
    return end


def _with_ids(document_id: str, assignments: Sequence[Assignment]) -> Iterator[Assignment]:
    seen: dict[tuple[str, ...], int] = {}
    for assignment in assignments:
        key = (assignment.agency, assignment.role, assignment.task)
        seen[key] = seen.get(key, 0) + 1
        ordinal = () if seen[key] == 1 else (seen[key],)
        yield replace(assignment, id=stable_id(document_id, "assignment", *key, *ordinal))
