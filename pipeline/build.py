"""One build: every file under the given paths read, assembled into one dataset and published."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline import worker
from pipeline.dataset import assemble
from pipeline.ingest import Source, discover
from pipeline.publish import Release, exclusive, publish
from pipeline.report import Report, build_report, changes, write
from pipeline.result import DocumentResult, Settings
from pipeline.reviews import Review


@dataclass(frozen=True, slots=True)
class Build:
    """What a build gave: the release and the run report."""

    release: Release
    report: Report


def build(
    paths: Sequence[Path],
    out: Path,
    *,
    workers: int | None = None,
    settings: Settings | None = None,
    reviews: Sequence[Review] = (),
    process: str = worker.PROCESS,
    on_start: Callable[[Sequence[Source]], None] = lambda sources: None,
    on_result: Callable[[worker.Results], None] = lambda results: None,
) -> Build:
    """Read every document under `paths`, publish the dataset under `out` and write the run report there.

    `workers` defaults to the processor cores that this process may use; the published bytes do not depend on it.
    `reviews` are the decisions to replay. `on_start` is told the sources before the first is read, `on_result` the
    results of each as they come in. UserError when there is nothing to read or `out` is in use, WorkerError when no
    worker can start.
    """
    started = time.monotonic()
    sources = discover(paths, out=out)
    with exclusive(out):
        on_start(sources)
        results = _gather(sources, settings or Settings(), workers or available_cores(), process, on_result)
        tables = assemble(results, reviews)
        files = {row["file"] for row in tables["sources"]}
        if len(tables["sources"]) != len(results) or files != {source.name for source in sources}:
            raise AssertionError(f"{len(sources)} files went in, {len(files)} came out")
        link = out / "latest"
        previous = link.resolve() if link.is_dir() else None
        release = publish(tables, out)
        seconds = time.monotonic() - started
        report = build_report(results, tables, release, seconds, changes(previous, release.path))
        write(report, out)
    return Build(release, report)


def available_cores() -> int:
    """Return how many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _gather(
    sources: Sequence[Source],
    settings: Settings,
    workers: int,
    process: str,
    on_result: Callable[[worker.Results], None],
) -> list[DocumentResult]:
    """Return the results in the order of the sources, whatever the order in which the workers finish."""
    by_number: dict[int, worker.Results] = {}
    with closing(worker.run(sources, settings, workers=workers, process=process)) as outcomes:
        for number, results in outcomes:
            by_number[number] = results
            on_result(results)
    return [result for number in range(len(sources)) for result in by_number[number]]
