"""What a page break cuts is made whole by the page's own evidence: measures of the lines, lines left open, headings."""

from __future__ import annotations

from dataclasses import replace

from extractors.document import Page, Setting, Table
from extractors.layout import shape
from tests.layout_tables import document, printed, texts

LETTER = 5.0  # points: the width of a glyph in these tables
LINE = 12.0


def measured(table: Table, *, open_rows: tuple[int, ...] = (), open_cells: tuple[tuple[int, int], ...] = ()) -> Table:
    """Return `table` as a page sets it: every text on one line that fills its cell from top to bottom."""
    cells = []
    for cell in table.cells:
        width = table.widths[cell.col] if cell.col_span == 1 else sum(table.widths)
        words = cell.text.split() or [""]
        setting = Setting(
            size=10.0 if cell.text else 0.0,
            room=width - 4,
            first_word=LETTER * len(words[0]),
            first_glyph=LETTER,
            last_line=LETTER * len(cell.text),
            last_word=LETTER * len(words[-1]),
            below=0.3 if cell.text else float("inf"),
            open_below=cell.row in open_rows or (cell.row, cell.col) in open_cells,
        )
        cells.append(replace(cell, setting=setting))
    return replace(table, cells=tuple(cells))


def joined(first: Table, second: Table) -> Table:
    tables = shape(document(first, second)).tables()
    assert len(tables) == 1
    return tables[0]


HEADING = "Tên cơ quan | Tỷ lệ | Nội dung"


def test_without_numbers_a_row_goes_on_when_its_next_words_found_no_room() -> None:
    widths = (90, 60, 80)
    first = measured(printed(f"{HEADING}\nSở Y tế | 3/9 | Kiểm tra\nPhòng Khoa học | 4/7 | Họp tổng", 1, widths))
    second = measured(printed("Phố | | Kếthoạch năm\nSở Nội vụ | 5/8 | Tập huấn", 2, widths))
    table = joined(first, second)
    assert texts(table, 2) == ["Phòng Khoa học Phố", "4/7", "Họp tổng Kếthoạch năm"]
    assert texts(table, 3) == ["Sở Nội vụ", "5/8", "Tập huấn"]


def test_a_name_that_had_room_on_the_page_before_is_a_row_of_its_own() -> None:
    widths = (200, 60, 80)
    first = measured(printed(f"{HEADING}\nSở Y tế | 3/9 | Kiểm tra\nPhòng Khoa học | 4/7 | Họp tổng", 1, widths))
    second = measured(printed("Phố | | Kếthoạch năm\nSở Nội vụ | 5/8 | Tập huấn", 2, widths))
    assert joined(first, second).rows == 5


def test_a_row_is_not_cut_where_its_page_has_room_left() -> None:
    widths = (90, 60, 80)
    first = measured(printed(f"{HEADING}\nSở Y tế | 3/9 | Kiểm tra\nPhòng Khoa học | 4/7 | Họp tổng", 1, widths))
    second = measured(printed("Phố | | Kếthoạch năm\nSở Nội vụ | 5/8 | Tập huấn", 2, widths))
    long = printed("\n".join(f"A{row} | b" for row in range(12)), 3)
    pages = tuple(Page(number, 595.0, 842.0) for number in (1, 2, 3))
    shaped = shape(replace(document(first, second, long), pages=pages))
    assert shaped.tables()[0].rows == 5


def test_a_word_broken_by_a_narrow_column_and_the_page_is_one_word() -> None:
    heading = "STT | Tên | Số thủ tục"
    first = measured(printed(f"{heading}\n1 | Sở Y tế | 3\n2 | Sở Nội vụ | Khôn", 1, (40, 200, 27)))
    second = measured(printed("| | g có\n3 | Sở Tư pháp | 5", 2, (40, 200, 27)))
    assert texts(joined(first, second), 2) == ["2", "Sở Nội vụ", "Không có"]


def test_a_point_left_over_from_a_sequence_number_is_no_number() -> None:
    first = printed("STT | Tên | Năm\n30 | Sở Y tế | x\n31 | Phòng Chăn nuôi và | x", page=1)
    second = printed(". | Thú y | \n32. | Sở Tư pháp | x", page=2)
    table = joined(first, second)
    assert [texts(table, row)[:2] for row in (2, 3)] == [["31.", "Phòng Chăn nuôi và Thú y"], ["32.", "Sở Tư pháp"]]


def test_a_row_left_open_by_the_page_goes_on_and_a_numbered_one_begins() -> None:
    first = printed("STT | Tên | Nội dung\n1 | Sở Y tế | Họp\n2 | Sở Nội vụ | Tập huấn.", page=1, widths=(40, 200, 90))
    rest = printed("| | Kiểm tra.\n3 | Sở Tư pháp | Họp", page=2, widths=(40, 200, 90))
    own = printed("3 | Sở Tư pháp | Kiểm tra.\n4 | Sở Xây dựng | Họp", page=2, widths=(40, 200, 90))
    cut = measured(first, open_rows=(2,))
    assert texts(joined(cut, measured(rest)), 2) == ["2", "Sở Nội vụ", "Tập huấn. Kiểm tra."]
    assert joined(cut, measured(own)).rows == 5


def test_a_cell_left_open_among_closed_ones_is_merged_with_the_blank_below() -> None:
    widths = (40, 200, 90)
    first = printed("STT | Tên | Ghi chú\n1 | Sở Y tế | \n2 | Sở Nội vụ | Theo đợt", page=1, widths=widths)
    second = measured(printed("3 | Sở Tư pháp | \n4 | Sở Xây dựng | Cả năm", page=2, widths=widths))
    merged = joined(measured(first, open_cells=((2, 2),)), second)
    assert next(cell for cell in merged.cells if cell.text == "Theo đợt").row_span == 2
    closed = joined(measured(first), second)
    assert next(cell for cell in closed.cells if cell.text == "Theo đợt").row_span == 1


def test_a_heading_cut_between_its_rows_is_one_heading() -> None:
    first = printed("STT | Tên cơ quan | Kết quả kiểm tra", page=1, widths=(30, 200, 160))
    second = printed("| | Đạt | Không đạt\n1 | Sở Y tế | x | \n2 | Sở Nội vụ | | x", page=2, widths=(30, 200, 80, 80))
    table = joined(first, second)
    assert table.header_rows == 2
    assert table.headings == (
        ("STT",),
        ("Tên cơ quan",),
        ("Kết quả kiểm tra", "Đạt"),
        ("Kết quả kiểm tra", "Không đạt"),
    )
    assert texts(table, 2) == ["1", "Sở Y tế", "x", ""]
    assert table.pages == (1, 2)


def test_a_heading_cut_inside_its_row_is_one_row() -> None:
    widths = (30, 100, 30)
    first = measured(printed("STT | Đơn vị | Năm", page=1, widths=widths))
    second = measured(printed("| | 2020\n1 | Sở Y tế | x\n2 | Sở Nội vụ | x", page=2, widths=widths))
    table = joined(first, second)
    assert table.headings == (("STT",), ("Đơn vị",), ("Năm 2020",))
    assert table.rows == 3


def test_a_heading_of_two_rows_cut_inside_the_upper_one_is_one_heading() -> None:
    first = measured(printed("STT | Tên trạm | Số giờ bơm | <", page=1, widths=(30, 50, 90, 90)))
    rest = "| nước | | <\n^ | ^ | Ngày | Đêm\n1 | Trạm Cả | 3 | 5\n2 | Trạm Hai | 4 | 6"
    table = joined(first, measured(printed(rest, page=2, widths=(30, 50, 90, 90))))
    assert table.headings == (("STT",), ("Tên trạm nước",), ("Số giờ bơm", "Ngày"), ("Số giờ bơm", "Đêm"))
    assert texts(table, 2) == ["1", "Trạm Cả", "3", "5"]


def test_a_first_row_under_a_whole_heading_stays_in_the_body() -> None:
    widths = (30, 100, 90)
    first = measured(printed("STT | Đơn vị | Ghi chú", page=1, widths=widths))
    second = measured(printed("| Sở Y tế | Họp\n1 | Phòng một | x", page=2, widths=widths))
    table = joined(first, second)
    assert (table.header_rows, table.rows) == (1, 3)


def test_words_of_a_repeated_heading_that_ran_into_the_row_below_are_taken_out() -> None:
    first = printed("STT | Tên | Đáp ứng yêu cầu\n1 | Sở Y tế | x", page=1)
    second = printed("STT | Tên | Đáp ứng\n2 | Sở Nội vụ | yêu cầu\n3 | Sở Tư pháp | x", page=2)
    table = joined(first, second)
    assert table.headings[2] == ("Đáp ứng yêu cầu",)
    assert texts(table, 2) == ["2", "Sở Nội vụ", ""]


def test_the_rest_of_a_word_cut_by_a_low_heading_is_taken_out() -> None:
    first = printed("STT | Tên | Cơ quan phối hợp\n1 | Sở Y tế | x", page=1)
    second = printed("STT | Tên | Cơ quan phối hợ\n2 | Sở Nội vụ | p\n3 | Sở Tư pháp | x", page=2)
    assert texts(joined(first, second), 2) == ["2", "Sở Nội vụ", ""]


def test_a_mark_under_a_low_heading_stays() -> None:
    first = printed("STT | Tên | Áp dụng xong\n1 | Sở Y tế | x", page=1)
    second = printed("STT | Tên | Áp dụng\n2 | Sở Nội vụ | x\n3 | Sở Tư pháp | x", page=2)
    assert texts(joined(first, second), 2) == ["2", "Sở Nội vụ", "x"]


def test_a_heading_cut_to_two_letters_is_known_by_its_neighbours() -> None:
    first = printed("Số TT | Tên | Kết quả | Ghi chú\n1 | Sở Y tế | x | ", page=1)
    second = printed("SốT | Tên | Kết quả | Ghi chú\n2 | Sở Nội vụ | x | \n3 | Sở Tư pháp | x | ", page=2)
    assert joined(first, second).rows == 4


def test_a_row_of_words_in_mid_sentence_is_no_heading_although_a_cell_is_merged_downwards() -> None:
    widths = (30, 90, 90, 60)
    first = measured(
        printed(
            "STT | Tên | Nội dung | Số\n1 | Sở Y tế | Họp tổng | 3\n2 | UBND xã Văn | Đào tạo về | 9",
            page=1,
            widths=widths,
        )
    )
    second = measured(
        printed(
            " | hóa và du lịch | điện tử | TTHC\n3 | Sở Nội vụ | ^ | 5\n4 | Sở Tư pháp | ^ | 6", page=2, widths=widths
        )
    )
    assert joined(first, second).header_rows == 1


def test_a_cut_number_is_enough_where_nothing_else_of_the_row_is_cut() -> None:
    first = measured(
        printed(
            "STT | Tên | Ghi chú\n9 | Sở Y tế | x\n10 | Sở Nội vụ | x\n1 | Sở Tư pháp | x", page=1, widths=(30, 90, 60)
        )
    )
    second = measured(printed("1 | | \n12 | Sở Xây dựng | x\n13 | Ban Dân tộc | x", page=2, widths=(30, 90, 60)))
    table = joined(first, second)
    assert [texts(table, row)[0] for row in range(1, table.rows)] == ["9", "10", "11", "12", "13"]


def test_the_second_line_of_an_item_that_carries_a_dash_goes_home() -> None:
    widths = (30, 95, 60)
    first = measured(
        printed(
            "TT | Nội dung | Tiền\n1 | Đào tạo | 90\n- | Mở lớp ở huyện | 60\n- | Thuê phòng theo | 30",
            page=1,
            widths=widths,
        )
    )
    second = measured(printed(" | Thông tư số 36 | \n2 | Kiểm tra | 50", page=2, widths=widths))
    table = joined(first, second)
    assert texts(table, 3)[1] == "Thuê phòng theo Thông tư số 36"


def test_a_row_without_a_name_is_the_rest_of_the_one_above_where_every_row_has_one() -> None:
    names = "\n".join(f"Sở {name} | {name}" for name in ("Y tế", "Nội vụ", "Tư pháp", "Xây dựng", "Tài chính"))
    first = measured(printed(f"Tên cơ quan | Nội dung\n{names}", page=1, widths=(150, 200)))
    second = measured(printed(" | Phần mềm\nSở Công Thương | Phần\nBan Dân tộc | Phần khác", page=2, widths=(150, 200)))
    assert texts(joined(first, second), 5)[1] == "Tài chính Phần mềm"


def test_a_figure_never_ends_with_a_point() -> None:
    first = measured(
        printed("STT | Tên | Tiền\n1 | Sở Y tế | 2.000\nTổng cộng | < | 9.419.", page=1, widths=(30, 90, 40))
    )
    second = measured(printed(" | < | 956.188", page=2, widths=(30, 90, 40)))
    assert texts(joined(first, second), 2)[2] == "9.419.956.188"


def test_a_merged_cell_that_ends_with_its_page_is_whole_although_its_line_is_drawn_too_early() -> None:
    first = printed(
        "STT | Tên | Ghi chú\n1 | Sở Y tế | x\n2 | Theo đợt | x\n3 | | x\n4 | ^ | x", page=1, widths=(30, 90, 60)
    )
    second = printed("5 | Sở Nội vụ | x\n6 | Sở Tư pháp | x", page=2, widths=(30, 90, 60))
    table = joined(measured(first, open_cells=((3, 1),)), measured(second))
    assert next(cell for cell in table.cells if cell.text == "Theo đợt").row_span == 3


def test_a_stroke_of_a_cut_code_is_no_bullet() -> None:
    names = "\n".join(f"Sở {name} | {name}" for name in ("Y tế", "Nội vụ", "Tư pháp"))
    first = measured(printed(f"Tên | Căn cứ\n{names}\nSở Nông | Thông tư 116/2015/TT", page=1, widths=(50, 125)))
    second = measured(printed("nghiệp | -BTC ngày\nSở Xây | Số 5", page=2, widths=(50, 125)))
    assert texts(joined(first, second), 4)[0] == "Sở Nông nghiệp"


def test_a_point_alone_at_the_top_of_a_page_belongs_to_the_number_above() -> None:
    widths = (20, 90, 60)
    first = measured(printed("STT | Tên | Số\n9. | Sở Y tế | 1\n10 | Sở Nội vụ | 2", page=1, widths=widths))
    second = measured(printed(". | | \n11. | Sở Tư pháp | 3\n12. | Sở Xây dựng | 4", page=2, widths=widths))
    assert [texts(joined(first, second), row)[0] for row in range(1, 5)] == ["9.", "10.", "11.", "12."]


def test_a_count_under_words_is_of_a_row_of_its_own() -> None:
    widths = (80.0, 120.0, 60.0)
    first = measured(
        printed(
            """Tên cơ quan | Nội dung | Số TTHC
            Sở Y tế | Tập huấn | 31/40
            Chi cục Thú y | Kiểm tra, giám sát tại nhiều cơ quan | Không có TTHC""",
            page=1,
            widths=widths,
        )
    )
    second = measured(
        printed(
            """Ban Dân tộc | Thuê chuyên gia tư vấn trong nhiều ngày | 55/123
            Sở Nội vụ | Họp tổng kết | 60/116""",
            page=2,
            widths=widths,
        )
    )
    table = joined(first, second)
    assert [texts(table, row)[0] for row in range(2, table.rows)] == ["Chi cục Thú y", "Ban Dân tộc", "Sở Nội vụ"]


def test_two_counts_are_never_one_that_was_cut() -> None:
    widths = (80.0, 34.0)
    first = measured(printed("Tên cơ quan | Số TTHC\nSở Y tế | 31/40\nSở Nội vụ | 33/164", page=1, widths=widths))
    second = measured(printed(" | 90/154\nSở Tư pháp | 60/116", page=2, widths=widths))
    table = joined(first, second)
    assert [texts(table, row)[1] for row in range(1, table.rows)] == ["31/40", "33/164", "90/154", "60/116"]


def test_a_name_that_goes_on_in_small_letters_is_no_new_one_whatever_room_there_was() -> None:
    widths = (120.0, 120.0)
    first = measured(
        printed("Tên cơ quan | Nội dung\nSở Y tế | Kiểm tra\nPhòng Sở Tài | Tập huấn", page=1, widths=widths)
    )
    second = measured(printed("nguyên và Môi trường | \nSở Nội vụ | Kiểm tra", page=2, widths=widths))
    table = joined(first, second)
    assert [texts(table, row)[0] for row in range(2, table.rows)] == [
        "Phòng Sở Tài nguyên và Môi trường",
        "Sở Nội vụ",
    ]


NUMBERED = "STT | Tên cơ quan | Nội dung | Ghi chú"


def test_a_syllable_that_the_page_cuts_makes_its_cells_one_whatever_stands_beside() -> None:
    widths = (30, 200, 28, 80)
    first = measured(printed(f"{NUMBERED}\n1 | Sở Y tế | Văn phòn | x", 1, widths))
    second = measured(printed("2 | Sở Nội vụ | g phẩm | x\n3 | Sở Tư pháp | Họp | x", 2, widths))
    table = joined(first, second)
    assert [(c.text, c.row_span) for c in table.cells if c.col == 2 and c.row] == [("Văn phòng phẩm", 2), ("Họp", 1)]
    assert texts(table, 2)[:2] == ["2", "Sở Nội vụ"]


def test_a_text_that_goes_on_in_small_letters_is_merged_where_all_others_begin_large() -> None:
    widths = (30, 200, 75, 80)
    body = "".join(f"{n} | Sở Y tế | Kiểm tra | x\n" for n in range(1, 6))
    first = measured(printed(f"{NUMBERED}\n{body}6 | Sở Xây dựng | Họp tổng kết | x", 1, widths))
    second = measured(printed("7 | Sở Nội vụ | giai đoạn | x\n8 | Sở Tư pháp | Họp | x", 2, widths))
    table = joined(first, second)
    assert next(c.row_span for c in table.cells if c.text == "Họp tổng kết giai đoạn") == 2
    small = measured(printed(f"{NUMBERED}\n{body}6 | Sở Xây dựng | họp tổng kết | x", 1, widths))
    small = replace(small, cells=tuple(replace(c, text=c.text.replace("Kiểm", "kiểm")) for c in small.cells))
    assert joined(small, second).rows == 9
    assert all(cell.row_span == 1 for cell in joined(small, second).cells)


def test_a_number_that_a_column_of_one_glyph_and_the_page_cut_is_one_after_a_group_row_too() -> None:
    widths = (7, 120, 80, 80)
    body = "9 | Sở Y tế | Kiểm tra | x\nA. KHỐI TỈNH | < | < | <\n1 | Sở Nội | Tập huấn | x"
    first = measured(printed(f"{NUMBERED}\n{body}", 1, widths))
    second = measured(printed("1 | vụ | |\n12 | Sở Tư pháp | Họp | x", 2, widths))
    first = replace(first, cells=tuple(replace(c, text="10") if c.text == "9" else c for c in first.cells))
    table = joined(first, second)
    assert texts(table, 3) == ["11", "Sở Nội vụ", "Tập huấn", "x"]


def test_an_empty_cell_after_the_page_end_under_a_merged_one_is_told_as_a_doubt() -> None:
    body = "1 | Sở Y tế | Kiểm tra | x\n2 | Sở Nội vụ | ^ | x\n3 | Sở Tư pháp | | x\n4 | Sở Xây dựng | Tập huấn | x"
    body += "\n5 | Sở Công Thương | ^ | x"
    first = measured(printed(f"{NUMBERED}\n{body}", 1))
    second = measured(printed("6 | Sở Tài chính | | x\n7 | Thanh tra tỉnh | Họp | x", 2))
    table = joined(first, second)
    doubts = [note for note in table.irregularities if note.rule == "unsure_span"]
    assert [(note.actual, note.row, note.place.page) for note in doubts] == [("Tập huấn", 6, 2)]
    plain = body.replace("^", "Họp")
    told = joined(measured(printed(f"{NUMBERED}\n{plain}", 1)), second).irregularities
    assert not any(note.rule == "unsure_span" for note in told)


def test_the_item_of_a_sum_on_a_new_page_is_no_rest_of_the_row_before() -> None:
    widths = (40, 110, 40, 100)
    rows = "STT | Chỉ tiêu | Đơn vị | Kế hoạch\n1 | Che phủ rừng | % | Khoảng 44\n2 | Lao động qua nghề | % | Khoảng 66"
    first = measured(printed(rows, 1, widths))
    words = measured(printed(" | - Trong đó: có bằng | % | Khoảng 25\n3 | Hộ nghèo | % | Dưới 5", 2, widths))
    assert texts(joined(first, words), 3) == ["", "- Trong đó: có bằng", "%", "Khoảng 25"]
    figures = measured(printed(" | - Trong đó: có bằng | | 25,5\n3 | Hộ nghèo | % | 5", 2, widths))
    assert texts(joined(first, figures), 3) == ["", "- Trong đó: có bằng", "", "25,5"]


def test_the_name_of_a_total_goes_on_over_the_page() -> None:
    widths = (40, 90, 60)
    heading = "STT | Xã, phường | Số hộ"
    first = measured(printed(f"{heading}\n1 | Xã Na Ư | 21\n | Tổng cộng đợt một | 21", 1, widths))
    second = measured(printed(f"{heading}\n | vàđợthai | ", 2, widths))
    assert texts(joined(first, second), 2) == ["", "Tổng cộng đợt một vàđợthai", "21"]


def test_rows_that_nothing_heads_go_on_after_a_total_over_the_first_item() -> None:
    first = printed("STT | Chỉ tiêu | Biên chế\n | Tổng số | 812", page=1)
    second = printed("A | Khối tỉnh | 403\nB | Khối huyện | 409", page=2)
    table = shape(document(first, second)).tables()
    assert [(each.rows, each.headings[2]) for each in table] == [(4, ("Biên chế",))]


def test_the_rest_of_a_cut_row_goes_on_whatever_is_numbered_below_it() -> None:
    widths = (40, 50, 90, 60)
    heading = "STT | Mã | Tên thủ tục | Mức độ"
    first = measured(printed(f"{heading}\n1 | 2.01 | Cấp bản sao | 4\n2 | 2.02 | Chứng thực hợp | 3", 1, widths))
    second = measured(printed(" | | đồngmuabán | \n1 | 2.03 | Cấp giấy phép | 4\n2 | 2.04 | Cấp lại | 4", 2, widths))
    table = joined(first, second)
    assert texts(table, 2) == ["2", "2.02", "Chứng thực hợp đồngmuabán", "3"]
    assert table.rows == 5
