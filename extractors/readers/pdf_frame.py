"""From a PDF page's own coordinates to the model's: points from the top left corner of the page as a reader sees it."""

from __future__ import annotations

from ctypes import c_float
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw


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
