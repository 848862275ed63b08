"""The total row ("Tổng cộng | 120/300") and the counts of groups ("Cấp tỉnh (03 đơn vị)") against a table's rows."""

from __future__ import annotations

import regex

from extractors.columns import Columns
from extractors.document import Place
from extractors.layout import rows as layout_rows
from extractors.records import Cited, Finding, Record
from extractors.status_counts import counted, read_counts
from normalizers.numbers import find_agency_total, parse_count

# one figure in brackets: "(10 đạt, 2 chưa đạt)" and "(3/15 xã)" count something else
_COUNT = regex.compile(r"\(\s*\d{1,4}\s[^()\d]{2,30}\)\s*$")


def totals_that_differ(columns: Columns, records: list[Record]) -> list[Finding]:
    """Return a finding for each number of procedures in the table's last total row that is not the sum of its rows.

    Nothing is said where a row's own number cannot be read, or where only some rows state a total.
    """
    table = columns.table
    totals = [row for row in range(table.header_rows, table.rows) if layout_rows.role(table, row) == "total"]
    bodies = list(columns.body())
    if not totals or not bodies or totals[-1] < bodies[-1]:
        return []
    printed = _printed(columns, totals[-1])
    findings = []
    for field, (count, cited) in printed.items():
        values = [record.values[field] for record in records if record.values["procedures_state"] != "not_stated"]
        unreadable = any(finding.rule == "unreadable_number" for record in records for finding in record.findings)
        if unreadable or not values or any(value is None for value in values):
            continue
        added = sum(values)
        if added != count:
            findings.append(_mismatch(field, count, added, cited))
    return findings


def groups_that_differ(columns: Columns, listed: set[int]) -> list[Finding]:
    """Return a finding for each group whose printed count ("Cấp tỉnh (03 đơn vị)") is not that of its `listed` rows."""
    table = columns.table
    governing = layout_rows.groups(table)
    findings = []
    for row in range(table.header_rows, table.rows):
        if layout_rows.role(table, row) != "group":
            continue
        label = layout_rows.label_text(table, row)
        counted = _COUNT.search(label)
        printed = find_agency_total(counted[0]) if counted else None
        under = sum(1 for one in listed if row in governing.get(one, ()))
        if printed is not None and under and printed != under:
            findings.append(_miscounted(label, printed, under, columns.row_place(row)))
    return findings


def _miscounted(label: str, printed: int, under: int, place: Place) -> Finding:
    return Finding(
        rule="count_mismatch",
        severity="warning",
        message=f"{label}: {printed} printed, {under} listed.",
        message_vi=f"{label}: văn bản ghi {printed} nhưng liệt kê {under}.",
        place=place,
        expected=str(printed),
        actual=str(under),
        difference=str(under - printed),
    )


def _printed(columns: Columns, row: int) -> dict[str, tuple[int, Cited]]:
    """Return what the total row prints of each number, with its cell."""
    found: dict[str, tuple[int, Cited]] = {}
    combined, total = counted(columns, row)
    if combined is not None:
        parsed = read_counts(columns, combined.text)
        for field, count in (("procedures_applied", parsed.applied), ("procedures_total", parsed.total)):
            if count is not None:
                found[field] = (count, combined)
    count = parse_count(total.text) if total is not None else None
    if total is not None and count is not None:
        found.setdefault("procedures_total", (count, total))
    return found


def _mismatch(field: str, count: int, added: int, cited: Cited) -> Finding:
    what = "procedures applied" if field == "procedures_applied" else "procedures in all"
    what_vi = "số TTHC đã áp dụng" if field == "procedures_applied" else "tổng số TTHC"
    return Finding(
        rule="sum_mismatch",
        severity="warning",
        message=f"The total row prints {count} {what}; the rows add up to {added}.",
        message_vi=f"Dòng tổng cộng ghi {count} ({what_vi}) nhưng cộng các dòng được {added}.",
        place=cited.place,
        expected=str(added),
        actual=str(count),
        difference=str(count - added),
    )
