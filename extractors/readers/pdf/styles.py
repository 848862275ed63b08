"""How a text object of a PDF page is drawn: size, direction, colour, font; asked of pdfium once per object."""

from __future__ import annotations

from ctypes import addressof, c_char, c_float, c_uint
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

from extractors.readers.pdf import calls
from extractors.readers.pdf.frame import Matrix, apply_box, as_matrix, invert, multiply
from normalizers.encodings import FontEncoding, of_font

Rectangle = tuple[float, float, float, float]  # left, bottom, right, top in user space


@dataclass(slots=True)
class Style:
    """What all letters of a text object share."""

    size: float
    bold: bool
    visible: bool
    white: bool
    angle: int  # counter-clockwise in user space: 0, 90, 180, 270
    source: int = 0  # address of the object
    lost: Lost | None = None
    font: FontEncoding | None = None  # of a font of the old encodings


@dataclass(slots=True)
class Lost:
    """A text object inside a form: pdfium gives some of its letters in the form's own space, not in the page's."""

    bounds: Rectangle  # left, bottom, right, top of the object in the form's space
    to_page: Matrix

    def holds(self, box: Rectangle) -> bool:
        """Return whether a letter's box lies in the object as the form has it and not as the page has it."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return _inside(self.bounds, x, y) and not _inside(apply_box(self.to_page, self.bounds), x, y)


def _inside(box: Rectangle, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


class Styles:
    """What is constant over a text object, asked of pdfium once per object."""

    def __init__(self, text_page: int) -> None:
        """Ask about the text page at address `text_page`."""
        self._text_page = text_page
        self._known: dict[int, Style] = {}
        self._fonts: dict[int, tuple[bool, FontEncoding | None]] = {}
        self._matrix = raw.FS_MATRIX()
        self._at_matrix = addressof(self._matrix)
        self._colours = [c_uint() for _ in range(4)]
        self._at_colours = [addressof(colour) for colour in self._colours]

    def of(self, index: int) -> Style:
        """Return the style of the letter at `index`."""
        handle = calls.text_object(self._text_page, index) or 0
        style = self._known.get(handle)
        if style is None:
            style = self._known[handle] = self._ask(handle, index)
        return style

    def _ask(self, handle: int, index: int) -> Style:
        matrix = self._matrix
        calls.text_matrix(self._text_page, index, self._at_matrix)
        scale = max(abs(matrix.c), abs(matrix.d)) or 1.0
        size = abs(calls.font_size(self._text_page, index)) * scale
        angle = 0
        if abs(matrix.b) > abs(matrix.a):
            angle = 90 if matrix.b > 0 else 270
        elif matrix.a < 0 and matrix.d < 0:
            angle = 180
        mode = calls.render_mode(handle) if handle else 0
        white, visible = False, mode not in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
        if handle and calls.fill_colour(handle, *self._at_colours):
            red, green, blue, alpha = (colour.value for colour in self._colours)
            white = min(red, green, blue) >= 250 and mode == raw.FPDF_TEXTRENDERMODE_FILL
            visible = visible and alpha > 0
        lost = self._lost(handle, matrix) if angle and handle else None
        bold, font = self._font(handle)
        bold = bold or mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
        return Style(size or 1.0, bold, visible, white, angle, handle, lost, font)

    @staticmethod
    def _lost(handle: int, page: Any) -> Lost | None:
        own = raw.FS_MATRIX()
        calls.object_matrix(handle, addressof(own))
        inside, outside = as_matrix(own), as_matrix(page)
        if inside == outside or abs(inside[0] * inside[3] - inside[1] * inside[2]) < 1e-9:
            return None
        edges = [c_float() for _ in range(4)]
        calls.object_bounds(handle, *(addressof(edge) for edge in edges))
        left, bottom, right, top = (edge.value for edge in edges)
        return Lost((left - 0.5, bottom - 0.5, right + 0.5, top + 0.5), multiply(invert(inside), outside))

    def _font(self, handle: int) -> tuple[bool, FontEncoding | None]:
        """Return (whether its name says that it is bold, the old encoding that its name says)."""
        if not handle:
            return False, None
        font = calls.font_of(handle) or 0
        if font not in self._fonts:
            length = calls.font_name(font, None, 0)
            buffer = (c_char * max(1, length))()
            calls.font_name(font, addressof(buffer), length)
            name = bytes(buffer).rstrip(b"\x00").decode("latin-1")
            heavy = any(word in name.lower() for word in ("bold", "black", "heavy"))
            self._fonts[font] = heavy, of_font(name)
        return self._fonts[font]
