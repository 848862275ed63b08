"""Rows of Markdown tables that lack the cells which reach down into them from above."""

from __future__ import annotations

import pytest

from extractors.document import Table
from tests.reading import markdown_table


def placed(table: Table, row: int) -> dict[int, str]:
    return {cell.col: cell.text for cell in table.row(row) if cell.text}


HEADS = ("STT|Cơ quan|Số TTHC||Tư vấn|Chứng nhận", "Tổng số|Áp dụng")
FIRST = "1|Sở Y tế|98|60|Trung tâm Bắc|Công ty Nam"


def test_a_row_of_headings_divides_what_blanks_follow() -> None:
    table = markdown_table(*HEADS, FIRST, "2|Sở Nội vụ|77|77|Trung tâm Tây|Công ty Nam")
    assert table.header_rows == 2
    assert table.headings == (
        ("STT",),
        ("Cơ quan",),
        ("Số TTHC", "Tổng số"),
        ("Số TTHC", "Áp dụng"),
        ("Tư vấn",),
        ("Chứng nhận",),
    )


def test_the_same_words_tell_which_column_reaches_down() -> None:
    table = markdown_table(*HEADS, FIRST, "2|Sở Nội vụ|77|77|Công ty Nam", "3|Sở Tư pháp|5|5|")
    assert placed(table, 3) == {0: "2", 1: "Sở Nội vụ", 2: "77", 3: "77", 5: "Công ty Nam"}
    (tall,) = [cell for cell in table.cells if cell.text == "Trung tâm Bắc"]
    assert (tall.col, tall.row_span) == (4, 3)
    assert [note.rule for note in table.irregularities] == ["ragged_table"]


def test_what_may_stand_under_two_headings_stands_under_none() -> None:
    table = markdown_table(*HEADS, FIRST, "2|Sở Nội vụ|77|77|Trung tâm Tây")
    assert placed(table, 3) == {0: "2", 1: "Sở Nội vụ", 2: "77", 3: "77", 6: "Trung tâm Tây"}
    assert table.headings[6] == ()


@pytest.mark.parametrize(
    ("rows", "lost"),
    [
        # a row with its number has its name: the year reaches down
        (("Số TT|Năm|Cơ quan|Phạm vi", "1|2031|Sở Y tế|Cả sở", "2|Văn phòng|Cả"), {0: "2", 2: "Văn phòng", 3: "Cả"}),
        # what reaches down with the number does so from the left on
        (("STT|Huyện|Xã|2031|2032", "1|Huyện Bắc|Xã A|x|", "Xã B||x"), {2: "Xã B", 4: "x"}),
        (("Năm|TT|Cơ quan|Theo dõi", "Năm 2031|1|Sở Y tế|Chi cục X", "2|Sở Nội vụ"), {1: "2", 2: "Sở Nội vụ"}),
    ],
)  # fmt: skip
def test_numbers_and_names_tell_what_a_row_lacks(rows: tuple[str, ...], lost: dict[int, str]) -> None:
    assert placed(markdown_table(*rows), 2) == lost


def test_rows_that_fit_no_way_stay_as_printed() -> None:
    table = markdown_table("STT|Cơ quan|Số TTHC|Năm", "1|Sở Y tế|98|2031", "Tổng cộng|98", "Ghi chú: số liệu của năm|")
    assert placed(table, 2)[0] == "Tổng cộng"
