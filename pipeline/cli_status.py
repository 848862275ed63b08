"""``congbao status``: what a build would do and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import typer

from pipeline.build import stage_path
from pipeline.fingerprint import keys
from pipeline.ingest import discover
from pipeline.plan import Choice, plan
from pipeline.render import table, to_json, visible
from pipeline.result import Settings
from pipeline.stage import Stage

DEFAULT = Settings()
SHOWN = 20  # files named for each thing to do


def run(
    paths: Sequence[Path], out: Path, *, verify: bool, retry: bool, as_json: bool, settings: Settings = DEFAULT
) -> int:
    """Print what a build of `paths` into `out` would do with every file; return the exit code."""
    sources = discover(paths, out=out)
    path = stage_path(out)
    counts: Counter[tuple[str, str]] = Counter()
    named: dict[tuple[str, str], list[str]] = {}
    with Stage(path if path.is_file() else None) as stage:
        for step in plan(sources, stage, keys(settings), settings, Choice(verify, retry)):
            counts[step.action, step.reason] += 1
            if step.action != "keep" or step.reason != "unchanged":
                named.setdefault((step.action, step.reason), []).append(step.source.name)
        present = {source.name for source in sources}
        if gone := [name for name in stage.seen() if name not in present]:
            counts["leave out", "removed"] = len(gone)
            named["leave out", "removed"] = gone
    rows = [
        {"action": action, "reason": reason, "files": count, "names": named.get((action, reason), [])}
        for (action, reason), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    if as_json:
        typer.echo(to_json(rows))
        return 0
    typer.echo(table(["to do", "files", "why"], ([row["action"], row["files"], row["reason"]] for row in rows)))
    for row in rows:
        names = [str(name) for name in row["names"]]  # type: ignore[attr-defined]
        for name in names[:SHOWN]:
            typer.echo(visible(f"  {row['action']}: {name} ({row['reason']})"))
        if len(names) > SHOWN:
            typer.echo(f"  ... and {len(names) - SHOWN} more")
    return 0
