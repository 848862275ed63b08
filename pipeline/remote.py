"""Building into an object store: the work is done in a folder of this machine, then what it gave is put there.

The objects of a release are put before anything names it, and ``latest.json``, one object, is put last: a reader of
that object finds a whole release. The stage is fetched first and put back, so that the next build is incremental on
whatever machine it runs. There are no locks between machines: one build at a time is the caller's to see to.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pipeline import UserError, files

Made = TypeVar("Made")
LATEST = "latest.json"


def within(address: str, do: Callable[[Path], Made]) -> Made:
    """Do something with a local folder in place of the address, and put there what it left. UserError naming it."""
    with tempfile.TemporaryDirectory(prefix="congbao-") as name:
        folder = Path(name)
        try:
            fetch(f"{address}/.stage", folder / ".stage")
            made = do(folder)
            put(folder, address)
        except OSError as error:
            if isinstance(error, FileNotFoundError | PermissionError) and error.filename:
                raise  # of this machine
            raise UserError(
                f"{address}: {' '.join(str(error).split())}; nothing that is published there changed"
            ) from error
        return made


def fetch(address: str, folder: Path) -> None:
    """Copy every object below an address into a folder. OSError when the store fails."""
    for name, where in files.listed(address):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        system, inside = files.remote(where)
        with system.open_input_stream(inside) as source, path.open("wb") as target:
            while chunk := source.read(1 << 20):
                target.write(chunk)


def put(folder: Path, address: str) -> None:
    """Copy what a build left in a folder to an address: releases, stage and report, then what names the latest."""
    system, root = files.remote(address)
    there = {name for name, _ in files.listed(f"{address}/releases")}
    kept = {
        path.relative_to(folder / "releases").as_posix() for path in (folder / "releases").rglob("*") if path.is_file()
    }
    parts = [folder / "releases" / name for name in sorted(kept - there)]
    parts += sorted((folder / ".stage").glob("*.sqlite"))
    parts += [path for path in sorted(folder.glob("*.json*")) if path.is_file()]
    for path in parts:
        name = f"{root}/{path.relative_to(folder).as_posix()}"
        with path.open("rb") as source, system.open_output_stream(name) as target:
            while chunk := source.read(1 << 20):
                target.write(chunk)
    latest = folder / "latest"
    if latest.is_symlink():
        with system.open_output_stream(f"{root}/{LATEST}") as target:
            release = latest.resolve().name
            target.write(json.dumps({"release": release, "path": f"releases/{release}"}).encode() + b"\n")
