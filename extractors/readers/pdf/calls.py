"""The few pdfium functions that are called for every letter or object of a page, bound so that a call costs little.

Handles and buffers are plain addresses here, and the interpreter's lock is kept: none of them waits for anything.
"""

from __future__ import annotations

from array import array
from collections import deque
from ctypes import PYFUNCTYPE, c_double, c_int, c_void_p, cast
from itertools import repeat
from typing import Any

from pypdfium2 import raw


def _bound(function: Any, result: Any, *arguments: Any) -> Any:
    return PYFUNCTYPE(result, *arguments)(cast(function, c_void_p).value or 0)


loose_box = _bound(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
origin = _bound(raw.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
text_object = _bound(raw.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
text_matrix = _bound(raw.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
font_size = _bound(raw.FPDFText_GetFontSize, c_double, c_void_p, c_int)
render_mode = _bound(raw.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
fill_colour = _bound(raw.FPDFPageObj_GetFillColor, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
font_of = _bound(raw.FPDFTextObj_GetFont, c_void_p, c_void_p)
font_name = _bound(raw.FPDFFont_GetBaseFontName, c_int, c_void_p, c_void_p, c_int)
object_matrix = _bound(raw.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
object_bounds = _bound(raw.FPDFPageObj_GetBounds, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
page_object = _bound(raw.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
object_kind = _bound(raw.FPDFPageObj_GetType, c_int, c_void_p)


def address_of(handle: Any) -> int:
    """Return the address that a pdfium handle holds, 0 for none."""
    return cast(handle, c_void_p).value or 0


def loose_boxes(text_page: int, count: int) -> tuple[list[float], list[float], list[float], list[float]]:
    """Return the left, top, right and bottom edges of the letters of a text page, in user space."""
    boxes = array("f", bytes(16 * count))
    start = boxes.buffer_info()[0]
    deque(map(loose_box, repeat(text_page), range(count), range(start, start + 16 * count, 16)), maxlen=0)
    edges = boxes.tolist()
    return edges[0::4], edges[1::4], edges[2::4], edges[3::4]
