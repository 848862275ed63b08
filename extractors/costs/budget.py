"""Cost tables (dự toán, khái toán kinh phí): every printed line with its amounts, one record per line and year.

A cost table is known by its headings: what is paid for beside an amount, a unit price or year columns of amounts.
Amounts are published in whole đồng whatever unit the table states; separators are inferred from all figures of the
table; what cannot be decided is null with a finding.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractors.costs.columns import CostColumns, NotUnderstood, cost_columns, group_year, part_of_whole
from extractors.costs.lost import lost_years
from extractors.costs.rows import SMALL, CostRow, Printed, Reading, read_rows
from extractors.costs.tree import Node
from extractors.document import Document, Paragraph, Table
from extractors.records import Cited, Extraction, Finding, Record
from normalizers.amounts import starts_with
from normalizers.text import fold, trim
from normalizers.vocabulary import title_year

_EXACT = 100_000_000  # in thousands that were 100 tỷ, counted to the thousand

_COLUMN = {
    "unit_price": "unit_price_vnd",
    "before_tax": "before_tax_vnd",
    "tax": "tax_vnd",
    "amount": "amount_vnd",
    "quantity": "quantity",
}


@dataclass(slots=True)
class CostTable:
    """One cost table as read: what the checks and the total need to know of it."""

    table: Table
    number: int  # of the table in the document, from 1
    cost: CostColumns
    reading: Reading
    base_year: int | None = None
    lost: frozenset[int] = frozenset()  # lines whose years cannot be told apart
    without_unit: bool = False  # no unit is stated, and the figures are too small to be đồng
    year_cited: dict[int, Cited] = field(default_factory=dict)  # where the years of title and headings are printed


def extract(document: Document) -> Extraction:
    """Read every cost table of a shaped document into rows of ``budget_lines``."""
    extraction = Extraction()
    ordinal = 0
    for number, table in enumerate(document.tables(), 1):
        cost = cost_columns(document, table)
        if cost is None:
            continue
        if isinstance(cost, NotUnderstood):
            extraction.findings.append(_not_understood(table, cost))
            continue
        ordinal += 1
        read = CostTable(table, number, cost, read_rows(table, cost))
        _set_years(read)
        read.base_year = _base_year(read)
        read.year_cited = _years_printed(read)
        extraction.findings += _unknown(cost)
        read.without_unit = 0 < max(_bare_amounts(read), default=0) < SMALL
        read.lost = lost_years(cost, read.reading.rows, read.reading.nodes)
        extraction.findings += _doubts(read)
        for line_no, (row, node) in enumerate(zip(read.reading.rows, read.reading.nodes, strict=True), 1):
            extraction.records += _records(read, ordinal, line_no, row, node)
    return extraction


def _set_years(read: CostTable) -> None:
    """Give the lines under a line that is only a year ("I | Chi năm 2021 | 100") that year, and the line itself."""
    if read.cost.years or read.cost.row_year is not None:
        return
    rows, nodes = read.reading.rows, read.reading.nodes
    for row, node in zip(rows, nodes, strict=True):
        over, at = row, node
        while group_year(trim(over.name.text)) is None and at.parent is not None:
            over, at = rows[at.parent], nodes[at.parent]
        row.year = group_year(trim(over.name.text))
        row.year_cited = over.item if row.year is not None else None


def _base_year(read: CostTable) -> int | None:
    """Return the year of the whole table: that of its title, or of its only year column when no other amount is."""
    years = read.cost.years
    if read.cost.row_year is not None:
        return None
    if len(years) == 1 and not read.cost.of("amount"):
        return years[0]
    if years:
        return None
    found = {year for paragraph in _titles(read) if (year := title_year(paragraph.text)) is not None}
    return found.pop() if len(found) == 1 else None


def _titles(read: CostTable) -> list[Paragraph]:
    """Return the title of a table, and the heading over it when it is about money: "B. DỰ TOÁN NĂM 2023"."""
    return [*read.table.title, *([read.cost.heading] if read.cost.heading is not None else [])]


def _years_printed(read: CostTable) -> dict[int, Cited]:
    """Return where each year of the title and of the headings stands."""
    found: dict[int, Cited] = {}
    for paragraph in _titles(read):
        year = title_year(paragraph.text)
        if year is not None and year == read.base_year:
            found[year] = Cited(paragraph.text, paragraph.place)
    for column in read.cost.figures:
        for row in range(read.table.header_rows):
            cell = read.cost.columns.at(row, column.index)
            if cell is not None and column.year is not None and str(column.year) in cell.text:
                found.setdefault(column.year, Cited(cell.text, cell.place))
    return found


def _records(read: CostTable, ordinal: int, line_no: int, row: CostRow, node: Node) -> list[Record]:
    """Return the records of one line: the whole period first, then each year that prints an amount."""
    by_year: dict[int | None, dict[str, Printed]] = {}
    if line_no - 1 in read.lost:
        row = replace(row, cells={slot: cell for slot, cell in row.cells.items() if slot[1] is None})
    only = read.base_year if read.base_year in read.cost.years else None
    for (measure, year), cell in row.cells.items():
        by_year.setdefault(None if year == only else year, {})[measure] = cell
    whole = by_year.pop(None, {})
    years = {
        year: cells
        for year, cells in sorted(by_year.items(), key=lambda pair: pair[0] or 0)
        if any(cell.figure.state != "blank" for cell in cells.values())
    }
    records = []
    if not years or any(cell.figure.state != "blank" for cell in whole.values()):
        records.append(_record(read, (ordinal, line_no, 0), row, node, row.year or read.base_year, whole))
    for year, cells in years.items():
        assert year is not None
        records.append(_record(read, (ordinal, line_no, year), row, node, year, cells))
    return records


def _record(
    read: CostTable,
    position: tuple[int, int, int],
    row: CostRow,
    node: Node,
    year: int | None,
    cells: dict[str, Printed],
) -> Record:
    columns = read.cost.columns
    parent = read.reading.rows[node.parent] if node.parent is not None else None
    record = Record(
        table="budget_lines",
        position=position,
        values={
            "table_no": read.number,
            "line_no": position[1],
            "item_no": row.name.number if row.name.label is not None else None,
            "parent_item_no": parent.name.number or None if parent is not None and parent.name.label else None,
            "item": trim(row.name.text) or None,
            "role": node.role,
            "unit": trim(row.unit.text) or None if row.unit is not None else None,
            "year": year,
            "raw": columns.row_text(row.row),
            # read by the checks, not published
            "_parent_line": node.parent + 1 if node.parent is not None else None,
            "_partial": node.partial,
            "_sums": node.sums,
            "_column_year": position[2] or None,
            "_grain": int(max((cell.grain for name, cell in cells.items() if name != "quantity"), default=Decimal(1))),
            "_price_grain": int(cells["unit_price"].grain) if "unit_price" in cells else 1,
            "_factors": tuple(row.extra),
            "_unread": tuple(name for name, cell in cells.items() if _is_unread(cell) or _is_withheld(read, cell))
            if row.how != "lost"
            else tuple(_COLUMN),
            "_merged": row.merged,
            "_lost_years": position[1] - 1 in read.lost,
            "_other_figures": bool(read.cost.others),
        },
        place=columns.row_place(row.row),
        governed_by=((read.number, row.row),),
    )
    evidence: dict[str, Cited] = {}
    for name, cited in (
        ("item_no", row.number_cited),
        ("item", row.item),
        ("unit", row.unit),
        ("year", row.year_cited),
    ):
        if cited is not None and record.values[name] is not None:
            evidence[name] = cited
    if year is not None and "year" not in evidence and year in read.year_cited:
        evidence["year"] = read.year_cited[year]
    for measure, column in _COLUMN.items():
        cell = cells.get(measure)
        record.values[column] = _value(cell) if cell is None or not _is_withheld(read, cell) else None
        if cell is None or cell.figure.state == "blank":
            continue
        evidence[column] = cell.cited
        if cell.figure.state in ("ambiguous", "text"):
            record.findings.append(_unread(row, cell))
        elif measure == "quantity" and record.values["unit"] is None and cell.figure.rest:
            record.values["unit"] = trim(cell.figure.rest)
            evidence["unit"] = cell.cited
    if not any(char.isalpha() for char in row.name.text) and row.year is None:
        record.findings.append(_nameless(record, row))
    record.evidence = evidence
    inferred = any(cell.figure.state == "number" and not cell.figure.own for cell in cells.values())
    if (row.how != "printed" or record.values["_lost_years"]) and not position[2]:
        record.findings.append(_shifted(record, row))
    if row.row in read.table.inferred_rows or row.how == "anchored":
        record.method, record.confidence = "inferred", 0.8
    elif inferred:
        # another figure of the table says what this one's mark means
        record.method, record.confidence = "inferred", 0.8 if read.reading.by_sums else 0.95
    return record


def _is_unread(cell: Printed) -> bool:
    """Tell whether a cell prints something that gave no amount: text, an open figure, a rate of tax."""
    return cell.figure.state in ("ambiguous", "text") or cell.figure.rest == "%"


def _is_withheld(read: CostTable, cell: Printed) -> bool:
    """Tell whether nothing says what a figure of money is worth: no unit is stated, and đồng it cannot be."""
    return read.without_unit and not cell.unit_stated


def _bare_amounts(read: CostTable) -> list[int]:
    """Return the figures of money whose unit neither the cell, its row, its heading nor the table states."""
    return [
        int(cell.value)
        for row in read.reading.rows
        for cell in row.cells.values()
        if cell.value is not None and not cell.unit_stated
    ]


def _value(cell: Printed | None) -> int | float | None:
    if cell is None or cell.value is None:
        return None
    return float(cell.value) if cell.column.measure == "quantity" else int(cell.value)


def _unknown(cost: CostColumns) -> list[Finding]:
    """Return findings for the headings that neither the vocabulary of headings nor that of amounts knows."""
    paths = cost.columns.table.headings
    used = {cost.item, cost.row_year, *(column.index for column in cost.figures)}
    used |= {
        index for index, path in enumerate(paths) if path and starts_with(part_of_whole(fold(path[-1])), "funding")
    }
    known = {" / ".join(path) for index, path in enumerate(paths) if index in used}
    return [finding for finding in cost.columns.unknown_headings() if finding.actual not in known]


def _to_the_dong(amounts: list[int]) -> bool:
    """Tell whether amounts show by themselves that they are đồng: too large for thousands, and no round thousands."""
    return max(amounts) >= _EXACT and any(amount % 1000 for amount in amounts)


def _doubts(read: CostTable) -> list[Finding]:
    """Return what a reader should know of how the table's figures were taken."""
    findings = []
    amounts = _bare_amounts(read)
    if amounts and not _to_the_dong(amounts):
        largest = f"{max(amounts):,}"
        taken, taken_vi = (
            ("too small to be đồng; its amounts are left empty", "quá nhỏ để là đồng; các số tiền để trống")
            if read.without_unit
            else ("taken as đồng", "các số được hiểu là đồng")
        )
        findings.append(
            Finding(
                rule="unit_not_stated",
                severity="warning" if read.without_unit else "info",  # large ones are hardly anything but đồng
                message=f"The cost table states no unit of money; its largest amount, {largest}, is {taken}.",
                message_vi="Bảng kinh phí không ghi đơn vị tính; "
                f"số lớn nhất là {largest.replace(',', '.')}, {taken_vi}.",
                place=read.table.place,
                expected="a unit of money",
                actual=str(max(amounts)),
            )
        )
    if read.reading.by_sums:
        findings.append(
            Finding(
                rule="separators_by_sums",
                severity="info",
                message="No figure shows by itself what its separator means; "
                "the table's sums, products or round figures decided.",
                message_vi="Không số nào tự cho biết dấu phân cách; "
                "cách đọc dựa theo các tổng, tích hoặc số tròn trong bảng.",
                place=read.table.place,
            )
        )
    return findings


def _not_understood(table: Table, why: NotUnderstood) -> Finding:
    return Finding(
        rule="table_not_understood",
        severity="warning",
        message=f"A table of costs was not read: {why.why}. Its cells stand in `cells`.",
        message_vi=f"Bảng kinh phí chưa được đọc: {why.why_vi}. Nội dung nằm trong bảng cells.",
        place=table.place,
        expected="item and amount columns known by their headings",
        actual=" | ".join(" / ".join(path) for path in table.headings if path) or None,
    )


def _unread(row: CostRow, cell: Printed) -> Finding:
    text, name = cell.cited.text, row.name.text or "(no name)"
    if cell.figure.state == "ambiguous":
        return Finding(
            rule="ambiguous_number",
            severity="warning",
            message=f"{name}: nothing in the table says whether {text!r} has thousands or decimals; left empty.",
            message_vi=f"{name}: không xác định được “{text}” dùng dấu phân cách hàng nghìn hay thập phân; để trống.",
            place=cell.cited.place,
            expected="a figure of the table that shows what its separators mean",
            actual=text,
        )
    return Finding(
        rule="unreadable_number",
        severity="warning",
        message=f"{name}: {text!r} stands under {cell.column.heading!r} and is no number.",
        message_vi=f"{name}: “{text}” ở cột “{cell.column.heading}” không phải là số.",
        place=cell.cited.place,
        expected="a number or nothing",
        actual=text,
    )


def _shifted(record: Record, row: CostRow) -> Finding:
    lost = row.how == "lost" or record.values["_lost_years"]
    name = row.name.text or f"line {record.values['line_no']}"
    read, read_vi = (
        ("they are left empty", "để trống")
        if lost
        else ("they are taken in order, the last for the last column", "đọc theo thứ tự từ phải sang trái")
    )
    return Finding(
        rule="shifted_row",
        severity="warning",
        message=f"{name}: the figures of this row do not stand under their headings; {read}.",
        message_vi=f"{name}: các số của dòng này không nằm đúng cột; {read_vi}.",
        place=record.place,
        expected="each figure under its heading",
        actual=record.values["raw"],
    )


def _nameless(record: Record, row: CostRow) -> Finding:
    line_no = record.values["line_no"]
    return Finding(
        rule="line_without_name",
        severity="warning",
        message=f"Line {line_no} of a cost table prints figures without saying what for; it may be shifted.",
        message_vi=f"Dòng {line_no} của bảng kinh phí có số nhưng không có nội dung; có thể bị lệch cột.",
        place=record.place,
        expected="what is paid for",
        actual=row.name.text or record.values["raw"],
    )
