"""Room that borders seem to bound is no cell: gaps between two borders, and what browsers leave under a merged cell."""

from __future__ import annotations

from extractors.readers.lattice import GridCell
from extractors.readers.pdf.voids import close_void, drop_row, thin_rows, void_rows


def cell(row: int, col: int, top: float, bottom: float, row_span: int = 1) -> GridCell:
    return GridCell(row, col, row_span, 1, (100.0 * col, top, 100.0 * (col + 1), bottom))


def spans(cells: list[tuple[GridCell, int]]) -> list[tuple[int, int, int, float]]:
    return [(c.row, c.col, c.row_span, c.box[3]) for c, _ in cells]


# the box of the merged third column ends at 40, the row beside it at 50
VOID = [cell(0, 0, 0, 20), cell(0, 1, 0, 20), cell(0, 2, 0, 40, 2), cell(1, 0, 20, 50, 2), cell(1, 1, 20, 50, 2)]
VOID += [cell(2, 2, 40, 50), cell(3, 0, 50, 70), cell(3, 1, 50, 70), cell(3, 2, 50, 70)]


def test_a_void_under_a_merged_cell_goes_to_that_cell() -> None:
    filled = [True, True, True, True, True, False, True, True, False]
    assert void_rows(VOID, filled, rows=4, cols=3) == [2]
    assert spans(close_void(VOID, 2)) == [
        (0, 0, 1, 20),
        (0, 1, 1, 20),
        (0, 2, 2, 50),
        (1, 0, 1, 50),
        (1, 1, 1, 50),
        (2, 0, 1, 70),
        (2, 1, 1, 70),
        (2, 2, 1, 70),
    ]


def test_a_cell_that_holds_text_is_no_void() -> None:
    assert void_rows(VOID, [True] * 9, rows=4, cols=3) == []


def test_a_row_with_most_of_its_cells_empty_is_no_void() -> None:
    cells = [cell(0, 0, 0, 40, 2), cell(0, 1, 0, 20), cell(0, 2, 0, 20), cell(1, 1, 20, 40), cell(1, 2, 20, 40)]
    assert void_rows(cells, [True, True, True, False, False], rows=2, cols=3) == []


def test_a_gap_between_borders_is_lower_than_a_line_and_no_row() -> None:
    cells = [cell(0, 0, 0, 20), cell(0, 1, 0, 28, 2), cell(1, 0, 20, 28), cell(2, 0, 28, 48), cell(2, 1, 28, 48)]
    assert thin_rows(cells, [True, True, False, True, True], rows=3, least=10.0) == [1]
    assert thin_rows(cells, [True, True, True, True, True], rows=3, least=10.0) == []
    assert thin_rows(cells, [True, True, False, True, True], rows=3, least=7.0) == []
    assert [(c.row, c.col, c.row_span) for c, _ in drop_row(cells, 1)] == [(0, 0, 1), (0, 1, 1), (1, 0, 1), (1, 1, 1)]
