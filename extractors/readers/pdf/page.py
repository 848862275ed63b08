"""One page of a PDF as its file draws it: words, drawings, pictures, and what was made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from extractors.document import Block, Page, Table
from extractors.readers.legacy import Decoder
from extractors.readers.pdf.frame import Frame
from extractors.readers.pdf.glyphs import Fragment, PageText, read_glyphs
from extractors.readers.pdf.levels import LevelTable
from extractors.readers.pdf.rulings import Drawings, Rectangle, read_drawings
from extractors.readers.pdf.tables import anchor
from extractors.readers.pdf.unruled import Unruled
from extractors.readers.scans import layer, ocr, scan

_FOOT = 2  # blocks at a page's edge among which a table that goes on stands


@dataclass(slots=True)
class PdfPage:
    """What was read of a page so far."""

    page: Page
    blocks: list[Block] = field(default_factory=list)
    fragments: int = 0
    spread: bool = False  # its image shows two pages side by side
    flattened: bool = False  # its image is a photo, taken aslant
    scanned: str | None = None  # why it was, or would have to be, read from its image
    layered: bool = False  # its text stands on a picture, which may show more
    pictures: list[Rectangle] = field(default_factory=list)  # large ones beside its text
    recognized: bool = False  # its text is what another recognizer laid behind its picture
    unruled: list[Unruled] = field(default_factory=list)
    levels: list[LevelTable] = field(default_factory=list)

    @property
    def last_unruled(self) -> Unruled | None:
        """The table without rulings that ends the page, a foot of one paragraph aside."""
        return _at_edge(self.unruled, self.blocks[: -_FOOT - 1 : -1])

    @property
    def first_unruled(self) -> Unruled | None:
        """The table without rulings that begins the page, a head of one paragraph aside."""
        return _at_edge(self.unruled, self.blocks[:_FOOT])


def _at_edge(unruled: Sequence[Unruled], blocks: Sequence[Block]) -> Unruled | None:
    table = next((block for block in blocks if isinstance(block, Table)), None)
    return next((each for each in unruled if each.table is table), None)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page shows: its words and drawings, and why it is to be read from its image.

    `over_picture`: its words stand on a picture, which may show more; `pictures` are large ones beside its words.
    """

    fragments: list[Fragment]
    drawings: Drawings
    scanned: str | None
    over_picture: bool
    pictures: list[Rectangle]


def look_at(page: Any, frame: Frame, decoder: Decoder) -> Seen:
    """Return what a page shows; `page` is pypdfium2's, `decoder` brings the text of old fonts to Unicode."""
    text_page = page.get_textpage()
    try:
        text = read_glyphs(text_page.raw, frame, decoder)
    finally:
        text_page.close()
    drawings = read_drawings(page.raw, frame)
    fragments, hidden = _readable(text, drawings)
    drawn = bool(drawings.horizontal or drawings.grounds)
    scanned = scan.why_image(fragments, drawings.pictures, drawn, frame, hidden)
    if scanned == scan.LOST_LETTERS and ocr.missing():
        scanned = None  # layout puts back what it can
    over_picture = not scanned and layer.stands_on_picture(fragments, drawings, frame)
    pictures = [] if scanned or over_picture else layer.bare_pictures(fragments, drawings)
    return Seen(fragments, drawings, scanned, over_picture, pictures)


def _readable(text: PageText, drawings: Drawings) -> tuple[list[Fragment], bool]:
    """Return what is seen, and whether it is invisible text.

    White letters are seen only on a dark ground; invisible ones count only as the text of a scanned page.
    """
    seen = list(text.fragments)
    for fragment in text.white:
        x, y = anchor(fragment)
        if any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in drawings.grounds + drawings.pictures):
            seen.append(fragment)
    if not seen and drawings.pictures:
        return text.invisible, bool(text.invisible)
    return seen, False


def top_left(block: Block) -> tuple[float, float]:
    """Return where a block begins, to sort blocks from top to bottom."""
    box = block.place.box
    return (box.y0, box.x0) if box is not None else (0.0, 0.0)
