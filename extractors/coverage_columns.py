"""Coverage in tables whose columns are the groups: "Sở, ngành | UBND cấp huyện" over "Số cơ quan đã áp dụng | 16 | 7".

The first column says what each row counts: how many there are, how many apply the system, or how many in one year.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.columns import Columns
from extractors.coverage_tables import Counted, names_group, of_system
from extractors.document import Document, Table
from extractors.groups import about_system
from normalizers.numbers import parse_count
from normalizers.vocabulary import heading_fields, time_heading

_LEAST_GROUPS = 2


def groups_as_columns(document: Document) -> Iterator[tuple[int, Columns, list[Counted]]]:
    """Yield (number of the table, columns, counts) for each table with a column for each group."""
    if not about_system(document):
        return
    for number, table in enumerate(document.tables()):
        if table.inferred_rows:
            continue  # a figure in the column beside its own would be another group's count
        groups = _groups(table)
        if len(groups) < _LEAST_GROUPS or max(groups) - min(groups) + 1 != len(groups) or min(groups) == 0:
            continue
        columns = Columns(table)
        found = _counted(columns, groups)
        if found:
            yield number, columns, found


def _groups(table: Table) -> dict[int, str]:
    """Return the columns headed by a class of agencies, and what heads them."""
    printed = {index: path[-1] for index, path in enumerate(table.headings) if path and index}
    return {index: text for index, text in printed.items() if names_group(text)}


def _counted(columns: Columns, groups: dict[int, str]) -> list[Counted]:
    """Return the counts of the rows that tell who applies the system; none where one of their cells is no count."""
    table = columns.table
    cells = {row: columns.at(row, min(groups) - 1) for row in range(table.header_rows, table.rows)}
    labels = {row: cell.text for row, cell in cells.items() if cell is not None}
    fields = {row: heading.field for row, text in labels.items() if (heading := heading_fields((text,)))}
    whole = next((row for row, field in fields.items() if field == "agencies_total"), None)
    years = {row: time.year for row, text in labels.items() if (time := time_heading(text)) and time.year}
    applied = {row: None for row, field in fields.items() if field == "agencies_applied" and of_system(labels[row])}
    found: list[Counted] = []
    # a row of a year counts agencies where the row of their number shows that agencies are counted
    for row, year in sorted({**applied, **(years if whole is not None else {})}.items()):
        for index, group in groups.items():
            figure = columns.at(row, index)
            count = parse_count(figure.text) if figure is not None else None
            if figure is None or count is None:
                return []
            total = columns.at(whole, index) if whole is not None else None
            of_all = parse_count(total.text) if total is not None else None
            found.append(Counted(row, group, "body", year, count, of_all, figure))
    return found
