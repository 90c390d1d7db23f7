"""The command `vanban`.

Exit codes: 0 all went well; 1 some inputs failed; 2 the command was called wrongly; 3 something that vanban needs is
missing or can't be used (a tool, the index, a setting).
"""

from __future__ import annotations

import io
import logging
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from ingest.errors import ReadingError, ToolMissing
from search_api.commands import intake_command, reading_commands, search_command
from search_api.commands.output import fail
from search_api.errors import BadQuery, NotFound, ServiceError
from search_api.exports.writing import ExportFormat, export
from search_api.index.contract import Collection
from search_api.service import Service
from search_api.settings import load_settings

app = typer.Typer(
    help=(
        "Reads Vietnamese administrative documents and turns them into records that people search and compute with.\n\n"
        "Exit codes: 0 all went well; 1 some inputs failed; 2 wrong usage; 3 something needed is missing."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Paths = Annotated[list[Path], typer.Argument(help="Files and folders.")]


@app.command()
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders to take in.")] = None,
    again: Annotated[
        Literal["read", "extract"] | None,
        typer.Option(help="Do this step anew, and those after it, for all documents: read, or extract."),
    ] = None,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try failed documents anew.")] = False,
) -> None:
    """Take in files and folders: keep, read, extract, index. Goes on where an earlier run was cut off."""
    raise typer.Exit(intake_command.ingest(paths or [], again, retry_failed))


@app.command()
def status(failed: Annotated[bool, typer.Option("--failed", help="List what failed, with reasons.")] = False) -> None:
    """How many documents are pending, done, failed; what the index holds."""
    raise typer.Exit(intake_command.status(failed))


@app.command()
def read(
    file: Annotated[Path, typer.Argument(help="A document.")],
    page: Annotated[int | None, typer.Option(min=1, help="Only this page.")] = None,
) -> None:
    """Print the text of a document. Nothing is stored."""
    raise typer.Exit(reading_commands.read(file, page))


@app.command()
def extract(paths: Paths) -> None:
    """Print the records of documents as JSON lines. Nothing is stored."""
    raise typer.Exit(reading_commands.extract(paths))


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="Words with or without tones, or a number in whole or in part.")] = "",
    collection: Annotated[Collection, typer.Option("--in", help="What to search.")] = "documents",
    filters: Annotated[
        list[str] | None, typer.Option("--filter", metavar="FIELD=VALUE", help="May be given several times.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many to print.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines for other programs.")] = False,
) -> None:
    """Find documents, targets or assignments."""
    raise typer.Exit(search_command.search(text, collection, filters or [], limit, as_json))


@app.command(name="export")
def export_table(
    collection: Annotated[Collection, typer.Argument(help="Which table.")],
    form: Annotated[ExportFormat, typer.Option("--format", help="File format.")] = "csv",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write; standard output if unset.")
    ] = None,
) -> None:
    """Write all documents, targets or assignments as a table."""
    service = Service.open(load_settings())
    if output is None:
        export(service.catalogue.records(), collection, form, sys.stdout.buffer)
        return
    with output.open("wb") as stream:
        count = export(service.catalogue.records(), collection, form, stream)
    print(f"{count} rows in {output}", file=sys.stderr)


@app.command()
def reindex() -> None:
    """Fill the search index anew from the catalogue. Searches go on with the old one meanwhile."""
    count = Service.open(load_settings()).rebuild_index()
    print(f"{count} documents in the index", file=sys.stderr)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (VANBAN_HOST).")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on (VANBAN_PORT).")] = None,
) -> None:
    """Serve the web pages and the API."""
    import uvicorn

    from search_api.app import create_app

    settings = load_settings()
    uvicorn.run(create_app(settings), host=host or settings.host, port=settings.port if port is None else port)


def main() -> None:
    """The command's entry: errors that were foreseen are told in words, without a trace."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    logging.basicConfig(format="%(levelname)s %(message)s", level=logging.WARNING)
    try:
        app()
    except ToolMissing as error:
        fail(error, 3)
    except ReadingError as error:
        fail(error, 1)
    except (BadQuery, NotFound) as error:
        fail(error, 2)
    except ServiceError as error:
        fail(error, 3)
    except BrokenPipeError:
        # Who reads has enough (`| head`); the stream is closed so that the interpreter does not complain at its end.
        sys.stderr.close()
        sys.exit(0)
