"""The rows of a cost table with their figures: separators and units decided for the table, every cell read once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractors.costs.anchor import Anchored, How, anchor, is_figure, is_short
from extractors.costs.columns import CostColumns, Figures, cell_year
from extractors.costs.tree import Name, Node, build_tree, name_line
from extractors.document import Cell, Table
from extractors.layout import rows as layout_rows
from extractors.layout.labels import Label
from extractors.layout.words import is_total
from extractors.records import Cited
from normalizers.amounts import (
    Figure,
    Role,
    Separators,
    in_dong,
    infer_separators,
    read_figure,
    starts_with,
    units,
)
from normalizers.flags import is_blank
from normalizers.text import fold

Slot = tuple[str, int | None]  # measure and year
SMALL = 1_000_000  # đồng; no plan's cost table has less for its largest amount


@dataclass(frozen=True, slots=True)
class Printed:
    """One cell of figures: what it prints, how it reads, and its worth in đồng (quantities: as they are)."""

    cited: Cited
    figure: Figure
    column: Figures
    value: Decimal | None
    grain: Decimal  # what one unit of the last decimal printed in this column is worth
    unit_stated: bool = True  # by the cell, its row, its heading or the table; else it is taken as đồng


@dataclass(slots=True)
class CostRow:
    """One printed line of a cost table."""

    row: int
    name: Name
    item: Cited | None
    unit: Cited | None
    year: int | None
    year_cited: Cited | None
    cells: dict[Slot, Printed] = field(default_factory=dict)
    extra: list[Decimal] = field(default_factory=list)  # further factors: second quantities, columns without a name
    number_cited: Cited | None = None
    name_cell: Cell | None = None
    how: How = "printed"
    merged: bool = False  # its amount is a merged cell that stands for the lines below too

    def value(self, measure: str, year: int | None = None) -> Decimal | None:
        """Return the value of one measure, None when it is not printed or cannot be read."""
        cell = self.cells.get((measure, year))
        return cell.value if cell is not None else None


@dataclass(frozen=True, slots=True)
class Reading:
    """All lines of one cost table, their hierarchy, and on what grounds its figures were read."""

    rows: tuple[CostRow, ...]
    nodes: tuple[Node, ...]
    separators: Separators
    by_sums: bool  # the separators were decided by sums and products, not by any figure's shape


def read_rows(table: Table, cost: CostColumns) -> Reading:
    """Read every printed line of a cost table."""
    money = [column for column in cost.figures if column.measure != "quantity"]
    counts = [column for column in cost.figures if column.measure == "quantity"]
    rows = list(_lines(table, cost))
    marks = infer_separators(_texts(cost, rows, money))
    by_sums = False
    open_cells = [text for text in _texts(cost, rows, money) if read_figure(text, marks).state == "ambiguous"]
    if open_cells:
        marks, by_sums = _decide(cost, rows, marks, open_cells)
    quantity_marks = infer_separators(_texts(cost, rows, counts))
    quantity_marks = Separators(
        quantity_marks.stop or marks.stop, quantity_marks.comma or marks.comma, quantity_marks.evidence
    )
    filled = _fill(cost, rows, marks, quantity_marks)
    amounts = [_whole(row) for row in filled]
    return Reading(tuple(filled), tuple(build_tree([row.name for row in filled], amounts)), marks, by_sums)


def _total_beside(table: Table, cost: CostColumns, row: int) -> Cell | None:
    """Return the cell that names a total in another column than the items': "|  | Tổng | 130 |"."""
    figures = {column.index for column in cost.figures}
    named = [cell for cell in table.row(row) if cell.col not in figures and is_total(cell.text)]
    return named[0] if len(named) == 1 else None


def _name_before(table: Table, cost: CostColumns, row: int, sequence: int | None) -> Cell | None:
    """Return the words before the blank cell of the items that name a group: "I | Các sở, ban, ngành |  | 301"."""
    if layout_rows.role(table, row) != "group":
        return None
    taken = {sequence, cost.unit, cost.row_year}
    words = [cell for cell in table.row(row) if cell.col < cost.item and cell.col not in taken and _is_words(cell.text)]
    return words[0] if len(words) == 1 else None


def _whole(row: CostRow) -> int | None:
    """Return a line's amount of the whole period, or the sum of its years when only those are printed."""
    own = row.value("amount")
    if own is None:
        own = row.value("before_tax")
    if own is None:
        years = [cell.value for (name, year), cell in row.cells.items() if name == "amount" and year and cell.value]
        own = sum(years, Decimal(0)) if years else None
    return int(own) if own is not None else None


def _lines(table: Table, cost: CostColumns) -> Iterator[CostRow]:
    """Yield the printed lines without their figures: neither headings, blank rows, nor the amount in words."""
    columns = cost.columns
    sequence = next((column.index for column in columns.of("row_no")), layout_rows.sequence_column(table))
    if sequence in (cost.item, cost.row_year):
        sequence = None
    previous: Label | None = None
    for row in range(table.header_rows, table.rows):
        printed = any(_cell_text(columns.own(row, column.index)) for column in cost.figures)
        if layout_rows.role(table, row) in ("header", "blank") and not printed:
            continue
        number = columns.own(row, sequence) if sequence is not None else None
        item = columns.at(row, cost.item)
        if item is not None and item.row < row and not item.text:
            item = None
        if (item is None or not item.text or is_figure(item.text)) and number is not None and _is_words(number.text):
            item, number = number, None  # a label such as "Tổng cộng" printed in the column of numbers
        if item is None or not item.text:
            item = _total_beside(table, cost, row) or _name_before(table, cost, row, sequence) or item
        text = item.text if item is not None else ""
        if starts_with(text, "in_words") or not (text or printed):
            continue
        name = name_line(number.text if number is not None and number is not item else "", text, previous)
        previous = name.label or previous
        unit = columns.at(row, cost.unit) if cost.unit is not None else None
        year = columns.at(row, cost.row_year) if cost.row_year is not None else None
        yield CostRow(
            row=row,
            name=name,
            item=Cited(item.text, item.place) if item is not None and item.text else None,
            unit=Cited(unit.text, unit.place) if unit is not None and _is_unit(unit, item) else None,
            year=cell_year(year.text) if year is not None else None,
            year_cited=Cited(year.text, year.place) if year is not None and cell_year(year.text) else None,
            number_cited=Cited(number.text, number.place) if number is not None and name.number else None,
            name_cell=item,
        )


def _is_words(text: str) -> bool:
    return sum(char.isalpha() for char in text) > 4 or is_total(text)


def _is_unit(cell: Cell, item: Cell | None) -> bool:
    return cell is not item and not is_blank(cell.text) and not is_figure(cell.text)


def _cell_text(cell: Cell | None) -> str:
    return cell.text if cell is not None and not is_blank(cell.text) else ""


def _texts(cost: CostColumns, rows: Iterable[CostRow], columns: list[Figures]) -> list[str]:
    cells = (cost.columns.own(row.row, column.index) for row in rows for column in columns)
    return [cell.text for cell in cells if cell is not None and _cell_text(cell)]


def _fill(cost: CostColumns, rows: list[CostRow], marks: Separators, quantity_marks: Separators) -> list[CostRow]:
    """Return the lines with their figures read."""
    grains = _grains(cost, rows, marks, quantity_marks)
    filled = []
    for line in rows:
        is_sum = is_total(line.name.text) or starts_with(line.name.text, "rounded") != ""
        anchored = anchor(cost, line.row, line.name_cell, is_sum)
        row = _read_cells(cost, line, anchored, grains, (marks, quantity_marks))
        if anchored.how == "printed" and is_short(cost, line.row) and _product_differs(row):
            # blanks were dropped: quantity and price are amounts, when those make sense
            moved = anchor(cost, line.row, line.name_cell, is_sum, distrust=True)
            again = _read_cells(cost, line, moved, grains, (marks, quantity_marks))
            row = again if _years_agree(again) else row
        filled.append(row)
    return filled


def _read_cells(
    cost: CostColumns,
    line: CostRow,
    anchored: Anchored,
    grains: dict[int, Decimal],
    marks: tuple[Separators, Separators],
) -> CostRow:
    """Return a line with the figures of its anchored cells; `marks` are those of money and of quantities."""
    row = replace(line, cells={}, extra=[], how=anchored.how)
    row_unit = _squeezed_unit(line.unit.text) if line.unit is not None else None
    for column in cost.figures:
        cell = anchored.cells.get(column.index)
        if cell is None:
            continue
        row.merged = row.merged or (cell.row_span > 1 and column.measure in ("amount", "before_tax"))
        figure = _figure(cell.text, column, *marks)
        stated = _scale(figure, column, cost, row_unit) if column.measure != "quantity" else 1
        scale = stated or 1
        value = None
        if figure.value is not None:
            value = figure.value if column.measure == "quantity" else Decimal(in_dong(figure.value, scale))
        slot = (column.measure, column.year)
        if slot in row.cells:
            if value is not None:
                row.extra.append(value)
            continue
        grain = max(grains[column.index] * scale, Decimal(1)) if column.measure != "quantity" else Decimal(0)
        row.cells[slot] = Printed(Cited(cell.text, cell.place), figure, column, value, grain, stated is not None)
    for index in cost.others if anchored.how == "printed" else ():
        other = cost.columns.own(line.row, index)
        found = read_figure(other.text, marks[1]) if other is not None else Figure("blank")
        if found.value is not None:
            row.extra.append(found.value)
    return row


def _product_differs(row: CostRow) -> bool:
    quantity, price, amount = (row.value(measure) for measure in ("quantity", "unit_price", "amount"))
    if quantity is None or price is None or amount is None:
        return False
    return abs(quantity * price - amount) * 100 > amount


def _years_agree(row: CostRow) -> bool:
    """Tell whether a line's years make its amount, which alone shows that its figures stand under these columns."""
    whole = row.value("amount")
    years = [cell.value for (measure, year), cell in row.cells.items() if measure == "amount" and year and cell.value]
    return whole is not None and len(years) > 1 and sum(years, Decimal(0)) == whole


def _squeezed_unit(text: str) -> int | None:
    return units().get("".join(fold(text).split()).replace(".", ""))


def _figure(text: str, column: Figures, marks: Separators, quantity_marks: Separators) -> Figure:
    figure = read_figure(text, quantity_marks if column.measure == "quantity" else marks)
    if figure.state != "number":
        return figure
    if figure.rest.startswith("%"):
        return Figure("blank", rest="%")  # a rate, not an amount
    if column.measure == "quantity":
        return figure if not any(char.isdigit() for char in figure.rest) else Figure("text")
    return figure if not figure.rest or figure.unit is not None or figure.rest[0] in "/(" else Figure("text")


def _scale(figure: Figure, column: Figures, cost: CostColumns, row_unit: int | None) -> int | None:
    """Return what one unit of a figure is worth: by the cell itself, the row's unit, the heading, or the table."""
    return figure.unit or column.unit or row_unit or cost.money_unit or cost.shared_unit


def _grains(
    cost: CostColumns, rows: list[CostRow], marks: Separators, quantity_marks: Separators
) -> dict[int, Decimal]:
    """Return for each column the worth of the last decimal place that any of its figures prints, in its unit.

    Columns of amounts share one: a table rounds them all alike.
    """
    decimals: dict[int, int] = {}
    for column in cost.figures:
        texts = _texts(cost, rows, [column])
        decimals[column.index] = max(
            (_figure(text, column, marks, quantity_marks).decimals for text in texts), default=0
        )
    shared = max((decimals[column.index] for column in cost.figures if column.measure == "amount"), default=0)
    return {
        column.index: Decimal(1).scaleb(-(shared if column.measure == "amount" else decimals[column.index]))
        for column in cost.figures
    }


# figures such as 3.325 that no other figure's shape explains


def _decide(
    cost: CostColumns, rows: list[CostRow], marks: Separators, open_cells: list[str]
) -> tuple[Separators, bool]:
    """Decide an open mark: thousands where decimals would leave no real cost (đồng, nghìn đồng); else by the sums.

    Where figures with a point and figures with a comma are open ("9.705", "63,545"), one has what the other has not.
    """
    mark = "." if any("." in text for text in open_cells) else ","
    if marks.role(mark) is not None:
        return marks, False
    readings: dict[Role, Separators] = {
        "thousands": _with(marks, mark, "thousands"),
        "decimal": _with(marks, mark, "decimal"),
    }
    if _largest(_fill(cost, rows, readings["decimal"], readings["decimal"])) < SMALL and (
        cost.money_unit is not None or cost.shared_unit is not None or _looks_like_dong(cost, open_cells)
    ):
        return readings["thousands"], False
    right = {role: _equations(cost, rows, reading) for role, reading in readings.items()}
    orders: tuple[tuple[Role, Role], ...] = (("thousands", "decimal"), ("decimal", "thousands"))
    for role, other in orders:
        if right[role] and not right[other]:
            return readings[role], True
    if mark == "." and (cost.money_unit or cost.shared_unit) == 1_000_000 and _are_round(open_cells):
        return readings["thousands"], True
    return marks, False


def _largest(rows: list[CostRow]) -> Decimal:
    """Return the largest amount of money that the lines print, in đồng."""
    values = (cell.value for row in rows for (measure, _), cell in row.cells.items() if measure != "quantity")
    return max((value for value in values if value is not None), default=Decimal(0))


def _with(marks: Separators, mark: str, role: Role) -> Separators:
    other: Role = "decimal" if role == "thousands" else "thousands"
    stop, comma = (role, marks.comma or other) if mark == "." else (marks.stop or other, role)
    return Separators(stop, comma, marks.evidence)


def _looks_like_dong(cost: CostColumns, open_cells: list[str]) -> bool:
    """Tell whether open figures without a stated unit are đồng: most end in 000, which no decimal fraction does."""
    return sum(text.rstrip().endswith("000") for text in open_cells) * 2 >= len(open_cells)


def _are_round(open_cells: list[str]) -> bool:
    """Tell whether open figures, three or more, all end in 0 and most in 00: who prints 4,5 does not print "4.500"."""
    hundreds = sum(text.rstrip().endswith("00") for text in open_cells)
    return (
        len(set(open_cells)) > 2
        and all(text.rstrip().endswith("0") for text in open_cells)
        and hundreds * 2 > len(open_cells)
    )


def _equations(cost: CostColumns, rows: list[CostRow], marks: Separators) -> int:
    """Return how many sums and products of the table hold only because of how open figures are read."""
    filled = _fill(cost, rows, marks, marks)
    nodes = build_tree([row.name for row in filled], [_whole(row) for row in filled])
    held: dict[int | None, list[CostRow]] = {}
    for row, node in zip(filled, nodes, strict=True):
        if node.role in ("item", "subtotal") and not node.sums:
            held.setdefault(node.parent, []).append(row)
    count = 0
    for index, row in enumerate(filled):
        quantity, price = row.cells.get(("quantity", None)), row.cells.get(("unit_price", None))
        amount = row.cells.get(("amount", None)) or row.cells.get(("before_tax", None))
        if quantity and price and amount and quantity.value and price.value:
            # all three read in one unit: an open price and an open amount together say nothing
            mixed = amount.figure.own != price.figure.own or not quantity.figure.own
            count += mixed and quantity.value * price.value == amount.value
        parts = held.get(index if nodes[index].role == "subtotal" else None, [])
        if nodes[index].role in ("subtotal", "total") and len(parts) > 1:
            count += _adds_up(row, parts)
        years = [cell for (name, year), cell in row.cells.items() if name == "amount" and year and cell.value]
        if amount and len(years) > 1:
            count += _mixed([amount, *years]) and sum(cell.value or 0 for cell in years) == amount.value
    return count


def _adds_up(row: CostRow, parts: list[CostRow]) -> int:
    held = 0
    for slot, printed in row.cells.items():
        if slot[0] != "amount" or printed.value is None:
            continue
        cells = [part.cells[slot] for part in parts if slot in part.cells and part.cells[slot].value is not None]
        total = sum((cell.value for cell in cells if cell.value is not None), Decimal(0))
        held += _mixed([printed, *cells]) and total == printed.value
    return held


def _mixed(cells: list[Printed]) -> bool:
    """Tell whether some figures are open and others are not: only then does their sum decide."""
    return len({cell.figure.own for cell in cells if cell.value}) == 2
