"""Labelled lines: "Cơ quan chủ trì: …", "Đơn vị phối hợp: …", "Thời gian thực hiện: …" about a task above them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from nlp.body.duty_words import label, plain
from nlp.models import Role

LabelKind = Literal["lead", "coordinate", "implement", "task", "time", "other", "container"]
_ROLES: dict[str, Role] = {"lead": "lead", "coordinate": "coordinate", "implement": "implement"}
_KINDS: tuple[LabelKind, ...] = ("lead", "coordinate", "implement", "time", "task", "other")


# "Cơ quan chủ trì (tham mưu):", "Đơn vị phối hợp thực hiện nhiệm vụ:"
_REST_OF_LABEL = r"(?:\s+(?:thực hiện|triển khai|nhiệm vụ|soạn thảo|tham mưu|chính)){0,2}\s*(?:\([^)]*\)\s*)?"


@dataclass(frozen=True, slots=True)
class Label:
    """A label and the place of its value in the document's text (empty where the value stands in lines below)."""

    kind: LabelKind
    start: int
    end: int

    @property
    def role(self) -> Role | None:
        """The role of the agencies that the label introduces, None for a label of something else."""
        return _ROLES.get(self.kind)


@cache
def _at_start() -> re.Pattern[str]:
    kinds = "|".join(f"(?P<{kind}>{label(kind)})" for kind in _KINDS)
    return re.compile(rf"[\W_]*(?:(?:về|các)\s+)?(?:{kinds}){_REST_OF_LABEL}:[\s:]*")


@cache
def _inside() -> re.Pattern[str]:
    kinds = "|".join(f"(?P<{kind}>{label(kind)})" for kind in ("lead", "coordinate", "implement", "time", "other"))
    return re.compile(rf"[.;,(]\s*[-+–•]?\s*(?:{kinds}){_REST_OF_LABEL}:\s*")


@cache
def _container() -> re.Pattern[str]:
    return re.compile(rf"\W*{label('container')}\s*[.:]*\s*$")


def labels_of(text: str, start: int, end: int) -> tuple[Label, ...]:
    """The labels of a line whose marker ends at `start`; () for a line without one at its head."""
    return tuple(_labels(plain(text[start:end]), start))


def labels_inside(text: str, start: int, end: int) -> tuple[Label, ...]:
    """The labels behind a task in its own paragraph; () where none stands there."""
    line = plain(text[start:end])
    first = _inside().search(line)
    return tuple(_values(line, start, first)) if first else ()


def labels_start(text: str, start: int, end: int) -> int:
    """Where the first of `labels_inside` begins."""
    first = _inside().search(plain(text[start:end]))
    return start + first.start() if first else end


def _labels(line: str, offset: int) -> Iterator[Label]:
    match = _at_start().match(line)
    if match is None:
        if _container().match(line):
            yield Label("container", offset + len(line), offset + len(line))
        return
    yield from _values(line, offset, match)


def _values(line: str, offset: int, match: re.Match[str]) -> Iterator[Label]:
    kind, place = _kind(match), match.end()
    if kind != "other":
        for following in _inside().finditer(line, place):
            yield Label(kind, offset + place, offset + following.start())
            kind, place = _kind(following), following.end()
    yield Label(kind, offset + place, offset + len(line))


def _kind(match: re.Match[str]) -> LabelKind:
    return next(kind for kind in _KINDS if kind in match.re.groupindex and match[kind] is not None)
