"""Under which row and column a value stands where cells are merged, moved or divided."""

from __future__ import annotations

from tests.test_table_values import read

SHIFTED = (
    "STT|Đối tượng|Mức trợ cấp, phụ cấp|",
    "Trợ cấp|Phụ cấp||",
    "1|Người hoạt động kháng chiến||",
    "|Từ 21% đến 40%|2.120.000|",
    "Từ 41% đến 60%|3.542.000||",
    "2|Mẹ liệt sĩ||",
    "|Sống cô đơn|8.367.000|2.337.000",
    "3|Anh hùng|2.337.000|",
)


def test_rows_that_a_lost_merged_cell_moved_to_the_left_stand_under_their_columns() -> None:
    found = read(*SHIFTED, above="BẢNG 1\nĐơn vị: đồng")
    assert [(value.row_label, value.column_path, value.value.vnd) for value in found if value.value.vnd] == [
        ("Từ 21% đến 40%", ("Mức trợ cấp, phụ cấp", "Trợ cấp"), 2_120_000),
        ("Từ 41% đến 60%", ("Mức trợ cấp, phụ cấp", "Trợ cấp"), 3_542_000),
        ("Sống cô đơn", ("Mức trợ cấp, phụ cấp", "Trợ cấp"), 8_367_000),
        ("Sống cô đơn", ("Mức trợ cấp, phụ cấp", "Phụ cấp"), 2_337_000),
        ("Anh hùng", ("Mức trợ cấp, phụ cấp", "Trợ cấp"), 2_337_000),
    ]


def test_rows_without_a_number_stand_under_the_entry_that_they_divide() -> None:
    found = read(*SHIFTED, above="BẢNG 1\nĐơn vị: đồng")
    assert {(value.row_label, value.group_path) for value in found if value.value.vnd} == {
        ("Từ 21% đến 40%", ("Người hoạt động kháng chiến",)),
        ("Từ 41% đến 60%", ("Người hoạt động kháng chiến",)),
        ("Sống cô đơn", ("Mẹ liệt sĩ",)),
        ("Anh hùng", ()),
    }
    one = read("STT|Tên|Số hộ", "1|Xã Đăk Mar|21", "|Huyện Kon Rẫy|07", "2|Xã Đăk Rve|7")
    assert [value.group_path for value in one if value.row_label == "Xã Đăk Rve"] == [("Huyện Kon Rẫy",)] * 2


def test_a_heading_of_three_rows_that_divides_twice() -> None:
    found = read(
        "STT|Huyện|Đã tiêm||||Chưa tiêm",
        "||Mũi 1||Mũi 2||",
        "||Số người|Tỷ lệ (%)|Số người|Tỷ lệ (%)|",
        "1|Huyện Mường Ảng|30.880|98,96|27.100|86,84|325",
    )
    assert [value.column_path for value in found if value.col > 1] == [
        ("Đã tiêm", "Mũi 1", "Số người"),
        ("Đã tiêm", "Mũi 1", "Tỷ lệ (%)"),
        ("Đã tiêm", "Mũi 2", "Số người"),
        ("Đã tiêm", "Mũi 2", "Tỷ lệ (%)"),
        ("Chưa tiêm",),
    ]
