"""What the PDF reader makes of printed pages: cells with spans and places, prose in reading order, clear faults."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2 as pdfium
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Box
from extractors.readers.pdf.reader import read_pdf
from tests.pdf_pages import HEIGHT, drawn, grid, prose_of, texts_of

DATA = Path(__file__).parent / "data" / "pdf"
PRINTED = sorted(DATA.glob("*.pdf"))


def turned(data: bytes, degrees: int) -> bytes:
    document = pdfium.PdfDocument(data)
    document[0].set_rotation(degrees)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_every_cell_of_printed_tables_is_read_exactly(path: Path) -> None:
    pieces = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    read = read_pdf(path.read_bytes()).tables()
    found = [
        {
            "page": table.place.page,
            "cells": [[c.row, c.col, c.row_span, c.col_span, c.text] for c in table.cells],
        }
        for table in read
    ]
    assert found == pieces


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_cells_hold_the_same_letters_as_pdfplumber_reads_in_their_boxes(path: Path) -> None:
    document = read_pdf(path.read_bytes())
    with pdfplumber.open(path) as reference:
        for table in document.tables()[:2]:
            page = reference.pages[(table.place.page or 1) - 1]
            for cell in table.cells[:40]:
                box = cell.place.box
                assert box is not None
                letters = sorted(c["text"] for c in page.chars if _stands_in(c, page.height, box) and c["text"].strip())
                assert sorted("".join(cell.text.split())) == letters


def _stands_in(char: dict[str, Any], height: float, box: Box) -> bool:
    middle = height - char["matrix"][5] - 0.25 * char["size"]
    return box.x0 <= (char["x0"] + char["x1"]) / 2 <= box.x1 and box.y0 <= middle <= box.y1


def test_each_cell_knows_its_page_and_rectangle() -> None:
    data = drawn(
        lambda canvas: canvas.drawString(100, 700, "first page"),
        lambda canvas: grid(canvas, [100, 200, 300], [700, 680, 660], [["a", "b"], ["c", "d"]]),
    )
    [table] = read_pdf(data).tables()
    last = table.cells[-1]
    assert last.text == "d"
    assert last.place.page == 2
    assert last.place.box is not None
    assert (last.place.box.x0, last.place.box.y0) == pytest.approx((200, HEIGHT - 680), abs=1)
    assert (last.place.box.x1, last.place.box.y1) == pytest.approx((300, HEIGHT - 660), abs=1)
    assert table.widths == pytest.approx((100, 100), abs=0.5)


def test_missing_inner_rulings_merge_cells_and_their_text_counts_once() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(100, 640, 300, 60)
        canvas.line(200, 640, 200, 700)
        canvas.line(200, 680, 400, 680)
        canvas.line(100, 660, 400, 660)
        canvas.line(300, 640, 300, 680)
        for x, y, text in [(104, 680, "left"), (204, 686, "wide"), (204, 666, "b"), (304, 666, "c")]:
            canvas.drawString(x, y, text)

    [table] = read_pdf(drawn(page)).tables()
    spans = {cell.text: (cell.row, cell.col, cell.row_span, cell.col_span) for cell in table.cells if cell.text}
    assert spans == {"left": (0, 0, 2, 1), "wide": (0, 1, 1, 2), "b": (1, 1, 1, 1), "c": (1, 2, 1, 1)}


@pytest.mark.parametrize("dash", [(1, 1), (3, 2), (0.5, 2)])
def test_dashed_and_dotted_rulings_are_rulings(dash: tuple[float, float]) -> None:
    def page(canvas: Canvas) -> None:
        for x in (100, 200, 300):  # every dot a mark of its own, as some producers draw them
            y = 660.0
            while y < 700:
                canvas.line(x, y, x, min(700, y + dash[0]))
                y += sum(dash)
        for y in (660, 680, 700):
            x = 100.0
            while x < 300:
                canvas.line(x, y, min(300, x + dash[0]), y)
                x += sum(dash)
        canvas.drawString(104, 686, "a")
        canvas.drawString(204, 666, "d")

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table) == [["a", ""], ["", "d"]]


def test_double_rules_and_boxes_round_every_cell_bound_one_grid() -> None:
    def page(canvas: Canvas) -> None:
        for row in range(2):
            for col in range(2):
                canvas.rect(100 + col * 102, 680 - row * 22, 100, 20)
                canvas.drawString(104 + col * 102, 686 - row * 22, f"r{row}c{col}")
        canvas.rect(98, 656, 206, 46)

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table) == [["r0c0", "r0c1"], ["r1c0", "r1c1"]]


def test_thin_filled_bars_are_rulings_and_grounds_are_not() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillGray(0.85)
        canvas.rect(100, 680, 200, 20, stroke=0, fill=1)  # a shaded heading
        canvas.rect(60, 500, 400, 100, stroke=0, fill=1)  # a coloured panel without borders
        canvas.setFillGray(0)
        for y in (660, 680, 700):
            canvas.rect(100, y, 200, 0.5, stroke=0, fill=1)
        for x in (100, 200, 300):
            canvas.rect(x, 660, 0.5, 40, stroke=0, fill=1)
        grid_texts = [(104, 686, "a"), (204, 686, "b"), (104, 666, "c"), (204, 666, "d"), (70, 550, "panel")]
        for x, y, text in grid_texts:
            canvas.drawString(x, y, text)

    document = read_pdf(drawn(page))
    assert [texts_of(table) for table in document.tables()] == [[["a", "b"], ["c", "d"]]]
    assert prose_of(document) == ["panel"]


def test_a_table_open_at_its_sides_keeps_its_outer_columns() -> None:
    def page(canvas: Canvas) -> None:
        for y in (640, 660, 680, 700):
            canvas.line(100, y, 400, y)
        for x in (200, 300):
            canvas.line(x, 660, x, 700)
        for row, y in enumerate((686, 666)):
            for col, x in enumerate((104, 204, 304)):
                canvas.drawString(x, y, f"{row}{col}")
        canvas.drawString(104, 646, "merged over all columns")

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table) == [["00", "01", "02"], ["10", "11", "12"], ["merged over all columns"]]
    assert table.cells[-1].col_span == 3


def test_a_group_row_of_an_open_table_is_its_row_although_the_page_cuts_a_lower_one() -> None:
    def page(canvas: Canvas) -> None:
        for y in (560, 570, 600, 620, 650, 680, 700):
            canvas.line(100, y, 400, y)
        for x in (200, 300):
            canvas.line(x, 620, x, 700)
            canvas.line(x, 560, x, 600)
        for row, y in enumerate((686, 666, 636, 586, 562)):
            for col, x in enumerate((104, 204, 304)):
                canvas.drawString(x, y, f"{row}{col}")
        canvas.drawString(104, 606, "B. A group")

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table)[2:4] == [["20", "21", "22"], ["B. A group"]]
    assert table.rows == 6


def test_a_merged_cell_cut_by_the_page_end_keeps_its_text() -> None:
    def page(canvas: Canvas) -> None:
        for x in (100, 200, 300):
            canvas.line(x, 30, x, 100)
        canvas.line(100, 100, 300, 100)
        canvas.line(200, 70, 300, 70)
        canvas.drawString(104, 85, "runs on")
        canvas.drawString(204, 85, "one")
        canvas.drawString(204, 55, "two")

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table) == [["runs on", "one"], ["two"]]
    assert table.cells[0].row_span == 2


def test_stacked_and_neighbouring_tables_stay_apart() -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, [60, 160, 260], [700, 680, 660], [["a", "b"], ["c", "d"]])
        canvas.drawString(60, 646, "Second estimate")
        grid(canvas, [60, 160, 260], [640, 620, 600], [["e", "f"], ["g", "h"]])
        grid(canvas, [300, 400, 500], [700, 680, 660], [["i", "j"], ["k", "l"]])

    document = read_pdf(drawn(page))
    assert [texts_of(table)[0] for table in document.tables()] == [["a", "b"], ["i", "j"], ["e", "f"]]
    kinds = [type(block).__name__ for block in document.blocks]
    assert kinds == ["Table", "Table", "Paragraph", "Table"]


def test_a_table_inside_a_cell_is_a_table_of_its_own() -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, [60, 160, 460], [700, 620, 600], [["outer", ""], ["x", "y"]])
        grid(canvas, [180, 280, 380], [690, 670, 650], [["a", "b"], ["c", "d"]])

    outer, inner = read_pdf(drawn(page)).tables()
    assert texts_of(outer) == [["outer", ""], ["x", "y"]]
    assert texts_of(inner) == [["a", "b"], ["c", "d"]]


def test_white_headings_that_read_upwards_on_a_dark_ground_are_read() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(100, 600, 100, 80, fill=1)
        canvas.grid([100, 200, 300], [680, 600, 570])
        canvas.saveState()
        canvas.setFillColorRGB(1, 1, 1)
        canvas.translate(150, 610)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Passed")
        canvas.restoreState()
        canvas.drawString(204, 660, "Note")
        canvas.drawString(104, 580, "x")

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table) == [["Passed", "Note"], ["x", ""]]


def test_a_frame_of_one_cell_and_underlines_are_prose() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(50, 50, 495, 742)  # a page border
        canvas.drawString(100, 700, "Underlined")
        canvas.line(100, 698, 150, 698)
        canvas.line(100, 703, 150, 703)

    document = read_pdf(drawn(page))
    assert document.tables() == []
    assert prose_of(document) == ["Underlined"]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(degrees: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.translate(*{90: (595, 0), 180: (595, HEIGHT), 270: (0, HEIGHT)}[degrees])
        canvas.rotate({90: 90, 180: 180, 270: 270}[degrees])
        grid(canvas, [60, 160, 260], [400, 380, 360], [["one two", "b"], ["c", "d"]])

    document = read_pdf(turned(drawn(page), degrees))
    [table] = document.tables()
    assert texts_of(table) == [["one two", "b"], ["c", "d"]]
    assert table.place.box is not None
    assert table.place.box.x0 == pytest.approx(60, abs=1)
    shown = (842, 595) if degrees in (90, 270) else (595, 842)
    assert (document.pages[0].width, document.pages[0].height) == pytest.approx(shown, abs=1)


def test_the_crop_box_is_the_page() -> None:
    data = drawn(lambda canvas: grid(canvas, [160, 260, 360], [600, 580, 560], [["a", "b"], ["c", "d"]]))
    document = pdfium.PdfDocument(data)
    document[0].set_cropbox(100, 100, 500, 700)
    buffer = io.BytesIO()
    document.save(buffer)
    read = read_pdf(buffer.getvalue())
    assert (read.pages[0].width, read.pages[0].height) == (400, 600)
    box = read.tables()[0].place.box
    assert box is not None
    assert (box.x0, box.y0) == pytest.approx((60, 100), abs=1)


def test_headings_that_read_upwards_are_read_along_their_letters() -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, [60, 90, 260], [700, 620, 600], [["", "name"], ["1", "x"]])
        canvas.saveState()
        canvas.translate(78, 630)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Year 2018")
        canvas.restoreState()

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table) == [["Year 2018", "name"], ["1", "x"]]


def test_a_ligature_of_two_letters_is_not_one_letter_drawn_twice() -> None:
    pdfmetrics.registerFont(TTFont("wide", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))

    def page(canvas: Canvas) -> None:
        canvas.setFont("wide", 12)
        canvas.drawString(72, 700, "Sm")  # the glyph of m stands for the "tt" of fonts that draw both at once

    data = re.sub(rb"<006D>", b"<00740074>", drawn(page, pageCompression=0))
    assert prose_of(read_pdf(data)) == ["Stt"]


def test_a_word_broken_because_it_cannot_fit_is_one_word_and_wrapped_words_are_not() -> None:
    def page(canvas: Canvas) -> None:
        canvas.grid([100, 122, 200], [700, 660, 620])
        for x, y, text in [(104, 688, "ST"), (107, 676, "T"), (126, 688, "Agencies that"), (126, 676, "apply")]:
            canvas.drawString(x, y, text)
        for x, y, text in [(104, 648, "201"), (104, 636, "8"), (126, 648, "116/2015/TT-"), (126, 636, "BTC - next")]:
            canvas.drawString(x, y, text)

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table) == [["STT", "Agencies that apply"], ["2018", "116/2015/TT-BTC - next"]]


def test_letters_drawn_twice_hidden_or_off_the_page_count_as_seen() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "bold")
        canvas.drawString(100.3, 700, "bold")
        canvas.drawString(900, 700, "far away")
        text = canvas.beginText(100, 650)
        text.setTextRenderMode(3)
        text.textLine("invisible")
        text.setTextRenderMode(0)
        canvas.drawText(text)
        canvas.setFillGray(1)
        canvas.drawString(100, 600, "white on white")
        canvas.setFillGray(0.2)
        canvas.rect(90, 540, 200, 30, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(100, 550, "white on dark")

    assert prose_of(read_pdf(drawn(page))) == ["bold", "white on dark"]


def test_raised_letters_stay_in_their_word() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "No 36")
        canvas.setFont("Helvetica", 6)
        canvas.drawString(100 + canvas.stringWidth("No 36", "Helvetica", 10), 704, "a")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(104 + canvas.stringWidth("No 36", "Helvetica", 10), 700, "/NQ-CP")

    [text] = prose_of(read_pdf(drawn(page)))
    assert text == "No 36a/NQ-CP"


def test_columns_of_a_letterhead_are_read_one_after_the_other() -> None:
    def page(canvas: Canvas) -> None:
        for x, y, text in [
            (80, 780, "PEOPLE'S COMMITTEE"), (300, 780, "THE SOCIALIST REPUBLIC"),
            (90, 740, "No: 474/QD-UBND"), (310, 740, "Kon Tum, 10 July 2020"),
        ]:  # fmt: skip
            canvas.drawString(x, y, text)
        canvas.drawString(
            60, 690, "The chairman decides, in a line of prose that runs over the whole width of the page,"
        )
        canvas.drawString(60, 676, "and goes on here.")

    assert prose_of(read_pdf(drawn(page))) == [
        "PEOPLE'S COMMITTEE",
        "No: 474/QD-UBND",
        "THE SOCIALIST REPUBLIC",
        "Kon Tum, 10 July 2020",
        "The chairman decides, in a line of prose that runs over the whole width of the page, and goes on here.",
    ]


def test_list_items_and_set_in_lines_start_paragraphs() -> None:
    lines = [
        (80, "1. The first item runs to the right margin of the page and is therefore wrapped by the printer;"),
        (60, "its second line starts at the margin."),
        (80, "- A short dash item;"),
        (80, "a) A lettered item."),
        (80, "A plain paragraph that is set in like the others and that runs to the right margin once again,"),
        (60, "too."),
    ]

    def page(canvas: Canvas) -> None:
        for index, (x, text) in enumerate(lines):
            canvas.drawString(x, 700 - 14 * index, text)

    starts = [text.split()[0] for text in prose_of(read_pdf(drawn(page)))]
    assert starts == ["1.", "-", "a)", "A"]


def test_a_list_begins_after_a_colon_even_where_its_first_line_shares_its_middle() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(60, 714, "The plan names those who begin in the first year, wherever they may be seated, and")
        canvas.drawString(60, 700, "the heads of these five offices:")  # 141 points wide, the next one 60 in between
        canvas.drawCentredString(60 + 70.5, 686, "+ The office of health;")
        canvas.drawString(80, 672, "+ The office of justice, from 2018 - 2020.")

    starts = [text[:8] for text in prose_of(read_pdf(drawn(page)))]
    assert starts == ["The plan", "+ The of", "+ The of"]


def test_running_page_numbers_are_dropped_and_other_numbers_are_kept() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.drawCentredString(297, 810, str(number))
            canvas.drawString(80, 700, f"Text of page {number}")
            canvas.drawString(80, 600, "2018")

        return draw

    texts = prose_of(read_pdf(drawn(page(1), page(2), page(3))))
    assert texts == ["Text of page 1", "2018", "Text of page 2", "2018", "Text of page 3", "2018"]


def test_letters_that_reach_over_from_the_next_page_are_not_read() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "B is a letter of the text.")
        canvas.drawString(80, 600, "B")
        canvas.drawString(80, 36, "\u00c1")
        canvas.drawString(160, 36, "\u00d5")

    assert prose_of(read_pdf(drawn(page))) == ["B is a letter of the text.", "B"]


def test_who_decides_stands_apart_from_the_title_over_it() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 13)
        canvas.drawCentredString(297, 700, "CONG BO DANH SACH CAC DON VI AP DUNG")
        canvas.drawCentredString(297, 684, "PH\u00d3 GIAM DOC SO KHOA HOC")

    assert len(prose_of(read_pdf(drawn(page)))) == 2


def test_a_page_without_print_among_others_is_told() -> None:
    data = drawn(lambda canvas: canvas.drawString(80, 700, "text"), lambda canvas: canvas.rect(50, 50, 400, 600))
    document = read_pdf(data)
    assert [(note.rule, note.place.page) for note in document.irregularities] == [("blank_page", 2)]


def test_the_same_bytes_give_the_same_document() -> None:
    data = PRINTED[0].read_bytes()
    assert read_pdf(data) == read_pdf(data)


def test_a_group_row_at_the_top_of_an_open_tables_page_is_its_row() -> None:
    def page(canvas: Canvas) -> None:
        for y in (600, 620, 650, 680, 700):
            canvas.line(100, y, 400, y)
        for x in (200, 300):
            canvas.line(x, 600, x, 680)
        canvas.drawString(104, 686, "B. A group")
        for row, y in enumerate((666, 636, 606)):
            for col, x in enumerate((104, 204, 304)):
                canvas.drawString(x, y, f"{row}{col}")

    [table] = read_pdf(drawn(page)).tables()
    assert texts_of(table)[:2] == [["B. A group"], ["00", "01", "02"]]
    assert table.cells[0].col_span == 3


def test_a_last_column_merged_over_the_whole_page_is_a_column_though_no_level_line_reaches_it() -> None:
    def page(canvas: Canvas) -> None:
        for y in (620, 640, 660, 680):
            canvas.line(100, y, 300, y)
        for x in (100, 200, 300, 400):
            canvas.line(x, 620, x, 680)
        canvas.line(50, 500, 50, 700)  # a line in the margin, longer than the table, is none of its sides
        for row, y in enumerate((666, 646, 626)):
            canvas.drawString(104, y, f"{row}0")
            canvas.drawString(204, y, f"{row}1")

    [table] = read_pdf(drawn(page)).tables()
    assert (table.rows, table.cols) == (3, 3)
    assert [(cell.row, cell.row_span) for cell in table.cells if cell.col == 2] == [(0, 3)]


def test_a_year_alone_on_the_last_line_of_a_title_belongs_to_the_title() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawCentredString(297, 760, "DANH SACH CAC XA AP DUNG HTQLCL NAM")
        canvas.drawCentredString(297, 745, "2018")
        canvas.setFont("Helvetica", 12)
        for y in (700, 685, 670, 655):
            canvas.drawString(85, y, "Tren day la danh sach cac xa xay dung va ap dung he thong trong nam,")

    assert prose_of(read_pdf(drawn(page)))[0] == "DANH SACH CAC XA AP DUNG HTQLCL NAM 2018"


def test_a_place_and_day_on_the_right_does_not_run_on_into_the_title_below() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawRightString(540, 740, "Soc Trang, ngay 3 thang 12 nam 2020")
        canvas.drawCentredString(300, 724, "QUY CHE QUAN LY CHO NOI TREN DIA BAN TINH SOC TRANG")
        canvas.drawString(
            60, 690, "The markets are kept by the communes through which the river flows and all their boats are"
        )
        canvas.drawString(60, 676, "counted once in every year.")

    assert prose_of(read_pdf(drawn(page)))[:2] == [
        "Soc Trang, ngay 3 thang 12 nam 2020",
        "QUY CHE QUAN LY CHO NOI TREN DIA BAN TINH SOC TRANG",
    ]
