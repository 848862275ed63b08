"""``congbao build``: progress while it runs, a summary that a person can read at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from extractors.document import Limits
from pipeline import UserError
from pipeline.build import Build, Run, build, build_from_shards, build_shard
from pipeline.files import location
from pipeline.plan import Choice
from pipeline.publish import prune
from pipeline.render import table, visible
from pipeline.report import TROUBLES, Report
from pipeline.result import Settings
from pipeline.reviews import FOLDER, load
from pipeline.staged import Staged
from pipeline.watching import Log, Metrics, Several, Watcher
from pipeline.worker import PROCESS, WorkerError
from schemas.validation import SchemaError

TOP_RULES = 8
KEPT = 10  # releases
Made = TypeVar("Made")
AT_LEAST = {"error": ("error",), "warning": ("error", "warning")}
QUERY = "SELECT document_id, issued_on, title FROM documents"


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says about a build."""

    workers: int | None = None
    timeout: float = 120.0
    fail_on: str | None = None
    reviews: Path = FOLDER
    as_json: bool = False
    process: str = PROCESS
    choice: Choice = field(default_factory=Choice)
    metrics: Path | None = None
    keep: int = KEPT
    engine: str = "local"
    address: str | None = None
    shards: int | None = None
    shard: int | None = None
    from_shards: bool = False
    limits: Limits = field(default_factory=Limits)


class Bar(Watcher):
    """Shows on a terminal how far a build is: files, rate, time to go, failures."""

    def __init__(self) -> None:
        """Show nothing yet."""
        self._progress = Progress(
            TextColumn("reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[failures]}"),
            TextColumn("{task.description}", markup=False),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._progress.add_task("", total=None, rate="", failures="")
        self._failures = 0

    def begin(self, sources: int) -> None:
        """Show the bar."""
        self._progress.start()
        self._progress.update(self._task, total=sources, completed=0)

    def kept(self, sources: int) -> None:
        """Move on."""
        self._progress.update(self._task, advance=sources)

    def page(self, name: str, done: int, count: int) -> None:
        """Show how far the reading of a scan has come."""
        self._progress.update(self._task, description=f"{visible(name)} p. {done}/{count}")

    def done(self, staged: Staged, reason: str) -> None:
        """Move on, with the name of the file."""
        self._failures += any(result.status == "failed" for result in staged.results)
        speed = self._progress.tasks[0].speed
        self._progress.update(
            self._task,
            advance=1,
            description=visible(staged.name),
            rate=f"{speed:.1f}/s" if speed else "",
            failures=f"{self._failures} failed" if self._failures else "",
        )

    def assemble(self) -> None:
        """Say that the dataset is made."""
        self._progress.update(self._task, description="making the dataset")

    def end(self, outcome: str) -> None:
        """Take the bar away."""
        self._progress.stop()


def run(paths: Sequence[Path], out: Path, options: Options) -> int:
    """Build, print the summary (or the report as JSON) and return the exit code; `out` may be an address."""
    address = location(out)
    if isinstance(address, str):
        from pipeline.remote import within

        return within(address.rstrip("/"), lambda folder: _run(paths, folder, options))
    return _run(paths, out, options)


def _run(paths: Sequence[Path], out: Path, options: Options) -> int:
    how = Run(
        options.workers or 0, Settings(options.limits, options.timeout), options.process, options.choice,
        options.engine, options.address,
    )  # fmt: skip
    decisions = load(options.reviews)
    if options.shards is not None:
        return _shard(paths, out, how, options)
    if options.from_shards:
        return _finished(
            _watched(lambda watcher: build_from_shards(out, run=how, reviews=decisions, watcher=watcher), out, options),
            out,
            options,
        )
    return _finished(
        _watched(lambda watcher: build(paths, out, run=how, reviews=decisions, watcher=watcher), out, options),
        out,
        options,
    )


def _shard(paths: Sequence[Path], out: Path, how: Run, options: Options) -> int:
    shard, shards = options.shard, options.shards
    if shard is None or shards is None:
        raise UserError("--shards N and --shard I go together", exit_code=2)
    log = f"log-{shard:05}.jsonl"
    work = _watched(lambda watcher: build_shard(paths, out, shard, shards, run=how, watcher=watcher), out, options, log)
    typer.echo(
        f"Shard {shard} of {shards}: {_number(work['files'], 'file')} ({_work(work)}).\n"
        f"When all are done: congbao build --from-shards{_where(out)}"
    )
    return 0


def _watched(do: Callable[[Watcher], Made], out: Path, options: Options, log: str = "log.jsonl") -> Made:
    watchers: list[Watcher] = [Log(out / log)]
    if sys.stderr.isatty():
        watchers.append(Bar())
    if options.metrics is not None:
        watchers.append(Metrics(options.metrics))
    watcher = Several(watchers)
    try:
        made = do(watcher)
    except (WorkerError, SchemaError) as error:
        watcher.end(str(error))
        raise UserError(f"{error}; the last release is as it was") from error
    except BaseException as error:
        watcher.end(f"{type(error).__name__}: {error}")
        raise
    watcher.end(made.release.id if isinstance(made, Build) else "done")
    return made


def _finished(built: Build, out: Path, options: Options) -> int:
    prune(out, options.keep)
    if options.as_json:
        typer.echo((out / "report.json").read_text(encoding="utf-8").removesuffix("\n"))
    else:
        typer.echo(summary(built.report, out))
    for line in troubles(built.report):
        typer.echo(line, err=True)
    if built.report["status"].get("failed"):
        return 3
    serious = sum(built.report["findings"][severity] for severity in AT_LEAST.get(options.fail_on or "", ()))
    return 4 if serious else 0


def summary(report: Report, out: Path) -> str:
    """Return what a build did, for people."""
    files, documents = report["files_in"], report["rows"]["documents"]
    status = ", ".join(f"{count} {name}" for name, count in report["status"].items())
    findings = ", ".join(f"{count} {name}" for name, count in report["findings"].items())
    rules = list(report["rules"].items())
    sources = sum(report["status"].values())
    inside = f", {_number(sources, 'source')}" if sources != files else ""  # those in archives and gazettes
    read = f"Read {_number(files, 'file')}{inside} ({status}): "
    read += f"{_number(documents, 'document')} in {report['seconds']:.1f} s."
    if report["work"].get("keep") or report["work"].get("understand"):
        read += f" {_work(report['work']).capitalize()}."
    parts = [
        read,
        table(["table", "rows"], report["rows"].items()),
        f"Findings: {findings}.",
    ]
    if rules:
        parts.append(table(["most frequent findings", "times"], rules[:TOP_RULES]))
    ask = f'congbao query{_where(out)} "{QUERY}"'
    parts.append(f"Release {report['path']}\nReport  {out / 'report.json'}\nNext    {ask}")
    return "\n\n".join(parts)


def troubles(report: Report) -> list[str]:
    """Return one line for every file that was not read, or not wholly; of very many the first."""
    lines = [visible(line) for line in report["troubles"]]
    left = report["troubled"] - len(lines)
    return [*lines, f"... and {left} more, all in report.json"] if left > 0 and len(lines) >= TROUBLES else lines


def _where(out: Path) -> str:
    return "" if out == Path("output") else f" --out {out}"


def _work(work: dict[str, int]) -> str:
    words = {"read": "read", "understand": "understood anew from what was read before", "keep": "unchanged"}
    return ", ".join(f"{work[name]} {what}" for name, what in words.items() if work.get(name)) or "nothing to do"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
