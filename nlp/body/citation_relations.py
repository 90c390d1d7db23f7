"""What a cited document is to the citing one: its basis, what it replaces, amends or repeals, or a mere mention."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from nlp.body.citation_words import alternatives, phrases, title_opener
from nlp.body.cited_documents import DocumentMention
from nlp.draft import Draft
from nlp.models import Relation
from nlp.text import UPPER

# The strongest relation of all mentions is kept: what a document does to another one outweighs resting on it.
STRENGTH: Mapping[Relation, int] = {"mention": 0, "basis": 1, "amends": 2, "replaces": 3, "repeals": 4}

_DOES: tuple[Relation, ...] = ("replaces", "repeals", "amends")
_REACH, _SENTENCE_REACH, _TITLE_REACH = 260, 2000, 600


def relations_of(draft: Draft, mentions: Sequence[DocumentMention]) -> list[Relation]:
    """The relation of each mention, in order."""
    reader = _RelationReader(draft)
    for mention in mentions:
        reader.read(mention)
    return reader.relations


@cache
def _words_of(role: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(phrases(role))})(?!\w)", re.IGNORECASE)


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{alternatives(phrases('basis'))})(?!\w)")


# Documents that change others by what they say; others only announce it (Luật 64/2025/QH15, Điều 4, 8).
_NORMATIVE = frozenset(
    {"luật", "bộ luật", "pháp lệnh", "lệnh", "nghị quyết", "nghị định", "quyết định", "thông tư", "quy định", "quy chế"}
)
_RESOLVES = re.compile(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|CHỈ THỊ)\s*:")
_BASIS_HEADING = re.compile(r"căn cứ(?! vào)|cơ sở (?:pháp lý|chính trị|xây dựng)", re.IGNORECASE)
# Words right before a mention that take it out of what the document rests on: it was issued, received or answered.
_NO_BASIS = re.compile(
    r"(?:\s(?:có|đã|ban hành|đã ban hành|đã có|xây dựng|nhận được)|(?:phúc đáp|trả lời|hợp nhất)[^.;:]{0,20})"
    r"\s+(?:các\s+)?$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(rf"(?<![A-ZĐ])(?<!\bTP)\.\s+(?=[{UPPER}])")
_QUOTED = re.compile(r"“[^”]*”")
_BESIDE = re.compile(r"(?:,|\bvà|\bhoặc|\bcùng)\s*(?:các\s+)?$")
_NEXT = re.compile(r",\s*$")  # after a title of its own the next of a list stands beside the first, not in its title
_PROPOSED = re.compile(r"(?:đề nghị|đề xuất|ý kiến|kiến nghị|trình)\s+của[^;]{0,90}\s(?:tại|theo)\s+(?:các\s+)?$")
_REMARK = re.compile(r"được\s[^;]{0,80}\s(?:bởi|tại|theo|bằng)\s+(?:các\s+)?$")
_GOES_ON = re.compile(r"[\s,;]*(?:và|hoặc|cùng|các)?\s*(?:các\s+)?")
_PASSIVE = re.compile(r"(?:được|bị|bởi|bằng|đã)\s*$")
_BY = re.compile(r"\s*(?:bởi|bằng|tại|theo)\b")
_ACCORDING = re.compile(r"(?<!kèm )\btheo\b|quy định tại|căn cứ")
_NO_SUBJECT = re.compile(r"này|hiệu lực|^\W*(?:(?:Điều \d+|\d+|[a-zđ]|[-+])?[.)]?|về việc|v/v|về)\W*$", re.IGNORECASE)
_PROPOSES = re.compile(r"đề xuất|tham mưu|nghiên cứu|rà soát")


class _RelationReader:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.text = draft.text.text
        self.preamble_end, self.has_preamble = _preamble(draft)
        self.sets_norms = draft.doc_type is None or draft.doc_type.value in _NORMATIVE
        self.is_official = draft.kind is None or draft.kind.value == "official"
        self.relations: list[Relation] = []
        self.previous: DocumentMention | None = None
        self.nested = False

    def read(self, mention: DocumentMention) -> None:
        self.nested = self._is_nested(mention)
        relation = self._what_is_done(mention)
        if relation is None:
            relation = "basis" if not self.nested and self._rests_on(mention) else "mention"
        self.relations.append(relation)
        self.previous = mention

    def _is_nested(self, mention: DocumentMention) -> bool:
        """Whether the mention stands in the title of another cited document.

        A semicolon, a full stop or a new paragraph ends a title. After "và" or a comma the mention stands beside the
        one before; in brackets it is a remark on it, no part of its title.
        """
        previous = self.previous
        if previous is None or mention.start - previous.end > _TITLE_REACH:
            return False
        gap = _QUOTED.sub(" ", self.text[previous.end : mention.start])
        if re.search(r"[;\n]", gap) or _SENTENCE.search(gap) or gap.rfind("(") > gap.rfind(")"):
            return False
        if _PROPOSED.search(gap) or (previous.title_end > previous.end and _NEXT.search(gap)):
            return False
        if not gap.strip() or _BESIDE.search(gap) or _REMARK.search(gap):
            return self.nested
        return previous.title_end > previous.end or self.nested or title_opener().search(gap) is not None

    def _rests_on(self, mention: DocumentMention) -> bool:
        path = self.draft.outline.path(mention.start)
        headings = (section.title for section in path if section.marker[:1].isalnum() and len(section.title) < 80)
        if any(_BASIS_HEADING.search(title) and not re.search(r"\d", title) for title in headings):
            return True
        if _NO_BASIS.search(self.text, max(0, mention.start - 40), mention.start):
            return False
        if self.is_official and self.has_preamble and mention.start < self.preamble_end:
            return True
        if any(section.marker and section.marker[0].isalnum() for section in path):
            return False
        return _openers().match(self.text, self._sentence_start(mention.start, _SENTENCE_REACH)) is not None

    def _sentence_start(self, place: int, reach: int) -> int:
        floor = max(0, place - reach)
        floor = max(floor, self.text.rfind("\n", floor, place) + 1)
        ends = [match.end() for match in _SENTENCE.finditer(self.text, floor, place)]
        return ends[-1] if ends else floor

    def _what_is_done(self, mention: DocumentMention) -> Relation | None:
        """replaces, repeals or amends, where this document does that to the mentioned one."""
        start = self._sentence_start(mention.start, _REACH)
        lead = self.text[start : mention.start]
        if self.previous is not None and self.previous.end > start:
            if self._goes_on(self.previous, mention):
                return self.relations[-1]
            gap = self.text[self.previous.end : mention.start]
            if not re.search(r"thay thế|bãi bỏ", gap, re.IGNORECASE) or not re.search(r"này|hiệu lực", lead):
                return None
            lead = gap
        if _openers().match(lead) and mention.start < self.preamble_end:
            return None
        return self._verb_before(lead) or self._verb_above(mention, start) or self._verb_behind(mention)

    def _goes_on(self, previous: DocumentMention, mention: DocumentMention) -> bool:
        """Whether the mention is the next of a list of documents that are replaced, amended or repealed."""
        between = self.text[max(previous.end, previous.title_end) : mention.start]
        return self.relations[-1] in _DOES and not self.nested and _GOES_ON.fullmatch(between) is not None

    def _verb_before(self, lead: str) -> Relation | None:
        if not self.sets_norms and not re.search(r"\bnày\b", lead):
            return None  # in a plan "Sửa đổi Quyết định số …" is a task that somebody gets
        for relation in _DOES:
            verbs = list(_words_of(relation).finditer(lead))
            if verbs and _this_document_acts(lead[: verbs[-1].start()], lead[verbs[-1].end() :], relation):
                return relation
        return None

    def _verb_above(self, mention: DocumentMention, start: int) -> Relation | None:
        """The verb of a heading that announces a list ("Bãi bỏ các Quyết định sau:") whose item the mention begins."""
        if self.nested or mention.start - start > 25:
            return None
        for section in reversed(self.draft.outline.path(mention.start)):
            if section.start < start and section.title.endswith(":"):
                return self._verb_before(section.title[:60])
        return None

    def _verb_behind(self, mention: DocumentMention) -> Relation | None:
        after = re.split(r"[;\n]", self.text[mention.end : mention.end + 160], maxsplit=1)[0]
        ends = _words_of("repealed").search(after)
        return "repeals" if ends and not re.search(r"\bnày\b", after[: ends.start()]) else None


def _preamble(draft: Draft) -> tuple[int, bool]:
    """Where the document stops saying what it rests on, and whether it says so itself.

    At "QUYẾT ĐỊNH:", at "như sau:", or at its first heading; a stretch from the beginning where none of them stands.
    """
    ends = [section.start for section in draft.outline.sections[:40] if section.marker and section.marker[0].isalnum()]
    for block in draft.text.blocks[:80]:
        line = draft.text.block_text(block)
        if (_RESOLVES.fullmatch(line) and block.start > 0) or line.endswith("như sau:"):
            ends.append(block.end)
            break
    return (min(ends), True) if ends else (min(2500, len(draft.text.text)), False)


def _this_document_acts(subject: str, rest: str, relation: Relation) -> bool:
    """Whether the verb's subject is this document ("Quyết định này thay thế …"), or there is no subject at all."""
    if _PASSIVE.search(subject) or _BY.match(rest):
        return False
    if relation == "amends":
        if _ACCORDING.search(rest):
            return False
        return len(subject.strip(" -–.0123456789)abcđIVX")) < 40 and not _PROPOSES.search(subject)
    return _NO_SUBJECT.search(subject) is not None
