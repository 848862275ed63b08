"""One line of a table that its text prints on two rows: the name is wrapped, and the figures stand beside its end.

2 | Tư vấn chuyển đổi cho UBND các |         |   |
  | huyện, thành phố               | Cơ quan | 7 | 20.909.000
"""

from __future__ import annotations

from dataclasses import replace

from extractors.document import Cell, Irregularity, Table
from extractors.layout.cuts import in_mid_sentence, join_texts
from extractors.layout.grid import Grid, grid_of
from extractors.layout.labels import parse_label
from extractors.layout.rows import labelled_column

_FEWEST_WHOLE = 2  # other numbered rows that hold more than a name: the table prints its lines whole


def join_wrapped_rows(table: Table) -> Table:
    """Return `table` with each numbered row that is nothing but the beginning of a name joined to the row below.

    The row below has no number, begins in small letters where the name was in mid-sentence, and holds the other cells.
    """
    grid = grid_of(table)
    seq = labelled_column(grid, table.header_rows)
    if seq is None or seq + 2 >= table.cols or any(cell.row_span > 1 for cell in table.cells if cell.col > seq):
        return table
    wrapped = [row for row in range(table.header_rows, table.rows - 1) if _is_wrapped(grid, row, seq)]
    whole = sum(
        parse_label(grid.own_text(row, seq)) is not None and len(grid.filled(row)) > 2
        for row in range(table.header_rows, table.rows)
    )
    if not wrapped or whole < _FEWEST_WHOLE:
        return table
    for row in reversed(wrapped):
        table = _joined(table, row, seq + 1)
    return table


def _is_wrapped(grid: Grid, row: int, seq: int) -> bool:
    upper, lower = grid.filled(row), grid.filled(row + 1)
    if [cell.col for cell in upper] != [seq, seq + 1] or parse_label(upper[0].text) is None:
        return False
    if len(lower) < 2 or lower[0].col != seq + 1 or lower[0].col_span > 1 or not lower[0].text[0].islower():
        return False
    return in_mid_sentence(upper[1].text, lower[0].text)


def _joined(table: Table, row: int, name: int) -> Table:
    """Return `table` with the cells of `row` + 1 moved into `row`, the two halves of the name in one cell."""
    upper = next(cell for cell in table.cells if (cell.row, cell.col) == (row, name))
    lower = next(cell for cell in table.cells if (cell.row, cell.col) == (row + 1, name))
    joined = replace(upper, text=join_texts(upper.text, lower.text), also=(*upper.also, lower.place))
    cells: list[Cell] = []
    for cell in table.cells:
        if cell is upper:
            cells.append(joined)
        elif cell is lower or (cell.row == row and cell.col > name):
            continue  # an empty cell, in whose place the one below moves
        elif cell.row == row + 1 and cell.col < name:
            continue
        else:
            cells.append(cell if cell.row <= row else replace(cell, row=cell.row - 1))
    note = Irregularity(
        "split_row", f"{upper.text} / {lower.text}", lower.place, row=row, expected="one row of the table"
    )
    notes = (
        replace(one, row=one.row - (one.row > row)) if one.row is not None else one for one in table.irregularities
    )
    return replace(
        table,
        cells=tuple(cells),
        rows=table.rows - 1,
        row_lengths=(*table.row_lengths[: row + 1], *table.row_lengths[row + 2 :]),
        irregularities=(*notes, note),
        inferred_rows=frozenset(at - (at > row) for at in table.inferred_rows),
    )
