"""Tables dumped with one cell per line or paragraph and no mark between: the numbers of the rows give the width.

Such dumps (the text that a browser copies) print no bars. The heading of the numbers (STT) and the first number stand
one row apart; every further row must begin with the next number after as many cells, or after one less where the last
column is headed "Ghi chú" and printed nothing. A total may follow, with as many figures as the rows have in their last
columns. A run of cells that breaks this rule is left as paragraphs: where a cell is lost or parted, nothing shows
which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.document import Cell, Place, Table
from extractors.readers.text.cell_rows import is_label, label, successor
from extractors.readers.text.markup import plain_cell
from extractors.readers.text.tables import TOTALS, folded, is_counter_heading
from normalizers.flags import is_blank

_MOST_COLS = 16
_LEAST_ROWS = 2
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
        rows = _rows(cells, at)
        total = _total(cells, rows) if rows else []
        if len(rows) > _LEAST_ROWS and total is not None:  # the headings are the first
            after = (total or rows[-1])[-1] + 1
            yield LoneTable(cell.first, cells[after - 1].last + 1, _table(cells, rows, total, number))


def _rows(cells: Sequence[LoneCell], start: int) -> list[list[int]]:
    """Return the rows, each as the positions of its cells, of the table whose first heading is at `start`."""
    first = next(
        (at for at in range(start + 2, min(start + _MOST_COLS, len(cells))) if _number(cells, at) == ("1",)), 0
    )
    if not first or not all(_is_heading(cells[at].text) for at in range(start, first)):
        return []
    width = first - start
    noted = folded(cells[first - 1].text).startswith(_NOTES)
    rows = [list(range(start, first))]
    here = first
    while True:
        number = _number(cells, here)
        ends = [here + width, *([here + width - 1] if noted else [])]
        end = next((end for end in ends if number is not None and _follows(cells, number, end)), None)
        if end is None:
            break
        rows.append(list(range(here, end)))
        here = end
    size = len(rows[-1]) if len(rows) > 1 else width
    if here + size > len(cells) or is_label(cells[here + 1].text):
        return []
    last = list(range(here, here + size))
    body = rows[1:]
    figures = [
        at for col, at in enumerate(last) if all(col < len(row) and _is_figure(cells[row[col]].text) for row in body)
    ]
    whole = not body or all(_is_figure(cells[at].text) or is_blank(cells[at].text) for at in figures)
    lacks = not whole or any(_is_total(cells[at].text) for at in last)
    rows.append(last)
    return [] if lacks or _goes_on(cells, here, size) else rows


def _total(cells: Sequence[LoneCell], rows: Sequence[Sequence[int]]) -> list[int] | None:
    """Return the cells of the total behind the rows, if one follows; None where its figures do not fit the rows."""
    at = rows[-1][-1] + 1
    if at >= len(cells) or not _is_total(cells[at].text):
        return []
    end = at + 1
    while end < len(cells) and _is_figure(cells[end].text):
        end += 1
    columns = 0
    while columns < len(rows[0]) - 1 and all(_is_figure(cells[row[-1 - columns]].text) for row in rows[1:]):
        columns += 1
    return list(range(at, end)) if end - at - 1 == columns > 0 else None


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


def _table(cells: Sequence[LoneCell], rows: Sequence[Sequence[int]], total: Sequence[int], number: int) -> Table:
    width = max(map(len, rows))
    made = [
        Cell(row, col, plain_cell(cells[at].text), Place(line=cells[at].first + number))
        for row, own in enumerate(rows)
        for col, at in enumerate(own)
    ]
    lengths = [len(own) for own in rows]
    if total:
        label, figures = total[0], total[1:]
        place, named = Place(line=cells[label].first + number), min(1, width - len(figures) - 1)
        made += [Cell(len(rows), col, "", place) for col in range(width - len(figures)) if col != named]
        made.append(Cell(len(rows), named, plain_cell(cells[label].text), place))
        made += [
            Cell(len(rows), col, plain_cell(cells[at].text), Place(line=cells[at].first + number))
            for col, at in enumerate(figures, width - len(figures))
        ]
        lengths.append(width)
    made.sort(key=lambda cell: (cell.row, cell.col))
    return Table(tuple(made), len(lengths), width, made[0].place, row_lengths=tuple(lengths))
