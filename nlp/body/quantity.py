"""A quantity, and the stretch of text that one is read from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nlp.body.bounds import bounds_of
from nlp.body.units import Unit, UnitKind, unit_at
from nlp.models import Comparator, Direction

WordEnd = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Quantity:
    """`text[start:end]` is number and unit; `lead` where the words that bound it begin (`start` if none).

    `total` is 36 in "34/36 xã", `baseline` the value from which a change starts, as written.
    """

    start: int
    end: int
    lead: int
    value: int | float
    value_max: int | float | None
    unit: str
    kind: UnitKind
    comparator: Comparator
    direction: Direction | None
    total: int | float | None = None
    baseline: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """The stretch of text that is read: `text[start:end]`."""

    text: str
    start: int
    end: int
    word_end: WordEnd

    def unit(self, offset: int) -> Unit | None:
        return unit_at(self.text, offset, self.end, self.word_end)

    def quantity(
        self, number_start: int, unit: Unit, value: int | float, value_max: int | float | None = None
    ) -> Quantity:
        bounds = bounds_of(self.text, self.start, number_start, unit, self.end)
        comparator: Comparator = bounds.comparator if value_max is None else "range"
        return Quantity(
            number_start,
            unit.end,
            bounds.lead,
            value,
            value_max,
            unit.name,
            unit.kind,
            comparator,
            bounds.direction,
            baseline=bounds.baseline,
        )
