"""Figures set in columns are a table although nothing is drawn; letterheads and signatures are none."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from extractors.readers.pdf.reader import read_pdf
from tests.pdf_pages import drawn, prose_of, texts_of


def test_figures_in_columns_are_a_table_without_rulings() -> None:
    rows = [("No", "Task", "2018", "2019"), ("1", "Training", "12.5", "3"), ("2", "Printing", "", "4.1"),
            ("3", "Consulting on the", "7", "8"), ("", "model", "", ""), ("4", "Audit", "1", "2")]  # fmt: skip

    def page(canvas: Canvas) -> None:
        canvas.drawString(60, 740, "The budget of the plan is as follows.")
        for index, row in enumerate(rows):
            for x, text in zip((60, 100, 250, 330), row, strict=True):
                canvas.drawString(x, 700 - 15 * index, text)

    document = read_pdf(drawn(page))
    [table] = document.tables()
    assert not table.ruled
    assert texts_of(table)[2:4] == [["2", "Printing", "", "4.1"], ["3", "Consulting on the model", "7", "8"]]
    assert prose_of(document) == ["The budget of the plan is as follows."]


def test_a_narrow_column_of_numbers_without_rulings_is_a_column_and_a_note_below_is_prose() -> None:
    rows = [
        ("No", "Office", "2018", "2019"),
        ("1", "Office of health", "12.5", "8"),
        ("2", "Office of justice", "3", "9"),
        ("3", "Office of trade", "7", "11.5"),
        ("4", "Office of taxes", "1", "2"),
    ]

    def page(canvas: Canvas) -> None:
        for index, (number, name, one, two) in enumerate(rows):
            canvas.drawCentredString(66, 700 - 15 * index, number)
            canvas.drawString(77, 700 - 15 * index, name)
            canvas.drawRightString(260, 700 - 15 * index, one)
            canvas.drawRightString(330, 700 - 15 * index, two)
        canvas.drawString(60, 620, "All in millions.")

    document = read_pdf(drawn(page))
    [table] = document.tables()
    assert texts_of(table) == [list(row) for row in rows]
    assert prose_of(document) == ["All in millions."]


def test_a_signature_block_of_three_columns_is_no_table() -> None:
    def page(canvas: Canvas) -> None:
        for y, row in ((300, ("Prepared by", "Accountant", "Director")), (285, ("(signed)", "(signed)", "(signed)")),
                       (240, ("Nga", "Huy", "Minh")), (225, ("Official", "Official", "Official"))):  # fmt: skip
            for x, text in zip((80, 250, 420), row, strict=True):
                canvas.drawString(x, y, text)

    assert read_pdf(drawn(page)).tables() == []


def columns(canvas: Canvas, y: float, row: tuple[str, ...]) -> None:
    """Print a row: its number, its name to the left, its figures to the right."""
    number, name, *figures = row
    canvas.drawCentredString(66, y, number)
    canvas.drawString(84, y, name)
    for x, text in zip((270, 350), figures, strict=True):
        canvas.drawRightString(x, y, text)


OFFICES = ("health", "justice", "trade", "taxes", "culture", "labour")


def test_lines_of_a_cell_stand_closer_than_rows() -> None:
    def page(canvas: Canvas) -> None:
        y = 700.0
        columns(canvas, y, ("No", "Office", "2018", "2019"))
        for index, name in enumerate(OFFICES, 1):
            y -= 18
            columns(canvas, y, (str(index), f"Office of {name}", f"4.567.80{index}", "12"))
            if index % 2:
                y -= 12
                columns(canvas, y, ("", "and others", f"{index}", ""))

    [table] = read_pdf(drawn(page)).tables()
    rows = texts_of(table)
    assert len(rows) == 7
    assert rows[1] == ["1", "Office of health and others", "4.567.8011", "12"]
    assert rows[2] == ["2", "Office of justice", "4.567.802", "12"]


def test_rows_that_stand_as_close_as_lines_are_told_by_their_numbers_and_figures() -> None:
    def page(canvas: Canvas) -> None:
        rows = [("No", "Office", "2018", "2019")]
        for index, name in enumerate(OFFICES, 1):
            rows += [(str(index), f"Office of {name}", "6.601.", "12"), ("", "(head office)", "608", "")]
            rows.append(("", "of which abroad", "3.100", "4"))
        for at, row in enumerate(rows):
            columns(canvas, 740 - 12 * at, row)

    [table] = read_pdf(drawn(page)).tables()
    rows = texts_of(table)
    assert rows[1:4] == [
        ["1", "Office of health (head office)", "6.601.608", "12"],
        ["", "of which abroad", "3.100", "4"],
        ["2", "Office of justice (head office)", "6.601.608", "12"],
    ]


def test_the_rest_of_a_table_on_the_next_page_has_its_columns_however_short_it_is() -> None:
    def first(canvas: Canvas) -> None:
        columns(canvas, 400, ("No", "Office", "2018", "2019"))
        for index, name in enumerate(OFFICES, 1):
            columns(canvas, 400 - 18 * index, (str(index), f"Office of {name}", "1.234.567.890", "12"))

    def second(canvas: Canvas) -> None:
        columns(canvas, 740, ("7", "Bureau", "3", "4"))
        columns(canvas, 722, ("8", "Center", "5", ""))
        canvas.drawString(60, 690, "Note that all of these figures are given in millions, as reported")

    document = read_pdf(drawn(first, second))
    one, two = document.tables()
    assert one.widths == two.widths
    assert texts_of(two) == [["7", "Bureau", "3", "4"], ["8", "Center", "5", ""]]
    assert prose_of(document) == ["Note that all of these figures are given in millions, as reported"]


def test_a_heading_in_the_middle_over_names_on_the_left_heads_their_column() -> None:
    def page(canvas: Canvas) -> None:
        columns(canvas, 700, ("No", "", "2018", "2019"))
        canvas.drawString(180, 700, "Office")
        for index, name in enumerate(OFFICES, 1):
            columns(canvas, 700 - 18 * index, (str(index), f"O. of {name}", "34", "12"))

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table)[:2] == [["No", "Office", "2018", "2019"], ["1", "O. of health", "34", "12"]]


def test_a_last_row_without_figures_is_a_row() -> None:
    def page(canvas: Canvas) -> None:
        columns(canvas, 700, ("No", "Office", "2018", "2019"))
        for index, name in enumerate(OFFICES, 1):
            columns(
                canvas, 700 - 18 * index, (str(index), f"Office of {name}", *(("34", "12") if index < 6 else ("", "")))
            )

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table)[-1] == ["6", "Office of labour", "", ""]


def test_headings_in_the_middle_of_their_cells_stand_over_the_figures() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(60, 760, "1. Sown area until 15 June, in the whole of the province and its districts")
        for y, text, x in ((730, "Report against", 470), (724, "Done in the", 270), (724, "Estimate of", 370),
                           (718, "the last year", 470), (712, "last year", 270), (712, "this year", 370),
                           (706, "(%)", 470)):  # fmt: skip
            canvas.drawCentredString(x, y, text)
        canvas.drawString(60, 690, "Area (Ha)")
        rows = [("Winter rice", "48.210", "46.985", "97,46"), ("Spring rice", "276.118", "277.402", "100,47"),
                ("Summer rice", "251.340", "238.775", "95,00"), ("Autumn rice", "11.3", "8.7", "77,3")]  # fmt: skip
        for index, row in enumerate(rows):
            canvas.drawString(70, 675 - 15 * index, row[0])
            for x, text in zip((290, 390, 490), row[1:], strict=True):
                canvas.drawRightString(x, 675 - 15 * index, text)

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table)[:3] == [
        ["", "Done in the last year", "Estimate of this year", "Report against the last year (%)"],
        ["Area (Ha)", "", "", ""],
        ["Winter rice", "48.210", "46.985", "97,46"],
    ]
