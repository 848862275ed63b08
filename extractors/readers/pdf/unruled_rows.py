"""Lines of a table without rulings as rows: by the room between the lines, or by what the lines hold.

Where rows stand further apart than the lines in them, that tells. Where all stand alike, a line goes on with the row
above when it prints nothing but under texts of the line before, begins with no number, and has no figures of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import regex

from extractors.readers.pdf.lines import Line

_APART = 0.1  # of the font size: how much further rows stand apart than the lines in them, at least
_CLOSE = 1.9  # of the font size: lines of one cell stand no further apart
_SURE = 0.9  # share of the close lines that must look like second lines of a cell


Row = list[list[Line]]  # per column, the lines of the cell


@dataclass(frozen=True, slots=True)
class Parts:
    """One printed line: its base, its size, and per column what stands there."""

    base: float
    size: float
    cells: tuple[Line | None, ...]

    @property
    def filled(self) -> frozenset[int]:
        """Return the columns that hold text."""
        return frozenset(col for col, cell in enumerate(self.cells) if cell is not None)


@cache
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]]:
    return (
        regex.compile(r"[\d.,/%()+-]*\d[\d.,/%()+-]*|[xX×✓-]"),
        regex.compile(r"\d{1,4}[.)]?|[IVXLC]{1,6}[.)]?|[A-Za-z][.)]|\d{1,3}(?:\.\d{1,3}){1,3}\.?"),
        regex.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,3})?|\d+/\d+"),
    )


def is_figure(text: str) -> bool:
    """Return whether a text is a figure or a mark."""
    return _patterns()[0].fullmatch(text) is not None


def is_number(text: str) -> bool:
    """Return whether a text can number a row."""
    return _patterns()[1].fullmatch(text) is not None


def rows_of(lines: Sequence[Parts]) -> list[Row]:
    """Return per row and column the lines of the cell."""
    starts = _by_room(lines) or _by_content(lines)
    rows: list[Row] = []
    for line, begins in zip(lines, starts, strict=True):
        if begins:
            rows.append([[] for _ in line.cells])
        for col, cell in enumerate(line.cells):
            if cell is not None:
                rows[-1][col].append(cell)
    return rows


def _by_room(lines: Sequence[Parts]) -> list[bool] | None:
    """Return which lines begin a row, by the steps between them; None where the steps do not tell.

    They tell when the closest lines look like second lines of cells: they print nothing but under the line before.
    """
    steps = [below.base - above.base for above, below in pairwise(lines)]
    levels = sorted(set(steps))
    if len(levels) < 2 or levels[0] > _CLOSE * lines[0].size:
        return None
    apart, widest = max((below - above, above) for above, below in pairwise(levels))
    if apart < _APART * lines[0].size:
        return None
    close = [step <= widest for step in steps]
    under = [lines[at + 1].filled <= lines[at].filled for at, is_close in enumerate(close) if is_close]
    if sum(under) < _SURE * len(under) or _counts_on(lines, close):
        return None
    return [True, *(not is_close for is_close in close)]


def _counts_on(lines: Sequence[Parts], close: Sequence[bool]) -> bool:
    """Return whether close lines are rows: most carry the number after that of the line before, or the first."""
    pairs = [(lines[at], lines[at + 1]) for at, is_close in enumerate(close) if is_close]
    counted = 0
    for above, below in pairs:
        one, two = (_count(line.cells[0].text if line.cells[0] is not None else "") for line in (above, below))
        counted += two is not None and (two == one + 1 if one is not None else two == 1 and len(below.filled) > 2)
    return counted * 2 > len(pairs)


def _count(text: str) -> int | None:
    digits = text.rstrip(".)")
    return int(digits) if digits.isdecimal() and len(digits) < 5 else None


def _by_content(lines: Sequence[Parts]) -> list[bool]:
    starts = [True]
    rows = 1
    first = lines[0]
    for above, line in pairwise(lines):
        goes_on = _goes_on(first, above, line, rows == 1)
        starts.append(not goes_on)
        if not goes_on:
            first, rows = line, rows + 1
    return starts


def _goes_on(first: Parts, above: Parts, line: Parts, in_heading: bool) -> bool:
    """Return whether a line goes on with the row that begins with `first` and holds `above` as its last line."""
    if not line.filled or not line.filled <= above.filled:
        return False
    head = line.cells[0]
    if head is not None:
        if in_heading:
            return not is_number(head.text) and len(line.filled) < len(first.filled)
        return len(line.filled) == 1 and len(first.filled) > 1 and len(head.text) < 3
    if in_heading and any(is_figure(cell.text) and len(cell.text) != 4 for cell in line.cells if cell is not None):
        return False
    return all(
        _one_text(upper.text, lower.text)
        for upper, lower in zip(above.cells, line.cells, strict=True)
        if upper is not None and lower is not None
    )


def _one_text(upper: str, lower: str) -> bool:
    """Return whether two parts under each other can be one text: two figures only where they are one when joined."""
    if not is_figure(lower):
        return True
    if not is_figure(upper):
        return True
    return upper[-1] in ".,/" or _patterns()[2].fullmatch(upper + lower) is not None
