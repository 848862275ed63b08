"""What a table says of columns whose headings nobody foresaw: by its sums, shares, units beside it and codes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors import readers, table_values
from extractors.layout import shape
from extractors.table_values import TableValue
from normalizers.column_sums import shares, sums
from normalizers.units import heading_unit, row_unit, unit_beside
from normalizers.values import are_codes, is_figure


def read(*rows: str, above: str = "DANH SÁCH", below: str = "") -> list[TableValue]:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in rows)
    text = f"<p>{above}</p><table border=1>{cells}</table><p>{below}</p>"
    return list(table_values.extract(shape(readers.read(text.encode(), "a.html"))))


def said(found: list[TableValue], col: int) -> list[tuple[str, float | None, str | None]]:
    return [(one.value.kind, one.value.number, one.value.unit) for one in found if one.col == col]


def figures(*columns: str) -> dict[int, list[Decimal | None]]:
    return {at: [Decimal(text) for text in column.split()] for at, column in enumerate(columns)}


def test_columns_that_add_up_are_found_and_small_counts_are_no_proof() -> None:
    assert set(sums(figures("312 745", "101 203", "211 542"))) == {(0, (1, 2))}
    assert list(sums(figures("3 7", "1 2", "2 5"))) == []
    assert list(sums(figures("312 745", "101 203", "211 543"))) == []


def test_a_column_that_divides_two_others_is_a_share() -> None:
    columns = figures("1204 877 1032", "1203 870 1030", "99.9 99.2 99.8")
    assert list(shares(columns, [2], [0, 1], {2: 1})) == [2]
    assert list(shares(figures("1204 877 1032", "1203 870 1030", "99.9 99.2 98.8"), [2], [0, 1], {2: 1})) == []


def test_what_adds_up_to_money_is_money_in_its_unit() -> None:
    found = read(
        "STT|Gói thầu|Giá gói thầu (đồng)|Trúng|Dôi dư",
        "1|Gói số 1|12.480.000|12.105.600|374.400",
        "2|Gói số 2|312.500.000|310.000.000|2.500.000",
    )
    assert said(found, 4) == [("amount", 374400.0, "đồng"), ("amount", 2500000.0, "đồng")]


def test_a_share_is_told_by_what_it_divides() -> None:
    found = read("STT|Xã|Giao|Xong|Đạt", "1|Nà Hỳ|1204|1203|99,9", "2|Pa Tần|877|870|99,2", "3|Chà Cang|1032|1030|99,8")
    assert said(found, 4)[0] == ("percent", 99.9, "%")


def test_a_sum_shows_what_the_mark_of_few_figures_is() -> None:
    found = read("STT|Kho|Gạo tẻ (kg)|Gạo nếp (kg)|Cộng (kg)", "1|A Vao|950|1.250|2.200", "2|Tà Long|700|4.100|4.800")
    assert said(found, 4) == [("number", 2200.0, "kg"), ("number", 4800.0, "kg")]


def test_the_unit_stands_at_the_end_of_the_line_above_or_alone_below() -> None:
    above = "Nhiệt độ trung bình của các trạm năm 2021 (Đơn vị: °C)"
    assert said(read("Trạm|Tháng 1|Tháng 7", "Láng|16,4|28,4", above=above), 1) == [("number", 16.4, "°C")]
    below = read("STT|Nội dung|Kinh phí", "1|Thuê xe|12,5", "2|In ấn|7", below="(Đơn vị tính: triệu đồng)")
    assert [one.value.vnd for one in below if one.col == 2] == [12_500_000, 7_000_000]
    assert unit_beside(["Các hộ được hỗ trợ (Hòa Bình)", "Điều 5. Tổ chức thực hiện."]) is None


def test_a_code_is_no_name_of_a_row() -> None:
    found = read("TT|Mã|Chỉ tiêu|Số lượng", "1|NG01|Số người chết|3", "2|NG02|Số người bị thương|11")
    assert {one.row_label for one in found} == {"Số người chết", "Số người bị thương"}
    assert not are_codes(["QL.6", "Đường Hòa Bình"])


@pytest.mark.parametrize(
    ("heading", "unit"), [("Trẻ, học sinh", None), ("Trường, lớp", None), ("Sản lượng, tấn", "tấn")]
)
def test_a_comma_may_part_two_things_that_are_counted(heading: str, unit: str | None) -> None:
    found = heading_unit((heading,))
    assert (found.text if found else None) == unit


def test_the_unit_that_a_row_counts_stands_in_its_brackets() -> None:
    unit = row_unit("Số lượng (trang trại)")
    assert unit is not None and unit.text == "trang trại"


def test_a_figure_before_a_name_is_part_of_it() -> None:
    assert not is_figure("2.5T QKR")
    assert is_figure("30 MVA")


def test_allowances_beside_coefficients_are_coefficients() -> None:
    found = read(
        "TT|Họ và tên|Hệ số|Phụ cấp|Mức lương (đồng)",
        "1|Lò Thị Hà|4,34|0,45|11.208.600",
        "2|Vàng A Sử|3,33|0,2|8.260.200",
    )
    assert said(found, 3)[0] == ("number", 0.45, None)


def test_the_row_says_what_its_figures_are_under_headings_that_only_name_years() -> None:
    found = read(
        "TT|Chỉ tiêu|Năm 2025|Năm 2026",
        "1|Tổng vốn được giao|12.450,5|13.100",
        "2|Tỷ lệ giải ngân|85,2|91,7",
        "3|Hệ số điều chỉnh|1,2|1,3",
        "4|Số dự án|14|16",
        "5|Diện tích hỗ trợ (ha)|120,5|131",
        above="ĐẦU TƯ CÔNG<p>Đơn vị tính: triệu đồng</p>",
    )
    assert said(found, 2) == [
        ("amount", 12450.5, "triệu đồng"),
        ("percent", 85.2, "%"),
        ("number", 1.2, None),
        ("count", 14.0, None),
        ("number", 120.5, "ha"),
    ]


def test_a_table_without_names_names_its_rows_by_their_numbers() -> None:
    found = read("Điểm góc|X (m)|Y (m)", "1|2 365 120,45|501 330,12", "2|2 365 244,80|501 402,77")
    assert {one.row_label for one in found} == {"Điểm góc 1", "Điểm góc 2"}


def test_years_name_rows_though_one_of_them_is_an_estimate() -> None:
    rows = ("2020|612.488|310.450", "2021|625.089|316.807", "Sơ bộ - Prel. 2022|635.919|322.300")
    found = read("Năm - Year|Tổng số - Total|Nam - Male", *rows, above="DÂN SỐ<p>Người - Person</p>")
    assert [one.row_label for one in found if one.col == 1] == ["2020", "2021", "Sơ bộ - Prel. 2022"]
    assert said(found, 2)[0] == ("count", 310450.0, "Người")
    assert said(found, 0)[0] == ("year", 2020.0, None)


def test_a_grade_is_a_heading_over_what_belongs_to_it() -> None:
    found = read("TT|Ngạch|Bậc|Bậc 1|Bậc 2", "1|Chuyên viên|3/9|2,34|2,67", "2|Cán sự|4/10|2,10|2,41")
    assert said(found, 3)[0] == ("number", 2.34, None)
    assert said(found, 2)[0][0] == "text"


def test_a_heading_over_rows_turns_them_into_shares() -> None:
    rows = (
        "Tổng số|318,4|321,7",
        "Nhà nước|31,2|30,9",
        "Cơ cấu (%)||",
        "Nhà nước|9,80|9,61",
        "Ngoài Nhà nước|90,2|90,39",
    )
    found = read("Chỉ tiêu|Năm 2021|Năm 2022", *rows, above="LAO ĐỘNG<p>Đơn vị tính: Nghìn người</p>")
    assert said(found, 1) == [
        ("number", 318.4, "Nghìn người"),
        ("number", 31.2, "Nghìn người"),
        ("percent", 9.8, "%"),
        ("percent", 90.2, "%"),
    ]


def test_group_rows_count_when_a_column_is_judged() -> None:
    found = read(
        "STT|Nội dung|Số lượng|Bình quân",
        "I|Số phòng học|18|1,62 m2/học sinh",
        "1|Kiên cố|14|-",
        "2|Bán kiên cố|4|-",
        "II|Diện tích đất (m2)|6.420|13,9",
    )
    assert said(found, 2)[-1] == ("number", 6420.0, "m2")
    assert said(found, 3)[0] == ("number", 1.62, "m2/học sinh")


def test_millions_beside_quantities_are_money() -> None:
    found = read(
        "STT|Tên tài sản|ĐVT|Số lượng|Nguyên giá|Hao mòn",
        "1|Máy photocopy|Chiếc|1|68.500.000|68.500.000",
        "2|Điều hòa|Bộ|3|31.200.000|27.300.000",
    )
    assert [one.value.kind for one in found if one.col == 5] == ["amount", "amount"]
    assert said(found, 3)[1] == ("count", 3.0, "Bộ")


def test_years_under_a_heading_over_headings() -> None:
    rows = ("<tr><td rowspan=2>Họ và tên<td colspan=2>Năm sinh<tr><td>Nam<td>Nữ<tr><td>Thào A Chống<td>1958<td>"
            "<tr><td>Lò Văn Khụt<td>1963<td><tr><td>Khoàng Thị Xó<td><td>1970")  # fmt: skip
    page = f"<p>DANH SÁCH</p><table border=1>{rows}</table>"
    found = list(table_values.extract(shape(readers.read(page.encode(), "a.html"))))
    assert said(found, 2) == [("year", 1970.0, None)]


def test_a_counted_thing_alone_above_the_table_is_its_unit() -> None:
    found = read("TT|Xã|Trâu|Bò", "1|Thanh Yên|1.120|864", "2|Núa Ngam|1.904|1.377", above="ĐÀN GIA SÚC<p>Con</p>")
    assert said(found, 2)[0] == ("count", 1120.0, "Con")


def test_a_total_names_its_row_wherever_it_stands() -> None:
    found = read("TT|Công trình|Quy mô|Kinh phí (đồng)", "1|Đập dâng|12 ha|2.400.000", "||Tổng|2.400.000")
    assert [one.row_label for one in found if one.col == 3] == ["Đập dâng", "Tổng"]


def test_the_last_row_shows_the_marks_of_what_it_adds_up() -> None:
    found = read("TT|Đảng bộ|Đảng số", "1|Xã A|512", "2|Xã B|398", "3|Xã C|287", "|Toàn huyện|1.197")
    assert said(found, 2)[-1] == ("count", 1197.0, None)


def test_the_corner_states_the_unit_of_the_table() -> None:
    found = read("ĐVT: Cơ sở|2024|2025", "Chế biến|1.204|1.230", "Xây dựng|310|322", "Khác|6.455|6.720")
    assert said(found, 1)[0] == ("count", 1204.0, "Cơ sở")


def test_roads_are_named_by_their_numbers() -> None:
    found = read("TT|Tên đường|Điểm đầu|Dài (km)", "1|ĐT.139|Km0 (QL.12)|45,6", "2|ĐT.140|Ngã ba|38")
    assert {one.row_label for one in found} == {"ĐT.139", "ĐT.140"}


def test_a_norm_of_pieces_is_no_money() -> None:
    found = read("TT|Phương tiện|Định mức|Dự kiến mua (đồng)", "1|Máy bơm|5|180.000.000", "2|Vòi|40|13.500.000")
    assert said(found, 2) == [("count", 5.0, None), ("count", 40.0, None)]


def test_brackets_hold_a_unit_where_the_other_headings_end_with_theirs() -> None:
    head = "TT|Xã|Lúa thuần (kg)|Rau các loại (gói)|Ngan (mới)|Hóa chất (lít)"
    found = read(head, "1|Mường Pồn|12.500|640|12|150", "2|Thanh Nưa|8.400|1.410|9|90,5")
    assert said(found, 3) == [("count", 640.0, "gói"), ("count", 1410.0, "gói")]
    assert said(found, 4)[0] == ("count", 12.0, None)
    alone = read("TT|Xã|Rau (gói)|Lúa", "1|Mường Pồn|640|12", "2|Thanh Nưa|410|9")
    assert said(alone, 2)[0] == ("count", 640.0, None)


def test_of_several_units_of_a_table_money_is_that_of_its_large_figures() -> None:
    above = "DƯ NỢ<p>Đơn vị: triệu đồng, hộ</p>"
    rows = ("1|Hộ nghèo|640.120|9.140", "2|Nước sạch|198.770|815", "3|Nhà ở|44.650|702")
    found = read("TT|Chương trình|Dư nợ|Hộ còn nợ", *rows, above=above)
    assert said(found, 2)[0] == ("amount", 640120.0, "triệu đồng")
    assert said(found, 3)[0] == ("count", 9140.0, None)


def test_a_row_that_divides_all_headings_may_name_the_first_column_again() -> None:
    page = (
        "<table border=1><tr><td>Năm<td colspan=2>2010<td colspan=2>2021<tr><td>Vật nuôi<td>Số lượng (nghìn con)"
        "<td>So với cả nước (%)<td>Số lượng (nghìn con)<td>So với cả nước (%)<tr><td>Bò<td>691,1<td>11,9<td>909,4"
        "<td>15,1<tr><td>Gia cầm<td>60 703,0<td>20,2<td>87 537,0<td>16,7</table>"
    )
    found = list(table_values.extract(shape(readers.read(page.encode(), "a.html"))))
    assert found[1].column_path == ("2010", "Số lượng (nghìn con)")
    assert said(found, 2)[0] == ("percent", 11.9, "%")


def test_of_a_share_and_what_it_divides_the_whole_figures_are_no_share() -> None:
    rows = ("1|Phình Sáng|820|131|15,98", "2|Rạng Đông|410|52|12,68", "3|Ta Ma|377|68|18,04")
    found = read("TT|Xã|Trẻ được cân|SL|TL", *rows)
    assert [said(found, col)[0] for col in (2, 3, 4)] == [
        ("count", 820.0, None),
        ("count", 131.0, None),
        ("percent", 15.98, "%"),
    ]


def test_growth_between_two_columns_is_a_share() -> None:
    rows = ("Điện Biên|1.250,5|1.331,8|6,50", "Tuần Giáo|890|943,4|6,00", "Mường Chà|412|449,1|9,00")
    found = read("Huyện|GTSX 2025 (tỷ đồng)|GTSX 2026 (tỷ đồng)|Mức thêm", *rows)
    assert said(found, 3)[0] == ("percent", 6.5, "%")


def test_products_show_the_marks() -> None:
    rows = ("1|Găng tay|6|4.200|25.200", "2|Chỉ khâu|3|52.500|157.500", "3|Cồn|150|62|9.300", "4|Gạc|20|75|1.500")
    found = read("STT|Vật tư|Hao phí|Đơn giá|Chi phí", *rows)
    assert [one.value.number for one in found if one.col == 4] == [25200.0, 157500.0, 9300.0, 1500.0]


def test_a_measure_in_the_words_of_a_heading_is_its_unit() -> None:
    found = read(
        "TT|Xã|Tổng số km|Km|Còn lại", "1|Mường Nhà|48,5|30,2|18,3", "2|Na Tông|36|18,5|17,5", "3|Hẹ Muông|27,4|20|7,4"
    )
    assert said(found, 2)[0] == ("number", 48.5, "km")
    assert said(found, 4)[0][0] == "number"
    assert said(found, 4)[0][2] in ("km", "Km")


def test_a_rank_is_no_name_where_another_column_names_the_rows() -> None:
    found = read("Hạng|Xã, phường|Điểm", "1|Điện Biên Phủ|312,4", "2|Mường Thanh|301", "3|Thanh Nưa|298,6")
    assert [one.row_label for one in found if one.col == 2] == ["Điện Biên Phủ", "Mường Thanh", "Thanh Nưa"]


def test_what_a_size_is_counted_in_is_its_unit() -> None:
    unit = heading_unit(("Quy mô dân số", "người"))
    assert unit is not None and unit.text == "người"
    assert heading_unit(("Số hóa đầu vào", "Hồ sơ")) is None
    assert heading_unit(("Kinh phí", "Hộ")) is None


def test_visits_count_and_show_the_marks() -> None:
    rows = ("1|Động Pa Thơm|42.600|6.210", "2|Tháp Mường Luân|1.250|12.805", "3|Thành Sam Mứn|20.500|3.117")
    found = read("STT|Di tích|Khu vực I (m2)|Lượt khách năm 2025", *rows)
    assert said(found, 3)[0] == ("count", 6210.0, None)
    assert said(found, 2)[0] == ("number", 42600.0, "m2")


def test_a_sign_may_stand_apart_among_differences_only() -> None:
    found = read("STT|Sở|Năm 2025|Năm 2026|Tăng, giảm", "1|Y tế|212|162|– 50", "2|Nội vụ|90|97|7", "3|Tư pháp|41|45|4",
                 "4|Công Thương|66|60|-6", "5|Xây dựng|70|71|1")  # fmt: skip
    assert [one.value.number for one in found if one.col == 4] == [-50.0, 7.0, 4.0, -6.0, 1.0]
    assert [one.value.number for one in found if one.col == 2] == [212.0, 90.0, 41.0, 66.0, 70.0]


def test_a_unit_stands_alone_right_under_the_headings() -> None:
    rows = ("|Tỷ đồng||", "2023|27.312|4.610|22.702", "2024|31.250|5.210|26.040", "2025|34.120|5.480|28.640")
    found = read("Năm|Tổng số|Nông nghiệp|Dịch vụ", *rows)
    assert said([one for one in found if one.row_label == "2024"], 2) == [("amount", 5210.0, "Tỷ đồng")]


def test_columns_headed_alike_add_up_over_what_stands_between_them() -> None:
    page = (
        "<table border=1><tr><td rowspan=2>Xã<td colspan=2>Xây mới<td colspan=2>Sửa chữa<td rowspan=2>Tổng kinh phí "
        "(triệu đồng)<tr><td>Căn<td>Kinh phí<td>Căn<td>Kinh phí<tr><td>A<td>85<td>5.100<td>21<td>630<td>5.730"
        "<tr><td>B<td>112<td>6.720<td>8<td>240<td>6.960<tr><td>C<td>64<td>3.840<td>15<td>450<td>4.290</table>"
    )
    found = list(table_values.extract(shape(readers.read(page.encode(), "a.html"))))
    assert said(found, 4)[0] == ("amount", 630.0, "triệu đồng")
    assert said(found, 1)[0] == ("count", 85.0, None)
