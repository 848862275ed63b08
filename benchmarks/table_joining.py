"""Whether every table over pages is joined once and neighbours never: scored without telling the tables apart by truth.

The rows that were read and the true rows are aligned in reading order, by their texts alone. A true table whose rows
lie in several tables was split; a table that holds rows of several true ones was joined wrongly. Cells are then
compared as they stand: row, column, spans and text of the one table that holds most of the true table's rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

Found = tuple[int, int, int, int, str]  # row, col, row_span, col_span, text
_SHOWN = 6  # differing cells of one table that are listed
_ALIKE = 0.5  # share of their texts that rows must have in common to be the same row


@dataclass(slots=True)
class Joining:
    """What became of the tables of some documents."""

    tables: int = 0
    once: int = 0  # found as one table that holds nothing else
    splits: int = 0  # pieces too many
    joins: int = 0  # true tables in one table with another, less one
    invented: int = 0  # tables that hold no row of any true one
    untold: int = 0  # of the wrong cells, those that no reader could tell from the page
    cells: int = 0
    exact: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(
        self,
        found: Sequence[Sequence[Found]],
        truth: Sequence[set[Found]],
        name: str,
        lost: Collection[int] = (),
        first_rows: Sequence[Collection[int]] = (),
    ) -> None:
        """Add the tables of one document, each as its cells, in reading order; `name` is said of what is wrong.

        The true tables `lost` were not printed (LibreOffice drops the rows of some at a page's end) and do not count.
        `first_rows` says per found table which rows begin a page.
        """
        shared = _shared_rows(found, truth)
        owners: dict[int, set[int]] = {index: set() for index in range(len(found))}
        for number, cells in enumerate(truth):
            held = {index: rows for (index, at), rows in shared.items() if at == number}
            for index in held:
                owners[index].add(number)
            if number in lost:
                continue
            best = max(held, key=lambda index: (held[index], -index), default=None)
            own = set(found[best]) if best is not None else set()
            self.tables += 1
            self.cells += len(cells)
            self.exact += len(cells & own)
            if best is not None and first_rows:
                self.untold += sum(_untold(cell, own, first_rows[best]) for cell in cells - own)
            self.splits += max(0, len(held) - 1)
            if len(held) != 1:
                self.wrong.append(f"{name} table {number}: found in {len(held)} tables")
            elif own != cells:
                self.wrong.append(f"{name} table {number}: {len(cells - own)} of {len(cells)} cells wrong")
                self.wrong += [f"    {sign} {cell}" for sign, cell in _differences(cells, own)]
        for index, numbers in owners.items():
            if len(numbers) > 1:
                self.joins += len(numbers) - 1
                self.wrong.append(f"{name}: tables {sorted(numbers)} joined")
            if not numbers and any(cell[4] for cell in found[index]):
                self.invented += 1
                self.wrong.append(f"{name}: a table that is none, {found[index][:3]}")
        for number in set(range(len(truth))).difference(lost):
            holders = [index for index, numbers in owners.items() if number in numbers]
            self.once += len(holders) == 1 and owners[holders[0]] == {number}


def _untold(cell: Found, own: set[Found], first_rows: Collection[int]) -> bool:
    """Tell whether a true cell that was not found is what no reader could tell from the page.

    All that the page's end has left of a merged cell is one blank row: it looks like an empty cell of its own.
    """
    row, col, height, width, text = cell
    last = row + height - 1
    if height == 1 or last not in first_rows:
        return False
    return {(row, col, height - 1, width, text), (last, col, 1, width, "")} <= own


def _differences(cells: set[Found], own: set[Found]) -> list[tuple[str, Found]]:
    missing, extra = sorted(cells - own)[:_SHOWN], sorted(own - cells)[:_SHOWN]
    return sorted([*(("true", cell) for cell in missing), *(("read", cell) for cell in extra)], key=lambda d: d[1][:2])


def _rows(cells: Sequence[Found] | set[Found]) -> list[Counter[str]]:
    rows: dict[int, Counter[str]] = {}
    for row, _, _, _, text in sorted(cells):
        if text:
            rows.setdefault(row, Counter())[text] += 1
    return [rows[row] for row in sorted(rows)]


def _shared_rows(found: Sequence[Sequence[Found]], truth: Sequence[set[Found]]) -> Counter[tuple[int, int]]:
    """Return how many rows each pair of (found table, true table) shares, by the best alignment in reading order."""
    left = [(index, row) for index, cells in enumerate(found) for row in _rows(cells)]
    right = [(number, row) for number, cells in enumerate(truth) for row in _rows(cells)]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i, (_, one) in enumerate(left):
        above, here = best[i], best[i + 1]
        for j, (_, other) in enumerate(right):
            alike = _alike(one, other)
            here[j + 1] = max(above[j] + alike, above[j + 1], here[j]) if alike else max(above[j + 1], here[j])
    shared: Counter[tuple[int, int]] = Counter()
    i, j = len(left), len(right)
    while i and j:
        alike = _alike(left[i - 1][1], right[j - 1][1])
        if alike and best[i][j] == best[i - 1][j - 1] + alike:
            shared[left[i - 1][0], right[j - 1][0]] += 1
            i, j = i - 1, j - 1
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return shared


def rows_missed(found: Sequence[Sequence[Found]], truth: Sequence[set[Found]]) -> list[float]:
    """Return for each true table the share of its rows that no table read holds."""
    shared = _shared_rows(found, truth)
    held = [sum(count for (_, at), count in shared.items() if at == number) for number in range(len(truth))]
    return [1 - rows / max(1, len(_rows(cells))) for rows, cells in zip(held, truth, strict=True)]


def _alike(one: Counter[str], other: Counter[str]) -> float:
    if one.keys().isdisjoint(other.keys()):
        return 0.0
    common = (one & other).total() / max(one.total(), other.total())
    return common if common >= _ALIKE else 0.0
