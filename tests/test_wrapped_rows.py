"""One line of a table that is printed on two rows: joined where the name goes on, and nowhere else."""

from __future__ import annotations

import pytest

from extractors.document import Table
from extractors.layout import shape
from pipeline.checks.layout import irregular
from tests.layout_tables import document, dumped, texts

WRAPPED = """STT | Nội dung | ĐVT | Số lượng | Thành tiền
1 | Đào tạo tại chợ | lớp | 2 | 45.000.000
2 | Đóng mới ghe cho các | | |
 | chợ nổi trong vùng | chiếc | 7 | 20.909.000
3 | In bản đồ | bộ | 5 | 300.000"""


def read(rows: str) -> Table:
    return shape(document(dumped(rows))).tables()[0]


def test_a_name_that_goes_on_beside_its_figures_is_one_row() -> None:
    table = read(WRAPPED)
    assert [texts(table, row) for row in (2, 3)] == [
        ["2", "Đóng mới ghe cho các chợ nổi trong vùng", "chiếc", "7", "20.909.000"],
        ["3", "In bản đồ", "bộ", "5", "300.000"],
    ]
    assert table.rows == 4
    joined = next(cell for cell in table.row(2) if cell.col == 1)
    assert [place.line for place in (joined.place, *joined.also)] == [3, 4]


def test_what_was_joined_is_told() -> None:
    (finding,) = irregular(shape(document(dumped(WRAPPED))))
    assert (finding.rule, finding.severity) == ("split_row", "info")
    assert finding.actual == "Đóng mới ghe cho các / chợ nổi trong vùng"


@pytest.mark.parametrize(
    ("printed", "other"),
    [
        ("chợ nổi trong vùng", "Chợ nổi trong vùng"),  # another name
        ("cho các | | |", "cho các | | 3 |"),  # figures of its own
        ("cho các | | |", "cho chợ; | | |"),  # not in mid-sentence
        ("3 | In bản đồ | bộ | 5 | 300.000", "3 | In bản đồ | | |"),  # no table that prints its lines whole
    ],
)
def test_rows_that_are_no_halves_of_one_stay(printed: str, other: str) -> None:
    assert printed in WRAPPED
    assert read(WRAPPED.replace(printed, other)).rows == 5
