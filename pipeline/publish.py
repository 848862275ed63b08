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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import UserError
from pipeline.result import Row
from schemas import TABLES
from schemas.arrow import arrow_schema, to_table
from schemas.card import dataset_card
from schemas.croissant import croissant
from schemas.dictionary import data_dictionary
from schemas.frictionless import FileFacts, data_package

ROW_GROUP_ROWS = 50_000
_BATCHES, _ROWS = 500, 10_000  # put together at a time; most batches are of one document
STAGING = ".staging-"
ASSEMBLING = ".assembling-"


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
def exclusive(out: Path, name: str = "", *, wait: bool = False) -> Iterator[None]:
    """Hold the output folder for one build and clear what interrupted builds left there; create it if need be.

    With `name` only the part of it of that name is held, such as one shard's stage, and nothing is cleared. UserError
    when another build holds it, unless this one is to `wait`. The lock ends with the process, however that ends.
    """
    out.mkdir(parents=True, exist_ok=True)
    with (out / f".{name}lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise UserError(f"{out}: another build is writing there; wait for it or give another --out") from error
        for stale in [] if name else [*out.glob(f"{STAGING}*"), *out.glob(f"{ASSEMBLING}*")]:
            if stale.is_dir() and not stale.is_symlink():
                shutil.rmtree(stale)
            else:
                stale.unlink()
        yield


#: The rows of each table in published order, as a function of its name.
Batches = Callable[[str], Iterable[pa.RecordBatch]]


def publish(tables: Mapping[str, Sequence[Row]], out: Path) -> Release:
    """Write every declared table (missing ones empty) as a release under `out` and switch ``latest`` to it.

    As `publish_batches`; SchemaError when a row does not fit.
    """
    digests = "\n".join(sorted(str(row["source_id"]) for row in tables.get("sources", ())))
    inputs = {
        "congbao.sources": str(len(tables.get("sources", ()))),
        "congbao.sources_sha256": hashlib.sha256(digests.encode()).hexdigest(),
    }
    return publish_batches(lambda name: to_table(name, tables.get(name, ())).to_batches(), inputs, out)


def publish_batches(batches: Batches, inputs: Mapping[str, str], out: Path) -> Release:
    """Write every declared table as a release under `out` and switch ``latest`` to it, a row group in memory at a time.

    Call it inside `exclusive`. `inputs` goes into the metadata of every file. The same rows give the same id and the
    same bytes; a release that is already there is kept if it is whole. UserError when ``latest`` is in the way.
    """
    staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=out))
    staging.chmod(0o755)
    files = tuple(_write(name, batches(name), inputs, staging) for name in TABLES)
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


def prune(out: Path, keep: int) -> list[str]:
    """Remove all but the `keep` newest releases under `out`, never the latest; return the ids of those removed.

    The newest are those whose folders were written last. A release is renamed before it is removed, so that what is
    interrupted leaves none that looks whole. With `keep` 0 all stay.
    """
    releases = sorted((out / "releases").glob("*"), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    latest = (out / "latest").resolve()
    old = [path for path in releases if path.resolve() != latest][max(0, keep - 1) :] if keep else []
    for path in old:
        gone = path.with_name(f".{path.name}.removed")
        path.replace(gone)
        shutil.rmtree(gone)
    return [path.name for path in old]


def published(out: Path, release_id: str, *, verify: bool = False) -> Release | None:
    """Return a release that lies under `out`, made ``latest`` again; None when it is not there whole.

    Its files' sizes are compared with its descriptor, with `verify` their bytes too.
    """
    target = out / "releases" / release_id
    try:
        package = json.loads((target / "datapackage.json").read_text(encoding="utf-8"))
        files = tuple(
            FileFacts(item["name"], item["path"], item["rows"], item["bytes"], item["hash"].removeprefix("sha256:"))
            for item in package["resources"]
        )
        whole = all((target / facts.path).stat().st_size == facts.bytes for facts in files)
        for name, text in _descriptors(release_id, files).items():
            whole = whole and (target / name).read_text(encoding="utf-8") == text
        if verify:
            whole = whole and all(_digest(target / facts.path) == facts.sha256 for facts in files)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not whole or [facts.table for facts in files] != list(TABLES):
        return None
    if (out / "latest").resolve() != target.resolve():
        _switch(out, Path("releases") / release_id)
    return Release(release_id, target, files)


def _write(name: str, batches: Iterable[pa.RecordBatch], inputs: Mapping[str, str], folder: Path) -> FileFacts:
    schema: pa.Schema = arrow_schema(name)
    schema = schema.with_metadata({**(schema.metadata or {}), **inputs})
    path = folder / f"{name}.parquet"
    rows = 0
    with pq.ParquetWriter(path, schema, compression="zstd", write_page_index=True) as writer:
        for batch in combined(batches, schema, ROW_GROUP_ROWS):
            writer.write_batch(batch.replace_schema_metadata(schema.metadata), row_group_size=ROW_GROUP_ROWS)
            rows += batch.num_rows
        if not rows:
            writer.write_table(schema.empty_table())
    return FileFacts(name, path.name, rows, path.stat().st_size, _digest(path))


def combined(batches: Iterable[pa.RecordBatch], schema: pa.Schema, rows: int) -> Iterator[pa.RecordBatch]:
    """Yield the same rows in batches of exactly `rows` rows, but for the last, each of them in one piece."""
    waiting: list[pa.RecordBatch] = []
    count = 0
    for batch in _fewer(batches, schema):
        waiting.append(batch)
        count += batch.num_rows
        if count >= rows:
            table = pa.Table.from_batches(waiting, schema).combine_chunks()
            whole = count - count % rows
            for start in range(0, whole, rows):
                yield from table.slice(start, rows).to_batches()
            waiting, count = (table.slice(whole).to_batches() if whole < count else []), count - whole
    if waiting:
        yield from pa.Table.from_batches(waiting, schema).combine_chunks().to_batches()


def _fewer(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Yield the same rows in fewer batches: one of a few rows takes hundreds of bytes a column beside what it holds."""
    some: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        some.append(batch)
        rows += batch.num_rows
        if len(some) >= _BATCHES or rows >= _ROWS:
            yield from pa.Table.from_batches(some, schema).combine_chunks().to_batches()
            some, rows = [], 0
    if some:
        yield from pa.Table.from_batches(some, schema).combine_chunks().to_batches()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
