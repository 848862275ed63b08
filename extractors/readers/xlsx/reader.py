"""XLSX to `Document`: every visible sheet as the paragraphs and tables that its print shows.

A table is a run of rows with borders; a sheet without any borders is split by how many cells its rows fill. What stands
above and below is prose: lines that fill two columns (letter head, signature) are one row of two cells, as word
processors set them. Values show as their number formats say. Hidden rows, columns and sheets are not printed: they are
left out and noted. A place's path names the sheet's number and the cell: ``sheet[1]/B7``.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from extractors.document import NOWHERE, Block, Document, Irregularity, Limits, Paragraph, Place, ReadError, Table
from extractors.readers.decode import clean
from extractors.readers.formats import ZIP_FAULTS
from extractors.readers.legacy import Decoder
from extractors.readers.prose import join_lines
from extractors.readers.spans import Slot, cell_text, compress, several, sorted_cells
from extractors.readers.xlsx.formats import shown
from normalizers.encodings import FontEncoding, of_font

CHARACTER = 5.25  # points: the width of a digit, the unit of column widths, in the usual 11 point font
DEFAULT_WIDTH = 8.43  # characters
MOST_CELLS = 2_000_000
_UNCOMPUTED = re.compile(
    rb'<c\b[^>]*?\br="([A-Z]{1,3}\d+)"[^>]*>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
_FIGURE = re.compile(r"[(-]?\d[\d.,  ]*%?\)?")  # "4.600", "(250,5)"


@dataclass(frozen=True, slots=True)
class _Look:
    """What a style says: number format, the old encoding of its font, bold, centred, borders on two sides or more."""

    form: str
    font: FontEncoding | None
    bold: bool
    centered: bool
    bordered: bool


@dataclass(slots=True)
class _Shown:
    """One visible cell: what it shows and over which visible rows and columns it runs."""

    text: str
    lines: tuple[str, ...]
    reference: str
    rows: int = 1
    cols: int = 1
    bold: bool = False
    centered: bool = False
    bordered: bool = False


@dataclass(slots=True)
class _Sheet:
    """The visible grid of a sheet: rows and columns numbered from 0 without the hidden ones."""

    number: int
    cells: dict[int, dict[int, _Shown]]  # row -> column -> cell
    rows: list[int]  # the printed row number of each visible row
    widths: list[float]  # of the visible columns, in points
    repeated: frozenset[int] = frozenset()  # visible rows that are printed on every page

    def filled(self, row: int) -> list[int]:
        """Return the columns of a row's cells with text."""
        return [col for col, cell in sorted(self.cells.get(row, {}).items()) if cell.text]


def read_xlsx(data: bytes, limits: Limits = Limits()) -> Document:  # noqa: B008 - immutable
    """Return what a workbook shows, its sheets in their order.

    Raises:
        ReadError: ``corrupt``, ``encrypted``, ``too_large`` (a part unpacks to more than `limits.max_text`) or
            ``no_text``.
    """
    notes = list(_uncomputed(data, limits))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it cannot write again is nothing to us
            book = load_workbook(io.BytesIO(data), data_only=True, rich_text=True)
    except Exception as error:  # whatever the library raises on a damaged workbook
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        raise ReadError("corrupt", f"the workbook is damaged ({reason}); open it and save it again") from error
    decoder: Decoder | None = Decoder()
    while decoder is not None:  # a second time when the first has taught something about old fonts
        reading, decoder = decoder, None
        blocks, seen = _sheets(book, reading)
        decoder = reading.revision()
    notes += (*seen, *reading.notes())
    if not blocks:
        raise ReadError("no_text", "the workbook shows no text")
    title = clean(book.properties.title or "")
    return Document("xlsx", tuple(blocks), title=title, irregularities=tuple(notes))


def _sheets(book: Workbook, decoder: Decoder) -> tuple[list[Block], list[Irregularity]]:
    """Return what the visible sheets show and what is hidden."""
    blocks: list[Block] = []
    notes: list[Irregularity] = []
    hidden: list[str] = []
    for number, sheet in enumerate(book.worksheets, 1):
        if sheet.sheet_state != "visible":
            if any(cell.value is not None for cell in sheet._cells.values()):
                hidden.append(sheet.title)
            continue
        visible, unseen = _visible(sheet, number, decoder)
        notes += unseen
        blocks += _blocks(visible)
    if hidden:
        notes.append(Irregularity("hidden_content", f"the sheets {', '.join(hidden)}", NOWHERE))
    return blocks, notes


def _uncomputed(data: bytes, limits: Limits) -> Iterator[Irregularity]:
    """Yield where formulas stand whose result the workbook does not hold; refuse what unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for info in package.infolist():
                if not info.filename.endswith((".xml", ".rels")):
                    continue
                if info.file_size > limits.max_text:
                    message = f"{info.filename} unpacks to more than {limits.max_text:,} bytes; split the workbook"
                    raise ReadError("too_large", message)
                if info.flag_bits & 1:
                    raise ReadError(
                        "encrypted", "this workbook is a password-protected ZIP: save it without a password"
                    )
                if re.fullmatch(r"xl/worksheets/[^/]+\.xml", info.filename):
                    found = [name.decode() for name in _UNCOMPUTED.findall(package.read(info))]
                    if found:
                        where = f"{len(found)} cells of {info.filename}, the first {found[0]}"
                        yield Irregularity("formula_without_value", where, NOWHERE)
    except ZIP_FAULTS as error:
        raise ReadError("corrupt", f"the workbook is damaged ({error}); fetch it again") from error


def _visible(sheet: Worksheet, number: int, decoder: Decoder) -> tuple[_Sheet, list[Irregularity]]:
    """Return the sheet as it shows and what it hides."""
    # iter_rows would make every cell of the bounds, and a format dragged to the last column makes them wide
    cells: dict[tuple[int, int], Any] = sheet._cells
    if len(cells) > MOST_CELLS:
        raise ReadError("too_large", f"the sheet {sheet.title} has {len(cells):,} cells; split the workbook")
    covered = [merged.bounds for merged in sheet.merged_cells.ranges]  # (first column, first row, last, last)
    last_row = max([row for row, _ in cells] + [area[3] for area in covered], default=0)
    last_col = max([col for _, col in cells] + [area[2] for area in covered], default=0)
    hidden_rows = {
        row for row, dim in sheet.row_dimensions.items() if dim.hidden or (dim.height is not None and dim.height == 0)
    }
    widths, hidden_cols = _columns(sheet, last_col)
    row_at = _renumbered(last_row, hidden_rows)
    col_at = _renumbered(last_col, hidden_cols)
    looks: dict[int, _Look] = {}
    shown: dict[int, dict[int, _Shown]] = {}
    unseen: list[tuple[int, int]] = []
    spans = {(area[1], area[0]): area for area in covered}
    under = {(r, c) for area in covered for r in range(area[1], area[3] + 1) for c in range(area[0], area[2] + 1)}
    under -= set(spans)
    for (row, col), cell in sorted(cells.items()):
        area = spans.get((row, col), (col, row, col, row))
        rows = [row_at[r] for r in range(area[1], area[3] + 1) if r in row_at]
        cols = [col_at[c] for c in range(area[0], area[2] + 1) if c in col_at]
        made = (
            None
            if (row, col) in under
            else _shown(cell, f"sheet[{number}]/{get_column_letter(col)}{row}", decoder, looks)
        )
        if not rows or not cols:
            if made is not None and made.text:
                unseen.append((row, col))
        elif made is not None:
            made.rows, made.cols = len(rows), len(cols)
            shown.setdefault(rows[0], {})[cols[0]] = made
    visible = _Sheet(
        number,
        shown,
        [row for row in range(1, last_row + 1) if row in row_at],
        [width for col, width in enumerate(widths, 1) if col in col_at],
        frozenset(row_at[row] for row in _repeated(sheet) if row in row_at),
    )
    return visible, _hidden(sheet.title, unseen, hidden_rows)


def _hidden(title: str, unseen: list[tuple[int, int]], hidden_rows: set[int]) -> list[Irregularity]:
    rows = sorted({row for row, _ in unseen if row in hidden_rows})
    cols = sorted({col for row, col in unseen if row not in hidden_rows})
    notes = []
    for what, names in (
        ("rows", [str(row) for row in rows]),
        ("columns", [get_column_letter(col) for col in cols]),
    ):
        if names:
            listed = ", ".join(names[:10]) + (", …" if len(names) > 10 else "")
            notes.append(Irregularity("hidden_content", f"{len(names)} {what} of the sheet {title}: {listed}", NOWHERE))
    return notes


def _columns(sheet: Worksheet, last: int) -> tuple[list[float], set[int]]:
    """Return (the columns' widths in points, the numbers of the hidden ones)."""
    default = sheet.sheet_format.defaultColWidth or sheet.sheet_format.baseColWidth or DEFAULT_WIDTH
    widths = [float(default) * CHARACTER] * last
    hidden = set()
    for dimension in sheet.column_dimensions.values():
        for col in range(dimension.min or 0, min(dimension.max or 0, last) + 1):
            if col < 1:
                continue
            if dimension.hidden or (dimension.customWidth and dimension.width == 0):
                hidden.add(col)
            widths[col - 1] = float(dimension.width or default) * CHARACTER
    return widths, hidden


def _renumbered(last: int, hidden: set[int]) -> dict[int, int]:
    """Return the place among the visible ones of each visible row or column."""
    return {number: index for index, number in enumerate(n for n in range(1, last + 1) if n not in hidden)}


def _repeated(sheet: Worksheet) -> range:
    """Return the rows that are printed on every page."""
    match = re.fullmatch(r"\$?(\d+):\$?(\d+)", str(sheet.print_title_rows or ""))
    return range(int(match[1]), int(match[2]) + 1) if match else range(0)


def _shown(cell: Any, path: str, decoder: Decoder, looks: dict[int, _Look]) -> _Shown | None:
    """Return what a cell shows; None for the places under a merged cell. `looks` are those of the styles met so far."""
    if type(cell).__name__ == "MergedCell":
        return None
    style = cell.style_id
    look = looks.get(style) or looks.setdefault(style, _look(cell))
    raw = "".join(_texts(cell.value, look, decoder))
    lines = tuple(text for line in re.split(r"[\r\n]+", raw) if (text := clean(line)))
    return _Shown(" ".join(lines), lines, path, bold=look.bold, centered=look.centered, bordered=look.bordered)


def _look(cell: Any) -> _Look:
    border, alignment, font = cell.border, cell.alignment, cell.font
    sides = sum(
        bool(side is not None and side.style) for side in (border.left, border.right, border.top, border.bottom)
    )
    centered = alignment is not None and alignment.horizontal in ("center", "centerContinuous")
    encoding = of_font(str(font.name or "")) if font is not None else None
    return _Look(cell.number_format, encoding, bool(font and font.b), centered, sides >= 2)


def _texts(value: Any, look: _Look, decoder: Decoder) -> Iterator[str]:
    if not isinstance(value, CellRichText):
        yield decoder.text(shown(value, look.form), look.font)
        return
    for piece in value:
        named = piece.font.rFont if isinstance(piece, TextBlock) and piece.font is not None else None
        text = piece.text if isinstance(piece, TextBlock) else str(piece)
        yield decoder.text(text, of_font(named) if named else look.font)


def _blocks(sheet: _Sheet) -> Iterator[Block]:
    """Yield the paragraphs and tables of a sheet from top to bottom."""
    ends = (row + cell.rows - 1 for row, cells in sheet.cells.items() for cell in cells.values() if cell.text)
    last = max(ends, default=-1)
    ruled = _ruled(sheet, last)
    in_table = ruled if any(ruled) else _dense(sheet, last)
    start = 0
    while start <= last:
        end = start + 1
        while end <= last and in_table[end] == in_table[start]:
            end += 1
        if in_table[start]:
            yield from _table(sheet, start, end, any(ruled))
        else:
            yield from _prose(sheet, start, end)
        start = end


def _ruled(sheet: _Sheet, last: int) -> list[bool]:
    """Tell which rows show as a table's: two cells with borders stand in one, or one over several columns or rows."""
    ruled = [False] * (last + 1)
    for row in range(last + 1):
        own = [cell for cell in sheet.cells.get(row, {}).values() if cell.bordered]
        if len(own) >= 2 or any(cell.cols > 1 or cell.rows > 1 for cell in own):
            for below in range(row, min(last + 1, row + max(cell.rows for cell in own))):
                ruled[below] = True
    return ruled


def _dense(sheet: _Sheet, last: int) -> list[bool]:
    """Tell which rows of a sheet without borders are a table's: from the first to the last that fills three columns.

    Rows of a name and a figure right below, such as a total's, belong to it.
    """
    full = [row for row in range(last + 1) if len(sheet.filled(row)) >= 3]
    if len(full) < 2:
        return [False] * (last + 1)
    end = full[-1]
    while (
        end < last and len(own := sheet.filled(end + 1)) == 2 and _FIGURE.fullmatch(sheet.cells[end + 1][own[1]].text)
    ):
        end += 1
    return [full[0] <= row <= end for row in range(last + 1)]


def _table(sheet: _Sheet, start: int, end: int, ruled: bool) -> Iterator[Table]:
    columns = [
        col + offset
        for row in range(start, end)
        for col, cell in sheet.cells.get(row, {}).items()
        if cell.text or cell.bordered
        for offset in (0, cell.cols - 1)
    ]
    if not columns:
        return
    first, after = min(columns), max(columns) + 1
    slots: list[Slot] = []
    taken: set[tuple[int, int]] = set()
    for row in range(start, end):
        for col in range(first, after):
            if (row, col) in taken:
                continue
            cell = sheet.cells.get(row, {}).get(col)
            if cell is None:
                slots.append(Slot(row - start, col - first, "", Place(path=_path(sheet, row, col))))
                continue
            rows, cols = min(cell.rows, end - row), min(cell.cols, after - col)
            taken |= {(r, c) for r in range(row, row + rows) for c in range(col, col + cols)}
            place = Place(path=cell.reference)
            paragraphs = several(list(_paragraphs(cell, place)))
            slots.append(Slot(row - start, col - first, cell_text(cell.lines), place, rows, cols, paragraphs))
    count, widths = compress(slots, after - first, sheet.widths[first:after])
    header = 0
    while start + header in sheet.repeated:
        header += 1
    yield Table(
        sorted_cells(slots),
        end - start,
        count,
        Place(path=_path(sheet, start, first)),
        ruled=ruled,
        widths=widths,
        header_rows=header if header < end - start else 0,
    )


def _path(sheet: _Sheet, row: int, col: int) -> str:
    return f"sheet[{sheet.number}]/{get_column_letter(col + 1)}{sheet.rows[row]}"


def _prose(sheet: _Sheet, start: int, end: int) -> Iterator[Block]:
    """Yield the lines outside tables: two columns side by side as one row of cells, others as paragraphs."""
    row = start
    while row < end:
        filled = sheet.filled(row)
        if len(filled) < 2:
            for col in filled:
                cell = sheet.cells[row][col]
                yield from _paragraphs(cell, Place(path=cell.reference))
            row += 1
            continue
        edge = filled[1] if len(filled) == 2 else filled[-1]
        sides: tuple[list[Paragraph], list[Paragraph]] = ([], [])
        place = Place(path=sheet.cells[row][filled[0]].reference)
        stop = row
        while stop < end:
            own = sheet.filled(stop)
            if len(own) == 1 and own[0] < edge:
                over = edge < own[0] + sheet.cells[stop][own[0]].cols
                if over or not sheet.filled(stop - 1):
                    break  # a line over the whole width, or below a blank row: not of the two columns any more
            for col in own:
                cell = sheet.cells[stop][col]
                sides[col >= edge].extend(_paragraphs(cell, Place(path=cell.reference)))
            stop += 1
        yield _side_by_side(sides, place)
        row = stop


def _side_by_side(sides: tuple[list[Paragraph], list[Paragraph]], place: Place) -> Table:
    slots = [
        Slot(0, col, cell_text(p.text for p in side), side[0].place if side else place, paragraphs=several(side))
        for col, side in enumerate(sides)
    ]
    return Table(sorted_cells(slots), 1, 2, place, ruled=False)


def _paragraphs(cell: _Shown, place: Place) -> Iterable[Paragraph]:
    for _, joined in join_lines(cell.lines, 0) if len(cell.lines) > 1 else [(0, list(cell.lines))]:
        if text := " ".join(joined):
            yield Paragraph(text, place, bold=cell.bold, centered=cell.centered)
