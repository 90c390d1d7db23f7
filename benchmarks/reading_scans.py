"""How fast and how right scans are read: vanban with each set of engines, OCRmyPDF, naive pytesseract, bare Tesseract.

    python -m benchmarks.reading_scans [DOCUMENTS TRANSCRIPTS] [--pages 24]

Without folders the pages are the sample corpus as a scanner would give it, the truth its own text. TRANSCRIPTS has a
text file a page, whose first line is `# file: NAME page: N` and names a PDF of DOCUMENTS.

All readers take turns at each page, so that other work on the machine slows them alike; each has a process of its own
that reads one page before it is measured. Processor seconds count the programs that a reader starts.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.machine import installed, machine
from benchmarks.scan_reader import BARE, READERS, Reader
from benchmarks.scanned_pages import ScannedPage, simulated, transcribed


@dataclass
class Result:
    """Sums over the pages; `peak` in megabytes."""

    seconds: float = 0.0
    peak: float = 0.0
    errors: int = 0
    missed_words: int = 0

    def add(self, page: ScannedPage, text: str, seconds: float, peak: float) -> None:
        truth, said = _plain(page.truth), _plain(text)
        there, got = Counter(truth.split()), Counter(said.split())
        self.seconds += seconds
        self.peak = max(self.peak, peak)
        self.errors += distance(truth, said)
        self.missed_words += max((there - got).total(), (got - there).total())


class ReaderProcess:
    """A reader at work; reads one page before it is measured."""

    def __init__(self, reader: Reader, first: ScannedPage) -> None:
        command = [sys.executable, "-m", "benchmarks.scan_reader", reader.name]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.read(first)

    def read(self, page: ScannedPage) -> tuple[str, float, float]:
        """The text, processor seconds, and megabytes at the most so far."""
        assert self._process.stdin is not None and self._process.stdout is not None
        print(json.dumps([str(page.pdf), str(page.png)]), file=self._process.stdin, flush=True)
        text, seconds, megabytes = json.loads(self._process.stdout.readline())
        return text, seconds, megabytes

    def end(self) -> None:
        self._process.communicate()


def run(pages: Sequence[ScannedPage]) -> dict[str, Result]:
    readers = [reader for reader in READERS if all(map(installed, reader.needs))]
    processes = {reader.name: ReaderProcess(reader, pages[0]) for reader in readers}
    results = {reader.name: Result() for reader in readers}
    for page in pages:
        for name, process in processes.items():
            results[name].add(page, *process.read(page))
    for process in processes.values():
        process.end()
    return results


def distance(one: str, other: str) -> int:
    """Levenshtein's distance."""
    codes = np.array([ord(character) for character in other])
    steps = np.arange(len(other) + 1)
    row = steps
    for number, character in enumerate(one, 1):
        kept = np.minimum(row[1:] + 1, row[:-1] + (codes != ord(character)))
        row = np.minimum.accumulate(np.concatenate(([number], kept)) - steps) + steps
    return int(row[-1])


def table(results: dict[str, Result], pages: Sequence[ScannedPage]) -> str:
    characters = sum(len(_plain(page.truth)) for page in pages)
    words = sum(len(page.truth.split()) for page in pages)
    bare = results[BARE].seconds
    rows = [
        "| reader | pages a minute on a core | CPU s a page | against bare | peak MB | CER % | words in any order % |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, result in results.items():
        seconds = result.seconds / len(pages)
        rows.append(
            f"| {name} | {60 / seconds:.0f} | {seconds:.2f} | {result.seconds / bare:.2f} | {result.peak:.0f} "
            f"| {100 * result.errors / characters:.2f} | {100 * result.missed_words / words:.2f} |"
        )
    return "\n".join(rows)


def versions() -> str:
    first = subprocess.run(["tesseract", "--version"], check=True, capture_output=True, text=True).stdout.splitlines()[
        0
    ]
    packages = ("tesserocr", "trueocr", "pytesseract", "ocrmypdf", "opencv-python-headless", "pypdfium2")
    return ", ".join([first, *(f"{name} {installed(name) or 'absent'}" for name in packages)])


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="DOCUMENTS TRANSCRIPTS")
    parser.add_argument("--pages", type=int, default=24, help="at most")
    arguments = parser.parse_args()
    if len(arguments.folders) not in (0, 2):
        parser.error("give both folders or none")
    with tempfile.TemporaryDirectory() as folder:
        if arguments.folders:
            documents, transcripts = arguments.folders
            made = transcribed(Path(folder), documents, transcripts, arguments.pages)
        else:
            made = simulated(Path(folder), arguments.pages)
        pages = list(made)
        print(f"{len(pages)} {'transcribed' if arguments.folders else 'simulated'} pages; {machine()}\n{versions()}\n")
        print(table(run(pages), pages))


if __name__ == "__main__":
    main()
