"""Heading rows end where the body starts; every column gets the path of its headings."""

from __future__ import annotations

import pytest

from extractors.document import Table
from extractors.layout import shape
from extractors.layout.headings import find_headings
from tests.layout_tables import document, dumped, printed, prose


def test_merged_headings_give_paths_and_are_named_once() -> None:
    table = find_headings(
        printed(
            "STT | Tên cơ quan | Kết quả kiểm tra | <\n^ | ^ | Đáp ứng yêu cầu | Chưa đáp ứng\n1 | Sở Y tế | x | ",
            page=1,
        )
    )
    assert table.header_rows == 2
    assert table.headings == (
        ("STT",),
        ("Tên cơ quan",),
        ("Kết quả kiểm tra", "Đáp ứng yêu cầu"),
        ("Kết quả kiểm tra", "Chưa đáp ứng"),
    )


def test_a_title_and_a_unit_inside_the_grid_stay_out_of_the_paths() -> None:
    rows = "BẢNG PHÂN BỔ | < | <\nĐVT: đồng | < | <\nNội dung | Quý I | Quý II\nTiền lương | 5.000 | 7.000"
    table = find_headings(printed(rows, page=1))
    assert (table.header_rows, table.headings) == (3, (("Nội dung",), ("Quý I",), ("Quý II",)))


def test_a_text_dump_has_lost_the_merging_and_gets_it_back() -> None:
    table = find_headings(
        dumped(
            """STT | Tên cơ quan | Tình hình công bố | | Kết quả kiểm tra | | Ghi chú
             | | Đã công bố | Chưa công bố | Đạt | Chưa đạt |
            1 | Sở Xây dựng | x | | x | |"""
        )
    )
    assert table.headings[2:] == (
        ("Tình hình công bố", "Đã công bố"),
        ("Tình hình công bố", "Chưa công bố"),
        ("Kết quả kiểm tra", "Đạt"),
        ("Kết quả kiểm tra", "Chưa đạt"),
        ("Ghi chú",),
    )
    spans = {cell.text: (cell.row_span, cell.col_span) for cell in table.cells if cell.row == 0 and cell.text}
    assert spans["Tình hình công bố"] == (1, 2)
    assert spans["STT"] == (2, 1)


def test_a_heading_of_three_rows() -> None:
    table = find_headings(
        printed(
            """TT | Nội dung | Kinh phí | < | <
            ^ | ^ | Tổng số | Trong đó | <
            ^ | ^ | ^ | Năm 2018 | Năm 2019
            I | Chuyển đổi | 3.325 | | 3.325""",
            page=1,
        )
    )
    assert table.header_rows == 3
    assert table.headings[2:] == (
        ("Kinh phí", "Tổng số"),
        ("Kinh phí", "Trong đó", "Năm 2018"),
        ("Kinh phí", "Trong đó", "Năm 2019"),
    )


@pytest.mark.parametrize("numbers", ["(1) | (2) | (3) | (4)=(2)x(3)", "1 | 2 | 3 | 4", "A | B | 1 | 2"])
def test_a_row_that_numbers_the_columns_belongs_to_the_heading_but_names_nothing(numbers: str) -> None:
    table = find_headings(
        printed(f"STT | Hạng mục | Số lượng | Thành tiền\n{numbers}\n1 | Phần mềm | 1 | 318,972,241", page=1)
    )
    assert table.header_rows == 2
    assert table.headings[3] == ("Thành tiền",)


def test_units_under_the_headings_belong_to_the_heading() -> None:
    table = find_headings(
        printed("STT | Hạng mục | Số lượng | Đơn giá\n | | (lớp) | (đồng)\n1 | Tập huấn | 2 | 17,300,000", page=1)
    )
    assert table.header_rows == 2
    assert table.headings[3] == ("Đơn giá", "(đồng)")


@pytest.mark.parametrize(
    "first_body_row",
    [
        "A | Các sở, ban, ngành | | ",
        "I | Cấp tỉnh | | ",
        "a) | Cấp tỉnh | | ",
        "01 | Sở Y tế | x | ",
        "1.1 | Sở Y tế | x | ",
        "Tổng (147 cơ quan) | < | 35 | 102",
        " | Thành phố Kon Tum | | 21",
        "Khối huyện | < | < | <",
    ],
)
def test_the_heading_ends_before_the_first_row_of_the_body(first_body_row: str) -> None:
    table = find_headings(
        printed(f"TT | Tên cơ quan | Năm 2025 | Năm 2030\n{first_body_row}\n2 | Sở Nội vụ | x | ", page=1)
    )
    assert table.header_rows == 1


def test_a_table_that_starts_with_data_has_no_heading() -> None:
    table = find_headings(
        dumped("4 | Hướng dẫn các đơn vị | Hàng năm | Sở chủ trì\n5 | Kiểm tra | Hàng năm | Sở chủ trì")
    )
    assert (table.header_rows, table.headings) == (0, ((), (), (), ()))


def test_a_caption_inside_the_grid_is_part_of_the_title_and_not_of_the_paths() -> None:
    shaped = shape(
        document(printed("BẢNG TỔNG HỢP KINH PHÍ | < | <\nSTT | Nội dung | Kinh phí\n1 | Tập huấn | 240", page=1))
    )
    table = shaped.tables()[0]
    assert table.header_rows == 2
    assert table.headings == (("STT",), ("Nội dung",), ("Kinh phí",))
    assert [line.text for line in table.title] == ["BẢNG TỔNG HỢP KINH PHÍ"]


def titled(*lines: str) -> Table:
    table = printed("STT | Tên\n1 | Sở Y tế", page=1)
    return shape(document(*(prose(line) for line in lines), table)).tables()[0]


def test_the_lines_above_a_table_name_it_from_its_annex_label_on() -> None:
    table = titled(
        "PHÓ CHỦ TỊCH",
        "Nguyễn Văn A",
        "Phụ lục 02.",
        "Danh sách xã áp dụng năm 2018",
        "(Kèm theo Kế hoạch số 123/KH-UBND ngày 15/5/2018)",
        "Đơn vị tính: triệu đồng",
    )
    assert [line.text for line in table.title] == [
        "Phụ lục 02.",
        "Danh sách xã áp dụng năm 2018",
        "(Kèm theo Kế hoạch số 123/KH-UBND ngày 15/5/2018)",
        "Đơn vị tính: triệu đồng",
    ]


def test_running_text_above_a_table_is_no_title() -> None:
    assert titled("Kinh phí được cân đối trong dự toán hằng năm của các đơn vị.").title == ()
    assert titled("2. Lộ trình thực hiện").title == ()


def test_the_letter_head_of_a_sheet_over_its_headings_is_no_heading() -> None:
    sheet = """
UBND HUYỆN ĐÔNG | Biểu số 02 |
THU NGÂN SÁCH NĂM 2010 | < | <
 | | Triệu đồng
STT | Chỉ tiêu | Dự toán
1 | Thu nội địa | 1.250
2 | Thu khác | 85
"""
    table = find_headings(printed(sheet, page=1))
    assert (table.header_rows, table.headings) == (4, (("STT",), ("Chỉ tiêu",), ("Dự toán",)))


def test_school_years_head_their_columns_beside_a_blank_corner() -> None:
    table = find_headings(printed("| 2018-2019 | 2019 - 2020\nSố ghe | 12 | 15\nSố bến | 3 | 4", page=1))
    assert (table.header_rows, table.headings) == (1, ((), ("2018-2019",), ("2019 - 2020",)))
    merged = "| Năm học | <\n| 2018-2019 | 2019-2020\nBến đò | |\nSố ghe | 12 | 15"
    table = find_headings(printed(merged, page=1))
    assert table.headings == ((), ("Năm học", "2018-2019"), ("Năm học", "2019-2020"))
    assert find_headings(printed("| Số ghe | <\n| 12 | 15\nBến đò | 3 | 4", page=1)).header_rows == 0


def test_a_day_beside_merged_headings_is_a_heading_and_among_plain_cells_a_value() -> None:
    rows = "Chợ nổi | 31/12/2024 | Trong đó | <\n^ | ^ | Ghe | Xuồng\nCái Răng | 120 | 98 | 22\nNgã Năm | 45 | 40 | 5"
    table = find_headings(printed(rows, page=1))
    assert (table.header_rows, table.headings) == (
        2,
        (("Chợ nổi",), ("31/12/2024",), ("Trong đó", "Ghe"), ("Trong đó", "Xuồng")),
    )
    plain = "Cái Răng | 31/12/2024 | Ghe lớn\nNgã Năm | 30/11/2024 | Ghe nhỏ"
    assert find_headings(printed(plain, page=1)).header_rows == 0
