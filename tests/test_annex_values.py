"""Values of annexes as provinces print them: budgets, plans of investment, norms, lists by district."""

from __future__ import annotations

import pytest

from extractors import readers, table_values
from extractors.layout import shape
from extractors.table_values import TableValue
from normalizers.amounts import UNKNOWN, custom
from normalizers.column_kinds import column_kind
from normalizers.units import Unit, heading_unit, stated_unit
from normalizers.values import ColumnKind, cell_value
from tests.reading import shaped, table


def read(*rows: str, above: str = "DANH SÁCH") -> list[TableValue]:
    return list(table_values.extract(shaped(f"{above}\n\n{table(*rows)}\n")))


def read_html(rows: str) -> list[TableValue]:
    return list(table_values.extract(shape(readers.read(f"<p>DANH SÁCH</p><table>{rows}</table>".encode(), "a.html"))))


def said(found: list[TableValue], col: int) -> list[tuple[str, float | None, str | None]]:
    return [(one.value.kind, one.value.number, one.value.unit) for one in found if one.col == col]


def test_a_difference_is_in_the_unit_of_what_it_compares() -> None:
    found = read(
        "STT|Nội dung|Dự toán 2023|Dự toán 2024|So sánh|",
        "||||Tuyệt đối|Tương đối (%)",
        "1|Thu nội địa|1.250,5|1.300|49,5|104",
        "2|Thu viện trợ|900|850|-50|94,4",
        above="CÂN ĐỐI\nĐơn vị: Triệu đồng",
    )
    assert said(found, 4) == [("amount", 49.5, "Triệu đồng"), ("amount", -50.0, "Triệu đồng")]
    assert said(found, 5)[0] == ("percent", 104.0, "%")
    people = read("STT|Sở|Biên chế 2022|Biên chế 2023|Tăng (+), giảm (-)", "1|Y tế|12|14|+2", "2|Tư pháp|9|8|-1")
    assert said(people, 4) == [("count", 2.0, None), ("count", -1.0, None)]


def test_brackets_are_a_minus_of_money_and_of_differences_and_else_say_nothing() -> None:
    million = ColumnKind("amount", "triệu đồng", 1_000_000)
    assert cell_value("(12.300,5)", million, UNKNOWN).vnd == -12_300_500_000
    assert cell_value("(12)", ColumnKind("count", signed=True), UNKNOWN).number == -12
    assert cell_value("(12)", ColumnKind("count"), UNKNOWN).number is None
    assert cell_value("(1)", million, UNKNOWN).kind == "text"  # the mark of a note


def test_the_mark_of_a_note_is_no_part_of_a_figure() -> None:
    assert cell_value("1.250(1)", ColumnKind("count"), UNKNOWN).number == 1250
    assert cell_value("12(5)", ColumnKind("count"), UNKNOWN).number is None  # 12, five of them women?


def test_columns_that_divide_the_money_of_their_table_are_money() -> None:
    million = Unit("triệu đồng", 1_000_000)
    assert column_kind(("Quý I",), ["12", "7,5"], million, True).dong == 1_000_000
    assert column_kind(("Xã Nà Tấu",), ["1.250", "12.500"], million, True).dong == 1_000_000
    assert column_kind(("Xã Nà Tấu",), ["12", "7"], million, True).kind == "count"
    assert column_kind(("Diện tích",), ["1.250,5", "12.500"], million, True).kind == "number"
    assert column_kind(("Số liệu được duyệt",), ["1.250,5", "12.500"], million, True).kind == "amount"


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        (("Số lồng bè", "Năm 2022 (lồng)"), "lồng"),
        (("Số lượng (quầy)",), "quầy"),
        (("Số lượng (dự kiến)",), None),
        (("Nội dung (quầy)",), None),
    ],
)
def test_brackets_that_name_what_a_heading_counts_are_its_unit(path: tuple[str, ...], unit: str | None) -> None:
    found = column_kind(path, ["12", "3"], None, False)
    assert (found.kind, found.unit) == ("count", unit)
    assert (heading_unit(path) or Unit("", None)).text == (unit or "")


def test_the_label_before_a_unit_may_be_cut_short() -> None:
    for label in ("ĐV tính: Đồng", "ĐVT: Đồng", "Đơn vị tiền: Đồng", "ĐV: Đồng"):
        assert stated_unit([label]) == Unit("Đồng", 1)


def test_steps_number_rows_and_name_none() -> None:
    found = read("Thứ tự|Nội dung|Thời gian", "Bước 1|Tiếp nhận|04 giờ", "Bước 2|Thẩm định|16 giờ", "Tổng||20 giờ")
    assert [one.row_label for one in found if one.col == 2] == ["Tiếp nhận", "Thẩm định", "Tổng"]


def test_a_merged_district_before_its_communes_names_no_row() -> None:
    found = read_html(
        "<tr><td>Huyện</td><td>Xã</td><td>Số nhà</td></tr>"
        "<tr><td rowspan=2>Huyện Đắk Mil</td><td>Xã Đắk Lao</td><td>4</td></tr><tr><td>Xã Long Sơn</td><td>7</td></tr>"
        "<tr><td rowspan=2>Huyện Cư Jút</td><td>Xã Nam Dong</td><td>5</td></tr><tr><td>Xã Đắk Wil</td><td>9</td></tr>"
    )
    assert [one.row_label for one in found if one.col == 2] == [
        "Xã Đắk Lao",
        "Xã Long Sơn",
        "Xã Nam Dong",
        "Xã Đắk Wil",
    ]


def test_a_merged_name_before_numbered_corners_names_all_their_rows() -> None:
    found = read_html(
        "<tr><td>Tên mỏ</td><td>Điểm góc</td><td>X (m)</td></tr>"
        "<tr><td rowspan=2>Mỏ đá số 1</td><td>1</td><td>1330000,25</td></tr><tr><td>2</td><td>1330010,5</td></tr>"
        "<tr><td rowspan=2>Mỏ đá số 2</td><td>1</td><td>1340000,25</td></tr><tr><td>2</td><td>1340010,5</td></tr>"
    )
    assert [one.row_label for one in found if one.col == 2] == ["Mỏ đá số 1"] * 2 + ["Mỏ đá số 2"] * 2


def test_rows_that_head_others_do_not_hide_a_column_of_units() -> None:
    found = read_html(
        "<tr><td>STT</td><td>Hao phí</td><td>Đơn vị</td><td>Định mức</td></tr>"
        "<tr><td>A</td><td colspan=3>Lao động</td></tr>"
        "<tr><td>1</td><td>Kỹ sư</td><td>công</td><td>1,25</td></tr><tr><td>B</td><td colspan=3>Vật liệu</td></tr>"
        "<tr><td>1</td><td>Giấy</td><td>ram</td><td>0,5</td></tr>"
    )
    assert said(found, 3) == [("number", 1.25, "công"), ("number", 0.5, "ram")]


def test_halves_of_income_and_spending_each_name_their_rows() -> None:
    found = read(
        "STT|Nội dung thu|Dự toán thu|STT|Nội dung chi|Dự toán chi",
        "1|Thu nội địa|1.250,5|1|Chi đầu tư|900",
        "2|Thu viện trợ|300|2|Chi thường xuyên|650,5",
    )
    assert [(one.row_label, one.value.number) for one in found if one.col in (2, 5)] == [
        *(("Thu nội địa", 1250.5), ("Chi đầu tư", 900.0), ("Thu viện trợ", 300.0), ("Chi thường xuyên", 650.5))
    ]


@pytest.mark.parametrize(
    ("path", "texts", "kind", "unit"),
    [
        (("Số thẻ BHYT (thẻ)",), ["596", "1204"], "count", "thẻ"),
        (("Số hồ sơ",), ["596", "1.204"], "count", None),
        (("Số thẻ",), ["6759612", "1204128"], "text", None),
        (("Công suất (CV)",), ["90", "260"], "number", "CV"),
        (("Diện tích (m2 sàn)",), ["90,5", "260"], "number", "m2 sàn"),
        (("Vốn giao (quý I)",), ["90,5", "260"], "amount", None),
        (("Năm 2022", "Giá so sánh 2010"), ["2.168", "301"], "amount", "đồng"),
        (("MST",), ["6400123456", "6400765432"], "text", None),
        (("Văn bản",), ["1234/QĐ-BTP", "987/QĐ-BTP"], "text", None),
        (("Phụ cấp chức vụ",), ["0,65", "0,4"], "number", None),
        (("Số hộ",), ["1.250(1)", "845", "760"], "count", None),
        (("Kiến nghị xử lý", "Tổ chức"), ["1", "-", "1"], "count", None),
        (("Hỗ trợ (triệu đồng)",), ["1,5", "Không", "7"], "amount", "triệu đồng"),
        (("Tỷ lệ giáo viên/lớp",), ["1,44", "1,9"], "number", None),
        (("Giá",), ["38.700 ₫", "120.000 ₫"], "amount", None),
    ],
)
def test_what_a_column_of_a_table_in_dong_holds(path: tuple[str, ...], texts: list[str], kind: str, unit: str) -> None:
    in_dong = Unit("đồng", 1) if path[-1] in ("Phụ cấp chức vụ", "Giá so sánh 2010") else None
    found = column_kind(path, texts, in_dong, True)
    assert (found.kind, found.unit) == (kind, unit)


# what a stop before three digits is


def test_many_figures_alike_show_that_the_stop_parts_thousands() -> None:
    alike = [f"{n}.{n}{n}{n}" for n in range(1, 9)]
    assert custom(alike).stop == "thousands"
    assert custom([*alike, "750"]).stop == "thousands"
    assert custom(alike[:7]) == UNKNOWN  # few
    assert custom([*alike, "1,5"]) == custom([*alike, "12500"]) == UNKNOWN
    assert custom([text.replace(".", ",") for text in alike]) == UNKNOWN


def test_three_sums_of_money_show_it_where_no_coefficient_may_have_decimals() -> None:
    sums = ["1|Cầu Nà Tấu|3.325|1.250", "2|Kè Mường Phăng|4.150|1.125", "3|Kè Nà Nhạn|6.200|2.500"]
    with_people = read("TT|Dự án|Vốn (triệu đồng)|Số hộ", *sums)
    assert [one.value.number for one in with_people if one.col == 2] == [3325.0, 4150.0, 6200.0]
    with_ratio = read("TT|Dự án|Vốn (triệu đồng)|Hệ số", *sums)
    assert {one.value.number for one in with_ratio if one.col in (2, 3)} == {None}


def test_one_document_has_one_practice() -> None:
    open_table = table("TT|Dự án|Vốn (triệu đồng)", "1|Cầu Nà Tấu|3.325", "2|Kè Mường Phăng|4.150")
    clear = table("TT|Dự án|Vốn (triệu đồng)", "1|Đường liên xã|1.003.325,5")
    english = table("TT|Dự án|Vốn (triệu đồng)", "1|Đường liên xã|1,003,325.5")

    def of_first(*tables: str) -> list[float | None]:
        text = "\n\nDanh sách khác kèm theo quyết định này.\n\n".join(tables)
        return [one.value.number for one in table_values.extract(shaped(text)) if one.table_no == 1 and one.col == 2]

    assert of_first(open_table, clear) == [3325.0, 4150.0]
    assert of_first(open_table) == of_first(open_table, english) == [None, None]


def test_a_ratio_is_no_share_whatever_it_divides() -> None:
    rows = ("1|Kiến An|24,06|11.432|11.586|98,7", "2|Mỹ Hiệp|29,4|9.090|9.207|98,7", "3|Tấn Mỹ|21,78|6.953|7.076|98,3")
    found = read("STT|Xã|Diện tích (km2)|Nam|Nữ|Tỷ số giới tính (số nam/100 nữ)", *rows)
    assert said(found, 5) == [("number", 98.7, None), ("number", 98.7, None), ("number", 98.3, None)]


def test_a_unit_of_money_may_end_a_heading_behind_a_bracket() -> None:
    found = read("STT|Loại xe|Ban ngày (5h - 21h) đồng/lượt", "1|Xe đạp|1.000", "2|Xe máy|2.000", above="MỨC THU PHÍ")
    assert said(found, 2) == [("amount", 1000.0, "đồng/lượt"), ("amount", 2000.0, "đồng/lượt")]


def test_a_candidate_is_named_by_the_name_and_not_by_the_number() -> None:
    found = read("STT|Số báo danh|Họ và tên|Điểm thi", "1|SL001|Đinh Thị Dung|58", "2|SL002|Hoàng Thị Hà|71")
    assert {one.row_label for one in found} == {"Đinh Thị Dung", "Hoàng Thị Hà"}
