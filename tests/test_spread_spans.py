"""Merged cells that a converter prints again in every place that they cover."""

from __future__ import annotations

from extractors.document import Table
from tests.reading import markdown_table

Cells = list[tuple[str, int, int]]  # text, rows, columns


def row(table: Table, index: int) -> Cells:
    return [(cell.text, cell.row_span, cell.col_span) for cell in table.row(index)]


HEADS = ("STT|Cơ quan|Số TTHC|Số TTHC|Ghi chú", "STT|Cơ quan|Tổng số|Áp dụng|Ghi chú")


def test_headings_of_two_rows_are_merged_again() -> None:
    table = markdown_table(*HEADS, "1|Sở Y tế|98|98|", "2|Sở Nội vụ|77|60|")
    assert table.header_rows == 2
    assert table.headings == (
        ("STT",),
        ("Cơ quan",),
        ("Số TTHC", "Tổng số"),
        ("Số TTHC", "Áp dụng"),
        ("Ghi chú",),
    )
    assert row(table, 0) == [("STT", 2, 1), ("Cơ quan", 2, 1), ("Số TTHC", 1, 2), ("Ghi chú", 2, 1)]
    assert row(table, 2) == [("1", 1, 1), ("Sở Y tế", 1, 1), ("98", 1, 1), ("98", 1, 1), ("", 1, 1)]


def test_a_groups_row_and_a_totals_label_are_one_cell() -> None:
    table = markdown_table(
        *HEADS, "I|CẤP TỈNH|CẤP TỈNH|CẤP TỈNH|CẤP TỈNH", "1|Sở Y tế|98|98|", "Tổng cộng|Tổng cộng|98|98|"
    )
    assert row(table, 2) == [("I", 1, 1), ("CẤP TỈNH", 1, 4)]
    assert row(table, 4)[0] == ("Tổng cộng", 1, 2)
    whole = markdown_table("STT|Cơ quan|Số TTHC", "Cấp tỉnh|Cấp tỉnh|Cấp tỉnh", "1|Sở Y tế|98")
    assert row(whole, 1) == [("Cấp tỉnh", 1, 3)]
    blank = markdown_table("STT|Nội dung|Đơn giá|Thành tiền", "1|In ấn|5|5", "|Tổng cộng|Tổng cộng|5")
    assert row(blank, 2)[1] == ("Tổng cộng", 1, 2)


def test_what_may_stand_twice_by_right_stays_twice() -> None:
    table = markdown_table(
        "STT|Cơ quan|Kết quả|Kết quả|Chủ trì",
        "STT|Cơ quan|2031|2032|Chủ trì",
        "1|Sở Y tế|Đạt|Đạt|Sở Y tế",
        "2|Sở Nội vụ|x|x|Sở Nội vụ",
        "3|Văn phòng|Văn phòng|60|Văn phòng",
    )
    for index in (2, 3, 4):
        assert all(spans == (1, 1) for _, *spans_ in row(table, index) for spans in [tuple(spans_)])


def test_rows_of_one_number_share_what_they_repeat() -> None:
    table = markdown_table(
        "STT|Nhiệm vụ|Cơ quan|Cơ quan",
        "STT|Nhiệm vụ|Chủ trì|Phối hợp",
        "1|Đào tạo cán bộ|Sở Y tế|Sở Nội vụ",
        "1|Đào tạo cán bộ|Sở Xây dựng|Sở Nội vụ",
        "2|Kiểm tra|Sở Y tế|Sở Nội vụ",
    )
    assert row(table, 2)[:2] == [("1", 2, 1), ("Đào tạo cán bộ", 2, 1)]
    assert [cell.text for cell in table.row(3)] == ["Sở Xây dựng"]


def test_a_table_that_repeats_nothing_stays_as_it_is() -> None:
    table = markdown_table("STT|Cơ quan|Chủ quản|Số TTHC", "1|Sở Y tế|Sở Y tế|98", "2|Sở Nội vụ|Sở Nội vụ|98")
    assert {(cell.row_span, cell.col_span) for cell in table.cells} == {(1, 1)}


def test_a_data_frames_marks_for_blanks_are_blanks() -> None:
    table = markdown_table("STT|Cơ quan|Số TTHC|Unnamed: 3", "NaN|NaN|Tổng số|Áp dụng", "1|Sở Y tế|98|NaN")
    assert [cell.text for cell in table.row(2)] == ["1", "Sở Y tế", "98", ""]
    assert table.headings[3] == ("Số TTHC", "Áp dụng")
