"""What a build costs by the number of documents: time, memory, and what an unchanged corpus costs.

python -m benchmarks.scaling [--counts 10 100 1000] [--seed 2026] [--folder DIR] [--workers 2]

Documents are generated (`benchmarks.generated`). Each build is a process of its own, which says what it and its workers
took. CPU seconds are the figure to compare: they hardly depend on what else the machine does, wall seconds do.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import generated

ROOT = Path(__file__).parent.parent
BUILD = """
import json, resource, sys, time
from pathlib import Path
from pipeline.build import Run, build
started = time.monotonic()
run = Run(int(sys.argv[3]), engine=sys.argv[4])
made = build([Path(sys.argv[1])], Path(sys.argv[2]), run=run)
own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({
    "wall": time.monotonic() - started, "work": made.report["work"], "release": made.release.id,
    "parent_cpu": own.ru_utime + own.ru_stime, "workers_cpu": workers.ru_utime + workers.ru_stime,
    "parent_mib": own.ru_maxrss / 1024, "worker_mib": workers.ru_maxrss / 1024,
}))
"""


def build(folder: Path, out: Path, workers: int, engine: str = "local") -> dict[str, float]:
    """Build in a process of its own and return what it took."""
    command = [sys.executable, "-P", "-c", BUILD, str(folder), str(out), str(workers), engine]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    taken: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return taken


def line(name: str, count: int, taken: dict[str, float], base: float | None = None) -> str:
    """Return one line of the table."""
    cpu = taken["parent_cpu"] + taken["workers_cpu"]
    share = "" if base is None else f"{100 * cpu / base:.1f} %"
    return (
        f"| {count:,} | {name} | {taken['wall']:.1f} | {taken['workers_cpu']:.1f} | {taken['parent_cpu']:.1f} | "
        f"{share} | {taken['parent_mib']:.0f} | {taken['worker_mib']:.0f} |"
    )


def main() -> None:
    """Measure and print a table in Markdown."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--counts", type=int, nargs="+", default=[10, 100, 1000])
    asked.add_argument("--seed", type=int, default=2026)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--folder", type=Path)
    options = asked.parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="congbao-scaling-", dir=options.folder))
    print_ = sys.stdout.write
    print_("| documents | build | wall s | workers' CPU s | parent's CPU s | of cold | parent MiB | worker MiB |\n")
    print_("|---|---|---|---|---|---|---|---|\n")
    try:
        for count in options.counts:
            folder = generated.write(scratch / f"in-{count}", count, options.seed)
            out = scratch / f"out-{count}"
            cold = build(folder, out, options.workers)
            whole = cold["parent_cpu"] + cold["workers_cpu"]
            print_(line("cold", count, cold) + "\n")
            sys.stdout.flush()
            print_(line("unchanged", count, build(folder, out, options.workers), whole) + "\n")
            stage = sum(path.stat().st_size for path in (out / ".stage").iterdir()) / count / 1024
            release = sum(path.stat().st_size for path in (out / "latest").iterdir()) / count / 1024
            print_(f"| {count:,} | disk: stage {stage:.1f} KiB, release {release:.1f} KiB a document | | | | | | |\n")
            sys.stdout.flush()
    finally:
        shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
