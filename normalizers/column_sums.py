"""What the arithmetic between the columns of a table shows: totals and their parts, differences, shares.

Such a relation says what a heading nobody foresaw holds: what adds up to đồng is đồng, what divides one column by
another is a share. One that held by chance would have to hold in every row, so a few rows are proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

Column = Sequence[Decimal | None]  # one figure a row: 0 where a cell is blank, None where it is no figure

FEWEST_ROWS = 2  # distinct figures in which a relation says something
_FEWEST_SHARES = 3
_MOST_COLUMNS, MOST_ROWS = 24, 60  # that are looked at
_FEWEST_DIGITS = 6  # of all totals together: small counts often add up by chance
_LARGEST_SHARE = Decimal(100_000)


def sums(columns: Mapping[int, Column], digits: int = _FEWEST_DIGITS) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield (whole, parts) of columns, by their order: a total beside all its parts, or what two of them differ by.

    Their distinct totals have at least `digits` significant ones together.
    """
    order = list(columns)[:_MOST_COLUMNS]
    figures = {col: columns[col][:MOST_ROWS] for col in order}
    for at, whole in enumerate(order):
        for run in (order[at + 1 :], order[:at][::-1]):
            for end in range(2, len(run) + 1):
                parts = tuple(sorted(run[:end]))
                if _adds_up(figures[whole], [figures[col] for col in parts], digits):
                    yield whole, parts
                    break
    for at, difference in enumerate(order):
        for left in range(at):
            for right in range(left + 1, at):
                first, second = figures[order[left]], figures[order[right]]
                # one of them is the other and the difference: signs as printed, or without
                if _adds_up(first, [second, figures[difference]], digits):
                    yield order[left], (order[right], difference)
                elif _adds_up(second, [first, figures[difference]], digits):
                    yield order[right], (order[left], difference)


def _adds_up(whole: Column, parts: Sequence[Column], digits: int) -> bool:
    seen: set[Decimal] = set()
    for row, total in enumerate(whole):
        addends = [part[row] for part in parts]
        if total is None or any(addend is None for addend in addends):
            continue
        if sum(addend for addend in addends if addend is not None) != total:
            return False
        if total and sum(bool(addend) for addend in addends) > 1:
            seen.add(total)
    return len(seen) >= FEWEST_ROWS and sum(map(_digits, seen)) >= digits


def totals(columns: Mapping[int, Column], items: Sequence[int], total: int) -> Iterator[int]:
    """Yield the columns whose figure in the row `total` is the sum of those in the rows `items`."""
    for col, column in columns.items():
        figures = [column[row] for row in items]
        printed = column[total]
        if not printed or any(figure is None for figure in figures) or sum(map(bool, figures)) < FEWEST_ROWS:
            continue
        if sum(figure for figure in figures if figure is not None) == printed:
            yield col


def _digits(figure: Decimal) -> int:
    return len(figure.normalize().as_tuple().digits)


def shares(
    columns: Mapping[int, Column], asked: Sequence[int], wholes: Sequence[int], decimals: Mapping[int, int]
) -> Iterator[int]:
    """Yield the columns of `asked` that print what others are of each other in per cent, or have grown by, as rounded.

    `wholes` may be divided and divide: a share of two figures and one of these make the other as well. `decimals` are
    those that each of `asked` prints.
    """
    order = list(columns)[:_MOST_COLUMNS]
    figures = {col: columns[col][:MOST_ROWS] for col in order}
    for share in asked:
        step = Decimal(51).scaleb(-2 - decimals.get(share, 0))  # half of the last place, and a little
        others = [col for col in order if col != share and col in wholes]
        if share in figures and any(
            _divides(figures[share], figures[part], figures[whole], base, step)
            for part in others
            for whole in others
            for base in (0, 100)
            if part != whole
        ):
            yield share


def _divides(share: Column, part: Column, whole: Column, base: int, step: Decimal) -> bool:
    seen: set[Decimal] = set()
    for printed, over, under in zip(share, part, whole, strict=True):
        if printed is None or not over or not under or not printed:
            continue
        if abs(over * 100 / under - base - printed) > step or printed > _LARGEST_SHARE:
            return False
        if over != under:
            seen.add(printed)
    return len(seen) >= _FEWEST_SHARES


def products(columns: Mapping[int, Column]) -> Iterator[tuple[int, int, int]]:
    """Yield (product, factor, factor) of columns that multiply in every row, in two rows and more."""
    order = list(columns)[:_MOST_COLUMNS]
    figures = {col: columns[col][:MOST_ROWS] for col in order}
    for product in order:
        for one, two in combinations([col for col in order if col != product], 2):
            if _multiplies(figures[product], figures[one], figures[two]):
                yield product, one, two


def _multiplies(product: Column, one: Column, two: Column) -> bool:
    seen: set[Decimal] = set()
    for printed, first, second in zip(product, one, two, strict=True):
        if not printed or not first or not second:
            continue
        if first * second != printed:
            return False
        if 1 not in (first, second):
            seen.add(printed)
    return len(seen) >= FEWEST_ROWS
