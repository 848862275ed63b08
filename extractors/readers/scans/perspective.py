"""The perspective of a photographed page, told by its long straight lines and taken out before it is read.

Rulings and the paper's edges are parallel on paper. Where those that run across meet in one point and those that run
down in another, the page was photographed aslant: the two points say how it has to be laid flat (Hartley and
Zisserman, Multiple View Geometry, 2.7: rectification by the vanishing line).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractors.readers.scans.ocr import Grey

Numbers = npt.NDArray[np.float64]

_LIGHT = 32  # of 255: how much darker the darkest paper, or what lies round it, is under a lamp than under a scanner's
_LOOKED_AT = 150  # dots per inch: enough for lines
_PIECE = 0.012  # of the image's shorter side: the shortest piece of a line that is looked at
_LONG = 0.1  # likewise: a line that long is no stroke of a letter
_GAP, _BESIDE = (
    0.012,
    0.004,
)  # likewise: how far the next piece of a line may begin from its end, along it and beside it
_SLANT = 25.0  # degrees from level or upright: how far lines may lean
_FEWEST = 4  # lines each way that say where they meet
_APART = 0.12  # of the image: how far the outermost of them lie apart
_OFF = 0.7  # degrees by which a line may miss the point where the others meet
_AGREEING = 0.7  # share of the lines, by length, that must meet
_LEAST = 0.012  # of the width: how far a corner must move for the page to be laid flat
_MOST = 0.3  # of the width: what moves a corner farther is no page


@dataclass(frozen=True, slots=True)
class Flattening:
    """How a photographed page is laid flat: where each of its points comes to stand, in pixels."""

    to_flat: Numbers  # 3 x 3, homogeneous
    width: int  # of the flat page
    height: int

    def image(self, photo: Grey) -> Grey:
        """Return the flat page of a photo; what the photo does not show is white."""
        size = (self.width, self.height)
        flat = cv2.warpPerspective(photo, self.to_flat, size, flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
        return np.asarray(flat, np.uint8)

    def back(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the flat page stands on the photo."""
        at = np.linalg.solve(self.to_flat, np.array([x, y, 1.0]))
        return float(at[0] / at[2]), float(at[1] / at[2])


def flattening(image: Grey, dpi: int) -> Flattening | None:
    """Return how a page is laid flat; None when its lines are parallel, as on every scan, or too few to tell.

    A page that is lit evenly from edge to edge comes from a scanner, and its lines are not looked for.
    """
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) if image.ndim == 3 else image, np.uint8)
    if not _unevenly_lit(grey):
        return None
    scale = min(1.0, _LOOKED_AT / dpi)
    small = np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    across, down = _lines(small)
    height, width = small.shape
    meet_across, meet_down = _meeting(across, width, height), _meeting(down, width, height)
    if meet_across is None or meet_down is None:
        return None
    flat = _rectification(meet_across, meet_down, width, height)
    return None if flat is None else _whole(flat, grey.shape[1], grey.shape[0], scale)


def _unevenly_lit(grey: Grey) -> bool:
    rough = cv2.resize(grey, None, fx=1 / 16, fy=1 / 16, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(rough, np.ones((5, 5), np.uint8))
    dark, light = np.percentile(paper, (3, 97))
    return bool(light - dark > _LIGHT)


def _lines(small: Grey) -> tuple[Numbers, Numbers]:
    """Return the long straight lines that run across and down, each as x0, y0, x1, y1 from the image's middle."""
    found: npt.ArrayLike | None = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE).detect(small)[0]
    pieces = np.asarray([] if found is None else found, np.float64).reshape(-1, 4)
    pieces -= np.array([small.shape[1], small.shape[0]] * 2) / 2
    run, rise = np.abs(pieces[:, 2] - pieces[:, 0]), np.abs(pieces[:, 3] - pieces[:, 1])
    lean, size = np.tan(np.radians(_SLANT)), min(small.shape)
    across = pieces[(rise <= lean * run) & (run >= _PIECE * size)]
    down = pieces[(run <= lean * rise) & (rise >= _PIECE * size)]
    return _joined(across, size), _joined(down[:, [1, 0, 3, 2]], size)[:, [1, 0, 3, 2]]


def _joined(pieces: Numbers, size: int) -> Numbers:
    """Return the long lines among pieces that run across, those joined that go on in each other.

    A ruling is found in pieces, one from each line that it crosses to the next.
    """
    flipped = pieces[:, 0] > pieces[:, 2]
    pieces[flipped] = pieces[flipped][:, [2, 3, 0, 1]]
    lines: list[list[float]] = []
    ending: list[int] = []  # the lines that the next piece may go on, by number
    for x0, y0, x1, y1 in pieces[np.lexsort((pieces[:, 1], pieces[:, 0]))].tolist():
        ending = [number for number in ending if lines[number][2] >= x0 - _GAP * size]
        best = None
        for number in ending:
            left, level, right, end = lines[number]
            slope = (end - level) / (right - left)
            off = abs(end + slope * (x0 - right) - y0) + abs((y1 - y0) / (x1 - x0) - slope) * (x1 - x0)
            if x0 >= right - _GAP * size and off <= _BESIDE * size and (best is None or off < best[0]):
                best = off, number
        if best is None:
            ending.append(len(lines))
            lines.append([x0, y0, x1, y1])
        else:
            lines[best[1]][2:] = [x1, y1]
    found = np.asarray(lines, np.float64).reshape(-1, 4)
    return found[found[:, 2] - found[:, 0] >= _LONG * size]


def _meeting(lines: Numbers, width: int, height: int) -> Numbers | None:
    """Return the point (homogeneous) where lines of one direction meet, one far away when they are parallel.

    None when they are too few, lie too close together, or do not agree.
    """
    if len(lines) < _FEWEST:
        return None
    size = max(width, height)
    ends = np.stack([lines[:, :2], lines[:, 2:]], axis=1) / size
    ones = np.ones((len(lines), 1))
    first, second = np.hstack([ends[:, 0], ones]), np.hstack([ends[:, 1], ones])
    through = np.cross(first, second)
    lengths = np.hypot(through[:, 0], through[:, 1])
    through /= lengths[:, None]
    middles, directions = ends.mean(axis=1), (ends[:, 1] - ends[:, 0]) / lengths[:, None]
    fitting = np.ones(len(lines), bool)
    point = np.array([0.0, 0.0, 1.0])
    for _ in range(5):
        weighted = through[fitting] * np.sqrt(lengths[fitting])[:, None]
        point = np.linalg.svd(weighted)[2][-1]
        towards = point[None, :2] - point[2] * middles
        off = np.abs(directions[:, 0] * towards[:, 1] - directions[:, 1] * towards[:, 0])
        off /= np.maximum(np.hypot(towards[:, 0], towards[:, 1]), 1e-12)
        fitting = off <= np.sin(np.radians(_OFF))
        if fitting.sum() < _FEWEST:
            return None
    across = np.abs(directions[fitting, 0]).mean() > np.abs(directions[fitting, 1]).mean()
    apart = np.ptp(middles[fitting, 1 if across else 0])
    if apart < _APART * (height if across else width) / size or lengths[fitting].sum() < _AGREEING * lengths.sum():
        return None
    return np.array([point[0] * size, point[1] * size, point[2]])


def _rectification(across: Numbers, down: Numbers, width: int, height: int) -> Numbers | None:
    """Return the map that makes lines level that meet at `across`, and upright those that meet at `down`.

    It leaves the image's middle where it is and keeps its size there. Coordinates count from the middle.
    """
    horizon = np.cross(across, down)
    if abs(horizon[2]) < 1e-12:
        return None
    project = np.array([[1.0, 0, 0], [0, 1, 0], horizon / horizon[2]])
    corners = np.array([[x, y, 1.0] for x in (-width / 2, width / 2) for y in (-height / 2, height / 2)])
    if (corners @ project[2] <= 0.2).any():
        return None  # the horizon runs through the page
    level, upright = (project @ across)[:2], (project @ down)[:2]
    level, upright = level / np.hypot(*level), upright / np.hypot(*upright)
    level, upright = level * np.sign(level[0]), upright * np.sign(upright[1])
    straighten = np.eye(3)
    straighten[:2, :2] = np.linalg.inv(np.stack([level, upright], axis=1))
    flat: Numbers = straighten @ project
    moved = corners @ flat.T
    moved = moved[:, :2] / moved[:, 2:]
    # turning alone is done later, for scans too: only what it leaves counts
    turned = corners[:, :2] @ _rotation(level).T
    worst = np.abs(moved - turned).max() / width
    return flat if _LEAST <= worst <= _MOST else None


def _rotation(level: Numbers) -> Numbers:
    return np.array([[level[0], level[1]], [-level[1], level[0]]])


def _whole(flat: Numbers, width: int, height: int, scale: float) -> Flattening:
    """Return the map of the image in its full size, in pixels from its top left corner."""
    full = width * scale, height * scale
    from_corner = np.array([[scale, 0, -full[0] / 2], [0, scale, -full[1] / 2], [0, 0, 1.0]])
    there = np.diag([1 / scale, 1 / scale, 1.0]) @ flat @ from_corner
    corners = np.array([[x, y, 1.0] for x in (0, width) for y in (0, height)]) @ there.T
    corners = corners[:, :2] / corners[:, 2:]
    left, top = corners.min(axis=0)
    right, foot = corners.max(axis=0)
    moved = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1.0]]) @ there
    return Flattening(moved, round(right - left), round(foot - top))
