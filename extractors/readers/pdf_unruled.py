"""Tables printed without any ruling: figures set in columns, told from prose and letterheads by strict evidence.

At least four lines of three parts or more whose gaps lie under each other, and a column that holds mostly figures or
marks. A letterhead or a signature block has two columns, or no figures, and stays prose.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import regex

from extractors.document import Cell, Place, Table
from extractors.readers.pdf_glyphs import Fragment
from extractors.readers.pdf_lines import Line, group_lines, join_lines
from extractors.readers.pdf_tables import to_box

_GAP = 1.2  # of the font size: the narrowest room between two columns
_STRIP = 0.4  # of the font size: the same where every line leaves the room
_LINES, _COLUMNS = 4, 3
_STEP = 3.0  # of the font size: rows further apart than this are not one table

Gap = tuple[float, float]


@cache
def _figure() -> regex.Pattern[str]:
    return regex.compile(r"[\d.,/%()+-]*\d[\d.,/%()+-]*|[xX×✓-]")


def take_unruled(fragments: Sequence[Fragment], page: int) -> tuple[list[Table], list[Fragment]]:
    """Return the tables without rulings among fragments that no grid holds, and the fragments left."""
    lines = group_lines(f for f in fragments if not f.turn)
    tables: list[Table] = []
    taken: set[int] = set()
    start = 0
    while start < len(lines):
        run, gutters = _run(lines, start)
        run = _without_prose(run, gutters)
        table = _table(run, _gutters(run) or gutters, page) if run else None
        if table is None:
            start += 1
            continue
        tables.append(table)
        taken.update(id(f) for line in run for f in line.fragments)
        start += len(run)
    return tables, [f for f in fragments if id(f) not in taken]


def _gaps(line: Line) -> list[Gap]:
    words = line.words()
    gaps = [(one[-1].x1, other[0].x0) for one, other in pairwise(words)]
    return [gap for gap in gaps if gap[1] - gap[0] > _GAP * line.size]


def _run(lines: Sequence[Line], start: int) -> tuple[list[Line], list[Gap]]:
    """Return the lines from `start` on that share two gutters or more, and those gutters."""
    gutters = _gaps(lines[start])
    if len(gutters) < _COLUMNS - 1:
        return [], []
    run, whole = [lines[start]], 1
    for line in lines[start + 1 :]:
        if line.base - run[-1].base > _STEP * max(line.size, run[-1].size):
            break
        kept = _narrowed(gutters, line)
        if len(kept) < _COLUMNS - 1 or len(kept) < len(gutters) - 1:
            break
        gutters = kept
        run.append(line)
        whole += len(_gaps(line)) >= _COLUMNS - 1
    return (run, gutters) if whole >= _LINES else ([], [])


def _narrowed(gutters: Sequence[Gap], line: Line) -> list[Gap]:
    """Return what of each gutter the words of a line leave free."""
    kept = []
    for low, high in gutters:
        for word in line.words():
            x0, x1 = word[0].x0, word[-1].x1
            if x1 <= low or x0 >= high:
                continue
            if x0 - low >= high - x1:  # the word stands at the gutter's right edge
                high = min(high, x0)
            else:
                low = max(low, x1)
        if high - low > 0.6 * line.size:
            kept.append((low, high))
    return kept


def _without_prose(run: list[Line], gutters: Sequence[Gap]) -> list[Line]:
    """Drop lines at the end that stand before the first gutter alone: a note or a caption under the table."""
    while run and gutters and run[-1].x1 <= gutters[0][1]:
        run = run[:-1]
    return run


def _gutters(run: Sequence[Line]) -> list[Gap]:
    """Return the strips that no word of any line enters: narrow ones too, which one line alone does not prove."""
    spans = sorted((word[0].x0, word[-1].x1) for line in run for word in line.words())
    found: list[Gap] = []
    end = spans[0][1] if spans else 0.0
    for x0, x1 in spans:
        if x0 - end > _STRIP * max(line.size for line in run):
            found.append((end, x0))
        end = max(end, x1)
    return found


def _table(run: Sequence[Line], gutters: Sequence[Gap], page: int) -> Table | None:
    cuts = [(low + high) / 2 for low, high in gutters]
    left, right = min(line.x0 for line in run), max(line.x1 for line in run)
    xs = [left, *cuts, right]
    rows: list[list[list[Line]]] = []  # per row and column, the lines of the cell
    for line in run:
        parts = [
            [f for f in line.fragments if xs[c] - 1 <= (f.x0 + f.x1) / 2 < xs[c + 1] + 1] for c in range(len(xs) - 1)
        ]
        # a lone part goes on with the row above: under the heading in any column ("ST" / "T"), else past the first
        goes_on = bool(rows) and (len(rows) == 1 or not parts[0]) and sum(bool(part) for part in parts) == 1
        if not goes_on:
            rows.append([[] for _ in parts])
        for col, part in enumerate(parts):
            if part:
                rows[-1][col].append(Line(part, line.base, line.size))
    widths = [b - a for a, b in pairwise(xs)]
    # no ruling tells how wide a column is: its widest line does
    rooms = [
        max((line.x1 - line.x0 for row in rows for line in row[col]), default=width) for col, width in enumerate(widths)
    ]
    texts = [[join_lines(cell, room) if cell else "" for cell, room in zip(row, rooms, strict=True)] for row in rows]
    if len(rows) < _LINES or not any(_figures([row[col] for row in texts]) for col in range(len(rooms))):
        return None
    tops = [min(f.y0 for cell in row for line in cell for f in line.fragments) for row in rows]
    ends = [*tops[1:], max(f.y1 for f in run[-1].fragments)]
    cells = tuple(
        Cell(row, col, text, Place(page, to_box((xs[col], tops[row], xs[col + 1], ends[row]))))
        for row, line in enumerate(texts)
        for col, text in enumerate(line)
    )
    return Table(
        cells=cells,
        rows=len(rows),
        cols=len(rooms),
        place=Place(page, to_box((left, tops[0], right, ends[-1]))),
        ruled=False,
        widths=tuple(round(width, 2) for width in widths),
    )


def _figures(texts: Sequence[str]) -> bool:
    """Return whether a column holds mostly figures or marks (its heading aside)."""
    filled = [text for text in texts[1:] if text]
    return len(filled) >= 3 and sum(_figure().fullmatch(text) is not None for text in filled) >= 0.6 * len(filled)
