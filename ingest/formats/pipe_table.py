"""Markdown's pipe tables: `| a | b |` with a line of dashes under the header (GitHub Flavored Markdown, 4.10)."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ROW = re.compile(r"\s*\|.*\S.*\|\s*$")
_SEPARATOR = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")


def pipe_table_at(lines: Sequence[str], start: int) -> int:
    """The line after the pipe table that begins at the line `start`; `start` itself where none begins.

    A table has a separator as its second line, or at least two rows that begin and end with a pipe.
    """
    if "|" not in lines[start]:
        return start
    has_separator = start + 1 < len(lines) and "|" in lines[start + 1] and _is_separator(lines[start + 1])
    end = start
    while end < len(lines) and (
        _ROW.match(lines[end]) or (has_separator and "|" in lines[end] and lines[end].strip() != "|")
    ):
        end += 1
    return end if has_separator or end - start >= 2 else start


def pipe_rows(lines: Sequence[str]) -> list[list[str]]:
    """The cells of each row as they are written; rows are filled up to the longest one, the separator is left out."""
    rows = [_cells(line) for number, line in enumerate(lines) if not (number == 1 and _is_separator(line))]
    columns = max((len(row) for row in rows), default=0)
    return [row + [""] * (columns - len(row)) for row in rows]


def _is_separator(line: str) -> bool:
    return _SEPARATOR.match(line) is not None


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip() for cell in _UNESCAPED_PIPE.split(inner)]
