"""What stands behind a subject: words of duty and role, partners, and where the task begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from nlp.body.agencies import AgencyMention
from nlp.body.duty_text import ANY_LIST, BRACKET, SPACE, Skeleton
from nlp.body.duty_words import phrase, verb
from nlp.models import Role

Agencies = tuple[AgencyMention, ...]
PLURAL = r"(?:các|những|từng|mỗi|mọi|toàn thể)?\s*(?:đồng chí\s+)?"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    begins = rf"(?:{verb()}|{phrase('lead')}|{phrase('coordinate')}|{phrase('duty')})"
    within = rf"(?P<within>thuộc\s+{PLURAL}{ANY_LIST}{SPACE})?"
    partners = rf"(?:(?:{phrase('with')})\s*)?{PLURAL}(?P<partners>{ANY_LIST}){SPACE}{within},?\s*"
    return {
        "space": re.compile(rf"[\s,:{BRACKET}]+"),
        "aside": re.compile(
            rf"(?!{phrase('not_aside')})(?!(?:trước ngày|chậm nhất)[^,.;:]{{0,80}}(?:báo cáo|gửi)(?!\w))"
            rf"(?:{phrase('aside')})[^.;:]{{0,240}}?,\s*(?={begins})"),
        "by_function": re.compile(
            rf"(?:căn cứ|theo)\s+(?:vào\s+)?(?:chức năng|nhiệm vụ|phạm vi|thẩm quyền)[^.;]{{0,60}}?\s"
            rf"(?=(?!quản lý(?!\w)|quy định(?!\w)){begins})"
        ),
        "time_adverb": re.compile(
            r"(?:định kỳ\s*,?\s*)?(?:vào\s+)?(?:hằng|hàng|mỗi) (?:năm|quý|tháng|tuần|ngày)(?!\w)\s*,?\s*|"
            r"định kỳ\s*,?\s*|(?:,|hoặc|và)?\s*(?:hoặc|và)?\s*đột xuất[\s,]*(?:\([^)]*\))?\s*"
        ),
        "duty": re.compile(
            rf"(?:{phrase('duty')})\s*(?:(?:hoàn toàn|toàn diện|chính|chung)\s*)*"
            rf"(?:trước [^.;]{{3,160}}?\s(?=(?:về|trong|nếu)(?!\w)))?(?:(?:về|đối với)\s+(?:việc\s+)?|trong việc\s+)?"
        ),
        "answer": re.compile(phrase("answer")),
        "each": re.compile(rf"(?:{phrase('each')})\s*(?={begins})"),
        "lead": re.compile(rf"(?:{phrase('lead')})\s*(?:trong việc\s*)?"),
        "coordinate": re.compile(rf"(?:{phrase('coordinate')})\s*"),
        "partners": re.compile(partners),
        "strangers": re.compile(rf"(?:{phrase('with')})\s+(?!nhau)[^.;:]{{3,90}}?(?<!quá)(?<!ban)\s(?={begins})"),
        "purpose": re.compile(rf"(?:{phrase('purpose')})\s*(?:việc\s+)?"),
        "verb": re.compile(rf"{verb()}(?!\s+(?:thuộc|của|trực thuộc)(?!\w))"),
        "reported": re.compile(phrase("reported")),
        "joined": re.compile(
            rf"(?<!công tác )(?<!sự )(?<!việc )(?<!cơ chế )(?<!cơ quan )(?<!trong )(?<!về )(?<!quy chế )"
            rf"(?:{phrase('coordinate')})\s*{partners}"
        ),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Predicate:
    """What stands behind a subject. `role` is None where no word gives one, `duty` tells whether a word like "có trách
    nhiệm" stands there; `task` is where the task begins."""

    role: Role | None
    duty: bool
    partners: Agencies
    task: int


def begins_task(skeleton: Skeleton, place: int, end: int) -> bool:
    return _patterns()["verb"].match(skeleton.form, place, end) is not None


def read_predicate(skeleton: Skeleton, place: int, end: int) -> Predicate | None:
    """Reads role words and partners from `place` on; None where what follows tells a fact or nothing, not a task."""
    found = read_roles(skeleton, place, end)
    form, task = skeleton.form, found.task
    tells_fact = not (found.role or found.duty) and _patterns()["reported"].match(form, task, end)
    if task >= end or tells_fact or not form[task].isalnum():
        return None
    return found


def read_roles(skeleton: Skeleton, place: int, end: int) -> Predicate:
    """The role words and partners that stand at `place`, whether a task follows them or not."""
    patterns, form = _patterns(), skeleton.form
    role: Role | None = None
    duty = False
    partners: Agencies = ()
    while True:
        place = _past(patterns["space"], form, place, end)
        if match := _first_match(("by_function", "aside", "each", "time_adverb"), form, place, end):
            place = match.end()
        elif match := patterns["duty"].match(form, place, end):
            if patterns["answer"].match(form, place, end):
                role = role or "lead"
            duty, place = True, match.end()
        elif match := patterns["lead"].match(form, place, end):
            role, place = role or "lead", match.end()
        elif match := patterns["coordinate"].match(form, place, end):
            role, place = role or "coordinate", match.end()
            with_whom = patterns["partners"].match(form, place, end)
            if with_whom:
                partners += _partners(skeleton, with_whom)
                place = with_whom.end()
            elif strangers := patterns["strangers"].match(form, place, end):  # partners that no lexicon knows
                place = strangers.end()
            place = _past(patterns["purpose"], form, place, end)
        else:
            return Predicate(role, duty, partners, place)


def _partners(skeleton: Skeleton, match: re.Match[str]) -> Agencies:
    """The partners, the last in full where they are part of another body ("cơ quan chuyên môn thuộc các bộ, ngành")."""
    agencies = skeleton.lists[match.start("partners")]
    if match["within"] is None or agencies[-1].kind == "named":
        return agencies
    last, stop = agencies[-1], skeleton.offset + match.start("within") + len(match["within"].rstrip())
    return (*agencies[:-1], replace(last, end=stop, name=" ".join(skeleton.text[last.start : stop].split())))


def _first_match(names: tuple[str, ...], form: str, place: int, end: int) -> re.Match[str] | None:
    return next((match for name in names if (match := _patterns()[name].match(form, place, end))), None)


def _past(pattern: re.Pattern[str], form: str, place: int, end: int) -> int:
    match = pattern.match(form, place, end)
    return match.end() if match else place


@dataclass(frozen=True, slots=True)
class Joining:
    """Partners named in the midst of a task: "…, phối hợp với Bộ Công an rà soát …"."""

    partners: Agencies
    task: int


def joinings(skeleton: Skeleton, start: int, end: int) -> Iterator[Joining]:
    patterns = _patterns()
    for match in patterns["joined"].finditer(skeleton.form, start, end):
        place = _past(patterns["purpose"], skeleton.form, match.end(), end)
        place = _past(patterns["space"], skeleton.form, place, end)
        told = place > match.end() or begins_task(skeleton, place, end)
        if told and place < end and skeleton.form[place].isalnum():
            yield Joining(_partners(skeleton, match), place)
