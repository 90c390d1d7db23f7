"""Who a sentence is about: agencies that stand where a subject can, with what says which of them are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from nlp.body.agencies import AgencyMention
from nlp.body.duty_predicates import PLURAL, Agencies, begins_task, read_roles
from nlp.body.duty_text import ANY_LIST, LIST, SPACE, Skeleton
from nlp.body.duty_words import phrase, verb

# What stands before a subject is no longer; a longer stretch is text without a full stop, as of a table read as prose.
LONGEST_LEAD_IN = 800
_LONGEST_SUBJECT = 1000
_WORDS_OF_TAIL, _WORDS_OF_LIST_TAIL, _WORDS_OF_UNKNOWN = 18, 12, 12


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    begins = rf"(?:{verb()}|{phrase('lead')}|{phrase('coordinate')}|{phrase('duty')})"
    return {
        "trigger": re.compile(rf"(?<!\w)(?P<word>{phrase('trigger')})\s*{PLURAL}$"),
        "no_trigger": re.compile(
            rf"(?:(?<!\w)do\s+{ANY_LIST}|được|của|theo|bàn|chuyển|thực hiện|kiến nghị|xem xét|xét|văn bản|trình|hoặc)"
            r"[\s,]*$"
        ),
        "condition": re.compile(
            r"(?:^|[,;:.(]\s*)\W*(?:trong\s+|đối với\s+)?(?:trường hợp|nếu|khi|sau khi)(?!\w)[^,;:.]*$"
        ),
        "lead_in": re.compile(
            rf"\W*(?:{phrase('opener')}).*"
            rf"(?:[,:;]|khó khăn|vướng mắc|phát sinh|điều chỉnh|sửa đổi|bổ sung|cần thiết)\s*{PLURAL}$",
            re.DOTALL,
        ),
        "opener": re.compile(rf"\W*(?:{phrase('opener')})"),
        "empty": re.compile(rf"[\W_]*(?:(?:đối với|riêng)\s+)?{PLURAL}$"),
        "opened": re.compile(
            rf"(?:[^:]*:)?\s*(?:căn cứ|trên cơ sở|trong quá trình|theo chức năng)(?:\s+[^\s:]+){{6,}}\s+{PLURAL}$"
        ),
        "governed": re.compile(
            r"(?<!\w)(?:của|do|với|cho|và|hoặc|tại|về|bởi|từ|đến|tới|gửi|trình|báo cáo|là|theo|thuộc|cùng|bằng|ở|"
            r"giữa|trong|qua|được|đối với|nêu|giúp|để|hướng dẫn|hỗ trợ|chỉ đạo|đề nghị|yêu cầu|giao)"
            r"\s+(?:các|những)?\s*$"
        ),
        "colon": re.compile(rf":\s*{PLURAL}$"),
        "turn": re.compile(rf"(?:[,;]|(?<!\w)thì)\s*{PLURAL}$"),
        "command": re.compile(rf"[\s,]*(?:(?:{phrase('trigger')})\s*(?::|{PLURAL}{LIST})|(?:kết luận|chỉ đạo)\s*:)"),
        "must": re.compile(rf"(?<!\w){phrase('must')}"),
        "closing": re.compile(
            rf"(?<!\w)(?:(?:{phrase('earnestly')}\s+)?(?:giám sát\s+(?:việc\s+)?)?(?:(?:tổ chức|triển khai)\s+)*"
            rf"(?:thi hành|thực hiện)\s+"
            rf"{phrase('this_document')}|"
            rf"căn cứ\s+{phrase('this_document')}\s+(?:tổ chức\s+)?(?:thi hành|thực hiện)(?!\w))"
        ),
        "part": re.compile(rf"\W*{PLURAL}(?P<list>{ANY_LIST}){SPACE}(?P<tail>.*)$", re.DOTALL),
        "separator": re.compile(r"[,;]|(?<!\w)(?:và|cùng|hoặc)(?!\w)"),
        "aside": re.compile(rf"\s*(?:{phrase('aside')}|{phrase('opener')})"),
        "verb": re.compile(rf"\s*{begins}"),
        "starts_with_list": re.compile(rf"\W*(?:(?:{phrase('trigger')})\s*)?{PLURAL}{LIST}"),
        "acts": re.compile(rf"\W*{PLURAL}{ANY_LIST}{SPACE}{begins}"),
        "starts_with_office": re.compile(rf"\W*(?:các|những|mỗi)?\s*(?!{phrase('not_office')}){phrase('office')}"),
        "office": re.compile(
            rf"\W*(?:các|những)?\s*(?P<name>(?!{phrase('not_office')}){phrase('office')}[^.;:]*?)\s*$"
        ),
        "far": re.compile(r"\s*(?:có(?! vốn| cửa hàng| cơ sở)|tới|đến)(?!\w)"),
        "place": re.compile(
            r"(?:trong(?! quá trình| thời gian| trường hợp| phạm vi| năm| đó)|thuộc|trên(?! cơ sở)|tại|hoạt động)(?!\w)"
        ),
        "placed": re.compile(
            r"(?P<place>(?:trong(?! quá trình| thời gian| trường hợp| phạm vi| năm| đó)|thuộc|trên(?! cơ sở)|tại|"
            rf"hoạt động)(?!\w)[^.;:,{LIST}]{{1,80}}?){SPACE}(?={begins})"
        ),
        "labelled": re.compile(
            rf"(?:được|có|liên quan|thuộc|trong|trên|tới|đến|tham gia|trực tiếp)(?!\w)[^.;:{LIST}]{{1,160}}?"
            rf"(?=\s*(?::\s*(?:{verb()})|{phrase('duty')}))"
        ),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Introduction:
    """What stands before a subject: `word` tells it to do something, `is_doubtful` where nothing there shows that it is
    a subject, `opens` where the sentence begins with it."""

    word: str | None = None
    is_doubtful: bool = False
    opens: bool = True


def introduction(form: str, start: int, place: int) -> Introduction | None:
    """How the list at `place` of the sentence from `start` is introduced; None where it is no subject."""
    if place - start > LONGEST_LEAD_IN:
        return None
    patterns, before = _patterns(), form[start:place]
    if trigger := patterns["trigger"].search(before):
        said = before[: trigger.start()]
        if patterns["no_trigger"].search(said) or patterns["condition"].search(said):
            return None
        return Introduction(trigger["word"], opens=patterns["empty"].match(said) is not None)
    if patterns["empty"].match(before) or patterns["colon"].search(before) or patterns["lead_in"].match(before):
        return Introduction()
    if patterns["opened"].match(before) and not patterns["governed"].search(before):
        return Introduction()
    if patterns["turn"].search(before) or (LIST not in before and patterns["opener"].match(before)):
        return Introduction(is_doubtful=True)
    return None


def is_command(form: str, place: int, end: int) -> bool:
    """Whether what stands behind a body tells others what to do ("Thủ tướng Chính phủ yêu cầu các bộ …")."""
    return _patterns()["command"].match(form, place, end) is not None


def subject_at(skeleton: Skeleton, first: re.Match[str], end: int) -> tuple[Agencies, int]:
    """All agencies of the subject that begins with the list `first`, and where its predicate begins."""
    agencies, form = skeleton.lists[first.start()], skeleton.form
    space = re.compile(SPACE).match(form, first.end(), end)
    place = space.end() if space else first.end()
    must = _word_of_duty(skeleton, place, end)
    direct = read_roles(skeleton, place, end)
    if must is not None and not _is_settled(skeleton, agencies[-1], direct.task, place, must.start(), end):
        written_out = listed(skeleton, first.start(), must.start())
        if written_out is not None:
            return written_out, must.start()
    if direct.task > place or begins_task(skeleton, place, end):
        return agencies, place
    return _with_relative(skeleton, agencies, place, end)


def _word_of_duty(skeleton: Skeleton, place: int, end: int) -> re.Match[str] | None:
    """The next word of duty; before it a list of offices goes on ("… chịu trách nhiệm thi hành")."""
    patterns, limit = _patterns(), min(end, place + _LONGEST_SUBJECT)
    must = patterns["must"].search(skeleton.form, place, limit)
    if must is not None or begins_task(skeleton, place, end):
        return must
    return patterns["closing"].search(skeleton.form, place, limit)


def _is_settled(skeleton: Skeleton, last: AgencyMention, task: int, place: int, must: int, end: int) -> bool:
    """Whether the predicate begins right behind the list, so that a word of duty farther on is another's."""
    if task > place:
        return must < task or not skeleton.form.startswith("được", place)
    joined = _patterns()["separator"].search(skeleton.form, place, must) is not None
    return begins_task(skeleton, place, end) and (last.kind != "group" or joined)


def listed(skeleton: Skeleton, start: int, end: int, in_heading: bool = False) -> Agencies | None:
    """The agencies of a list of offices, known and unknown; None where something else stands there. Outside a heading
    an office's name may go on behind a comma ("Đơn vị quản lý, vận hành hệ thống tưới có trách nhiệm")."""
    patterns, form = _patterns(), skeleton.form
    if re.search(r"[.:]", form[start:end]) or patterns["separator"].search(form[start:end].rstrip()[-4:]):
        return None
    found: list[AgencyMention] = []
    parts = list(_parts(form, start, end))
    aside = goes_on = False
    for part_start, part_end in parts:
        part = patterns["part"].match(form, part_start, part_end)
        if part is None:
            if aside or patterns["aside"].match(form, part_start, part_end):
                aside = True
                continue
            if goes_on and not in_heading and _goes_on_in(skeleton, part_start, part_end):
                found.extend(_joined(skeleton, found.pop(), part_start, part_end))
                continue
            if patterns["verb"].match(form, part_start, part_end):
                return None
            offices = list(_unknown(skeleton, part_start, part_end))
            found.extend(offices)
            goes_on = bool(offices)
            continue
        agencies = skeleton.lists[part.start("list")]
        tail = part["tail"].strip()
        acts = agencies[-1].kind == "named" and not tail.startswith("được") and patterns["verb"].match(tail)
        if aside or acts or len(tail.split()) > _WORDS_OF_TAIL:
            return None
        single = len(parts) == 1 and len(agencies) == 1
        found.extend(_with_tail(skeleton, agencies, part.start("tail"), tail, single))
        goes_on = bool(tail) and found[-1].end > agencies[-1].end
    return tuple(found) or None


def _goes_on_in(skeleton: Skeleton, start: int, end: int) -> bool:
    """Whether a part only says more of the office before it ("Đơn vị quản lý, vận hành hệ thống tưới")."""
    is_office = _patterns()["starts_with_office"].match(skeleton.form, start, end) is not None
    return not is_office and skeleton.original(start, end).lstrip()[:1].islower()


def _joined(skeleton: Skeleton, office: AgencyMention, start: int, end: int) -> Agencies:
    """The office with the part that goes on with its name, and the offices listed behind a body that ends it."""
    place = skeleton.form.find(LIST, start, end)
    if place < 0:
        return (_through(skeleton, office, start + len(skeleton.form[start:end].rstrip())),)
    body, *others = skeleton.lists[place]
    return (_through(skeleton, office, body.end - skeleton.offset), *others)


def is_list_of_offices(skeleton: Skeleton, start: int, end: int) -> bool:
    """Whether nothing but offices stand there, so that a semicolon behind them goes on with their list."""
    form, patterns = skeleton.form, _patterns()
    if end - start > _LONGEST_SUBJECT:
        return False
    known = patterns["starts_with_list"].match(form, start, end)
    if known is None and patterns["starts_with_office"].match(form, start, end) is None:
        return False
    acts = known is not None and patterns["acts"].match(form, start, end)
    return not acts and _word_of_duty(skeleton, start, end) is None and listed(skeleton, start, end) is not None


def _parts(form: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _patterns()["separator"].finditer(form, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _unknown(skeleton: Skeleton, start: int, end: int) -> Iterator[AgencyMention]:
    """An office that no lexicon knows ("Bộ trưởng", "Tổng cục trưởng Tổng cục Lâm nghiệp"); a list writes it with a
    capital. What is known behind its title begins its name, the rest of a list there follows."""
    match = _patterns()["office"].match(skeleton.form, start, end)
    if match is None or not skeleton.original(start, end).lstrip()[:1].isupper():
        return
    body = skeleton.lists.get(skeleton.form.find(LIST, match.start("name"), match.end("name")), ())
    first = skeleton.offset + match.start("name")
    last = body[0].end if body else skeleton.offset + match.end("name")
    name = " ".join(skeleton.text[first:last].split())
    if len(name.split()) <= _WORDS_OF_UNKNOWN:
        yield AgencyMention(first, last, name, None, "holder")
    yield from body[1:]


def _with_tail(skeleton: Skeleton, agencies: Agencies, place: int, tail: str, single: bool) -> Agencies:
    """A group's name goes on through what says which are meant; in a list only a place does."""
    patterns, last = _patterns(), agencies[-1]
    if not tail or last.kind == "named" or patterns["far"].match(tail) or patterns["aside"].match(tail):
        return agencies
    short = len(tail.split()) <= _WORDS_OF_LIST_TAIL and not tail.startswith(("được", "liên quan"))
    if not (single or short or patterns["place"].match(tail)):
        return agencies
    return (*agencies[:-1], _through(skeleton, last, place + len(tail)))


def _with_relative(skeleton: Skeleton, agencies: Agencies, place: int, end: int) -> tuple[Agencies, int]:
    """Past what stands between a subject and its verb to say which are meant ("được giao tại Kế hoạch này")."""
    patterns, last = _patterns(), agencies[-1]
    if found := patterns["placed"].match(skeleton.form, place, end):
        tail_end = found.end("place")
        named = last.kind == "named"
        return (agencies if named else (*agencies[:-1], _through(skeleton, last, tail_end))), found.end()
    if found := patterns["labelled"].match(skeleton.form, place, end):
        single = len(agencies) == 1 and last.kind != "named"
        return ((_through(skeleton, last, found.end()),) if single else agencies), found.end()
    return agencies, place


def offices_at_start(skeleton: Skeleton, start: int, end: int) -> tuple[Agencies, int] | None:
    """The subject that begins with an office beyond the lexicon, and where the word of duty behind it stands."""
    if _patterns()["starts_with_office"].match(skeleton.form, start, end) is None:
        return None
    must = _word_of_duty(skeleton, start, end)
    agencies = listed(skeleton, start, must.start()) if must else None
    return (agencies, must.start()) if agencies and must else None


def _through(skeleton: Skeleton, agency: AgencyMention, end: int) -> AgencyMention:
    stop = skeleton.offset + end
    return replace(agency, end=stop, name=" ".join(skeleton.text[agency.start : stop].split()))
