"""Cells with boxes of their own, each cut by a page's end by itself: how browsers print separate borders."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from extractors.readers.pdf.reader import read_pdf
from tests.pdf_pages import drawn, texts_of

COLUMNS = [(60, 120), (123, 223), (226, 306)]  # of boxes with three points between
_TOP = 800.0


def box(canvas: Canvas, col: int, top: float, bottom: float, text: str = "", sides: str = "tblr") -> None:
    """Draw the box of a cell, `top` and `bottom` counted down the page, and its text."""
    (x0, x1), y0, y1 = COLUMNS[col], _TOP - top, _TOP - bottom
    lines = {"t": (x0, y0, x1, y0), "b": (x0, y1, x1, y1), "l": (x0, y0, x0, y1), "r": (x1, y0, x1, y1)}
    for side in sides:
        canvas.line(*lines[side])
    for number, line_text in enumerate(text.split("\n")):
        canvas.drawString(x0 + 4, y0 - 12 - 12 * number, line_text)


def rows_below(canvas: Canvas) -> None:
    for number, top in ((8, 143), (9, 171)):
        for col, text in enumerate((str(number), "Department", "12")):
            box(canvas, col, top, top + 25, text)


def test_a_cut_row_under_a_repeated_heading_is_a_row_although_a_merged_box_begins_higher() -> None:
    def page(canvas: Canvas) -> None:
        for col, text in enumerate(("No", "Name", "Note")):
            box(canvas, col, 40, 70, text)
        box(canvas, 0, 76, 140, "", "blr")
        box(canvas, 1, 76, 140, "of culture\nand sports", "blr")
        box(canvas, 2, 73, 124, "", "blr")
        rows_below(canvas)

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table) == [
        ["No", "Name", "Note"],
        ["", "of culture and sports", ""],
        ["8", "Department", "12"],
        ["9", "Department", "12"],
    ]


def test_a_low_rest_of_a_row_far_below_its_heading_keeps_its_columns() -> None:
    def page(canvas: Canvas) -> None:
        for col, text in enumerate(("No", "Name", "Note")):
            box(canvas, col, 40, 117, text)
        box(canvas, 0, 123.5, 140, "", "blr")
        box(canvas, 1, 123.5, 140, "sports", "blr")
        box(canvas, 2, 120, 134, "", "blr")
        rows_below(canvas)

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table)[1:3] == [["", "sports", ""], ["8", "Department", "12"]]


def test_a_row_cut_at_the_page_end_keeps_its_columns_where_one_box_is_closed_below_the_others() -> None:
    def page(canvas: Canvas) -> None:
        for row in range(3):
            for col, text in enumerate((f"{row}", "Department", "12")):
                box(canvas, col, 40 + 28 * row, 65 + 28 * row, text)
        box(canvas, 0, 124, 160, "3", "tlr")
        box(canvas, 1, 124, 160, "Center", "tlr")
        box(canvas, 2, 124, 190, "7")

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table)[3:] == [["3", "Center", "7"]]
    cut = {cell.text: cell.setting.open_below for cell in table.cells if cell.row == 3 and cell.setting is not None}
    assert cut == {"3": True, "Center": True, "7": False}


def test_two_tables_over_each_other_stay_two() -> None:
    def page(canvas: Canvas) -> None:
        canvas.grid([60, 120, 223, 306], [760, 740, 720, 700])
        canvas.grid([60, 120, 223, 306], [660, 640, 620])
        for y in (745, 725, 705, 645, 625):
            for x in (64, 124, 227):
                canvas.drawString(x, y, "12")

    assert [table.rows for table in read_pdf(drawn(page)).tables()] == [3, 2]
