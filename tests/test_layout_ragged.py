"""Rows of unequal length in text dumps are anchored by evidence, and say so."""

from __future__ import annotations

from extractors.document import Table
from extractors.layout import shape
from extractors.layout.ragged import close_split_heading
from extractors.readers import read
from tests.layout_tables import document, dumped, texts

HEADING = """TT | Tên cơ quan, đơn vị | Năm triển khai | | | | Ghi chú
 | | Năm 2017 | Năm 2018 | Năm 2019 | Năm 2020 |
1. | Văn phòng UBND tỉnh | | X | | |
2. | Sở Xây dựng | | X | | |"""


def joined(*pieces: str) -> Table:
    blocks = [dumped(piece, line=1 + 50 * at) for at, piece in enumerate(pieces)]
    tables = shape(document(*blocks, format="text")).tables()
    assert len(tables) == 1
    return tables[0]


def test_rows_with_an_extra_blank_cell_lose_it() -> None:
    table = joined(
        HEADING,
        """41. | UBND xã Nhân Cơ | | | | X | | UBND huyện Đắk R'Lấp
43. | UBND huyện Tuy Đức | | | | | X | Thuộc UBND huyện Tuy Đức""",
    )
    assert table.cols == 7
    assert texts(table, 4) == ["41.", "UBND xã Nhân Cơ", "", "", "X", "", "UBND huyện Đắk R'Lấp"]
    assert texts(table, 5) == ["43.", "UBND huyện Tuy Đức", "", "", "", "X", "Thuộc UBND huyện Tuy Đức"]
    assert table.inferred_rows == {4, 5}


def test_rows_of_one_piece_lose_the_same_columns_so_that_marks_stay_out_of_the_notes() -> None:
    table = joined(
        HEADING,
        "98 | UBND xã Đăk Drô | | | | | | X |\n105 | UBND xã Đăk R'la | | | | | X | |",
    )
    assert texts(table, 4)[5] == "X"
    assert texts(table, 5)[4] == "X"


def test_a_ragged_table_says_so_once() -> None:
    table = joined(
        HEADING, "41. | A | | | | X | | B\n42. | C | | | | X | |", "98 | D | | | | | | X |\n99 | E | | | | | | X |"
    )
    notes = [note for note in table.irregularities if note.rule == "ragged_table"]
    assert [(note.actual, note.expected, note.row) for note in notes] == [
        ("rows of 7, 8 and 9 cells", "7 cells in every row", 4)
    ]


def test_rows_that_fit_no_choice_of_columns_stay_where_they_were_printed() -> None:
    table = joined("TT | Tên | Năm\n1 | Sở Y tế | x\n2 | Sở Nội vụ | x | thêm")
    assert texts(table, 2) == ["2", "Sở Nội vụ", "x", "thêm"]
    assert table.inferred_rows == frozenset()
    assert any(note.rule == "ragged_table" and "left where" in note.actual for note in table.irregularities)


def test_a_lone_line_among_the_rows_spans_the_table() -> None:
    table = joined("TT | Tên | Năm 2018\nKhối huyện\n1 | UBND huyện Đắk Mil | x")
    assert [(cell.text, cell.col_span) for cell in table.row(1)] == [("Khối huyện", 3)]


def test_a_lone_line_that_reads_as_the_notes_do_goes_to_their_column() -> None:
    table = joined(
        """TT | Tên | Năm 2018 | Ghi chú
1 | Xã Nam Xuân | x | Thuộc huyện Krông Nô
2 | Xã Thuận An | x |
Thuộc huyện Đăk Mil"""
    )
    assert texts(table, 3) == ["", "", "", "Thuộc huyện Đăk Mil"]


def test_the_label_of_a_total_that_was_merged_over_two_columns_spans_them_again() -> None:
    table = joined("STT | Hạng mục | Số lượng | Thành tiền\n1 | Máy chủ | 2 | 300\nTổng cộng | | 300")
    assert [(cell.text, cell.col, cell.col_span) for cell in table.row(2) if cell.text] == [
        ("Tổng cộng", 0, 2),
        ("300", 3, 1),
    ]


def test_a_sequence_heading_printed_in_two_cells_is_one_column() -> None:
    table = close_split_heading(dumped("T | T | Nội dung | Năm 2018\n | I | Chuyển đổi | 3.325\n | 1 | Tư vấn | 725"))
    assert [texts(table, row) for row in range(3)] == [
        ["TT", "Nội dung", "Năm 2018"],
        ["I", "Chuyển đổi", "3.325"],
        ["1", "Tư vấn", "725"],
    ]


def test_two_columns_that_both_hold_text_are_not_closed() -> None:
    piece = dumped("T | T | Nội dung\n1 | I | Chuyển đổi")
    assert close_split_heading(piece) is piece


def test_a_row_that_cells_from_above_part_is_left_as_it_is_printed() -> None:
    page = (
        "<table><tr><td rowspan=2>Trung tâm</td></tr>"
        "<tr><td rowspan=2>Nơi tiếp nhận</td><td>x</td></tr>"
        "<tr><td>8.000</td></tr><tr><td>x</td><td>6</td><td>x</td></tr></table>"
    )
    (table,) = shape(read(f"<html><body>{page}</body></html>".encode())).tables()
    assert [(cell.row, cell.col, cell.text) for cell in table.cells] == [
        *((0, 0, "Trung tâm"), (1, 1, "Nơi tiếp nhận"), (1, 2, "x"), (2, 0, "8.000")),
        *((3, 0, "x"), (3, 1, "6"), (3, 2, "x")),
    ]
