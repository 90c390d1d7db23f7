"""One reader of scans in a process of its own: paths of pages come in, texts and what they cost go out, a line each.

    python -m benchmarks.scan_reader READER

`benchmarks.reading_scans` starts it. Only the reader's own imports are here, so that memory is the reader's own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import PeakMemory, cost

NAIVE_DPI = 300
Read = Callable[[Path, Path], str]  # a page as PDF and as PNG


def with_vanban(pdf: Path, png: Path) -> str:
    from ingest.reader import read_document

    return read_document(pdf).text


def with_ocrmypdf(pdf: Path, png: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        text, out = Path(folder, "text.txt"), Path(folder, "out.pdf")
        options = ["--force-ocr", "-l", "vie", "--jobs", "1", "--quiet", "--sidecar", str(text)]
        subprocess.run([program("ocrmypdf"), *options, str(pdf), str(out)], check=True, capture_output=True)
        return text.read_text("utf-8")


def with_naive_pytesseract(pdf: Path, png: Path) -> str:
    import pypdfium2
    import pytesseract

    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=NAIVE_DPI / 72).to_pil()
    return str(pytesseract.image_to_string(picture, lang="vie"))


def with_bare_tesseract(pdf: Path, png: Path) -> str:
    command = ["tesseract", str(png), "-", "--oem", "1", "-l", "vie"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")


@dataclass(frozen=True, slots=True)
class Reader:
    """`hidden` packages are kept from it, as if they were not installed."""

    name: str
    read: Read
    hidden: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


BARE = "bare `tesseract` on a PNG of 300 dpi"
READERS = (
    Reader("vanban, two readers", with_vanban, (), ("tesserocr", "trueocr")),
    Reader("vanban, Tesseract in process", with_vanban, ("trueocr",), ("tesserocr",)),
    Reader("vanban, the program Tesseract", with_vanban, ("trueocr", "tesserocr")),
    Reader("OCRmyPDF `--force-ocr`", with_ocrmypdf, (), ("ocrmypdf",)),
    Reader("naive pytesseract, 300 dpi", with_naive_pytesseract),
    Reader(BARE, with_bare_tesseract),
)


def program(name: str) -> str:
    """The program of this environment."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else name


def main(name: str) -> None:
    reader = next(reader for reader in READERS if reader.name == name)
    for package in reader.hidden:
        sys.modules[package] = None  # type: ignore[assignment]  # an import of it fails
    os.environ.update(dict.fromkeys(("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"), "1"))
    with PeakMemory() as memory:
        for line in sys.stdin:
            pdf, png = map(Path, json.loads(line))
            with cost() as spent:
                text = reader.read(pdf, png)
            print(json.dumps([text, spent.seconds, memory.megabytes]), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
