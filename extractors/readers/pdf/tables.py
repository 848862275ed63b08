"""The tables of one page: grids filled with the fragments that stand in their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from extractors.document import Box, Cell, Place, Table
from extractors.readers.lattice import Grid, GridCell
from extractors.readers.pdf.glyphs import Fragment, turn_box
from extractors.readers.pdf.lines import Line, group_lines, join_lines
from extractors.readers.pdf.order import bring_home
from extractors.readers.pdf.rulings import Rectangle
from extractors.readers.pdf.setting import setting_of
from extractors.readers.pdf.voids import close_void, drop_row, thin_rows, void_rows

_TOP_ROWS = 9  # of a piece: a repeated heading and the row after it, which may be the rest of a cut one
_SAME_GAP = 0.6  # points: gaps of one padding, glyphs' own bearings aside
_PADDING = 9.0  # points: the widest padding assumed where no text shows it
_WIDEST = 12.0  # points: no padding, border and room between boxes together are wider
_BOXES = 0.5  # points: how much further boxes of their own stand apart than from the outer border
_FEWEST_GAPS = 3  # cells that must show a padding


@dataclass(slots=True)
class _Filling:
    grid: Grid
    texts: list[list[Fragment]] = field(default_factory=list)


def fill_grids(
    grids: Sequence[Grid], fragments: Sequence[Fragment], page: int, drawn_at: Mapping[int, int] | None = None
) -> tuple[list[Table], list[Fragment]]:
    """Return the tables in the grids' order and the fragments that stand in none of them.

    A grid without any text is a drawing, not a table. A fragment inside nested grids belongs to the innermost.
    `drawn_at` says when each text object is drawn, by its address; None where nothing is (a scan).
    """
    fillings = [_Filling(grid, [[] for _ in grid.cells]) for grid in grids]
    by_area = sorted(fillings, key=lambda f: (f.grid.xs[-1] - f.grid.xs[0]) * (f.grid.ys[-1] - f.grid.ys[0]))
    rest: list[Fragment] = []
    for fragment in fragments:
        for piece in _parted(fragment, by_area):
            x, y = anchor(piece)
            for filling in by_area:
                index = filling.grid.cell_at(x, y)
                if index is None:
                    index = _open_above(filling.grid, x, y, piece.size)
                if index is not None:
                    filling.texts[index].append(piece)
                    break
            else:
                rest.append(piece)
    tables = []
    for filling in fillings:
        if drawn_at is not None:
            bring_home(filling.grid.cells, filling.texts, drawn_at)
        if any(filling.texts):
            tables.append(_table(filling, page))
    return tables, rest


def _open_above(grid: Grid, x: float, y: float, size: float) -> int | None:
    """Return the cell that a page's end cut open right above the point: its last line may stand below the borders."""
    if not 0 <= y - grid.ys[-1] <= 2.0 * size:
        return None
    found = (i for i, cell in enumerate(grid.cells) if cell.open_below and cell.box[0] < x < cell.box[2])
    return next(found, None)


def anchor(fragment: Fragment) -> tuple[float, float]:
    """Return the point that decides where a fragment belongs: its first glyph's middle (overflow runs to the right)."""
    x = (fragment.lefts[0] + fragment.rights[0]) / 2
    if not fragment.turn:
        return (x, fragment.middle)
    box = turn_box((x, fragment.middle, x, fragment.middle), (360 - fragment.turn) % 360)
    return (box[0], box[1])


def _parted(fragment: Fragment, fillings: Sequence[_Filling]) -> list[Fragment]:
    """Split a fragment where a cell's border runs between two of its glyphs."""
    if fragment.turn or len(fragment.chars) < 2:
        return [fragment]
    x0, x1, y = fragment.x0, fragment.x1, fragment.middle
    for filling in fillings:
        grid = filling.grid
        if not (grid.xs[0] < x1 and x0 < grid.xs[-1] and grid.ys[0] < y < grid.ys[-1]):
            continue
        for line in grid.xs:
            if not x0 + 0.5 < line < x1 - 0.5:
                continue
            at = next((i for i, left in enumerate(fragment.lefts) if i and left >= line - 0.4), None)
            if at is None or fragment.rights[at - 1] > line + 0.4:
                continue
            before, after = grid.cell_at(line - 0.6, y), grid.cell_at(line + 0.6, y)
            if before is not None and after is not None and before != after:  # over the table's side it only runs on
                first, second = fragment.split(at)
                return [first, *_parted(second, fillings)]
        break
    return [fragment]


def _rooms(filling: _Filling) -> list[float]:
    """Return, per cell, the widest line it could hold: its width less the padding that the table's own text shows.

    At the table's outer sides the padding is measured apart: boxes of their own stand further from each other than
    from the border.
    """
    outer: list[float] = []
    inner: list[float] = []
    right = _PADDING
    for cell, fragments in zip(filling.grid.cells, filling.texts, strict=True):
        upright = [f for f in fragments if not f.turn]
        if upright:
            (inner if cell.col else outer).append(max(0.0, min(f.x0 for f in upright) - cell.box[0]))
            right = min(right, max(0.0, cell.box[2] - max(f.x1 for f in upright)))
    all_gaps = _usual_left(outer + inner)
    if len(outer) < _FEWEST_GAPS or len(inner) < _FEWEST_GAPS:
        at_side = between = all_gaps
    else:
        at_side, between = min(_usual_left(outer), _PADDING), min(_usual_left(inner), _PADDING)
    if between < at_side + _BOXES:
        at_side = between = all_gaps  # one border between two cells
    rooms = []
    for cell in filling.grid.cells:
        left = between if cell.col else at_side
        # renderers pad both sides alike; a smaller gap on the right alone is a word that ran over
        opposite = at_side if cell.col + cell.col_span == filling.grid.cols else between
        padding = left + (opposite if right < opposite - 0.5 else min(opposite + 0.5, right))
        rooms.append(cell.box[2] - cell.box[0] - padding)
    return rooms


def _usual_left(gaps: list[float]) -> float:
    """Return the smallest gap before a text that several cells share: a word too wide for its cell runs over it."""
    gaps = sorted(gap for gap in gaps if gap < _WIDEST)
    for index, gap in enumerate(gaps[:-2]):
        if gaps[index + 2] - gap <= _SAME_GAP:
            return gap
    return gaps[0] if gaps else _PADDING


def _cell_text(fragments: Sequence[Fragment], room: float, height: float) -> tuple[str, list[Line] | None]:
    """Return the text of one cell and its lines; turned text is read along its own direction and gives no lines."""
    turns = {f.turn for f in fragments}
    if turns <= {0}:
        lines = group_lines(fragments)
        return join_lines(lines, room), lines
    parts = []
    for turn in sorted(turns):
        lines = group_lines(f for f in fragments if f.turn == turn)
        parts.append(join_lines(lines, room if turn in (0, 180) else height))
    return " ".join(part for part in parts if part), None


def _table(filling: _Filling, page: int) -> Table:
    grid = filling.grid
    rooms = _rooms(filling)
    read = [
        _cell_text(fragments, room, cell.box[3] - cell.box[1])
        for cell, fragments, room in zip(grid.cells, filling.texts, rooms, strict=True)
    ]
    cells = [(cell, text) for cell, (text, _) in zip(grid.cells, read, strict=True)]
    first, rows, kept = _without_ghost_rows(grid, cells)
    kept, rows = _without_voids(kept, [bool(text) for _, text in cells], rows, grid.cols, _usual_size(filling))
    return Table(
        cells=tuple(
            Cell(
                row=c.row - first,
                col=c.col,
                text=cells[i][1],
                place=Place(page, to_box(c.box), confidence=confidence_of(filling.texts[i])),
                row_span=min(c.row_span, rows - c.row),
                col_span=c.col_span,
                setting=setting_of(lines, c, rooms[i])
                if (lines := read[i][1]) is not None and (c.row - first < _TOP_ROWS or c.row + c.row_span >= rows)
                else None,
            )
            for c, i in sorted(kept, key=lambda each: (each[0].row, each[0].col))
        ),
        rows=rows - first,
        cols=grid.cols,
        place=Place(page, to_box(grid.box)),
        ruled=True,
        widths=tuple(round(b - a, 2) for a, b in pairwise(grid.xs)),
    )


def _usual_size(filling: _Filling) -> float:
    sizes = [fragment.size for fragments in filling.texts for fragment in fragments]
    return median(sizes) if sizes else 0.0


def _without_voids(
    kept: list[tuple[GridCell, int]], texts: Sequence[bool], rows: int, cols: int, size: float
) -> tuple[list[tuple[GridCell, int]], int]:
    """Drop the rows that are no rows (see `voids`); returns the cells that are left, and how many rows."""
    cells, filled = [cell for cell, _ in kept], [texts[index] for _, index in kept]
    for row in reversed(thin_rows(cells, filled, rows, size)):
        kept = [(cell, kept[at][1]) for cell, at in drop_row([cell for cell, _ in kept], row)]
        rows -= 1
    cells, filled = [cell for cell, _ in kept], [texts[index] for _, index in kept]
    for row in reversed(void_rows(cells, filled, rows, cols)):
        kept = [(cell, kept[at][1]) for cell, at in close_void([cell for cell, _ in kept], row)]
        rows -= 1
    return kept, rows


def _without_ghost_rows(grid: Grid, cells: list[tuple[GridCell, str]]) -> tuple[int, int, list[tuple[GridCell, int]]]:
    """Drop a first or last row of nothing but blank room at an end that no line closes.

    There a page's end cut a row or a merged cell whose text all stands on the other page. Returns (first row kept,
    one past the last row kept, the cells kept, each with its index).
    """
    first, end = 0, grid.rows
    last = [(cell, text) for cell, text in cells if cell.row == end - 1]
    unclosed = grid.open_bottom or (
        len({cell.col for cell, _ in last}) < grid.cols and all(cell.open_below for cell, _ in last)
    )
    if unclosed and end > 1 and last and not any(text for _, text in last):
        end -= 1
        voids = {col for cell, _ in last for col in range(cell.col, cell.col + cell.col_span)}
        cells = [
            (replace(cell, open_below=cell.open_below or (cell.row + cell.row_span == end and cell.col in voids)), text)
            for cell, text in cells
        ]
    top = [(cell, text) for cell, text in cells if cell.row == 0]
    if grid.open_top and end > 1 and not any(text or cell.row_span > 1 for cell, text in top):
        first = 1
    return first, end, [(cell, index) for index, (cell, _) in enumerate(cells) if first <= cell.row < end]


def confidence_of(fragments: Sequence[Fragment]) -> float | None:
    """Return how sure the least sure word is, None where the file gives its own text."""
    return min([f.confidence for f in fragments if f.confidence is not None], default=None)


def to_box(rectangle: Rectangle) -> Box:
    """Return the model's box, to a hundredth of a point."""
    x0, y0, x1, y1 = rectangle
    return Box(round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))
