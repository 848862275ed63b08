"""Every table in tidy form: what a column holds, what a cell says, and under what it stands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.table_values import FORMS, differences, labelled
from extractors import table_values
from extractors.table_values import TableValue
from normalizers.amounts import ENGLISH, UNKNOWN, VIETNAMESE
from normalizers.column_kinds import column_kind
from normalizers.units import Unit, heading_unit, stated_unit
from normalizers.values import ColumnKind, cell_value
from tests.reading import shaped, table


def read(*rows: str, above: str = "DANH SÁCH") -> list[TableValue]:
    return list(table_values.extract(shaped(f"{above}\n\n{table(*rows)}\n")))


@pytest.mark.parametrize("form", [".html", ".docx"])
@pytest.mark.parametrize("entry", labelled(), ids=lambda entry: entry["name"])
def test_the_labelled_tables_are_typed_as_labelled(entry: dict[str, object], form: str) -> None:
    assert form in FORMS
    assert differences(entry, form)[1] == []


# columns


@pytest.mark.parametrize(
    ("path", "texts", "kind", "unit"),
    [
        (("Số hộ nghèo",), ["12", "1.204"], "count", None),
        (("Số lượng (cái)",), ["2", "3"], "count", "cái"),
        (("Diện tích (ha)",), ["12,5", "8"], "number", "ha"),
        (("Sản lượng, tấn",), ["12", "8"], "number", "tấn"),
        (("Kinh phí (triệu đồng)",), ["12,5", "8"], "amount", "triệu đồng"),
        (("Tỷ lệ đạt",), ["12,5", "80"], "percent", "%"),
        (("Kết quả",), ["12,5%", "80 %"], "percent", "%"),
        (("Năm hoàn thành",), ["2019", "2020"], "year", None),
        (("Số hộ", "Năm 2019"), ["2019", "2020"], "count", None),
        (("Ngày ký",), ["15/3/2020", "ngày 02 tháng 5 năm 2021"], "date", None),
        (("Đã nộp",), ["x", "", "X"], "mark", None),
        (("Đã nộp",), ["Có", "Không"], "mark", None),
        (("Đơn vị",), ["Sở Y tế", "UBND xã Đăk Nia"], "agency", None),
        (("Người ký",), ["Chủ tịch UBND tỉnh", "Giám đốc Sở Y tế"], "text", None),
        (("Số điện thoại",), ["02613544", "02613545"], "text", None),
        (("Mã số thuế",), ["2600123456", "2600123457"], "text", None),
        (("Nội dung",), ["Rà soát quy trình", "Công bố"], "text", None),
        (("Giá trị",), ["Tốt", "15/3/2020", "12"], None, None),
        (("Hệ số phụ cấp",), ["0,5", "3"], "number", None),
        (("So với kế hoạch (+/-)",), ["-5", "+3", "0"], "count", None),
        (("Ghi chú",), ["02 điểm trường", "03 lớp ghép"], "text", None),
        (("Mã ngạch",), ["01.003", "06.032"], "text", None),
        (("Ký hiệu ngạch công chức",), ["01.003", "06.032"], "text", None),
        (("Nhóm hàng",), ["01", "011", "02"], "text", None),
        (("Dung tích (triệu m3)",), ["37,2", "2,1"], "number", "triệu m3"),
        (("Số dư đầu kỳ",), ["1.250,5", "3"], "amount", None),
        (("Hợp đồng lao động",), ["12", "3"], "count", None),
        (("Kết quả đánh giá",), ["12", "3"], "count", None),
        (("Chi cục",), ["12", "3"], "count", None),
        (("Chương",), ["414", "435"], "text", None),
        (("Chương trình",), ["414", "435"], "count", None),
        (("Chủ trì",), ["Chủ tịch UBND xã", "Phó Chủ tịch UBND xã"], "text", None),
        (("Địa bàn",), ["UBND xã Đăk Nia", "Sở Y tế"], "text", None),
    ],
)
def test_what_a_column_holds(path: tuple[str, ...], texts: list[str], kind: str | None, unit: str | None) -> None:
    found = column_kind(path, texts, None, False)
    assert (found.kind, found.unit) == (kind, unit)


def test_a_unit_of_money_over_the_table_is_that_of_its_columns_of_money() -> None:
    million = stated_unit(["DỰ TOÁN", "Đơn vị tính: triệu đồng"])
    assert million == Unit("triệu đồng", 1_000_000)
    assert column_kind(("Dự toán",), ["12,5"], million, True) == ColumnKind("amount", "triệu đồng", 1_000_000)
    assert column_kind(("Số lượng",), ["12"], million, True) == ColumnKind("count")
    assert column_kind(("Quý I",), ["12,5"], million, False).kind == "amount"


def test_a_total_is_of_what_the_headings_over_it_are_about() -> None:
    million = stated_unit(["Đơn vị tính: Triệu đồng"])
    assert million == Unit("Triệu đồng", 1_000_000)
    for path in (("Kế hoạch vốn", "Tổng số"), ("TMĐT", "Tổng số (các nguồn)"), ("TMĐT", "Trong đó: NSĐP")):
        assert column_kind(path, ["354.300", "400.000"], million, True).dong == 1_000_000
    assert column_kind(("Số biên chế", "Tổng số"), ["54", "40"], million, True).kind == "count"
    assert column_kind(("Hệ số lương", "Tổng số"), ["54,25", "40"], million, True) == ColumnKind("number")


def test_remarks_in_brackets_are_no_units() -> None:
    assert heading_unit(("Số lượng (nếu có)",)) is None
    assert heading_unit(("Kế hoạch (triệu đồng)", "Vốn (1)")) == Unit("triệu đồng", 1_000_000)


# cells


@pytest.mark.parametrize(
    ("text", "separators", "number", "vnd"),
    [
        ("1.250,5", VIETNAMESE, 1250.5, 1_250_500_000),
        ("1,250.5", ENGLISH, 1250.5, 1_250_500_000),
        ("3.325", VIETNAMESE, 3325.0, 3_325_000_000),
        ("3.325", UNKNOWN, None, None),
        ("-", VIETNAMESE, None, None),
        ("Không", VIETNAMESE, None, None),
    ],
)
def test_amounts_by_the_separators_of_their_table(
    text: str, separators: object, number: float | None, vnd: int | None
) -> None:
    value = cell_value(text, ColumnKind("amount", "triệu đồng", 1_000_000), separators)  # type: ignore[arg-type]
    assert (value.kind, value.number, value.vnd) == ("amount", number, vnd)


def test_counts_and_dong_are_whole_so_their_mark_parts_thousands() -> None:
    assert cell_value("1.032", ColumnKind("count"), UNKNOWN).number == 1032
    assert cell_value("1.032", ColumnKind("amount", "đồng", 1), UNKNOWN).vnd == 1032
    assert cell_value("1.032", ColumnKind("number", "ha"), UNKNOWN).number is None


def test_a_cell_that_does_not_fit_its_column_is_a_text() -> None:
    value = cell_value("Chưa có số liệu", ColumnKind("count"), VIETNAMESE)
    assert (value.kind, value.text, value.number) == ("text", "Chưa có số liệu", None)


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_figure_set_in_the_usual_way_is_read_back(number: object) -> None:
    english = f"{number:,}"
    vietnamese = english.replace(",", " ").replace(".", ",").replace(" ", ".")
    for text, separators in ((english, ENGLISH), (vietnamese, VIETNAMESE)):
        assert cell_value(text, ColumnKind("number"), separators).number == float(number)  # type: ignore[arg-type]


# tables


def test_a_value_stands_under_its_row_its_groups_and_its_column() -> None:
    found = read(
        "STT|Tên xã|Năm 2023 (hộ)|Ngày công nhận",
        "I|Huyện Tuy Đức||",
        "1|Xã Đắk Buk So|120|15/3/2023",
        "II|Huyện Krông Nô||",
        "2|Xã Nam Đà|98|20/4/2023",
    )
    assert [(v.row_no, v.row_label, v.group_path, v.column_path, v.year, v.raw) for v in found if v.col == 2] == [
        (1, "Xã Đắk Buk So", ("Huyện Tuy Đức",), ("Năm 2023 (hộ)",), 2023, "120"),
        (2, "Xã Nam Đà", ("Huyện Krông Nô",), ("Năm 2023 (hộ)",), 2023, "98"),
    ]
    assert [v.value.on for v in found if v.col == 3] == [date(2023, 3, 15), date(2023, 4, 20)]
    assert [v.field for v in found[:3]] == ["agency", "year", None]


def test_the_unit_of_a_row_is_that_of_its_column_of_units() -> None:
    found = read("STT|Tên thiết bị|ĐVT|Số lượng", "1|Máy đo độ ồn|cái|02", "2|Hóa chất|lít|10")
    assert [(v.value.number, v.value.unit) for v in found if v.col == 3] == [(2.0, "cái"), (10.0, "lít")]


def test_totals_and_figures_of_groups_are_told_apart() -> None:
    found = read(
        "STT|Địa phương|Số hộ", "I|Huyện Tuy Đức|120", "1|Xã Quảng Trực|50", "2|Xã Đắk Ngo|70", "|Tổng cộng|120"
    )
    assert [(v.role, v.row_label, v.value.number) for v in found if v.col == 2] == [
        ("group", "Huyện Tuy Đức", 120.0),
        ("item", "Xã Quảng Trực", 50.0),
        ("item", "Xã Đắk Ngo", 70.0),
        ("total", "Tổng cộng", 120.0),
    ]


def test_every_printed_cell_of_the_body_is_a_value() -> None:
    rows = ["Chỉ tiêu|Kết quả", "Ngày họp|15/3/2023", "Số người dự|45", "Địa điểm|Hội trường A", "Đạt|x"]
    found = read(*rows)
    assert [(v.row_label, v.value.kind) for v in found if v.col == 1] == [
        *(("Ngày họp", "date"), ("Số người dự", "number"), ("Địa điểm", "text"), ("Đạt", "mark")),
    ]
    assert len(found) == 8


def test_a_large_table_costs_no_more_per_cell_than_a_small_one() -> None:
    # counted, not timed: the looked-at cells are those of the table, each once
    rows = [f"{n}|Xã số {n}|{n * 3}" for n in range(1, 1501)]
    found = read("STT|Tên xã|Số hộ", *rows)
    assert len(found) == 3000
    assert found[-1].value.number == 4500


def test_rows_are_named_by_words_not_by_codes() -> None:
    found = read(
        "STT|Mã TTHC|Tên thủ tục hành chính|Thời hạn",
        "1|1.003781|Cấp chứng chỉ hành nghề thú y|3 ngày",
        "2|2.001064|Gia hạn chứng chỉ hành nghề thú y|2 ngày",
    )
    assert {value.row_label for value in found} == {
        "Cấp chứng chỉ hành nghề thú y",
        "Gia hạn chứng chỉ hành nghề thú y",
    }


def test_the_parts_of_an_amount_share_its_unit() -> None:
    found = read(
        "TT|Xã|Số hộ|Kinh phí|Trong đó||Ghi chú",
        "||||Giống|Phân bón|",
        "1|Xã Cam Lộ|2.310|4.150|2.000|2.150|",
        "2|Xã Hướng Hiệp|1.442|6.999,5|3.000|3.999,5|",
        above="PHỤ LỤC\nĐơn vị tính: triệu đồng",
    )
    parts = [value.value for value in found if value.column_path[0] == "Trong đó"]
    assert [value.vnd for value in parts] == [2_000_000_000, 2_150_000_000, 3_000_000_000, 3_999_500_000]
    assert {value.value.kind for value in found if value.column_path == ("Số hộ",)} == {"count"}


# what real annexes print


def test_a_unit_over_the_table_in_two_languages_or_alone_on_its_line() -> None:
    assert stated_unit(["Đơn vị tính - Unit: Ha"]) == Unit("Ha", None)
    assert stated_unit(["Triệu đồng - Millions of dong"]) == Unit("Triệu đồng", 1_000_000)
    assert stated_unit(["(người)"]) == Unit("người", None)
    assert stated_unit(["Năm"]) is None  # an everyday word is a line of its own for other reasons
    assert stated_unit(["Trồng trọt - Ha"]) is None


def test_a_row_whose_label_states_the_unit() -> None:
    found = read("Chỉ tiêu|Quận Bắc|Quận Nam", "Diện tích (km2)|36,5|23,1", "Dân số (người)|1.452|2.107")
    assert [(value.raw, value.value.number, value.value.unit) for value in found if value.col] == [
        ("36,5", 36.5, "km2"),
        ("23,1", 23.1, "km2"),
        ("1.452", 1452.0, "người"),
        ("2.107", 2107.0, "người"),
    ]


def test_people_show_what_the_marks_of_the_whole_table_mean() -> None:
    found = read("Xã|Dân số (người)|Mật độ (người/km2)", "An Phú|12.345|1.786", "An Lộc|9.812|345")
    assert [value.value.number for value in found if value.col == 2] == [1786.0, 345.0]


def test_a_figure_that_has_lost_a_mark_says_nothing() -> None:
    found = read("Tên|Mức (đồng)", "Xe lăn|3.100.000", "Nẹp tay|3.350000", "Nạng|200.000")
    assert [value.value.vnd for value in found if value.col == 1] == [3_100_000, None, 200_000]


def test_years_name_the_rows() -> None:
    found = read("Năm|Sản lượng (tấn)", "2019|1.250,5", "2020|1.310,2", "2021|1.400,0")
    assert [value.row_label for value in found if value.col == 1] == ["2019", "2020", "2021"]


def test_numbers_of_months_name_the_rows() -> None:
    found = read("Tháng|Người trực|Ngày", "1|Ông Ba|15/01/2022", "2|Bà Tư|15/02/2022", "3|Ông Ba|15/3/2022")
    assert [value.row_label for value in found if value.col == 2] == ["Tháng 1", "Tháng 2", "Tháng 3"]


def test_whole_numbers_count_once_the_marks_are_known() -> None:
    found = read("Xã|Tỷ lệ (%)|Hộ nghèo", "An Phú|6,39|1.286", "An Lộc|0,29|345")
    assert [(value.value.kind, value.value.number) for value in found if value.col == 2] == [
        ("count", 1286.0),
        ("count", 345.0),
    ]


def test_a_table_in_percent_has_shares() -> None:
    found = read("Khoản|2021|2022", "Chi đầu tư|21,01|17,96", "Chi khác|78,99|82,04", above="BẢNG 1\nĐơn vị tính: %")
    assert {(value.value.kind, value.value.unit) for value in found if value.col} == {("percent", "%")}


def test_bullets_and_numbered_classes_in_the_place_of_a_number_name_no_row() -> None:
    found = read("STT|Loại|Giá (đồng)", "1|Dừa|5.000", "-|Dừa cao trên 2 m|9.000", "Nhóm 2|Cây cảnh|7.000")
    assert [value.row_label for value in found if value.col == 2] == ["Dừa", "Dừa cao trên 2 m", "Cây cảnh"]


def test_a_row_whose_unit_is_money_has_an_amount_and_ditto_marks_repeat_it() -> None:
    found = read("STT|Loại|ĐVT|Mức thu", "1|Đò ngang|đồng/lượt|5.000", "2|Đò dọc|”|12.500", "3|Số ghe|chiếc|7")
    assert [(value.value.kind, value.value.number, value.value.unit) for value in found if value.col == 3] == [
        ("amount", 5000.0, "đồng/lượt"),
        ("amount", 12500.0, "đồng/lượt"),
        ("count", 7.0, "chiếc"),
    ]


def test_a_heading_over_rows_states_their_unit() -> None:
    found = read(
        "|2019|2020", "Người - Person||", "Dân số|1.200|1.350", "Chỉ số (Năm trước = 100) - %||", "Dân số|101,5|112,5"
    )
    assert [(value.value.kind, value.value.number, value.value.unit) for value in found if value.col == 1] == [
        ("count", 1200.0, "Người"),
        ("percent", 101.5, "%"),
    ]


def test_the_whole_has_the_unit_that_stands_over_the_table_in_two_languages() -> None:
    found = read("Bến|Tổng số|Công lập", "Cả|1.810|1.691", "Hai|82|75", above="BẢNG 1\nĐVT: Lớp - Unit: Class")
    assert {(value.value.kind, value.value.unit) for value in found if value.col} == {("count", "Lớp")}
    assert [value.value.number for value in found if value.col == 2] == [1691.0, 75.0]


@pytest.mark.parametrize(
    "group", ["Phường, xã", "Khối huyện, xã", "Xã", "Cơ quan (đơn vị)", "Huyện - District", "Tổ - Đội"]
)
def test_who_or_where_a_row_is_about_is_no_unit(group: str) -> None:
    found = read("Nơi|Số ghe", f"{group}|", "Bến Cả|12", f"{group}|15")
    assert {value.value.unit for value in found if value.col == 1} == {None}


def test_figures_among_words_have_the_unit_of_their_row_label_or_table() -> None:
    found = read(
        "STT|Chỉ tiêu|Đơn vị|Kế hoạch",
        "1|Tăng trưởng|%|Khoảng 7",
        "2|Độ che phủ|%|44",
        "3|Thu hút khách|Lượt khách|Trên 900",
    )
    assert [(value.value.kind, value.value.number, value.value.unit) for value in found if value.col == 3] == [
        ("text", None, None),
        ("percent", 44.0, "%"),
        ("text", None, None),
    ]
    found = read("Chỉ tiêu|Mục tiêu", "Hộ dùng nước sạch (%)|94", "Độ che phủ (%)|44 - 45", "Xuất khẩu|>920")
    assert [value.value.unit for value in found if value.col == 1] == ["%", "%", None]
    found = read("Đối tượng|Mức", "Bà mẹ|2.337.000", "Khác|300.000/01 năm", above="BẢNG 1\nĐơn vị: đồng")
    assert [value.value.vnd for value in found if value.col == 1] == [2_337_000, None]


def test_a_norm_is_in_the_unit_of_its_row_unless_the_table_prices_quantities() -> None:
    norm = read("Nội dung|ĐVT|Định mức", "Phân lân|Kg|160", "Công chăm sóc|Công|22,5", "Thuốc|1.000 đ|500")
    assert [(value.value.kind, value.value.unit) for value in norm if value.col == 2] == [
        ("number", "Kg"),
        ("number", "Công"),
        ("amount", "1.000 đ"),
    ]
    priced = read("Nội dung|ĐVT|Số lượng|Giá trị", "Bàn|Cái|2|1.500.000", "Ghế|Cái|4|2.000.000")
    assert {(value.value.kind, value.value.unit) for value in priced if value.col == 3} == {("amount", None)}


def test_a_column_headed_unit_is_one_of_units_when_it_prints_them() -> None:
    found = read("TT|Thông số|Đơn vị|Giá trị C", "1|Nhiệt độ|oC|40", "2|BOD5|mg/l|30", "3|Asen|mg/l|0,05", "4|pH|-|6")
    assert [(value.value.kind, value.value.number, value.value.unit) for value in found if value.col == 3] == [
        *(("number", 40.0, "oC"), ("number", 30.0, "mg/l"), ("number", 0.05, "mg/l"), ("number", 6.0, None))
    ]
    schools = read("TT|Môn|Đơn vị|Số huy chương", "1|Cờ|Xã Nà Tấu|4", "2|Bơi|Xã Mường Phăng|3")
    assert {value.value.unit for value in schools if value.col == 3} == {None}


def test_what_is_measured_in_the_unit_of_its_row_is_no_count() -> None:
    found = read("TT|Mặt hàng|ĐVT|Lượng", "1|Cà phê|Tấn|1.250", "2|Bàn ghế|bộ|1.300", "3|Ngô|Tấn|22.110")
    assert [(value.value.kind, value.value.unit) for value in found if value.col == 3] == [
        ("number", "Tấn"),
        ("count", "bộ"),
        ("number", "Tấn"),
    ]


def test_pieces_show_what_the_marks_of_their_table_mean() -> None:
    found = read("TT|Vật tư|Hiện có", "1|Phao|1.500 chiếc", "2|Xăng|2.000 lít", "3|Gạo|20 tấn")
    assert [(value.value.kind, value.value.number) for value in found if value.col == 2] == [
        ("count", 1500.0),
        ("number", 2000.0),
        ("number", 20.0),
    ]


def test_a_mark_before_three_digits_parts_thousands_where_the_column_or_its_unit_shows_it() -> None:
    beside = read("TT|Đường|VT1 (nghìn đồng)", "1|Hùng Vương|2.500", "2|Lê Lợi|3.700", "3|Bà Triệu|1.850", "4|Khác|900")
    assert [value.value.vnd for value in beside if value.col == 2] == [2_500_000, 3_700_000, 1_850_000, 900_000]
    unit = read("TT|Đường|VT1", "1|Hùng Vương|2.500", "2|Lê Lợi|3.700", above="GIÁ ĐẤT\nĐVT: 1.000 đồng/m2")
    assert [value.value.vnd for value in unit if value.col == 2] == [2_500_000, 3_700_000]
    ratios = read("TT|Đường|K", "1|Hùng Vương|2.500", "2|Lê Lợi|3.700", "3|Bà Triệu|1.850", "4|Khác|2")
    assert {value.value.number for value in ratios if value.col == 2} == {None, 2.0}


def test_a_sign_right_before_a_figure_belongs_to_it() -> None:
    found = read("TT|Tên|Tăng, giảm (%)|Thừa, thiếu", "1|Xi măng|-12,6|+3", "2|Cà phê|–0,4|-5", "3|Chè|1,5|- 5")
    assert [value.value.number for value in found if value.col == 2] == [-12.6, -0.4, 1.5]
    assert [value.value.number for value in found if value.col == 3] == [3.0, -5.0, None]


def test_a_dump_that_lost_the_merging_of_two_or_three_rows_of_headings() -> None:
    two = read("Tỉnh|2017||2018|", "|Diện tích|Sản lượng|Diện tích|Sản lượng", "Hà Nam|12,5|70,1|13,5|71,1")
    assert [value.column_path for value in two if value.row == 2] == [
        *(("Tỉnh",), ("2017", "Diện tích"), ("2017", "Sản lượng"), ("2018", "Diện tích"), ("2018", "Sản lượng"))
    ]
    three = read(
        "TT|Trường|Biên chế được giao|||Ghi chú",
        "||Tổng số|Trong đó||",
        "|||Giáo viên|Nhân viên|",
        "1|Trường Tiểu học số 1|50|45|5|",
    )
    assert [value.column_path for value in three if value.col in (2, 3, 4)] == [
        ("Biên chế được giao", "Tổng số"),
        ("Biên chế được giao", "Trong đó", "Giáo viên"),
        ("Biên chế được giao", "Trong đó", "Nhân viên"),
    ]


def test_a_share_of_something_is_a_text_and_a_price_has_its_whole_unit() -> None:
    found = read(
        "TT|Nội dung|Mức hỗ trợ|Tối đa", "1|Giống|70% chi phí|30 triệu đồng/ha", "2|Phân|50%|45 triệu đồng/cơ sở"
    )
    assert [(value.value.kind, value.value.number) for value in found if value.col == 2] == [
        ("text", None),
        ("percent", 50.0),
    ]
    assert [(value.value.vnd, value.value.unit) for value in found if value.col == 3] == [
        (30_000_000, "triệu đồng/ha"),
        (45_000_000, "triệu đồng/cơ sở"),
    ]


def test_indices_of_prices_in_a_table_of_shares_are_shares() -> None:
    found = read(
        "|Mã số|Chỉ số giá tháng 5 so với||",
        "||Kỳ gốc (2019)|Tháng 12|Tháng 4",
        "Lương thực|011|131,03|102,84|99,78",
        "Đồ uống|02|112,01|101,01|100,11",
        above="CHỈ SỐ GIÁ\nĐơn vị tính: %",
    )
    assert [(value.value.kind, value.column_path[-1]) for value in found if value.row == 2 and value.col] == [
        *(("text", "Mã số"), ("percent", "Kỳ gốc (2019)"), ("percent", "Tháng 12"), ("percent", "Tháng 4"))
    ]


def test_the_whole_year_is_no_numbered_month() -> None:
    found = read("Tháng|Lượng mưa (mm)", "1|12,1", "2|30,5", "3|45,0", "Cả năm|1.612,3")
    assert [value.row_label for value in found if value.col == 1] == ["Tháng 1", "Tháng 2", "Tháng 3", "Cả năm"]


def test_the_halves_of_a_list_beside_each_other_name_their_own_rows() -> None:
    found = read("STT|Tỷ lệ|Mức (đồng)|STT|Tỷ lệ|Mức (đồng)", "1|21%|1.878.000|3|41%|3.667.000", "2|22%|1.969.000|||")
    assert [(value.row_no, value.row_label, value.value.vnd) for value in found if value.col in (2, 5)] == [
        (1, "21%", 1_878_000),
        (3, "41%", 3_667_000),
        (2, "22%", 1_969_000),
    ]
    assert {value.col for value in found} == {1, 2, 4, 5}


def test_a_figure_with_a_unit_of_its_own_that_is_no_money_is_no_amount() -> None:
    found = read("STT|Đối tượng|Mức trợ cấp", "1|Thân nhân|31,0 lần mức chuẩn", "2|Người thờ cúng|6,2 lần mức chuẩn")
    assert [(value.value.kind, value.value.number, value.value.unit) for value in found if value.col == 2] == [
        ("number", 31.0, "lần mức chuẩn"),
        ("number", 6.2, "lần mức chuẩn"),
    ]


def test_what_is_counted_by_its_heading_shows_the_marks_of_a_table_without_units() -> None:
    found = read("TT|Cơ quan|Biên chế 2024|Công chức", "1|Khối tỉnh|1.713|1.670", "2|Khối huyện|901|880")
    assert [value.value.number for value in found if value.col == 3] == [1670.0, 880.0]


def test_revenue_and_expenditure_beside_each_other_name_their_own_rows() -> None:
    found = read(
        "NỘI DUNG THU|DỰ TOÁN|QUYẾT TOÁN|NỘI DUNG CHI|DỰ TOÁN|QUYẾT TOÁN",
        "Thu bổ sung|6.420.000|6.913.585|Chi thường xuyên|5.900.000|6.386.100",
        "Thu khác|120.000|98.760|Dự phòng|140.000|-",
        above="BIỂU 1\nĐơn vị tính: 1000 đồng",
    )
    assert [(value.row_label, value.value.vnd) for value in found if value.col in (2, 5)] == [
        ("Thu bổ sung", 6_913_585_000),
        ("Chi thường xuyên", 6_386_100_000),
        ("Thu khác", 98_760_000),
        ("Dự phòng", None),
    ]


def test_a_row_that_counts_has_the_unit_in_its_brackets_whatever_it_counts() -> None:
    found = read("|2021|2022", "Số doanh nghiệp (Doanh nghiệp)|1.180|1.243", "Số lao động (Người)|22.105|22.760")
    assert [(value.value.kind, value.value.unit) for value in found if value.col == 1] == [
        ("count", "Doanh nghiệp"),
        ("count", "Người"),
    ]


def test_products_are_in_the_unit_of_the_price_beside_them() -> None:
    found = read(
        "STT|Tên thiết bị|Số lượng|Đơn giá (triệu đồng)|Thành tiền tối đa",
        "1|Máy vi tính để bàn|40|15|600",
        "2|Máy chiếu|1|60|60",
    )
    assert [(value.value.vnd, value.value.unit) for value in found if value.col == 4] == [
        (600_000_000, "triệu đồng"),
        (60_000_000, "triệu đồng"),
    ]


def test_a_row_says_for_what_a_sum_is_paid() -> None:
    found = read(
        "STT|Nội dung|Đơn vị tính|Mức thu (đồng)", "1|Xe dưới 4 tấn|đồng/xe/lượt|150.000", "2|Quặng|tấn|30.000"
    )
    assert [(value.value.vnd, value.value.unit) for value in found if value.col == 3] == [
        (150_000, "đồng/xe/lượt"),
        (30_000, "đồng"),
    ]


def test_a_day_in_a_heading_says_the_year() -> None:
    found = read("Xã|Dân số tại thời điểm 31/12/2024", "Xã Hữu Lũng|15.420", "Xã Vân Nham|9.310")
    assert [value.year for value in found if value.col == 1] == [2024, 2024]


@pytest.mark.parametrize(
    ("path", "texts", "kind"),
    [
        (("Số lượng người làm việc", "Hưởng lương từ NSNN"), ["61", "58"], "count"),
        (("Lương tháng",), ["5.400.000", "6.100.000"], "amount"),
        (("Các ĐVHC nhập lại",), ["- Phường Tam Thanh; - Xã Hoàng Đồng", "- Xã Quảng Lạc; - Xã Yên Lỗ"], "text"),
    ],
)
def test_words_of_headings_that_are_about_something_else(path: tuple[str, ...], texts: list[str], kind: str) -> None:
    assert column_kind(path, texts, None, False).kind == kind


def test_rows_with_dashes_are_parts_of_the_numbered_row_above() -> None:
    found = read(
        "TT|Đơn vị|Diện tích (ha)",
        "A|Miền núi|300",
        "1|Huyện Tây Giang|100",
        "-|Ban quản lý|60",
        "-|Hộ gia đình|40",
        "2|Huyện Nam Giang|200",
    )
    paths = {value.row_label: value.group_path for value in found if value.col == 2}
    assert paths["Hộ gia đình"] == ("Miền núi", "Huyện Tây Giang")
    assert paths["Huyện Nam Giang"] == ("Miền núi",)


def test_a_line_with_a_unit_heads_the_rows_of_a_table_without_numbers() -> None:
    found = read("|Năm 2023|Năm 2024", "Năng suất (tạ/ha)||", "Lúa Mùa|50,31|49,87", "Lúa Hè Thu|52,4|53,1")
    assert {value.group_path for value in found if value.row_label == "Lúa Mùa"} == {("Năng suất (tạ/ha)",)}


@pytest.mark.parametrize(
    ("heading", "text", "number"),
    [
        ("Thay đổi so với năm 2021 (ha)", "(277,63)", -277.63),
        ("Diện tích tăng, (giảm) (ha)", "(8.730,90)", -8730.9),
        ("Tăng, (giảm) / Tỷ lệ (%)", "(5,0)%", -5.0),
    ],
)
def test_differences_in_brackets_are_below_zero(heading: str, text: str, number: float) -> None:
    found = read(f"TT|Đơn vị|{heading}", f"1|Huyện A|{text}", "2|Huyện B|12,5", "3|Huyện C|3,25")
    assert next(value.value.number for value in found if value.raw == text) == number


def test_columns_of_codes_under_a_shared_heading_name_no_rows() -> None:
    found = read(
        "Mã nhóm||Tên tài nguyên|Giá tính thuế (đồng)",
        "Cấp 1|Cấp 2||",
        "II|||",
        "|II1|Đất san lấp|50.000",
        "|II2|Cát đen|80.000",
    )
    assert [value.row_label for value in found if value.raw == "80.000"] == ["Cát đen"]
