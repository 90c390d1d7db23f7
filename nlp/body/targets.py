"""Targets (chỉ tiêu) and results: every quantity that the document commits to or reports as reached."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from nlp.body.clauses import Span, after_lead_in, clauses_of, pieces_of
from nlp.body.cited_documents import find_document_mentions
from nlp.body.commitment import Place, Verdict, is_countable, judge, tone_of
from nlp.body.quantities import Quantity, find_quantities
from nlp.body.target_leads import LeadFinder
from nlp.body.time_marks import TimeMark, heading_time, is_yearly, time_marks
from nlp.dates import find_dates
from nlp.draft import Draft
from nlp.identifiers import stable_id
from nlp.models import Target
from nlp.sections import Section, split_marker
from nlp.text import TextBlock, fold

_METHOD = "target-rules"
_HEADING_LENGTH, _LABEL_LENGTH, _LEAD_IN_LENGTH = 220, 100, 160


@dataclass(frozen=True, slots=True)
class Statement:
    """A quantity judged to be a target or result, with its piece of text and its deadline."""

    quantity: Quantity
    piece: Span
    clause: Span
    verdict: Verdict
    deadline: str | None


def find_targets(draft: Draft) -> tuple[Target, ...]:
    """One entry a quantity, in text order; the same quantity said again for the same time has no second entry."""
    finder = _TargetFinder(draft)
    statements = [statement for block in draft.text.blocks for statement in finder.statements(block)]
    targets: list[Target] = []
    for statement in _said_once(draft.text.text, statements):
        targets.append(finder.target(statement))
    return tuple(_with_ids(draft.source.sha256, targets))


def _with_ids(document_id: str, targets: Sequence[Target]) -> Iterator[Target]:
    seen: dict[tuple[object, ...], int] = {}
    for target in targets:
        key = (" ".join(target.quote.split()), target.value, target.value_max, target.unit, target.deadline)
        seen[key] = seen.get(key, 0) + 1
        ordinal = () if seen[key] == 1 else (seen[key],)
        yield replace(target, id=stable_id(document_id, "target", *key, *ordinal))


class _TargetFinder:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.text = draft.text.text
        self.taken = sorted(_taken(self.text))
        self.leads = LeadFinder(draft)
        self.word_end = _word_ends(draft)
        kind = draft.kind.value if draft.kind else None
        title = draft.title.value if draft.title else ""
        self.tone = tone_of(draft.doc_type.value if draft.doc_type else None, kind, title)
        self.last_year = _last_year(draft)

    def statements(self, block: TextBlock) -> Iterator[Statement]:
        line = self.draft.text.block_text(block)
        if not re.search(r"\d|ít nhất|tối thiểu|không dưới", line):
            return
        start = block.start + line.find(split_marker(line)[1]) if split_marker(line)[0] else block.start
        sections = [section for section in self.draft.outline.path(block.start) if section.start < block.start]
        titles = tuple(title for section in sections if (title := _heading_of(section)))
        marks = [replace(m, start=m.start + block.start, end=m.end + block.start) for m in time_marks(line)]
        lead_in = ""
        taken = self._taken_in(block)
        for clause in clauses_of(self.text, start, block.end):
            found = find_quantities(self.text, *clause, taken, self.word_end)
            quantities = [quantity for quantity in found if is_countable(self.text, quantity, clause)]
            if not quantities:
                continue
            begin = after_lead_in(self.text, clause, quantities[0].lead)
            lead_in = self.text[clause[0] : begin] or lead_in
            place = Place(self.tone, titles, lead_in)
            clause = (begin, clause[1])
            verdict = None
            for quantity, piece in zip(quantities, pieces_of(self.text, *clause, quantities), strict=True):
                goes_on = verdict is not None and verdict.status == "result"
                verdict = judge(self.text, quantity, piece, clause, place, after_result=goes_on)
                if verdict:
                    deadline = self._deadline(quantity, piece, clause, block, marks, sections)
                    yield Statement(quantity, piece, clause, verdict, deadline)

    def _taken_in(self, block: TextBlock) -> list[Span]:
        from bisect import bisect_left

        first = max(0, bisect_left(self.taken, (block.start, 0)) - 1)
        last = bisect_left(self.taken, (block.end, 0))
        return self.taken[first:last]

    def _deadline(
        self,
        quantity: Quantity,
        piece: Span,
        clause: Span,
        block: TextBlock,
        marks: Sequence[TimeMark],
        sections: Sequence[Section],
    ) -> str | None:
        """From the piece, else the clause, else earlier in the paragraph, else the headings, else the plan's last year."""
        inside = [m for m in marks if piece[0] <= m.start < piece[1] and not m.is_base]
        if inside:
            return min(inside, key=lambda m: abs(m.start - quantity.start)).value
        if is_yearly(self._around(quantity, piece)):
            return "yearly"
        earlier = [m for m in marks if m.start < quantity.start and not m.is_base]
        if earlier:
            return earlier[-1].value
        if is_yearly(self.text[clause[0] : piece[0]]):
            return "yearly"
        for section in reversed(sections):
            if value := heading_time(_heading_of(section)):
                return value
        return self.last_year

    def _around(self, quantity: Quantity, piece: Span) -> str:
        """The piece up to the first comma behind the quantity: what comes later speaks of something else."""
        after = self.text[quantity.end : min(piece[1], quantity.end + 80)].split(",")[0]
        return self.text[piece[0] : quantity.end] + after

    def target(self, statement: Statement) -> Target:
        quantity, piece = statement.quantity, statement.piece
        quote = self.text[piece[0] : piece[1]]
        sure = self.draft.text.confidence(quantity.start, quantity.end)
        return Target(
            id="",
            quote=quote,
            indicator=_indicator(quote, quantity, piece[0]),
            value=quantity.value,
            value_max=quantity.value_max,
            unit=quantity.unit,
            comparator=quantity.comparator,
            direction=quantity.direction,
            baseline=quantity.baseline or _baseline(quote),
            deadline=statement.deadline,
            status=statement.verdict.status,
            leads=self.leads.of(statement.clause, quantity.start),
            section=_section_path(self.draft.outline.path(piece[0])),
            confidence=round(statement.verdict.confidence * sure, 3),
            evidence=self.draft.text.evidence(*piece, _METHOD),
        )


def _heading_of(section: Section) -> str:
    """What a section's title says as a heading: all of a short one, the label of a paragraph, the end of a lead-in."""
    title = section.title
    if not section.marker:
        return title[-_LEAD_IN_LENGTH:]
    if len(title) <= _HEADING_LENGTH:
        return title
    label = title[:_LABEL_LENGTH].split(":")[0]
    return label if len(label) < _LABEL_LENGTH else ""


def _taken(text: str) -> Iterator[Span]:
    for date in find_dates(text):
        yield date.start, date.end
    for mention in find_document_mentions(text):
        yield mention.start, mention.end


def _word_ends(draft: Draft) -> Callable[[int], int]:
    def word_end(offset: int) -> int:
        token = draft.tokens.char_span(offset, offset + 1, alignment_mode="expand")
        return token.end_char if token is not None and len(token) else offset

    return word_end


def _last_year(draft: Draft) -> str | None:
    """The plan's last year; of a report without a period the last year that its title names."""
    if draft.period:
        return str(draft.period.value[1])
    return heading_time(draft.title.value) if draft.title else None


def _baseline(quote: str) -> str | None:
    found = re.search(r"so với\s+(?P<base>[^,;.()]{3,60})", quote)
    return found["base"].strip() if found else None


def _indicator(quote: str, quantity: Quantity, base: int) -> str:
    first, last = quantity.lead - base, quantity.end - base
    rest = quote[: max(0, first)] + " " + quote[last:] if first >= 0 else quote[last:]
    return re.sub(r"\s+([,.;)])", r"\1", " ".join(rest.split())).strip(" ,.;:-()")


def _section_path(sections: Sequence[Section]) -> str | None:
    names = [f"{s.marker} {s.title}".strip() for s in sections if s.marker and s.marker[0].isalnum() or not s.marker]
    short = [name if len(name) <= 120 else name[:117].rsplit(" ", 1)[0] + " …" for name in names]
    return " > ".join(short) or None


def _said_once(text: str, statements: Sequence[Statement]) -> Iterator[Statement]:
    kept: dict[tuple[object, ...], list[set[str]]] = {}
    for statement in statements:
        quantity = statement.quantity
        key = (quantity.value, quantity.value_max, quantity.unit.casefold(), quantity.direction, statement.deadline)
        words = set(re.findall(r"[^\W\d_]+", fold(text[slice(*statement.piece)])))
        strict = quantity.kind == "ratio" or quantity.value < 20
        if any(_alike(words, other, strict) for other in kept.get(key, [])):
            continue
        kept.setdefault(key, []).append(words)
        yield statement


def _alike(words: set[str], other: set[str], strict: bool) -> bool:
    """Whether two pieces with one figure say the same: round figures and shares recur with other subjects."""
    shared = len(words & other)
    return shared >= 0.9 * len(words | other) if strict else shared >= 0.4 * min(len(words), len(other))
