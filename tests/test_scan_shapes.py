"""What a scan's ink shows by its shape: marks, Roman numbers, worn rulings, stamps."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from extractors.readers.lattice import Grid, find_grids
from extractors.readers.pdf.glyphs import Fragment
from extractors.readers.pdf.rulings import Ruling
from extractors.readers.scans.figures import lone_mark, mark_of, second_look, strokes_of
from extractors.readers.scans.hand import BY_HAND, with_doubt
from extractors.readers.scans.image import (
    Whole,
    evened,
    ink_of,
    lies_sideways,
    marks_of,
    skew_of,
    straightened,
    without_stamps,
)
from extractors.readers.scans.ocr import Grey, Word
from extractors.readers.scans.page import without_strokes
from extractors.readers.scans.rulings import find_lines
from extractors.readers.scans.sideways import sideways_cells
from extractors.readers.scans.signs import may_be_roman, with_signs

LETTER = 20.0
DPI = 200
Draw = Callable[[Grey], object]


def ink(draw: Draw, width: int = 40, height: int = 40) -> Grey:
    """Return what is drawn in a field, cut to its ink."""
    field = np.zeros((height, width), np.uint8)
    draw(field)
    rows, cols = np.flatnonzero(field.any(axis=1)), np.flatnonzero(field.any(axis=0))
    return field[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1]


def strokes(*pairs: tuple[tuple[int, int], tuple[int, int]], thick: int = 3) -> Draw:
    def draw(field: Grey) -> None:
        for start, end in pairs:
            cv2.line(field, start, end, 1, thick)

    return draw


@pytest.mark.parametrize(
    ("draw", "mark"),
    [
        (strokes(((5, 5), (32, 32)), ((32, 5), (5, 32))), "X"),
        (strokes(((5, 5), (22, 22)), ((22, 5), (5, 22))), "x"),
        (strokes(((5, 20), (35, 20)), ((20, 5), (20, 35))), "+"),
        (strokes(((5, 20), (17, 20))), "-"),
        (strokes(((4, 20), (12, 32)), ((12, 32), (34, 4))), "✓"),
        (strokes(((6, 5), (6, 34)), ((28, 5), (28, 34)), ((6, 20), (28, 20))), ""),  # H
        (strokes(((6, 5), (6, 34)), ((6, 20), (28, 5)), ((6, 20), (28, 34))), ""),  # K
        (lambda field: cv2.circle(field, (20, 20), 13, 1, 3), ""),  # O
        (lambda field: cv2.circle(field, (20, 20), 2, 1, -1), ""),  # a speck
    ],
    ids=["X", "x", "plus", "dash", "tick", "H", "K", "O", "speck"],
)
def test_a_mark_is_told_by_its_shape(draw: Draw, mark: str) -> None:
    assert mark_of(ink(draw), LETTER) == mark


def test_a_line_that_is_one_mark_has_its_place_and_needs_no_recognizer() -> None:
    cross = np.pad(ink(strokes(((5, 5), (32, 32)), ((32, 5), (5, 32)))), ((4, 9), (6, 3)))
    word = lone_mark(cross, LETTER)
    assert word is not None and word.text == "X"
    assert (word.lefts, word.rights) == ((6.0,), (cross.shape[1] - 3.0,))
    assert (word.top, word.bottom) == (4.0, cross.shape[0] - 9.0)
    assert lone_mark(np.hstack([cross, cross, cross]), LETTER) is None  # "XXX" is to be read
    assert lone_mark(np.zeros_like(cross), LETTER) is None


def roman(count: int) -> Draw:
    """Draw upright strokes with serifs."""
    return strokes(*[
        pair
        for i in range(count)
        for x in [8 + 13 * i]
        for pair in (((x, 6), (x, 32)), ((x - 4, 6), (x + 4, 6)), ((x - 4, 32), (x + 4, 32)))
    ])  # fmt: skip


@pytest.mark.parametrize("count", [1, 2, 3])
def test_roman_ones_are_counted(count: int) -> None:
    assert strokes_of(ink(roman(count), width=60), LETTER) == count


def test_an_x_that_was_read_surely_is_no_stroke() -> None:
    drawn = strokes(
        ((9, 6), (9, 29)), ((30, 6), (40, 29)), ((40, 6), (30, 29)), ((4, 6), (14, 6)), ((4, 29), (14, 29)), thick=2
    )
    field = np.zeros((36, 60), np.uint8)
    drawn(field)
    assert strokes_of(ink(drawn, 60, 36), 16.0) == 2  # where it crosses, it is as thin as one
    read = [Word("IX", (4.0, 24.0), (14.0, 50.0), 0.0, 36.0, 0.9)]
    image = np.where(field > 0, 0, 255).astype(np.uint8)
    assert [word.text for word in second_look(read, image, field, 16.0, 200)] == ["IX"]


def test_h_and_one_are_no_roman_numbers() -> None:
    bar = strokes(((6, 5), (6, 34)), ((28, 5), (28, 34)), ((6, 20), (28, 20)))
    one = strokes(((14, 6), (14, 32)), ((8, 12), (14, 6)), ((8, 32), (20, 32)))
    assert [strokes_of(ink(draw), LETTER) for draw in (bar, one)] == [0, 0]


@pytest.mark.parametrize("connectivity", [4, 8])
def test_marks_of_a_page_are_those_that_opencv_measures(connectivity: int) -> None:
    page = (np.random.Generator(np.random.PCG64(7)).random((400, 500)) < 0.12).astype(np.uint8)
    page[100:103, 40:460] = 1
    labels, stats = marks_of(page, connectivity)
    _, wanted, measured, _ = cv2.connectedComponentsWithStats(page, connectivity=connectivity)
    numbers = np.unique(np.stack([labels.ravel(), wanted.ravel()]), axis=1)  # which is called what may differ
    assert numbers.shape[1] == len(stats) == len(measured)
    assert np.array_equal(stats[numbers[0, 1:]], measured[numbers[1, 1:]])
    assert [len(marks_of(np.zeros_like(page))[1]), marks_of(np.zeros_like(page))[0].any()] == [1, False]


def ruled(gaps: Callable[[int], bool]) -> Grey:
    """Return the ink of a grid of three by three cells whose lines miss what `gaps` says of each pixel along them."""
    page = np.zeros((500, 700), np.uint8)
    for y in (100, 180, 260, 340):
        for x in range(100, 601):
            page[y : y + 3, x] |= not gaps(x)
    for x in (100, 260, 430, 600):
        for y in range(100, 343):
            page[y, x : x + 3] |= not gaps(y)
    return page


@pytest.mark.parametrize(
    "gaps", [lambda at: False, lambda at: at % 9 < 5, lambda at: at // 8 % 3 == 0], ids=["whole", "dotted", "dashed"]
)
def test_rulings_are_found_however_worn(gaps: Callable[[int], bool]) -> None:
    found = find_lines(ruled(gaps), DPI)
    for lines, levels in ((found.horizontal, (100, 180, 260, 340)), (found.vertical, (100, 260, 430, 600))):
        assert len(lines) == len(levels)
        assert all(abs(line.at * DPI / 72 - level - 1.5) < 3 for line, level in zip(lines, levels, strict=True))
        assert all(line.length * DPI / 72 > 200 for line in lines)


def test_print_is_no_ruling() -> None:
    page = np.zeros((300, 900), np.uint8)
    for y in range(40, 280, 40):
        cv2.putText(page, "HHH lll UBND xa THU TUC iii", (20, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 1, 3)
    found = find_lines(page, DPI)
    assert (found.horizontal, found.vertical) == ([], [])


def test_the_bar_of_capitals_in_a_cell_is_print() -> None:
    page = ruled(lambda at: False)
    bar = np.zeros_like(page)
    cv2.rectangle(bar, (150, 130), (199, 132), 1, -1)  # the bars of a bold "TT", which touch
    for x in (162, 184):
        cv2.rectangle(bar, (x, 130), (x + 5, 155), 1, -1)
    found = find_lines(page | bar, DPI)
    assert len(found.horizontal) == 4
    assert not (found.ink & bar).any()


def test_a_red_stamp_is_taken_off_and_the_print_under_it_stays() -> None:
    page = np.full((400, 400, 3), 245, np.uint8)
    cv2.circle(page, (200, 200), 120, (60, 40, 205), 6)
    stamp = page.copy()
    cv2.putText(page, "CHU TICH", (90, 210), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (20, 20, 20), 4)
    assert ink_of(evened(without_stamps(stamp, DPI), DPI)).sum() < 40
    kept = ink_of(evened(without_stamps(page, DPI), DPI))
    assert kept.sum() > 2000


def page_of_print() -> Grey:
    page = np.full((800, 600), 250, np.uint8)
    for y in range(60, 760, 40):
        cv2.putText(page, "quyet dinh ban hanh ke hoach", (40, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 20, 2)
    return page


@pytest.mark.parametrize("angle", [-3.0, -0.6, 0.0, 1.7])
def test_skew_is_found(angle: float) -> None:
    leaning = straightened(page_of_print(), angle)
    assert abs(skew_of(ink_of(leaning), DPI) + angle) < 0.15


def test_print_that_runs_from_top_to_bottom_is_noticed() -> None:
    upright = ink_of(page_of_print())
    assert [lies_sideways(image, DPI) for image in (upright, np.ascontiguousarray(upright.T))] == [False, True]


def test_a_quote_without_ink_before_a_line_is_not_read() -> None:
    ink = np.zeros((40, 120), np.uint8)
    for x in (10, 40, 70):
        cv2.rectangle(ink, (x, 8), (x + 18, 30), 1, 3)
    word = Word("'Tên", (0.0, 20.0, 40.0, 60.0), (20.0, 40.0, 60.0, 90.0), 8.0, 30.0, 0.7)
    assert [w.text for w in with_signs([word], ink, 15.0)] == ["Tên"]
    ink[8:14, 0:2] = 1  # ink of its own: a quote
    assert [w.text for w in with_signs([word], ink, 15.0)] == ["'Tên"]


def test_a_row_of_one_line_between_merged_rows_has_its_sides() -> None:
    page = np.zeros((400, 700), np.uint8)
    for y in (100, 138, 176, 214):
        page[y : y + 3, 100:601] = 1
    for x in (100, 598):
        page[100:217, x : x + 3] = 1
    page[138:176, 180:183] = 1  # between the second line and the third only: 13 points
    cv2.rectangle(page, (300, 184), (303, 206), 1, -1)  # a stem that touches neither line
    found = find_lines(page, DPI)
    assert [round(line.at * DPI / 72) // 10 for line in found.vertical] == [10, 18, 60]


def test_a_low_side_is_found_under_a_line_at_the_same_place() -> None:
    """A tall row, a merged one, a row as low as its line of print, whose side stands where that of the first does."""
    page = np.zeros((420, 420), np.uint8)
    low = round(14.4 * DPI / 72)
    ys = [20, 20 + 4 * low, 20 + 5 * low, 20 + 6 * low]
    for y in ys:
        cv2.line(page, (20, y), (400, y), 1, 2)
    for x in (20, 400):
        cv2.line(page, (x, ys[0]), (x, ys[-1]), 1, 2)
    cv2.line(page, (120, ys[0]), (120, ys[1]), 1, 2)
    cv2.line(page, (120, ys[2]), (120, ys[3]), 1, 2)
    lines = find_lines(page, DPI)
    grid = find_grids(lines.horizontal, lines.vertical, 12.0)[0]
    assert len(grid.cells) == 5


def word(text: str, ink: Grey) -> Word:
    width = float(ink.shape[1])
    step = width / len(text)
    lefts = tuple(step * i for i in range(len(text)))
    return Word(text, lefts, tuple(left + step for left in lefts), 0.0, float(ink.shape[0]), 0.8)


def test_strokes_beside_a_v_are_ones_though_their_serifs_are_short() -> None:
    page = np.zeros((40, 100), np.uint8)
    cv2.line(page, (5, 6), (16, 32), 1, 4)
    cv2.line(page, (27, 6), (16, 32), 1, 3)
    for x in (42, 60):
        cv2.rectangle(page, (x, 6), (x + 3, 32), 1, -1)
        cv2.rectangle(page, (x - 3, 31), (x + 6, 32), 1, -1)
    assert [w.text for w in with_signs([word("VI", page)], page, LETTER)] == ["VII"]
    cv2.rectangle(page, (76, 29), (79, 32), 1, -1)
    read = Word("VI", (0.0, 36.0), (36.0, 72.0), 0.0, 40.0, 0.8)
    assert [w.text for w in with_signs([read], page, LETTER)] == ["VII."]
    page[:, 74:] = 0
    ones = page[:, 36:]
    assert [w.text for w in with_signs([word("11", ones)], ones, LETTER)] == ["11"]


def test_a_one_whose_serif_touches_the_v_before_it_is_counted() -> None:
    page = np.zeros((40, 120), np.uint8)
    cv2.line(page, (5, 6), (16, 32), 1, 4)
    cv2.line(page, (27, 6), (16, 32), 1, 3)
    for x in (40, 58, 74):
        cv2.rectangle(page, (x, 6), (x + 3, 32), 1, -1)
        cv2.rectangle(page, (x - 3, 31), (x + 6, 32), 1, -1)
    cv2.rectangle(page, (27, 5), (43, 6), 1, -1)  # the serif
    assert [w.text for w in with_signs([word("VIHI", page)], page, LETTER)] == ["VIII"]


def test_an_accent_or_a_question_mark_among_letters_is_an_apostrophe() -> None:
    blank = np.zeros((40, 100), np.uint8)
    assert [w.text for w in with_signs([word("Hˆra", blank)], blank, LETTER)] == ["H’ra"]
    assert [w.text for w in with_signs([word("Ia", blank), word("H?Ra", blank)], blank, LETTER)] == ["Ia", "H’Ra"]
    assert [w.text for w in with_signs([word("x^", blank)], blank, LETTER)] == ["x^"]
    assert [w.text for w in with_signs([word("sao?", blank)], blank, LETTER)] == ["sao?"]


def test_what_may_number_a_line_is_read_with_care() -> None:
    blank = np.zeros((40, 100), np.uint8)
    assert all(may_be_roman([word(text, blank)]) for text in ("II.", "1.", "TI", "IV/"))
    assert not any(may_be_roman([word(text, blank)]) for text in ("In", "23", "ISO"))
    assert not may_be_roman([])


def test_the_ink_has_the_points_of_a_figure() -> None:
    page = np.zeros((40, 100), np.uint8)
    for x in (6, 40):
        cv2.rectangle(page, (x, 8), (x + 14, 30), 1, 3)
    assert [w.text for w in with_signs([word("23", page)], page, 15.0)] == ["23"]
    cv2.rectangle(page, (28, 27), (31, 31), 1, -1)
    assert [w.text for w in with_signs([word("23", page)], page, 15.0)] == ["2.3"]
    assert with_signs([word("2", page)], page, 15.0)[0].confidence <= 0.5  # two figures' ink, one read


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("ó.501.98ó", "6.501.986"),
        ("1ó8", "168"),
        ("2O19", "2019"),
        ("Ia", "Ia"),
        ("lóI", "lóI"),  # more letters than digits: a word
        ("1o", "1o"),  # one digit alone tells nothing
    ],
)
def test_letters_among_digits_are_digits(read: str, right: str) -> None:
    blank = np.zeros((40, 100), np.uint8)
    assert [w.text for w in with_signs([word(read, blank)], blank, LETTER)] == [right]


def test_a_heading_that_runs_from_bottom_to_top_is_read_turned() -> None:
    page = np.zeros((300, 300), np.uint8)
    sideways = np.zeros((40, 160), np.uint8)
    cv2.putText(sideways, "hanoi so", (5, 28), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 1, 3)
    page[70:230, 60:100] = np.rot90(sideways)
    cv2.putText(page, "hoi", (182, 150), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 1, 3)
    lines = ruled_cells((50, 110, 170, 250), (60, 240))
    assert sideways_cells(page, lines, DPI) == [(54, 64, 106, 236)]


def ruled_cells(xs: tuple[int, ...], ys: tuple[int, ...]) -> list[Grid]:
    """Return the grid of lines at some pixels."""
    across = [Ruling(y * 72 / DPI, xs[0] * 72 / DPI, xs[-1] * 72 / DPI) for y in ys]
    upright = [Ruling(x * 72 / DPI, ys[0] * 72 / DPI, ys[-1] * 72 / DPI) for x in xs]
    return find_grids(across, upright, 12.0)


def figures(*tops: int, heights: tuple[int, ...] = ()) -> Grey:
    """Return the ink of figures as boxes side by side, each from its top down."""
    page = np.zeros((60, 24 * len(tops) + 10), np.uint8)
    for index, top in enumerate(tops):
        height = heights[index] if heights else 24
        cv2.rectangle(page, (6 + 24 * index, top), (18 + 24 * index, top + height), 1, 3)
    return page


def boxes(ink: Grey) -> Whole:
    """Return the marks of an image as (x, y, width, height)."""
    return marks_of(ink)[1][1:, :4]


@pytest.mark.parametrize(
    ("ink", "written"),
    [
        (figures(16, 16, 16, 16), False),
        (figures(16, 17, 16, 16), False),  # a pixel is nothing
        (figures(16, 11, 19, 15), True),  # they dance on their line
        (figures(16, 11, 16, 16, heights=(24, 29, 24, 24)), True),  # one is higher than the others
    ],
)
def test_figures_that_stand_unevenly_were_written_by_hand(ink: Grey, written: bool) -> None:
    (read,) = with_doubt([word("1129", ink)], boxes(ink), 16.0)
    assert read.text == "1129"
    assert (read.confidence == BY_HAND) == written


def test_a_number_written_before_a_printed_symbol_is_doubted() -> None:
    ink = np.hstack([figures(10, 15, 12), figures(16, 16, 16)])
    read = [word("512/QĐ", ink)]
    assert with_doubt(read, boxes(ink), 16.0)[0].confidence == BY_HAND
    even = np.hstack([figures(16, 16, 16), figures(16, 16, 16)])
    assert with_doubt(read, boxes(even), 16.0) == read


def test_a_stroke_under_a_title_is_no_text_and_a_dash_among_words_is() -> None:
    def at(text: str, x: float, base: float) -> Fragment:
        lefts = [x + 6.0 * i for i in range(len(text))]
        return Fragment(list(text), lefts, [left + 6.0 for left in lefts], base, 12.0, False)

    words = [at("QUYẾT", 200, 100), at("—", 230, 112), at("Độc", 100, 140), at("-", 130, 140), at("Tự", 150, 140)]
    assert [f.text for f in without_strokes(words)] == ["QUYẾT", "Độc", "-", "Tự"]
