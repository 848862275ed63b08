"""Rollout (lộ trình): which agency applies the system in which year.

Five ways in which documents say it: tables with a column a year and a mark in it; lists of agencies with the year or
the day in a column ("Năm thực hiện": "Quý II/2020") or in the group row over them; lists whose title names the year
("Danh sách UBND cấp xã ... năm 2018"); tables whose cells list the agencies of a year (`extractors.rollout_cells`);
and prose (`extractors.rollout_prose`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import regex

from extractors.columns import Column, Columns
from extractors.document import Document, Table
from extractors.layout import rows as layout_rows
from extractors.parents import Parents, governing_parents, named_parent
from extractors.records import Cited, Extraction, Finding, Mention, Record
from extractors.rollout_cells import tables_of_lists
from extractors.rollout_prose import prose_rollout
from extractors.rollout_tables import (
    counts_those_above,
    day_within,
    first_time_columns,
    first_time_said,
    is_first,
    keeps_up,
    rollout_tables,
    stated_times,
    takes_up,
    time_columns,
    work_columns,
    years_of_groups,
)
from extractors.scope import Scope
from normalizers.dates import find_dates
from normalizers.deadlines import parse_time
from normalizers.flags import is_blank
from normalizers.numbers import parse_row_no
from normalizers.text import fold
from normalizers.vocabulary import time_heading

_NAMED = regex.compile(r"\p{L}{2}")

_PART_OF_YEAR = regex.compile(r"(?<!\p{L})(?:quý|tháng)\s")
_BY_WHEN = regex.compile(r"(?<!\p{L})(?:thời hạn|hạn|hoàn thành)(?!\p{L})")


def extract(document: Document, scope: Scope) -> Extraction:
    """Read every rollout table, list and phase in prose of a shaped document into rows of ``rollout``."""
    extraction = Extraction()
    lists = tables_of_lists(document, scope)
    for listed in rollout_tables(document, scope):
        if any(listed.parts[0].table is table for table, _ in lists):
            continue
        part = listed.parts[0]
        known = (*time_columns(part), *work_columns(part), *first_time_columns(part))
        told = {column.heading for column in known}
        extraction.findings += [one for one in part.unknown_headings() if one.actual not in told]
        index = 0
        for columns in listed.parts:
            parents = governing_parents(columns, scope)
            beside = first_time_columns(columns)
            for row in _agency_rows(columns):
                position = (listed.ordinal, index)
                extraction.records += _row_records(columns, row, listed.list_of, parents, beside, position)
                index += 1
    extraction.records += [record for _, records in lists for record in records]
    extraction.records += prose_rollout(document)
    return extraction


def _agency_rows(columns: Columns) -> Iterator[int]:
    for row in columns.body():
        agency = columns.cited(row, "agency")
        # a mark, a figure or a time stands there where a dump has moved a row's cells
        named = agency is not None and _NAMED.search(agency.text) and time_heading(agency.text) is None
        if named and not counts_those_above(layout_rows.label_text(columns.table, row)):
            yield row


def _row_records(
    columns: Columns, row: int, list_of: int | None, parents: Parents, beside: list[Column], position: tuple[int, int]
) -> list[Record]:
    """Return one record for each year marked in the row; one without a year when none is.

    `beside` are the columns that say whether it is the first time.
    """
    table = columns.table
    agency = columns.cited(row, "agency")
    assert agency is not None  # only rows with an agency come here
    findings: list[Finding] = []
    years: list[tuple[int | None, Cited | None]] = []
    firsts: dict[int | None, bool] = {}
    deadlines: dict[int, date] = {}
    timed = time_columns(columns)
    of_group = False  # "I | Năm 2026 (12 đơn vị)" over the agencies of that year
    if list_of is not None:
        years = [(list_of, None)]
    elif not timed:
        of_group = years_of_groups(columns)
        for heading, when in stated_times(columns, row):
            year, day = _when(when, heading)
            if day is not None:
                deadlines[day.year] = day
            if year is None and not is_blank(when.text):
                findings.append(_unclear_year(agency, when))
            if (first := is_first(heading)) is not None:
                firsts[year] = first
            years.append((year, when))
        years = years or [(None, None)]
    else:
        for column in timed:
            cell = columns.at(row, column.index)
            if cell is None or is_blank(cell.text):
                continue
            if keeps_up(cell.text):
                continue
            day = day_within(cell.text, column.year) if column.year is not None else None
            if day is not None:
                deadlines[day.year] = day
                years.append((day.year, Cited(cell.text, cell.place)))
                continue
            if takes_up(cell.text):
                for words in (column.heading, cell.text):
                    if (first := is_first(words)) is not None:
                        firsts[column.year] = first
                if column.year is None:
                    findings.append(_unclear_year(agency, Cited(column.heading, cell.place)))
                if all(year != column.year for year, _ in years):  # two quarters of one year
                    years.append((column.year, Cited(cell.text, cell.place)))
            else:
                findings.append(_text_in_year(agency, column.heading, Cited(cell.text, cell.place)))
        if not years:
            years = [(None, None)]
            if not findings:
                findings.append(_without_mark(agency, columns, row))
    parent, how = parents.of(row)
    within = named_parent(columns, parent.text) if parent is not None else ""
    group, first_time = _group(table, row, parents)
    said = first_time_said(columns, row, beside)
    if said is not None:
        first_time = said[0]
    note = columns.cited(row, "note")
    if note is not None and "lần đầu" in fold(note.text):
        first_time = True
    row_no = columns.cited(row, "row_no")
    records = []
    for nth, (year, mark) in enumerate(years):
        evidence = {"agency_raw": agency}
        if mark is not None and year is not None:
            evidence["year"] = mark
        if said is not None:
            evidence["first_time"] = said[1]
        deadline = deadlines.get(year) if year is not None else None
        if mark is not None and deadline is not None:
            evidence["deadline_on"] = mark
        if row_no is not None:
            evidence["row_no"] = row_no
        if parent is not None:
            evidence["parent_raw"] = parent
        record = Record(
            table="rollout",
            position=(*position, nth),
            values={
                "row_no": parse_row_no(row_no.text) if row_no else None,
                "agency_raw": agency.text,
                "group_raw": group,
                "parent_raw": parent.text if parent else None,
                "year": year,
                "deadline_on": deadline,
                "basis": "list" if list_of is not None or of_group else "table",
                "first_time": firsts.get(year, first_time),
            },
            evidence=evidence,
            mentions={"agency_id": Mention(agency.text, agency.place, within)},
            findings=findings if nth == 0 else [],
            place=columns.row_place(row),
            governed_by=tuple((position[0], index) for index in layout_rows.groups(table).get(row, ())),
        )
        if how == "inferred" or row in table.inferred_rows:
            record.method, record.confidence = "inferred", 0.8
        records.append(record)
    return records


def _when(cited: Cited, heading: str) -> tuple[int | None, date | None]:
    """Return (year, deadline) of a cell: "2019" and "Quý II/2020" give a year, "Trước 30/6/2020" a day and its year.

    Under a heading that asks by when it is done ("Thời hạn hoàn thành") a quarter or a month is a deadline too: its
    last day. Several years ("2019-2020") give none: the cell does not say which one.
    """
    days = [mention.value for mention in find_dates(cited.text) if mention.value is not None]
    if len(days) == 1:
        return days[0].year, days[0]
    if days:
        return None, None
    years = {int(year) for year in regex.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", cited.text)}
    if len(years) != 1:
        return None, None
    part = _PART_OF_YEAR.search(fold(cited.text)) and _BY_WHEN.search(fold(heading))
    return years.pop(), parse_time(cited.text).on if part else None


def _unclear_year(agency: Cited, cited: Cited) -> Finding:
    return Finding(
        rule="unclear_year",
        severity="info",
        message=f"{agency.text}: {cited.text!r} does not say one year; the year is left empty.",
        message_vi=f"{agency.text}: “{cited.text}” không chỉ rõ một năm; để trống.",
        place=cited.place,
        expected="one year",
        actual=cited.text,
    )


def _group(table: Table, row: int, parents: Parents) -> tuple[str | None, bool | None]:
    """Return the innermost group heading that is no parent, and whether any governing group says "lần đầu"."""
    stack = layout_rows.groups(table).get(row, ())
    texts = [layout_rows.label_text(table, index) for index in stack if index not in parents.group_rows]
    first_time = True if any("lần đầu" in fold(text) for text in texts) else None
    return (texts[-1] if texts else None), first_time


def _text_in_year(agency: Cited, heading: str, cited: Cited) -> Finding:
    return Finding(
        rule="text_in_flag_column",
        severity="warning",
        message=f"{agency.text}: {cited.text!r} stands under {heading!r}, where a mark is expected.",
        message_vi=f"{agency.text}: “{cited.text}” nằm ở cột “{heading}” vốn chỉ dùng để đánh dấu.",
        place=cited.place,
        expected="a mark or nothing",
        actual=cited.text,
    )


def _without_mark(agency: Cited, columns: Columns, row: int) -> Finding:
    return Finding(
        rule="row_without_mark",
        severity="warning",
        message=f"{agency.text} is listed without a mark in any year column.",
        message_vi=f"{agency.text} có tên trong danh sách nhưng không được đánh dấu ở năm nào.",
        place=columns.row_place(row),
        expected="a mark under one of the years",
        actual="no mark",
    )
