"""Tables that converters draw with signs: frames of "+---+" and columns under lines of dashes."""

from __future__ import annotations

from extractors.document import Paragraph, Table
from extractors.readers.text.drawn import drawn_tables
from extractors.readers.text.reader import read_text

Cells = list[tuple[str, int, int]]


def blocks(text: str) -> tuple[list[Table], list[str]]:
    found = read_text(text.encode()).blocks
    tables = [block for block in found if isinstance(block, Table)]
    return tables, [block.text for block in found if isinstance(block, Paragraph)]


def row(table: Table, index: int) -> Cells:
    return [(cell.text, cell.row_span, cell.col_span) for cell in table.row(index)]


FRAME = """Danh sách:

+-----+-----------+---------------------+
| STT | Cơ quan   | Số TTHC             |
|     |           +----------+----------+
|     |           | Tổng số  | Áp dụng  |
+=====+===========+==========+==========+
| Cấp tỉnh                              |
+:====+===========+==========+==========+
| 1   | Sở Y tế   | 98       | A+B      |
|     | tỉnh      |          |          |
+-----+-----------+----------+----------+

Nơi nhận:
"""


def test_a_frame_says_which_cells_are_merged() -> None:
    (table,), prose = blocks(FRAME)
    assert row(table, 0) == [("STT", 2, 1), ("Cơ quan", 2, 1), ("Số TTHC", 1, 2)]
    assert row(table, 1) == [("Tổng số", 1, 1), ("Áp dụng", 1, 1)]
    assert row(table, 2) == [("Cấp tỉnh", 1, 4)]
    assert row(table, 3) == [("1", 1, 1), ("Sở Y tế tỉnh", 1, 1), ("98", 1, 1), ("A+B", 1, 1)]
    assert table.row(3)[0].place.line == 10
    assert prose == ["Danh sách:", "Nơi nhận:"]


def test_a_frame_that_does_not_close_is_no_table() -> None:
    assert len(drawn_tables(FRAME.split("\n"))) == 1
    assert drawn_tables(FRAME.replace("A+B      |", "A+B       ").split("\n")) == []


WRAPPED = """Kết quả:

  ---------------------------------------
  Đơn vị               Kết quả    Đã áp
                                   dụng
  ------------------- ----------- -------
  Sở Y tế              Đạt            98

  Sở Lao động -        Không đạt      77
  Xã hội
  ---------------------------------------

Hết.
"""


def test_rows_of_several_lines_under_a_line_of_dashes() -> None:
    (table,), prose = blocks(WRAPPED)
    assert [[cell.text for cell in table.row(at)] for at in range(table.rows)] == [
        ["Đơn vị", "Kết quả", "Đã áp dụng"],
        ["Sở Y tế", "Đạt", "98"],
        ["Sở Lao động - Xã hội", "Không đạt", "77"],
    ]
    assert table.row(2)[0].place.line == 9
    assert prose == ["Kết quả:", "Hết."]


def test_a_line_a_row_under_a_line_of_dashes() -> None:
    heads = "  STT   Cơ quan       Năm\n  ----- ------------ ------\n"
    simple = f"{heads}  1     Sở Y tế        2031\n  2     Sở Nội vụ\n\nHết.\n"
    (table,), prose = blocks(f"Kết quả:\n\n{simple}")
    assert [[cell.text for cell in table.row(at)] for at in range(3)] == [
        ["STT", "Cơ quan", "Năm"],
        ["1", "Sở Y tế", "2031"],
        ["2", "Sở Nội vụ", ""],
    ]
    assert prose == ["Kết quả:", "Hết."]
    headless = "  ----- ------------\n  STT   Cơ quan\n  1     Sở Y tế\n  ----- ------------\n"
    assert blocks(headless)[0][0].rows == 2


def test_rules_between_paragraphs_are_no_tables() -> None:
    head = "ỦY BAN NHÂN DÂN      CỘNG HÒA\n  -------        ----------\nSố: 12/QĐ-UBND\n"
    tables, prose = blocks(f"{head}\nCăn cứ Luật;\n")
    assert tables == []
    assert "Số: 12/QĐ-UBND" in " ".join(prose)
