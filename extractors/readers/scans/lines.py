"""Lines of print on a scanned page: marks of ink gathered into lines by where they stand, never across a ruled line.

Letters stand at one level with little room between; their accents and dots go to the nearest line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np

from extractors.readers.scans.image import Whole, closed, marks_of
from extractors.readers.scans.ocr import Grey

_GAP = 2.4  # of the height of small letters: the widest room between two letters of one line
_TALLEST = 3.0  # of the height of small letters: a capital with marks above and below
_NEAREST = 1.9  # of the height of small letters: how far from its line's middle a mark may stand


@dataclass(slots=True)
class PrintLine:
    """Marks of ink in one line. Pixels; `letters` holds (top, bottom, width) of the marks that are letters."""

    marks: list[int]
    x0: int
    y0: int
    x1: int
    y1: int
    letters: list[tuple[int, int, int]]
    tall: bool = False  # two or more printed lines that touch

    @property
    def base(self) -> float:
        """The baseline: where most letters end."""
        return float(median(bottom for _, bottom, _ in self.letters)) if self.letters else float(self.y1)


@dataclass(slots=True)
class Print:
    """The print of a page: every mark of ink, its place, and the lines that they make.

    `owners` holds for each mark which line it belongs to, from 1; 0 for none.
    """

    labels: Whole
    stats: Whole
    lines: list[PrintLine]
    owners: Whole
    letter: float  # the height of small letters, in pixels


def small_letter(stats: Whole, dpi: int) -> float:
    """Return the usual height of a page's small letters in pixels; 5.5 points where there are too few to tell."""
    heights, widths = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
    low, high = 2.5 * dpi / 72, 20 * dpi / 72
    letters = heights[(heights >= low) & (heights <= high) & (widths <= 2 * high) & (widths >= 0.2 * low)]
    if len(letters) < 12:
        return 5.5 * dpi / 72
    return float(np.percentile(letters, 40))


def usual_letter(ink: Grey, dpi: int) -> float:
    """Return the usual height of small letters in the ink of a page, rulings and all, in pixels."""
    return small_letter(marks_of(ink)[1], dpi)


CellAt = Callable[[float, float], int]


def find_print(ink: Grey, dpi: int, edges: Sequence[tuple[int, int, int, int]], cell_at: CellAt) -> Print:
    """Return the lines of print in the ink of a page without its rulings.

    `edges` are the sides of table cells as (x0, y0, x1, y1) in pixels: no line runs over one. `cell_at` tells which
    cell a point in pixels stands in, by any number.
    """
    labels, stats = marks_of(ink)
    letter = small_letter(stats, dpi)
    speck = max(2.0, 0.02 * letter * letter)
    heights, widths = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    kept = stats[:, cv2.CC_STAT_AREA] > speck
    kept[0] = False
    is_letter = kept & (heights >= 0.6 * letter) & (heights <= _TALLEST * letter) & (widths <= 12 * letter)
    bands = np.zeros_like(ink)
    letters = [int(index) for index in np.nonzero(is_letter)[0]]
    boxes = stats[letters, :4].tolist()
    for x, y, w, h in boxes:
        bands[y + h // 4 : y + h - h // 4, x : x + w] = 1
    gap = max(3, round(_GAP * letter))
    bands = closed(bands, gap, 1)
    for x0, y0, x1, y1 in edges:
        bands[max(0, y0) : y1 + 1, max(0, x0) : x1 + 1] = 0
    line_labels, _ = marks_of(bands, connectivity=4)
    members: dict[int, list[int]] = {}
    for index, (x, y, w, h) in zip(letters, boxes, strict=True):
        line = int(line_labels[y + h // 2, x + w // 2])
        if not line:  # a cell's side runs through its middle
            seen = line_labels[y + h // 4 : y + h - h // 4, x : x + w]
            line = int(np.bincount(seen.ravel(), minlength=1)[1:].argmax()) + 1 if seen.any() else 0
        if line:
            members.setdefault(line, []).append(index)
    lines = [_line(marks, stats, letter) for marks in members.values()]
    lines = _merged(lines, stats, letter, cell_at)
    loose = [int(index) for index in np.nonzero(kept & ~is_letter)[0]]
    _attach(loose, lines, stats, letter, cell_at)
    lines.sort(key=lambda line: (line.y0, line.x0))
    owners = np.zeros(len(stats), np.int32)
    for number, own in enumerate(lines, start=1):
        owners[own.marks] = number
    return Print(labels, stats, lines, owners, letter)


def _line(marks: list[int], stats: Whole, letter: float) -> PrintLine:
    boxes = stats[marks]
    x0, y0 = int(boxes[:, 0].min()), int(boxes[:, 1].min())
    x1, y1 = int((boxes[:, 0] + boxes[:, 2]).max()), int((boxes[:, 1] + boxes[:, 3]).max())
    letters = [(int(y), int(y + h), int(w)) for x, y, w, h, _ in boxes]
    return PrintLine(marks, x0, y0, x1, y1, letters, tall=y1 - y0 > 1.5 * _TALLEST * letter)


def _middle(line: PrintLine) -> float:
    return float(median((top + bottom) / 2 for top, bottom, _ in line.letters))


def _merged(
    lines: list[PrintLine],
    stats: Whole,
    letter: float,
    cell_at: CellAt,
) -> list[PrintLine]:
    """Return the lines, those put together that stand in one another (a letter whose band lay too high or too low)."""
    out: list[PrintLine] = []
    for line in sorted(lines, key=lambda line: line.x0):
        middle = _middle(line)
        cell = cell_at((line.x0 + line.x1) / 2, middle)
        height = line.y1 - line.y0
        host = next(
            (
                other
                for other in out
                if line.x0 - other.x1 <= _GAP * letter
                and (len(line.marks) <= 2 or len(other.marks) <= 2)
                and min(line.y1, other.y1) - max(line.y0, other.y0) > 0.55 * min(height, other.y1 - other.y0)
                and abs(middle - _middle(other)) < 0.75 * letter
                and cell == cell_at((other.x0 + other.x1) / 2, _middle(other))
            ),
            None,
        )
        if host is None:
            out.append(line)
            continue
        joined = _line(host.marks + line.marks, stats, letter)
        out[out.index(host)] = joined
    return out


def _attach(
    loose: list[int],
    lines: list[PrintLine],
    stats: Whole,
    letter: float,
    cell_at: CellAt,
) -> None:
    """Give accents, dots and dashes to their lines, in place; what stands alone makes lines of its own."""
    alone: list[int] = []
    spans = np.array([(line.x0, line.x1, _middle(line)) for line in lines], np.float64).reshape(-1, 3)
    cells = [cell_at((line.x0 + line.x1) / 2, span[2]) for line, span in zip(lines, spans, strict=True)]
    for mark in loose:
        x, y, w, h = (int(value) for value in stats[mark, :4])
        if h > _TALLEST * letter * 1.6 or w > 30 * letter:
            continue  # a drawing, a signature, a shadow
        middle_x, middle_y = x + w / 2, y + h / 2
        order: list[int] = []
        if len(spans):
            beside = np.maximum(0, np.maximum(spans[:, 0] - (x + w), x - spans[:, 1]))
            away = np.abs(spans[:, 2] - middle_y)
            cost = away + 0.5 * beside
            fitting = np.nonzero((beside <= 1.6 * letter) & (away <= _NEAREST * letter))[0]
            order = [int(i) for i in fitting[np.argsort(cost[fitting])]][:3]
        cell = cell_at(middle_x, middle_y)
        for index in order:
            line = lines[index]
            if cells[index] != cell:
                continue
            line.marks.append(mark)
            line.x0, line.x1 = min(line.x0, x), max(line.x1, x + w)
            line.y0, line.y1 = min(line.y0, y), max(line.y1, y + h)
            break
        else:
            alone.append(mark)
    for mark in alone:
        x, y, w, h, area = (int(value) for value in stats[mark])
        if w >= max(0.3 * letter, 2 * h) or w >= 0.5 * letter or area >= 0.12 * letter * letter:
            lines.append(PrintLine([mark], x, y, x + w, y + h, []))
