"""Reviewers' decisions applied to the tables of a dataset. Pure: tables and decisions in, tables changed in place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from normalizers.agency_ids import by_id
from pipeline.resolve import IDENTITY_RULES, agency_row
from pipeline.result import Row
from pipeline.reviews import Review
from schemas import TABLES
from schemas.validation import problems

Tables = dict[str, list[Row]]
#: where agencies are named: table, id column, column with the name as printed
NAMED = (
    ("qms_status", "agency_id", "agency_raw"), ("rollout", "agency_id", "agency_raw"),
    ("assignments", "agency_id", "agency_raw"), ("coverage", "scope_id", "scope_raw"),
    ("documents", "issuer_id", "issuer_raw"), ("citations", "issuer_id", "issuer_raw"),
)  # fmt: skip
#: what says which record a row is, and is never corrected
KEPT = ("record_id", "document_id")


def replay(tables: Tables, reviews: Sequence[Review]) -> None:
    """Apply the decisions to merged tables; those whose text changed become findings ``review_reopened`` instead.

    Decisions about documents that the dataset does not hold wait for them.
    """
    days = {row["document_id"]: row.get("issued_on") for row in tables["documents"]}
    for review in sorted(reviews, key=lambda review: (review.decision == "same", review.key)):
        document = review.about("document_id")
        if document and document not in days:
            continue
        if review.decision == "same":
            _merge(tables, review)
        elif review.decision == "value":
            _set_value(tables, review)
        else:
            _set_name(tables, review, days[document])
    if reviews:
        _count_mentions(tables)


def _set_name(tables: Tables, review: Review, on: date | None) -> None:
    document, raw, within = (review.about(name) for name in ("document_id", "raw", "within"))
    met: list[tuple[str, Row]] = [
        (column, row)
        for table, column, printed in NAMED
        for row in tables[table]
        if row["document_id"] == document and row.get(printed) == raw
        if not within or row.get("parent_raw") == within
    ]
    if not met:
        where = f" under {within!r}" if within else ""
        return _reopen(tables, review, f"{raw!r}{where} no longer stands in the document")
    wanted = review.human
    if wanted is not None and not _ensure(tables, wanted, on):
        return _reopen(tables, review, f"{wanted!r} is no agency that the gazetteer or the catalogue knows")
    before: dict[str | None, int] = defaultdict(int)
    for column, row in met:
        if review.decision == "different" and row[column] != review.machine:
            continue  # the machine no longer says what was rejected
        before[row[column]] += 1
        row[column] = wanted
        if "method" in row:
            row["method"] = "curated"
            row["confidence"] = 1.0
        tables["findings"][:] = [
            finding
            for finding in tables["findings"]
            if not (
                finding["document_id"] == document
                and finding["rule"] in IDENTITY_RULES
                and finding.get("record_id") == row.get("record_id")
            )
        ]
    _move_names(tables, document, raw, before, wanted)
    return None


def _move_names(tables: Tables, document: str, raw: str, before: dict[str | None, int], wanted: str | None) -> None:
    """Move the occurrences of a spelling from the agencies that it was taken for to the one that it means."""
    for agency_id, count in before.items():
        for row in tables["agency_names"]:
            if (row["agency_id"], row["name_raw"], row["document_id"]) == (agency_id, raw, document):
                row["occurrences"] -= count
    tables["agency_names"][:] = [row for row in tables["agency_names"] if row["occurrences"] > 0]
    if wanted is None or not before:
        return
    for row in tables["agency_names"]:
        if (row["agency_id"], row["name_raw"], row["document_id"]) == (wanted, raw, document):
            row.update(occurrences=row["occurrences"] + sum(before.values()), method="curated", score=1.0)
            return
    tables["agency_names"].append(
        {
            "agency_id": wanted, "name_raw": raw, "document_id": document, "occurrences": sum(before.values()),
            "method": "curated", "score": 1.0, "context": None,
        }
    )  # fmt: skip


def _ensure(tables: Tables, agency_id: str, on: date | None) -> bool:
    """Make sure that the agency and those above it are in ``agencies``; False when it cannot be told what it is."""
    listed = {row["agency_id"] for row in tables["agencies"]}
    wanted: str | None = agency_id
    while wanted is not None and wanted not in listed:
        match = by_id(wanted, on)
        if match is None:
            return wanted != agency_id
        tables["agencies"].append(agency_row(match, 0))
        listed.add(wanted)
        wanted = match.parent_id
    return True


def _merge(tables: Tables, review: Review) -> None:
    """Give everything of one agency to the other that it is the same as."""
    gone, kept = review.about("agency_id"), review.human
    if all(row["agency_id"] != gone for row in tables["agencies"]) or gone == kept:
        return
    if not _ensure(tables, kept, None):
        _reopen(tables, review, f"{kept!r} is no agency that the gazetteer or the catalogue knows")
        return
    for table, column, _ in NAMED:
        for row in tables[table]:
            if row[column] == gone:
                row[column] = kept
                if "method" in row:
                    row["method"] = "curated"
    for row in tables["agencies"]:
        for column in ("parent_id", "previous_id"):
            if row[column] == gone:
                row[column] = kept
    tables["agencies"][:] = [row for row in tables["agencies"] if row["agency_id"] != gone]
    names: dict[tuple[str, str], Row] = {}
    for row in tables["agency_names"]:
        if row["agency_id"] == gone:
            row.update(agency_id=kept, method="curated", score=1.0)
        if row["agency_id"] != kept:
            continue
        first = names.setdefault((row["name_raw"], row["document_id"]), row)
        if first is not row:
            first["occurrences"] += row["occurrences"]
            row["occurrences"] = 0
    tables["agency_names"][:] = [row for row in tables["agency_names"] if row["occurrences"]]


def _set_value(tables: Tables, review: Review) -> None:
    record_id, column = review.about("record_id"), review.about("column")
    found = [
        (table, row)
        for table, rows in tables.items()
        if "record_id" in TABLES[table].by_name and table not in ("evidence", "findings")
        for row in rows
        if row.get("record_id") == record_id
    ]
    if not found:
        return _reopen(tables, review, "the record is no longer read from the document")
    table, row = found[0]
    if column not in TABLES[table].by_name or column in KEPT:
        return _reopen(tables, review, f"{table} has no column {column!r} that may be set")
    texts = [item["text"] for item in tables["evidence"] if (item["record_id"], item["field"]) == (record_id, column)]
    if review.source is not None and review.source not in texts:
        now = " | ".join(map(str, texts)) or "nothing"
        return _reopen(tables, review, f"{column} was read from {review.source!r}, now from {now!r}")
    value = typed(table, column, review.human)
    if problems(table, [{**row, column: value}]):
        return _reopen(tables, review, f"{review.human!r} is no value of {table}.{column}")
    row.update({column: value, "method": "curated", "confidence": 1.0})
    return None


def typed(table: str, column: str, value: Any) -> Any:
    """Return a day written as text as the day that a column of days needs; any other value as it is."""
    if TABLES[table].by_name[column].type == "date" and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value  # refused by the check that follows
    return value


def _count_mentions(tables: Tables) -> None:
    """Make ``mentions`` what the names add up to, and leave out agencies that nothing mentions any more."""
    counted: dict[str, int] = defaultdict(int)
    for row in tables["agency_names"]:
        counted[row["agency_id"]] += row["occurrences"]
    used = {row[column] for table, column, _ in NAMED for row in tables[table]} | set(counted)
    for row in tables["agencies"]:
        row["mentions"] = counted[row["agency_id"]]
    by_agency = {row["agency_id"]: row for row in tables["agencies"]}
    waiting = list(used)
    while waiting:
        above = by_agency.get(waiting.pop(), {}).get("parent_id")
        if above and above not in used:
            used.add(above)
            waiting.append(above)
    tables["agencies"][:] = [row for row in tables["agencies"] if row["agency_id"] in used]


def _reopen(tables: Tables, review: Review, why: str) -> None:
    document = review.about("document_id")
    if not document:
        document = next((row["document_id"] for row in tables["documents"]), "")
    tables["findings"].append(
        {
            "document_id": document,
            "record_id": None,
            "rule": "review_reopened",
            "severity": "warning",
            "expected": None if review.human is None else str(review.human),
            "actual": review.about("raw") or review.source,
            "message": f"The decision of {review.who} ({review.when}) is not applied: {why}.",
            "message_vi": f"Quyết định của {review.who} ({review.when}) không được áp dụng, cần xem lại: {why}.",
        }
    )
