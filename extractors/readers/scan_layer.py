"""Words that a scanning program laid over the picture of a page: what they lack, and what a reader should know of them.

Such a program puts every word where it stands and knows nothing of tables: the rulings are in the picture alone. Of a
plan made searchable so, 10 of 68 rows of its annexes were read by its words, all of them from its pictures; of what its
prose says three facts in seventy were lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.document import Irregularity, Place
from extractors.readers.ocr import Grey
from extractors.readers.pdf_frame import Frame
from extractors.readers.pdf_glyphs import Fragment
from extractors.readers.pdf_rulings import Drawings
from extractors.readers.scan import covered, runs

_COVERED = 0.5  # share of the page under its pictures
_WITHIN = 0.9  # share of the words that stand on them
_CELLS = 4  # of a grid from which on it is a table, not a frame or a letter head's lines


def stands_on_picture(fragments: Sequence[Fragment], drawings: Drawings, frame: Frame) -> bool:
    """Tell whether a page is a picture with words on it, and no ruling drawn: its tables, if any, are in the picture.

    Visible words there are painted over by the picture, as some scanning programs have it, or stand on a ground.
    """
    if not fragments or drawings.horizontal or covered(drawings.pictures, frame) < _COVERED:
        return False
    on = sum(
        any(x0 <= f.x0 and f.x1 <= x1 and y0 <= f.middle <= y1 for x0, y0, x1, y1 in drawings.pictures)
        for f in fragments
    )
    return on >= _WITHIN * len(fragments)


def shows_table(image: Grey, dpi: int) -> bool:
    """Tell whether the picture of a page shows a ruled table; `image` is grey or blue-green-red."""
    from extractors.readers.pdf_lattice import find_grids
    from extractors.readers.scan_dark import without_dark_grounds
    from extractors.readers.scan_image import (  # fmt: skip
        evened,
        ink_of,
        lies_sideways,
        skew_of,
        straightened,
        turned,
        without_borders,
        without_stamps,
    )
    from extractors.readers.scan_rulings import find_lines

    grey = evened(without_stamps(without_dark_grounds(image, dpi), dpi), dpi)
    ink = without_borders(ink_of(grey))
    if lies_sideways(ink, dpi):
        grey, ink = turned(grey, 1), turned(ink, 1)
    lines = find_lines(without_borders(ink_of(straightened(grey, skew_of(ink, dpi)))), dpi)
    return any(len(grid.cells) >= _CELLS for grid in find_grids(lines.horizontal, lines.vertical, 12.0))


def told(pages: Iterable[int]) -> list[Irregularity]:
    """Return what a reader should know of pages whose text is a recognizer's and was believed."""
    numbers = sorted(pages)
    return [Irregularity("recognized_text_layer", runs(numbers), Place(page=numbers[0]))] if numbers else []
