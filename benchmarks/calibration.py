"""Whether confidence means what it says, and how many errors are left where a person looks at the least sure values.

    python -m benchmarks.calibration --gold GOLD --documents FOLDER          # cross-validated; writes the page
    python -m benchmarks.calibration --gold GOLD --documents FOLDER --kept   # the model in use, on other documents

Sources are those of scripts/train_confidence.py (`--help` there). Cross-validated: the documents are parted in ten, and
the values of each part are weighed by a model trained on the other nine, so that no document, in whatever form it is
read, tells about itself. The rules themselves were written with some of these documents in view; --kept on others shows
what that is worth. Values that a record leaves blank are not counted.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from corpora.judged import JudgedValue, judged_values
from corpora.readings import Reader, readings_of
from nlp.clues import FIELDS
from nlp.confidence import LEAST_SURE
from scripts.train_confidence import add_sources, fit, readings_given

PARTS, BINS = 10, 10
ENOUGH = 50  # values of a field, from which on its calibration error says something
LEFT = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)
PAGE, CURVE = Path("docs/confidence.md"), Path("docs/confidence.svg")
BEGIN, END = "<!-- figures: python -m benchmarks.calibration -->", "<!-- end of figures -->"


@dataclass(frozen=True, slots=True)
class Reliability:
    count: int
    right: float
    confidence: float
    error: float
    error_by_mass: float
    brier: float


def cross_validated(values: Sequence[JudgedValue]) -> list[JudgedValue]:
    """The values, each with the confidence that a model of other documents gives it."""
    documents = sorted({value.document for value in values}, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    part_of = {name: index % PARTS for index, name in enumerate(documents)}
    weighed: list[JudgedValue] = []
    for part in range(PARTS):
        model = fit([value for value in values if part_of[value.document] != part])
        own = (value for value in values if part_of[value.document] == part and value.clues.field in model.weights)
        weighed += (replace(value, confidence=model.probability(value.clues)) for value in own)
    return weighed


def reliability(values: Sequence[JudgedValue]) -> Reliability:
    """`error` is the expected calibration error over bins of equal width, `error_by_mass` over bins of equally many."""
    count = len(values)
    by_width: dict[int, list[JudgedValue]] = {}
    for value in values:
        by_width.setdefault(min(BINS - 1, int(value.confidence * BINS)), []).append(value)
    ordered = sorted(values, key=lambda value: value.confidence)
    by_mass = [ordered[count * part // BINS : count * (part + 1) // BINS] for part in range(BINS)]
    return Reliability(
        count,
        _share_right(values),
        _mean(values),
        sum(_gap(part) * len(part) for part in by_width.values()) / count,
        sum(_gap(part) * len(part) for part in by_mass if part) / count,
        sum((value.confidence - value.right) ** 2 for value in values) / count,
    )


def _share_right(values: Sequence[JudgedValue]) -> float:
    return sum(value.right for value in values) / len(values)


def _mean(values: Sequence[JudgedValue]) -> float:
    return sum(value.confidence for value in values) / len(values)


def _gap(values: Sequence[JudgedValue]) -> float:
    return abs(_share_right(values) - _mean(values))


def curve(values: Sequence[JudgedValue]) -> list[tuple[float, float]]:
    """Share of the values that a person looks at, the least sure first → share of wrong ones among the rest."""
    ordered = sorted(values, key=lambda value: (value.confidence, value.document, value.clues.index))
    points, wrong = [], sum(not value.right for value in ordered)
    for index, value in enumerate(ordered):
        points.append((index / len(ordered), wrong / (len(ordered) - index)))
        wrong -= not value.right
    return points


def _at(points: Sequence[tuple[float, float]], share: float) -> float:
    return next(error for looked, error in points if looked >= share)


Groups = dict[str, list[JudgedValue]]


def groups_of(values: Sequence[JudgedValue]) -> Groups:
    """All, digital, scanned."""
    return {
        "all": list(values),
        "digital": [value for value in values if "scan" not in value.form],
        "scanned": [value for value in values if "scan" in value.form],
    }


def report(values: Sequence[JudgedValue]) -> str:
    """The tables of the page."""
    groups = {name: some for name, some in groups_of(values).items() if some}
    documents = len({value.document for value in values})
    lines = [f"{len(values)} values of {documents} documents.", "", *_rows("read as", groups.items()), ""]
    fields = ((field, [value for value in values if value.clues.field == field]) for field in FIELDS)
    lines += [*_rows("field", ((field, some) for field, some in fields if some)), ""]
    lines += [*_bins(values), "", *_left(groups), "", _bound(values)]
    return "\n".join(lines)


def _rows(head: str, groups: Iterable[tuple[str, list[JudgedValue]]]) -> Iterator[str]:
    yield f"| {head} | values | right | complete | mean confidence | ECE | ECE, equal mass | Brier |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, values in groups:
        found = reliability(values)
        complete = sum(value.complete for value in values) / len(values)
        shares = f"{found.right:.3f} | {complete:.3f} | {found.confidence:.3f}"
        errors = f"{found.error:.3f} | {found.error_by_mass:.3f}" if found.count >= ENOUGH else "– | –"
        yield f"| {name} | {found.count} | {shares} | {errors} | {found.brier:.3f} |"


def _bins(values: Sequence[JudgedValue]) -> Iterator[str]:
    yield "| confidence | values | mean confidence | right |"
    yield "|---|---|---|---|"
    edges = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1.01)
    for low, high in pairwise(edges):
        held = [value for value in values if low <= value.confidence < high]
        if held:
            yield f"| {low:g} to {min(high, 1):g} | {len(held)} | {_mean(held):.3f} | {_share_right(held):.3f} |"


def _left(groups: Groups) -> Iterator[str]:
    curves = {name: curve(values) for name, values in groups.items()}
    yield f"| a person looks at | {' | '.join(f'wrong among the rest, {name}' for name in curves)} |"
    yield "|---|" + "---|" * len(curves)
    for share in LEFT:
        yield f"| {share:.0%} | {' | '.join(f'{_at(points, share):.1%}' for points in curves.values())} |"


def _bound(values: Sequence[JudgedValue]) -> str:
    looked = [value for value in values if value.confidence < LEAST_SURE]
    rest = [value for value in values if value.confidence >= LEAST_SURE]
    wrong = sum(not value.right for value in values)
    caught = sum(not value.right for value in looked)
    return (
        f"Below the bound of {LEAST_SURE} lie {len(looked) / len(values):.1%} of the values, and {caught} of the "
        f"{wrong} wrong ones; of the rest {1 - _share_right(rest):.1%} are wrong."
    )


# The curve as a picture

WIDTH, HEIGHT, LEFT_EDGE, TOP, RIGHT_EDGE, BOTTOM = 720, 420, 70, 30, 20, 60
ACROSS, DOWN = WIDTH - LEFT_EDGE - RIGHT_EDGE, HEIGHT - TOP - BOTTOM
COLOURS = {"all": "#1f3a5f", "digital": "#2e8b57", "scanned": "#c0392b"}
GREY = "#e4e4e4"
MOST_POINTS = 300


def picture(groups: Groups) -> str:
    """The curves as SVG, from no value to all of them looked at."""
    curves = {name: curve(values) for name, values in groups.items() if values}
    highest = 1.1 * max(error for points in curves.values() for looked, error in points if looked <= 0.9)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        'font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        *_grid(highest),
    ]
    for index, (name, points) in enumerate(curves.items()):
        thinned = points[:: max(1, len(points) // MOST_POINTS)]
        path = " ".join(f"{_x(looked):.1f},{_y(error, highest):.1f}" for looked, error in thinned)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{COLOURS[name]}" stroke-width="2"/>')
        y = TOP + 16 + 20 * index
        parts.append(_line((WIDTH - 150, y - 4), (WIDTH - 125, y - 4), COLOURS[name]))
        parts.append(f'<text x="{WIDTH - 118}" y="{y}">{name}</text>')
    middle = TOP + DOWN / 2
    below, beside = "share of the values looked at, the least sure first", "share of wrong ones among the rest"
    parts.append(f'<text x="{LEFT_EDGE + ACROSS / 2}" y="{HEIGHT - 14}" text-anchor="middle">{below}</text>')
    parts.append(f'<text x="16" y="{middle}" text-anchor="middle" transform="rotate(-90 16 {middle})">{beside}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _grid(highest: float) -> Iterator[str]:
    for step in range(11):
        x = _x(step / 10)
        yield _line((x, TOP), (x, TOP + DOWN), GREY)
        yield f'<text x="{x:.1f}" y="{TOP + DOWN + 20}" text-anchor="middle">{step * 10} %</text>'
    for step in range(6):
        error = highest * step / 5
        y = _y(error, highest)
        yield _line((LEFT_EDGE, y), (LEFT_EDGE + ACROSS, y), GREY)
        yield f'<text x="{LEFT_EDGE - 8}" y="{y + 4:.1f}" text-anchor="end">{error:.1%}</text>'


def _line(start: tuple[float, float], end: tuple[float, float], colour: str) -> str:
    ends = f'x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="1.5"/>'


def _x(looked: float) -> float:
    return LEFT_EDGE + ACROSS * looked


def _y(error: float, highest: float) -> float:
    return TOP + DOWN * (1 - min(error, highest) / highest)


def write_page(tables: str) -> None:
    """The tables, between the marks of the page that is there."""
    before, rest = PAGE.read_text("utf-8").split(BEGIN)
    _, after = rest.split(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_sources(parser)
    parser.add_argument("--kept", action="store_true", help="measure the model in use on the gold given, write nothing")
    given = parser.parse_args()
    if given.kept:
        print(report(list(judged_values(readings_of(given.gold, given.documents, Reader(given.readings))))))
        return
    values = cross_validated(list(judged_values(readings_given(given))))
    tables = report(values)
    print(tables)
    write_page(tables)
    CURVE.write_text(picture(groups_of(values)), "utf-8")


if __name__ == "__main__":
    main()
