"""Lists of administrative procedures (danh mục thủ tục hành chính): one row per procedure that a decision names.

A list is known by a column of procedures' names. What a row does not say itself, its group rows say ("Lĩnh vực Thú y",
"B. Thủ tục hành chính cấp tỉnh"), then the headings over the table from the nearest outwards, then the titles of the
annex and of the decision.
"""

from __future__ import annotations

from itertools import pairwise

from extractors.columns import Column, Columns
from extractors.document import Document, Paragraph, Table
from extractors.layout import rows as layout_rows
from extractors.procedure_lists import context
from extractors.procedure_lists.columns import ProcedureColumns, procedure_columns, unused
from extractors.procedure_lists.counts import Listed, printed_counts
from extractors.procedure_lists.fields import (
    ProcedureList,
    captions,
    cited_of,
    set_action,
    set_agency,
    set_field,
    set_levels,
    set_names,
    set_online,
    set_texts,
)
from extractors.procedure_lists.lines import lines_of
from extractors.procedure_lists.step_sums import sums_that_differ
from extractors.procedure_lists.steps import is_of_steps, plain_name, steps_of, total_of
from extractors.procedure_lists.values import set_fees, set_times
from extractors.records import Cited, Extraction, Record
from extractors.scope import Scope
from normalizers import procedures
from normalizers.numbers import parse_row_no
from normalizers.text import fold

_NOTES_ABOVE = 2  # lines over a table that may state its unit
_LONGEST_NOTE = 60  # characters of one


def extract(document: Document, title: str = "", scope: Scope | None = None) -> Extraction:
    """Read every list of procedures of a shaped document; `title` is that of the decision, `scope` whose it is."""
    extraction = Extraction()
    over = context.headings_over(document)
    listed: list[Listed] = []
    others: list[tuple[int, Columns]] = []
    steps: list[tuple[int, ProcedureList]] = []
    number = 0
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Table):
            continue
        number += 1
        columns = Columns(block)
        found = procedure_columns(block, columns)
        part = document.parts[block.part].title if block.part < len(document.parts) else ""
        titles = (part, title) if part and fold(part) != fold(title) else (title,)
        if found is None:
            others.append((index, columns))
            stacked = over.get(index, ())
            if is_of_steps(block, columns, [*titles, *(heading.text for heading in stacked)]):
                nameless = ProcedureColumns(columns, Column(-1, "procedure_name", None, ""))
                steps.append(
                    (index, ProcedureList(document, block, number, nameless, stacked, titles, scope or Scope()))
                )
            continue
        unit = _noted_unit(document, index)
        one = ProcedureList(document, block, number, found, over.get(index, ()), titles, scope or Scope(), unit)
        rows = _rows(one, len(listed) + 1)
        if not rows:
            continue
        listed.append(Listed(block, rows, one.over))
        extraction.records += rows
        extraction.findings += [
            finding for finding in columns.unknown_headings() if finding.actual not in unused(found) | found.headings()
        ]
    extraction.findings += printed_counts(document, listed, others, title)
    extraction.records += _of_steps(document, steps, extraction.records, len(listed))
    for index, one in steps:
        for steps_in in steps_of(document, index, one.found.columns, one.over):
            extraction.findings += sums_that_differ(one.found.columns, steps_in.row, steps_in.end)
    if not extraction.records:
        extraction.records += _of_lines(document, over, title, scope or Scope())
    return extraction


def _noted_unit(document: Document, index: int) -> str | None:
    """Return the unit of time that a line right over a table states: "Đơn vị tính thời gian: ngày làm việc"."""
    for block in reversed(document.blocks[max(0, index - _NOTES_ABOVE) : index]):
        if not isinstance(block, Paragraph):
            return None
        if fold(block.text).lstrip("( *").startswith(("đơn vị", "đvt")) and len(block.text) <= _LONGEST_NOTE:
            return procedures.heading_time_unit(block.text)
    return None


def _of_lines(
    document: Document, over: dict[int, tuple[context.Heading, ...]], title: str, scope: Scope
) -> list[Record]:
    """Return a row for each procedure that a document without tables of them lists in numbered lines."""
    records: list[Record] = []
    for line in lines_of(document, over):
        place = line.paragraph.place
        table = line.table()
        found = procedure_columns(table, Columns(table))
        if found is None:
            continue  # the vocabulary of headings has lost the word for a procedure's name
        part = document.parts[line.paragraph.part].title if line.paragraph.part < len(document.parts) else ""
        titles = (part, title) if part and fold(part) != fold(title) else (title,)
        one = ProcedureList(document, table, 0, found, line.over, titles, scope)
        values = {"table_no": None, "row_no": line.number}
        record = Record("procedures", (1, len(records)), values, place=place)
        evidence: dict[str, Cited] = {}
        headings = tuple(heading.text for heading in reversed(line.over))
        set_names(one, 1, Cited(line.text, place), record, evidence)
        _set_rest(one, 1, (), headings, record, evidence)
        record.evidence = evidence
        records.append(record)
    return records


def _of_steps(
    document: Document, steps: list[tuple[int, ProcedureList]], listed: list[Record], ordinal: int
) -> list[Record]:
    """Return a row for each procedure that a table of steps is about and that no list names."""
    records: list[Record] = []
    known = {fold(str(record.values["name"])) for record in listed}
    known |= {str(record.values["code"]) for record in listed if record.values["code"]}
    for index, one in steps:
        over = tuple(heading for heading in one.over[:-1])
        for found in steps_of(document, index, one.found.columns, one.over):
            record = Record(
                table="procedures",
                position=(ordinal + 1, len(records)),
                values={"table_no": one.number, "row_no": found.number},
                place=found.name.place,
            )
            evidence: dict[str, Cited] = {}
            headings = tuple(heading.text for heading in reversed(over))
            set_names(one, found.row, Cited(plain_name(found.name.text), found.name.place), record, evidence)
            if fold(str(record.values["name"])) in known or record.values["code"] in known:
                continue
            known |= {fold(str(record.values["name"])), str(record.values["code"] or "")}
            _set_rest(one, found.row, (), headings, record, evidence)
            record.evidence = evidence
            _set_limit(record, found.limit, found.unit)
            records.append(record)
    return records


def _rows(one: ProcedureList, ordinal: int) -> list[Record]:
    groups = layout_rows.groups(one.table)
    records: list[Record] = []
    for row, end in pairwise([*one.found.rows(), one.table.rows]):
        record = _record(one, row, (ordinal, len(records)), groups.get(row, ()))
        if record is None:
            continue
        records.append(record)
        if one.found.columns.has("procedure_step") and record.values["time_limit_raw"] is None:
            _set_limit(record, *total_of(one.found.columns, row + 1, end))
    return records


def _set_limit(record: Record, limit: Cited | None, unit: str | None) -> None:
    """Set the limit that a row of the sum, or a line over a table of steps, states for the whole procedure."""
    if limit is None:
        return
    read = procedures.parse_time_limit(limit.text, unit)
    record.values |= {"time_limit": read.value, "time_limit_unit": read.unit, "time_limit_raw": limit.text}
    record.evidence = {**record.evidence, "time_limit_raw": limit}


def _record(one: ProcedureList, row: int, position: tuple[int, int], stack: tuple[int, ...]) -> Record | None:
    columns = one.found.columns
    printed = one.found.cited(row, one.found.name)
    if printed is None or not any(char.isalpha() for char in printed.text):
        return None
    record = Record(
        table="procedures",
        position=position,
        values={"table_no": one.number},
        place=columns.row_place(row),
        governed_by=tuple((one.number, group) for group in stack),
    )
    evidence: dict[str, Cited] = {}
    row_no = cited_of(one, row, "row_no")
    record.values["row_no"] = parse_row_no(row_no.text) if row_no else None
    if row_no and record.values["row_no"] is not None:
        evidence["row_no"] = row_no
    groups = tuple(layout_rows.label_text(one.table, group) for group in reversed(stack))  # innermost first
    headings = (*reversed(captions(one.table)), *(heading.text for heading in reversed(one.over)))
    set_names(one, row, printed, record, evidence)
    _set_rest(one, row, groups, headings, record, evidence)
    if row in one.table.inferred_rows:
        record.method, record.confidence = "inferred", 0.8
    record.evidence = evidence
    return record


def _set_rest(
    one: ProcedureList,
    row: int,
    groups: tuple[str, ...],
    headings: tuple[str, ...],
    record: Record,
    evidence: dict[str, Cited],
) -> None:
    """Set every field but the names; `groups` and `headings` are those over the row, innermost first."""
    set_texts(one, row, record, evidence)
    set_field(one, row, groups, headings, record, evidence)
    set_agency(one, row, groups, headings, record, evidence)
    set_levels(one, row, groups, headings, record, evidence)
    set_action(one, row, groups, headings, record, evidence)
    set_times(one.found, one.found.columns, row, record, evidence, one.time_unit)
    set_fees(one.found, one.found.columns, row, record, evidence)
    set_online(one, row, (*groups, *headings), record, evidence)
