"""Centred tables some of whose rows have an even number of lines, so that no line stands in their middle.

A number then stands on the upper of the two middle lines, and so does every cell with an odd number of lines of its
own. Where a row ends is open by a line; a table is read only where one way to cut all its rows fits all its cells.
Some columns may begin at the top of their rows instead, each in all of them, and only the numbers stand in the middle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.document import Table
from extractors.readers.text.aligned_columns import (
    AlignedLine,
    aligned_line,
    cells_of,
    columns_of,
    columns_over,
    nearest_column,
)
from extractors.readers.text.aligned_middle import LEAST_ROWS, above_head, begins_row, below_head, is_whole
from extractors.readers.text.cell_rows import label
from extractors.readers.text.tables import is_counter_heading, row_table

_MOST_WAYS = 2000  # to cut the rows; a table with more is not worth the search
_MOST_HEADING = 5  # lines
Columns = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Way:
    """Rows cut so far: where the next one begins, and the cells of those above."""

    begin: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    fits: frozenset[tuple[int, bool]]  # (column, whether at the top) that fits all rows so far


def even_table(
    lines: Sequence[str], at: int, floor: int, pages: frozenset[int] = frozenset()
) -> tuple[int, int, Table] | None:
    """Return (first line, line after the last, table) of the table whose numbers are headed at line `at`.

    No line above `floor` belongs to it. Every line up to the next blank one must belong to a row.
    """
    head = aligned_line(lines, at)
    above, below = above_head(lines, at, floor), below_head(lines, at, pages)
    numbers = [index for index, line in enumerate(below) if begins_row(line, head)]
    if len(numbers) < LEAST_ROWS or any(label(below[index].first.text) is None for index in numbers):
        return None
    found: list[tuple[int, Table]] = []
    for over in range(min(len(above), _MOST_HEADING) + 1):
        for under in (over, over + 1):
            heading = [*above[len(above) - over :], head, *below[:under]]
            if under <= numbers[0] and (table := _table(heading, below[under:], [n - under for n in numbers])):
                found.append((at - over, table))
    distinct = {tuple((cell.row, cell.col, cell.text) for cell in table.cells) for _, table in found}
    return (found[0][0], below[-1].number + 1, found[0][1]) if len(distinct) == 1 else None


def _table(heading: Sequence[AlignedLine], body: Sequence[AlignedLine], numbers: Sequence[int]) -> Table | None:
    columns = columns_over(heading, body)
    printed = _headings(heading, columns) if columns is not None else None
    if columns is None or printed is None:
        return None
    split = [cells_of(line, columns) for line in body]
    if any(cells is None for cells in split):
        return None
    told = [cells for cells in split if cells is not None]
    ways = list(_ways(told, body, numbers)) or list(_ways(told, body, numbers, tops=True))
    if len({way.rows for way in ways}) != 1:
        return None
    rows = [(heading[0].number, printed), *((number, list(cells)) for number, cells in ways[0].rows)]
    return row_table([(number + 1, cells) for number, cells in rows])


def _headings(heading: Sequence[AlignedLine], columns: Columns) -> list[str] | None:
    """Return the headings, each centred beside that of the numbers; None where one is not, or one is lacking."""
    split: list[list[str]] = []
    for line in heading:
        cells = [""] * len(columns)
        for chunk in line.chunks:
            nth = (columns_of(columns, chunk) or [nearest_column(columns, chunk)])[0]
            cells[nth] = f"{cells[nth]} {chunk.text}".strip()
        split.append(cells)
    texts = _centred(split)
    return list(texts) if texts is not None and all(texts) and is_counter_heading(texts[0]) else None


def _ways(
    split: Sequence[list[str]], body: Sequence[AlignedLine], numbers: Sequence[int], *, tops: bool = False
) -> Iterator[_Way]:
    """Yield every way to cut the lines into rows of one number each, all of whose cells are centred.

    `tops`: a column other than that of the numbers may begin at the top of all rows instead.
    """
    columns = range(len(split[0]))
    fits = frozenset((col, top) for col in columns for top in (False, True) if not top or (tops and col))
    ways, tried = [_Way(0, (), fits)], 0
    for nth, number in enumerate(numbers):
        following: list[_Way] = []
        for way in ways:
            above = number - way.begin
            last = nth + 1 == len(numbers)
            for end in {number + above + 1, number + above + 2} if above >= 0 else ():
                tried += 1
                if tried > _MOST_WAYS:
                    return
                if end > len(split) or (last and end != len(split)) or (not last and end > numbers[nth + 1]):
                    continue
                lines = split[way.begin : end]
                kept = frozenset((col, top) for col, top in way.fits if _stands(lines, col, top=top))
                cells = _joined(lines)
                if {col for col, _ in kept} == set(columns) and is_whole(list(cells)):
                    following.append(_Way(end, (*way.rows, (body[number].number, cells)), kept))
        ways = following
    yield from ways


def _centred(lines: Sequence[list[str]]) -> tuple[str, ...] | None:
    """Return the cells of a row; None where the lines of one do not stand together in the row's middle."""
    return _joined(lines) if all(_stands(lines, col, top=False) for col in range(len(lines[0]))) else None


def _stands(lines: Sequence[list[str]], col: int, *, top: bool) -> bool:
    """Tell whether the lines of a cell stand together in the row's middle, or at its top."""
    printed = [at for at, line in enumerate(lines) if line[col]]
    if not printed:
        return True
    free = len(lines) - len(printed)
    together = printed[-1] - printed[0] + 1 == len(printed)
    return together and printed[0] in ({0} if top else {free // 2, (free + 1) // 2})


def _joined(lines: Sequence[list[str]]) -> tuple[str, ...]:
    return tuple(" ".join(line[col] for line in lines if line[col]) for col in range(len(lines[0])))
