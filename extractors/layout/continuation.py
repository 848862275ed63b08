"""What a page break cuts in two: a row whose text goes on at the top of the next page, a merged cell that goes on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from extractors.document import Cell, Irregularity, Table
from extractors.layout.grid import Grid
from extractors.layout.labels import parse_label
from extractors.layout.ragged import is_figure
from extractors.layout.rows import labelled_column
from extractors.layout.words import is_total
from normalizers.flags import is_blank, is_mark
from normalizers.text import fold


def heal_split_row(table: Table, piece: Table) -> tuple[Table, Table] | None:
    """Join the last row of `table` with the first of `piece` (its heading already dropped) when they are one row.

    Returns both tables, the row moved from the second into the first; None when the row is a true one. It is one row
    when the sequence cell of the second part is empty and every text there goes on with a text above it: no mark, no
    number of its own, no group row ("Huyện Kon Rẫy | 07"), no row such as the table has in the middle of a page.
    """
    if not piece.rows or table.rows <= table.header_rows:
        return None
    above, below = Grid(table), Grid(piece)
    last = table.rows - 1
    seq = labelled_column(above, table.header_rows)
    if not _goes_on(above, below, last, seq):
        return None
    cells = {(cell.row, cell.col): cell for cell in table.cells}
    healed: list[str] = []
    place = piece.place
    for cell in below.starting(0):
        upper = above.at(last, cell.col)
        if upper is None:
            if cell.text:
                cells[last, cell.col] = replace(cell, row=last)
            continue
        grown = replace(upper, row_span=upper.row_span + cell.row_span - 1, also=(*upper.also, cell.place))
        if cell.text:
            if upper.text:
                healed.append(f"{upper.text} / {cell.text}")
                place = cell.place
            grown = replace(grown, text=f"{upper.text} {cell.text}".strip())
        elif cell.row_span == 1 and not upper.text:
            grown = upper
        cells[upper.row, upper.col] = grown
    if not healed:
        healed = [cell.text for cell in below.filled(0)]
        place = below.filled(0)[0].place
    note = Irregularity("split_row", "; ".join(healed), place, row=last, expected="one row on one page")
    joined = replace(
        table,
        cells=tuple(sorted(cells.values(), key=lambda cell: (cell.row, cell.col))),
        irregularities=(*table.irregularities, note),
    )
    rest = tuple(replace(cell, row=cell.row - 1) for cell in piece.cells if cell.row > 0)
    return joined, replace(
        piece,
        cells=rest,
        rows=piece.rows - 1,
        row_lengths=piece.row_lengths[1:],
        irregularities=tuple(
            replace(note, row=max(0, note.row - 1) if note.row is not None else None) for note in piece.irregularities
        ),
        inferred_rows=frozenset(row - 1 for row in piece.inferred_rows if row > 0),
    )


def _goes_on(above: Grid, below: Grid, last: int, seq: int | None) -> bool:
    filled = below.filled(0)
    previous = above.filled(last)
    if not filled or not previous or is_total(filled[0].text) or is_total(previous[0].text):
        return False
    if len(filled) == 1 and filled[0].col_span >= max(2, below.cols - 1):
        return False
    if seq is not None:
        if below.text(0, seq) or parse_label(above.text(last, seq)) is None:
            return False
        name = seq + 1
    else:
        name = 0
    missing = seq is not None and not above.text(last, name)
    continued = 0
    for cell in filled:
        upper = above.at(last, cell.col)
        if is_mark(cell.text) or is_blank(cell.text):
            return False
        text = upper.text if upper is not None else ""
        if upper is not None and text and upper.col_span != cell.col_span:
            return False
        if is_figure(cell.text) and (not text or is_figure(text)):
            return False
        if text and not is_mark(text):
            continued += 1
        elif not missing:
            return False
    if not continued and not missing:
        return False
    if seq is None:
        return all(_in_mid_sentence(above.text(last, cell.col), cell.text) for cell in filled)
    return not _is_row_of_its_own(above, below, name, filled)


def _in_mid_sentence(before: str, after: str) -> bool:
    return bool(before) and before[-1] not in ".;:!?" and (after[0].islower() or before[-1] in ",-–(")


def _is_row_of_its_own(above: Grid, below: Grid, name: int, filled: list[Cell]) -> bool:
    """Tell whether rows like this one, named but without number and figures, stand elsewhere inside the pages."""
    if len(filled) > 1 or filled[0].col != name or filled[0].text[0].islower():
        return False
    words: Counter[str] = Counter()
    for grid, rows in ((above, range(above.table.header_rows, above.rows - 1)), (below, range(1, below.rows))):
        for row in rows:
            cells = grid.filled(row)
            if cells and not grid.text(row, name - 1) and cells[0].col <= name and not _has_marks(cells):
                words[_first_word(cells[0].text)] += 1
    return words[_first_word(filled[0].text)] > 0


def _has_marks(cells: list[Cell]) -> bool:
    return any(is_mark(cell.text) for cell in cells)


def _first_word(text: str) -> str:
    return fold(text).partition(" ")[0]


def extend_merged(table: Table, piece: Table) -> tuple[Table, Table]:
    """Let merged cells at the end of `table` go on into the first rows of `piece`, where the evidence is clear.

    An empty cell merged over several rows at the top of the page continues a merged cell, or one with text, that ends
    the page before. A text at the top of the page continues the one above it when only the upper one starts as the
    column's other texts do ("Thuộc Huyện Đắk" / "R' Lấp") and one of the two is merged. Columns of sequence numbers
    and names are left alone: there an empty cell is a row of its own.
    """
    if not piece.rows or table.rows <= table.header_rows:
        return table, piece
    above, below = Grid(table), Grid(piece)
    seq = labelled_column(above, table.header_rows)
    cells = {(cell.row, cell.col): cell for cell in table.cells}
    gone: set[tuple[int, int]] = set()
    notes: list[Irregularity] = []
    for cell in below.starting(0):
        upper = above.at(table.rows - 1, cell.col)
        if upper is None or not upper.text or upper.row < table.header_rows or upper.col_span != cell.col_span:
            continue
        if upper.col != cell.col or (seq is not None and cell.col <= seq):
            continue
        merged = cell.row_span > 1
        if not cell.text and merged and not is_mark(upper.text) and not is_figure(upper.text):
            text = upper.text
        elif cell.text and (merged or upper.row_span > 1) and _is_second_half(above, upper, cell):
            text = f"{upper.text} {cell.text}"
            notes.append(
                Irregularity("split_row", f"{upper.text} / {cell.text}", cell.place, row=upper.row, expected=text)
            )
        else:
            continue
        span = table.rows - upper.row + cell.row_span
        cells[upper.row, upper.col] = replace(upper, text=text, row_span=span, also=(*upper.also, cell.place))
        gone.add((cell.row, cell.col))
    if not gone:
        return table, piece
    kept = tuple(cell for cell in piece.cells if (cell.row, cell.col) not in gone)
    ordered = tuple(sorted(cells.values(), key=lambda cell: (cell.row, cell.col)))
    return (
        replace(table, cells=ordered, irregularities=(*table.irregularities, *notes)),
        replace(piece, cells=kept),
    )


def _is_second_half(above: Grid, upper: Cell, lower: Cell) -> bool:
    first = above.table.header_rows
    words = Counter(
        _first_word(cell.text)
        for cell in above.table.cells
        if cell.col == upper.col and cell.row >= first and cell.text
    )
    starts_alike = words[_first_word(upper.text)] > 1
    return starts_alike and words[_first_word(lower.text)] == 0 and not is_mark(lower.text)
