"""Looking into a table by row and column, through its merged cells."""

from __future__ import annotations

from extractors.document import Cell, Table
from extractors.remembered import remembered

_LAST = 16  # tables that are looked into in turns: two pieces of one, their headings


class Grid:
    """The cells of one table by position. A merged cell is found at every position that it covers."""

    def __init__(self, table: Table) -> None:
        """Index the cells of `table`."""
        self.table = table
        self.rows = table.rows
        self.cols = table.cols
        self._at: dict[tuple[int, int], Cell] = {}
        self._starts: dict[int, list[Cell]] = {}
        for cell in table.cells:
            self._starts.setdefault(cell.row, []).append(cell)
            if cell.row_span == 1 and cell.col_span == 1:
                self._at[cell.row, cell.col] = cell
                continue
            for row in range(cell.row, cell.row + cell.row_span):
                for col in range(cell.col, cell.col + cell.col_span):
                    self._at[row, col] = cell

    def at(self, row: int, col: int) -> Cell | None:
        """Return the cell that covers (row, col), None where the table has none."""
        return self._at.get((row, col))

    def text(self, row: int, col: int) -> str:
        """Return the text of the cell that covers (row, col), "" where there is none."""
        cell = self._at.get((row, col))
        return cell.text if cell is not None else ""

    def own_text(self, row: int, col: int) -> str:
        """Return the text of the cell that starts in (row, col), "" when that position is covered or empty."""
        cell = self._at.get((row, col))
        return cell.text if cell is not None and cell.row == row and cell.col == col else ""

    def starting(self, row: int) -> list[Cell]:
        """Return the cells that start in `row`, left to right."""
        return self._starts.get(row, [])

    def filled(self, row: int) -> list[Cell]:
        """Return the cells that start in `row` and hold text, left to right."""
        return [cell for cell in self._starts.get(row, []) if cell.text]


@remembered(_LAST)
def grid_of(table: Table) -> Grid:
    """Return the grid of `table`, the same one to all who ask."""
    return Grid(table)
