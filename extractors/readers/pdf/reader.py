"""PDF: pdfium's characters and path rulings feed our own lattice; prose keeps its reading order.

Pages that are pictures are read from their image (`scan`); the rest of the document stays as it is.

Every printed piece of a table is one `Table` on its page; `extractors.layout` joins the pieces over pages. A frame of
one cell is no table: its text stays prose. A table inside another table's cell is a table of its own, right after it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2 as pdfium
import regex
from pypdfium2 import raw

from extractors.document import Block, Document, Irregularity, Limits, Page, Paragraph, Place, ReadError
from extractors.readers.lattice import find_grids
from extractors.readers.legacy import Decoder
from extractors.readers.pdf.frame import Frame, frame_of
from extractors.readers.pdf.glyphs import Fragment
from extractors.readers.pdf.levels import LevelTable, level_grids
from extractors.readers.pdf.page import PdfPage, look_at, top_left
from extractors.readers.pdf.pictures import look_behind_text, page_reader, take_pictures_read, unreadable
from extractors.readers.pdf.prose import Bounds, read_prose
from extractors.readers.pdf.rulings import Drawings
from extractors.readers.pdf.tables import fill_grids, to_box
from extractors.readers.pdf.unruled import Unruled, on_common_columns, take_unruled
from extractors.readers.scans import layer, ocr, scan
from extractors.readers.scans.pages import ReadPage, Scan, answers

_EDGE = 0.12  # of the page's height: where page numbers stand


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
        reads, irregularities = _read_pages(document, count, decoder)
        while again := decoder.revision():  # the text is in an old encoding that its fonts do not name
            decoder = again
            reads, irregularities = _read_pages(document, count, decoder)
        irregularities += look_behind_text(document, reads, limits)
        pictured = [read.page.number for read in reads if read.scanned or read.pictures]
        if pictured and ocr.missing() is None:
            scanned_pages = answers(Scan(data, "pdf", pictured, count), page_reader(document, limits))
            irregularities += take_pictures_read(reads, pictured, scanned_pages)
    finally:
        document.close()
    if sum(note.rule == "unreadable_page" for note in irregularities) == count:
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
            seen = scan.NO_MAPPING if why == scan.NO_MAPPING else "a picture"
            what = f"{seen}, and to read it {absent} is missing: {ocr.REMEDY}"
            irregularities.append(Irregularity("page_without_text", what, Place(page=number)))
        else:
            irregularities.append(Irregularity("blank_page", f"{why}, and no print was found", Place(page=number)))
    scanned = {read.page.number: read.scanned for read in reads if read.scanned and read.fragments}
    turns, spreads = {read.page.number: read.page.turn for read in reads}, [r.page.number for r in reads if r.spread]
    flattened = [read.page.number for read in reads if read.flattened]
    irregularities += scan.told(scanned, turns, spreads, flattened)
    irregularities += layer.told(read.page.number for read in reads if read.recognized and not read.scanned)
    _drop_page_numbers(reads)
    irregularities += decoder.notes()
    return Document(
        format="pdf-scan" if 2 * len(scanned) > sum(read.fragments > 0 for read in reads) else "pdf",
        blocks=tuple(block for read in reads for block in read.blocks),
        pages=tuple(read.page for read in reads),
        title=" ".join(title.split()),
        irregularities=tuple(sorted(irregularities, key=lambda i: i.place.page or 0)),
    )


def _read_pages(document: Any, count: int, decoder: Decoder) -> tuple[list[PdfPage], list[Irregularity]]:
    """Return every page, those that are pictures without what they say yet, and what cannot be read."""
    reads: list[PdfPage] = []
    irregularities: list[Irregularity] = []
    for index in range(count):
        try:
            before = reads[-1].last_unruled if reads else None
            reads.append(_read_page(document, index, decoder, before))
        except pdfium.PdfiumError as error:
            irregularities.append(unreadable(index + 1, str(error)))
            reads.append(PdfPage(Page(index + 1, 0.0, 0.0)))
    for run in _level_runs(reads):
        known = [table for read in run for table in read.levels]
        for read in run:
            reads[read.page.number - 1] = _read_page(document, read.page.number - 1, decoder, None, known)
    _align_unruled(reads)
    return reads, irregularities


def _level_runs(reads: Sequence[PdfPage]) -> list[list[PdfPage]]:
    """Return the runs of pages that a table of level lines may go on over: its columns are those of all of them."""
    runs: list[list[PdfPage]] = []
    for above, read in pairwise(reads):
        if not (above.levels and read.levels and above.levels[-1].goes_on_in(read.levels[0])):
            continue
        if runs and runs[-1][-1] is above:
            runs[-1].append(read)
        else:
            runs.append([above, read])
    return runs


def _align_unruled(reads: Sequence[PdfPage]) -> None:
    """Give tables without rulings that may go on over pages the same columns."""
    run: list[PdfPage] = []
    for read in (*reads, PdfPage(Page(0, 0.0, 0.0))):
        first = read.first_unruled
        if run and (first is None or run[-1].last_unruled is None):
            _align(run)
            run = []
        if first is not None:
            run = [*run, read] if run else [read]
        elif read.last_unruled is not None:
            run = [read]


def _align(run: Sequence[PdfPage]) -> None:
    pieces = [run[0].last_unruled, *(read.first_unruled for read in run[1:])]
    own = [piece for piece in pieces if piece is not None]
    if len(own) < 2 or len(own) != len(run):
        return
    for read, old, new in zip(run, own, on_common_columns(own), strict=True):
        read.blocks = [new.table if block is old.table else block for block in read.blocks]
        read.unruled = [new if each is old else each for each in read.unruled]


@contextmanager
def page_images(data: bytes, limits: Limits) -> Iterator[ReadPage]:
    """Give what reads the image of one page of a PDF, by its number from 1."""
    document = _open(data)
    try:
        yield page_reader(document, limits)
    finally:
        document.close()


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


def _read_page(
    document: Any, index: int, decoder: Decoder, before: Unruled | None, known: Sequence[LevelTable] = ()
) -> PdfPage:
    page = document.get_page(index)
    try:
        frame = frame_of(page.raw)
        seen = look_at(page, frame, decoder)
    finally:
        page.close()
    fragments, drawings = seen.fragments, seen.drawings
    read = PdfPage(Page(index + 1, round(frame.width, 2), round(frame.height, 2)), fragments=len(fragments))
    read.scanned, read.pictures = seen.scanned, seen.pictures
    read.recognized = read.scanned == scan.RECOGNIZED
    read.layered = read.scanned in (scan.RECOGNIZED, scan.FEW_WORDS) or seen.over_picture
    if read.scanned and not read.layered:
        read.fragments = 0  # a signature's text, or one that is not what the page says
    elif fragments:
        read.blocks, read.unruled, read.levels = _blocks(fragments, drawings, frame, index + 1, before, known)
    return read


def _blocks(
    fragments: list[Fragment],
    drawings: Drawings,
    frame: Frame,
    number: int,
    before: Unruled | None,
    known: Sequence[LevelTable],
) -> tuple[list[Block], list[Unruled], list[LevelTable]]:
    """Return the page's paragraphs and tables from top to bottom, and those of the tables that have no uprights."""
    grids = find_grids(drawings.horizontal, drawings.vertical, median(f.size for f in fragments))
    levels, shown = level_grids(drawings.horizontal, drawings.vertical, grids, fragments, known)
    grids = sorted([*grids, *levels], key=lambda grid: (grid.ys[0], grid.xs[0])) if levels else grids
    tables, rest = fill_grids(grids, fragments, number, drawings.texts)
    by_texts = {to_box(grid.box) for grid in levels}
    tables = [replace(table, ruled=table.place.box not in by_texts) for table in tables]
    unruled, rest = take_unruled(rest, number, before)
    tables = sorted(tables + [each.table for each in unruled], key=top_left) if unruled else tables
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
    return blocks, unruled, shown


def _drop_page_numbers(reads: list[PdfPage]) -> None:
    """Take out the paragraphs at the pages' edges that are nothing but the running page number."""
    pattern = regex.compile(r"[-–—\s]*(?:trang|page)?\s*(\d{1,4})(?:\s*/\s*\d{1,4})?[-–—\s]*", regex.IGNORECASE)
    found: list[tuple[PdfPage, int, int]] = []  # page, block index, printed number less page number
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
