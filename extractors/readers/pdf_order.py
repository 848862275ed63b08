"""Text that has left its cell, brought home by the order in which the page draws it.

Word processors draw a table cell after cell. A line that its cell has no room for (a repeated heading set too low, the
second line of an upright heading, a number wider than its column) stands in a neighbour's rectangle, but it is drawn
with its own cell's text, before the neighbour's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise

from extractors.readers.pdf_glyphs import Fragment, turn_box
from extractors.readers.pdf_lattice import GridCell
from extractors.readers.pdf_rulings import Rectangle

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
    after: list[int] = []  # the row whose text is drawn next, from the end on
    row = max(cell.row for cell in cells)
    for index, is_steady in zip(reversed(sequence), reversed(steady), strict=True):
        after.append(row)
        row = cells[index].row if is_steady else row
    moved: dict[int, set[int]] = {}
    home: int | None = None  # the cell whose text was drawn last
    turn = 0
    for (_, _, index, at), is_steady, row in zip(drawn, steady, reversed(after), strict=True):
        fragment = texts[index][at]
        if is_steady:
            home, turn = index, fragment.turn
        elif (
            home is not None
            and fragment.turn == turn
            and _runs_over(cells[home].box, fragment, cells[index].box)
            and (not row >= cells[index].row >= cells[home].row or _next_line(texts[home], fragment))
        ):
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
        if others and alike and _runs_over(cells[home].box, fragment, cells[index].box):
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


def _next_line(text: Sequence[Fragment], fragment: Fragment) -> bool:
    """Tell whether a fragment stands right where the next line of `text` would, or on its last line.

    Browsers draw a merged cell that goes on from the page before ahead of its row's other cells: it is no next line.
    """
    bases = sorted({round(each.base, 1) for each in text})
    step = bases[-1] - bases[-2] if len(bases) > 1 else 1.3 * fragment.size
    return abs(fragment.base - bases[-1]) <= _NEAR or abs(fragment.base - bases[-1] - step) <= _NEAR


def _runs_over(home: Rectangle, fragment: Fragment, other: Rectangle) -> bool:
    """Tell whether a fragment in `other` can be text of `home` that found no room there: beside or below its lines."""
    if not _adjoin(home, other):
        return False
    box = (fragment.x0, fragment.y0, fragment.x1, fragment.y1)
    x0, y0, x1, y1 = turn_box(box, (360 - fragment.turn) % 360) if fragment.turn else box
    across, down = min(x1, home[2]) - max(x0, home[0]), min(y1, home[3]) - max(y0, home[1])
    if fragment.turn in (90, 270):
        return down > 0.5 * (y1 - y0)
    return across > 0.5 * (x1 - x0) or min(across, down) > _NEAR


def _adjoin(one: Rectangle, other: Rectangle) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > -_NEAR and down > -_NEAR
