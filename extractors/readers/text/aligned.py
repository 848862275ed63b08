"""Tables whose columns are only aligned with blanks, as programs print the text layer of a PDF.

A heading row that begins with the sequence number's column (STT) opens such a table. Its columns stand between the
positions that are blank in every line of its numbered rows, each under a heading of its own; a row begins with its
number, and lines that begin further right go on with it. What does not fit is left as it stands: where a row's number
is printed beside the middle of its cells, or a line's words run over several columns, nothing shows where cells end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.document import Table
from extractors.readers.prose import marks
from extractors.readers.text.aligned_blocks import blocks_table, group_cells, is_opening
from extractors.readers.text.aligned_columns import (
    AlignedLine,
    Chunk,
    aligned_line,
    cells_of,
    cells_over_columns,
    find_columns,
    is_numbered,
    patterns,
)
from extractors.readers.text.aligned_even import even_table
from extractors.readers.text.aligned_headings import heading_rows, with_shared_headings
from extractors.readers.text.aligned_middle import middle_table
from extractors.readers.text.cell_rows import is_label
from extractors.readers.text.tables import TOTALS, folded, is_counter_heading, row_table

LEAST_ROWS = 2
_LEAST_HEADINGS = 3  # of a table that is not read
MOST_HEADING = 14  # lines
LONGEST = 4000  # lines of one table
FAR = 3  # blank lines between two rows
_LOOKED_AT = 80  # lines below the headings that show where the names begin


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """A table of lines `start` to `end` (from 0, the end not included), the first `heading` of them its headings.

    One that is not `read` has its lines in one column: its cells and rows are not known.
    """

    start: int
    end: int
    heading: int
    table: Table
    read: bool = True


def aligned_tables(lines: Sequence[str], pages: frozenset[int] = frozenset()) -> dict[int, AlignedTable]:
    """Return the tables whose columns are aligned with blanks, by their first line.

    `pages` are the lines that begin a page: it may set its columns elsewhere, so that no table goes on there.
    """
    found: dict[int, AlignedTable] = {}
    end = 0
    above: list[str] = []  # the heading lines of the last table
    for index, text in enumerate(lines):
        if index < end or "\t" in text or "|" in text or not patterns()[0].fullmatch(text):
            continue
        apart = blocks_table(lines, index, pages)
        if apart is not None:
            found[index] = AlignedTable(index, apart[0], 0, apart[1])
            end = apart[0]
            continue
        repeated = len(above) if above and above == [_words(line) for line in lines[index : index + len(above)]] else 0
        table = _table(lines, index, repeated, pages)
        middle = None if repeated else middle_table(lines, index, end, pages)
        broken = table is not None and _is_broken(table.table)
        if (table is None or broken) and middle is None and not repeated:
            middle = even_table(lines, index, end, pages)
            table = None if middle is not None and broken and middle[0] == index else table
        if middle is not None and middle[0] == index and table is not None and _texts(middle[2]) != _texts(table.table):
            # nothing shows whether its cells stand at the top or in the middle of their rows
            table = middle = None
        if table is not None and (middle is None or middle[0] == index):
            found[index] = table
            end = table.end
            above = [_words(line) for line in lines[index : index + table.heading]]
        elif middle is not None:
            start, end, made = middle
            found[start] = AlignedTable(start, end, 0, made)
        elif (unread := _unread(lines, index, pages)) is not None:
            found[index] = unread
            end = unread.end
    return found


def _is_broken(table: Table) -> bool:
    """Tell whether a cell begins or ends in the midst of a word or a number: "Nghị định số 04/2021/NĐ-"."""
    return any(
        cell.text[-1] in "-–/" and len(cell.text) > 1 and cell.text[-2].isalnum()
        for cell in table.cells
        if cell.row >= table.header_rows and cell.text
    )


def _unread(lines: Sequence[str], start: int, pages: frozenset[int]) -> AlignedTable | None:
    """Return a table whose rows nothing shows as one column of its lines, so that no line is taken for a sentence.

    It ends where a line does not leave the blanks of a table: at a gap, a page's end, or words that fill the line.
    """
    heading = aligned_line(lines, start)
    if len(heading.chunks) < _LEAST_HEADINGS:
        return None
    rows = [(start + 1, [_words(lines[start])])]
    apart, blank = 0, 0
    for index in range(start + 1, min(len(lines), start + LONGEST)):
        line = aligned_line(lines, index)
        if index in pages:
            break
        if not line.chunks:
            blank += 1
            if blank > FAR:
                break
            continue
        if len(line.chunks) == 1 and (line.first.start <= heading.first.end or _opens_block(line)):
            break
        apart += len(line.chunks) > 1
        blank = 0
        rows.append((index + 1, [_words(lines[index])]))
    if apart < LEAST_ROWS:
        return None
    return AlignedTable(start, rows[-1][0], 0, row_table(rows), read=False)


def _texts(table: Table) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.col, cell.text) for cell in table.cells]


def _words(text: str) -> str:
    return " ".join(text.split())


def _table(lines: Sequence[str], start: int, repeated: int, pages: frozenset[int]) -> AlignedTable | None:
    """Return the table that opens at a line; `repeated`: how many lines of headings the page before has printed too."""
    if repeated:
        heading, at = [aligned_line(lines, start + nth) for nth in range(repeated)], start + repeated
    else:
        heading, at = _heading(lines, start)
    if not heading:
        return None
    body = _body(lines, at, heading, repeated > 0, pages)
    rows = sum(is_numbered(line, heading) for line in body)
    if rows < (1 if repeated else LEAST_ROWS):
        return None
    columns = find_columns(heading, body, repeated > 0)
    if columns is None:
        return None
    placed = _rows(body, columns, repeated > 0)
    printed = heading_rows(heading, columns)
    if placed is None or printed is None or _breaks_off(lines, placed[0], placed[1], pages):
        return None
    rows_of = [*printed, *placed[0]]
    table = row_table([(line + 1, cells) for line, cells in rows_of])
    if len(printed) > 1:
        table = with_shared_headings(table, printed[0][1], printed[1][1])
    table = _merged(table, _running_on(body, columns, [line for line, _ in rows_of], placed[1]))
    return AlignedTable(start, placed[1], len(heading), table)


def _running_on(
    body: Sequence[AlignedLine], columns: Sequence[tuple[int, int]], begins: Sequence[int], end: int
) -> list[tuple[int, int, int]]:
    """Return (column, first row, rows) of the cells whose words run on over rows: they are merged cells.

    Such words fill every line of a row of two lines or more and of the row below, and those that begin a row would not
    have fitted behind the ones above; the words of cells that are printed apart leave room somewhere.
    """
    lines = {line.number: line for line in body if line.number < end}
    spans = [
        (row, [lines[n] for n in range(first, after) if n in lines])
        for row, (first, after) in enumerate(pairwise([*begins, end]))
    ]
    found: list[tuple[int, int, int]] = []
    for nth in range(2, len(columns)):
        texts = {row: [_at(line, columns[nth]) for line in held] for row, held in spans}
        width = max((len(text) for of_row in texts.values() for text in of_row), default=0)
        row = 0
        while row < len(begins):
            last = row
            while last + 1 < len(begins) and _runs_on(texts[last], texts[last + 1], width):
                last += 1
            if last > row + 1 or (last > row and texts[last][0][:1].islower()):
                found.append((nth, row, last - row + 1))
            row = last + 1
    return found


def _at(line: AlignedLine, column: tuple[int, int]) -> str:
    return " ".join(chunk.text for chunk in line.chunks if chunk.start < column[1] and column[0] < chunk.end)


def _runs_on(above: list[str], below: list[str], width: int) -> bool:
    full = len(above) > 1 and all(re.search(r"[^\W\d_]{2}", text) for text in above)
    return bool(full and below and below[0] and len(above[-1]) + 1 + len(below[0].split()[0]) > width)


def _merged(table: Table, merged: Sequence[tuple[int, int, int]]) -> Table:
    """Return a table in which the cells (column, first row, rows) are one each, with the words of all."""
    cells = {(cell.row, cell.col): cell for cell in table.cells}
    for col, row, count in merged:
        of_rows = [cells.pop((row + nth, col)) for nth in range(count)]
        text = " ".join(cell.text for cell in of_rows if cell.text)
        cells[row, col] = replace(of_rows[0], text=text, row_span=count)
    return replace(table, cells=tuple(cells[at] for at in sorted(cells))) if merged else table


def _heading(lines: Sequence[str], start: int) -> tuple[list[AlignedLine], int]:
    """Return the lines of the headings and where the first row begins; nothing where no row follows."""
    first = aligned_line(lines, start)
    heading = [first]
    for index in range(start + 1, min(len(lines), start + MOST_HEADING)):
        line = aligned_line(lines, index)
        if not line.chunks:
            continue
        if line.first.start <= first.first.end and _label_of(line) is not None:
            return heading, index
        if line.first.start < first.first.end and not _goes_on(line, first):
            return [], start
        heading.append(line)
    return [], start


def _goes_on(line: AlignedLine, first: AlignedLine) -> bool:
    """Tell whether a line goes on with the heading of the numbers: "Số" over "TT"."""
    return is_counter_heading(f"{first.first.text} {line.first.text}") or is_counter_heading(line.first.text)


def _label_of(line: AlignedLine) -> str | None:
    """Return the label that a line begins with; it stands apart from what follows, but in a group's heading."""
    if is_label(line.first.text):
        return line.first.text
    return line.first.text.split()[0] if is_opening(line) else None


def _is_total(line: AlignedLine) -> bool:
    return len(line.chunks) > 1 and folded(line.first.text).strip(" .:").startswith(TOTALS)


def _is_named_total(line: AlignedLine) -> bool:
    """Tell whether a line is a total whose label stands where the rows have their names: "Tổng cộng    198"."""
    figures = line.chunks[1:]
    return (
        bool(figures)
        and re.fullmatch(rf"(?:{'|'.join(TOTALS)})(?: \(.*\))?", folded(line.first.text).strip(" .:")) is not None
        and all(re.fullmatch(r"[\d.,/%() -]+", chunk.text) for chunk in figures)
    )


def _body(
    lines: Sequence[str], at: int, heading: Sequence[AlignedLine], goes_on: bool, pages: frozenset[int]
) -> list[AlignedLine]:
    """Return the lines that may be rows: they begin with a label or a total, or go on under the line above.

    What goes on is aligned with something above it, at its start, its end or its middle. `goes_on`: the first lines may
    end a row that the page before has begun.
    """
    left = heading[0].first.end
    names = _names_start(lines, at, left)
    body: list[AlignedLine] = []
    aligned = _Alignment()
    for line in heading:
        aligned.add(line)
    if names is not None:
        aligned.places.add(("start", names))  # what goes on under a group's name, above the first numbered row
    blank = 0
    for index in range(at, min(len(lines), at + LONGEST)):
        line = _label_apart(aligned_line(lines, index), names)
        if body and index in pages:
            break
        if not line.chunks:
            blank += 1
            if blank > FAR:
                break
            continue
        begins = line.first.start <= left and (_label_of(line) is not None or _is_total(line))
        begins = begins or (bool(body) and _is_named_total(line))
        if not begins and ((blank and body) or line.first.start < left or not (body or goes_on)):
            break
        if not begins and (not aligned.fits(line) or _opens_block(line) or is_counter_heading(line.first.text)):
            break
        if is_numbered(line, heading):
            aligned.add(line)
        blank = 0
        body.append(line)
    return body


def _names_start(lines: Sequence[str], at: int, left: int) -> int | None:
    """Return where the names begin behind the labels of most lines; None where fewer than two agree."""
    starts: Counter[int] = Counter()
    for index in range(at, min(len(lines), at + _LOOKED_AT)):
        line = aligned_line(lines, index)
        if len(line.chunks) > 1 and line.first.start <= left and _label_of(line) is not None:
            starts[line.chunks[1].start] += 1
    start, count = starts.most_common(1)[0] if starts else (0, 0)
    return start if count > 1 else None


def _label_apart(line: AlignedLine, names: int | None) -> AlignedLine:
    """Return a line whose label stands only one blank before the name with the two apart: "10 UBND thị xã X"."""
    if not line.chunks or names is None:
        return line
    word, _, rest = line.first.text.partition(" ")
    if not rest or line.first.start + len(word) + 1 != names or not is_label(word):
        return line
    apart = [Chunk(line.first.start, names - 1, word), Chunk(names, line.first.end, rest)]
    return AlignedLine(line.number, [*apart, *line.chunks[1:]])


def _breaks_off(lines: Sequence[str], rows: Sequence[tuple[int, list[str]]], end: int, pages: frozenset[int]) -> bool:
    """Tell whether the row with the next number stands right below rows that are read: they are not all of them."""
    numbers = [int(cells[0].rstrip(".)")) for _, cells in rows if patterns()[2].fullmatch(cells[0])]
    at = next((index for index in range(end, min(len(lines), end + FAR + 1)) if lines[index].strip()), None)
    if not numbers or at is None or any(index in pages for index in range(end, at + 1)):
        return False
    line = aligned_line(lines, at)
    below = next((aligned_line(lines, n) for n in range(at + 1, min(len(lines), at + 2)) if lines[n].strip()), line)
    following = re.compile(rf"0*{numbers[-1] + 1}[.)]?(?:\s|$)")
    return any(len(one.chunks) > 1 and following.match(one.first.text) for one in (line, below))


@dataclass(slots=True)
class _Alignment:
    """Where cells start, end and have their middle in a table's headings and numbered lines."""

    places: set[tuple[str, int]] = field(default_factory=set)

    def add(self, line: AlignedLine) -> None:
        """Take note of where a line's cells stand."""
        for chunk in line.chunks:
            self.places |= {*_sides(chunk), ("end", chunk.end)}

    def fits(self, line: AlignedLine) -> bool:
        """Tell whether each cell of a line stands under one above, a sign more or less."""
        return all(
            any((side, at + off) in self.places for side, at in _sides(c) for off in (-1, 0, 1)) for c in line.chunks
        )


def _sides(chunk: Chunk) -> tuple[tuple[str, int], ...]:
    """Return where words start and have their middle, and of figures where they end."""
    sides = (("start", chunk.start), ("middle", (chunk.start + chunk.end) // 2))
    return sides if re.search(r"[^\W\d_]", chunk.text) else (*sides, ("end", chunk.end))


def _opens_block(line: AlignedLine) -> bool:
    """Tell whether a line opens what stands under a table: "Phụ lục 2", "Nơi nhận:"."""
    return len(line.chunks) == 1 and marks().word.match(line.first.text) is not None


def _rows(
    body: Sequence[AlignedLine], columns: list[tuple[int, int]], goes_on: bool
) -> tuple[list[tuple[int, list[str]]], int] | None:
    """Return the rows as (line, cells) and the line after the last; None where the numbers stand amid their rows."""
    rows: list[tuple[int, list[str]]] = []
    end = body[0].number
    for line in body:
        begins = line.first.start < columns[1][0] - 1 and (_label_of(line) is not None or _is_total(line))
        begins = begins or (bool(rows) and _is_named_total(line))
        cells = group_cells(line, columns) if begins and is_opening(line) else cells_of(line, columns)
        if cells is None and (begins or _goes_over(rows, line)):
            cells = cells_over_columns(line, columns)
        if cells is None:
            break
        if begins or not rows or _is_item(cells, rows):
            if patterns()[2].fullmatch(cells[0]) and (not cells[1] or cells[1][0].islower()):
                return None
            rows.append((line.number, cells))
        else:
            above = rows[-1][1]
            for nth, text in enumerate(cells):
                above[nth] = _joined(above[nth], text)
        end = line.number + 1
    return (rows, end) if len(rows) >= (1 if goes_on else LEAST_ROWS) else None


def _joined(above: str, text: str) -> str:
    """Return a cell's words with those of its next line; a day cut at its year ("31/12/20", "18") is whole again."""
    cut = re.search(r"\d{1,2}/\d{1,2}/\d{1,3}$", above) and re.match(r"\d{1,3}(?!\S)", text)
    return f"{above}{text}" if cut else f"{above} {text}".strip()


def _is_item(cells: list[str], rows: list[tuple[int, list[str]]]) -> bool:
    """Tell whether a line without a number begins a row: a dash, or figures where the row above has its own."""
    if not rows or cells[0] or not cells[1]:
        return False
    if re.match(r"[-+*•–]\s", cells[1]):
        return any(cells[2:])  # "- Thương binh và Xã hội" goes on with a name
    figure = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d{1,3}|[xX✓]")  # no figure or mark goes on in a next line
    above = rows[-1][1]
    return any(figure.fullmatch(text) and figure.fullmatch(above[nth]) for nth, text in enumerate(cells) if nth > 1)


def _goes_over(rows: list[tuple[int, list[str]]], line: AlignedLine) -> bool:
    """Tell whether a line goes on with a group's heading that runs over the columns."""
    return bool(rows) and len(line.chunks) == 1 and not any(rows[-1][1][2:]) and bool(rows[-1][1][1])
