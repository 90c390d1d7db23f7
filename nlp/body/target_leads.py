"""Which agencies a document makes responsible for a target."""

from __future__ import annotations

import re

from nlp.body.agencies import AgencyMention, find_agencies
from nlp.draft import Draft
from nlp.sections import Section
from nlp.text import UPPER, fold, one_tone_spelling

_LEAD_LINE = re.compile(
    r"(?:[-+•*]\s*)?(?:cơ quan|đơn vị|tổ chức)\s+(?:được giao\s+)?chủ trì(?:\s+thực hiện)?(?:\s+tham mưu)?"
    r"\s*:\s*(?P<who>.+)|"
    r"(?:[-+•*]\s*)?(?:chủ trì|giao|trách nhiệm)\s*:\s*(?P<other>.+)",
    re.IGNORECASE,
)
_REACH = 900  # characters before a quantity in which the subject of its sentence is looked for
_SENTENCE = re.compile(rf"[.!?]\s+(?=[{UPPER}])")
_ACTS = re.compile(
    r"\s*,?\s*(?:chủ trì|chịu trách nhiệm|có(?! liên quan)|đã|tổ chức|triển khai|xây dựng|thực hiện|phấn đấu|"
    r"bảo đảm|đảm bảo|tham mưu|hoàn thành|đạt|bố trí|hỗ trợ|phải|làm đầu mối|tiếp tục)(?!\w)"
)
_ASKS = re.compile(r"(?:yêu cầu|đề nghị|giao)\s+(?:các\s+)?$", re.IGNORECASE)
_JOINS = re.compile(r"\s*(?:,|;|và)\s*(?:các\s+)?")
_BEGINS = re.compile(r"(?:^|[,:;.]|\n|(?<!\w)(?:giao|yêu cầu|đề nghị|các))\s*(?:[-+]\s*)?$", re.IGNORECASE)


class LeadFinder:
    """Leads of targets by place: the subject of the sentence, the own line of the section, the heading above."""

    def __init__(self, draft: Draft) -> None:
        self.text = draft.text.text
        self.outline = draft.outline
        self._lines = self._lead_lines(draft)
        self._own = _own_names(draft)

    def of(self, clause: tuple[int, int], quantity_start: int) -> tuple[str, ...]:
        return self._subject(clause, quantity_start) or self._own_line(quantity_start) or self._heading(quantity_start)

    def _lead_lines(self, draft: Draft) -> list[tuple[Section | None, tuple[str, ...]]]:
        found = []
        for block in draft.text.blocks:
            match = _LEAD_LINE.match(draft.text.block_text(block)) if block.cell is None else None
            if match is None:
                continue
            group = "who" if match["who"] else "other"
            start = block.start + match.start(group)
            stop = re.search(r"[;.]\s*[-+]\s|;", self.text[start : block.end])
            end = start + stop.start() if stop else block.end
            path = [s for s in self.outline.path(block.start) if s.start < block.start]
            holder = next(
                (s for s in reversed(path) if (s.marker and s.marker[0].isdigit()) or s.marker[:1] in "IVX"), None
            )
            found.append((holder, tuple(mention.name for mention in find_agencies(self.text, start, end))))
        return found

    def _own_line(self, offset: int) -> tuple[str, ...]:
        best: tuple[str, ...] = ()
        narrowest = None
        for section, names in self._lines:
            if (
                section
                and section.start <= offset < section.end
                and (narrowest is None or section.end - section.start < narrowest)
            ):
                best, narrowest = names, section.end - section.start
        return best

    def _subject(self, clause: tuple[int, int], offset: int) -> tuple[str, ...]:
        """The agency whose verb governs the quantity: "Sở Y tế tổ chức 02 lớp", also before earlier semicolons."""
        start = self.text.rfind("\n", 0, offset) + 1
        for stop in _SENTENCE.finditer(self.text, start, clause[0]):
            start = stop.end()
        start = max(start, offset - _REACH)
        mentions = [m for m in find_agencies(self.text, start, offset) if self._may_lead(m)]
        for last in reversed(range(len(mentions))):
            if not _ACTS.match(self.text, mentions[last].end):
                continue
            first = last
            while first and _JOINS.fullmatch(self.text[mentions[first - 1].end : mentions[first].start]):
                first -= 1
            if not _BEGINS.search(self.text[max(start, mentions[first].start - 40) : mentions[first].start]):
                continue
            names = tuple(mention.name for mention in mentions[first : last + 1])
            return () if self._own & {fold(one_tone_spelling(name)) for name in names} else names
        return ()

    def _may_lead(self, mention: AgencyMention) -> bool:
        """A group ("các sở, ban, ngành") leads only where it is told to."""
        asked = self.text[max(0, mention.start - 24) : mention.start]
        return mention.kind == "named" or _ASKS.search(asked) is not None

    def _heading(self, offset: int) -> tuple[str, ...]:
        """The agencies that a heading consists of ("3. Sở Công Thương")."""
        for section in reversed(self.outline.path(offset)):
            if len(section.title) > 250 or not section.marker or not section.marker[0].isalnum():
                continue
            start = section.start + len(section.marker)
            title_end = min(section.end, start + len(section.title) + 2)
            mentions = find_agencies(self.text, start, title_end)
            rest = self.text[start:title_end]
            covered = sum(m.end - m.start for m in mentions)
            if mentions and covered >= 0.7 * len(rest.strip(" .:;")):
                return tuple(mention.name for mention in mentions)
        return ()


def _own_names(draft: Draft) -> frozenset[str]:
    """Names of the issuer itself, with and without its place: it leads all, so it leads nothing in particular."""
    name = draft.issuer.name if draft.issuer else None
    if not name:
        return frozenset()
    folded = fold(one_tone_spelling(name))
    level = next(
        (word for word in ("tinh", "thanh pho", "huyen", "quan", "thi xa", "xa", "phuong") if f" {word} " in folded), ""
    )
    short = [f"{body} {level}".strip() for body in ("uy ban nhan dan", "ubnd")]
    return frozenset([folded, folded.replace("uy ban nhan dan", "ubnd"), *short])
