"""Words of a page → blocks in reading order: paragraphs and tables, page numbers and stamps set apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.models import Block, BoundingBox, Cell, Line, Paragraph, Table, Word
from ingest.page.columns import Region, regions
from ingest.page.footnotes import footnotes
from ingest.page.geometry import IDENTITY, Affine, centre_in, within
from ingest.page.grids import Grid
from ingest.page.lines import PrintedLine, box_of, printed_lines, text_height
from ingest.page.paragraphs import Margins, margins_of, paragraphs

_PAGE_NUMBER = re.compile(
    r"[-–—.\[(]?\s?(?:(?:Trang|Page)\s?(?:số\s?)?:?\s?)?\d{1,4}(?:\s?(?:/|of|trên)\s?\d{1,4})?\s?[-–—.\])]?",
    re.IGNORECASE,
)
_EDGE = 0.13  # a page number stands in the first or last eighth of the page


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is laid out: words with boxes and grids of ruled tables, in points of an upright page of the size given.

    `stamps` are words known to be no part of the text, a group for each stamp.
    """

    words: tuple[Word, ...]
    grids: tuple[Grid, ...]
    width: float
    height: float
    stamps: tuple[tuple[Word, ...], ...] = ()


def lay_out(sheet: Sheet) -> tuple[Block, ...]:
    """Blocks in reading order; every word stands in one block."""
    numbers, words = _split_page_numbers(sheet)
    blocks: list[Block] = [Paragraph((line.line,), "margin") for line in numbers]
    notes, words = _split_notes(words, sheet)
    rest: Sequence[Word] = words
    for grid in sorted(sheet.grids, key=lambda grid: grid.box.top):
        above, inside, below = _parted(rest, grid)
        if not inside:
            continue
        blocks.extend(_prose(above, words))
        blocks.append(_table(grid, inside))
        rest = below
    blocks.extend(_prose(rest, words))
    blocks.extend(Paragraph(tuple(line.line for line in note), "note") for note in notes)
    blocks.extend(Paragraph(tuple(line.line for line in printed_lines(stamp)), "margin") for stamp in sheet.stamps)
    return tuple(blocks)


def _split_notes(words: tuple[Word, ...], sheet: Sheet) -> tuple[tuple[tuple[PrintedLine, ...], ...], tuple[Word, ...]]:
    outside = [word for word in words if not any(centre_in(box_of(word), grid.box) for grid in sheet.grids)]
    notes = footnotes(outside, sheet.height)
    taken = {id(word) for note in notes for line in note for word in line.line.words}
    return notes, tuple(word for word in words if id(word) not in taken)


def _parted(words: Iterable[Word], grid: Grid) -> tuple[list[Word], list[Word], list[Word]]:
    """The words above the grid or beside it, those in it, those below it."""
    above, inside, below = [], [], []
    for word in words:
        box = box_of(word)
        if box.bottom <= grid.box.top + 2:
            above.append(word)
        elif centre_in(box, grid.box):
            inside.append(word)
        elif (box.top + box.bottom) / 2 < grid.box.bottom:
            above.append(word)
        else:
            below.append(word)
    return above, inside, below


def _split_page_numbers(sheet: Sheet) -> tuple[list[PrintedLine], tuple[Word, ...]]:
    upper, lower = [], []
    for word in sheet.words:
        middle = (box_of(word).top + box_of(word).bottom) / 2
        if middle <= _EDGE * sheet.height:
            upper.append(word)
        elif middle >= (1 - _EDGE) * sheet.height:
            lower.append(word)
    numbers = [
        line
        for line in (*printed_lines(upper)[:1], *printed_lines(lower)[-1:])
        if _PAGE_NUMBER.fullmatch(line.text)
        and not _EDGE * sheet.height < line.middle < (1 - _EDGE) * sheet.height
        and not any(centre_in(line.box, grid.box) for grid in sheet.grids)
    ]
    taken = {id(word) for line in numbers for word in line.line.words}
    return numbers, tuple(word for word in sheet.words if id(word) not in taken)


def _prose(words: Sequence[Word], page_words: Sequence[Word]) -> Iterator[Paragraph]:
    if not words:
        return
    found = tuple(regions(words))
    wide = [line for region in found if not region.is_column for line in printed_lines(region.words)]
    page_margins = margins_of(wide, text_height(page_words)) if wide else None
    for region in found:
        yield from _region_paragraphs(region, page_margins)


def _region_paragraphs(region: Region, page_margins: Margins | None) -> Iterator[Paragraph]:
    lines = printed_lines(region.words)
    if region.is_column or page_margins is None:
        return paragraphs(lines, margins_of(lines, text_height(region.words), region.is_column))
    return paragraphs(lines, page_margins)


def _table(grid: Grid, words: Sequence[Word]) -> Table:
    held: list[list[Word]] = [[] for _ in grid.cells]
    for word, index in zip(words, grid.cells_at(map(box_of, words)), strict=True):
        held[index].append(word)
    cells = []
    for cell, own in zip(grid.cells, held, strict=True):
        lines = printed_lines(own)
        inside = tuple(paragraphs(lines, margins_of(lines, text_height(own)))) if lines else ()
        cells.append(replace(cell, paragraphs=inside))
    return Table(tuple(cells), grid.row_count, grid.column_count, grid.box)


def put_back(blocks: Iterable[Block], mapping: Affine, width: float, height: float) -> tuple[Block, ...]:
    """The blocks with all boxes mapped to the page as shown, cut to its size and rounded."""
    stays = mapping == IDENTITY

    def shown(box: BoundingBox) -> BoundingBox:
        return within(box if stays else mapping.box(box), width, height)

    def paragraph(old: Paragraph) -> Paragraph:
        lines = tuple([Line(tuple([word(own) for own in line.words])) for line in old.lines])
        return Paragraph(lines, old.role, old.continues)

    def word(old: Word) -> Word:
        return Word(old.text, shown(box_of(old)), old.confidence)

    def cell(old: Cell) -> Cell:
        box = shown(old.box) if old.box else None
        return replace(old, paragraphs=tuple(map(paragraph, old.paragraphs)), box=box)

    def block(old: Block) -> Block:
        if isinstance(old, Paragraph):
            return paragraph(old)
        box = shown(old.box) if old.box else None
        return replace(old, cells=tuple(map(cell, old.cells)), box=box)

    return tuple(map(block, blocks))
