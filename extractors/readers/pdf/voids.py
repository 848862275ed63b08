"""Room in a table's grid that is no cell: what browsers leave under a merged cell whose box ends before its rows do.

Cells with borders of their own (CSS ``border-collapse: separate``) are cut by a page's end each by itself, so that a
merged cell may end higher than the row beside it; the neighbours' borders then seem to bound an empty cell there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.readers.lattice import GridCell


def void_rows(cells: Sequence[GridCell], filled: Sequence[bool], rows: int, cols: int) -> list[int]:
    """Return the rows, ascending, that nothing but such room begins in.

    Only empty cells start there, in less than half of the columns, each right under a cell as wide, and the cells of
    all other columns come down from the row above.
    """
    found = []
    starts = _starting(cells)
    for row in range(1, rows):
        starting = starts.get(row, [])
        width = sum(cells[index].col_span for index in starting)
        if not starting or width * 2 >= cols or any(filled[index] for index in starting):
            continue
        ending = {(cell.col, cell.col_span) for cell in cells if cell.row + cell.row_span == row}
        if ending == {(cells[index].col, cells[index].col_span) for index in starting}:
            found.append(row)
    return found


def _starting(cells: Sequence[GridCell]) -> dict[int, list[int]]:
    """Return the indices of the cells that begin in each row."""
    starts: dict[int, list[int]] = {}
    for index, cell in enumerate(cells):
        starts.setdefault(cell.row, []).append(index)
    return starts


def thin_rows(cells: Sequence[GridCell], filled: Sequence[bool], rows: int, least: float) -> list[int]:
    """Return the rows, ascending, that are lower than `least` points and hold no text: the gap between two borders."""
    found = []
    starts = _starting(cells)
    for row in range(rows):
        starting = starts.get(row, [])
        low = [cells[index] for index in starting if cells[index].row_span == 1]
        if low and max(cell.box[3] - cell.box[1] for cell in low) < least and not any(filled[i] for i in starting):
            found.append(row)
    return found


def drop_row(cells: Sequence[GridCell], row: int) -> list[tuple[GridCell, int]]:
    """Return the cells without the room of `row`, each with its index in `cells`."""
    out = []
    for index, cell in enumerate(cells):
        end = cell.row + cell.row_span
        first, end = cell.row - (cell.row > row), end - (end > row)
        if end > first:
            out.append((replace(cell, row=first, row_span=end - first), index))
    return out


def close_void(cells: Sequence[GridCell], row: int) -> list[tuple[GridCell, int]]:
    """Return the cells without the row that begins with a void, each with its index in `cells`.

    The cells above the void take its room.
    """
    below = {cell.col: cell for cell in cells if cell.row == row}
    out = []
    for index, cell in enumerate(cells):
        if cell.row == row:
            continue
        end = cell.row + cell.row_span
        if end == row and cell.col in below:
            void = below[cell.col]
            end, cell = row + void.row_span, replace(cell, box=(*cell.box[:3], void.box[3]), open_below=void.open_below)
        first = cell.row - (cell.row > row)
        out.append((replace(cell, row=first, row_span=end - (end > row) - first), index))
    return out
