"""White print on a dark ground, as headings of tables have it: turned into dark print on white, its rulings kept.

A dark ground is a filled rectangle, leaning at most as the page does, whose print is lighter than it. What is dark for
another reason (a photo, a scanner's edge, a bar, a stamp) stays as it is.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors.readers.scans.image import Whole, closed, marks_of, opened
from extractors.readers.scans.ocr import Grey

Point = npt.NDArray[np.float64]
Steps = npt.NDArray[np.int_]

_DARK = 0.62  # of the paper's brightness: what is darker may be a ground
_WHITE_LINE = 1.2  # points: white lines up to so wide run over a ground, not between two
_LETTER = 24.0  # points: the widest and highest white letter, with what it touches
_LEAST = (24.0, 12.0)  # points: width and height of the smallest ground
_HIGHEST = 0.5  # of the page's height: what is higher is a picture
_SQUARE = 0.85  # share of the smallest rectangle round a ground that it fills
_PRINT = (0.004, 0.45)  # least and greatest share of a ground that print covers
_CLEAR = 0.35  # of the paper's brightness: how much lighter than its ground print is
_LINE = 14.0  # points: of a ruling on a ground, which is darker or lighter than it
_THICK = 1.7  # points: what is thicker is a letter's stem
_NOISE, _LIGHT_LINE = 10.0, 0.2  # grey levels by which such a ruling is darker; share of its print's lightness
_SIDE = 0.7  # points: of the rulings that are drawn round a ground
_STUB, _RULED = 11.0, 0.9  # points that a ruling goes on beside a ground, and the share of them that is inked
_FREE = 2.0  # points beside such a ruling that hold nothing
_BLURRED = 0.76  # as `_DARK`, where white letters and their ground have run together
_NEGATIVE, _BLACK = 0.75, 90.0  # share of a negative that is dark at least; its grey level at most
_SMALL = 4  # what the page is scaled down by to look for grounds


def without_negative(image: Grey) -> Grey:
    """Return a page, grey or blue-green-red, dark on light: one that is light print on black all over is a negative."""
    some = image[::_SMALL, ::_SMALL]
    grey = some if some.ndim == 2 else np.asarray(cv2.cvtColor(some, cv2.COLOR_BGR2GRAY), np.uint8)
    level, _ = cv2.threshold(np.ascontiguousarray(grey), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    dark = grey <= level
    if float(dark.mean()) < _NEGATIVE or float(grey[dark].mean()) > _BLACK or dark.all():
        return image
    return np.asarray(cv2.bitwise_not(image), np.uint8)


def without_dark_grounds(image: Grey, dpi: int) -> Grey:
    """Return a page, grey or blue-green-red, with the white print on dark grounds as dark print on white."""
    grey = image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
    small = cv2.resize(grey, None, fx=1 / _SMALL, fy=1 / _SMALL, interpolation=cv2.INTER_AREA)
    paper = float(np.percentile(small[::2, ::2], 75))
    _, rough = _solid((small < _BLURRED * paper).astype(np.uint8), dpi / _SMALL)  # a first look
    out = image
    edge = round((_STUB + 2 * _LEAST[1]) * dpi / 72)
    for x, y, w, h, _ in (tuple(int(value) * _SMALL for value in mark) for mark in rough[1:]):
        if h <= _HIGHEST * grey.shape[0]:
            out = image.copy() if out is image else out
            room = (slice(max(0, y - edge), y + h + edge), slice(max(0, x - edge), x + w + edge))
            _invert_grounds(grey[room], out[room], paper, dpi)
    return out


def _solid(dark: Grey, dpi: float) -> tuple[Whole, Whole]:
    """Return the marks of a page's dark places that are filled, without rulings and print that touch them."""
    line, low = (max(1, round(points * dpi / 72)) for points in (_WHITE_LINE, _LEAST[1]))
    return marks_of(opened(_without_letters(closed(dark, line, line), dpi), low, low))


def _invert_grounds(grey: Grey, out: Grey, paper: float, dpi: int) -> None:
    """Turn the dark grounds in a part of a page, in place in `out`; those that its edge cuts are none."""
    height, width = grey.shape
    dark = (grey < _DARK * paper).astype(np.uint8)
    labels, stats = _solid(dark, dpi)
    for index in range(1, len(stats)):
        x, y, w, h, _ = (int(value) for value in stats[index])
        if w < _LEAST[0] * dpi / 72 or h < _LEAST[1] * dpi / 72:
            continue
        if x <= 1 or y <= 1 or x + w >= width - 1 or y + h >= height - 1:
            continue
        ground = (labels[y : y + h, x : x + w] == index).astype(np.uint8)
        read = _inverted(grey[y : y + h, x : x + w], ground, paper, dpi)
        if read is None:
            continue
        page, mask, corners = read
        for start, end in _columns(dark, page < paper * (1 - _CLEAR), corners, (x, y), dpi):
            cv2.line(page, start, end, 0, max(1, round(_SIDE * dpi / 72)))
        part = out[y : y + h, x : x + w]
        part[mask] = page[mask] if out.ndim == 2 else page[mask][:, None]


def _without_letters(dark: Grey, dpi: float) -> Grey:
    """Return the dark places with what is white in them and no larger than a letter filled in."""
    labels, stats = marks_of(1 - dark)
    large = _LETTER * dpi / 72
    small = (stats[:, cv2.CC_STAT_WIDTH] <= large) & (stats[:, cv2.CC_STAT_HEIGHT] <= large)
    small[0] = False
    return np.where(small[labels], 1, dark).astype(np.uint8)


def _inverted(
    grey: Grey, ground: Grey, paper: float, dpi: int
) -> tuple[Grey, npt.NDArray[np.bool_], npt.NDArray[np.int32]] | None:
    """Return a ground with dark print on white and its sides ruled, where it is, its corners; None where it is none."""
    outlines, _ = cv2.findContours(ground, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(outlines, key=cv2.contourArea)
    rectangle = cv2.minAreaRect(outline)
    room = rectangle[1][0] * rectangle[1][1]
    if cv2.contourArea(outline) < _SQUARE * room:
        return None
    corners = np.round(cv2.boxPoints(rectangle)).astype(np.int32)
    whole = cv2.fillPoly(np.zeros_like(ground), [corners], 1)
    values = grey[whole > 0]
    level = float(np.median(values))
    light = values > level + _CLEAR * paper
    if not _PRINT[0] <= light.mean() <= _PRINT[1]:
        return None
    white = float(np.percentile(values[light], 75))
    lighter = np.clip((grey.astype(np.float32) - level) / (white - level), 0, 1)
    page = paper * (1 - lighter)
    noise = float(np.median(np.abs(values - level))) * 1.5
    line, thick = max(8, round(_LINE * dpi / 72)), max(3, round(_THICK * dpi / 72))
    darker, shining = grey < level - max(_NOISE, 2 * noise), (lighter > _LIGHT_LINE).astype(np.uint8)
    letters = cv2.dilate(opened(closed(shining, 3, 3), thick, thick), np.ones((3, 3), np.uint8)) > 0
    for marks in (darker, (shining > 0) & ~letters):
        lines = closed(marks.astype(np.uint8), 3, 3)
        # a line that leans by a pixel is still whole
        flat, upright = (cv2.dilate(lines, np.ones(size, np.uint8)) for size in ((2, 1), (1, 2)))
        page[(opened(np.asarray(flat, np.uint8), line, 1) | opened(np.asarray(upright, np.uint8), 1, line)) > 0] = 0
    ruled = np.asarray(page, np.uint8)
    cv2.polylines(ruled, [corners], True, 0, max(1, round(_SIDE * dpi / 72)))
    return ruled, whole > 0, corners


def _columns(
    dark: Grey, drawn: npt.NDArray[np.bool_], corners: npt.NDArray[np.int32], at: tuple[int, int], dpi: int
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return what parts the columns of a ground that hides its own rulings: those that go on from its long sides.

    Only where neither print nor another ruling is near. `drawn` is the ground's, `at` its place on the page, which
    `dark` is of.
    """
    first, second, third, fourth = (corner.astype(np.float64) for corner in corners)
    if np.linalg.norm(second - first) < np.linalg.norm(third - second):
        first, second, third, fourth = second, third, fourth, first
    found = []
    reach, room = round(_STUB * dpi / 72), round(_FREE * dpi / 72)
    for start, end, across in ((first, second, fourth - first), (fourth, third, first - fourth)):
        length, depth = np.linalg.norm(end - start), np.linalg.norm(across)
        along, inward = (end - start) / length, across / depth
        steps = np.arange(round(length))
        outside = _sampled(dark, start + at, along, -inward, steps, np.arange(1, reach))
        inside = _sampled(drawn, start, along, inward, steps, np.arange(2, round(depth) - 2))
        ruled = np.concatenate([[0], outside.mean(axis=1) >= _RULED, [0]]).astype(np.int8)
        edges = np.flatnonzero(np.diff(ruled))
        for left, right in zip(edges[::2], edges[1::2], strict=True):
            if right - left > _THICK * dpi / 72 or min(left, length - right) < reach / 2:
                continue
            if not inside[max(0, left - room) : right + room].any():
                foot = start + along * (left + right) / 2
                top = foot + across
                found.append(((round(foot[0]), round(foot[1])), (round(top[0]), round(top[1]))))
    return found


def _sampled(
    image: npt.NDArray[Any], origin: Point, along: Point, inward: Point, steps: Steps, depths: Steps
) -> npt.NDArray[Any]:
    """Return the image's values at steps along a line and depths beside it, as rows and columns."""
    places = origin + steps[:, None, None] * along + depths[None, :, None] * inward
    xs = np.clip(np.round(places[:, :, 0]).astype(int), 0, image.shape[1] - 1)
    ys = np.clip(np.round(places[:, :, 1]).astype(int), 0, image.shape[0] - 1)
    return np.asarray(image[ys, xs])
