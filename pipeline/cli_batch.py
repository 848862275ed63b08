"""The commands that build: ``build``, ``status``, ``watch`` and ``prune``, and the options that others share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extractors.limits import Limits
from pipeline import UserError


class FailOn(StrEnum):
    """From which severity of findings on a build counts as failed."""

    ERROR = "error"
    WARNING = "warning"


class Engine(StrEnum):
    """What runs the workers."""

    LOCAL = "local"
    RAY = "ray"


Verify = Annotated[bool, typer.Option("--verify", help="Read every file's bytes rather than believe its times.")]
Retry = Annotated[bool, typer.Option("--retry-failed", help="Try again what failed before.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where releases are kept.")]
Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PATHS", help="Files or folders; without any, corpus/documents.", show_default=False),
]
Timeout = Annotated[
    float, typer.Option(min=0.1, metavar="SECONDS", help="Longest time for one document, of a scan for a page.")
]
MaxPages = Annotated[int, typer.Option(min=1, metavar="N", help="Most pages of one document.")]
MaxPixels = Annotated[int, typer.Option(min=1, metavar="N", help="Most pixels of one page's picture.")]
MOST_PAGES, MOST_PIXELS = Limits().max_pages, Limits().max_pixels
Workers = Annotated[int | None, typer.Option(min=1, metavar="N", help="Worker processes; without it, one per core.")]
Reviews = Annotated[
    Path, typer.Option(metavar="DIR", help="Folder of reviewers' decisions, replayed on what was read.")
]
Keep = Annotated[int, typer.Option(min=0, metavar="N", help="Releases to keep, the latest among them; 0 keeps all.")]
MetricsFile = Annotated[
    Path | None, typer.Option("--metrics", metavar="FILE", help="Write Prometheus metrics there while it runs.")
]
DEFAULT_OUT = Path("output")
DEFAULT_PATHS = Path("corpus/documents")
DEFAULT_REVIEWS = Path("corpus/reviews")


def build(
    paths: Paths = None,
    out: Out = DEFAULT_OUT,
    workers: Workers = None,
    timeout: Timeout = 120.0,
    max_pages: MaxPages = MOST_PAGES,
    max_pixels: MaxPixels = MOST_PIXELS,
    fail_on: Annotated[
        FailOn | None,
        typer.Option("--fail-on", help="Exit with 4 on findings this severe, unless a file failed: 3."),
    ] = None,
    reviews: Reviews = DEFAULT_REVIEWS,
    as_json: AsJson = False,
    verify: Verify = False,
    retry: Retry = False,
    keep: Keep = 10,
    metrics: MetricsFile = None,
    engine: Annotated[Engine, typer.Option(help="What runs the workers.")] = Engine.LOCAL,
    address: Annotated[
        str | None, typer.Option(metavar="HOST:PORT", help="With --engine ray: the cluster's address.")
    ] = None,
    shards: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Do one of N shares of the work and publish nothing.")
    ] = None,
    shard: Annotated[int | None, typer.Option(min=0, metavar="I", help="Which share, from 0.")] = None,
    from_shards: Annotated[bool, typer.Option("--from-shards", help="Publish what the shards made.")] = False,
) -> int:
    """Read documents and publish the dataset.

    Every file below the folders is read, but for hidden files, READMEs and data files. Files that hold the same
    document give it once. What did not change since the last build is not read again. The release is complete or not
    there at all; DIR/latest is the newest, DIR/report.json says what became of every file. The exit code is the first
    that holds of 2 (wrong usage), 1 (nothing was published), 3 (a file failed), 4 (findings at or above --fail-on).

    \b
    Examples:
      congbao build                          the documents in corpus/documents
      congbao build plans/ extra/474.pdf     a folder and a file
      congbao build plans/ --out /data/iso --workers 8 --fail-on error
      congbao build plans/ --shards 64 --shard 7      one of 64 shares, each on a machine of its own
      congbao build --from-shards                     the dataset of all of them
    """
    from pipeline.cli_build import Options, run
    from pipeline.plan import Choice

    _refuse_unused(address, engine, shards, shard, from_shards=from_shards, paths=paths)
    _refuse_missing(reviews, metrics)
    if not paths and from_shards:
        paths = []
    elif not paths:
        if not DEFAULT_PATHS.is_dir():
            raise UserError(f"no PATHS given and no {DEFAULT_PATHS} here; try: congbao build FOLDER", exit_code=2)
        paths = [DEFAULT_PATHS]
    return run(
        paths,
        out,
        Options(
            workers, timeout, fail_on and fail_on.value, reviews, as_json, choice=Choice(verify, retry),
            metrics=metrics, keep=keep, engine=engine.value, address=address, shards=shards, shard=shard,
            from_shards=from_shards, limits=Limits(max_pages=max_pages, max_pixels=max_pixels),
        ),
    )  # fmt: skip


def _refuse_unused(
    address: str | None, engine: Engine, shards: int | None, shard: int | None, *, from_shards: bool, paths: Paths
) -> None:
    """Refuse an option that would do nothing, so that nobody believes that it did."""
    if address is not None and engine is not Engine.RAY:
        raise UserError(f"--address {address} is for --engine ray; give both or none", exit_code=2)
    if from_shards and (shards is not None or shard is not None or paths):
        raise UserError("--from-shards publishes what the shards made; give no PATHS, --shards or --shard", exit_code=2)
    if (shards is None) != (shard is None) or (shards is not None and shard is not None and shard >= shards):
        raise UserError("--shards N and --shard I go together, with I from 0 to N-1", exit_code=2)


def _refuse_missing(reviews: Path, metrics: Path | None) -> None:
    """Refuse folders that are not there; where the default one of the decisions is not, there are none yet."""
    if not reviews.is_dir() and (reviews != DEFAULT_REVIEWS or reviews.exists()):
        raise UserError(f"--reviews {reviews}: no such folder; it is the one that `congbao review` writes to", 2)
    if metrics is not None and not metrics.parent.is_dir():
        raise UserError(f"--metrics {metrics}: no folder {metrics.parent}; make it first", exit_code=2)


def status(
    paths: Paths = None,
    out: Out = DEFAULT_OUT,
    verify: Verify = False,
    retry: Retry = False,
    timeout: Timeout = 120.0,
    max_pages: MaxPages = MOST_PAGES,
    max_pixels: MaxPixels = MOST_PIXELS,
    as_json: AsJson = False,
) -> int:
    """Say what a build would do and why; do nothing.

    New and changed files are read; after a change of a vocabulary or of the code all files are understood anew, from
    what was read before where that still holds; files that are gone leave the dataset. Give the limits of the build.

    \b
    Examples:
      congbao status
      congbao status plans/ --out /data/iso --json
    """
    from pipeline.cli_status import run
    from pipeline.settings import Settings

    settings = Settings(Limits(max_pages=max_pages, max_pixels=max_pixels), timeout)
    return run(paths or [DEFAULT_PATHS], out, verify=verify, retry=retry, as_json=as_json, settings=settings)


def watch(
    paths: Annotated[list[Path], typer.Argument(metavar="PATHS", help="Files or folders.")],
    out: Out = DEFAULT_OUT,
    workers: Workers = None,
    timeout: Timeout = 120.0,
    max_pages: MaxPages = MOST_PAGES,
    max_pixels: MaxPixels = MOST_PIXELS,
    reviews: Reviews = DEFAULT_REVIEWS,
    every: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="How often to look.")] = 5.0,
    keep: Keep = 10,
    metrics: MetricsFile = None,
) -> int:
    """Build again whenever files come, change or go.

    A file is taken when it looked the same twice in a row. Ends with Ctrl-C.

    \b
    Example:
      congbao watch incoming/ --out /data/iso --every 60
    """
    from pipeline.cli_build import Options
    from pipeline.cli_watch import run

    _refuse_missing(reviews, metrics)
    limits = Limits(max_pages=max_pages, max_pixels=max_pixels)
    return run(paths, out, Options(workers, timeout, None, reviews, metrics=metrics, keep=keep, limits=limits), every)


def add_to(app: typer.Typer) -> None:
    """Add these commands to the application."""
    for command in (build, status, watch):
        app.command()(command)
