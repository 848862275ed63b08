"""The text reader: tables as the lines print them, paragraphs put together, marks of OCR and Markdown taken off."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import Document, Paragraph, ReadError, Table
from extractors.readers import read
from extractors.readers.formats import sniff


def document(text: str) -> Document:
    return read(text.encode())


def paragraphs(text: str) -> list[str]:
    return [block.text for block in document(text).blocks if isinstance(block, Paragraph)]


def tables(text: str) -> list[list[list[str]]]:
    return [[[cell.text for cell in cells] for _, cells in table.iter_rows()] for table in document(text).tables()]


def spans(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in table.cells]


def words(found: Document) -> list[str]:
    said: list[str] = []
    for block in found.blocks:
        said += [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
    return sorted(" ".join(said).split())


# tab-separated OCR text


def test_trailing_empty_cells_count_and_rows_keep_their_length() -> None:
    found = document("TT\tTên cơ quan\tNăm 2018\tGhi chú\n1\tSở Nội vụ\tX\t\n2\tSở Y tế\t\t\tX\t\n").tables()[0]
    assert (found.rows, found.cols, found.row_lengths) == (3, 6, (4, 4, 6))
    assert spans(found)[-2:] == [(2, 4, 1, 1, "X"), (2, 5, 1, 1, "")]
    assert [cell.place.line for cell in found.row(2)] == [3] * 6


def test_a_printed_piece_is_a_table() -> None:
    text = "STT\tTên\n1\tSở A\n\nCông ty tư vấn\n\n2\tSở B\nSTT\tTên\n3\tSở C\n"
    assert tables(text) == [[["STT", "Tên"], ["1", "Sở A"]], [["2", "Sở B"]], [["STT", "Tên"], ["3", "Sở C"]]]
    assert paragraphs(text) == ["Công ty tư vấn"]


def test_a_line_without_tab_is_a_row_under_rows_and_prose_between_tables() -> None:
    text = "TT\tTên\n1\tSở A\nThuộc huyện Tuy Đức\n2\tSở B\nDỰ TOÁN NĂM 2019\nSTT\tHạng mục\n1\tPhần mềm\n"
    assert tables(text) == [
        [["TT", "Tên"], ["1", "Sở A"], ["Thuộc huyện Tuy Đức"], ["2", "Sở B"]],
        [["STT", "Hạng mục"], ["1", "Phần mềm"]],
    ]
    assert paragraphs(text) == ["DỰ TOÁN NĂM 2019"]


def test_markup_of_ocr_programs_is_no_text() -> None:
    text = (
        "**KT.CHỦ TỊCH\nPHÓ CHỦ TỊCH**\n\n*** Năm 2018**\n\nNghị quyết 36^a/NQ-CP (*kèm theo*), KGVX^(NNP), m$^{2}$\n"
    )
    found = [(block.text, block.bold) for block in document(text).blocks if isinstance(block, Paragraph)]
    assert found == [
        ("KT.CHỦ TỊCH", True),
        ("PHÓ CHỦ TỊCH", True),
        ("* Năm 2018", True),
        ("Nghị quyết 36a/NQ-CP (kèm theo), KGVX(NNP), m2", False),
    ]
    assert tables("I\t<p>Các cơ quan</p>\t**10**\n1\tSở A<br>B\tR&amp;D\n") == [
        [["I", "Các cơ quan", "10"], ["1", "Sở A B", "R&D"]]
    ]


# pipes


def test_markdown_tables() -> None:
    text = "Phụ lục\n| TT | Tên | Ghi chú |\n|:--|---|--:|\n| 1 | Sở A \\| B | |\n| 2 | **Sở C** |\n\nHết"
    assert tables(text) == [[["TT", "Tên", "Ghi chú"], ["1", "Sở A | B", ""], ["2", "Sở C"]]]
    assert paragraphs(text) == ["Phụ lục", "Hết"]


def test_pipe_dumps_without_a_frame() -> None:
    text = "TT | Tên | Năm\n1 | Sở A | X\n2 | Sở B |\n"
    assert tables(text) == [[["TT", "Tên", "Năm"], ["1", "Sở A", "X"], ["2", "Sở B", ""]]]


def test_rows_whose_cells_hold_several_lines_go_on_until_they_have_all_cells() -> None:
    text = (
        "PHỤ LỤC\n\nSố TT | Tên TTHC | Địa điểm | Phí\n\nI | LĨNH VỰC GIÁ\n\n1 | Kê khai giá | Nộp tại:\n- Một cửa.\n"
        "- Bưu điện. | Không\n\n2 | Niêm yết giá | Một cửa | 100\n\nGhi chú: áp dụng từ năm nay.\n"
    )
    assert tables(text) == [
        [
            ["Số TT", "Tên TTHC", "Địa điểm", "Phí"],
            ["I", "LĨNH VỰC GIÁ"],
            ["1", "Kê khai giá", "Nộp tại: - Một cửa. - Bưu điện.", "Không"],
            ["2", "Niêm yết giá", "Một cửa", "100"],
        ]
    ]
    assert paragraphs(text) == ["PHỤ LỤC", "Ghi chú: áp dụng từ năm nay."]


def test_a_pipe_in_a_line_of_prose_makes_no_table() -> None:
    assert paragraphs("Phê duyệt Kế hoạch\n16/04/2018 | 10:12 | lượt xem\n\nUBND tỉnh") == [
        "Phê duyệt Kế hoạch",
        "16/04/2018 | 10:12 | lượt xem",
        "UBND tỉnh",
    ]


def test_an_html_table_within_a_text_is_read() -> None:
    rows = ["<tr><th rowspan=2>TT</th><th colspan=2>Năm</th></tr>", "<tr><td>2018</td><td>2019</td></tr>"]
    rows.append("<tr><td>1</td><td>X</td><td></td></tr>")
    text = "\n".join(["## Phụ lục", "", "<table>", *rows, "</table>", "Nơi nhận:", "- Lưu: VT."])
    (found,) = document(text).tables()
    assert spans(found)[:4] == [(0, 0, 2, 1, "TT"), (0, 1, 1, 2, "Năm"), (1, 1, 1, 1, "2018"), (1, 2, 1, 1, "2019")]
    assert [cell.place.line for cell in found.cells] == [4, 4, 5, 5, 6, 6, 6]
    assert paragraphs(text) == ["Phụ lục", "Nơi nhận:", "- Lưu: VT."]


# one cell per line


def dumped(cells: list[str]) -> str:
    return "\n".join(f"{cell}\n|" if cell else "|" for cell in cells)


COMMUNES = ["1", "Xã Đăk Long", "", "X", "", "2", "Xã Ngọk Bay", "X", "", "", "3", "Phường Lê Lợi", "", "X", ""]


def test_cells_one_below_the_other_are_a_grid() -> None:
    heading = ["TT", "Tên cơ quan", "Áp dụng theo TCVN", "Ghi chú", "Năm 2025", "Năm 2027"]
    text = "PHỤ LỤC\nDANH SÁCH CÁC CƠ QUAN\n" + dumped([*heading, "Huyện Đăk Glei", "1", "2", "", *COMMUNES])
    (found,) = document(text).tables()
    assert spans(found)[:7] == [
        (0, 0, 2, 1, "TT"),
        (0, 1, 2, 1, "Tên cơ quan"),
        (0, 2, 1, 2, "Áp dụng theo TCVN"),
        (0, 4, 2, 1, "Ghi chú"),
        (1, 2, 1, 1, "Năm 2025"),
        (1, 3, 1, 1, "Năm 2027"),
        (2, 0, 1, 2, "Huyện Đăk Glei"),
    ]
    assert found.row_lengths == (4, 2, 4, 5, 5, 5)
    assert [[cell.text for cell in found.row(row)] for row in (3, 4)] == [COMMUNES[:5], COMMUNES[5:10]]
    assert paragraphs(text) == ["PHỤ LỤC", "DANH SÁCH CÁC CƠ QUAN"]
    assert [cell.place.line for cell in found.row(3)] == [22, 24, 26, 27, 29]


@pytest.mark.parametrize(
    ("heading", "row", "divided"),
    [
        (["TT", "Cơ quan", "Năm", "Ghi chú", "2017", "2018"], ["Sở A", "x", "", ""], {"Năm": (2, 2)}),
        (["TT", "Chỉ tiêu", "ĐVT", "Năm", "2021", "2022"], ["Tỷ lệ xã", "%", "20", "40"], {"Năm": (3, 2)}),
        (
            ["TT", "Nội dung", "Kinh phí", "Ghi chú", "Tổng số", "Năm 2012", "Năm 2013"],
            ["Chi tư vấn", "90", "40", "50", ""],
            {"Kinh phí": (2, 3)},
        ),
        (
            ["TT", "Huyện", "Tổng số xã", "Số xã áp dụng", "Cộng", "Năm 2018", "Năm 2019"],
            ["Huyện A", "20", "3", "5", "8"],
            {"Số xã áp dụng": (3, 2)},
        ),
        (
            ["TT", "Nội dung", "Đơn giá", "Thành tiền", "Trong đó", "Năm 2010", "Năm 2011"],
            ["Chi tư vấn", "10", "90", "40", "50"],
            {"Trong đó": (4, 2)},
        ),
        (["TT", "Khối", "Số xã", "Kết quả", "Tỷ lệ", "Đã công bố", "Chưa công bố"], ["Xã", "9", "7", "2", "77"], {}),
    ],
)
def test_the_heading_that_is_divided_is_no_sum_no_unit_and_no_note_or_it_stays_open(
    heading: list[str], row: list[str], divided: dict[str, tuple[int, int]]
) -> None:
    rows = [cell for number in "123" for cell in (number, *row)]
    (found,) = document("DANH SÁCH\n" + dumped([*heading, *rows])).tables()
    assert {cell.text: (cell.col, cell.col_span) for cell in found.row(0) if cell.col_span > 1} == divided


def test_a_cell_that_reaches_down_is_not_printed_in_the_rows_below() -> None:
    cells = ["TT", "Đơn vị", "Số TTHC", "Tư vấn", "Ghi chú"]
    cells += ["1", "Xã A", "60/116", "Trung tâm B", "", "2", "Xã C", "61/116", "", "3", "Xã D", "25", "Đang làm"]
    cells += ["4", "Xã E", "30", "Công ty F", "", "5", "Xã G", "31", "-", "", "6", "Xã H", "32", "-", ""]
    (found,) = document("DANH SÁCH\n" + dumped(cells)).tables()
    assert [(cell.row, cell.row_span) for cell in found.cells if cell.col == 3 and 0 < cell.row < 5] == [(1, 3), (4, 1)]
    assert [cell.text for cell in found.cells if cell.col == 4] == ["Ghi chú", "", "", "Đang làm", "", "", ""]


def test_groups_without_rows_stand_between_the_last_number_and_the_total() -> None:
    rows = ["I", "Tư vấn", "80", "1", "Cấp sở", "30", "2", "Cấp xã", "30", "3", "Xã", "20"]
    rows += ["II", "Đào tạo", "20"]
    (found,) = document("DỰ TOÁN\n" + dumped(["TT", "Nội dung", "Số tiền", *rows, "Tổng cộng", "100"])).tables()
    assert [cell.text for row in (5, 6) for cell in found.row(row)] == ["II", "Đào tạo", "20", "Tổng cộng", "100"]


def test_wrapped_cells_are_joined_and_prose_around_stays() -> None:
    text = (
        "Số: 474/QĐ-UBND\n|\nKon Tum, ngày 10\ntháng 7 năm 2020\n|\nĐiều 1. Phê duyệt.\n"
        "TT\n|\nTên cơ quan,\ntổ chức\n|\n"
        "Năm\n|\n"
        "1\n|\nSở Nông nghiệp và\nPhát triển nông thôn\n|\n2025\n|\n2\n|\nSở Y tế\n|\n2025\n|\n"
        "3\n|\nSở Nội vụ\n|\n2027\n|\nNgười lập biểu"
    )
    assert tables(text) == [
        [
            ["TT", "Tên cơ quan, tổ chức", "Năm"],
            ["1", "Sở Nông nghiệp và Phát triển nông thôn", "2025"],
            ["2", "Sở Y tế", "2025"],
            ["3", "Sở Nội vụ", "2027"],
        ]
    ]
    assert paragraphs(text) == [
        "Số: 474/QĐ-UBND",
        "Kon Tum, ngày 10 tháng 7 năm 2020",
        "Điều 1. Phê duyệt.",
        "Người lập biểu",
    ]


def test_cells_that_fit_no_grid_are_paragraphs_in_order() -> None:
    text = "ỦY BAN NHÂN DÂN\nTỈNH KON TUM\n-------\n|\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\n|\n"
    text += "Nơi nhận:\n- Lưu: VT.\n|\nCHỦ TỊCH\nNguyễn Văn A\n|"
    assert paragraphs(text) == [
        "ỦY BAN NHÂN DÂN TỈNH KON TUM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Nơi nhận:",
        "- Lưu: VT.",
        "CHỦ TỊCH",
        "Nguyễn Văn A",
    ]
    assert tables(text) == []


def test_a_total_whose_number_is_blank_ends_a_dumped_table() -> None:
    cells = ["STT", "Nội dung", "Kinh phí", "1", "Rà soát", "120", "2", "Niêm yết", "45", "", "Tổng cộng", "165"]
    text = "\n".join(f"{cell}\n|" if cell else "|" for cell in cells)
    assert tables(text) == [[["STT", "Nội dung", "Kinh phí"], ["1", "Rà soát", "120"], ["2", "Niêm yết", "45"],
                             ["", "Tổng cộng", "165"]]]  # fmt: skip


def test_a_total_at_the_end_and_a_second_table() -> None:
    first = ["STT", "Nội dung", "Số tiền", "1", "Đào tạo", "20.000", "2", "Kiểm tra", "30.000", "Tổng cộng", "50.000"]
    second = ["TT", "Tên", "1", "Sở A", "2", "Sở B", "3", "Sở C"]
    text = dumped(first) + "\nPHỤ LỤC 2\nDANH SÁCH\n" + dumped(second)
    one, two = document(text).tables()
    assert spans(one)[-2:] == [(3, 0, 1, 2, "Tổng cộng"), (3, 2, 1, 1, "50.000")]
    assert [cell.text for cell in two.row(0)] == ["TT", "Tên"]
    assert paragraphs(text) == ["PHỤ LỤC 2", "DANH SÁCH"]


NAMES = st.sampled_from(["Sở Nội vụ", "UBND xã Ia Dom", "Chi cục Thú y", "Văn phòng Ủy ban nhân dân tỉnh"])
MARKS = st.sampled_from(["", "X", "x", "-"])


@settings(deadline=None)
@given(
    st.integers(1, 4),
    st.lists(st.tuples(NAMES, st.lists(MARKS, min_size=4, max_size=4), st.booleans()), min_size=4, max_size=12),
)
def test_every_dumped_table_is_found_again(years: int, rows: list[tuple[str, list[str], bool]]) -> None:
    heading = ["STT", "Tên cơ quan", *(f"Năm {2018 + year}" for year in range(years)), "Ghi chú"]
    printed: list[list[str]] = [heading]
    for number, (name, marks, group) in enumerate(rows, 1):
        if group and number > 1:
            printed.append(["Huyện Đăk Tô", *marks[:years], ""])
        printed.append([str(number), name, *marks[:years], ""])
    found = tables("DANH SÁCH CÁC CƠ QUAN\n" + dumped([cell for row in printed for cell in row]))
    assert found == [printed]


# prose


def test_a_group_before_the_first_number_lacks_its_last_cells() -> None:
    cells = ["STT", "Tên", "Mã", "Ghi chú", "Trang", "I", "LĨNH VỰC LƯU TRỮ", "G01", ""]
    rows = [[str(n), f"Thủ tục {n}", f"1.00010{n}", "Giữ", str(10 * n)] for n in range(1, 4)]
    (found,) = tables(dumped([*cells, *(text for row in rows for text in row)]))
    assert found == [cells[:5], ["I", "LĨNH VỰC LƯU TRỮ", "G01", ""], *rows]


def test_a_group_in_one_cell_is_no_heading() -> None:
    cells = ["STT", "Tên", "Lĩnh vực", "A. Thủ tục cấp xã"]
    rows = [[str(n), f"Thủ tục {n}", "Lưu trữ"] for n in range(1, 4)]
    (found,) = tables(dumped([*cells, *(text for row in rows for text in row)]))
    assert found == [cells[:3], [cells[3]], *rows]


def test_years_number_rows_and_units_stand_under_the_headings_that_have_one() -> None:
    heading = ["Năm", "Diện tích", "Sản lượng", "(ha)", "(tấn)", ""]
    rows = [["2010", "748.700", "751.700"], ["2011", "801.600", "789.300"], ["2012", "917.900", "877.100"]]
    (found,) = document("Cây cao su:\n" + dumped([*heading, *(cell for row in rows for cell in row)])).tables()
    assert spans(found)[:6] == [
        (0, 0, 2, 1, "Năm"),
        (0, 1, 1, 1, "Diện tích"),
        (0, 2, 1, 1, "Sản lượng"),
        (1, 1, 1, 1, "(ha)"),
        (1, 2, 1, 1, "(tấn)"),
        (2, 0, 1, 1, "2010"),
    ]
    assert [[cell.text for cell in found.row(at)] for at in range(2, found.rows)] == rows


def test_years_that_are_data_number_no_rows() -> None:
    cells = ["2018", "Xã A", "2018", "Xã B", "2020", "Xã C"]
    assert tables("Các xã:\n" + dumped(cells)) == []


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_cells_alone_on_their_lines_are_a_table_when_every_row_has_them_all(between: str) -> None:
    heading = ["TT", "Tên thủ tục", "Lĩnh vực", "Ghi chú"]
    rows = [["1.", "Cấp phép xây dựng", "Xây dựng"], ["2.", "Gia hạn phép", "Xây dựng"], ["3.", "Đổi phép", "Nhà ở"]]
    text = between.join(["DANH MỤC", *heading, *(cell for row in rows for cell in row)])
    assert tables(text) == [[heading, *([*row, ""] for row in rows)]]
    broken = between.join(["DANH MỤC", *heading[:3], *rows[0], "(bản sao)", *rows[1], *rows[2]])
    assert [[len(row) for row in table] for table in tables(broken)] == [[1] * 13]  # nothing shows the rows
    assert "(bản" in words(document(broken))


def lines_only(text: str) -> bool:
    """Tell whether the text's table is given as one column of its lines, and said to be unread."""
    (table,) = document(text).tables()
    return table.cols == 1 and [note.rule for note in table.irregularities] == ["cells_without_rows"]


def test_lone_cells_whose_blanks_are_printed_are_rows_with_groups_between() -> None:
    heading = ["STT", "Cơ quan", "Năm 2031", "Năm 2032", "Ghi chú"]
    rows = [
        ["I", "Cấp tỉnh", "", "", ""],
        ["1", "Sở Muối", "x", "", ""],
        ["2", "Sở Lúa", "", "x", "Làm lại"],
        ["II", "Cấp huyện", "", "", ""],
        ["1", "Phòng Ghe", "", "x", ""],
        ["2", "Phòng Lưới", "x", "", ""],
    ]
    lines = [cell for row in (heading, *rows) for cell in row]
    for between in ("\n", "\n\n"):
        assert tables("Như sau:\n\n" + between.join(lines)) == [[heading, *rows]]
    lost_at_end = "\n".join([*lines, "Nơi nhận:", "- Như trên."]).replace("x\n\n\nNơi", "x\nNơi")
    assert lines_only(lost_at_end)  # the words below are no cells of the last row
    kept = "\n".join(line for line in lines if line)
    assert lines_only(kept)
    assert "2032" in words(document(kept))


def test_a_total_behind_lone_cells_is_a_row_where_its_figures_fit() -> None:
    rows = [["STT", "Việc", "Giờ", "Tiền"], ["1", "Vá lưới", "3", "120"], ["2", "Sơn ghe", "2", "45"]]
    text = "\n".join(cell for row in rows for cell in row)
    assert tables(f"{text}\nTổng cộng:\n5\n165") == [[*rows, ["", "Tổng cộng:", "5", "165"]]]
    assert tables(f"{text}\nTổng cộng\n165") == [[*rows, ["", "Tổng cộng", "", "165"]]]  # which it is the sum of
    assert lines_only(f"{text}\nTổng cộng\n166")  # of which column?
    paid = text.replace("Tiền", "Thành tiền (đồng)").replace("45", "4,5")
    assert tables(f"{paid}\nTổng cộng\n125")[0][-1] == ["", "Tổng cộng", "", "125"]  # the column of the money
    assert tables(f"{text}\nCông an xã ký.") == [rows]
    assert lines_only("\n".join([*text.split("\n")[:-1], "Tổng cộng", "5", "165"]))  # the last row lacks a cell


def test_lone_headings_stand_over_others_where_one_reading_only_makes_sense() -> None:
    heads = ["STT", "Tên cơ quan", "Số TTHC", "Tình trạng", "Ghi chú", "Tổng số", "Áp dụng", "Công bố", "Kiểm tra"]
    rows = [["1", "Trạm Thú y", "40", "38", "x", "x", "Đạt"], ["2", "Trạm Khuyến nông", "9", "9", "x", "x", "Đạt"]]
    text = "\n".join([*heads, *(cell for row in rows for cell in row)])
    total = ["", "Cộng", "49", "47", "2", "2"]
    first = ["STT", "Tên cơ quan", "Số TTHC", "Tình trạng", "Ghi chú"]
    assert tables(text) == [[first, ["Tổng số", "Áp dụng", "Công bố", "Kiểm tra"], *rows]]
    assert tables("\n".join([text, *total[1:]]))[0][-1] == [*total, ""]
    # "Số TTHC" may as well stand beside the two, over a column that is blank in all rows
    open_ended = ["STT", "Tên cơ quan", "Số TTHC", "Tổng số", "Áp dụng"]
    assert lines_only("\n".join([*open_ended, *(cell for row in rows for cell in row[:4])]))


def test_a_list_of_lone_cells_may_be_longer_than_the_years_are_high() -> None:
    rows = [[str(number), f"Thủ tục {number}", "Đất đai"] for number in range(1, 2102)]
    (found,) = tables("\n".join(["STT", "Tên thủ tục", "Lĩnh vực", *(cell for row in rows for cell in row)]))
    assert found[1:] == rows


def test_numbers_that_a_browser_counted_are_all_one() -> None:
    rows = [["1.", "Đổi giấy phép", "3"], ["1.", "Cấp lại giấy phép", "4"], ["1.", "Thu hồi giấy phép", "4"]]
    text = "\n\n".join(["TT", "Tên thủ tục", "Mức độ", *(cell for row in rows for cell in row)])
    assert tables(text) == [[["TT", "Tên thủ tục", "Mức độ"], *rows]]


def test_hard_wrapped_lines_are_joined_into_paragraphs() -> None:
    text = """Căn cứ Luật Tổ chức Chính
quyền địa phương ngày 19 tháng 6 năm 2015; Luật sửa đổi một số điều của Luật
Tổ chức Chính phủ ngày 22 tháng 11 năm 2019;
Xét đề nghị của Giám đốc Sở
Khoa học và Công nghệ.
QUYẾT ĐỊNH:
Điều 1.
Phê duyệt Kế hoạch “Áp dụng Hệ thống quản lý chất lượng theo Tiêu chuẩn quốc
gia TCVN ISO 9001:2015 vào hoạt động của các cơ quan, tổ chức giai đoạn 2021
- 2030” với những nội dung chính sau đây:
I. Mục đích,
yêu cầu
- Tiếp tục thực hiện có hiệu lực việc áp dụng, duy trì và cải tiến theo TCVN
ISO 9001:2015.
1. Sở Tài chính
Phối hợp với các đơn vị có liên quan tham mưu Ủy ban nhân dân tỉnh bố trí kinh
phí thực hiện Kế hoạch.
"""
    assert paragraphs(text) == [
        "Căn cứ Luật Tổ chức Chính quyền địa phương ngày 19 tháng 6 năm 2015; Luật sửa đổi một số điều của Luật"
        " Tổ chức Chính phủ ngày 22 tháng 11 năm 2019;",
        "Xét đề nghị của Giám đốc Sở Khoa học và Công nghệ.",
        "QUYẾT ĐỊNH:",
        "Điều 1. Phê duyệt Kế hoạch “Áp dụng Hệ thống quản lý chất lượng theo Tiêu chuẩn quốc gia TCVN ISO 9001:2015"
        " vào hoạt động của các cơ quan, tổ chức giai đoạn 2021 - 2030” với những nội dung chính sau đây:",
        "I. Mục đích, yêu cầu",
        "- Tiếp tục thực hiện có hiệu lực việc áp dụng, duy trì và cải tiến theo TCVN ISO 9001:2015.",
        "1. Sở Tài chính",
        "Phối hợp với các đơn vị có liên quan tham mưu Ủy ban nhân dân tỉnh bố trí kinh phí thực hiện Kế hoạch.",
    ]


def test_lines_that_are_paragraphs_stay_apart() -> None:
    text = "2. Sở Tài chính\nPhối hợp Sở Khoa học và Công nghệ thẩm định kinh phí\nLập dự toán hằng năm\nQuý IV báo cáo"
    assert paragraphs(text) == text.split("\n")


def test_lone_figures_that_do_not_count_pages_are_cells_of_a_lost_table() -> None:
    assert paragraphs("Kinh phí\n\n250\n\nKhảo sát\n\n90\n\nThiết kế\n\n120") == [
        *("Kinh phí", "250", "Khảo sát", "90", "Thiết kế", "120")
    ]
    assert paragraphs("Nội dung\n|\nKinh phí\n|\nKhảo sát\n|\n250\n|\n") == ["Nội dung", "Kinh phí", "Khảo sát", "250"]
    assert paragraphs("Trang đầu.\n\n2\n\nTrang hai.\n\n3\n\nTrang ba.") == ["Trang đầu.", "Trang hai.", "Trang ba."]


def test_a_page_number_between_blank_lines_is_no_paragraph() -> None:
    assert paragraphs("- Lưu: VT.\n\n12\n\nKT. CHỦ TỊCH") == ["- Lưu: VT.", "KT. CHỦ TỊCH"]
    assert paragraphs("## Phụ lục\n\n---\n\nKết thúc") == ["Phụ lục", "Kết thúc"]


def test_places_are_lines_of_the_source() -> None:
    found = document("\r\n\r\nQUYẾT ĐỊNH\r\n\r\nĐiều 1. Phê duyệt\r\nkế hoạch\r\nTT\tTên\r\n")
    assert [block.place.line for block in found.blocks] == [3, 5, 7]


@pytest.mark.parametrize("text", ["* * *\n---\n", "|\n|\n|\n", "|--|--|\n|--|--|", "```\n```"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(ReadError) as caught:
        document(text)
    assert caught.value.category == "no_text"


LINES = st.lists(st.text("abcđêấAB12.;:-\t |", max_size=14), max_size=14)


@settings(deadline=None)
@given(LINES)
def test_no_word_is_lost(lines: list[str]) -> None:
    found = words(document("\n".join(["mở đầu", *lines, "kết thúc"])))
    said = [re.sub(r"[|\s]+", " ", line).strip() for line in ["mở đầu", *lines, "kết thúc"]]
    wanted = {word for line in said for word in line.split() if any(sign.isalpha() for sign in word)}
    joined = " ".join(found).replace("|", " ").split()
    assert wanted <= set(joined)


def test_a_text_whose_line_ends_were_written_twice_reads_as_before() -> None:
    rows = [f"{number}\tSở số {number}\t{number * 3}" for number in range(1, 25)]
    text = "\n".join(["Danh sách kèm theo", "", "STT\tTên cơ quan\tSố thủ tục", *rows, "", "Nơi nhận: lưu."])
    twice = text.replace("\n", "\r\r\n")
    assert tables(twice) == tables(text)
    assert paragraphs(twice) == paragraphs(text)
    (table,) = document(twice).tables()
    assert table.cells[4].place.line == 7  # of the source, whose lines 2, 3, 4 and 6 are blank


def test_paragraphs_apart_by_a_blank_line_stay_apart() -> None:
    lines = [f"Khoản {number}. Các đơn vị thực hiện" for number in range(1, 30)]
    assert paragraphs("\n\n".join(lines)) == lines


def test_markdown_that_begins_with_an_html_table_is_a_text() -> None:
    head = "<table>\n<tr><td>SỞ Y TẾ</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr>\n</table>\n\n"
    prose = "\n\n".join(
        f"{nth}\\. Sở Nội vụ theo dõi, đôn đốc các cơ quan thực hiện Kế hoạch này." for nth in range(1, 9)
    )
    assert sniff(f"{head}**KẾ HOẠCH**\n\n{prose}\n".encode()) == "text"
    tagged = prose.replace("\n\n", "</p><p>")
    assert sniff(f"{head}<p>KẾ HOẠCH</p><p>{tagged}</p>\n".encode()) == "html"
    assert sniff(f"{head}{head}".encode()) == "html"  # nothing but tables
