"""The ruled lines of a scanned page, whole or worn to dots: found in the ink, given in points to the lattice.

A mask that closes gaps finds where a line runs; only the ink of whole lines is ever taken off the page.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.readers.ocr import Grey
from extractors.readers.pdf_rulings import Ruling
from extractors.readers.scan_image import closed, marks_of, opened

_THICK = 3.2  # points: the thickest ruling
_WHOLE = 16.0  # points: ink that runs straight for so long is a line, not a letter
_GAP = 7.0  # points: the widest gap in a worn line
_SHORTEST = 14.0  # points: of a line, gaps closed
_INKED = 0.3  # share of a worn line's length that must be inked
_LEVEL = 1.6  # points: how far apart two pieces of one line may lie across
_BRIDGE = 6.0  # points: the widest gap between two pieces of one line


@dataclass(slots=True)
class Lines:
    """The rulings of a page in points, and the ink of whole lines (1 where it is)."""

    horizontal: list[Ruling]
    vertical: list[Ruling]
    ink: Grey


def find_lines(ink: Grey, dpi: int) -> Lines:
    """Return the ruled lines of a straight page."""
    across = np.ascontiguousarray(ink.T)
    whole, whole_across = _whole(ink, dpi), _whole(across, dpi)
    # what is left when whole lines are taken off: the letters, and the dots and dashes of worn lines
    lines = cv2.dilate(whole | whole_across.T, np.ones((3, 3), np.uint8))
    rest = np.where(lines > 0, 0, ink).astype(np.uint8)
    flat, flat_ink = _along_rows(ink, whole, _thin(rest, dpi), dpi)
    upright, upright_ink = _along_rows(across, whole_across, _thin(np.ascontiguousarray(rest.T), dpi), dpi)
    return Lines(flat, upright, (flat_ink | upright_ink.T).astype(np.uint8))


def _px(points: float, dpi: int) -> int:
    return max(1, round(points * dpi / 72))


def _whole(ink: Grey, dpi: int) -> Grey:
    """Return the ink that runs straight along the rows for long, letters too tall to be lines left out."""
    # a line that leans or wavers by a pixel is still whole
    thickened = np.asarray(cv2.dilate(ink, np.ones((2, 1), np.uint8)), np.uint8)
    runs = opened(thickened, _px(_WHOLE, dpi), 1)
    tall = opened(runs, 1, _px(_THICK, dpi) + 2)
    return np.where(cv2.dilate(tall, np.ones((3, 3), np.uint8)) > 0, 0, runs).astype(np.uint8)


def _along_rows(ink: Grey, whole: Grey, dashes: Grey, dpi: int) -> tuple[list[Ruling], Grey]:
    """Return the rulings that run along the image's rows, and their ink."""
    worn = closed(whole | dashes, _px(_GAP, dpi), 1)
    worn = opened(worn, _px(_SHORTEST, dpi), 1)
    pieces: list[Ruling] = []
    kept = np.zeros_like(ink)
    labels, stats = marks_of(worn)
    for index in range(1, len(stats)):
        x, y, w, h, _ = (int(value) for value in stats[index])
        own = labels[y : y + h, x : x + w] == index
        if h > 3 * _px(_THICK, dpi) + 0.02 * w:
            continue
        drawn = (whole | dashes)[y : y + h, x : x + w]
        inked = ((drawn > 0) & own).any(axis=0)
        if inked.mean() < _INKED:
            continue
        if np.median(own.sum(axis=0)) > _px(_THICK, dpi) + 1:
            continue
        rows = np.nonzero(own)[0]
        at = (y + float(np.median(rows)) + 0.5) * 72 / dpi
        pieces.append(Ruling(at, x * 72 / dpi, (x + w) * 72 / dpi))
        kept[y : y + h, x : x + w] |= ((drawn > 0) & own & (ink[y : y + h, x : x + w] > 0)).astype(np.uint8)
    return _joined(pieces), kept


def _thin(ink: Grey, dpi: int) -> Grey:
    """Return the marks that are as low as a ruling: dots and dashes, whole by themselves."""
    labels, stats = marks_of(ink)
    if len(stats) < 2:
        return np.zeros_like(ink)
    low = stats[:, cv2.CC_STAT_HEIGHT] <= _px(1.6, dpi)
    low[0] = False
    return np.asarray(low.astype(np.uint8)[labels], np.uint8)


def _joined(pieces: list[Ruling]) -> list[Ruling]:
    """Return lines from pieces that follow each other at one level; the longest piece says the level."""
    open_lines: list[list[Ruling]] = []
    for piece in sorted(pieces, key=lambda p: (p.start, p.at)):
        fitting = [
            run
            for run in open_lines
            if abs(run[-1].at - piece.at) <= _LEVEL and piece.start - max(p.end for p in run) <= _BRIDGE
        ]
        if fitting:
            min(fitting, key=lambda run: abs(run[-1].at - piece.at)).append(piece)
        else:
            open_lines.append([piece])
    lines = []
    for run in open_lines:
        length = sum(piece.length for piece in run)
        at = sum(piece.at * piece.length for piece in run) / length
        lines.append(Ruling(at, min(p.start for p in run), max(p.end for p in run)))
    return sorted(lines, key=lambda line: (line.at, line.start))
