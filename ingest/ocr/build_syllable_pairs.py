"""Counts Vietnamese syllables and pairs of them: `python -m ingest.ocr.build_syllable_pairs OUT.npz PATH…`.

PATH is a text file, or a folder whose .txt, .md, .yml and .po files are read. The table in the package was counted from
about 130 decisions, plans and notices as web text (outside copyright by Điều 15 of the Luật Sở hữu trí tuệ) and from
this project's own sample corpus. It holds figures only: runs of letters seen three times and more, and pairs seen
three times and more, so that no text can be put together from it.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np

from ingest.ocr.syllable_pairs import runs

_SUFFIXES = {".txt", ".md", ".yml", ".po"}
_LEAST = 3


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, metavar="OUT.npz")
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="a text file, or a folder of them")
    given = parser.parse_args(arguments)
    for path in given.paths:
        if not path.exists():
            parser.error(f"{path} does not exist: give a text file or a folder")
    singles, pairs = count(texts(given.paths))
    if not singles:
        kinds = ", ".join(sorted(_SUFFIXES))
        parser.error(f"no syllable is found {_LEAST} times: give more text, in folders as files that end in {kinds}")
    write(given.out, singles, pairs)
    print(f"{len(singles):,} runs, {len(pairs):,} pairs of {sum(singles.values()):,} running syllables")


def texts(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file() and (path.is_file() or file.suffix in _SUFFIXES):
                yield file.read_text("utf-8", errors="replace")


def count(all_texts: Iterable[str]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Counts of the runs and of the pairs within a line of text that are frequent enough to be kept."""
    singles: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in all_texts:
        for paragraph in text.split("\n\n"):
            row = list(runs(paragraph))
            singles.update(row)
            pairs.update(pairwise(row))
    kept = Counter({run: number for run, number in singles.items() if number >= _LEAST})
    return kept, Counter({pair: n for pair, n in pairs.items() if n >= _LEAST and set(pair) <= kept.keys()})


def write(out: Path, singles: Counter[str], pairs: Counter[tuple[str, str]]) -> None:
    """Runs in order, pairs as differences of (first × number of runs + second)."""
    names = sorted(singles)
    place = {name: index for index, name in enumerate(names)}
    followers = Counter(first for first, _ in pairs)
    keys = {place[first] * len(names) + place[second]: number for (first, second), number in pairs.items()}
    order = sorted(keys)
    np.savez_compressed(
        out,
        runs=np.array(" ".join(names)),
        singles=np.array([singles[name] for name in names], np.uint32),
        followers=np.array([followers[name] for name in names], np.uint16),
        pairs=np.diff(np.array(order, np.int64), prepend=0).astype(np.uint32),
        counts=np.array([keys[key] for key in order], np.uint32),
    )


if __name__ == "__main__":
    main()
