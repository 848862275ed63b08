"""Reviewers' decisions applied to the tables of a dataset. Pure: tables and decisions in, tables changed in place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from normalizers.agency_ids import by_id
from normalizers.text import clean
from pipeline.checks import again
from pipeline.conform import numbered
from pipeline.corrections import (
    Tables,
    correct,
    decided_by,
    names_agency,
    note_decision,
    printed,
    record_of,
    refusal,
    typed,
)
from pipeline.resolve import IDENTITY_RULES, agency_row
from pipeline.result import Row
from pipeline.reviews import Review
from schemas import TABLES

#: where agencies are named: table, id column, column with the name as printed
NAMED = tuple(
    (name, column, f"{column.removesuffix('_id')}_raw")
    for name, table in TABLES.items()
    for key in table.foreign_keys
    for column in key.columns
    if key.table == "agencies" and f"{column.removesuffix('_id')}_raw" in table.by_name
)


def replay(tables: Tables, reviews: Sequence[Review], known: Mapping[str, Row] | None = None) -> None:
    """Apply the decisions to merged tables; those whose text changed become findings ``review_reopened`` instead.

    Decisions about documents that the dataset does not hold wait for them. `known` are rows of ``agencies`` by id that
    other documents of the dataset gave, for decisions that name one.
    """
    days = {row["document_id"]: row.get("issued_on") for row in tables["documents"]}
    those = [
        review for review in reviews if not (review.about("document_id") and review.about("document_id") not in days)
    ]
    changes = [review for review in those if review.decision != "accepted"]
    before = again.found(tables) if changes else []
    for review in sorted(changes, key=lambda review: (review.decision == "same", review.key)):
        if review.decision == "same":
            _merge(tables, review, known or {})
        elif review.decision == "value":
            _set_value(tables, review, days[review.about("document_id")], known or {})
        else:
            _set_name(tables, review, days[review.about("document_id")], known or {})
    if changes:
        _count_mentions(tables)
        again.settle(tables, before)
    accept(tables, those)


def _set_name(tables: Tables, review: Review, on: date | None, known: Mapping[str, Row]) -> None:
    document, raw, within = (review.about(name) for name in ("document_id", "raw", "within"))
    met: list[tuple[str, str, Row]] = [
        (table, column, row)
        for table, column, printed in NAMED
        for row in tables[table]
        if row["document_id"] == document and row.get(printed) == raw
        if not within or row.get("parent_raw") == within
    ]
    if not met:
        where, where_vi = (f" under {within!r}", f" dưới “{within}”") if within else ("", "")
        return _reopen(
            tables,
            review,
            f"no row of the document names an agency as {raw!r}{where}",
            f"không còn dòng nào của văn bản nêu tên cơ quan là “{raw}”{where_vi}",
        )
    wanted = review.human
    if wanted is not None and not _ensure(tables, wanted, on, known):
        return _reopen(tables, review, *_unknown(wanted))
    before: dict[str | None, int] = defaultdict(int)
    for table, column, row in met:
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
                and finding.get("actual") == raw
            )
        ]
        note_decision(tables, table, row, column, review)
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


def _unknown(agency_id: str) -> tuple[str, str]:
    return (
        f"{agency_id!r} is no agency that the gazetteer or the catalogue knows",
        f"“{agency_id}” không có trong danh mục đơn vị hành chính và danh mục cơ quan",
    )


def _ensure(tables: Tables, agency_id: str, on: date | None, known: Mapping[str, Row]) -> bool:
    """Make sure that the agency, those above and before it are in ``agencies``; False if it is not told what it is."""
    listed = {row["agency_id"] for row in tables["agencies"]}
    waiting = [agency_id]
    while waiting:
        wanted = waiting.pop()
        if wanted in listed:
            continue
        match = by_id(wanted, on)
        row = agency_row(match, 0) if match is not None else known.get(wanted)
        if row is not None:
            tables["agencies"].append({**row, "mentions": 0})
            listed.add(wanted)
            waiting += [other for other in (row["parent_id"], row.get("previous_id")) if other is not None]
    return agency_id in listed


def unknown_agencies(reviews: Sequence[Review]) -> set[str]:
    """Return the agencies that decisions name and that only documents of the dataset can tell of."""
    named = {review.human for review in reviews if review.decision in ("unit", "same")}
    named |= {
        review.human
        for review in reviews
        if review.decision == "value" and isinstance(review.human, str) and review.about("column").endswith("_id")
    }
    return {agency_id for agency_id in named if by_id(agency_id, None) is None}


def _merge(tables: Tables, review: Review, known: Mapping[str, Row]) -> None:
    """Give everything of one agency to the other that it is the same as."""
    gone, kept = review.about("agency_id"), review.human
    if all(row["agency_id"] != gone for row in tables["agencies"]) or gone == kept:
        return
    if not _ensure(tables, kept, None, known):
        _reopen(tables, review, *_unknown(kept))
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


def _set_value(tables: Tables, review: Review, on: date | None, known: Mapping[str, Row]) -> None:
    record_id, column = review.about("record_id"), review.about("column")
    found = record_of(tables, record_id)
    if found is None:
        return _reopen(tables, review, "the record is no longer read from the document", "không còn đọc được dòng này")
    table, row = found
    if (why := refusal(table, column)) is not None:
        return _reopen(tables, review, *why)
    shown = printed(tables, table, record_id, column)
    text = shown["text"] if shown is not None else None
    if review.source is not None and review.source != text:
        return _reopen(
            tables,
            review,
            f"{column} was read from {review.source!r}, now from {text or 'nothing'!r}",
            f"{column} trước đọc từ “{review.source}”, nay từ “{text or ''}”",
        )
    value = typed(table, column, review.human)
    unknown = value is not None and names_agency(table, column) and not _ensure(tables, str(value), on, known)
    if unknown or not correct(tables, table, row, review, value):
        return _reopen(
            tables,
            review,
            f"{review.human!r} is no value of {table}.{column}",
            f"“{review.human}” không phải là giá trị của {table}.{column}",
        )
    return None


def accept(tables: Mapping[str, list[Row]], reviews: Sequence[Review]) -> None:
    """Mark the findings of one document that reviewers know and leave; ids are given anew, as they are published."""
    accepted = {review.about("finding_id"): review for review in reviews if review.decision == "accepted"}
    if not accepted:
        return
    tables["findings"][:] = numbered(tables["findings"])
    for finding in tables["findings"]:
        if finding["finding_id"] in accepted:
            finding.update(decision="accepted", decided_by=decided_by(accepted[finding["finding_id"]]))


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
        row = by_agency.get(waiting.pop(), {})
        new = {row.get("parent_id"), row.get("previous_id")} - used - {None}
        used |= new
        waiting += new
    tables["agencies"][:] = [row for row in tables["agencies"] if row["agency_id"] in used]


def _reopen(tables: Tables, review: Review, why: str, why_vi: str) -> None:
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
            "message": clean(f"The decision of {review.who} ({review.when}) is not applied: {why}."),
            "message_vi": clean(
                f"Quyết định của {review.who} ({review.when}) không được áp dụng, cần xem lại: {why_vi}."
            ),
        }
    )
