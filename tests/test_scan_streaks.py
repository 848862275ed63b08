"""Streaks of a scanner's glass: taken off from edge to edge, and nothing that is printed goes with them."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.make.scan import Image
from extractors.readers.scans.streaks import without_streaks
from tests.test_reader_scan import annex, as_pdf, printed, shown

DPI = 200


def streaked(page: Image, width: int, grey: int, *columns: int) -> Image:
    out = page.copy()
    for column in columns:
        out[:, column : column + width] = np.minimum(out[:, column : column + width], grey)
    return out


@pytest.mark.parametrize(("width", "grey"), [(1, 110), (3, 90)], ids=["a hair", "a smear"])
@pytest.mark.parametrize("lengthwise", [True, False], ids=["along the feed", "across, as turned scans have them"])
def test_a_table_keeps_its_cells_where_a_streak_runs_through_it(width: int, grey: int, lengthwise: bool) -> None:
    page = annex() if lengthwise else np.ascontiguousarray(annex().T)
    dirty = streaked(page, width, grey, page.shape[1] // 3, page.shape[1] // 3 + 333)
    (table,) = as_pdf(dirty if lengthwise else np.ascontiguousarray(dirty.T)).tables()
    wanted = shown(printed())
    assert [cell[:4] for cell in shown(table)] == [cell[:4] for cell in wanted]
    assert len(set(shown(table)) & set(wanted)) >= 0.8 * len(wanted)


def test_rulings_within_the_margins_and_broad_shadows_stay() -> None:
    page = np.full((2339, 1654), 250, np.uint8)
    page[80:-80, 400:403] = 20  # as long as a ruling can be
    page[:, 800:830] = 60  # as broad as a fold
    assert np.array_equal(without_streaks(page, DPI), page)


def test_a_letter_that_a_streak_crosses_is_bridged() -> None:
    page = np.full((1000, 1000), 250, np.uint8)
    page[500:504, 450:550] = 0  # a letter's bar
    clean = without_streaks(streaked(page, 2, 90, 500), DPI)
    assert np.array_equal(clean, page)
