"""What a cited document is to the citing one: its basis, what it replaces, amends or repeals, or a mere mention."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from nlp.body.cited_documents import DocumentMention, alternatives, phrases, title_opener
from nlp.draft import Draft
from nlp.models import Relation

# The strongest relation of all mentions is kept: what a document does to another one outweighs resting on it.
STRENGTH: Mapping[Relation, int] = {"mention": 0, "basis": 1, "amends": 2, "replaces": 3, "repeals": 4}

_DOES: tuple[Relation, ...] = ("replaces", "repeals", "amends")
_BEFORE = 260


def relations_of(draft: Draft, mentions: Sequence[DocumentMention]) -> list[Relation]:
    """The relation of each mention, in order."""
    text, preamble_end = draft.text.text, _preamble_end(draft)
    found: list[Relation] = []
    previous: DocumentMention | None = None
    nested = False
    for mention in mentions:
        nested = _is_nested(text, previous, mention, nested)
        acting = _what_is_done(draft, mention, previous, found[-1] if found else "mention", nested)
        if acting is not None:
            found.append(acting)
        elif not nested and _rests_on(draft, mention, preamble_end):
            found.append("basis")
        else:
            found.append("mention")
        previous = mention
    return found


_RESOLVES = re.compile(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|CHỈ THỊ)\s*:?")


def _preamble_end(draft: Draft) -> int:
    """Where the document stops saying what it rests on: at "QUYẾT ĐỊNH:", at "như sau:", or at its first heading."""
    ends = [section.start for section in draft.outline.sections[:40] if section.marker and section.marker[0].isalnum()]
    for block in draft.text.blocks[:80]:
        line = draft.text.block_text(block)
        if (_RESOLVES.fullmatch(line) and block.start > 0 and line.endswith(":")) or line.endswith("như sau:"):
            ends.append(block.end)
            break
    return min(ends, default=min(2500, len(draft.text.text)))


def _is_nested(text: str, previous: DocumentMention | None, mention: DocumentMention, nested: bool) -> bool:
    """Whether the mention stands in the title of another cited document.

    A semicolon, a full stop or a new paragraph ends a title. After "và" or a comma the mention stands beside the one
    before; in brackets it is a remark on it, no part of its title.
    """
    if previous is None or mention.start - previous.end > 600:
        return False
    gap = text[previous.end : mention.start]
    if re.search(r"[;\n]|\.\s", gap) or gap.rfind("(") > gap.rfind(")"):
        return False
    if re.search(r"(?:,|\bvà|\bhoặc|\bcùng)\s*(?:các\s+)?$", gap) or not gap.strip():
        return nested
    if re.search(r"được\s[^;]{0,80}\s(?:bởi|tại|theo|bằng)\s+(?:các\s+)?$", gap):
        return nested
    return previous.title_end > previous.end or nested or title_opener().search(gap) is not None


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(rf"(?:[-+•]\s*)?(?:{alternatives(phrases('basis'))})(?!\w)")


@cache
def _done_before(relation: Relation) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(phrases(relation))})(?!\w)", re.IGNORECASE)


@cache
def _done_after() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(phrases('repealed'))})(?!\w)", re.IGNORECASE)


_BASIS_HEADING = re.compile(r"căn cứ(?! vào)|cơ sở pháp lý|cơ sở chính trị", re.IGNORECASE)
_OWN_ACT = re.compile(r"\s(?:có|đã|ban hành|đã ban hành|đã có|xây dựng)\s+(?:các\s+)?$")


def _sentence_start(text: str, place: int, floor: int) -> int:
    """The start of the sentence that holds the place; not before `floor`."""
    floor = max(floor, text.rfind("\n", floor, place) + 1)
    for match in re.finditer(r"(?<![A-ZĐ])(?<!\bTP)\.\s+(?=[A-ZĐÀ-Ỹ])", text[floor:place]):
        last = floor + match.end()
        if last <= place:
            found = last
            floor = max(floor, found) if found <= place else floor
    return floor


def _rests_on(draft: Draft, mention: DocumentMention, preamble_end: int) -> bool:
    text = draft.text.text
    path = draft.outline.path(mention.start)
    if any(_BASIS_HEADING.search(section.title) and len(section.title) < 80 for section in path):
        return True
    in_preamble = mention.start < preamble_end or not any(s.marker and s.marker[0].isalnum() for s in path)
    if not in_preamble or _OWN_ACT.search(text[max(0, mention.start - 30) : mention.start]):
        return False
    start = _sentence_start(text, mention.start, max(0, mention.start - 2000))
    return _openers().match(text, start) is not None


def _what_is_done(
    draft: Draft, mention: DocumentMention, previous: DocumentMention | None, before: Relation, nested: bool
) -> Relation | None:
    """replaces, repeals or amends, where this document does that to the mentioned one."""
    text = draft.text.text
    start = _sentence_start(text, mention.start, max(0, mention.start - _BEFORE))
    lead = text[start : mention.start]
    if previous is not None and previous.end > start:
        gap = text[previous.end : mention.start]
        continues = re.fullmatch(r"[\s,;]*(?:và|hoặc|cùng|các)?\s*(?:các\s+)?", _after_title(gap, previous, text))
        if before in _DOES and continues and not nested:
            return before
        if "thay thế" not in gap.casefold() and "bãi bỏ" not in gap.casefold():
            return None
        lead = gap
        if not re.search(r"này|hiệu lực", text[start : mention.start]):
            return None
    if _openers().match(lead.strip()) and mention.start < _preamble_end(draft):
        return None
    for relation in _DOES:
        match = None
        for match in _done_before(relation).finditer(lead):
            pass
        if match and _this_document_acts(lead, match, relation):
            return relation
    after = text[mention.end : mention.end + 160].split(";")[0].split("\n")[0]
    ends = _done_after().search(after)
    if ends and not re.search(r"\bnày\b", after[: ends.start()]):
        return "repeals"
    return None


def _after_title(gap: str, previous: DocumentMention, text: str) -> str:
    return text[previous.title_end : previous.title_end + max(0, len(gap) - (previous.title_end - previous.end))]


def _this_document_acts(lead: str, match: re.Match[str], relation: Relation) -> bool:
    """Whether the verb's subject is this document ("Quyết định này thay thế …", or no subject at all)."""
    subject, object_ = lead[: match.start()], lead[match.end() :]
    if re.search(r"được\s*$|bị\s*$|(?:bởi|bằng)\s*$|đã\s*$", subject):
        return False
    if re.match(r"\s*(?:bởi|bằng|tại|theo)\b", object_):
        return False
    if relation == "amends":
        return len(subject.strip(" -–.0123456789)abcđIVX")) < 40 and not re.search(
            r"đề xuất|tham mưu|nghiên cứu|rà soát", subject
        )
    return re.search(r"này|hiệu lực|^\W*(?:Điều \d+|\d+|[a-zđ]|[-+])?[.)]?\W*$", subject) is not None
