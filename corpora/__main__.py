"""`python -m corpora FOLDER` writes the sample corpus as files into the folder."""

from __future__ import annotations

import sys
from pathlib import Path

from corpora.rendering import render_all
from corpora.source import load_sources


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    paths = render_all(load_sources(), Path(arguments[0]))
    print(f"{len(paths)} documents in {arguments[0]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
