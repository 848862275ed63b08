"""The rows of one result made fit to be kept: checked against their declarations, numbered, in order. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

import pyarrow as pa

from pipeline.result import DocumentResult, ProcessError, Row
from schemas import TABLES
from schemas.arrow import arrow_schema
from schemas.validation import broken_references, problems, summarize


def conform(result: DocumentResult) -> DocumentResult:
    """Take out the rows that do not fit their declaration; the result then is at best ``partial`` and says which.

    One bad row thus costs neither its document nor the build. A reference to an agency that the result does not
    list is reported too, but the row stays. Findings get their ids.
    """
    if "findings" in result.tables:
        result.tables["findings"] = numbered(result.tables["findings"])
    for name in sorted(result.tables):
        if name not in TABLES:
            del result.tables[name]
            result.errors.append(ProcessError("schema", "check", f"{name}: no such table"))
            continue
        result.tables[name] = [_without_empty(name, row) for row in result.tables[name]]
        if found := problems(name, result.tables[name]):
            bad = {problem.index for problem in found}
            result.tables[name] = [row for index, row in enumerate(result.tables[name]) if index not in bad]
            result.errors.append(ProcessError("schema", "check", f"rows left out: {len(bad)}; {summarize(found)}"))
    if dangling := broken_references(result.tables, to=("agencies",)):
        result.errors.append(ProcessError("schema", "check", summarize(dangling)))
    if result.status == "ok" and result.errors:
        result.status = "partial"
    return result


def to_batches(tables: Mapping[str, Sequence[Row]]) -> dict[str, pa.RecordBatch]:
    """Return the rows of each table that has some as a batch of its Arrow schema, in the declared order."""
    batches = {}
    for name, rows in tables.items():
        if rows:
            schema = arrow_schema(name)
            ordered = TABLES[name].in_order(merge_names(rows) if name == "agency_names" else rows)
            whole = pa.array(ordered, type=pa.struct(list(schema)), from_pandas=False)
            batches[name] = pa.RecordBatch.from_arrays(whole.flatten(), schema=schema)
    return batches


def merge_names(rows: Sequence[Row]) -> list[Row]:
    """Return one row per agency, spelling and document; the best-scored way of matching speaks."""
    merged: dict[tuple[str, str, str], Row] = {}
    for row in sorted(rows, key=lambda row: (-(row.get("score") or 0.0), row["method"], row.get("context") or "")):
        key = (row["agency_id"], row["name_raw"], row["document_id"])
        if key in merged:
            merged[key]["occurrences"] += row["occurrences"]
        else:
            merged[key] = dict(row)
    return list(merged.values())


def numbered(findings: Sequence[Row]) -> list[Row]:
    """Return the findings of one document, each with its stable id.

    It is a hash of what the finding says and which of several equal ones it is. Equal ones are of one document, so that
    no other document has a say in it.
    """
    met: Counter[tuple[str | None, ...]] = Counter()
    rows = []
    for row in findings:
        key = (row.get("document_id"), row["rule"], row.get("record_id"), row["message"])
        rows.append({**row, "finding_id": "fnd-" + _hash(*key, met[key])})
        met[key] += 1
    return rows


def _hash(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _without_empty(name: str, row: Row) -> Row:
    """Return the row with null for empty strings, but in the columns that hold text as printed."""
    columns = TABLES[name].by_name
    return {
        column: None if value == "" and column in columns and columns[column].text != "raw" else value
        for column, value in row.items()
    }
