"""Rows of a dump that a merged cell, lost on the way, has moved to the left.

The number of an entry is merged over its rows; without the rowspan the rows below begin with their name under "STT",
and every figure stands one column early. What the columns hold in the other rows tells: such a row fits nowhere but
further to the right.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.document import Irregularity, Table
from extractors.layout.grid import Grid, grid_of
from extractors.layout.labels import parse_label
from extractors.layout.rows import labelled_column
from extractors.layout.words import is_total
from normalizers.flags import is_blank
from normalizers.values import is_figure

_FEWEST = 3  # rows of their own columns that show what those hold
_MOSTLY = (4, 5)


def realign(table: Table) -> Table:
    """Return `table` with the rows that begin under its sequence numbers without having one under their own columns."""
    grid = grid_of(table)
    merged = any(max(cell.col_span, cell.row_span) > 1 for cell in table.cells if cell.row >= table.header_rows)
    if not table.row_lengths or merged or labelled_column(grid, table.header_rows) != 0:
        return table  # only dumps lose spans
    doubtful = [row for row in range(table.header_rows, table.rows) if _begins_with_name(grid, row)]
    numbered = [row for row in range(table.header_rows, table.rows) if _is_in_place(grid, row)] if doubtful else []
    if len(numbered) < _FEWEST:
        return table
    figures = [_holds_figures(grid, numbered, col) for col in range(table.cols)]
    moved = {row for row in doubtful if _is_shifted(grid, row, figures)}
    if not moved:
        return table
    cells = tuple(replace(cell, col=cell.col + 1) if cell.row in moved and cell.text else cell for cell in table.cells)
    kept = tuple(cell for cell in cells if cell.text or cell.row not in moved)
    first = min(moved)
    what = f"{len(moved)} rows one column to the left"
    place = next((cell.place for cell in table.cells if cell.row == first), table.place)
    note = Irregularity("ragged_table", what, place, row=first, expected="merged cells")
    return replace(
        table,
        cells=tuple(sorted(kept, key=lambda cell: (cell.row, cell.col))),
        inferred_rows=table.inferred_rows | moved,
        irregularities=(*table.irregularities, note),
    )


def _is_in_place(grid: Grid, row: int) -> bool:
    """Tell whether a row is numbered, or blank under the numbers."""
    first = grid.text(row, 0)
    return bool(grid.filled(row)) and (not first or parse_label(first) is not None)


def _holds_figures(grid: Grid, rows: list[int], col: int) -> bool | None:
    """Tell whether a column prints figures in `rows`; None where it prints both, or nothing."""
    texts = [text for row in rows if not is_blank(text := grid.text(row, col))]
    count = sum(map(is_figure, texts))
    if not texts or count * _MOSTLY[1] >= len(texts) * _MOSTLY[0]:
        return True if texts else None
    return False if (len(texts) - count) * _MOSTLY[1] >= len(texts) * _MOSTLY[0] else None


def _begins_with_name(grid: Grid, row: int) -> bool:
    """Tell whether a row prints words where others have their number: cells from the left on, the last ones blank."""
    cells = grid.filled(row)
    if len(cells) < 2 or len(cells) >= grid.cols or cells[-1].col != len(cells) - 1:
        return False
    first = cells[0].text
    return len(first.split()) > 1 and parse_label(first) is None and not is_total(first) and not is_figure(first)


def _is_shifted(grid: Grid, row: int, figures: list[bool | None]) -> bool:
    cells = grid.filled(row)
    printed = [is_figure(cell.text) for cell in cells]
    here = [figures[cell.col] for cell in cells[1:]]
    there = [figures[cell.col + 1] for cell in cells]
    fits_there = all(found == held for found, held in zip(printed, there, strict=True))
    return fits_there and any(found != held for found, held in zip(printed[1:], here, strict=True))
