"""Under which row and column a value stands where cells are merged, moved or divided."""

from __future__ import annotations

import pytest

from extractors import readers, table_values
from extractors.layout import shape
from normalizers.column_kinds import is_money_heading
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


def test_a_day_that_heads_a_column_is_of_its_year() -> None:
    rows = (
        "<tr><td rowspan=2>Chợ<td rowspan=2>31/12/2024<td colspan=2>Trong đó</tr><tr><td>Ghe<td>Xuồng</tr>"
        "<tr><td>Cái Răng<td>120<td>98<td>22</tr><tr><td>Ngã Năm<td>45<td>40<td>5</tr>"
    )
    page = f"<p>DANH SÁCH</p><table>{rows}</table>"
    found = list(table_values.extract(shape(readers.read(page.encode(), "a.html"))))
    assert [(value.column_path, value.year, value.value.number) for value in found if value.row_label == "Ngã Năm"] == [
        (("Chợ",), None, None),
        (("31/12/2024",), 2024, 45.0),
        (("Trong đó", "Ghe"), None, 40.0),
        (("Trong đó", "Xuồng"), None, 5.0),
    ]


def test_the_total_of_a_column_of_marks_counts_them() -> None:
    rows = [f"{number}|Chợ số {number}|x" for number in range(1, 6)]
    found = read("STT|Chợ|Có bến", *rows, "|Tổng cộng|5")
    assert [(value.role, value.value.kind, value.value.number) for value in found if value.col == 2] == [
        *[("item", "mark", None)] * 5,
        ("total", "count", 5.0),
    ]


def test_a_place_whose_name_holds_the_word_for_money_heads_no_column_of_it() -> None:
    found = read("STT|Chỉ tiêu|TT Tiền Hải|Xã Đồng Tiến", "1|Số ghe|12|10", "2|Số bến|4|3")
    assert {value.value.kind for value in found if value.col > 1} == {"count"}
    assert [is_money_heading((heading,)) for heading in ("Thị trấn Tiền Hải", "Tiền công", "xã tiền")] == [
        *(False, True, True)
    ]


def test_the_name_of_a_group_with_figures_is_a_value_and_one_alone_only_heads_its_rows() -> None:
    found = read("STT|Chợ|Số ghe", "I|Miền Tây|120", "1|Cái Răng|120", "II|Miền Đông|", "1|Bến Thành|5")
    assert [(value.role, value.raw) for value in found if value.col == 1] == [
        ("group", "Miền Tây"),
        ("item", "Cái Răng"),
        ("item", "Bến Thành"),
    ]


def test_headings_that_number_samples_are_no_units() -> None:
    found = read("Chỉ tiêu|Đơn vị tính|M1|M2|M3", "Độ đục|NTU|0,61|0,52|1,86(*)", "Asen|mg/L|0,01|0,02|< 0,05")
    rows = {(value.row, value.col): value.value for value in found}
    assert {rows[1, col].unit for col in (2, 3, 4)} == {"NTU"}
    assert rows[1, 4].number == 1.86  # the star is a note's
    assert (rows[2, 4].kind, rows[2, 4].unit) == ("text", "mg/L")  # a bound, in the unit of the others


def test_an_area_heads_its_column() -> None:
    found = read("Tên đường|m2|Ghi chú", "Đường A|12|", "Đường B|15|")
    assert {value.value.unit for value in found if value.col == 1} == {"m2"}


@pytest.mark.parametrize(
    ("rows", "labels"),
    [
        (("2022|1.448|Quyết định A", "2023|1.420|nt", "2024|1.398|nt"), {"2022", "2023", "2024"}),
        # what stands in two rows names neither; its code does
        (("M1|Bể chứa|8", "M2|Hộ ông A|9", "M3|Bể chứa|9"), {"M1", "M2", "M3"}),
        (("M1|Bể chứa|8", "M2|Hộ ông A|9", "M3|Hộ bà B|9"), {"Bể chứa", "Hộ ông A", "Hộ bà B"}),
    ],
)
def test_years_and_codes_name_rows_where_words_do_not(rows: tuple[str, ...], labels: set[str]) -> None:
    found = read("Ký hiệu mẫu|Vị trí|Kết quả" if "M1" in rows[0] else "Năm|Biên chế được giao|Văn bản giao", *rows)
    assert {value.row_label for value in found} == labels


def test_a_year_of_birth_among_days_and_years_of_service() -> None:
    found = read(
        "Họ và tên|Ngày sinh|Số năm công tác",
        "Ông A|12/5/1971|33", "Ông B|01/02/1980|29", "Ông C|15/8/1969|12", "Ông D|03/3/1975|8", "Bà E|1970|31,5",
    )  # fmt: skip
    assert [(v.value.kind, v.value.number) for v in found if v.row == 5 and v.col == 1] == [("year", 1970.0)]
    assert {v.value.unit for v in found if v.col == 2} == {"năm"}
