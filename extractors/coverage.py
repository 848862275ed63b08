"""Coverage: how many of a group take part, where a table counts rather than names.

Three printed forms: counts in the year columns of a group or total row ("Tổng (147 cơ quan) | 35 | 10 | 102",
"Huyện Đăk Glei | | | 12"), a fraction behind the group's name ("UBND huyện Điện Biên (15/25)"), and tables with a row
for each group (`extractors.coverage_tables`) or a column for each (`extractors.coverage_columns`).
"""

from __future__ import annotations

import regex

from extractors.columns import Columns
from extractors.coverage_columns import groups_as_columns
from extractors.coverage_tables import counted_groups
from extractors.document import Document, Place
from extractors.layout import rows as layout_rows
from extractors.layout.labels import Label, parse_label
from extractors.records import Cited, Extraction, Mention, Record
from extractors.rollout_tables import counts_those_above, rollout_tables
from extractors.scope import Scope
from extractors.shares import fits_share, share_differs
from normalizers.agencies import is_agency, is_group, resolve
from normalizers.flags import is_blank, is_mark
from normalizers.numbers import find_agency_total, find_fraction, parse_count
from normalizers.vocabulary import counts_a_kind, group_level, time_heading

_COUNTED = regex.compile(r"\s*\(\s*\d+[^)]*\)\s*$")  # "(3 đơn vị)"
_OF_SECTION = regex.compile(r"(?i:^(?:Tổng\s+)?cộng\s+(?:(?:mục|phần|nhóm|khối)\s+)?)\(?([IVX]+|[A-H])\)?\s*[:.]?$")
_FRACTION = regex.compile(r"\s*\(\s*\d+\s*/\s*\d+[^)]*\)\s*$")  # the count behind a group's name


def extract(document: Document, scope: Scope) -> Extraction:
    """Read the counts printed in the group and total rows of rollout tables and lists into rows of ``coverage``."""
    extraction = Extraction()
    for listed in rollout_tables(document, scope):
        columns, year = listed.parts[0], listed.list_of
        table = columns.table
        groups = layout_rows.groups(table)
        for row in range(table.header_rows, table.rows):
            label = layout_rows.label_text(table, row)
            role = "total" if counts_those_above(label) else layout_rows.role(table, row)
            if role not in ("group", "total"):
                continue
            outer = tuple(layout_rows.label_text(table, index) for index in groups.get(row, ()))
            level = _level_summed(columns, row, label, scope) if role == "total" else _level(label, outer, scope)
            found = _counts(columns, row) if year is None else _fraction(label, year, columns.row_place(row))
            for nth, (of_year, count, total, cited) in enumerate(found):
                group, position = (label, level, role == "total"), (listed.ordinal, row, nth)
                record = _record(columns, row, group, position, (of_year, count, total), cited)
                record.governed_by = ((listed.ordinal, row),)
                extraction.records.append(record)
    for number, columns, counted in (*counted_groups(document), *groups_as_columns(document)):
        levels = [None if one.role == "total" else _level(one.label, (), scope) for one in counted]
        of_rows = {level for one, level in zip(counted, levels, strict=True) if one.role != "total"}
        for nth, (one, level) in enumerate(zip(counted, levels, strict=True)):
            if one.role == "total" and len(of_rows) == 1:
                level = next(iter(of_rows))  # what all rows count, their total counts too
            group, cited = (one.label, level, one.role == "total"), Cited(one.cell.text, one.cell.place)
            counts = (one.year, one.count, one.total)
            record = _record(columns, one.row, group, ("groups", number, nth), counts, cited)
            record.values["row_role"] = one.role  # read by the checks, not published
            if one.share is not None and not fits_share(one.share.text, one.count, one.total):
                share = Cited(one.share.text, one.share.place)
                record.findings.append(share_differs(one.label, one.count, one.total, share))
            extraction.records.append(record)
    return extraction


def _level(label: str, outer: tuple[str, ...], scope: Scope) -> str | None:
    """Return the level of the agencies that a heading counts; a heading that names one district counts its communes."""
    level = group_level(label, outer)
    if level is None and is_agency(label) and not is_group(label):
        named = resolve(label, province_code=scope.province_code, on=scope.on).level
        return "commune" if named == "district" else None
    return level


def _level_summed(columns: Columns, row: int, label: str, scope: Scope) -> str | None:
    """Return the level of the section that a total names by its number ("Cộng mục I"), None where it names none."""
    named = _OF_SECTION.search(label)
    if named is None:
        return None
    table = columns.table
    for above in range(row - 1, table.header_rows - 1, -1):
        number = layout_rows.label(table, above)
        if number is None or layout_rows.role(table, above) != "group":
            continue
        if number in (parse_label(named[1]), parse_label(named[1], Label("upper", (number.value - 1,)))):
            return _level(layout_rows.label_text(table, above), (), scope)
    return None


def _counts(columns: Columns, row: int) -> list[tuple[int | None, int, int | None, Cited]]:
    """Return (year, count, total, cell) for each year column of the row that holds a number."""
    found = []
    total = find_agency_total(layout_rows.label_text(columns.table, row))
    for column in columns.of("year"):
        cell = columns.at(row, column.index)
        if cell is None or is_blank(cell.text) or is_mark(cell.text):
            continue
        count = parse_count(cell.text)
        if count is not None:
            found.append((column.year, count, total, Cited(cell.text, cell.place)))
    if not found and total is not None:  # "II | UBND cấp huyện (3 đơn vị)": for all the years of the table
        label = layout_rows.label_text(columns.table, row)
        time = time_heading(label)  # "I | Năm 2018 (06 cơ quan)": for that year
        found.append((time.year if time else None, total, None, Cited(label, columns.row_place(row))))
    return found


def _fraction(label: str, year: int, place: Place) -> list[tuple[int | None, int, int | None, Cited]]:
    fraction = find_fraction(label)
    return [(year, fraction[0], fraction[1], Cited(label, place))] if fraction else []


def _record(
    columns: Columns,
    row: int,
    group: tuple[str, str | None, bool],
    position: tuple[int | str, ...],
    counted: tuple[int | None, int, int | None],
    cited: Cited,
) -> Record:
    label, level, is_total = group
    year, count, total = counted
    place = columns.row_place(row)
    names_agency = is_agency(label) and not is_group(label) and counts_a_kind(label) is None
    record = Record(
        table="coverage",
        position=position,
        values={
            "scope_raw": _COUNTED.sub("", label) if total is None and not is_total else _FRACTION.sub("", label),
            "group_level": level,
            "year": year,
            "count": count,
            "total": total,
            "raw": columns.row_text(row),
            "total_row": is_total,  # read by the checks, not published
        },
        evidence={"scope_raw": Cited(label, place), "count": cited},
        mentions={"scope_id": Mention(label, place)} if names_agency else {},
        place=place,
    )
    if row in columns.table.inferred_rows:
        record.method, record.confidence = "inferred", 0.8
    return record
