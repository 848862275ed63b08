"""Tables dumped with one cell per line or paragraph and no mark between: the numbers of the rows give the width.

Such dumps (the text that a browser copies) print no bars. The heading of the numbers (STT) and the first number stand
one row apart; every further row must begin with the next number after as many cells, or after one less where the last
column is headed "Ghi chú" and printed nothing. Headings may stand over others, where it is plain over which. A total
may follow, with as many figures as the rows have in their last columns, or as there are columns of figures and marks.
A run of cells that breaks this rule is left as paragraphs: where a cell is lost or parted, nothing shows which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.document import Cell, Place, Table
from extractors.readers.text.cell_headings import (
    MOST_PARENTS,
    Heading,
    column_kinds,
    find_headings,
    plainly_divided,
)
from extractors.readers.text.cell_rows import is_label, label, successor
from extractors.readers.text.markup import plain_cell
from extractors.readers.text.tables import TOTALS, folded, is_counter_heading
from normalizers.flags import is_blank, is_mark

_MOST_COLS = 16
_LEAST_ROWS = 2  # below the headings
_LONGEST_HEADING = 120
_NOTES = ("ghi chu", "chu thich")


@dataclass(frozen=True, slots=True)
class LoneCell:
    """A line or paragraph that may be a cell: its first and last line (from 0) and its text."""

    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class LoneTable:
    """A table made of lines `start` to `end` (from 0, the end not included)."""

    start: int
    end: int
    table: Table


def lone_tables(lines: Sequence[str], number: int = 1) -> list[LoneTable]:
    """Return the tables whose cells stand alone on their lines or paragraphs, in order, not overlapping.

    `number` is that of the first line in the source, for the places of the cells.
    """
    if not any(is_counter_heading(line.strip()) for line in lines):
        return []
    found: list[LoneTable] = []
    for cells in (_paragraphs(lines), _lines(lines)):
        for table in _tables(cells, number):
            if all(table.end <= other.start or other.end <= table.start for other in found):
                found.append(table)
    return sorted(found, key=lambda table: table.start)


def _lines(lines: Sequence[str]) -> list[LoneCell]:
    return [LoneCell(at, at, " ".join(line.split())) for at, line in enumerate(lines) if line.strip()]


def _paragraphs(lines: Sequence[str]) -> list[LoneCell]:
    cells: list[LoneCell] = []
    start = None
    for at, line in enumerate([*lines, ""]):
        if line.strip():
            start = at if start is None else start
        elif start is not None:
            cells.append(LoneCell(start, at - 1, " ".join(" ".join(lines[start:at]).split())))
            start = None
    return cells


def _tables(cells: Sequence[LoneCell], number: int) -> Iterator[LoneTable]:
    after = 0
    for at, cell in enumerate(cells):
        if at < after or not is_counter_heading(cell.text):
            continue
        headings, rows = _headed_rows(cells, at)
        total = _total(cells, rows, at) if rows else []
        if len(rows) >= _LEAST_ROWS and total is not None:
            after = (total[-1][1] if total else rows[-1][-1]) + 1
            yield LoneTable(cell.first, cells[after - 1].last + 1, _table(cells, headings, rows, total, number))


def _headed_rows(cells: Sequence[LoneCell], start: int) -> tuple[list[Heading], list[list[int]]]:
    """Return the headings and the rows, as positions of cells, of the table whose first heading is at `start`."""
    first = next(
        (at for at in range(start + 2, min(start + _MOST_COLS, len(cells))) if _number(cells, at) == ("1",)), 0
    )
    if not first or not all(_is_heading(cells[at].text) for at in range(start, first)):
        return [], []
    named = [cells[at].text for at in range(start, first)]
    if rows := _rows(cells, first, len(named), noted=folded(named[-1]).startswith(_NOTES)):
        return [Heading(start + at, 0, at) for at in range(len(named))], rows
    for width in range(len(named) - 1, max(len(named) - MOST_PARENTS, 3) - 1, -1):
        rows = _rows(cells, first, width, noted=any(folded(text).startswith(_NOTES) for text in named))
        if len(rows) < _LEAST_ROWS:
            continue
        columns = column_kinds([[cells[at].text for at in row] for row in rows], width)
        found = find_headings(named, width, columns)
        if not found.rows and plainly_divided(found, columns):
            return [replace(heading, index=heading.index + start) for heading in found.cells], rows
    return [], []


def _rows(cells: Sequence[LoneCell], here: int, width: int, *, noted: bool) -> list[list[int]]:
    """Return the rows from the first number on; where `noted`, a row may lack the last cell."""
    rows: list[list[int]] = []
    while True:
        number = _number(cells, here)
        ends = [here + width, *([here + width - 1] if noted else [])]
        end = next((end for end in ends if number is not None and _follows(cells, number, end)), None)
        if end is None:
            break
        rows.append(list(range(here, end)))
        here = end
    size = len(rows[-1]) if rows else width
    if here + size > len(cells) or is_label(cells[here + 1].text):
        return []
    last = list(range(here, here + size))
    figures = [
        at for col, at in enumerate(last) if all(col < len(row) and _is_figure(cells[row[col]].text) for row in rows)
    ]
    whole = not rows or all(_is_figure(cells[at].text) or is_blank(cells[at].text) for at in figures)
    lacks = not whole or any(_is_total(cells[at].text) for at in last)
    rows.append(last)
    return [] if lacks or _goes_on(cells, here, size) else rows


def _total(cells: Sequence[LoneCell], rows: Sequence[Sequence[int]], start: int) -> list[tuple[int, int]] | None:
    """Return (column, cell) of the total behind the rows, its label first; [] for none, None where it fits no columns.

    Its figures stand in the last columns if these hold figures; else, as many as there are columns of figures and
    marks, in those: a total counts the marks above it.
    """
    at = rows[-1][-1] + 1
    if at >= len(cells) or not _is_total(cells[at].text):
        return []
    end = at + 1
    while end < len(cells) and _is_figure(cells[end].text):
        end += 1
    width = max(map(len, rows))
    held = [[cells[row[col]].text if col < len(row) else "" for row in rows] for col in range(width)]
    last = width
    while last > 1 and all(map(_is_figure, held[last - 1])):
        last -= 1
    added = [col for col in range(2, width) if all(_is_figure(text) or is_mark(text) for text in held[col])]
    figures = range(at + 1, end)
    columns = next((cols for cols in ([*range(last, width)], added) if len(cols) == len(figures) > 0), None)
    return None if columns is None else [(min(1, columns[0] - 1), at), *zip(columns, figures, strict=True)]


def _is_total(text: str) -> bool:
    return re.sub(r"\(.*?\)|[^a-z ]", "", folded(text)).strip() in TOTALS


def _is_figure(text: str) -> bool:
    return any(sign.isdigit() for sign in text) and not any(sign.isalpha() for sign in text)


def _number(cells: Sequence[LoneCell], at: int) -> tuple[str, ...] | None:
    """Return the number of the row that begins at `at`: words must follow it."""
    if at + 1 >= len(cells) or not any(sign.isalpha() for sign in cells[at + 1].text):
        return None
    return label(cells[at].text)


def _follows(cells: Sequence[LoneCell], number: tuple[str, ...], at: int) -> bool:
    """Tell whether the row after `number` begins at `at`; a dump of numbers counted by the browser prints 1 in all."""
    other = _number(cells, at) if at < len(cells) else None
    return other is not None and (successor(number, other) or other == number == ("1",))


def _goes_on(cells: Sequence[LoneCell], last: int, width: int) -> bool:
    """Tell whether a row numbered next stands where none should: a cell of the rows is lost or parted."""
    number = _number(cells, last)
    beyond = range(last + 2, min(last + 3 * width, len(cells)))
    return number is None or any(_follows(cells, number, at) for at in beyond)


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and any(sign.isalpha() for sign in text) and not text.endswith((";", ".", ":"))


def _table(
    cells: Sequence[LoneCell],
    headings: Sequence[Heading],
    rows: Sequence[Sequence[int]],
    total: Sequence[tuple[int, int]],
    number: int,
) -> Table:
    def placed(at: int) -> tuple[str, Place]:
        return plain_cell(cells[at].text), Place(line=cells[at].first + number)

    made = [Cell(one.row, one.col, *placed(one.index), one.row_span, one.col_span) for one in headings]
    width = max(one.col + one.col_span for one in headings)
    lengths = [sum(one.row == row for one in headings) for row in range(1 + max(one.row for one in headings))]
    for row, own in enumerate(rows, len(lengths)):
        made += [Cell(row, col, *placed(at)) for col, at in enumerate(own)]
    lengths += [len(own) for own in rows]
    if total:
        place = placed(total[0][1])[1]
        printed = {col: placed(at) for col, at in total}
        last = max(width, *(col + 1 for col in printed))
        made += [Cell(len(lengths), col, *printed.get(col, ("", place))) for col in range(last)]
        lengths.append(last)
    made.sort(key=lambda cell: (cell.row, cell.col))
    return Table(tuple(made), len(lengths), width, made[0].place, row_lengths=tuple(lengths))
