"""Headings that a page has cut: between their rows or inside one at its end, or too low where they are repeated."""

from __future__ import annotations

from dataclasses import replace

from extractors.document import Cell, Irregularity, Table
from extractors.layout.cuts import PageEnd, could_follow, join_cells
from extractors.layout.edges import column_edges, fit_edges, remap
from extractors.layout.grid import Grid, grid_of
from extractors.layout.labels import parse_label
from extractors.layout.ragged import is_figure
from extractors.layout.words import is_sequence_heading, is_total
from normalizers.flags import is_mark


def heal_cut_heading(table: Table, piece: Table, end: PageEnd) -> Table | None:
    """Join `table`, which is nothing but a heading at its page's end, with the `piece` that starts with its rest.

    The first row of `piece` is the rest when each of its texts divides a wider heading above it or goes on with one as
    wide, and none stands under STT. Returns the whole table, its headings still to be found; None when `piece` starts
    otherwise.
    """
    piece = _rest_in_one_row(piece)
    edges = fit_edges(table, piece)
    if edges is None or table.rows != table.header_rows or piece.rows < 2:
        return None
    upper, lower = (each if len(edges) == len(column_edges(each)) else remap(each, edges) for each in (table, piece))
    above, below, last = grid_of(upper), grid_of(lower), table.rows - 1
    filled = below.filled(0)
    if not filled or any(cell.row_span > 1 for cell in below.starting(0) if cell.text):
        return None
    kinds = [_kind(above.at(last, cell.col), cell, end) for cell in filled]
    if "" in kinds or not _starts_body(below, above, last):
        return None
    deeper = "divides" in kinds
    cells = {(cell.row, cell.col): cell for cell in upper.cells}
    for cell in below.starting(0):
        over = above.at(last, cell.col)
        if over is None or (over.col_span > cell.col_span and deeper):
            cells[last + 1, cell.col] = replace(cell, row=last + 1)
            continue
        grown = cells[over.row, over.col]
        text = join_cells(over, cell) if cell.text else over.text
        cells[over.row, over.col] = replace(
            grown, text=text, row_span=over.row_span + deeper, also=(*grown.also, cell.place)
        )
    what = "; ".join(cell.text for cell in filled)
    note = Irregularity("split_row", what, filled[0].place, row=last, expected="one heading on one page")
    shift = table.rows - 1 + deeper
    body = [replace(cell, row=cell.row + shift) for cell in lower.cells if cell.row > 0]
    return replace(
        upper,
        cells=tuple(sorted((*cells.values(), *body), key=lambda cell: (cell.row, cell.col))),
        rows=shift + piece.rows,
        header_rows=0,
        headings=(),
        irregularities=(note, *(_moved(each, shift) for each in piece.irregularities)),
    )


def _rest_in_one_row(piece: Table) -> Table:
    """Return a piece whose heading was cut inside its upper row with that row's rest and the lower row as one.

    Beside the merged cells ("hành chính") the upper row holds only the blank end of what the lower one divides.
    """
    grid = grid_of(piece)
    first = grid.starting(0)
    if piece.rows < 3 or max((cell.row_span for cell in first), default=0) != 2:
        return piece
    over = [cell for cell in first if cell.row_span == 1]
    if not over or any(cell.text for cell in over) or not grid.filled(1):
        return piece
    kept = [replace(cell, row_span=1) for cell in first if cell.row_span == 2]
    below = [replace(cell, row=cell.row - 1) for cell in piece.cells if cell.row > 0]
    notes = (note if not note.row else replace(note, row=note.row - 1) for note in piece.irregularities)
    cells = tuple(sorted((*kept, *below), key=lambda cell: (cell.row, cell.col)))
    return replace(piece, cells=cells, rows=piece.rows - 1, header_rows=0, headings=(), irregularities=tuple(notes))


def _moved(note: Irregularity, shift: int) -> Irregularity:
    return note if note.row is None else replace(note, row=note.row + shift)


def _kind(over: Cell | None, cell: Cell, end: PageEnd) -> str:
    """Return how a text goes on with the heading above it: ``divides``, ``continues``, or not at all ("")."""
    if over is None or not over.text or is_mark(cell.text) or is_total(cell.text):
        return ""
    if over.col <= cell.col and cell.col + cell.col_span <= over.col + over.col_span and over.col_span > cell.col_span:
        return "divides"
    if (over.col, over.col_span) != (cell.col, cell.col_span) or could_follow(over, cell, end) is not True:
        return ""
    return "" if is_figure(cell.text) and not over.text[-1].isdigit() and len(cell.text) != 4 else "continues"


def _starts_body(below: Grid, above: Grid, last: int) -> bool:
    """Tell whether the rows of the body start right under the rest of the heading, where STT shows it."""
    cols = [cell.col for cell in above.starting(last) if is_sequence_heading(cell.text)]
    if not cols:
        return True
    first = below.text(1, cols[0])
    return not below.text(0, cols[0]) and (parse_label(first) is not None or len(below.filled(1)) == 1)


def without_overflow(table: Table, piece: Table, repeated: int, body: Table) -> Table:
    """Return `body` without the words of a repeated heading that did not fit its cell there and ran into the row below.

    LibreOffice sets the repeated rows of a merged heading too low; what it cuts off is drawn over the first row of the
    page. `piece` is `body` with its `repeated` heading rows.
    """
    first, again = grid_of(table), grid_of(piece)
    cells = {(cell.row, cell.col): cell for cell in body.cells}
    for short in (cell for row in range(repeated) for cell in again.filled(row)):
        whole, under = first.at(short.row, short.col), cells.get((0, short.col))
        if whole is None or under is None or not under.text or not whole.text.startswith(short.text):
            continue
        rest = whole.text[len(short.text) :].strip()
        if rest.startswith(under.text) and not is_mark(under.text):
            cells[0, short.col] = replace(under, text="")  # all that it holds, cut inside a word or not
            continue
        words = rest.split() if whole.text[len(short.text) :][:1] == " " else []
        for count in range(len(words), 0, -1):
            lost = " ".join(words[:count])
            if lost in under.text:
                start, _, rest = under.text.partition(lost)
                cells[0, short.col] = replace(under, text=(start + rest.lstrip()).strip())
                break
    return replace(body, cells=tuple(cells.values()))
