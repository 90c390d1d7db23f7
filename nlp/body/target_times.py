"""By when a target holds or of when a result is: from its clause, its paragraph, the headings, the document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from nlp.body.cited_documents import DocumentMention
from nlp.body.clauses import Span, in_one_list
from nlp.body.quantity import Quantity
from nlp.body.target_words import DocumentTone, words_of
from nlp.body.time_marks import TimeMark, heading_time, is_yearly, time_marks
from nlp.draft import Draft
from nlp.text import TextBlock

_AFTER = 80  # characters behind a quantity in which "mỗi năm" may stand


class TimeReader:
    """Reads times paragraph by paragraph; what holds for the whole document is found once."""

    def __init__(self, draft: Draft, tone: DocumentTone, mentions: Iterable[DocumentMention]) -> None:
        self.text = draft.text.text
        self.title_time = heading_time(draft.title.value) if draft.title else None
        self.issue_year = draft.issue_date.value[:4] if draft.issue_date else None
        self._is_notice = tone == "notice"
        self.last_year = str(draft.period.value[1]) if draft.period else None
        if self.last_year is None and tone != "report":  # the title of a report tells of when its results are
            self.last_year = self.title_time or _year_of_goals(draft)
        self._cited = [(mention.start, max(mention.end, mention.title_end)) for mention in mentions]

    def marks(self, block: TextBlock, line: str) -> list[TimeMark]:
        """The times that a paragraph names, without those of cited documents and their titles."""
        first = max(0, bisect_left(self._cited, (block.start, 0)) - 1)
        cited = self._cited[first : bisect_left(self._cited, (block.end, 0))]
        marks = (replace(m, start=m.start + block.start, end=m.end + block.start) for m in time_marks(line))
        return [m for m in marks if not m.is_base and not any(start <= m.start < end for start, end in cited)]

    def of_headings(self, titles: Sequence[str], result: bool = False) -> str | None:
        """From the nearest heading that sets a time, else the plan's last year; of a result when it is reported."""
        times = (heading_time(title) for title in reversed(titles))
        found = next((time for time in times if time), None)
        if found or not result:
            return found or self.last_year
        return self.title_time or self.last_year or (self.issue_year if self._is_notice else None)

    def of_clause(
        self, quantity: Quantity, piece: Span, clause: Span, marks: Sequence[TimeMark], later: Sequence[Quantity] = ()
    ) -> str | None:
        """From the piece, else from what closes the list of quantities, else from earlier in the paragraph."""
        if own := nearest_mark(quantity, piece, marks):
            return own.value
        if self._is_yearly(quantity, piece):
            return "yearly"
        if shared := self._shared(quantity, later, clause, marks):
            return shared.value
        before = bisect_left(marks, quantity.start, key=lambda mark: mark.start)
        if before:
            return marks[before - 1].value
        return "yearly" if is_yearly(self.text[clause[0] : piece[0]]) else None

    def is_past(self, mark: TimeMark | None) -> bool:
        """Whether a time lies before the year of issue: what was so then is no target."""
        return mark is not None and self.issue_year is not None and mark.value[:4] < self.issue_year

    def _is_yearly(self, quantity: Quantity, piece: Span) -> bool:
        """Up to the first comma behind the quantity: what comes later speaks of something else."""
        before = self.text[piece[0] : quantity.start]
        after = self.text[quantity.end : min(piece[1], quantity.end + _AFTER)].split(",")[0]
        own = self.text[quantity.start : quantity.end]
        if quantity.kind != "ratio" and words_of("level_a_year").search(
            before
        ):  # "công suất 500 tấn/năm" is reached once
            own = ""
        return is_yearly(f"{before}{own}{after}")

    def _shared(
        self, quantity: Quantity, later: Sequence[Quantity], clause: Span, marks: Sequence[TimeMark]
    ) -> TimeMark | None:
        """The time behind the last of a list: of both in "nhóm 4 nước … và nhóm 60 nước … vào năm 2028"."""
        for following in later:
            if not in_one_list(self.text, quantity, following):
                return None
            first = bisect_left(marks, following.end, key=lambda mark: mark.start)
            nearest = marks[first] if first < len(marks) and marks[first].start < clause[1] else None
            if nearest is not None and not any(q.start < nearest.start and q.start > following.start for q in later):
                return nearest
            quantity = following
        return None


def nearest_mark(quantity: Quantity, piece: Span, marks: Sequence[TimeMark]) -> TimeMark | None:
    """The time in the piece that stands nearest to the quantity."""
    first, before = (bisect_left(marks, place, key=lambda mark: mark.start) for place in (piece[0], quantity.start))
    near = [mark for mark in marks[max(first, before - 1) : before + 1] if piece[0] <= mark.start < piece[1]]
    return min(near, key=lambda mark: abs(mark.start - quantity.start)) if near else None


def _year_of_goals(draft: Draft) -> str | None:
    """The last year that a heading of goals sets ("II. MỤC TIÊU ĐẾN NĂM 2030")."""
    goals = (s.title for s in draft.outline.sections if s.marker and words_of("heading_target").search(s.title[:80]))
    return max((time[:4] for title in goals if (time := heading_time(title[:220]))), default=None)
