"""Every table in tidy form: one value per printed cell, under its row's label and its column's path of headings.

This needs no knowledge of what a table is about, so that an annex can be used before anyone writes an extractor for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extractors.document import Cell, Document, Paragraph, Place, Table
from extractors.layout import rows as layout_rows
from extractors.layout.grid import Grid, grid_of
from extractors.layout.words import is_one_of, is_sequence_heading, is_total
from extractors.table_typing import STOPS, Typing, holds_words, twin_width, typing_of
from normalizers import column_kinds, units, values
from normalizers.dates import find_dates, find_years
from normalizers.flags import is_blank, is_ditto
from normalizers.numbers import parse_row_no
from normalizers.text import fold, trim
from normalizers.values import ColumnKind, Value
from normalizers.vocabulary import heading_fields, time_heading

Role = Literal["item", "group", "total"]
_FEWEST_YEARS = 3  # rows that are years
_WIDEST_BOX, _LONGEST_BOX, _FEWEST_LABELS = 6, 20, 3


@dataclass(frozen=True, slots=True)
class TableValue:
    """One printed cell: where it stands (rows and columns from 0), under what, and what it says."""

    table_no: int  # from 1
    row: int
    col: int
    role: Role
    row_no: int | None
    row_label: str
    group_path: tuple[str, ...]
    column_path: tuple[str, ...]
    field: str | None  # the meaning of the column by the vocabulary of headings
    year: int | None  # that the column's heading states
    raw: str
    value: Value
    place: Place


def extract(document: Document) -> Iterator[TableValue]:
    """Yield the values of every table of a shaped document, row by row.

    A merged cell speaks for each row that it covers; a cell over several columns counts once, under its first. Column
    headings, sequence numbers and empty cells are no values.
    """
    # of one column nothing says more than `cells`: a row's label would be its only value
    tables = [
        (number, table)
        for number, table in enumerate(document.tables(), 1)
        if table.cols > 1 and not is_portal_box(table)
    ]
    beside = _lines_beside(document)
    typings = {number: typing_of(table, beside=beside[number - 1]) for number, table in tables}
    stops = {typing.separators.stop for typing in typings.values()}
    english = any(typing.separators.comma == "thousands" for typing in typings.values())
    for number, table in tables:
        typing = typings[number]
        if typing.separators[:2] == (None, None) and "thousands" in stops and "decimal" not in stops and not english:
            typing = typing_of(table, STOPS, beside[number - 1])  # one document, one practice
        yield from _table(number, table, typing)


def _lines_beside(document: Document) -> list[tuple[str, ...]]:
    """Return, for each table, the lines that may state its unit though they are no part of its title.

    The line right above it, and one right below it that says no more than a unit, where no other table follows.
    """
    blocks = [block for block in document.blocks if not isinstance(block, Paragraph) or block.text]
    found: list[tuple[str, ...]] = []
    for index, block in enumerate(blocks):
        if not isinstance(block, Table):
            continue
        above, below, after = (
            blocks[at] if 0 <= at < len(blocks) else None for at in (index - 1, index + 1, index + 2)
        )
        near = [above.text] if isinstance(above, Paragraph) else []
        if isinstance(below, Paragraph) and not isinstance(after, Table) and units.is_unit_note(below.text):
            near.append(below.text)
        found.append(tuple(near))
    return found


def is_portal_box(table: Table) -> bool:
    """Tell whether a table is the box in which a law portal prints number, day, issuer and signer."""
    if table.cols > _WIDEST_BOX or table.rows > _LONGEST_BOX:
        return False
    labels = [cell for cell in table.cells if cell.col % 2 == 0 and cell.text and is_one_of(cell.text, "portal_labels")]
    named = {fold(cell.text).strip(" :") for cell in labels}
    return len(named) >= _FEWEST_LABELS and len({cell.row for cell in labels}) * 2 > table.rows


def _table(number: int, table: Table, typing: Typing) -> Iterator[TableValue]:
    reading = layout_rows.read_rows(table)
    grid = grid_of(table)
    seq = layout_rows.sequence_column(table)
    body = [row for row in range(table.header_rows, table.rows) if reading.roles[row] != "header"]
    kinds, separators = typing.kinds, typing.separators
    first_col = min(seq + 1 if seq is not None else 0, table.cols - 1)
    plain = [row for row in body if reading.roles[row] == "body"]
    label_col = _label_column(grid, plain, first_col)
    if seq is not None and not _tells_apart(grid, plain, label_col) and _are_codes(grid, plain, seq):
        label_col = seq
    by_code = _are_codes(grid, plain, label_col)
    paths = table.headings or ((),) * table.cols
    meanings = [heading_fields(path) if path else None for path in paths]
    years = [
        heading.year if heading and heading.year else _year(path) for heading, path in zip(meanings, paths, strict=True)
    ]
    unit_col = next(
        (
            col
            for col, heading in enumerate(meanings)
            if heading and heading.field == "unit" and not units.is_unit_note(paths[col][-1])
        ),
        None,
    )
    if unit_col is None:
        unit_col = next((col for col, path in enumerate(paths) if path and _lists_units(grid, body, col, path)), None)
    width = twin_width(table)
    nameless = not any(holds_words(grid, plain, col) for col in kinds)
    numbered = paths[seq][-1] if seq is not None and paths[seq] else ""
    if not (units.numbers_rows(numbered) or nameless) or is_sequence_heading(numbered):
        numbered = ""
    in_steps = seq is not None and units.counts_steps(grid.text(row, seq) for row in body)
    last_unit = section_unit = section = ""
    parted: tuple[str, ...] = ()  # the numbered row that those with dashes below it are parts of
    for row in body:
        role = reading.roles[row]
        label = trim(reading.names[row]) or trim(grid.text(row, label_col))
        elsewhere = label_col != first_col or in_steps or by_code
        if role == "body" and (elsewhere or _is_from_above(grid, row, label_col)):
            label = trim(grid.text(row, label_col)) or label
        if numbered and seq is not None and role == "body" and (number_text := grid.text(row, seq)):
            label = f"{numbered} {number_text}" if number_text[:1].isdigit() else trim(number_text)
        if not label:
            label = next((trim(cell.text) for cell in grid.filled(row) if is_total(cell.text)), "")
        group_path = tuple(trim(reading.names[group]) for group in reading.groups.get(row, ()))
        row_no = parse_row_no(grid.text(row, seq)) if seq is not None and role != "group" else None
        if role != "body" or (row_no is None and not _is_dashed(grid, row, seq, label_col)):
            parted = ()
        elif row_no is not None:
            parted = (*group_path, label)
        elif parted:  # "- Hộ gia đình" under "1 | Huyện Tây Giang"
            group_path = parted
        row_unit = trim(grid.text(row, unit_col)) if unit_col is not None else _unit_of_label(label)
        if unit_col is not None and is_ditto(grid.text(row, unit_col)):  # the unit of the row above
            row_unit = last_unit
        last_unit = row_unit = "" if is_blank(row_unit) else row_unit
        if len(grid.filled(row)) == 1:
            section = label or trim(grid.filled(row)[0].text)
            section_unit = _unit_of_group(section)
        elif section_unit and seq is None and not group_path and role == "body":
            group_path = (section,)  # "Năng suất (tạ/ha)" over the crops
        if not row_unit:
            row_unit = _unit_of_group(group_path[-1]) if group_path else section_unit
        over = group_path[-1] if group_path else section
        shown = [cell for cell in grid.filled(row) if cell.col != seq]
        for cell, col in _cells(table, grid, row):
            column = kinds.get(col)
            if column is not None and column.shared:
                column = column_kinds.in_row(column, label, over)
            if column is None or (role == "group" and len(shown) == 1 and _names_group(cell, reading.names[row])):
                continue  # a heading over rows, which each of them has in its path
            if role == "total" and column.kind == "mark" and cell.text.strip().isdigit():
                column = ColumnKind("count")  # of the marks above
            if role == "blank" and cell.row == row and cell.col_span == table.cols:
                column = ColumnKind("text")  # a note under the table
            heading, half = meanings[col], col - col % width
            if half:  # what names and numbers its rows stands beside it
                label, group_path = trim(grid.text(row, label_col + half)), ()
                row_no = parse_row_no(grid.text(row, seq + half)) if seq is not None else None
            yield TableValue(
                table_no=number,
                row=row,
                col=col,
                role="total" if role == "total" else "group" if role == "group" else "item",
                row_no=row_no,
                row_label=label,
                group_path=group_path,
                column_path=paths[col],
                field=heading.field if heading else None,
                year=years[col],
                raw=cell.text,
                value=values.cell_value(cell.text, column, separators, row_unit or None),
                place=cell.place,
            )


def _is_dashed(grid: Grid, row: int, seq: int | None, col: int) -> bool:
    numbered = seq is not None and grid.own_text(row, seq).strip() in ("-", "–", "+", "•")
    return numbered or grid.own_text(row, col)[:2] in ("- ", "– ", "+ ", "• ")


def _lists_units(grid: Grid, body: list[int], col: int, path: tuple[str, ...]) -> bool:
    cells = [cell for row in body if (cell := grid.at(row, col)) is not None and cell.col_span == 1]
    return units.lists_units(path[-1], [cell.text for cell in cells if not is_blank(cell.text)])


def _unit_of_label(label: str) -> str:
    """Return the unit that a row's own label states, "Diện tích (km2)"; "" for none."""
    unit = units.row_unit(label)
    return unit.text if unit is not None else ""


def _unit_of_group(heading: str) -> str:
    """Return the unit that a heading over rows states for them: "Lớp - Class", "Chỉ số - %"; "" for none."""
    unit = units.group_unit(heading)
    return unit.text if unit is not None else ""


def _label_column(grid: Grid, rows: list[int], first: int) -> int:
    """Return the column that names the rows: the first behind their numbers that holds words, not codes or figures.

    One whose merged cells each stand over several numbered rows ("Huyện | Xã") says where these belong.
    """
    if _names_by_year(grid, rows, first):
        return first
    found = [col for col in range(first, grid.cols) if holds_words(grid, rows, col)]
    found = [col for col in found if not units.counts_steps(grid.text(row, col) for row in rows)] or [first]
    codes = [col for col in found if _is_coded(grid, rows, col)]
    found = [col for col in found if col not in codes] or found
    inner = next((col for col in found if not _is_merged(grid, rows, col)), found[0])
    numbered = first > 0 and _is_merged(grid, rows, first - 1)
    chosen = found[0] if numbered or inner > found[0] + 1 else inner
    # "M1 | Bể chứa nước | ..." over "M2 | Bể chứa nước | ...": what stands in two rows names neither
    before = (col for col in range(first, chosen) if _are_codes(grid, rows, col))
    coded = next(before, None) if not _tells_apart(grid, rows, chosen) else None
    return chosen if coded is None else coded


def _names_by_year(grid: Grid, rows: list[int], col: int) -> bool:
    """Tell whether the years in a column are all different, each the name of its row: "2022", "Năm 2023"."""
    texts = [grid.text(row, col).strip() for row in rows]
    years = [text for text in texts if time_heading(text) is not None]
    return len(years) >= _FEWEST_YEARS and len(set(years)) == len(years) == len(texts)


def _are_codes(grid: Grid, rows: list[int], col: int) -> bool:
    return values.are_codes(grid.text(row, col) for row in rows)


def _tells_apart(grid: Grid, rows: list[int], col: int) -> bool:
    texts = [fold(text) for row in rows if (text := grid.text(row, col))]
    return len(set(texts)) == len(texts)


def _is_coded(grid: Grid, rows: list[int], col: int) -> bool:
    """Tell whether a column is headed as one of codes and prints them; roads may be named "ĐT.139"."""
    path = grid.table.headings[col] if grid.table.headings else ()
    headed = any(units.begins(fold(part), "identifiers") for part in path)  # "Mã nhóm, loại" over "Cấp 1", "Cấp 2"
    return headed and values.are_codes(grid.text(row, col) for row in rows)


def _is_from_above(grid: Grid, row: int, col: int) -> bool:
    cell = grid.at(row, col)
    return cell is not None and cell.row < row


def _is_merged(grid: Grid, rows: list[int], col: int) -> bool:
    """Tell whether most rows share their cell of a column with others."""
    shared = sum((cell := grid.at(row, col)) is not None and cell.row_span > 1 for row in rows)
    return shared * 2 > len(rows)


def _year(path: tuple[str, ...]) -> int | None:
    """Return the one year that the nearest heading with a year names: "Ước thực hiện năm 2023"; None for a period."""
    for heading in reversed(path):
        day = values.read_day(heading)
        named = [day.year] if day is not None else find_years(heading)
        # "Dân số tại thời điểm 31/12/2024"
        named = named or sorted({one.value.year for one in find_dates(heading) if one.value is not None})
        if named:
            return named[0] if len(named) == 1 else None
    return None


def _cells(table: Table, grid: Grid, row: int) -> Iterator[tuple[Cell, int]]:
    """Yield the printed cells that cover a row, each once, with its first column."""
    last: Cell | None = None
    for col in range(table.cols):
        cell = grid.at(row, col)
        if cell is None or cell is last:
            continue
        last = cell
        if cell.text and (cell.row == row or not is_blank(cell.text)):
            yield cell, cell.col


def _names_group(cell: Cell, name: str) -> bool:
    return cell.text == name or cell.text.endswith(name)
