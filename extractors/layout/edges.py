"""Columns of table pieces on different pages: do their rulings agree, and what is one piece's column in the other's."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from extractors.document import Table

_TOLERANCE = 3.0  # points; producers round column edges differently from page to page


def column_edges(table: Table) -> tuple[float, ...]:
    """Return the column edges of `table` in points from its left edge, () when it has no widths."""
    if not table.widths:
        return ()
    edges = [0.0]
    for width in table.widths:
        edges.append(edges[-1] + width)
    return tuple(edges)


def fit_edges(first: Table, second: Table) -> tuple[float, ...] | None:
    """Return the column edges that both tables share, None when their columns do not fit.

    They fit when both are as wide and the edges of the one with fewer columns are all edges of the other: a page on
    which every row happens to be merged shows fewer columns. Left margins may differ, as on odd and even pages.
    """
    one, two = column_edges(first), column_edges(second)
    if not one or not two or abs(one[-1] - two[-1]) > 2 * _TOLERANCE:
        return None
    more, fewer = (one, two) if len(one) >= len(two) else (two, one)
    if all(any(abs(edge - other) <= _TOLERANCE for other in more) for edge in fewer):
        return more
    return None


def remap(table: Table, edges: tuple[float, ...]) -> Table:
    """Return `table` on the columns between `edges` (points from the left edge), cells spanning where it had fewer."""
    own = column_edges(table)
    at = [min(range(len(edges)), key=lambda index, edge=edge: abs(edges[index] - edge)) for edge in own]  # type: ignore[misc]
    cells = tuple(
        replace(cell, col=at[cell.col], col_span=max(1, at[cell.col + cell.col_span] - at[cell.col]))
        for cell in table.cells
    )
    headings = (
        tuple(
            table.headings[max(index for index, start in enumerate(at[:-1]) if start <= col)]
            for col in range(len(edges) - 1)
        )
        if table.headings
        else ()
    )
    widths = tuple(right - left for left, right in pairwise(edges))
    return replace(table, cells=cells, cols=len(edges) - 1, widths=widths, headings=headings)
