"""Headings that name agencies: everything beneath such a heading is a task of theirs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from nlp.body.agencies import AgencyMention
from nlp.body.duty_clauses import find_clause, read_predicate, read_roles
from nlp.body.duty_text import ANY_LIST, SPACE, Skeleton, skeleton_of
from nlp.body.duty_units import Owners
from nlp.body.duty_words import phrase, verb
from nlp.sections import Outline, Section

_LONGEST_GROUP_HEADING = 220


@dataclass(frozen=True, slots=True)
class AgencyHeading:
    """`owners` of all that stands in the section; `rest` is where a task begins in the heading's own line, or None."""

    owners: Owners
    rest: int | None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    start = rf"\W*(?:(?:{phrase('heading_prefix')})\s*)?(?:các|những|từng|mỗi)?\s*(?P<list>{ANY_LIST}){SPACE}"
    return {
        "start": re.compile(start),
        "alone": re.compile(rf"{start}(?:(?:{phrase('duty')})?\s*[.:;,]*)\s*$"),
        "told": re.compile(rf"(?:{phrase('trigger')})\s*(?:các|những)?\s*(?P<list>{ANY_LIST}){SPACE}:\s*$"),
        "inline": re.compile(rf"{start}:\s*(?=\S)"),
        "group": re.compile(
            rf"\W*(?:(?:{phrase('heading_prefix')})\s*)?(?:các|những)\s*(?P<list>{ANY_LIST})(?P<more>[^.:;]*)[.:]?\s*$"
        ),
        "general": re.compile(
            r"(?:\w+\s+){0,4}?(?:các |những |một số )?"
            r"(?:nhiệm vụ|nội dung|công việc|giải pháp|việc|quyền hạn|yêu cầu)(?!\w)[^.;]*$"
        ),
        "not_heading": re.compile(rf"^\s*{verb()}|(?<!\w)gồm(?!\w)|{phrase('must')}"),
        "verb": re.compile(rf"(?:mỗi|từng|{verb()})"),
    }  # fmt: skip


def agency_headings(text: str, outline: Outline, ends: dict[int, int]) -> dict[int, AgencyHeading]:
    """The agency headings among the sections, by their index; `ends` maps a section's start to the end of its line."""
    parents = {section.parent for section in outline.sections}
    found = {}
    for index, section in enumerate(outline.sections):
        heading = _read(text, section, ends.get(section.start, section.end), index in parents)
        if heading is not None:
            found[index] = heading
    return found


def read_heading(text: str, start: int, end: int) -> AgencyHeading | None:
    """The heading that a line without marker is: agencies and a colon, or a sentence that ends in them ("…, Sở Y tế đề
    nghị Ủy ban nhân dân các xã:")."""
    if not text[start:end].rstrip().endswith(":"):
        return None
    skeleton = skeleton_of(text, start, end)
    match = _patterns()["alone"].match(skeleton.form) or _patterns()["told"].search(skeleton.form)
    if match is None:
        return _over_bullets(skeleton) if skeleton.lists else None
    return AgencyHeading(Owners(skeleton.lists[match.start("list")]), None)


def _read(text: str, section: Section, end: int, has_children: bool) -> AgencyHeading | None:
    skeleton = skeleton_of(text, section.start + len(section.marker), end)
    if not skeleton.lists:
        return None
    patterns, form = _patterns(), skeleton.form
    if match := patterns["alone"].match(form):
        return AgencyHeading(Owners(skeleton.lists[match.start("list")]), None)
    if match := patterns["inline"].match(form):
        predicate = read_predicate(skeleton, match.end(), len(form))
        states_task = predicate and (predicate.role or predicate.duty or patterns["verb"].match(form, predicate.task))
        if states_task or has_children:
            rest = skeleton.offset + match.end() if states_task else None
            return AgencyHeading(Owners(skeleton.lists[match.start("list")]), rest)
        return None
    if heading := _over_bullets(skeleton):
        return heading
    return _group_heading(skeleton) if has_children else None


def _over_bullets(skeleton: Skeleton) -> AgencyHeading | None:
    """ "Sở Y tế chủ trì, phối hợp với Sở Nội vụ thực hiện các nhiệm vụ sau:"."""
    form = skeleton.form.rstrip()
    if not form.endswith(":"):
        return None
    if match := _patterns()["start"].match(form):
        roles = read_roles(skeleton, match.end(), len(form) - 1)
        if roles.task >= len(form) - 1:
            return AgencyHeading(
                Owners(skeleton.lists[match.start("list")], roles.role or "lead", roles.partners), None
            )
    clause = find_clause(skeleton, 0, len(form))
    if clause is None or not _patterns()["general"].match(form[:-1], clause.predicate.task):
        return None
    return AgencyHeading(Owners(clause.subjects, clause.predicate.role or "lead", clause.predicate.partners), None)


def _group_heading(skeleton: Skeleton) -> AgencyHeading | None:
    """ "Các doanh nghiệp hoạt động trong lĩnh vực xây dựng": the whole heading names the group."""
    match = _patterns()["group"].match(skeleton.form)
    if match is None or len(skeleton.form) > _LONGEST_GROUP_HEADING or match.start("list") not in skeleton.lists:
        return None
    agencies = skeleton.lists[match.start("list")]
    if agencies[-1].kind != "group" or _patterns()["not_heading"].search(match["more"]):
        return None
    return AgencyHeading(Owners((*agencies[:-1], _through(skeleton, agencies[-1], match.end("more")))), None)


def _through(skeleton: Skeleton, agency: AgencyMention, end: int) -> AgencyMention:
    stop = skeleton.offset + end
    return replace(agency, end=stop, name=" ".join(skeleton.text[agency.start : stop].split()))
