"""Mapping boxes between frames: a page's user space, its raster, and the page as it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.models import BoundingBox, Word


@dataclass(frozen=True, slots=True)
class Affine:
    """x' = a x + b y + c, y' = d x + e y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def box(self, box: BoundingBox) -> BoundingBox:
        """The smallest upright box that holds the mapped one."""
        if self.b == self.d == 0 and self.a > 0:  # not turned: nearly always
            left, top, right, bottom = box
            one, other = self.e * top + self.f, self.e * bottom + self.f
            if one > other:  # from user space, which begins at the bottom
                one, other = other, one
            return BoundingBox(self.a * left + self.c, one, self.a * right + self.c, other)
        xs = (self.a * box.left, self.a * box.right), (self.b * box.top, self.b * box.bottom)
        ys = (self.d * box.left, self.d * box.right), (self.e * box.top, self.e * box.bottom)
        return BoundingBox(
            min(xs[0]) + min(xs[1]) + self.c,
            min(ys[0]) + min(ys[1]) + self.f,
            max(xs[0]) + max(xs[1]) + self.c,
            max(ys[0]) + max(ys[1]) + self.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f

    def then(self, after: Affine) -> Affine:
        """This mapping followed by `after`."""
        return Affine(
            after.a * self.a + after.b * self.d,
            after.a * self.b + after.b * self.e,
            after.a * self.c + after.b * self.f + after.c,
            after.d * self.a + after.e * self.d,
            after.d * self.b + after.e * self.e,
            after.d * self.c + after.e * self.f + after.f,
        )

    def inverse(self) -> Affine:
        determinant = self.a * self.e - self.b * self.d
        a, b, d, e = (
            self.e / determinant,
            -self.b / determinant,
            -self.d / determinant,
            self.a / determinant,
        )
        return Affine(a, b, -(a * self.c + b * self.f), d, e, -(d * self.c + e * self.f))


IDENTITY = Affine(1, 0, 0, 0, 1, 0)


def scaling(factor: float) -> Affine:
    return Affine(factor, 0, 0, 0, factor, 0)


def quarter_turns(turns: int, width: float, height: float) -> Affine:
    """Turns a page of the size given clockwise by `turns` × 90° (origin top left) and puts it back at the origin."""
    return (
        IDENTITY,
        Affine(0, -1, height, 1, 0, 0),
        Affine(-1, 0, width, 0, -1, height),
        Affine(0, 1, 0, -1, 0, width),
    )[turns % 4]


def user_space_to_shown(crop: tuple[float, float, float, float], rotation: int) -> Affine:
    """From PDF user space (origin bottom left) to the page as shown; `crop` is left, bottom, right, top."""
    left, bottom, right, top = crop
    upright = Affine(1, 0, -left, 0, -1, top)
    return upright.then(quarter_turns(rotation // 90, right - left, top - bottom))


def within(box: BoundingBox, width: float, height: float) -> BoundingBox:
    """The box cut to the page and rounded to hundredths of a point."""
    # Asked of every word, so not by round(): four calls take longer than all the rest of putting words back.
    left, top = int(box[0] * 100 + 0.5) / 100, int(box[1] * 100 + 0.5) / 100
    right, bottom = int(box[2] * 100 + 0.5) / 100, int(box[3] * 100 + 0.5) / 100
    if left < 0 or top < 0 or right > width or bottom > height:
        left, right = (min(max(value, 0.0), width) for value in (left, right))
        top, bottom = (min(max(value, 0.0), height) for value in (top, bottom))
    return BoundingBox(left, top, right, bottom)


def place(words: Iterable[Word], mapping: Affine) -> tuple[Word, ...]:
    """The words with their boxes mapped; those without a box are left out."""
    if mapping == IDENTITY:
        return tuple(word for word in words if word.box is not None)
    return tuple(Word(word.text, mapping.box(word.box), word.confidence) for word in words if word.box is not None)


def shared_out(texts: Sequence[str], box: BoundingBox) -> Iterator[BoundingBox]:
    """Boxes for the texts of one line over the width of the box, each as wide as its length, a space between them."""
    step = (box.right - box.left) / max(sum(map(len, texts)) + len(texts) - 1, 1)
    left = box.left
    for text in texts:
        yield BoundingBox(left, box.top, left + step * len(text), box.bottom)
        left += step * (len(text) + 1)


def area(box: BoundingBox) -> float:
    return max(0.0, box.right - box.left) * max(0.0, box.bottom - box.top)


def centre_in(box: BoundingBox, outer: BoundingBox) -> bool:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return outer.left <= x <= outer.right and outer.top <= y <= outer.bottom
