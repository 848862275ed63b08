"""From rulings to grids: which lines belong to one table, its rows and columns, and the cells that they bound.

Pure geometry. Lines that touch make one grid; an edge that is not drawn merges the cells on its sides; an outer border
that is not drawn is where the other lines end (tables open at the sides, or cut by the page's end).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.readers.pdf.rulings import Rectangle, Ruling

_TOUCH = 2.5  # points: how far a line may stop short of another and still meet it
_SNAP = 4.0  # points: lines closer than this are one border (double rules, cells with their own boxes)
_ONE_LINE = 2.4  # of the font size: the height of a row of one line, with its padding
_HALF = 0.5  # the same at least, where the rest is the room between two boxes
_COVER = 0.7  # share of a cell's side that must be drawn to be an edge


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a grid with its spans and its rectangle as seen on the page."""

    row: int
    col: int
    row_span: int
    col_span: int
    box: Rectangle
    open_below: bool = False  # it reaches the grid's end and no line closes it there


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines and cells of one table piece. `xs` and `ys` are the lines' positions, ascending."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    owners: tuple[tuple[int, ...], ...]  # per row and column, the index of the cell that covers it
    open_top: bool = False  # no line closes it above
    open_bottom: bool = False  # no line closes it below

    @property
    def box(self) -> Rectangle:
        """The grid's rectangle."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def rows(self) -> int:
        """How many rows."""
        return len(self.ys) - 1

    @property
    def cols(self) -> int:
        """How many columns."""
        return len(self.xs) - 1

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the index of the cell that holds the point, None outside the grid."""
        col, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if not (0 <= col < self.cols and 0 <= row < self.rows):
            return None
        return self.owners[row][col]


def find_grids(horizontal: Sequence[Ruling], vertical: Sequence[Ruling], size: float) -> list[Grid]:
    """Return the grids of two cells or more, sorted from top to bottom, then left to right.

    `size` is the usual font size of the page, in points.
    """
    grids = [
        grid for hs, vs in _components(horizontal, vertical, size) if (grid := _grid(hs, vs, _reach(size))) is not None
    ]
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _reach(size: float) -> float:
    """Return how far apart two lines of one border may lie: less than the lowest row that could hold text."""
    return max(_SNAP, min(6.0, 0.7 * size))


def _components(
    horizontal: Sequence[Ruling], vertical: Sequence[Ruling], size: float
) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Group rulings that touch or run beside each other at a double rule's distance."""
    count, reach = len(horizontal), _reach(size)
    parent = list(range(count + len(vertical)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, flat in enumerate(horizontal):
        low, high = flat.start - _TOUCH, flat.end + _TOUCH
        for j, upright in enumerate(vertical):
            if low <= upright.at <= high and upright.start - _TOUCH <= flat.at <= upright.end + _TOUCH:
                parent[root(i)] = root(count + j)
    for lines, offset in ((horizontal, 0), (vertical, count)):
        for i, one in enumerate(lines):
            for j in range(i + 1, len(lines)):
                other = lines[j]
                if other.at - one.at > reach:
                    break
                if min(one.end, other.end) - max(one.start, other.start) > 0.8 * min(one.length, other.length):
                    parent[root(offset + i)] = root(offset + j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, flat in enumerate(horizontal):
        groups.setdefault(root(i), ([], []))[0].append(flat)
    for j, upright in enumerate(vertical):
        groups.setdefault(root(count + j), ([], []))[1].append(upright)
    found = [group for group in groups.values() if len(group[0]) + len(group[1]) >= 3 and group[0] and group[1]]
    lone = [group[0][0] for group in groups.values() if len(group[0]) == 1 and not group[1]]
    _take_outer_columns(found, [uprights for flats, uprights in groups.values() if uprights and not flats])
    found = _with_interlocked(_with_cut_columns(found))
    found.sort(key=lambda group: min(h.at for h in group[0]))
    return _with_full_rows(found, lone, size)


def _take_outer_columns(groups: list[tuple[list[Ruling], list[Ruling]]], loose: list[list[Ruling]]) -> None:
    """Give a table the side of its last column where a merged cell runs over the whole page: no level line reaches it.

    The side then is as long as the table's others, and stands beside it.
    """
    for uprights in loose:
        top, bottom = min(v.start for v in uprights), max(v.end for v in uprights)
        for _, vs in groups:
            alike = abs(min(v.start for v in vs) - top) <= _SNAP and abs(max(v.end for v in vs) - bottom) <= _SNAP
            at = uprights[0].at
            apart = min(abs(v.at - at) for v in vs)
            width = max(v.at for v in vs) - min(v.at for v in vs)
            if (
                alike
                and len(vs) > 2
                and _SNAP < apart <= width
                and not min(v.at for v in vs) < at < max(v.at for v in vs)
            ):
                vs.extend(uprights)
                break


def _with_cut_columns(
    groups: list[tuple[list[Ruling], list[Ruling]]],
) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Put together what a merged cell parts that runs over a whole page: no level line crosses its column there.

    Both sides then reach as far up and down, their rows stand level, and at one end no line closes either of them.
    """
    out: list[tuple[list[Ruling], list[Ruling]]] = []
    for hs, vs in sorted(groups, key=lambda group: min(v.at for v in group[1])):
        for left_hs, left_vs in out:
            if _parted_by_column((left_hs, left_vs), (hs, vs)):
                left_hs += hs
                left_vs += vs
                break
        else:
            out.append((hs, vs))
    return out


def _with_interlocked(
    groups: list[tuple[list[Ruling], list[Ruling]]],
) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Put together pieces of the same columns where one begins above the other's end: one table, its boxes apart.

    Browsers cut cells with boxes of their own each by itself: at a page's top the box of a merged cell stands under its
    heading, the others of its row begin lower and are open.
    """
    out: list[tuple[list[Ruling], list[Ruling]]] = []
    for group in sorted(groups, key=lambda group: min(v.start for v in group[1])):
        above = next((one for one in out if _interlock(one[1], group[1])), None)
        if above is None:
            out.append((list(group[0]), list(group[1])))
        else:
            above[0].extend(group[0])
            above[1].extend(group[1])
    return out


def _interlock(above: list[Ruling], below: list[Ruling]) -> bool:
    """Tell whether the uprights of two pieces share columns, reach past each other and are never doubled."""
    if max(v.end for v in above) <= min(v.start for v in below) + _SNAP:
        return False
    fewer, more = sorted((_snap([v.at for v in above]), _snap([v.at for v in below])), key=len)
    outer = abs(fewer[0] - more[0]) <= _SNAP / 2 and abs(fewer[-1] - more[-1]) <= _SNAP / 2
    if len(fewer) < 3 or not outer or any(min(abs(x - y) for y in more) > _SNAP / 2 for x in fewer):
        return False
    return not any(
        abs(v.at - w.at) <= _SNAP / 2 and min(v.end, w.end) - max(v.start, w.start) > 1 for v in above for w in below
    )


def _parted_by_column(left: tuple[list[Ruling], list[Ruling]], right: tuple[list[Ruling], list[Ruling]]) -> bool:
    near, far = max(left[1], key=lambda v: v.at), min(right[1], key=lambda v: v.at)
    if far.at <= near.at or max(h.end for h in left[0]) > near.at + _SNAP:
        return False
    if min(h.start for h in right[0]) < far.at - _SNAP:
        return False
    if abs(near.start - far.start) > _SNAP or abs(near.end - far.end) > _SNAP:
        return False
    levels = [_snap([h.at for h in hs]) for hs, _ in (left, right)]
    fewer, more = sorted(levels, key=len)
    level = sum(min(abs(y - other) for other in more) <= _SNAP / 2 for y in fewer)
    open_above = all(ys[0] - near.start > _SNAP for ys in levels)
    open_below = all(near.end - ys[-1] > _SNAP for ys in levels)
    return level >= 0.6 * len(fewer) and (open_above or open_below)


def _open_sided(hs: list[Ruling], vs: list[Ruling]) -> bool:
    start, end = min(h.start for h in hs), max(h.end for h in hs)
    return min(v.at for v in vs) - start > _SNAP and end - max(v.at for v in vs) > _SNAP


def _with_full_rows(
    groups: list[tuple[list[Ruling], list[Ruling]]], lone: list[Ruling], size: float
) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Put together what a row merged over all columns parts in a table without outer borders.

    Only level lines bound such a row. It is taken for one where it is as high as the table's own rows of one line, the
    lines above and below end alike, and the columns go on.
    """
    out: list[tuple[list[Ruling], list[Ruling]]] = []
    for hs, vs in groups:
        if not _open_sided(hs, vs):
            out.append((hs, vs))
            continue
        for line in lone:
            if _closes_full_row(hs, line, size):
                hs.append(line)
        above = next(
            (group for group in reversed(out) if _open_sided(*group) and _goes_on(group, (hs, vs), size)), None
        )
        if above is None:
            out.append((hs, vs))
        else:
            above[0].extend(h for h in hs if h not in above[0])
            above[1].extend(vs)
    return out


def _row_like(height: float, hs: list[Ruling], size: float) -> bool:
    """Return whether a gap between lines can be a row of one line: no higher than the lowest rows, or as high as one.

    The lowest may be what a page's end has cut.
    """
    ys = _snap([h.at for h in hs])
    rows = [b - a for a, b in pairwise(ys)]
    if height <= 1.25 * min(rows, default=0.0) + 1:
        return True
    return height <= _ONE_LINE * size and any(abs(height - row) <= 1 for row in rows)


def _closes_full_row(hs: list[Ruling], line: Ruling, size: float) -> bool:
    """Return whether a lone line bounds a full row under the last line of a table, or over its first."""
    alike = abs(line.start - min(h.start for h in hs)) <= _SNAP and abs(line.end - max(h.end for h in hs)) <= _SNAP
    below, above = line.at - max(h.at for h in hs), min(h.at for h in hs) - line.at
    if below > _SNAP:
        return alike and (_row_like(below, hs, size) or below <= _ONE_LINE * size)
    return alike and above > _SNAP and _row_like(above, hs, size)


def _goes_on(above: tuple[list[Ruling], list[Ruling]], below: tuple[list[Ruling], list[Ruling]], size: float) -> bool:
    gap = min(h.at for h in below[0]) - max(h.at for h in above[0])
    ends = [(min(h.start for h in hs), max(h.end for h in hs)) for hs, _ in (above, below)]
    if abs(ends[0][0] - ends[1][0]) > _SNAP or abs(ends[0][1] - ends[1][1]) > _SNAP:
        return False
    columns = [_snap([v.at for v in vs]) for _, vs in (above, below)]
    fewer, more = sorted(columns, key=len)
    known = all(min(abs(x - y) for y in more) <= _SNAP / 2 for x in fewer)
    return known and (gap <= _SNAP or any(_row_like(gap, hs, size) for hs, _ in (above, below)))


def _snap(values: list[float], reach: float = _SNAP) -> list[float]:
    """Return one position per group of values that lie within a double rule of each other."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= reach and value - groups[-1][0] <= 1.6 * reach:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [(group[0] + group[-1]) / 2 for group in groups]


def _shared(ends: list[float], line: float, outward: int) -> float | None:
    """Return where most lines end together beyond the last crossing line, None when that line closes them.

    At least two must. Single cells may reach further (Chromium draws the sides of a cut text on below the page's area).
    """
    beyond = sorted((end for end in ends if (end - line) * outward > _SNAP), reverse=outward > 0)
    together = {end: sum(abs(end - other) <= _SNAP for other in beyond) for end in beyond}
    most = max(together.values(), default=0)
    return next((end for end in beyond if together[end] == most), None) if most >= 2 else None


def _with_open_ends(ys: list[float], xs: list[float], vs: list[Ruling]) -> list[float]:
    """Return the level lines with those places where most uprights begin anew or end together, without a line.

    So begin the boxes that a page's end has cut, some room under the boxes of the heading that is printed again; so
    they end on the page before, where the box of another cell of the row goes on and is closed below the page's area.
    """
    out = list(ys)
    for ends in ([(v.start, v.at) for v in vs], [(v.end, v.at) for v in vs]):
        for y, _ in sorted(ends):
            if not ys[0] < y < ys[-1] or min(abs(y - line) for line in out) <= _SNAP:
                continue
            if 2 * len({_nearest(xs, at) for end, at in ends if 0 <= end - y <= 1}) > len(xs):
                out.append(y)
    return sorted(out)


def _nearest(lines: list[float], value: float) -> int:
    index = bisect_right(lines, value)
    if index == len(lines) or (index and value - lines[index - 1] <= lines[index] - value):
        return index - 1
    return index


def grid_of_rulings(horizontal: list[Ruling], vertical: list[Ruling], reach: float) -> Grid | None:
    """Return the grid of rulings that are known to be of one table; `reach`: see `find_grids`, in points."""
    return _grid(horizontal, vertical, reach)


def _grid(hs: list[Ruling], vs: list[Ruling], reach: float) -> Grid | None:
    xs, ys = _snap([v.at for v in vs], reach), _snap([h.at for h in hs], reach)
    left = _shared([h.start for h in hs], xs[0], -1)
    right = _shared([h.end for h in hs], xs[-1], 1)
    above = _shared([v.start for v in vs], ys[0], -1)
    below = _shared([v.end for v in vs], ys[-1], 1)
    ys = _with_open_ends(ys, xs, vs)
    xs = ([left] if left is not None else []) + xs + ([right] if right is not None else [])
    ys = ([above] if above is not None else []) + ys + ([below] if below is not None else [])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):
        return None
    edges = _Edges(xs, ys, hs, vs)
    cells = _cells(edges)
    return _tidy(edges, cells, (above is not None, below is not None))


class _Edges:
    """Which sides of the grid's atoms are drawn."""

    def __init__(self, xs: list[float], ys: list[float], hs: list[Ruling], vs: list[Ruling]) -> None:
        self.xs, self.ys = xs, ys
        self.rows, self.cols = len(ys) - 1, len(xs) - 1
        self.over = self._drawn(ys, xs, hs)  # over[line][col]: the edge along horizontal line `line` above atom `col`
        self.beside = self._drawn(xs, ys, vs)  # beside[line][row]

    @staticmethod
    def _drawn(lines: list[float], across: list[float], rulings: list[Ruling]) -> list[list[bool]]:
        drawn = [[False] * (len(across) - 1) for _ in lines]
        for ruling in rulings:
            marks = drawn[_nearest(lines, ruling.at)]
            for index in range(len(across) - 1):
                low, high = across[index], across[index + 1]
                start, end = max(low, ruling.start), min(high, ruling.end)
                drawn_part = end - start
                if drawn_part >= _HALF * (high - low):  # the room between two boxes is no part of the side
                    drawn_part += sum(gap for gap in (start - low, high - end) if gap <= _SNAP)
                if drawn_part >= _COVER * (high - low):
                    marks[index] = True
        return drawn


def _cells(edges: _Edges) -> list[tuple[int, int, int, int]]:
    """Return (row, col, row_span, col_span) of the rectangles that no drawn edge crosses."""
    taken = [[False] * edges.cols for _ in range(edges.rows)]
    cells = []
    for row in range(edges.rows):
        for col in range(edges.cols):
            if taken[row][col]:
                continue
            wide = 1
            while col + wide < edges.cols and not taken[row][col + wide] and not edges.beside[col + wide][row]:
                wide += 1
            high = 1
            while row + high < edges.rows and _extends(edges, taken, row + high, col, wide):
                high += 1
            for r in range(row, row + high):
                for c in range(col, col + wide):
                    taken[r][c] = True
            cells.append((row, col, high, wide))
    return cells


def _extends(edges: _Edges, taken: list[list[bool]], row: int, col: int, wide: int) -> bool:
    inside = range(col, col + wide)
    if any(taken[row][c] or edges.over[row][c] for c in inside):
        return False
    return not any(edges.beside[c][row] for c in inside[1:])


def _tidy(edges: _Edges, cells: list[tuple[int, int, int, int]], is_open: tuple[bool, bool]) -> Grid | None:
    """Drop lines that bound no cell, number rows and columns anew."""
    xs, ys = edges.xs, edges.ys
    if len(cells) < 2:
        return None
    row_lines = sorted({r for r, _, h, _ in cells} | {r + h for r, _, h, _ in cells})
    col_lines = sorted({c for _, c, _, _ in cells} | {c + w for _, c, _, w in cells})
    row_at = {line: index for index, line in enumerate(row_lines)}
    col_at = {line: index for index, line in enumerate(col_lines)}
    out = [
        GridCell(
            row=row_at[r],
            col=col_at[c],
            row_span=row_at[r + h] - row_at[r],
            col_span=col_at[c + w] - col_at[c],
            box=(xs[c], ys[r], xs[c + w], ys[r + h]),
            open_below=r + h == edges.rows and not any(edges.over[edges.rows][c : c + w]),
        )
        for r, c, h, w in cells
    ]
    out.sort(key=lambda cell: (cell.row, cell.col))
    owners = [[0] * (len(col_lines) - 1) for _ in row_lines[1:]]
    for index, cell in enumerate(out):
        for r in range(cell.row, cell.row + cell.row_span):
            owners[r][cell.col : cell.col + cell.col_span] = [index] * cell.col_span
    return Grid(
        xs=tuple(xs[line] for line in col_lines),
        ys=tuple(ys[line] for line in row_lines),
        cells=tuple(out),
        owners=tuple(tuple(row) for row in owners),
        open_top=is_open[0],
        open_bottom=is_open[1],
    )
