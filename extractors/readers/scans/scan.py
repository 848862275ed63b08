"""Which pages of a PDF are pictures to be read, and the reading of them.

Decided page by page. A page is read from its image when it has no text; when its only text is a digital signature's or
a stamp's, or a gazette's head over a picture; when it has a text layer that cannot be Vietnamese; when a recognizer
laid its words invisibly behind the picture (it knows no tables and does not say how sure it was); or when its font does
not say which letters its glyphs show, or leaves them out. Scanners trained on English write Vietnamese without its
letters: their share beyond ASCII is 0.3-0.7 %, where Vietnamese prose has 20-31 %.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

import regex
from pypdfium2 import raw

from extractors.document import Irregularity, Limits, Place, ReadError
from extractors.readers.pdf.frame import Frame
from extractors.readers.pdf.glyphs import Fragment
from extractors.readers.pdf.rulings import Rectangle
from extractors.readers.scans import ocr
from extractors.readers.scans.ocr import Grey
from extractors.readers.scans.pages import PageRead
from normalizers.lost_letters import find_loss

NO_TEXT = "no text of its own"
SIGNATURE_ONLY = "only a signature's text"
FALSE_LAYER = "a text layer that is not Vietnamese"
RECOGNIZED = "the text behind the picture is another recognizer's"
FEW_WORDS = "a picture with a few words of the file's own"
NO_TABLE = "a text layer that knows nothing of the table in the picture"
NO_MAPPING = "letters that the file gives no meaning to (a font without mapping)"
LOST_LETTERS = "letters that the file leaves out (a font without mapping)"

_COVERED = 0.5  # share of the page that pictures cover on a scan
_WHOLE = 0.8  # share from which on the picture is the page, whatever few words are printed on it
_SIGNATURE_LETTERS = 250  # letters of a digital signature's block, with room
_FEW_LETTERS = 60  # fewer tell nothing about their language
_UNMAPPED = (5, 0.02)  # letters without a meaning, and their share, from which on a text says nothing
_FOREIGN = 0.05  # share of letters beyond ASCII below which a text is not Vietnamese
_LOWEST, _USUAL, _FINEST = 150, 200, 300  # dots per inch
_COARSEST = 120  # dots per inch: no scanner is set lower


@cache
def _signature() -> regex.Pattern[str]:
    """What digital signatures print: who signed, for whom, when (Nghị định 30/2020/NĐ-CP, annex I, and older forms)."""
    return regex.compile(
        r"(?:người\s*)?ký\s*(?:bởi|số)?\s*:|ký\s+bởi|thời\s*gian\s*ký|signed\s+by|digitally\s+signed"
        r"|signature\s+(?:valid|not\s+verified)|cơ\s*quan\s*:|email\s*:",
        regex.IGNORECASE,
    )


@cache
def _without_meaning() -> regex.Pattern[str]:
    """Codes of glyphs that pdfium gives as they are where a font does not say which letters they show."""
    return regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]")


def why_image(
    fragments: Sequence[Fragment],
    pictures: Sequence[Rectangle],
    drawn: bool,
    frame: Frame,
    hidden: bool = False,
) -> str | None:
    """Return why a page must be read from its image, None when its text speaks for itself.

    `fragments` is the page's text, `pictures` its pictures' boxes in points; `drawn`: anything at all is drawn on it;
    `hidden`: the text is invisible.
    """
    text = " ".join(fragment.text for fragment in fragments)
    letters = [char for char in text if char.isalpha()]
    if not letters and not any(char.isdigit() for char in text):
        return NO_TEXT if pictures or drawn else None
    lost = len(_without_meaning().findall(text))
    if lost >= _UNMAPPED[0] and lost >= _UNMAPPED[1] * (lost + len(letters)):
        return NO_MAPPING
    if find_loss([text]) is not None:
        return LOST_LETTERS
    if covered(pictures, frame) < _COVERED:
        return None
    if len(letters) <= _SIGNATURE_LETTERS and _signature().search(text):
        return SIGNATURE_ONLY
    if len(letters) >= _FEW_LETTERS and sum(not char.isascii() for char in letters) < _FOREIGN * len(letters):
        return FALSE_LAYER
    if hidden:
        return RECOGNIZED
    few = len(letters) <= _SIGNATURE_LETTERS and covered(pictures, frame) >= _WHOLE
    return FEW_WORDS if few else None


def covered(pictures: Sequence[Rectangle], frame: Frame) -> float:
    """Return the share of the page under its pictures; strips of one scan add up."""
    area = sum(
        max(0.0, min(x1, frame.width) - max(x0, 0.0)) * max(0.0, min(y1, frame.height) - max(y0, 0.0))
        for x0, y0, x1, y1 in pictures
    )
    return area / max(1.0, frame.width * frame.height)


def read_scanned_page(page: Any, frame: Frame, number: int, limits: Limits) -> PageRead:
    """Return what the image of a PDF page says; `page` is pypdfium2's, `number` counts from 1.

    Raises `ReadError` with ``too_large`` when its pictures have more pixels than the limit.
    """
    from extractors.readers.scans.page import read_page_image

    return read_page_image(*page_image(page, frame, number, limits), number)


def page_image(page: Any, frame: Frame, number: int, limits: Limits) -> tuple[Grey, int]:
    """Return the image of a PDF page as it is seen, grey or blue-green-red, and its dots per inch.

    Raises `ReadError` with ``too_large`` when its pictures have more pixels than the limit.
    """
    finest, largest = _pictures(page)
    if largest > limits.max_pixels:
        raise ReadError(
            "too_large", f"a picture of {largest:,} pixels, more than the limit of {limits.max_pixels:,}", number
        )
    dpi = round(min(_FINEST, finest)) if finest >= _LOWEST else _USUAL
    while frame.width * frame.height * (dpi / 72) ** 2 > limits.max_pixels and dpi > 30:
        dpi = dpi * 3 // 4
    bitmap = page.render(scale=dpi / 72, rev_byteorder=False)
    image = bitmap.to_numpy()
    image = image[:, :, :3].copy() if image.ndim == 3 else image.copy()
    bitmap.close()
    return image, dpi


def is_scan(page: Any) -> bool:
    """Tell whether a large picture on a page is as fine as scans are; grounds and watermarks are coarser."""
    return _pictures(page)[0] >= _COARSEST


def _pictures(page: Any) -> tuple[float, int]:
    """Return (the finest resolution of the page's large pictures in dots per inch, the pixels of the largest)."""
    finest, largest = 0.0, 0
    for picture in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=8):
        width, height = picture.get_px_size()
        left, bottom, right, top = picture.get_bounds()
        largest = max(largest, width * height)
        shown = max(right - left, top - bottom)
        if shown > 100:
            finest = max(finest, max(width, height) / shown * 72)
    return finest, largest


def told(
    reasons: dict[int, str],
    turns: dict[int, int],
    spreads: Collection[int] = (),
    flattened: Collection[int] = (),
) -> list[Irregularity]:
    """Return what a reader should know: which pages were read from their image and why, which did not stand upright.

    `reasons` and `turns` (quarter turns clockwise to upright) by page number; `spreads` show two pages side by side,
    `flattened` were photographed aslant.
    """
    found = []
    for reason in (NO_TEXT, SIGNATURE_ONLY, FALSE_LAYER, NO_MAPPING, LOST_LETTERS, RECOGNIZED, FEW_WORDS, NO_TABLE):
        pages = sorted(number for number, why in reasons.items() if why == reason)
        if pages:
            rule = "false_text_layer" if reason in (FALSE_LAYER, NO_MAPPING, LOST_LETTERS) else "read_from_image"
            found.append(Irregularity(rule, f"{runs(pages)}: {reason}", Place(page=pages[0])))
    turned = sorted(number for number, quarters in turns.items() if quarters)
    if turned:
        found.append(Irregularity("turned_page", runs(turned), Place(page=turned[0])))
    if spreads:
        found.append(Irregularity("two_page_spread", runs(sorted(spreads)), Place(page=min(spreads))))
    if flattened:
        found.append(Irregularity("flattened_page", runs(sorted(flattened)), Place(page=min(flattened))))
    return found


def runs(pages: Sequence[int]) -> str:
    """Return page numbers as "pages 1-4, 7"."""
    found: list[list[int]] = []
    for number in pages:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    shown = ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in found)
    return f"page{'s' if len(pages) > 1 else ''} {shown}"


def check_engine() -> None:
    """Raise `ReadError` with ``ocr_missing`` when images cannot be read here, naming the remedy."""
    absent = ocr.missing()
    if absent:
        raise ReadError("ocr_missing", f"it is scanned, and to read it {absent} is missing: {ocr.REMEDY}")
