"""Documents whose gold is known, read in several forms: as text, as digital PDF, as scans of several degrees."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePath
from typing import Any

import yaml

from corpora.damage import scanned
from corpora.rendering import pdf_bytes, reprinted
from corpora.source import Damage, load_gold, load_sources
from corpora.text_form import markdown
from ingest.models import Document
from ingest.reader import read_document
from ingest.serialization import document_from_json, document_to_json
from nlp.text import nfc

# Of longer texts the reading of all pages takes too long for what they add.
LONGEST_PRINTED = 16_000

# Each document is scanned in one of them.
DEGREES: Mapping[str, Damage] = {
    "scan 300 dpi": Damage(dpi=300, skew_degrees=0.6, noise=0.0005, paper_shade=0.1, stamp=True),
    "scan 200 dpi": Damage(dpi=200, skew_degrees=-0.7, noise=0.0005, paper_shade=0.1, stamp=True),
    "scan 150 dpi": Damage(dpi=150, skew_degrees=1.2, noise=0.0015, paper_shade=0.2, stamp=True),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """`slug` names the document whatever the form."""

    slug: str
    form: str
    gold: Mapping[str, Any]
    document: Document


class Reader:
    """Reads a file once: scans take long, and what was read is kept in the folder. Empty it when reading changes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def read(self, content: bytes, name: str) -> Document:
        return self._kept(content, "", name, lambda: content)

    def scan(self, content: bytes, form: str, name: str, pages: Callable[[], bytes]) -> Document:
        """What a scanner of that degree makes of the text; `pages` prints it."""
        damage = DEGREES[form]
        return self._kept(content, repr(damage), name, lambda: scanned(pages(), damage))

    def _kept(self, content: bytes, how: str, name: str, make: Callable[[], bytes]) -> Document:
        kept = self.folder / f"{hashlib.sha256(content + how.encode()).hexdigest()}.json"
        if kept.exists():
            return replace(document_from_json(kept.read_bytes()), name=name)
        document = read_document(make(), name)
        kept.write_bytes(document_to_json(document))
        return document


def sample_readings(reader: Reader) -> Iterator[Reading]:
    """The sample corpus as text, as digital PDF and as a scan, of one degree or another."""
    for source in load_sources():
        gold, text, pdf = load_gold(source.slug), markdown(source).encode("utf-8"), partial(pdf_bytes, source)
        form = _degree(source.slug)
        yield Reading(source.slug, "text", gold, reader.read(text, f"{source.slug}.md"))
        yield Reading(source.slug, "digital PDF", gold, reader.read(pdf(), f"{source.slug}.pdf"))
        yield Reading(source.slug, form, gold, reader.scan(text, form, f"{source.slug}.pdf", pdf))


def readings_of(golds: Sequence[Path], documents: Path, reader: Reader) -> Iterator[Reading]:
    """Documents of a folder that the gold names: as they are, and those without pages printed and scanned besides."""
    files = {nfc(path.name): path for path in sorted(documents.rglob("*")) if path.is_file()}
    for gold in _golds(golds):
        path = files.get(nfc(PurePath(gold["file"]).name))
        if path is None:
            continue
        content = path.read_bytes()
        document = reader.read(content, path.name)
        has_pages = any(page.width for page in document.pages)
        is_scan = any(page.source != "text" for page in document.pages)
        yield Reading(path.stem, "scan" if is_scan else "digital PDF" if has_pages else "text", gold, document)
        if has_pages or "title" not in gold or len(document.text) > LONGEST_PRINTED:
            continue
        form = _degree(path.name)
        yield Reading(path.stem, form, gold, reader.scan(content, form, path.name, partial(reprinted, document)))


def _degree(name: str) -> str:
    return list(DEGREES)[hashlib.sha256(name.encode()).digest()[0] % len(DEGREES)]


def _golds(paths: Sequence[Path]) -> Iterator[Mapping[str, Any]]:
    """Every document's gold once; where two files name it, the first that has most to say."""
    found: dict[str, Mapping[str, Any]] = {}
    for path in (file for given in paths for file in (sorted(given.glob("*.yml")) if given.is_dir() else [given])):
        loaded = yaml.safe_load(path.read_text("utf-8"))
        for gold in loaded if isinstance(loaded, list) else [loaded]:
            name = nfc(PurePath(gold["file"]).name)
            if name not in found or len(gold) > len(found[name]):
                found[name] = gold
    yield from found.values()
