"""The sample corpus.

python -m corpora FOLDER           writes its documents as files into the folder
python -m corpora score FOLDER     reads and extracts those files and prints how the records compare with the gold
                                   (with --misses what was not right, too)
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpora.rendering import render_all
from corpora.scoring import Scores, score
from corpora.source import SourceDocument, load_gold, load_sources
from ingest.reader import read_document
from nlp.models import Record
from nlp.pipeline import extract


def main(arguments: list[str]) -> int:
    misses = "--misses" in arguments
    match [argument for argument in arguments if argument != "--misses"]:
        case ["score", folder]:
            scores = score_files(load_sources(), Path(folder))
            print(scores.table(), *(scores.misses if misses else []), sep="\n")
        case [folder] if folder != "score" and not folder.startswith("-"):
            paths = render_all(load_sources(), Path(folder))
            print(f"{len(paths)} documents in {folder}")
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


def score_files(sources: Sequence[SourceDocument], folder: Path) -> Scores:
    """Reads the rendered documents in the folder and scores what is extracted from them."""
    pairs: list[tuple[dict[str, Any], Record]] = []
    for path in render_all(tuple(sources), folder):
        pairs.append((load_gold(path.stem), extract(read_document(path))))
    return score(pairs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
