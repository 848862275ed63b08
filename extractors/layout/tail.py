"""Setting aside the finished rows of a long table, so that joining looks only at its end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extractors.document import Cell, Irregularity, Table

_KEPT = 60  # rows that stay at hand: enough to know the habits of the columns
_LONGEST = 180


@dataclass(slots=True)
class Shelf:
    """The rows of a table that joining has left behind; `offset` is how many there are."""

    offset: int = 0
    cells: list[Cell] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    inferred: set[int] = field(default_factory=set)
    notes: list[Irregularity] = field(default_factory=list)

    def shorten(self, table: Table) -> Table:
        """Return `table` with its heading and last rows only when it is long; the rows between go on the shelf."""
        if table.rows - table.header_rows <= _LONGEST:
            return table
        cut = min((cell.row for cell in table.cells if cell.row + cell.row_span > table.rows - _KEPT), default=0)
        if cut <= table.header_rows:
            return table
        head, taken = table.header_rows, cut - table.header_rows
        self.notes += self._absolute(table)
        self.cells += [replace(cell, row=cell.row + self.offset) for cell in table.cells if head <= cell.row < cut]
        self.inferred |= {row + self.offset for row in table.inferred_rows if head <= row < cut}
        self.lengths += table.row_lengths[head:cut]
        self.offset += taken
        return replace(
            table,
            cells=tuple(
                replace(cell, row=cell.row - taken) if cell.row >= cut else cell
                for cell in table.cells
                if not head <= cell.row < cut
            ),
            rows=table.rows - taken,
            row_lengths=(*table.row_lengths[:head], *table.row_lengths[cut:]),
            inferred_rows=frozenset(
                row - taken if row >= cut else row for row in table.inferred_rows if not head <= row < cut
            ),
            irregularities=(),
        )

    def restore(self, table: Table) -> Table:
        """Return the whole table again."""
        if not self.offset:
            return table
        head = table.header_rows
        tail = [replace(cell, row=cell.row + self.offset) for cell in table.cells if cell.row >= head]
        return replace(
            table,
            cells=(*(cell for cell in table.cells if cell.row < head), *self.cells, *tail),
            rows=table.rows + self.offset,
            row_lengths=(*table.row_lengths[:head], *self.lengths, *table.row_lengths[head:]),
            inferred_rows=frozenset(
                {row + self.offset if row >= head else row for row in table.inferred_rows} | self.inferred
            ),
            irregularities=(*self.notes, *self._absolute(table)),
        )

    def _absolute(self, table: Table) -> list[Irregularity]:
        return [
            replace(note, row=note.row + self.offset)
            if note.row is not None and note.row >= table.header_rows
            else note
            for note in table.irregularities
        ]
