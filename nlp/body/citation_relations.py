"""What a cited document is to the citing one: its basis, what it replaces, amends or repeals, or a mere mention."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nlp.body.citation_acts import STRENGTH, Acts, listed_in_annex, verbs_after
from nlp.body.citation_words import alternatives, phrases, title_opener
from nlp.body.cited_documents import DocumentMention
from nlp.draft import Draft
from nlp.models import Relation
from nlp.text import LOWER, UPPER

_REACH, _SENTENCE_REACH, _TITLE_REACH = 600, 2000, 600


@dataclass(frozen=True, slots=True)
class Standing:
    """What a mention is; `within` is the mention in whose title it stands, if in any."""

    relation: Relation
    within: DocumentMention | None


def relations_of(draft: Draft, mentions: Sequence[DocumentMention]) -> list[Standing]:
    """What each mention is, in order."""
    reader = _RelationReader(draft)
    return [reader.read(mention) for mention in mentions]


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{alternatives(phrases('basis'))})(?!\w)")


_RESOLVES = re.compile(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|CHỈ THỊ)\s*:")
_BASIS_HEADING = re.compile(r"căn cứ(?! vào)|cơ sở (?:pháp lý|chính trị|xây dựng)", re.IGNORECASE)
_PROCEDURES = re.compile(r"thủ tục hành chính|TTHC", re.IGNORECASE)  # each has a legal basis of its own
# Words right before a mention that take it out of what the document rests on: it was issued, received or answered.
_NO_BASIS = re.compile(
    r"(?:\s(?:có|đã|ban hành|đã ban hành|đã có|xây dựng|nhận được)|(?:phúc đáp|trả lời|hợp nhất)[^.;:]{0,20})"
    r"\s+(?:các\s+)?$",
    re.IGNORECASE,
)
_CARRIES_OUT = re.compile(r"(?<!triển khai )(?<!\w)thực hiện\s+(?:các\s+)?$", re.IGNORECASE)
# Types whose opening tells what happened: only what a sentence expressly rests on is a basis.
_NARRATIVE = frozenset({"công văn", "thông báo", "công điện", "văn bản hợp nhất", "giấy mời"})
_SENTENCE = re.compile(rf"(?<![A-ZĐ])(?<!\bTP)\.\s+(?=[{UPPER}])")
_LINE = re.compile(rf"\n(?![{LOWER}]{{2,}}\s)")  # a line that begins small goes on with the sentence
_BREAK = re.compile(rf";|{_LINE.pattern}")
_QUOTED = re.compile(r"“[^”]*”")
_BESIDE = re.compile(r"(?:,|;|\bvà|\bhoặc|\bcùng)\s*(?:các\s+)?$", re.IGNORECASE)
_NEXT = re.compile(r",\s*$")  # after a title of its own the next of a list stands beside the first, not in its title
_PROPOSED = re.compile(r"(?:đề nghị|đề xuất|ý kiến|kiến nghị|trình)\s+của[^;]{0,90}\s(?:tại|theo)\s+(?:các\s+)?$")
_REMARK = re.compile(r"được\s[^;]{0,80}\s(?:bởi|tại|theo|bằng)\s+(?:các\s+)?$|được\s+sửa đổi(?:,?\s+bổ sung)?\s+$")
_APPRAISAL = re.compile(r"Báo cáo\s+(?:thẩm tra|thẩm định)", re.IGNORECASE)  # stands beside the draft's own paper
_GOES_ON = re.compile(r"[\s,;]*(?:và|hoặc|cùng|các)?\s*(?:các\s+)?")
_TITLED_AND = re.compile(r"(?:(?!(?<!\w)(?:theo|căn cứ|quy định tại)(?!\w))[^:;“]){0,300}\svà\s+(?:các\s+)?")
_ITEM = re.compile(r"\W*(?:\w{1,3}[.)])?\W*")  # nothing but the item's own number
_PART_OF_NEXT = re.compile(r";[^:]{0,200}\s(?:tại|của|kèm theo)\s+(?:các\s+)?$")


class _RelationReader:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.text = draft.text.text
        self.acts = Acts(draft)
        self.preamble = _preamble(draft)
        self.is_official = draft.kind is None or draft.kind.value == "official"
        self.rests_on_headings = draft.title is None or not _PROCEDURES.search(draft.title.value)
        self.annex = listed_in_annex(draft, self.acts)
        self.previous: DocumentMention | None = None
        self.outer: DocumentMention | None = None  # the last mention that stood in no title, and what it was
        self.outer_relation: Relation = "mention"
        self.nested = False

    def read(self, mention: DocumentMention) -> Standing:
        self.nested = self._is_nested(mention)
        relation = self._what_is_done(mention)
        if relation is None:
            rests = self._is_carried_out(mention) if self.nested else self._rests_on(mention)
            relation = "basis" if rests else "mention"
        within = self.outer if self.nested else None
        self.previous = mention
        if not self.nested:
            self.outer, self.outer_relation = mention, relation
        return Standing(relation, within)

    def _is_nested(self, mention: DocumentMention) -> bool:
        """Whether the mention stands in the title of another cited document.

        A semicolon, a full stop or a new paragraph ends a title. After "và" or a comma the mention stands beside the
        one before; in brackets it is a remark on it, no part of its title.
        """
        previous = self.previous
        if previous is None or mention.start - previous.end > _TITLE_REACH:
            return False
        gap = _QUOTED.sub(" ", self.text[previous.end : mention.start])
        if _BREAK.search(gap) or _SENTENCE.search(gap) or gap.rfind("(") > gap.rfind(")"):
            return False
        if _PROPOSED.search(gap) or _APPRAISAL.match(self.text, mention.start):
            return False
        if (previous.title_end > previous.end and _NEXT.search(gap)) or self._acts_again(gap):
            return False
        if not gap.strip() or _BESIDE.search(gap) or _REMARK.search(gap):
            return self.nested
        return previous.title_end > previous.end or self.nested or title_opener().search(gap) is not None

    def _acts_again(self, gap: str) -> bool:
        """Whether a further verb of this document's own follows: "… và bãi bỏ Quyết định số …"."""
        acts = STRENGTH[self.outer_relation] > STRENGTH["basis"] or re.search(r"(?<!\w)này(?!\w)", gap)
        return bool(acts and verbs_after(gap))

    def _is_carried_out(self, mention: DocumentMention) -> bool:
        """Whether the preamble names a document that carries this one out: then the plan carries it out as well."""
        before = self.text[max(0, mention.start - 40) : mention.start]
        return self.is_official and mention.start < self.preamble.all_until and _CARRIES_OUT.search(before) is not None

    def _rests_on(self, mention: DocumentMention) -> bool:
        path = self.draft.outline.path(mention.start)
        headings = (section.title for section in path if section.marker[:1].isalnum() and len(section.title) < 80)
        if self.rests_on_headings and any(
            _BASIS_HEADING.search(title) and not re.search(r"\d", title) for title in headings
        ):
            return True
        if _NO_BASIS.search(self.text, max(0, mention.start - 40), mention.start) or self.acts.in_title(mention):
            return False
        if self.is_official and mention.start < self.preamble.all_until:
            return True
        if mention.start >= self.preamble.opened_until and any(
            section.marker and section.marker[0].isalnum() for section in path
        ):
            return False
        return _openers().match(self.text, self._sentence_start(mention.start, _SENTENCE_REACH)) is not None

    def _sentence_start(self, place: int, reach: int) -> int:
        floor = max(0, place - reach)
        breaks = [match.end() for match in _LINE.finditer(self.text, floor, place)]
        floor = breaks[-1] if breaks else floor
        ends = [match.end() for match in _SENTENCE.finditer(self.text, floor, place)]
        return ends[-1] if ends else floor

    def _what_is_done(self, mention: DocumentMention) -> Relation | None:
        """replaces, repeals or amends, where this document does that to the mentioned one."""
        if self.nested:
            return None
        start = self._sentence_start(mention.start, _REACH)
        if self._in_a_table(mention):
            return self._done_above(mention, start)
        lead = self.text[start : mention.start]
        if self.outer is not None and self.outer.end > start:
            return self._done_next(self.outer, mention) or self.acts.behind(mention)
        if _openers().match(lead) and mention.start < self.preamble.all_until:
            return None
        return self.acts.before(lead, mention) or self._done_above(mention, start) or self.acts.behind(mention)

    def _in_a_table(self, mention: DocumentMention) -> bool:
        """A cell tells what a listed document is about ("Sửa đổi Quyết định số …"), not what this one does."""
        block = self.draft.text.block_at(mention.start)
        return block is not None and block.cell is not None and not self.acts.in_title(mention)

    def _done_next(self, outer: DocumentMention, mention: DocumentMention) -> Relation | None:
        """The same as to the mention before in the sentence, or what another verb says."""
        gap = self.text[outer.end : mention.start]
        if self._acts_again(gap):
            return self.acts.before(f"này {gap[verbs_after(gap) :]}", mention)
        if self.outer_relation in ("basis", "mention"):
            return None
        between = self.text[max(outer.end, outer.title_end) : mention.start]
        if _GOES_ON.fullmatch(between) or (self.outer_relation != "amends" and _TITLED_AND.fullmatch(between)):
            return self.outer_relation
        return "amends" if self.outer_relation == "amends" and _PART_OF_NEXT.match(between) else None

    def _done_above(self, mention: DocumentMention, start: int) -> Relation | None:
        """What the heading that announces a list says of the item that the mention begins."""
        if mention.start - start > 25:
            return None
        for section in reversed(self.draft.outline.path(mention.start)):
            if section.start < start and (section.title.endswith(":") or self.acts.announces(section.title)):
                heading = section.title[-300:]
                return self.acts.before(heading, mention) or self.acts.above(heading)
        listed = self.annex is not None and mention.start > self.annex.start
        return (
            self.annex.relation if self.annex and listed and _ITEM.fullmatch(self.text, start, mention.start) else None
        )


@dataclass(frozen=True, slots=True)
class _Preamble:
    """Where the document stops saying what it rests on: all that it names there (`all_until`) is its basis; then only
    what sentences name that say so, be it under a heading (`opened_until`)."""

    all_until: int
    opened_until: int


def _preamble(draft: Draft) -> _Preamble:
    """At "QUYẾT ĐỊNH:", at "như sau:", or at the first heading; nowhere if none of them stands."""
    ends = [section.start for section in draft.outline.sections[:40] if section.marker and section.marker[0].isalnum()]
    rests = 0
    for block in draft.text.blocks[:80]:
        line = draft.text.block_text(block)
        if (_RESOLVES.fullmatch(line) and block.start > 0) or line.endswith("như sau:"):
            ends.append(block.end)
            break
        if line.startswith("Điều 1"):
            break
        if line.startswith("Căn cứ") and line.endswith(";"):
            rests = block.end
    narrative = draft.doc_type is not None and draft.doc_type.value in _NARRATIVE
    until = min(ends) if ends and not narrative else 0
    return _Preamble(until, max(until, rests))
