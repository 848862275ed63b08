"""Texts in which every line end became two ("\\r\\r\\n" and its like): the blank lines between their lines are none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

_LEAST = 20  # gaps before their number says anything


def closed_up(lines: Sequence[str]) -> list[int] | None:
    """Return which lines of a text are its own when each of its line ends was written twice; None where they were not.

    Then every gap between two printed lines holds an odd number of blank lines: one between lines, three where one was
    blank. Both kinds occur; a text with a blank line between its paragraphs has one kind only, or gaps of two.
    """
    printed = [index for index, line in enumerate(lines) if line.strip()]
    gaps = [after - before - 1 for before, after in pairwise(printed)]
    if len(gaps) < _LEAST or not all(gap % 2 for gap in gaps):
        return None
    if not any(gap > 1 for gap in gaps) and not _rows_apart(lines, printed):
        return None
    kept = printed[:1]
    for gap, index in zip(gaps, printed[1:], strict=True):
        kept += [*range(index - (gap - 1) // 2, index), index]
    return kept


def _rows_apart(lines: Sequence[str], printed: Sequence[int]) -> bool:
    """Tell whether three lines with as many tabs follow one another: rows of a table, which no blank line parts."""
    tabs = [lines[index].count("\t") for index in printed]
    return any(first == second == third > 0 for first, second, third in zip(tabs, tabs[1:], tabs[2:], strict=False))
