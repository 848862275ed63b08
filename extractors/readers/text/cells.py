"""Tables dumped with one cell after the other, a line holding only "|" after each: the grid is found again.

Such dumps print no row ends. The sequence numbers show the width of the table: a number and its successor stand one
row apart. Between them rows may lack a cell (its first two columns were merged: a group or a total), and the headings
may stand in two rows, where a heading that spans its sub-headings is printed once. Whatever fits no grid (letter
heads, signatures) is given as paragraphs in order, so nothing is lost.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from extractors.document import Cell, Place, Table
from extractors.readers.prose import begins
from extractors.readers.text.cell_headings import Headings, column_kinds, find_headings
from extractors.readers.text.cell_rows import Row, cell_kind, is_label, label, successor, to_rows
from extractors.readers.text.markup import plain_cell
from extractors.readers.text.tables import Line, is_counter_heading

BAR = "|"
MOST_COLS = 24
FAR = 40  # rows: further apart, numbers are not of one table unless a heading says so
LEAST_PAIRS = 2  # successive sequence numbers at one distance before it counts as a grid
LEAST_YEARS = 3  # successive years at one distance before they number rows
LONG = 4  # lines: more than a cell before the table holds


@dataclass(slots=True)
class Dumped:
    """One dumped cell: its lines between two bars."""

    lines: list[Line]

    @property
    def text(self) -> str:
        """The cell's text, its wrapped lines joined."""
        return " ".join(text for _, text in self.lines)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table found among the dumped cells: cells `start` to `end`, the first of them from its line `first_line`."""

    start: int
    end: int
    first_line: int
    table: Table


def is_dump(lines: Sequence[str]) -> bool:
    """Return whether the text prints one cell per line with bars between."""
    return sum(line.strip() == BAR for line in lines) >= 2


def dumped_cells(lines: Sequence[str]) -> tuple[list[Dumped], list[int]]:
    """Return the cells between bars and, for each bar, its 1-based line; the last cell has no bar after it."""
    cells, bars = [Dumped([])], []
    for index, line in enumerate(lines):
        text = line.strip()
        if text == BAR:
            bars.append(index + 1)
            cells.append(Dumped([]))
        elif text:
            cells[-1].lines.append((index + 1, " ".join(text.split())))
    return cells, bars


def find_grids(cells: Sequence[Dumped], bars: Sequence[int]) -> list[Grid]:
    """Return the tables among the dumped cells, in order, not overlapping."""
    texts = [cell.text for cell in cells]
    last = [cell.lines[-1][1] if cell.lines else "" for cell in cells]
    grids: list[Grid] = []
    for width, anchors in _chains(texts, last):
        grid = _grid(cells, bars, texts, width, anchors, grids[-1].end if grids else 0)
        if grid is not None:
            grids.append(grid)
    return grids


def _chains(texts: Sequence[str], last: Sequence[str]) -> list[tuple[int, list[int]]]:
    """Return (columns, positions of the sequence numbers) of each table, in order.

    Every cell that holds a number looks for its successor at each distance; the distance that most pairs share within
    a stretch of cells is the table's width. A pair twice as far apart, or one cell less, has one row between.
    """
    labels = {
        at: found for at, text in enumerate(texts) if (found := label(text)) is not None and _begins_row(texts, at)
    }
    labels |= _years(texts)
    heads = [at for at, text in enumerate(last) if is_counter_heading(text)]
    pairs: dict[int, list[int]] = {}
    for at, found in labels.items():
        for width in range(2, 2 * MOST_COLS + 1):
            other = labels.get(at + width)
            if other is None or not successor(found, other):
                continue
            if bisect_right(heads, at) == bisect_right(heads, at + width):  # no heading between
                pairs.setdefault(width, []).append(at)
    runs: list[tuple[float, int, list[int]]] = []
    first = {head: at for head in heads for at in range(head + MOST_COLS, head + 1, -1) if at in labels}
    for width in range(2, MOST_COLS + 1):
        starts = {*pairs.get(width, []), *(at for head, at in first.items() if at - head == width)}
        for run in _runs(sorted(starts), width, heads):
            if any(run[0] - width < head < run[0] for head in heads):
                continue  # STT heads the first column: it stands a whole row of headings before the first number
            apart = [at for far in (2 * width - 1, 2 * width) for at in pairs.get(far, []) if far != width]
            position = bisect_right(heads, run[0])
            low = heads[position - 1] if position else run[0] - FAR * width
            high = heads[position] if position < len(heads) else run[-1] + FAR * width
            near = sum(low <= at < high for at in apart)
            headed = run[0] - width in heads  # one row of headings, the first of them STT
            known = run[0] in pairs.get(width, [])
            if (headed and (known or near)) or (known and len(run) + (near if position else 0) >= LEAST_PAIRS):
                runs.append((len(run) + 0.9 * near + headed, width, run))
    taken: list[tuple[int, int]] = []
    chosen: list[tuple[int, list[int]]] = []
    for _, width, run in sorted(runs, key=lambda item: (-item[0], item[1], item[2][0])):
        if any(run[0] < end and start < run[-1] + 2 * width for start, end in taken):
            continue
        linked = set(pairs.get(width, []))
        column = _one_column([at for at in run if at in linked], width) or run[:1]
        column = _extended(column, width, labels, heads)
        taken.append((column[0], column[-1] + width))
        chosen.append((width, column))
    return sorted(chosen, key=lambda item: item[1][0])


def _begins_row(texts: Sequence[str], at: int) -> bool:
    """Return whether the number at `at` has words or a year right after it, as the number of a row has."""
    after = texts[at + 1] if at + 1 < len(texts) else ""
    return len(after) > 1 and (any(sign.isalpha() for sign in after) or (after.isdigit() and len(after) == 4))


def _years(texts: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """Return the years that number rows: three and more in a row, each at one distance from the one before."""
    years = {at: int(text) for at, text in enumerate(texts) if re.fullmatch(r"(?:19|20)\d\d", text)}
    found: dict[int, tuple[str, ...]] = {}
    for at, year in years.items():
        for width in range(2, MOST_COLS + 1):
            rows = [at + nth * width for nth in range(LEAST_YEARS)]
            if all(years.get(row) == year + nth for nth, row in enumerate(rows)):
                found |= {row: (texts[row],) for row in rows}
    return found


def _runs(starts: Sequence[int], width: int, heads: Sequence[int]) -> list[list[int]]:
    """Split the pairs of one width into stretches: far from each other, or with a heading (STT) between."""
    runs: list[list[int]] = []
    for start in starts:
        between = bisect_right(heads, runs[-1][-1]) != bisect_right(heads, start) if runs else True
        if between or start - runs[-1][-1] > 8 * width:
            runs.append([])
        runs[-1].append(start)
    return runs


def _extended(column: list[int], width: int, labels: dict[int, tuple[str, ...]], heads: Sequence[int]) -> list[int]:
    """Return `column` with the numbers before and after it that only other rows separate from it."""
    while True:
        first, end = column[0], column[-1]
        stop = next((head for head in heads if head > end), end + 5 * width)
        after = range(end + width, min(stop, end + 4 * width))
        begin = max((head for head in heads if head < first), default=first - 5 * width)
        before = range(first - width, max(begin, first - 4 * width), -1)
        following = next((at for at in after if at in labels and successor(labels[end], labels[at])), None)
        previous = next((at for at in before if at in labels and successor(labels[at], labels[first])), None)
        if following is None and previous is None:
            return column
        column = [*([] if previous is None else [previous]), *column, *([] if following is None else [following])]


def _one_column(starts: list[int], width: int) -> list[int]:
    """Return the positions of one column's numbers: chains that stand within another's rows are data."""
    chains: list[list[int]] = []
    open_chains: dict[int, list[int]] = {}
    for start in starts:
        chain = open_chains.pop(start, None)
        if chain is None:
            chain = [start]
            chains.append(chain)
        chain.append(start + width)
        open_chains[start + width] = chain
    chains.sort(key=lambda chain: (-len(chain), chain[0]))
    kept: list[list[int]] = []
    for chain in chains:
        if all(chain[-1] + width <= other[0] or other[-1] + width <= chain[0] for other in kept):
            kept.append(chain)
    return sorted(position for chain in kept for position in chain)


def _grid(
    cells: Sequence[Dumped],
    bars: Sequence[int],
    texts: Sequence[str],
    width: int,
    anchors: list[int],
    floor: int,
) -> Grid | None:
    start, first_line = _start(cells, anchors[0], width, floor)
    before = list(texts[start : anchors[0]])
    if before and start < anchors[0]:
        before[0] = " ".join(text for _, text in cells[start].lines[first_line:])
    body: list[Row] = []
    whole = [at for at in anchors if not _is_short(texts, at, width)] or anchors
    columns = column_kinds([texts[at : at + width] for at in whole], width)
    for here, following in pairwise(anchors):
        body.extend(_from_number(texts, here, following, width, columns, body[-1] if body else None))
    last = min(anchors[-1] + width, len(cells))
    if last == len(cells) and _stands_apart(cells[-1], bars):
        last -= 1  # the last cell is blank, its bar was trimmed, and the text goes on
    body.append(Row(anchors[-1], last - anchors[-1], 1))
    end = _tail(cells, last, width, body, texts)
    headings = find_headings(before, width, columns)
    body = [*(Row(row.start + start, row.cells, row.first_span) for row in headings.rows), *body]
    table = _table(cells, bars, headings, body, start, first_line, width)
    return Grid(start, end, first_line, table)


def _stands_apart(cell: Dumped, bars: Sequence[int]) -> bool:
    """Tell whether a blank line stands between the last bar and the text behind it."""
    return bool(cell.lines) and bool(bars) and cell.lines[0][0] > bars[-1] + 1


def _from_number(
    texts: Sequence[str], here: int, following: int, width: int, columns: Sequence[Counter[str]], above: Row | None
) -> list[Row]:
    """Return the rows from one number of the grid to the next.

    Where a cell is merged with the one above, a row prints a cell less: the next number stands before the row's end,
    and what stands at its end begins no row.
    """
    rows: list[Row] = []
    while here < following:
        own, gap = label(texts[here]), None
        amid = here + width - 1 == following or (here + width < following and _amid_row(texts[here + width]))
        if amid and _is_short(texts, here, width):
            gap = _gap(texts, here, width, columns, above)
        cells = width if gap is None else width - 1
        rows.append(Row(here, min(cells, following - here), 1, gap))
        above = rows[-1]
        here += above.cells
        following_label = label(texts[here]) if here < following else None
        if gap is None and not (own and following_label and successor(own, following_label)):
            return [*rows, *to_rows(texts, here, following, width)]
    return rows


def _is_short(texts: Sequence[str], here: int, width: int) -> bool:
    """Tell whether the next number stands where a row would have its last cell."""
    at = here + width - 1
    own, other = label(texts[here]), label(texts[at]) if at < len(texts) else None
    return own is not None and other is not None and successor(own, other) and _begins_row(texts, at)


def _gap(texts: Sequence[str], here: int, width: int, columns: Sequence[Counter[str]], above: Row | None) -> int | None:
    """Return the column in which a row prints nothing, where its other cells and the words above tell it.

    The cells on both sides must hold what these columns hold elsewhere; of several such columns the one with words in
    the row above counts, if there is one only.
    """
    if above is None or above.first_span > 1 or above.cells + (above.gap is not None) != width:
        return None
    kinds = [cell_kind(text) for text in texts[here : here + width - 1]]
    held = [set(counted) - {"blank"} for counted in columns]
    fitting: dict[int, int] = {}
    for gap in range(2, width):
        over = [*kinds[:gap], "blank", *kinds[gap:]]
        # a column that is blank elsewhere may hold anything here
        fitting[gap] = sum(kind not in ("blank", *columns[col]) for col, kind in enumerate(over) if held[col])
    least = min(fitting.values())
    told = [gap for gap, count in fitting.items() if count == least and _words_above(texts, above, gap)]
    return told[0] if len(told) == 1 else None


def _words_above(texts: Sequence[str], above: Row, col: int) -> bool:
    if col == above.gap:
        return True  # the cell that reaches down goes on
    return cell_kind(texts[above.start + col - (above.gap is not None and col > above.gap)]) == "text"


def _amid_row(text: str) -> bool:
    """Tell whether a cell stands within a row: words that no total begins with."""
    return len(text) > 1 and not is_label(text) and any(sign.isalpha() for sign in text) and not _totals().match(text)


def _start(cells: Sequence[Dumped], anchor: int, width: int, floor: int) -> tuple[int, int]:
    """Return (cell, line within it) where the table's first heading stands.

    The heading of the sequence numbers (STT) is the surest sign; else the last line of the nearest cell that begins
    with prose. The prose before the table ends in the same dumped cell as its first heading begins.
    """
    lowest = max(floor, anchor - 6 * width)
    for index in range(anchor - 1, lowest - 1, -1):
        lines = cells[index].lines
        if lines and is_counter_heading(lines[-1][1]):
            return index, len(lines) - 1
        if len(lines) >= 2 and is_counter_heading(" ".join(text for _, text in lines[-2:])):
            return index, len(lines) - 2
    for index in range(anchor - 1, lowest - 1, -1):
        lines = cells[index].lines
        if (
            len(lines) > LONG
            or any(begins(text) for _, text in lines[:-1])
            or any(text.isupper() and len(text) > 12 for _, text in lines[:-1])
        ):
            return index, max(len(lines) - 1, 0)
    return (lowest, max(len(cells[lowest].lines) - 1, 0)) if anchor > lowest else (anchor, 0)


def _reaching_down(cell: Cell, row: int) -> Cell:
    """Return a cell that ends in the row above with that row added; others as they are."""
    return replace(cell, row_span=row - cell.row + 1) if cell.row + cell.row_span == row else cell


def _tail(cells: Sequence[Dumped], start: int, width: int, body: list[Row], texts: Sequence[str]) -> int:
    """Add the rows after the last number (totals) to `body`; return where the table ends."""
    end = start
    while end + 1 < len(cells) and end - start < 6 * width:
        lines = cells[end].lines
        if len(lines) > LONG or (lines and is_counter_heading(lines[-1][1])):
            break
        end += 1
    for stop in range(end, start, -1):  # the dump's last cell has no bar after it, so it is no cell of the table
        if not _is_sum(texts, start) and not _is_group(texts, Row(start, width, 1)):
            break
        rows = to_rows(texts, start, stop, width)
        if all(
            row.cells in (width, width + 1 - row.first_span) and (_is_sum(texts, row.start) or _is_group(texts, row))
            for row in rows
        ):
            body.extend(rows)
            return stop
    return start


def _is_group(texts: Sequence[str], row: Row) -> bool:
    """Return whether a row is a group's without rows below: "II" and its name."""
    words = texts[row.start + 1] if row.start + 1 < len(texts) else ""
    group = is_label(texts[row.start]) and label(texts[row.start]) is None
    return group and len(words) > 3 and any(sign.isalpha() for sign in words)


def _is_sum(texts: Sequence[str], at: int) -> bool:
    """Return whether a row that begins at `at` is a total; the cell of its number may be printed blank."""
    return _totals().match(texts[at] or (texts[at + 1] if at + 1 < len(texts) else "")) is not None


@cache
def _totals() -> re.Pattern[str]:
    return re.compile(r"tổng|cộng|thuế|vat\b|làm tròn|bằng chữ", re.I)


def _table(
    cells: Sequence[Dumped],
    bars: Sequence[int],
    headings: Headings,
    body: Sequence[Row],
    start: int,
    first_line: int,
    width: int,
) -> Table:
    def placed(index: int) -> tuple[str, Place]:
        lines = cells[index].lines[first_line if index == start else 0 :]
        number = lines[0][0] if lines else bars[index] if index < len(bars) else bars[-1]
        return plain_cell(" ".join(text for _, text in lines)), Place(line=number)

    made: list[Cell] = []
    for heading in headings.cells:
        made.append(Cell(heading.row, heading.col, *placed(start + heading.index), heading.row_span, heading.col_span))
    lengths = list(headings.lengths)
    for number, row in enumerate(body, len(lengths)):
        made.append(Cell(number, 0, *placed(row.start), col_span=min(row.first_span, width)))
        for offset in range(1, row.cells):
            col = row.first_span + offset - 1
            beyond = row.gap is not None and col >= row.gap
            made.append(Cell(number, col + beyond, *placed(row.start + offset)))
        lengths.append(row.cells + (row.gap is not None))
        if row.gap is not None:
            made = [_reaching_down(cell, number) if cell.col == row.gap else cell for cell in made]
    made.sort(key=lambda cell: (cell.row, cell.col))
    cols = max(cell.col + cell.col_span for cell in made)
    return Table(tuple(made), len(lengths), cols, made[0].place, row_lengths=tuple(lengths))
