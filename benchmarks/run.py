"""``make bench``: every measure of speed and scale in one run, written to ``benchmarks/RESULTS.md``.

python -m benchmarks.run [--counts 10 100 1000] [--assembly 1000 10000]
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent
RESULTS = Path(__file__).with_name("RESULTS.md")
LIBRARIES = ("pypdfium2", "pdfplumber", "python-docx", "lxml", "selectolax", "spacy", "pyarrow", "duckdb", "ray")


def measured(module: str, *arguments: str) -> str:
    """Run a benchmark and return what it prints."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def machine() -> str:
    """Return what was measured on and with."""
    names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    cpu = names[0].partition(":")[2].strip() if names else platform.processor()
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    cores = len(os.sched_getaffinity(0))
    return f"{cpu}, {cores} cores, load {load} at the start; Python {platform.python_version()}, {versions}."


def main() -> None:
    """Measure everything and write the results."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--counts", nargs="+", default=["10", "100", "1000"])
    asked.add_argument("--assembly", nargs="+", default=["1000", "10000"])
    asked.add_argument("--no-peers", action="store_true", help="leave out the packages of format_peers.txt")
    options = asked.parse_args()
    peers = () if options.no_peers else ("--peers",)
    parts = [
        "# Results\n\nWritten by `make bench`. CPU seconds and ratios within one run are what to compare: wall time",
        f"depends on what else the machine does.\n\n{machine()}\n",
        "## Scaling: generated text documents, two workers\n",
        measured("scaling", "--counts", *options.counts),
        "## The dataset stage alone: documents staged, not read\n",
        measured("assembly", "--counts", *options.assembly),
        "## One worker against two, and Ray, on the same documents\n",
        measured("engines"),
        "## Formats: the corpus' files, one process\n",
        measured("speed", *peers),
    ]
    RESULTS.write_text("\n".join(parts), encoding="utf-8")
    sys.stdout.write(f"wrote {RESULTS.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
