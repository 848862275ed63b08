"""The command line: thin commands over the Python API of this package. Data goes to stdout, everything else to stderr.

Exit codes: 0 done, 1 error, 2 wrong usage, 3 finished with failed documents, 4 findings at or above ``--fail-on``.
Commands import what they need when they run, so that ``--help`` is quick.
"""

from __future__ import annotations

import os
import signal
import sys
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from extractors.limits import Limits
from pipeline import UserError, cli_batch
from pipeline.cli_batch import (
    DEFAULT_OUT,
    MOST_PAGES,
    MOST_PIXELS,
    AsJson,
    MaxPages,
    MaxPixels,
    Out,
    Timeout,
)
from pipeline.cli_review_commands import review
from pipeline.settings import Settings

app = typer.Typer(
    name="congbao",
    help="Read Vietnamese administrative decisions and plans; publish what they say as Parquet with its sources.",
    epilog="\b\nStart with:\n  congbao build FOLDER\n  congbao query 'SELECT * FROM documents'",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


Vietnamese = Annotated[bool, typer.Option("--vi", help="Say in Vietnamese what is wrong.")]
INTERRUPTED, TERMINATED = 130, 143


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"congbao {version('congbao')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _main(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print version.")
    ] = False,
) -> None:
    _help_without_command(context)


def _help_without_command(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)


cli_batch.add_to(app)


@app.command()
def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to read.")],
    timeout: Timeout = 120.0,
    max_pages: MaxPages = MOST_PAGES,
    max_pixels: MaxPixels = MOST_PIXELS,
    draw: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Draw a PDF's pages there, cells and doubtful places outlined."),
    ] = None,
    vi: Vietnamese = False,
    as_json: AsJson = False,
) -> int:
    """Show what is read from one file; publish nothing.

    Each document of an archive or of an issue of the gazette is shown by itself. The exit code is 3 when one of them
    could not be read.

    \b
    Examples:
      congbao inspect plan.pdf
      congbao inspect plan.pdf --json | jq '.tables.rollout[0]'
      congbao inspect plan.pdf --draw pages/
      congbao inspect plan.pdf --vi     its findings in Vietnamese
    """
    from pipeline.inspect import run

    settings = Settings(Limits(max_pages=max_pages, max_pixels=max_pixels), timeout)
    return run(file, settings=settings, as_json=as_json, pictures=draw, vietnamese=vi)


@app.command()
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="A statement in DuckDB's SQL.")],
    out: Out = DEFAULT_OUT,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> int:
    """Query the latest release with SQL.

    Every table is a view of its name. Without --json or --csv, values longer than 100 characters are cut.

    \b
    Examples:
      congbao query "SELECT year, count(*) AS agencies FROM rollout GROUP BY year ORDER BY year"
      congbao query "SELECT name, published FROM qms_status JOIN agencies USING (agency_id)" --csv > status.csv
    """
    from pipeline import render
    from pipeline.query import query as ask

    if as_json and as_csv:
        raise UserError("--json and --csv exclude each other; give one", exit_code=2)
    answer = ask(sql, out)
    if as_json:
        typer.echo(render.to_json([dict(zip(answer.columns, row, strict=True)) for row in answer.rows]))
    elif as_csv:
        typer.echo(render.to_csv(answer.columns, answer.rows))
    elif answer.columns:
        typer.echo(render.table(answer.columns, answer.rows, most=100))
    return 0


@app.command()
def findings(
    out: Out = DEFAULT_OUT,
    severity: Annotated[list[Severity] | None, typer.Option(help="Only of this severity; may be repeated.")] = None,
    rule: Annotated[list[str] | None, typer.Option(metavar="RULE", help="Only of this rule; may be repeated.")] = None,
    document: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Only of documents whose document_id contains this.")
    ] = None,
    decided: Annotated[
        bool, typer.Option("--decided", help="With those that reviewers accepted or corrected.")
    ] = False,
    vi: Vietnamese = False,
    as_json: AsJson = False,
) -> int:
    """List what a careful reader would query.

    The findings of the latest release: contradictions, gaps, sums that do not add up, unclear names.

    \b
    Examples:
      congbao findings --severity error
      congbao findings --document dak-nong --rule sum_mismatch
      congbao findings --vi             in Vietnamese
      congbao findings --json | jq 'group_by(.rule)'
    """
    from pipeline.cli_findings import run

    return run(
        out,
        [item.value for item in severity or []],
        rule or [],
        document,
        decided=decided,
        vietnamese=vi,
        as_json=as_json,
    )


@app.command()
def schema(
    table: Annotated[
        str | None, typer.Argument(metavar="TABLE", help="A table; without it, all.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Schema.")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print the data dictionary.")] = False,
) -> int:
    """Explain the tables and columns of the dataset.

    \b
    Examples:
      congbao schema                    all tables
      congbao schema rollout            the columns of one
      congbao schema rollout --json     its JSON Schema
      congbao schema inspect --json     of what `congbao inspect --json` prints
      congbao schema --markdown > DATA_DICTIONARY.md
    """
    from pipeline.cli_schema import run

    return run(table, as_json=as_json, as_markdown=as_markdown)


@app.command()
def evaluate(
    truth: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder of truth files, or one that holds `truth/` and `documents/`.")
    ] = Path("corpus/truth"),
    documents: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder of the files they name; without it, `documents/` beside the truth."),
    ] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the last evaluation is kept.")] = DEFAULT_OUT,
    differences: Annotated[bool, typer.Option("--differences", help="List every difference.")] = False,
    as_json: AsJson = False,
) -> int:
    """Measure the reading of labelled documents.

    Every file that the truth names is read and compared with what a person found in it: rows read, missed and
    extra, and the share of the fields of paired rows that are right. The agencies' names are counted by the key that
    told them and by what was known of the place. What was gained and lost since the last evaluation is printed below.

    \b
    Examples:
      congbao evaluate
      congbao evaluate --differences
      congbao evaluate --truth corpus/heldout/first
      congbao evaluate --truth my/truth --documents my/plans --json
    """
    from pipeline.cli_evaluate import run

    return run(truth, documents, out, differences=differences, as_json=as_json)


@app.command()
def resolve(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An agency's or a place's name as printed.")],
    within: Annotated[
        str | None, typer.Option(metavar="P", help="The parent that the document states, such as 'Huyện Đăk Glei'.")
    ] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The document's day; without it, the last state of every unit.")
    ] = None,
    province: Annotated[str | None, typer.Option(metavar="P", help="The document's province, by name or code.")] = None,
    as_json: AsJson = False,
) -> int:
    """Show which agency a name means, and why.

    The parts of the name, the keys tried, the candidates with their scores, and the verdict. Without a day the last
    state of every unit counts: the units of today, and those that are no more as they were last. A build knows more
    than a name alone: what the other rows of its list mean may decide a misspelt one; the verdict then says so.

    \b
    Examples:
      congbao resolve "UBND xã Đăk Pét" --within "Huyện Đăk Glei" --on 2020-07-10
      congbao resolve "Sở NN&PTNT" --province "Kon Tum" --json
    """
    from pipeline.cli_resolve import run

    return run(name, within=within, on=on, province=province, as_json=as_json)


@app.command()
def graph(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT_ID", help="A document's id, a part of it, or its code.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the releases are.")] = DEFAULT_OUT,
    as_json: AsJson = False,
) -> int:
    """Show what a document rests on and changes, and what changes it.

    A tree of the latest release: its legal basis, what it amends, replaces, repeals or guides with the articles
    and the day of effect, what does so to it, and what names it.

    \b
    Examples:
      congbao graph dak-nong/2018/512-qd-ubnd
      congbao graph 512/QĐ-UBND --json
    """
    from pipeline.cli_graph import run

    return run(document, out, as_json=as_json)


@app.command()
def doctor(as_json: AsJson = False) -> int:
    """Say which formats this machine can read.

    With the libraries that read them, and what is missing for the rest.

    \b
    Example:
      congbao doctor
    """
    from pipeline.doctor import run

    return run(as_json=as_json)


@app.command("new-extractor")
def new_extractor(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the new table, such as water_works.")],
    like: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A document with such a table; without it, two columns.")
    ] = None,
    table_no: Annotated[
        int, typer.Option("--table", min=1, metavar="N", help="Number of the table in FILE, as inspect shows it.")
    ] = 1,
) -> int:
    """Start a new kind of record: declaration, headings, extractor, test and page, in the checkout that is here.

    \b
    Examples:
      congbao new-extractor water_works --like annex.docx --table 2
      congbao new-extractor water_works
    """
    from pipeline.cli_scaffold import run

    return run(name, like, table_no)


app.add_typer(review, name="review")


class _Terminated(BaseException):
    """SIGTERM, on its way out through everything that is to be closed."""


def _terminated(number: int, frame: object) -> None:
    raise _Terminated


def main() -> int:
    """Run the command line and return the exit code; every error of the user is one line on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without Vietnamese letters is no error
    signal.signal(signal.SIGTERM, _terminated)
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except UserError as error:
        return _fail(str(error), error.exit_code)
    except TyperException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context is not None else "congbao"
        return _fail(f"{error.format_message()} (see {command} --help)", error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except _Terminated:
        return _fail("terminated; the last release is as it was", TERMINATED)
    except BrokenPipeError:
        # the reader of our output went away, as `head` does; what is left to write has no reader either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        place = f"{os.fsencode(error.filename).decode('utf-8', 'backslashreplace')}: " if error.filename else ""
        return _fail(f"{place}{error.strerror or error}", 1)
    if code == INTERRUPTED:  # typer turns Ctrl-C within a command into this
        return _fail("interrupted; the last release is as it was", INTERRUPTED)
    return code if isinstance(code, int) else 0


def _fail(message: str, code: int) -> int:
    from pipeline.render import visible

    typer.echo(f"congbao: {visible(message)}", err=True)
    return code
