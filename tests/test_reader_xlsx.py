"""XLSX: what a workbook's print shows; sheets as tables with merged cells, values as displayed, hidden parts noted."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from extractors.document import Document, Limits, Paragraph, ReadError, Table
from extractors.readers import read
from extractors.readers.xlsx.formats import shown
from tests.office_files import put, saved
from tests.span_grids import GridCell, read_cells, span_grids, without_unseen_columns


def sheet_of(book: Workbook) -> Worksheet:
    sheet = book.active
    assert sheet is not None
    return sheet


def grid(document: Document, number: int = 0) -> list[tuple[int, int, int, int, str]]:
    table = document.tables()[number]
    return [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in table.cells]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (25, "General", "25"),
        (2.5, "General", "2,5"),
        (0.1 + 0.2, "General", "0,3"),
        (7942.4, "#,##0.0", "7.942,4"),
        (2357584639, "#,##0", "2.357.584.639"),
        (-1234567, "#,##0;(#,##0)", "(1.234.567)"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (0, "#,##0;-#,##0;", ""),
        (1500000, '#,##0," nghìn"', "1.500 nghìn"),
        (1685762.68, '#,##0.00\\ "đồng"', "1.685.762,68 đồng"),
        (120000, "#,##0\\ [$₫-42A]", "120.000 ₫"),
        (0.855, "0.0%", "85,5%"),
        (0.5, "0%", "50%"),
        (7, "00", "07"),
        (3, "000", "003"),
        (12.0, "0.##", "12"),
        (-0.001, "0.0", "0,0"),
        (2.675, "0.00", "2,68"),
        (1234567890123, "General", "1234567890123"),
        (5, "[>=3]0;[<3]0.0", "5"),
        (2, "[>=3]0;[<3]0.0", "2,0"),
        (date(2018, 4, 18), "mm-dd-yy", "18/04/2018"),
        (datetime(2018, 4, 18), "dd/mm/yyyy", "18/04/2018"),
        (datetime(2018, 4, 8), 'd"/"m"/"yyyy', "8/4/2018"),
        (datetime(2018, 4, 8), '"ngày "dd" tháng "mm" năm "yyyy', "ngày 08 tháng 04 năm 2018"),
        (datetime(2018, 4, 8, 10, 5, 9), "hh:mm:ss dd/mm/yy", "10:05:09 08/04/18"),
        (datetime(2018, 4, 8), "mm/yyyy", "04/2018"),
        (time(9, 5), "h:mm", "9:05"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
        ("60/116", "@", "60/116"),
        (True, "General", "TRUE"),
    ],
)
def test_a_value_shows_as_its_format_says_in_vietnamese_signs(value: object, form: str, text: str) -> None:
    assert shown(value, form) == text


@given(st.integers(-(10**14), 10**14))
def test_a_whole_amount_keeps_every_digit(amount: int) -> None:
    assert shown(amount, "#,##0").replace(".", "") == str(amount)


@given(st.floats(allow_nan=False, allow_infinity=False, width=32) | st.integers(), st.text(max_size=12))
def test_no_format_code_breaks_the_reader(value: float, form: str) -> None:
    assert isinstance(shown(value, form), str)


def test_merged_cells_are_one_cell_with_its_spans() -> None:
    book = Workbook()
    sheet = sheet_of(book)
    put(sheet, "B2:B3", "STT", bordered=True)
    put(sheet, "C2:C3", "Cơ quan", bordered=True)
    put(sheet, "D2:E2", "Năm", bordered=True)
    for area, value in (("D3", 2019), ("E3", 2020), ("B4", 1), ("C4", "Sở Nội vụ"), ("D4", "x"), ("E4", None)):
        put(sheet, area, value, bordered=True)
    document = read(saved(book))
    assert document.format == "xlsx"
    assert grid(document) == [
        *((0, 0, 2, 1, "STT"), (0, 1, 2, 1, "Cơ quan"), (0, 2, 1, 2, "Năm")),
        *((1, 2, 1, 1, "2019"), (1, 3, 1, 1, "2020")),
        *((2, 0, 1, 1, "1"), (2, 1, 1, 1, "Sở Nội vụ"), (2, 2, 1, 1, "x"), (2, 3, 1, 1, "")),
    ]
    assert document.tables()[0].cells[2].place.path == "sheet[1]/D2"


@settings(max_examples=25, deadline=None)
@given(span_grids())
def test_every_grid_of_spans_comes_back(made: tuple[int, int, list[GridCell]]) -> None:
    _, cols, drawn = made
    cells = [(row, col, down, across, text or "-") for row, col, down, across, text in drawn]  # blank rows end a sheet
    book = Workbook()
    sheet = sheet_of(book)
    for row, col, down, across, text in cells:
        first = sheet.cell(row + 1, col + 1).coordinate
        put(sheet, f"{first}:{sheet.cell(row + down, col + across).coordinate}", text, bordered=True)
    assert read_cells(read(saved(book)).tables()[0]) == without_unseen_columns(cols, cells)


def test_prose_above_and_below_the_borders_is_no_table() -> None:
    book = Workbook()
    sheet = sheet_of(book)
    put(sheet, "A1:C1", "PHỤ LỤC II")
    sheet["A2"] = "Đơn vị tính: triệu đồng"
    for row, values in enumerate((("STT", "Nội dung", "Kinh phí"), (1, "Đào tạo", 120), (None, "Tổng cộng", 120)), 4):
        for column, value in zip("ABC", values, strict=True):
            put(sheet, f"{column}{row}", value, bordered=True)
    sheet["A8"] = "Ghi chú: chưa gồm thuế."
    kinds = [block.text if isinstance(block, Paragraph) else "table" for block in read(saved(book)).blocks]
    assert kinds == ["PHỤ LỤC II", "Đơn vị tính: triệu đồng", "table", "Ghi chú: chưa gồm thuế."]


def test_a_sheet_without_borders_has_its_table_where_three_columns_are_filled() -> None:
    book = Workbook()
    sheet = sheet_of(book)
    sheet["A1"] = "Danh sách cơ quan"
    for row in (("STT", "Cơ quan", "Năm"), (1, "Sở Nội vụ", 2019), ("Khối huyện",), (2, "UBND huyện", 2020)):
        sheet.append(row)
    document = read(saved(book))
    assert [type(block) for block in document.blocks] == [Paragraph, Table]
    assert [cell[4] for cell in grid(document) if cell[1] == 0] == ["STT", "1", "Khối huyện", "2"]
    assert not document.tables()[0].ruled


def test_the_total_below_a_table_without_borders_belongs_to_it_and_the_note_does_not() -> None:
    book = Workbook()
    for row in (
        ["STT", "Xã", "Số hộ"],
        [1, "Nà Tấu", 12],
        [2, "Nà Nhạn", 30],
        [None, "Cộng", 42],
        ["Ghi chú: tạm tính"],
    ):
        sheet_of(book).append(row)
    document = read(saved(book), "a.xlsx")
    assert [cell.text for cell in document.tables()[0].row(3)] == ["", "Cộng", "42"]
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["Ghi chú: tạm tính"]


def test_hidden_rows_columns_and_sheets_are_left_out_and_reported() -> None:
    book = Workbook()
    sheet = sheet_of(book)
    sheet.title = "Danh sách"
    for row in range(1, 5):
        for column in "ABC":
            put(sheet, f"{column}{row}", f"{column}{row}", bordered=True)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    other = book.create_sheet("Nháp")
    other["A1"] = "bản nháp"
    other.sheet_state = "hidden"
    document = read(saved(book))
    assert [cell[4] for cell in grid(document)] == ["A1", "C1", "A2", "C2", "A4", "C4"]
    assert [(note.rule, note.actual) for note in document.irregularities] == [
        ("hidden_content", "1 rows of the sheet Danh sách: 3"),
        ("hidden_content", "1 columns of the sheet Danh sách: B"),
        ("hidden_content", "the sheets Nháp"),
    ]


def test_a_formula_whose_result_is_not_stored_is_reported_and_not_read_as_blank_in_silence() -> None:
    book = Workbook()
    sheet = sheet_of(book)
    sheet["A1"], sheet["B1"], sheet["C1"] = "Tổng", 5, "=B1*2"
    notes = read(saved(book)).irregularities
    assert [(note.rule, note.actual) for note in notes] == [
        ("formula_without_value", "1 cells of xl/worksheets/sheet1.xml, the first C1")
    ]


def test_rich_text_and_line_breaks_in_a_cell_are_one_text() -> None:
    book = Workbook()
    sheet = sheet_of(book)
    put(sheet, "A1", CellRichText("UBND ", TextBlock(InlineFont(b=True), "huyện"), " Mèo Vạc"), bordered=True)
    put(sheet, "B1", "Sở Giáo dục\nvà Đào tạo", bordered=True)
    put(sheet, "C1", "x", bordered=True)
    assert [cell[4] for cell in grid(read(saved(book)))] == ["UBND huyện Mèo Vạc", "Sở Giáo dục và Đào tạo", "x"]


def test_every_sheet_is_read_in_order() -> None:
    book = Workbook()
    sheet_of(book)["A1"] = "Điều 1"
    book.create_sheet("Trống")
    book.create_sheet("Hai")["B2"] = "Điều 2"
    document = read(saved(book))
    assert [(block.text, block.place.path) for block in document.blocks if isinstance(block, Paragraph)] == [
        ("Điều 1", "sheet[1]/A1"),
        ("Điều 2", "sheet[3]/B2"),
    ]


def test_a_workbook_that_shows_nothing_or_too_much_is_refused() -> None:
    with pytest.raises(ReadError) as empty:
        read(saved(Workbook()))
    assert empty.value.category == "no_text"
    book = Workbook()
    sheet_of(book)["A1"] = "dài " * 5000
    with pytest.raises(ReadError) as large:
        read(saved(book), limits=Limits(max_text=10_000))
    assert large.value.category == "too_large"
