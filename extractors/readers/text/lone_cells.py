"""Tables dumped with one cell per line or paragraph and no mark between: the numbers of the rows give the width.

Such dumps (the text that a browser copies) print no bars. The heading of the numbers (STT) and the first number stand
one row apart; every further row must begin with the next number after as many cells, or after one less where the last
column is headed "Ghi chú" and printed nothing. A blank cell counts where its line is printed: in a text of a cell on
each line, or on each second one. Between the rows groups may stand ("I", "Cấp tỉnh"). Headings may stand over others,
where it is plain over which. A total may follow, with as many figures as the rows have in their last columns, or as
there are columns of figures and marks. Where a run of cells breaks this rule, a cell is lost or parted and nothing
shows which: where blanks were left out, `lone_blanks` may tell; else it is given as one column of its lines, so that no
cell is taken for a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from extractors.document import Cell, Irregularity, Place, Table
from extractors.readers.prose import marks
from extractors.readers.text.cell_headings import (
    MOST_PARENTS,
    Heading,
    column_kinds,
    find_headings,
    plainly_divided,
)
from extractors.readers.text.cell_rows import is_label, label, successor
from extractors.readers.text.lone_blanks import goes_beyond, rows_without_blanks, stands_apart, stands_below
from extractors.readers.text.lone_headings import headings_over_blanks
from extractors.readers.text.lone_outline import first_label, outlined_rows
from extractors.readers.text.lone_pages import without_page_breaks
from extractors.readers.text.markup import plain_cell
from extractors.readers.text.tables import TOTALS, folded, is_counter_heading, row_table
from normalizers.amounts import infer_separators, read_figure
from normalizers.flags import is_blank, is_mark

_MOST_COLS = 16
_LEAST_COLS = 3  # of a table that is not read: two may be a list and its title
_MOST_LEFT_OUT = 3  # numbers between two rows, one more
_LEAST_ROWS = 2  # below the headings
_LONGEST_HEADING = 120
_CODE = re.compile(r"\d\.\d{6}(?:\.\d{3}|\.\d\d)*(?:\.H\d\d)?")  # of an administrative procedure: "2.001610"
_GROUP = re.compile(r"(?:[IVX]{1,4}|[A-HĐ])[.)] (?=[^\W\d_]{2})")
_MONEY = ("thanh tien", "kinh phi", "so tien", "tong tien", "tong kinh phi")
_NOTES = ("ghi chu", "chu thich")


@dataclass(frozen=True, slots=True)
class LoneCell:
    """A line or paragraph that may be a cell: its first and last line (from 0) and its text."""

    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class LoneTable:
    """A table made of lines `start` to `end` (from 0, the end not included)."""

    start: int
    end: int
    table: Table


def lone_tables(lines: Sequence[str]) -> list[LoneTable]:
    """Return the tables whose cells stand alone on their lines or paragraphs, in order, not overlapping."""
    lines = without_page_breaks(lines)
    heads = [at for at, line in enumerate(lines) if is_counter_heading(line.strip())]
    if not heads:
        return []
    found: list[LoneTable] = []
    parts = list(pairwise([*heads, len(lines)]))
    with_blanks = [_with_blanks(lines, start, end, step) for start, end in parts for step in (1, 2)]
    with_blanks.insert(0, _with_kept_blanks(lines))
    alone = _lines(lines)
    ways = [partial(_tables, cells) for cells in (*with_blanks, _paragraphs(lines), alone)]
    ways += [partial(_outlines, cells) for cells in (*with_blanks, alone)]
    for tables in (*ways, partial(_without_blanks, alone), partial(_unread, alone)):
        for table in tables():
            if all(table.end <= other.start or other.end <= table.start for other in found):
                found.append(table)
    return sorted(found, key=lambda table: table.start)


def _with_blanks(lines: Sequence[str], start: int, end: int, step: int) -> list[LoneCell]:
    """Return each line of `start` to `end` as a cell, or each second one while the lines between are blank.

    Behind the last line of the text stand blank cells: it may have lost its last blanks.
    """
    cells: list[LoneCell] = []
    for at in range(start, end, step):
        cells.append(LoneCell(at, at, " ".join(lines[at].split())))
        if step > 1 and any(line.strip() for line in lines[at + 1 : at + step]):
            break
    if all(cell.text for cell in cells):
        return []  # nothing that the other ways to see the lines would lack
    at_end = cells[-1].first + step >= len(lines)
    return [*cells, *([LoneCell(len(lines) - 1, len(lines) - 1, "")] * _MOST_COLS if at_end else [])]


def _with_kept_blanks(lines: Sequence[str]) -> list[LoneCell]:
    """Return each line that holds anything as a cell, a blank one where all that it holds is a single blank.

    Word and portals print a blank that web pages keep (U+00A0) in each blank cell; lines without anything stand between
    rows.
    """
    if " " not in lines:
        return []
    return [LoneCell(at, at, " ".join(line.split())) for at, line in enumerate(lines) if line.strip() or line == " "]


def _lines(lines: Sequence[str]) -> list[LoneCell]:
    return [LoneCell(at, at, " ".join(line.split())) for at, line in enumerate(lines) if line.strip()]


def _paragraphs(lines: Sequence[str]) -> list[LoneCell]:
    cells: list[LoneCell] = []
    start = None
    for at, line in enumerate([*lines, ""]):
        if line.strip():
            start = at if start is None else start
        elif start is not None:
            cells.append(LoneCell(start, at - 1, " ".join(" ".join(lines[start:at]).split())))
            start = None
    return cells


def _tables(cells: Sequence[LoneCell]) -> Iterator[LoneTable]:
    after = 0
    for at, cell in enumerate(cells):
        if at < after or not is_counter_heading(cell.text):
            continue
        headings, rows = _headed_rows(cells, at)
        numbered = [row for row in rows if _number(cells, row[0])]
        named = {one.col: cells[one.index].text for one in headings}
        total = _total(cells, numbered, named) if rows else []
        if len(numbered) >= _LEAST_ROWS and total is not None:
            after = (total[-1][1] if total else rows[-1][-1]) + 1
            yield LoneTable(cell.first, cells[after - 1].last + 1, _table(cells, headings, rows, total))


def _outlines(cells: Sequence[LoneCell]) -> Iterator[LoneTable]:
    """Yield the tables whose groups have figures of their own, each row a cell for each heading."""
    for start, cell in enumerate(cells):
        if not is_counter_heading(cell.text):
            continue
        width = _first_outlined(cells, start) - start
        count = outlined_rows([one.text for one in cells[start + width :]], width, _is_total) if width > 0 else 0
        if width >= _LEAST_COLS and count:
            rows = [list(range(start + at, start + at + width)) for at in range(width, (count + 1) * width, width)]
            headings = [Heading(start + at, 0, at) for at in range(width)]
            yield LoneTable(cell.first, cells[rows[-1][-1]].last + 1, _table(cells, headings, rows, []))


def _without_blanks(cells: Sequence[LoneCell]) -> Iterator[LoneTable]:
    """Yield the tables whose blank cells print no line, where one way to place the others fits."""
    for start, cell in enumerate(cells):
        if not is_counter_heading(cell.text):
            continue
        first = _first_number(cells, start)
        width = first - start
        if width < _LEAST_COLS or not first or label(cells[first].text) is None:
            continue
        head = next((at for at in range(first, len(cells)) if is_counter_heading(cells[at].text)), len(cells))
        found = rows_without_blanks([one.text for one in cells[first:head]], width)
        if found is None:
            continue
        rows, count = found
        printed = [(cell.first + 1, [one.text for one in cells[start:first]])]
        for row in rows:
            texts = ["" if at is None else plain_cell(cells[first + at].text) for at in row.cells]
            printed.append((cells[first + (row.cells[0] or 0)].first + 1, texts))
        inferred = frozenset(nth for nth, row in enumerate(rows, 1) if row.inferred)
        table = replace(row_table(printed), inferred_rows=inferred)
        yield LoneTable(cell.first, cells[first + count - 1].last + 1, table)


def _unread(cells: Sequence[LoneCell]) -> Iterator[LoneTable]:
    """Yield what begins as a table does: headings, then two or more numbers in succession, each before words."""
    after = 0
    for start, cell in enumerate(cells):
        if start < after or not is_counter_heading(cell.text):
            continue
        first = _first_number(cells, start) or _first_outlined(cells, start)
        if not first or first - start < _LEAST_COLS:
            continue
        next_head = next((at for at in range(first, len(cells)) if is_counter_heading(cells[at].text)), len(cells))
        behind = range(first, min(first + _MOST_COLS, next_head))  # a group's label, its name and its figures
        numbers = [next((at for at in behind if _number(cells, at)), first)]
        while (own := _number(cells, numbers[-1])) is not None:
            near = range(numbers[-1] + 2, min(numbers[-1] + _MOST_COLS, next_head, len(cells)))
            following = next(
                (at for at in near if (other := _number(cells, at)) and (other == ("1",) or successor(own, other))),
                None,
            )
            if following is None:
                break
            numbers.append(following)
        if len(numbers) < _LEAST_ROWS:
            continue
        after = min(numbers[-1] + min(other - one for one, other in pairwise(numbers)), next_head)
        while after < len(cells) and (is_mark(cells[after].text) or _is_figure(cells[after].text)):
            after += 1
        rows = [(one.first + 1, [one.text]) for one in cells[start:after]]
        named = " | ".join(one.text for one in cells[start:first])
        note = Irregularity("cells_without_rows", named, Place(line=cell.first + 1))
        table = replace(row_table(rows), irregularities=(note,))
        yield LoneTable(cell.first, cells[after - 1].last + 1, table)


def _first_number(cells: Sequence[LoneCell], start: int) -> int:
    """Return where the first row or group begins below the headings from `start` on; 0 where none does."""
    within = range(start + 2, min(start + 2 * _MOST_COLS, len(cells)))
    first = next((at for at in within if _number(cells, at) == ("1",) or _is_first_group(cells, at)), 0)
    filled = [cells[at].text for at in range(start, first) if cells[at].text]
    return first if len(filled) <= _MOST_COLS and all(map(_is_heading, filled)) else 0


def _first_outlined(cells: Sequence[LoneCell], start: int) -> int:
    """Return where the first group begins, one with figures too, below the headings from `start` on; 0 for none."""
    texts = [one.text for one in cells[start : start + _MOST_COLS + 2]]
    width = first_label(texts, _MOST_COLS)
    return start + width if width and all(map(_is_heading, texts[1:width])) else 0


def _headed_rows(cells: Sequence[LoneCell], start: int) -> tuple[list[Heading], list[list[int]]]:
    """Return the headings and the rows, as positions of cells, of the table whose first heading is at `start`."""
    first = _first_number(cells, start)
    if not first:
        return [], []
    named = [cells[at].text for at in range(start, first)]
    if rows := _rows(cells, first, len(named), noted=folded(named[-1]).startswith(_NOTES)):
        return [Heading(start + at, 0, at) for at in range(len(named))], rows
    if "" in named and (below := _over_blanks(cells, start, first)) is not None:
        return below
    places = [at for at in range(start, first) if cells[at].text]
    named = [cells[at].text for at in places]
    for width in range(len(named) - 1, max(len(named) - MOST_PARENTS, 3) - 1, -1):
        rows = _rows(cells, first, width, noted=any(folded(text).startswith(_NOTES) for text in named))
        numbered = [[cells[at].text for at in row] for row in rows if _number(cells, row[0])]
        if len(numbered) < _LEAST_ROWS:
            continue
        columns = column_kinds(numbered, width)
        found = find_headings(named, width, columns)
        if not found.rows and plainly_divided(found, columns):
            return [replace(heading, index=places[heading.index]) for heading in found.cells], rows
    return [], []


_Headed = tuple[list[Heading], list[list[int]]]


def _over_blanks(cells: Sequence[LoneCell], start: int, first: int) -> _Headed | None:
    """Return the headings and rows of a table whose second row of headings prints blanks; None where none fits."""
    texts = [cells[at].text for at in range(start, first)]
    for width in range(len(texts) - 1, _LEAST_COLS - 1, -1):
        rows = _rows(cells, first, width, noted=False)
        numbered = [[cells[at].text for at in row] for row in rows if _number(cells, row[0])]
        if len(numbered) < _LEAST_ROWS:
            continue
        found = headings_over_blanks(texts, width, column_kinds(numbered, width))
        if found is not None:
            return [replace(heading, index=heading.index + start) for heading in found], rows if found else []
    return None


def _rows(cells: Sequence[LoneCell], here: int, width: int, *, noted: bool) -> list[list[int]]:
    """Return the rows from the first number or group on; where `noted`, a row may lack the last cell."""
    rows: list[list[int]] = []
    numbered: list[list[int]] = []
    while True:
        group_end = _group_end(cells, here, width, None)
        if group_end is not None:
            rows.append(list(range(here, group_end)))
            here = group_end
            continue
        number = _number(cells, here)
        ends = [here + width, *([here + width - 1] if noted else [])]
        end = next((end for end in ends if number is not None and _follows(cells, number, end, width)), None)
        if end is None and number is not None and _slips(cells, number, here + width, width):
            end = here + width
        if end is None:
            break
        numbered.append(list(range(here, end)))
        rows.append(numbered[-1])
        here = end
    size = len(numbered[-1]) if numbered else width
    if here + size > len(cells) or is_label(cells[here + 1].text):
        return []
    last = list(range(here, here + size))
    figures = [
        at
        for col, at in enumerate(last)
        if all(col < len(row) and _is_figure(cells[row[col]].text) for row in numbered)
    ]
    whole = not numbered or all(_is_figure(cells[at].text) or is_blank(cells[at].text) for at in figures)
    lacks = not whole or any(_is_total(cells[at].text) or marks().word.match(cells[at].text) for at in last[1:])
    remarks = [len(cells[row[-1]].text) for row in numbered if len(row) == width]
    if noted and size < width and remarks and _is_remark(cells, here + size, max(remarks)):
        last.append(here + size)
    rows.append(last)
    printed = [[cells[at].text for at in row] for row in numbered]
    lacks = lacks or goes_beyond([cells[at].text for at in last], printed)
    lacks = lacks or any(stands_apart(row, printed, width) for row in printed)
    return [] if lacks or _goes_on(cells, here, size) else rows


def _is_remark(cells: Sequence[LoneCell], at: int, longest: int) -> bool:
    """Tell whether the cell behind a last row is its remark: short as the others, and right above another section."""
    if at >= len(cells) or len(cells[at].text) > longest or stands_below(cells[at].text) or _is_total(cells[at].text):
        return False
    return at + 1 == len(cells) or stands_below(cells[at + 1].text)


def _is_first_group(cells: Sequence[LoneCell], at: int) -> bool:
    first = cells[at].text.split(" ", 1)[0] if _GROUP.match(cells[at].text) else cells[at].text
    return first.strip(".)") in ("I", "A") and _group_end(cells, at, None, None) is not None


def _group_end(cells: Sequence[LoneCell], at: int, width: int | None, number: tuple[str, ...] | None) -> int | None:
    """Return where the row of a group ends that begins at `at`: "II", its name and blank cells or none, then a number.

    That number is 1, or the one after `number`, or where this is None any. `width` is None while it is not known.
    """
    if at + 2 >= len(cells):
        return None
    whole = _GROUP.match(cells[at].text) is not None  # "II. Cấp huyện" in one cell
    if not whole and (label(cells[at].text) is not None or not is_label(cells[at].text)):
        return None
    if not whole and not any(sign.isalpha() for sign in cells[at + 1].text):
        return None
    end = at + 1 if whole else at + 2
    while end < len(cells) and end < at + _MOST_COLS and not cells[end].text:
        end += 1
    other = _number(cells, end) if width is None or end - at in (1 if whole else 2, width) else None
    fits = other is not None and (number is None or other == ("1",) or successor(number, other))
    return end if fits else None


def _total(
    cells: Sequence[LoneCell], rows: Sequence[Sequence[int]], named: dict[int, str]
) -> list[tuple[int, int]] | None:
    """Return (column, cell) of the total behind the rows, its label first; [] for none, None where it fits no columns.

    Its figures stand in the last columns if these hold figures; else, as many as there are columns of figures and
    marks, in those: a total counts the marks above it. A figure alone stands under the column that it is the sum of, or
    in the last one where its heading (`named`) says that it holds the money.
    """
    at = rows[-1][-1] + 1
    if at >= len(cells) or not _is_total(cells[at].text):
        return []
    end = at + 1
    while end < len(cells) and _is_figure(cells[end].text):
        end += 1
    width = max(map(len, rows))
    held = [[cells[row[col]].text if col < len(row) else "" for row in rows] for col in range(width)]
    last = width
    while last > 1 and all(_is_figure(text) or is_blank(text) for text in held[last - 1]) and any(held[last - 1]):
        last -= 1
    added = [col for col in range(2, width) if all(_is_figure(text) or is_mark(text) for text in held[col])]
    figures = range(at + 1, end)
    columns = next((cols for cols in ([*range(last, width)], added) if len(cols) == len(figures) > 0), None)
    if columns is None and len(figures) == 1:
        sums = [col for col in added if _adds_up(held[col], cells[at + 1].text)]
        of_money = folded(named.get(width - 1, "")).startswith(_MONEY) and width - 1 in added
        columns = sums if len(sums) == 1 else [width - 1] if not sums and of_money else None
    return None if columns is None else [(min(1, columns[0] - 1), at), *zip(columns, figures, strict=True)]


def _adds_up(column: Sequence[str], total: str) -> bool:
    """Tell whether the figures of a column, read alike, add up to a total: 300, 425 and 75 to 800."""
    separators = infer_separators([*column, total], [])
    read = [read_figure(text, separators).value for text in (*column, total)]
    return None not in read and sum(value for value in read[:-1] if value is not None) == read[-1]


def _is_total(text: str) -> bool:
    return re.sub(r"\(.*?\)|[^a-z ]", "", folded(text)).strip() in TOTALS


def _is_figure(text: str) -> bool:
    bare = any(sign.isdigit() for sign in text) and not any(sign.isalpha() for sign in text)
    return bare and _CODE.fullmatch(text) is None


def _number(cells: Sequence[LoneCell], at: int) -> tuple[str, ...] | None:
    """Return the number of the row that begins at `at`: words must follow it, or a code and words.

    It may be as high as a year.
    """
    beside = at + 1 + (at + 2 < len(cells) and _CODE.fullmatch(cells[at + 1].text) is not None)
    if beside >= len(cells) or not any(sign.isalpha() for sign in cells[beside].text):
        return None
    text = cells[at].text
    return label(text) or ((text[:4],) if re.fullmatch(r"(?:19|20)\d\d[.)]?", text) else None)


def _follows(cells: Sequence[LoneCell], number: tuple[str, ...], at: int, width: int) -> bool:
    """Tell whether the row after `number`, or a group with it, begins at `at`; a browser's dump prints 1 in all."""
    other = _number(cells, at) if at < len(cells) else None
    if other is not None:
        return successor(number, other) or other == number == ("1",)
    return at < len(cells) and _group_end(cells, at, width, number) is not None


def _slips(cells: Sequence[LoneCell], number: tuple[str, ...], at: int, width: int) -> bool:
    """Tell whether a whole row after `number` begins at `at`, though its number is a slip of the typist.

    A number is left out or printed twice ("6", "8"; "6", "6"), and the row behind it has the next one again.
    """
    other = _number(cells, at)
    if other is None or len(other) != 1 or len(number) != 1:
        return False
    apart = int(other[0]) - int(number[0])
    return 0 <= apart <= _MOST_LEFT_OUT and _follows(cells, other, at + width, width)


def _goes_on(cells: Sequence[LoneCell], last: int, width: int) -> bool:
    """Tell whether a row numbered next stands where none should: a cell of the rows is lost or parted."""
    number = _number(cells, last)
    beyond = range(last + 2, min(last + 3 * width, len(cells)))
    return number is None or any(_follows(cells, number, at, width) for at in beyond)


def _is_heading(text: str) -> bool:
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return True
    return len(text) <= _LONGEST_HEADING and any(sign.isalpha() for sign in text) and not text.endswith((";", ".", ":"))


def _table(
    cells: Sequence[LoneCell],
    headings: Sequence[Heading],
    rows: Sequence[Sequence[int]],
    total: Sequence[tuple[int, int]],
) -> Table:
    def placed(at: int) -> tuple[str, Place]:
        return plain_cell(cells[at].text), Place(line=cells[at].first + 1)

    made = [Cell(one.row, one.col, *placed(one.index), one.row_span, one.col_span) for one in headings]
    width = max(one.col + one.col_span for one in headings)
    lengths = [sum(one.row == row for one in headings) for row in range(1 + max(one.row for one in headings))]
    for row, own in enumerate(rows, len(lengths)):
        made += [Cell(row, col, *placed(at)) for col, at in enumerate(own)]
        if len(own) == width - 1 and _number(cells, own[0]):  # the note that this row has not
            made.append(Cell(row, width - 1, "", placed(own[-1])[1]))
    lengths += [width if len(own) == width - 1 and _number(cells, own[0]) else len(own) for own in rows]
    if total:
        place = placed(total[0][1])[1]
        printed = {col: placed(at) for col, at in total}
        last = max(width, *(col + 1 for col in printed))
        made += [Cell(len(lengths), col, *printed.get(col, ("", place))) for col in range(last)]
        lengths.append(last)
    made.sort(key=lambda cell: (cell.row, cell.col))
    return Table(tuple(made), len(lengths), width, made[0].place, row_lengths=tuple(lengths))
