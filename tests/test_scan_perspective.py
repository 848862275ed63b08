"""Pages photographed aslant: laid flat by their rulings, told, and each cell found where it stands on the photo."""

from __future__ import annotations

import io
from functools import cache

import cv2
import numpy as np
import pytest
from PIL import Image

from corpus.make.scan import Image as Pixels
from extractors.readers import read
from extractors.readers.scans.perspective import flattening
from tests.test_reader_scan import BESIDE, annex, page_with, printed, rules, shown

DPI = 200
#: How far the corners of the sheet move (shares of its width), from the top left clockwise.
ASLANT = ((0.05, 0.04), (-0.04, 0.06), (0.02, -0.05), (-0.05, -0.02))


def projection(page: Pixels, corners: tuple[tuple[float, float], ...]) -> np.ndarray:
    height, width = page.shape[:2]
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    return cv2.getPerspectiveTransform(flat, (flat + np.array(corners, np.float32) * width).astype(np.float32))


@cache
def photo(corners: tuple[tuple[float, float], ...]) -> Pixels:
    """Return the annex page as a camera sees it on a dark table, lit from one side."""
    page = annex()
    height, width = page.shape[:2]
    table = np.full((height, width), 80, np.uint8)
    shown_sheet = cv2.warpPerspective(page, projection(page, corners), (width, height))
    sheet = cv2.warpPerspective(np.full_like(page, 255), projection(page, corners), (width, height))
    light = np.linspace(1.0, 0.72, width)[None, :]
    return np.asarray(np.where(sheet > 127, shown_sheet, table) * light, np.uint8)


def as_image(page: Pixels) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(page).save(buffer, "PNG", dpi=(DPI, DPI))
    return buffer.getvalue()


def test_a_table_photographed_aslant_has_the_cells_of_the_printed_one() -> None:
    document = read(as_image(photo(ASLANT)))
    (table,) = document.tables()
    assert "flattened_page" in rules(document)
    wanted = shown(printed())
    assert [cell[:4] for cell in shown(table)] == [cell[:4] for cell in wanted]
    assert len(set(shown(table)) & set(wanted)) >= 0.8 * len(wanted)


def test_a_cell_is_found_where_it_stands_on_the_photo() -> None:
    (table,) = read(as_image(photo(ASLANT))).tables()
    to_photo = projection(annex(), ASLANT)
    for cell, wanted in zip(table.cells, printed().cells, strict=True):
        assert cell.place.box is not None and wanted.place.box is not None
        box = wanted.place.box
        middle = np.array([[[(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2]]]) * DPI / 72
        x, y = cv2.perspectiveTransform(middle, to_photo)[0, 0] * 72 / DPI
        own = cell.place.box
        assert own.x0 - 4 <= x <= own.x1 + 4 and own.y0 - 4 <= y <= own.y1 + 4


def test_a_photo_among_words_tells_too_that_it_was_laid_flat() -> None:
    document = read(page_with(photo(ASLANT), (60, 330, 480, 339), *BESIDE))
    assert rules(document) == ["read_from_image", "flattened_page"]
    assert len(list(document.tables())) == 1


@pytest.mark.parametrize("degrees", [0.0, 1.5], ids=["straight", "leaning"])
def test_a_sheet_on_a_scanners_glass_is_left_as_it_is(degrees: float) -> None:
    page = annex()
    turn = cv2.getRotationMatrix2D((page.shape[1] / 2, page.shape[0] / 2), degrees, 1.0)
    leaning = np.asarray(cv2.warpAffine(page, turn, page.shape[::-1], borderValue=(250.0,)), np.uint8)
    lit = np.asarray(leaning * np.linspace(1.0, 0.72, page.shape[1])[None, :], np.uint8)
    assert flattening(leaning, DPI) is None and flattening(lit, DPI) is None


def test_what_shows_no_rulings_is_left_as_it_is() -> None:
    noise = np.random.Generator(np.random.PCG64(5)).integers(0, 255, (40, 30), np.uint8)
    assert flattening(np.asarray(cv2.resize(noise, (1654, 2339)), np.uint8), DPI) is None
    assert flattening(np.full((300, 300), 250, np.uint8), DPI) is None
