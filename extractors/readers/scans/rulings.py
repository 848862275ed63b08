"""The ruled lines of a scanned page, whole or worn to dots: found in the ink, given in points to the lattice.

A mask that closes gaps finds where a line runs; only the ink of whole lines is ever taken off the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from extractors.readers.pdf.rulings import Ruling
from extractors.readers.scans.image import closed, marks_of, opened, without
from extractors.readers.scans.ocr import Grey

_THICK = 3.2  # points: the thickest ruling
_WHOLE = 16.0  # points: ink that runs straight for so long is a line, not a letter
_GAP = 4.0  # points: the widest gap between the dots of a line
_SHORTEST = 14.0  # points: of a line, gaps closed
_LETTERS = 40.0  # points: the longest bar that letters side by side make in capitals
_NEAR = 3.0  # points: how near its end a line lies that a piece meets
_LOWEST = 7.0  # points: the lowest side of a cell that holds a line of print
_TOUCHES = 2.0  # points: how near the middle of the line that it meets a low side ends
_INKED = 0.3  # share of a worn line's length that must be inked
_LEVEL = 1.6  # points: how far apart two pieces of one line may lie across
_BRIDGE = 6.0  # points: the widest gap between two pieces of one line
_LONGEST = 90.0  # points: the widest gap that a worn line may have where some of its ink is left
_REACH = 9.0  # points: how far a worn line may end before the line that it meets
_FAR = 14.0  # points: a line that runs on farther past a crossing does so on purpose
_WORN = 0.3  # share of its lines that a page lacks from which on it is worn
_WINDOW, _WINDOWS, _SPREAD = 16, (3, 12), 0.66  # pixels; how many to look at; share of them that must be inked
_MARGIN = 2.0  # points beside a crossing that tell nothing
_KNOWN = 0.5  # share of a gap without letters that must be there to tell


@dataclass(slots=True)
class Lines:
    """The rulings of a page in points, and the ink of whole lines (1 where it is)."""

    horizontal: list[Ruling]
    vertical: list[Ruling]
    ink: Grey


def find_lines(ink: Grey, dpi: int) -> Lines:
    """Return the ruled lines of a straight page."""
    x, y, width, height = cv2.boundingRect(ink)
    around = _px(_WHOLE, dpi)  # so that nothing ends at the edge of what is looked at
    left, top = max(0, x - around), max(0, y - around)
    part = (slice(top, y + height + around), slice(left, x + width + around))
    found = _lines_in(np.ascontiguousarray(ink[part]), dpi)
    drawn = np.zeros_like(ink)
    drawn[part] = found.ink
    right, down = left * 72 / dpi, top * 72 / dpi
    horizontal = [Ruling(line.at + down, line.start + right, line.end + right) for line in found.horizontal]
    vertical = [Ruling(line.at + right, line.start + down, line.end + down) for line in found.vertical]
    return Lines(horizontal, vertical, drawn)


def _lines_in(ink: Grey, dpi: int) -> Lines:
    across = _across(ink)
    whole, whole_across = _whole(ink, dpi), _whole(across, dpi)
    # what is left when whole lines are taken off: the letters, and the dots and dashes of worn lines
    lines = cv2.dilate(whole | _across(whole_across), np.ones((3, 3), np.uint8))
    thin, thin_across = _thin(without(ink, lines), dpi)
    marks, marks_across = whole | thin, whole_across | _across(thin_across)
    flat, flat_ink = _along_rows(ink, marks, dpi)
    upright, upright_ink = _along_rows(across, marks_across, dpi)
    if _worn(flat, whole, dpi) or _worn(upright, whole_across, dpi):
        flat, upright = _grown(flat, ink, dpi), _grown(upright, across, dpi)
        flat, upright = _squared(flat, upright, ink, marks, dpi), _squared(upright, flat, across, marks_across, dpi)
    else:
        letters = [p for p in flat if _is_bar(p, flat, upright)], [p for p in upright if _is_bar(p, upright, flat)]
        _take_out(letters[0], flat_ink, dpi)
        _take_out(letters[1], upright_ink, dpi)
        flat = [piece for piece in flat if piece not in letters[0]]
        upright = [piece for piece in upright if piece not in letters[1]]
        low, low_ink = _low_sides(marks_across, flat, upright, dpi)
        flat, upright, upright_ink = _joined(flat), _joined(upright + low), upright_ink | low_ink
    return Lines(flat, upright, flat_ink | _across(upright_ink))


def _across(ink: Grey) -> Grey:
    """Return the image with rows for columns."""
    return np.asarray(cv2.transpose(ink), np.uint8)


def _px(points: float, dpi: int) -> int:
    return max(1, round(points * dpi / 72))


def _whole(ink: Grey, dpi: int) -> Grey:
    """Return the ink that runs straight along the rows for long, letters too tall to be lines left out."""
    # a line that leans or wavers by a pixel is still whole
    thickened = np.asarray(cv2.dilate(ink, np.ones((2, 1), np.uint8)), np.uint8)
    runs = opened(thickened, _px(_WHOLE, dpi), 1)
    tall = opened(runs, 1, _px(_THICK, dpi) + 2)
    return without(runs, cv2.dilate(tall, np.ones((3, 3), np.uint8)))


def _along_rows(ink: Grey, marks: Grey, dpi: int) -> tuple[list[Ruling], Grey]:
    """Return the rulings that run along the image's rows, and their ink."""
    worn = closed(marks, _px(_GAP, dpi), 1)
    worn = opened(worn, _px(_SHORTEST, dpi), 1)
    pieces: list[Ruling] = []
    kept = np.zeros_like(ink)
    for x, y, own in _runs(worn):
        h, w = own.shape
        if h > 3 * _px(_THICK, dpi) + 0.02 * w:
            continue
        drawn = marks[y : y + h, x : x + w]
        inked = ((drawn > 0) & own).any(axis=0)
        if inked.mean() < _INKED:
            continue
        if median(own.sum(axis=0).tolist()) > _px(_THICK, dpi) + 1:
            continue
        at = (y + _middle_row(own) + 0.5) * 72 / dpi
        pieces.append(Ruling(at, x * 72 / dpi, (x + w) * 72 / dpi))
        kept[y : y + h, x : x + w] |= ((drawn > 0) & own & (ink[y : y + h, x : x + w] > 0)).astype(np.uint8)
    return pieces, kept


def _middle_row(own: npt.NDArray[np.bool_]) -> float:
    """Return the median of the rows of a mark's pixels."""
    upto = np.cumsum(own.sum(axis=1))
    low, high = np.searchsorted(upto, [(upto[-1] - 1) // 2, upto[-1] // 2], side="right").tolist()
    return float(low + high) / 2


def _runs(lines: Grey) -> Iterator[tuple[int, int, npt.NDArray[np.bool_]]]:
    """Yield the marks of an image in which few rows hold any, each as (x, y, its own ink in its box)."""
    filled = np.asarray(lines.any(axis=1), np.bool_)
    if not filled.any():
        return
    beside = filled.copy()  # one empty row keeps marks apart
    beside[1:] |= filled[:-1]
    kept = np.flatnonzero(beside)
    labels, stats = marks_of(np.ascontiguousarray(lines[kept]))
    for index in range(1, len(stats)):
        x, y, w, h, _ = (int(value) for value in stats[index])
        yield x, int(kept[y]), labels[y : y + h, x : x + w] == index


def _is_bar(piece: Ruling, beside: list[Ruling], crossing: list[Ruling]) -> bool:
    """Tell whether a short piece is a letter's bar ("TT" in capitals): it meets no line and continues none."""
    if piece.length > _LETTERS:
        return False
    meets = any(
        line.start - _NEAR <= piece.at <= line.end + _NEAR
        and (abs(line.at - piece.start) <= _NEAR or abs(line.at - piece.end) <= _NEAR)
        for line in crossing
    )
    return not meets and not any(
        other is not piece
        and abs(other.at - piece.at) <= _LEVEL
        and -_BRIDGE <= max(other.start - piece.end, piece.start - other.end) <= _BRIDGE
        for other in beside
    )


def _low_sides(marks: Grey, crossing: list[Ruling], known: list[Ruling], dpi: int) -> tuple[list[Ruling], Grey]:
    """Return the sides of cells lower than the shortest line, and their ink: they run from one line to the next.

    A row of one printed line between two merged rows has such sides; no letter's stem touches the line above and below.
    """
    if not _reaches(marks, crossing, known, dpi):
        return [], np.zeros_like(marks)
    labels, stats = marks_of(opened(marks, _px(_LOWEST, dpi), 1))
    found: list[Ruling] = []
    ink = np.zeros_like(marks)
    for index in range(1, len(stats)):
        x, y, w, h, _ = (int(value) for value in stats[index])
        piece = Ruling((y + h / 2) * 72 / dpi, x * 72 / dpi, (x + w) * 72 / dpi)
        if w >= _px(_SHORTEST, dpi) or h > _px(_THICK, dpi):
            continue
        if any(
            abs(line.at - piece.at) <= _LEVEL and line.start <= piece.end and line.end >= piece.start for line in known
        ):
            continue
        met = [line.at for line in crossing if line.start - _NEAR <= piece.at <= line.end + _NEAR]
        above, below = (min((abs(at - end) for at in met), default=_NEAR) for end in (piece.start, piece.end))
        if max(above, below) <= _TOUCHES:
            found.append(piece)
            ink[y : y + h, x : x + w] |= (labels[y : y + h, x : x + w] == index).astype(np.uint8)
    return found, ink


def _reaches(marks: Grey, crossing: list[Ruling], known: list[Ruling], dpi: int) -> bool:
    """Tell whether any ink but that of known lines runs from one line to another too near for a whole side."""
    levels = sorted({line.at for line in crossing})
    for index, first in enumerate(levels):
        for second in levels[index + 1 :]:
            if not _LOWEST - 2 * _TOUCHES <= second - first <= _SHORTEST + 2 * _TOUCHES:
                continue
            band = marks[:, _px(first + _TOUCHES, dpi) : _px(second - _TOUCHES, dpi)]
            full = np.asarray(np.asarray(cv2.dilate(band, np.ones((3, 1), np.uint8)), np.uint8).min(axis=1))
            for line in known:
                if line.start < second and line.end > first:
                    full[_px(line.at - _THICK, dpi) : _px(line.at + _THICK, dpi) + 1] = 0
            if full.any():
                return True
    return False


def _take_out(pieces: list[Ruling], ink: Grey, dpi: int) -> None:
    """Take pieces off the ink of rulings, in place: it is print."""
    for piece in pieces:
        y, half = round(piece.at * dpi / 72), _px(_THICK, dpi)
        ink[max(0, y - half) : y + half + 1, round(piece.start * dpi / 72) : round(piece.end * dpi / 72) + 1] = 0


def _worn(pieces: list[Ruling], whole: Grey, dpi: int) -> bool:
    """Tell whether a page's lines are broken: too much of the room that they take up is without whole lines' ink."""
    lines = _grown(pieces, whole, dpi)
    length = sum(line.length for line in lines)
    inked = 0
    for line in lines:
        y, (start, end) = round(line.at * dpi / 72), (_px(line.start, dpi), _px(line.end, dpi))
        band = whole[max(0, y - _px(1.1, dpi)) : y + _px(1.1, dpi) + 1, start:end]
        inked += int(band.any(axis=0).sum()) if band.size else 0
    return inked * 72 / dpi < (1 - _WORN) * length


def _thin(ink: Grey, dpi: int) -> tuple[Grey, Grey]:
    """Return the marks as low as a ruling along the rows, and those as narrow as one along the columns.

    Dots and dashes, whole by themselves; a dot is both.
    """
    labels, stats = marks_of(ink)
    places = np.flatnonzero(ink.astype(np.bool_))
    owners = labels.ravel()[places]
    thin = []
    for size in (stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]):
        kept = np.zeros(ink.size, np.uint8)
        kept[places] = size[owners] <= _px(1.6, dpi)
        thin.append(kept.reshape(ink.shape))
    return thin[0], thin[1]


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


def _grown(pieces: list[Ruling], ink: Grey, dpi: int) -> list[Ruling]:
    """Return lines from pieces at one level, with what is drawn between and beyond them, however worn.

    Between two pieces a line goes on where the gap is short, or where enough of it is inked; only places without ink
    above and below count, for there the ink is no letter's.
    """
    levels: list[list[Ruling]] = []
    for piece in sorted(pieces, key=lambda p: (p.at, p.start)):
        if levels and piece.at - sum(p.at for p in levels[-1]) / len(levels[-1]) <= _LEVEL:
            levels[-1].append(piece)
        else:
            levels.append([piece])
    lines = []
    for level in levels:
        length = sum(piece.length for piece in level)
        at = sum(piece.at * piece.length for piece in level) / length
        drawn = _drawn(level, _Level.of(ink, np.zeros_like(ink), at, dpi), dpi)
        changes = np.flatnonzero(np.diff(np.concatenate([[0], drawn, [0]])))
        for start, end in zip(changes[::2], changes[1::2], strict=True):
            lines.append(Ruling(at, float(start) * 72 / dpi, float(end) * 72 / dpi))
    return sorted(lines, key=lambda line: (line.at, line.start))


@dataclass(frozen=True, slots=True)
class _Level:
    """The ink along one level of a page: `plain` where no letter can be, `seen` where something is drawn there.

    `marked`: where the dots and dashes of a line lie, letters or not.
    """

    plain: npt.NDArray[np.bool_]
    seen: npt.NDArray[np.bool_]
    marked: npt.NDArray[np.bool_]

    @staticmethod
    def of(ink: Grey, marks: Grey, at: float, dpi: int) -> _Level:
        height, y = ink.shape[0], round(at * dpi / 72)
        band, near, far = _px(1.1, dpi), _px(2.0, dpi), _px(3.4, dpi)

        def inked(image: Grey, top: int, bottom: int) -> npt.NDArray[np.bool_]:
            return np.asarray(image[max(0, top) : max(0, min(height, bottom))].any(axis=0), np.bool_)

        plain = ~(inked(ink, y - far, y - near) | inked(ink, y + near, y + far))
        seen, marked = (inked(image, y - band, y + band + 1) for image in (ink, marks))
        return _Level(plain, seen & plain, marked)

    def drawn(self, start: int, end: int, share: float = _INKED) -> bool:
        """Tell whether enough of a stretch is drawn, and all along it: a letter's stem is ink at one place only.

        Where letters hide the stretch, only what can be a line's own dots and dashes counts.
        """
        if end - start < _WINDOWS[0]:
            return False
        known = int(self.plain[start:end].sum()) >= _KNOWN * (end - start)
        among = self.plain if known else np.ones_like(self.plain)
        found = self.seen if known else self.marked
        if found[start:end].sum() < share * among[start:end].sum():
            return False
        cuts = np.linspace(start, end, min(max(_WINDOWS[0], (end - start) // _WINDOW), _WINDOWS[1]) + 1).astype(int)
        told = [(int(among[a:b].sum()), int(found[a:b].sum())) for a, b in pairwise(cuts)]
        judged = [ink >= share / 2 * room for room, ink in told if room]
        return sum(judged) >= _SPREAD * len(judged)


def _drawn(level: list[Ruling], around: _Level, dpi: int) -> Grey:
    """Return per pixel along a level whether a line runs there: its pieces, and what the ink shows of its gaps."""
    drawn = np.zeros(len(around.plain), np.uint8)
    for piece in level:
        drawn[_px(piece.start, dpi) - 1 : _px(piece.end, dpi)] = 1
    ends = np.flatnonzero(np.diff(np.concatenate([[0], drawn, [0]])))
    for end, start in zip(ends[1:-1:2], ends[2::2], strict=True):
        if start - end <= _px(_BRIDGE, dpi) or (start - end <= _px(_LONGEST, dpi) and around.drawn(end, start)):
            drawn[end:start] = 1
    return drawn


def _squared(lines: list[Ruling], crossing: list[Ruling], ink: Grey, marks: Grey, dpi: int) -> list[Ruling]:
    """Return lines that run from crossing to crossing: each side of a cell is drawn as a whole or not at all.

    A side is drawn when enough of it is inked; between two drawn sides less is enough. Lines that nothing crosses stay
    as they are.
    """
    levels: list[list[Ruling]] = []
    for line in lines:  # sorted by level
        if levels and line.at - levels[-1][0].at <= _LEVEL:
            levels[-1].append(line)
        else:
            levels.append([line])
    out = []
    for level in levels:
        at = sum(line.at * line.length for line in level) / sum(line.length for line in level)
        stops = sorted({c.at for c in crossing if c.start - _REACH <= at <= c.end + _REACH})
        stops = [stop for index, stop in enumerate(stops) if not index or stop - stops[index - 1] > _LEVEL]
        if len(stops) < 2:
            out += level
            continue
        around = _Level.of(ink, marks, at, dpi)
        spans = [(_px(left + _MARGIN, dpi), _px(right - _MARGIN, dpi)) for left, right in pairwise(stops)]
        sides = [around.drawn(start, end) for start, end in spans]
        for index in range(1, len(sides) - 1):
            if sides[index - 1] and sides[index + 1] and not sides[index]:
                sides[index] = around.drawn(*spans[index], _INKED / 2)
        run: float | None = None
        for drawn, (left, _) in zip([*sides, False], pairwise([*stops, stops[-1] + 1]), strict=True):
            if drawn:
                run = left if run is None else run
            elif run is not None:
                out.append(Ruling(at, run, left))
                run = None
        out += [line for line in level if line.end < stops[0] - _REACH or line.start > stops[-1] + _REACH]
        out += _overhang(level, at, stops)
    return sorted(out, key=lambda line: (line.at, line.start))


def _overhang(level: list[Ruling], at: float, stops: list[float]) -> list[Ruling]:
    """Return what runs on past the first or last crossing: the open sides of a table without outer borders."""
    found = []
    for line in level:
        if line.start < stops[0] - _FAR and line.end >= stops[0] - _REACH:
            found.append(Ruling(at, line.start, stops[0]))
        if line.end > stops[-1] + _FAR and line.start <= stops[-1] + _REACH:
            found.append(Ruling(at, stops[-1], line.end))
    return found
