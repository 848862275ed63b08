"""A scanned page's image made fit to read: coloured ink taken off, paper evened out, turned upright and straightened.

Pixels in, pixels out; nothing here knows of tables or words. Grey images are arrays (rows, columns) of 0 (black) to
255 (white); colour images have a third axis of blue, green and red.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractors.readers.scans.ocr import Grey

Whole = npt.NDArray[np.int32]

_LARGE = 100_000  # pixels from which on an image's marks are measured by their ink
_MOSTLY_PAPER = 0.15  # share of ink up to which that is quicker
_STEEPEST = 6.0  # degrees: the largest skew that is looked for
_SKEW_DPI, _SKEW_ACROSS = 100, 4  # dots per inch at which skew is looked for, and how many in a row are one
_COLOURED = 45  # difference between the channels from which on ink is coloured, not grey
_FAINT = 7  # the same beside such ink, where compression has washed the colour of thin lines out
_FEWEST_LETTERS = 20  # that tell which way print runs
_PAPER = 200  # on an evened page what is lighter is paper
_INK = 0.62  # of the paper's brightness: what is darker is ink


def marks_of(ink: Grey, connectivity: int = 8) -> tuple[Whole, Whole]:
    """Return (which mark each pixel belongs to, 0 for none; per mark its x, y, width, height and area) of an image.

    On a page, which is mostly paper, OpenCV's own measuring takes four times as long as its finding: only ink is
    measured there. What stands for the paper (mark 0) is the whole image then.
    """
    if ink.size < _LARGE or (count := cv2.countNonZero(ink)) > _MOSTLY_PAPER * ink.size:
        _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=connectivity)
        return np.asarray(labels, np.int32), np.asarray(stats, np.int32)
    way = cv2.CCL_SAUF  # on print a quarter quicker than OpenCV's usual way
    marks, labels = cv2.connectedComponentsWithAlgorithm(ink, connectivity, cv2.CV_32S, way)
    height, width = ink.shape
    places = np.flatnonzero(ink.astype(np.bool_))
    own = np.asarray(labels, np.int32).ravel()[places]
    rows, columns = np.divmod(places, width)
    first, last = np.full(marks, width), np.zeros(marks, np.int64)
    np.minimum.at(first, own, columns)
    np.maximum.at(last, own, columns)
    top, foot = np.zeros(marks, np.int64), np.zeros(marks, np.int64)
    foot[own] = rows  # row by row: what is written last stands
    top[own[::-1]] = rows[::-1]
    area = np.bincount(own, minlength=marks)
    stats = np.stack([first, top, last - first + 1, foot - top + 1, area], axis=1)
    stats[0] = 0, 0, width, height, ink.size - count
    return np.asarray(labels, np.int32), np.asarray(stats, np.int32)


def opened(ink: Grey, width: int, height: int) -> Grey:
    """Return the ink in which a rectangle of this size fits."""
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((height, width), np.uint8)), np.uint8)


def closed(ink: Grey, width: int, height: int) -> Grey:
    """Return the ink with the gaps filled that are smaller than a rectangle of this size."""
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((height, width), np.uint8)), np.uint8)


def without(ink: Grey, places: npt.ArrayLike) -> Grey:
    """Return the ink (1 and 0) that is not at these places (1 and 0)."""
    return np.asarray(cv2.subtract(ink, np.asarray(places, np.uint8)), np.uint8)


def without_stamps(image: Grey, dpi: int) -> Grey:
    """Return a page in grey without its red ink: where red ink lies over black print, the print stays.

    Red ink reflects red nearly as paper does, so that in the red channel only the print under a stamp is dark. Image
    compression blurs colour, so the red channel is taken a little beyond the ink, and what is no darker there than the
    stamp itself becomes paper.
    """
    if image.ndim == 2:
        return image
    blue, green, red = (image[:, :, channel] for channel in range(3))
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    redness = cv2.subtract(red, cv2.max(blue, green))
    reddish = redness > _COLOURED
    if not reddish.any():
        return np.asarray(grey, np.uint8)
    level = float(np.percentile(red[reddish], 25))
    reach, around = 2 * max(1, dpi // 66) + 1, 2 * (dpi // 8) + 1
    faint = cv2.blur(redness, (reach, reach)) > _FAINT
    faint &= cv2.dilate(reddish.astype(np.uint8), np.ones((around, around), np.uint8)) > 0
    near = cv2.dilate((faint | reddish).astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    low, high = 0.3 * level, 0.75 * level
    print_only = np.clip((red.astype(np.float32) - low) * (255 / (high - low)), 0, 255)
    return np.where(near, np.maximum(print_only, grey), grey).astype(np.uint8)


def evened(grey: Grey, dpi: int) -> Grey:
    """Return the page with its paper white everywhere: shadows, yellowing and uneven light divided away."""
    small = cv2.resize(grey, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    reach = max(3, round(dpi / 8 / 4)) | 1
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((reach, reach), np.uint8)), min(reach, 255))
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(paper, 40), scale=250), np.uint8)


def ink_of(page: Grey) -> Grey:
    """Return what is ink on an evened page: 1 for ink, 0 for paper."""
    level, _ = cv2.threshold(page, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    level = min(max(level, 110.0), 255 * _INK + 30)
    return (page < level).view(np.uint8)


def without_borders(ink: Grey) -> Grey:
    """Return the ink without the dark edges that a scanner draws round a page smaller than its glass."""
    height, width = ink.shape
    rim = np.concatenate([ink[:3].ravel(), ink[-3:].ravel(), ink[:, :3].ravel(), ink[:, -3:].ravel()])
    if rim.mean() < 0.02:
        return ink
    labels, stats = marks_of(ink)
    out = ink
    for index in range(1, len(stats)):
        x, y, w, h, area = stats[index]
        touches = x <= 2 or y <= 2 or x + w >= width - 2 or y + h >= height - 2
        if touches and area > 0.002 * height * width:
            out = np.where(labels == index, 0, out).astype(np.uint8)
    return out


def skew_of(ink: Grey, dpi: int) -> float:
    """Return by how many degrees, counter-clockwise positive, the page must be turned to stand straight."""
    step = max(1, math.ceil(dpi / _SKEW_DPI))
    height, width = ink.shape[0] // step, ink.shape[1] // (step * _SKEW_ACROSS)
    if not height or not width:
        return 0.0
    # pixels of print beside each other fall into the same row, whatever the angle: they are counted together
    part = ink[: height * step, : width * step * _SKEW_ACROSS] * np.uint8(255)
    small = np.asarray(cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    if not small.any():
        return 0.0
    rows, columns = np.nonzero(small.astype(np.bool_))
    weights = small[rows, columns].astype(np.float64)
    down, right = rows - height / 2, (columns - width / 2) * _SKEW_ACROSS
    reach = math.ceil(math.hypot(height, width * _SKEW_ACROSS) / 2) + 1  # from the middle to a corner

    def sharpness(angle: float) -> float:
        """Tell how clearly the ink falls into rows when the page is turned: the variation from row to row."""
        at = down * math.cos(math.radians(angle)) - right * math.sin(math.radians(angle)) + reach
        upper = at.astype(np.intp)
        lower_share = (at - upper) * weights  # a pixel between two rows counts for both
        ink_in_rows = np.bincount(upper, weights - lower_share, 2 * reach + 1)
        ink_in_rows += np.bincount(upper + 1, lower_share, 2 * reach + 1)
        return float(np.square(np.diff(ink_in_rows)).sum())

    best, turn = 0.0, 1.0
    candidates = [angle * turn for angle in range(-round(_STEEPEST), round(_STEEPEST) + 1)]
    while turn > 0.02:
        best = max(candidates, key=lambda angle: (sharpness(angle), -abs(angle)))
        turn /= 3
        candidates = [best + turn * k for k in (-2, -1, 0, 1, 2)]
    return best if abs(best) < _STEEPEST - 0.5 else 0.0


@dataclass(frozen=True, slots=True)
class Turn:
    """How an image was turned to be read: by quarter turns, then by a small angle about its middle."""

    quarters: int  # clockwise
    angle: float  # degrees, counter-clockwise
    width: int  # of the upright image, in pixels
    height: int

    def back(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the straightened page stands on the upright page before straightening."""
        if not self.angle:
            return x, y
        cx, cy, a = self.width / 2, self.height / 2, math.radians(-self.angle)
        dx, dy = x - cx, y - cy
        return cx + dx * math.cos(a) + dy * math.sin(a), cy - dx * math.sin(a) + dy * math.cos(a)


def turned(grey: Grey, quarters: int) -> Grey:
    """Return the image turned clockwise by quarter turns."""
    return np.ascontiguousarray(np.rot90(grey, -quarters))


def straightened(grey: Grey, angle: float) -> Grey:
    """Return the image turned by a small angle about its middle, counter-clockwise positive; new corners are white."""
    if abs(angle) < 0.03:
        return grey
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    x, y, w, h = cv2.boundingRect((grey < _PAPER).view(np.uint8))
    away = math.ceil(math.sin(math.radians(abs(angle))) * max(height, width) / 2) + 4  # no print moves so far
    left, top, right, bottom = max(0, x - away), max(0, y - away), min(width, x + w + away), min(height, y + h + away)
    turn[:, 2] -= left, top
    out = np.full_like(grey, 255)  # the margins, which nothing is on, stay white
    out[top:bottom, left:right] = cv2.warpAffine(
        grey, turn, (right - left, bottom - top), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    )
    return out


def lies_sideways(ink: Grey, dpi: int, fewest: int = _FEWEST_LETTERS) -> bool:
    """Tell whether the lines of print run from top to bottom: letters stand nearer to the next letter than to a line.

    Only marks of a letter's size count, so that neither ruled lines nor accents decide; `fewest` of them tell nothing.
    """
    scale = min(1.0, 100 / dpi)
    small = cv2.resize(ink * np.uint8(255), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    labels, stats = marks_of((small > 100).astype(np.uint8))
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    letters = (wide >= 3) & (high >= 3) & (wide <= 22) & (high <= 22)
    letters[0] = False
    if letters.sum() < fewest:
        return False
    marks = letters.astype(np.uint8)[labels]
    words, _ = cv2.connectedComponents(closed(marks, 4, 1))
    columns, _ = cv2.connectedComponents(closed(marks, 1, 4))
    return words > 1.1 * columns
