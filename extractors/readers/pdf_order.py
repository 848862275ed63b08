"""Text that has left its cell, brought home by the order in which the page draws it.

Word processors draw a table cell after cell. A line that its cell has no room for (a repeated heading set too low, the
second line of an upright heading, a number wider than its column) stands in a neighbour's rectangle, but it is drawn
with its own cell's text, before the neighbour's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise

from extractors.readers.pdf_glyphs import Fragment
from extractors.readers.pdf_lattice import GridCell

_MOST_STRAYS = 0.1  # share of the fragments: where more stand out of order the page is drawn in another one
_NEAR = 1.0  # points


def bring_home(cells: Sequence[GridCell], texts: list[list[Fragment]], drawn_at: Mapping[int, int]) -> None:
    """Move fragments in `texts` (per cell) that are drawn with another, adjoining cell's text to that cell.

    `drawn_at` says when each text object is drawn, by its address.
    """
    drawn = sorted(
        (drawn_at.get(fragment.source, -1), fragment.order, index, at)
        for index, held in enumerate(texts)
        for at, fragment in enumerate(held)
    )
    sequence = [index for _, _, index, _ in drawn]
    if all(one <= other for one, other in pairwise(sequence)):
        if any(fragment.turn for held in texts for fragment in held):
            _part_turns(cells, texts, [(index, texts[index][at]) for _, _, index, at in drawn])
        return
    steady = _longest_ascent(sequence)
    strays = len(sequence) - sum(steady)
    if strays > max(2, _MOST_STRAYS * len(sequence)):
        return
    moved: dict[int, set[int]] = {}
    home: int | None = None  # the cell whose text was drawn last
    turn = 0
    for (_, _, index, at), is_steady in zip(drawn, steady, strict=True):
        fragment = texts[index][at]
        if is_steady:
            home, turn = index, fragment.turn
        elif home is not None and fragment.turn == turn and _adjoin(cells[home].box, cells[index].box):
            moved.setdefault(index, set()).add(at)
            texts[home].append(fragment)
        else:
            home = None
    for index, positions in moved.items():
        texts[index] = [fragment for at, fragment in enumerate(texts[index]) if at not in positions]


def _part_turns(cells: Sequence[GridCell], texts: list[list[Fragment]], drawn: Sequence[tuple[int, Fragment]]) -> None:
    """Move turned text that opens a cell of text set otherwise to the cell before, which is turned alike."""
    home: int | None = None
    for position, (index, fragment) in enumerate(drawn):
        if home is None or index == home or fragment.turn != drawn[position - 1][1].turn:
            home = index
            continue
        others = {other.turn for other in texts[index]} - {fragment.turn}
        alike = all(other.turn == fragment.turn for other in texts[home])
        if others and alike and _adjoin(cells[home].box, cells[index].box):
            texts[home].append(fragment)
            texts[index] = [other for other in texts[index] if other is not fragment]
        else:
            home = index


def _longest_ascent(sequence: Sequence[int]) -> list[bool]:
    """Return which members make a longest subsequence that never falls."""
    tails: list[int] = []  # values
    ends: list[int] = []  # positions of those values
    before: list[int] = []
    for at, value in enumerate(sequence):
        length = bisect_right(tails, value)
        before.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(value)
            ends.append(at)
        else:
            tails[length], ends[length] = value, at
    kept = [False] * len(sequence)
    at = ends[-1] if ends else -1
    while at >= 0:
        kept[at] = True
        at = before[at]
    return kept


def _adjoin(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > -_NEAR and down > -_NEAR
