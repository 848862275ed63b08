"""Headings in two rows whose merged cells a web dump has lost stand over their own columns again, or over none."""

from __future__ import annotations

from extractors.layout.headings import find_headings
from extractors.layout.lost_spans import restore
from tests.layout_tables import printed

PROCEDURES = """TT | Mã TTHC | Tên TTHC | Thời hạn | Cách thức thực hiện | Địa điểm | Lệ phí | Căn cứ pháp lý |
    Mức độ DVC | Qua BCCI | | | | | | |
    I | LĨNH VỰC THÚ Y (02 TTHC) | | | | | | |
    1 | 1.003781 | Cấp chứng chỉ hành nghề | 03 ngày | 4 | Có | Chi cục Thú y | 50.000 đồng | Luật Thú y năm 2015
    2 | 2.001064 | Gia hạn chứng chỉ hành nghề | 02 ngày | 3 | Không | Chi cục Thú y | 50.000 đồng | Luật Thú y"""


def test_the_heading_that_was_divided_is_told_by_what_stands_below() -> None:
    table = restore(find_headings(printed(PROCEDURES, page=1)))
    assert table.header_rows == 2
    assert table.headings[3:] == (
        ("Thời hạn",),
        ("Cách thức thực hiện", "Mức độ DVC"),
        ("Cách thức thực hiện", "Qua BCCI"),
        ("Địa điểm",),
        ("Lệ phí",),
        ("Căn cứ pháp lý",),
    )
    assert [note.rule for note in table.irregularities] == ["ragged_table"]


def test_two_divided_headings_share_the_row_below() -> None:
    table = restore(
        find_headings(
            printed(
                """STT | Tên cơ quan | Tổng số TTHC | Công bố | Kết quả kiểm tra | Ghi chú | |
                Đã công bố | Chưa công bố | Đạt | Không đạt | | | |
                1 | Văn phòng UBND tỉnh | 60 | x | | x | | Đang đánh giá
                2 | Sở Xây dựng | 41 | | x | | x | Làm lại""",
                page=1,
            )
        )
    )
    assert table.headings[3:7] == (
        ("Công bố", "Đã công bố"),
        ("Công bố", "Chưa công bố"),
        ("Kết quả kiểm tra", "Đạt"),
        ("Kết quả kiểm tra", "Không đạt"),
    )


def test_columns_that_nothing_decides_keep_no_heading() -> None:
    table = restore(
        find_headings(
            printed(
                """STT | Mã TTHC | Tên thủ tục hành chính | Bước xử lý | Ý kiến | Căn cứ pháp lý |
                Lần một | Lần hai | | | | |
                1 | 1.003781 | Cấp chứng chỉ hành nghề | Nhận hồ sơ | Thẩm định | Đồng thuận | Nghị định 35/2016/NĐ-CP
                2 | 2.001064 | Gia hạn chứng chỉ hành nghề | Nhận hồ sơ | Thẩm định | Cho ý kiến | Luật Thú y""",
                page=1,
            )
        )
    )
    assert table.headings[2] == ("Tên thủ tục hành chính",)
    assert table.headings[3:6] == ((), (), ())
    assert table.headings[6] == ("Căn cứ pháp lý",)


def test_a_group_row_under_a_whole_heading_stays_a_row() -> None:
    whole = find_headings(
        printed(
            """STT | Nội dung | Chủ trì | Thời gian
            Cải cách thể chế | Quý I | |
            1 | Rà soát văn bản | Sở Tư pháp | 2025
            2 | Kiểm tra văn bản | Sở Tư pháp | 2026""",
            page=1,
        )
    )
    assert restore(whole) == whole


def test_too_many_ways_to_put_the_headings_leave_the_table_as_printed() -> None:
    heads = " | ".join([*(f"Cột {chr(65 + at)}" for at in range(15)), "Căn cứ pháp lý"])
    below = " | ".join(f"Ý {chr(65 + at)}" for at in range(10))
    body = " | ".join([*(f"chữ {chr(65 + at)}" for at in range(20)), "Luật Thú y"])
    whole = find_headings(printed(f"{heads} | | | | | \n{below} | | | | | | | | | | | \n{body}\n{body}", page=1))
    assert restore(whole) == whole


def test_years_in_a_row_of_their_own_stand_under_what_goes_year_by_year() -> None:
    table = restore(
        find_headings(
            printed(
                """TT | Nội dung | Kinh phí thực hiện | Tổng | | |
                Năm 2022 | Năm 2023 | Năm 2024 | | | |
                1 | Đào tạo | 90 | 90 | 90 | 270 |
                2 | Kiểm tra | 60 | 60 | 60 | 180 |""",
                page=1,
            )
        )
    )
    assert table.headings[:6] == (
        ("TT",),
        ("Nội dung",),
        ("Kinh phí thực hiện", "Năm 2022"),
        ("Kinh phí thực hiện", "Năm 2023"),
        ("Kinh phí thực hiện", "Năm 2024"),
        ("Tổng",),
    )


def test_column_numbers_below_a_displaced_row_belong_to_the_heading() -> None:
    table = restore(
        find_headings(
            printed(
                """TT | Tên cơ quan | Lộ trình thực hiện | Ghi chú |
                2021 | 2022 | | |
                (1) | (2) | (3) | (4) | (5)
                1 | Sở Y tế | x | | Lần đầu
                2 | Sở Nội vụ | | x | Mở rộng""",
                page=1,
            )
        )
    )
    assert table.header_rows == 3
    assert table.headings[2:4] == (("Lộ trình thực hiện", "2021"), ("Lộ trình thực hiện", "2022"))
