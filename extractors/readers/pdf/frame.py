"""From a PDF page's own coordinates to the model's: points from the top left corner of the page as a reader sees it."""

from __future__ import annotations

from ctypes import c_float
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

Matrix = tuple[float, float, float, float, float, float]  # a b c d e f of ISO 32000-1, 8.3.3


def as_matrix(matrix: Any) -> Matrix:
    """Return pdfium's matrix as a tuple."""
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that maps by `inner` and then by `outer`."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def invert(matrix: Matrix) -> Matrix:
    """Return the matrix that undoes `matrix`, whose determinant must not be 0."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    return (d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area)


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where `matrix` maps the point."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def apply_box(matrix: Matrix, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Return the smallest upright rectangle that holds the mapped one."""
    corners = [apply(matrix, x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible rectangle of a page in PDF user space, and how far the page is turned clockwise when shown."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0  # 0, 90, 180 or 270

    @property
    def width(self) -> float:
        """Width as shown, in points."""
        return self.right - self.left if self.turn in (0, 180) else self.top - self.bottom

    @property
    def height(self) -> float:
        """Height as shown, in points."""
        return self.top - self.bottom if self.turn in (0, 180) else self.right - self.left

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where the user-space point (x, y) is seen."""
        if self.turn == 0:
            return (x - self.left, self.top - y)
        if self.turn == 90:
            return (y - self.bottom, x - self.left)
        if self.turn == 180:
            return (self.right - x, y - self.bottom)
        return (self.top - y, self.right - x)

    def rectangle(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return the user-space rectangle as (x0, y0, x1, y1) with x0 <= x1 and y0 <= y1."""
        if self.turn == 0:
            return (left - self.left, self.top - top, right - self.left, self.top - bottom)
        ax, ay = self.point(left, bottom)
        bx, by = self.point(right, top)
        return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def frame_of(page: Any) -> Frame:
    """Return the frame of a pdfium page handle: the CropBox within the MediaBox, and /Rotate (ISO 32000-1, 14.11.2)."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    if box.right - box.left < 1 or box.top - box.bottom < 1:
        edges = [c_float() for _ in range(4)]
        raw.FPDFPage_GetMediaBox(page, *edges)
        left, bottom, right, top = (edge.value for edge in edges)
        return Frame(min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    return Frame(box.left, box.bottom, box.right, box.top, 90 * (raw.FPDFPage_GetRotation(page) % 4))
