"""Cells of a scan whose print runs from bottom to top, as headings of narrow columns do: turned, then read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import fmean

import cv2
import numpy as np

from extractors.readers.lattice import Grid
from extractors.readers.pdf.glyphs import Fragment
from extractors.readers.scans.image import lies_sideways, turned
from extractors.readers.scans.lines import Print, PrintLine, find_print
from extractors.readers.scans.ocr import Grey, Word

Pixels = tuple[int, int, int, int]  # x0, y0, x1, y1
ReadLine = Callable[[Grey, Print, PrintLine], list[Word]]

_TALL = 1.2  # of its width: the least height of a cell with print on its side
_LOWEST = 36.0  # points: a lower cell holds no word on its side
_FEWEST = 3  # letters that tell which way print runs
_SURE = 0.8  # mean confidence of a reading that is right way up
_EDGE = 1.5  # points beside a cell's lines that may hold what is left of them


def sideways_cells(ink: Grey, grids: Sequence[Grid], dpi: int) -> list[Pixels]:
    """Return the rooms of the cells whose print lies on its side; `ink` is the page's without its rulings."""
    found = []
    scale, edge = dpi / 72, round(_EDGE * dpi / 72)
    for grid in grids:
        for cell in grid.cells:
            x0, y0, x1, y1 = (round(value * scale) for value in cell.box)
            room = (x0 + edge, y0 + edge, x1 - edge, y1 - edge)
            if y1 - y0 < max(_TALL * (x1 - x0), _LOWEST * scale) or room[2] <= room[0]:
                continue
            own = ink[room[1] : room[3], room[0] : room[2]]
            if own.any() and lies_sideways(_framed(own), dpi, _FEWEST):
                found.append(room)
    return found


def _framed(ink: Grey) -> Grey:
    """Return ink with white round it: closing gaps must not reach an edge."""
    return np.pad(ink, 8)


def read_sideways(page: Grey, ink: Grey, room: Pixels, dpi: int, read: ReadLine) -> list[Fragment]:
    """Return the words in a room whose print lies on its side, line by line from top to bottom as they are read.

    Both ways of lying are tried, the usual one (bottom to top) first. Places are within the room, in points.
    """
    x0, y0, x1, y1 = room
    grey, own = page[y0:y1, x0:x1], ink[y0:y1, x0:x1]
    best: list[list[Word]] = []
    sure = 0.0
    for quarters in (1, 3):
        upright, clean = turned(grey, quarters), turned(own, quarters)
        found = find_print(clean, dpi, (), lambda x, y: 0)
        lines = [words for line in found.lines if (words := read(upright, found, line))]
        confidence = fmean(word.confidence for words in lines for word in words) if lines else 0.0
        if confidence > sure:
            best, sure = lines, confidence
        if sure > _SURE:
            break
    return _laid_out(best, room, dpi)


def _laid_out(lines: list[list[Word]], room: Pixels, dpi: int) -> list[Fragment]:
    """Return the words as fragments from top to bottom of their room, as if they were printed upright."""
    scale = 72 / dpi
    x0, y0, x1, y1 = (value * scale for value in room)
    step = (y1 - y0) / max(1, len(lines))
    fragments: list[Fragment] = []
    for number, words in enumerate(lines):
        letters = sum(len(word.text) + 1 for word in words)
        at = 0
        for index, word in enumerate(words):
            edges = [x0 + (x1 - x0) * (at + offset) / letters for offset in range(len(word.text) + 1)]
            at += len(word.text) + 1
            fragments.append(
                Fragment(
                    chars=list(word.text),
                    lefts=edges[:-1],
                    rights=edges[1:],
                    base=y0 + step * (number + 0.8),
                    size=min(0.7 * step, 12.0),
                    space_before=index > 0,
                    space_after=index + 1 < len(words),
                    order=len(fragments),
                    confidence=word.confidence,
                )
            )
    return fragments


def without_rooms(ink: Grey, rooms: Sequence[Pixels]) -> Grey:
    """Return the ink without what stands in some rooms."""
    left = ink.copy()
    for x0, y0, x1, y1 in rooms:
        cv2.rectangle(left, (x0, y0), (x1, y1), 0, -1)
    return left
