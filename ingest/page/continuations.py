"""What goes on over a page's end: a paragraph in mid-sentence, a table, a row of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from ingest.models import Block, Cell, Page, Paragraph, Table
from ingest.page.lines import folded
from ingest.page.paragraphs import begins_anew, has_ended

_MOST_HEAD_ROWS = 4
_SAME_TEXT = 0.8
_ALIGNED = 0.02  # of the page's width
_FULL = 0.96  # of how far lines of the page reach
_SHORTEST = 25  # characters of a paragraph that goes on; a line of a head or foot is shorter


def mark_continuations(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with what goes on from the page before marked so."""
    marked = list(pages[:1])
    for before, page in pairwise(pages):
        last, first = _last_of_body(before), _first_of_body(page)
        if last is None or first is None:
            marked.append(page)
            continue
        going_on = _going_on(before, before.blocks[last], page, page.blocks[first])
        marked.append(replace(page, blocks=(*page.blocks[:first], going_on, *page.blocks[first + 1 :])))
    return tuple(marked)


def _is_of_body(block: Block) -> bool:
    return isinstance(block, Table) or block.role == "body"


def _first_of_body(page: Page) -> int | None:
    return next((index for index, block in enumerate(page.blocks) if _is_of_body(block)), None)


def _last_of_body(page: Page) -> int | None:
    return next((index for index in reversed(range(len(page.blocks))) if _is_of_body(page.blocks[index])), None)


def _going_on(before: Page, last: Block, page: Page, first: Block) -> Block:
    if isinstance(last, Paragraph) and isinstance(first, Paragraph):
        return replace(first, continues=True) if _sentence_goes_on(before, last, first) else first
    if isinstance(last, Table) and isinstance(first, Table) and _same_columns(before, last, page, first):
        heads = _repeated_rows(last, first)
        return replace(first, continues=True, repeated_rows=heads, row_continues=_row_goes_on(last, first, heads))
    return first


def _sentence_goes_on(page: Page, last: Paragraph, first: Paragraph) -> bool:
    text, following = last.text, first.text
    if len(text) < _SHORTEST or has_ended(text) or begins_anew(following) or following.isupper() or text.isupper():
        return False
    if following[0].islower():
        return True
    reach = max((p.box.right for p in page.paragraphs if p.box is not None and p.role == "body"), default=0.0)
    end = last.lines[-1].box
    return end is not None and reach > 0 and end.right >= _FULL * reach


def _edges(table: Table, width: float) -> list[float]:
    edges = {}
    for cell in table.cells:
        if cell.box is not None and cell.column_span == 1:
            edges[cell.column] = cell.box.left / max(width, 1.0)
    return [edges.get(column, -1.0) for column in range(table.column_count)]


def _same_columns(before: Page, last: Table, page: Page, first: Table) -> bool:
    if last.column_count != first.column_count:
        return False
    pairs = zip(_edges(last, before.width), _edges(first, page.width), strict=True)
    known = [(one, other) for one, other in pairs if one >= 0 and other >= 0]
    shift = known[0][1] - known[0][0] if known else 0.0  # a scanned sheet lies a little elsewhere
    return bool(known) and all(abs(other - one - shift) <= _ALIGNED for one, other in known)


def _rows(table: Table) -> list[dict[int, Cell]]:
    rows: list[dict[int, Cell]] = [{} for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell
    return rows


def _repeated_rows(last: Table, first: Table) -> int:
    """How many of the first rows say what the first rows of the table before say."""
    count = 0
    for head, row in zip(_rows(last)[:_MOST_HEAD_ROWS], _rows(first), strict=False):
        said, again = _letters(head), _letters(row)
        if not said or SequenceMatcher(None, said, again, autojunk=False).ratio() < _SAME_TEXT:
            break
        count += 1
    return count if count < first.row_count else 0


def _letters(row: dict[int, Cell]) -> str:
    return re.sub(r"\W", "", folded("".join(row[column].text for column in sorted(row))))


def _row_goes_on(last: Table, first: Table, heads: int) -> bool:
    """Whether the first row below the heads has no number of its own, where rows are numbered, or ends a sentence."""
    before, after = _rows(last)[-1], _rows(first)[heads]
    if not before or not after or 0 not in after or after[0].text or not any(cell.text for cell in after.values()):
        return False
    numbered = [row[0] for row in _rows(last)[1:] if 0 in row]
    if all(cell.text for cell in numbered):
        return True
    shared = [(before[column].text, after[column].text) for column in after if column in before]
    return any(text and following[:1].islower() and not has_ended(text) for text, following in shared)
