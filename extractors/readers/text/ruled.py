"""Tables whose columns a line of dashes shows, as pandoc writes them: "------- ----- ---" below the headings.

Between two whole lines of dashes a row may have several lines, and a blank line stands between rows; without them each
line is a row, and a blank line ends the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.document import Cell, Place, Table
from extractors.readers.text.lone_cells import LoneTable
from extractors.readers.text.markup import plain_cell

# one blank between two columns: the rules under the two halves of a letter head stand further apart
_COLUMNS = re.compile(r"\s*-{2,}(?: -{2,})+\s*")
_WHOLE = re.compile(r"\s*-{5,}\s*")
_MOST_HEAD_LINES = 12
_LEAST_ROWS = 2

_Lines = list[tuple[int, str]]  # of one row: their indices and texts


def ruled_tables(lines: Sequence[str]) -> list[LoneTable]:
    """Return the tables with such lines, in order, each with its first line and the one behind its last (from 0)."""
    found: list[LoneTable] = []
    end = 0
    for at, line in enumerate(lines):
        if at < end or "-- --" not in line or _COLUMNS.fullmatch(line) is None:
            continue
        edges = [match.start() for match in re.finditer(r"-+", line)]
        start, head, framed = _head(lines, at, end)
        rows, stop = _rows(lines, at + 1, closed=framed or not head, framed=framed)
        made = [*([head] if head else []), *rows]
        if len(made) >= (1 if framed and stop > at + 1 else _LEAST_ROWS) and _fits(made, edges):
            end = stop
            found.append(LoneTable(start, stop, _table(made, edges)))
    return found


def _head(lines: Sequence[str], rule: int, floor: int) -> tuple[int, _Lines, bool]:
    """Return where the headings above a rule begin, their lines, and whether a whole line of dashes is over them."""
    head: _Lines = []
    for at in range(rule - 1, max(floor, rule - _MOST_HEAD_LINES) - 1, -1):
        if _WHOLE.fullmatch(lines[at]):
            return at, head, True
        if not lines[at].strip():
            break
        head.insert(0, (at, lines[at]))
    return (head[0][0] if head else rule), head[-1:], False


def _rows(lines: Sequence[str], start: int, *, closed: bool, framed: bool) -> tuple[list[_Lines], int]:
    """Return the rows from `start` on and the line behind the table; `closed`: a line of dashes ends it.

    Where no blank line stands between them, each line is a row, unless the table is `framed`: then it is the only one.
    """
    if not closed:
        end = next((at for at in range(start, len(lines)) if not lines[at].strip()), len(lines))
        return [[(at, lines[at])] for at in range(start, end)], end
    rows: list[_Lines] = [[]]
    for at in range(start, len(lines)):
        if _WHOLE.fullmatch(lines[at]) or _COLUMNS.fullmatch(lines[at]):
            rows = rows if framed or len(rows) > 1 else [[line] for line in rows[0]]
            return [row for row in rows if row], at + 1
        if lines[at].strip():
            rows[-1].append((at, lines[at]))
        else:
            rows.append([])
    return [], start


def _fits(rows: Sequence[_Lines], edges: Sequence[int]) -> bool:
    """Tell whether blanks stand before each column in nearly all lines."""
    lines = [line for row in rows for _, line in row]
    cut = sum(any(line[edge - 1 : edge].strip() for edge in edges[1:]) for line in lines)
    return cut * 10 <= len(lines)


def _table(rows: Sequence[_Lines], edges: Sequence[int]) -> Table:
    bounds = [*edges, max(len(line) for row in rows for _, line in row) + 1]
    bounds[0] = 0
    cells = []
    for number, row in enumerate(rows):
        for col, (left, right) in enumerate(pairwise(bounds)):
            pieces = [(at, line[left:right].strip().removesuffix("\\")) for at, line in row]  # a hard line break
            first = next((at for at, piece in pieces if piece), row[0][0])
            text = plain_cell(" ".join(piece for _, piece in pieces if piece))
            cells.append(Cell(number, col, text, Place(line=first + 1)))
    return Table(tuple(cells), len(rows), len(edges), Place(line=rows[0][0][0] + 1))
