"""Walks a document's paragraphs outside tables and reads each as what it is: heading, labelled line, task, sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nlp.body.agencies import find_agencies
from nlp.body.duty_deadlines import heading_deadline
from nlp.body.duty_headings import AgencyHeading, agency_headings, announces, read_heading
from nlp.body.duty_items import Line, duties_of_item
from nlp.body.duty_lines import Label, labels_inside, labels_of, labels_start
from nlp.body.duty_places import (
    ARTICLE,
    NORMATIVE,
    RECITAL,
    execution,
    is_closing,
    issues,
    no_rules,
    no_tasks,
    results,
)
from nlp.body.duty_predicates import begins_task
from nlp.body.duty_text import skeleton_of
from nlp.body.duty_units import Duty, Owners, Reading, duties_of_unit
from nlp.body.duty_words import plain
from nlp.draft import Draft
from nlp.sections import Section
from nlp.text import TextBlock

_HEADING_LENGTH = 220


@dataclass(frozen=True, slots=True)
class PlainHeading:
    """Agencies on a line of their own that ends in a colon, without marker; `depth` is that of the list under it."""

    owners: Owners
    start: int
    depth: int | None = None

    def past(self, start: int, ancestors: Sequence[int], sections: Sequence[Section]) -> PlainHeading | None:
        """The heading at a paragraph behind it: it ends where its list does; a paragraph between the items of the list
        belongs to the item above it."""
        depth = max((sections[index].depth for index in ancestors if sections[index].start >= self.start), default=None)
        if self.depth is None:
            return replace(self, depth=depth)
        return None if depth is None or depth < self.depth else self


class DutyReader:
    """Reads a draft whose text, outline, layout, type and issuer stand."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.text = draft.text.text
        self.sections = draft.outline.sections
        self.starts = [section.start for section in self.sections]
        self.blocks = list(self._paragraphs())
        ends = {block.start: block.end for block in self.blocks}
        self.headings: dict[int, AgencyHeading] = agency_headings(self.text, draft.outline, ends)
        self.labels = {block.start: self._labels(block) for block in self.blocks}
        self.lays_down_rules = draft.doc_type is not None and draft.doc_type.value in NORMATIVE
        issuer = (draft.issuer.name if draft.issuer else None) or ""
        bodies = {mention.agency_id or "" for mention in find_agencies(issuer, 0, len(issuer))}
        self.issuers = frozenset({"ubnd", plain(issuer), *(body for body in bodies if body.startswith("ubnd-"))})

    def duties(self) -> Iterator[Duty]:
        items = self._items()
        read: set[int] = set()
        for item, blocks in items.items():
            lines = [self._line(block, item) for block in blocks if not self._is_lead_in(block)]
            title = self._title(item) if item is not None else None
            found = list(duties_of_item(self.text, title, lines))
            if found:
                read.update(block.start for block in blocks)
                read.update({self.sections[item].start} if item is not None else ())
            yield from found
        plain_heading: PlainHeading | None = None
        for block in self.blocks:
            plain_heading = self._plain_heading(block, plain_heading)
            if block.start not in read and not self.labels[block.start]:
                yield from self._labelled_unit(block) or self._unit(
                    block, plain_heading.owners if plain_heading else None
                )

    def _plain_heading(self, block: TextBlock, current: PlainHeading | None) -> PlainHeading | None:
        """The heading without marker that holds at the block: the block's own, or one above it that still does."""
        own = self._own_section(block)
        heading = read_heading(self.text, block.start, block.end) if own is None else None
        if heading is not None:
            return None if self._is_issuer(heading.owners) else PlainHeading(heading.owners, block.end)
        if is_closing(self.text, block):
            return None
        return current and current.past(block.start, self._ancestors(block.start), self.sections)

    def _labelled_unit(self, block: TextBlock) -> list[Duty]:
        """The duties of a task with its labels behind it in the same paragraph ("… (Cơ quan chủ trì: Sở Y tế)")."""
        start = self._marker_end(block)
        labels = labels_inside(self.text, start, block.end)
        if not any(label.role for label in labels):
            return []
        task = Line(start, labels_start(self.text, start, block.end), ())
        return list(duties_of_item(self.text, None, [task, Line(task.end, block.end, labels)]))

    def _paragraphs(self) -> Iterator[TextBlock]:
        """The body's paragraphs outside tables; one that a page break cut in two is one."""
        pending: TextBlock | None = None
        for block in self.draft.text.blocks:
            if block.cell is not None or not self._is_body(block):
                continue
            if pending is not None and self._goes_on(pending, block):
                pending = replace(pending, end=block.end)
                continue
            if pending is not None:
                yield pending
            pending = block
        if pending is not None:
            yield pending

    def _goes_on(self, block: TextBlock, following: TextBlock) -> bool:
        if following.start != block.end + 1 or self._own_section(following) is not None:
            return False
        return self.text[following.start].islower() and self.text[block.end - 1] not in ".;:/"

    def _is_body(self, block: TextBlock) -> bool:
        layout = self.draft.layout
        if layout.head and block.start < layout.head[-1].end:
            return False
        if layout.recipients is None:
            return True
        foot_start = layout.foot[layout.recipients].start
        resumed = bisect_right(self.starts, foot_start)
        foot_end = self.starts[resumed] if resumed < len(self.starts) else layout.foot[-1].end
        return not foot_start <= block.start < foot_end

    def _marker_end(self, block: TextBlock) -> int:
        section = self._own_section(block)
        return block.start + len(self.sections[section].marker) if section is not None else block.start

    def _own_section(self, block: TextBlock) -> int | None:
        index = bisect_right(self.starts, block.start) - 1
        return index if index >= 0 and self.sections[index].start == block.start else None

    def _labels(self, block: TextBlock) -> tuple[Label, ...]:
        return labels_of(self.text, self._marker_end(block), block.end)

    def _ancestors(self, offset: int) -> list[int]:
        """Indexes of the sections that hold the offset, innermost first."""
        index: int | None = bisect_right(self.starts, offset) - 1
        found = []
        while index is not None and index >= 0:
            if offset < self.sections[index].end:
                found.append(index)
            index = self.sections[index].parent
        return found

    def _items(self) -> dict[int | None, list[TextBlock]]:
        """Blocks by the section whose task their labelled lines are about; blocks without such lines are left out."""
        items = {self._item_of(block) for block in self.blocks if any(label.role for label in self.labels[block.start])}
        blocks: dict[int | None, list[TextBlock]] = {}
        for block in self.blocks:
            holder = next((index for index in self._ancestors(block.start) if index in items), None)
            if holder in items and not (holder is not None and self.sections[holder].start == block.start):
                blocks.setdefault(holder, []).append(block)
        if None in blocks:
            blocks[None] = self._near_labels(blocks[None])
        return blocks

    def _near_labels(self, blocks: list[TextBlock]) -> list[TextBlock]:
        """Outside all headings, the labelled lines and the paragraph before each."""
        labelled = {index for index, block in enumerate(blocks) if self.labels[block.start]}
        return [block for index, block in enumerate(blocks) if index in labelled or index + 1 in labelled]

    def _item_of(self, block: TextBlock) -> int | None:
        for index in self._ancestors(block.start):
            if self.sections[index].start == block.start or self._is_label(index):
                continue
            return index
        return None

    def _is_label(self, index: int) -> bool:
        return bool(self.labels.get(self.sections[index].start))

    def _line(self, block: TextBlock, item: int | None) -> Line:
        under = None
        for index in self._ancestors(block.start):
            if index == item:
                break
            labels = self.labels.get(self.sections[index].start)
            if labels and self.sections[index].start != block.start:
                under = labels[0]
                break
        return Line(self._marker_end(block), block.end, self.labels[block.start], under)

    def _title(self, item: int) -> tuple[int, int] | None:
        section = self.sections[item]
        block = self.draft.text.block_at(section.start)
        if block is None or item in self.headings:
            return None
        return section.start + len(section.marker), block.end

    def _unit(self, block: TextBlock, plain_heading: Owners | None) -> Iterator[Duty]:
        start, own = self._marker_end(block), self._own_section(block)
        line = plain(self.text[start : block.end])
        if own is not None and own in self.headings:
            heading = self.headings[own]
            if heading.rest is not None:
                start = heading.rest
            elif not heading.directs:
                return
        elif not self.draft.outline.path(block.start) and (RECITAL.match(line) or self._issues_itself(line)):
            return
        if own is None and read_heading(self.text, block.start, block.end) is not None:
            return
        owners = self._owners(block, own)
        if owners is None and plain_heading is not None and own is not None and not self._is_about_else(block):
            owners = plain_heading
        if owners is not None and self._is_subheading(block, own):
            return
        deadline, rules = self._heading_deadline(block, own), self._lays_down_rules(block)
        reading = Reading(owners, self.issuers, self._bare_verbs(block), rules, deadline)
        yield from duties_of_unit(self.text, start, block.end, reading)

    def _issues_itself(self, line: str) -> bool:
        """ "Ủy ban nhân dân tỉnh ban hành Quyết định …" above the first article."""
        return self.lays_down_rules and issues().match(line) is not None

    def _owners(self, block: TextBlock, own: int | None) -> Owners | None:
        if own is None and is_closing(self.text, block):
            return None
        item: int | None = None  # the section beneath the one in hand
        for index in self._ancestors(block.start):
            heading = self.headings.get(index)
            if heading is not None and not (index == own and heading.directs):
                goes_on_with_item = own is None and item is not None and self.sections[item].marker
                return None if goes_on_with_item else heading.owners
            item = index
        return None

    def _bare_verbs(self, block: TextBlock) -> bool:
        """Whether a bare verb behind an agency gives a task: in an article it does where that is about carrying out."""
        if self._is_under(block, results()):
            return False
        if not self.lays_down_rules:
            return True
        article = self._article(block)
        return article is None or execution().search(plain(article.title[:_HEADING_LENGTH])) is not None

    def _lays_down_rules(self, block: TextBlock) -> bool:
        """Whether the article says what authorities do: not what words mean, whom it is about or who may what."""
        article = self._article(block)
        return article is not None and no_rules().match(plain(article.title[:_HEADING_LENGTH])) is None

    def _article(self, block: TextBlock) -> Section | None:
        articles = (self.sections[index] for index in self._ancestors(block.start))
        return next((section for section in articles if ARTICLE.match(section.marker)), None)

    def _is_issuer(self, owners: Owners) -> bool:
        return all({agency.agency_id or "", plain(agency.name)} & self.issuers for agency in owners.agencies)

    def _is_about_else(self, block: TextBlock) -> bool:
        """Whether a heading above says that what it holds are aims, findings or the like, no tasks."""
        return self._is_under(block, no_tasks())

    def _is_under(self, block: TextBlock, head: re.Pattern[str]) -> bool:
        titles = (self.sections[index].title for index in self._ancestors(block.start))
        return any(head.match(plain(title)) for title in titles if len(title) <= _HEADING_LENGTH)

    def _is_subheading(self, block: TextBlock, own: int | None) -> bool:
        """A heading between an agency's heading and its tasks ("a) Công tác tuyên truyền:") is no task."""
        if own is None:
            return False
        has_children = own + 1 < len(self.sections) and self.sections[own + 1].parent == own
        title = self.sections[own].title
        if not has_children or len(title.split()) < 12:
            return has_children
        is_sentence = title.endswith((".", ";")) or begins_task(skeleton_of(title, 0, len(title)), 0, len(title))
        return announces(plain(title)) or not is_sentence

    def _is_lead_in(self, block: TextBlock) -> bool:
        """A line that only announces the bullets beneath it ("Các hoạt động gồm:")."""
        own = self._own_section(block)
        if own is None or self.labels[block.start] or not self.text[: block.end].endswith(":"):
            return False
        return own + 1 < len(self.sections) and self.sections[own + 1].parent == own

    def _heading_deadline(self, block: TextBlock, own: int | None) -> str | None:
        for index in self._ancestors(block.start):
            title = self.sections[index].title
            if index == own or len(title) > _HEADING_LENGTH or title.endswith((".", ";")):
                continue
            if found := heading_deadline(title):
                return found
        return None
