"""Tables printed without any ruling: figures set in columns, told from prose and letterheads by strict evidence.

At least four lines of three parts or more whose gaps lie under each other, and a column that holds mostly figures or
marks. A letterhead or a signature block has two columns, or no figures, and stays prose. What goes on at the top of the
next page in the same columns needs no more evidence. How lines make rows is `unruled_rows`' question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from extractors.document import Cell, Place, Table
from extractors.readers.pdf.glyphs import Fragment
from extractors.readers.pdf.lines import Line, group_lines, join_lines
from extractors.readers.pdf.tables import to_box
from extractors.readers.pdf.unruled_rows import Parts, Row, is_figure, is_number, rows_of

_GAP = 1.2  # of the font size: the narrowest room between two columns
_STRIP = 0.4  # of the font size: the same where every line leaves the room
_LINES, _COLUMNS = 4, 3
_STEP = 3.0  # of the font size: rows further apart than this are not one table
_LEVEL = 1.5  # points: how far apart texts that are set alike begin, end or have their middle
_ABOVE = 8  # lines over the first row of figures that may be its headings
# "Đơn vị tính: %", "Tỷ đồng": what is printed over a table at its right; in brackets it is a heading's
_UNIT = regex.compile(
    r"\(?\s*(?:Đơn vị|ĐVT|Đ\.v\.t)\b.*|(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)\s+)?(?:đồng|USD)|%|ha|tấn", regex.IGNORECASE
)
_YEAR = regex.compile(r"(?:19|20)\d\d")
_HEADS = 2  # lines of a running head over what goes on from the page before

Gap = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Unruled:
    """A table without rulings on one page, with the lines that it was made of and the strips between its columns."""

    table: Table
    lines: tuple[Line, ...]
    gutters: tuple[Gap, ...]
    page: int


def take_unruled(
    fragments: Sequence[Fragment], page: int, before: Unruled | None = None
) -> tuple[list[Unruled], list[Fragment]]:
    """Return the tables without rulings among fragments that no grid holds, and the fragments left.

    `before` is a table that ends the page before: its rest may stand at the top of this one.
    """
    lines = group_lines(f for f in fragments if not f.turn)
    found: list[Unruled] = []
    taken: set[int] = set()
    start = 0
    while start < len(lines):
        run, gutters = _run(lines, start)
        made = _made(run, gutters, page) if run else None
        if made is None and before is not None and not found and start <= _HEADS:
            made = _rest(lines, start, before, page)
        if made is None:
            start += 1
            continue
        below = len(made.lines)
        free = [line for line in lines[max(0, start - _ABOVE) : start] if not taken & {id(f) for f in line.fragments}]
        found.append(_headed(free, made))
        taken.update(id(f) for line in found[-1].lines for f in line.fragments)
        start += below
    return found, [f for f in fragments if id(f) not in taken]


def on_common_columns(pieces: Sequence[Unruled]) -> list[Unruled]:
    """Return the pieces of following pages on the columns that the lines of all of them leave free.

    They stay as they are where that would lose more than one column of the one with the fewest: strips that only a few
    lines leave free are none.
    """
    gutters = _strips([line for piece in pieces for line in piece.lines])
    fewest = min(len(piece.gutters) for piece in pieces)
    if len(gutters) < max(_COLUMNS - 1, fewest - 1):
        return list(pieces)
    left = min(line.x0 for piece in pieces for line in piece.lines)
    right = max(line.x1 for piece in pieces for line in piece.lines)
    rows = [_rows(piece.lines, gutters) for piece in pieces]
    first, *others = rows
    again = [line for each in others for line in each if _texts(line) != _texts(first[0])]
    cols = _whole_columns(first[0], [*first[1:], *again])
    return [
        replace(piece, table=_table(each, cols, gutters, piece.page, (left, right)), gutters=tuple(gutters))
        for piece, each in zip(pieces, rows, strict=True)
    ]


def _made(run: list[Line], gutters: list[Gap], page: int) -> Unruled | None:
    """Return the table of a run of lines; what stands below it in the first column alone is a note or a caption."""
    kept = list(run)
    while kept and gutters and kept[-1].x1 <= gutters[0][1]:
        kept.pop()
    strips = _strips(kept) or gutters
    for line in run[len(kept) :]:  # a last row without figures, or the last lines of its texts
        if not (_is_row(line, strips) or _goes_on(kept[-1], line, strips)):
            break
        kept.append(line)
    if len(kept) < _LINES:
        return None
    table = _tabulated(kept, strips, page)
    if table.rows < _LINES or not _has_figures(table):
        return None
    return Unruled(table, tuple(kept), tuple(strips), page)


def _headed(above: Sequence[Line], made: Unruled) -> Unruled:
    """Return a table with the headings over its first row of figures, whose lines stand in the middle of their cells.

    Nothing but a row's label may stand between them and the figures ("Diện tích gieo trồng (Ha)"); they leave the same
    columns free, and every column of figures has one.
    """
    leading = next((at for at, line in enumerate(made.lines) if _has_figure(line, made.gutters)), 0)
    heading, body = list(made.lines[:leading]), made.lines[leading:]
    label: list[Line] = []
    strips, below = list(made.gutters), made.lines[0]
    for line in reversed(above):
        kept = _strips([line, *heading, *label, *body])
        far = below.base - line.base > _STEP * max(line.size, below.size)
        if far or _UNIT.fullmatch(line.text.strip()) or not _same_columns(strips, kept, line.size):
            break
        alone = not any(_parts([line], kept)[0][1:])
        if alone and (heading or label):
            break
        (label if alone else heading).insert(0, line)
        strips, below = kept, line
    split = _parts(heading, strips)
    named = [any(parts[col] for parts in split) for col in range(1, len(strips) + 1)]
    if len(heading) == leading or not all(named):
        return made
    joined: Row = [
        [Line(parts[col], line.base, line.size) for line, parts in zip(heading, split, strict=True) if parts[col]]
        for col in range(len(strips) + 1)
    ]
    rows = [joined, *(_rows(label, strips) if label else []), *_rows(body, strips)]
    run = (*heading, *label, *body)
    sides = (min(line.x0 for line in run), max(line.x1 for line in run))
    table = _table(rows, _whole_columns(rows[0], rows[1:]), strips, made.page, sides)
    return replace(made, table=table, lines=run, gutters=tuple(strips))


def _has_figure(line: Line, gutters: Sequence[Gap]) -> bool:
    """Return whether a line prints a figure in a column behind the first; a bare year may be a heading's."""
    texts = [Line(part, line.base, line.size).text for part in _parts([line], gutters)[0][1:] if part]
    return any(is_figure(text) and _YEAR.fullmatch(text) is None for text in texts)


def _same_columns(strips: Sequence[Gap], kept: Sequence[Gap], size: float) -> bool:
    """Return whether strips are left between the same columns; one too narrow to part columns may be lost."""
    lost = [one for one in strips if not any(one[0] < other[1] and other[0] < one[1] for other in kept)]
    narrow = all(high - low < _GAP * size for low, high in lost)
    return len(kept) == len(strips) - len(lost) >= _COLUMNS - 1 and narrow


def _rest(lines: Sequence[Line], start: int, before: Unruled, page: int) -> Unruled | None:
    """Return the lines from `start` on as the rest of a table, None when the first is no row and no heading of it."""
    run: list[Line] = []
    gutters = before.gutters
    for line in lines[start:]:
        if run and line.base - run[-1].base > _STEP * max(line.size, run[-1].size):
            break
        again = not run and line.text == before.lines[0].text
        if not (again or _is_row(line, gutters) or (run and _goes_on(run[-1], line, gutters))):
            break
        run.append(line)
    if not run:
        return None
    return Unruled(_tabulated(run, gutters, page), tuple(run), gutters, page)


def _tabulated(run: Sequence[Line], gutters: Sequence[Gap], page: int) -> Table:
    rows = _rows(run, gutters)
    sides = (min(line.x0 for line in run), max(line.x1 for line in run))
    return _table(rows, _whole_columns(rows[0], rows[1:]), gutters, page, sides)


def _leaves_free(line: Line, gutters: Sequence[Gap]) -> bool:
    """Return whether a line has no word in the middle of a strip, and no mere blank between two words there."""
    middles = [(low + high) / 2 for low, high in gutters]
    words = line.words()
    if any(word[0].x0 < x < word[-1].x1 for word in words for x in middles):
        return False
    gaps = [(one[-1].x1, other[0].x0) for one, other in pairwise(words)]
    return not any(low <= x <= high and high - low < _STRIP * line.size for low, high in gaps for x in middles)


def _goes_on(above: Line, line: Line, gutters: Sequence[Gap]) -> bool:
    """Return whether a line prints nothing but the next lines of texts above it, set as they are."""
    if not _leaves_free(line, gutters):
        return False
    upper, lower = (_parts([each], gutters)[0] for each in (above, line))
    for col, (over, own) in enumerate(zip(upper, lower, strict=True)):
        if not own:
            continue
        if not over or (col == 0 and len(Line(own, line.base, line.size).text) > 2):
            return False
        (x0, x1), (u0, u1) = ((part[0].x0, part[-1].x1) for part in (own, over))
        if min(abs(x0 - u0), abs(x1 - u1), abs(x0 + x1 - u0 - u1) / 2) > _LEVEL:
            return False
    return True


def _is_row(line: Line, gutters: Sequence[Gap]) -> bool:
    """Return whether a line is a row by itself: two parts or more in their columns, a number or a figure among them."""
    if not _leaves_free(line, gutters):
        return False
    texts = [Line(part, line.base, line.size).text for part in _parts([line], gutters)[0] if part]
    return len(texts) > 1 and (is_number(texts[0]) or any(is_figure(text) for text in texts[1:]))


def _gaps(line: Line) -> list[Gap]:
    words = line.words()
    gaps = [(one[-1].x1, other[0].x0) for one, other in pairwise(words)]
    return [gap for gap in gaps if gap[1] - gap[0] > _GAP * line.size]


def _run(lines: Sequence[Line], start: int) -> tuple[list[Line], list[Gap]]:
    """Return the lines from `start` on that share two gutters or more, and those gutters."""
    gutters = _gaps(lines[start])
    if len(gutters) < _COLUMNS - 1:
        return [], []
    run, whole = [lines[start]], 1
    for line in lines[start + 1 :]:
        if line.base - run[-1].base > _STEP * max(line.size, run[-1].size):
            break
        kept = _narrowed(gutters, line)
        if len(kept) < _COLUMNS - 1 or len(kept) < len(gutters) - 1:
            break
        gutters = kept
        run.append(line)
        whole += len(_gaps(line)) >= _COLUMNS - 1
    return (run, gutters) if whole >= _LINES else ([], [])


def _narrowed(gutters: Sequence[Gap], line: Line) -> list[Gap]:
    """Return what of each gutter the words of a line leave free."""
    kept = []
    for low, high in gutters:
        for word in line.words():
            x0, x1 = word[0].x0, word[-1].x1
            if x1 <= low or x0 >= high:
                continue
            if x0 - low >= high - x1:  # the word stands at the gutter's right edge
                high = min(high, x0)
            else:
                low = max(low, x1)
        if high - low > _STRIP * line.size:
            kept.append((low, high))
    return kept


def _strips(run: Sequence[Line]) -> list[Gap]:
    """Return the strips that no word of any line enters: narrow ones too, which one line alone does not prove."""
    spans = sorted((word[0].x0, word[-1].x1) for line in run for word in line.words())
    found: list[Gap] = []
    end = spans[0][1] if spans else 0.0
    for x0, x1 in spans:
        if x0 - end > _STRIP * max(line.size for line in run):
            found.append((end, x0))
        end = max(end, x1)
    return found


def _parts(run: Sequence[Line], gutters: Sequence[Gap]) -> list[list[list[Fragment]]]:
    """Return, per line and column, the fragments that stand there."""
    cuts = [float("-inf"), *((low + high) / 2 for low, high in gutters), float("inf")]
    return [
        [[f for f in line.fragments if low <= (f.x0 + f.x1) / 2 < high] for low, high in pairwise(cuts)] for line in run
    ]


def _rows(run: Sequence[Line], gutters: Sequence[Gap]) -> list[Row]:
    return rows_of(
        [
            Parts(line.base, line.size, tuple(Line(part, line.base, line.size) if part else None for part in parts))
            for line, parts in zip(run, _parts(run, gutters), strict=True)
        ]
    )


def _texts(row: Row) -> list[str]:
    return [" ".join(line.text for line in cell) for cell in row]


def _table(
    rows: Sequence[Row], cols: Sequence[Sequence[int]], gutters: Sequence[Gap], page: int, sides: tuple[float, float]
) -> Table:
    """Return rows as a table; `cols` says which of the columns between the gutters make each of its columns."""
    left, right = sides
    cuts = [left, *((low + high) / 2 for low, high in gutters)]
    xs = [*(cuts[col[0]] for col in cols), right]
    rows = [[sorted((line for at in col for line in row[at]), key=_base) for col in cols] for row in rows]
    # no ruling tells how wide a column is: its widest line does
    rooms = [max((line.x1 - line.x0 for row in rows for line in row[col]), default=0.0) for col in range(len(cols))]
    texts = [[join_lines(cell, room) if cell else "" for cell, room in zip(row, rooms, strict=True)] for row in rows]
    tops = [min(f.y0 for cell in row for line in cell for f in line.fragments) for row in rows]
    ends = [*tops[1:], max(f.y1 for cell in rows[-1] for line in cell for f in line.fragments)]
    cells = tuple(
        Cell(row, col, text, Place(page, to_box((xs[col], tops[row], xs[col + 1], ends[row]))))
        for row, line in enumerate(texts)
        for col, text in enumerate(line)
    )
    return Table(
        cells=cells,
        rows=len(rows),
        cols=len(cols),
        place=Place(page, to_box((left, tops[0], right, ends[-1]))),
        ruled=False,
        widths=tuple(round(b - a, 2) for a, b in pairwise(xs)),
    )


def _base(line: Line) -> float:
    return line.base


def _whole_columns(heading: Row, body: Sequence[Row]) -> list[list[int]]:
    """Return the columns, those put together that are one: texts set to different sides may leave a strip free between.

    Two neighbours are one where no row fills both, and the heading names one of them alone: either the named one is
    empty (a heading in the middle over names set to the left), or both hold figures.
    """
    out: list[list[int]] = [[0]]
    for col in range(1, len(heading)):
        before = out[-1]
        named = bool(heading[col]) + sum(bool(heading[at]) for at in before)
        own = [row for row in body if row[col]]
        left = [row for row in body if any(row[at] for at in before)]
        apart = not any(row[at] for row in own for at in before)
        blank = not own if heading[col] else not left
        figures = all(is_figure(line.text) for row in own for line in row[col]) and all(
            is_figure(line.text) for row in left for at in before for line in row[at]
        )
        if apart and named == 1 and (blank or (col > 1 and figures)):
            before.append(col)
        else:
            out.append([col])
    return out


def _has_figures(table: Table) -> bool:
    """Return whether a column holds mostly figures or marks (its heading aside)."""
    for col in range(table.cols):
        filled = [cell.text for cell in table.cells if cell.col == col and cell.row and cell.text]
        if len(filled) >= 3 and sum(is_figure(text) for text in filled) >= 0.6 * len(filled):
            return True
    return False
