"""How the sequence numbers of a table piece stand to those of the table before it."""

from __future__ import annotations

from typing import Literal

from extractors.document import Table
from extractors.layout.cuts import is_cut_word
from extractors.layout.grid import Grid, grid_of
from extractors.layout.labels import Label, parse_label
from extractors.layout.rows import labelled_column
from extractors.layout.words import is_total

Order = Literal["continues", "restarts", "unknown"]
_GAP = 3  # how much further than the last number the first one under a new group may be
_RANKS = ("upper", "roman", "arabic", "lower")  # outer kinds of labels before inner ones


def order_of(table: Table, piece: Table, repeated: int) -> Order:
    """Tell whether the numbering of `piece`, its `repeated` heading rows aside, goes on with that of `table`.

    It goes on when its first label is beyond the last of its kind, gaps allowed, or when it starts again from 1 under a
    group row ("II", "Huyện ...") at the end of the one or the start of the other. ``unknown`` where either has no
    labels.
    """
    grid, below = grid_of(table), grid_of(piece)
    col = labelled_column(grid, table.header_rows)
    if col is None:
        col = labelled_column(below, repeated)
    if col is None:
        return "unknown"
    labels: list[Label] = []
    for row in range(table.header_rows, table.rows):
        found = _label(grid, row, col, labels[-1] if labels else None)
        if found is not None:
            labels.append(found)
    first_row = next((row for row in range(repeated, piece.rows) if _label(below, row, col) is not None), None)
    if first_row is None or not labels:
        return "unknown"
    if is_cut_number(grid, below, col, table.rows - 1, repeated):
        return "continues"
    last = labels[-1]
    same = [found for found in labels if found.kind == "upper"] or labels
    first = _label(below, first_row, col, same[-1])
    if first is None:
        return "unknown"
    opened = any(_is_group_like(below, row, col) for row in range(repeated, first_row))
    opened = opened or _is_group_like(grid, last_filled(grid), col) or _is_outer(last, first)
    if last.kind == first.kind == "arabic" and _in_brackets(grid, col) != _in_brackets(below, col, repeated):
        return "continues"  # "(1)" stands over 1, 2, 3, which "(2)" ends
    return _compare(first, labels, opened, below, first_row, col)


def _next_of(first: Label, below: Grid, row: int, col: int, labels: list[Label]) -> bool:
    """Tell whether the rows are numbered on past group rows of `first`'s kind: 7, "A.", "C.", 10.

    Some typists give group rows numbers of their own, or one letter to all of them.
    """
    last = next((label for label in reversed(labels) if label.kind != first.kind), None)
    following = (_label(below, at, col) for at in range(row + 1, below.rows))
    found = next((label for label in following if label is not None and label.kind != first.kind), None)
    if last is None or found is None or found.kind != last.kind or len(found.numbers) != len(last.numbers):
        return False
    return found.numbers[:-1] == last.numbers[:-1] and 0 < found.value - last.value <= _GAP


def _compare(first: Label, labels: list[Label], opened: bool, below: Grid, row: int, col: int) -> Order:
    if first.kind == "arabic" and len(first.numbers) == 1 and first.value <= 1:
        return "continues" if opened else "restarts"
    same = [found for found in labels if found.kind == first.kind]
    if first.kind != "arabic" and _next_of(first, below, row, col, labels):
        return "continues"  # a group row, whatever its own number, between rows that are numbered on
    if not same:
        return "restarts" if first.kind in ("roman", "upper") and first.numbers[0] == 1 else "unknown"
    if first.numbers == (1,):
        return "continues" if opened else "restarts"
    goes_on = first.numbers > same[-1].numbers or labels[-1].kind != first.kind
    return "continues" if goes_on else "restarts"


def _in_brackets(grid: Grid, col: int, first: int | None = None) -> bool:
    """Tell whether the first number from row `first` on, or the last one of all, stands in brackets: "(1)"."""
    rows = range(grid.rows - 1, -1, -1) if first is None else range(first, grid.rows)
    text = next((text for row in rows if parse_label(text := grid.own_text(row, col)) is not None), "")
    return text.startswith("(") and text.endswith(")")


def _is_outer(one: Label, other: Label) -> bool:
    """Tell whether `one` is of a kind that governs labels of the kind of `other`: I before 1, 1 before a."""
    if one.kind in _RANKS and other.kind in _RANKS:
        return _RANKS.index(one.kind) < _RANKS.index(other.kind)
    return one.kind != other.kind


def _label(grid: Grid, row: int, col: int, previous: Label | None = None) -> Label | None:
    cell = grid.at(row, col)
    if cell is None or not cell.text or (cell.row, cell.col) != (row, col):
        return None
    found = parse_label(cell.text, previous)
    if found is None and cell.col_span > 1:  # a group row over several columns: "I. CÁC SỞ", "A. Khối tỉnh"
        word = cell.text.partition(" ")[0]
        found = parse_label(word, previous) if word[-1] in ".)" else None
    return found


def is_cut_number(above: Grid, below: Grid, col: int, last: int, first: int = 0) -> bool:
    """Tell whether a page break has cut a sequence number in two: 3 / 1 after 30 is 31.

    After a group row, or where the count jumps, the measures must show it: both figures have no room on one line, and
    the number goes on from the last one above.
    """
    upper, lower = above.own_text(last, col), below.own_text(first, col)
    if not (upper.isdigit() and lower.rstrip(".").isdigit()):
        return False
    whole, before = int(upper + lower.rstrip(".")), _label(above, last - 1, col)
    if before is not None and before.kind == "arabic" and before.numbers == (whole - 1,):
        return int(upper) != before.value + 1
    one, two = above.at(last, col), below.at(first, col)
    if one is None or two is None or not is_cut_word(one, two):
        return False
    labels = (_label(above, row, col) for row in range(last - 1, above.table.header_rows - 1, -1))
    known = next((label for label in labels if label is not None and label.kind == "arabic"), None)
    following = _label(below, first + 1, col)
    goes_on = following is None or following.kind != "arabic" or following.value > whole
    return known is not None and known.value < whole <= known.value + _GAP and int(upper) <= known.value and goes_on


def last_filled(grid: Grid) -> int:
    """Return the last row that holds text, 0 when none does."""
    return max((cell.row for cell in grid.table.cells if cell.text), default=0)


def _is_group_like(grid: Grid, row: int, col: int) -> bool:
    cells = grid.filled(row)
    if not cells or _label(grid, row, col) is not None or is_total(cells[0].text):
        return False
    few = len(cells) * 2 <= grid.cols + 1  # a group prints its name and perhaps its counts, an item more
    return few and cells[0].col <= col + 1


def ends_with_total(table: Table) -> bool:
    """Tell whether the last row of `table` adds up the others: nothing of the same table is to follow it."""
    grid = grid_of(table)
    cells = grid.filled(last_filled(grid))
    return is_total(next((cell.text for cell in cells if parse_label(cell.text) is None), ""))
