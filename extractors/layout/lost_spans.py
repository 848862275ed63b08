"""Headings in two rows whose merged cells a web dump has lost.

"Cách thức thực hiện" over "Mức độ DVC | Thực hiện qua BCCI" becomes, without its colspan, a row of eight headings over
a row of two that stand at the far left, while every row below has nine cells. That the counts agree (eight headings,
one of them divided in two, make nine columns) says that spans were lost; which heading is divided its meaning and the
cells below tell: law under "Căn cứ pháp lý", money under "Phí". What they leave open keeps no heading, rather than a
wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, islice

from extractors.document import Cell, Irregularity, Table
from extractors.layout.grid import grid_of
from extractors.layout.headings import caption_rows, is_number_row
from extractors.layout.labels import parse_label
from extractors.layout.words import is_sequence_heading, is_total
from normalizers.content import KINDS, fits
from normalizers.flags import is_blank
from normalizers.text import fold
from normalizers.vocabulary import heading_fields, heading_holds, time_heading

_MOST_CHOICES = 500
_MOST_ROWS = 40  # body rows that are asked
_BY_YEAR = ("time", "deadline", "year", "amount", "quantity", "target", "agencies_applied")  # what goes year by year
_NEVER = 10.0
_LONGEST = 80  # characters of a heading

Paths = tuple[tuple[str, ...], ...]


def restore(table: Table) -> Table:
    """Return `table` with the headings that a lost merged cell has moved over their own columns.

    Unchanged where no row of further headings stands displaced right under the heading.
    """
    displaced = _displaced(table)
    if displaced is None:
        return table
    heads, below, width = displaced
    choices = list(islice(_choices(heads, below, width), _MOST_CHOICES + 1))
    if not choices or len(choices) > _MOST_CHOICES:
        return table  # too many ways to put them: nothing tells one from the others
    found = _kinds(table, width)
    scores = [
        _kinship(paths) + _likeness(paths, found) + sum(_agreement(path, found[col]) for col, path in enumerate(paths))
        for paths in choices
    ]
    best = max(scores)
    if best <= 0:
        return table
    likely = [paths for paths, score in zip(choices, scores, strict=True) if score >= best - 1e-9]
    agreed = tuple(paths[0] if len(set(paths)) == 1 else () for paths in zip(*likely, strict=True))
    note = Irregularity(
        "ragged_table",
        f"{len(heads)} headings over {len(below)}, displaced to the left, for {width} columns",
        table.place,
        row=table.header_rows,
        expected="merged headings",
    )
    rows = table.header_rows + 1
    while rows + 1 < table.rows and is_number_row(grid_of(table), rows):
        rows += 1  # "(1) | (2) | (3)" below both
    return replace(
        table,
        header_rows=rows,
        headings=agreed + ((),) * (table.cols - width),
        irregularities=(*table.irregularities, note),
    )


def _displaced(table: Table) -> tuple[list[str], list[str], int] | None:
    """Return the headings, those of the displaced row and the number of columns that the rows below use."""
    row, top = table.header_rows, caption_rows(table)
    merged = any(cell.col_span > 1 for cell in table.cells if top <= cell.row <= row)
    if row != top + 1 or row + 1 >= table.rows or merged:
        return None
    heads, below = _from_left(table, top), _from_left(table, row)
    if heads is None or below is None or len(below) < 2:
        return None
    if not all(time_heading(text) for text in below):  # years under one heading: nothing else stands in such a row
        if len(below) >= len(heads) or parse_label(below[0]) is not None:
            return None
        if any(fits(text, "figure") or is_blank(text) for text in below):
            return None
    used = [cell.col + cell.col_span for cell in table.cells if cell.row > row and cell.text and cell.col_span == 1]
    width = max(used, default=0)
    return (heads, below, width) if len(heads) < width < len(heads) + len(below) else None


def _from_left(table: Table, row: int) -> list[str] | None:
    """Return the texts of a row that fill its first columns; None where blanks stand between them."""
    cells = [cell for cell in table.cells if cell.row == row and cell.text]
    if [cell.col for cell in cells] != list(range(len(cells))) or any(len(cell.text) > _LONGEST for cell in cells):
        return None
    return [cell.text for cell in cells]


def _choices(heads: list[str], below: list[str], width: int) -> Iterator[Paths]:
    """Yield every way to put the row below under some headings, two or more under each, in their order."""
    parents = len(heads) + len(below) - width  # so many headings are divided
    if parents < 1:
        return
    for divided in combinations(range(len(heads)), parents):
        for sizes in _shares(len(below), parents):
            yield _paths(heads, below, dict(zip(divided, sizes, strict=True)))


def _shares(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        if total >= 2:
            yield (total,)
        return
    for first in range(2, total - 2 * (parts - 1) + 1):
        for rest in _shares(total - first, parts - 1):
            yield (first, *rest)


def _paths(heads: list[str], below: list[str], divided: dict[int, int]) -> Paths:
    left = iter(below)
    paths: list[tuple[str, ...]] = []
    for index, head in enumerate(heads):
        if index in divided:
            paths += [(head, next(left)) for _ in range(divided[index])]
        else:
            paths.append((head,))
    return tuple(paths)


def _kinds(table: Table, width: int) -> list[dict[str, float]]:
    """Return for each column which share of its cells below the headings is of which kind."""
    grid = grid_of(table)
    columns: list[list[Cell]] = [[] for _ in range(width)]
    for row in range(table.header_rows + 1, min(table.rows, table.header_rows + 1 + _MOST_ROWS)):
        cells = grid.filled(row)
        if len(cells) * 2 < width:
            continue  # a group's row says nothing of the columns
        for cell in cells:
            if cell.col < width:
                columns[cell.col].append(cell)
    return [
        {kind: sum(fits(cell.text, kind) for cell in cells) / len(cells) for kind in KINDS} if cells else {}
        for cells in columns
    ]


def _kinship(paths: Paths) -> float:
    """Return +1 for each divided heading that means what a heading under it means, -2 where only it has a meaning.

    "Kết quả kiểm tra" over "Đạt | Không đạt"; "Tên thủ tục" is not divided into "Lần một | Lần hai".
    """
    below: dict[str, list[str | None]] = {}
    for path in paths:
        if len(path) > 1:
            leaf = "year" if time_heading(path[1]) else getattr(heading_fields(path[1:]), "field", None)
            below.setdefault(path[0], []).append(leaf)
    score = 0.0
    for head, leaves in below.items():
        heading = heading_fields((head,))
        by_year = set(leaves) == {"year"}
        if by_year and (is_total(head) or (heading is not None and heading.field not in _BY_YEAR)):
            score -= _NEVER  # no number, name, note or total is divided by years
        if heading is None:
            continue
        score += (_kin(heading.field) in [_kin(leaf) for leaf in leaves if leaf]) - 2 * (not any(leaves))
    return score


def _likeness(paths: Paths, found: list[dict[str, float]]) -> float:
    """Return what speaks for the divided headings: one that names what is under it, over columns that hold alike.

    "Mức trợ cấp, phụ cấp" is divided into "Trợ cấp | Phụ cấp", and the numbers of the rows are not divided.
    """
    score = 0.0
    columns: dict[str, list[int]] = {}
    for col, path in enumerate(paths):
        if len(path) > 1:
            columns.setdefault(path[0], []).append(col)
    for head, cols in columns.items():
        score += all(fold(paths[col][1]) in fold(head) for col in cols) - 2 * is_sequence_heading(head)
        kinds = {max(found[col], key=found[col].__getitem__) for col in cols if found[col]}
        score += 0.5 if len(kinds) == 1 else -0.5 if kinds else 0.0
    return score


def _kin(field: str) -> str:
    """Return what a meaning is about: the day of publication and whether there was one are both "published"."""
    return field.partition("_")[0]


def _agreement(path: tuple[str, ...], shares: dict[str, float]) -> float:
    """Return +1 where all cells are of a kind that the heading asks for, -1 where none is, 0 where it asks nothing."""
    heading = heading_fields(path)
    kinds = heading_holds(heading.field) if heading is not None else ()
    if not kinds or not shares:
        return 0.0
    return 2 * max(shares[kind] for kind in kinds) - 1
