"""What is known of each value when it is found, as numbers: what `nlp.confidence` weighs.

A fact is named in words; 0 stands for "no" and for "not known". Facts that grow with the words' confidence are in
`RISING`: their weights are never below 0, so that a word read more surely never makes a value less sure.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.page.syllables import readability
from nlp.dates import is_full
from nlp.draft import Draft
from nlp.header.agency_names import issuer_of_symbol
from nlp.header.persons import has_surname
from nlp.header.title import type_of_symbol
from nlp.models import Assignment, Citation, Evidence, Extracted, Issuer, Signer, Target
from nlp.signature_checks import is_person
from nlp.text import fold

Facts = Mapping[str, float]

SINGLE = ("kind", "number", "doc_type", "title", "issue_date", "effective_date", "period", "issuer")
LISTS = ("signers", "citations", "targets", "assignments")
FIELDS = (*SINGLE, *LISTS)
RISING = frozenset({"rule", "least", "least below .8", "least below .5", "mean"})


@dataclass(frozen=True, slots=True)
class Clues:
    """The facts of one value: `index` counts the entries of a list, 0 for a single field."""

    field: str
    index: int
    facts: Facts


def clues_of(draft: Draft) -> Iterator[Clues]:
    """Of every value of the draft, in the order of `FIELDS`."""
    find = _Finder(draft)
    for field in SINGLE:
        value = getattr(draft, field)
        if value is not None:
            yield Clues(field, 0, {**find.seen(value.confidence, value.evidence), **dict(find.single(field, value))})
    for index, signer in enumerate(draft.signers):
        yield Clues("signers", index, {**find.seen(signer.confidence, signer.evidence), **dict(find.signer(signer))})
    for index, citation in enumerate(draft.citations):
        facts = {**find.seen(citation.confidence, citation.evidence), **dict(find.citation(citation))}
        yield Clues("citations", index, facts)
    for index, target in enumerate(draft.targets):
        yield Clues("targets", index, {**find.seen(target.confidence, target.evidence), **dict(find.target(target))})
    for index, task in enumerate(draft.assignments):
        yield Clues("assignments", index, {**find.seen(task.confidence, task.evidence), **dict(find.assignment(task))})


_Fact = tuple[str, float]


class _Finder:
    """The facts of the values of one document; what holds for all of them is found once."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.text = draft.text.text
        self.ocr_pages = {page.number for page in draft.source.pages if page.source != "text"}
        self.type = draft.doc_type.value if draft.doc_type else "none"
        self.number = draft.number.value if draft.number else ""
        self.issued = draft.issue_date.value if draft.issue_date else ""
        self.doubted = {(item.start, item.end) for warning in draft.warnings for item in warning.evidence}
        self.quotes = Counter(target.quote for target in draft.targets)
        self.tasks = Counter(task.task for task in draft.assignments)

    def seen(self, confidence: float, evidence: Sequence[Evidence]) -> Facts:
        """What holds of values of any field: the rule, the words' confidence, where it stands."""
        printed = [item for item in evidence if item.end > item.start]
        sure = [self.draft.text.confidences(item.start, item.end) for item in printed]
        words = [one for part in sure for one in part] or [1.0]
        least, mean = min(words), sum(words) / len(words)
        facts = {
            "rule": _log_odds(confidence) - _log_odds(0.9),
            "least": _log_odds(least) - _log_odds(1),
            "least below .8": 5 * min(0.0, least - 0.8),
            "least below .5": 5 * min(0.0, least - 0.5),
            "mean": _log_odds(mean) - _log_odds(1),
            "by OCR": float(any(item.page in self.ocr_pages for item in evidence)),
            "without evidence": float(not evidence),
            "a warning speaks of it": float(any((item.start, item.end) in self.doubted for item in printed)),
            "how far down": printed[0].start / max(1, len(self.text)) if printed else 0.0,
        }
        if facts["by OCR"]:
            shown = readability(word for item in printed for word in item.text.split())
            facts["words that are none"] = 1 - shown.syllables if shown.words else 0.0
        return facts | {f"method {part}": 1.0 for item in evidence for part in item.method.split("+")}

    def single(self, field: str, value: Extracted[object] | Issuer) -> Iterator[_Fact]:
        """What bears on a part of the header."""
        yield f"type {self.type}", 1.0
        for name, holds in self._header().items():
            yield name, float(holds)
        if isinstance(value, Issuer):
            yield "no name", float(value.name is None)
            yield "no province", float(value.province is None)
            yield "no level", float(value.level is None)
            yield "has a parent", float(value.parent is not None)
            yield f"level {value.level}", 1.0
            yield (
                "name and province agree",
                float(bool(value.province) and fold(value.province or "") in fold(value.name or "")),
            )
            return
        if field == "title":
            yield from _title(str(value.value))
        if field == "number":
            yield "seen twice", float(len(value.evidence) > 1)
            yield "digits", min(5, len(re.match(r"\d*", self.number)[0])) / 5  # type: ignore[index]
        if field in ("issue_date", "effective_date"):
            yield "no day", float(not is_full(str(value.value)))
        if field == "effective_date":
            yield "day of issue", float(str(value.value) == self.issued)
        if field == "period" and isinstance(value.value, tuple):
            first, last = value.value
            yield "begins in the year of issue", float(str(first) == self.issued[:4])
            yield "begins before the year of issue", float(bool(self.issued) and first < int(self.issued[:4]))
            yield "one year", float(first == last)

    def _header(self) -> dict[str, bool]:
        """Which independent parts of the header agree with each other."""
        draft = self.draft
        meant = type_of_symbol(self.number) if self.number else None
        year = re.search(r"/((?:19|20)\d\d)[/-]", self.number)
        issuer = fold(draft.issuer.name) if draft.issuer and draft.issuer.name else ""
        body = issuer_of_symbol(self.number) if self.number else None
        signed = [one.signed_at.date().isoformat() for one in draft.source.signatures if one.signed_at]
        return {
            "symbol fits type": meant is not None and meant == self.type,
            "symbol is another type's": meant is not None and meant != self.type,
            "symbol fits issuer": bool(issuer)
            and (
                (body is not None and fold(body) == issuer)
                or ("UB" in self.number and issuer.startswith(("uy ban nhan dan", "chu tich uy ban")))
                or ("HĐND" in self.number and issuer.startswith("hoi dong nhan dan"))
            ),
            "symbol is another body's": body is not None and fold(body) != issuer,
            "year of the number is that of issue": year is not None and year[1] == self.issued[:4],
            "signed on the day of issue or after": any(self.issued <= day[: len(self.issued)] for day in signed),
            "no number": not self.number,
            "no date": not self.issued,
            "no signer": not draft.signers,
            "no title": draft.title is None,
            "listed by the site": bool(draft.metadata),
            "is an article": draft.kind is not None and draft.kind.value == "article",
        }

    def signer(self, signer: Signer) -> Iterator[_Fact]:
        words = signer.name.split()
        holders = [one.signer for one in self.draft.source.signatures if one.signer and is_person(one.signer)]
        yield "known surname", float(has_surname(signer.name))
        yield "no position", float(signer.position is None)
        yield "on authority", float(signer.authority is not None)
        yield "one of several", float(len(self.draft.signers) > 1)
        yield "two words", float(len(words) == 2)
        yield "more than four words", float(len(words) > 4)
        yield "a certificate names the same", float(any(_alike(signer.name, holder) for holder in holders))
        yield "certificates name others", float(bool(holders) and not any(_alike(signer.name, one) for one in holders))

    def citation(self, citation: Citation) -> Iterator[_Fact]:
        number, date = citation.number or "", citation.date or ""
        year = re.search(r"/((?:19|20)\d\d)[/-]", number)
        meant = type_of_symbol(number) if number else None
        body = issuer_of_symbol(number) if number else None
        yield f"type {self.type}", 1.0
        yield f"names a {citation.doc_type}", 1.0
        yield f"relation {citation.relation}", 1.0
        yield "no number", float(not number)
        yield "no date", float(not date)
        yield "year alone", float(len(date) == 4)
        yield "year of the number is that of its date", float(year is not None and year[1] == date[:4])
        yield "year of the number is another", float(bool(year and date) and year[1] != date[:4])  # type: ignore[index]
        yield "symbol fits type", float(meant is not None and meant == citation.doc_type)
        yield "symbol is another type's", float(meant is not None and meant != citation.doc_type)
        yield "symbol fits issuer", float(body is not None and fold(body) == fold(citation.issuer or ""))
        yield "no issuer", float(citation.issuer is None)
        yield "no title", float(citation.title is None)
        yield "without a slash", float(bool(number) and "/" not in number)
        yield "later than this document", float(bool(date and self.issued) and date > self.issued)

    def target(self, target: Target) -> Iterator[_Fact]:
        block = self.draft.text.block_at(target.evidence[-1].start) if target.evidence else None
        yield f"type {self.type}", 1.0
        yield f"status {target.status}", 1.0
        yield f"bound {target.comparator}", 1.0
        yield f"direction {target.direction}", 1.0
        yield "in a table", float(block is not None and block.cell is not None)
        yield "a share", float(target.unit == "%")
        yield "all of it", float(target.unit == "%" and target.value == 100)
        yield "small number", float(target.unit != "%" and target.value < 20)
        yield "could be a year", float(target.unit != "%" and 1990 <= target.value <= 2050)
        yield "unit of several words", float(len(target.unit.split()) > 2)
        yield "no deadline", float(target.deadline is None)
        yield "deadline in the clause", float(bool(target.deadline) and (target.deadline or "")[:4] in target.quote)
        yield "yearly", float(target.deadline == "yearly")
        yield "has leads", float(bool(target.leads))
        yield "has a baseline", float(target.baseline is not None)
        yield "no section", float(target.section is None)
        yield "section of targets", float(bool(_OF_TARGETS.search(target.section or "")))
        yield "section of tasks", float(bool(_OF_TASKS.search(target.section or "")))
        yield "others in its clause", math.log(self.quotes[target.quote])
        yield "short clause", float(len(target.quote) < 30)
        yield "long clause", float(len(target.quote) > 240)
        yield "many targets", math.log1p(len(self.draft.targets)) / 5

    def assignment(self, task: Assignment) -> Iterator[_Fact]:
        block = self.draft.text.block_at(task.evidence[-1].start) if task.evidence else None
        words = len(task.task.split())
        yield f"type {self.type}", 1.0
        yield f"role {task.role}", 1.0
        yield "in a table", float(block is not None and block.cell is not None)
        yield "known agency", float(task.agency_id is not None)
        yield "group of agencies", float(fold(task.agency).startswith(("cac ", "nhung ", "don vi", "co quan")))
        yield "long name", float(len(task.agency.split()) > 9)
        yield "has a deadline", float(task.deadline is not None)
        yield "others with the task", math.log(self.tasks[task.task])
        yield "short task", float(words < 6)
        yield "long task", float(words > 60)
        yield "no section", float(task.section is None)
        yield "section names it", float(fold(task.agency) in fold(task.section or ""))
        yield "many assignments", math.log1p(len(self.draft.assignments)) / 5


_OF_TARGETS = re.compile(r"mục tiêu|chỉ tiêu", re.IGNORECASE)
_OF_TASKS = re.compile(r"nhiệm vụ|giải pháp|tổ chức thực hiện|nội dung", re.IGNORECASE)
_MOST_LIKELY = 0.995


def _log_odds(probability: float) -> float:
    bounded = min(_MOST_LIKELY, max(1 - _MOST_LIKELY, probability))
    return math.log(bounded / (1 - bounded))


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio() >= 0.8


def _title(title: str) -> Iterator[_Fact]:
    words = title.split()
    yield "short title", float(len(words) < 6)
    yield "long title", float(len(words) > 50)
    yield "in capitals", float(title.isupper())
    yield "begins in small letters", float(title[:1].islower())
    yield "ends open", float(words[-1].casefold() in ("và", "của", "về", "trên", "năm", "-", "tỉnh", "các"))
    yield "several sentences", float(". " in title)
