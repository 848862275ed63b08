"""A table that draws level lines only has the columns that its texts leave room for; lines to write on are no table."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from extractors.layout import shape
from extractors.readers.pdf.reader import read_pdf
from tests.pdf_pages import drawn, texts_of

ROWS = (
    ("1", "Office of health", "4.567.801", "x"),
    ("2", "Office of natural resources", "12", ""),
    ("3", "Office of trade", "", "x"),
    ("4", "Office of taxes", "96.000", ""),
)


def put(canvas: Canvas, y: float, row: Sequence[str]) -> None:
    number, name, figure, mark = row
    canvas.drawCentredString(70, y, number)
    canvas.drawString(90, y, name)
    canvas.drawRightString(350, y, figure)
    canvas.drawCentredString(420, y, mark)


def ruled(canvas: Canvas, rows: Sequence[Sequence[str]], top: float = 700.0) -> None:
    canvas.line(60, top, 460, top)
    for index, row in enumerate(rows, 1):
        put(canvas, top - 20 * index + 6, row)
        canvas.line(60, top - 20 * index, 460, top - 20 * index)


def test_rows_between_level_lines_have_the_columns_of_their_texts() -> None:
    def page(canvas: Canvas) -> None:
        ruled(canvas, [("No", "", "2018", "Note"), *ROWS])
        canvas.drawCentredString(170, 686, "Name")

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table) == [["No", "Name", "2018", "Note"], *(list(row) for row in ROWS)]
    assert not table.ruled
    [shaped] = shape(read_pdf(drawn(page))).tables()
    assert [(note.rule, note.actual) for note in shaped.irregularities] == [("columns_by_text", "5 x 4")]


def test_a_broken_line_under_a_heading_divides_what_is_right_above_it() -> None:
    def page(canvas: Canvas) -> None:
        ruled(canvas, ROWS, top=660)
        canvas.line(60, 700, 460, 700)
        canvas.line(280, 680, 460, 680)
        canvas.drawString(285, 686, "Result")
        for x, text in ((64, "No"), (150, "Name"), (310, "2018"), (412, "Note")):
            canvas.drawString(x, 666, text)

    [table] = read_pdf(drawn(page)).tables()
    spans = {cell.text: (cell.row_span, cell.col_span) for cell in table.cells if cell.row < 2}
    assert spans == {"No": (2, 1), "Name": (2, 1), "Result": (1, 2), "2018": (1, 1), "Note": (1, 1)}


def test_pages_of_one_table_have_the_columns_of_all_of_them() -> None:
    def first(canvas: Canvas) -> None:
        ruled(canvas, [("No", "Name", "2018", "Note"), *ROWS], top=200)

    def second(canvas: Canvas) -> None:
        ruled(canvas, [(str(n), f"Office {n}", f"{n}", "x") for n in range(5, 9)], top=780)

    document = read_pdf(drawn(first, second))
    one, two = document.tables()
    assert one.widths == two.widths
    [whole] = shape(document).tables()
    assert [texts_of(whole)[row][0] for row in range(9)] == ["No", *"12345678"]


def test_lines_to_write_on_and_prose_between_lines_are_no_table() -> None:
    def page(canvas: Canvas) -> None:
        for y in (700, 680, 660, 640):
            canvas.line(60, y, 460, y)
        for index, text in enumerate(("The name of the office that applies:", "Its address:", "Its head:")):
            canvas.drawString(62, 686 - 20 * index, text)

    assert read_pdf(drawn(page)).tables() == []
