"""Headings in two rows of lone cells, where the second row prints a blank for what reaches down into it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from extractors.readers.text.cell_headings import Heading


def headings_over_blanks(
    texts: Sequence[str], width: int, columns: Sequence[Counter[str]]
) -> tuple[Heading, ...] | None:
    """Return the headings that `texts`, all cells over the first row, are for rows of `width`.

    None where they are no such two rows, no headings where they may be read in two ways.

    The last `width` texts are the second row. Where it is blank the heading over it reaches down; the others stand
    under the headings left, two or more under each, over columns that hold one kind; years stand with years.
    """
    upper, lower = texts[: len(texts) - width], texts[len(texts) - width :]
    blanks = [col for col, text in enumerate(lower) if not text]
    filled = [col for col, text in enumerate(lower) if text]
    parents = len(upper) - len(blanks)
    if not all(upper) or parents < 1 or not filled or filled != list(range(filled[0], filled[-1] + 1)):
        return None
    splits = list(_splits(filled, parents))
    if len(splits) > 1:
        splits = [split for split in splits if all(_one_kind(columns, part) for part in split)]
        splits = [split for split in splits if all(len({_is_year(lower[col]) for col in part}) == 1 for part in split)]
    if len(splits) != 1:
        return ()
    made: list[Heading] = []
    tops = iter(range(len(upper)))
    starts = {part[0]: part for part in splits[0]}
    for col in range(width):
        if col in starts:
            made.append(Heading(next(tops), 0, col, 1, len(starts[col])))
        elif not lower[col]:
            made.append(Heading(next(tops), 0, col, 2))
    made += [Heading(len(upper) + col, 1, col) for col in filled]
    return tuple(made)


def _splits(cols: Sequence[int], parts: int) -> Iterator[list[Sequence[int]]]:
    """Yield every way to part neighbouring columns into so many runs of two or more."""
    for cuts in combinations(range(2, len(cols) - 1), parts - 1):
        edges = (0, *cuts, len(cols))
        split = [cols[edges[at] : edges[at + 1]] for at in range(parts)]
        if all(len(part) > 1 for part in split):
            yield split


def _is_year(text: str) -> bool:
    return re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text) is not None


def _one_kind(columns: Sequence[Counter[str]], part: Sequence[int]) -> bool:
    return len({kind for col in part for kind in columns[col] if kind != "blank"}) <= 1
