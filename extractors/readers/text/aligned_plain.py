"""Tables aligned with blanks whose rows have no numbers: "Nội dung    Số lượng    Thành tiền" over names and figures.

Without numbers only the figures show where rows begin. A block of lines is such a table where its columns stand apart
from the first line to the last, headings without figures stand over them, and every row of three columns or more ends
in a figure, or in a remark behind figures. A line that has no figure goes on with the name above it, or there is no
table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from extractors.readers.text.aligned import AlignedTable
from extractors.readers.text.aligned_columns import AlignedLine, aligned_line, cells_of, columns_over
from extractors.readers.text.aligned_headings import heading_rows
from extractors.readers.text.tables import row_table

_LEAST_COLS = 3
_LEAST_ROWS = 2
_MOST_HEADINGS = 4  # lines
_FIGURE = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?%?|[-–]")
_YEAR = re.compile(r"(?:năm )?(?:19|20)\d\d", re.I)


def plain_tables(lines: Sequence[str], taken: Collection[int], pages: Collection[int]) -> dict[int, AlignedTable]:
    """Return such tables by their first line (from 0); `taken` are lines of other tables, `pages` begin a page."""
    found: dict[int, AlignedTable] = {}
    at = 0
    while at < len(lines):
        end = _block(lines, at, taken, pages)
        table = _table(lines, at, end) if end - at > _LEAST_ROWS else None
        if table is not None:
            found[at] = table
        at = max(end, at + 1)
    return found


def _block(lines: Sequence[str], start: int, taken: Collection[int], pages: Collection[int]) -> int:
    """Return the end of the run of lines from `start` on that have words apart, or go on with a name."""
    end = start
    while end < len(lines) and end not in taken and "\t" not in lines[end] and "|" not in lines[end]:
        chunks = aligned_line(lines, end).chunks
        if not chunks or (end > start and end in pages) or (len(chunks) == 1 and not chunks[0].text[:1].islower()):
            break
        end += 1
    return end


def _table(lines: Sequence[str], start: int, end: int) -> AlignedTable | None:
    block = [aligned_line(lines, at) for at in range(start, end)]
    first = next((at for at, line in enumerate(block) if _is_row(line)), None)
    if first is None or not 1 <= first <= _MOST_HEADINGS:
        return None
    heading, body = block[:first], block[first:]
    rows = [line for line in body if _is_row(line)]
    if len(rows) < _LEAST_ROWS or not all(_is_heading(line) for line in heading):
        return None
    columns = columns_over(heading, body)
    if columns is None or len(columns) < _LEAST_COLS:
        return None
    printed = heading_rows(heading, columns)
    placed: list[tuple[int, list[str]]] = []
    for line in body:
        cells = cells_of(line, columns)
        if cells is None:
            return None
        if _is_row(line):
            placed.append((line.number, cells))
        elif placed and cells[0][:1].islower() and not any(cells[1:]):
            placed[-1][1][0] = f"{placed[-1][1][0]} {cells[0]}"
        else:
            return None
    if printed is None or not _holds_figures(placed):
        return None
    table = row_table([(at + 1, cells) for at, cells in (*printed, *placed)])
    return AlignedTable(start, end, len(heading), table)


def _is_row(line: AlignedLine) -> bool:
    """Tell whether a line has a name and figures behind it."""
    figures = [chunk for chunk in line.chunks[1:] if _FIGURE.fullmatch(chunk.text) and not _YEAR.fullmatch(chunk.text)]
    return bool(figures) and any(map(str.isalpha, "".join(chunk.text for chunk in line.chunks)))


def _is_heading(line: AlignedLine) -> bool:
    return all(any(map(str.isalpha, chunk.text)) or _YEAR.fullmatch(chunk.text) for chunk in line.chunks)


def _holds_figures(rows: Sequence[tuple[int, list[str]]]) -> bool:
    """Tell whether some column holds a figure in each row, and the first one words."""
    columns = list(zip(*(cells for _, cells in rows), strict=True))
    worded = sum(any(map(str.isalpha, text)) for text in columns[0]) + sum(not text for text in columns[0])
    return worded == len(rows) and any(all(_FIGURE.fullmatch(text) for text in column) for column in columns[1:])
