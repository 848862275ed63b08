"""Tables of plain text whose columns are only aligned with blanks, as the text of a PDF prints them."""

from __future__ import annotations

import pytest

from extractors.document import Paragraph, Table
from extractors.readers.text.reader import read_text
from pipeline.process import process


def tables(text: str) -> list[Table]:
    return [block for block in read_text(text.encode()).blocks if isinstance(block, Table)]


def grid(table: Table) -> list[list[str]]:
    rows = [[""] * table.cols for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.col] = cell.text
    return rows


ROLLOUT = """
LỘ TRÌNH ÁP DỤNG HTQLCL

STT      Cơ quan,    Năm 2025              Năm 2026               Ghi chú
         đơn vị      Quý III    Quý IV     Quý I       Quý II
A        KHỐI SỞ VÀ CÁC BAN CỦA TỈNH
1        Sở Khoa học x
         và Công
         nghệ
2        Sở Y tế                x                                 Công bố lại
B        KHỐI XÃ
3        UBND xã                           x
         Ea Kar
4        UBND xã                                       x          Lần đầu
         Ea Súp
Tổng cộng            1          1          1           1
                                       Phụ lục 2

II. TỔ CHỨC THỰC HIỆN
"""


def test_columns_stand_between_the_positions_that_no_row_prints() -> None:
    (table,) = tables(ROLLOUT)
    assert grid(table) == [
        ["STT", "Cơ quan, đơn vị", "Năm 2025", "", "Năm 2026", "", "Ghi chú"],
        ["", "", "Quý III", "Quý IV", "Quý I", "Quý II", ""],
        ["A", "KHỐI SỞ VÀ CÁC BAN CỦA TỈNH", "", "", "", "", ""],
        ["1", "Sở Khoa học và Công nghệ", "x", "", "", "", ""],
        ["2", "Sở Y tế", "", "x", "", "", "Công bố lại"],
        ["B", "KHỐI XÃ", "", "", "", "", ""],
        ["3", "UBND xã Ea Kar", "", "", "x", "", ""],
        ["4", "UBND xã Ea Súp", "", "", "", "x", "Lần đầu"],
        ["Tổng cộng", "", "1", "1", "1", "1", ""],
    ]
    assert [cell.place.line for cell in table.cells if cell.col == 0 and cell.text] == [4, 6, 7, 10, 11, 12, 14, 16]


def test_what_stands_under_no_column_is_no_row() -> None:
    blocks = read_text(ROLLOUT.encode()).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == [
        "LỘ TRÌNH ÁP DỤNG HTQLCL",
        "Phụ lục 2",
        "II. TỔ CHỨC THỰC HIỆN",
    ]


def test_a_row_goes_on_behind_the_headings_of_the_next_page() -> None:
    found = tables(
        """
TT    Chỉ tiêu            ĐVT      Năm 2021     Năm 2022
1     Số sở áp dụng       Đơn vị   3            5
2     Số xã áp dụng HTQLCL Đơn vị  8            20
3     Số UBND             Đơn vị   -            5

TT      Chỉ tiêu              ĐVT         Năm 2021       Năm 2022
        cấp xã
        áp dụng
4       Số lớp tập huấn       Lớp         1              2
"""
    )
    assert grid(found[0])[-1] == ["3", "Số UBND", "Đơn vị", "-", "5"]
    assert grid(found[1])[1:] == [["", "cấp xã áp dụng", "", "", ""], ["4", "Số lớp tập huấn", "Lớp", "1", "2"]]


def test_words_that_run_on_over_rows_are_one_merged_cell() -> None:
    (table,) = tables(
        """
TT   Tên đơn      Số TTHC   Đơn vị    Ghi chú
     vị                     tư vấn
1    UBND xã      120/120   Trung
     Ea Súp                 tâm Kỹ
2    UBND xã      98/116    thuật
     Ea Bung                Đo lường
3    UBND xã      60/116    số 2      Khắc phục
     Ia Lốp                           trước
                                      31/12/20
                                      18
"""
    )
    merged = next(cell for cell in table.cells if cell.row_span > 1)
    assert (merged.text, merged.row_span) == ("Trung tâm Kỹ thuật Đo lường số 2", 3)
    assert "Khắc phục trước 31/12/2018" in [cell.text for cell in table.cells]


def test_cells_in_the_middle_of_their_rows() -> None:
    (table,) = tables(
        """
              Tên cơ              Số TTHC             Tình trạng
STT                                                              Ghi chú
               quan         Tổng số    Đã áp dụng      công bố
 1        Sở Nội vụ           98           60         Đã công bố
          Sở Giao                                                Chưa cập
 2        thông vận          116           116        Đã công bố nhật TTHC
          tải                                                    mới
                                                      Chưa công
 3        Ban Dân tộc          0            0
                                                          bố
          UBND huyện
 4                           251            61        Đã công bố
          Vị Thủy
"""
    )
    assert grid(table) == [
        ["STT", "Tên cơ quan", "Số TTHC", "", "Tình trạng công bố", "Ghi chú"],
        ["", "", "Tổng số", "Đã áp dụng", "", ""],
        ["1", "Sở Nội vụ", "98", "60", "Đã công bố", ""],
        ["2", "Sở Giao thông vận tải", "116", "116", "Đã công bố", "Chưa cập nhật TTHC mới"],
        ["3", "Ban Dân tộc", "0", "0", "Chưa công bố", ""],
        ["4", "UBND huyện Vị Thủy", "251", "61", "Đã công bố", ""],
    ]


def test_where_nothing_shows_how_rows_end_the_lines_stay_and_are_told() -> None:
    text = """
STT   Tên cơ quan       Năm 2019   Năm 2020
1     UBND thị trấn     x
      Phước An
2     UBND xã Hòa                  x
      Đông
3     UBND xã Ea Yông   x
"""
    (table,) = tables(text)
    assert [row for (row,) in grid(table)][:3] == [
        "STT Tên cơ quan Năm 2019 Năm 2020",
        "1 UBND thị trấn x",
        "Phước An",
    ]
    (note,) = read_text(text.encode()).irregularities
    assert (note.rule, note.place.line) == ("cells_without_rows", 2)


def test_lines_of_a_table_that_is_not_read_give_nobody_a_duty() -> None:
    text = """
Số: 7/KH-UBND                                        Lai Châu, ngày 3 tháng 2 năm 2020
KẾ HOẠCH
Áp dụng hệ thống quản lý chất lượng theo TCVN ISO 9001:2015 năm 2020
TT   Thời gian     Chủ trì                      Phối hợp
                                                Sở KH&CN: hướng dẫn; các xã của huyện:
1    Năm 2020      UBND cấp huyện triển khai
                                                thực hiện, báo cáo kết quả
                                                Sở Nội vụ: kiểm tra; các phường: đánh
2    Năm 2021      UBND cấp huyện triển khai
                                                giá nội bộ
"""
    result = process(text.encode(), "a.txt")
    assert result.tables.get("assignments", []) == []
    assert "cells_without_rows" in [finding["rule"] for finding in result.tables["findings"]]


def test_a_list_of_numbers_and_names_under_a_heading_in_its_middle_is_a_table() -> None:
    (table,) = tables(
        """
  TT               Tên UBND cấp xã
   I   UBND huyện Vị Thủy (2/9)
   1   UBND xã Vị Đông
   2   UBND xã Vị Thanh
  II   UBND huyện Châu Thành
   1   UBND xã Đông Phú
"""
    )
    assert grid(table)[0] == ["TT", "Tên UBND cấp xã"]
    assert grid(table)[-2:] == [["II", "UBND huyện Châu Thành"], ["1", "UBND xã Đông Phú"]]


def test_a_title_that_fills_its_line_goes_on_in_the_middle_of_the_next() -> None:
    text = """
       Danh sách cơ quan xây dựng, áp dụng hệ thống quản lý chất lượng TCVN
                              ISO 9001:2015 năm 2018
             (Kèm theo Kế hoạch số 5/KH-UBND ngày 4/5/2018)
                              ỦY BAN NHÂN DÂN
"""
    assert [block.text for block in read_text(text.encode()).blocks if isinstance(block, Paragraph)] == [
        "Danh sách cơ quan xây dựng, áp dụng hệ thống quản lý chất lượng TCVN ISO 9001:2015 năm 2018",
        "(Kèm theo Kế hoạch số 5/KH-UBND ngày 4/5/2018)",
        "ỦY BAN NHÂN DÂN",
    ]


def test_a_page_that_sets_its_columns_elsewhere_does_not_go_on() -> None:
    (table,) = tables(
        """
STT   Tên cơ quan       Năm 2019   Năm 2020
1     UBND xã Ea Bông   x
2     UBND xã Ea Na                x
\f3      UBND xã Dray Sáp       x
4      UBND xã Ea Kly                  x
"""
    )
    assert [row[0] for row in grid(table)] == ["STT", "1", "2"]


def test_a_blank_within_the_words_of_a_column_parts_nothing() -> None:
    (table,) = tables(
        """
                              Thời gian hoàn
STT    Nội dung                                    Đơn vị thực hiện
                              thành
                                                   Các phòng
 1     Rà soát quy trình    Tháng 02/2026
                                                   chuyên môn
 2     Đánh giá nội bộ      Tháng 5/2026           Ban Chỉ đạo
 3     Báo cáo              Trước 15/11/2026       Văn phòng
"""
    )
    assert grid(table)[:2] == [
        ["STT", "Nội dung", "Thời gian hoàn thành", "Đơn vị thực hiện"],
        ["1", "Rà soát quy trình", "Tháng 02/2026", "Các phòng chuyên môn"],
    ]


def test_a_total_under_the_names_is_a_row_of_its_own_and_a_name_may_begin_like_one() -> None:
    text = """
STT   Tên cơ quan              Số TTHC     Kinh phí
1     Sở Nội vụ                60/116      45
2     Sở Khoa học và           98/98       50,5
      Công nghệ
3     Ban Quản lý Khu          40/52       45
      kinh tế cửa khẩu
      Tổng cộng                198/266     140,5
"""
    (found,) = tables(text)
    assert [row[1:3] for row in grid(found)][1:] == [
        ["Sở Nội vụ", "60/116"],
        ["Sở Khoa học và Công nghệ", "98/98"],
        ["Ban Quản lý Khu kinh tế cửa khẩu", "40/52"],
        ["Tổng cộng", "198/266"],
    ]


STATUS = """
THỰC TRẠNG ÁP DỤNG HTQLCL

   TT           Cơ quan, đơn vị                 Số TTHC         Công bố HTQLCL
                                          Tổng số  Đã áp dụng     Đã     Chưa

    I  Khối sở, ban, ngành
    1  Sở Tài nguyên và Môi trường           96        96         x
    2  Sở Lao động - Thương binh và Xã      118        90                 x
       hội
    II Khối chi cục
    3  Chi cục Dân số - Kế hoạch hóa                                      x
       gia đình
   III Khối UBND cấp huyện
    10 UBND thị xã Quảng Trị                258       240         x
    11 UBND huyện đảo Cồn Cỏ                 73        0                  x
"""


def test_a_label_one_blank_before_the_name_begins_a_row_and_a_heading_may_be_centred() -> None:
    (found,) = tables(STATUS)
    assert grid(found)[:2] == [
        ["TT", "Cơ quan, đơn vị", "Số TTHC", "", "Công bố HTQLCL", ""],
        ["", "", "Tổng số", "Đã áp dụng", "Đã", "Chưa"],
    ]
    assert [row[:2] for row in grid(found)[2:]] == [
        ["I", "Khối sở, ban, ngành"],
        ["1", "Sở Tài nguyên và Môi trường"],
        ["2", "Sở Lao động - Thương binh và Xã hội"],
        ["II", "Khối chi cục"],
        ["3", "Chi cục Dân số - Kế hoạch hóa gia đình"],
        ["III", "Khối UBND cấp huyện"],
        ["10", "UBND thị xã Quảng Trị"],
        ["11", "UBND huyện đảo Cồn Cỏ"],
    ]
    assert grid(found)[-2][2:] == ["258", "240", "x", ""]


def test_rows_that_break_off_before_the_next_number_are_no_table() -> None:
    text = (
        "STT   Tên cơ quan         Số TTHC\n1     Sở Nội vụ              60\n2     Sở Y tế                98\n"
        "  *** trang sau ***\n3     Sở Tư pháp             41\n4     Sở Công Thương         75\n"
    )
    result = process(("Số: 12/KH-UBND\n\nKẾ HOẠCH\nÁp dụng HTQLCL\n\n" + text).encode(), "a.txt")
    read = [row["agency_raw"] for row in result.tables.get("qms_status", [])]
    told = [row["rule"] for row in result.tables["findings"]]
    assert "Sở Tư pháp" in read or (read == [] and "cells_without_rows" in told)


PLAIN = """Dự toán như sau (đơn vị tính: đồng):
          Nội dung             Số lượng   Đơn vị      Đơn giá     Thành tiền
 In sổ tay chất lượng             26      quyển       150.000      3.900.000
 Hỗ trợ xây dựng quy trình tại    20      phường    6.000.000    120.000.000
 các phường
 Cộng                                                            123.900.000

Nơi nhận:
"""


def test_a_table_without_numbers_is_told_by_its_figures() -> None:
    (table,) = [block for block in read_text(PLAIN.encode()).blocks if isinstance(block, Table)]
    assert [[cell.text for cell in table.row(at)] for at in range(table.rows)] == [
        ["Nội dung", "Số lượng", "Đơn vị", "Đơn giá", "Thành tiền"],
        ["In sổ tay chất lượng", "26", "quyển", "150.000", "3.900.000"],
        ["Hỗ trợ xây dựng quy trình tại các phường", "20", "phường", "6.000.000", "120.000.000"],
        ["Cộng", "", "", "", "123.900.000"],
    ]
    assert table.row(2)[0].place.line == 4


def test_words_apart_without_columns_of_figures_are_no_table() -> None:
    head = "ỦY BAN NHÂN DÂN      CỘNG HÒA      VIỆT NAM\n  Số: 12/QĐ          Hà Nội       ngày 2\n"
    for text in (head, PLAIN.replace("      3.900.000", " chưa tính ")):
        assert not any(isinstance(block, Table) for block in read_text(text.encode()).blocks)


CENTRED = """
  STT  Mã TTHC      Tên thủ tục hành chính              Thời hạn            Ghi chú

  I. Lĩnh vực Hộ tịch
  1    1.001193     Đăng ký khai sinh                   Ngay trong ngày     Miễn lệ phí

                    Đăng ký khai sinh kết hợp nhận      03 ngày làm việc;
                    cha, mẹ, con                        trường hợp phải
  2    1.000689                                         xác minh 08 ngày
                                                        làm việc

  II. Lĩnh vực Bảo trợ xã hội
                    Cấp lại Giấy chứng nhận đăng
  3    2.000575     ký hộ kinh doanh theo mẫu của       03 ngày làm việc
                                  2
  STT  Mã TTHC      Tên thủ tục hành chính              Thời hạn            Ghi chú
                    cơ quan đăng ký

                    Tạm ngừng kinh doanh của hộ
  4    1.001570     kinh doanh                          03 ngày làm việc
"""


def test_blank_lines_part_rows_whose_numbers_stand_beside_their_middle() -> None:
    (table,) = tables(CENTRED)
    assert grid(table)[1:] == [
        ["I.", "Lĩnh vực Hộ tịch", "", "", ""],
        ["1", "1.001193", "Đăng ký khai sinh", "Ngay trong ngày", "Miễn lệ phí"],
        [
            "2",
            "1.000689",
            "Đăng ký khai sinh kết hợp nhận cha, mẹ, con",
            "03 ngày làm việc; trường hợp phải xác minh 08 ngày làm việc",
            "",
        ],
        ["II.", "Lĩnh vực Bảo trợ xã hội", "", "", ""],
        [
            "3",
            "2.000575",
            "Cấp lại Giấy chứng nhận đăng ký hộ kinh doanh theo mẫu của cơ quan đăng ký",
            "03 ngày làm việc",
            "",
        ],
        ["4", "1.001570", "Tạm ngừng kinh doanh của hộ kinh doanh", "03 ngày làm việc", ""],
    ]


@pytest.mark.parametrize("above", [1, 2, 3])
def test_a_row_that_a_page_cuts_goes_on_below_the_number_of_the_page(above: int) -> None:
    wrapped = CENTRED.split("  2    1.000689")[0].count("\n") - 2  # the first of its four lines
    printed = CENTRED.split("\n")
    cut = "\n".join([*printed[: wrapped + above], "", "                    2", "", *printed[wrapped + above :]])
    assert [grid(table) for table in tables(cut)] == [grid(table) for table in tables(CENTRED)]


def test_a_number_off_the_middle_of_its_block_leaves_the_block_to_other_readings() -> None:
    shifted = CENTRED.replace("  2    1.000689 ", "               ").replace(
        "                                                        làm việc",
        "                                                        làm việc\n  2    1.000689",
    )
    assert all(
        row[:2] != ["2", "1.000689"] or row[2] != "Đăng ký khai sinh kết hợp nhận cha, mẹ, con"
        for found in tables(shifted)
        for row in grid(found)
    )


EVEN = """
TT   Nội dung công việc            Cơ quan thực      Cơ quan phối hợp  Thời gian
                                   hiện
     Khảo sát thực trạng và thống  Sở Khoa học và    Các cơ quan áp
1    nhất phạm vi áp dụng HTQLCL   Công nghệ         dụng              Tháng 4/2015
     tại từng cơ quan
     Ban hành mô hình khung hệ
2    thống quản lý chất lượng áp   Sở Khoa học và    Sở Nội vụ         Quý II/2015
     dụng cho UBND xã, phường,     Công nghệ
     thị trấn
3    Thẩm định kinh phí thực hiện  Sở Tài chính      Sở Khoa học và    Tháng 11 hằng
     của các cơ quan                                 Công nghệ         năm
"""


def test_centred_rows_of_an_even_number_of_lines() -> None:
    (table,) = tables(EVEN)
    assert grid(table) == [
        ["TT", "Nội dung công việc", "Cơ quan thực hiện", "Cơ quan phối hợp", "Thời gian"],
        [
            "1",
            "Khảo sát thực trạng và thống nhất phạm vi áp dụng HTQLCL tại từng cơ quan",
            "Sở Khoa học và Công nghệ",
            "Các cơ quan áp dụng",
            "Tháng 4/2015",
        ],
        [
            "2",
            "Ban hành mô hình khung hệ thống quản lý chất lượng áp dụng cho UBND xã, phường, thị trấn",
            "Sở Khoa học và Công nghệ",
            "Sở Nội vụ",
            "Quý II/2015",
        ],
        [
            "3",
            "Thẩm định kinh phí thực hiện của các cơ quan",
            "Sở Tài chính",
            "Sở Khoa học và Công nghệ",
            "Tháng 11 hằng năm",
        ],
    ]


def test_a_cell_that_stands_askew_leaves_the_rows_unread() -> None:
    moved = EVEN.replace("Sở Nội vụ         Quý II/2015", "                  Quý II/2015").replace(
        "     thị trấn\n", "     thị trấn                                        Sở Nội vụ\n"
    )
    assert all(len(row) < 5 for table in tables(moved) for row in grid(table))


NUMBERS_IN_THE_MIDDLE = """
DANH MỤC THỦ TỤC HÀNH CHÍNH BỊ BÃI BỎ

 STT  Mã số        Tên thủ tục hành chính        Văn bản quy định việc     Lĩnh vực
                                                 bãi bỏ
 1    1.004438     Xét học bổng cho học sinh     Nghị định số              Giáo dục
                   bán trú                       104/2022/NĐ-CP
                   Chuyển đổi trường mẫu giáo    Nghị định số 04/2021/NĐ-  Mầm non
 2    1.008724     tư thục sang hoạt động        CP
                   không vì lợi nhuận
                   Hỗ trợ khẩn cấp đối tượng     Nghị định số 20/2021/NĐ-  Bảo trợ
 3    2.000777     bảo trợ xã hội bị thương      CP ngày 15/3/2021
                   nặng
"""


def test_numbers_alone_stand_in_the_middle_of_rows_that_begin_at_their_top() -> None:
    (table,) = tables(NUMBERS_IN_THE_MIDDLE)
    assert [row[:3] for row in grid(table)[1:]] == [
        ["1", "1.004438", "Xét học bổng cho học sinh bán trú"],
        ["2", "1.008724", "Chuyển đổi trường mẫu giáo tư thục sang hoạt động không vì lợi nhuận"],
        ["3", "2.000777", "Hỗ trợ khẩn cấp đối tượng bảo trợ xã hội bị thương nặng"],
    ]


def test_a_groups_name_goes_on_above_the_first_number_and_headings_span_what_they_head() -> None:
    (table,) = tables(
        """
STT             Cơ quan              Thủ tục hành chính         Năm       Ghi chú
                                      Áp      Tổng      %       công
                                     dụng                        bố
  I    TỈNH NINH BÌNH                 954     1040     91,7
       (trước sắp xếp)
  1    UBND huyện Gia Viễn            245      260     94,2     2021
  2    UBND huyện Nho Quan            260      260    100,0     2020
"""
    )
    assert grid(table)[2][:2] == ["I", "TỈNH NINH BÌNH (trước sắp xếp)"]
    spans = {cell.text: (cell.row_span, cell.col_span) for cell in table.cells if cell.row < 2}
    assert (spans["Thủ tục hành chính"], spans["Năm công bố"], spans["Tổng"]) == ((1, 3), (2, 1), (1, 1))


LISTED = """
STT       Mã                     Tên thủ tục hành chính                   Thời hạn giải quyết
         TTHC
I. Lĩnh vực Văn hóa
  1    1.003654    Cấp giấy phép triển lãm mỹ thuật                       07 ngày làm việc
  2    1.001147    Cấp giấy phép tổ chức triển lãm do các tổ chức, cá     07 ngày làm việc
                   nhân tại địa phương đưa ra nước ngoài
II. Lĩnh vực Thể thao
  3     1.002445    Cấp giấy chứng nhận đủ điều kiện kinh doanh hoạt      05 ngày làm việc
                    động thể thao
"""


def test_the_heading_of_a_group_begins_where_the_numbers_do() -> None:
    (found,) = tables(LISTED)
    rows = grid(found)
    assert [row[0] for row in rows] == ["STT", "I.", "1", "2", "II.", "3"]
    assert rows[1][1] == "Lĩnh vực Văn hóa"
    assert rows[3][2].endswith("đưa ra nước ngoài")
    assert rows[5][3] == "05 ngày làm việc"
