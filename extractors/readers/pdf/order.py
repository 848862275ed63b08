"""Text that has left its cell, brought home by the order in which the page draws it.

Word processors draw a table cell after cell. A line that its cell has no room for (a repeated heading set too low, the
second line of an upright heading, a number wider than its column) stands in a neighbour's rectangle, but it is drawn
with its own cell's text, before the neighbour's, and where its next line would be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from statistics import median

from extractors.readers.lattice import GridCell
from extractors.readers.pdf.glyphs import Fragment, turn_box
from extractors.readers.pdf.rulings import Rectangle

_MOST_STRAYS = 0.3  # share of the runs of text: where more stand out of order the page is drawn in another one
_NEAR = 1.0  # points

_Run = tuple[int, list[Fragment]]  # a cell's index, and what is drawn there in one go


def bring_home(cells: Sequence[GridCell], texts: list[list[Fragment]], drawn_at: Mapping[int, int]) -> None:
    """Move fragments in `texts` (per cell) that are drawn with another, adjoining cell's text to that cell.

    `drawn_at` says when each text object is drawn, by its address.
    """
    drawn = sorted(
        (drawn_at.get(fragment.source, -1), fragment.order, index, at)
        for index, held in enumerate(texts)
        for at, fragment in enumerate(held)
    )
    falls = sum(one[2] > other[2] for one, other in pairwise(drawn))
    if not falls:
        if any(fragment.turn for held in texts for fragment in held):
            _part_turns(cells, texts, [(index, texts[index][at]) for _, _, index, at in drawn])
        return
    runs: list[_Run] = [
        (index, [texts[index][each[3]] for each in run]) for index, run in groupby(drawn, key=lambda each: each[2])
    ]
    if falls > max(2.0, _MOST_STRAYS * len(runs)):
        return
    step = _usual_step(texts)
    for position in range(1, len(runs)):
        if runs[position][0] >= runs[position - 1][0]:
            continue
        before = runs[position - 2] if position > 1 else None
        if before is not None and _goes_home(cells, before, runs[position - 1], step):
            _move(texts, runs[position - 1], before[0])
        elif _goes_home(cells, runs[position - 1], runs[position], step):
            _move(texts, runs[position], runs[position - 1][0])


def _move(texts: list[list[Fragment]], run: _Run, home: int) -> None:
    strays = {id(fragment) for fragment in run[1]}
    texts[run[0]] = [fragment for fragment in texts[run[0]] if id(fragment) not in strays]
    texts[home].extend(run[1])


def _usual_step(texts: Sequence[Sequence[Fragment]]) -> float | None:
    """Return the usual distance from line to line in the cells, in points; None where no cell has two lines."""
    steps = []
    for held in texts:
        bases = sorted({fragment.base for fragment in held if not fragment.turn})
        steps += [below - above for above, below in pairwise(bases) if below - above > 2 * _NEAR]
    return median(steps) if steps else None


def _goes_home(cells: Sequence[GridCell], home: _Run, run: _Run, step: float | None) -> bool:
    """Tell whether every fragment of `run` stands on the last line of `home` or where its next line would be.

    Browsers draw a merged cell that goes on from the page before ahead of its row's other cells: that is no next line.
    """
    index, text = home[0], list(home[1])
    for fragment in run[1]:
        if fragment.turn != text[-1].turn or not _runs_over(cells[index].box, fragment, cells[run[0]].box):
            return False
        bases = sorted({each.base for each in text})
        steps = [bases[-1] - bases[-2]] if len(bases) > 1 else []
        if step is not None:
            steps.append(step)
        down = fragment.base - bases[-1]
        if abs(down) > _NEAR and not any(abs(down - usual) <= _NEAR for usual in steps):
            return False
        text.append(fragment)
    return True


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
            _move(texts, (index, [fragment]), home)
        else:
            home = index


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
