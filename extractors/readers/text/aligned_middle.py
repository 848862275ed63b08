"""Tables aligned with blanks whose cells stand in the middle of their rows, as Word centres them.

The number of a row is then printed beside the middle of its other cells: as many lines of the row stand above it as
below. So the end of the headings tells where the first row ends, and each row where the next one does. Where several
ends of the headings are possible, or a row begins in the midst of a name, nothing is taken for a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.document import Table
from extractors.readers.prose import marks
from extractors.readers.text.aligned_columns import (
    BESIDE,
    AlignedLine,
    Chunk,
    aligned_line,
    cells_of,
    cells_over_columns,
    columns_of,
    columns_over,
    nearest_column,
)
from extractors.readers.text.cell_rows import is_label, label
from extractors.readers.text.tables import TOTALS, folded, is_counter_heading, row_table

MOST_ABOVE = 6  # lines of headings above the one that heads the numbers
LEAST_ROWS = 2
LONGEST = 2000
OFF = 2  # signs by which the middle of a heading may miss the middle of those below it
Columns = list[tuple[int, int]]

_GOES_ON = re.compile(r"(?:[,(–-]|\b(?:và|của|thuộc|các|cho|về|với))$")  # "Sở Khoa học và"


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: the line of its number, and all its lines."""

    number: int
    lines: list[AlignedLine]


def middle_table(
    lines: Sequence[str], at: int, floor: int, pages: frozenset[int] = frozenset()
) -> tuple[int, int, Table] | None:
    """Return (first line, line after the last, table) of the table whose numbers are headed at line `at`.

    No line above `floor` belongs to it.
    """
    head = aligned_line(lines, at)
    above = above_head(lines, at, floor)
    below = below_head(lines, at, pages)
    numbers = [index for index, line in enumerate(below) if begins_row(line, head)]
    if sum(label(below[index].first.text) is not None for index in numbers) < LEAST_ROWS:
        return None
    found = []
    for over in range(min(len(above), MOST_ABOVE) + 1):
        heading = [*above[len(above) - over :], head, *below[:over]]
        rows = _cut(below, numbers, over)
        if rows is not None and (table := _table(heading, rows)) is not None:
            found.append((at - over, rows[-1].lines[-1].number + 1, table))
    return found[0] if len(found) == 1 else None


def above_head(lines: Sequence[str], at: int, floor: int) -> list[AlignedLine]:
    """Return the lines right above the heading of the numbers that may be headings beside it, from the top."""
    head = aligned_line(lines, at).first
    found: list[AlignedLine] = []
    for index in range(at - 1, max(floor - 1, at - 1 - MOST_ABOVE), -1):
        line = aligned_line(lines, index)
        if not line.chunks or line.first.start <= head.end or marks().word.match(line.first.text):
            break
        found.insert(0, line)
    return found


def below_head(lines: Sequence[str], at: int, pages: frozenset[int]) -> list[AlignedLine]:
    """Return the lines below up to the next blank one or page."""
    found: list[AlignedLine] = []
    for index in range(at + 1, min(len(lines), at + LONGEST)):
        line = aligned_line(lines, index)
        if not line.chunks or index in pages or _opens_other(line):
            break
        found.append(line)
    return found


def _opens_other(line: AlignedLine) -> bool:
    """Tell whether a line heads another table."""
    return len(line.chunks) > 2 and is_counter_heading(line.first.text)


def begins_row(line: AlignedLine, head: AlignedLine) -> bool:
    """Tell whether a line begins with a label under the heading of the numbers, or with a total's."""
    first = line.first
    if len(line.chunks) > 1 and folded(first.text).strip(" .:").startswith(TOTALS):
        return True
    return is_label(first.text) and first.start <= head.first.end + BESIDE and first.end >= head.first.start - BESIDE


def _cut(below: Sequence[AlignedLine], numbers: Sequence[int], over: int) -> list[_Row] | None:
    """Return the rows if `over` lines of headings stand above and below that of the numbers; None if none fit."""
    rows: list[_Row] = []
    begin = over
    for index in numbers:
        around = index - begin
        if around < 0:
            return None
        end = index + around + 1
        if end > len(below):
            return None
        rows.append(_Row(below[index].number, list(below[begin:end])))
        begin = end
    return rows


def _table(heading: Sequence[AlignedLine], rows: Sequence[_Row]) -> Table | None:
    parents = list(_parents(heading))
    shared = {chunk for chunk, _ in parents}
    leaves = [AlignedLine(line.number, own) for line in heading if (own := [c for c in line.chunks if c not in shared])]
    columns = columns_over(leaves, [line for row in rows if _is_numbered(row) for line in row.lines])
    if columns is None:
        return None
    printed = _headings(leaves, parents, columns)
    body = [(row.number, _cells(row, columns)) for row in rows]
    if printed is None or any(cells is None or not is_whole(cells) for _, cells in body):
        return None
    placed = [(heading[0].number, cells) for cells in printed] + [(n, cells) for n, cells in body if cells is not None]
    return row_table([(number + 1, cells) for number, cells in placed])


def _is_numbered(row: _Row) -> bool:
    line = next(line for line in row.lines if line.number == row.number)
    return label(line.first.text) is not None


def is_whole(cells: list[str]) -> bool:
    """Tell whether a row has words behind its number, and they neither begin nor end in the midst of a sentence."""
    name = cells[1] or ("" if label(cells[0]) else cells[0])
    return bool(name) and not name[0].islower() and name[0] not in ",.;:)" and not _GOES_ON.search(name)


def _cells(row: _Row, columns: Columns) -> list[str] | None:
    """Return the words of a row by column; None where those of a cell stand askew around the number."""
    cells = [""] * len(columns)
    at = next(nth for nth, line in enumerate(row.lines) if line.number == row.number)
    if _is_numbered(row):
        for column in columns:
            offsets = {
                nth - at for nth, line in enumerate(row.lines) for c in line.chunks if _over(c, Chunk(*column, ""))
            }
            if offsets != {-offset for offset in offsets}:
                return None
    for line in row.lines:
        own = cells_of(line, columns)
        if own is None:
            if _is_numbered(row):
                return None
            own = cells_over_columns(line, columns)
        cells = [f"{text} {more}".strip() for text, more in zip(cells, own, strict=True)]
    return cells


def _parents(heading: Sequence[AlignedLine]) -> Iterator[tuple[Chunk, tuple[Chunk, ...]]]:
    """Yield each heading that is shared, with those below it: it stands over their middle, and nothing else does."""
    for at, line in enumerate(heading):
        for chunk in line.chunks:
            runs = (run for below in range(at + 1, len(heading)) for run in _runs(heading, chunk, at, below))
            run = next(runs, None)
            if run is not None:
                yield chunk, run


def _runs(heading: Sequence[AlignedLine], chunk: Chunk, at: int, below: int) -> Iterator[tuple[Chunk, ...]]:
    """Yield the neighbours in a line below that a heading stands over the middle of and that nothing else stands over.

    A heading that goes on between them is one of its own, in several lines.
    """
    printed = [other for other in heading[below].chunks if not is_counter_heading(other.text)]
    before = [other for line in heading[:below] for other in line.chunks]
    behind = [other for line in heading[below + 1 :] for other in line.chunks]
    for first in range(len(printed)):
        for last in range(first + 1, len(printed)):
            run = printed[first : last + 1]
            whole = Chunk(run[0].start, run[-1].end, "")
            inside = whole.start - OFF <= chunk.start and chunk.end <= whole.end + OFF
            middle = abs((chunk.start + chunk.end) - (whole.start + whole.end)) <= 2 * OFF
            if not (inside and middle) or [one for one in before if _over(one, whole)] != [chunk]:
                continue
            if all(any(_over(one, other) for other in run) for one in behind if _over(one, chunk)):
                yield tuple(run)


def _over(one: Chunk, other: Chunk) -> bool:
    return one.start < other.end and other.start < one.end


def _headings(
    leaves: Sequence[AlignedLine], parents: Sequence[tuple[Chunk, tuple[Chunk, ...]]], columns: Columns
) -> list[list[str]] | None:
    """Return the row of headings, or two rows where some are shared."""
    texts = [""] * len(columns)
    at: dict[Chunk, int] = {}
    lines: list[set[int]] = [set() for _ in columns]
    middle = next((line.number for line in leaves if is_counter_heading(line.first.text)), leaves[0].number)
    for line in leaves:
        for chunk in line.chunks:
            nth = (columns_of(columns, chunk) or [nearest_column(columns, chunk)])[0]
            at[chunk] = nth
            lines[nth].add(line.number - middle)
            texts[nth] = f"{texts[nth]} {chunk.text}".strip()
    if not all(texts) or not is_counter_heading(texts[0]):
        return None
    shared = {nth for _, below in parents for nth in range(at[below[0]], at[below[-1]] + 1)}
    if any(lines[nth] != {-off for off in lines[nth]} for nth in range(len(columns)) if nth not in shared):
        return None  # a heading that stands askew beside that of the numbers
    if not parents:
        return [texts]
    first, second = list(texts), [""] * len(columns)
    for chunk, below in parents:
        under = range(at[below[0]], at[below[-1]] + 1)
        if len(under) != len(below):
            return None
        for nth in under:
            second[nth], first[nth] = texts[nth], ""
        first[under[0]] = chunk.text
    return [first, second]
