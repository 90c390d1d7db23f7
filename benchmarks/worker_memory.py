"""How much memory one worker holds over a long document: it reads the pages, keeps them, and extracts the record.

    python -m benchmarks.worker_memory [--pages 500] [--kind scanned|digital|both]

The documents are the sample corpus, its pages repeated, as a digital PDF and as a scanner would give it.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

import pypdfium2

from benchmarks.machine import machine
from corpora.damage import scanned
from corpora.rendering import pdf_bytes
from corpora.source import Damage, load_sources
from search_api.archive import Archive
from search_api.catalogue import Finished
from search_api.processing import Job, process
from search_api.settings import Settings
from search_api.worker_pool import WorkerPool

GOAL_MB = 600
_DISTINCT = 12  # pages; a scanned one takes up half a megabyte of the file


def peak_megabytes() -> float:
    """Of the process that runs this."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def repeated(files: list[bytes], count: int) -> bytes:
    """A PDF of `count` pages, those of the files over and over; what pages share is stored once."""
    whole = pypdfium2.PdfDocument.new()
    few = pypdfium2.PdfDocument.new()
    for content in files:
        few.import_pages(pypdfium2.PdfDocument(content))
    numbers = list(islice(cycle(range(min(len(few), _DISTINCT))), count))
    whole.import_pages(few, numbers)
    buffer = io.BytesIO()
    whole.save(buffer)
    return buffer.getvalue()


def _files(kind: str) -> list[bytes]:
    digital = [pdf_bytes(source) for source in load_sources()[:6]]
    return digital if kind == "digital" else [scanned(pdf, Damage(dpi=300, skew_degrees=0.8)) for pdf in digital]


def measure(kind: str, content: bytes, pages: int) -> bool:
    pool = WorkerPool(1, timeout_s=24 * 3600, memory_mb=Settings().worker_memory_mb)
    at_rest = pool.submit(peak_megabytes).result()
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder, "originals")
        kept = Archive(archive).put(content)
        job = Job(kept, f"{kind}.pdf", archive, Path(folder, "pages"))
        done = pool.submit(process, job).result()
    peak = pool.submit(peak_megabytes).result()
    pool.shutdown()
    assert isinstance(done, Finished) and done.pages == pages, done
    print(f"{kind}: {pages} pages, file of {len(content) / 1e6:.1f} MB: peak {peak:.0f} MB ({at_rest:.0f} MB at rest)")
    return peak < GOAL_MB


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--kind", choices=("scanned", "digital", "both"), default="both")
    arguments = parser.parse_args()
    print(f"{machine()}; goal: under {GOAL_MB} MB")
    kinds = ("digital", "scanned") if arguments.kind == "both" else (arguments.kind,)
    within = [measure(kind, repeated(_files(kind), arguments.pages), arguments.pages) for kind in kinds]
    sys.exit(0 if all(within) else os.EX_SOFTWARE)


if __name__ == "__main__":
    main()
