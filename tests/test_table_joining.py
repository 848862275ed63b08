"""The score of joined tables counts what a join or a split costs, without the truth's help."""

from __future__ import annotations

from benchmarks.table_joining import Found, Joining

FIRST: list[Found] = [(row, col, 1, 1, f"a{row}{col}") for row in range(4) for col in range(2)]
SECOND: list[Found] = [(row, col, 1, 1, f"b{row}{col}") for row in range(3) for col in range(2)]


def scored(*found: list[Found], first_rows: list[set[int]] | None = None) -> Joining:
    score = Joining()
    score.add(found, [set(FIRST), set(SECOND)], "file", (), first_rows or ())
    return score


def test_tables_found_as_they_are_count_once() -> None:
    score = scored(FIRST, SECOND)
    assert (score.once, score.splits, score.joins, score.exact) == (2, 0, 0, 14)


def test_a_wrong_join_costs_the_second_table() -> None:
    below = [(row + 4, col, 1, 1, text) for row, col, _, _, text in SECOND]
    score = scored(FIRST + below)
    assert (score.once, score.splits, score.joins, score.exact) == (0, 0, 1, 8)


def test_a_split_costs_the_smaller_piece() -> None:
    rest = [(0, col, 1, 1, text) for row, col, _, _, text in FIRST if row == 3]
    score = scored([cell for cell in FIRST if cell[0] < 3], rest, SECOND)
    assert (score.once, score.splits, score.joins, score.exact) == (1, 1, 0, 12)


def test_a_table_that_is_none_is_told() -> None:
    assert scored(FIRST, [(0, 0, 1, 1, "page 3")], SECOND).invented == 1


def test_a_blank_row_left_of_a_merged_cell_is_counted_as_not_told_by_the_page() -> None:
    score = Joining()
    truth: set[Found] = {(0, 0, 3, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c"), (2, 1, 1, 1, "d")}
    read = [(0, 0, 2, 1, "a"), (2, 0, 1, 1, ""), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c"), (2, 1, 1, 1, "d")]
    score.add([read], [truth], "file", (), [{2}])
    assert (score.exact, score.untold) == (3, 1)
