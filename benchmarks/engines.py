"""One worker against two, and Ray on this machine, over the same generated documents.

python -m benchmarks.engines [--count 400]

What two processes can gain on this machine at most is measured beside it: the same documents read and understood by one
process and by two that share nothing, half each, with nobody to supervise them and nothing stored.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import generated
from benchmarks.scaling import ROOT, build

ALONE = """
import sys
from pathlib import Path
from pipeline.process import process_source
from pipeline.result import Settings
for path in sorted(Path(sys.argv[1]).rglob("*.*"))[int(sys.argv[2])::int(sys.argv[3])]:
    process_source(path.read_bytes(), path.name, Settings())
"""


def alone(folder: Path, processes: int) -> float:
    """Return the wall seconds of so many processes, each with its share of the documents and nothing in common."""
    started = time.monotonic()
    running = [
        subprocess.Popen([sys.executable, "-c", ALONE, str(folder), str(number), str(processes)], cwd=ROOT)
        for number in range(processes)
    ]
    if any(process.wait() for process in running):
        raise RuntimeError("a process failed")
    return time.monotonic() - started


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
    one = alone(folder, 1)
    for processes, wall in ((1, one), (2, alone(folder, 2))):
        sys.stdout.write(f"| none: processes that share nothing | {processes} | {wall:.1f} | | {wall / one:.2f} |\n")
    sys.stdout.write(f"\n{count} documents; releases made: {len(releases)} (all the same when 1).\n")
    shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
