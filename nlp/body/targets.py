"""Targets (chỉ tiêu) and results: every quantity that the document commits to or reports as reached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.body.clauses import Span
from nlp.body.indicators import indicator_of
from nlp.body.target_leads import LeadFinder
from nlp.body.target_repeats import Said
from nlp.body.target_statements import Statement, StatementReader
from nlp.body.target_tables import table_statements
from nlp.draft import Draft
from nlp.identifiers import stable_id
from nlp.models import Evidence, Target
from nlp.sections import Section

_METHOD = "target-rules"
_NAME_LENGTH = 120  # characters of a heading's title that a section path keeps


def find_targets(draft: Draft) -> tuple[Target, ...]:
    """One entry a quantity, in text order; the same quantity said again for the same time has no second entry.

    `quote` is the clause as it stands in the text; in a table the text of the indicator's cell and of the value's
    cell, joined by ": ". `section` is the path of headings, joined by " > ".
    """
    reader = StatementReader(draft)
    leads = LeadFinder(draft)
    found = [statement for block in draft.text.blocks if block.cell is None for statement in reader.statements(block)]
    found += table_statements(reader)
    found.sort(key=lambda statement: (statement.quantity.start, statement.quantity.end))
    targets = [_target(draft, leads, statement) for statement in _said_once(draft.text.text, found)]
    return tuple(_with_ids(draft.source.sha256, targets))


def _with_ids(document_id: str, targets: Sequence[Target]) -> Iterator[Target]:
    seen: dict[tuple[object, ...], int] = {}
    for target in targets:
        key = (" ".join(target.quote.split()), target.value, target.value_max, target.unit, target.deadline)
        seen[key] = seen.get(key, 0) + 1
        ordinal = () if seen[key] == 1 else (seen[key],)
        yield replace(target, id=stable_id(document_id, "target", *key, *ordinal))


def _target(draft: Draft, leads: LeadFinder, statement: Statement) -> Target:
    quantity, piece, label = statement.quantity, statement.piece, statement.label
    quote = draft.text.text[slice(*statement.quote)]
    indicator = indicator_of(draft.text.text[slice(*piece)], quantity, piece[0])
    if label is not None:
        indicator = " ".join(draft.text.text[slice(*label)].split())
        quote = f"{indicator}: {' '.join(quote.split())}"
    sure = draft.text.confidence(quantity.start, quantity.end)
    return Target(
        id="",
        quote=quote,
        indicator=indicator,
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        comparator=quantity.comparator,
        direction=quantity.direction,
        baseline=statement.baseline or quantity.baseline or _compared_with(draft.text.text[slice(*piece)]),
        deadline=statement.deadline,
        status=statement.verdict.status,
        leads=statement.leads or (leads.of(statement.clause, quantity.start) if label is None else ()),
        section=_section_path(draft.outline.path(piece[0])),
        confidence=round(statement.verdict.confidence * sure, 3),
        evidence=_evidence(draft, statement.quote, label),
    )


def _evidence(draft: Draft, piece: Span, label: Span | None) -> tuple[Evidence, ...]:
    named = draft.text.evidence(*label, _METHOD) if label else ()
    return (*named, *draft.text.evidence(*piece, _METHOD))


def _compared_with(quote: str) -> str | None:
    found = re.search(r"so với\s+(?P<base>[^,;.()]{3,60})", quote)
    return found["base"].strip() if found else None


def _section_path(sections: Sequence[Section]) -> str | None:
    """The headings, without bullets and lead-in lines."""
    named = [f"{s.marker} {s.title}".strip() for s in sections if s.marker and s.marker.strip("(")[0].isalnum()]
    cut = _NAME_LENGTH - 2
    short = [name if len(name) <= _NAME_LENGTH else f"{name[:cut].rsplit(' ', 1)[0]} …" for name in named]
    return " > ".join(short) or None


def _said_once(text: str, statements: Sequence[Statement]) -> list[Statement]:
    """The statements without those that repeat one; what a repetition adds (its leads) goes to the first."""
    kept: list[Statement] = []
    places: dict[tuple[object, ...], list[tuple[int, Said]]] = {}
    for statement in statements:
        quantity = statement.quantity
        key = (quantity.value, quantity.value_max, quantity.unit.casefold(), quantity.direction, statement.deadline)
        said = Said.of(text, statement)
        first = next((index for index, other in places.get(key, []) if said.repeats(other)), None)
        if first is None:
            places.setdefault(key, []).append((len(kept), said))
            kept.append(statement)
        elif statement.leads and not kept[first].leads:
            kept[first] = replace(kept[first], leads=statement.leads)
    return kept
