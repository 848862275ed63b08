"""Headings in white on a dark ground are read as those in black on white; what is dark for other reasons stays."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.make.scan import Scanner, scanned_pdf
from extractors.readers import read
from extractors.readers.scans.dark import without_dark_grounds
from extractors.readers.scans.ocr import Grey
from normalizers.text import without_marks
from tests.pdf_pages import drawn, texts_of

XS = [60.0, 110.0, 330.0, 430.0, 530.0]
YS = [780.0, 756.0, 730.0, 704.0, 678.0]
HEADINGS = ["STT", "Co quan chu tri", "Nam 2020", "Ghi chu"]
ROWS = [
    ["1", "Van phong tinh", "12", "dung han"],
    ["2", "Trung tam hanh chinh", "34", "cham"],
    ["3", "Ban dan toc", "56", ""],
]


def table(ground: str, rulings: str | None) -> bytes:
    """Return a page with a table whose heading is white on `ground`, its rulings there in another colour or hidden."""

    def page(canvas: Canvas) -> None:
        canvas.setStrokeColor("black")
        canvas.grid(XS, YS)
        canvas.setFillColor(ground)
        canvas.rect(XS[0], YS[1], XS[-1] - XS[0], YS[0] - YS[1], stroke=0, fill=1)
        if rulings:
            canvas.setStrokeColor(rulings)
            canvas.grid(XS, YS[:2])
        for row, texts in enumerate([HEADINGS, *ROWS]):
            canvas.setFillColor("black" if row else "white")
            canvas.setFont("Helvetica" if row else "Helvetica-Bold", 11)
            for col, text in enumerate(texts):
                canvas.drawString(XS[col] + 5, YS[row] - 16, text)

    return drawn(page)


@pytest.mark.parametrize(
    ("ground", "rulings"),
    [("#1F3864", "black"), ("#1F3864", "white"), ("#4472C4", "white"), ("#C00000", "white"), ("black", None)],
)
def test_white_headings_on_a_dark_ground_are_read_with_their_columns(ground: str, rulings: str | None) -> None:
    (found,) = read(scanned_pdf(table(ground, rulings), Scanner(dpi=200, seed=2))).tables()
    read_so = [[without_marks(text) for text in row] for row in texts_of(found)]  # "tinh" may be read "tỉnh"
    assert read_so == [HEADINGS, *ROWS]


def sheet() -> Grey:
    return np.full((1000, 1400), 245, np.uint8)


def print_on(page: Grey, colour: int, at: tuple[int, int] = (120, 135)) -> Grey:
    cv2.putText(page, "NOI DUNG CONG VIEC", at, cv2.FONT_HERSHEY_SIMPLEX, 0.9, colour, 2, cv2.LINE_AA)
    return page


def ground(page: Grey, level: int, *, foot: int = 160) -> Grey:
    cv2.rectangle(page, (100, 100), (900, foot), level, -1)
    return page


def test_what_was_white_on_dark_is_dark_on_white() -> None:
    page = without_dark_grounds(print_on(ground(sheet(), 50), 250), 200)
    inside = page[104:156, 104:896]
    assert np.median(inside) > 230 and inside.min() < 40
    assert (page[100:160, 98:104].min(axis=1) < 40).all()  # its sides are ruled


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(sheet(), id="nothing dark"),
        pytest.param(ground(sheet(), 50), id="a bar without print"),
        pytest.param(print_on(ground(sheet(), 140), 0), id="black print on grey"),
        pytest.param(print_on(ground(sheet(), 50, foot=900), 250), id="a picture"),
        pytest.param(print_on(sheet(), 20), id="bold print"),
        pytest.param(cv2.circle(print_on(sheet(), 20), (500, 500), 60, 30, -1), id="a round spot"),
    ],
)
def test_what_is_dark_for_another_reason_stays_as_it_is(page: Grey) -> None:
    assert np.array_equal(without_dark_grounds(page, 200), page)


def test_a_scanner_s_edge_is_no_ground() -> None:
    page = sheet()
    page[:, :60] = 20
    print_on(page, 250, (2, 300))
    assert np.array_equal(without_dark_grounds(page, 200), page)
