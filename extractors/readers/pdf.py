"""PDF: pdfium's characters and path rulings feed our own lattice; prose keeps its reading order.

Pages that are pictures are read from their image (`scan`); the rest of the document stays as it is.

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
from extractors.readers import ocr, scan
from extractors.readers.legacy import Decoder
from extractors.readers.pdf_frame import Frame, frame_of
from extractors.readers.pdf_glyphs import Fragment, PageText, read_glyphs
from extractors.readers.pdf_lattice import find_grids
from extractors.readers.pdf_prose import Bounds, read_prose
from extractors.readers.pdf_rulings import Drawings, read_drawings
from extractors.readers.pdf_tables import anchor, fill_grids
from extractors.readers.pdf_unruled import take_unruled
from extractors.readers.progress import page_done

_EDGE = 0.12  # of the page's height: where page numbers stand


@dataclass(slots=True)
class _PageRead:
    page: Page
    blocks: list[Block] = field(default_factory=list)
    fragments: int = 0
    pictured: bool = False
    scanned: str | None = None  # why it was, or would have to be, read from its image


def read_pdf(data: bytes, limits: Limits | None = None) -> Document:
    """Read a PDF into blocks in reading order, every table piece with its page and its cells' boxes.

    Pages read from their image are told as ``read_from_image`` or ``false_text_layer``, pictures that could not be
    read as ``page_without_text``, pages that pdfium cannot load as ``unreadable_page``. Raises `ReadError` with the
    category ``empty``, ``too_large``, ``truncated``, ``corrupt``, ``encrypted``, ``no_text`` or ``ocr_missing``.
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
        title = _title(document)
        decoder = Decoder()
        reads, irregularities = _read_pages(document, count, decoder, limits)
        while again := decoder.revision():  # the text is in an old encoding that its fonts do not name
            decoder = again
            reads, irregularities = _read_pages(document, count, decoder, limits)
    finally:
        document.close()
    if len(irregularities) == count:
        raise ReadError("corrupt", "No page of the PDF can be read: ask for the file again.")
    unread = {read.page.number: read.scanned for read in reads if read.scanned and not read.fragments}
    absent = ocr.missing() if unread else None
    if not any(read.fragments for read in reads):
        if absent:
            scan.check_engine()
        raise ReadError(
            "no_text", "No page of the PDF holds print: its pages are blank, or pictures of something else."
        )
    for number, why in sorted(unread.items()):
        if absent:
            what = f"a picture, and to read it {absent} is missing: {ocr.REMEDY}"
            irregularities.append(Irregularity("page_without_text", what, Place(page=number)))
        else:
            irregularities.append(Irregularity("blank_page", f"{why}, and no print was found", Place(page=number)))
    scanned = {read.page.number: read.scanned for read in reads if read.scanned and read.fragments}
    irregularities += scan.told(scanned, {read.page.number: read.page.turn for read in reads})
    _drop_page_numbers(reads)
    irregularities += decoder.notes()
    return Document(
        format="pdf-scan" if 2 * len(scanned) > sum(read.fragments > 0 for read in reads) else "pdf",
        blocks=tuple(block for read in reads for block in read.blocks),
        pages=tuple(read.page for read in reads),
        title=" ".join(title.split()),
        irregularities=tuple(sorted(irregularities, key=lambda i: i.place.page or 0)),
    )


def _read_pages(
    document: Any, count: int, decoder: Decoder, limits: Limits
) -> tuple[list[_PageRead], list[Irregularity]]:
    """Return every page and what cannot be read."""
    reads: list[_PageRead] = []
    irregularities: list[Irregularity] = []
    for index in range(count):
        try:
            reads.append(_read_page(document, index, decoder, limits))
            if reads[-1].scanned:
                page_done(index + 1, count)
        except (ReadError, pdfium.PdfiumError) as error:
            if count == 1 and isinstance(error, ReadError):
                raise
            irregularities.append(Irregularity("unreadable_page", str(error), Place(page=index + 1)))
            reads.append(_PageRead(Page(index + 1, 0.0, 0.0)))
    return reads, irregularities


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


def _title(document: Any) -> str:
    """Return the title of the file's metadata; "" for one that is no text."""
    try:
        return str(document.get_metadata_value("Title")).strip()
    except UnicodeDecodeError:
        return ""


def _read_page(document: Any, index: int, decoder: Decoder, limits: Limits) -> _PageRead:
    page = document.get_page(index)
    try:
        frame = frame_of(page.raw)
        text_page = page.get_textpage()
        try:
            text = read_glyphs(text_page.raw, frame, decoder)
        finally:
            text_page.close()
        drawings = read_drawings(page.raw, frame)
        fragments = _readable(text, drawings)
        read = _PageRead(Page(index + 1, round(frame.width, 2), round(frame.height, 2)), fragments=len(fragments))
        drawn = bool(drawings.horizontal or drawings.grounds)
        read.pictured = bool(drawings.pictures) or drawn
        read.scanned = scan.why_image(fragments, drawings.pictures, drawn, frame)
        if read.scanned and ocr.missing() is None:
            _read_image(page, frame, read, limits)
            return read
    finally:
        page.close()
    if read.scanned:
        read.fragments = 0  # a signature's text, or one that is not what the page says
    elif fragments:
        read.blocks = _blocks(fragments, drawings, frame, index + 1)
    return read


def _read_image(page: Any, frame: Frame, read: _PageRead, limits: Limits) -> None:
    found = scan.read_scanned_page(page, frame, read.page.number, limits)
    read.blocks, read.fragments = found.blocks, found.words
    read.page = Page(read.page.number, round(found.width, 2), round(found.height, 2), found.turn)


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
