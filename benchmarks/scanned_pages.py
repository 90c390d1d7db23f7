"""Scanned pages whose text is known: of one's own folders, or the project's documents as a scanner would give them."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from benchmarks.scan_reader import NAIVE_DPI
from corpora.damage import scanned
from corpora.rendering import pdf_bytes
from corpora.source import Damage, load_sources
from ingest.reader import read_document

_HEAD = re.compile(r"# ?file: (.*?) page: ?(\d+)")
_DAMAGES = (
    Damage(dpi=300),
    Damage(dpi=300, skew_degrees=1.3, noise=0.002, stamp=True),
    Damage(dpi=300, paper_shade=0.25, stamp=True),
    Damage(dpi=200, skew_degrees=-0.7, paper_shade=0.1),
)


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page as a PDF of its own and, for readers of images, as the PNG of 300 dpi that one would make of it."""

    name: str
    pdf: Path
    png: Path
    truth: str


def simulated(folder: Path, most: int) -> Iterator[ScannedPage]:
    """Up to `most` pages of the sample corpus; the truth is the text of the digital PDF they were made of."""
    count = 0
    for number, source in enumerate(load_sources()):
        digital = pdf_bytes(source)
        document = read_document(digital, source.slug)
        scan = scanned(digital, _DAMAGES[number % len(_DAMAGES)])
        for page in document.pages:
            if count == most:
                return
            count += 1
            yield _page(folder, scan, page.number, source.slug, page.text)


def transcribed(folder: Path, documents: Path, transcripts: Path, most: int) -> Iterator[ScannedPage]:
    """Pages of PDFs with a transcript each: a text file whose first line is `# file: NAME page: N`."""
    files = {unicodedata.normalize("NFC", path.name): path for path in documents.rglob("*.pdf")}
    for path in sorted(transcripts.glob("*.txt"))[:most]:
        head, text = path.read_text("utf-8").split("\n", 1)
        found = _HEAD.match(head)
        if found is None:
            raise SystemExit(f"{path}: the first line is not '# file: NAME page: N'.")
        name = unicodedata.normalize("NFC", Path(found[1].strip()).name)
        if name not in files:
            raise SystemExit(f"{path}: there is no {name} in {documents}.")
        yield _page(folder, files[name].read_bytes(), int(found[2]), path.stem, text)


def _page(folder: Path, content: bytes, number: int, name: str, truth: str) -> ScannedPage:
    pdf, png = folder / f"{name}-{number}.pdf", folder / f"{name}-{number}.png"
    document = pypdfium2.PdfDocument(content)
    alone = pypdfium2.PdfDocument.new()
    alone.import_pages(document, [number - 1])
    buffer = io.BytesIO()
    alone.save(buffer)
    pdf.write_bytes(buffer.getvalue())
    picture = document[number - 1].render(scale=NAIVE_DPI / 72).to_pil()
    picture.save(png, dpi=(NAIVE_DPI, NAIVE_DPI), compress_level=1)
    document.close()
    alone.close()
    return ScannedPage(f"{name}, page {number}", pdf, png, truth)
