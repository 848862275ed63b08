"""Cost tables dumped a cell on a line, whose groups have figures of their own: "I" and its sum, then 1 and 2."""

from __future__ import annotations

import pytest

from extractors.document import Table
from extractors.readers.text.reader import read_text
from tests.test_aligned_text import grid

HEADINGS = ["TT", "Nội dung", "Năm 2025", "Năm 2026", "Tổng"]
ROWS = [
    ["I", "Tập huấn", "12", "18", "30"],
    ["1", "Thuê báo cáo viên", "8", "12", "20"],
    ["2", "Tài liệu", "4", "6", "10"],
    ["II", "Thuê tư vấn", "", "70", "70"],
    ["III", "Đánh giá nội bộ", "20", "", "20"],
]
TOTAL = ["", "Cộng", "32", "88", "120"]


def _tables(rows: list[list[str]], below: str = "Kinh phí do ngân sách tỉnh bảo đảm.") -> list[list[list[str]]]:
    text = "\n".join(cell for row in [HEADINGS, *rows] for cell in row) + f"\n\n{below}\n"
    return [grid(block) for block in read_text(text.encode()).blocks if isinstance(block, Table)]


def test_each_group_and_item_and_the_total_are_rows() -> None:
    assert _tables([*ROWS, TOTAL]) == [[HEADINGS, *ROWS, TOTAL]]


def test_the_items_of_each_group_may_begin_with_one_again() -> None:
    rows = [*ROWS[:3], ["II", "Tư vấn", "", "70", "70"], ["1", "Hợp đồng tư vấn", "", "70", "70"], ROWS[4]]
    assert _tables([*rows, TOTAL]) == [[HEADINGS, *rows, TOTAL]]


def test_a_lost_cell_leaves_no_table_of_shifted_rows() -> None:
    lacking = [ROWS[0], ROWS[1][:-1], *ROWS[2:]]
    assert [HEADINGS, *lacking, TOTAL] not in _tables([*lacking, TOTAL])
    assert all(len(row) == 1 for table in _tables([*lacking, TOTAL]) for row in table)


def test_a_group_out_of_turn_is_no_outline() -> None:
    leaping = [*ROWS[:3], ["IV", "Thuê tư vấn", "", "70", "70"], ["V", "Đánh giá nội bộ", "20", "", "20"]]
    assert all(len(row) == 1 for table in _tables([*leaping, TOTAL]) for row in table)


@pytest.mark.parametrize("numbers", [("1", "2", "4", "5"), ("1", "2", "2", "3")])
def test_a_number_left_out_or_printed_twice_breaks_no_table(numbers: tuple[str, ...]) -> None:
    cells = [cell for number in numbers for cell in (number, f"Thủ tục {number}", "10", "Không")]
    text = "\n".join(["STT", "Tên thủ tục", "Thời gian (ngày)", "Lệ phí", *cells, "", "Kinh phí do tỉnh bảo đảm."])
    (found,) = [block for block in read_text(text.encode()).blocks if isinstance(block, Table)]
    assert [row[0] for row in grid(found)[1:]] == list(numbers)
    assert all(row[2:] == ["10", "Không"] for row in grid(found)[1:])
