"""The sample corpus.

python -m corpora FOLDER           writes its documents as files into the folder
python -m corpora score            reads and extracts every document as text and as digital PDF and prints how the
                                   records compare with the gold: what corpora/scores.txt keeps
python -m corpora score FOLDER     the same for the files in the folder, each in its own form (scans take a while)

With --misses a score prints what was not right, too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from corpora.rendering import pdf_bytes, render_all
from corpora.score_table import table_by_document, table_by_field
from corpora.scoring import Scores, merged, score
from corpora.source import SourceDocument, load_gold, load_sources
from corpora.text_form import markdown
from ingest.reader import read_document
from nlp.pipeline import extract


def main(arguments: list[str]) -> int:
    misses = "--misses" in arguments
    sources = load_sources()
    match [argument for argument in arguments if argument != "--misses"]:
        case ["score"]:
            scores = {"text": score_text(sources), "digital PDF": score_pdf(sources)}
            print(report(scores), end="")
            _print_misses(scores.values() if misses else ())
        case ["score", folder]:
            by_document = score_files(sources, Path(folder))
            print(table_by_field(merged(by_document.values())), table_by_document(by_document), sep="\n", end="")
            _print_misses([by_document] if misses else ())
        case [folder] if folder != "score" and not folder.startswith("-"):
            paths = render_all(sources, Path(folder))
            print(f"{len(paths)} documents in {folder}")
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


def score_text(sources: Sequence[SourceDocument]) -> dict[str, Scores]:
    """Scores by document, each read as the Markdown of a portal."""
    return {source.slug: score_content(source, markdown(source).encode("utf-8"), ".md") for source in sources}


def score_pdf(sources: Sequence[SourceDocument]) -> dict[str, Scores]:
    """Scores by document, each read as a digital PDF."""
    return {source.slug: score_content(source, pdf_bytes(source), ".pdf") for source in sources}


def score_files(sources: Sequence[SourceDocument], folder: Path) -> dict[str, Scores]:
    """Scores by document, each read as the file of its form; those in the folder already are kept."""
    paths = render_all(tuple(sources), folder)
    return {
        source.slug: score_content(source, path.read_bytes(), path.suffix)
        for source, path in zip(sources, paths, strict=True)
    }


def score_content(source: SourceDocument, content: bytes, suffix: str) -> Scores:
    return score([(load_gold(source.slug), extract(read_document(content, source.slug + suffix)))])


def report(scores: Mapping[str, Mapping[str, Scores]]) -> str:
    """All tables, by form."""
    parts = [
        f"{form}: {len(by_document)} documents\n\n{table_by_field(merged(by_document.values()))}\n"
        f"{table_by_document(by_document)}"
        for form, by_document in scores.items()
    ]
    return "\n\n".join(parts)


def _print_misses(scores: Iterable[Mapping[str, Scores]]) -> None:
    for by_document in scores:
        print("", *merged(by_document.values()).misses, sep="\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
