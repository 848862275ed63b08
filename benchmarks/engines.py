"""One worker against two, and Ray on this machine, over the same generated documents.

python -m benchmarks.engines [--count 400]
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks import generated
from benchmarks.scaling import build


def main() -> None:
    """Measure and print a table in Markdown; each row is of a build of its own, cold."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--count", type=int, default=400)
    count = asked.parse_args().count
    scratch = Path(tempfile.mkdtemp(prefix="congbao-engines-"))
    folder = generated.write(scratch / "in", count)
    sys.stdout.write("| engine | workers | wall s | CPU s of driver and its workers | of one worker's wall |\n")
    sys.stdout.write("|---|---|---|---|---|\n")
    base = 0.0
    releases = set()
    for engine, workers in (("local", 1), ("local", 2), ("ray", 2)):
        taken = build(folder, scratch / f"{engine}-{workers}", workers, engine)
        base = base or taken["wall"]
        releases.add(taken["release"])
        cpu = f"{taken['parent_cpu'] + taken['workers_cpu']:.1f}" if engine == "local" else "(outside)"
        sys.stdout.write(f"| {engine} | {workers} | {taken['wall']:.1f} | {cpu} | {taken['wall'] / base:.2f} |\n")
        sys.stdout.flush()
    sys.stdout.write(f"\n{count} documents; releases made: {len(releases)} (all the same when 1).\n")
    shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
