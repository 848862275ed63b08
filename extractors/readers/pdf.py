"""Born-digital PDF: pdfium's characters and path rulings feed our own lattice; prose keeps its reading order.

Every printed piece of a table is one `Table` on its page; `extractors.layout` joins the pieces over pages. A frame of
one cell is no table: its text stays prose. A table inside another table's cell is a table of its own, right after it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import pypdfium2 as pdfium
import regex
from pypdfium2 import raw

from extractors.document import Block, Document, Irregularity, Limits, Page, Paragraph, Place, ReadError, Table
from extractors.readers.pdf_frame import Frame, frame_of
from extractors.readers.pdf_glyphs import Fragment, PageText, read_glyphs
from extractors.readers.pdf_lattice import find_grids
from extractors.readers.pdf_prose import Bounds, read_prose
from extractors.readers.pdf_rulings import Drawings, read_drawings
from extractors.readers.pdf_tables import anchor, fill_grids
from extractors.readers.pdf_unruled import take_unruled

_EDGE = 0.12  # of the page's height: where page numbers stand


@dataclass(slots=True)
class _PageRead:
    page: Page
    blocks: list[Block] = field(default_factory=list)
    fragments: int = 0
    pictured: bool = False


def read_pdf(data: bytes, limits: Limits | None = None) -> Document:
    """Read a PDF into blocks in reading order, every table piece with its page and its cells' boxes.

    Pages without text among others are told as ``page_without_text``, pages that pdfium cannot load as
    ``unreadable_page``. Raises `ReadError` with the category ``empty``, ``too_large``, ``truncated``, ``corrupt``,
    ``encrypted`` or ``no_text``.
    """
    limits = limits or Limits()
    if not data.strip():
        raise ReadError("empty", "The PDF file is empty: fetch it again.")
    if len(data) > limits.max_bytes:
        raise ReadError(
            "too_large", f"The PDF has {len(data)} bytes, more than the limit of {limits.max_bytes}: split it."
        )
    document = _open(data)
    try:
        count = len(document)
        if count == 0:
            raise ReadError("corrupt", "The PDF has no pages: ask for the file again.")
        if count > limits.max_pages:
            raise ReadError(
                "too_large", f"The PDF has {count} pages, more than the limit of {limits.max_pages}: split it."
            )
        title = document.get_metadata_value("Title").strip()
        reads: list[_PageRead] = []
        irregularities: list[Irregularity] = []
        for index in range(count):
            try:
                reads.append(_read_page(document, index))
            except pdfium.PdfiumError as error:
                place = Place(page=index + 1)
                irregularities.append(Irregularity("unreadable_page", str(error), place))
                reads.append(_PageRead(Page(index + 1, 0.0, 0.0)))
    finally:
        document.close()
    if len(irregularities) == count:
        raise ReadError("corrupt", "No page of the PDF can be read: ask for the file again.")
    if not any(read.fragments for read in reads):
        raise ReadError(
            "no_text", "No page of the PDF holds text: it is scanned and needs OCR, which this version does not do."
        )
    for read in reads:
        if not read.fragments and read.pictured:
            place = Place(page=read.page.number)
            irregularities.append(Irregularity("page_without_text", "a picture without text", place))
    _drop_page_numbers(reads)
    return Document(
        format="pdf",
        blocks=tuple(block for read in reads for block in read.blocks),
        pages=tuple(read.page for read in reads),
        title=" ".join(title.split()),
        irregularities=tuple(sorted(irregularities, key=lambda i: i.place.page or 0)),
    )


def _open(data: bytes) -> Any:
    if b"%%EOF" not in data[-4096:] and b"startxref" not in data[-4096:]:
        if b"%PDF-" not in data[:1024]:
            raise ReadError("corrupt", "The file is no PDF, whatever its name says: check where it comes from.")
        raise ReadError("truncated", "The PDF breaks off before its end mark: fetch it again.")
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            message = "The PDF is locked with a password: save it without one, or ask its owner for an open copy."
            raise ReadError("encrypted", message) from error
        raise ReadError("corrupt", f"The PDF cannot be opened ({error}): ask for the file again.") from error


def _read_page(document: Any, index: int) -> _PageRead:
    page = document.get_page(index)
    try:
        frame = frame_of(page.raw)
        text_page = page.get_textpage()
        try:
            text = read_glyphs(text_page.raw, frame)
        finally:
            text_page.close()
        drawings = read_drawings(page.raw, frame)
    finally:
        page.close()
    fragments = _readable(text, drawings)
    read = _PageRead(Page(index + 1, round(frame.width, 2), round(frame.height, 2)), fragments=len(fragments))
    read.pictured = bool(drawings.pictures or drawings.horizontal or drawings.grounds)
    if fragments:
        read.blocks = _blocks(fragments, drawings, frame, index + 1)
    return read


def _readable(text: PageText, drawings: Drawings) -> list[Fragment]:
    """Return what is seen: white letters only on a dark ground, invisible ones only as the text of a scanned page."""
    seen = list(text.fragments)
    for fragment in text.white:
        x, y = anchor(fragment)
        if any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in drawings.grounds + drawings.pictures):
            seen.append(fragment)
    if not seen and drawings.pictures:
        return text.invisible
    return seen


def _blocks(fragments: list[Fragment], drawings: Drawings, frame: Frame, number: int) -> list[Block]:
    """Return the page's paragraphs and tables from top to bottom."""
    grids = find_grids(drawings.horizontal, drawings.vertical, median(f.size for f in fragments))
    tables, rest = fill_grids(grids, fragments, number, drawings.texts)
    unruled, rest = take_unruled(rest, number)
    tables = sorted(tables + unruled, key=_top_left) if unruled else tables
    boxes = [table.place.box for table in tables if table.place.box is not None]
    lefts = [f.x0 for f in rest if not f.turn] + [box.x0 for box in boxes]
    rights = [f.x1 for f in rest if not f.turn] + [box.x1 for box in boxes]
    bounds = Bounds(min(lefts, default=0.0), max(rights, default=frame.width))
    blocks: list[Block] = []
    waiting = sorted(rest, key=lambda f: f.middle)
    for table in tables:
        top = table.place.box.y0 if table.place.box is not None else 0.0
        above = [f for f in waiting if f.middle < top]
        waiting = waiting[len(above) :]
        blocks += read_prose(above, bounds, number)
        blocks.append(table)
    blocks += read_prose(waiting, bounds, number)
    return blocks


def _top_left(table: Table) -> tuple[float, float]:
    box = table.place.box
    return (box.y0, box.x0) if box is not None else (0.0, 0.0)


def _drop_page_numbers(reads: list[_PageRead]) -> None:
    """Take out the paragraphs at the pages' edges that are nothing but the running page number."""
    pattern = regex.compile(r"[-–—\s]*(?:trang|page)?\s*(\d{1,4})(?:\s*/\s*\d{1,4})?[-–—\s]*", regex.IGNORECASE)
    found: list[tuple[_PageRead, int, int]] = []  # page, block index, printed number less page number
    for read in reads:
        for index in sorted({0, len(read.blocks) - 1} if read.blocks else set()):
            block = read.blocks[index]
            if not isinstance(block, Paragraph) or block.place.box is None:
                continue
            box, height = block.place.box, read.page.height
            match = pattern.fullmatch(block.text)
            if match and (box.y1 < _EDGE * height or box.y0 > (1 - _EDGE) * height):
                found.append((read, index, int(match[1]) - read.page.number))
    offsets = Counter(offset for _, _, offset in found)
    for read, index, offset in reversed(found):
        if offset == 0 or offsets[offset] > 1:
            del read.blocks[index]
