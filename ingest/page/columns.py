"""Which words stand in columns side by side: the head of a document, its foot, prose in two columns.

After the recursive X-Y cut (Nagy and Seth, ICPR 1984), with the cuts chosen top down over bands of text: a column
pair is a run of bands that share one white corridor. Rows of an unruled table share one too, and are read across.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.models import BoundingBox, Word
from ingest.page.lines import box_of, folded, printed_lines, text_height

# What stands in the head or the foot of an administrative document (Nghị định 30/2020/NĐ-CP, Phụ lục I), folded.
_HEAD_OR_FOOT = re.compile(
    r"cong h.a xa h|doc lap.{1,5}tu do|dang cong san|^so ?:|noi nhan|^(?:tm|kt|tl|tuq)\b|^q\. ?[a-z]|chu tich|giam doc"
    r"|chanh van phong|bo truong|thu tuong|thu truong|truong phong|dai dien|xac nhan|nguoi lap|ke toan|chu toa|thu ky",
    re.MULTILINE,
)
# The motto heads a right column, however close the issuer's name comes.
_MOTTO = re.compile(r"cong h.a xa h|dang cong san viet")
_MOTTO_BEGINS = frozenset(("cong", "dang"))
_RECIPIENTS = re.compile(r".?.?oi nh.n ?[:;.]?")
# The name of the type stands under both columns of the head, though it may lie wholly right of the corridor.
_TYPE_NAME = re.compile(
    r"(?:ke hoach|quyet dinh|bao cao|chi thi|thong bao|nghi quyet|nghi dinh|thong tu|to trinh|chuong trinh|de an"
    r"|quy che|quy dinh|huong dan|ket luan|cong dien|phuong an)[.:]?"
)
_LEAST_GAP = 0.6  # heights of text
_TOUCHING = 0.5  # points
_MOST_RECIPIENTS = 30  # lines between the heading of the recipients and the first line of the signature


@dataclass(frozen=True, slots=True)
class Region:
    """Words to be read together; `is_column` where others stand beside them."""

    words: tuple[Word, ...]
    is_column: bool


@dataclass(frozen=True, slots=True)
class _Band:
    """A strip of the page that holds words between two empty strips."""

    words: tuple[Word, ...]
    top: float
    bottom: float
    gaps: tuple[tuple[float, float], ...]

    @property
    def text(self) -> str:
        """Folded, for telling what part of the document it is."""
        return folded(" ".join(line.text for line in printed_lines(self.words)))

    @property
    def left(self) -> float:
        return min(box_of(word).left for word in self.words)

    @property
    def right(self) -> float:
        return max(box_of(word).right for word in self.words)


@dataclass(frozen=True, slots=True)
class _Corridor:
    """White from `left` to `right` through bands `first` to `last` (both included), to be wider than `least`."""

    left: float
    right: float
    first: int
    last: int
    least: float


def regions(words: Sequence[Word], is_column: bool = False) -> Iterator[Region]:
    """The words in reading order, cut into regions without columns inside."""
    height = text_height(words)
    bands = _bands(words, height)
    across: list[Word] = []
    index = 0
    while index < len(bands):
        pair = _column_pair(bands, index, height)
        if pair is None:
            across.extend(bands[index].words)
            index += 1
            continue
        corridor, left, right = pair
        if across:
            yield Region(tuple(across), is_column)
            across = []
        yield from regions(left, True)
        yield from regions(right, True)
        index = corridor.last + 1
    if across:
        yield Region(tuple(across), is_column)


def _bands(words: Sequence[Word], height: float) -> list[_Band]:
    rows: list[list[Word]] = []
    bottom = float("-inf")
    for word in sorted(words, key=lambda word: box_of(word).top + box_of(word).bottom):
        box = box_of(word)
        inset = 0.25 * (box.bottom - box.top)  # marks and descenders of neighbouring lines touch
        if box.top + inset < bottom or (rows and _stands_aside(box, rows[-1], height)):
            rows[-1].append(word)
        else:
            rows.append([word])
        bottom = max(bottom, box.bottom - inset)
    return [_band(row, height) for row in rows]


def _stands_aside(box: BoundingBox, row: Sequence[Word], height: float) -> bool:
    """Whether a word begins far right of a row and no lower than it ends: a column's line between two of the other."""
    right = max(box_of(word).right for word in row)
    return box.left > right + 2 * height and box.top < max(box_of(word).bottom for word in row)


def _band(words: list[Word], height: float) -> _Band:
    gaps = []
    right = float("-inf")
    ordered = sorted(words, key=lambda word: box_of(word).left)
    for index, word in enumerate(ordered):
        box = box_of(word)
        gap = box.left - right if index else 0.0
        if gap >= _LEAST_GAP * height or (gap >= _TOUCHING and _begins_motto(ordered[index : index + 5])):
            gaps.append((right, box.left))
        right = max(right, box.right)
    top = min(box_of(word).top for word in words)
    bottom = max(box_of(word).bottom for word in words)
    return _Band(tuple(words), top, bottom, tuple(gaps))


def _begins_motto(words: Sequence[Word]) -> bool:
    if not words or folded(words[0].text) not in _MOTTO_BEGINS:  # nearly always, and asked of every word
        return False
    return _MOTTO.match(folded(" ".join(word.text for word in words[:5]))) is not None


def _heads_motto(band: _Band, gap: tuple[float, float]) -> bool:
    return _begins_motto(sorted((w for w in band.words if box_of(w).left >= gap[1]), key=lambda w: box_of(w).left))


def _column_pair(
    bands: Sequence[_Band], start: int, height: float
) -> tuple[_Corridor, tuple[Word, ...], tuple[Word, ...]] | None:
    """The corridor that begins at band `start` (or at bands just below it) and the words on both sides of it."""
    for first in _two_sided_start(bands, start, height):
        candidates = sorted(
            (
                _followed(bands, _Corridor(*gap, start, first, _least(bands[first], gap, height)), height)
                for gap in bands[first].gaps
                if all(_narrowed(band, gap, _least(bands[first], gap, height)) for band in bands[start:first])
                and _is_carried_on(bands, first, gap, height)
            ),
            key=lambda corridor: (corridor.last, corridor.right - corridor.left),
            reverse=True,
        )
        for corridor in candidates:
            sides = _sides(bands, corridor)
            if _are_columns(bands, corridor, sides, height):
                return corridor, *sides
    return None


def _two_sided_start(bands: Sequence[_Band], start: int, height: float) -> Iterator[int]:
    """Band `start` itself. Where it has no gap, the next one, if `start` lies wholly right of a gap of that; from the
    heading of the recipients on, the next one that has a wide gap."""
    if bands[start].gaps:
        yield start
    elif _RECIPIENTS.match(bands[start].text):
        for index in range(start + 1, min(start + _MOST_RECIPIENTS, len(bands))):
            if any(right - left > 2 * height for left, right in bands[index].gaps):
                yield index
                return
    elif (
        start + 1 < len(bands)
        and bands[start + 1].top - bands[start].bottom < height
        and any(bands[start].left >= right - height for _, right in bands[start + 1].gaps)
    ):
        yield start + 1


def _least(band: _Band, gap: tuple[float, float], height: float) -> float:
    """How narrow the corridor that begins with the gap may get: below the motto the columns may all but touch."""
    return _TOUCHING if _heads_motto(band, gap) else _LEAST_GAP * height


def _is_carried_on(bands: Sequence[_Band], first: int, gap: tuple[float, float], height: float) -> bool:
    """A gap hardly wider than between words of justified text counts only where the next line has one below it."""
    if gap[1] - gap[0] > 1.5 * height or _heads_motto(bands[first], gap):
        return True
    if first + 1 == len(bands) or bands[first + 1].top - bands[first].bottom > 0.7 * height:
        return False
    below = _narrowed(bands[first + 1], gap, _LEAST_GAP * height)
    return below is not None and _is_two_sided(bands[first + 1], below)


def _followed(bands: Sequence[_Band], corridor: _Corridor, height: float) -> _Corridor:
    """The corridor carried down as long as every band leaves room for it."""
    for index in range(corridor.last + 1, len(bands)):
        band = bands[index]
        width = corridor.right - corridor.left
        narrowed = _narrowed(band, (corridor.left, corridor.right), corridor.least)
        if narrowed is None:
            break
        # Below a head or foot, body text stands at a distance and leaves by chance no more than a gap of words.
        far = band.top - bands[index - 1].bottom > (0.8 if _is_two_sided(band, narrowed) else 2.5) * height
        squeezed = narrowed[1] - narrowed[0] < 0.5 * width
        if not _is_two_sided(band, narrowed) and _TYPE_NAME.fullmatch(band.text):
            break
        if far and (squeezed or not _is_two_sided(band, narrowed)):
            break
        corridor = _Corridor(*narrowed, corridor.first, index, corridor.least)
    return corridor


def _narrowed(band: _Band, corridor: tuple[float, float], least: float) -> tuple[float, float] | None:
    """The widest part of the corridor that the band leaves free, None where that is narrower than `least`."""
    free = (*band.gaps, (float("-inf"), band.left), (band.right, float("inf")))
    common = [(max(left, corridor[0]), min(right, corridor[1])) for left, right in free]
    left, right = max(common, key=lambda gap: gap[1] - gap[0])
    return (left, right) if right - left >= least else None


def _is_two_sided(band: _Band, corridor: tuple[float, float]) -> bool:
    return band.left < corridor[0] + 0.1 and band.right > corridor[1] - 0.1


def _sides(bands: Sequence[_Band], corridor: _Corridor) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    middle = (corridor.left + corridor.right) / 2
    words = [word for band in bands[corridor.first : corridor.last + 1] for word in band.words]
    left = tuple(word for word in words if box_of(word).right <= middle)
    return left, tuple(word for word in words if box_of(word).right > middle)


def _are_columns(
    bands: Sequence[_Band], corridor: _Corridor, sides: tuple[tuple[Word, ...], tuple[Word, ...]], height: float
) -> bool:
    left, right = (printed_lines(side) for side in sides)
    if not left or not right or len(left) + len(right) < 3:
        return False
    width = (corridor.right - corridor.left) / height
    shared = sum(
        _is_two_sided(band, (corridor.left, corridor.right)) for band in bands[corridor.first : corridor.last + 1]
    )
    if any(_MOTTO.match(folded(line.text)) for line in right[:3]):
        return True
    if not (shared >= 3 or (width >= 1.2 and shared >= 2) or width >= 2.5):
        return False
    heads = "\n".join(folded(line.text) for side in (left, right) for line in side[:4])
    if _HEAD_OR_FOOT.search(heads):
        return True
    full = statistics.median(line.box.right for line in left) > corridor.left - 1.5 * height
    return full and min(len(left), len(right)) >= 6 and width >= 1.0
