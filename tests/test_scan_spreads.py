"""Two pages on one scan are read one after the other, the left one first; a sheet with one page is never cut."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import pytest

from corpus.make.scan import Image, Scanner, image_pdf, scanned_pages
from extractors.document import Block, Document, Paragraph, Place
from extractors.document import Box as Area
from extractors.readers import read
from extractors.readers.lattice import find_grids
from extractors.readers.pdf.rulings import Ruling
from extractors.readers.scans.image import turned
from extractors.readers.scans.lines import PrintLine
from extractors.readers.scans.rulings import Lines
from extractors.readers.scans.spread import gutter_of, without_numbers

PLAN = Path(__file__).parent.parent / "corpus" / "documents" / "dien-bien-1129-kh-ubnd.pdf"
SCANNER = Scanner(dpi=150, seed=4, skew=0.5)
DPI = 72  # of the drawn sheets: a pixel is a point
WIDE, HIGH = 840, 594
Box = tuple[int, int, int, int]


def spread(*, shadow: bool = False) -> Image:
    """Return the plan's second and third page as an open book shows them."""
    left, right = scanned_pages(PLAN.read_bytes(), SCANNER, [2, 3])
    sheet = np.hstack([left, right])
    if shadow:
        sheet[:, left.shape[1] - 6 : left.shape[1] + 6] = 50
    return sheet


def texts(document: Document) -> str:
    return "\n".join(block.text for block in document.blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize("sheet", [spread(), turned(spread(shadow=True), 3)], ids=["flat", "a book on its side"])
def test_two_pages_on_one_scan_are_read_one_after_the_other(sheet: Image) -> None:
    found = read(image_pdf([sheet], SCANNER))
    apart = read(image_pdf(scanned_pages(PLAN.read_bytes(), SCANNER, [2, 3]), SCANNER))
    assert "two_page_spread" in [note.rule for note in found.irregularities]
    assert found.page_count == 1 and found.pages[0].width > found.pages[0].height
    assert SequenceMatcher(None, texts(found), texts(apart), autojunk=False).ratio() > 0.97
    middle = found.pages[0].width / 2
    halves = [block.place.box.x0 > middle for block in found.blocks if block.place.box is not None]
    assert halves == sorted(halves) and len(set(halves)) == 2
    assert {block.place.page for block in found.blocks} == {1}
    assert all(b.place.box is not None and b.place.box.x1 <= 2 * middle for b in found.blocks)


def test_a_table_on_a_wide_page_is_one_page() -> None:
    found = read(image_pdf(scanned_pages(PLAN.read_bytes(), SCANNER, [6]), SCANNER))
    assert "two_page_spread" not in [note.rule for note in found.irregularities]


def paragraph(left: int, right: int, lines: int = 12, top: int = 80) -> list[Box]:
    return [(left, y, right, y + 8) for y in range(top, top + 20 * lines, 20)]


def entries(left: int, *widths: int) -> list[Box]:
    """Return rows of a table without rulings, its cells so wide, one beside the other."""
    return [
        (left + sum(widths[:k]) + 20 * k, y, left + sum(widths[: k + 1]) + 20 * k, y + 8)
        for y in range(80, 420, 20)
        for k in range(len(widths))
    ]


def cut(
    words: Sequence[Box], rulings: Sequence[Ruling] = (), upright: Sequence[Ruling] = (), size: Box | None = None
) -> int | None:
    """Return where a sheet with these words and rulings is cut."""
    ink = np.zeros((HIGH, WIDE) if size is None else size[2:], np.uint8)
    lines = []
    for x0, y0, x1, y1 in words:
        ink[y0:y1, x0:x1] = 1
        lines.append(PrintLine([1], x0, y0, x1, y1, [(y0, y1, 6)] * 9))
    for line in rulings:
        ink[int(line.at), int(line.start) : int(line.end)] = 1
    for line in upright:
        ink[int(line.start) : int(line.end), int(line.at) - 2 : int(line.at) + 3] = 1
    inner = [line for line in upright if line.length < 0.9 * HIGH]
    ruled = Lines(list(rulings), inner, np.zeros_like(ink))
    return gutter_of(ink, lines, ruled, find_grids(list(rulings), inner, 12.0), DPI)


LEFT, RIGHT = paragraph(60, 370), paragraph(470, 780)
SHADOW = [Ruling(421.0, 0.0, float(HIGH))]


def test_paragraphs_on_both_sides_of_an_empty_gutter_are_two_pages() -> None:
    assert cut([*LEFT, *RIGHT]) == 420


def test_beside_a_gutter_s_shadow_a_page_may_hold_little() -> None:
    assert cut([*LEFT, *paragraph(560, 700, 2)], upright=SHADOW) == 421
    assert cut([*LEFT, *paragraph(560, 700, 2)]) is None


@pytest.mark.parametrize(
    "sheet",
    [
        pytest.param({"words": [*LEFT, *RIGHT, (300, 40, 540, 50)]}, id="a title in the middle"),
        pytest.param({"words": [*LEFT, *RIGHT], "rulings": [Ruling(70.0, 60.0, 780.0)]}, id="a ruling"),
        pytest.param(
            {"words": [*LEFT, *RIGHT], "upright": [Ruling(420.0, 70.0, 400.0)]}, id="a ruling between columns"
        ),
        pytest.param({"words": [*entries(60, 30, 250), *entries(470, 90, 90, 90)]}, id="a table without rulings"),
        pytest.param({"words": LEFT}, id="an empty half"),
        pytest.param({"words": [*paragraph(60, 410), *paragraph(425, 780)]}, id="columns without a gutter"),
    ],
)
def test_anything_else_is_one_page(sheet: dict[str, list[Box]]) -> None:
    assert cut(**sheet) is None  # type: ignore[arg-type]


def test_a_page_that_is_higher_than_wide_is_one_page() -> None:
    columns = [(x0 // 2, y0, x1 // 2, y1) for x0, y0, x1, y1 in [*LEFT, *RIGHT]]
    assert cut(columns, size=(0, 0, HIGH, 420)) is None


def test_running_numbers_that_follow_each_other_are_no_text() -> None:
    def page(number: str, text: str, top: float = 20.0) -> list[Block]:
        return [
            Paragraph(number, Place(page=1, box=Area(300, top, 310, top + 10))),
            Paragraph(text, Place(page=1, box=Area(60, 300, 400, 310))),
        ]

    left, right = without_numbers(page("12", "left"), page("13", "right"), 595.0)
    assert [[block.text for block in side if isinstance(block, Paragraph)] for side in (left, right)] == [
        ["left"], ["right"]
    ]  # fmt: skip
    for other in (page("15", "right"), page("13", "right", 200.0)):
        assert without_numbers(page("12", "left"), other, 595.0) == (page("12", "left"), other)
