"""Joining the printed pieces of one table: over pages, and over the page pieces of text dumps.

Joining is decided by evidence. A piece goes on with the table before it when it repeats its heading, or has none and
its columns fit; never when a caption stands between, when it has a heading of its own, or when its numbering starts
again from 1 without a group row that would explain it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from extractors.document import Block, Document, Format, Irregularity, Paragraph, Table
from extractors.layout import ragged
from extractors.layout.continuation import (
    extend_merged,
    heal_split_row,
    is_cut_total,
    without_blank_tail,
    without_early_line,
)
from extractors.layout.cut_headings import heal_cut_heading, without_overflow
from extractors.layout.cuts import PageEnd
from extractors.layout.doubts import columns_told, unsure_spans
from extractors.layout.edges import column_edges, fit_edges, remap
from extractors.layout.furniture import furniture
from extractors.layout.grid import grid_of
from extractors.layout.headings import find_headings
from extractors.layout.numbering import Order, ends_with_total, order_of
from extractors.layout.repeats import differing_headings, is_orphan_heading, repeated_rows
from extractors.layout.tail import Shelf
from extractors.layout.titles import is_caption, is_continuation_note
from extractors.layout.words import same_heading

_OVERLAP = 4.0  # points, more than two borders that meet
_LONGEST_STRAY = 120  # characters of a line that can be the lost text of a merged cell
_TITLE_DEPTH = 6  # paragraphs above a table that can be printed again over its next piece


def join_tables(document: Document) -> tuple[Block, ...]:
    """Return the blocks of `document` with the pieces of each table joined and its headings found.

    Page furniture between joined pieces and stray lines there follow the table.
    """
    marginal = furniture(document)
    floors, opens = _floors(document), _opens(document)
    out: list[Block] = []
    run: _Run | None = None
    between: list[Paragraph] = []
    loose: set[int] = set()  # positions in `between` that are page furniture
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            if index in marginal:
                loose.add(len(between))
            between.append(block)
            continue
        piece = ragged.close_split_heading(block)
        real = [paragraph for at, paragraph in enumerate(between) if at not in loose]
        if run is not None and run.take(piece, real):
            run.after.extend(between)
        else:
            if run is not None:
                out.extend(run.close())
            out.extend(between)
            above = [paragraph.text for paragraph in between[-_TITLE_DEPTH:]]
            run = _Run(piece, document.format, above, floors, opens)
        between, loose = [], set()
    if run is not None:
        out.extend(run.close())
    out.extend(between)
    return tuple(out)


def _floors(document: Document) -> dict[int, float]:
    """Return per page how far down the tables of all pages of that height reach, in points."""
    heights = {page.number: page.height for page in document.pages}
    lowest: dict[float, float] = {}
    for table in document.tables():
        if table.place.box is not None and table.place.page in heights:
            height = heights[table.place.page]
            lowest[height] = max(lowest.get(height, 0.0), table.place.box.y1)
    return {number: lowest.get(height, 0.0) for number, height in heights.items()}


def _opens(document: Document) -> bool:
    """Tell whether the producer leaves cut cells open; an empty one alone may be a merged cell drawn wrongly."""
    return any(
        cell.setting is not None and cell.setting.open_below and cell.text
        for table in document.tables()
        for cell in table.cells
    )


@dataclass(slots=True)
class _Run:
    """One table in the making."""

    table: Table
    format: Format
    above: list[str]  # the lines above it, which the next page may print again
    floors: Mapping[int, float]  # per page, how far down its tables may reach, in points
    opens: bool  # the document's producer leaves what a page break cuts without a line below
    after: list[Paragraph] = field(default_factory=list)
    shelf: Shelf = field(default_factory=Shelf)
    last_page: int | None = None
    bare: bool = False  # the last piece was only the heading: its rows may follow on the same page
    spanned: bool = False  # the source prints merged cells, so that a row of fewer cells is not ragged
    short: bool = False  # the first piece is too short for its heading to be certain
    foot: float | None = None  # how far down the last piece reaches on its page, in points

    def __post_init__(self) -> None:
        self.spanned = self.format != "text" or any(cell.col_span > 1 or cell.row_span > 1 for cell in self.table.cells)
        self.short = self.table.rows <= 3
        table = find_headings(_narrow(self.table))
        fitted = ragged.fit(table, table.cols, ragged.profile(table))
        self.table = replace(fitted or table, pages=_pages(table))
        self.last_page = max(self.table.pages, default=None)
        self.foot = table.place.box.y1 if table.place.box is not None else None

    def take(self, piece: Table, between: list[Paragraph]) -> bool:
        """Join `piece` when it goes on with this table; tell whether it did."""
        page = piece.place.page
        paged = page is not None and self.last_page is not None
        if paged and page == self.last_page and not self.bare and not self._overlaps(piece):
            return False
        if paged and page not in (self.last_page, (self.last_page or 0) + 1):
            return False
        noted = any(is_continuation_note(paragraph.text) for paragraph in between)
        again = [paragraph for paragraph in between if self._printed_again(paragraph)]
        strays = [paragraph for paragraph in between if paragraph not in again]
        if any(is_caption(paragraph) for paragraph in strays):
            return False
        if is_orphan_heading(self.table, piece) and not strays:
            self._adopt(piece)
            return True
        repeated = repeated_rows(self.table, piece, paged)
        if paged and not strays and not repeated and self.table.rows == self.table.header_rows:
            whole = heal_cut_heading(self.table, piece, self._end())
            if whole is not None:
                self._adopt(whole)
                self.foot = piece.place.box.y1 if piece.place.box is not None else None
                return True
        fitted = self._fitted(piece, paged) if repeated is not None else None
        if repeated is None or fitted is None:
            return False
        order = order_of(self.table, fitted, repeated)
        # the rest of a cut row goes on whatever is numbered below it
        if order == "restarts" and paged and not between and self._ends_row(_without_rows(fitted, repeated)):
            order = "continues"
        if order == "restarts" or (again and not noted and order != "continues"):
            return False
        goes_on = paged and not strays and not repeated and self._has_rows_only(piece)
        rest = _without_rows(fitted, repeated)
        ends = ends_with_total(self.table) and not (paged and is_cut_total(self.table, rest, self._end()))
        if not goes_on and not self._allowed(strays, order, repeated > 0, paged, ends):
            return False
        # a heading printed again stands where a page ended, whatever has become of the pages
        self._append(fitted, repeated, strays, paged or self.format == "text" or repeated > 0)
        return True

    def _has_rows_only(self, piece: Table) -> bool:
        """Tell whether a piece on the next page, of these very columns, begins with rows that need a heading.

        Nothing names its columns, so they are those of this table, even where that has added up its rows so far.
        """
        if piece.place.page == self.last_page or not self.table.header_rows or piece.cols != self.table.cols:
            return False
        edges = fit_edges(self.table, piece)
        same = edges is not None and len(edges) == len(column_edges(self.table)) == len(column_edges(piece))
        return same and find_headings(piece).header_rows == 0

    def _ends_row(self, rest: Table) -> bool:
        """Tell whether a piece begins with the rest of the row that its page has cut, and not with a row of its own."""
        first = grid_of(rest).filled(0) if rest.rows else []
        return bool(first) and heal_split_row(self.table, rest, self._end()) is not None

    def _overlaps(self, piece: Table) -> bool:
        """Tell whether a piece of the same columns begins on this page above where the last one ends.

        Chromium draws a repeated heading, and the rest of a cut row under it, over the rows that follow.
        """
        box = piece.place.box
        if box is None or self.foot is None or box.y0 > self.foot - _OVERLAP or not piece.widths:
            return False
        return fit_edges(self.table, piece) is not None

    def _printed_again(self, paragraph: Paragraph) -> bool:
        text = paragraph.text
        return is_continuation_note(text) or any(same_heading(text, line) for line in self.above)

    def _adopt(self, piece: Table) -> None:
        """Start anew with `piece`: all that was there is its heading, printed before a page break."""
        pages, notes = self.table.pages, self.table.irregularities
        self.table, place = piece, self.table.place
        self.__post_init__()
        self.table = replace(
            self.table,
            place=place,
            pages=tuple(sorted({*pages, *self.table.pages})),
            irregularities=(*notes, *self.table.irregularities),
        )

    def _fitted(self, piece: Table, paged: bool) -> Table | None:
        if not paged and not (piece.widths and self.table.widths):
            return ragged.fit(piece, self.table.cols, ragged.profile(self.table))
        if not (piece.widths and self.table.widths):
            return piece if piece.cols == self.table.cols else None
        edges = fit_edges(self.table, piece)
        if edges is None:
            return None
        return remap(piece, edges) if len(edges) != len(column_edges(piece)) else piece

    def _widen(self, piece: Table) -> None:
        """Give this table the columns of `piece` where that shows more of them."""
        edges = fit_edges(self.table, piece)
        if edges is not None and len(edges) != len(column_edges(self.table)):
            self.table = remap(self.shelf.restore(self.table), edges)
            self.shelf = Shelf()

    def _allowed(self, strays: list[Paragraph], order: Order, repeated: bool, paged: bool, ends: bool) -> bool:
        short = all(len(paragraph.text) <= _LONGEST_STRAY for paragraph in strays)
        if strays and not (short and order == "continues" and self.format in ("text", "pdf", "pdf-scan", "image")):
            return False
        if order == "continues":
            return True
        # without numbers only pages and text dumps cut tables; what is added up has ended
        cut = paged or self.format == "text" or (self.format == "docx" and repeated)
        return cut and not ends

    def _append(self, piece: Table, repeated: int, strays: list[Paragraph], heals: bool) -> None:
        self._widen(piece)
        lengths = self.table.row_lengths
        body = _without_rows(piece, repeated)
        if repeated and repeated == self.table.header_rows and self.format in ("pdf", "pdf-scan", "image"):
            body = without_overflow(self.table, piece, repeated, body)
        if heals:
            end = self._end()
            if body.cells and self.last_page is not None:
                self.table = without_early_line(without_blank_tail(self.table), end)
            healed = heal_split_row(self.table, body, end)
            self.table, body = healed if healed is not None else extend_merged(self.table, body, end)
            if self.last_page is not None and healed is None:
                doubts = unsure_spans(self.table, body, end)
                self.table = replace(self.table, irregularities=(*self.table.irregularities, *doubts))
        start = self.table.rows
        lost = [
            Irregularity("stray_text", paragraph.text, paragraph.place, row=start - 1, expected="the text of a cell")
            for paragraph in strays
        ]
        lost += [
            Irregularity("stray_text", cell.text, cell.place, row=start - 1, expected="the heading as first printed")
            for cell in differing_headings(self.table, piece, repeated)
        ]
        notes = [replace(note, row=None if note.row is None else note.row + start) for note in body.irregularities]
        self.table = replace(
            self.table,
            cells=(*self.table.cells, *(replace(cell, row=cell.row + start) for cell in body.cells)),
            rows=start + body.rows,
            row_lengths=(*lengths, *(body.row_lengths or (body.cols,) * body.rows)) if lengths else (),
            pages=tuple(sorted({*self.table.pages, *_pages(piece)})),
            irregularities=(*self.table.irregularities, *lost, *notes),
            inferred_rows=self.table.inferred_rows | {row + start for row in body.inferred_rows},
        )
        self.last_page = max(self.table.pages, default=None)
        self.foot = piece.place.box.y1 if piece.place.box is not None else None
        self.bare = piece.rows == repeated
        if self.short:
            self.table = find_headings(self.table)
            self.short = False
        self.table = self.shelf.shorten(self.table)

    def _end(self) -> PageEnd:
        """Return how the last piece ends on its page."""
        free = 0.0
        if self.foot is not None and self.last_page is not None:
            free = max(0.0, self.floors.get(self.last_page, self.foot) - self.foot)
        return PageEnd(free, self.opens)

    def close(self) -> Iterable[Block]:
        """Yield the finished table and the paragraphs that stood between its pieces."""
        table = self.shelf.restore(without_early_line(self.table, self._end()))
        lengths = () if self.spanned else table.row_lengths
        odd = [row for row, length in enumerate(lengths) if length not in (table.cols, 1)]
        if odd:
            first = next((cell.place for cell in table.cells if cell.row == odd[0]), table.place)
            what = ragged.describe_lengths(tuple(length for length in lengths if length > 1))
            if table.cols > lengths[0]:
                what += ", some left where they were printed"
            note = Irregularity("ragged_table", what, first, row=odd[0], expected=f"{table.cols} cells in every row")
            table = replace(table, irregularities=(*table.irregularities, note))
        yield columns_told(table)
        yield from self.after


def _narrow(table: Table) -> Table:
    """Return a ragged `table` with as many columns as its heading prints, when its longer rows fit them."""
    if not table.row_lengths or table.row_lengths[0] >= table.cols:
        return table
    width = table.row_lengths[0]
    headed = find_headings(replace(table, cols=width, cells=tuple(cell for cell in table.cells if cell.col < width)))
    if not headed.header_rows:
        return table
    return ragged.fit(table, width, ragged.profile(headed)) or table


def _without_rows(table: Table, count: int) -> Table:
    if not count:
        return table
    cells = tuple(replace(cell, row=cell.row - count) for cell in table.cells if cell.row >= count)
    notes = [note for note in table.irregularities if note.row is None or note.row >= count]
    return replace(
        table,
        cells=cells,
        rows=table.rows - count,
        row_lengths=table.row_lengths[count:],
        irregularities=tuple(replace(note, row=None if note.row is None else note.row - count) for note in notes),
        inferred_rows=frozenset(row - count for row in table.inferred_rows if row >= count),
    )


def _pages(table: Table) -> tuple[int, ...]:
    places = [table.place, *(place for cell in table.cells for place in (cell.place, *cell.also))]
    return tuple(sorted({place.page for place in places if place.page is not None} | set(table.pages)))
