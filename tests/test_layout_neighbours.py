"""Neighbouring tables of equal columns, and what a merged cell, a number or a group row says at a page break."""

from __future__ import annotations

from extractors.document import Table
from extractors.layout import shape
from extractors.readers import read
from tests.layout_tables import document, printed, texts
from tests.test_layout_cuts import joined, measured

COSTS = "TT | Nội dung | ĐVT | Số lượng | Thành tiền"


def tables_of(*pieces: Table) -> list[Table]:
    return shape(document(*pieces)).tables()


def test_roman_groups_that_start_again_start_another_table() -> None:
    first = printed(
        f"{COSTS}\nI | Đào tạo | | | 90\n1 | Thuê phòng | ngày | 3 | 60\n- | Nước uống | người | 9 | 30", page=1
    )
    second = printed(f"{COSTS}\nI | Kiểm tra | | | 50\n1 | Xăng xe | chuyến | 2 | 50", page=2)
    assert [table.rows for table in tables_of(first, second)] == [4, 3]


def test_a_total_on_top_does_not_hide_that_the_groups_start_again() -> None:
    first = printed(
        f"{COSTS}\nTổng cộng | < | < | < | 90\nI | Đào tạo | | | 90\n1 | Thuê phòng | ngày | 3 | 90", page=1
    )
    second = printed(
        f"{COSTS}\nTổng cộng | < | < | < | 50\nI | Kiểm tra | | | 50\n1 | Xăng xe | chuyến | 2 | 50", page=2
    )
    assert len(tables_of(first, second)) == 2


def test_a_group_over_all_columns_carries_its_label() -> None:
    head = "TT | Nhiệm vụ | Cơ quan"
    first = printed(f"{head}\nI. RÀ SOÁT | < | <\n1 | Lập danh mục | Sở Nội vụ\n2 | Sửa quy trình | Sở Y tế", page=1)
    again = printed(f"{head}\nI. TẬP HUẤN | < | <\n1 | Mở lớp | Sở Nội vụ", page=2)
    further = printed(f"{head}\nII. TẬP HUẤN | < | <\n1 | Mở lớp | Sở Nội vụ", page=2)
    assert len(tables_of(first, again)) == 2
    assert len(tables_of(first, further)) == 1


def test_numbers_restart_under_a_group_row_at_the_end_of_the_page() -> None:
    head = "TT | Nội dung | Tiền"
    first = printed(f"{head}\nI | Đào tạo | 9\n1 | Thuê phòng | 9\nII | Kiểm tra | 5", page=1)
    second = printed("1 | Xăng xe | 3\n2 | Công tác phí | 2", page=2)
    assert [table.rows for table in tables_of(first, second)] == [6]


def test_the_first_group_row_of_a_table_whose_numbers_go_on_does_not_part_it() -> None:
    head = "STT | Tên cơ quan | Ghi chú"
    first = printed(f"{head}\n21 | Sở Y tế | x\n22 | Sở Nội vụ | x", page=1)
    second = printed(f"{head}\nA | Các huyện | <\n23 | UBND xã Tân An | x\n24 | UBND xã Tân Lập | x", page=2)
    assert len(tables_of(first, second)) == 1


def test_group_rows_whose_letters_run_wild_do_not_part_rows_that_are_numbered_on() -> None:
    head = "STT | Tên cơ quan | Ghi chú"
    first = printed(f"{head}\n6 | Sở Y tế | x\n7 | Sở Nội vụ | x", page=1)
    two_groups = printed(f"{head}\nA. Cấp huyện | < | <\nC. Cấp xã | < | <\n10 | UBND xã Tân An | x", page=2)
    assert len(tables_of(first, two_groups)) == 1
    ends_in_group = printed(f"{head}\n3 | Sở Y tế | x\n4 | Sở Nội vụ | x\nB. Cấp huyện | < | <", page=1)
    below = printed(f"{head}\nA. Cấp xã | < | <\n6 | UBND xã Tân An | x\n7 | UBND xã Tân Lập | x", page=2)
    assert len(tables_of(ends_in_group, below)) == 1
    of_its_own = printed(f"{head}\nA. Cấp xã | < | <\n1 | UBND xã Tân An | x\n2 | UBND xã Tân Lập | x", page=2)
    assert len(tables_of(first, of_its_own)) == 2


def test_equal_small_words_on_both_sides_of_the_page_are_two_cells() -> None:
    widths = (30, 120, 24)
    first = measured(printed("TT | Nội dung | ĐVT\n1 | Thuê phòng | ngày\n2 | Mở lớp | lớp", page=1, widths=widths))
    second = measured(printed("3 | In tài liệu | bộ\n4 | Đi lại | ngày", page=2, widths=widths))
    table = joined(first, second)
    assert [texts(table, row)[2] for row in range(1, 5)] == ["ngày", "lớp", "bộ", "ngày"]


def test_a_note_ends_with_the_group_that_it_is_merged_over() -> None:
    widths = (30, 90, 90, 60)
    rows = "1 | Huyện A | Xã Một | Áp dụng\n^ | ^ | Xã Hai | ^"
    first = printed(f"STT | Huyện | Xã | Ghi chú\n{rows}", page=1, widths=widths)
    second = printed("2 | Huyện B | Xã Ba | \n^ | ^ | Xã Tư | ^", page=2, widths=widths)
    table = joined(measured(first), measured(second))
    notes = {cell.row: (cell.row_span, cell.text) for cell in table.cells if cell.col == 3 and cell.row}
    assert notes == {1: (2, "Áp dụng"), 3: (2, "")}


def test_a_number_merged_over_a_group_goes_on_where_its_blank_rest_is_merged_too() -> None:
    first = printed("STT | Huyện | Xã\n1 | Huyện A | Xã Một\n2 | Huyện B | Xã Hai\n^ | ^ | Xã Ba", page=1)
    second = printed(" | | Xã Tư\n^ | ^ | Xã Năm\n3 | Huyện C | Xã Sáu", page=2)
    [table] = tables_of(first, second)
    spans = {cell.text: cell.row_span for cell in table.cells if cell.col == 0}
    assert spans == {"STT": 1, "1": 1, "2": 4, "3": 1}


def test_a_merged_text_that_had_room_on_the_page_before_does_not_begin_there() -> None:
    widths = (30, 90, 90)
    first = measured(printed("STT | Tên | Ghi chú\n1 | Sở Y tế | Đạt\n2 | Sở Nội vụ | ", page=1, widths=widths))
    tall = printed(
        "3 | Sở Tư pháp | Áp dụng\n4 | Sở Xây dựng | ^\n5 | Sở Y | Đạt\n6 | Sở Z | Chờ\n7 | Sở K | Đạt",
        page=2,
        widths=widths,
    )
    last = next(cell for cell in first.cells if cell.row == 2 and cell.col == 2)
    assert last.place.box is not None
    room = last.place.box.y1 - last.place.box.y0
    assert room < 40  # one line: the text may have moved to the next page whole
    assert joined(first, measured(tall)).row(2)[-1].row_span == 3


def test_a_row_cut_where_a_web_page_prints_the_heading_again_is_one_row() -> None:
    def as_html(rows: str) -> str:
        lines = ("".join(f"<td>{cell.strip()}</td>" for cell in line.split("|")) for line in rows.splitlines())
        return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"

    head = "STT | Nội dung | Kinh phí | Ghi chú"
    first = as_html(f"{head}\n1 | Biển báo | 420 | \n2 | Sơn vạch kẻ đường tại các | 310 | ")
    second = as_html(f"{head}\n | tuyến trong nội thị | | \n3 | Tuần tra | 275 | ")
    (table,) = shape(read(f"<html><body>{first}{second}</body></html>".encode(), "a.html")).tables()
    assert [texts(table, row)[1] for row in range(2, table.rows)] == [
        "Sơn vạch kẻ đường tại các tuyến trong nội thị", "Tuần tra"
    ]  # fmt: skip
    assert [note.rule for note in table.irregularities] == ["split_row"]
