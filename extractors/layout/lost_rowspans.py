"""Rows of a Markdown table that lack the cells which reach down into them from above.

Converters of web pages and Word files keep a cell's width as blanks behind it ("Số TTHC | | Ghi chú") and lose its
height: the rows below print as many cells less as cells reach down. In the headings the counts agree: the row below
divides what blanks follow. Below them a run of rows of one length lacks the same columns: those whose loss puts
figures under figures, marks under marks, and words under the same words. Where two choices are as good, the cells that
they put under different headings go behind the last column, under none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import combinations, groupby, islice

from extractors.document import Cell, Irregularity, Table
from extractors.layout.labels import parse_label
from extractors.layout.ragged import describe_lengths, is_figure
from extractors.layout.words import is_sequence_heading, is_total, is_year
from normalizers.flags import is_blank, is_mark
from normalizers.text import fold
from normalizers.vocabulary import heading_fields

_LEAST_COLS = 3
_MOST_LOST = 4  # columns that reach down into one row
_MOST_CHOICES = 400

_Rows = list[list[Cell]]
_Spans = dict[tuple[int, int], tuple[int, int]]  # of the cell at (row, column): its rows and columns


@dataclass(slots=True)
class _Made:
    """The rows as they come to stand: each cell by its column, and how far the cells reach."""

    rows: list[dict[int, Cell]]
    spans: _Spans
    placed: set[int] = field(default_factory=set)  # short rows whose cells were put into columns
    spare: int = 0  # columns behind the last for cells that may stand under several headings


def restore_rowspans(table: Table) -> Table:
    """Return `table` with the cells that reach down merged, and the rows below them in their columns.

    Unchanged where the source prints merged cells, where all rows are equally long, or where its first row is a short
    one.
    """
    if len(set(table.row_lengths)) < 2 or any(cell.row_span > 1 or cell.col_span > 1 for cell in table.cells):
        return table
    rows = [
        [cell for _, cell in group] for _, group in groupby(((c.row, c) for c in table.cells), key=lambda at: at[0])
    ]
    width = max(table.row_lengths)
    top = next((at for at, row in enumerate(rows) if any(cell.text for cell in row)), 0)
    if width < _LEAST_COLS or len(rows) != table.rows or len(rows[top]) != width or not _heads(rows[top]):
        return table
    made = _Made([{cell.col: cell for cell in row} for row in rows], {})
    end = _place_headings(rows, top, width, made)
    body = [at for at in range(end, len(rows)) if len(rows[at]) == width and _is_row(rows[at])]
    if body and not any(len(row) == 1 and not is_total(row[0].text) for row in rows[end:]):
        _place_rows(rows, end, width, [_seen(rows, body, col) for col in range(width)], made)
    if end == top + 1 and not made.placed:
        return table
    cells = [
        replace(
            cell,
            col=col,
            row_span=made.spans.get((row, col), (1, 1))[0],
            col_span=made.spans.get((row, col), (1, 1))[1],
        )
        for row, placed in enumerate(made.rows)
        for col, cell in placed.items()
    ]
    note = Irregularity(
        "ragged_table", describe_lengths(table.row_lengths), table.place, row=0, expected=f"{width} cells in every row"
    )
    return replace(
        table,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))),
        cols=width + made.spare,
        row_lengths=(),
        inferred_rows=table.inferred_rows | made.placed,
        irregularities=(*table.irregularities, note),
    )


def _heads(row: list[Cell]) -> bool:
    filled = [cell.text for cell in row if cell.text]
    return (
        len(filled) > 1 and all(any(map(str.isalpha, text)) or is_year(text) for text in filled) and bool(row[0].text)
    )


def _place_headings(rows: _Rows, top: int, width: int, made: _Made) -> int:
    """Put the rows of headings below the first under what they divide; return the index of the first row below."""
    over = {cell.col: cell for cell in rows[top]}
    row = top + 1
    while row < len(rows) and 1 < len(rows[row]) < width and all(cell.text for cell in rows[row][:1]):
        runs = _divided(over, width)
        columns = [col for start, count in runs for col in range(start, start + count)]
        heads = [cell for cell in rows[row] if cell.text]
        if len(columns) != len(rows[row]) or not heads or any(map(_is_data, heads)):
            break
        for start, count in runs:
            above = next(at for at in range(row - 1, -1, -1) if start in made.rows[at])
            made.spans[above, start] = (1, count)
            for col in range(start + 1, start + count):
                made.rows[above].pop(col, None)
        for col, cell in over.items():
            if cell.text and col not in columns:
                above = next(at for at in range(row - 1, -1, -1) if col in made.rows[at])
                made.spans[above, col] = (row - above + 1, 1)
        made.rows[row] = dict(zip(columns, rows[row], strict=True))
        over = made.rows[row]
        row += 1
    return row


def _divided(over: dict[int, Cell], width: int) -> list[tuple[int, int]]:
    """Return (first column, columns) of each heading that blanks follow: those that the row below divides."""
    runs: list[tuple[int, int]] = []
    for col in range(width):
        cell = over.get(col)
        if cell is None:
            continue
        if cell.text:
            runs.append((col, 1))
        elif runs and runs[-1][0] + runs[-1][1] == col:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
    return [run for run in runs if run[1] > 1]


def _is_data(cell: Cell) -> bool:
    return (is_figure(cell.text) and len(cell.text) != 4) or is_mark(cell.text)


def _is_row(row: list[Cell]) -> bool:
    return sum(bool(cell.text) for cell in row) > 1


def _is_group(row: list[Cell]) -> bool:
    """Tell whether a row is a group's, "II" and its name: it lacks nothing."""
    return parse_label(row[0].text) is not None and not row[0].text.strip(" .)").isdigit()


def _seen(rows: _Rows, body: list[int], col: int) -> tuple[frozenset[str], Counter[str]]:
    """Return the kinds that a column holds in the rows of full length, and its words."""
    texts = [rows[at][col].text for at in body]
    return frozenset(_kind(text) for text in texts if text), Counter(
        fold(text) for text in texts if _kind(text) == "text"
    )


def _kind(text: str) -> str:
    if is_blank(text):
        return "blank"
    if is_mark(text):
        return "mark"
    if is_year(text):
        return "year"
    return "figure" if is_figure(text) else "text"


def _place_rows(
    rows: _Rows, start: int, width: int, seen: list[tuple[frozenset[str], Counter[str]]], made: _Made
) -> None:
    """Put the short rows below the headings into their columns, where something tells these."""
    heads = ((col, cell.text) for row in made.rows[:start] for col, cell in row.items())
    numbers = next((col for col, text in heads if is_sequence_heading(text)), None)
    for (length, grouped), group in groupby(
        range(start, len(rows)), key=lambda at: (len(rows[at]), _is_group(rows[at]))
    ):
        run = list(group)
        if grouped or not 1 < length < width or width - length > _MOST_LOST or is_total(rows[run[0]][0].text):
            continue
        choices = _choices([rows[at] for at in run], seen, _above(made, run[0], width, start), numbers)
        if not choices:
            continue
        sure = choices[0] if len(choices) == 1 else None
        placed = [_agreed([dict(zip(kept, rows[at], strict=True)) for kept in choices]) for at in run]
        if any(is_figure(cell.text) for _, left in placed for cell in left):
            continue  # figures that lost the blanks beside them: sums and prices will tell their columns
        made.placed |= set(run)
        for at, (agreed, left) in zip(run, placed, strict=True):
            made.spare = max(made.spare, len(left))
            made.rows[at] = agreed | {width + nth: cell for nth, cell in enumerate(left)}
        if sure is not None:
            for col in set(range(width)) - set(sure):
                above = next((at for at in range(run[0] - 1, start - 1, -1) if col in made.rows[at]), None)
                if above is not None and above + made.spans.get((above, col), (1, 1))[0] >= run[0]:
                    made.spans[above, col] = (run[-1] - above + 1, 1)


def _agreed(places: list[dict[int, Cell]]) -> tuple[dict[int, Cell], list[Cell]]:
    """Return the cells that all ways put into the same column, and the others that print something."""
    agreed = {col: cell for col, cell in places[0].items() if all(other.get(col) is cell for other in places)}
    kept = {id(cell) for cell in agreed.values()}
    return agreed, [cell for cell in places[0].values() if cell.text and id(cell) not in kept]


def _above(made: _Made, row: int, width: int, start: int) -> frozenset[int]:
    """Return the columns in which words or figures stand above a row, which may reach down into it; no notes do.

    A row without a note may just end early, as in dumps of lone cells. `start` is the first row below the headings.
    """
    found: set[int] = set()
    for col in range(width):
        at = next((at for at in range(row - 1, -1, -1) if col in made.rows[at]), None)
        cell = made.rows[at][col] if at is not None else None
        if at is None or at < start or cell is None or not cell.text or is_mark(cell.text):
            continue
        head = next((made.rows[top][col].text for top in range(start) if col in made.rows[top]), "")
        heading = heading_fields((head,)) if head else None
        if heading is None or heading.field != "note":
            found.add(col)
    return frozenset(found)


def _choices(
    run: _Rows, seen: list[tuple[frozenset[str], Counter[str]]], above: frozenset[int], numbers: int | None
) -> list[tuple[int, ...]]:
    """Return the best ways to put the cells of a run of rows into columns, as the column of each cell.

    A row with a number of its own has a name of its own: the first column of words behind the number is not lost. What
    reaches down with the number does so from the left on. `numbers` is the column of the numbers.
    """
    width = len(seen)
    behind = -1 if numbers is None else numbers
    name = next((col for col, (kinds, _) in enumerate(seen) if col > behind and kinds == {"text"}), None)
    scored: list[tuple[tuple[int, int, int], tuple[int, ...]]] = []
    for lost in islice(combinations(sorted(above), width - len(run[0])), _MOST_CHOICES):
        kept = tuple(col for col in range(width) if col not in lost)
        wrong = same = 0
        for row in run:
            own = dict(zip(kept, row, strict=True))
            numbered = numbers in own and parse_label(own[numbers].text) is not None
            wrong += numbers in own and not numbered and own[numbers].text != ""
            wrong += numbered and name in lost
            wrong += numbers in lost and parse_label(row[0].text) is not None and row[0].text.strip(" .").isdigit()
            for col, cell in own.items():
                kinds, words = seen[col]
                kind = _kind(cell.text)
                wrong += kind != "blank" and bool(kinds) and kind not in kinds
                same += kind == "text" and fold(cell.text) in words
        prefix = next((nth for nth, col in enumerate(lost) if nth != col), len(lost))
        scored.append(((wrong, -same, -prefix), kept))
    best = min((score for score, _ in scored), default=None)
    if best is None or best[0]:
        return []
    return [kept for score, kept in scored if score == best]
