"""Tables drawn with signs, as pandoc and reStructuredText write them: "+----+----+" between rows, "|" between cells.

The frame says which cells are merged. Lines of signs that close no frame are no table.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractors.document import Cell, Place, Table
from extractors.readers.text.lone_cells import LoneTable
from extractors.readers.text.markup import plain_cell

_BORDER = re.compile(r"\s*\+(?:[-=:]+\+)+\s*")
_LEAST_LINES = 3
_FLAT = frozenset("-=:+")
_UPRIGHT = frozenset("|+")

_Box = tuple[int, int, int, int]  # top, left, bottom, right: where the frame of a cell stands


def drawn_tables(lines: Sequence[str]) -> list[LoneTable]:
    """Return the drawn tables of a text, in order, each with its first line and the one behind its last (from 0)."""
    found: list[LoneTable] = []
    end = 0
    for start, line in enumerate(lines):
        if start < end or "+" not in line or _BORDER.fullmatch(line) is None:
            continue
        stop = _stop(lines, start)
        table = _table(lines[start:stop], start) if stop - start >= _LEAST_LINES else None
        if table is not None:
            end = stop
            found.append(LoneTable(start, stop, table))
    return found


def _stop(lines: Sequence[str], start: int) -> int:
    """Return the line behind the last border of the drawing that begins at `start`."""
    indent = len(lines[start]) - len(lines[start].lstrip())
    last = start
    for at in range(start + 1, len(lines)):
        if lines[at][indent : indent + 1] not in _UPRIGHT:
            break
        if _BORDER.fullmatch(lines[at]):
            last = at
    return last + 1


def _table(lines: Sequence[str], first: int) -> Table | None:
    indent = len(lines[0]) - len(lines[0].lstrip())
    width = max(len(line.rstrip()) for line in lines) - indent
    drawing = [line.rstrip()[indent:].ljust(width) for line in lines]
    boxes = _boxes(drawing)
    area = sum((bottom - top) * (right - left) for top, left, bottom, right in boxes)
    if len(boxes) < 2 or area != (len(drawing) - 1) * (width - 1):
        return None  # the cells leave a hole: no whole frame
    tops = sorted({top for top, _, _, _ in boxes} | {bottom for _, _, bottom, _ in boxes})
    lefts = sorted({left for _, left, _, _ in boxes} | {right for _, _, _, right in boxes})
    cells = []
    for top, left, bottom, right in sorted(boxes):
        texts = [drawing[at][left + 1 : right].strip() for at in range(top + 1, bottom)]
        row, col = bisect_left(tops, top), bisect_left(lefts, left)
        spans = bisect_left(tops, bottom) - row, bisect_left(lefts, right) - col
        text = plain_cell(" ".join(text.removesuffix("\\") for text in texts if text))
        cells.append(Cell(row, col, text, Place(line=first + top + 2), *spans))
    return Table(tuple(cells), len(tops) - 1, len(lefts) - 1, Place(line=first + 1))


def _boxes(drawing: Sequence[str]) -> list[_Box]:
    """Return the frames of the cells, from the upper left corner on."""
    boxes: list[_Box] = []
    corners, seen = [(0, 0)], set[tuple[int, int]]()
    while corners:
        corner = corners.pop()
        if corner in seen:
            continue
        seen.add(corner)
        box = _box(drawing, *corner)
        if box is not None:
            boxes.append(box)
            _, _, bottom, right = box
            corners += [(corner[0], right), (bottom, corner[1])]
    return boxes


def _box(drawing: Sequence[str], top: int, left: int) -> _Box | None:
    """Return the smallest frame whose upper left corner stands there."""
    for right in _crossings(drawing[top], left):
        for bottom in range(top + 1, len(drawing)):
            if drawing[bottom][right] not in _UPRIGHT or drawing[bottom][left] not in _UPRIGHT:
                break
            closed = drawing[bottom][left] == drawing[bottom][right] == "+"
            if closed and all(sign in _FLAT for sign in drawing[bottom][left : right + 1]):
                return top, left, bottom, right
    return None


def _crossings(line: str, left: int) -> Iterator[int]:
    """Yield where lines cross on the border to the right of `left`."""
    for at in range(left + 1, len(line)):
        if line[at] not in _FLAT:
            return
        if line[at] == "+":
            yield at
