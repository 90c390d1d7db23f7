"""Askew, on its side, upside down: how a page lies is found from its ink, and by reading a part where that is hard."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from PIL import Image

from ingest.limits import Limits
from ingest.ocr.engine import GreyImage
from ingest.ocr.installed import reading_engine
from ingest.page.cleaning import flattened, levelled
from ingest.page.orientation import legibility, likely_turns, skew, turns_by_reading
from tests.ingest.paper import HEIGHT, head, pdf, picture, scanned, whole_page


@lru_cache(maxsize=1)
def page() -> Image.Image:
    return picture(pdf(whole_page), dpi=150)


@lru_cache(maxsize=1)
def form() -> Image.Image:
    """Mostly rules, which look the same upside down."""

    def draw(canvas: object) -> None:
        for row in range(8):
            for column in range(4):
                canvas.rect(60 + 120 * column, HEIGHT - 330 - 60 * row, 120, 60)  # type: ignore[attr-defined]
        head(canvas)  # type: ignore[arg-type]

    return picture(pdf(draw), dpi=150)


def turned(image: GreyImage, turns: int) -> GreyImage:
    """The image lying so that it takes so many quarter turns clockwise to stand upright."""
    return np.ascontiguousarray(np.rot90(image, turns))


@pytest.mark.parametrize("angle", [-7.0, -1.4, 0.0, 0.6, 4.0])
def test_skew_is_found_to_a_tenth_of_a_degree(angle: float) -> None:
    askew = page().rotate(angle, fillcolor="white", resample=Image.Resampling.BICUBIC)
    assert skew(np.asarray(askew.convert("L"))) == pytest.approx(-angle, abs=0.1)


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("angle", [0.0, -6.5])
def test_the_way_up_is_told_by_the_ink_alone(turns: int, angle: float) -> None:
    flat = flattened(np.asarray(scanned(page(), skew=angle, noise=0.003, stamp=True)), 150)
    assert likely_turns(turned(flat.image, turns)) == turns


@pytest.mark.ocr
@pytest.mark.parametrize("turns", range(4))
def test_where_the_ink_tells_nothing_a_part_is_read(turns: int) -> None:
    image = turned(np.asarray(form().convert("L")), turns)
    assert turns_by_reading(image, 150, reading_engine(Limits())) == turns


@pytest.mark.parametrize("shape", [(1, 1), (3, 400), (400, 3), (900, 700)])
def test_pages_without_ink_are_taken_for_upright(shape: tuple[int, int]) -> None:
    blank = np.full(shape, 255, np.uint8)
    assert likely_turns(blank) == 0
    padded = tuple(max(side, 16) for side in shape)  # white is put beside slips too small for letters
    assert levelled(flattened(blank, 200)).image.shape == padded
    assert legibility(()) == 0.0


def test_a_turned_page_is_mapped_back_to_where_it_came_from() -> None:
    raster = np.full((900, 600, 3), 255, np.uint8)
    raster[100:140, 500:560] = 0
    flat = flattened(raster, 300)
    for turns in range(4):
        page = levelled(flat, turns)
        rows, columns = np.nonzero(page.image < 128)
        x, y = float(columns.mean()) + 0.5, float(rows.mean()) + 0.5
        back = page.from_raster.inverse()
        assert back.a * x + back.b * y + back.c == pytest.approx(530, abs=2)
        assert back.d * x + back.e * y + back.f == pytest.approx(120, abs=2)
