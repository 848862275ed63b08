"""The run report: what became of every file, for people and programs. It stands beside the releases, never in one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.readers.scans import ocr
from pipeline.convert import version as office_version
from pipeline.publish import Release
from pipeline.reviews import CLOSED
from schemas import SCHEMA_VERSION, TABLES
from schemas.vocabularies import vocabulary

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pipeline.assembly import Assembly

Report = dict[str, Any]
_OPEN = f"(decision IS NULL OR NOT list_contains({list(CLOSED)}, decision))"  # of findings
_DOCUMENTS = '  "documents": [\n'
_SEVERITIES = tuple(vocabulary("severity").values)
TROUBLES = 50  # files that a report names at its head; each is in its documents


def build_report(
    assembly: Assembly, release: Release, seconds: float, changes: Mapping[str, Any], work: Mapping[str, int]
) -> Report:
    """Return the report of one build as plain data, but for its documents, which `write` adds.

    `seconds` is the wall time of the whole build, `work` how many files were read, understood anew or kept.
    """
    ask = assembly.database.cursor()
    findings = _file(release, "findings")
    counts = ", ".join(
        f"count(*) FILTER (severity = '{severity}' AND {_OPEN}) AS {severity}" for severity in _SEVERITIES
    )
    ask.execute(
        f"CREATE OR REPLACE TABLE of_document AS SELECT document_id, {counts} "
        f"FROM read_parquet({findings}) GROUP BY document_id"
    )
    sums = ask.execute(
        f"SELECT {', '.join(f'sum({severity})' for severity in _SEVERITIES)} FROM of_document"
    ).fetchall()[0]
    files = _one(ask, "SELECT count(DISTINCT file) FROM results")
    troubles = _all(
        ask,
        f"SELECT status, name, errors FROM published_sources WHERE errors <> '[]' ORDER BY name LIMIT {TROUBLES}",
    )
    return {
        "schema_version": SCHEMA_VERSION,
        "release": release.id,
        "path": str(release.path),
        "seconds": round(seconds, 3),
        "files_in": work["files"],
        "files_out": files,
        "work": dict(work),
        "engines": {"images": ocr.engine(), "office files": office_version()},
        "status": _counted(ask, "SELECT status, count(*) FROM published_sources GROUP BY ALL"),
        "rows": release.rows,
        "findings": _by_severity(sums),
        "rules": _counted(ask, f"SELECT rule, count(*) FROM read_parquet({findings}) WHERE {_OPEN} GROUP BY ALL"),
        "changes": dict(changes),
        "troubles": [trouble(status, name, json.loads(errors)) for status, name, errors in troubles],
        "troubled": _one(ask, "SELECT count(*) FROM results WHERE errors <> '[]'"),
    }


def trouble(status: str, name: str, errors: Sequence[Mapping[str, Any]]) -> str:
    """Return one line about a file that was not read, or not wholly."""
    first, *more = errors
    page = f", page {first['page']}" if first["page"] else ""
    rest = f" (and {len(more)} more)" if more else ""
    return f"{status}: {name}{page}: {first['message']}{rest}"


def write(report: Report, assembly: Assembly, out: Path) -> Path:
    """Write the report with a line for each document as ``report.json`` under `out`, whole or not at all."""
    return _write(report, (json.dumps(line, ensure_ascii=False) for line in _lines(assembly)), out)


def rewrite(report: Report, out: Path) -> bool:
    """Write the report anew with the documents of the one that is there; False when there is none of this release."""
    path = out / "report.json"
    try:
        with path.open(encoding="utf-8") as file:
            head = iter(file)
            before = "".join(takewhile(lambda line: line != _DOCUMENTS, head))
            if json.loads(before.rstrip().removesuffix(",") + "}")["release"] != report["release"]:
                return False
            _write(report, (line.strip().removesuffix(",") for line in head if line.startswith("    {")), out)
    except (OSError, ValueError, KeyError):
        return False
    return True


def _write(report: Report, documents: Iterable[str], out: Path) -> Path:
    path, draft = out / "report.json", out / ".report.json.part"
    with draft.open("w", encoding="utf-8") as file:
        head = json.dumps(report, ensure_ascii=False, indent=2)
        file.write(head.removesuffix("\n}") + ",\n" + _DOCUMENTS)
        for number, line in enumerate(documents):
            file.write((",\n" if number else "") + f"    {line}")
        file.write("\n  ]\n}\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return path


def _lines(assembly: Assembly) -> Iterator[Report]:
    """Yield what became of every document of every file, by name."""
    cursor = assembly.database.cursor()
    found = ", ".join(f"of_document.{severity}" for severity in _SEVERITIES)
    cursor.execute(
        f"SELECT name, status, published_sources.document_id, rows, seconds, errors, {found} "
        "FROM published_sources LEFT JOIN of_document "
        "ON chosen AND of_document.document_id = published_sources.document_id ORDER BY name"
    )
    while rows := cursor.fetchmany(1024):
        for name, status, document_id, counts, seconds, errors, *counted in rows:
            numbers = json.loads(counts)
            yield {
                "source": name,
                "status": status,
                "document_id": document_id,
                "rows": {table: numbers[table] for table in TABLES if numbers.get(table)},
                "findings": _by_severity(counted),
                "seconds": round(seconds, 3),
                "errors": json.loads(errors),
            }


def changes(previous: Path | None, current: Path) -> dict[str, Any]:
    """Return how many rows each table gained and lost against the release before, of tables where that is not none.

    A row that changed is one gained and one lost. A table whose columns differ says so.
    """
    if previous is None or previous.resolve() == current.resolve():
        return {}
    import duckdb

    found: dict[str, Any] = {}
    with duckdb.connect() as connection:
        for name in TABLES:
            old, new = (
                "'" + str(folder / f"{name}.parquet").replace("'", "''") + "'" for folder in (previous, current)
            )
            try:
                gained, lost = (
                    connection.sql(
                        f"SELECT count(*) FROM (SELECT * FROM {one} EXCEPT ALL SELECT * FROM {two})"
                    ).fetchall()[0][0]
                    for one, two in ((new, old), (old, new))
                )
            except duckdb.Error:
                found[name] = {"columns": "differ"}
                continue
            if gained or lost:
                found[name] = {"gained": gained, "lost": lost}
    return found


def _by_severity(counts: Sequence[int | None]) -> dict[str, int]:
    return {severity: int(count or 0) for severity, count in zip(_SEVERITIES, counts, strict=True)}


def _counted(cursor: DuckDBPyConnection, sql: str) -> dict[str, int]:
    """Return how often each value occurs, the most frequent first, equal ones by name."""
    return {value: int(count) for value, count in sorted(_all(cursor, sql), key=lambda item: (-item[1], item[0]))}


def _all(cursor: DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return cursor.execute(sql).fetchall()


def _one(cursor: DuckDBPyConnection, sql: str) -> int:
    return int(_all(cursor, sql)[0][0])


def _file(release: Release, table: str) -> str:
    return "'" + str(release.path / f"{table}.parquet").replace("'", "''") + "'"
