"""The tree of headings (Phần, I., 1., a), -, +, Điều, Khoản, Điểm) under which everything stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A heading or bullet and what stands under it.

    `marker` as printed ("I.", "2.", "a)", "-", "Điều 3."), `title` the text of its own paragraph after the marker,
    `start` and `end` the span of the section's text with everything under it, `parent` the index of the section
    that holds it (None at the top), `depth` from 0.
    """

    marker: str
    title: str
    start: int
    end: int
    parent: int | None
    depth: int


@dataclass(frozen=True, slots=True)
class Outline:
    """All sections of a document in text order."""

    sections: tuple[Section, ...] = ()

    def path(self, offset: int) -> tuple[Section, ...]:
        """The sections that hold the offset, outermost first."""
        return tuple(section for section in self.sections if section.start <= offset < section.end)


def find_outline(draft: object) -> Outline:
    return Outline()
