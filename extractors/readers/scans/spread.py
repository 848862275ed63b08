"""Two pages on one scan, as an open book or a folded sheet gives them: where the gutter between them runs.

Only where nothing speaks against it: both halves are pages of print by themselves, and nothing but the gutter's own
shadow stands between them from the top of the sheet to its foot. Where the shadow is seen, one half may hold less.
A wide table, a title in the middle, a ruling or a line of print over the gutter: one page.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractors.document import Block, Paragraph
from extractors.readers.lattice import Grid
from extractors.readers.pdf.rulings import Ruling
from extractors.readers.scans.image import marks_of
from extractors.readers.scans.lines import PrintLine
from extractors.readers.scans.ocr import Grey
from extractors.readers.scans.rulings import Lines

_SHAPE = (1.2, 1.75)  # width to height of two pages side by side: two of A4 have 1.41
_MIDDLE = (0.42, 0.58)  # of the width: where the gutter runs
_GUTTER = 0.03  # of the width: the least room between the print of two pages
_SHADOW = (0.9, 0.04)  # of the height and of the width: at least so high and at most so wide is a gutter's shadow
_SHORTEST = 0.1  # of the height: a ruling that parts columns is longer
_NEAR = 0.005  # of the sheet: how far from a table its rulings lie
_SPECKS = 0.002  # of the height: ink in a column that is dust
_WORD = 3  # letters of what is more than a speck
_PRINT = 0.27  # of the sheet's width: the least that the print of one page is wide
_FULL = 0.7  # of the width of a page's print: how long a line of a paragraph, how wide a table is
_LINES = 5  # such lines that make a page of print
_TABLE = 0.25  # of the height: so does a table that is as high
_EDGE = 0.12  # of the height: where page numbers stand


Box = tuple[float, float, float, float]  # x0, y0, x1, y1; of the sheet's width and height


def gutter_of(ink: Grey, lines: Sequence[PrintLine], rulings: Lines, grids: Sequence[Grid], dpi: int) -> int | None:
    """Return the column, in pixels, at which a straight scan is cut in two pages; None where it is one page.

    `ink` is the page's with its rulings.
    """
    height, width = ink.shape
    if not _SHAPE[0] <= width / height <= _SHAPE[1]:
        return None
    across, down = dpi / 72 / width, dpi / 72 / height  # of points
    tables = [_box(grid, across, down) for grid in grids]
    if any(table[0] < _MIDDLE[0] and table[2] > _MIDDLE[1] for table in tables):
        return None
    start, end, shadow = _empty_middle(ink)
    if end - start < _GUTTER * width:
        return None
    column = shadow or (start + end) // 2
    cut = column / width
    if any(ruling.start * across < cut < ruling.end * across for ruling in rulings.horizontal):
        return None
    if any(table[0] < cut < table[2] for table in tables):
        return None
    if any(_parts_columns(ruling, tables, across, down) for ruling in rulings.vertical):
        return None
    words = [
        (line.x0 / width, line.y0 / height, line.x1 / width, line.y1 / height)
        for line in lines
        if len(line.letters) >= _WORD
    ]
    halves = [
        ([box for box in words if left <= box[0] < right], [box for box in tables if left <= box[0] < right])
        for left, right in ((0.0, cut), (cut, 1.0))
    ]
    pages = sum(_is_page(*half) for half in halves)
    whole = pages == 2 or (shadow is not None and pages == 1 and all(half[0] for half in halves))
    return column if whole else None


def _parts_columns(ruling: Ruling, tables: Sequence[Box], across: float, down: float) -> bool:
    """Tell whether a ruling from top to bottom parts the columns of one page: about the middle, of no table's."""
    at, top, foot = ruling.at * across, ruling.start * down, ruling.end * down
    if not _MIDDLE[0] <= at <= _MIDDLE[1] or not _SHORTEST <= foot - top < _SHADOW[0]:
        return False
    return not any(box[0] - _NEAR <= at <= box[2] + _NEAR and top < box[3] and foot > box[1] for box in tables)


def _empty_middle(ink: Grey) -> tuple[int, int, int | None]:
    """Return (start, end) of the widest run of columns without ink about the middle, and where a shadow is in it."""
    height, width = ink.shape
    first, last = round(0.35 * width), round(0.65 * width)
    middle = np.ascontiguousarray(ink[:, first:last])
    labels, stats = marks_of(middle)
    dark = (stats[:, cv2.CC_STAT_HEIGHT] >= _SHADOW[0] * height) & (stats[:, cv2.CC_STAT_WIDTH] <= _SHADOW[1] * width)
    dark[0] = False
    columns = np.where(dark[labels], 0, middle).sum(axis=0)
    empty = np.concatenate([[0], columns <= _SPECKS * height, [0]]).astype(np.int8)
    edges = np.flatnonzero(np.diff(empty)) + first
    runs = [
        (int(start), int(end))
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if _MIDDLE[0] * width <= (start + end) / 2 <= _MIDDLE[1] * width
    ]
    start, end = max(runs, key=lambda run: run[1] - run[0], default=(0, 0))
    shadows = stats[dark, cv2.CC_STAT_LEFT] + stats[dark, cv2.CC_STAT_WIDTH] // 2 + first
    inside = shadows[(start <= shadows) & (shadows < end)]
    return start, end, int(inside[0]) if len(inside) else None


def _box(grid: Grid, across: float, down: float) -> Box:
    boxes = [cell.box for cell in grid.cells]
    x0, y0 = min(box[0] for box in boxes), min(box[1] for box in boxes)
    x1, y1 = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return x0 * across, y0 * down, x1 * across, y1 * down


def _is_page(words: Sequence[Box], tables: Sequence[Box]) -> bool:
    """Tell whether half a sheet is a page of print: paragraphs that fill it from side to side, or a large table."""
    if not words:
        return False
    left, right = min(box[0] for box in (*words, *tables)), max(box[2] for box in (*words, *tables))
    if right - left < _PRINT:
        return False
    full = sum(box[2] - box[0] >= _FULL * (right - left) for box in words)
    return full >= _LINES or any(
        box[2] - box[0] >= _FULL * (right - left) and box[3] - box[1] >= _TABLE for box in tables
    )


def without_numbers(left: list[Block], right: list[Block], height: float) -> tuple[list[Block], list[Block]]:
    """Return the blocks of both pages without their running numbers, which follow each other; `height` in points."""
    for place in (0, -1):
        found = [_number(blocks[place], height) if blocks else None for blocks in (left, right)]
        if None not in found and found[0] is not None and found[1] == found[0] + 1:
            keep = slice(1, None) if place == 0 else slice(None, -1)
            return left[keep], right[keep]
    return left, right


def _number(block: Block, height: float) -> int | None:
    if not isinstance(block, Paragraph) or block.place.box is None:
        return None
    box, text = block.place.box, block.text.strip(" -–—")
    at_edge = box.y1 < _EDGE * height or box.y0 > (1 - _EDGE) * height
    return int(text) if at_edge and text.isascii() and text.isdigit() and len(text) <= 4 else None
