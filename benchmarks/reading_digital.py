"""How fast digital PDFs are read to words with boxes, beside pdfplumber's words and PDFium's bare text.

    python -m benchmarks.reading_digital [--pages 120]

The pages are those of the sample corpus, repeated: those with ruled tables in one file, those without in another.
vanban also finds the tables, the reading order and the paragraphs. Processor seconds of one process.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Iterator
from itertools import cycle, islice

import pypdfium2

from benchmarks.machine import cost, installed, machine
from corpora.rendering import pdf_bytes
from corpora.source import load_sources
from ingest.reader import read_document

GOAL = 100  # pages a second


def vanban(content: bytes) -> int:
    return sum(1 for page in read_document(content).pages for _ in page.words)


def pdfplumber_words(content: bytes) -> int:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as document:
        return sum(len(page.extract_words()) for page in document.pages)


def pdfium_text(content: bytes) -> int:
    document = pypdfium2.PdfDocument(content)
    return sum(len(page.get_textpage().get_text_bounded().split()) for page in document)


READERS: dict[str, Callable[[bytes], int]] = {
    "vanban: words, boxes, tables, order": vanban,
    "pdfplumber: words, boxes": pdfplumber_words,
    "pypdfium2: text alone": pdfium_text,
}


def sample(count: int) -> dict[str, bytes]:
    """A file of `count` pages each, by what is on them."""
    groups: dict[str, list[tuple[pypdfium2.PdfDocument, int]]] = {"without tables": [], "with ruled tables": []}
    for source in load_sources():
        content = pdf_bytes(source)
        document = pypdfium2.PdfDocument(content)
        for page in read_document(content).pages:
            groups["with ruled tables" if page.tables else "without tables"].append((document, page.number - 1))
    return {name: joined(islice(cycle(pages), count)) for name, pages in groups.items()}


def joined(pages: Iterator[tuple[pypdfium2.PdfDocument, int]]) -> bytes:
    whole = pypdfium2.PdfDocument.new()
    for document, index in pages:
        whole.import_pages(document, [index])
    buffer = io.BytesIO()
    whole.save(buffer)
    return buffer.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=120, help="of each kind")
    arguments = parser.parse_args()
    files = sample(arguments.pages)
    print(f"{machine()}; pypdfium2 {installed('pypdfium2')}, pdfplumber {installed('pdfplumber') or 'absent'}\n")
    print("| reader | " + " | ".join(f"pages a second, {name}" for name in files) + " |")
    print("|---|" + "---|" * len(files))
    for name, read in READERS.items():
        if read is pdfplumber_words and not installed("pdfplumber"):
            continue
        rates = []
        for content in files.values():
            read(joined(iter([(pypdfium2.PdfDocument(content), 0)])))
            with cost() as spent:
                read(content)
            rates.append(arguments.pages / spent.seconds)
        print(f"| {name} | " + " | ".join(f"{rate:.0f}" for rate in rates) + " |")


if __name__ == "__main__":
    main()
