"""A column's value as a reviewer corrected it: which columns may be, how it is set, and what says so. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipeline.checks.concerns import concerned
from pipeline.result import Row
from pipeline.reviews import Review
from schemas import TABLES
from schemas.validation import problems

Tables = dict[str, list[Row]]


def refusal(table: str, column: str) -> tuple[str, str] | None:
    """Return in English and Vietnamese why a column of a table may not be corrected; None when it may."""
    declared = TABLES[table]
    if column not in declared.by_name:
        return f"{table} has no column {column!r}", f"bảng {table} không có cột “{column}”"
    if not declared.fields_of(column):
        return (
            f"{table}.{column} is given by the dataset, no document prints it",
            f"{table}.{column} do bộ dữ liệu đặt, văn bản không in",
        )
    if declared.by_name[column].text == "raw":
        read = [name for name in declared.column_names if name != column and column in declared.fields_of(name)]
        instead = f"; correct what is read from it: {', '.join(read)}" if read else ""
        instead_vi = f"; hãy sửa cột đọc ra từ đó: {', '.join(read)}" if read else ""
        return (
            f"{table}.{column} holds the text as printed, which no decision changes{instead}",
            f"{table}.{column} giữ nguyên văn bản in, không sửa được{instead_vi}",
        )
    return None


def typed(table: str, column: str, value: Any) -> Any:
    """Return a value as its column needs it: a day written as text as that day, an empty text as null."""
    if value == "":
        return None
    if TABLES[table].by_name[column].type == "date" and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value  # refused by the check that follows
    return value


def names_agency(table: str, column: str) -> bool:
    """Tell whether a column holds the id of an agency."""
    return any(key.table == "agencies" and column in key.columns for key in TABLES[table].foreign_keys)


def record_of(tables: Tables, record_id: str) -> tuple[str, Row] | None:
    """Return the table and the row of a fact, or the document of that id; None when there is none."""
    for name, declared in TABLES.items():
        key = "record_id" if declared.prefix else "document_id" if name == "documents" else None
        found = next((row for row in tables[name] if row[key] == record_id), None) if key is not None else None
        if found is not None:
            return name, found
    return None


def printed(tables: Tables, table: str, record_id: str, column: str) -> Row | None:
    """Return the evidence of a column: the first of the fields that it is read from that the row has."""
    rows = {row["field"]: row for row in tables["evidence"] if row["record_id"] == record_id}
    return next((rows[name] for name in TABLES[table].fields_of(column) if name in rows), None)


def correct(tables: Tables, table: str, row: Row, review: Review, value: Any) -> bool:
    """Set a column to the value that a reviewer gave, already typed, and say so; False when it does not fit.

    The row's `method` is then ``curated``; how sure the machine was of the rest of it stays. The column's evidence says
    who decided and goes on to show what the source prints. Findings that rest on the old value are marked.
    """
    column = review.about("column")
    if problems(table, [{**row, column: value}]):
        return False
    before, row[column] = row[column], value
    if "method" in row:
        row["method"] = "curated"
    note_decision(tables, table, row, column, review)
    if before != value:
        about, sums = concerned(tables, table, row, column, before)
        for decision, findings in (("corrected", about), ("unchecked", sums)):
            for finding in findings:
                finding.update(decision=decision, decided_by=decided_by(review))
    return True


def note_decision(tables: Tables, table: str, row: Row, column: str, review: Review) -> None:
    """Say in ``evidence`` who decided on a column; one without evidence of its own gets it, with what is printed."""
    record_id = row.get("record_id") or row["document_id"]
    shown = printed(tables, table, record_id, column)
    if shown is None or shown["field"] != column:
        # a heading above may say it; then the text found is only that of the row which it governs
        first = TABLES[table].fields_of(column)[0]
        is_its_text = column not in TABLES[table].above or (shown and shown["field"] == first and first.endswith("raw"))
        shown = {**(shown or {}), "record_id": record_id, "field": column}
        shown["text"] = shown.get("text") if is_its_text else None
        tables["evidence"].append(shown)
    shown["decided_by"] = decided_by(review)


def decided_by(review: Review) -> str:
    """Return who decided, and when, as the dataset says it."""
    return f"{' '.join(review.who.split())}, {review.when}"
