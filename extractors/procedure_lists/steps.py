"""Step tables of internal procedures (quy trình nội bộ): which procedure a table is about, and how long it takes.

A decision that approves internal procedures prints a table of steps for each of them (bước, người thực hiện, thời
gian) under the procedure's name: as a heading, as a row over the columns' headings, or as a row that heads its steps
(Circular 01/2018/TT-VPCP, Article 10). The steps are no procedures: the name gives the row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractors.columns import Column, Columns
from extractors.document import Document, Paragraph, Place, Table
from extractors.layout import rows as layout_rows
from extractors.layout.labels import parse_label
from extractors.procedure_lists.context import Heading, is_named_agency, limit_line
from extractors.records import Cited
from normalizers import procedures
from normalizers.flags import is_blank
from normalizers.text import fold, trim

_BETWEEN = 12  # paragraphs between a procedure's name and its table: limit, fee, papers
_LEAST_NAME = 12  # characters


@dataclass(frozen=True, slots=True)
class Steps:
    """One procedure that a table of steps is about: its name as printed, its rows, its limit where one is printed."""

    name: Cited
    row: int  # of the table, where the name's steps begin
    number: int | None  # the printed number of the procedure
    limit: Cited | None
    unit: str | None  # of the limit, as the column's heading states it
    end: int  # the row behind its steps


@cache
def _step_heading() -> regex.Pattern[str]:
    return regex.compile(
        r"(?:các\s+|thứ tự\s+|tên\s+)?bước(?!\p{L})|thứ tự (?:các )?(?:công việc|bước)|trình tự(?!\p{L})"
    )


@cache
def _who_heading() -> regex.Pattern[str]:
    return regex.compile(
        r"(?:trách nhiệm|người|bộ phận|đơn vị|cá nhân|cán bộ|công chức|chức danh|vị trí|cơ quan)(?!\p{L})"
    )


@cache
def _step_row() -> regex.Pattern[str]:
    return regex.compile(r"(?:bước|b)\s?\d{1,2}(?!\d)", regex.IGNORECASE)


@cache
def _says_name() -> regex.Pattern[str]:
    """Return what a procedure's name is announced with: "Thủ tục:", "Tên TTHC:", "Quy trình số 01:"."""
    return regex.compile(
        r"(?:tên\s+)?(?:quy trình(?:\s+nội bộ)?(?:\s+(?:trong\s+)?giải quyết)?"
        r"(?:\s+(?:thủ tục(?:\s+hành chính)?|tthc))?"
        r"|thủ tục(?:\s+hành chính)?|tthc)(?:\s+(?:số\s*)?\d{1,3})?\s*[:.–-]\s*(?P<name>\S.*)$",
        regex.IGNORECASE | regex.DOTALL,
    )


def is_of_steps(table: Table, columns: Columns, texts: Sequence[str]) -> bool:
    """Tell whether a table lists the steps of a procedure; `texts` are the headings over it and the titles."""
    if not columns.has("time", "time_limit", "time_limit_after", "deadline"):
        return False
    if not any("quy trình" in (folded := fold(text)) or "thủ tục" in folded for text in texts):
        return False
    heads = [fold(" ".join(path)) for path in table.headings]
    if any(_step_heading().match(head) for head in heads):
        return True
    first = [layout_rows.label_text(table, row) for row in columns.body()]
    if first and sum(_step_row().match(text) is not None for text in first) * 2 > len(first):
        return True
    return columns.has("content") and any(_who_heading().match(head) for head in heads)


def steps_of(document: Document, index: int, columns: Columns, over: Sequence[Heading]) -> Iterator[Steps]:
    """Yield the procedures that the table of steps at `index` of the document's blocks is about, in order."""
    table = columns.table
    heads = [row for row in range(table.header_rows, table.rows) if layout_rows.role(table, row) == "group"]
    named = [(row, text) for row in heads if (text := layout_rows.label_text(table, row)) and _names(text)]
    if named:
        ends = [row for row, _ in named[1:]] + [table.rows]
        for (row, text), end in zip(named, ends, strict=True):
            label = layout_rows.label(table, row)
            number = label.numbers[-1] if label is not None else None
            limit, unit = total_of(columns, row + 1, end)
            yield Steps(Cited(text, columns.row_place(row)), row, number, limit, unit, end)
        return
    titled = next((line for line in reversed(table.title) if _names(line.text)), None)
    text, place = (titled.text, titled.place) if titled is not None else ("", Place())
    below = index
    if titled is None:
        heading = over[-1] if over else None
        if heading is None or index - heading.block > _BETWEEN or not _may_name(heading.text):
            return
        text, place, below = heading.paragraph.text, heading.paragraph.place, heading.block
    label = parse_label(text.split(" ", 1)[0])
    number = label.numbers[-1] if label is not None else None
    limit, unit = _stated(document, below, index)
    if limit is None:
        limit, unit = total_of(columns, table.header_rows, table.rows)
    yield Steps(Cited(text, place), table.header_rows, number, limit, unit, table.rows)


def plain_name(text: str) -> str:
    """Return a procedure's name without its number and what announces it: "1. Thủ tục: Cấp ..." → "Cấp ..."."""
    rest = _unlabelled(text)
    said = _says_name().match(rest)
    return trim(said["name"] if said is not None else rest)


def _unlabelled(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest.strip() if rest and first[-1:] in ".)/" and parse_label(first) is not None else text.strip()


def _names(text: str) -> bool:
    """Tell whether a row names a procedure: it says so, or holds a procedure's code."""
    rest = _unlabelled(text)
    said = _says_name().match(rest) is not None or regex.match(r"thủ tục\s+\p{L}", fold(rest)) is not None
    return len(rest) >= _LEAST_NAME and (said or bool(procedures.find_codes(rest)))


def _may_name(text: str) -> bool:
    """Tell whether the heading right over a table of steps is a procedure's name, said or not."""
    rest = _unlabelled(text)
    if _names(text):
        return True
    other = procedures.says_list(rest) or is_named_agency(rest) or fold(rest).startswith("lĩnh vực")
    return len(rest) >= _LEAST_NAME and not other and rest != rest.upper() and not rest.endswith((":", ";"))


def _stated(document: Document, start: int, end: int) -> tuple[Cited | None, str | None]:
    """Return the limit that a line between a procedure's name and its table states: "Thời hạn giải quyết: ..."."""
    for block in document.blocks[start + 1 : end]:
        found = limit_line().match(block.text) if isinstance(block, Paragraph) else None
        if isinstance(block, Paragraph) and found is not None:
            return Cited(found["limit"], block.place), None
    return None, None


def time_column(columns: Columns) -> Column | None:
    """Return the column that says how long each step takes."""
    fields = ("time_limit_after", "time_limit", "time", "deadline")
    return next((column for field in fields for column in columns.of(field)), None)


def total_of(columns: Columns, start: int, end: int) -> tuple[Cited | None, str | None]:
    """Return the limit that the row of the sum states ("Tổng thời gian giải quyết | 10 ngày")."""
    column = time_column(columns)
    for row in range(end - 1, start - 1, -1) if column is not None else ():
        if column is None or not fold(layout_rows.label_text(columns.table, row)).startswith(("tổng", "cộng")):
            continue
        cell = columns.at(row, column.index)
        if cell is not None and not is_blank(cell.text) and any(char.isdigit() for char in cell.text):
            return Cited(cell.text, cell.place), procedures.heading_time_unit(column.heading)
    return None, None
