"""Figures set in columns are a table although nothing is drawn; letterheads and signatures are none."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from extractors.readers.pdf import read_pdf
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
