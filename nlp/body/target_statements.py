"""Statements of targets and results in running text, and the deadline of each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from nlp.body.cited_documents import find_document_mentions
from nlp.body.clauses import Span, after_lead_in, clauses_of, in_one_list, pieces_of
from nlp.body.commitment import Case, Verdict, is_countable, judge
from nlp.body.quantities import Quantity, find_quantities
from nlp.body.target_words import Place, tone_of
from nlp.body.time_marks import TimeMark, heading_time, is_yearly, time_marks
from nlp.dates import find_dates
from nlp.draft import Draft
from nlp.sections import Section, split_marker
from nlp.segmentation import word_end
from nlp.text import TextBlock

_HEADING_LENGTH, _LABEL_LENGTH, _LEAD_IN_LENGTH = 220, 100, 160
_QUOTE_LENGTH = 240  # a clause up to this length is quoted whole
_SENTENCE_LENGTH = 1500
_MAY_COUNT = re.compile(r"\d|ít nhất|tối thiểu|không dưới", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """A quantity judged to be a target or result.

    `piece` is the stretch of text that states it, `quote` that stretch or the whole clause where that is short,
    `clause` the clause with its lead-in. In a table `label` is the span of the cell that names the indicator, and
    `leads` what the row's column says.
    """

    quantity: Quantity
    piece: Span
    quote: Span
    clause: Span
    verdict: Verdict
    deadline: str | None
    leads: tuple[str, ...] = ()
    label: Span | None = None
    baseline: str | None = None


@dataclass(frozen=True, slots=True)
class RowContext:
    """What the table around a cell adds: titles (heads, row groups), leads and deadline of the row."""

    titles: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    deadline: str | None = None


class StatementReader:
    """Reads statements block by block; what holds for the whole document is found once."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.text = draft.text.text
        kind = draft.kind.value if draft.kind else None
        self.tone = tone_of(draft.doc_type.value if draft.doc_type else None, kind)
        self.title_time = heading_time(draft.title.value) if draft.title else None
        self.last_year = str(draft.period.value[1]) if draft.period else self.title_time
        self.word_end = partial(word_end, self.text)
        mentions = find_document_mentions(self.text)
        self._cited = [(mention.start, max(mention.end, mention.title_end)) for mention in mentions]
        dates = ((date.start, date.end) for date in find_dates(self.text))
        self._taken = sorted([*dates, *((mention.start, mention.end) for mention in mentions)])

    def statements(self, block: TextBlock, row: RowContext | None = None) -> Iterator[Statement]:
        """The statements of a paragraph, in text order."""
        line = self.draft.text.block_text(block)
        if not _MAY_COUNT.search(line):
            return
        row = row or RowContext()
        sections = self.sections(block.start)
        titles = (*(title for section in sections if (title := heading_of(section))), *row.titles)
        marks = self._marks(block, line)
        lead_in = ""
        start = block.end - len(split_marker(line)[1]) if split_marker(line)[0] else block.start
        sentence = start
        for clause in clauses_of(self.text, start, block.end):
            found = find_quantities(self.text, *clause, self.taken(*clause), self.word_end)
            quantities = [quantity for quantity in found if is_countable(self.text, quantity, clause)]
            if not quantities:
                continue
            begin = after_lead_in(self.text, clause, quantities[0].lead)
            lead_in = self.text[clause[0] : begin] or lead_in
            place = Place(self.tone, titles, lead_in)
            stated = (clause[0] if _is_label(self.text[clause[0] : begin]) else begin, clause[1])
            sentence = max(sentence, self._sentence_start(clause[0], start), clause[0] - _SENTENCE_LENGTH)
            for quantity, piece, verdict in self._judged(stated, quantities, place, sentence):
                quote = stated if stated[1] - stated[0] <= _QUOTE_LENGTH else piece
                result = verdict.status == "result"
                fallback = row.deadline or self.heading_deadline(sections, result=result)
                deadline = self._deadline(quantity, piece, clause, marks) or fallback
                yield Statement(quantity, piece, quote, clause, verdict, deadline, row.leads)

    def sections(self, offset: int) -> list[Section]:
        """The sections above the paragraph at the offset, outermost first, without its own."""
        return [section for section in self.draft.outline.path(offset) if section.start < offset]

    def taken(self, start: int, end: int) -> list[Span]:
        """The dates and citations around a span, in order."""
        first = max(0, bisect_left(self._taken, (start, 0)) - 1)
        return self._taken[first : bisect_left(self._taken, (end, 0))]

    def heading_deadline(self, sections: Sequence[Section], result: bool = False) -> str | None:
        """From the nearest heading that sets a time, else the plan's last year (of a result the title's first time)."""
        times = (heading_time(heading_of(section)) for section in reversed(sections))
        return next((time for time in times if time), (self.title_time if result else None) or self.last_year)

    def _judged(
        self, clause: Span, quantities: Sequence[Quantity], place: Place, sentence: int
    ) -> Iterator[tuple[Quantity, Span, Verdict]]:
        verdict: Verdict | None = None
        before: Quantity | None = None
        for quantity, piece in zip(quantities, pieces_of(self.text, *clause, quantities), strict=True):
            goes_on = verdict.status if verdict and before and in_one_list(self.text, before, quantity) else None
            verdict = judge(Case(self.text, quantity, piece, clause, sentence), place, goes_on)
            before = quantity
            if verdict:
                yield quantity, piece, verdict

    def _sentence_start(self, clause_start: int, floor: int) -> int:
        """Where the sentence of a clause begins: at the clause, unless a semicolon stands before it."""
        before = self.text[floor:clause_start].rstrip(" -+")
        return floor if before.endswith(";") else clause_start

    def _marks(self, block: TextBlock, line: str) -> list[TimeMark]:
        """The times that a paragraph names, without those of cited documents and their titles."""
        first = max(0, bisect_left(self._cited, (block.start, 0)) - 1)
        cited = self._cited[first : bisect_left(self._cited, (block.end, 0))]
        marks = (replace(m, start=m.start + block.start, end=m.end + block.start) for m in time_marks(line))
        return [m for m in marks if not m.is_base and not any(start <= m.start < end for start, end in cited)]

    def _deadline(self, quantity: Quantity, piece: Span, clause: Span, marks: Sequence[TimeMark]) -> str | None:
        """From the piece, else from earlier in the paragraph."""
        first, before = (bisect_left(marks, place, key=lambda mark: mark.start) for place in (piece[0], quantity.start))
        near = [mark for mark in marks[max(first, before - 1) : before + 1] if piece[0] <= mark.start < piece[1]]
        if near:
            return min(near, key=lambda mark: abs(mark.start - quantity.start)).value
        if is_yearly(self._around(quantity, piece)):
            return "yearly"
        if before:
            return marks[before - 1].value
        return "yearly" if is_yearly(self.text[clause[0] : piece[0]]) else None

    def _around(self, quantity: Quantity, piece: Span) -> str:
        """The piece up to the first comma behind the quantity: what comes later speaks of something else."""
        after = self.text[quantity.end : min(piece[1], quantity.end + 80)].split(",")[0]
        return self.text[piece[0] : quantity.end] + after


_ANNOUNCES = re.compile(
    r"(?:mục tiêu|chỉ tiêu|phấn đấu|như sau|sau đây|cụ thể|(?<!\w)(?:sau|là|gồm|bao gồm|trong đó)):\s*$", re.IGNORECASE
)


def _is_label(lead_in: str) -> bool:
    """Whether what stands before the colon names the indicator ("Doanh thu: năm 2025 đạt …") and announces no list."""
    return 0 < len(lead_in) <= _LABEL_LENGTH and _ANNOUNCES.search(lead_in) is None


def heading_of(section: Section) -> str:
    """What a section's title says as a heading: all of a short one, the label of a paragraph, the end of a lead-in."""
    title = section.title
    if not section.marker:
        return title[-_LEAD_IN_LENGTH:]
    if len(title) <= _HEADING_LENGTH:
        return title
    label = title[:_LABEL_LENGTH].split(":")[0]
    return label if len(label) < _LABEL_LENGTH else ""
