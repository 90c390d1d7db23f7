"""How much of what is understood of a text is lost on paper: the same documents as text, as digital PDF and as scans.

    python -m benchmarks.over_ocr [--gold GOLD --documents DOCUMENTS] [--pages 60] [--keep FOLDER] [--misses]

Without folders the documents are the sample corpus. GOLD has a YAML file a document, which names it in `file`; what
DOCUMENTS holds of them as text (Markdown, plain text) is printed to pages by the project's renderer. Documents are
taken in the order of their names while they fit into so many pages. The scans are ordinary ones: slightly askew, with
specks and shade, as JPEG, a red stamp over the signature.

The table has the F1 of each field and the share right of each attribute; the differences are from the digital PDF.
With --keep the pages, what was read of them and the records (`text.jsonl` …) are kept in the folder; documents whose
reading is there are not read again: remove the readings after a change to `ingest`.
"""

from __future__ import annotations

import argparse
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import yaml

from benchmarks.machine import machine
from corpora.damage import scanned
from corpora.rendering import pdf_bytes, reprinted
from corpora.score_table import field_order
from corpora.scoring import Scores, Tally, merged, score
from corpora.source import Damage, load_gold, load_sources
from corpora.text_form import markdown
from ingest.media import MARKDOWN, PLAIN_TEXT
from ingest.models import Document
from ingest.reader import read_document
from ingest.serialization import document_from_json, document_to_json
from nlp.models import Record
from nlp.pipeline import extract
from nlp.record_json import record_to_json

TEXT, DIGITAL = "text", "digital PDF"
SCANS = {
    "scan 300 dpi": Damage(dpi=300, skew_degrees=0.6, noise=0.0005, paper_shade=0.1, stamp=True),
    "scan 200 dpi": Damage(dpi=200, skew_degrees=-0.7, noise=0.0005, paper_shade=0.1, stamp=True),
}
FORMS = (TEXT, DIGITAL, *SCANS)


@dataclass(frozen=True, slots=True)
class Sample:
    """A document with its gold, as the bytes of its text and of its digital PDF."""

    name: str
    gold: Mapping[str, Any]
    text: bytes
    pdf: bytes

    @property
    def page_count(self) -> int:
        return len(pypdfium2.PdfDocument(self.pdf))


def own_samples() -> Iterator[Sample]:
    for source in load_sources():
        yield Sample(source.slug, load_gold(source.slug), markdown(source).encode("utf-8"), pdf_bytes(source))


def samples_of(gold: Path, documents: Path) -> Iterator[Sample]:
    """The documents with gold that are texts."""
    files = {unicodedata.normalize("NFC", path.name): path for path in documents.rglob("*") if path.is_file()}
    for path in sorted(gold.glob("*.yml")):
        loaded = yaml.safe_load(path.read_text("utf-8"))
        name = unicodedata.normalize("NFC", loaded["file"])
        if name not in files:
            raise SystemExit(f"{path}: there is no {name} in {documents}.")
        document = read_document(files[name])
        if document.media_type in (MARKDOWN, PLAIN_TEXT):
            yield Sample(name, loaded, files[name].read_bytes(), reprinted(document))


def fitting(samples: Iterator[Sample], most: int) -> list[Sample]:
    """Those that fit into so many pages; what does not is told."""
    taken: list[Sample] = []
    pages = 0
    for sample in samples:
        if pages + sample.page_count > most:
            print(f"left out: {sample.name} ({sample.page_count} pages)")
            continue
        pages += sample.page_count
        taken.append(sample)
    print(f"{len(taken)} documents, {pages} pages; {machine()}\n")
    return taken


def reading(sample: Sample, form: str, folder: Path) -> Document:
    """The document as read from its form, from the folder where it is kept there."""
    kept = folder / f"{sample.name}.{form.replace(' ', '-')}"
    read = kept.with_name(f"{kept.name}.json")
    if form != TEXT and read.exists():
        return document_from_json(read.read_bytes())
    if form in SCANS:
        content = scanned(sample.pdf, SCANS[form])
    else:
        content = sample.text if form == TEXT else sample.pdf
    kept.write_bytes(content)
    document = read_document(content, sample.name)
    read.write_bytes(document_to_json(document))
    return document


def run(samples: Sequence[Sample], folder: Path) -> dict[str, Scores]:
    """The scores by form; the records are left in the folder."""
    scores = {}
    for form in FORMS:
        found: list[tuple[Mapping[str, Any], Record]] = [
            (sample.gold, extract(reading(sample, form, folder))) for sample in samples
        ]
        lines = [record_to_json(record) for _, record in found]
        (folder / f"{form.replace(' ', '-')}.jsonl").write_text("\n".join(lines), "utf-8")
        scores[form] = merged(score([pair]) for pair in found)
    return scores


def table(scores: Mapping[str, Scores]) -> str:
    forms = [form for form in FORMS if form != DIGITAL]
    heads = "".join(f"{form:>14}{'':8}" for form in forms)
    lines = [f"{'':24}{DIGITAL:>14}{heads}".rstrip()]
    for title, kind in (("F1", "tallies"), ("share right", "attributes")):
        lines.append(title)
        by_form = {form: getattr(one, kind) for form, one in scores.items()}
        for name in sorted({name for tallies in by_form.values() for name in tallies}, key=field_order):
            digital = _figure(by_form[DIGITAL].get(name), kind)
            others = [_figure(by_form[form].get(name), kind) for form in forms]
            cells = "".join(f"{other:14.3f}{_difference(other - digital):>8}" for other in others)
            lines.append(f"{name:24}{digital:14.3f}{cells}".rstrip())
    return "\n".join(lines)


def _figure(tally: Tally | None, kind: str) -> float:
    if tally is None:
        return 1.0
    return tally.f1 if kind == "tallies" else tally.precision


def _difference(value: float) -> str:
    return f"{value:+.3f}" if round(value, 3) else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--documents", type=Path)
    parser.add_argument("--pages", type=int, default=60, help="at most")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--misses", action="store_true", help="tell what is not right, by form")
    arguments = parser.parse_args()
    if (arguments.gold is None) != (arguments.documents is None):
        parser.error("give both folders or none")
    made = samples_of(arguments.gold, arguments.documents) if arguments.gold else own_samples()
    with tempfile.TemporaryDirectory() as passing:
        folder = arguments.keep or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        scores = run(fitting(made, arguments.pages), folder)
    print(table(scores))
    if arguments.misses:
        for form, one in scores.items():
            print("", form, *one.misses, sep="\n")


if __name__ == "__main__":
    main()
