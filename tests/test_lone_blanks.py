"""Lone cells whose blanks print no line: the full rows show where the cells of the others stand."""

from __future__ import annotations

import pytest

from extractors.document import Table
from extractors.readers.text.reader import read_text
from tests.test_aligned_text import grid

HEAD = ["KẾT QUẢ ÁP DỤNG HTQLCL", "STT", "Tên cơ quan", "Số TTHC áp dụng", "Quyết định công bố", "Kiểm tra", "Ghi chú"]
FULL = [
    ["1", "Sở Nội vụ", "81 trên 97", "Số 355/QĐ-SNV ngày 30/11/2015", "Đạt", "Mở rộng trong quý I"],
    ["2", "Sở Ngoại vụ", "7", "Chưa công bố", "Chưa kiểm tra", "Đang viết tài liệu"],
]
BELOW = ["3. Khó khăn, tồn tại", "Một số cơ quan chưa chủ động rà soát."]


def tables(*rows: list[str], below: list[str] = BELOW) -> list[Table]:
    text = "\n".join([*HEAD, *(cell for row in rows for cell in row), *below])
    return [block for block in read_text(text.encode()).blocks if isinstance(block, Table)]


@pytest.mark.parametrize(
    ("printed", "placed"),
    [
        (["22", "Số 310/QĐ-KL ngày 09/9/2015", "Đạt"], ["22", "Số 310/QĐ-KL ngày 09/9/2015", "Đạt", ""]),
        (["Không có TTHC", "Đạt"], ["Không có TTHC", "", "Đạt", ""]),
        (["Chưa công bố", "Chưa kiểm tra", "Mới thành lập"], ["", "Chưa công bố", "Chưa kiểm tra", "Mới thành lập"]),
        (["Mới thành lập"], ["", "", "", "Mới thành lập"]),
        ([], ["", "", "", ""]),
    ],
)
def test_cells_stand_where_the_full_rows_hold_their_like(printed: list[str], placed: list[str]) -> None:
    last = ["4", "Sở Y tế", "98", "Số 12/QĐ-SYT ngày 05/01/2016", "Đạt", "Không"]
    (found,) = tables(*FULL, ["3", "Chi cục Kiểm lâm", *printed], last)
    assert [grid(found)[row] for row in (1, 2, 4)] == [*FULL, last]
    assert grid(found)[3] == ["3", "Chi cục Kiểm lâm", *placed]
    assert found.inferred_rows == (frozenset() if placed[-2:] == ["Đạt", ""] and placed[1] else {3})  # no remark: known


def test_a_cell_that_may_stand_in_two_columns_leaves_the_table_unread() -> None:
    # an answer stands in two columns of the full rows
    (found,) = tables(*FULL, ["3", "Chi cục Kiểm lâm", "22", "Đáp ứng"])
    assert found.cols == 1
    assert found.irregularities[0].rule == "cells_without_rows"


def test_one_full_row_shows_too_little() -> None:
    (found,) = tables(FULL[0], ["2", "Sở Y tế", "98", "Đạt"], ["3", "Sở Tư pháp", "41", "Đạt"])
    assert found.cols == 1


def test_what_may_be_a_remark_below_a_short_last_row_leaves_the_table_unread() -> None:
    below = ["Nhìn chung các cơ quan đã thực hiện tốt", "Một số cơ quan chưa chủ động rà soát."]
    (found,) = tables(*FULL, ["3", "Chi cục Kiểm lâm", "22", "Số 310/QĐ-KL ngày 09/9/2015"], below=below)
    assert found.cols == 1 or "Nhìn chung" not in str([cell.text for cell in found.cells])
