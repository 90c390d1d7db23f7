"""Statements of targets and results in running text, and the deadline of each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from nlp.body.cited_documents import find_document_mentions
from nlp.body.clauses import Span, after_lead_in, clauses_of, in_one_list, pieces_of
from nlp.body.commitment import Verdict, judge
from nlp.body.number_words import NUMBER_WORD
from nlp.body.quantities import find_quantities
from nlp.body.quantity import Quantity
from nlp.body.target_baselines import without_baselines
from nlp.body.target_exclusions import Case, is_countable
from nlp.body.target_times import TimeReader
from nlp.body.target_words import Place, tone_of, words_of
from nlp.dates import find_dates
from nlp.draft import Draft
from nlp.sections import Section, split_marker
from nlp.segmentation import word_end
from nlp.text import TextBlock

_HEADING_LENGTH, _LABEL_LENGTH, _LEAD_IN_LENGTH = 220, 100, 160
_QUOTE_LENGTH = 400  # a clause up to this length is quoted whole
_SENTENCE_LENGTH = 1500
_LIST_LENGTH = 6  # quantities, or clauses, that are looked at to find what closes a list
# A clause behind a semicolon that has no subject or verb of its own.
_GOES_ON = re.compile(r"(?:được|các|những|và)\s")
_MAY_COUNT = re.compile(rf"\d|(?<!\w)(?:gấp|nửa|{NUMBER_WORD})(?!\w)", re.IGNORECASE)


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
        title = draft.title.value if draft.title else ""
        self.tone = tone_of(draft.doc_type.value if draft.doc_type else None, kind, title)
        self.word_end = partial(word_end, self.text)
        mentions = find_document_mentions(self.text)
        self.times = TimeReader(draft, self.tone, mentions)
        dates = ((date.start, date.end) for date in find_dates(self.text))
        self._taken = sorted([*dates, *((mention.start, mention.end) for mention in mentions)])

    def statements(self, block: TextBlock, row: RowContext | None = None) -> Iterator[Statement]:
        """The statements of a paragraph, in text order."""
        line = self.draft.text.block_text(block)
        if not _MAY_COUNT.search(line):
            return
        row = row or RowContext()
        headings = tuple(title for section in self.sections(block.start) if (title := heading_of(section)))
        titles = (*headings, *row.titles)
        marks = self.times.marks(block, line)
        lead_in = ""
        start = block.end - len(split_marker(line)[1]) if split_marker(line)[0] else block.start
        sentence = start
        clauses = clauses_of(self.text, start, block.end)
        for number, clause in enumerate(clauses):
            found = find_quantities(self.text, *clause, self.taken(*clause), self.word_end)
            quantities = [quantity for quantity in found if is_countable(self.text, quantity, clause)]
            if not quantities:
                continue
            begin = after_lead_in(self.text, clause, quantities[0].lead)
            lead_in = self.text[clause[0] : begin] or lead_in
            place = Place(self.tone, titles, lead_in)
            stated = (clause[0] if _is_label(self.text[clause[0] : begin]) else begin, clause[1])
            sentence = max(sentence, self._sentence_start(clause[0], start), clause[0] - _SENTENCE_LENGTH)
            last = self._end_of_statement(clauses[number : number + _LIST_LENGTH])
            judged = list(self._judged(stated, quantities, place, sentence))
            for quantity, piece, verdict, baseline in without_baselines(self.text, self.times, judged, marks):
                quote = (stated[0], last) if last - stated[0] <= _QUOTE_LENGTH else piece
                result = verdict.status == "result"
                following = bisect_right(quantities, quantity.start, key=lambda other: other.start)
                later = quantities[following : following + _LIST_LENGTH]
                own = self.times.of_clause(quantity, piece, clause, marks, later)
                deadline = own or row.deadline or self.times.of_headings(headings, result)
                yield Statement(quantity, piece, quote, clause, verdict, deadline, row.leads, baseline=baseline)

    def _end_of_statement(self, clauses: Sequence[Span]) -> int:
        """Where the first clause ends, or the one behind a semicolon that goes on with its words and counts nothing."""
        end = clauses[0][1]
        for before, after in pairwise(clauses):
            said = self.text[slice(*after)]
            is_next = self.text[before[1] : after[0]].strip() == ";" and (
                _GOES_ON.match(said) or _repeats_verb(self.text[slice(*before)], said)
            )
            if not is_next or re.search(r"\d", said):
                break
            end = after[1]
        return end

    def sections(self, offset: int) -> list[Section]:
        """The sections above the paragraph at the offset, outermost first, without its own."""
        return [section for section in self.draft.outline.path(offset) if section.start < offset]

    def taken(self, start: int, end: int) -> list[Span]:
        """The dates and citations around a span, in order."""
        first = max(0, bisect_left(self._taken, (start, 0)) - 1)
        return self._taken[first : bisect_left(self._taken, (end, 0))]

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


_ANNOUNCES = re.compile(
    r"(?:mục tiêu|chỉ tiêu|phấn đấu|như sau|sau đây|cụ thể|(?<!\w)(?:sau|là|gồm|bao gồm|trong đó)):\s*$", re.IGNORECASE
)


def _is_label(lead_in: str) -> bool:
    """Whether what stands before the colon names the indicator ("Doanh thu: năm 2025 đạt …") and announces no list."""
    return 0 < len(lead_in) <= _LABEL_LENGTH and _ANNOUNCES.search(lead_in) is None


def _repeats_verb(before: str, said: str) -> bool:
    """Whether a clause opens with the verb of the one before it: "100% xã bố trí tổ trực; bố trí nơi tiếp dân"."""
    verb = words_of("clause_commits").match(said)
    return verb is not None and re.search(rf"\w\s+{re.escape(verb[0])}(?!\w)", before) is not None


def heading_of(section: Section) -> str:
    """What a section's title says as a heading: all of a short one, the label of a paragraph, the end of a lead-in."""
    title = section.title
    if not section.marker:
        return title[-_LEAD_IN_LENGTH:]
    if len(title) <= _HEADING_LENGTH:
        return title
    label = title[:_LABEL_LENGTH].split(":")[0]
    return label if len(label) < _LABEL_LENGTH else ""
