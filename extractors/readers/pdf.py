"""PDF: pdfium's characters and path rulings feed our own lattice; prose keeps its reading order.

Pages that are pictures are read from their image (`scan`); the rest of the document stays as it is.

Every printed piece of a table is one `Table` on its page; `extractors.layout` joins the pieces over pages. A frame of
one cell is no table: its text stays prose. A table inside another table's cell is a table of its own, right after it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2 as pdfium
import regex
from pypdfium2 import raw

from extractors.document import Block, Document, Irregularity, Limits, Page, Paragraph, Place, ReadError, Table
from extractors.readers import ocr, scan, scan_layer
from extractors.readers.legacy import Decoder
from extractors.readers.pdf_frame import Frame, frame_of
from extractors.readers.pdf_glyphs import Fragment, PageText, read_glyphs
from extractors.readers.pdf_lattice import find_grids
from extractors.readers.pdf_levels import LevelTable, level_grids
from extractors.readers.pdf_prose import Bounds, read_prose
from extractors.readers.pdf_rulings import Drawings, read_drawings
from extractors.readers.pdf_tables import anchor, fill_grids, to_box
from extractors.readers.pdf_unruled import Unruled, on_common_columns, take_unruled
from extractors.readers.scan_pages import Answer, ReadPage, Scan, Unread, answers

_FOOT = 2  # blocks at a page's edge among which a table that goes on stands
_EDGE = 0.12  # of the page's height: where page numbers stand


@dataclass(slots=True)
class _PageRead:
    page: Page
    blocks: list[Block] = field(default_factory=list)
    fragments: int = 0
    spread: bool = False  # its image shows two pages side by side
    scanned: str | None = None  # why it was, or would have to be, read from its image
    layered: bool = False  # its text stands on a picture, which may show more
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
        _look_behind_text(document, reads, limits)
        pictured = [read.page.number for read in reads if read.scanned]
        if pictured and ocr.missing() is None:
            scanned_pages = answers(Scan(data, "pdf", pictured, count), _page_reader(document, limits))
            irregularities += _take(reads, pictured, scanned_pages)
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
            seen = scan.NO_MAPPING if why == scan.NO_MAPPING else "a picture"
            what = f"{seen}, and to read it {absent} is missing: {ocr.REMEDY}"
            irregularities.append(Irregularity("page_without_text", what, Place(page=number)))
        else:
            irregularities.append(Irregularity("blank_page", f"{why}, and no print was found", Place(page=number)))
    scanned = {read.page.number: read.scanned for read in reads if read.scanned and read.fragments}
    turns, spreads = {read.page.number: read.page.turn for read in reads}, [r.page.number for r in reads if r.spread]
    irregularities += scan.told(scanned, turns, spreads)
    irregularities += scan_layer.told(read.page.number for read in reads if read.recognized and not read.scanned)
    _drop_page_numbers(reads)
    irregularities += decoder.notes()
    return Document(
        format="pdf-scan" if 2 * len(scanned) > sum(read.fragments > 0 for read in reads) else "pdf",
        blocks=tuple(block for read in reads for block in read.blocks),
        pages=tuple(read.page for read in reads),
        title=" ".join(title.split()),
        irregularities=tuple(sorted(irregularities, key=lambda i: i.place.page or 0)),
    )


def _read_pages(document: Any, count: int, decoder: Decoder) -> tuple[list[_PageRead], list[Irregularity]]:
    """Return every page, those that are pictures without what they say yet, and what cannot be read."""
    reads: list[_PageRead] = []
    irregularities: list[Irregularity] = []
    for index in range(count):
        try:
            before = reads[-1].last_unruled if reads else None
            reads.append(_read_page(document, index, decoder, before))
        except pdfium.PdfiumError as error:
            irregularities.append(_unreadable(index + 1, str(error)))
            reads.append(_PageRead(Page(index + 1, 0.0, 0.0)))
    for run in _level_runs(reads):
        known = [table for read in run for table in read.levels]
        for read in run:
            reads[read.page.number - 1] = _read_page(document, read.page.number - 1, decoder, None, known)
    _align_unruled(reads)
    return reads, irregularities


def _look_behind_text(document: Any, reads: Sequence[_PageRead], limits: Limits) -> None:
    """Find the pictures of tables behind visible words, which are to be read.

    Without a recognizer of our own, what another one laid behind a picture is believed.
    """
    layered = [read for read in reads if read.layered]
    absent = bool(layered) and ocr.missing() is not None
    for read in layered:
        if absent:
            read.scanned = None
        elif not read.scanned and _shows_table(document, read.page.number, limits):
            read.scanned = scan.NO_TABLE


def _shows_table(document: Any, number: int, limits: Limits) -> bool:
    page = document.get_page(number - 1)
    try:
        return scan_layer.shows_table(*scan.page_image(page, frame_of(page.raw), number, limits))
    except ReadError:  # too large to be looked at: the words stay
        return False
    finally:
        page.close()


def _level_runs(reads: Sequence[_PageRead]) -> list[list[_PageRead]]:
    """Return the runs of pages that a table of level lines may go on over: its columns are those of all of them."""
    runs: list[list[_PageRead]] = []
    for above, read in pairwise(reads):
        if not (above.levels and read.levels and above.levels[-1].goes_on_in(read.levels[0])):
            continue
        if runs and runs[-1][-1] is above:
            runs[-1].append(read)
        else:
            runs.append([above, read])
    return runs


def _align_unruled(reads: Sequence[_PageRead]) -> None:
    """Give tables without rulings that may go on over pages the same columns."""
    run: list[_PageRead] = []
    for read in (*reads, _PageRead(Page(0, 0.0, 0.0))):
        first = read.first_unruled
        if run and (first is None or run[-1].last_unruled is None):
            _align(run)
            run = []
        if first is not None:
            run = [*run, read] if run else [read]
        elif read.last_unruled is not None:
            run = [read]


def _align(run: Sequence[_PageRead]) -> None:
    pieces = [run[0].last_unruled, *(read.first_unruled for read in run[1:])]
    own = [piece for piece in pieces if piece is not None]
    if len(own) < 2 or len(own) != len(run):
        return
    for read, old, new in zip(run, own, on_common_columns(own), strict=True):
        read.blocks = [new.table if block is old.table else block for block in read.blocks]
        read.unruled = [new if each is old else each for each in read.unruled]


def _unreadable(number: int, why: str) -> Irregularity:
    return Irregularity("unreadable_page", why, Place(page=number))


@contextmanager
def page_images(data: bytes, limits: Limits) -> Iterator[ReadPage]:
    """Give what reads the image of one page of a PDF, by its number from 1."""
    document = _open(data)
    try:
        yield _page_reader(document, limits)
    finally:
        document.close()


def _page_reader(document: Any, limits: Limits) -> ReadPage:
    def read_page(number: int) -> Answer:
        try:
            page = document.get_page(number - 1)
            try:
                return scan.read_scanned_page(page, frame_of(page.raw), number, limits)
            finally:
                page.close()
        except ReadError as error:
            return Unread(error.category, str(error))
        except pdfium.PdfiumError as error:
            return Unread("", str(error))

    return read_page


def _take(reads: list[_PageRead], numbers: Sequence[int], found: Iterable[Answer]) -> list[Irregularity]:
    """Put what the images of pages say into `reads`; return what could not be read."""
    unread = []
    for number, answer in zip(numbers, found, strict=True):
        read = reads[number - 1]
        words = 0 if isinstance(answer, Unread) else answer.words
        if not words and read.fragments:  # its text layer says more
            read.scanned = None
            continue
        if not isinstance(answer, Unread):
            read.blocks, read.fragments, read.spread = answer.blocks, answer.words, answer.spread
            read.page = Page(number, round(answer.width, 2), round(answer.height, 2), answer.turn)
            continue
        if len(reads) == 1 and answer.category:
            raise ReadError(answer.category, answer.message, number)
        unread.append(_unreadable(number, answer.message))
        reads[number - 1] = _PageRead(Page(number, 0.0, 0.0))
    return unread


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
) -> _PageRead:
    page = document.get_page(index)
    try:
        frame = frame_of(page.raw)
        text_page = page.get_textpage()
        try:
            text = read_glyphs(text_page.raw, frame, decoder)
        finally:
            text_page.close()
        drawings = read_drawings(page.raw, frame)
        fragments, hidden = _readable(text, drawings)
        read = _PageRead(Page(index + 1, round(frame.width, 2), round(frame.height, 2)), fragments=len(fragments))
        drawn = bool(drawings.horizontal or drawings.grounds)
        read.scanned = scan.why_image(fragments, drawings.pictures, drawn, frame, hidden)
        read.recognized = read.scanned == scan.RECOGNIZED
        read.layered = read.recognized or (
            not read.scanned and scan_layer.stands_on_picture(fragments, drawings, frame)
        )
    finally:
        page.close()
    if read.scanned and not read.layered:
        read.fragments = 0  # a signature's text, or one that is not what the page says
    elif fragments:
        read.blocks, read.unruled, read.levels = _blocks(fragments, drawings, frame, index + 1, before, known)
    return read


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
    tables = sorted(tables + [each.table for each in unruled], key=_top_left) if unruled else tables
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
