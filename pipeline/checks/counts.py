"""Printed counts against the rows listed under them, and totals of counts against what they add up."""

from __future__ import annotations

from collections import defaultdict

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
        part = _since_total(records, record, under) if record.values["total_row"] else []
        if part and listed != record.values["count"]:
            listed = len(part)  # "Cộng mục II" adds up its own part
        if listed and listed != record.values["count"]:
            record.findings.append(_mismatch(record, listed))
    return []


def _since_total(records: list[Record], total: Record, under: list[Record]) -> list[Record]:
    """Return those of the rows `under` a table's total row that stand between the total row before it and itself."""
    table, row = total.governed_by[0]
    totals = [
        other.governed_by[0][1]
        for other in records
        if other.table == "coverage" and other.governed_by and other.values["total_row"]
        if other.governed_by[0][0] == table and other.governed_by[0][1] < row
    ]
    groups = {at for one in under for of, at in one.governed_by if of == table and max(totals, default=-1) < at < row}
    return [one for one in under if any((table, at) in one.governed_by for at in groups)]


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


def added_counts(records: list[Record]) -> list[Finding]:
    """Attach `sum_mismatch` to a total row of a table of groups whose count is not what the rows above add up to.

    Where groups have rows of their own, a total adds up the groups or the rows: one of these readings must fit.
    """
    tables: dict[object, list[Record]] = defaultdict(list)
    for record in records:
        if record.table == "coverage" and record.position[0] == "groups":
            tables[record.position[1]].append(record)
    for found in tables.values():
        for total in found:
            if not total.values["total_row"]:
                continue
            above = [
                other
                for other in found
                if not other.values["total_row"] and other.values["year"] == total.values["year"]
            ]
            groups = [other for other in above if other.values["row_role"] == "group"]
            readings = [above, groups, [other for other in above if other not in groups]]
            sums = [sum(other.values["count"] for other in reading) for reading in readings if len(reading) > 1]
            sums += _partial_sums(found, total)
            if sums and total.values["count"] not in sums:
                total.findings.append(_wrong_sum(total, sums[0]))
    return []


def told_counts(records: list[Record]) -> list[Finding]:
    """Attach `count_mismatch` to each count in the text that the total of the table on the same whole contradicts.

    "có 78/141 UBND xã đã áp dụng" over a table whose total row is 77 of 141.
    """
    counted = [record for record in records if record.table == "coverage" and record.values["total"] is not None]
    totals = [record for record in counted if record.position[0] == "groups" and record.values["total_row"]]
    for record in counted:
        if record.position[0] != "phase" or record.values["group_level"] is None:
            continue
        same = [
            total
            for total in totals
            if all(total.values[name] == record.values[name] for name in ("group_level", "total"))
            and total.values["year"] in (None, record.values["year"])
        ]
        found = {total.values["count"] for total in same}
        if len(found) == 1 and record.values["count"] not in found:
            record.findings.append(_contradicted(record, found.pop()))
    return []


def _contradicted(record: Record, total: int) -> Finding:
    scope, count, whole = (record.values[name] for name in ("scope_raw", "count", "total"))
    return Finding(
        rule="count_mismatch",
        severity="warning",
        message=f"{scope}: {count} of {whole} in the text, but the table's total row prints {total}.",
        message_vi=f"{scope}: phần lời ghi {count}/{whole} nhưng dòng tổng của bảng ghi {total}.",
        place=record.place,
        expected=str(total),
        actual=str(count),
        difference=str(count - total),
    )


def _partial_sums(found: list[Record], total: Record) -> list[int]:
    """Return what a total of a part may add up: the rows since the total before it, or the totals themselves."""
    since: list[int] = []
    totals: list[int] = []
    for other in found[: found.index(total)]:
        if other.values["year"] != total.values["year"]:
            continue
        if other.values["total_row"]:
            since = []
            totals.append(other.values["count"])
        else:
            since.append(other.values["count"])
    return [sum(counts) for counts in (since, totals) if counts]


def _wrong_sum(record: Record, added: int) -> Finding:
    scope, year, count = record.values["scope_raw"], record.values["year"], record.values["count"]
    when = f" for {year}" if year else ""
    return Finding(
        rule="sum_mismatch",
        severity="warning",
        message=f"{scope}: {count} agencies printed{when}, but the rows add up to {added}.",
        message_vi=f"{scope}: văn bản ghi {count} cơ quan nhưng các dòng cộng lại là {added}"
        + (f" (năm {year})." if year else "."),
        place=record.place,
        expected=str(added),
        actual=str(count),
        difference=str(count - added),
    )
