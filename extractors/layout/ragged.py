"""Rows of unequal length in text tables: which printed cell belongs to which column, decided by evidence.

Optical character recognition splits or drops columns for whole page pieces at a time, so the rows of one piece and one
length share the same extra blank columns. As many of these are dropped as exceed the heading, those whose loss puts
marks under marks and text under text; what is left to choose is anchored at the end of the row, where the last year
stands before the notes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import combinations, islice

from extractors.document import Cell, Irregularity, Table
from extractors.layout.grid import grid_of
from extractors.layout.labels import parse_label
from extractors.layout.rows import labelled_column
from extractors.layout.words import is_sequence_heading, is_total, starts_with
from normalizers.flags import is_blank, is_mark
from normalizers.text import fold

_MOST_CHOICES = 400
_FEWEST_ROWS = 3  # of a piece whose rows all lack the same columns
_LEAST_FLOATING = 2  # columns of marks: under one alone marks cannot be mistaken


@dataclass(frozen=True, slots=True)
class Profile:
    """What the columns of a table hold, from its headings and its rows of full length."""

    marks: frozenset[int] = frozenset()
    texts: frozenset[int] = frozenset()
    figures: frozenset[int] = frozenset()
    note_words: frozenset[str] = frozenset()  # first words of the last column's texts


def profile(table: Table) -> Profile:
    """Return what each column of a `table` with headings holds; columns under one common heading are alike."""
    marks: set[int] = set()
    texts: set[int] = set()
    figures: set[int] = set()
    notes: dict[str, int] = defaultdict(int)
    exact = {row for row, length in enumerate(table.row_lengths) if length == table.cols} or set(range(table.rows))
    exact |= table.inferred_rows
    for cell in table.cells:
        if cell.row < table.header_rows or is_blank(cell.text) or cell.row not in exact:
            continue
        kind = marks if is_mark(cell.text) else figures if is_figure(cell.text) else texts
        kind.add(cell.col)
        if cell.col == table.cols - 1 and kind is texts:
            notes[_first_word(cell.text)] += 1
    for col, path in enumerate(table.headings):
        if not path:
            continue
        if is_sequence_heading(path[-1]) or starts_with(path[-1], "text_headings"):
            texts.add(col)
        siblings = {other for other, head in enumerate(table.headings) if len(path) > 1 and head[:-1] == path[:-1]}
        if siblings & marks:
            marks |= siblings
    return Profile(frozenset(marks - texts), frozenset(texts - marks), frozenset(figures), frozenset(notes))


def close_split_heading(table: Table) -> Table:
    """Return `table` with a heading "T | T" of the sequence column, printed as two, made one column again.

    Only where one of the two columns is blank below the heading.
    """
    grid = grid_of(table)
    left, right = grid.text(0, 0), grid.text(0, 1)
    if table.cols < 3 or not left or not right or is_sequence_heading(left) or not is_sequence_heading(left + right):
        return table
    below = range(1, table.rows)
    blank = next((col for col in (0, 1) if not any(grid.text(row, col) for row in below)), None)
    if blank is None or any(cell.col_span > 1 and cell.col < 2 for cell in table.cells):
        return table
    cells = []
    for cell in table.cells:
        if cell.row == 0 and cell.col == 0:
            cells.append(replace(cell, text=left + right))
        elif (cell.col != blank or cell.row == 0) and not (cell.row == 0 and cell.col == 1):
            cells.append(replace(cell, col=max(0, cell.col - 1)))
    note = Irregularity(
        "ragged_table", f"heading {left} | {right} over one column", table.place, row=0, expected=left + right
    )
    return replace(
        table,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))),
        cols=table.cols - 1,
        row_lengths=tuple(max(1, length - 1) for length in table.row_lengths),
        irregularities=(*table.irregularities, note),
    )


def fit(piece: Table, width: int, known: Profile) -> Table | None:
    """Return `piece` with every row brought to `width` columns, its changed rows in `inferred_rows`.

    None when no choice of columns fits: rows too long without blank columns to drop, or marks left among texts. Pieces
    without row lengths or with printed spans are left as they are when their width fits.
    """
    if not piece.row_lengths or any(cell.col_span > 1 for cell in piece.cells):
        return piece if piece.cols == width else None
    fitted = _fit_lengths(piece, width, known)
    return None if fitted is None else _spread_lone(fitted, known)


def _fit_lengths(piece: Table, width: int, known: Profile) -> Table | None:
    if all(length == width for length in piece.row_lengths):
        return replace(piece, cols=width)
    if _marks_float(piece, width, known):
        return None
    printed = dict(piece.iter_rows())
    rows = {row: [cell for cell in cells if cell.text] for row, cells in printed.items()}
    moved: dict[int, list[Cell]] = {}
    by_length: dict[int, list[int]] = defaultdict(list)
    for row, length in enumerate(piece.row_lengths):
        by_length[length].append(row)
    for length, group in sorted(by_length.items()):
        if length > width:
            target = _drop_blanks([rows[row] for row in group], length, width, known)
            if target is None:
                return None
            for row in group:
                moved[row] = [replace(cell, col=target[cell.col]) for cell in rows[row]]
        elif length < width:
            for row in group:
                moved[row] = _stretch(rows[row], length, width, known)
    cells = [cell for row in range(piece.rows) for cell in moved.get(row, printed[row])]
    changed = {row for row, row_cells in moved.items() if row_cells != rows[row] or piece.row_lengths[row] > width}
    changed = {row for row in changed if rows[row]}
    return replace(
        piece,
        cells=tuple(sorted((cell for cell in cells if cell.col < width), key=lambda cell: (cell.row, cell.col))),
        cols=width,
        inferred_rows=piece.inferred_rows | changed,
    )


def _marks_float(piece: Table, width: int, known: Profile) -> bool:
    """Tell whether a piece lacks columns in all its rows and nothing shows under which of two its marks belong.

    Converters that look for the columns of each page anew leave out those that are blank on it.
    """
    lengths = set(piece.row_lengths)
    if len(lengths) != 1 or piece.rows < _FEWEST_ROWS or max(lengths) >= width:
        return False
    marked = {cell.col for cell in piece.cells if is_mark(cell.text)}
    if not marked or len(known.marks) < _LEAST_FLOATING:
        return False
    filled = [cell for cell in piece.cells if cell.text]
    places = set()
    for kept in islice(combinations(range(width), max(lengths)), _MOST_CHOICES):
        if kept[0] == 0 and not any(_misplaced(cell.text, kept[cell.col], known) for cell in filled):
            places.add(tuple(kept[col] for col in sorted(marked)))
    return len(places) > 1


def _spread_lone(table: Table, known: Profile) -> Table:
    """Let a text that stands alone in the sequence column span the table, as the group row that it was printed as.

    One that starts as the notes do is the lost text of a merged note and goes to their column.
    """
    grid = grid_of(table)
    if table.cols < 3 or labelled_column(grid, table.header_rows) != 0:
        return table
    cells = list(table.cells)
    changed: set[int] = set()
    for row in range(table.header_rows, table.rows):
        filled = grid.filled(row)
        if len(filled) != 1 or filled[0].col or filled[0].col_span > 1 or parse_label(filled[0].text) is not None:
            continue
        changed.add(row)
        cells = [cell for cell in cells if cell.row != row]
        cells.append(_stretch(filled, 1, table.cols, known)[0])
    if not changed:
        return table
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.col)))
    return replace(table, cells=ordered, inferred_rows=table.inferred_rows | changed)


def _drop_blanks(rows: list[list[Cell]], length: int, width: int, known: Profile) -> dict[int, int] | None:
    """Return the column that each printed column of rows of one length belongs to; None when nothing fits."""
    filled = {cell.col for cells in rows for cell in cells}
    blank = [col for col in range(length) if col not in filled]
    if len(blank) < length - width or max(filled, default=0) >= length:  # cells that hang in from above part the row
        return None
    best: tuple[int, int] | None = None
    chosen: dict[int, int] | None = None
    for dropped in islice(combinations(blank, length - width), _MOST_CHOICES):
        kept = [col for col in range(length) if col not in dropped]
        target = {col: at for at, col in enumerate(kept)}
        wrong = sum(_misplaced(cell.text, target[cell.col], known) for cells in rows for cell in cells)
        score = (wrong, sum(target[col] for col in filled))
        if best is None or score < best:
            best, chosen = score, target
    if best is None or best[0] * 5 > sum(len(cells) for cells in rows):
        return None
    return chosen


def _misplaced(text: str, col: int, known: Profile) -> bool:
    if is_blank(text):
        return False
    if is_mark(text):
        return col in known.texts or (bool(known.marks) and col not in known.marks)
    if is_figure(text):
        return False
    return col in known.marks or (col in known.figures and col not in known.texts)


def _stretch(cells: list[Cell], length: int, width: int, known: Profile) -> list[Cell]:
    """Return the cells of a row that is too short: a lone text spans, a total's label spans, others end early."""
    if not cells:
        return cells
    first = cells[0]
    if length == 1:
        if _first_word(first.text) in known.note_words:
            return [replace(first, col=width - 1)]
        return [replace(first, col_span=width)]
    if first.col == 0 and parse_label(first.text) is None and len(cells) > 1:
        spread = [replace(cell, col=cell.col + width - length) for cell in cells[1:]]
        printed, shifted = (sum(_off_figures(cell, known) for cell in row) for row in (cells[1:], spread))
        if shifted < printed or (shifted == printed and is_total(first.text)):
            return [replace(first, col_span=width - length + 1), *spread]
    return cells


def _off_figures(cell: Cell, known: Profile) -> bool:
    if is_figure(cell.text):
        return cell.col not in known.figures and cell.col not in known.marks
    return _misplaced(cell.text, cell.col, known)


def is_figure(text: str) -> bool:
    """Tell whether a cell holds only digits and their separators."""
    squeezed = text.replace(".", "").replace(",", "").replace(" ", "").replace("%", "").replace("/", "")
    return squeezed.isdigit()


def _first_word(text: str) -> str:
    return fold(text).partition(" ")[0]


def describe_lengths(lengths: tuple[int, ...]) -> str:
    """Return the row lengths in words: "rows of 7, 8 and 9 cells"."""
    numbers = [str(length) for length in sorted(set(lengths))]
    listed = numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    return f"rows of {listed} cells"
