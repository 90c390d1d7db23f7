"""Headings that name agencies: everything beneath such a heading is a task of theirs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from nlp.body.agencies import AgencyMention
from nlp.body.duty_clauses import find_clause, role_of_subjects
from nlp.body.duty_predicates import begins_task, read_predicate, read_roles
from nlp.body.duty_subjects import LONGEST_LEAD_IN, introduction, is_command, listed, subject_at
from nlp.body.duty_text import ANY_LIST, LIST, SPACE, Skeleton, skeleton_of
from nlp.body.duty_units import Owners
from nlp.body.duty_words import phrase, verb
from nlp.sections import Outline, Section
from nlp.text import UPPER

_LONGEST_GROUP_HEADING = 220
_WORDS_OF_OFFICE = 20
# Behind the colon of an agency: words enough for a task, the first with a capital, no list of names or figures.
_SENTENCE = re.compile(rf"[{UPPER}][^\W\d]*(?:,?\s+[^\W\d{UPPER}]+){{5}}")


@dataclass(frozen=True, slots=True)
class AgencyHeading:
    """`owners` of all that stands in the section; `rest` is where a task begins in the heading's own line, or None.

    It `directs` where its own line is a task of whoever stands above it: to make the owners do what stands beneath it.
    """

    owners: Owners
    rest: int | None
    directs: bool = False


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    start = rf"\W*(?:(?:{phrase('heading_prefix')})\s*:?\s*)?(?:các|những|từng|mỗi)?\s*(?P<list>{ANY_LIST}){SPACE}"
    return {
        "start": re.compile(start),
        "alone": re.compile(rf"{start}(?:(?:{phrase('duty')})?\s*[.:;,]*)\s*$"),
        "told": re.compile(rf"(?:{phrase('trigger')})\s*(?:các|những)?\s*(?P<list>{ANY_LIST}){SPACE}:\s*$"),
        "inline": re.compile(rf"{start}:\s*(?=\S)"),
        "group": re.compile(
            rf"\W*(?:(?:{phrase('work_of')})\s*(?:các|những)?|(?:(?:{phrase('heading_prefix')})\s*)?(?:các|những))"
            rf"\s*(?P<list>{ANY_LIST})(?P<more>[^.:;]*)[.:]?\s*$"
        ),
        "general": re.compile(
            r"(?<!\w)(?:nhiệm vụ|nội dung|công việc|giải pháp|(?<!đối với )việc|quyền hạn|yêu cầu|biện pháp|hoạt động|"
            r"vấn đề)(?!\w)[^.;:]{0,80}:\s*$"
        ),
        "says": re.compile(r"(?<!\w)(?:là|trường hợp|quyết định|bị|được quyền)(?!\w)|(?<!\w)(?:của|cho|gồm)\W*$"),
        "points": re.compile(rf"(?<!\w){phrase('points')}\s*:\s*$"),
        "bears": re.compile(rf"{start}{phrase('must')}[^:]*:\s*$"),
        "powers": re.compile(rf"(?:\s*(?:{phrase('powers')}|{verb()})){{1,4}}\s*$"),
        "directs": re.compile(
            rf"\W*(?:(?:(?:{phrase('trigger')})\s*)?{ANY_LIST}{SPACE})?"
            rf"(?:chủ động\s+)?(?:chỉ đạo|yêu cầu|đôn đốc|vận động)\s+(?:các|những)?\s*(?P<list>{ANY_LIST})"
            rf"(?:(?P<whole>[^.:;{LIST}]{{0,160}}?)\s*{phrase('must')}|(?P<more>[^.:;,{LIST}]*?))"
            rf"\s*(?:thực hiện[^:;.]*|như sau|cụ thể)?\s*:\s*$"
        ),
        "unknown": re.compile(
            r"\W*(?:(?:trách nhiệm|nhiệm vụ|quyền hạn|thẩm quyền|quyền|nghĩa vụ|chức năng)(?:,?\s+\w+){0,9}?\s+của|"
            rf"(?:{phrase('work_of')}))\s+(?:các |những )?"
            rf"(?P<name>(?:(?!trong(?!\w)|đối với|về(?!\w))[^.:;{LIST}])+)[.:]?\s*"
            r"(?:trong|đối với|về|$)"
        ),
        "not_heading": re.compile(rf"^\s*{verb()}|(?<!\w)gồm(?!\w)|{phrase('must')}"),
        "verb": re.compile(rf"(?:mỗi|từng|{verb()})"),
    }  # fmt: skip


def agency_headings(text: str, outline: Outline, ends: dict[int, int]) -> dict[int, AgencyHeading]:
    """The agency headings among the sections, by their index; `ends` maps a section's start to the end of its line."""
    parents = {section.parent for section in outline.sections}
    found = {}
    for index, section in enumerate(outline.sections):
        end = ends.get(section.start, section.end)
        first = outline.sections[index + 1] if index in parents else None
        heading = _read(text, section, end, index in parents)
        if heading is None and first is not None:
            heading = _over_points(text, section, end, first)
        if heading is not None:
            found[index] = heading
    return found


def read_heading(text: str, start: int, end: int) -> AgencyHeading | None:
    """The heading that a line without marker is: agencies and a colon, or a sentence that ends in them ("…, Sở Y tế đề
    nghị Ủy ban nhân dân các xã:") or announces their tasks ("yêu cầu các sở, ngành thực hiện các nội dung sau:")."""
    if not text[start:end].rstrip().endswith(":"):
        return None
    skeleton = skeleton_of(text, start, end)
    match = _patterns()["alone"].match(skeleton.form) or _patterns()["told"].search(skeleton.form)
    if match is None or is_command(skeleton.form, match.end("list"), len(skeleton.form)):
        return _announcing(skeleton) if skeleton.lists else None
    return AgencyHeading(Owners(skeleton.lists[match.start("list")]), None)


def _read(text: str, section: Section, end: int, has_children: bool) -> AgencyHeading | None:
    skeleton = skeleton_of(text, section.start + len(section.marker), end)
    if not skeleton.lists:
        offices = (_of_offices(skeleton) if has_children else None) or _inline_office(skeleton)
        return _of_unknown(skeleton) or offices
    patterns, form = _patterns(), skeleton.form
    if match := patterns["alone"].match(form):
        return AgencyHeading(Owners(skeleton.lists[match.start("list")]), None)
    if has_children and (heading := _directing(skeleton)):
        return heading
    if match := patterns["inline"].match(form):
        return _inline(skeleton, match, has_children)
    if heading := _announcing(skeleton) or _of_unknown(skeleton) or _inline_office(skeleton):
        return heading
    return (_group_heading(skeleton) or _of_offices(skeleton)) if has_children else None


def _inline(skeleton: Skeleton, match: re.Match[str], has_children: bool) -> AgencyHeading | None:
    """ "Sở Y tế: Kiểm tra nguồn nước tưới."."""
    patterns, form = _patterns(), skeleton.form
    if is_command(form, match.end("list"), len(form)):
        return None
    predicate = read_predicate(skeleton, match.end(), len(form))
    begins = predicate and (predicate.role or predicate.duty or patterns["verb"].match(form, predicate.task))
    states_task = begins or _SENTENCE.match(skeleton.original(match.end(), len(form)))
    if not (states_task or has_children):
        return None
    rest = skeleton.offset + match.end() if states_task and not announces(form) else None
    return AgencyHeading(Owners(skeleton.lists[match.start("list")]), rest)


def _announcing(skeleton: Skeleton) -> AgencyHeading | None:
    """ "Sở Y tế chủ trì, phối hợp với Sở Nội vụ thực hiện các nhiệm vụ sau:", "Các đơn vị cấp nước có trách nhiệm"."""
    form = skeleton.form.rstrip().rstrip(":").rstrip()
    whole = skeleton.form.rstrip().endswith(":")
    for match in re.compile(ANY_LIST).finditer(form, 0, LONGEST_LEAD_IN):
        told = introduction(form, 0, match.start())
        if told is None or (told.word is None and is_command(skeleton.form, match.end(), len(skeleton.form))):
            continue
        agencies, place = subject_at(skeleton, match, len(form))
        roles = read_roles(skeleton, place, len(form))
        empowers = whole and told.word is not None and _patterns()["powers"].match(form, place) is not None
        if empowers or (roles.task >= len(form) and (whole or roles.duty)):
            return AgencyHeading(Owners(agencies, roles.role or "lead", roles.partners), None)
    clause = find_clause(skeleton, 0, len(skeleton.form)) if whole else None
    if clause is None or not announces(skeleton.form):
        return None
    single = len(clause.subjects) == 1 and clause.subjects[0].kind != "group"
    role = clause.predicate.role or ("lead" if single else role_of_subjects(clause))
    return AgencyHeading(Owners(clause.subjects, role, clause.predicate.partners), None)


def _over_points(text: str, section: Section, end: int, first: Section) -> AgencyHeading | None:
    """ "Sở Y tế chịu trách nhiệm toàn diện về kỹ thuật:", "…, bao gồm:" over points that each begin as a task does."""
    skeleton = skeleton_of(text, section.start + len(section.marker), end)
    bears = _patterns()["bears"].match(skeleton.form) or _patterns()["points"].search(skeleton.form)
    if not skeleton.lists or bears is None:
        return None
    clause = find_clause(skeleton, 0, len(skeleton.form))
    if clause is None or not (clause.told or clause.predicate.role or clause.predicate.duty):
        return None
    point = skeleton_of(first.title, 0, len(first.title))
    if not begins_task(point, read_roles(point, 0, len(point.form)).task, len(point.form)):
        return None
    return AgencyHeading(Owners(clause.subjects, clause.predicate.role or "lead", clause.predicate.partners), None)


def announces(form: str) -> bool:
    return form.rstrip().endswith(":") and _patterns()["general"].search(form, max(0, len(form) - 160)) is not None


def _directing(skeleton: Skeleton) -> AgencyHeading | None:
    """ "Chỉ đạo các đơn vị cấp nước trên địa bàn:" over what these are to do."""
    match = _patterns()["directs"].match(skeleton.form)
    if match is None or not skeleton.form.rstrip().endswith(":"):
        return None
    agencies = skeleton.lists[match.start("list")]
    tail = "more" if match["more"] is not None else "whole"
    if agencies[-1].kind == "group" and len(agencies) == 1 and match[tail].strip():
        agencies = (_through(skeleton, agencies[-1], match.end(tail)),)
    return AgencyHeading(Owners(agencies), None, directs=True)


def _group_heading(skeleton: Skeleton) -> AgencyHeading | None:
    """ "Các doanh nghiệp hoạt động trong lĩnh vực xây dựng": the whole heading names the group."""
    match = _patterns()["group"].match(skeleton.form)
    if match is None or len(skeleton.form) > _LONGEST_GROUP_HEADING or match.start("list") not in skeleton.lists:
        return None
    agencies = skeleton.lists[match.start("list")]
    if agencies[-1].kind == "named" or _patterns()["not_heading"].search(match["more"]):
        return None
    return AgencyHeading(Owners((*agencies[:-1], _through(skeleton, agencies[-1], match.end("more")))), None)


def _of_unknown(skeleton: Skeleton) -> AgencyHeading | None:
    """ "Trách nhiệm của Trưởng Ban Chỉ đạo": words that name the office where no lexicon knows it."""
    match = _patterns()["unknown"].match(skeleton.form)
    name = match["name"].rstrip() if match else ""
    if match is None or len(name.split()) > _WORDS_OF_OFFICE:
        return None
    start = skeleton.offset + match.start("name")
    written = " ".join(skeleton.text[start : start + len(name)].split())
    return AgencyHeading(Owners((AgencyMention(start, start + len(name), written, None, "holder"),)), None)


def _of_offices(skeleton: Skeleton) -> AgencyHeading | None:
    """ "Giám đốc Sở, Thủ trưởng cơ quan, ban, ngành": offices that no lexicon knows, over what they are to do."""
    form = skeleton.form.rstrip()
    if form.endswith((".", ";")) or _patterns()["says"].search(form):
        return None
    agencies = listed(skeleton, 0, len(form.rstrip(":")), in_heading=True)
    return AgencyHeading(Owners(agencies), None) if agencies else None


def _inline_office(skeleton: Skeleton) -> AgencyHeading | None:
    """ "Trưởng các thôn: Đăng ký hộ thoát nghèo."."""
    colon = skeleton.form.find(":")
    if colon < 0 or read_predicate(skeleton, colon, len(skeleton.form)) is None:
        return None
    agencies = listed(skeleton, 0, colon, in_heading=True)
    task = read_roles(skeleton, colon, len(skeleton.form)).task
    if not agencies or not _patterns()["verb"].match(skeleton.form, task):
        return None
    return AgencyHeading(Owners(agencies), skeleton.offset + colon + 1)


def _through(skeleton: Skeleton, agency: AgencyMention, end: int) -> AgencyMention:
    stop = skeleton.offset + end
    return replace(agency, end=stop, name=" ".join(skeleton.text[agency.start : stop].split()))
