"""What a PDF page draws: horizontal and vertical rulings, filled grounds and pictures.

A ruling is a stroked line, a thin filled rectangle (how Word and Chromium draw borders), a thin picture, or a row of
dots or dashes that follow each other. Clipping paths and grounds are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ctypes import c_float, c_int, c_uint, c_void_p, cast
from dataclasses import dataclass, field
from typing import Any

from pypdfium2 import raw

from extractors.readers.pdf.frame import Frame, Matrix, as_matrix, multiply

THIN = 3.0  # points: the thickest bar that still is a ruling
_JOIN = 3.2  # points: the widest hole between two dashes or dots of one ruling
_LEVEL = 0.7  # points: how far apart two pieces of one ruling may lie across
_SQUARE = 0.15  # points: a dot as high as wide, rounding aside, may belong to a line either way
_SHORTEST = 5.0  # points: nothing shorter bounds a cell of text
_MAX_SEGMENTS = 2000  # of one path: more is a drawing
_WHITE = 250

Rectangle = tuple[float, float, float, float]  # x0, y0, x1, y1 as seen, y downwards


@dataclass(frozen=True, slots=True)
class Ruling:
    """One straight line along its own axis: `at` across it, from `start` to `end` along it."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """Length in points."""
        return self.end - self.start


@dataclass(slots=True)
class Drawings:
    """The rulings of a page (joined, sorted), its non-white grounds and its pictures."""

    horizontal: list[Ruling] = field(default_factory=list)
    vertical: list[Ruling] = field(default_factory=list)
    grounds: list[Rectangle] = field(default_factory=list)
    pictures: list[Rectangle] = field(default_factory=list)
    texts: dict[int, int] = field(default_factory=dict)  # address of a text object: when it is drawn

    def note(self, text: Any) -> None:
        """Take down that a text object is drawn after all those before."""
        self.texts[cast(text, c_void_p).value or 0] = len(self.texts)


@dataclass(slots=True)
class _Strokes:
    bars: list[Rectangle] = field(default_factory=list)
    white: list[Rectangle] = field(default_factory=list)


def read_drawings(page: Any, frame: Frame) -> Drawings:
    """Return the drawings of a pdfium page handle, those inside form objects too."""
    drawings, strokes = Drawings(), _Strokes()
    _walk(page, frame, drawings, strokes)
    # a white line is a border only where it parts coloured grounds
    bars = strokes.bars + [bar for bar in strokes.white if _lies_on(bar, drawings.grounds)]
    bars = [bar for b in bars if (bar := _clipped(b, frame)) is not None]
    flat = [bar for bar in bars if bar[2] - bar[0] >= bar[3] - bar[1] - _SQUARE]
    upright = [bar for bar in bars if bar[3] - bar[1] >= bar[2] - bar[0] - _SQUARE]
    drawings.horizontal = join_rulings(Ruling((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in flat)
    drawings.vertical = join_rulings(Ruling((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in upright)
    return drawings


def _clipped(bar: Rectangle, frame: Frame) -> Rectangle | None:
    """Return what of a bar lies on the page (Chromium draws the borders of a cut row on below the page's end)."""
    x0, y0, x1, y1 = bar
    if x1 < 0 or y1 < 0 or x0 > frame.width or y0 > frame.height:
        return None
    return (max(x0, 0.0), max(y0, 0.0), min(x1, frame.width), min(y1, frame.height))


def join_rulings(pieces: Iterable[Ruling]) -> list[Ruling]:
    """Join pieces that follow each other on one line (dashes, one border per cell); drop what stays too short."""
    levels: list[list[Ruling]] = []
    last = float("-inf")
    for piece in sorted(pieces, key=lambda r: (r.at, r.start, r.end)):
        if piece.at - last > _LEVEL:
            levels.append([])
            last = piece.at
        levels[-1].append(piece)
    joined: list[Ruling] = []
    for level in levels:
        level.sort(key=lambda r: (r.start, r.end))
        run: list[Ruling] = []
        end = 0.0
        for piece in level:
            if run and piece.start - end > _JOIN:
                joined.append(_one(run, end))
                run = []
            end = max(end, piece.end) if run else piece.end
            run.append(piece)
        joined.append(_one(run, end))
    return sorted((r for r in joined if r.length >= _SHORTEST), key=lambda r: (r.at, r.start))


def _one(run: list[Ruling], end: float) -> Ruling:
    longest = max(run, key=lambda r: r.length)
    return Ruling(longest.at, run[0].start, end)


def _lies_on(bar: Rectangle, grounds: list[Rectangle]) -> bool:
    x, y = (bar[0] + bar[2]) / 2, (bar[1] + bar[3]) / 2
    return any(x0 - 1 <= x <= x1 + 1 and y0 - 1 <= y <= y1 + 1 for x0, y0, x1, y1 in grounds)


def _matrix(handle: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, matrix)
    return as_matrix(matrix)


def _walk(page: Any, frame: Frame, drawings: Drawings, strokes: _Strokes) -> None:
    get, kind_of = raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType
    for index in range(raw.FPDFPage_CountObjects(page)):
        handle = get(page, index)
        kind = kind_of(handle)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            drawings.note(handle)
        else:
            _object(handle, kind, frame, None, drawings, strokes, depth=0)


def _object(
    handle: Any, kind: int, frame: Frame, outer: Matrix | None, drawings: Drawings, strokes: _Strokes, depth: int
) -> None:
    if kind == raw.FPDF_PAGEOBJ_PATH:
        _path(handle, frame, outer, drawings, strokes)
    elif kind == raw.FPDF_PAGEOBJ_IMAGE:
        box = _bounds(handle, frame, outer)
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            strokes.bars.append(box)
        else:
            drawings.pictures.append(box)
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < 8:
        matrix = _matrix(handle) if outer is None else multiply(_matrix(handle), outer)
        for index in range(raw.FPDFFormObj_CountObjects(handle)):
            child = raw.FPDFFormObj_GetObject(handle, index)
            child_kind = raw.FPDFPageObj_GetType(child)
            if child_kind == raw.FPDF_PAGEOBJ_TEXT:
                drawings.note(child)
            else:
                _object(child, child_kind, frame, matrix, drawings, strokes, depth + 1)


def _bounds(handle: Any, frame: Frame, outer: Matrix | None) -> Rectangle:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
    if outer is None:
        return frame.rectangle(left.value, bottom.value, right.value, top.value)
    return _seen(((left.value, bottom.value), (right.value, top.value)), frame, outer)


def _seen(points: Iterable[tuple[float, float]], frame: Frame, matrix: Matrix | None) -> Rectangle:
    seen = []
    for x, y in points:
        if matrix is not None:
            a, b, c, d, e, f = matrix
            x, y = a * x + c * y + e, b * x + d * y + f
        seen.append(frame.point(x, y))
    xs, ys = [x for x, _ in seen], [y for _, y in seen]
    return (min(xs), min(ys), max(xs), max(ys))


def _tone(handle: Any, ask: Any) -> tuple[bool, bool]:
    """Return (drawn at all, white)."""
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    if not ask(handle, red, green, blue, alpha):
        return (True, False)  # a pattern
    return (alpha.value > 0, min(red.value, green.value, blue.value) >= _WHITE)


def _path(handle: Any, frame: Frame, outer: Matrix | None, drawings: Drawings, strokes: _Strokes) -> None:
    fill, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(handle, fill, stroke)
    if not fill.value and not stroke.value:
        return
    box = _bounds(handle, frame, outer)
    if box[2] < 0 or box[3] < 0 or box[0] > frame.width or box[1] > frame.height:
        return
    if stroke.value:
        drawn, white = _tone(handle, raw.FPDFPageObj_GetStrokeColor)
        if drawn:
            width = c_float()
            raw.FPDFPageObj_GetStrokeWidth(handle, width)
            target = strokes.white if white else strokes.bars
            if width.value <= 2 * THIN:
                target += _segments(handle, frame, outer)
    if fill.value:
        drawn, white = _tone(handle, raw.FPDFPageObj_GetFillColor)
        if not drawn:
            return
        target = strokes.white if white else strokes.bars
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            target.append(box)
            return
        frame_bars = list(_hollow(handle, frame, outer)) if raw.FPDFPath_CountSegments(handle) > 5 else []
        target += frame_bars
        if not frame_bars and not white:
            drawings.grounds.append(box)


def _points(handle: Any, frame: Frame, outer: Matrix | None) -> Iterator[tuple[int, float, float, bool]]:
    """Yield (segment kind, x, y, closes) in page coordinates as seen."""
    count = raw.FPDFPath_CountSegments(handle)
    if count > _MAX_SEGMENTS:
        return
    matrix = _matrix(handle) if outer is None else multiply(_matrix(handle), outer)
    a, b, c, d, e, f = matrix
    x, y = c_float(), c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        px, py = x.value, y.value
        sx, sy = frame.point(a * px + c * py + e, b * px + d * py + f)
        yield raw.FPDFPathSegment_GetType(segment), sx, sy, bool(raw.FPDFPathSegment_GetClose(segment))


def _segments(handle: Any, frame: Frame, outer: Matrix | None) -> Iterator[Rectangle]:
    """Yield the straight horizontal and vertical lines of a stroked path as bars without thickness."""
    start = last = (0.0, 0.0)
    for kind, x, y, closes in _points(handle, frame, outer):
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = last = (x, y)
            continue
        if kind == raw.FPDF_SEGMENT_LINETO:
            yield from _straight(last, (x, y))
        last = (x, y)
        if closes:
            yield from _straight(last, start)
            last = start


def _straight(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rectangle]:
    dx, dy = abs(one[0] - other[0]), abs(one[1] - other[1])
    if min(dx, dy) <= 0.5 and max(dx, dy) > 0.05:
        yield (min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))


def _hollow(handle: Any, frame: Frame, outer: Matrix | None) -> Iterator[Rectangle]:
    """Yield the thin bars of a filled path of several rectangles: thin ones, and frames (one box inside another)."""
    boxes: list[list[tuple[float, float]]] = []
    for kind, x, y, _ in _points(handle, frame, outer):
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return
        if kind == raw.FPDF_SEGMENT_MOVETO:
            boxes.append([])
        if boxes:
            boxes[-1].append((x, y))
    rectangles = [_seen_already(points) for points in boxes if len(points) >= 4]
    thin = [r for r in rectangles if min(r[2] - r[0], r[3] - r[1]) <= THIN]
    yield from thin
    thick = [r for r in rectangles if min(r[2] - r[0], r[3] - r[1]) > THIN]
    for large in thick:
        for small in thick:
            edges = (small[0] - large[0], small[1] - large[1], large[2] - small[2], large[3] - small[3])
            if small is not large and min(edges) >= 0 and 0 < max(edges) <= THIN:
                yield (large[0], large[1], large[2], small[1])
                yield (large[0], small[3], large[2], large[3])
                yield (large[0], large[1], small[0], large[3])
                yield (small[2], large[1], large[2], large[3])


def _seen_already(points: list[tuple[float, float]]) -> Rectangle:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))
