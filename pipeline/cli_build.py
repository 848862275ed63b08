"""``congbao build``: progress while it runs, a summary that a person can read at the end."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pipeline import UserError
from pipeline.build import build
from pipeline.ingest import Source
from pipeline.render import table, to_json, visible
from pipeline.report import Report
from pipeline.result import Settings
from pipeline.reviews import FOLDER, load
from pipeline.worker import PROCESS, Results, WorkerError
from schemas.validation import SchemaError

TOP_RULES = 8
AT_LEAST = {"error": ("error",), "warning": ("error", "warning")}
QUERY = "SELECT document_id, issued_on, title FROM documents"


def run(
    paths: Sequence[Path],
    out: Path,
    *,
    workers: int | None = None,
    timeout: float = 120.0,
    fail_on: str | None = None,
    reviews: Path = FOLDER,
    as_json: bool = False,
    process: str = PROCESS,
) -> int:
    """Build, print the summary (or the report as JSON) and return the exit code."""
    progress = Progress(
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    )
    task = progress.add_task("", total=None)

    def start(sources: Sequence[Source]) -> None:
        progress.update(task, total=len(sources))

    def step(results: Results) -> None:
        progress.update(task, advance=1, description=visible(results[0].file))

    settings = Settings(timeout_seconds=timeout)
    decisions = load(reviews)
    try:
        with progress:
            built = build(
                paths,
                out,
                workers=workers,
                settings=settings,
                reviews=decisions,
                process=process,
                on_start=start,
                on_result=step,
            )
    except (WorkerError, SchemaError) as error:
        raise UserError(f"{error}; the last release is as it was") from error
    if as_json:
        typer.echo(to_json(built.report))
    else:
        typer.echo(summary(built.report, out))
    for line in troubles(built.report):
        typer.echo(line, err=True)
    if built.report["status"].get("failed"):
        return 3
    serious = sum(built.report["findings"][severity] for severity in AT_LEAST.get(fail_on or "", ()))
    return 4 if serious else 0


def summary(report: Report, out: Path) -> str:
    """Return what a build did, for people."""
    files, documents = report["files_in"], report["rows"]["documents"]
    status = ", ".join(f"{count} {name}" for name, count in report["status"].items())
    findings = ", ".join(f"{count} {name}" for name, count in report["findings"].items())
    rules = list(report["rules"].items())
    where = "" if out == Path("output") else f" --out {out}"
    parts = [
        f"Read {_number(files, 'file')} ({status}): {_number(documents, 'document')} in {report['seconds']:.1f} s.",
        table(["table", "rows"], report["rows"].items()),
        f"Findings: {findings}.",
    ]
    if rules:
        parts.append(table(["most frequent findings", "times"], rules[:TOP_RULES]))
    ask = f'congbao query{where} "{QUERY}"'
    parts.append(f"Release {report['path']}\nReport  {out / 'report.json'}\nNext    {ask}")
    return "\n\n".join(parts)


def troubles(report: Report) -> list[str]:
    """Return one line for every file that was not read, or not wholly."""
    lines = []
    for document in report["documents"]:
        if document["errors"]:
            first, *more = document["errors"]
            page = f", page {first['page']}" if first["page"] else ""
            rest = f" (and {len(more)} more)" if more else ""
            lines.append(f"{document['status']}: {visible(document['source'])}{page}: {first['message']}{rest}")
    return [visible(line) for line in lines]


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
