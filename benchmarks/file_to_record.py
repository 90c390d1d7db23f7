"""How fast digital documents become records, and how the time grows with the length of one document.

    python -m benchmarks.file_to_record [--rounds 5] [--long]

The files are the sample corpus as digital PDFs, each read and extracted as the processes of an intake do it. With
`--long` one PDF of 50, 100, 250 and 500 pages and one Markdown text of 0.6, 1.2, 2.5 and 5 MB. Processor seconds of
one process.
"""

from __future__ import annotations

import argparse
import resource
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, cycle, islice

import pypdfium2

from benchmarks.machine import cost, machine
from benchmarks.reading_digital import joined
from corpora.rendering import pdf_bytes
from corpora.source import SourceDocument, load_sources
from corpora.text_form import markdown
from ingest.models import Document
from ingest.reader import read_document
from nlp.pipeline import extract
from search_api.worker_process import collecting_afterwards

GOAL = 60  # pages a second
_LONG_PDF = (50, 100, 250, 500)  # pages
_LONG_TEXT = (0.6, 1.2, 2.5, 5.0)  # MB


@dataclass(frozen=True, slots=True)
class Spent:
    """Processor seconds."""

    reading: float
    understanding: float

    @property
    def whole(self) -> float:
        return self.reading + self.understanding


def process(content: bytes, name: str) -> tuple[Spent, Document]:
    with collecting_afterwards():
        with cost() as reading:
            document = read_document(content, name)
        with cost() as understanding:
            extract(document)
    return Spent(reading.seconds, understanding.seconds), document


def sample_corpus(rounds: int) -> None:
    files = [(pdf_bytes(source), f"{source.slug}.pdf") for source in load_sources()]
    pages = characters = 0
    for content, name in files:  # lexicons are loaded once a process
        _, document = process(content, name)
        pages += len(document.pages)
        characters += len(document.text)
    runs = [[process(content, name)[0] for content, name in files] for _ in range(rounds)]
    best = min(runs, key=lambda run: sum(spent.whole for spent in run))
    reading, understanding = sum(spent.reading for spent in best), sum(spent.understanding for spent in best)
    print(f"{len(files)} files, {pages} pages, {characters / pages:.0f} characters a page; best of {rounds} rounds\n")
    print("| | ms a page | pages a second |\n|---|---|---|")
    for what, seconds in (
        ("reading", reading),
        ("understanding", understanding),
        (f"file to record (goal {GOAL})", reading + understanding),
    ):
        print(f"| {what} | {1000 * seconds / pages:.1f} | {pages / seconds:.0f} |")


def long_documents() -> None:
    sources = load_sources()
    table("pages in one PDF", _LONG_PDF, lambda count: _long_pdf(sources, int(count)), "long.pdf")
    table("MB in one text", _LONG_TEXT, lambda size: _long_text(sources, size), "long.md")


def table(what: str, sizes: Sequence[float], made: Callable[[float], bytes], name: str) -> None:
    print(
        f"\n| {what} | reading, s | understanding, s | ms a unit | against the shortest | peak MB |\n"
        + "|---" * 6
        + "|"
    )
    first: float | None = None
    for size in sizes:
        spent, _ = process(made(size), name)
        rate = 1000 * spent.whole / size
        first = first or rate
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        columns = (f"{spent.reading:.1f}", f"{spent.understanding:.1f}", f"{rate:.0f}", f"{rate / first:.2f}")
        print(f"| {size:g} | {' | '.join(columns)} | {peak:.0f} |")


def _long_pdf(sources: Sequence[SourceDocument], count: int) -> bytes:
    documents = [pypdfium2.PdfDocument(pdf_bytes(source)) for source in sources]
    pages = chain.from_iterable([(document, index) for index in range(len(document))] for document in documents)
    return joined(islice(cycle(pages), count))


def _long_text(sources: Sequence[SourceDocument], megabytes: float) -> bytes:
    text = "\n\n".join(markdown(source) for source in sources) + "\n\n"
    length = int(megabytes * 1_000_000)
    content = text.encode()
    return (content * (length // len(content) + 1))[:length].decode(errors="ignore").encode()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--long", action="store_true", help="one document of growing length as well")
    arguments = parser.parse_args()
    print(f"{machine()}\n")
    sample_corpus(arguments.rounds)
    if arguments.long:
        long_documents()


if __name__ == "__main__":
    main()
