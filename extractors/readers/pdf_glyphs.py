"""Characters of a PDF page as fragments: runs of glyphs without a blank between them, with measured widths.

Blanks are decided by the room between glyphs (advance widths against positions), because PDF text holds none
(Chromium draws no blanks at all) and pdfium's own guesses put false ones between narrow glyphs.
"""

from __future__ import annotations

import unicodedata
from ctypes import addressof, c_char, c_double, c_float, c_uint, c_ushort
from dataclasses import dataclass, field, replace
from typing import Any

from pypdfium2 import raw

from extractors.readers import pdf_calls as calls
from extractors.readers.pdf_frame import Frame, Matrix, apply, apply_box, as_matrix, invert, multiply

BLANK = (
    0.115  # of the font size: wider than any kerning, narrower than the narrowest font's blank (0.2, shrunk to 0.15)
)
_TOUCHING = 0.15  # of the font size: how close a drawn blank lies to the glyphs that it parts
_OVERLAP = -0.35  # of the font size: a glyph that starts this far before the last one's end starts a new run
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufffe": "-",  # what pdfium makes of a hyphen at a line's end
    "\u2010": "-",
    "\u2011": "-",
}
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\x00\x02\xad")
_LINE_ENDS = frozenset(("\r", "\n", ""))
_BLANKS = frozenset(char for char in map(chr, range(0x3001)) if char.isspace()) - _LINE_ENDS
_NO_LETTERS = _LINE_ENDS | _BLANKS | _INVISIBLE

Rectangle = tuple[float, float, float, float]  # left, bottom, right, top in user space; x0, y0, x1, y1 as seen


@dataclass(slots=True)
class Fragment:
    """A run of glyphs without a blank inside. Coordinates are as seen on the page, in points, y downwards."""

    chars: list[str]
    lefts: list[float]
    rights: list[float]
    base: float  # the baseline
    size: float
    bold: bool = False
    turn: int = 0  # 90: reads upwards, 270: reads downwards; coordinates are then those of the turned page
    space_before: bool = False  # a real blank glyph stands there
    space_after: bool = False
    order: int = 0  # its place in pdfium's text, which sorts what stands on one line
    source: int = 0  # address of the text object that draws it

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.lefts[0]

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.rights[-1]

    @property
    def y0(self) -> float:
        """Top of its capitals, about."""
        return self.base - 0.75 * self.size

    @property
    def y1(self) -> float:
        """Bottom of its descenders, about."""
        return self.base + 0.22 * self.size

    @property
    def middle(self) -> float:
        """The height of its small letters' middle."""
        return self.base - 0.25 * self.size

    @property
    def text(self) -> str:
        """The characters as one string."""
        return "".join(self.chars)

    def split(self, at: int) -> tuple[Fragment, Fragment]:
        """Return the fragments before and from glyph `at` on."""
        first = replace(self, chars=self.chars[:at], lefts=self.lefts[:at], rights=self.rights[:at], space_after=False)
        second = replace(
            self, chars=self.chars[at:], lefts=self.lefts[at:], rights=self.rights[at:], space_before=False
        )
        return first, second


@dataclass(slots=True)
class _Style:
    size: float
    bold: bool
    visible: bool
    white: bool
    angle: int  # counter-clockwise in user space: 0, 90, 180, 270
    source: int = 0
    lost: _Lost | None = None


@dataclass(slots=True)
class _Lost:
    """A text object inside a form: pdfium gives some of its letters in the form's own space, not in the page's."""

    bounds: Rectangle  # left, bottom, right, top of the object in the form's space
    to_page: Matrix

    def holds(self, box: Rectangle) -> bool:
        """Return whether a letter's box lies in the object as the form has it and not as the page has it."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return _inside(self.bounds, x, y) and not _inside(apply_box(self.to_page, self.bounds), x, y)


@dataclass(slots=True)
class PageText:
    """The fragments of a page; `white` are those drawn in white, which are text only on a dark ground."""

    fragments: list[Fragment] = field(default_factory=list)
    white: list[Fragment] = field(default_factory=list)
    invisible: list[Fragment] = field(default_factory=list)

    def of(self, visible: bool, white: bool) -> list[Fragment]:
        """Return the list for text drawn so."""
        if not visible:
            return self.invisible
        return self.white if white else self.fragments


def _inside(box: Rectangle, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


class _Styles:
    """What is constant over a text object, asked of pdfium once per object."""

    def __init__(self, text_page: int) -> None:
        self._text_page = text_page
        self._known: dict[int, _Style] = {}
        self._bold: dict[int, bool] = {}
        self._matrix = raw.FS_MATRIX()
        self._at_matrix = addressof(self._matrix)
        self._colours = [c_uint() for _ in range(4)]
        self._at_colours = [addressof(colour) for colour in self._colours]

    def of(self, index: int) -> _Style:
        handle = calls.text_object(self._text_page, index) or 0
        style = self._known.get(handle)
        if style is None:
            style = self._known[handle] = self._ask(handle, index)
        return style

    def _ask(self, handle: int, index: int) -> _Style:
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
        return _Style(size or 1.0, self._is_bold(handle, mode), visible, white, angle, handle, lost)

    @staticmethod
    def _lost(handle: int, page: Any) -> _Lost | None:
        own = raw.FS_MATRIX()
        calls.object_matrix(handle, addressof(own))
        inside, outside = as_matrix(own), as_matrix(page)
        if inside == outside or abs(inside[0] * inside[3] - inside[1] * inside[2]) < 1e-9:
            return None
        edges = [c_float() for _ in range(4)]
        calls.object_bounds(handle, *(addressof(edge) for edge in edges))
        left, bottom, right, top = (edge.value for edge in edges)
        return _Lost((left - 0.5, bottom - 0.5, right + 0.5, top + 0.5), multiply(invert(inside), outside))

    def _is_bold(self, handle: int, mode: int) -> bool:
        if not handle:
            return False
        font = calls.font_of(handle) or 0
        if font not in self._bold:
            length = calls.font_name(font, None, 0)
            buffer = (c_char * max(1, length))()
            calls.font_name(font, addressof(buffer), length)
            name = bytes(buffer).decode("latin-1").lower()
            self._bold[font] = "bold" in name or "black" in name or "heavy" in name
        return self._bold[font] or mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE


def _characters(text_page: Any, count: int) -> list[str]:
    """Return one string per pdfium character index."""
    buffer = (c_ushort * (count + 1))()
    raw.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer).decode("utf-16-le", "surrogatepass")
    if len(text) == count + 1 and "\x00" not in text[:-1]:
        return list(text[:-1])
    # characters outside the basic plane or without a Unicode value shift the indices: ask one by one
    return [chr(code) if (code := raw.FPDFText_GetUnicode(text_page, i)) <= 0x10FFFF else "" for i in range(count)]


def read_glyphs(text_page: Any, frame: Frame) -> PageText:
    """Return the fragments of one page in content order, text drawn twice taken once, off-page text left out."""
    found = PageText()
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return found
    chars = _characters(text_page, count)
    page = calls.address_of(text_page)
    lefts, tops, rights, bottoms = calls.loose_boxes(page, count)
    styles = _Styles(page)
    x, y = c_double(), c_double()
    at_x, at_y = addressof(x), addressof(y)
    frame_left, frame_top = frame.left, frame.top
    current: Fragment | None = None
    style = _Style(1.0, False, True, False, 0)
    slow = False
    size = last_left = last_right = low = 0.0
    space = float("-inf")  # right edge of the last real blank glyph
    for index, char in enumerate(chars):
        left, right = lefts[index], rights[index]
        if char in _NO_LETTERS:
            if char in _LINE_ENDS:
                current = None
                space = float("-inf")
            elif char in _BLANKS and not slow and right - left > 0.01:  # turned: its room decides
                # a real glyph; pdfium's own blanks have no width
                if current is not None and abs(left - last_right) < _TOUCHING * size:
                    current.space_after = True
                current = None
                space = right
            continue
        bottom = bottoms[index]
        mark = False
        text = char
        if char > "\u02ff" and not "\u1e00" <= char < "\u1f00":
            mark = unicodedata.combining(char) != 0
            text = _LIGATURES.get(char, char)
        if current is not None and not slow and not mark:
            gap = left - last_right
            level = bottom - low
            if gap > BLANK * size or abs(level) > 0.8 * size:
                current = None
            elif gap < _OVERLAP * size:
                near = abs(left - last_left) < 0.2 * size and abs(level) < 0.2 * size
                if near and char == current.chars[-1] and char != "f":
                    continue  # drawn twice to look bold
                if abs(left - last_left) > 0.01 or abs(level) > 0.01:  # else the next letter of a ligature
                    current = None
        elif current is not None and not mark and not _goes_on_turned(
            frame.rectangle(left, bottom, right, tops[index]), current
        ):  # fmt: skip
            current = None
        box = (left, bottom, right, tops[index])
        if current is None:
            style = styles.of(index)
            calls.origin(page, index, at_x, at_y)
            start_x, start_y = x.value, y.value
            slow = bool(frame.turn or style.angle)
            if style.lost is not None and style.lost.holds(box):
                start_x, start_y = apply(style.lost.to_page, start_x, start_y)
                box = apply_box(style.lost.to_page, box)
            if slow:
                current = _start_turned(frame, style, (start_x, start_y))
            else:
                current = Fragment([], [], [], frame_top - start_y, style.size, style.bold)
            size = style.size
            # glyphs of another font are drawn out of order: only a blank that touches counts
            current.space_before, current.order = not slow and abs(left - space) < _TOUCHING * size, index
            current.source = style.source
            found.of(style.visible, style.white).append(current)
        if slow:
            _add_turned(frame.rectangle(*box), current, text)
        else:
            current.chars.append(text)
            current.lefts.append(left - frame_left)
            current.rights.append((right if right > left else left) - frame_left)
        if not mark:
            last_left, last_right, low = left, right, bottom
    for group in (found.fragments, found.white, found.invisible):
        group[:] = _distinct([f for f in group if f.chars and _on_page(f, frame)])
    return found


def turn_box(box: Rectangle, turn: int) -> Rectangle:
    """Turn (x0, y0, x1, y1) so that text reading upwards (90), upside down (180) or downwards (270) stands upright."""
    x0, y0, x1, y1 = box
    if turn == 90:
        return (-y1, x0, -y0, x1)
    if turn == 270:
        return (y0, -x1, y1, -x0)
    if turn == 180:
        return (-x1, -y1, -x0, -y0)
    return box


def _start_turned(frame: Frame, style: _Style, origin: tuple[float, float]) -> Fragment:
    turn = (style.angle - frame.turn) % 360
    x, y = frame.point(*origin)
    base = turn_box((x, y, x, y), turn)[1]
    return Fragment([], [], [], base, style.size, style.bold, turn)


def _goes_on_turned(seen: Rectangle, current: Fragment) -> bool:
    box = turn_box(seen, current.turn)
    gap = box[0] - current.rights[-1]
    if gap > BLANK * current.size or box[0] < current.lefts[-1] - 0.1:
        return False
    return current.base - 1.2 * current.size <= box[3] and box[1] <= current.base + 0.5 * current.size


def _add_turned(seen: Rectangle, current: Fragment, text: str) -> None:
    box = turn_box(seen, current.turn)
    current.chars.append(text)
    current.lefts.append(box[0])
    current.rights.append(max(box[0], box[2]))


def _on_page(fragment: Fragment, frame: Frame) -> bool:
    box = (fragment.x0, fragment.y0, fragment.x1, fragment.y1)
    if fragment.turn:
        box = turn_box(box, (360 - fragment.turn) % 360)
    return 0 <= box[0] + box[2] <= 2 * frame.width and 0 <= box[1] + box[3] <= 2 * frame.height


def _distinct(fragments: list[Fragment]) -> list[Fragment]:
    """Drop a fragment that repeats another's text at the same place, give or take a fake bold's shift."""
    seen: dict[tuple[str, int], list[Fragment]] = {}
    kept = []
    for fragment in fragments:
        key = (fragment.text, fragment.turn)
        same = seen.get(key)
        if same is None:
            seen[key] = [fragment]
        else:
            near = 0.15 * fragment.size
            x0, base = fragment.lefts[0], fragment.base
            if any(abs(o.lefts[0] - x0) < near and abs(o.base - base) < near for o in same):
                continue
            same.append(fragment)
        kept.append(fragment)
    return kept
