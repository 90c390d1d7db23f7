"""Which agencies a document makes responsible for a target."""

from __future__ import annotations

import re

from nlp.body.agencies import find_agencies
from nlp.draft import Draft
from nlp.sections import Section

_LEAD_LINE = re.compile(
    r"(?:[-+•*]\s*)?(?:cơ quan|đơn vị|tổ chức)\s+(?:được giao\s+)?chủ trì(?:\s+thực hiện)?(?:\s+tham mưu)?\s*:\s*(?P<who>.+)|"
    r"(?:[-+•*]\s*)?(?:chủ trì|giao|trách nhiệm)\s*:\s*(?P<other>.+)",
    re.IGNORECASE,
)
_TASKED = re.compile(r"(?<!\w)(?:giao|yêu cầu|đề nghị)\s+(?:cho\s+)?$", re.IGNORECASE)


class LeadFinder:
    """Leads of targets by place: the subject of the sentence, the own line of the section, the heading above."""

    def __init__(self, draft: Draft) -> None:
        self.text = draft.text.text
        self.outline = draft.outline
        self._lines = self._lead_lines(draft)

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
                (s for s in reversed(path) if s.marker and s.marker[0].isdigit() or s.marker[:1] in "IVX"), None
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
        """Agencies at the start of the sentence that must do it: "Sở Y tế tổ chức 02 lớp"."""
        mentions = find_agencies(self.text, clause[0], min(offset, clause[0] + 200))
        names: list[str] = []
        place = clause[0]
        for mention in mentions:
            gap = self.text[place : mention.start]
            if not re.fullmatch(r"\W*(?:(?:giao|yêu cầu|đề nghị|các|và|cho)\s*|\W)*", gap, re.IGNORECASE):
                break
            names.append(mention.name)
            place = mention.end
        after = self.text[place : place + 30]
        if names and re.match(
            r"\s*,?\s*(?:chủ trì|có|phối hợp|tổ chức|triển khai|xây dựng|thực hiện|phấn đấu|bảo đảm|đảm bảo|tham mưu|chịu|hoàn thành|đạt|làm)",
            after,
        ):
            return tuple(names)
        return ()

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
