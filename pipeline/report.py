"""The run report: what became of every file, for people and programs. It stands beside the releases, never in one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.publish import Release
from pipeline.result import DocumentResult, Row
from schemas import SCHEMA_VERSION, TABLES
from schemas.vocabularies import vocabulary

Report = dict[str, Any]


def build_report(
    results: Sequence[DocumentResult],
    tables: Mapping[str, Sequence[Row]],
    release: Release,
    seconds: float,
    changes: Mapping[str, Any],
) -> Report:
    """Return the report of one build as plain data; `seconds` is the wall time of the whole build."""
    sources = {row["name"]: row for row in tables["sources"]}
    severities: dict[str | None, Counter[str]] = {}
    for finding in tables["findings"]:
        severities.setdefault(finding.get("document_id"), Counter())[finding["severity"]] += 1
    return {
        "schema_version": SCHEMA_VERSION,
        "release": release.id,
        "path": str(release.path),
        "seconds": round(seconds, 3),
        "files_in": len({result.file or result.name for result in results}),
        "files_out": len({row["file"] for row in sources.values()}),
        "status": _counted(row["status"] for row in sources.values()),
        "rows": release.rows,
        "findings": _by_severity(Counter(row["severity"] for row in tables["findings"])),
        "rules": _counted(row["rule"] for row in tables["findings"]),
        "changes": dict(changes),
        "documents": [_line(result, sources[result.name], severities) for result in results],
    }


def write(report: Report, out: Path) -> Path:
    """Write the report as ``report.json`` under `out`, whole or not at all, and return its path."""
    path = out / "report.json"
    draft = out / ".report.json.part"
    draft.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    draft.replace(path)
    return path


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


def _line(result: DocumentResult, source: Row, severities: Mapping[str | None, Counter[str]]) -> Report:
    of_document = severities.get(source["document_id"], Counter()) if source["chosen"] else Counter[str]()
    return {
        "source": result.name,
        "status": source["status"],
        "document_id": source["document_id"],
        "rows": {name: len(result.tables[name]) for name in TABLES if result.tables.get(name)},
        "findings": _by_severity(of_document),
        "seconds": round(result.seconds, 3),
        "errors": [
            {"category": error.category, "component": error.component, "page": error.page, "message": error.message}
            for error in result.errors
        ],
    }


def _by_severity(counts: Counter[str]) -> dict[str, int]:
    return {severity: counts[severity] for severity in vocabulary("severity").values}


def _counted(values: Any) -> dict[str, int]:
    """Return how often each value occurs, the most frequent first, equal ones by name."""
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))
