"""The headings of tables aligned with blanks: in one row, or in two where some stand under one that they share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.document import Table
from extractors.readers.text.aligned_columns import AlignedLine, Chunk, columns_of, nearest_column

_OFF = 2  # signs by which a heading may miss the middle of those that it stands over


def heading_rows(heading: Sequence[AlignedLine], columns: list[tuple[int, int]]) -> list[tuple[int, list[str]]] | None:
    """Return the headings in one row, or in two where some stand under a heading that they share."""
    if _runs_together(heading, columns):
        return None
    placed: list[list[str]] = []
    for line in heading:
        cells = [""] * len(columns)
        for chunk in line.chunks:
            nth = _heads(columns, chunk)
            if line is heading[0] and len(heading) > 1:
                nth = _first_below(chunk, nth, heading, columns)
            if cells[nth]:
                return None
            cells[nth] = chunk.text
        placed.append(cells)
    divided = _divided(placed)
    first = [""] * len(columns)
    second = [""] * len(columns)
    for nth in range(len(columns)):
        for at, cells in enumerate(placed):
            row = second if nth in divided and at >= divided[nth] else first
            row[nth] = f"{row[nth]} {cells[nth]}".strip()
    if not all(one or other for one, other in zip(first, second, strict=True)):
        return None  # two headings one blank apart, or none
    rows = [(heading[0].number, first)]
    if any(second):
        rows.append((heading[min(divided.values())].number, second))
    return rows


def _first_below(chunk: Chunk, nth: int, heading: Sequence[AlignedLine], columns: Sequence[tuple[int, int]]) -> int:
    """Return the first of the columns over which a shared heading is centred: "Số TTHC" over "Tổng số", "Đã áp dụng".

    Else `nth`, the column in which it stands itself, as where it begins right over the first of those below it.
    """
    own = {_heads(columns, other): other for other in heading[0].chunks if other is not chunk}
    below: dict[int, Chunk] = {}
    for line in heading[1:]:
        for other in line.chunks:
            below.setdefault(_heads(columns, other), other)
    if nth in below and abs(below[nth].start - chunk.start) < _OFF:
        return nth
    first = last = nth
    while first - 1 in below and first - 1 not in own:
        first -= 1
    while last + 1 in below and last + 1 not in own:
        last += 1
    runs = [(a, b) for a in range(first, nth + 1) for b in range(nth, last + 1) if a < b and {a, b} <= below.keys()]
    middle = chunk.start + chunk.end
    off = {(a, b): abs(below[a].start + below[b].end - middle) for a, b in runs}
    best = min(off, key=lambda run: off[run], default=None)
    return best[0] if best is not None and off[best] <= 2 * _OFF else nth


def _runs_together(heading: Sequence[AlignedLine], columns: list[tuple[int, int]]) -> bool:
    """Tell whether two headings may stand one blank apart in a line: a word begins where another column's do."""
    starts = [(line.number, chunk.start) for line in heading for chunk in line.chunks]
    for line in heading[1:]:
        for chunk in line.chunks:
            words = [chunk.start + found.start() for found in re.finditer(r"(?<= )\S", chunk.text)]
            if len(columns_of(columns, chunk)) > 1 and any(
                number > line.number and abs(start - word) <= 1 for number, start in starts for word in words
            ):
                return True
    return False


def _heads(columns: Sequence[tuple[int, int]], chunk: Chunk) -> int:
    inside = columns_of(columns, chunk)
    return inside[0] if inside else nearest_column(columns, chunk)


def _divided(placed: list[list[str]]) -> dict[int, int]:
    """Return the columns that stand under a shared heading, each with the first line of its own heading.

    A heading without words in the first line stands under the one to its left, with whom it shares that line.
    """
    found: dict[int, int] = {}
    for nth in range(1, len(placed[0])):
        if placed[0][nth]:
            continue
        starts = [at for at, cells in enumerate(placed) if cells[nth]]
        if not starts:
            continue
        found[nth] = starts[0]
        left = nth - 1
        while left > 0 and not placed[0][left]:
            left -= 1
        if left > 0:
            found[left] = min(found.get(left, starts[0]), starts[0])
    return found


def with_shared_headings(table: Table, first: Sequence[str], second: Sequence[str]) -> Table:
    """Return a table whose headings span what they head: those below them, or the row below where nothing is."""
    cells = {(cell.row, cell.col): cell for cell in table.cells}
    for col, text in enumerate(first):
        if not text:
            continue
        if not second[col]:
            del cells[1, col]
            cells[0, col] = replace(cells[0, col], row_span=2)
            continue
        last = col
        while last + 1 < len(first) and not first[last + 1] and second[last + 1]:
            last += 1
            del cells[0, last]
        cells[0, col] = replace(cells[0, col], col_span=last - col + 1)
    return replace(table, cells=tuple(cells[at] for at in sorted(cells)))
