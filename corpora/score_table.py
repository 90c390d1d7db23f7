"""Scores as text: a table by field, a table by document. The same scores give the same text, so that it can be kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from corpora.scoring import Scores, Tally

_LISTS = ("citation", "target", "assignment")
_LISTS_AND_PEOPLE = (*_LISTS, "signer", "recipient")
_COUNTS = f"{'right':>7}{'wrong':>7}{'missed':>7}"


def table_by_field(scores: Scores) -> str:
    """One row a field, then one an attribute of what matched."""
    lines = [f"{'field':22}{_COUNTS}{'P':>8}{'R':>8}{'F1':>8}"]
    for name, tally in sorted(scores.tallies.items(), key=field_order):
        lines.append(f"{name:22}{_counts(tally)}{tally.precision:8.3f}{tally.recall:8.3f}{tally.f1:8.3f}")
    lines.append(f"{'attribute':22}{'right':>7}{'wrong':>7}{'share':>30}")
    for name, tally in sorted(scores.attributes.items(), key=field_order):
        lines.append(f"{name:22}{tally.right:7}{tally.wrong:7}{tally.precision:30.3f}")
    return _text(lines)


def table_by_document(scores: Mapping[str, Scores]) -> str:
    """One row a document: right, wrong and missed of its header and of each list, and the F1."""
    heads = ("header", *(f"{name}s" for name in _LISTS))
    lines = ["".join([f"{'document':32}", *(f"{head:>23}" for head in heads)])]
    for slug, found in sorted(scores.items()):
        header = [tally for name, tally in found.tallies.items() if name not in _LISTS_AND_PEOPLE]
        tallies = [_sum(header), *(found.tallies.get(name, Tally()) for name in _LISTS)]
        lines.append("".join([f"{slug:32}", *map(_cell, tallies)]))
    return _text(lines)


def _cell(tally: Tally) -> str:
    return f"{tally.right:7}{tally.wrong:4}{tally.missed:4}{tally.f1:8.3f}"


def _counts(tally: Tally) -> str:
    return f"{tally.right:7}{tally.wrong:7}{tally.missed:7}"


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.right += tally.right
        total.wrong += tally.wrong
        total.missed += tally.missed
    return total


def field_order(item: tuple[str, Tally]) -> tuple[int, str]:
    """Header fields first, then people, then the lists, each in the order of its name."""
    first = item[0].split(" ")[0]
    return (_LISTS_AND_PEOPLE.index(first) + 1 if first in _LISTS_AND_PEOPLE else 0, item[0])


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line.rstrip()}\n" for line in lines)
