"""Characters of a PDF page as fragments: runs of glyphs without a blank between them, with measured widths.

Blanks are decided by the room between glyphs (advance widths against positions), because PDF text holds none
(Chromium draws no blanks at all) and pdfium's own guesses put false ones between narrow glyphs.
"""

from __future__ import annotations

import unicodedata
from ctypes import byref, c_char, c_double, c_float, c_uint, c_ushort, c_void_p, cast
from dataclasses import dataclass, field, replace
from typing import Any

from pypdfium2 import raw

from extractors.readers.legacy import Decoder
from extractors.readers.pdf_frame import Frame, Matrix, apply, apply_box, as_matrix, invert, multiply
from normalizers.encodings import FontEncoding, decode, of_font, table

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
_LETTER_U = "\xad\x02\ufffe"  # what pdfium makes of the code of the letter ư in TCVN3
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\x00\x02\xad")
_UNSEEN = _INVISIBLE | {"\ufffe"}


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
    confidence: float | None = None  # 0-1, of what was recognized in an image; None: the file's own text
    font: FontEncoding | None = None  # that its font's name says; its characters are in Unicode all the same

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
    font: FontEncoding | None = None  # of a font of the old encodings
    source: int = 0
    lost: _Lost | None = None


@dataclass(slots=True)
class _Lost:
    """A text object inside a form: pdfium gives some of its letters in the form's own space, not in the page's."""

    bounds: tuple[float, float, float, float]  # left, bottom, right, top of the object in the form's space
    to_page: Matrix

    def holds(self, box: Any) -> bool:
        """Return whether a letter's box lies in the object as the form has it and not as the page has it."""
        x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
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


def _inside(box: tuple[float, float, float, float], x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


class _Styles:
    """What is constant over a text object, asked of pdfium once per object."""

    def __init__(self, text_page: Any) -> None:
        self._text_page = text_page
        self._known: dict[int, _Style] = {}
        self._fonts: dict[int, tuple[bool, FontEncoding | None]] = {}
        self._matrix = raw.FS_MATRIX()
        self._colours = [c_uint() for _ in range(4)]

    def of(self, index: int) -> _Style:
        handle = raw.FPDFText_GetTextObject(self._text_page, index)
        key = cast(handle, c_void_p).value or 0
        style = self._known.get(key)
        if style is None:
            style = self._known[key] = self._ask(handle, index, key)
        return style

    def _ask(self, handle: Any, index: int, key: int) -> _Style:
        matrix = self._matrix
        raw.FPDFText_GetMatrix(self._text_page, index, matrix)
        scale = max(abs(matrix.c), abs(matrix.d)) or 1.0
        size = abs(raw.FPDFText_GetFontSize(self._text_page, index)) * scale
        angle = 0
        if abs(matrix.b) > abs(matrix.a):
            angle = 90 if matrix.b > 0 else 270
        elif matrix.a < 0 and matrix.d < 0:
            angle = 180
        mode = raw.FPDFTextObj_GetTextRenderMode(handle) if handle else 0
        colours = self._colours
        white, visible = False, mode not in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
        if handle and raw.FPDFPageObj_GetFillColor(handle, *colours):
            red, green, blue, alpha = (colour.value for colour in colours)
            white = min(red, green, blue) >= 250 and mode == raw.FPDF_TEXTRENDERMODE_FILL
            visible = visible and alpha > 0
        bold, font = self._font(handle)
        bold = bold or mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
        lost = self._lost(handle, matrix) if angle and handle else None
        return _Style(size or 1.0, bold, visible, white, angle, font, key, lost)

    @staticmethod
    def _lost(handle: Any, page: Any) -> _Lost | None:
        own = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(handle, own)
        inside, outside = as_matrix(own), as_matrix(page)
        if inside == outside or abs(inside[0] * inside[3] - inside[1] * inside[2]) < 1e-9:
            return None
        edges = [c_float() for _ in range(4)]
        raw.FPDFPageObj_GetBounds(handle, *edges)
        left, bottom, right, top = (edge.value for edge in edges)
        return _Lost((left - 0.5, bottom - 0.5, right + 0.5, top + 0.5), multiply(invert(inside), outside))

    def _font(self, handle: Any) -> tuple[bool, FontEncoding | None]:
        """Return (whether its name says that it is bold, the old encoding that its name says)."""
        if not handle:
            return False, None
        font = raw.FPDFTextObj_GetFont(handle)
        key = cast(font, c_void_p).value or 0
        if key not in self._fonts:
            length = raw.FPDFFont_GetBaseFontName(font, None, 0)
            buffer = (c_char * max(1, length))()
            raw.FPDFFont_GetBaseFontName(font, buffer, length)
            name = bytes(buffer).rstrip(b"\x00").decode("latin-1")
            heavy = any(word in name.lower() for word in ("bold", "black", "heavy"))
            self._fonts[key] = heavy, of_font(name)
        return self._fonts[key]


def _characters(text_page: Any, count: int) -> list[str]:
    """Return one string per pdfium character index."""
    buffer = (c_ushort * (count + 1))()
    raw.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer).decode("utf-16-le", "surrogatepass")
    if len(text) == count + 1 and "\x00" not in text[:-1]:
        return list(text[:-1])
    # characters outside the basic plane or without a Unicode value shift the indices: ask one by one
    return [chr(code) if (code := raw.FPDFText_GetUnicode(text_page, i)) <= 0x10FFFF else "" for i in range(count)]


def read_glyphs(text_page: Any, frame: Frame, decoder: Decoder) -> PageText:
    """Return the fragments of one page in content order, text drawn twice taken once, off-page text left out.

    `decoder` brings the text of old fonts to Unicode and remembers what it saw.
    """
    found = PageText()
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return found
    chars = _characters(text_page, count)
    styles = _Styles(text_page)
    box, x, y = raw.FS_RECTF(), c_double(), c_double()
    loose, address = raw.FPDFText_GetLooseCharBox, byref(box)
    current: Fragment | None = None
    style = _Style(1.0, False, True, False, 0)
    slow = vni = False
    last_left = last_right = low = 0.0
    space = float("-inf")  # right edge of the last real blank glyph
    for index, char in enumerate(chars):
        if char in "\r\n" or not char:
            current = None
            space = float("-inf")
            continue
        loose(text_page, index, address)
        left, right = box.left, box.right
        if char.isspace():
            if slow:  # its room decides
                continue
            if right - left > 0.01:  # a real glyph; pdfium's own blanks have no width
                if current is not None and abs(left - last_right) < _TOUCHING * current.size:
                    current.space_after = True
                current = None
                space = right
            continue
        if char in _UNSEEN:
            if _old(styles.of(index).font, decoder) == "tcvn3" and char in _LETTER_U:
                char = "\xad"
            elif char != "\ufffe":
                continue
        mark = char > "\u02ff" and unicodedata.combining(char) != 0
        if vni and current is not None and not char.isascii() and current.chars[-1] + char in table("vni"):
            mark = True  # VNI's second half of a letter is drawn over the first, wherever it lies
        if current is not None and not slow and not mark:
            gap = left - last_right
            level = box.bottom - low
            if gap > BLANK * current.size or abs(level) > 0.8 * current.size:
                current = None
            elif gap < _OVERLAP * current.size:
                near = abs(left - last_left) < 0.2 * current.size and abs(level) < 0.2 * current.size
                if near and char == current.chars[-1] and char != "f":
                    continue  # drawn twice to look bold
                if abs(left - last_left) > 0.01 or abs(level) > 0.01:  # else the next letter of a ligature
                    current = None
        elif current is not None and not mark and not _goes_on_turned(box, frame, current):
            current = None
        text = _LIGATURES.get(char, char)
        if current is None:
            style = styles.of(index)
            raw.FPDFText_GetCharOrigin(text_page, index, x, y)
            slow = bool(frame.turn or style.angle)
            if style.lost is not None and style.lost.holds(box):
                x.value, y.value = apply(style.lost.to_page, x.value, y.value)
                box.left, box.bottom, box.right, box.top = apply_box(
                    style.lost.to_page, (box.left, box.bottom, box.right, box.top)
                )
            if slow:
                current = _start_turned(frame, style, (x.value, y.value))
            else:
                current = Fragment([], [], [], frame.top - y.value, style.size, style.bold)
            # glyphs of another font are drawn out of order: only a blank that touches counts
            current.space_before, current.order = not slow and abs(left - space) < _TOUCHING * style.size, index
            current.source = style.source
            current.font = style.font
            vni = _old(style.font, decoder) == "vni"
            found.of(style.visible, style.white).append(current)
        if slow:
            _add_turned(box, frame, current, text)
        else:
            current.chars.append(text)
            current.lefts.append(left - frame.left)
            current.rights.append(max(left, right) - frame.left)
        if not mark:
            last_left, last_right, low = left, right, box.bottom
    for group in (found.fragments, found.white, found.invisible):
        for fragment in group:
            _decode(fragment, decoder)
        group[:] = _distinct([f for f in group if f.chars and _on_page(f, frame)])
    return found


def _old(font: FontEncoding | None, decoder: Decoder) -> str | None:
    return font.encoding if font is not None else decoder.fallback


def _decode(fragment: Fragment, decoder: Decoder) -> None:
    """Bring a fragment's characters to Unicode; each keeps its place, a letter of two glyphs has that of both."""
    raw_text = fragment.text
    if fragment.font is None and raw_text.isascii():
        return
    text = decoder.text(raw_text, fragment.font)
    if text == raw_text:
        return
    if len(text) == len(fragment.chars):
        fragment.chars = list(text)
        return
    encoding = fragment.font.encoding if fragment.font is not None else str(decoder.fallback)
    capitals = fragment.font is not None and fragment.font.capitals
    chars, lefts, rights = [], [], []
    at, count = 0, len(fragment.chars)
    while at < count:
        pair = at + 1 < count and "".join(fragment.chars[at : at + 2]) in table(encoding)
        width = 2 if pair else 1
        letter = decode("".join(fragment.chars[at : at + width]), encoding)
        chars.append(letter.upper() if capitals else letter)
        lefts.append(fragment.lefts[at])
        rights.append(max(fragment.rights[at : at + width]))
        at += width
    fragment.chars, fragment.lefts, fragment.rights = chars, lefts, rights


def _seen_box(box: Any, frame: Frame, turn: int) -> tuple[float, float, float, float]:
    """Return a glyph's box along its own reading direction: as on a page turned until the text stands upright."""
    return turn_box(frame.rectangle(box.left, box.bottom, box.right, box.top), turn)


def turn_box(box: tuple[float, float, float, float], turn: int) -> tuple[float, float, float, float]:
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


def _goes_on_turned(glyph: Any, frame: Frame, current: Fragment) -> bool:
    box = _seen_box(glyph, frame, current.turn)
    gap = box[0] - current.rights[-1]
    if gap > BLANK * current.size or box[0] < current.lefts[-1] - 0.1:
        return False
    return current.base - 1.2 * current.size <= box[3] and box[1] <= current.base + 0.5 * current.size


def _add_turned(glyph: Any, frame: Frame, current: Fragment, text: str) -> None:
    box = _seen_box(glyph, frame, current.turn)
    current.chars.append(text)
    current.lefts.append(box[0])
    current.rights.append(max(box[0], box[2]))


def _on_page(fragment: Fragment, frame: Frame) -> bool:
    box = turn_box((fragment.x0, fragment.y0, fragment.x1, fragment.y1), (360 - fragment.turn) % 360)
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return 0 <= x <= frame.width and 0 <= y <= frame.height


def _distinct(fragments: list[Fragment]) -> list[Fragment]:
    """Drop a fragment that repeats another's text at the same place, give or take a fake bold's shift."""
    seen: dict[tuple[str, int], list[Fragment]] = {}
    kept = []
    for fragment in fragments:
        same = seen.setdefault((fragment.text, fragment.turn), [])
        near = 0.15 * fragment.size
        if any(abs(o.x0 - fragment.x0) < near and abs(o.base - fragment.base) < near for o in same):
            continue
        same.append(fragment)
        kept.append(fragment)
    return kept
