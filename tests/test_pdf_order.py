"""Text in a neighbour's rectangle goes home with the text that it is drawn with."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extractors.readers.pdf.frame import apply, apply_box, invert, multiply
from extractors.readers.pdf.glyphs import Fragment
from extractors.readers.pdf.prose import Bounds, read_prose
from extractors.readers.pdf.reader import read_pdf
from tests.pdf_pages import drawn, texts_of

numbers = st.floats(-500, 500).map(lambda value: round(value, 3))
scales = st.floats(0.1, 5).map(lambda value: round(value, 3))


def test_a_line_of_a_heading_set_too_low_goes_back_to_the_heading() -> None:
    def page(canvas: Canvas) -> None:
        canvas.grid([100, 160, 220], [700, 670, 640])
        canvas.drawString(104, 688, "Nam")
        canvas.drawString(164, 688, "Dap ung")
        canvas.drawString(164, 676, "cac muc")
        canvas.drawString(164, 664, "yeu cau")  # below its rectangle, drawn before the row below
        canvas.drawString(104, 648, "2020")
        canvas.drawString(164, 648, "x")

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table) == [["Nam", "Dap ung cac muc yeu cau"], ["2020", "x"]]


def test_a_merged_cell_drawn_ahead_of_its_row_keeps_its_text() -> None:
    def page(canvas: Canvas) -> None:
        canvas.grid([100, 160], [700, 670, 640, 610])
        for y in (700, 670, 610):
            canvas.line(160, y, 220, y)
        canvas.line(220, 700, 220, 610)
        canvas.drawString(104, 688, "STT")
        canvas.drawString(164, 688, "Noi dung")
        canvas.drawString(164, 658, "tu trang truoc")  # it goes on from the page before: browsers draw it first
        canvas.drawString(104, 658, "4")
        canvas.drawString(104, 628, "5")

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table) == [["STT", "Noi dung"], ["4", "tu trang truoc"], ["5"]]


def test_the_second_line_of_a_turned_heading_goes_back_to_it() -> None:
    def page(canvas: Canvas) -> None:
        canvas.grid([100, 118, 180], [700, 620, 600])
        for x, text in ((112, "Chua dap ung"), (126, "yeu cau")):
            canvas.saveState()
            canvas.translate(x, 624)
            canvas.rotate(90)
            canvas.drawString(0, 0, text)
            canvas.restoreState()
        canvas.drawString(140, 688, "So luong")
        canvas.drawString(104, 606, "x")
        canvas.drawString(140, 606, "12")

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table) == [["Chua dap ung yeu cau", "So luong"], ["x", "12"]]


def test_a_page_drawn_column_by_column_is_read_as_it_stands() -> None:
    def page(canvas: Canvas) -> None:
        canvas.grid([100, 160, 220], [700, 680, 660, 640])
        for col in range(2):
            for row in range(3):
                canvas.drawString(104 + 60 * col, 686 - 20 * row, f"r{row}c{col}")

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table) == [["r0c0", "r0c1"], ["r1c0", "r1c1"], ["r2c0", "r2c1"]]


@given(scales, scales, numbers, numbers, numbers, numbers)
def test_an_inverse_matrix_undoes_its_matrix(a: float, d: float, e: float, f: float, x: float, y: float) -> None:
    matrix = (0.0, a, -d, 0.0, e, f)
    back_x, back_y = apply(multiply(matrix, invert(matrix)), x, y)
    assert abs(back_x - x) < 1e-6 and abs(back_y - y) < 1e-6
    x0, y0, x1, y1 = apply_box(matrix, (0.0, 0.0, abs(x), abs(y)))
    assert x0 <= x1 and y0 <= y1


def test_whom_a_report_is_for_begins_a_paragraph_however_it_is_set() -> None:
    def centered(text: str, base: float) -> Fragment:
        left = 300 - 2.5 * len(text)
        lefts = [left + 5.0 * i for i in range(len(text))]
        return Fragment(list(text), lefts, [x + 5.0 for x in lefts], base, 12.0, False)

    lines = [
        centered("Kết quả xây dựng, áp dụng và duy trì hệ thống quản lý chất lượng tại các cơ quan", 100),
        centered("hành chính nhà nước trên địa bàn tỉnh năm 2017 và phương hướng năm 2018", 116),
        centered("Kính gửi: Ủy ban nhân dân tỉnh và các thành viên Ban Chỉ đạo ISO của tỉnh", 132),
    ]
    title, addressed = read_prose(lines, Bounds(60, 540), 1)
    assert title.text.endswith("năm 2018")
    assert addressed.text.startswith("Kính gửi: Ủy ban")


def test_a_line_that_a_forced_break_stretches_is_one_line() -> None:
    def stretched(text: str, base: float) -> list[Fragment]:
        words = text.split()
        wide = sum(5.0 * len(word) for word in words)
        gap = (480 - wide) / (len(words) - 1)
        made, left = [], 60.0
        for word in words:
            lefts = [left + 5.0 * i for i in range(len(word))]
            made.append(Fragment(list(word), lefts, [x + 5.0 for x in lefts], base, 12.0, False))
            left += 5.0 * len(word) + gap
        return made

    lines = [
        *stretched("Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;", 100),
        *stretched("Căn cứ Luật Thanh tra số 84/2025/QH15;", 116),
    ]
    assert [one.text for one in read_prose(lines, Bounds(60, 540), 1)] == [
        "Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;",
        "Căn cứ Luật Thanh tra số 84/2025/QH15;",
    ]
