"""Which cell of a row stands in which column of figures, also where a dump lost blank cells and shifted the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractors.costs.columns import CostColumns, Figures
from extractors.document import Cell
from normalizers.amounts import read_figure
from normalizers.flags import is_blank

_NO_QUANTITY = 6  # digits; nothing is bought in such numbers without a price and an amount

How = Literal["printed", "anchored", "lost"]


@dataclass(frozen=True, slots=True)
class Anchored:
    """The cell of each column of figures in one row, and how they were found."""

    cells: dict[int, Cell]  # by column
    how: How = "printed"


def anchor(cost: CostColumns, row: int, name: Cell | None, is_sum: bool, distrust: bool = False) -> Anchored:
    """Return the cells of the columns of figures in `row`.

    Cells are taken where they stand when every column holds what it is for. A figure where words belong, or a sum
    without an amount, shows that the row is shifted: then as many figures as there are columns of figures, or of
    amounts, are taken in order, a single one for the whole amount; any other number of them is ``lost``. With
    `distrust` the row is taken for shifted.
    """
    standing = {
        column.index: cell
        for column in cost.figures
        if (cell := cost.columns.own(row, column.index)) is not None and cell is not name
    }
    if not distrust and not _is_shifted(cost, row, name, standing, is_sum):
        return Anchored(standing)
    labels = {column.index for column in cost.columns.of("row_no")}
    printed = [
        cell
        for cell in sorted(cost.columns.table.row(row), key=lambda cell: cell.col)
        if cell is not name and cell.col not in labels and is_figure(cell.text)
    ]
    for columns in _targets(cost):
        if len(columns) == len(printed):
            return Anchored({column.index: cell for column, cell in zip(columns, printed, strict=True)}, "anchored")
    return Anchored({}, "lost")


def is_figure(text: str, digits: int = 1) -> bool:
    """Tell whether a cell holds nothing but a figure of at least so many digits."""
    figure = read_figure(text)
    return figure.state in ("number", "ambiguous") and not figure.rest and sum(map(str.isdigit, text)) >= digits


def is_short(cost: CostColumns, row: int) -> bool:
    """Tell whether the source printed fewer cells in `row` than in others."""
    lengths = cost.columns.table.row_lengths
    return row < len(lengths) and lengths[row] < max(lengths)


def _is_shifted(cost: CostColumns, row: int, name: Cell | None, standing: dict[int, Cell], is_sum: bool) -> bool:
    columns = cost.columns
    unit = columns.own(row, cost.unit) if cost.unit is not None else None
    if unit is not None and unit is not name and is_figure(unit.text):
        return True
    notes = [cell for column in columns.of("note") if (cell := columns.own(row, column.index)) is not None]
    if any(is_figure(cell.text, digits=5) for cell in notes):
        return True
    item = columns.own(row, cost.item)
    if item is not None and item is not name and is_figure(item.text):
        return True
    amounts = {column.index for column in _amounts(cost)}
    counts = {column.index for column in cost.figures if column.measure == "quantity"}
    filled = {index for index, cell in standing.items() if not is_blank(cell.text)}
    short = is_short(cost, row)
    whole = {column.index for column in cost.of("amount")}
    if short and filled and whole and not filled & whole:
        return True
    if not filled or filled & amounts:
        return False
    return is_sum or short or any(is_figure(standing[index].text, digits=_NO_QUANTITY) for index in filled & counts)


def _amounts(cost: CostColumns) -> list[Figures]:
    return [column for column in cost.figures if column.measure in ("before_tax", "tax", "amount")]


def _targets(cost: CostColumns) -> list[list[Figures]]:
    """Return the sets of columns that a shifted row may fill: all, those of amounts, the one whole amount."""
    amounts = _amounts(cost)
    whole = [column for column in amounts if column.measure == "amount" and column.year is None]
    found = [list(cost.figures), amounts]
    if len(whole) == 1 or len(amounts) == 1:
        found.append(whole or amounts)
    return found
