"""What a page's end leaves in doubt: told at the place, so that nobody takes a guess for what was printed."""

from __future__ import annotations

from dataclasses import replace

from extractors.document import Irregularity, Table
from extractors.layout.cuts import PageEnd
from extractors.layout.grid import grid_of
from extractors.layout.habits import habits


def unsure_spans(table: Table, piece: Table, end: PageEnd) -> list[Irregularity]:
    """Return a note where a merged cell of `table` may go on in the first row of `piece` (its heading dropped).

    Of a cell merged over the page's end a single blank row may be left on the next page: it looks as an empty cell of
    its own does. Only columns that merge cells raise the doubt, and only producers that close what the page cuts; the
    others draw the difference.
    """
    if not piece.rows or table.rows <= table.header_rows or end.opens:
        return []
    above, below, last = grid_of(table), grid_of(piece), table.rows - 1
    if not below.filled(0):
        return []
    known = habits(above, below, last)
    texts, place = [], None
    for cell in below.starting(0):
        upper = above.at(last, cell.col)
        if cell.text or cell.row_span > 1 or upper is None or not upper.text or upper.row < table.header_rows:
            continue
        habit = known.get(cell.col)
        merges = upper.row_span > 1 or (habit is not None and habit.merged)
        if merges and (upper.col, upper.col_span) == (cell.col, cell.col_span):
            texts.append(upper.text)
            place = place or cell.place
    if place is None:
        return []
    return [Irregularity("unsure_span", "; ".join(texts), place, row=table.rows, expected="an empty cell, or its rest")]


def columns_told(table: Table) -> Table:
    """Return `table` with a note where its columns are not drawn: its texts, or the room between them, told them."""
    if table.ruled:
        return table
    what = f"{table.rows} x {table.cols}"
    note = Irregularity("columns_by_text", what, table.place, row=0, expected="drawn columns")
    return replace(table, irregularities=(*table.irregularities, note))
