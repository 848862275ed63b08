"""Tables of one cell a line that a page break cuts."""

from __future__ import annotations

from extractors.document import Table
from extractors.layout.shaping import shape
from extractors.readers.text.reader import read_text

HEADS = ["STT", "Mã TTHC", "Tên thủ tục", "Thời hạn"]
ROWS = [["1", "2.001610", "Cấp giấy phép", "3 ngày"], ["2", "2.001583", "Cấp lại giấy phép", "5 ngày"]]
MORE = [["3", "1.012259", "Thu hồi giấy phép", "7 ngày"], ["4", "1.012278.000.00.00.H21", "Gia hạn", "2 ngày"]]


def tables(*runs: list[str]) -> list[list[list[str]]]:
    text = "\n".join(["Danh mục như sau:", "", *(cell for run in runs for cell in run), ""])
    found = [block for block in read_text(text.encode()).blocks if isinstance(block, Table)]
    return [[[cell.text for cell in table.row(row)] for row in range(table.rows)] for table in found]


def test_a_code_behind_the_number_is_the_next_cell() -> None:
    assert tables(HEADS, *ROWS, *MORE) == [[HEADS, *ROWS, *MORE]]


def test_headings_and_the_page_number_that_a_page_break_repeats_are_no_rows() -> None:
    assert tables(HEADS, *ROWS, ["2"], HEADS, *MORE) == [[HEADS, *ROWS, *MORE]]
    assert tables(HEADS, *ROWS, HEADS, *MORE) == [[HEADS, *ROWS, *MORE]]


def test_the_same_headings_over_rows_from_1_are_another_table() -> None:
    again = [["1", "1.012259", "Thu hồi giấy phép", "7 ngày"], ["2", "1.012278", "Gia hạn", "2 ngày"]]
    assert tables(HEADS, *ROWS, ["Phần II"], HEADS, *again) == [[HEADS, *ROWS], [HEADS, *again]]


def test_blanks_that_web_pages_keep_are_blank_cells_and_lines_without_anything_are_not() -> None:
    rows = [["1", "Sở Y tế", "x", "\u00a0"], ["2", "Sở Nội vụ", "\u00a0", "x"], ["3", "Sở Tư pháp", "x", "\u00a0"]]
    lines = [cell for row in [["TT", "Cơ quan", "Đã công bố", "Chưa công bố"], *rows] for cell in (*row, "", "")]
    found = tables(lines)
    assert found[0][1:] == [[cell.strip("\u00a0") for cell in row] for row in rows]


def lone(*rows: str) -> list[str]:
    """Cells of rows given as "a|b|c", a line each."""
    return [cell for row in rows for cell in row.split("|")]


def test_a_second_row_of_headings_prints_blanks_under_what_reaches_down() -> None:
    text = "\n".join(
        lone(
            "STT|Cơ quan|Thủ tục|Công bố|Kiểm tra|Ghi chú",
            "||Tổng số|Áp dụng|Đã|Chưa|Đạt|Không đạt|",
            "I. CÁC SỞ",
            "1|Sở Y tế|98|60|x||x||Tốt",
            "2|Sở Nội vụ|77|77||x||x|",
            "II. CẤP HUYỆN",
            "3|UBND huyện Bắc|9|9|x||x||",
        )
    )
    shaped = shape(read_text(f"Kết quả:\n\n{text}\n".encode()))
    (table,) = shaped.tables()
    assert table.headings[1:5] == (("Cơ quan",), ("Thủ tục", "Tổng số"), ("Thủ tục", "Áp dụng"), ("Công bố", "Đã"))
    assert table.headings[6:] == (("Kiểm tra", "Đạt"), ("Kiểm tra", "Không đạt"), ("Ghi chú",))
    groups = [cell.text for cell in table.cells if cell.text.endswith(("SỞ", "HUYỆN"))]
    assert groups == ["I. CÁC SỞ", "II. CẤP HUYỆN"]


def test_a_total_counts_columns_with_dashes_among_their_figures() -> None:
    rows = lone("TT|Nội dung|2031|2032|Cộng", "1|Đào tạo|5|-|5", "2|In ấn|-|7|7", "TỔNG CỘNG|5|7|12")
    (table,) = tables(rows)
    assert table[-1] == ["", "TỔNG CỘNG", "5", "7", "12"]


def test_a_row_without_its_note_lacks_nothing_else() -> None:
    heads = ["TT", "Cơ quan", "Số TTHC", "Kết quả", "Ghi chú"]
    rows = [["1", "Xã A", "98", "Đạt", "Tốt"], ["2", "Xã B", "77", "Chưa đạt"], ["3", "Xã C", "5", "Đạt"]]
    text = "\n".join(["Kết quả:", "", *heads, *(cell for row in rows for cell in row), ""])
    (table,) = shape(read_text(text.encode())).tables()
    assert [[cell.text for cell in table.row(at)] for at in (2, 3)] == [[*rows[1], ""], [*rows[2], ""]]
