"""``congbao watch``: a build whenever the files below some folders changed and have come to rest."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from pipeline import UserError, files
from pipeline.cli_build import Options
from pipeline.cli_build import run as build
from pipeline.ingest import discover


def run(paths: Sequence[Path], out: Path, options: Options, every: float, *, builds: int | None = None) -> int:
    """Look every so many seconds and build; return the exit code of the last of `builds` (None: until interrupted)."""
    before = built = ""
    done = code = 0
    while builds is None or done < builds:
        now = snapshot(paths, out)
        if now and now == before and now != built:
            try:
                code = build(paths, out, options)
            except UserError as error:  # such as another build at work: the next look tries again
                sys.stderr.write(f"congbao: {error}\n")
            else:
                built, done = now, done + 1
        before = now
        if builds is None or done < builds:
            time.sleep(every)
    return code


def snapshot(paths: Sequence[Path], out: Path) -> str:
    """Return a hash over the names, sizes and times of all documents; "" while there are none."""
    digest = hashlib.sha256()
    try:
        for source in discover(paths, out=out):
            digest.update(f"{source.name}\x1f{files.signature(source.path)}\n".encode("utf-8", "surrogatepass"))
    except UserError as error:
        if error.exit_code == 2:  # a path that is not there
            raise
        return ""
    return digest.hexdigest()
