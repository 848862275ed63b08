"""Cost tables of other shapes: read as printed, or reported as not understood, never read wrongly in silence."""

from __future__ import annotations

import pytest

from extractors import readers
from extractors.costs import budget
from extractors.document import Document
from extractors.layout import shape
from extractors.records import Extraction
from tests.reading import shaped, table

Lines = list[tuple[object, ...]]


def read(*rows: str, over: str = "DỰ TOÁN KINH PHÍ\n\nĐơn vị tính: triệu đồng") -> Extraction:
    return budget.extract(shaped(f"{over}\n\n{table(*rows)}\n"))


def html(rows: str) -> Document:
    page = f"<html><body><p>DỰ TOÁN KINH PHÍ</p><table border=1>{rows}</table></body></html>"
    return shape(readers.read(page.encode(), "example.html"))


def lines(extraction: Extraction) -> Lines:
    names = ("item", "role", "amount_vnd", "year")
    return [tuple(record.values[name] for name in names) for record in extraction.records]


def rules(extraction: Extraction) -> set[str]:
    found = {finding.rule for record in extraction.records for finding in record.findings}
    return found | {finding.rule for finding in extraction.findings}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            ("Thành tiền|Nội dung chi|Số lượng|Đơn giá", "60|Đào tạo|3|20", "45|Kiểm tra|9|5", "105|Tổng cộng||"),
            [("Đào tạo", "item", 60, None), ("Kiểm tra", "item", 45, None), ("Tổng cộng", "total", 105, None)],
            id="amounts first, no numbers",
        ),
        pytest.param(
            ("TT|Nội dung|Thành tiền", "|Tổng số|350", "I|Đào tạo|150", "1|Lớp A|100", "2|Lớp B|50", "II|Tư vấn|200"),
            [
                ("Tổng số", "total", 350, None),
                ("Đào tạo", "subtotal", 150, None),
                ("Lớp A", "item", 100, None),
                ("Lớp B", "item", 50, None),
                ("Tư vấn", "item", 200, None),
            ],
            id="total first",
        ),
        pytest.param(
            ("TT|Nội dung|Diễn giải|Dự toán|Ghi chú", "1|Tập huấn|05 lớp x 20|100|Sở A", "||Tổng|100|"),
            [("Tập huấn", "item", 100, None), ("Tổng", "total", 100, None)],
            id="the total is named in another column",
        ),
        pytest.param(
            ("TT|Nội dung|Năm 2021|Năm 2022|Tổng", "1|Đào tạo|50|-|50", "2|Khác|0||0", "|Cộng (1+2)|50||50"),
            [
                ("Đào tạo", "item", 50, None),
                ("Đào tạo", "item", 50, 2021),
                ("Khác", "item", 0, None),
                ("Khác", "item", 0, 2021),
                ("Cộng (1+2)", "total", 50, None),
                ("Cộng (1+2)", "total", 50, 2021),
            ],
            id="years before the sum, dashes and zeros",
        ),
        pytest.param(
            ("TT|Nội dung|Dự toán được duyệt|Thực hiện|Chênh lệch", "1|Đào tạo|100|95|5", "|Tổng cộng|100|95|5"),
            [("Đào tạo", "item", 100, None), ("Tổng cộng", "total", 100, None)],
            id="spent and left over beside what was granted",
        ),
        pytest.param(
            ("TT|Nội dung|KP năm 2021|KP năm 2022", "1|Đào tạo|60|40", "|Cộng|60|40"),
            [
                ("Đào tạo", "item", 60, 2021),
                ("Đào tạo", "item", 40, 2022),
                ("Cộng", "total", 60, 2021),
                ("Cộng", "total", 40, 2022),
            ],
            id="years abbreviated",
        ),
        pytest.param(
            ("TT|Nội dung|2021|2022|Tổng giai đoạn", "1|Đào tạo|60|40|100"),
            [("Đào tạo", "item", 100, None), ("Đào tạo", "item", 60, 2021), ("Đào tạo", "item", 40, 2022)],
            id="the sum of the period last",
        ),
        pytest.param(
            ("TT|Nội dung|Quý I|Quý II|Cả năm", "1|Đào tạo|30|60|90", "|Cộng|30|60|90"),
            [("Đào tạo", "item", 90, None), ("Cộng", "total", 90, None)],
            id="quarters before the year",
        ),
        pytest.param(
            ("TT|Nội dung|Kinh phí", "I|Năm 2021|60", "1|Đào tạo|60", "II|Năm 2022|80", "1|Tư vấn|80", "|Cộng|140"),
            [
                ("Năm 2021", "subtotal", 60, 2021),
                ("Đào tạo", "item", 60, 2021),
                ("Năm 2022", "subtotal", 80, 2022),
                ("Tư vấn", "item", 80, 2022),
                ("Cộng", "total", 140, None),
            ],
            id="years as heads of lines",
        ),
        pytest.param(
            (
                *("TT|Nội dung|Kinh phí", "I|Chi năm 2024|60", "1|Đào tạo|60"),
                *("II|Kinh phí thực hiện năm 2025 (dự kiến)|80", "1|Tư vấn|80", "|Cộng|140"),
            ),
            [
                ("Chi năm 2024", "subtotal", 60, 2024),
                ("Đào tạo", "item", 60, 2024),
                ("Kinh phí thực hiện năm 2025 (dự kiến)", "subtotal", 80, 2025),
                ("Tư vấn", "item", 80, 2025),
                ("Cộng", "total", 140, None),
            ],
            id="costs of years as heads of lines",
        ),
        pytest.param(
            ("TT|Nội dung|Số người|Số ngày|Mức chi|Thành tiền", "1|Lưu trú|5|10|2|100", "|Cộng||||100"),
            [("Lưu trú", "item", 100, None), ("Cộng", "total", 100, None)],
            id="two quantities",
        ),
    ],
)
def test_other_orders_and_extra_columns(rows: tuple[str, ...], expected: Lines) -> None:
    found = read(*rows)
    assert lines(found) == [(item, role, int(str(amount)) * 1_000_000, year) for item, role, amount, year in expected]
    assert rules(found) <= {"unknown_heading"}


def test_a_unit_over_the_sources_of_the_money_holds_for_its_sum() -> None:
    found = budget.extract(
        html(
            "<tr><th rowspan=2>TT</th><th rowspan=2>Nội dung</th><th rowspan=2>Tổng kinh phí</th>"
            "<th colspan=2>Nguồn vốn (triệu đồng)</th></tr><tr><th>NSTW</th><th>NSĐP</th></tr>"
            "<tr><td>1</td><td>Đào tạo</td><td>100</td><td>60</td><td>40</td></tr>"
            "<tr><td></td><td>Cộng</td><td>100</td><td>60</td><td>40</td></tr>"
        )
    )
    assert lines(found) == [("Đào tạo", "item", 100_000_000, None), ("Cộng", "total", 100_000_000, None)]
    assert rules(found) == set()


@pytest.mark.parametrize("source", ["NS xã", "NS thành phố", "NSX", "NSTP"])
def test_who_pays_stands_beside_the_sum(source: str) -> None:
    found = read(f"TT|Nội dung|Tổng kinh phí|NS tỉnh|{source}", "1|Đào tạo|100|60|40", "|Cộng|100|60|40")
    assert lines(found) == [("Đào tạo", "item", 100_000_000, None), ("Cộng", "total", 100_000_000, None)]
    assert rules(found) == set()


def test_sources_without_a_sum_are_reported() -> None:
    found = budget.extract(
        html(
            "<tr><th rowspan=2>TT</th><th rowspan=2>Nội dung</th><th colspan=2>Kinh phí (triệu đồng)</th></tr>"
            "<tr><th>Ngân sách</th><th>Xã hội hóa</th></tr><tr><td>1</td><td>Đào tạo</td><td>60</td><td>40</td></tr>"
        )
    )
    assert (found.records, rules(found)) == ([], {"table_not_understood"})


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(("Năm|Đào tạo|Kiểm tra|Cộng", "2021|100|20|120", "2022|80|30|110"), id="items as columns"),
        pytest.param(
            ("1|Đào tạo|2|5.000.000|10.000.000", "2|Kiểm tra|4|2.000.000|8.000.000", "|Tổng cộng|||18.000.000"),
            id="no headings",
        ),
    ],
)
def test_what_cannot_be_read_with_certainty_is_reported(rows: tuple[str, ...]) -> None:
    found = read(*rows)
    assert found.records == []
    assert rules(found) == {"table_not_understood"}


def test_a_line_of_money_that_names_nothing_is_reported() -> None:
    found = read("TT|Nội dung|Thành tiền", "1|Đào tạo|100", "2||50", "|Tổng cộng|150")
    assert [record.values["amount_vnd"] for record in found.records] == [100_000_000, 50_000_000, 150_000_000]
    assert rules(found) == {"line_without_name"}


def test_a_year_at_the_head_of_a_row_is_its_year_and_no_number() -> None:
    records = read("Năm|Nội dung|Kinh phí", "2022|Đào tạo|250", "2023|Kiểm tra|50", "|Tổng cộng|300").records
    assert [(r.values["item_no"], r.values["year"]) for r in records] == [(None, 2022), (None, 2023), (None, None)]


# what stands on lines, in which unit, and what is no cost at all


def amounts(extraction: Extraction) -> list[tuple[object, ...]]:
    return [tuple(record.values[name] for name in ("item", "amount_vnd", "year")) for record in extraction.records]


def test_the_lines_of_a_table_may_be_its_years() -> None:
    rows = (
        "Năm|Ngân sách tỉnh (triệu đồng)|Ngân sách huyện (triệu đồng)|Tổng (triệu đồng)",
        "2021|600|250|850",
        "2022|650,5|250|900,5",
        "Cộng|1.250,5|500|1.750,5",
    )
    found = read(*rows, over="KINH PHÍ THEO NĂM")
    assert amounts(found) == [
        ("2021", 850_000_000, 2021),
        ("2022", 900_500_000, 2022),
        ("Cộng", 1_750_500_000, None),
    ]
    assert rules(found) == set()


@pytest.mark.parametrize("heading", ["Diễn giải", "Nguồn kinh phí"])
def test_remarks_and_sources_name_the_lines_where_nothing_else_does(heading: str) -> None:
    found = read(f"TT|{heading}|Cách tính|Thành tiền", "1|Giải cá nhân|2 x 3|6", "2|Giải tập thể|1 x 5|5", "|Cộng||11")
    assert [item for item, _, _ in amounts(found)] == ["Giải cá nhân", "Giải tập thể", "Cộng"]


def test_figures_too_small_to_be_dong_are_left_empty_where_no_unit_is_stated() -> None:
    found = read("STT|Nội dung|Số lượng|Thành tiền", "1|Tập huấn|2|45", "2|Hội thi|1|60,5", over="DỰ TRÙ KINH PHÍ")
    assert amounts(found) == [("Tập huấn", None, None), ("Hội thi", None, None)]
    assert [record.values["quantity"] for record in found.records] == [2.0, 1.0]
    assert rules(found) == {"unit_not_stated"}


def test_a_unit_in_its_own_column_is_a_stated_one() -> None:
    found = read(
        "STT|Nội dung|Số tiền|Đơn vị tính", "1|Vật tư|850|triệu đồng", "2|Diễn tập|1,2|tỷ đồng", over="NHU CẦU KINH PHÍ"
    )
    assert amounts(found) == [("Vật tư", 850_000_000, None), ("Diễn tập", 1_200_000_000, None)]
    assert rules(found) == set()


@pytest.mark.parametrize(
    ("over", "rows"),
    [
        ("THU NGÂN SÁCH NĂM 2021", ("STT|Nội dung|Dự toán năm", "1|Thuế trước bạ|45.250,5", "|Cộng|45.250,5")),
        ("Phụ lục", ("STT|Sắc thuế|Dự toán năm", "1|Thuế trước bạ|45.250,5", "|Cộng|45.250,5")),
        ("Phụ lục", ("STT|Nội dung|Dự toán năm", "1|Thuế trước bạ|45.250,5", "|Tổng thu|45.250,5")),
    ],
)
def test_money_that_is_taken_in_is_no_cost(over: str, rows: tuple[str, ...]) -> None:
    found = read(*rows, over=f"{over}\n\nĐơn vị tính: triệu đồng")
    assert (found.records, found.findings) == ([], [])


def test_round_figures_in_millions_have_thousands() -> None:
    rows = ("TT|Nội dung|Kinh phí", "1|Tuần tra|4.000", "2|Trồng rừng|9.500", "|Cộng|13.500")
    found = read(*rows)
    assert [amount for _, amount, _ in amounts(found)] == [4_000_000_000, 9_500_000_000, 13_500_000_000]
    assert rules(found) == {"separators_by_sums"}
    assert {record.method for record in found.records} == {"inferred"}
    in_billions = read(*rows, over="KINH PHÍ\n\nĐơn vị tính: tỷ đồng")
    assert [amount for _, amount, _ in amounts(in_billions)] == [None] * 3
    assert rules(in_billions) == {"ambiguous_number"}


def test_what_was_paid_or_is_owed_is_no_planned_amount() -> None:
    owed = read("STT|Công trình|Giá trị quyết toán|Đã thanh toán|Còn nợ", "1|Trạm y tế|3.200,5|3.000|200,5")
    assert owed.records == []
    beside = read("STT|Nội dung|Dự toán|Lũy kế giải ngân", "1|Kênh N1|14.900,5|9.000")
    assert amounts(beside) == [("Kênh N1", 14_900_500_000, None)]


def test_money_of_another_country_is_not_read_as_dong() -> None:
    by_heading = read("STT|Dự án|Giá trị (USD)", "1|Nước sạch|1.250.000", over="KINH PHÍ DỰ ÁN")
    by_unit = read("STT|Dự án|Giá trị", "1|Nước sạch|1.250.000", over="KINH PHÍ DỰ ÁN\n\nĐơn vị tính: USD")
    for found in (by_heading, by_unit):
        assert [amount for _, amount, _ in amounts(found) if amount is not None] == []
        assert rules(found) == {"table_not_understood"}


def test_indicators_are_items_only_where_the_title_speaks_of_costs() -> None:
    rows = ("STT|Chỉ tiêu đầu tư|Tổng vốn|2023|2024", "1|Phòng học|24,5|12|12,5", "|Tổng cộng|24,5|12|12,5")
    costs = read(*rows)
    assert amounts(costs)[:3] == [
        ("Phòng học", 24_500_000, None),
        ("Phòng học", 12_000_000, 2023),
        ("Phòng học", 12_500_000, 2024),
    ]
    assert read(*rows, over="CHỈ TIÊU PHÁT TRIỂN\n\nĐơn vị tính: triệu đồng").records == []


def test_sums_before_and_after_tax_are_no_items() -> None:
    found = read(
        "STT|Tên hàng hóa|Giá trị",
        "1|Tủ hồ sơ|45.500.000",
        "2|Bàn làm việc|56.000.000",
        "|Cộng trước thuế|101.500.000",
        "|Thuế GTGT 10%|10.150.000",
        "|Tổng giá trị sau thuế|111.650.000",
        over="DỰ TOÁN\n\nĐơn vị tính: đồng",
    )
    assert [record.values["role"] for record in found.records] == ["item", "item", "subtotal", "item", "total"]


def test_a_plan_of_capital_names_its_money_in_the_heading_of_its_year() -> None:
    rows = (
        "TT|Đơn vị|Xã|Kế hoạch vốn năm 2020 (triệu đồng)",
        "1|Huyện A|2|1.180",
        "2|Huyện B|1|640",
        "|Cộng|3|1.820",
    )
    assert [(item, amount, year) for item, _, amount, year in lines(read(*rows, over="PHỤ LỤC"))] == [
        ("Huyện A", 1_180_000_000, 2020),
        ("Huyện B", 640_000_000, 2020),
        ("Cộng", 1_820_000_000, 2020),
    ]
    output = ("TT|Chỉ tiêu|Năm 2020 (triệu đồng)", "1|Nông nghiệp|1.180", "2|Công nghiệp|640")
    assert read(*output, over="PHỤ LỤC").records == []


def test_the_agency_of_each_line_names_it_and_what_it_is_for_does_not() -> None:
    rows = (
        "STT|Cơ quan, đơn vị|Nội dung hỗ trợ|Kinh phí (đồng)",
        "I|Các sở, ban, ngành||208.250.000",
        "1|Sở Khoa học và Công nghệ|Đào tạo, kiểm tra|186.450.000",
        "2|Sở Tư pháp|Chuyển đổi quy trình|21.800.000",
        "II|Quận, huyện||64.200.000",
        "1|Quận Ninh Kiều|Chuyển đổi quy trình|64.200.000",
    )
    found = read(*rows, over="PHÂN BỔ KINH PHÍ")
    assert [record.values["item"] for record in found.records] == [
        "Các sở, ban, ngành",
        "Sở Khoa học và Công nghệ",
        "Sở Tư pháp",
        "Quận, huyện",
        "Quận Ninh Kiều",
    ]
    assert [record.findings for record in found.records] == [[]] * 5


def test_an_agency_beside_several_items_names_none_of_them() -> None:
    rows = (
        "STT|Cơ quan thực hiện|Nội dung chi|Kinh phí (đồng)",
        "1|Sở Y tế|Đào tạo|12.000.000",
        "2|Sở Y tế|Kiểm tra|8.000.000",
        "3|Sở Tư pháp|Đào tạo|10.000.000",
    )
    assert [item for item, *_ in lines(read(*rows, over="PHÂN BỔ KINH PHÍ"))] == ["Đào tạo", "Kiểm tra", "Đào tạo"]


def test_an_outline_may_stand_behind_the_names() -> None:
    rows = (
        "Phần mềm|A||60",
        "Bản quyền|A.1|bộ|40",
        "Nhập dữ liệu|A.2|bộ|20",
        "Đào tạo|B|lớp|30",
        "Tổng cộng (A+B)|||90",
    )
    found = read("Nội dung chi|Mã số|ĐVT|Thành tiền", *rows)
    assert lines(found) == [
        ("Phần mềm", "subtotal", 60_000_000, None),
        ("Bản quyền", "item", 40_000_000, None),
        ("Nhập dữ liệu", "item", 20_000_000, None),
        ("Đào tạo", "item", 30_000_000, None),
        ("Tổng cộng (A+B)", "total", 90_000_000, None),
    ]
    assert [record.values["item_no"] for record in found.records] == ["A", "A.1", "A.2", "B", None]
    assert [record.values["parent_item_no"] for record in found.records] == [None, "A", "A", None, None]


def test_codes_behind_the_names_that_are_no_outline_number_nothing() -> None:
    found = read("Nội dung chi|Mã số|Thành tiền", "Bản quyền|6549|40", "Nhập dữ liệu|6949|20", "Tổng cộng||60")
    assert [record.values["item_no"] for record in found.records] == [None, None, None]


def test_sums_tell_the_point_of_thousands_from_the_comma_of_decimals() -> None:
    rows = (
        "TT|Nội dung|Số lượng|Định mức|Kinh phí",
        "I|Xây dựng hệ thống|||9.705",
        "1|Cơ quan chuyên môn|14|60|840",
        "2|UBND phường|25|75|1.875",
        "3|UBND xã|110|63,545|6.990",
        "|Cộng|||9.705",
    )
    found = read(*rows)
    assert [amount for _, amount, _ in amounts(found)] == [
        9_705_000_000, 840_000_000, 1_875_000_000, 6_990_000_000, 9_705_000_000,
    ]  # fmt: skip
    assert "ambiguous_number" not in rules(found)
