"""Finding a table's heading rows and, for each column, the path of its headings from top to leaf."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.document import Cell, Table
from extractors.layout.grid import Grid, grid_of
from extractors.layout.labels import parse_label
from extractors.layout.rows import labelled_column
from extractors.layout.words import is_school_year, is_sequence_heading, is_total, is_upper, is_year, starts_with
from normalizers.flags import is_blank, is_mark
from normalizers.units import is_unit_line

_MOST_ROWS = 8  # a heading deeper than this is no heading
_COLUMN_NUMBER = re.compile(r"\(?([0-9]{1,2}|[A-Z])\)?(?:\s?=.*)?")
_DAY = re.compile(r"(?:\d{1,2}/)?\d{1,2}/(?:19|20)\d{2}")
_FIGURE = re.compile(r"[\d.,/%\s()+-]+")
_LONGEST = 200  # characters of one heading
_MOST_TITLES = 7  # rows over the heading of a table


def find_headings(table: Table) -> Table:
    """Return `table` with `header_rows` and `headings` set.

    The heading ends before the first row that is numbered (1, I, A), a total or data. Rows of column numbers, "(1) (2)
    (3)", right under it belong to it but not to the paths; a first row that spans the whole table is a caption inside
    the grid and stays out of the paths too. A table that starts with data has no heading rows and empty paths.
    """
    if not table.cells:
        return replace(table, header_rows=0, headings=((),) * table.cols)
    count, captions = header_extent(table)
    if count and not _has_merges(table, count):
        table = _infer_spans(table, count)
    grid = grid_of(table)
    numbers = {row for row in range(count) if is_number_row(grid, row)}
    paths = tuple(
        _path(grid, col, [row for row in range(captions, count) if row not in numbers]) for col in range(table.cols)
    )
    return replace(table, header_rows=count, headings=paths)


def caption_rows(table: Table) -> int:
    """Return how many rows at the top of `table` are captions: one cell over all columns, above the real heading."""
    return header_extent(table)[1]


def header_extent(table: Table) -> tuple[int, int]:
    """Return (number of heading rows, how many of them at the top are captions)."""
    grid = grid_of(table)
    captions = _titles_over_sequence(grid)
    while captions < min(3, grid.rows - 1) and _is_caption(grid, captions):
        captions += 1
    if captions >= grid.rows or not _may_head(grid, captions):
        return (0, 0)
    end = captions + 1
    while end < min(grid.rows, captions + _MOST_ROWS) and _continues(grid, captions, end):
        end += 1
    if end == grid.rows and not table.header_rows and end - captions > 1:
        end = captions + 1  # every row looks like a heading: only the first is taken for one
    while end < grid.rows and is_number_row(grid, end):
        end += 1
    return (end, captions)


def is_number_row(grid: Grid, row: int) -> bool:
    """Tell whether `row` numbers the columns: "(1) (2) (3)", "1 2 3 4", "A B 1 2 (3=1x2)"."""
    cells = grid.filled(row)
    if len(cells) < 3 or len(cells) * 2 < grid.cols:
        return False
    matches = [_COLUMN_NUMBER.fullmatch(cell.text) for cell in cells]
    names = [match[1] for match in matches if match is not None]
    if len(names) < len(cells):
        return False
    numbers = [int(name) for name in names if name.isdigit()]
    letters = [name for name in names if not name.isdigit()]
    steady = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
    return steady and (numbers[:1] in ([0], [1], [2]) or not numbers) and letters == sorted(set(letters))


def _is_caption(grid: Grid, row: int) -> bool:
    cells = grid.filled(row)
    if len(cells) != 1 or grid.cols < 2 or not any(char.isalpha() for char in cells[0].text):
        return False
    if _heads_sequence(grid, row + 1):
        return cells[0].col == 0  # a title over "STT | Tên ...", numbered or not, merged or not
    if grid.cols < 3 or cells[0].col_span < grid.cols:
        return False
    named = parse_label(cells[0].text.partition(" ")[0]) is None
    return named and (_may_head(grid, row + 1) or _is_unit_row(grid, row + 1))


def _is_unit_row(grid: Grid, row: int) -> bool:
    """Tell whether a row over the whole table, between its title and its heading, states only the unit."""
    cells = grid.filled(row)
    if len(cells) != 1 or cells[0].col_span < grid.cols or not _may_head(grid, row + 1):
        return False
    return bool(starts_with(cells[0].text, "title_notes")) or is_unit_line(cells[0].text)


def _titles_over_sequence(grid: Grid) -> int:
    """Return how many rows of titles, notes and units stand over the heading "STT | ...", 0 where other rows do.

    A sheet saved as a page prints its letter head and the form's number in the first of these rows.
    """
    for row in range(1, min(_MOST_TITLES, grid.rows - 1)):
        cells = grid.filled(row)
        if len(cells) > 1 and is_sequence_heading(cells[0].text):
            return row if all(_is_title_row(grid, above) for above in range(row)) else 0
    return 0


def _is_title_row(grid: Grid, row: int) -> bool:
    cells = grid.filled(row)
    if len(cells) == 2 and row == 0:
        return cells[0].col == 0 and is_upper(cells[0].text[:12]) and cells[1].row_span == 1
    if len(cells) != 1 or not any(char.isalpha() or char == "%" for char in cells[0].text):
        return not cells
    first = cells[0]
    noted = bool(starts_with(first.text, "title_notes")) or is_unit_line(first.text)
    return noted or first.col_span >= grid.cols


def _heads_sequence(grid: Grid, row: int) -> bool:
    """Tell whether the heading with the column of sequence numbers begins in `row`, or behind one more title."""
    for below in range(row, min(row + 2, grid.rows)):
        cells = grid.filled(below)
        if len(cells) > 1:
            return is_sequence_heading(cells[0].text)
    return False


def _may_head(grid: Grid, row: int) -> bool:
    """Tell whether a heading can start in `row`: texts only, the first of them no sequence number."""
    cells = grid.filled(row)
    if not cells or (len(cells) == 1 and grid.cols > 1 and cells[0].col_span == 1):
        return False
    if is_sequence_heading(cells[0].text):
        return True
    first = cells[0].text
    if not any(char.isalnum() for char in first):
        return False  # what a page break has left of another text
    if (
        (parse_label(first) is not None and not is_year(first))
        or is_total(first)
        or any(not _is_heading_text(cell.text, _is_merged_row(cells)) for cell in cells)
    ):
        return False
    if grid.table.header_rows > row:
        return True  # the format says so
    if (len(cells) == 1 and _is_divided_below(grid, row, cells[0])) or _fills_holes(grid, row):
        return True
    if len(cells) < min(2, grid.cols) or sum(cell.col_span for cell in cells) * 2 < grid.cols:
        return False
    if grid.rows == 1:
        return False
    # every column of a heading has a name: a row with holes in it heads nothing unless it is merged downwards
    covered = sum(cell.col_span for cell in cells)
    return covered >= grid.cols - 1 or labelled_column(grid, row + 1) is not None


def _is_divided_below(grid: Grid, row: int, cell: Cell) -> bool:
    """Tell whether a merged cell beside a blank corner stands over headings: "| Năm học" over "| 2018-2019 | ..."."""
    if cell.col == 0 or cell.col_span < 2 or cell.col + cell.col_span != grid.cols or row + 2 >= grid.rows:
        return False
    below = grid.filled(row + 1)
    figures = (one for at in range(row + 2, min(row + _MOST_ROWS, grid.rows)) for one in grid.filled(at))
    return (
        len(below) == cell.col_span
        and all(one.col >= cell.col and one.col_span == 1 and _is_heading_text(one.text) for one in below)
        and any(_FIGURE.fullmatch(one.text) and not is_blank(one.text) for one in figures)
    )


def _fills_holes(grid: Grid, row: int) -> bool:
    """Tell whether the rows below `row` name the columns that it leaves blank, where a dump has lost the merging.

    "Tỉnh | 2005 | | 2010 |" over " | Diện tích | Sản lượng | Diện tích | Sản lượng": each blank of `row` has a name
    in the first or second row below, which name nothing under the first column.
    """
    holes = [col for col in range(1, grid.cols) if not grid.text(row, col)]
    if not holes:
        return False
    for below in range(row + 1, min(row + 3, grid.rows - 1)):
        cells = grid.filled(below)
        if not cells or cells[0].col == 0 or not all(_is_heading_text(cell.text) for cell in cells):
            return False
        holes = [col for col in holes if not grid.text(below, col)]
        if not holes:
            return any(_FIGURE.fullmatch(cell.text) for cell in grid.filled(below + 1))
    return False


def _is_heading_text(text: str, merged: bool = False) -> bool:
    """Tell whether a cell may be a heading's; beside `merged` ones a day may, on which was counted what is below."""
    if len(text) > _LONGEST or is_mark(text):
        return False
    dated = merged and _DAY.fullmatch(text) is not None
    return _FIGURE.fullmatch(text) is None or is_blank(text) or is_year(text) or is_school_year(text) or dated


def _is_merged_row(cells: list[Cell]) -> bool:
    """Tell whether most cells of a row reach further down or over several columns, as those of a deep heading do."""
    return sum(cell.row_span > 1 or cell.col_span > 1 for cell in cells) * 2 > len(cells)


def _continues(grid: Grid, top: int, row: int) -> bool:
    """Tell whether `row` is a further row of the heading that starts in row `top`."""
    # a heading cell that reaches down into this row
    if any(cell.row < row < cell.row + cell.row_span for cell in _above(grid, top, row)):
        return True
    cells = grid.filled(row)
    if not cells or grid.starting(row)[0].col_span >= grid.cols:
        return False
    if not all(_is_heading_text(cell.text) for cell in cells) or (cells[0].col < 2 and is_total(cells[0].text)):
        return False
    if all(cell.text.startswith("(") and cell.text.endswith(")") for cell in cells) and not is_number_row(grid, row):
        return True  # units under the headings: "(lớp)", "(triệu đồng)"
    if grid.table.header_rows > row and not is_number_row(grid, row):
        return parse_label(cells[0].text) is None
    return all(_stands_under(grid, top, row, cell) for cell in cells) or _divides_all(grid, row)


def _divides_all(grid: Grid, row: int) -> bool:
    """Tell whether a row divides every merged heading over it and names the first column itself.

    "Năm | 2010 (over two) | 2021 (over two)" over "Vật nuôi | Số lượng | % | Số lượng | %".
    """
    first, *others = grid.filled(row)
    if first.col != 0 or parse_label(first.text) is not None or len(others) != grid.cols - 1 or row + 1 >= grid.rows:
        return False
    parents = [grid.at(row - 1, cell.col) for cell in others]
    divided = all(parent is not None and parent.row_span == 1 and parent.col_span > 1 for parent in parents)
    return divided and any(_FIGURE.fullmatch(cell.text) for cell in grid.filled(row + 1))


def _above(grid: Grid, top: int, row: int) -> list[Cell]:
    return [cell for above in range(top, row) for cell in grid.starting(above) if cell.row_span > 1]


def _stands_under(grid: Grid, top: int, row: int, cell: Cell) -> bool:
    """Tell whether a cell divides a heading above it: a merged one, or one followed by blanks where spans are lost."""
    if cell.col == 0 and parse_label(cell.text) is not None:
        return False
    for above in range(row - 1, top - 1, -1):
        parent = grid.at(above, cell.col)
        if parent is None or not parent.text:
            continue
        if parent.col_span > 1:
            return cell.col_span < parent.col_span
        # spans not printed: the parent has a text, the columns right of it have none
        beside = cell.col + 1
        named = next((text for at in (row, row + 1) if (text := grid.text(at, beside))), "")
        return grid.text(above, beside) == "" and beside < grid.cols and bool(named) and _is_heading_text(named)
    # only blanks above: divided by a parent further to the left
    return any(grid.text(above, col) for above in range(top, row) for col in range(cell.col))


def _has_merges(table: Table, count: int) -> bool:
    return any(cell.row_span > 1 or cell.col_span > 1 for cell in table.cells if cell.row < count)


def _infer_spans(table: Table, count: int) -> Table:
    """Return `table` with the merged heading cells that a text dump has lost.

    A heading followed by blanks over texts covers those columns; a blank under a heading continues it downwards.
    """
    if count < 2:
        return table
    grid = grid_of(table)
    merged: dict[tuple[int, int], Cell] = {}
    covered: set[tuple[int, int]] = set()
    last = count
    while last > 1 and is_number_row(grid, last - 1):
        last -= 1
    for row in range(last):
        for cell in grid.filled(row):
            width = 1
            while _is_divided(grid, row, cell.col, cell.col + width, last):
                width += 1
            under = next((below for below in range(row + 1, last) if grid.text(below, cell.col)), None)
            depth = 1
            if width > 1 and under is not None and not _has_text(grid, range(row + 1, under), cell.col, width):
                depth = under - row
            elif width > 1:
                width = 1  # nothing under it: the columns to the right only lack their heading
            if width == 1:
                while row + depth < last and not grid.text(row + depth, cell.col):
                    depth += 1
            if width > 1 or depth > 1:
                merged[cell.row, cell.col] = replace(cell, col_span=width, row_span=depth)
                covered |= {(row + down, cell.col + right) for down in range(depth) for right in range(width)}
    cells = [
        merged.get((cell.row, cell.col), cell)
        for cell in table.cells
        if (cell.row, cell.col) in merged or (cell.row, cell.col) not in covered
    ]
    return replace(table, cells=tuple(cells))


def _has_text(grid: Grid, rows: range, col: int, width: int) -> bool:
    return any(grid.text(row, col + right) for row in rows for right in range(width))


def _is_divided(grid: Grid, row: int, start: int, col: int, last: int) -> bool:
    if col >= grid.cols or grid.text(row, col) or row + 1 >= last:
        return False
    if any(grid.text(above, col) and not grid.text(above, start) for above in range(row)):
        return False
    return any(grid.text(below, col) for below in range(row + 1, last))


def _path(grid: Grid, col: int, rows: list[int]) -> tuple[str, ...]:
    path: list[str] = []
    seen: set[tuple[int, int]] = set()
    for row in rows:
        cell = grid.at(row, col)
        if cell is None or not cell.text or (cell.row, cell.col) in seen:
            continue
        seen.add((cell.row, cell.col))
        path.append(cell.text)
    return tuple(path)
