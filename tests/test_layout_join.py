"""Pieces of one table are joined over pages; neighbours never are."""

from __future__ import annotations

from dataclasses import replace

from extractors.document import Box, Table
from extractors.layout import shape
from tests.layout_tables import document, dumped, printed, prose, texts


def only(table_pieces: list[Table]) -> Table:
    assert len(table_pieces) == 1
    return table_pieces[0]


def test_a_table_over_two_pages_with_its_heading_repeated_is_one_table() -> None:
    first = printed("STT | Tên cơ quan | Ghi chú\n1 | Sở Xây dựng | \n2 | Sở Nội vụ | ", page=7)
    second = printed("ST T | Tên cơ quan | Ghi chú\n3 | Sở Y tế | \n4 | Sở Tư pháp | ", page=8)
    table = only(shape(document(first, second)).tables())
    assert [texts(table, row)[:2] for row in range(table.rows)] == [
        ["STT", "Tên cơ quan"],
        ["1", "Sở Xây dựng"],
        ["2", "Sở Nội vụ"],
        ["3", "Sở Y tế"],
        ["4", "Sở Tư pháp"],
    ]
    assert table.pages == (7, 8)
    assert {cell.place.page for cell in table.row(3)} == {8}


def test_a_headless_piece_at_the_top_of_the_next_page_goes_on() -> None:
    first = printed("TT | Tên | Năm\n1 | Sở Xây dựng | x", page=1, widths=(30, 200, 60))
    second = printed("2 | Sở Nội vụ | x", page=2, widths=(30.8, 199.4, 60))
    table = only(shape(document(first, prose("2", page=1), second)).tables())
    assert table.rows == 3


def test_the_margins_of_odd_and_even_pages_do_not_matter_but_the_widths_do() -> None:
    first = printed("TT | Tên | Năm\n1 | Sở Xây dựng | x", page=1, widths=(30, 200, 60))
    other = printed("2 | Sở Nội vụ | x", page=2, widths=(90, 140, 60))
    assert len(shape(document(first, other)).tables()) == 2


def test_a_page_on_which_all_rows_are_merged_shows_fewer_columns() -> None:
    first = printed("TT | Tên | Năm | Năm\n1 | Sở Xây dựng | x | ", page=1, widths=(30, 200, 60, 60))
    second = printed("II | Khối huyện", page=2, widths=(30, 320))
    third = printed("2 | UBND huyện Đắk Mil | | x", page=3, widths=(30, 200, 60, 60))
    table = only(shape(document(first, second, third)).tables())
    assert table.cols == 4
    assert [(cell.text, cell.col_span) for cell in table.row(2)] == [("II", 1), ("Khối huyện", 3)]


def test_a_row_split_by_the_page_break_is_healed_and_keeps_both_places() -> None:
    first = printed("STT | Tên cơ quan | TTHC\n28 | Sở Y tế | 08\n29 | UBND phường Nghĩa | 88/116", page=9)
    second = printed("STT | Tên cơ quan | TTHC\n | Thành | \n30 | Ban Dân tộc | 02", page=10)
    table = only(shape(document(first, second)).tables())
    name = next(cell for cell in table.cells if cell.text.startswith("UBND"))
    assert name.text == "UBND phường Nghĩa Thành"
    assert (name.place.page, name.also[0].page) == (9, 10)
    assert texts(table, 3) == ["30", "Ban Dân tộc", "02"]
    note = next(note for note in table.irregularities if note.rule == "split_row")
    assert (note.actual, note.row) == ("UBND phường Nghĩa / Thành", 2)


def test_a_number_broken_by_the_page_is_one_number() -> None:
    first = printed("STT | Hạng mục | Thành tiền\n1 | Phần mềm | 1.685.762,5\n2 | Tập huấn cho | 7.942.40", page=1)
    second = printed(" | cán bộ | 0\n3 | Kiểm tra | 12", page=2)
    table = only(shape(document(first, second)).tables())
    assert texts(table, 2) == ["2", "Tập huấn cho cán bộ", "7.942.400"]


def test_the_figures_of_a_total_cut_by_the_page_are_whole() -> None:
    first = printed("STT | Hạng mục | Thành tiền\n1 | Phần mềm | 3.845.916\nTổng cộng | < | 7.552.264.6", page=4)
    second = printed("STT | Hạng mục | Thành tiền\n | | 77", page=5)
    table = only(shape(document(first, second)).tables())
    assert texts(table, 2) == ["Tổng cộng", "", "7.552.264.677"]


def test_a_group_row_at_the_top_of_a_page_is_no_continued_line() -> None:
    rows = "TT | Tên | Năm 2025 | Năm 2030\n | Huyện Đăk Hà | | 2\n1 | Xã Đăk Mar | | X\n2 | Xã Hà Mòn | | X"
    second = printed("TT | Tên | Năm 2025 | Năm 2030\n | Huyện Kon Rẫy | | 07\n3 | Thị trấn Đăk Rve | | X", page=2)
    table = only(shape(document(printed(rows, page=1), second)).tables())
    assert texts(table, 4) == ["", "Huyện Kon Rẫy", "", "07"]


def test_a_small_x_at_the_top_of_a_page_is_a_mark_and_no_continued_line() -> None:
    first = printed("TT | Tên | Năm 2018\n1 | Sở Xây dựng | đã triển khai", page=1)
    second = printed(" | | x\n2 | Sở Nội vụ | x", page=2)
    table = only(shape(document(first, second)).tables())
    assert texts(table, 1)[2] == "đã triển khai"
    assert table.rows == 4


def test_without_sequence_numbers_a_line_in_mid_sentence_goes_on() -> None:
    first = printed("Tên | Nhiệm vụ\nSở Xây dựng | Rà soát các quy trình của", page=1)
    second = printed("Tên | Nhiệm vụ\n | đơn vị\nSở Y tế | Báo cáo", page=2)
    table = only(shape(document(first, second)).tables())
    assert texts(table, 1) == ["Sở Xây dựng", "Rà soát các quy trình của đơn vị"]


def test_a_merged_cell_goes_on_over_the_page_break() -> None:
    first = printed("TT | Tên | Ghi chú\n1 | Xã Đắk Wer | Thuộc Huyện Tuy Đức\n2 | Xã Đắk Ngo | ^", page=1)
    second = printed("3 | Xã Quảng Tân | \n4 | Xã Đắk R'Tih | ^", page=2)
    table = only(shape(document(first, second)).tables())
    note = next(cell for cell in table.cells if cell.text.startswith("Thuộc"))
    assert (note.row, note.row_span, note.also[0].page) == (1, 4, 2)


def test_the_text_of_a_merged_cell_cut_by_the_page_is_joined() -> None:
    first = printed(
        """TT | Tên | Ghi chú
        1 | Sở Ngoại vụ | Thuộc UBND tỉnh
        2 | Chi cục Thú y | Thuộc Sở Nông nghiệp
        3 | Xã Đắk Wer | Thuộc Huyện Đắk
        4 | Xã Nhân Đạo | ^""",
        page=1,
    )
    second = printed("5 | Xã Đạo Nghĩa | R' Lấp\n6 | Xã Đắk Sin | ^", page=2)
    table = only(shape(document(first, second)).tables())
    note = next(cell for cell in table.cells if cell.text.startswith("Thuộc Huyện"))
    assert (note.text, note.row_span) == ("Thuộc Huyện Đắk R' Lấp", 4)


def test_a_heading_left_alone_at_the_end_of_a_page_is_printed_once() -> None:
    lonely = printed("STT | Tên | Kết quả | <\n^ | ^ | Đạt | Chưa đạt", page=3)
    rest = printed("STT | Tên | Kết quả | <\n^ | ^ | Đạt | Chưa đạt\n1 | Sở Y tế | x | ", page=4)
    table = only(shape(document(lonely, rest)).tables())
    assert (table.rows, table.header_rows, table.pages) == (3, 2, (3, 4))


def test_an_empty_slice_of_a_row_that_moved_to_the_next_page_is_dropped() -> None:
    first = printed("TT | Tên | Năm\n1 | Sở Xây dựng | x\n | | ", page=1)
    second = printed("2 | Sở Nội vụ | x", page=2)
    assert only(shape(document(first, second)).tables()).rows == 3


def test_a_table_over_many_pages_keeps_every_row_with_its_page() -> None:
    pieces = []
    for page in range(1, 21):
        rows = "\n".join(f"{20 * (page - 1) + at} | Xã {page}-{at} | Thuộc huyện {page}" for at in range(1, 21))
        pieces.append(printed(f"STT | Tên | Ghi chú\n{rows}", page=page))
    pieces[12] = printed(
        "STT | Tên | Ghi chú\n | thị trấn cũ | \n" + "\n".join(f"{at} | Xã {at} | Thuộc A" for at in range(241, 261)),
        13,
    )
    table = only(shape(document(*pieces)).tables())
    assert [texts(table, row)[0] for row in range(1, table.rows)] == [str(number) for number in range(1, 401)]
    assert [table.row(row)[0].place.page for row in (1, 20, 21, 240, 241, 400)] == [1, 1, 2, 12, 13, 20]
    assert texts(table, 240)[1] == "Xã 12-20 thị trấn cũ"
    assert [(note.rule, note.row) for note in table.irregularities] == [("split_row", 240)]
    assert table.pages == tuple(range(1, 21))


COSTS = "STT | Hạng mục | Thành tiền\n{}\n | TỔNG CỘNG | 155,160,367"


def test_cost_tables_of_equal_columns_with_a_caption_between_stay_apart() -> None:
    one = printed(COSTS.format("1 | Phần mềm | 155,160,367"), page=18)
    two = printed(COSTS.format("2 | Tập huấn | 155,160,367"), page=19)
    shaped = shape(document(one, prose("DỰ TOÁN CHI PHÍ THIẾT BỊ NĂM 2019", page=19), two))
    assert len(shaped.tables()) == 2
    assert [line.text for line in shaped.tables()[1].title] == ["DỰ TOÁN CHI PHÍ THIẾT BỊ NĂM 2019"]


def test_a_table_of_the_same_heading_that_counts_from_one_again_stays_apart() -> None:
    one = printed("STT | Tên | Số lượng\n1 | Máy chủ | 2\n2 | Máy trạm | 9", page=1)
    two = printed("STT | Tên | Số lượng\n1 | Máy in | 4", page=2)
    assert len(shape(document(one, two)).tables()) == 2
    assert len(shape(document(one, two, format="docx")).tables()) == 2


def test_numbers_that_start_again_under_a_group_row_are_the_same_table() -> None:
    one = printed(
        "TT | Tên UBND cấp xã\nI | UBND huyện Nậm Pồ (1/15)\n1 | UBND xã Nà Hỳ\nII | UBND huyện Tủa Chùa (1/12)", page=1
    )
    two = printed("1 | UBND xã Xá Nhè", page=2)
    assert only(shape(document(one, two)).tables()).rows == 5


def test_a_group_row_with_a_used_letter_goes_on_where_the_rows_are_numbered_on() -> None:
    one = printed("TT | Đơn vị | Số lượng\n1 | Sở Y tế | 4\nA | Khối huyện | \n2 | UBND huyện Mù Cang Chải | 7", page=1)
    on = printed("A | Khối xã | \n3 | UBND xã Nậm Có | 1", page=2)
    anew = printed("A | Khối xã | \n1 | UBND xã Nậm Có | 1", page=2)
    assert only(shape(document(one, on)).tables()).rows == 6
    assert len(shape(document(one, anew)).tables()) == 2


def test_numbers_in_brackets_stand_over_plain_ones_on_the_next_page() -> None:
    one = "TT | Dự án | Vốn\n(1) | Dự án chuyển tiếp | 40\n1 | Cầu Nà Tấu | 12\n2 | Kè Nà Nhạn | 28"
    new = printed(f"{one}\n(2) | Dự án khởi công mới | 7", page=1)
    assert only(shape(document(new, printed("1 | Trạm y tế | 7", page=2))).tables()).rows == 6
    ended = printed("(2) | Dự án khởi công mới | 7\n1 | Trạm y tế | 7", page=2)
    assert only(shape(document(printed(one, page=1), ended)).tables()).rows == 6


def test_a_first_row_that_begins_like_the_rows_before_is_no_heading() -> None:
    one = printed("Đơn vị | Số lượng | Ghi chú\nChi cục Thú y | 12 | 3\nSở Y tế | 7 | 9", page=1)
    two = printed("Chi cục Thủy lợi | Chưa báo cáo | Chưa có\nSở Nội vụ | 5 | 1", page=2)
    other = printed("Tên dự án | Chủ đầu tư | Nguồn vốn\nSở Nội vụ | 5 | 1", page=2)
    assert only(shape(document(one, two)).tables()).rows == 5
    assert len(shape(document(one, other)).tables()) == 2


def test_a_heading_that_the_page_cuts_inside_a_syllable_with_a_tone_is_the_same() -> None:
    one = printed("STT | Đơn vị | Số lượng | Thời gian hoàn thành\n1 | Sở Y tế | 4 | 2020", page=1)
    two = printed("STT | Đơn vị | Số lượng | Thời gian hoà\n2 | Sở Nội vụ | 4 | 2020", page=2)
    assert only(shape(document(one, two)).tables()).rows == 3


def test_another_heading_is_another_table() -> None:
    one = printed("STT | Tên | Năm\n1 | Sở Y tế | x", page=1)
    two = printed("STT | Hạng mục | Kinh phí\n2 | Phần mềm | 100", page=2)
    assert len(shape(document(one, two)).tables()) == 2


def lowered(table: Table, by: float) -> Table:
    """Return `table` so many points farther down its page."""
    box = table.place.box
    assert box is not None
    place = replace(table.place, box=Box(box.x0, box.y0 + by, box.x1, box.y1 + by))
    return replace(table, place=place)


def test_two_tables_on_one_page_stay_apart() -> None:
    one = printed("STT | Tên | Năm\n1 | Sở Y tế | x", page=1)
    two = lowered(printed("STT | Tên | Năm\n2 | Sở Nội vụ | x", page=1), 60.0)
    assert len(shape(document(one, two)).tables()) == 2


def test_rows_drawn_over_the_end_of_their_own_table_belong_to_it() -> None:
    one = printed("STT | Tên | Năm\n1 | Sở Y tế | x\n2 | Sở Nội vụ | x", page=1)
    two = lowered(printed("3 | Sở Tư pháp | x\n4 | Sở Xây dựng | x", page=1), 45.0)
    other = lowered(printed("3 | Sở Tư pháp | x\n4 | Sở Xây dựng | x", page=1, widths=(60.0, 180.0, 60.0)), 45.0)
    assert only(shape(document(one, two)).tables()).rows == 5
    assert len(shape(document(one, other)).tables()) == 2


def test_a_note_that_the_table_goes_on_does_not_part_it() -> None:
    one = printed("STT | Tên | Năm\n1 | Sở Y tế | x", page=1)
    two = printed("STT | Tên | Năm\n2 | Sở Nội vụ | x", page=2)
    above = prose("Bảng 1. Danh sách đơn vị", page=1)
    again = prose("Bảng 1. Danh sách đơn vị (tiếp theo)", page=2)
    assert only(shape(document(above, one, again, two)).tables()).rows == 3


def test_running_heads_between_the_pages_do_not_part_a_table() -> None:
    blocks = []
    for page in (1, 2, 3):
        blocks.append(prose(f"CÔNG BÁO/Số 12/Ngày 05-5-2018 {page + 10}", page=page))
        blocks.append(printed(f"STT | Tên | Năm\n{page} | Sở Y tế | x", page=page))
    assert only(shape(document(*blocks)).tables()).rows == 4


def test_annex_labels_that_count_with_the_pages_are_no_running_heads() -> None:
    blocks = []
    for page in (1, 2, 3):
        blocks.append(prose(f"Phụ lục {page}", page=page))
        blocks.append(printed(f"STT | Tên | Năm\n{page} | Sở Y tế | x", page=page))
    assert len(shape(document(*blocks)).tables()) == 3


def test_pieces_of_a_text_dump_with_stray_lines_between_are_joined_and_the_lines_kept() -> None:
    first = dumped("STT | Tên | Tư vấn\n1 | Sở Y tế | ", line=1)
    stray = prose("Công ty tư vấn Á Châu", line=4)
    second = dumped("STT | Tên | Tư vấn\n2 | Sở Nội vụ | ", line=6)
    shaped = shape(document(first, stray, second, format="text"))
    table = only(shaped.tables())
    assert table.rows == 3
    assert [(note.rule, note.actual) for note in table.irregularities] == [("stray_text", "Công ty tư vấn Á Châu")]
    assert shaped.blocks[1:] == (stray,)


def test_a_piece_of_a_text_dump_with_a_full_column_more_is_another_table() -> None:
    first = dumped("TT | Thời gian | Chủ trì\n1 | Hàng năm | Sở A\n4 | Hàng năm | Sở B")
    second = dumped("4 | Hướng dẫn | Hàng năm | Sở B\n5 | Kiểm tra | Hàng năm | Sở C", line=9)
    assert len(shape(document(first, second, format="text")).tables()) == 2


def test_shaping_twice_changes_nothing() -> None:
    shaped = shape(document(printed("STT | Tên\n1 | Sở Y tế", page=1)))
    assert shape(shaped) is shaped


def test_an_empty_document_is_shaped() -> None:
    shaped = shape(document())
    assert (shaped.shaped, shaped.parts, shaped.sections) == (True, (), ())


def test_a_row_without_number_between_two_numbers_is_a_rest_and_no_heading() -> None:
    one = printed(
        """STT | Tên | Số TTHC | Kinh phí
        1 | Sở Y tế | 12/40 | 1.200
        2 | Chi cục Thú y | 58/100 | 3.400
        3 | Ban Quản lý Kế hoạch và | Không có | Chưa""",
        page=1,
    )
    two = printed(
        """ | Đầu tư | TTHC | Bố trí
        4 | Sở Nội vụ | 4/9 | 2.100
        5 | Sở Tư pháp | 8/9 | 2.500""",
        page=2,
    )
    table = only(shape(document(one, two)).tables())
    assert [texts(table, row)[1] for row in range(1, table.rows)] == [
        "Sở Y tế",
        "Chi cục Thú y",
        "Ban Quản lý Kế hoạch và Đầu tư",
        "Sở Nội vụ",
        "Sở Tư pháp",
    ]


def test_a_rest_printed_into_one_cell_of_a_repeated_heading_does_not_make_it_another() -> None:
    heading = "Số TT | Tên cơ quan | Kinh phí (triệu đồng) | <\n^ | ^ | Nội dung công việc | {last}"
    first = printed(heading.format(last="Đơn vị tính") + "\n1 | Sở Xây dựng | Tập huấn | lớp", page=1)
    second = printed(heading.format(last="Đơn vị tính 2018-2") + "\n2 | Sở Nội vụ | Tập huấn | lớp", page=2)
    table = only(shape(document(first, second)).tables())
    assert [texts(table, row)[0] for row in range(2, table.rows)] == ["1", "2"]
    assert [note.actual for note in table.irregularities if note.rule == "stray_text"] == ["Đơn vị tính 2018-2"]


def test_of_two_columns_one_heading_is_enough_where_the_other_goes_on_with_a_cut_cell() -> None:
    first = printed("2022 | Thời gian hoàn thành\nSở Y tế | Xây dựng mô hình\nSở Nội vụ | Mua sắm", page=1)
    second = printed("2022 | Thời gian hoàn thành khung cho cấp huyện\nSở Tư pháp | Tập huấn", page=2)
    table = only(shape(document(first, second)).tables())
    assert [texts(table, row)[0] for row in range(table.rows)] == ["2022", "Sở Y tế", "Sở Nội vụ", "Sở Tư pháp"]
    (note,) = [note for note in table.irregularities if note.rule == "stray_text"]
    assert note.actual == "Thời gian hoàn thành khung cho cấp huyện"
