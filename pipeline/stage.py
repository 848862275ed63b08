"""The stage: what was read and made of every source, kept between runs, one SQLite file for each shard.

A run looks here before it reads anything. Every source is stored in one transaction, so that whatever ends the run,
even SIGKILL, costs only the sources in flight; a file that is missing, torn or of another layout is simply work to do.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.fingerprint import Key
from pipeline.result import ProcessError
from pipeline.staged import Packed, PackedResult, Signature, Staged

LAYOUT = "1"
KEPT_RUNS = 5  # how many runs a source may be missing from before what it gave is forgotten
_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sources (
  name TEXT PRIMARY KEY, size INTEGER, modified INTEGER, changed INTEGER, inode INTEGER, hashed_on INTEGER,
  digest TEXT NOT NULL, format TEXT NOT NULL, reading TEXT NOT NULL, understanding TEXT NOT NULL,
  trouble TEXT NOT NULL, seconds_allowed REAL, memory_allowed INTEGER, seen INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS by_digest ON sources (digest);
CREATE INDEX IF NOT EXISTS by_size ON sources (size);
CREATE TABLE IF NOT EXISTS readings (
  digest TEXT, key TEXT, checksum INTEGER, content BLOB, PRIMARY KEY (digest, key)
);
CREATE TABLE IF NOT EXISTS results (id INTEGER PRIMARY KEY, file TEXT NOT NULL, facts TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS by_file ON results (file);
CREATE TABLE IF NOT EXISTS batches (
  result INTEGER, name TEXT, rows INTEGER, size INTEGER, checksum INTEGER, content BLOB, PRIMARY KEY (result, name)
);
"""


class DamagedStageError(Exception):
    """The stage does not hold what was stored; `file` is the source concerned, None when it is the whole stage."""

    def __init__(self, place: Path | None, file: str | None, why: object) -> None:
        """Say where and why."""
        super().__init__(f"{place}: {why}")
        self.file = file


@dataclass(frozen=True, slots=True)
class Known:
    """What the stage knows of a source."""

    signature: Signature | None
    hashed_on: int  # the clock's time, in nanoseconds, when its bytes were read
    digest: str
    format: str
    reading: str
    understanding: str
    trouble: str
    seconds_allowed: float
    memory_allowed: int


class Stage:
    """One shard's stage. Use it as a context; within, this process alone writes to it."""

    def __init__(self, path: Path | None) -> None:
        """Open the stage at `path`, made anew where it is missing or no stage; None keeps it in memory only."""
        self.path = path
        self._database = self._open()
        self.run = int(self.fact("run") or 0)

    def __enter__(self) -> Stage:
        """Return the stage."""
        return self

    def __exit__(self, *ended: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Write everything back into the one file and close it."""
        with suppress(sqlite3.Error):
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._database.close()

    def _open(self) -> sqlite3.Connection:
        if self.path is None:
            return self._connect()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return self._connect()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and "unable to open" in str(error):
                raise OSError(13, "cannot be opened", str(self.path)) from error
            remove(self.path)
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        database = sqlite3.connect(":memory:" if self.path is None else self.path, isolation_level=None)
        try:
            database.execute("PRAGMA page_size=8192")
            database.execute("PRAGMA auto_vacuum=INCREMENTAL")
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=NORMAL")
            database.execute("PRAGMA cache_size=-16384")
            database.executescript(_TABLES)
            found = database.execute("SELECT value FROM facts WHERE name = 'layout'").fetchone()
            if found is not None and found[0] != LAYOUT:
                raise sqlite3.DatabaseError("of another layout")
            database.execute("INSERT OR IGNORE INTO facts VALUES ('layout', ?)", [LAYOUT])
        except BaseException:
            database.close()
            raise
        return database

    def execute(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """Run a statement, for tables of one's own beside those of the stage."""
        return self._database.execute(sql, values)

    # ---- facts about the stage itself

    def fact(self, name: str) -> str | None:
        """Return one fact about the stage, such as the number of its last run."""
        found = self._database.execute("SELECT value FROM facts WHERE name = ?", [name]).fetchone()
        return None if found is None else str(found[0])

    def set_fact(self, name: str, value: str) -> None:
        """Set one fact about the stage."""
        self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", [name, value])

    def key(self, text: str) -> Key | None:
        """Return the key that sources were made with, by its text."""
        found = self.fact(f"key {text}")
        return None if found is None else Key.from_json(found)

    def note_key(self, key: Key) -> None:
        """Keep a key, so that a later run can say in what its own differs."""
        self.set_fact(f"key {key.text}", key.to_json())

    def begin(self) -> None:
        """Begin a run: only the sources seen in it are in the dataset."""
        self.run += 1
        self.set_fact("run", str(self.run))
        self.set_fact("complete", "")

    # ---- sources

    def known(self, name: str) -> Known | None:
        """Return what is known of a source, None when nothing is."""
        found = self._database.execute(
            "SELECT size, modified, changed, inode, hashed_on, digest, format, reading, understanding, trouble, "
            "seconds_allowed, memory_allowed FROM sources WHERE name = ?",
            [name],
        ).fetchone()
        if found is None:
            return None
        signature = None if found[0] is None else Signature(*found[:4])
        return Known(signature, *found[4:])

    def of_size(self, size: int) -> bool:
        """Tell whether a source of this size is known, so that reading its hash may save reading it."""
        return self._database.execute("SELECT 1 FROM sources WHERE size = ? LIMIT 1", [size]).fetchone() is not None

    def format_of(self, digest: str) -> str | None:
        """Return the format that a file with this content was read as, None when none is known."""
        found = self._database.execute("SELECT format FROM sources WHERE digest = ? LIMIT 1", [digest]).fetchone()
        return None if found is None else str(found[0])

    def see(self, name: str, signature: Signature | None = None, hashed_on: int = 0) -> None:
        """Note that a source, unchanged, is part of this run; with `signature` that it looks like this now."""
        if signature is None:
            self._database.execute("UPDATE sources SET seen = ? WHERE name = ?", [self.run, name])
        else:
            self._database.execute(
                "UPDATE sources SET seen = ?, size = ?, modified = ?, changed = ?, inode = ?, hashed_on = ? "
                "WHERE name = ?",
                [self.run, *_flat(signature), hashed_on, name],
            )

    def see_all(self, names: list[str]) -> None:
        """Note that sources, unchanged, are part of this run."""
        with self._transaction():
            self._database.executemany(
                "UPDATE sources SET seen = ? WHERE name = ?", [(self.run, name) for name in names]
            )

    def seen(self) -> Iterator[str]:
        """Yield the names of the sources of the run, in order."""
        rows = self._database.cursor().execute("SELECT name FROM sources WHERE seen = ? ORDER BY name", [self.run])
        yield from (name for (name,) in rows)

    def readings(self, digest: str, key: str) -> bytes | None:
        """Return what was read from bytes with this hash, None when it is not there or damaged."""
        found = self._database.execute(
            "SELECT checksum, content FROM readings WHERE digest = ? AND key = ?", [digest, key]
        ).fetchone()
        return None if found is None or zlib.crc32(found[1]) != found[0] else found[1]

    def store(
        self, staged: Staged, reading: str, understanding: str, hashed_on: int, allowed: tuple[float, int]
    ) -> None:
        """Store what a source gave, in place of what it gave before; all of it or nothing."""
        with self._transaction():
            self._forget(staged.name)
            self._database.execute(
                "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    staged.name, *_flat(staged.signature), hashed_on, staged.digest, staged.format, reading,
                    understanding, staged.trouble, *allowed, self.run,
                ],
            )  # fmt: skip
            if staged.readings is not None:
                self._database.execute("DELETE FROM readings WHERE digest = ?", [staged.digest])
                self._database.execute(
                    "INSERT INTO readings VALUES (?, ?, ?, ?)",
                    [staged.digest, reading, zlib.crc32(staged.readings), staged.readings],
                )
            for result in staged.results:
                self.add(staged.name, result)

    def add(self, file: str, result: PackedResult) -> int:
        """Store one result of a source and return its number."""
        facts = {
            name: getattr(result, name) for name in PackedResult.__slots__ if name not in ("tables", "errors", "name")
        }
        facts |= {"name": result.name, "errors": [asdict(error) for error in result.errors]}
        facts["rows"] = {name: table.rows for name, table in result.tables.items()}
        text = json.dumps(facts, ensure_ascii=True)
        number = self._database.execute("INSERT INTO results (file, facts) VALUES (?, ?)", [file, text]).lastrowid
        assert number is not None
        self._database.executemany(
            "INSERT INTO batches VALUES (?, ?, ?, ?, ?, ?)",
            [
                (number, name, table.rows, table.size, table.checksum, table.content)
                for name, table in result.tables.items()
            ],
        )
        return number

    def forget(self, name: str) -> None:
        """Forget a source and everything that it gave."""
        with self._transaction():
            self._forget(name)

    def _forget(self, name: str) -> None:
        self._database.execute("DELETE FROM batches WHERE result IN (SELECT id FROM results WHERE file = ?)", [name])
        self._database.execute("DELETE FROM results WHERE file = ?", [name])
        self._database.execute("DELETE FROM sources WHERE name = ?", [name])

    def finish(self, key: str) -> None:
        """End a run: forget sources long gone, give free room back, and note the key that all of it was made with."""
        gone = [
            name
            for (name,) in self._database.execute("SELECT name FROM sources WHERE seen <= ?", [self.run - KEPT_RUNS])
        ]
        with self._transaction():
            for name in gone:
                self._forget(name)
            self._database.execute("DELETE FROM readings WHERE digest NOT IN (SELECT digest FROM sources)")
            self.set_fact("complete", key)
        self._database.execute("PRAGMA incremental_vacuum").fetchall()

    # ---- results

    def content(self) -> Iterator[str]:
        """Yield a line for each source of the run, by name, that changes when what it gave may have changed."""
        rows = self._database.cursor().execute(
            "SELECT name, digest, understanding, trouble, allowed FROM (SELECT name, digest, understanding, trouble, "
            "CASE trouble WHEN '' THEN '' ELSE seconds_allowed || ' ' || memory_allowed END AS allowed "
            "FROM sources WHERE seen = ?) ORDER BY name",
            [self.run],
        )
        for row in rows:
            yield "\x1f".join(map(str, row)) + "\n"

    def sources_seen(self) -> int:
        """Return how many sources the run has."""
        return int(self._database.execute("SELECT count(*) FROM sources WHERE seen = ?", [self.run]).fetchone()[0])

    def results(self) -> Iterator[tuple[int, str, str]]:
        """Yield the number, the source and the facts (as JSON) of every result of this run."""
        yield from self._database.cursor().execute(
            "SELECT results.id, results.file, results.facts FROM results JOIN sources ON sources.name = results.file "
            "WHERE sources.seen = ? ORDER BY results.id",
            [self.run],
        )

    def batch(self, number: int, table: str) -> Packed | None:
        """Return the packed rows of one table of a result, None when it has none."""
        found = self._database.execute(
            "SELECT rows, size, checksum, content FROM batches WHERE result = ? AND name = ?", [number, table]
        ).fetchone()
        return None if found is None else Packed(*found)

    def batches(self, numbers: Sequence[int], table: str) -> dict[int, Packed]:
        """Return the packed rows of one table of several results, by result; those that have none are not in it."""
        found = self._database.execute(
            "SELECT result, rows, size, checksum, content FROM batches "
            "WHERE name = ? AND result IN (SELECT value FROM json_each(?))",
            [table, json.dumps(list(numbers))],
        )
        return {number: Packed(*packed) for number, *packed in found}

    def file_of(self, number: int) -> str:
        """Return the source that a result is of."""
        return str(self._database.execute("SELECT file FROM results WHERE id = ?", [number]).fetchone()[0])

    def result(self, number: int) -> tuple[str, PackedResult]:
        """Return the source and the whole of one result."""
        file, text = self._database.execute("SELECT file, facts FROM results WHERE id = ?", [number]).fetchone()
        facts = json.loads(text)
        del facts["rows"]
        facts["errors"] = [ProcessError(**error) for error in facts["errors"]]
        batches = self._database.execute(
            "SELECT name, rows, size, checksum, content FROM batches WHERE result = ? ORDER BY rowid", [number]
        )
        return file, PackedResult(**facts, tables={name: Packed(*packed) for name, *packed in batches})

    def _transaction(self) -> _Transaction:
        return _Transaction(self._database)


class _Transaction:
    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __enter__(self) -> None:
        self._database.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, *rest: object) -> None:
        if kind is None:
            self._database.execute("COMMIT")
        else:
            with suppress(sqlite3.Error):
                self._database.execute("ROLLBACK")


def remove(path: Path) -> None:
    """Remove a stage's file and what SQLite keeps beside it."""
    for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        name.unlink(missing_ok=True)


def _flat(signature: Signature | None) -> list[int | None]:
    if signature is None:
        return [None] * 4
    return [signature.size, signature.modified, signature.changed, signature.inode]
