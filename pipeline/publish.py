"""Write a dataset as an immutable release and make it the latest, so that a reader never sees half of one.

``out/releases/<id>/`` holds one Parquet file per table and the descriptors; ``out/latest`` is a link to the newest. The
id follows from the content. A release is written in a hidden folder beside, flushed to disk and renamed; the link
is replaced in one step. Whatever interrupts this leaves the last release as it was.
"""

from __future__ import annotations

import fcntl
import filecmp
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import UserError
from pipeline.result import Row
from schemas import TABLES
from schemas.arrow import to_table
from schemas.card import dataset_card
from schemas.croissant import croissant
from schemas.dictionary import data_dictionary
from schemas.frictionless import FileFacts, data_package

ROW_GROUP_ROWS = 100_000
STAGING = ".staging-"


@dataclass(frozen=True, slots=True)
class Release:
    """A published release: its id (12 hex digits), its folder, and the facts of each table's file."""

    id: str
    path: Path
    files: tuple[FileFacts, ...]

    @property
    def rows(self) -> dict[str, int]:
        """Return how many rows each table has, in the order of the declarations."""
        return {facts.table: facts.rows for facts in self.files}


@contextmanager
def exclusive(out: Path) -> Iterator[None]:
    """Hold the output folder for one build and clear what interrupted builds left there; create it if need be.

    UserError when another build holds it. The lock ends with the process, however that ends.
    """
    out.mkdir(parents=True, exist_ok=True)
    with (out / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UserError(f"{out}: another build is writing there; wait for it or give another --out") from error
        for stale in out.glob(f"{STAGING}*"):
            if stale.is_dir() and not stale.is_symlink():
                shutil.rmtree(stale)
            else:
                stale.unlink()
        yield


def publish(tables: Mapping[str, Sequence[Row]], out: Path) -> Release:
    """Write every declared table (missing ones empty) as a release under `out` and switch ``latest`` to it.

    Call it inside `exclusive`. The same rows give the same id and the same bytes; a release that is already there is
    kept if it is whole. SchemaError when a row does not fit, UserError when ``latest`` is in the way.
    """
    staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=out))
    staging.chmod(0o755)
    inputs = _inputs(tables.get("sources", ()))
    files = tuple(_write(name, tables.get(name, ()), inputs, staging) for name in TABLES)
    # over everything in the release but its own id, so that no release ever has to be replaced by another
    release_id = hashlib.sha256(json.dumps(_descriptors("", files)).encode()).hexdigest()[:12]
    for name, text in _descriptors(release_id, files).items():
        (staging / name).write_text(text, encoding="utf-8")
    for path in [*staging.iterdir(), staging]:
        _flush(path)
    target = out / "releases" / release_id
    target.parent.mkdir(exist_ok=True)
    if target.exists() and not _same(staging, target):
        # damaged since: out of the way in one step, cleared with the staging folders
        target.replace(Path(tempfile.mkdtemp(prefix=STAGING, dir=out)) / release_id)
    if not target.exists():
        staging.replace(target)
    _flush(target.parent)
    _switch(out, Path("releases") / release_id)
    for left in out.glob(f"{STAGING}*"):
        shutil.rmtree(left)
    return Release(release_id, target, files)


def _write(name: str, rows: Sequence[Row], inputs: Mapping[str, str], folder: Path) -> FileFacts:
    table: pa.Table = to_table(name, rows)
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), **inputs})
    path = folder / f"{name}.parquet"
    pq.write_table(table, path, compression="zstd", row_group_size=ROW_GROUP_ROWS, write_page_index=True)
    content = path.read_bytes()
    return FileFacts(name, path.name, table.num_rows, len(content), hashlib.sha256(content).hexdigest())


def _inputs(sources: Sequence[Row]) -> dict[str, str]:
    """Return what the files' metadata say about the input: how many files and one hash over theirs. No time of day."""
    digests = "\n".join(sorted(str(row["source_id"]) for row in sources))
    return {
        "congbao.sources": str(len(sources)),
        "congbao.sources_sha256": hashlib.sha256(digests.encode()).hexdigest(),
    }


def _descriptors(release_id: str, files: Sequence[FileFacts]) -> dict[str, str]:
    return {
        "datapackage.json": json.dumps(data_package(release_id, files), ensure_ascii=False, indent=2) + "\n",
        "croissant.json": json.dumps(croissant(release_id, files), ensure_ascii=False, indent=2) + "\n",
        "README.md": dataset_card(release_id, files),
        "DATA_DICTIONARY.md": data_dictionary(),
    }


def _same(one: Path, two: Path) -> bool:
    names = sorted(path.name for path in one.iterdir())
    if names != sorted(path.name for path in two.iterdir()):
        return False
    return filecmp.cmpfiles(one, two, names, shallow=False)[0] == names


def _switch(out: Path, target: Path) -> None:
    link = Path(tempfile.mkdtemp(prefix=STAGING, dir=out)) / "latest"
    link.symlink_to(target)
    try:
        link.replace(out / "latest")
    except IsADirectoryError as error:
        raise UserError(f"{out / 'latest'}: is a folder, not a link to a release; move it away") from error
    _flush(out)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
