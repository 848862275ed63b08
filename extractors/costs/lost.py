"""Years that cannot be told apart: rows of a dump without its blank cells print fewer figures than year columns."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractors.costs.anchor import is_short
from extractors.costs.columns import CostColumns
from extractors.costs.rows import CostRow
from extractors.costs.tree import Node


def lost_years(cost: CostColumns, rows: Sequence[CostRow], nodes: Sequence[Node]) -> frozenset[int]:
    """Return the indices of the lines whose year amounts may stand under the wrong years.

    Such a line is short, prints some years but not all, and stands in a table without a single blank cell between
    others; it is trusted where the years of its heading (or of the total) add up with it.
    """
    years = cost.years
    if len(years) < 2 or _prints_blanks(cost, rows):
        return frozenset()
    doubtful = {
        index for index, row in enumerate(rows) if is_short(cost, row.row) and 0 < _printed_years(row) < len(years)
    }
    total = next((index for index, node in enumerate(nodes) if node.role == "total"), None)
    lost: set[int] = set()
    for index in doubtful:
        holder = nodes[index].parent if nodes[index].parent is not None else total
        if holder is None or holder == index or not _adds_up(holder, total, rows, nodes, years):
            lost.add(index)
            if holder in doubtful:
                lost.add(holder)
    return frozenset(lost)


def _printed_years(row: CostRow) -> int:
    return sum(year is not None and cell.cited.text != "" for (_, year), cell in row.cells.items())


def _prints_blanks(cost: CostColumns, rows: Sequence[CostRow]) -> bool:
    """Tell whether any line prints a blank cell before a filled one among its years: then none are dropped."""
    indices = sorted(column.index for column in cost.figures if column.year is not None)
    for row in rows:
        filled = [bool((cell := cost.columns.own(row.row, index)) is not None and cell.text) for index in indices]
        if any(not one and any(filled[at + 1 :]) for at, one in enumerate(filled)) and not is_short(cost, row.row):
            return True
    return False


def _adds_up(
    holder: int, total: int | None, rows: Sequence[CostRow], nodes: Sequence[Node], years: Sequence[int]
) -> bool:
    """Tell whether the years of the line `holder` are the sums of those of its parts, rounding aside."""
    parts = [
        row
        for row, node in zip(rows, nodes, strict=True)
        if node.role in ("item", "subtotal") and not node.sums
        if node.parent == (None if holder == total else holder)
    ]
    for year in years:
        printed = rows[holder].cells.get(("amount", year))
        grain = printed.grain if printed is not None else Decimal(1)
        added = sum((part.value("amount", year) or Decimal(0) for part in parts), Decimal(0))
        if abs((rows[holder].value("amount", year) or Decimal(0)) - added) * 2 > (len(parts) + 1) * grain:
            return False
    return True
