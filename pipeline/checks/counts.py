"""Printed counts against the rows listed under them."""

from __future__ import annotations

from extractors.records import Finding, Record


def printed_counts(records: list[Record]) -> list[Finding]:
    """Attach `count_mismatch` to each coverage record whose count differs from the rows that its group lists."""
    rollout = [record for record in records if record.table == "rollout"]
    for record in records:
        if record.table != "coverage" or not record.governed_by:
            continue
        table, row = record.governed_by[0]
        year = record.values["year"]
        under = [
            other
            for other in rollout
            if other.position[0] == table
            and (year is None or other.values["year"] == year)
            and ((table, row) in other.governed_by or record.values["total_row"])
        ]
        listed = len(under)
        if listed and listed != record.values["count"]:
            record.findings.append(_mismatch(record, listed))
    return []


def _mismatch(record: Record, listed: int) -> Finding:
    scope, year, count = record.values["scope_raw"], record.values["year"], record.values["count"]
    when = f" for {year}" if year else ""
    return Finding(
        rule="count_mismatch",
        severity="warning",
        message=f"{scope}: {count} printed{when}, {listed} listed.",
        message_vi=f"{scope}: văn bản ghi {count} nhưng liệt kê {listed}" + (f" (năm {year})." if year else "."),
        place=record.place,
        expected=str(count),
        actual=str(listed),
        difference=str(listed - count),
    )
