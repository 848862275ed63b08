"""Rulings that only look odd: square dots, sides drawn on below the page's area, boxes that stand apart."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.readers.pdf.reader import read_pdf
from tests.pdf_pages import drawn, texts_of


def test_square_dots_are_rulings_either_way() -> None:
    def page(canvas: Canvas) -> None:
        for x in (100, 160, 220):
            for step in range(28):
                canvas.rect(x, 660 + 1.5 * step, 0.7481, 0.7482, stroke=0, fill=1)  # a trifle higher than wide, or not
        for y in (660, 680, 700.5):
            for step in range(81):
                canvas.rect(100 + 1.5 * step, y, 0.7482, 0.7481, stroke=0, fill=1)
        canvas.drawString(104, 686, "a")
        canvas.drawString(164, 666, "d")

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table) == [["a", ""], ["", "d"]]


def test_the_sides_of_one_cut_text_that_reach_further_do_not_move_the_end_of_the_row() -> None:
    def page(canvas: Canvas) -> None:
        for y in (300, 280):
            canvas.line(100, y, 340, y)
        for x in (100, 160, 220, 280, 340):
            canvas.line(x, 300, x, 220)
        for x in (160.5, 219.5):
            canvas.line(x, 220, x, 90)  # the rest of one text, which the browser hides
        for col in range(4):
            canvas.drawString(104 + 60 * col, 286, f"h{col}")
            canvas.drawString(104 + 60 * col, 260, f"c{col}")

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table) == [["h0", "h1", "h2", "h3"], ["c0", "c1", "c2", "c3"]]
    assert table.place.box is not None and table.place.box.y1 == pytest.approx(842 - 220, abs=1)


def test_the_room_of_boxes_that_stand_apart_is_measured_between_them() -> None:
    """A figure broken by its narrow box is whole, although the outer boxes show less padding."""

    def page(canvas: Canvas) -> None:
        for row in range(4):
            for x, width in ((100, 80), (184, 40), (228, 80)):
                canvas.rect(x, 680 - row * 30, width, 26)
            canvas.rect(97, 677 - row * 30, 214, 32, stroke=0)
            canvas.drawString(103, 692 - row * 30, "So Noi vu")
            canvas.drawString(231, 692 - row * 30, "Tu chu")
            canvas.drawString(187, 695 - row * 30, "5960317")
            canvas.drawString(187, 684 - row * 30, "8")

    [table] = read_pdf(drawn(page)).tables()
    assert [row[1] for row in texts_of(table)] == ["59603178"] * 4


def test_a_word_that_runs_over_the_side_of_the_table_stays_whole() -> None:
    def page(canvas: Canvas) -> None:
        canvas.grid([100, 160, 178], [700, 680, 660])
        for row, text in enumerate(("Dong", "hoanthanh")):
            canvas.drawString(104, 686 - 20 * row, "So")
            canvas.drawString(163, 686 - 20 * row, text)

    document = read_pdf(drawn(page))
    assert [texts_of(table) for table in document.tables()] == [[["So", "Dong"], ["So", "hoanthanh"]]]
    assert len(document.blocks) == 1
