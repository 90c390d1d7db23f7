"""The duties of a unit of text (a bullet, a paragraph, a cell): one task unless a part has a deadline of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from nlp.body.agencies import AgencyMention
from nlp.body.duty_clauses import ASKED, Clause, clauses_in, find_clause, role_of_subjects
from nlp.body.duty_deadlines import YEARLY, clause_deadline, line_deadline
from nlp.body.duty_formulas import informs, is_private, rights, this_document, ways
from nlp.body.duty_predicates import Predicate, begins_task, joinings, read_predicate, read_roles
from nlp.body.duty_subjects import is_list_of_offices
from nlp.body.duty_text import ANY_LIST, LIST, SPACE, Skeleton, skeleton_of
from nlp.body.duty_words import phrase, phrase_set, plain
from nlp.models import Role

_END = re.compile(r"[.;](?:/\.)?\s+|\n")
_ABBREVIATION = re.compile(r"(?:\b(?:tp|th|ths|gs|pgs|ts|st|p|q|mr|số)|\b\d{1,2})$")
_REPORT = re.compile(r",\s+(?=(?:định kỳ|báo cáo|hằng năm|hàng năm|gửi báo cáo|đồng thời)(?!\w))")
_FACT = re.compile(
    rf"\W*(?:các\s+)?{ANY_LIST}{SPACE}(?:(?:là|có|được|đã|gồm)(?!\w)|:)|[^.:;]{{3,80}}:\s*(?:không quá|tối đa)\s+\d"
)
# What begins so goes on with something else: the words before it were misread.
_NO_TASK = re.compile(r"(?:và|hoặc|của|với|cùng|để|về|do|tại|nhất là|hay|cũng như)(?!\w)")
_ONLY_TIME = re.compile(
    r"\W*(?:(?:thời gian |thời hạn )?(?:hoàn thành|xong|thực hiện)(?: xong)? (?:trước|trong|vào|xong|chậm nhất)|"
    r"(?:thời gian|thời hạn|tiến độ)(?: hoàn thành| thực hiện| triển khai)?\s*:)[^,]{0,60}$"
)
_OPENING_TIME = re.compile(r"\W*(?:trước|chậm nhất|hằng|hàng|định kỳ|trong tháng|trong quý|đến)(?!\w)")
_ITEM = re.compile(r"[a-zđ]\)\s*(?=\w)")
# What those just named do where they meet with difficulties: "Nếu có vướng mắc, kịp thời phản ánh về Sở Y tế".
_DIFFICULTIES = re.compile(
    r"\W*(?:trong quá trình|quá trình|trong khi|nếu|trường hợp)(?!\w)[^.;]{0,120}?"
    r"(?:khó khăn|vướng mắc|phát sinh|bất cập|phức tạp)[^.;,]{0,40}"
    r"(?:,[^.;,]{0,60})?,\s*(?P<task>(?:đề nghị\s+)?(?:kịp thời\s+|thường xuyên\s+|nhanh chóng\s+|chủ động\s+)?"
    r"(?:báo cáo|phản ánh|phản ảnh|thông tin|liên hệ|gửi|có văn bản|tổng hợp|trao đổi)(?!\w))"
)
_SHORTEST_TASK, _SHORT_TASK = 3, 20
_WORDS_BEFORE_REPORT = 8
_WORDS_OF_ANY_OFFICE = 2  # "cơ quan", "đơn vị": whose is open


@dataclass(frozen=True, slots=True)
class Owners:
    """Those whose heading stands above a unit, and with whom they do all of it."""

    agencies: tuple[AgencyMention, ...]
    role: Role = "lead"
    partners: tuple[AgencyMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """An agency's task; `start` and `end` span the task in the document's text, `unit` the text that states it."""

    agency: AgencyMention
    role: Role
    start: int
    end: int
    unit: tuple[int, int]
    deadline: str | None
    confidence: float
    method: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a unit is to be read: whose it is, which bodies give orders themselves, whether a bare verb makes a task (in
    the articles of a regulation only of an authority, whose sentence it opens), and the role and deadline of a task
    whose words give none."""

    owners: Owners | None = None
    issuers: frozenset[str] = frozenset()
    bare_verbs: bool = True
    lays_down_rules: bool = False
    deadline: str | None = None
    role: Role | None = None


def duties_of_unit(text: str, start: int, end: int, reading: Reading) -> list[Duty]:
    """The duties that `text[start:end]` states, in text order."""
    return _UnitReader(skeleton_of(text, start, end), reading).read()


def pieces_of_unit(skeleton: Skeleton) -> Iterator[tuple[int, int]]:
    """Sentences and parts between semicolons; a report with its own date is a piece too."""
    start = 0
    for match in _END.finditer(skeleton.form):
        if match[0][0] == "." and not _ends_sentence(skeleton, match):
            continue
        if match[0][0] == ";" and is_list_of_offices(skeleton, start, match.start()):
            continue
        yield from _split_subjects(skeleton, start, match.start())
        start = match.end()
    yield from _split_subjects(skeleton, start, len(skeleton.form))


@cache
def _next_subject() -> re.Pattern[str]:
    return re.compile(
        rf",\s+(?:đồng thời,?\s+)?(?=(?:các\s+)?{ANY_LIST}{SPACE}(?:{phrase('duty')}|{phrase('lead')})|"
        rf"(?:giao|đề nghị|yêu cầu)\s+(?:các\s+)?{ANY_LIST})"
    )


def _split_subjects(skeleton: Skeleton, start: int, end: int) -> Iterator[tuple[int, int]]:
    """ "Sở A có trách nhiệm …, Sở B chịu trách nhiệm …" are two pieces, where both name who."""
    for match in _next_subject().finditer(skeleton.form, start, end):
        if find_clause(skeleton, start, match.start()) is not None:
            yield from _split_report(skeleton, start, match.start())
            start = match.end()
    yield from _split_report(skeleton, start, end)


def _ends_sentence(skeleton: Skeleton, match: re.Match[str]) -> bool:
    if (
        match.end() >= len(skeleton.form)
        or _ABBREVIATION.search(skeleton.form, max(0, match.start() - 8), match.start()) is None
    ):
        following = skeleton.original(match.end(), match.end() + 1)
        return not following or not following.islower()
    return skeleton.form[match.end()] == LIST and skeleton.form[match.start() - 1].isdigit()


def _split_report(skeleton: Skeleton, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _REPORT.finditer(skeleton.form, start, end):
        left, right = skeleton.original(start, match.start()), skeleton.original(match.end(), end)
        if len(left.split()) < _WORDS_BEFORE_REPORT or not _is_own_task(skeleton, match.end(), end):
            continue
        due, before = clause_deadline(right), clause_deadline(left)
        if (due == YEARLY and before is None) or (due is not None and before is not None and due != before):
            yield start, match.start()
            start = match.end()
            break
    if skeleton.form[start:end].strip(" .;,/"):
        yield start, end


def _is_own_task(skeleton: Skeleton, start: int, end: int) -> bool:
    return begins_task(skeleton, read_roles(skeleton, start, end).task, end)


class _UnitReader:
    def __init__(self, skeleton: Skeleton, reading: Reading) -> None:
        self.skeleton = skeleton
        self.reading = reading
        self.duties: list[Duty] = []
        self.owners = reading.owners
        self.opened = False
        self.latest = 0  # where the duties of the piece before begin
        self.latest_due: str | None = None  # the deadline that the piece before gives itself
        self.issuers = self._issuers()

    def read(self) -> list[Duty]:
        for start, end in pieces_of_unit(self.skeleton):
            self._piece(start, end)
            self.opened = True
            self.latest_due = clause_deadline(self.skeleton.original(start, end))
        return self.duties

    def _piece(self, start: int, end: int) -> None:
        clause = self._clause(start, end)
        own = self._deadline(start, end, clause)
        deadline = own or self.reading.deadline
        task = start
        if clause is not None and informs().match(self.skeleton.form, clause.predicate.task, end):
            return
        if clause is not None:
            self._state(clause, end, deadline)
            task = clause.predicate.task
        elif self.duties and (time := self._only_time(start, end)):
            self.duties[self.latest :] = [
                replace(duty, deadline=duty.deadline or time) for duty in self.duties[self.latest :]
            ]
        elif self.owners is not None and self.opened and (met := _DIFFICULTIES.match(self.skeleton.form, start, end)):
            self.latest = len(self.duties)
            self._assign(self.owners, Predicate(None, False, (), met.start("task")), end, deadline, 0.8, "duty-clause")
        elif self.owners is not None and self._is_apart(start, end, own) and not self._names_subject(start, end):
            predicate = read_predicate(self.skeleton, start, end) or Predicate(None, False, (), start)
            if not (self.opened or predicate.role or predicate.duty):  # what stands before the task belongs to it
                predicate = replace(predicate, task=self._first_word(start, end))
            task = predicate.task
            self.latest = len(self.duties)
            if self._is_task(predicate, end):
                self._assign(self.owners, predicate, end, deadline, 0.9, "duty-heading")
        else:
            self._extend(end)
        for joining in joinings(self.skeleton, task, end):
            self._add(joining.partners, "coordinate", joining.task, end, deadline, 0.75, "duty-partner")

    def _deadline(self, start: int, end: int, clause: Clause | None) -> str | None:
        """The task's own time; one in what stands before the subject counts where the piece begins with it."""
        if clause is None:
            return clause_deadline(self.skeleton.original(start, end))
        subject = clause.subjects[0].start - self.skeleton.offset
        own = clause_deadline(self.skeleton.original(subject, end))
        opens = _OPENING_TIME.match(self.skeleton.form, start, subject)
        return own or (clause_deadline(self.skeleton.original(start, subject)) if opens else None)

    def _clause(self, start: int, end: int) -> Clause | None:
        clauses = clauses_in(self.skeleton, start, end, self.issuers)
        return next((clause for clause in clauses if self._is_order(clause)), None)

    def _is_order(self, clause: Clause) -> bool:
        """Whether the issuer gives the task: not to those above it, and not where an owner of a task asks others."""
        if all(self._is_superior(agency, clause.told) for agency in clause.subjects):
            return False
        if clause.told in ASKED and self.reading.owners is not None and not clause.opens:
            return False
        explicit = clause.told or clause.predicate.role or clause.predicate.duty
        if explicit or self.reading.bare_verbs or self.owners or self._carries_out(clause):
            return True
        return self.reading.lays_down_rules and clause.opens and self._acts_by_rule(clause)

    def _acts_by_rule(self, clause: Clause) -> bool:
        """Whether authorities are said to do something, not how they work or what another document laid down."""
        if any(map(is_private, clause.subjects)) or ways().match(self.skeleton.form, clause.predicate.task):
            return False
        only = clause.subjects[0]
        return len(clause.subjects) > 1 or only.kind == "named" or len(only.name.split()) > _WORDS_OF_ANY_OFFICE

    def _carries_out(self, clause: Clause) -> bool:
        """Whether the task is the document itself ("Ủy ban nhân dân tỉnh tổ chức thực hiện Nghị quyết này")."""
        return this_document().match(self.skeleton.form, clause.predicate.task) is not None

    def _is_apart(self, start: int, end: int, own: str | None) -> bool:
        """Whether a piece is a task by itself: the first is, and one whose deadline is not that of the piece before."""
        apart = not self.opened or own is not None
        return apart or (self.latest_due not in (None, YEARLY) and begins_task(self.skeleton, start, end))

    def _only_time(self, start: int, end: int) -> str | None:
        """The time that is all that a piece says ("Thời gian hoàn thành: tháng 6/2026")."""
        if _ONLY_TIME.match(self.skeleton.form, start, end) is None:
            return None
        words = self.skeleton.original(start, end)
        return clause_deadline(words) or line_deadline(words)

    def _first_word(self, start: int, end: int) -> int:
        return next((place for place in range(start, end) if self.skeleton.form[place].isalnum()), start)

    def _is_task(self, predicate: Predicate, end: int) -> bool:
        """Under a heading everything is a task but what the owners may do ("Được miễn …", "Có quyền …")."""
        return rights().match(self.skeleton.form, predicate.task, end) is None

    def _names_subject(self, start: int, end: int) -> bool:
        """Whether the piece begins with an agency of which it tells a fact ("Sở Y tế là cơ quan …")."""
        return _FACT.match(self.skeleton.form, start, end) is not None

    def _issuers(self) -> frozenset[int]:
        """Places where the issuer itself is named: it gives orders and takes none."""
        return frozenset(
            place
            for place, agencies in self.skeleton.lists.items()
            if len(agencies) == 1
            and agencies[0].kind == "named"
            and {agencies[0].agency_id or "", plain(agencies[0].name)} & self.reading.issuers
            and " các " not in agencies[0].name
        )

    def _is_superior(self, agency: AgencyMention, told: str | None) -> bool:
        above = agency.agency_id in phrase_set("superior") or plain(agency.name) in phrase_set("superior_names")
        return told in ASKED and above

    def _state(self, clause: Clause, end: int, deadline: str | None) -> None:
        self.latest = len(self.duties)
        predicate = clause.predicate
        if len(clause.subjects) > 1 and predicate.duty and self._carries_out(clause):
            predicate = replace(predicate, role="implement")
        role = predicate.role or self.reading.role or role_of_subjects(clause)
        self.owners = Owners(clause.subjects, role)
        confidence = 0.9 if clause.predicate.role or clause.told else 0.8
        self._assign(self.owners, predicate, end, deadline, confidence, "duty-clause")

    def _assign(
        self, owners: Owners, predicate: Predicate, end: int, deadline: str | None, confidence: float, method: str
    ) -> None:
        self._add(owners.agencies, predicate.role or owners.role, predicate.task, end, deadline, confidence, method)
        partners = predicate.partners or owners.partners
        self._add(partners, "coordinate", predicate.task, end, deadline, 0.9, "duty-partner")

    def _add(
        self,
        agencies: tuple[AgencyMention, ...],
        role: Role,
        start: int,
        end: int,
        deadline: str | None,
        confidence: float,
        method: str,
    ) -> None:
        if len(self.skeleton.original(start, end).split()) < _SHORTEST_TASK:
            return
        if method != "duty-heading" and _NO_TASK.match(self.skeleton.form, start, end):
            return
        if marker := _ITEM.match(self.skeleton.form, start, end):
            start = marker.end()
        offset = self.skeleton.offset
        whole = (offset, offset + len(self.skeleton.form))
        self.duties.extend(
            Duty(agency, role, offset + start, offset + end, whole, deadline, confidence, method) for agency in agencies
        )

    def _extend(self, end: int) -> None:
        """A short task goes on through the sentence behind it."""
        text, stop = self.skeleton.text, self.skeleton.offset + end
        self.duties[self.latest :] = [
            replace(duty, end=stop) if len(text[duty.start : duty.end].split()) < _SHORT_TASK else duty
            for duty in self.duties[self.latest :]
        ]
