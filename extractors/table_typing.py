"""What the columns of one table hold: by their headings, their cells and what these add up to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.document import Table
from extractors.layout import rows as layout_rows
from extractors.layout.grid import Grid, grid_of
from extractors.layout.words import is_sequence_heading
from normalizers import column_kinds, column_sums, units, values
from normalizers.amounts import UNKNOWN, Separators, custom, infer_separators, read_figure
from normalizers.flags import is_blank
from normalizers.text import fold
from normalizers.values import ColumnKind
from normalizers.vocabulary import heading_fields

_MOST_ADDED = 400  # rows that may show by their sums what a mark is
_FEWEST_BRACKETED = 2  # columns whose units end their headings, so that others' brackets are units too
_FEWEST_DIGITS = 4  # of sums that hold in one reading of a mark and not in the other
_FEWEST_SUMS = 3  # distinct sums of money alike that show what their marks are
STOPS = Separators("thousands", None)  # official practice: "1.250", whatever a comma is
_NUMERIC = ("count", "amount", "percent", "number", None)
_WORDS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Typing:
    """What the columns of one table hold: `kinds` by column (none for sequence numbers), and its separators."""

    kinds: dict[int, ColumnKind]
    separators: Separators


def typing_of(table: Table, otherwise: Separators = UNKNOWN, beside: Sequence[str] = ()) -> Typing:
    """Return what the columns of a shaped table hold, by their headings and all their cells.

    `otherwise` are the separators where its own figures do not show any; `beside` are lines next to the table that
    state its unit where its title does not.
    """
    grid, seq = grid_of(table), layout_rows.sequence_column(table)
    roles = layout_rows.read_rows(table).roles
    width = twin_width(table)
    numbers = () if seq is None else range(seq, table.cols, width)
    texts: dict[int, list[str]] = {col: [] for col in range(table.cols) if col not in numbers}
    for row in range(table.header_rows, table.rows):
        if roles[row] == "header":
            continue
        for cell in grid.starting(row):
            # a group prints sums beside its name
            if cell.text and cell.col in texts and (roles[row] != "group" or values.is_figure(cell.text)):
                texts[cell.col].append(cell.text)
    paths = table.headings or ((),) * table.cols
    above = [line.text for line in table.title]
    first = grid.filled(table.header_rows) if table.header_rows < table.rows else []
    if len(first) == 1 and units.is_unit_line(first[0].text):
        above.append(first[0].text)  # "Tỷ đồng" right under the headings
    above += [path[-1] for path in paths[:2] if path and units.is_unit_note(path[-1])]  # in the corner
    unit = units.stated_unit(above) or units.unit_beside([*above, *beside])
    fields = {col: heading.field for col, path in enumerate(paths) if path and (heading := heading_fields(path))}
    stated = [*above, *(part for path in paths for part in path)]
    stated += [text for col, own in texts.items() if fields.get(col) == "unit" for text in own]
    money_named = any(column_kinds.is_money_heading(path) for path in paths)
    paths = tuple(units.without_samples(paths))
    kinds = {col: column_kinds.column_kind(paths[col], own, unit, money_named) for col, own in texts.items()}
    for col, kind in kinds.items():
        whole_of = kinds.get(_whole_of(paths, col))
        # "Trong đó" breaks down the column before it, whose unit its figures share
        if (
            whole_of is not None
            and whole_of.kind == "amount"
            and kind.kind in ("number", "count")
            and kind.unit is None
        ):
            kinds[col] = replace(whole_of)
    known = sum(
        bool(path) and path[-1].rstrip().endswith(")") and kinds[col].unit is not None
        for col, path in enumerate(paths)
        if col in kinds
    )
    if known >= _FEWEST_BRACKETED:
        kinds = {col: column_kinds.of_brackets(paths[col], kind, texts[col]) for col, kind in kinds.items()}
    beside_hs = any(units.begins(fold(part), "coefficient_headings") for path in paths for part in path)
    for col, kind in kinds.items():
        kinds[col] = column_kinds.of_coefficients(paths[col], kind, texts[col], beside_hs)
    for col in kinds:
        kinds[col] = column_kinds.of_what_it_compares(paths[col], kinds[col], [kinds[at] for at in kinds if at < col])
    prices = [kind for col, kind in kinds.items() if kind.dong is not None and column_kinds.is_price(paths[col])]
    if prices:
        kinds = {col: column_kinds.of_prices(paths[col], kind, prices) for col, kind in kinds.items()}
    if "quantity" in fields.values():  # the unit of a row is that of its quantity
        kinds = {col: replace(kind, by_row=False) for col, kind in kinds.items()}
        if any(kind.kind == "amount" for kind in kinds.values()):
            kinds = {col: column_kinds.of_large_sums(paths[col], kind, texts[col]) for col, kind in kinds.items()}
    thousands = units.thousand_dong(stated)
    figures = [values.unsigned(text) for col, own in texts.items() if kinds[col].kind in _NUMERIC for text in own]
    whole = [text for col, own in texts.items() if column_kinds.is_whole(kinds[col]) for text in own]
    whole += [text for own in texts.values() if column_kinds.parts_thousands(own) for text in own]
    if "unit" not in fields.values():
        whole += [
            text for col, own in texts.items() if column_kinds.counts_alone(paths[col], kinds[col]) for text in own
        ]
    whole += [text for text in figures if values.prints_whole(text)]
    separators = infer_separators((text.rstrip("% ") for text in [*figures, *thousands]), [*whole, *thousands])
    if separators[:2] == (None, None):
        separators = _by_custom(figures, kinds, texts) if otherwise == UNKNOWN else otherwise
    rows = [row for row in range(table.header_rows, table.rows) if roles[row] not in ("header", "group")]
    if "unit" not in fields.values():
        separators = _by_sums(grid, rows, kinds, separators)
    for col, kind in kinds.items():
        kinds[col] = column_kinds.settled(kind, texts[col], separators)
    return Typing(_by_arithmetic(table, rows, kinds, separators, "unit" in fields.values()), separators)


def _figures_of(
    grid: Grid, rows: Sequence[int], cols: Iterable[int], separators: Separators
) -> dict[int, list[Decimal | None]]:
    """Return the figures of columns row by row: 0 for a blank cell, None for what is no figure or open."""
    found: dict[int, list[Decimal | None]] = {}
    for col in cols:
        texts = [grid.text(row, col) for row in rows]
        read = [read_figure(values.unsigned(text).rstrip("% "), separators) for text in texts]
        found[col] = [
            Decimal(0)
            if is_blank(text)
            else -figure.value
            if figure.value and values.is_negative(text)
            else figure.value
            for text, figure in zip(texts, read, strict=True)
        ]
    return found


def _by_sums(grid: Grid, rows: Sequence[int], kinds: dict[int, ColumnKind], known: Separators) -> Separators:
    """Return what the open mark of a table is where only one reading adds up: 950 + 1.250 = 2.200.

    Columns may add up, or the first or last row all others.
    """
    cols = [col for col, kind in kinds.items() if kind.kind in ("count", "amount", "number")]
    if known[:2] != (None, None) or not cols or len(rows) > _MOST_ADDED:
        return known
    printed = [values.unsigned(grid.text(row, col)).strip() for col in cols for row in rows]
    marks = {mark for mark in ".," if any(mark in text for text in printed)}
    if len(marks) != 1 or not any(text.isdigit() and text != "0" for text in printed):
        return known
    mark = marks.pop()
    parting, cutting = (
        Separators(role, None) if mark == "." else Separators(None, role) for role in ("thousands", "decimal")
    )
    parted, cut = (_added(_figures_of(grid, rows, cols, reading), len(rows)) for reading in (parting, cutting))
    example = tuple(text for text in printed if mark in text)[:1]
    return parting._replace(evidence=example) if parted - cut and not cut - parted else known


def _added(figures: dict[int, list[Decimal | None]], rows: int) -> set[tuple[int, ...]]:
    """Return what adds up or multiplies in a table: columns, and (column, row) where a row adds up the others."""
    found = {(whole, *parts) for whole, parts in column_sums.sums(figures, _FEWEST_DIGITS)}
    found |= set(column_sums.products(figures))
    for total in {0, rows - 1}:
        items = [row for row in range(rows) if row != total]
        found |= {(col, total) for col in column_sums.totals(figures, items, total)}
    return found


def _sums_of_like(
    figures: dict[int, list[Decimal | None]], paths: Sequence[tuple[str, ...]]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield what adds up columns headed alike: "Tổng kinh phí" of each "Kinh phí" between other columns."""
    alike: dict[str, list[int]] = {}
    for col in figures:
        if paths[col]:
            alike.setdefault(fold(paths[col][-1]), []).append(col)
    for cols in alike.values():
        for whole in figures if len(cols) > 1 else ():
            if whole not in cols:
                yield from column_sums.sums({col: figures[col] for col in (*cols, whole)})


def _by_arithmetic(
    table: Table, rows: Sequence[int], kinds: dict[int, ColumnKind], separators: Separators, by_row: bool
) -> dict[int, ColumnKind]:
    """Return the kinds where columns that add up share their unit, and what divides two others is a share of them.

    `by_row` tells that rows have units of their own, so that only sums of money say something new of them.
    """
    grid, paths = grid_of(table), table.headings or ((),) * table.cols
    plain = [col for col, kind in kinds.items() if kind.kind in ("count", "number") and kind.unit is None]
    bare = [col for col, kind in kinds.items() if kind.kind == "amount" and kind.unit is None]
    if (not plain and not bare) or len(rows) < column_sums.FEWEST_ROWS:
        return kinds
    cols = [col for col, kind in kinds.items() if kind.kind in ("count", "number", "amount")]
    rows = rows[: column_sums.MOST_ROWS]
    figures = _figures_of(grid, rows, cols, separators)
    found = dict(kinds)
    decimals = {
        col: max((read_figure(grid.text(row, col), separators).decimals for row in rows), default=0) for col in cols
    }
    open_kinds = [col for col in plain if decimals[col] and not column_kinds.is_ratio(paths[col])]
    unknown = [col for col in open_kinds if not column_kinds.is_counted(paths[col])]
    # of two columns with decimals either could be the share, but for one whose unit is known
    wholes = [col for col in cols if not decimals[col] or kinds[col].kind == "amount" or kinds[col].unit is not None]
    for col in column_sums.shares(figures, unknown, wholes, decimals):
        found[col] = ColumnKind("percent", "%")
    priced = any(found[col].kind == "amount" and not found[col].by_row for col in cols)
    if not priced and (by_row or not any(found[col].unit is not None for col in cols)):
        return found
    for whole, parts in (*column_sums.sums(figures), *_sums_of_like(figures, paths)):
        if not by_row or any(found[col].kind == "amount" for col in (whole, *parts)):
            found = column_kinds.of_one_sum(found, (whole, *parts))
    return found


def _by_custom(figures: list[str], kinds: dict[int, ColumnKind], texts: dict[int, list[str]]) -> Separators:
    """Return what the stop is by official practice; three sums of money show it, coefficients would have decimals."""
    bare = (col for col, kind in kinds.items() if kind.kind == "number" and kind.unit is None)
    if any("." in text for col in bare for text in texts[col]):
        return UNKNOWN
    sums = [text for col, kind in kinds.items() if kind.kind == "amount" and kind.dong for text in texts[col]]
    return custom(figures) if custom(sums, _FEWEST_SUMS) == UNKNOWN else custom(figures, _FEWEST_SUMS)


def twin_width(table: Table) -> int:
    """Return how many columns a list has that is printed in two or more halves beside each other, else all of them.

    "STT | Mức | STT | Mức": each half names and numbers its rows itself; what names them may be headed otherwise in
    each, "Nội dung thu" and "Nội dung chi".
    """
    paths = table.headings
    for width in range(2, table.cols // 2 + 1):
        if table.cols % width or not all(paths):
            continue
        other = [col for col in range(width, table.cols) if paths[col] != paths[col - width]]
        if not other or (len(other) * 2 <= table.cols and _are_halves(table, other, width)):
            return width
    return table.cols


def _are_halves(table: Table, other: list[int], width: int) -> bool:
    """Tell whether columns headed otherwise are the same of each half: "Nội dung thu" and "Nội dung chi" over words.

    What stands beside the names may follow them: "Dự toán thu" and "Dự toán chi".
    """
    grid, rows = grid_of(table), range(table.header_rows, table.rows)
    for col in other:
        if len({fold(table.headings[at][-1]).split(" ")[0] for at in (col, col - width)}) > 1:
            return False
    words = [all(holds_words(grid, rows, at) for at in (col, col - width)) for col in other]
    numbered = is_sequence_heading(table.headings[0][-1]) and 0 not in {col % width for col in other}
    return width > 2 and any(words) and (all(words) or numbered)


def holds_words(grid: Grid, rows: Iterable[int], col: int) -> bool:
    """Tell whether most cells of a column that print something hold words."""
    texts = [text for row in rows if not is_blank(text := grid.text(row, col))]
    return bool(texts) and 2 * sum(_WORDS.search(text) is not None for text in texts) > len(texts)


def _whole_of(paths: Sequence[tuple[str, ...]], col: int) -> int:
    """Return the column that a column under "Trong đó" is a part of, -1 for a column that is none."""
    if len(paths[col]) < 2 or not fold(paths[col][-2]).startswith("trong đó"):
        return -1
    before = col
    while before >= 0 and paths[before][: len(paths[col]) - 1] == paths[col][:-1]:
        before -= 1
    return before
