"""Characters of a PDF page as fragments: runs of glyphs without a blank between them, with measured widths.

Blanks are decided by the room between glyphs (advance widths against positions), because PDF text holds none
(Chromium draws no blanks at all) and pdfium's own guesses put false ones between narrow glyphs.
"""

from __future__ import annotations

import unicodedata
from ctypes import addressof, c_double, c_ushort
from dataclasses import dataclass, field, replace
from typing import Any

from pypdfium2 import raw

from extractors.readers.legacy import Decoder
from extractors.readers.pdf import calls
from extractors.readers.pdf.frame import Frame, apply, apply_box
from extractors.readers.pdf.styles import Rectangle, Style, Styles
from normalizers.encodings import FontEncoding, decode, table

BLANK = (
    0.115  # of the font size: wider than any kerning, narrower than the narrowest font's blank (0.2, shrunk to 0.15)
)
_TOUCHING = 0.15  # of the font size: how close a drawn blank lies to the glyphs that it parts
_TWO_T = 0.62  # of the font size: a t as wide as this is the ligature of two, "Stt" in Calibri's like
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
_UNSEEN = _INVISIBLE | {"\ufffe"}
_LETTER_U = "\xad\x02\ufffe"  # what pdfium makes of the code of the letter ư in TCVN3
_LINE_ENDS = frozenset(("\r", "\n", ""))
_BLANKS = frozenset(char for char in map(chr, range(0x3001)) if char.isspace()) - _LINE_ENDS
_NO_LETTERS = _LINE_ENDS | _BLANKS | _UNSEEN


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
    page = calls.address_of(text_page)
    lefts, tops, rights, bottoms = calls.loose_boxes(page, count)
    styles = Styles(page)
    x, y = c_double(), c_double()
    at_x, at_y = addressof(x), addressof(y)
    frame_left, frame_top = frame.left, frame.top
    current: Fragment | None = None
    style = Style(1.0, False, True, False, 0)
    slow = vni = False
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
            if char not in _UNSEEN:
                continue
            if _old(styles.of(index).font, decoder) == "tcvn3" and char in _LETTER_U:
                char = "\xad"
            elif char != "\ufffe":
                continue
        bottom = bottoms[index]
        mark = False
        text = char
        if char > "\u02ff" and not "\u1e00" <= char < "\u1f00":
            mark = unicodedata.combining(char) != 0
            text = _LIGATURES.get(char, char)
        if vni and current is not None and not char.isascii() and current.chars[-1] + char in table("vni"):
            mark = True  # VNI's second half of a letter is drawn over the first, wherever it lies
        if current is not None and not slow and not mark:
            gap = left - last_right
            level = bottom - low
            if gap > BLANK * size or abs(level) > 0.8 * size:
                current = None
            elif gap < _OVERLAP * size:
                near = abs(left - last_left) < 0.2 * size and abs(level) < 0.2 * size
                ligature = char == "f" or (char == "t" and right - left > _TWO_T * size)
                if near and char == current.chars[-1] and not ligature:
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
            current.source, current.font = style.source, style.font
            vni = _old(style.font, decoder) == "vni"
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


def _start_turned(frame: Frame, style: Style, origin: tuple[float, float]) -> Fragment:
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
            if len(fragment.text) == 1 and any(_lies_in(fragment, o) for o in same):
                continue
            same.append(fragment)
        kept.append(fragment)
    return kept


def _lies_in(mark: Fragment, letter: Fragment) -> bool:
    """Return whether a glyph stands inside another of the same letter: its mark alone, drawn by itself."""
    inside = letter.x0 - 0.1 <= mark.x0 and mark.x1 <= letter.x1 + 0.1
    return (
        inside and abs(letter.base - mark.base) < 0.15 * mark.size and mark.x1 - mark.x0 < 0.6 * (letter.x1 - letter.x0)
    )
