"""The command `vanban`.

Each command imports what it does only when it is called, so that `vanban --help` and the processes that a command
starts (they load this module too) do not wait for what they never use.
"""

from __future__ import annotations

import io
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer

from ingest.errors import ReadingError, ToolMissing
from search_api.commands.output import ENVIRONMENT, OK, SOME_FAILED, USAGE, fail
from search_api.errors import BadQuery, NotFound, ServiceError
from search_api.exports.columns import ExportFormat
from search_api.index.contract import Collection

app = typer.Typer(
    help=(
        "Reads Vietnamese administrative documents and turns them into records that people search and compute with.\n\n"
        "Exit codes: 0 all went well; 1 some inputs failed; 2 the command was called wrongly; "
        "3 something that vanban needs is missing or can't be used (a tool, storage, the index, a setting).\n\n"
        "Settings are environment variables: VANBAN_DATA_DIR (./data), VANBAN_CATALOGUE_URL, VANBAN_WORKERS, "
        "VANBAN_WORKER_MEMORY_MB, VANBAN_DOCUMENT_TIMEOUT_S, VANBAN_HOST, VANBAN_PORT, VANBAN_MAX_UPLOAD_MB."
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
        typer.Option(help="Do this step, and those after it, again for documents that another version did it for."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="With --again: for all documents.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try failed documents again.")] = False,
) -> None:
    """Take in files and folders: keep, read, extract, index. Goes on where an earlier run was cut off.

    Without a path it goes on with what is pending. The same bytes are taken in once.
    """
    from search_api.commands import intake_command

    if everything and again is None:
        raise typer.BadParameter("--all goes with --again read or --again extract.")
    _end(lambda: intake_command.ingest(paths or [], again, everything, retry_failed))


@app.command()
def status(failed: Annotated[bool, typer.Option("--failed", help="List what failed, with reasons.")] = False) -> None:
    """How many documents are pending, done, failed, out of date; what the index holds."""
    from search_api.commands import intake_command

    _end(lambda: intake_command.status(failed))


@app.command()
def read(
    file: Annotated[Path, typer.Argument(help="A document.")],
    page: Annotated[int | None, typer.Option(min=1, help="Only this page.")] = None,
) -> None:
    """Print the text of a document. Nothing is stored."""
    from search_api.commands import reading_commands

    _end(lambda: reading_commands.read(file, page))


@app.command()
def extract(paths: Paths) -> None:
    """Print the records of documents as JSON lines, in the order of the files. Nothing is stored."""
    from search_api.commands import reading_commands

    _end(lambda: reading_commands.extract(paths))


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="Words with or without tones, or a number in whole or in part.")] = "",
    collection: Annotated[Collection, typer.Option("--in", help="What to search.")] = "documents",
    filters: Annotated[
        list[str] | None,
        typer.Option("--filter", metavar="FIELD=VALUE", help="May be given several times; the same field: any of."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many to print.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines for other programs.")] = False,
) -> None:
    """Find documents, targets or assignments."""
    from search_api.commands import search_command

    _end(lambda: search_command.search(text, collection, filters or [], limit, as_json))


@app.command()
def export(
    collection: Annotated[Collection, typer.Argument(help="Which table.")],
    form: Annotated[ExportFormat, typer.Option("--format", help="File format.")] = "csv",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write; standard output if unset.")
    ] = None,
) -> None:
    """Write all documents, targets or assignments as a table."""
    from search_api.commands import export_command

    _end(lambda: export_command.export_table(collection, form, output))


@app.command()
def reindex() -> None:
    """Fill the search index anew from the catalogue. Searches go on with the old one meanwhile."""
    from search_api.commands import intake_command

    _end(lambda: intake_command.reindex())


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (VANBAN_HOST).")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on (VANBAN_PORT).")] = None,
) -> None:
    """Serve the web pages and the API; documents that come in are processed meanwhile."""
    from search_api.commands import serve_command

    _end(lambda: serve_command.serve(host, port))


def _end(act: Callable[[], int]) -> NoReturn:
    """Ends with the command's exit code. Errors that were foreseen are told in words, without a trace."""
    try:
        sys.exit(act())
    except ToolMissing as error:
        fail(error, ENVIRONMENT)
    except ReadingError as error:
        fail(error, SOME_FAILED)
    except (BadQuery, NotFound) as error:
        fail(error, USAGE)
    except ServiceError as error:
        fail(error, ENVIRONMENT)
    except BrokenPipeError:
        # Who reads has enough (`| head`). The interpreter would complain when it flushes the stream at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(OK)
    except OSError as error:
        fail(f"{error}. Check the file or folder, its permissions and the space on its disk.", ENVIRONMENT)


def main() -> None:
    """The command's entry."""
    _speak_utf8()
    logging.basicConfig(format="%(levelname)s %(message)s", level=logging.WARNING)
    app()


def _speak_utf8() -> None:
    """In a locale of another encoding, arguments, file names and output would be garbled: there it starts anew."""
    if sys.getfilesystemencoding() != "utf-8":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
