"""Who must do what in a sentence: subject, role words, partners and the task behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from nlp.body.agencies import AgencyMention
from nlp.body.duty_text import ANY_LIST, BRACKET, LIST, SPACE, Skeleton
from nlp.body.duty_words import phrase, verb
from nlp.models import Role

Agencies = tuple[AgencyMention, ...]

# What stands before a subject is no longer; a longer stretch is text without a full stop, as of a table read as prose.
_LONGEST_LEAD_IN = 800
_PLURAL = r"(?:các|những|từng|mỗi|mọi|toàn thể)?\s*"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    opener, task_verb = phrase("opener"), verb()
    begins = rf"(?:{task_verb}|{phrase('lead')}|{phrase('coordinate')}|{phrase('duty')})"
    partners = rf"(?:(?:{phrase('with')})\s*)?{_PLURAL}(?P<partners>{ANY_LIST}){SPACE},?\s*"
    return {
        "list": re.compile(ANY_LIST),
        "trigger": re.compile(rf"(?<!\w)(?P<word>{phrase('trigger')})\s*{_PLURAL}$"),
        "no_trigger": re.compile(
            rf"(?:(?<!\w)do\s+{ANY_LIST}|được|của|theo|bàn|chuyển|thực hiện|kiến nghị|xem xét|xét|văn bản|trình)[\s,]*$"
        ),
        "lead_in": re.compile(
            rf"\W*(?:{opener}).*"
            rf"(?:[,:;]|khó khăn|vướng mắc|phát sinh|điều chỉnh|sửa đổi|bổ sung|cần thiết)\s*{_PLURAL}$",
            re.DOTALL,
        ),
        "empty": re.compile(rf"[\W_]*(?:(?:đối với|riêng)\s+)?{_PLURAL}$"),
        "space": re.compile(rf"[\s,:{BRACKET}]+"),
        "aside": re.compile(rf"(?!{phrase('not_aside')})(?:{phrase('aside')})[^.;:]{{0,240}}?,\s*(?={begins})"),
        "by_function": re.compile(
            rf"(?:căn cứ|theo)\s+(?:vào\s+)?(?:chức năng|nhiệm vụ|phạm vi|thẩm quyền)[^.;]{{0,60}}?\s(?={begins})"
        ),
        "time_adverb": re.compile(
            r"(?:định kỳ\s*,?\s*)?(?:vào\s+)?(?:hằng|hàng|mỗi) (?:năm|quý|tháng|tuần|ngày)(?!\w)\s*,?\s*|"
            r"định kỳ\s*,?\s*|(?:,|hoặc|và)?\s*(?:hoặc|và)?\s*đột xuất[\s,]*(?:\([^)]*\))?\s*"
        ),
        "duty": re.compile(
            rf"(?:{phrase('duty')})\s*(?:toàn diện\s*)?(?:trước [^.;]{{3,160}}?\s(?:về|trong)(?!\w)\s*(?:việc\s+)?)?"
        ),
        "answer": re.compile(phrase("answer")),
        "each": re.compile(rf"(?:{phrase('each')})\s*(?={begins})"),
        "lead": re.compile(rf"(?:{phrase('lead')})\s*(?:trong việc\s*)?"),
        "coordinate": re.compile(rf"(?:{phrase('coordinate')})\s*"),
        "partners": re.compile(partners),
        "purpose": re.compile(rf"(?:{phrase('purpose')})\s*(?:việc\s+)?"),
        "relative": re.compile(
            r"(?P<relative>(?:được|có|liên quan|thuộc|trong|trên|tới|đến|tham gia|trực tiếp)(?!\w)"
            rf"[^.;:{LIST}]{{1,160}}?)\s*"
            rf"(?=(?:{phrase('duty')})|:\s*(?:{task_verb}))|"
            r"(?P<place>(?:trong(?! quá trình| thời gian| trường hợp| phạm vi| năm| đó)|thuộc|trên(?! cơ sở)|tại|"
            rf"hoạt động)(?!\w)[^.;:,{LIST}]{{1,80}}?){SPACE}(?={begins})|"
            rf"(?P<acting>[^.;:,{LIST}]{{1,160}}?)\s*(?={phrase('must')})"
        ),
        "verb": re.compile(task_verb),
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


@dataclass(frozen=True, slots=True)
class Clause:
    """A subject with its predicate. `told` where the issuer tells the subject to do it ("Giao …", "Đề nghị …")."""

    subjects: Agencies
    told: str | None
    predicate: Predicate


def find_clause(skeleton: Skeleton, start: int, end: int, passed: frozenset[int] = frozenset()) -> Clause | None:
    """The first subject with a task in `form[start:end]`; `passed` are places of lists that are no subject."""
    patterns = _patterns()
    for match in patterns["list"].finditer(skeleton.form, start, end):
        if match.start() in passed:
            continue
        if match.start() - start > _LONGEST_LEAD_IN:
            return None
        before = skeleton.form[start : match.start()]
        told = _told(before)
        if not (told or patterns["empty"].match(before) or patterns["lead_in"].match(before)):
            continue
        relative = _relative(skeleton, match.end(), end)
        predicate = read_predicate(skeleton, relative.end() if relative else match.end(), end)
        if predicate is None:
            continue
        if told or predicate.role or predicate.duty or begins_task(skeleton, predicate.task, end):
            return Clause(_with_relative(skeleton, skeleton.lists[match.start()], relative), told, predicate)
    return None


def _told(before: str) -> str | None:
    patterns = _patterns()
    match = patterns["trigger"].search(before)
    if match is None or patterns["no_trigger"].search(before[: match.start()]):
        return None
    return match["word"]


def _relative(skeleton: Skeleton, place: int, end: int) -> re.Match[str] | None:
    """What stands between a subject and its predicate to say which are meant ("được phân công chủ trì")."""
    start = _past(re.compile(SPACE), skeleton.form, place, end)
    found = _patterns()["relative"].match(skeleton.form, start, end)
    acts = found is not None and found["acting"] is not None
    return None if acts and read_roles(skeleton, start, end).task > start else found


def _with_relative(skeleton: Skeleton, subjects: Agencies, relative: re.Match[str] | None) -> Agencies:
    """A group's name goes on through what says which are meant; behind a list only a place does."""
    last = subjects[-1]
    if relative is None or last.kind == "named" or (len(subjects) > 1 and not relative["place"]):
        return subjects
    stop = skeleton.offset + relative.end(next(name for name in ("relative", "place", "acting") if relative[name]))
    return (*subjects[:-1], replace(last, end=stop, name=" ".join(skeleton.text[last.start : stop].split())))


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
                partners += skeleton.lists[with_whom.start("partners")]
                place = with_whom.end()
            place = _past(patterns["purpose"], form, place, end)
        else:
            return Predicate(role, duty, partners, place)


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
            yield Joining(skeleton.lists[match.start("partners")], place)
